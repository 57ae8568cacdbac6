#include "cmd/save.h"

#include <stdlib.h>

#include "cmd/cells.h"
#include "out/folder.h"

/* The context of all getters is the dataset. */
static struct cell get_council_name(const void *context, const void *row,
                                    const struct column *column)
{
    const struct dataset *d = context;
    (void)column;
    return cell_text(d->councils[*(const uint32_t *)row].name);
}

/* --- ratings.csv: rows are judgements, which begin with the number of their council */

static struct cell get_framework(const void *context, const void *row, const struct column *column)
{
    const struct dataset *d = context;
    const struct judgement *j = row;
    (void)column;
    return cell_text(intern_text(&d->frameworks, j->framework));
}

static struct cell get_kind(const void *context, const void *row, const struct column *column)
{
    const struct dataset *d = context;
    const struct judgement *j = row;
    (void)column;
    return cell_text(intern_text(&d->kinds, j->kind));
}

static struct cell get_word(const void *context, const void *row, const struct column *column)
{
    (void)column;
    return cell_text(judgement_word(context, row));
}

static struct cell get_source(const void *context, const void *row, const struct column *column)
{
    (void)column;
    return cell_text(judgement_source(context, row));
}

#define ROW judgement

static const struct column rating_columns[] = {
    {"council", TYPE_TEXT, NULL, "", get_council_name, 0, 0},
    {"framework", TYPE_TEXT, NULL, "", get_framework, 0, 0},
    {"inspected", TYPE_DATE, NULL, "", get_date_at, 0, AT(inspected)},
    {"ended", TYPE_DATE, NULL, "", get_date_at, 0, AT(ended)},
    {"published", TYPE_DATE, NULL, "", get_date_at, 0, AT(published)},
    {"judgement", TYPE_TEXT, NULL, "", get_kind, 0, 0},
    {"grade", TYPE_TEXT, NULL, "", get_word, 0, 0},
    {"source", TYPE_TEXT, NULL, "", get_source, 0, 0},
};

/* --- models.csv: rows are spells, which begin with the number of their council */

static struct cell get_spell_model(const void *context, const void *row,
                                   const struct column *column)
{
    const struct dataset *d = context;
    const struct spell *spell = row;
    (void)column;
    return cell_text(d->models.name[spell->model]);
}

static struct cell get_trigger(const void *context, const void *row, const struct column *column)
{
    const struct spell *spell = row;
    (void)context, (void)column;
    return cell_text(trigger_name[spell->trigger]);
}

static struct cell get_scope(const void *context, const void *row, const struct column *column)
{
    const struct spell *spell = row;
    (void)context, (void)column;
    return cell_text(scope_name[spell->scope]);
}

#undef ROW
#define ROW spell

static const struct column spell_columns[] = {
    {"council", TYPE_TEXT, NULL, "", get_council_name, 0, 0},
    {"model", TYPE_TEXT, NULL, "", get_spell_model, 0, 0},
    {"provider", TYPE_TEXT, NULL, "", get_text_at, 0, AT(provider)},
    {"start", TYPE_DATE, NULL, "", get_date_at, 0, AT(start)},
    {"end", TYPE_DATE, NULL, "", get_date_at, 0, AT(end)},
    {"trigger", TYPE_TEXT, NULL, "", get_trigger, 0, 0},
    {"directed", TYPE_DATE, NULL, "", get_date_at, 0, AT(directed)},
    {"scope", TYPE_TEXT, NULL, "", get_scope, 0, 0},
    {"source", TYPE_TEXT, NULL, "", get_text_at, 0, AT(source)},
    {"note", TYPE_TEXT, NULL, "", get_text_at, 0, AT(note)},
};

/* --- councils.csv */

struct council_row {
    uint32_t number;
    const char *code, *urn, *region, *type, *aliases, *predecessors;
    struct date opened, closed;
};

#undef ROW
#define ROW council_row

