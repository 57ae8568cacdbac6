/* Claims about how many there were, and how long they took. */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "claiming.h"
#include "stat/sample.h"

/* Names, as long as they are few enough to be read. */
struct names {
    struct text list;
    size_t n;
};

enum { NAMES_MOST = 20 };

static void names_add(struct names *names, const char *name)
{
    if (names->n < NAMES_MOST)
        text_addf(&names->list, "%s%s", names->n ? ", " : "", name);
    names->n++;
}

/* ": A, B" or, after BEFORE, "; not A, B"; nothing where there are none, or too many. */
static void says_names(struct inquiry *q, const char *before, struct names *names)
{
    if (names->n > 0 && names->n <= NAMES_MOST)
        text_addf(&q->says, "%s%s", before, text_string(&names->list));
    q->says.failed = q->says.failed || text_failed(&names->list);
    text_release(&names->list);
}

/* Decides on N of WHOLE, to which up to UNKNOWN more may come; false where it hangs on these. */
static bool decide_count(struct inquiry *q, size_t n, size_t whole, size_t unknown)
{
    bool fits = claim_number_fits(q->claim, (double)n / (double)whole);
    for (size_t i = 1; i <= unknown; i++)
        if (claim_number_fits(q->claim, (double)(n + i) / (double)whole) != fits)
            return false;
    decide(q, fits);
    return true;
}

/* The same of councils under a model, UNKNOWN being those of which who delivered is not recorded.
 */
static int decide_councils(struct inquiry *q, size_t n, size_t whole, size_t unknown)
{
    if (decide_count(q, n, whole, unknown))
        return 0;
    return undecidable(q, "who delivered in %zu other%s is not recorded", unknown, plural(unknown));
}

/* The councils with the claim's grade, under its model if it has one; how many others under it have
 * no grade; and of how many that have the grade the model is not recorded. */
static int count_graded(struct inquiry *q, struct names *names, size_t *ungraded, size_t *unknown)
{
    const struct claim *c = q->claim;
    const struct history *h;
    int status;
    for (size_t i = 0; (h = study_next(&q->study, &i, &status)) != NULL;) {
        if (!history_is_open(h, q->date))
            continue;
        const struct inspection *grade = history_in_force(h, q->date);
        int model = c->n_models ? history_model(h, q->date) : claim_model(c);
        bool fits = grade && claim_grade_fits(c, grade->rank);
        *ungraded += model == claim_model(c) && !grade;
        *unknown += c->n_models && model == MODEL_UNKNOWN && fits;
        if (model == claim_model(c) && fits)
            names_add(names, h->council->name);
    }
    return status;
}

/* That no grade is recorded does not contradict that there was one. */
int judge_councils_graded(struct inquiry *q)
{
    struct names names = {0};
    size_t ungraded = 0, unknown = 0;
    int status = count_graded(q, &names, &ungraded, &unknown);
    size_t n = names.n;
    text_addf(&q->says, "%zu council%s", n, plural(n));
    says_names(q, ": ", &names);
    if (ungraded > 0)
        text_addf(&q->says, "; %zu without a grade by then", ungraded);
    decide_councils(q, n, 1, unknown);
    if (q->verdict == VERDICT_CONTRADICTED && !decide_count(q, n, 1, ungraded))
        undecidable(q, "with some of these it would hold");
    return status;
}

/* Councils and providers under the claim's model on its date, how many councils were open, and of
 * how many the model is not recorded. */
static int count_coverage(struct inquiry *q, struct coverage *count, size_t *unknown)
{
    struct coverages all = {0};
    int status = coverage_count(&q->study, &q->date, 1, &all);
    *count = (struct coverage){0};
    *unknown = 0;
    for (size_t i = 0; i < all.n && status == 0; i++) {
        count->councils_total = all.v[i].councils_total;
        if (all.v[i].model == claim_model(q->claim))
            *count = all.v[i];
        if (all.v[i].model == MODEL_UNKNOWN)
            *unknown = all.v[i].councils;
    }
    coverage_release(&all);
    return status;
}

/* The names of those councils. */
static int name_coverage(struct inquiry *q)
{
    struct names names = {0};
    const struct history *h;
    int status;
    for (size_t i = 0; (h = study_next(&q->study, &i, &status)) != NULL;)
        if (history_is_open(h, q->date) && history_model(h, q->date) == claim_model(q->claim))
            names_add(&names, h->council->name);
    says_names(q, ": ", &names);
    return status;
}

