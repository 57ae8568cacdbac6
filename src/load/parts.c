/* Each part has a loader, and a dataset, of its own. They are joined in the order of the file:
 * where the first part stops, the second goes on with its numbers. A part that does not begin with
 * a record, because the line end before it stood within quotes, shows at the end of the one before;
 * the file is then read again, in one. */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/workers.h"

struct piece {
    _Alignas(WORKERS_APART) struct rows_part part;
    struct sheet sheet;
    struct reading reading;
    struct loader l;
    struct dataset d;
    struct diags ds;
    int (*finish)(struct loader *l);
    int status;
};

/* A loader that reads records as that of the piece's file would, at this point. 0, or -1 when there
 * is no memory. */
static int piece_start(struct piece *p, const struct loader *l, const struct sheet *sheet,
                       int (*finish)(struct loader *l))
{
    const struct dataset *d = l->d;
    loader_start(&p->l, l->request, l->files, l->n_files, &p->d, &p->ds);
    p->ds.lists_warnings = l->reading.ds->lists_warnings;
    p->ds.limit = l->reading.ds->limit;
    p->l.file = l->file;
    p->l.scale_is_bad = l->scale_is_bad;
    p->l.is_settled = l->is_settled;
    p->d.scale = d->scale;
    p->d.models = d->models;
    p->d.councils = d->councils; /* borrowed: they are only looked at */
    p->d.n_councils = d->n_councils;
    p->d.councils_file = d->councils_file;
    p->d.ratings_file = d->ratings_file;
    p->sheet = *sheet;
    p->sheet.context = &p->l;
    p->reading = p->l.reading;
    p->reading.progress = p->part.from == 0 ? l->reading.progress : NULL;
    p->sheet.reading = &p->reading;
    p->finish = finish;
    for (uint32_t i = 0, number; i < l->bad_councils.n; i++)
        if (intern_put(&p->l.bad_councils, &p->l.arena, span_of(intern_text(&l->bad_councils, i)),
                       &number) != 0)
            return -1;
    return 0;
}

static void piece_read(void *item)
{
    struct piece *p = item;
    p->status = sheet_read_part(&p->sheet, &p->part);
    if (p->status == 0 && p->finish)
        p->status = p->finish(&p->l);
    if (p->status == 0 && (packed_seal(&p->d.judgements) != 0 || packed_seal(&p->d.spells) != 0))
        p->status = diags_no_memory(&p->ds);
}

static void piece_release(struct piece *p)
{
    p->d.councils = NULL;
    loader_release(&p->l);
    dataset_release(&p->d);
    diags_release(&p->ds);
    *p = (struct piece){0};
}

/* MAP[number] is the number in TO of each of FROM's texts, which are added where they are new; NULL
 * where all are the same. 0, or -1 when there is no memory. */
static int join_names(struct intern *to, const struct intern *from, struct arena *arena,
                      uint32_t **map)
{
    bool is_same = true;
    *map = malloc((from->n + 1) * sizeof **map);
    if (!*map)
        return -1;
    for (uint32_t i = 0; i < from->n; i++) {
        const struct intern_entry *e = &from->v[i];
        if (intern_put(to, arena, (struct span){e->text, e->length}, &(*map)[i]) != 0)
            return -1;
        is_same = is_same && (*map)[i] == i;
    }
    if (is_same) {
        free(*map);
        *map = NULL;
    }
    return 0;
}

/* The same for a COLUMN of ROWS which has such numbers. */
static int join_column(struct intern *to, const struct intern *from, struct arena *arena,
                       struct packed *rows, size_t column)
{
    uint32_t *map;
    int status = join_names(to, from, arena, &map);
    if (status == 0 && map)
        status = packed_map(rows, column, map);
    free(map);
    return status;
}

/* Inspections of one day stand in the order of their frameworks' numbers: where other numbers have
 * another order, so have ratings. */
