/* ofsted-outcomes: the sheet of inspections in Ofsted's 'Local authority inspection outcomes',
 * saved as CSV: titles above the header, one row per inspection. */
#include "importer.h"

#include <string.h>

enum { OVERALL = IMPORT_GRADES, LEADERS, HELP_PROTECTION, CARE, IN_CARE, CARE_LEAVERS, N_FIELDS };

static const struct field_spec specs[N_FIELDS] = {
    [RATING_COUNCIL] = {"local authority name", "local authority|la name", FIELD_REQUIRED},
    [RATING_INSPECTED] = {"inspection date",
                          "inspection start date|start date of inspection|start date|date of "
                          "inspection",
                          FIELD_EITHER},
    [RATING_PUBLISHED] = {"publication date", "date published|published|report publication date",
                          FIELD_EITHER},
    [RATING_ENDED] = {"inspection end date", "end date of inspection|end date", FIELD_OPTIONAL},
    [RATING_FRAMEWORK] = {"inspection type", "type of inspection|event type", FIELD_OPTIONAL},
    [RATING_SOURCE] = {"web link", "report link|link|url", FIELD_OPTIONAL},
    [IMPORT_CODE] = {"local authority area code",
                     "area code|la code|local authority code|ons code|gss code", FIELD_REQUIRED},
    [OVERALL] = {"overall effectiveness", "overall effectiveness grade|overall", FIELD_OPTIONAL},
    [LEADERS] = {"leaders", NULL, FIELD_OPTIONAL},
    [HELP_PROTECTION] = {"help and protection", NULL, FIELD_OPTIONAL},
    [CARE] = {"care", NULL, FIELD_OPTIONAL},
    [IN_CARE] = {"in care", NULL, FIELD_OPTIONAL},
    [CARE_LEAVERS] = {"care leavers", NULL, FIELD_OPTIONAL},
};

static const struct graded_column graded[] = {
    {OVERALL, "overall"}, {LEADERS, "leaders"}, {HELP_PROTECTION, "help_protection"},
    {CARE, "care"},       {IN_CARE, "in_care"}, {CARE_LEAVERS, "care_leavers"},
};

/* Headings are sentences ("The experiences and progress of children in care"): the words that tell
 * them apart, first come first. */
static const struct {
    int field;
    const char *words[2]; /* both must be there; NULL: one is enough */
} headings[] = {
    {LEADERS, {"leaders", NULL}},           {HELP_PROTECTION, {"help", "protection"}},
    {CARE, {"in care", "care leavers"}},    {CARE, {"looked after", "care leavers"}},
    {IN_CARE, {"in care", NULL}},           {IN_CARE, {"looked after", NULL}},
    {CARE_LEAVERS, {"care leavers", NULL}},
};

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Whether WORDS stand in TEXT, not as a part of longer words. */
static bool has_word(const char *text, const char *words)
{
    for (const char *at = text; (at = strstr(at, words)) != NULL; at++)
        if ((at == text || !is_letter(at[-1])) && !is_letter(at[strlen(words)]))
            return true;
    return false;
}

/* In lower case, with one blank for what parts words, line ends among it. */
static bool has_words(struct span heading, const char *const words[2])
{
    char folded[256];
    size_t n = 0;
    for (size_t i = 0; i < heading.length && n < sizeof folded - 1; i++) {
        char c = heading.text[i];
        bool is_gap = c != '\0' && strchr(" \t\r\n_-", c);
        if (!is_gap)
            folded[n++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        else if (n > 0 && folded[n - 1] != ' ')
            folded[n++] = ' ';
    }
    folded[n] = '\0';
    return has_word(folded, words[0]) && (!words[1] || has_word(folded, words[1]));
}

/* The judgement that a heading tells; -1: none. What is said about one is not its grade. */
static int heading_field(struct span heading)
{
    static const char *const about[][2] = {
        {"previous", NULL}, {"prior", NULL}, {"last", NULL},  {"change", NULL},
        {"number", NULL},   {"date", NULL},  {"notes", NULL},
    };
    for (size_t i = 0; i < sizeof about / sizeof about[0]; i++)
        if (has_words(heading, about[i]))
            return -1;
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        if (has_words(heading, headings[i].words))
            return headings[i].field;
    return -1;
}

/* An overall grade, or several of its parts: less could be anybody's sheet. */
static bool has_grades(const struct row *row)
{
    int n = 0;
    for (size_t i = 0; i < row->n; i++)
        n += heading_field(row->v[i]) >= 0;
    return n > 1 || sheet_find_column(row, &specs[OVERALL]) >= 0;
}

static void find_columns(struct sheet *s, const struct row *row)
{
    for (int column = 0; column < (int)row->n; column++) {
        int field = sheet_uses(s, column) ? -1 : heading_field(row->v[column]);
        if (field >= 0 && s->column[field] < 0)
            s->column[field] = column;
    }
}

/* "ILACS standard inspection" and the like. */
static struct span framework(struct span written)
{
    static const char *const standard[2] = {"standard", NULL}, *const small[2] = {"short", NULL};
    if (has_words(written, standard))
        return span_of("ILACS-standard");
    return has_words(written, small) ? span_of("ILACS-short") : written;
}

const struct importer importer_ofsted_outcomes = {
    .name = "ofsted-outcomes",
    .summary = "the sheet of inspections in Ofsted's 'Local authority inspection outcomes'",
    .specs = specs,
    .n_specs = N_FIELDS,
    .graded = graded,
    .n_graded = sizeof graded / sizeof graded[0],
    .order = DATE_DMY,
    .no_inspection = "not yet inspected",
    .has_grades = has_grades,
    .find_columns = find_columns,
    .framework = framework,
    .add_source = import_ofsted_source,
};