int judge_councils_under(struct inquiry *q)
{
    struct coverage count;
    size_t unknown;
    if (count_coverage(q, &count, &unknown) != 0)
        return -1;
    text_addf(&q->says, "%zu council%s", count.councils, plural(count.councils));
    int status = name_coverage(q);
    decide_councils(q, count.councils, 1, unknown);
    return status;
}

int judge_providers_under(struct inquiry *q)
{
    struct coverage count;
    size_t unknown;
    if (count_coverage(q, &count, &unknown) != 0)
        return -1;
    text_addf(&q->says, "%zu provider%s for %zu council%s", count.providers,
              plural(count.providers), count.councils, plural(count.councils));
    int status = name_coverage(q);
    decide_councils(q, count.providers, 1, unknown);
    return status;
}

/* "12 of 153 councils, 0.078" */
static void says_share(struct inquiry *q, size_t part, size_t whole, const char *what)
{
    text_addf(&q->says, "%zu of %zu %s%s, ", part, whole, what, plural(whole));
    says_number(q, (double)part / (double)whole, 3);
}

int judge_share_under(struct inquiry *q)
{
    struct coverage count;
    size_t unknown;
    if (count_coverage(q, &count, &unknown) != 0)
        return -1;
    if (count.councils_total == 0)
        return undecidable(q, "no council");
    says_share(q, count.councils, count.councils_total, "council");
    return decide_councils(q, count.councils, count.councils_total, unknown);
}

/* "Bradford 2023-04-01": the council of an arrangement, and when it started or ended. */
static void name_arrangement(const struct inquiry *q, const struct arrangement *a, struct date date,
                             int32_t day, struct names *names)
{
    struct text name = {0};
    char text[DATE_TEXT];
    text_addf(&name, "%s %s", data_of(q)->councils[a->council].name,
              date_text(date_is_known(date) ? date : date_of_day(day), text));
    names->list.failed = names->list.failed || text_failed(&name);
    names_add(names, text_string(&name));
    text_release(&name);
}

/* The arrangements of the claim's model that started anew, or ENDED, in its period. */
static int count_changes(struct inquiry *q, bool ended)
{
    struct arrangements a = {0};
    struct names names = {0};
    bool is_known = false;
    int status = find_arrangements(q, &a);
    for (size_t i = 0; i < a.n && status == 0; i++) {
        const struct arrangement *x = &a.v[i];
        is_known = is_known || x->model != MODEL_UNKNOWN;
        int32_t day = ended ? x->end : x->start;
        bool counts = ended ? x->has_ended : x->is_new;
        if (x->model == claim_model(q->claim) && counts && q->from <= day && day <= q->to)
            name_arrangement(q, x, ended ? x->end_date : x->start_date, day, &names);
    }
    arrangements_release(&a);
    size_t n = names.n;
    text_addf(&q->says, "%zu%s", n, ended ? " ended" : " started");
    says_names(q, ": ", &names);
    if (is_known)
        decide(q, claim_number_fits(q->claim, (double)n));
    else
        undecidable(q, "the records name no model");
    return status;
}

int judge_started_between(struct inquiry *q)
{
    return count_changes(q, false);
}

int judge_ended_between(struct inquiry *q)
{
    return count_changes(q, true);
}

static const char no_arrangement[] = "no new arrangement";

/* New arrangements of a period by their triggers. */
struct triggers {
    size_t n, directed, unknown;
    struct names others; /* councils where it was another */
};

static void count_trigger(struct triggers *t, const struct dataset *d, const struct arrangement *a)
{
    enum trigger trigger = a->spell == NO_SPELL ? TRIGGER_NONE : spell_at(d, a->spell).trigger;
    t->n++;
    t->directed += trigger == TRIGGER_DIRECTED;
    t->unknown += trigger == TRIGGER_NONE;
    if (trigger != TRIGGER_DIRECTED && trigger != TRIGGER_NONE)
        names_add(&t->others, d->councils[a->council].name);
}

