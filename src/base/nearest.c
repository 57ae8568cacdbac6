#include "base/nearest.h"

#include <string.h>

#include "base/text.h"

enum {
    LONGEST = 64,      /* longer names are not compared */
    PART_DISTANCE = 1, /* of a name that the wanted one is part of, at most */
};

static int fold(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance, three rows at a time. */
static size_t distance(struct span a, struct span b)
{
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= b.length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            int x = fold(a.text[i - 1]), y = fold(b.text[j - 1]);
            now[j] = least(least(before[j], now[j - 1]) + 1, before[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == fold(b.text[j - 2]) && fold(a.text[i - 2]) == y)
                now[j] = least(now[j], earlier[j - 2] + 1);
        }
    }
    return rows[a.length % 3][b.length];
}

/* Whether the wanted name, of some length, is part of the candidate. */
static bool is_part(struct span wanted, struct span candidate)
{
    enum { LEAST = 3 };
    for (size_t at = 0; wanted.length >= LEAST && at + wanted.length <= candidate.length; at++) {
        size_t same = 0;
        while (same < wanted.length && fold(wanted.text[same]) == fold(candidate.text[at + same]))
            same++;
        if (same == wanted.length)
            return true;
    }
    return false;
}

/* Keeps CANDIDATE for a list of all, unless it is nameless or kept. */
static void keep(struct nearest *n, const char *candidate)
{
    size_t kept = n->n < NEAREST_FEW ? n->n : NEAREST_FEW;
    if (*candidate == '\0')
        return;
    for (size_t i = 0; i < kept; i++)
        if (strcmp(n->few[i], candidate) == 0)
            return;
    if (n->n < NEAREST_FEW)
        n->few[n->n] = candidate;
    n->n++;
}

void nearest_try(struct nearest *n, const char *candidate)
{
    struct span c = span_of(candidate);
    keep(n, candidate);
    if (c.length > LONGEST || n->wanted.length > LONGEST || c.length == 0 || n->wanted.length == 0)
        return;
    bool has_part = is_part(n->wanted, c);
    size_t longer = c.length > n->wanted.length ? c.length : n->wanted.length;
    size_t apart =
        2 * longer - c.length - n->wanted.length; /* the least that the distance can be */
    bool is_far = (apart * 3 > longer && !n->takes_any) || (n->best && apart >= n->distance);
    if (is_far && !has_part)
        return;
    size_t d = distance(n->wanted, c);
    bool is_near = has_part || d * 3 <= longer || n->takes_any;
    if (has_part)
        d = least(d, PART_DISTANCE);
    if (!is_near || (n->best && d >= n->distance))
        return;
    n->best = candidate;
    n->distance = d;
}

int nearest_fault(const struct nearest *n, const char *what, struct diags *ds)
{
    diags_set_fault(ds, FAULT_USAGE, "there is no %s \"%.*s\"", what, (int)n->wanted.length,
                    n->wanted.text);
    if (n->best)
        return diags_hint(ds, "the nearest is \"%s\"", n->best);
    if (n->n == 0 || n->n > NEAREST_FEW)
        return -1;
    struct text all = {0};
    for (size_t i = 0; i < n->n; i++) {
        text_add_string(&all, i ? ", " : "");
        text_add_cut(&all, span_of(n->few[i]), LONGEST, "...");
    }
    diags_set_hint(ds, "there are: %s", text_string(&all));
    return diags_finish_text(&all, -1, ds);
}
