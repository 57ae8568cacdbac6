/* Which kind of claim is judged by whom, under which placings of dates, and what comes of all. */
#include "study/claims.h"

#include <stdlib.h>

#include "claiming.h"

/* What a kind does with the claim's dates. */
enum dates {
    DATES_DAYS,   /* days on which something is so */
    DATES_PERIOD, /* from the first day of date to the last of until, or else of date */
    DATES_FIT,    /* held against those of records, as precise as they are */
};

static const struct {
    claim_judge_kind *judge;
    enum dates dates;
} kinds[CLAIM_KIND_COUNT] = {
    [CLAIM_GRADE_ON] = {judge_grade_on, DATES_DAYS},
    [CLAIM_GRADE_OF] = {judge_grade_of, DATES_FIT},
    [CLAIM_FRAMEWORK_OF] = {judge_framework_of, DATES_FIT},
    [CLAIM_COUNCILS_GRADED] = {judge_councils_graded, DATES_DAYS},
    [CLAIM_TRAJECTORY] = {judge_trajectory, DATES_DAYS},
    [CLAIM_YEARS_BETWEEN] = {judge_years_between, DATES_FIT},
    [CLAIM_RISE_UNDER] = {judge_rise_under, DATES_PERIOD},
    [CLAIM_MODEL_ON] = {judge_model_on, DATES_DAYS},
    [CLAIM_MODEL_SPELL] = {judge_model_spell, DATES_FIT},
    [CLAIM_MODEL_PATH] = {judge_model_path, DATES_DAYS},
    [CLAIM_NEVER_UNDER] = {judge_never_under, DATES_PERIOD},
    [CLAIM_FIRST_UNDER] = {judge_first_under, DATES_FIT},
    [CLAIM_PROVIDER_ON] = {judge_provider_on, DATES_DAYS},
    [CLAIM_TRIGGER_OF] = {judge_trigger_of, DATES_DAYS},
    [CLAIM_DIRECTED_ON] = {judge_directed_on, DATES_FIT},
    [CLAIM_SPELL_YEARS] = {judge_spell_years, DATES_DAYS},
    [CLAIM_COUNCILS_UNDER] = {judge_councils_under, DATES_DAYS},
    [CLAIM_PROVIDERS_UNDER] = {judge_providers_under, DATES_DAYS},
    [CLAIM_SHARE_UNDER] = {judge_share_under, DATES_DAYS},
    [CLAIM_STARTED_BETWEEN] = {judge_started_between, DATES_PERIOD},
    [CLAIM_ENDED_BETWEEN] = {judge_ended_between, DATES_PERIOD},
    [CLAIM_DIRECTED_SHARE] = {judge_directed_share, DATES_PERIOD},
    [CLAIM_IMPROVED_COUNT] = {judge_improved_count, DATES_PERIOD},
    [CLAIM_SETUP_MONTHS] = {judge_setup_months, DATES_PERIOD},
    [CLAIM_FIRST_RISE_MONTHS] = {judge_first_rise_months, DATES_PERIOD},
};

/* The ways to place dates: all combinations of these. */
struct placings {
    enum date_placing date, until, records;
};

/* The N-th way, the rules' own placing of the records first; false behind the last. Dates that have
 * their day, or are not placed, have one way. */
static bool choose_placings(const struct claim *c, enum date_placing own, unsigned n,
                            struct placings *p)
{
    static const enum date_placing all[] = {DATE_MID, DATE_FIRST, DATE_LAST};
    bool days = kinds[c->kind].dates == DATES_DAYS;
    unsigned ways_date = days && date_is_known(c->date) && date_precision(c->date) < DATE_DAY;
    unsigned ways_until = days && date_is_known(c->until) && date_precision(c->until) < DATE_DAY;
    p->date = n & ways_date ? DATE_LAST : DATE_FIRST;
    n >>= ways_date;
    p->until = n & ways_until ? DATE_LAST : DATE_FIRST;
    n >>= ways_until;
    if (n > 2)
        return false;
    p->records = all[(n + (unsigned)own) % 3];
    return true;
}

