/* Claims about the delivery models of one council. */
#include <math.h>
#include <stdlib.h>

#include "claiming.h"

/* The period in force on the claim's date, which is said; NULL where that cannot be decided. */
static const struct period *period_on_date(struct inquiry *q)
{
    if (!is_open_on(q, q->date))
        return NULL;
    const struct period *p = history_period(&q->history, q->date);
    says_period(q, p);
    if (p->model != MODEL_UNKNOWN)
        return p;
    undecidable(q, "who delivered is not recorded");
    return NULL;
}

int judge_model_on(struct inquiry *q)
{
    if (build_council(q) != 0)
        return -1;
    const struct period *p = period_on_date(q);
    return p ? decide(q, p->model == claim_model(q->claim)) : 0;
}

/* Whether PART is in TEXT, ASCII case left out. */
static bool contains(struct span text, struct span part)
{
    for (size_t at = 0; at + part.length <= text.length; at++) {
        size_t same = 0;
        while (same < part.length) {
            char a = text.text[at + same], b = part.text[same];
            a = a >= 'A' && a <= 'Z' ? (char)(a - 'A' + 'a') : a;
            b = b >= 'A' && b <= 'Z' ? (char)(b - 'A' + 'a') : b;
            if (a != b)
                break;
            same++;
        }
        if (same == part.length)
            return true;
    }
    return false;
}

int judge_provider_on(struct inquiry *q)
{
    if (build_council(q) != 0)
        return -1;
    const struct period *p = period_on_date(q);
    if (!p)
        return 0;
    const char *provider = p->spell == NO_SPELL ? NULL : spell_at(data_of(q), p->spell).provider;
    if (!provider)
        return undecidable(q, "no provider is named");
    return decide(q, contains(span_of(provider), span_of(q->claim->word)));
}

static int32_t earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* Whether a day of P lies in the council's life, by the as-of date, and in the days FROM to TO. */
static bool is_within(const struct inquiry *q, const struct period *p, int32_t from, int32_t to)
{
    const struct history *h = &q->history;
    int32_t first = later(p->start, later(h->opened, from));
    int32_t end = earlier(p->end, h->closed), last = earlier(to, q->study.rules.as_of);
    return first < end && first <= last;
}

static const char no_day[] = "no day in that time";

int judge_never_under(struct inquiry *q)
{
    size_t n = 0, unknown = 0, all = 0;
    if (build_council(q) != 0)
        return -1;
    const struct history *h = &q->history;
    for (size_t i = 0; i < h->n_periods; i++) {
        const struct period *p = &h->periods[i];
        bool within = is_within(q, p, q->from, q->to);
        all += within;
        unknown += within && p->model == MODEL_UNKNOWN;
        if (!within || p->model != claim_model(q->claim))
            continue;
        says_next(q);
        says_period(q, p);
        n++;
    }
    if (n > 0)
        return decide(q, false);
    if (all == 0)
        return undecidable(q, "%s", no_day);
    text_addf(&q->says, "no day under %s", model_name(q, claim_model(q->claim)));
    return unknown > 0 ? undecidable(q, "days of which who delivered is not recorded")
                       : decide(q, true);
}

/* As it is written; of days between spells the first. */
static void says_start(struct inquiry *q, const struct period *p)
{
    char text[DATE_TEXT];
    struct date start = date_is_known(p->start_date) ? p->start_date : date_of_day(p->start);
    text_add_string(&q->says, date_text(start, text));
}

int judge_model_path(struct inquiry *q)
{
    const struct claim *c = q->claim;
    size_t n = 0, same = 0;
    int last = -1;
    bool is_known = true;
    if (build_council(q) != 0)
        return -1;
    const struct history *h = &q->history;
    for (size_t i = 0; i < h->n_periods; i++) {
        const struct period *p = &h->periods[i];
        if (!is_within(q, p, q->date, q->until) || p->model == last)
            continue;
        text_addf(&q->says, "%s%s", n ? " > " : "", model_name(q, p->model));
        if (p->start != DAY_FIRST && p->start > h->opened && p->start > q->date) {
            text_add_char(&q->says, ' ');
            says_start(q, p);
        }
        same += n < c->n_models && p->model == c->models[n];
        is_known = is_known && p->model != MODEL_UNKNOWN;
        last = p->model;
        n++;
    }
    if (n == 0 || !is_known)
        return undecidable(q, "%s", n ? "who delivered is not always recorded" : no_day);
    return decide(q, n == c->n_models && same == n);
}

/* The dates of A as far as they are known: as written, else the day on which the days of another
 * arrangement end or begin. */
