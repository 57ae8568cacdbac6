#include "study/alternatives.h"

#include <string.h>

#include "base/text.h"

enum outcome { ALTERED, AS_ASKED, LEFT_OUT };

/* An alternative in the making: it begins as what was asked for. */
struct attempt {
    const struct dataset *d;
    struct arena *arena;
    const struct alternatives *before; /* those that were found before it */
    struct alternative a;
    bool failed; /* there was no memory */
};

static enum outcome leave_out(struct attempt *t, const char *why)
{
    t->a.left_out = why;
    return LEFT_OUT;
}

static void set_value(struct attempt *t, const char *value)
{
    t->a.value = arena_copy(t->arena, span_of(value));
    t->failed = t->failed || !t->a.value;
}

static void set_day(struct attempt *t, int32_t day)
{
    char text[DATE_TEXT];
    set_value(t, date_text(date_of_day(day), text));
}

/* Whether any judgement has both of its dates. */
static bool has_both_dates(const struct dataset *d)
{
    for (size_t i = 0; i < d->judgements.n; i++) {
        const struct judgement j = judgement_at(d, i);
        if (date_is_known(j.inspected) && date_is_known(j.published))
            return true;
    }
    return false;
}

static enum outcome set_basis(struct attempt *t, int basis)
{
    if (t->a.rules.basis == (enum date_basis)basis)
        return AS_ASKED;
    t->a.rules.basis = (enum date_basis)basis;
    return has_both_dates(t->d) ? ALTERED : leave_out(t, "no inspection has both dates");
}

static bool is_partial(struct date date)
{
    return date_is_known(date) && date_precision(date) != DATE_DAY;
}

static bool has_partial_dates(const struct dataset *d)
{
    bool any = false;
    for (size_t i = 0; i < d->judgements.n && !any; i++) {
        const struct judgement j = judgement_at(d, i);
        any = is_partial(j.inspected) || is_partial(j.published);
    }
    for (size_t i = 0; i < d->spells.n && !any; i++) {
        const struct spell s = spell_at(d, i);
        any = is_partial(s.start) || is_partial(s.end);
    }
    for (size_t i = 0; i < dataset_n_councils(d) && !any; i++)
        any = is_partial(d->councils[i].opened) || is_partial(d->councils[i].closed);
    return any;
}

static enum outcome set_placing(struct attempt *t, int placing)
{
    if (t->a.rules.placing == (enum date_placing)placing)
        return AS_ASKED;
    t->a.rules.placing = (enum date_placing)placing;
    return has_partial_dates(t->d) ? ALTERED : leave_out(t, "every date has its day");
}

/* The kinds of judgement as --judgement has them. */
static void set_kinds_value(struct attempt *t)
{
    struct text list = {0};
    const struct rules *r = &t->a.rules;
    for (int i = 0; i < r->n_kinds; i++)
        if (r->kinds[i] >= 0)
            text_addf(&list, "%s%s", list.n ? "," : "",
                      intern_text(&t->d->kinds, (uint32_t)r->kinds[i]));
    t->failed = t->failed || text_failed(&list);
    set_value(t, text_string(&list));
    text_release(&list);
}

static enum outcome first_kind_only(struct attempt *t, int unused)
{
    (void)unused;
    if (t->a.rules.n_kinds <= 1)
        return AS_ASKED;
    t->a.rules.n_kinds = 1;
    set_kinds_value(t);
    return ALTERED;
}

/* The number of the kind of judgement called NAME; -1 when the data have none. */
static int find_kind(const struct dataset *d, struct span name)
{
    for (size_t i = 0; i < d->kinds.n; i++)
        if (span_matches(span_of(intern_text(&d->kinds, (uint32_t)i)), name))
            return (int)i;
    return -1;
}

static bool has_kind(const struct rules *r, int kind)
{
    for (int i = 0; i < r->n_kinds; i++)
        if (r->kinds[i] == kind)
            return true;
    return false;
}

/* Falls back on the kinds that the value names, where an inspection has no grade of those asked. */
static enum outcome add_kinds(struct attempt *t, int unused)
{
    struct rules *r = &t->a.rules;
    struct span list = span_of(t->a.value), name;
    int asked = r->n_kinds, known = 0;
    (void)unused;
    while (span_next(&list, ',', &name)) {
        int kind = find_kind(t->d, name);
        known += kind >= 0;
        if (kind >= 0 && !has_kind(r, kind) && r->n_kinds < KINDS_LIMIT)
            r->kinds[r->n_kinds++] = kind;
    }
    if (known == 0)
        return leave_out(t, "the data have no such judgement to fall back on");
    if (r->n_kinds == asked)
        return AS_ASKED;
    set_kinds_value(t);
    return ALTERED;
}

static enum outcome set_uncovered(struct attempt *t, int model)
{
    if (t->a.rules.uncovered == model)
        return AS_ASKED;
    t->a.rules.uncovered = model;
    return t->d->spells.n > 0 ? ALTERED : leave_out(t, "the data name no delivery model");
}

