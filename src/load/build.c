/* What can only be done once all records are read: order, duplicates, overlaps, gaps, descent. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "loader.h"
#include "record/successors.h"

/* For each kind of judgement, the inspection (by serial number) in which it was seen last, and its
 * first judgement there. */
struct seen {
    struct {
        uint32_t inspection;
        uint32_t first;
    } * v; /* by kind */
    uint32_t inspection;
    bool *dropped; /* judgements of the inspection at hand that are left out */
    size_t cap_dropped;
};

/* Sets each council's range from how many judgements name it; whether they are in it already. */
static bool count_judgements(struct dataset *d)
{
    uint32_t from = 0, last = 0;
    bool is_grouped = true;
    for (size_t i = 0; i < d->n_judgements; i++) {
        uint32_t council = d->judgements[i].council;
        is_grouped = is_grouped && last <= council;
        last = council;
        d->councils[council].n_judgements++;
    }
    for (size_t i = 0; i < dataset_n_councils(d); i++) {
        d->councils[i].judgements = from;
        from += d->councils[i].n_judgements;
    }
    return is_grouped;
}

/* Moves the judgements along the cycle of PLACE that goes through I, and marks them as placed. */
static void follow_cycle(struct judgement *v, uint32_t *place, size_t i)
{
    struct judgement carried = v[i];
    for (size_t to = place[i]; to != i;) {
        struct judgement displaced = v[to];
        size_t next = place[to];
        v[to] = carried;
        place[to] = (uint32_t)to;
        carried = displaced;
        to = next;
    }
    v[i] = carried;
    place[i] = (uint32_t)i;
}

/* Puts the judgements into the ranges of their councils, in file order, without a second copy of
 * them: first each one's place, then along the cycles of that permutation. */
static int group_judgements(struct dataset *d, struct progress *progress)
{
    size_t n = d->n_judgements, n_councils = dataset_n_councils(d);
    uint32_t *place = malloc((n + 1) * sizeof *place);
    uint32_t *next = malloc((n_councils + 1) * sizeof *next);
    if (place && next) {
        for (size_t i = 0; i < n_councils; i++)
            next[i] = d->councils[i].judgements;
        for (size_t i = 0; i < n; i++)
            place[i] = next[d->judgements[i].council]++;
        progress_begin(progress, (struct task){"putting ratings in order", NULL, n, "rating"});
        for (size_t i = 0; i < n; i++) {
            follow_cycle(d->judgements, place, i);
            progress_at(progress, i);
        }
    }
    bool failed = !place || !next;
    free(place);
    free(next);
    return failed ? -1 : 0;
}

