#include "out/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

void report_add(struct report *r, struct block block)
{
    if (ARRAY_ROOM(r) != 0)
        r->failed = true;
    else
        r->v[r->n++] = block;
}

const char *report_keep(struct report *r, struct text *t)
{
    const char *kept = text_keep(t, &r->arena);
    r->failed = r->failed || !kept;
    return kept ? kept : "";
}

void report_addf(struct report *r, enum block_kind kind, const char *format, ...)
{
    struct text t = {0};
    va_list args;
    va_start(args, format);
    text_vaddf(&t, format, args);
    va_end(args);
    report_add(r, (struct block){.kind = kind, .text = report_keep(r, &t)});
}

/* Letters and digits as they are, small; '-' for all that stands between. */
static void add_slug(struct text *t, const char *words)
{
    for (const char *p = words; *p; p++) {
        char c = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
            text_add_char(t, c);
        else if (*p != '\'' && t->n > 0 && t->v[t->n - 1] != '-')
            text_add_char(t, '-');
    }
    while (t->n > 0 && t->v[t->n - 1] == '-')
        t->v[--t->n] = '\0';
}

static bool has_id(const struct report *r, const char *id)
{
    for (size_t i = 0; i < r->n; i++)
        if ((r->v[i].id && strcmp(r->v[i].id, id) == 0) ||
            (r->v[i].see && strcmp(r->v[i].see, id) == 0))
            return true;
    return false;
}

const char *report_id(struct report *r, const char *prefix, const char *words)
{
    struct text t = {0};
    text_addf(&t, "%s-", prefix);
    add_slug(&t, words);
    size_t n = t.n;
    for (int again = 2; !text_failed(&t) && has_id(r, text_string(&t)); again++) {
        t.n = n;
        text_addf(&t, "-%d", again);
    }
    return report_keep(r, &t);
}

void report_release(struct report *r)
{
    free(r->v);
    arena_release(&r->arena);
    *r = (struct report){0};
}
