/* What can only be done once all records are read: order, duplicates, overlaps, gaps, descent. */
#include <stdlib.h>
#include <string.h>

#include "loader.h"
#include "record/successors.h"
#include "regroup.h"

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
    const struct flat_row *last = NULL;
    if (l->flat.n > 0)
        qsort(l->flat.v, l->flat.n, sizeof *l->flat.v, compare_flat_rows);
    for (size_t i = 0; i < l->flat.n; i++) {
        const struct flat_row *row = &l->flat.v[i];
        if (last && last->council == row->council && last->model == row->model &&
            last->provider == row->provider)
            continue;
        const struct spell_row spell = {.council = row->council,
                                        .line = row->line,
                                        .start = row->date,
                                        .provider = row->provider,
                                        .model = (uint32_t)row->model};
        if (!loader_add_spell(l, &spell))
            return diags_no_memory(l->reading.ds);
        last = row;
    }
    return 0;
}

static int compare_spells(const void *a, const void *b)
{
    const struct spell_row *x = a, *y = b;
    return spell_order(x, y);
}

/* Two spells of one council that follow each other: warned of where they overlap, or leave days
 * uncovered, whatever a partial date may mean. */
static int check_neighbours(struct loader *l, const struct spell_row *a, const struct spell_row *b)
{
    const struct late where = {.part = l->request->models,
                               .line = b->line,
                               .column = ROW_WHOLE,
                               .severity = SEVERITY_WARNING};
    struct late overlap = where, gap = where;
    overlap.code = "W-OVERLAP";
    gap.code = "W-GAP";
    char end[DATE_TEXT], start[DATE_TEXT];
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
                            date_text(b->start, start), a->line, date_text(a->end, end));
    if (date_first_day(b->start) - date_last_day(a->end) > 1)
        return late_problem(l, gap, "no spell covers the days from %s to %s",
                            date_text(a->end, end), date_text(b->start, start));
    return 0;
}

/* The *N spells of a council into order. */
static int settle_council(void *context, uint32_t council, uint32_t *rows, size_t *n)
{
    struct loader *l = context;
    struct spell_row *v = (struct spell_row *)(void *)rows;
    (void)council;
    qsort(v, *n, sizeof *v, compare_spells);
    for (size_t i = 1; i < *n && !l->request->flat; i++)
        if (check_neighbours(l, &v[i - 1], &v[i]) != 0)
            return -1;
    return 0;
}

static void note_council(void *context, uint32_t council, size_t first, size_t n)
{
    const struct loader *l = context;
    struct council *c = &l->d->councils[council];
    c->spells = (uint32_t)first;
    c->n_spells = (uint32_t)n;
}

static int order_spells(struct loader *l)
{
    struct dataset *d = l->d;
    struct packed settled = {.n_columns = SPELL_COLUMNS}, *output = &settled;
    const struct regroup_source source = {&d->spells, NULL};
    const struct regroup_request request = {.sources = &source,
                                            .n_sources = 1,
                                            .n_groups = dataset_n_councils(d),
                                            .take = settle_council,
                                            .note = note_council,
                                            .outputs = &output,
                                            .contexts = l,
                                            .n_workers = 1,
                                            .progress = l->reading.progress};
    int status = regroup(&request) == 0 ? packed_seal(&settled) : -1;
    if (status != 0)
        packed_release(&settled);
    else
        d->spells = settled;
    return status == 0 ? 0 : diags_no_memory(l->reading.ds);
}

/* Of some spells that stand one after the other, what has to be looked at. */
struct stretch {
    uint32_t council[PACKED_STRETCH];
    uint32_t start[PACKED_STRETCH], end[PACKED_STRETCH]; /* dates */
};

/* Whether nothing is to be said of a spell from START on behind one up to END: days that meet, or
 * an end that is open. */
static bool is_neat(struct date end, struct date start)
{
    if (!date_is_known(end))
        return date_is_known(start);
    int32_t gap = date_first_day(start) - date_first_day(end);
    return date_precision(end) == DATE_DAY && date_precision(start) == DATE_DAY && gap >= 0 &&
           gap <= 1;
}

/* Of spell number ROW and the one before it. */
static int look_closely(struct loader *l, size_t row)
{
    struct spell_row rows[2];
    packed_read(&l->d->spells, row - 1, 2, (uint32_t *)rows);
    return check_neighbours(l, &rows[0], &rows[1]);
}

/* The spells, which are in order already. */
static int take_spells(struct loader *l)
{
    const struct packed *p = &l->d->spells;
    struct stretch v;
    for (size_t from = 0, n; from < p->n; from += n) {
        n = packed_read_column(p, from, PACKED_COLUMN(spell_row, council), v.council);
        packed_read_column(p, from, PACKED_COLUMN(spell_row, start), v.start);
        packed_read_column(p, from, PACKED_COLUMN(spell_row, end), v.end);
        for (size_t i = 0; i < n; i++) {
            struct council *c = &l->d->councils[v.council[i]];
            bool is_checked =
                l->request->flat || (i > 0 && is_neat((struct date){(int32_t)v.end[i - 1]},
                                                      (struct date){(int32_t)v.start[i]}));
            if (c->n_spells++ == 0)
                c->spells = (uint32_t)(from + i);
            else if (!is_checked && look_closely(l, from + i) != 0)
                return -1;
        }
    }
    return 0;
}

static int settle_spells(struct loader *l)
{
    if (packed_seal(&l->d->spells) != 0)
        return diags_no_memory(l->reading.ds);
    return l->spells_have_disorder ? order_spells(l) : take_spells(l);
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
        s->degree[i] = council_more(&d->councils[i])->n_predecessors;
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
        d->councils[who->council].more->n_predecessors = 0;
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
    if (l->successions.n == 0)
        return 0;
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
    if (settle_ratings(l) != 0 || make_flat_spells(l) != 0 || settle_spells(l) != 0)
        return -1;
    return order_by_descent(l);
}