static struct date start_of(const struct arrangement *a)
{
    return date_is_known(a->start_date) || a->start == DAY_FIRST ? a->start_date
                                                                 : date_of_day(a->start);
}

static struct date end_of(const struct arrangement *a)
{
    return date_is_known(a->end_date) || a->end == DAY_LAST ? a->end_date : date_of_day(a->end);
}

/* "trust, from 2015-10-01 to 2021-04-01 (SOURCE)": renames joined. */
static void says_arrangement(struct inquiry *q, const struct arrangement *a)
{
    const char *source = a->spell == NO_SPELL ? NULL : spell_at(data_of(q), a->spell).source;
    says_next(q);
    text_add_string(&q->says, model_name(q, a->model));
    says_dates(q, start_of(a), end_of(a));
    says_source(q, source);
}

/* How a claimed border of a period, WHEN, goes with that of the records, BORDER. */
enum fit { FITS_NOT, FITS_MAYBE, FITS };

static enum fit fit_of(struct date border, struct date when, int32_t slack, bool may_be)
{
    if (!date_is_known(when) || dates_meet(border, when, slack))
        return FITS;
    return !date_is_known(border) && may_be ? FITS_MAYBE : FITS_NOT;
}

/* A start that is not recorded may be any; a period that runs may yet end within until. */
static enum fit fit_of_period(const struct inquiry *q, const struct arrangement *a)
{
    const struct claim *c = q->claim;
    const double most = 1e6; /* days: any date fits */
    int32_t slack = isnan(c->tolerance) ? 0 : (int32_t)fmin(c->tolerance, most);
    bool may_end = date_is_known(c->until) && date_last_day(c->until) > q->study.rules.as_of;
    enum fit start = fit_of(start_of(a), c->date, slack, true);
    enum fit end = fit_of(end_of(a), c->until, slack, may_end);
    return start < end ? start : end;
}

/* What is claimed of an arrangement that is not there: contradicted, but for days of which who
 * delivered is UNKNOWN. */
static int judge_none(struct inquiry *q, bool dated, bool unknown)
{
    if (unknown)
        return undecidable(q, "who delivered is not always recorded");
    return contradicted(q, dated ? "not under %s then" : "never under %s",
                        model_name(q, claim_model(q->claim)));
}

static void judge_spells(struct inquiry *q, const struct arrangements *a)
{
    const struct claim *c = q->claim;
    bool unknown = false;
    size_t n = 0;
    enum fit best = FITS_NOT;
    for (size_t i = 0; i < a->n; i++) {
        unknown = unknown || a->v[i].model == MODEL_UNKNOWN;
        if (a->v[i].model != claim_model(c))
            continue;
        enum fit fit = fit_of_period(q, &a->v[i]);
        says_arrangement(q, &a->v[i]);
        best = fit > best ? fit : best;
        n++;
    }
    if (best == FITS_MAYBE)
        undecidable(q, "its start, or its end, is not recorded");
    else if (n == 0)
        judge_none(q, false, unknown);
    else
        decide(q, best == FITS);
}

int judge_model_spell(struct inquiry *q)
{
    struct arrangements a = {0};
    int status = find_arrangements(q, &a);
    if (status == 0)
        judge_spells(q, &a);
    arrangements_release(&a);
    return status;
}

/* How many arrangements of the claim's model start first of all, on *DAY, and whether one of them
 * is the council's; all of them are said. */
static size_t find_first(struct inquiry *q, const struct arrangements *a, bool *is_own)
{
    const struct dataset *d = data_of(q);
    int32_t first = DAY_LAST;
    size_t n = 0;
    *is_own = false;
    for (size_t i = 0; i < a->n; i++) {
        const struct arrangement *x = &a->v[i];
        if (x->model == claim_model(q->claim) && x->spell != NO_SPELL && x->start != DAY_FIRST &&
            x->start < first)
            first = x->start;
    }
    for (size_t i = 0; i < a->n && first != DAY_LAST; i++) {
        const struct arrangement *x = &a->v[i];
        if (x->model != claim_model(q->claim) || x->spell == NO_SPELL || x->start != first)
            continue;
        says_next(q);
        text_addf(&q->says, "%s: ", d->councils[x->council].name);
        says_period(
            q, &(struct period){.model = x->model, .spell = x->spell, .start_date = x->start_date});
        *is_own = *is_own || x->council == q->claim->council;
        n++;
    }
    return n;
}