/* False where the dates are placed the wrong way round, which they cannot mean. */
static bool set_dates(struct inquiry *q, const struct placings *p)
{
    const struct claim *c = q->claim;
    bool has_date = date_is_known(c->date), has_until = date_is_known(c->until);
    q->study.rules.placing = p->records;
    q->date = has_date ? date_place(c->date, p->date) : DAY_FIRST;
    q->until = has_until ? date_place(c->until, p->until) : q->study.rules.as_of;
    q->from = has_date ? date_first_day(c->date) : DAY_FIRST;
    q->to = has_until ? date_last_day(c->until) : has_date ? date_last_day(c->date) : DAY_LAST;
    return kinds[c->kind].dates != DATES_DAYS || !has_until || q->date <= q->until;
}

/* Whether DATE, which PLACED is the day of, is after the as-of date: nothing is known of it. */
static bool is_after(struct inquiry *q, struct date date, int32_t placed)
{
    char text[DATE_TEXT], as_of[DATE_TEXT];
    bool is_placed = kinds[q->claim->kind].dates == DATES_DAYS;
    int32_t day = is_placed ? placed : date_first_day(date);
    if (!date_is_known(date) || day <= q->study.rules.as_of)
        return false;
    undecidable(q, "%s is after the as-of date, %s",
                date_text(is_placed ? date_of_day(day) : date, text),
                date_text(date_of_day(q->study.rules.as_of), as_of));
    return true;
}

/* One answer, all dates being placed. */
static int ask(struct inquiry *q)
{
    int status = 0;
    text_clear(&q->says);
    if (!q->study.rules.has_records)
        undecidable(q, "there is no judgement in the data");
    else if (!is_after(q, q->claim->date, q->date) && !is_after(q, q->claim->until, q->until))
        status = kinds[q->claim->kind].judge(q);
    return text_failed(&q->says) ? -1 : status;
}

/* The answer into F; true once another one differs from the first. */
static bool keep(struct finding *f, const struct inquiry *q, bool is_first)
{
    if (is_first) {
        f->verdict = q->verdict;
        text_add(&f->says, text_span(&q->says));
        return false;
    }
    if (q->verdict == f->verdict)
        return false;
    struct text both = {0};
    text_addf(&both, "hangs on dates without a day: %s; or: %s", text_string(&f->says),
              text_string(&q->says));
    text_inherit(&both, &f->says);
    text_release(&f->says);
    f->says = both;
    f->verdict = VERDICT_UNDECIDABLE;
    return true;
}

static int choose_council(struct inquiry *q)
{
    const struct claim *c = q->claim;
    if (c->council == NO_COUNCIL)
        return 0;
    q->only = calloc(dataset_n_councils(data_of(q)), sizeof *q->only);
    if (!q->only)
        return -1;
    q->only[c->council] = true;
    return 0;
}

int claim_judge(const struct study *study, const struct claim *c, struct finding *f)
{
    struct inquiry q = {.claim = c,
                        .study = {.d = study->d, .rules = study->rules, .chosen = study->chosen}};
    struct rules *r = &q.study.rules;
    struct placings p;
    if (date_is_known(c->as_of)) {
        r->as_of = date_first_day(c->as_of);
        r->has_records = true;
    }
    if (c->judgement >= 0) {
        r->kinds[0] = c->judgement;
        r->n_kinds = 1;
    }
    int status = choose_council(&q);
    bool is_first = true, differs = false;
    for (unsigned n = 0; status == 0 && !differs && choose_placings(c, study->rules.placing, n, &p);
         n++) {
        if (!set_dates(&q, &p))
            continue;
        status = ask(&q);
        differs = status == 0 && keep(f, &q, is_first);
        is_first = false;
    }
    study_release(&q.study);
    history_release(&q.history);
    text_release(&q.says);
    free(q.only);
    return text_failed(&f->says) ? -1 : status;
}

void finding_release(struct finding *f)
{
    text_release(&f->says);
    *f = (struct finding){0};
}
