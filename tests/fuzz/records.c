#include "records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "base/utf8.h"
#include "cmd/save.h"
#include "study/history.h"

static void check_name(const char *name)
{
    struct span s = span_of(name);
    HOLDS(utf8_valid_prefix(s) == s.length);
}

static void check_councils(const struct dataset *d)
{
    size_t n = dataset_n_councils(d);
    size_t *rank = calloc(n + 1, sizeof *rank);
    HOLDS(rank);
    for (size_t i = 0; i < n; i++) {
        rank[dataset_by_descent(d, i)] = i + 1;
        check_name(d->councils[i].name);
        HOLDS(i == 0 || strcmp(d->councils[i - 1].name, d->councils[i].name) < 0);
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct council *c = &d->councils[i];
        HOLDS(rank[i] > 0);
        const struct council_details *more = council_more(c);
        for (uint32_t k = 0; k < more->n_predecessors; k++)
            HOLDS(more->predecessors[k] < n && rank[more->predecessors[k]] < rank[i]);
        HOLDS(!date_is_known(c->opened) || !date_is_known(c->closed) ||
              date_first_day(c->opened) <= date_last_day(c->closed));
    }
    free(rank);
}

static void check_judgements(const struct dataset *d, uint32_t council)
{
    const struct council *c = &d->councils[council];
    struct judgement last = {0};
    HOLDS((size_t)c->judgements + c->n_judgements <= d->judgements.n);
    for (uint32_t i = 0; i < c->n_judgements; i++) {
        const struct judgement kept = judgement_at(d, c->judgements + i), *j = &kept;
        HOLDS(j->council == council && j->kind < d->kinds.n && j->word < d->words.names.n);
        HOLDS(date_is_known(j->inspected) || date_is_known(j->published));
        const struct grade_word *word = scale_find(&d->scale, span_of(judgement_word(d, j)));
        HOLDS(word && word->rank == judgement_rank(d, j));
        int order = i == 0 ? -1 : judgement_order(&last, j);
        HOLDS(order <= 0 &&
              (order < 0 || last.file < j->file || (last.file == j->file && last.line <= j->line)));
        HOLDS(order < 0 || last.kind != j->kind);
        last = kept;
        check_name(judgement_source(d, j));
    }
}

static void check_spells(const struct dataset *d, uint32_t council)
{
    const struct council *c = &d->councils[council];
    struct spell last = {0};
    HOLDS((size_t)c->spells + c->n_spells <= d->spells.n);
    for (uint32_t i = 0; i < c->n_spells; i++) {
        const struct spell kept = spell_at(d, c->spells + i), *s = &kept, *before = &last;
        HOLDS(s->council == council && s->model >= 0 && s->model < d->models.n);
        HOLDS(!date_is_known(s->start) || !date_is_known(s->end) ||
              date_first_day(s->start) <= date_last_day(s->end));
        HOLDS(i == 0 || !date_is_known(before->start) || date_is_known(s->start));
        HOLDS(i == 0 || before->start.packed != s->start.packed || before->line <= s->line);
        last = kept;
    }
}

void fuzz_check_dataset(const struct dataset *d)
{
    check_councils(d);
    for (uint32_t i = 0; i < dataset_n_councils(d); i++) {
        check_judgements(d, i);
        check_spells(d, i);
    }
}

static const char *const saved_name[] = {"councils.csv", "ratings.csv", "models.csv"};
enum { SAVED = sizeof saved_name / sizeof saved_name[0] };

/* Files as they were saved. */
struct saved {
    struct text v[SAVED];
    bool is_there[SAVED];
};

static void read_file(const char *path, struct text *t)
{
    char block[4096];
    size_t n;
    FILE *file = fopen(path, "r");
    while (file && (n = fread(block, 1, sizeof block, file)) > 0)
        text_add(t, (struct span){block, n});
    if (file)
        fclose(file);
}

/* Saves D, takes up the files, and removes them. */
static void save(const struct dataset *d, struct saved *saved)
{
    char folder[96], path[128];
    size_t counts[RECORDS];
    struct diags ds = {0};
    fuzz_path("saved", folder);
    HOLDS(dataset_save(d, folder, NULL, counts, &ds) == 0);
    for (int i = 0; i < SAVED; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, saved_name[i]);
        read_file(path, &saved->v[i]);
        saved->is_there[i] = unlink(path) == 0;
        HOLDS(!text_failed(&saved->v[i]));
    }
    HOLDS(rmdir(folder) == 0); /* nothing else is left */
    diags_release(&ds);
}

static void saved_release(struct saved *saved)
{
    for (int i = 0; i < SAVED; i++)
        text_release(&saved->v[i]);
}

static struct part part_of(struct saved *saved, int i)
{
    if (!saved->is_there[i])
        return (struct part){0};
    return (struct part){fuzz_file(PARTS + i, text_span(&saved->v[i])), saved_name[i]};
}

static void print_problems(const struct diags *ds, const struct saved *saved)
{
    for (size_t i = 0; i < ds->n; i++)
        fuzz_say("%s:%u: %s\n", ds->v[i].place.file, ds->v[i].place.line, ds->v[i].message);
    for (int i = 0; ds->n > 0 && i < SAVED; i++)
        fuzz_say("%s:\n%s", saved_name[i], text_string(&saved->v[i]));
}

