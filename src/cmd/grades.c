#include "cmd/grades.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "out/ink.h"

/* What stands for a grade, one after the other where it is not the only one of its kind. */
enum kind { FIRST_LETTER, INITIALS, TWO_LETTERS, RANK_DIGITS };

/* The first character of S, as a capital where it is of ASCII; S goes on behind it. */
static void add_first(struct text *t, struct span *s, bool as_capital)
{
    uint32_t point;
    size_t n = utf8_next(*s, &point);
    n = n == 0 && s->length > 0 ? 1 : n;
    bool is_small = n == 1 && *s->text >= 'a' && *s->text <= 'z';
    if (as_capital && is_small)
        text_add_char(t, (char)(*s->text - 'a' + 'A'));
    else
        text_add(t, (struct span){s->text, n});
    *s = (struct span){s->text + n, s->length - n};
}

static void add_letters(struct text *t, const struct grade *g, enum kind kind)
{
    struct span rest = span_trim(span_of(g->label)), word;
    switch (kind) {
    case FIRST_LETTER:
        add_first(t, &rest, true);
        return;
    case INITIALS:
        for (int n = 0; n < 2 && span_next(&rest, ' ', &word);) {
            n += word.length > 0;
            add_first(t, &word, true);
        }
        return;
    case TWO_LETTERS:
        add_first(t, &rest, true);
        add_first(t, &rest, false);
        return;
    case RANK_DIGITS:
        text_addf(t, "%d", g->rank);
        return;
    }
}

/* Letters, and whose they are, in order of the letters. */
struct claim_to {
    const char *letters;
    size_t grade;
};

static int compare_letters(const void *a, const void *b)
{
    return strcmp(((const struct claim_to *)a)->letters, ((const struct claim_to *)b)->letters);
}

/* Moves those that share their letters on to the next kind. Whether there were any. */
static bool part(const struct grades *grades, struct claim_to *claims, enum kind *kinds)
{
    bool any = false;
    for (size_t i = 0; i < grades->n; i++)
        claims[i] = (struct claim_to){grades->v[i].letters, i};
    qsort(claims, grades->n, sizeof *claims, compare_letters);
    for (size_t i = 0, end; i < grades->n; i = end) {
        for (end = i + 1; end < grades->n && compare_letters(&claims[i], &claims[end]) == 0;)
            end++;
        for (size_t k = i; end - i > 1 && k < end; k++) {
            enum kind *kind = &kinds[claims[k].grade];
            *kind += *kind < RANK_DIGITS;
            any = true;
        }
    }
    return any;
}

static int set_letters(struct grades *grades, const enum kind *kinds, struct arena *arena)
{
    for (size_t i = 0; i < grades->n; i++) {
        struct text t = {0};
        add_letters(&t, &grades->v[i], kinds[i]);
        grades->v[i].letters = text_keep(&t, arena);
        if (!grades->v[i].letters)
            return -1;
    }
    return 0;
}

/* Ends: each round moves two grades or more towards their ranks, which differ. */
static int choose_letters(struct grades *grades, struct arena *arena)
{
    enum kind *kinds = arena_alloc(arena, (grades->n + 1) * sizeof *kinds);
    struct claim_to *claims = arena_alloc(arena, (grades->n + 1) * sizeof *claims);
    if (!kinds || !claims)
        return -1;
    do
        if (set_letters(grades, kinds, arena) != 0)
            return -1;
    while (part(grades, claims, kinds));
    return 0;
}

int grades_make(const struct scale *scale, struct arena *arena, struct grades *grades,
                struct diags *ds)
{
    size_t n = 0;
    for (int rank = scale_highest(scale); rank != RANK_NONE; rank = scale_next_below(scale, rank))
        n++;
    *grades = (struct grades){arena_alloc(arena, (n + 1) * sizeof *grades->v), 0};
    if (!grades->v)
        return diags_no_memory(ds);
    for (int rank = scale_highest(scale); rank != RANK_NONE; rank = scale_next_below(scale, rank)) {
        int place = ink_of_rank((int)grades->n, (int)n);
        grades->v[grades->n++] = (struct grade){rank, scale_label(scale, rank), NULL, place};
    }
    return choose_letters(grades, arena) == 0 ? 0 : diags_no_memory(ds);
}

const struct grade *grades_of_rank(const struct grades *grades, int rank)
{
    size_t low = 0, high = grades->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (grades->v[middle].rank == rank)
            return &grades->v[middle];
        if (grades->v[middle].rank > rank)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