static const struct column council_columns[] = {
    {"council", TYPE_TEXT, NULL, "", get_council_name, 0, 0},
    {"code", TYPE_TEXT, NULL, "", get_text_at, 0, AT(code)},
    {"urn", TYPE_TEXT, NULL, "", get_text_at, 0, AT(urn)},
    {"region", TYPE_TEXT, NULL, "", get_text_at, 0, AT(region)},
    {"type", TYPE_TEXT, NULL, "", get_text_at, 0, AT(type)},
    {"opened", TYPE_DATE, NULL, "", get_date_at, 0, AT(opened)},
    {"closed", TYPE_DATE, NULL, "", get_date_at, 0, AT(closed)},
    {"predecessors", TYPE_TEXT, NULL, "", get_text_at, 0, AT(predecessors)},
    {"aliases", TYPE_TEXT, NULL, "", get_text_at, 0, AT(aliases)},
};

/* All that is written, in memory of its own. */
struct saving {
    const struct dataset *d;
    struct arena arena;
    struct judgement *judgements;
    struct spell *spells;
    struct council_row *councils;
    bool *is_named; /* by council */
    struct saved n;
};

/* Councils that records name, and those from which they come. */
static void mark_named(struct saving *s)
{
    const struct dataset *d = s->d;
    for (size_t i = dataset_n_councils(d); i-- > 0;) {
        uint32_t number = d->by_descent[i]; /* successors come before their predecessors */
        const struct council *c = &d->councils[number];
        bool named = s->is_named[number] || c->n_judgements > 0 || c->n_spells > 0;
        s->is_named[number] = named;
        for (uint32_t k = 0; named && k < c->n_predecessors; k++)
            s->is_named[c->predecessors[k]] = true;
    }
}

/* The names of the predecessors with ';' between; NULL when there is no memory. */
static const char *predecessors_text(struct saving *s, const struct council *c)
{
    struct text t = {0};
    for (uint32_t k = 0; k < c->n_predecessors; k++)
        text_addf(&t, "%s%s", k ? ";" : "", s->d->councils[c->predecessors[k]].name);
    return text_keep(&t, &s->arena);
}

static int add_council(struct saving *s, uint32_t number)
{
    const struct council *c = &s->d->councils[number];
    const char *predecessors = predecessors_text(s, c);
    s->councils[s->n.councils++] = (struct council_row){
        .number = number,
        .code = c->code,
        .urn = c->urn,
        .region = c->region,
        .type = c->type,
        .aliases = c->aliases,
        .predecessors = predecessors,
        .opened = c->opened,
        .closed = c->closed,
    };
    for (uint32_t i = 0; i < c->n_judgements; i++)
        s->judgements[s->n.judgements++] = s->d->judgements[c->judgements + i];
    for (uint32_t i = 0; i < c->n_spells; i++)
        s->spells[s->n.spells++] = s->d->spells[c->spells + i];
    return predecessors ? 0 : -1;
}

/* The records in the order of the names of their councils. */
static int gather(struct saving *s)
{
    const struct dataset *d = s->d;
    size_t n = dataset_n_councils(d);
    s->is_named = arena_alloc(&s->arena, (n + 1) * sizeof *s->is_named);
    s->councils = arena_alloc(&s->arena, (n + 1) * sizeof *s->councils);
    s->judgements = arena_alloc(&s->arena, (d->n_judgements + 1) * sizeof *s->judgements);
    s->spells = arena_alloc(&s->arena, (d->n_spells + 1) * sizeof *s->spells);
    if (!s->is_named || !s->councils || !s->judgements || !s->spells)
        return -1;
    mark_named(s);
    for (size_t i = 0; i < n; i++)
        if (s->is_named[d->by_name[i]] && add_council(s, d->by_name[i]) != 0)
            return -1;
    return 0;
}

int dataset_save(const struct dataset *d, const char *folder, struct saved *saved, struct diags *ds)
{
    struct saving s = {.d = d};
    int status = gather(&s) == 0 ? 0 : diags_no_memory(ds);
#define TABLE(columns, rows, n)                                                                    \
    {                                                                                              \
        columns, N_ROWS(columns), rows, n, sizeof *(rows), d                                       \
    }
    const struct folder_file files[] = {
        {"models.csv", TABLE(spell_columns, s.spells, s.n.spells), true},
        {"councils.csv", TABLE(council_columns, s.councils, s.n.councils), false},
        {"ratings.csv", TABLE(rating_columns, s.judgements, s.n.judgements), false},
    };
    if (status == 0)
        status = folder_write(folder, files, N_ROWS(files), ds);
    *saved = s.n;
    arena_release(&s.arena);
    return status;
}