static int compare_judgements(const void *a, const void *b)
{
    const struct judgement *x = a, *y = b;
    int order = judgement_order(x, y);
    if (order != 0)
        return order;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* Most councils come in order, and have few judgements where they do not. */
static void order_judgements(struct judgement *v, size_t n)
{
    enum { FEW = 40 };
    for (size_t i = 1; i < n; i++) {
        struct judgement late = v[i];
        size_t at = i;
        if (compare_judgements(&v[i - 1], &late) <= 0)
            continue;
        if (n > FEW) {
            qsort(v, n, sizeof *v, compare_judgements);
            return;
        }
        for (; at > 0 && compare_judgements(&v[at - 1], &late) > 0; at--)
            v[at] = v[at - 1];
        v[at] = late;
    }
}

static int report_duplicate(struct loader *l, const struct judgement *first,
                            const struct judgement *again)
{
    const struct dataset *d = l->d;
    bool same = judgement_rank(d, first) == judgement_rank(d, again);
    const struct late where = {.part = l->files[again->file],
                               .line = again->line,
                               .column = ROW_WHOLE,
                               .severity = same ? SEVERITY_WARNING : SEVERITY_ERROR,
                               .code = same ? "W-DUPLICATE" : "E-DUPLICATE"};
    struct quoted kind = quote(span_of(intern_text(&d->kinds, again->kind)));
    bool elsewhere = first->file != again->file;
    const char *of = elsewhere ? " of " : "", *file = elsewhere ? l->files[first->file].name : "";
    if (same)
        return late_problem(l, where, "the inspection's \"%s\" judgement is on line %u%s%s already",
                            kind.text, first->line, of, file);
    return late_problem(
        l, where, "the inspection's \"%s\" judgement is \"%s\" here and \"%s\" on line %u%s%s",
        kind.text, quote(span_of(judgement_word(d, again))).text,
        quote(span_of(judgement_word(d, first))).text, first->line, of, file);
}

static int note_dropped(struct loader *l, const struct judgement *j)
{
    if (ARRAY_ROOM(&l->dropped_lines) != 0)
        return diags_no_memory(l->reading.ds);
    l->dropped_lines.v[l->dropped_lines.n++] = line_key(j->file, j->line);
    return 0;
}

/* A judgement that the inspection has already: both are left out where they contradict each other,
 * for either could be the wrong one; this one where they agree. */
static int settle_duplicate(struct loader *l, struct seen *seen, const struct judgement *v,
                            uint32_t first, uint32_t again)
{
    if (report_duplicate(l, &v[first], &v[again]) != 0)
        return -1;
    seen->dropped[again] = true;
    if (judgement_rank(l->d, &v[first]) == judgement_rank(l->d, &v[again]))
        return 0;
    seen->dropped[first] = true;
    return 0;
}

/* Drops the judgements that are marked so; returns how many are left. */
static size_t drop(struct judgement *v, const bool *dropped, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!dropped[i])
            v[kept++] = v[i];
    return kept;
}

/* What becomes of those that are dropped: all of a kind with a contradiction have errors, the
 * others repeat what stays. */
static int note_all_dropped(struct loader *l, const struct seen *seen, const struct judgement *v,
                            size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!seen->dropped[i])
            continue;
        if (!seen->dropped[seen->v[v[i].kind].first])
            l->latest_repeated = later_of(l, l->latest_repeated, &v[i]);
        else if (note_dropped(l, &v[i]) != 0)
            return -1;
    }
    return 0;
}

/* The N judgements V of one inspection: *LEFT stay. 0 or -1. */
static int settle_inspection(struct loader *l, struct seen *seen, struct judgement *v, size_t n,
                             size_t *left)
{
    bool any = false;
    seen->inspection++;
    *left = n;
    for (uint32_t i = 0; i < n; i++) {
        uint16_t kind = v[i].kind;
        if (seen->v[kind].inspection != seen->inspection) {
            seen->v[kind].inspection = seen->inspection;
            seen->v[kind].first = i;
            continue;
        }
        if (array_reserve(&seen->dropped, &seen->cap_dropped, n, sizeof *seen->dropped) != 0)
            return diags_no_memory(l->reading.ds);
        if (!any)
            memset(seen->dropped, 0, n * sizeof *seen->dropped);
        any = true;
        if (settle_duplicate(l, seen, v, seen->v[kind].first, i) != 0)
            return -1;
    }
    if (!any)
        return 0;
    if (note_all_dropped(l, seen, v, n) != 0)
        return -1;
    *left = drop(v, seen->dropped, n);
    return 0;
}

/* Those that stay move up to TO, so that none of the dropped lie between them and those before. */
static int settle_council(struct loader *l, struct seen *seen, struct council *c, uint32_t to)
{
    struct judgement *v = &l->d->judgements[c->judgements], *kept_at = &l->d->judgements[to];
    size_t n = c->n_judgements, kept = 0;
    order_judgements(v, n);
    for (size_t i = 0, m, left; i < n; i += m) {
        m = 1;
        while (i + m < n && judgement_order(&v[i], &v[i + m]) == 0)
            m++;
        if (settle_inspection(l, seen, &v[i], m, &left) != 0)
            return -1;
        if (&kept_at[kept] != &v[i])
            memmove(&kept_at[kept], &v[i], left * sizeof *v);
        kept += left;
    }
    l->d->n_judgements -= n - kept;
    c->n_judgements = (uint32_t)kept;
    return 0;
}