static int join_frameworks(struct loader *l, struct piece *p)
{
    const struct intern *from = &p->d.frameworks;
    uint32_t *map;
    int status = join_names(&l->d->frameworks, from, &l->d->arena, &map);
    for (size_t i = 1; i < from->n && map && status == 0; i++)
        l->has_disorder = l->has_disorder || map[i] < map[i - 1];
    if (status == 0 && map)
        status = packed_map(&p->d.judgements, PACKED_COLUMN(judgement, framework), map);
    free(map);
    return status;
}

static int join_words(struct words *to, const struct words *from, struct arena *arena,
                      struct packed *rows)
{
    uint32_t number;
    for (uint32_t i = 0; i < from->names.n; i++)
        if (words_put(to, arena, (struct span){from->names.v[i].text, from->names.v[i].length},
                      from->rank[i], &number) != 0)
            return -1;
    return join_column(&to->names, &from->names, arena, rows, PACKED_COLUMN(judgement, word));
}

/* The texts of FROM behind those of TO; *ADD is how much further their places are. */
static int join_pool(struct pool *to, const struct pool *from, uint32_t *add)
{
    size_t n = to->n ? to->n : 1; /* FROM's begins with a terminator too */
    *add = (uint32_t)(n - 1);
    if (from->n == 0)
        return 0;
    if (n + from->n > UINT32_MAX || array_reserve(&to->v, &to->cap, n + from->n, 1) != 0)
        return -1;
    memcpy(to->v + n - 1, from->v, from->n);
    to->n = n - 1 + from->n;
    to->last = *add + from->last;
    to->last_length = from->last_length;
    return 0;
}

static int join_pools(struct dataset *d, struct dataset *from)
{
    uint32_t sources, notes;
    return join_pool(&d->sources, &from->sources, &sources) == 0 &&
                   join_pool(&d->notes, &from->notes, &notes) == 0 &&
                   packed_add_to_others(&from->judgements, PACKED_COLUMN(judgement, source),
                                        sources) == 0 &&
                   packed_add_to_others(&from->spells, PACKED_COLUMN(spell_row, source), notes) ==
                       0 &&
                   packed_add_to_others(&from->spells, PACKED_COLUMN(spell_row, note), notes) == 0
               ? 0
               : -1;
}

/* Providers are numbered from 1, here as in their map. */
static int join_providers(struct dataset *d, struct dataset *from, uint32_t **map)
{
    uint32_t *names, n = (uint32_t)from->providers.n;
    if (join_names(&d->providers, &from->providers, &d->arena, &names) != 0) {
        free(names);
        return -1;
    }
    *map = names ? malloc((n + (size_t)1) * sizeof **map) : NULL;
    bool failed = names && !*map;
    for (uint32_t i = 0; i <= n && *map; i++)
        (*map)[i] = i ? names[i - 1] + 1 : 0;
    free(names);
    if (failed)
        return -1;
    return *map ? packed_map(&from->spells, PACKED_COLUMN(spell_row, provider), *map) : 0;
}

/* Bits of the kinds of judgements that the inspection of FIRST, rating number FROM of D, has from
 * there on, or, where STEP is -1, up to there; kinds beyond those are told by bit 63. */
static uint64_t kinds_of(const struct dataset *d, size_t from, int step)
{
    const struct judgement first = judgement_at(d, from);
    uint64_t kinds = 0;
    for (size_t i = from; i < d->judgements.n; i += (size_t)step) { /* below 0 it is very large */
        const struct judgement j = judgement_at(d, i);
        if (j.council != first.council || judgement_order(&first, &j) != 0)
            break;
        kinds |= (uint64_t)1 << (j.kind < 63 ? j.kind : 63);
    }
    return kinds;
}

