/* check: what is wrong with the records. */
#include <string.h>

#include "base/number.h"
#include "cmd/cells.h"

struct check_row {
    const char *file, *severity, *code, *message;
    size_t line, column;
};

#define ROW check_row

static const struct column columns[] = {
    {"file", TYPE_TEXT, NULL, "the file", get_text_at, COLUMN_KEY, AT(file)},
    {"line", TYPE_INTEGER, NULL, "the line, from 1", get_count_at, COLUMN_KEY, AT(line)},
    {"column", TYPE_INTEGER, NULL, "the character of the line, from 1", get_count_at, 0,
     AT(column)},
    {"severity", TYPE_TEXT, NULL, "error: nothing is computed from such data; or warning",
     get_text_at, 0, AT(severity)},
    {"code", TYPE_TEXT, NULL, "kind of problem, as in the manual", get_text_at, 0, AT(code)},
    {"message", TYPE_TEXT, NULL, "what was found, and what was expected", get_text_at, COLUMN_WRAP,
     AT(message)},
};

/* A column that no command uses is told only to those who ask. */
static bool is_wanted(const struct session *s, const struct diag *d)
{
    return s->options->verbose || strcmp(d->code, "W-COLUMN") != 0;
}

static size_t count_code(const struct diags *ds, const char *code)
{
    for (size_t i = 0; i < ds->n_counts; i++)
        if (strcmp(ds->counts[i].code, code) == 0)
            return ds->counts[i].n;
    return 0;
}

static void note_counts(const struct session *s, const struct diags *ds, struct document *doc)
{
    char errors[NUMBER_TEXT], warnings[NUMBER_TEXT];
    size_t columns_ignored = count_code(ds, "W-COLUMN");
    size_t n_warnings = ds->n_warnings - (s->options->verbose ? 0 : columns_ignored);
    document_note(doc, "%s error%s, %s warning%s", number_grouped(ds->n_errors, errors),
                  ds->n_errors == 1 ? "" : "s", number_grouped(n_warnings, warnings),
                  n_warnings == 1 ? "" : "s");
    if (columns_ignored > 0 && !s->options->verbose)
        document_note(doc, "%zu column%s not used (check -v lists them)", columns_ignored,
                      columns_ignored == 1 ? "" : "s");
}

/* Where there are more than are shown: than were asked for, or than are kept. */
static void note_rest(const struct session *s, const struct diags *ds, size_t n_shown,
                      size_t n_kept, struct document *doc)
{
    char rest[NUMBER_TEXT], kept[NUMBER_TEXT];
    size_t hidden = s->options->verbose ? 0 : count_code(ds, "W-COLUMN");
    size_t n = ds->n_errors + ds->n_warnings - hidden;
    if (n == n_shown)
        return;
    number_grouped(n - n_shown, rest);
    if (n_shown < n_kept)
        document_note(doc, "%s more row%s (--max-errors)", rest, plural(n - n_shown));
    else
        document_note(
            doc, "%s more, of which nothing is kept: at most %s errors and as many warnings are",
            rest, number_grouped(ds->limit, kept));
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct check_row *rows = arena_alloc(&s->arena, (ds->n + 1) * sizeof *rows);
    size_t n = 0, n_kept = 0;
    (void)memory;
    if (!rows)
        return diags_no_memory(ds);
    size_t most = options_has(s->options, "max-errors") ? (size_t)s->options->max_errors : ds->n;
    for (size_t i = 0; i < ds->n; i++) {
        const struct diag *d = &ds->v[i];
        if (!is_wanted(s, d))
            continue;
        n_kept++;
        if (n < most)
            rows[n++] = (struct check_row){
                d->place.file, d->severity == SEVERITY_ERROR ? "error" : "warning",
                d->code,       d->message,
                d->place.line, d->place.column,
            };
    }
    note_counts(s, ds, doc);
    note_rest(s, ds, n, n_kept, doc);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

const struct command command_check = {
    .name = "check",
    .summary = "Is anything wrong with the records?",
    .row = "problem, in the order of files, lines and columns; the exit code is 1 if one is an "
           "error",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_STUDY | GROUP_OUTPUT | GROUP_MESSAGES,
    .shows_problems = true,
    .operand = OPERAND_DATASET,
    .run = run,
};