int compare_line_keys(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* What the records that were dropped had left elsewhere: models of a flat file, the latest day. */
static void forget_dropped(struct loader *l)
{
    struct dataset *d = l->d;
    const uint64_t *lines = l->dropped_lines.v;
    size_t n = l->dropped_lines.n, kept = 0;
    if (n == 0)
        return;
    d->n_left_out += n;
    qsort(l->dropped_lines.v, n, sizeof *lines, compare_line_keys);
    for (size_t i = 0; i < l->flat.n; i++) {
        uint64_t key = line_key(l->flat.v[i].file, l->flat.v[i].line);
        if (!bsearch(&key, lines, n, sizeof *lines, compare_line_keys))
            l->flat.v[kept++] = l->flat.v[i];
    }
    l->flat.n = kept;
    d->latest_day = l->latest_repeated;
    for (size_t i = 0; i < dataset_n_councils(d); i++)
        for (uint32_t k = 0; k < d->councils[i].n_judgements; k++)
            d->latest_day =
                later_of(l, d->latest_day, &d->judgements[d->councils[i].judgements + k]);
}

static int settle_judgements(struct loader *l)
{
    struct dataset *d = l->d;
    struct seen seen = {.v = calloc(d->kinds.n + 1, sizeof *seen.v)};
    struct progress *progress = l->reading.progress;
    size_t n = dataset_n_councils(d);
    uint32_t kept = 0;
    int status = 0;
    if (!seen.v || (!count_judgements(d) && group_judgements(d, progress) != 0))
        status = diags_no_memory(l->reading.ds);
    progress_begin(progress, (struct task){"checking ratings", NULL, n, "council"});
    for (size_t i = 0; i < n && status == 0; i++) {
        struct council *c = &d->councils[i];
        status = c->n_judgements ? settle_council(l, &seen, c, kept) : 0;
        c->judgements = kept;
        kept += c->n_judgements;
        progress_at(progress, i);
    }
    forget_dropped(l);
    free(seen.v);
    free(seen.dropped);
    return status;
}

static int compare_flat_rows(const void *a, const void *b)
{
    const struct flat_row *x = a, *y = b;
    if (x->council != y->council)
        return x->council < y->council ? -1 : 1;
    if (x->date.packed != y->date.packed)
        return x->date.packed < y->date.packed ? -1 : 1;
    uint64_t p = line_key(x->file, x->line), q = line_key(y->file, y->line);
    return p < q ? -1 : p > q;
}

/* The spells of a flat file: a model holds from its inspection until the next that names another.
 */
static int make_flat_spells(struct loader *l)
{
    struct dataset *d = l->d;
    const struct flat_row *last = NULL;
    if (l->flat.n > 0)
        qsort(l->flat.v, l->flat.n, sizeof *l->flat.v, compare_flat_rows);
    for (size_t i = 0; i < l->flat.n; i++) {
        const struct flat_row *row = &l->flat.v[i];
        if (last && last->council == row->council && last->model == row->model &&
            last->provider == row->provider)
            continue;
        if (array_reserve(&d->spells, &d->cap_spells, d->n_spells + 1, sizeof *d->spells) != 0)
            return diags_no_memory(l->reading.ds);
        d->spells[d->n_spells++] = (struct spell){.council = row->council,
                                                  .line = row->line,
                                                  .start = row->date,
                                                  .provider = row->provider,
                                                  .model = row->model};
        last = row;
    }
    return 0;
}

static int compare_spells(const void *a, const void *b)
{
    const struct spell *x = a, *y = b;
    if (x->council != y->council)
        return x->council < y->council ? -1 : 1;
    bool p = date_is_known(x->start), q = date_is_known(y->start);
    if (p != q)
        return p ? 1 : -1;
    if (x->start.packed != y->start.packed)
        return x->start.packed < y->start.packed ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* Two spells of one council that follow each other: warned of where they overlap, or leave days
 * uncovered, whatever a partial date may mean. */
static int check_neighbours(struct loader *l, const struct spell *a, const struct spell *b)
{
    const struct late where = {.part = l->request->models,
                               .line = b->line,
                               .column = ROW_WHOLE,
                               .severity = SEVERITY_WARNING};
    struct late overlap = where, gap = where;
    overlap.code = "W-OVERLAP";
    gap.code = "W-GAP";
    char end[DATE_TEXT], start[DATE_TEXT];
    date_text(a->end, end);
    date_text(b->start, start);
    if (!date_is_known(b->start))
        return late_problem(l, overlap,
                            "two spells of the council have no start; the later line "
                            "counts");
    if (!date_is_known(a->end))
        return 0;
    if (date_first_day(a->end) > date_last_day(b->start))
        return late_problem(l, overlap,
                            "the spell starts on %s, before the one on line %u ends (%s); the "
                            "later start counts",
                            start, a->line, end);
    if (date_first_day(b->start) - date_last_day(a->end) > 1)
        return late_problem(l, gap, "no spell covers the days from %s to %s", end, start);
    return 0;
}

static int settle_spells(struct loader *l)
{
    struct dataset *d = l->d;
    if (d->n_spells > 0)
        qsort(d->spells, d->n_spells, sizeof *d->spells, compare_spells);
    for (size_t i = 0; i < d->n_spells; i++) {
        struct council *c = &d->councils[d->spells[i].council];
        if (c->n_spells++ == 0)
            c->spells = (uint32_t)i;
        else if (!l->request->flat && check_neighbours(l, &d->spells[i - 1], &d->spells[i]) != 0)
            return -1;
    }
    return 0;
}

/* Councils in order of descent, on the way. */
struct descent {
    struct successors successors;
    uint32_t *degree; /* of each council: predecessors not yet placed */
};

static int descent_init(struct descent *s, const struct dataset *d)
{
    size_t n = dataset_n_councils(d);
    s->degree = calloc(n + 1, sizeof *s->degree);
    for (size_t i = 0; i < n && s->degree; i++)
        s->degree[i] = d->councils[i].n_predecessors;
    return s->degree ? successors_find(&s->successors, d) : -1;
}

static void descent_release(struct descent *s)
{
    successors_release(&s->successors);
    free(s->degree);
}

/* Kahn's topological sort; returns how many councils could be placed. */
static size_t place_by_descent(struct dataset *d, struct descent *s)
{
    const struct successors *heirs = &s->successors;
    size_t n = 0;
    for (size_t i = 0; i < dataset_n_councils(d); i++)
        if (s->degree[i] == 0)
            d->by_descent[n++] = (uint32_t)i;
    for (size_t at = 0; at < n; at++)
        for (uint32_t k = heirs->from[d->by_descent[at]]; k < heirs->from[d->by_descent[at] + 1];
             k++)
            if (--s->degree[heirs->v[k]] == 0)
                d->by_descent[n++] = heirs->v[k];
    return n;
}

/* The councils whose line of descent does not begin: an error each, and no predecessors. */
static int break_circles(struct loader *l, const struct descent *s, size_t n)
{
    struct dataset *d = l->d;
    for (size_t i = 0; i < l->successions.n; i++) {
        const struct succession *who = &l->successions.v[i];
        if (s->degree[who->council] == 0)
            continue;
        d->councils[who->council].n_predecessors = 0;
        d->n_severed++;
        d->by_descent[n++] = who->council;
        if (report_circle(l, who) != 0)
            return -1;
    }
    return 0;
}

static int order_by_descent(struct loader *l)
{
    struct dataset *d = l->d;
    struct descent s = {0};
    int status = -1;
    d->by_descent = malloc((dataset_n_councils(d) + 1) * sizeof *d->by_descent);
    if (!d->by_descent || descent_init(&s, d) != 0)
        diags_set_no_memory(l->reading.ds);
    else
        status = break_circles(l, &s, place_by_descent(d, &s));
    descent_release(&s);
    return status;
}

int build_dataset(struct loader *l)
{
    if (settle_judgements(l) != 0 || make_flat_spells(l) != 0 || settle_spells(l) != 0)
        return -1;
    if (dataset_order_councils(l->d) != 0)
        return diags_no_memory(l->reading.ds);
    return order_by_descent(l);
}