/* Whether the first rating of P stands behind the last one of L, or goes on with its inspection. */
static bool goes_on_in_order(const struct loader *l, const struct piece *p)
{
    const struct judgement first = judgement_at(&p->d, 0), *last = &l->last;
    int order = last->council != first.council ? (last->council < first.council ? -1 : 1)
                                               : judgement_order(last, &first);
    if (order != 0)
        return order < 0;
    return (kinds_of(l->d, l->d->judgements.n - 1, -1) & kinds_of(&p->d, 0, 1)) == 0;
}

/* Whether what stands in the dataset's order in both parts does so together. */
static void join_order(struct loader *l, const struct piece *p)
{
    const struct dataset *d = l->d;
    if (p->d.judgements.n > 0)
        l->has_disorder = l->has_disorder || p->l.has_disorder ||
                          (d->judgements.n > 0 && !goes_on_in_order(l, p));
    if (p->d.spells.n > 0) {
        struct spell_row first;
        packed_read(&p->d.spells, 0, 1, (uint32_t *)&first);
        l->spells_have_disorder = l->spells_have_disorder || p->l.spells_have_disorder ||
                                  (d->spells.n > 0 && spell_order(&l->last_spell, &first) > 0);
    }
}

/* The last of each kind of record, by the numbers that it has now. */
static void join_last(struct loader *l)
{
    const struct dataset *d = l->d;
    if (d->judgements.n > 0)
        l->last = judgement_at(d, d->judgements.n - 1);
    if (d->spells.n > 0)
        packed_read(&d->spells, d->spells.n - 1, 1, (uint32_t *)&l->last_spell);
}

/* Where both have names in order, those of P going on where L's end, its numbers only have to be
 * shifted. Whether that is so. */
static bool names_go_on(const struct loader *l, const struct piece *p, uint32_t *shift)
{
    const struct intern *to = &l->names, *from = &p->l.names;
    if (to->slots || from->slots)
        return false;
    int order = strcmp(to->v[to->n - 1].text, from->v[0].text);
    *shift = (uint32_t)to->n - (order == 0);
    return order <= 0;
}

/* What becomes of the numbers in P: of councils MAP[number] or, without one, SHIFT more; of
 * providers PROVIDERS[number], or the same. */
struct renumbering {
    uint32_t *map, shift;
    uint32_t *providers;
    bool keeps_names; /* names of P stand on, where they are */
};

/* The names of P go on where those of L end. */
static int append_names(struct loader *l, const struct piece *p, uint32_t shift)
{
    struct intern *to = &l->names;
    const struct intern *from = &p->l.names;
    size_t first = to->n - shift, n = from->n - first;
    if (array_reserve(&to->v, &to->cap, to->n + n, sizeof *to->v) != 0)
        return -1;
    memcpy(to->v + to->n, from->v + first, n * sizeof *to->v);
    to->n += n;
    return 0;
}

/* Very many names, in no order: a table of them is large, and is asked some names ahead. */
static int join_council_names(struct loader *l, const struct piece *p, uint32_t **map)
{
    enum { AHEAD = 16 };
    const struct intern *from = &p->l.names;
    struct intern *to = &l->names;
    struct intern_query ahead[AHEAD];
    *map = malloc((from->n + 1) * sizeof **map);
    if (!*map || intern_make_table(to) != 0)
        return -1;
    for (size_t i = 0; i < from->n + AHEAD; i++) {
        struct intern_query *q = &ahead[i % AHEAD];
        if (i >= AHEAD && intern_put_prepared(to, &l->d->arena, q, &(*map)[i - AHEAD]) != 0)
            return -1;
        if (i >= AHEAD / 2 && i - AHEAD / 2 < from->n)
            intern_approach(to, &ahead[(i - AHEAD / 2) % AHEAD]);
        if (i < from->n) {
            q->s = (struct span){from->v[i].text, from->v[i].length};
            intern_prepare(to, q);
        }
    }
    return 0;
}

/* Without a list of councils their names are those of the ratings; else, and later, pieces have
 * names only to find councils by. */
