/* Claims about the inspections of one council. */
#include "base/number.h"
#include "claiming.h"

int judge_grade_on(struct inquiry *q)
{
    char text[DATE_TEXT];
    if (build_council(q) != 0)
        return -1;
    if (!is_open_on(q, q->date))
        return 0;
    const struct inspection *i = history_in_force(&q->history, q->date);
    if (!i)
        return undecidable(q, "no grade by %s", date_text(date_of_day(q->date), text));
    says_inspection(q, i);
    return decide(q, claim_grade_fits(q->claim, i->rank));
}

/* Whether the inspection of judgement NUMBER was on site, or published, in DATE. */
static bool is_of_date(const struct dataset *d, uint32_t number, struct date date)
{
    const struct judgement kept = judgement_at(d, number), *j = &kept;
    struct date first = date_is_known(j->inspected) ? j->inspected : j->ended;
    struct date last = date_is_known(j->ended) ? j->ended : j->inspected;
    if (dates_meet(j->published, date, 0))
        return true;
    return date_is_known(first) && date_first_day(first) <= date_last_day(date) &&
           date_first_day(date) <= date_last_day(last);
}

/* From inspection *I on, the next graded one that was there in DATE, and *I past it; NULL where
 * there is no more. */
static const struct inspection *next_of_date(const struct inquiry *q, size_t *i, struct date date)
{
    const struct history *h = &q->history;
    for (; *i < h->n; ++*i)
        if (is_of_date(data_of(q), h->inspections[*i].judgement, date))
            return &h->inspections[(*i)++];
    return NULL;
}

/* All judgements of one inspection. */
struct sheaf {
    uint32_t first; /* its number */
    size_t n;
};

/* The next inspection of the council, graded or not, that was there in the claim's date by the
 * as-of date; *AT counts its judgements, from 0. False where there is no more. */
static bool next_sheaf(const struct inquiry *q, size_t *at, struct sheaf *sheaf)
{
    const struct council *c = &data_of(q)->councils[q->claim->council];
    const struct rules *r = &q->study.rules;
    while (*at < c->n_judgements) {
        sheaf->first = c->judgements + (uint32_t)*at;
        sheaf->n = 0;
        const struct judgement first = judgement_at(data_of(q), sheaf->first);
        struct judgement next = first;
        while (judgement_order(&first, &next) == 0 && *at + ++sheaf->n < c->n_judgements)
            next = judgement_at(data_of(q), sheaf->first + sheaf->n);
        *at += sheaf->n;
        if (inspection_day(&first, r) <= r->as_of &&
            is_of_date(data_of(q), sheaf->first, q->claim->date))
            return true;
    }
    return false;
}

static const char no_inspection[] = "no inspection was on site or published then";

/* Every graded judgement of the inspection. */
static int judge_whole_inspection(struct inquiry *q)
{
    const struct dataset *d = data_of(q);
    struct sheaf sheaf;
    size_t n = 0, fitting = 0;
    for (size_t at = 0; next_sheaf(q, &at, &sheaf);) {
        size_t graded = 0, fit = 0;
        for (size_t i = 0; i < sheaf.n; i++) {
            const struct judgement j = judgement_at(d, sheaf.first + i);
            int rank = judgement_rank(d, &j);
            if (rank == RANK_NONE)
                continue;
            graded++;
            fit += claim_grade_fits(q->claim, rank);
            says_next(q);
            text_addf(&q->says, "%s %s", intern_text(&d->kinds, j.kind), judgement_word(d, &j));
        }
        n += graded > 0;
        fitting += graded > 0 && fit == graded;
        const struct judgement first = judgement_at(d, sheaf.first);
        if (graded > 0)
            says_source(q, judgement_source(d, &first));
    }
    return decide_of(q, n, fitting, no_inspection);
}

int judge_grade_of(struct inquiry *q)
{
    const struct inspection *i;
    size_t n = 0, fitting = 0;
    if (q->claim->judgement == JUDGEMENT_ALL)
        return judge_whole_inspection(q);
    if (build_council(q) != 0)
        return -1;
    for (size_t at = 0; (i = next_of_date(q, &at, q->claim->date)) != NULL; n++) {
        says_next(q);
        says_inspection(q, i);
        fitting += claim_grade_fits(q->claim, i->rank);
    }
    return decide_of(q, n, fitting,
                     "no inspection with this judgement was on site or published then");
}