static enum outcome set_scope(struct attempt *t, int full)
{
    if (t->a.rules.full_scope == full)
        return AS_ASKED;
    t->a.rules.full_scope = full;
    for (size_t i = 0; i < t->d->spells.n; i++)
        if (spell_at(t->d, i).scope == SCOPE_BOUNDARY)
            return ALTERED;
    return leave_out(t, "no spell is marked boundary");
}

static enum outcome set_lineage(struct attempt *t, int lineage)
{
    if (t->a.rules.lineage == lineage)
        return AS_ASKED;
    t->a.rules.lineage = lineage;
    for (size_t i = 0; i < dataset_n_councils(t->d); i++)
        if (council_more(&t->d->councils[i])->n_predecessors > 0)
            return ALTERED;
    return leave_out(t, "no council has predecessors");
}

static enum outcome set_first_only(struct attempt *t, int first_only)
{
    if (t->a.rules.first_only == first_only)
        return AS_ASKED;
    t->a.rules.first_only = first_only;
    return ALTERED;
}

/* The first and the last day, up to the as-of date, on which a judgement of KIND (-1: of any) gave
 * a grade. False when none did. */
static bool find_graded(const struct dataset *d, const struct rules *r, int kind, int32_t *first,
                        int32_t *last)
{
    *first = DAY_LAST;
    *last = DAY_FIRST;
    for (size_t i = 0; i < dataset_n_councils(d); i++)
        for (uint32_t k = 0; k < d->councils[i].n_judgements; k++) {
            const struct judgement j = judgement_at(d, d->councils[i].judgements + k);
            int32_t day = inspection_day(&j, r);
            bool counts = (kind < 0 || (int)j.kind == kind) && judgement_rank(d, &j) != RANK_NONE;
            if (!counts || day > r->as_of)
                continue;
            *first = day < *first ? day : *first;
            *last = day > *last ? day : *last;
        }
    return *last != DAY_FIRST;
}

/* Only episodes that began when Ofsted's records are complete. */
static enum outcome from_complete(struct attempt *t, int unused)
{
    struct rules *r = &t->a.rules;
    int32_t from = date_first_day(date_of(COMPLETE_YEAR, COMPLETE_MONTH, 1)), first, last;
    (void)unused;
    set_day(t, from);
    if (t->d->scale.words != scale_ofsted().words)
        return leave_out(t, "the grades are not Ofsted's");
    if (r->from >= from)
        return AS_ASKED;
    r->from = from;
    if (r->to < from)
        return leave_out(t, "it is after --to");
    if (!find_graded(t->d, r, -1, &first, &last) || first >= from)
        return leave_out(t, "no judgement is from before");
    return ALTERED;
}

static enum outcome set_as_of(struct attempt *t, int32_t day)
{
    set_day(t, day);
    for (size_t i = 0; i < t->before->n; i++)
        if (t->before->v[i].rules.as_of == day && !t->before->v[i].left_out &&
            strcmp(t->before->v[i].choice, t->a.choice) == 0)
            return AS_ASKED;
    if (t->a.rules.as_of == day)
        return AS_ASKED;
    t->a.rules.as_of = day;
    return ALTERED;
}

/* The same day of the year before; of 29 February the 28th. */
static enum outcome a_year_earlier(struct attempt *t, int unused)
{
    struct date as_of = date_of_day(t->a.rules.as_of);
    int year = date_year(as_of), month = date_month(as_of);
    int day = 1 + date_first_day(as_of) - date_first_day(date_of(year, month, 1));
    (void)unused;
    if (!t->a.rules.has_records || year <= 1)
        return leave_out(t, "there is nothing earlier");
    return set_as_of(t,
                     date_first_day(date_of(year - 1, month, month == 2 && day > 28 ? 28 : day)));
}

/* The last day on which the judgement that counts gave a grade: nothing could be recognised after
 * it. */
static enum outcome when_last_graded(struct attempt *t, int unused)
{
    const struct rules *r = &t->a.rules;
    int32_t first, last;
    (void)unused;
    if (r->n_kinds == 0 || r->kinds[0] < 0 || !find_graded(t->d, r, r->kinds[0], &first, &last))
        return leave_out(t, "there is no grade of the judgement that counts");
    return set_as_of(t, last);
}

static enum outcome check_grouping(struct attempt *t)
{
    const struct grouping *g = &t->a.grouping;
    bool whole = g->attribution != ATTRIBUTE_CURRENT, restarts = g->clock == CLOCK_MODEL;
    return (g->landmark >= 0 && (whole || restarts)) || (whole && restarts)
               ? leave_out(t, "contradicts what was asked")
               : ALTERED;
}

static enum outcome set_attribution(struct attempt *t, int attribution)
{
    if (t->a.grouping.attribution == (enum attribution)attribution)
        return AS_ASKED;
    t->a.grouping.attribution = (enum attribution)attribution;
    return check_grouping(t);
}