/* How histories of D are read, whatever the names of its judgements. */
static struct rules rules_of(struct dataset *d, const struct load_request *rq)
{
    uint32_t kind;
    bool is_there = intern_find(&d->kinds, span_of("overall"), &kind);
    return (struct rules){.basis = rq->by_published ? BASIS_PUBLISHED : BASIS_INSPECTED,
                          .placing = rq->placing,
                          .kinds = {is_there ? (int)kind : -1},
                          .n_kinds = 1,
                          .as_of = d->latest_day,
                          .has_records = d->latest_day != DAY_FIRST,
                          .from = DAY_FIRST,
                          .to = DAY_LAST,
                          .uncovered = rules_uncovered_model(d, UNCOVERED_DEFAULT),
                          .lineage = true,
                          .origin_rank = scale_lowest(&d->scale)};
}

/* Whether two records say the same. */
static bool is_same(enum record record, const struct dataset *d, uint32_t number,
                    const struct dataset *e, uint32_t other)
{
    const struct record_at a = {d, record, number}, b = {e, record, other};
    for (size_t i = 0; i < record_fields[record].n; i++)
        if (!field_is_same(&record_fields[record].v[i], a, b))
            return false;
    return true;
}

/* What two datasets tell of a council: the same inspections in the same order, the same periods. */
static void check_history(const struct history *h, const struct dataset *d, const struct history *k,
                          const struct dataset *e)
{
    HOLDS(h->n == k->n && h->n_periods == k->n_periods);
    for (size_t i = 0; i < h->n; i++) {
        const struct inspection *x = &h->inspections[i], *y = &k->inspections[i];
        HOLDS(x->day == y->day && x->rank == y->rank && x->date.packed == y->date.packed);
        HOLDS(is_same(RECORD_RATING, d, x->judgement, e, y->judgement));
    }
    for (size_t i = 0; i < h->n_periods; i++) {
        const struct period *x = &h->periods[i], *y = &k->periods[i];
        HOLDS(x->start == y->start && x->end == y->end && x->model == y->model);
        HOLDS((x->spell == NO_SPELL) == (y->spell == NO_SPELL));
        HOLDS(x->spell == NO_SPELL || is_same(RECORD_SPELL, d, x->spell, e, y->spell));
    }
}

/* E, loaded from what was saved of D, says the same of each council that it has. Dates of repeated
 * records, which are not saved, count in D's latest day. */
static void check_same(struct dataset *d, struct dataset *e, const struct load_request *rq)
{
    const struct rules rules = rules_of(d, rq);
    struct rules again = rules_of(e, rq);
    again.as_of = rules.as_of;
    struct history h = {0}, k = {0};
    HOLDS(d->judgements.n == e->judgements.n && d->spells.n == e->spells.n);
    HOLDS(d->latest_day >= e->latest_day);
    for (uint32_t i = 0; i < dataset_n_councils(e); i++) {
        uint32_t number;
        HOLDS(dataset_find_name(d, span_of(e->councils[i].name), &number));
        HOLDS(is_same(RECORD_COUNCIL, d, number, e, i));
        HOLDS(history_build(&h, d, &rules, number) == 0 && history_build(&k, e, &again, i) == 0);
        check_history(&h, d, &k, e);
    }
    history_release(&h);
    history_release(&k);
}

void fuzz_check_saved(struct dataset *d, const struct load_request *request)
{
    struct saved first = {0}, second = {0};
    struct dataset again = {0};
    struct diags ds = {0};
    struct load_request rq = *request;
    save(d, &first);
    rq.flat = false;
    rq.order = DATE_ISO_ONLY;
    rq.councils = part_of(&first, 0);
    rq.ratings = part_of(&first, 1);
    rq.models = part_of(&first, 2);
    HOLDS(load_dataset(&rq, &again, &ds) == 0);
    print_problems(&ds, &first);
    HOLDS(ds.n_errors == 0);
    check_same(d, &again, request);
    save(&again, &second);
    for (int i = 0; i < SAVED; i++)
        HOLDS(span_equals(text_span(&first.v[i]), text_span(&second.v[i])));
    saved_release(&first);
    saved_release(&second);
    dataset_release(&again);
    diags_release(&ds);
}

static struct part part_from(const struct fuzz_records *r, enum fuzz_part part,
                             struct fuzz_source *source)
{
    static const char *const names[PARTS] = {"scale.csv", "councils.csv", "ratings.csv",
                                             "models.csv"};
    *source = (struct fuzz_source){names[part], r->parts[part]};
    if (!r->parts[part].text)
        return (struct part){0};
    return (struct part){fuzz_file(part, r->parts[part]), names[part]};
}

void fuzz_records(const struct fuzz_records *r)
{
    struct fuzz_source sources[PARTS];
    struct dataset d = {0};
    struct diags ds = {.lists_warnings = true};
    struct load_request rq = {.order = (enum date_order)(r->choice % 3),
                              .placing = (enum date_placing)(r->choice / 3 % 3),
                              .by_published = r->choice / 9 % 2,
                              .has_as_of = r->choice / 18 % 2,
                              .as_of = 17000,
                              .flat = r->is_flat};
    rq.scale = part_from(r, PART_SCALE, &sources[PART_SCALE]);
    rq.councils = part_from(r, PART_COUNCILS, &sources[PART_COUNCILS]);
    rq.ratings = part_from(r, PART_RATINGS, &sources[PART_RATINGS]);
    rq.models = part_from(r, PART_MODELS, &sources[PART_MODELS]);
    HOLDS(load_dataset(&rq, &d, &ds) == 0 && ds.fault == FAULT_NONE);
    fuzz_check_problems(&ds, sources, PARTS);
    HOLDS(!d.is_unusable || ds.n_errors > 0);
    if (!d.is_unusable)
        fuzz_check_dataset(&d);
    if (ds.n_errors == 0)
        fuzz_check_saved(&d, &rq);
    dataset_release(&d);
    diags_release(&ds);
}