int judge_framework_of(struct inquiry *q)
{
    struct sheaf sheaf;
    char text[DATE_TEXT];
    size_t n = 0, fitting = 0;
    for (size_t at = 0; next_sheaf(q, &at, &sheaf); n++) {
        const struct judgement j = judgement_at(data_of(q), sheaf.first);
        const char *framework = intern_text(&data_of(q)->frameworks, j.framework);
        bool inspected = date_is_known(j.inspected);
        says_next(q);
        text_addf(&q->says, "%s, %s %s", *framework ? framework : "no framework recorded",
                  inspected ? "inspected" : "published",
                  date_text(inspected ? j.inspected : j.published, text));
        says_source(q, judgement_source(data_of(q), &j));
        if (!*framework)
            return undecidable(q, "it may have been any");
        fitting += span_matches(span_of(framework), span_of(q->claim->word));
    }
    return decide_of(q, n, fitting, no_inspection);
}

/* Whether the grades of V are the path, one that repeats the one before left out or not. */
static bool is_path(const struct claim *c, const struct inspection *v, size_t n, bool no_repeats)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (no_repeats && i > 0 && v[i].rank == v[i - 1].rank)
            continue;
        if (at == c->n_ranks || v[i].rank != c->ranks[at])
            return false;
        at++;
    }
    return at == c->n_ranks;
}

int judge_trajectory(struct inquiry *q)
{
    const struct dataset *d = data_of(q);
    const struct claim *c = q->claim;
    char text[DATE_TEXT];
    if (build_council(q) != 0)
        return -1;
    const struct history *h = &q->history;
    const struct inspection *start = date_is_known(c->date) ? history_in_force(h, q->date) : NULL;
    size_t first = start ? (size_t)(start - h->inspections) : 0, end = first;
    while (end < h->n && h->inspections[end].day <= q->until)
        end++;
    if (first == end)
        return undecidable(q, "no grade in that time");
    const struct inspection *v = h->inspections + first;
    for (size_t i = 0; i < end - first; i++)
        text_addf(&q->says, "%s%s %s", i ? " > " : "", inspection_word(d, &v[i]),
                  date_text(v[i].date, text));
    return decide(q, is_path(c, v, end - first, false) || is_path(c, v, end - first, true));
}

/* The inspections of until against one of date. */
static void judge_pairs(struct inquiry *q, const struct inspection *from, size_t *n,
                        size_t *fitting)
{
    const struct inspection *to;
    for (size_t at = 0; (to = next_of_date(q, &at, q->claim->until)) != NULL;) {
        double years = (to->day - from->day) / DAYS_PER_YEAR;
        if (to <= from)
            continue;
        says_next(q);
        says_number(q, years, 1);
        text_add_string(&q->says, " years: ");
        says_inspection(q, from);
        says_next(q);
        says_inspection(q, to);
        ++*n;
        *fitting += claim_number_fits(q->claim, years);
    }
}

int judge_years_between(struct inquiry *q)
{
    const struct inspection *from;
    size_t n = 0, fitting = 0;
    if (build_council(q) != 0)
        return -1;
    for (size_t at = 0; (from = next_of_date(q, &at, q->claim->date)) != NULL;)
        judge_pairs(q, from, &n, &fitting);
    return decide_of(q, n, fitting, "not both inspections are recorded with this judgement");
}

static void says_rise(struct inquiry *q, const struct step *step)
{
    const struct dataset *d = data_of(q);
    says_next(q);
    text_addf(&q->says, "from %s to ", inspection_word(d, step->from));
    says_inspection(q, step->to);
    text_addf(&q->says, ", under %s", model_name(q, step->period->model));
}

int judge_rise_under(struct inquiry *q)
{
    const struct claim *c = q->claim;
    bool first_only = !date_is_known(c->date) && !date_is_known(c->until);
    size_t n = 0, fitting = 0, unknown = 0;
    if (build_council(q) != 0)
        return -1;
    const struct history *h = &q->history;
    const struct inspections in = {h->inspections, h->n};
    for (size_t i = 1; i < in.n && !(first_only && n > 0); i++) {
        struct step step = step_to(h, &in, i);
        bool counts = q->from <= step.to->day && step.to->day <= q->to;
        if (!counts || step.direction != DIRECTION_UP || !claim_grade_fits(c, step.to->rank))
            continue;
        says_rise(q, &step);
        n++;
        fitting += step.period->model == claim_model(c);
        unknown += step.period->model == MODEL_UNKNOWN;
    }
    if (n == 0)
        return contradicted(q, "no such rise");
    if (unknown > 0)
        return undecidable(q, "who delivered is not recorded");
    return decide_of(q, n, fitting, "");
}
