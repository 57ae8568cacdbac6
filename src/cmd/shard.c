/* shard: a dataset cut into parts that can be worked on apart. */
#include <string.h>

#include "base/number.h"
#include "cmd/cells.h"
#include "cmd/save.h"
#include "study/families.h"

enum { MOST_SHARDS = 1000 };

struct shard_row {
    const char *name, *folder;
    size_t number, councils, ratings, spells;
};

#define ROW shard_row

static const struct column columns[] = {
    {"shard", TYPE_INTEGER, NULL, "its number, from 1", get_count_at, COLUMN_KEY, AT(number)},
    {"folder", TYPE_TEXT, NULL, "its folder, a dataset", get_text_at, 0, AT(folder)},
    {"councils", TYPE_INTEGER, NULL, "councils in it, each with its predecessors and successors",
     get_count_at, 0, AT(councils)},
    {"ratings", TYPE_INTEGER, NULL, "judgements in its ratings.csv", get_count_at, 0, AT(ratings)},
    {"spells", TYPE_INTEGER, NULL, "spells in its models.csv", get_count_at, 0, AT(spells)},
};

struct sharding {
    struct families families;
    uint32_t *shard_of; /* by council */
    struct shard_row *rows;
    size_t n;
};

/* The first operand. A usage fault where it is no number of shards. 0 or -1. */
static int read_number(const struct options *o, size_t *n, struct diags *ds)
{
    int64_t number;
    const char *value = o->operands.v[0];
    if (!number_parse_integer(span_of(value), 1, MOST_SHARDS, &number))
        return diags_fault(ds, FAULT_USAGE, "shard %s: expected a whole number from 1 to 1,000",
                           value);
    *n = (size_t)number;
    return 0;
}

static int check(const struct options *o, const struct writer *writer, struct diags *ds)
{
    size_t n;
    (void)writer;
    if (read_number(o, &n, ds) != 0)
        return -1;
    return o->output ? 0
                     : diags_fault(ds, FAULT_USAGE, "shard needs -o FOLDER, the folder to write");
}

/* FOLDER without slashes at its end, and the shard's name behind one. */
static const char *name_folder(struct session *s, const char *name)
{
    const char *folder = s->options->output;
    struct text t = {0};
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    text_addf(&t, "%.*s/%s", (int)n, folder, name);
    return text_keep(&t, &s->arena);
}

/* Names are of one width, so that they sort as numbers do. */
static int name_rows(struct session *s, struct sharding *h)
{
    int width = h->n > 999 ? 4 : h->n > 99 ? 3 : h->n > 9 ? 2 : 1;
    for (size_t i = 0; i < h->n; i++) {
        struct text t = {0};
        text_addf(&t, "%0*zu", width, i + 1);
        h->rows[i].number = i + 1;
        h->rows[i].name = text_keep(&t, &s->arena);
        h->rows[i].folder = h->rows[i].name ? name_folder(s, h->rows[i].name) : NULL;
        if (!h->rows[i].folder)
            return -1;
    }
    return 0;
}

static void count_rows(const struct dataset *d, struct sharding *h)
{
    for (size_t i = 0; i < dataset_n_councils(d); i++) {
        struct shard_row *row = &h->rows[h->shard_of[i]];
        row->councils++;
        row->ratings += d->councils[i].n_judgements;
        row->spells += d->councils[i].n_spells;
    }
}

/* Whether some shard has none of the spells that there are. */
static bool lacks_spells(const struct session *s, const struct sharding *h)
{
    bool lacks = false;
    for (size_t i = 0; i < h->n; i++)
        lacks = lacks || h->rows[i].spells == 0;
    return lacks && s->dataset.spells.n > 0;
}

/* What a shard alone could not know: the as-of date and, of data with spells, the model of the days
 * that none covers. */
static void note_options(const struct session *s, const struct sharding *h, struct document *doc)
{
    const struct options *o = s->options;
    const struct rules *r = &s->study.rules;
    bool lacks = lacks_spells(s, h);
    struct text t = {0};
    char day[DATE_TEXT];
    if (r->has_records)
        text_addf(&t, " --as-of %s", date_text(date_of_day(r->as_of), day));
    text_add_string(&t, lacks ? " --uncovered in-house" : "");
    text_add_string(&t, o->scale ? " --scale (as here)" : "");
    text_add_string(&t, o->extra_models.n > 0 ? " --extra-model (as here)" : "");
    if (t.n > 0)
        document_note(doc, "give each shard%s", text_string(&t));
    if (r->has_records)
        document_note(doc, "without --as-of a shard would take its own latest day%s",
                      lacks ? "; one without a spell would take the models to be unknown" : "");
    doc->failed = doc->failed || text_failed(&t);
    text_release(&t);
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct sharding *h = memory;
    const struct dataset *d = &s->dataset;
    if (read_number(s->options, &h->n, ds) != 0)
        return -1;
    h->rows = arena_alloc(&s->arena, h->n * sizeof *h->rows);
    h->shard_of = arena_alloc(&s->arena, (dataset_n_councils(d) + 1) * sizeof *h->shard_of);
    if (!h->rows || !h->shard_of || families_find(d, &h->families) != 0 ||
        families_deal(d, &h->families, h->n, h->shard_of) != 0 || name_rows(s, h) != 0)
        return diags_no_memory(ds);
    count_rows(d, h);
    session_note_dataset(doc, "data", d);
    session_note_problems(s, doc, ds);
    document_note(doc,
                  "%zu famil%s of councils (a council with its predecessors and successors), "
                  "each whole in one shard",
                  h->families.n, h->families.n == 1 ? "y" : "ies");
    note_options(s, h, doc);
    return session_table(s, doc, h->rows, h->n, sizeof *h->rows, ds);
}

static int commit(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    const struct sharding *h = memory;
    const char **names = arena_alloc(&s->arena, h->n * sizeof *names);
    (void)doc;
    if (!names)
        return diags_no_memory(ds);
    for (size_t i = 0; i < h->n; i++)
        names[i] = h->rows[i].name;
    const struct shards shards = {names, h->n, h->shard_of};
    return dataset_save_shards(&s->dataset, s->options->output, &shards, s->progress, ds);
}

static void release(void *memory)
{
    families_release(&((struct sharding *)memory)->families);
}

const struct command command_shard = {
    .name = "shard",
    .summary = "Into which parts does a dataset fall that can be worked on apart?",
    .row = "shard; families of councils stay whole, and go, by name, each to the shard with the "
           "fewest ratings so far",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_AS_OF | GROUP_OUTPUT | GROUP_MESSAGES,
    .writes_folder = true,
    .operand = OPERAND_NUMBER_DATASET,
    .state_size = sizeof(struct sharding),
    .release = release,
    .check = check,
    .run = run,
    .commit = commit,
};
