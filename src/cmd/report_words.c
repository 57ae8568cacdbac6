/* What sections of a report put in words alike. */
#include "base/number.h"
#include "cmd/report.h"

const char not_by_lot[] =
    "Models are not assigned by lot: trusts, for one, often went to councils that had failed "
    "before. A difference between models is not an effect of them, and does not say how a council "
    "would have fared under another.";

void add_origin_words(struct text *t, const struct session *s)
{
    const struct scale *scale = &s->dataset.scale;
    int rank = s->study.rules.origin_rank;
    const char *label = scale_label(scale, rank);
    text_addf(t, "%s%s", label ? label : "the lowest grade",
              rank == scale_lowest(scale) ? "" : " or below");
}

void add_target_words(struct text *t, const struct session *s)
{
    int rank = s->study.rules.target_rank;
    const char *label = rank == RANK_NONE ? NULL : scale_label(&s->dataset.scale, rank);
    text_addf(t, "%s%sbetter", label ? label : "", label ? " or " : "");
}

void add_as_of_words(struct text *t, const struct session *s)
{
    char words[DATE_WORDS];
    text_add_string(t, date_words(date_of_day(s->study.rules.as_of), words));
}

void add_days_in(struct text *t, double days, double unit)
{
    char number[NUMBER_TEXT];
    text_add_string(t, number_fixed(days / unit, 1, number));
}

void add_date_words(struct text *t, struct date date)
{
    char words[DATE_WORDS];
    text_addf(t, "%s %s", date_precision(date) == DATE_DAY ? "on" : "in", date_words(date, words));
}