static int join_councils(struct loader *l, struct piece *p, struct renumbering *r)
{
    struct packed *rows = &p->d.judgements;
    size_t column = PACKED_COLUMN(judgement, council);
    if (l->is_settled || p->l.names.n == 0)
        return 0;
    r->keeps_names = true;
    if (l->names.n == 0) {
        l->names = p->l.names;
        p->l.names = (struct intern){0};
        return 0;
    }
    if (names_go_on(l, p, &r->shift)) {
        packed_add_to(rows, column, r->shift);
        return append_names(l, p, r->shift);
    }
    r->keeps_names = false;
    r->shift = 0;
    l->has_disorder = true;
    return join_council_names(l, p, &r->map);
}

/* The rows of a flat file that name a model. */
static int join_flat(struct loader *l, const struct piece *p, const struct renumbering *r,
                     uint32_t lines)
{
    if (array_reserve(&l->flat.v, &l->flat.cap, l->flat.n + p->l.flat.n, sizeof *l->flat.v) != 0)
        return -1;
    for (size_t i = 0; i < p->l.flat.n; i++) {
        struct flat_row row = p->l.flat.v[i];
        row.line += lines;
        row.council = r->map ? r->map[row.council] : row.council + r->shift;
        row.provider = r->providers ? r->providers[row.provider] : row.provider;
        l->flat.v[l->flat.n++] = row;
    }
    return 0;
}

static int join_bad(struct loader *l, const struct piece *p)
{
    uint32_t *map;
    int status = join_names(&l->bad_councils, &p->l.bad_councils, &l->arena, &map);
    free(map);
    return status;
}

/* Makes the numbers in P those that they have in L, LINES further down. */
static int renumber(struct loader *l, struct piece *p, struct renumbering *r, uint32_t lines)
{
    struct dataset *d = l->d, *from = &p->d;
    struct packed *ratings = &from->judgements;
    packed_add_to(ratings, PACKED_COLUMN(judgement, line), lines);
    packed_add_to(&from->spells, PACKED_COLUMN(spell_row, line), lines);
    return join_councils(l, p, r) == 0 && join_bad(l, p) == 0 &&
                   join_column(&d->kinds, &from->kinds, &d->arena, ratings,
                               PACKED_COLUMN(judgement, kind)) == 0 &&
                   join_frameworks(l, p) == 0 &&
                   join_words(&d->words, &from->words, &d->arena, ratings) == 0 &&
                   join_providers(d, from, &r->providers) == 0 && join_pools(d, from) == 0 &&
                   join_flat(l, p, r, lines) == 0
               ? 0
               : -1;
}

/* The rows themselves: ratings whose councils have other numbers keep them, until they are put in
 * order. */
static int join_rows(struct loader *l, struct piece *p, struct renumbering *r)
{
    struct dataset *d = l->d;
    join_order(l, p);
    if (p->d.judgements.n > 0 && (r->map || l->n_runs > 0)) {
        struct rating_run *run = &l->runs[l->n_runs++];
        *run = (struct rating_run){p->d.judgements, r->map, p->l.names.n};
        p->d.judgements = (struct packed){0};
        r->map = NULL;
    } else if (packed_append(&d->judgements, &p->d.judgements) != 0) {
        return -1;
    }
    if (packed_append(&d->spells, &p->d.spells) != 0)
        return -1;
    join_last(l);
    return 0;
}

/* What P has read, LINES further down, behind what L has. */
static int join_records(struct loader *l, struct piece *p, uint32_t lines)
{
    struct dataset *d = l->d, *from = &p->d;
    struct renumbering r = {0};
    int status = renumber(l, p, &r, lines);
    if (status == 0)
        status = join_rows(l, p, &r);
    free(r.map);
    free(r.providers);
    if (status != 0)
        return -1;
    d->latest_day = from->latest_day > d->latest_day ? from->latest_day : d->latest_day;
    l->n_compared += p->l.n_compared;
    if (r.keeps_names)
        arena_join(&d->arena, &from->arena);
    return 0;
}