int judge_directed_share(struct inquiry *q)
{
    struct arrangements a = {0};
    struct triggers t = {0};
    int status = find_arrangements(q, &a);
    for (size_t i = 0; i < a.n && status == 0; i++) {
        const struct arrangement *x = &a.v[i];
        if (x->model == claim_model(q->claim) && x->is_new && q->from <= x->start &&
            x->start <= q->to)
            count_trigger(&t, data_of(q), x);
    }
    arrangements_release(&a);
    if (t.n > 0)
        says_share(q, t.directed, t.n, "new arrangement");
    says_names(q, "; not ", &t.others);
    if (t.n == 0)
        undecidable(q, "%s", no_arrangement);
    else if (!decide_count(q, t.directed, t.n, t.unknown))
        undecidable(q, "of %zu no trigger is recorded", t.unknown);
    return status;
}

/* Whether S is of the claim's model. */
static bool is_of_model(const struct inquiry *q, const struct setup *s)
{
    return s->arrangement->model == claim_model(q->claim);
}

/* Whether there are setups of the claim's model; if not, the claim is undecidable. */
static bool is_set_up(struct inquiry *q)
{
    if (claim_model(q->claim) != MODEL_IN_HOUSE)
        return true;
    undecidable(q, "how in-house services are set up is not asked");
    return false;
}

static const char *council_name(const struct inquiry *q, const struct setup *s)
{
    return data_of(q)->councils[s->arrangement->council].name;
}

int judge_improved_count(struct inquiry *q)
{
    struct setups s = {0};
    struct names others = {0};
    size_t n = 0;
    if (!is_set_up(q))
        return 0;
    int status = find_setups(q, &s);
    for (size_t i = 0; i < s.n && status == 0; i++) {
        if (!is_of_model(q, &s.v[i]))
            continue;
        n++;
        if (!s.v[i].has_improved)
            names_add(&others, council_name(q, &s.v[i]));
    }
    setups_release(&s);
    size_t improved = n - others.n;
    if (n == 0)
        undecidable(q, "%s", no_arrangement);
    else
        text_addf(&q->says, "%zu of %zu", improved, n);
    says_names(q, "; not ", &others);
    if (n > 0)
        decide(q, claim_number_fits(q->claim, (double)improved));
    return status;
}

typedef double setup_measure(const struct setup *s);

static double directed_to_start(const struct setup *s)
{
    return s->has_directed ? (s->arrangement->start - s->directed) / DAYS_PER_MONTH : (double)NAN;
}

static double start_to_rise(const struct setup *s)
{
    return s->has_first_rise ? (s->first_rise.day - s->arrangement->start) / DAYS_PER_MONTH
                             : (double)NAN;
}

/* Of the N numbers of one council, any that there is. */
static int decide_months(struct inquiry *q, const double *months, size_t n)
{
    size_t fitting = 0;
    for (size_t i = 0; i < n; i++) {
        says_next(q);
        says_number(q, months[i], 1);
        text_add_string(&q->says, " months");
        fitting += claim_number_fits(q->claim, months[i]);
    }
    return decide_of(q, n, fitting, "not recorded of such an arrangement");
}

/* "median 15.6 months of 8 (12.0 to 45.0)" */
static int decide_median(struct inquiry *q, double *months, size_t n)
{
    struct sample_range range = sample_range(months, n);
    if (n == 0)
        return undecidable(q, "not recorded of any such arrangement");
    text_add_string(&q->says, "median ");
    says_number(q, range.median, 1);
    text_addf(&q->says, " months of %zu (", n);
    says_number(q, range.least, 1);
    text_add_string(&q->says, " to ");
    says_number(q, range.most, 1);
    text_add_char(&q->says, ')');
    return decide(q, claim_number_fits(q->claim, range.median));
}

static int judge_months(struct inquiry *q, setup_measure *measure)
{
    struct setups s = {0};
    if (!is_set_up(q))
        return 0;
    int status = find_setups(q, &s);
    double *months = malloc((s.n + 1) * sizeof *months);
    size_t n = 0;
    for (size_t i = 0; i < s.n && months && status == 0; i++) {
        double x = measure(&s.v[i]);
        if (is_of_model(q, &s.v[i]) && !isnan(x))
            months[n++] = x;
    }
    if (!months || status != 0)
        status = -1;
    else
        status = q->only ? decide_months(q, months, n) : decide_median(q, months, n);
    free(months);
    setups_release(&s);
    return status;
}

int judge_setup_months(struct inquiry *q)
{
    return judge_months(q, directed_to_start);
}

int judge_first_rise_months(struct inquiry *q)
{
    return judge_months(q, start_to_rise);
}
