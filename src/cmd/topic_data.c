/* What the program reads: the files, their columns, and the words in them. */
#include <string.h>

#include "cmd/cells.h"
#include "cmd/topic.h"
#include "load/sheet.h"

struct meaning {
    const char *column, *text;
};

static const struct meaning of_ratings[] = {
    {"council", "which council"},
    {"grade", "the grade, a word"},
    {"inspected", "first day on site; this or published is required"},
    {"published", "day of publication"},
    {"ended", "last day on site"},
    {"judgement", "which judgement of the inspection; empty: overall"},
    {"framework", "which inspection framework; with council and first day, or without one day of "
                  "publication, it tells inspections apart"},
    {"source", "where it is from, as written"},
    {"model", "of flat files: who delivers from this inspection on, until the council's next row "
              "that names another"},
    {"provider", "of flat files: the provider's name"},
};

static const struct meaning of_councils[] = {
    {"council", "the name that ratings.csv and models.csv have"},
    {"code", "ONS's code; -C knows councils by it, too"},
    {"urn", "Ofsted's number"},
    {"region", "as written"},
    {"type", "as written"},
    {"opened", "first day of its life"},
    {"closed", "the day after its last"},
    {"predecessors", "councils that it succeeded, ; between; needs opened"},
    {"aliases", "other names, ; between, by which import knows it"},
};

static const struct meaning of_spells[] = {
    {"council", "which council"},
    {"model", "the delivery model"},
    {"start", "first day; empty: since ever"},
    {"end", "day on which it had ended (the last, or that of the changeover); empty: runs on"},
    {"provider", "who provides the services"},
    {"trigger", "directed, voluntary, contract-end, reorganisation or returned"},
    {"directed", "date of the statutory direction"},
    {"scope", "full, or boundary: arguably not the model"},
    {"source", "where it is from, as written"},
    {"note", "as written"},
};

/* The I-th of the N columns SPECS, with its meaning among the N_MEANINGS of MEANINGS. */
static bool list_columns(size_t i, const struct field_spec *specs, size_t n,
                         const struct meaning *meanings, size_t n_meanings, struct text *name,
                         struct text *meaning)
{
    if (i >= n)
        return false;
    text_add_string(name, specs[i].name);
    text_add_string(meaning, specs[i].need == FIELD_REQUIRED ? "required: " : "");
    for (size_t k = 0; k < n_meanings; k++)
        if (strcmp(meanings[k].column, specs[i].name) == 0)
            text_add_string(meaning, meanings[k].text);
    struct span list = span_of(specs[i].aliases), alias;
    for (int k = 0; span_next(&list, '|', &alias); k++)
        text_addf(meaning, "%s%.*s", k ? ", " : "; also ", (int)alias.length, alias.text);
    return true;
}

static bool list_ratings(size_t i, struct text *name, struct text *meaning)
{
    size_t n;
    const struct field_spec *specs = rating_columns(&n);
    return list_columns(i, specs, n, of_ratings, N_ROWS(of_ratings), name, meaning);
}

static bool list_councils(size_t i, struct text *name, struct text *meaning)
{
    size_t n;
    const struct field_spec *specs = council_columns(&n);
    return list_columns(i, specs, n, of_councils, N_ROWS(of_councils), name, meaning);
}

static bool list_spells(size_t i, struct text *name, struct text *meaning)
{
    size_t n;
    const struct field_spec *specs = spell_columns(&n);
    return list_columns(i, specs, n, of_spells, N_ROWS(of_spells), name, meaning);
}

/* The words of a rank but for LABEL, each behind BEFORE at first, then a comma. */
static void add_words(const struct scale *scale, int rank, const char *label, const char *before,
                      struct text *t)
{
    for (size_t i = 0; i < scale->n; i++) {
        const char *word = scale->words[i].word;
        if (scale->words[i].rank != rank || (label && strcmp(word, label) == 0))
            continue;
        text_addf(t, "%s%s", before, word);
        before = ", ";
    }
}

/* The best first. */
static bool list_grades(size_t i, struct text *name, struct text *meaning)
{
    const struct scale scale = scale_ofsted();
    int rank = scale_highest(&scale);
    while (i-- > 0 && rank != RANK_NONE)
        rank = scale_next_below(&scale, rank);
    if (rank == RANK_NONE)
        return false;
    const char *label = scale_label(&scale, rank);
    text_add_string(name, label);
    text_addf(meaning, "%d", rank);
    add_words(&scale, rank, label, "; also ", meaning);
    return true;
}

static bool list_no_grades(size_t i, struct text *name, struct text *meaning)
{
    const struct scale scale = scale_ofsted();
    text_add_string(name, "no grade");
    text_add_string(meaning, "kept, counted, never ranked: ");
    add_words(&scale, RANK_NONE, NULL, "", meaning);
    text_add_string(meaning, ", - and nothing");
    return i == 0;
}

static bool list_models(size_t i, struct text *name, struct text *meaning)
{
    const struct model_list models = model_list_standard();
    int model = (int)i + 1;
    if (model >= models.n)
        return false;
    struct span list = span_of(model_aliases(model)), alias;
    text_add_string(name, models.name[model]);
    for (int k = 0; span_next(&list, '|', &alias); k++)
        text_addf(meaning, "%s%.*s", k ? ", " : "also ", (int)alias.length, alias.text);
    return true;
}

static const struct topic_part parts[] = {
    {.text = "A dataset is a folder with ratings.csv and, if present, councils.csv and "
             "models.csv; or one flat file, ratings with the model in a column; or - for "
             "that on standard input. --ratings, --models and --councils name one file "
             "each. Where none of these is given, the bundled records of England's councils "
             "are read, or what TURNAROUND_DATA names. Each file may be compressed by gzip "
             "or zstd; in a folder, ratings.csv.gz or ratings.csv.zst then stands in for "
             "ratings.csv, and so on."},
    {.text = "Files are UTF-8 CSV as RFC 4180 has it, strictly; a byte-order mark and either "
             "kind of line end will do. Columns stand in any order, and further ones are "
             "ignored (check -v lists them). Names of columns, grades and models are "
             "matched without regard to case, blanks, _ and -."},
    {.heading = "ratings.csv, a row per judgement of one inspection"},
    {.list = list_ratings},
    {.heading = "models.csv, a row per spell of a delivery model"},
    {.list = list_spells},
    {.heading = "councils.csv, a row per council; without it, those that the ratings name"},
    {.list = list_councils},
    {.heading = "grades, with their ranks; --scale FILE (label,rank) has others in their stead"},
    {.list = list_grades},
    {.list = list_no_grades},
    {.heading = "models; --extra-model NAME admits one more"},
    {.list = list_models},
    {.text = "turnaround check tells what is wrong with a dataset; turnaround import makes "
             "one of files of other forms."},
    {0},
};

const struct topic topic_data = {
    .name = "data",
    .summary = "the files that are read, their columns, grades and models",
    .parts = parts,
};