/* Joins the N pieces. 0, or -1 on a fault. */
static int join_all(struct loader *l, struct piece *v, size_t n)
{
    uint32_t lines = 0;
    for (size_t i = 0; i < n; i++) {
        struct piece *p = &v[i];
        uint32_t n_lines = p->part.n_lines;
        if (diags_join(l->reading.ds, &p->ds, lines) != 0)
            return -1;
        if (join_records(l, p, lines) != 0)
            return diags_no_memory(l->reading.ds);
        note_sheet(l, &p->sheet);
        piece_release(p);
        lines += n_lines;
    }
    return 0;
}

/* Whether the parts are what one reading would have come to, as far as can be told from them. */
static bool are_whole(const struct loader *l, const struct piece *v, size_t n)
{
    size_t n_names = 0, n_compared = l->n_compared;
    for (size_t i = 0; i < n; i++) {
        const struct piece *p = &v[i];
        n_names += p->d.kinds.n + p->d.frameworks.n + p->d.words.names.n;
        n_compared += p->l.n_compared;
        if (p->status != 0 || !p->part.is_whole || (i > 0 && !p->sheet.usable))
            return false;
    }
    return n_names < UINT16_MAX / 2 && n_compared < LOADER_MOST_COMPARED;
}

/* Reads the N parts of V. 1 where they are of no use, 0, or -1 on a fault. */
static int read_pieces(struct loader *l, struct piece *v, size_t n)
{
    workers_run(piece_read, v, n, sizeof *v);
    if (are_whole(l, v, n))
        return join_all(l, v, n);
    for (size_t i = 0; i < n; i++)
        if (v[i].ds.fault != FAULT_NONE)
            return diags_join(l->reading.ds, &v[i].ds, 0);
    return 1;
}

/* The header, which all parts have to know. False where it is not as it should be. */
static bool read_header(const struct loader *l, struct sheet *sheet)
{
    struct diags ds = {0};
    struct reading reading = l->reading;
    const struct reading *own = sheet->reading;
    reading.ds = &ds;
    reading.progress = NULL;
    sheet->reading = &reading;
    bool is_good = sheet_read_header(sheet) == 0 && sheet->usable && ds.n_errors == 0;
    sheet->reading = own;
    diags_release(&ds);
    return is_good;
}

/* Reads SHEET's file in parts. 1 where it is to be read in one, 0, or -1 on a fault. */
static int try_parts(struct loader *l, struct sheet *sheet, int (*finish)(struct loader *l))
{
    struct rows_part parts[WORKERS_LIMIT];
    const struct load_request *rq = l->request;
    size_t n = rq->n_threads > 1
                   ? rows_cut(sheet->path, rq->n_threads, rq->least_part, rq->first_part, parts)
                   : 1;
    if (n == 1 || !read_header(l, sheet))
        return 1;
    struct piece *v = workers_items(n, sizeof *v);
    if (!v)
        return diags_no_memory(l->reading.ds);
    int status = 0;
    for (size_t i = 0; i < n && status == 0; i++) {
        v[i].part = parts[i];
        status = piece_start(&v[i], l, sheet, finish);
    }
    status = status == 0 ? read_pieces(l, v, n) : diags_no_memory(l->reading.ds);
    for (size_t i = 0; i < n; i++)
        piece_release(&v[i]);
    free(v);
    return status;
}

int read_in_parts(struct loader *l, const struct sheet *sheet, int (*finish)(struct loader *l))
{
    struct sheet copy = *sheet;
    int status = try_parts(l, &copy, finish);
    if (status <= 0)
        return status;
    copy = *sheet;
    status = sheet_read(&copy);
    if (status == 0 && finish)
        status = finish(l);
    note_sheet(l, &copy);
    return status;
}
