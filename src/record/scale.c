#include "record/scale.h"

#include "base/text.h"

static const struct grade_word ofsted[] = {
    {"outstanding", 4},
    {"good", 3},
    {"requires improvement", 2},
    {"inadequate", 1},
    {"requires improvement to be good", 2},
    {"RI", 2},
    {"adequate", 2},
    {"satisfactory", 2},
    {"not reported", RANK_NONE},
    {"not judged", RANK_NONE},
    {"not_reported_post_reform", RANK_NONE},
    {"data_unreadable", RANK_NONE},
    {"inspection_pre_dates_judgement", RANK_NONE},
    {"n/a", RANK_NONE},
};

struct scale scale_ofsted(void)
{
    return (struct scale){ofsted, sizeof ofsted / sizeof ofsted[0]};
}

const struct grade_word *scale_find(const struct scale *scale, struct span s)
{
    static const struct grade_word blank = {"", RANK_NONE};
    for (size_t i = 0; i < scale->n; i++)
        if (span_matches(span_of(scale->words[i].word), s))
            return &scale->words[i];
    return span_matches(s, span_of("")) ? &blank : NULL; /* "-" too */
}

const char *scale_label(const struct scale *scale, int rank)
{
    for (size_t i = 0; i < scale->n; i++)
        if (scale->words[i].rank == rank && rank != RANK_NONE)
            return scale->words[i].word;
    return NULL;
}

int scale_next_above(const struct scale *scale, int rank)
{
    int next = RANK_NONE;
    for (size_t i = 0; i < scale->n; i++) {
        int other = scale->words[i].rank;
        if (other > rank && (next == RANK_NONE || other < next))
            next = other;
    }
    return next;
}

int scale_lowest(const struct scale *scale)
{
    return scale_next_above(scale, RANK_NONE);
}

int scale_next_below(const struct scale *scale, int rank)
{
    int next = RANK_NONE;
    for (size_t i = 0; i < scale->n; i++)
        if (scale->words[i].rank < rank && scale->words[i].rank > next)
            next = scale->words[i].rank;
    return next;
}

int scale_highest(const struct scale *scale)
{
    return scale_next_below(scale, RANK_LIMIT + 1);
}

void scale_nearest(const struct scale *scale, bool with_no_grades, struct nearest *n)
{
    for (size_t i = 0; i < scale->n; i++)
        if (with_no_grades || scale->words[i].rank != RANK_NONE)
            nearest_try(n, scale->words[i].word);
}
