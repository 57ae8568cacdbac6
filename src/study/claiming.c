#include "claiming.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

int decide(struct inquiry *q, bool holds)
{
    q->verdict = holds ? VERDICT_HOLDS : VERDICT_CONTRADICTED;
    return 0;
}

static int conclude(struct inquiry *q, enum verdict verdict, const char *format, va_list args)
{
    says_next(q);
    text_vaddf(&q->says, format, args);
    q->verdict = verdict;
    return 0;
}

int undecidable(struct inquiry *q, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    conclude(q, VERDICT_UNDECIDABLE, format, args);
    va_end(args);
    return 0;
}

int contradicted(struct inquiry *q, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    conclude(q, VERDICT_CONTRADICTED, format, args);
    va_end(args);
    return 0;
}

int decide_of(struct inquiry *q, size_t n, size_t fitting, const char *none)
{
    if (n == 0)
        return undecidable(q, "%s", none);
    if (fitting > 0 && fitting < n)
        return undecidable(q, "%zu of these %zu fit", fitting, n);
    return decide(q, fitting > 0);
}

int build_council(struct inquiry *q)
{
    return history_build(&q->history, data_of(q), &q->study.rules, q->claim->council);
}

bool is_open_on(struct inquiry *q, int32_t day)
{
    char text[DATE_TEXT];
    const struct history *h = &q->history;
    if (history_is_open(h, day))
        return true;
    if (day < h->opened)
        undecidable(q, "%s opened on %s", h->council->name, date_text(h->council->opened, text));
    else
        undecidable(q, "%s closed on %s", h->council->name, date_text(h->council->closed, text));
    return false;
}

int find_arrangements(struct inquiry *q, struct arrangements *a)
{
    const bool *chosen = q->study.chosen;
    if (q->only)
        q->study.chosen = q->only;
    int status = arrangements_find(&q->study, a);
    q->study.chosen = chosen;
    return status;
}

int find_setups(struct inquiry *q, struct setups *s)
{
    const bool *chosen = q->study.chosen;
    if (q->only)
        q->study.chosen = q->only;
    q->study.rules.from = q->from;
    q->study.rules.to = q->to;
    int status = setups_find(&q->study, s);
    q->study.chosen = chosen;
    return status;
}

bool dates_meet(struct date a, struct date b, int32_t slack)
{
    return date_is_known(a) && date_is_known(b) && date_first_day(a) - slack <= date_last_day(b) &&
           date_first_day(b) <= date_last_day(a) + slack;
}

void says_next(struct inquiry *q)
{
    if (q->says.n > 0)
        text_add_string(&q->says, "; ");
}

void says_source(struct inquiry *q, const char *source)
{
    if (source && *source)
        text_addf(&q->says, " (%s)", source);
}

void says_inspection(struct inquiry *q, const struct inspection *i)
{
    const struct dataset *d = data_of(q);
    const struct judgement kept = judgement_at(d, i->judgement), *j = &kept;
    char text[DATE_TEXT];
    if (q->study.rules.n_kinds > 1)
        text_addf(&q->says, "%s ", intern_text(&d->kinds, j->kind));
    text_add_string(&q->says, judgement_word(d, j));
    if (date_is_known(j->inspected))
        text_addf(&q->says, ", inspected %s", date_text(j->inspected, text));
    if (date_is_known(j->published))
        text_addf(&q->says, ", published %s", date_text(j->published, text));
    says_source(q, judgement_source(d, j));
}

void says_dates(struct inquiry *q, struct date start, struct date end)
{
    char text[DATE_TEXT];
    if (date_is_known(start))
        text_addf(&q->says, ", from %s", date_text(start, text));
    if (date_is_known(end))
        text_addf(&q->says, "%s %s", date_is_known(start) ? " to" : ", until",
                  date_text(end, text));
}

void says_period(struct inquiry *q, const struct period *p)
{
    const struct dataset *d = data_of(q);
    text_add_string(&q->says, model_name(q, p->model));
    if (p->spell == NO_SPELL) {
        text_add_string(&q->says, " (no spell recorded)");
        return;
    }
    const struct spell s = spell_at(d, p->spell);
    if (s.provider)
        text_addf(&q->says, " (%s)", s.provider);
    says_dates(q, p->start_date, p->end_date);
    says_source(q, s.source);
}

/* Where it compares with the claim's number, with as many digits as tell the two apart, up to six.
 */
void says_number(struct inquiry *q, double x, int least)
{
    char text[NUMBER_TEXT], claimed[NUMBER_TEXT];
    int digits = q->claim->digits + 1 > least ? q->claim->digits + 1 : least;
    bool is_other = q->claim->number_is != RELATION_EQUAL && fabs(x - q->claim->number) > 1e-9;
    while (is_other && digits < 6 &&
           strcmp(number_fixed(x, digits, text), number_fixed(q->claim->number, digits, claimed)) ==
               0)
        digits++;
    text_add_string(&q->says, number_fixed(x, digits, text));
}
