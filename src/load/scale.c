/* --scale: a file of grades (label, rank) in place of Ofsted's. */
#include "loader.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/number.h"

enum { LABEL, RANK, N_FIELDS };

static const struct field_spec fields[N_FIELDS] = {
    [LABEL] = {"label", "grade|word", FIELD_REQUIRED},
    [RANK] = {"rank", NULL, FIELD_REQUIRED},
};

struct scale_words {
    struct loader *loader;
    struct grade_word *v;
    size_t n, cap;
};

static bool has_label(const struct scale_words *words, struct span label)
{
    for (size_t i = 0; i < words->n; i++)
        if (span_matches(span_of(words->v[i].word), label))
            return true;
    return false;
}

static int take(struct sheet *s, const struct row *row)
{
    struct scale_words *words = s->context;
    struct diags *ds = s->reading->ds;
    struct span label, rank = sheet_value(s, row, RANK);
    int64_t value = RANK_NONE;
    if (sheet_required(s, row, LABEL, &label) != 0)
        return -1;
    if (rank.length > 0 && !number_parse_integer(rank, 1, RANK_LIMIT, &value))
        return sheet_problem(s, row, RANK, SEVERITY_ERROR, "E-GRADE", NULL,
                             "rank \"%s\" is not a whole number from 1 to %d, nor empty",
                             quote(rank).text, RANK_LIMIT);
    if (label.length > 0 && span_matches(label, span_of("")) && value != RANK_NONE)
        return sheet_problem(s, row, RANK, SEVERITY_ERROR, "E-GRADE", NULL,
                             "\"%s\" stands for no grade in every scale; its rank must be empty",
                             quote(label).text);
    if (label.length > LABEL_LIMIT)
        return sheet_problem(s, row, LABEL, SEVERITY_ERROR, "E-SIZE", NULL,
                             "the grade is longer than %d bytes", LABEL_LIMIT);
    if (words->n >= SCALE_LIMIT)
        return sheet_problem(s, row, ROW_WHOLE, SEVERITY_ERROR, "E-SIZE", NULL,
                             "more than %d grades", SCALE_LIMIT);
    if (label.length > 0 && has_label(words, label))
        return sheet_problem(s, row, LABEL, SEVERITY_ERROR, "E-DUPLICATE", NULL,
                             "grade \"%s\" stands twice", quote(label).text);
    if (s->record_is_bad)
        return 0;
    const char *word = arena_copy(&words->loader->d->arena, label);
    if (!word || ARRAY_ROOM(words) != 0)
        return diags_no_memory(ds);
    words->v[words->n++] = (struct grade_word){word, (int)value};
    return 0;
}

/* Moves the words into the dataset. */
static int keep(struct loader *l, const struct scale_words *words)
{
    struct grade_word *kept = arena_alloc(&l->d->arena, (words->n + 1) * sizeof *kept);
    if (!kept)
        return diags_no_memory(l->reading.ds);
    for (size_t i = 0; i < words->n; i++)
        kept[i] = words->v[i];
    l->d->scale = (struct scale){kept, words->n};
    return 0;
}

int read_scale(struct loader *l)
{
    const struct part *part = &l->request->scale;
    l->d->scale = scale_ofsted();
    if (!part->path)
        return 0;
    struct scale_words words = {.loader = l};
    struct sheet sheet = {.path = part->path,
                          .name = part->name,
                          .specs = fields,
                          .n_specs = N_FIELDS,
                          .take = take,
                          .context = &words,
                          .reading = &l->reading};
    int status = sheet_read(&sheet);
    if (status == 0)
        status = keep(l, &words);
    free(words.v);
    note_sheet(l, &sheet);
    l->scale_is_bad = !sheet.usable || sheet.n_bad > 0;
    l->d->is_unusable = l->d->is_unusable || l->scale_is_bad;
    return status;
}
