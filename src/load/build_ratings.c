/* Ratings, once all are read: into the dataset's order, and what they say twice. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/workers.h"
#include "loader.h"
#include "regroup.h"

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
        uint32_t kind = v[i].kind;
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

/* Ratings on their way into the dataset, council by council: a share of them. */
struct settling {
    _Alignas(WORKERS_APART) struct loader *l; /* of the share, where there are several, own: */
    struct loader own;
    struct diags ds;
    struct seen seen;
    struct packed settled;      /* those that stay */
    uint32_t first, n_councils; /* of the share */
};

/* The *N judgements of COUNCIL: into order, and those that stay before the others. */
static int settle_council(void *context, uint32_t council, uint32_t *rows, size_t *n)
{
    struct settling *s = context;
    struct judgement *v = (struct judgement *)(void *)rows;
    size_t kept = 0;
    (void)council;
    order_judgements(v, *n);
    for (size_t i = 0, m, left; i < *n; i += m) {
        m = 1;
        while (i + m < *n && judgement_order(&v[i], &v[i + m]) == 0)
            m++;
        left = 1;
        if (m > 1 && settle_inspection(s->l, &s->seen, &v[i], m, &left) != 0)
            return -1;
        memmove(&v[kept], &v[i], left * sizeof *v);
        kept += left;
    }
    *n = kept;
    return 0;
}

static void note_council(void *context, uint32_t council, size_t first, size_t n)
{
    struct settling *s = context;
    struct council *c = &s->l->d->councils[council];
    s->first = s->n_councils++ ? s->first : council;
    c->judgements = (uint32_t)first;
    c->n_judgements = (uint32_t)n;
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
    for (size_t i = 0; i < d->judgements.n; i++) {
        struct judgement left = judgement_at(d, i);
        d->latest_day = later_of(l, d->latest_day, &left);
    }
}

static void set_range(struct council *c, uint32_t first, uint32_t end)
{
    c->judgements = first;
    c->n_judgements = end - first;
}

/* Each council's range of the judgements, which stand in the dataset's order. */
static void set_ranges(struct dataset *d)
{
    uint32_t councils[PACKED_STRETCH], last = 0;
    uint32_t first = 0; /* of the last council's */
    for (size_t row = 0, n; row < d->judgements.n; row += n) {
        n = packed_read_column(&d->judgements, row, 0, councils);
        last = row == 0 ? councils[0] : last;
        for (size_t i = 0; i < n; i++) {
            if (councils[i] == last)
                continue;
            set_range(&d->councils[last], first, (uint32_t)(row + i));
            last = councils[i];
            first = (uint32_t)(row + i);
        }
    }
    if (d->judgements.n > 0)
        set_range(&d->councils[last], first, (uint32_t)d->judgements.n);
}

/* A share of the work for L, as one of several. 0, or -1 when there is no memory. */
static int start_share(struct settling *s, struct loader *l, bool is_only)
{
    const struct diags *ds = l->reading.ds;
    s->l = is_only ? l : &s->own;
    s->settled.n_columns = JUDGEMENT_COLUMNS;
    s->seen.v = calloc(l->d->kinds.n + 1, sizeof *s->seen.v);
    s->ds.lists_warnings = ds->lists_warnings;
    s->ds.limit = ds->limit;
    s->own = (struct loader){.d = l->d,
                             .request = l->request,
                             .files = l->files,
                             .n_files = l->n_files,
                             .reading = l->reading,
                             .latest_repeated = DAY_FIRST};
    s->own.reading.ds = &s->ds;
    return s->seen.v ? 0 : -1;
}

static void release_share(struct settling *s)
{
    packed_release(&s->settled);
    free(s->seen.v);
    free(s->seen.dropped);
    loader_release(&s->own);
    diags_release(&s->ds);
}