static enum outcome set_clock(struct attempt *t, int clock)
{
    if (t->a.grouping.clock == (enum clock)clock)
        return AS_ASKED;
    t->a.grouping.clock = (enum clock)clock;
    return check_grouping(t);
}

static enum outcome set_landmark(struct attempt *t, int days)
{
    if (t->a.grouping.landmark == days)
        return AS_ASKED;
    t->a.grouping.landmark = days;
    return check_grouping(t);
}

/* The rank that ends an episode; RANK_NONE where it depends on the episode's own origin. */
static int target_of(const struct dataset *d, const struct rules *r)
{
    if (r->target_rank != RANK_NONE || r->origin_rank != scale_lowest(&d->scale))
        return r->target_rank;
    return scale_next_above(&d->scale, r->origin_rank);
}

/* The grade so many steps above the origin grade; 0: any above the episode's own origin. */
static enum outcome set_target(struct attempt *t, int steps)
{
    struct rules *r = &t->a.rules;
    int asked = target_of(t->d, r), rank = r->origin_rank;
    for (int i = 0; i < steps && rank != RANK_NONE; i++)
        rank = scale_next_above(&t->d->scale, rank);
    if (rank == RANK_NONE)
        return leave_out(t, "the scale has no such grade");
    r->target_rank = steps == 0 ? RANK_NONE : rank;
    if (steps > 0)
        set_value(t, scale_label(&t->d->scale, rank));
    if (target_of(t->d, r) == asked)
        return AS_ASKED;
    if (steps == 1 && r->origin_rank == scale_lowest(&t->d->scale))
        return AS_ASKED; /* the same as any, which stands */
    return ALTERED;
}

/* Every alternative, in the order of tables; VALUE is replaced where it hangs on the data. NUMBER
 * is what MAKE needs of it. */
static const struct choice {
    const char *choice, *value;
    enum outcome (*make)(struct attempt *t, int number);
    int number;
    bool is_another;
} choices[] = {
    {"date", "inspected", set_basis, BASIS_INSPECTED, false},
    {"date", "published", set_basis, BASIS_PUBLISHED, false},
    {"partial", "mid", set_placing, DATE_MID, false},
    {"partial", "first", set_placing, DATE_FIRST, false},
    {"partial", "last", set_placing, DATE_LAST, false},
    {"judgement", "first", first_kind_only, 0, false},
    {"judgement", "leaders", add_kinds, 0, false},
    {"judgement", "safeguarding,annual", add_kinds, 0, false},
    {"uncovered", "in-house", set_uncovered, MODEL_IN_HOUSE, false},
    {"uncovered", "unknown", set_uncovered, MODEL_UNKNOWN, false},
    {"scope", "all", set_scope, false, false},
    {"scope", "full", set_scope, true, false},
    {"lineage", "successors", set_lineage, true, false},
    {"lineage", "none", set_lineage, false, false},
    {"episodes", "all", set_first_only, false, false},
    {"episodes", "first", set_first_only, true, false},
    {"from", "2013-11-01", from_complete, 0, false},
    {"as-of", "a year earlier", a_year_earlier, 0, false},
    {"as-of", "the last day on which the judgement that counts gave a grade", when_last_graded, 0,
     false},
    {"attribute", "current", set_attribution, ATTRIBUTE_CURRENT, false},
    {"attribute", "origin", set_attribution, ATTRIBUTE_ORIGIN, false},
    {"clock", "origin", set_clock, CLOCK_ORIGIN, true},
    {"clock", "model", set_clock, CLOCK_MODEL, true},
    {"landmark", "none", set_landmark, -1, true},
    {"landmark", "365", set_landmark, 365, true},
    {"landmark", "730", set_landmark, 730, true},
    {"target", "any", set_target, 0, true},
    {"target", "first above the origin", set_target, 1, true},
    {"target", "second above the origin", set_target, 2, true},
};

enum { N_CHOICES = sizeof choices / sizeof choices[0] };

int alternatives_find(const struct dataset *d, const struct rules *rules,
                      const struct grouping *grouping, struct arena *arena,
                      struct alternatives *found)
{
    *found = (struct alternatives){.v = arena_alloc(arena, N_CHOICES * sizeof *found->v)};
    if (!found->v)
        return -1;
    for (size_t i = 0; i < N_CHOICES; i++) {
        const struct choice *c = &choices[i];
        struct attempt t = {.d = d,
                            .arena = arena,
                            .before = found,
                            .a = {.choice = c->choice,
                                  .value = c->value,
                                  .about = c->value,
                                  .is_another = c->is_another,
                                  .rules = *rules,
                                  .grouping = *grouping}};
        enum outcome outcome = c->make(&t, c->number);
        if (t.failed)
            return -1;
        if (outcome != AS_ASKED)
            found->v[found->n++] = t.a;
    }
    return 0;
}