int judge_first_under(struct inquiry *q)
{
    struct arrangements a = {0};
    bool is_own;
    if (arrangements_find(&q->study, &a) != 0) {
        arrangements_release(&a);
        return -1;
    }
    size_t n = find_first(q, &a, &is_own);
    arrangements_release(&a);
    if (n == 0)
        return undecidable(q, "no start of such an arrangement is recorded");
    if (n > 1 && is_own)
        return undecidable(q, "on one day");
    return decide(q, is_own);
}

int judge_trigger_of(struct inquiry *q)
{
    const struct claim *c = q->claim;
    size_t n = 0, fitting = 0, none = 0;
    if (build_council(q) != 0)
        return -1;
    const struct history *h = &q->history;
    bool dated = date_is_known(c->date), unknown = false;
    for (size_t i = 0; i < h->n_periods; i++) {
        const struct period *p = &h->periods[i];
        bool within = is_within(q, p, q->date, dated ? q->date : DAY_LAST);
        unknown = unknown || (within && p->model == MODEL_UNKNOWN);
        if (!within || p->model != claim_model(c) || p->spell == NO_SPELL)
            continue;
        enum trigger trigger = spell_at(data_of(q), p->spell).trigger;
        says_next(q);
        says_period(q, p);
        text_addf(&q->says, ": %s", trigger ? trigger_name[trigger] : "no trigger recorded");
        n++;
        none += trigger == TRIGGER_NONE;
        fitting += trigger == c->trigger;
    }
    if (n == 0)
        return judge_none(q, dated, unknown);
    if (none > 0 && fitting == 0)
        q->verdict = VERDICT_UNDECIDABLE;
    else
        decide_of(q, n, fitting, "");
    return 0;
}

int judge_directed_on(struct inquiry *q)
{
    const struct dataset *d = data_of(q);
    const struct claim *c = q->claim;
    const struct council *council = &d->councils[c->council];
    const struct rules *r = &q->study.rules;
    size_t n = 0, fitting = 0, coarse = 0;
    char text[DATE_TEXT];
    for (uint32_t i = 0; i < council->n_spells; i++) {
        const struct spell s = spell_at(d, council->spells + i);
        struct date directed = s.directed;
        if (!date_is_known(directed) || date_first_day(directed) > r->as_of ||
            (c->n_models && s.model != claim_model(c)) ||
            (r->full_scope && s.scope == SCOPE_BOUNDARY))
            continue;
        says_next(q);
        text_addf(&q->says, "directed %s", date_text(directed, text));
        says_source(q, s.source);
        bool within = date_first_day(c->date) <= date_first_day(directed) &&
                      date_last_day(directed) <= date_last_day(c->date);
        fitting += within;
        coarse += !within && dates_meet(directed, c->date, 0);
        n++;
    }
    if (n == 0)
        return undecidable(q, "no direction is recorded");
    if (fitting == 0 && coarse > 0)
        return undecidable(q, "hangs on dates without a day");
    return decide(q, fitting > 0);
}

/* The length of A up to its end, or the claim's until if it still ran then, against the claim. */
static void judge_length(struct inquiry *q, const struct arrangement *a, size_t *fitting,
                         size_t *open)
{
    const struct claim *c = q->claim;
    bool to_until = date_is_known(c->until) && q->until < a->end;
    int32_t end = to_until ? q->until : a->end;
    says_arrangement(q, a);
    if (a->start == DAY_FIRST || end == DAY_LAST) {
        ++*open;
        return;
    }
    double years = ((double)end - a->start) / DAYS_PER_YEAR;
    text_add_string(&q->says, ": ");
    says_number(q, years, 1);
    text_add_string(&q->says, to_until ? " years until then" : " years");
    *fitting += claim_number_fits(c, years);
}

int judge_spell_years(struct inquiry *q)
{
    const struct claim *c = q->claim;
    struct arrangements a = {0};
    size_t n = 0, fitting = 0, open = 0;
    bool dated = date_is_known(c->date), unknown = false;
    int status = find_arrangements(q, &a);
    for (size_t i = 0; i < a.n && status == 0; i++) {
        const struct arrangement *x = &a.v[i];
        /* until, if not claimed, is the as-of date, by which all have started */
        if (x->start > q->until || (dated && (q->date < x->start || q->date >= x->end)))
            continue;
        unknown = unknown || x->model == MODEL_UNKNOWN;
        if (x->model != claim_model(c))
            continue;
        judge_length(q, x, &fitting, &open);
        n++;
    }
    arrangements_release(&a);
    if (status != 0)
        return -1;
    if (n == 0)
        return judge_none(q, dated || date_is_known(c->until), unknown);
    if (open > 0)
        return undecidable(q, "its start, or its end, is not recorded");
    return decide_of(q, n, fitting, "");
}