/* What the share S has found, behind what L has. 0 or -1. */
static int join_found(struct loader *l, struct settling *s)
{
    struct loader *own = &s->own;
    size_t n = own->dropped_lines.n;
    l->latest_repeated =
        own->latest_repeated > l->latest_repeated ? own->latest_repeated : l->latest_repeated;
    if (array_reserve(&l->dropped_lines.v, &l->dropped_lines.cap, l->dropped_lines.n + n,
                      sizeof *l->dropped_lines.v) != 0)
        return diags_no_memory(l->reading.ds);
    for (size_t i = 0; i < n; i++)
        l->dropped_lines.v[l->dropped_lines.n++] = own->dropped_lines.v[i];
    return join_late(l, own);
}

/* The ratings of the share S behind those of L, and what it has found. 0 or -1. */
static int join_share(struct loader *l, struct settling *s)
{
    struct packed *all = &l->d->judgements;
    for (uint32_t i = 0; i < s->n_councils; i++)
        l->d->councils[s->first + i].judgements += (uint32_t)all->n;
    if (packed_append(all, &s->settled) != 0)
        return diags_no_memory(l->reading.ds);
    return s->l == l ? 0 : join_found(l, s);
}

/* All ratings that were read, in parts or in one, with what stands for their councils. */
static void list_sources(struct loader *l, struct regroup_source *v)
{
    v[0] = (struct regroup_source){&l->d->judgements, l->places};
    for (size_t i = 0; i < l->n_runs; i++) {
        struct rating_run *run = &l->runs[i];
        for (size_t k = 0; k < run->n_names && l->places && run->councils; k++)
            run->councils[k] = l->places[run->councils[k]];
        v[1 + i] = (struct regroup_source){&run->rows, run->councils};
    }
}

static int settle_shares(struct loader *l, struct settling *shares, size_t n)
{
    static const size_t order[] = {
        /* that of compare_judgements(), but where it is less simple */
        PACKED_COLUMN(judgement, inspected),
        PACKED_COLUMN(judgement, framework),
        PACKED_COLUMN(judgement, file),
        PACKED_COLUMN(judgement, line),
    };
    struct regroup_source sources[WORKERS_LIMIT];
    struct packed *settled[WORKERS_LIMIT];
    const struct regroup_request request = {.sources = sources,
                                            .n_sources = 1 + l->n_runs,
                                            .n_groups = dataset_n_councils(l->d),
                                            .order = order,
                                            .n_order = sizeof order / sizeof *order,
                                            .first_decides = true,
                                            .take = settle_council,
                                            .note = note_council,
                                            .outputs = settled,
                                            .contexts = shares,
                                            .context_size = sizeof *shares,
                                            .n_workers = n,
                                            .progress = l->reading.progress};
    int status = 0;
    list_sources(l, sources);
    for (size_t i = 0; i < n && status == 0; i++) {
        settled[i] = &shares[i].settled;
        status = start_share(&shares[i], l, n == 1);
    }
    if (status == 0)
        status = regroup(&request);
    if (status != 0)
        diags_set_no_memory(l->reading.ds);
    for (size_t i = 0; i < n && status == 0; i++)
        status = join_share(l, &shares[i]);
    return status;
}

/* How many are worth it. */
static size_t count_workers(const struct loader *l)
{
    enum { MANY = 500000 };
    bool is_large = l->n_runs > 0 || l->d->judgements.n > MANY;
    return is_large && l->request->n_threads > 1 ? l->request->n_threads : 1;
}

int settle_ratings(struct loader *l)
{
    if (packed_seal(&l->d->judgements) != 0)
        return diags_no_memory(l->reading.ds);
    if (!l->places && !l->has_disorder) {
        set_ranges(l->d);
        return 0;
    }
    size_t n = count_workers(l);
    struct settling *shares = workers_items(n, sizeof *shares);
    if (!shares)
        return diags_no_memory(l->reading.ds);
    int status = settle_shares(l, shares, n);
    for (size_t i = 0; i < n; i++)
        release_share(&shares[i]);
    free(shares);
    if (status == 0)
        forget_dropped(l);
    return status;
}
