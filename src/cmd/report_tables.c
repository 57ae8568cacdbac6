/* Every table there is of a dataset: those of all commands that are asked about one, and all
 * councils' stories in one. */
#include <string.h>

#include "cmd/cells.h"
#include "cmd/report.h"

enum { MOST_ROWS = 1000000 }; /* a sheet of a workbook holds hardly more */

/* An event of one council's story, in the answer about it. */
struct event_row {
    const struct enquiry *answer;
    size_t row;
};

static struct cell get_event(const void *context, const void *row, const struct column *column)
{
    const struct event_row *r = row;
    (void)context;
    return table_cell(&r->answer->doc.table, r->answer->view.rows[r->row],
                      r->answer->view.shown[column->which]);
}

/* The columns of the answers' views, got through their rows. */
static struct column *event_columns(struct reporting *r, const struct view *v)
{
    struct column *columns = arena_alloc(&r->session.arena, (v->n_shown + 1) * sizeof *columns);
    for (size_t i = 0; columns && i < v->n_shown; i++) {
        columns[i] = *v->shown[i];
        columns[i].get = get_event;
        columns[i].flags &= ~(unsigned)COLUMN_EXTRA;
        columns[i].which = (int)i;
    }
    return columns;
}

/* The answers from number FIRST on, which are alike, as one table. */
static int join(struct reporting *r, size_t first, struct diags *ds)
{
    size_t n = 0;
    for (size_t i = first; i < r->n_answers; i++)
        n += r->answers[i]->view.n_rows;
    if (n == 0)
        return 0;
    struct event_row *rows = arena_alloc(&r->session.arena, n * sizeof *rows);
    struct column *columns = event_columns(r, &r->answers[first]->view);
    if (!rows || !columns)
        return diags_no_memory(ds);
    struct table table = {.columns = columns,
                          .n_columns = r->answers[first]->view.n_shown,
                          .rows = rows,
                          .row_size = sizeof *rows};
    for (size_t i = first; i < r->n_answers; i++)
        for (size_t row = 0; row < r->answers[i]->view.n_rows; row++)
            rows[table.n_rows++] = (struct event_row){r->answers[i], row};
    return report_own_table(r, "case", "table-case", "What happened in each council, in order?",
                            &table, ds);
}

/* The stories that a report tells, in one table. */
static int add_stories(struct reporting *r, struct diags *ds)
{
    size_t first = r->n_answers;
    struct stories stories = {0};
    int status = stories_find(r, &stories, ds);
    for (size_t i = 0; i < stories.n && status == 0; i++) {
        struct enquiry *e = report_enquiry(r);
        const struct enquiry_request ask = {.command = command_find("case"),
                                            .council = stories.v[i].council,
                                            .columns =
                                                "council,date,event,detail,grade,model,source"};
        status = e ? enquiry_make(e, &r->session, &ask, ds) : diags_no_memory(ds);
    }
    if (status == 0)
        status = join(r, first, ds);
    stories_release(&stories);
    return status;
}

/* TEXT without what stands before the names of the files that it names. */
static const char *without_paths(struct reporting *r, const char *text)
{
    const struct dataset *d = &r->asked->dataset;
    const char *const paths[] = {d->ratings_file, d->models_file, d->councils_file};
    for (size_t i = 0; text && i < N_ROWS(paths); i++) {
        const char *found = paths[i] ? strstr(text, paths[i]) : NULL;
        struct text t = {0};
        if (!found)
            continue;
        text_add(&t, (struct span){text, (size_t)(found - text)});
        text_add(&t, path_last(paths[i]));
        text_add_string(&t, found + strlen(paths[i]));
        text = report_keep(&r->report, &t);
    }
    return text;
}

/* What is wrong with the records, as `check` is to tell it: without a path of this machine. */
static int copy_problems(struct reporting *r, struct diags *to, struct diags *ds)
{
    const struct diags *from = r->problems;
    *to = *from;
    to->arena = (struct arena){0};
    to->v = arena_alloc(&r->session.arena, (from->n + 1) * sizeof *to->v);
    if (!to->v)
        return diags_no_memory(ds);
    for (size_t i = 0; i < from->n; i++) {
        to->v[i] = from->v[i];
        to->v[i].place.file = without_paths(r, from->v[i].place.file);
        to->v[i].message = without_paths(r, from->v[i].message);
    }
    return 0;
}

/* A sheet's name and its title, which tell the forms of one command apart. */
static void add_table(struct reporting *r, const struct enquiry *e, const struct command *c,
                      bool by)
{
    struct text name = {0}, title = {0};
    text_addf(&name, "%s%s%s", c->name, by ? " by " : "", by ? c->by : "");
    text_addf(&title, "%s%s%s%s", c->summary, by ? " By " : "", by ? c->by : "", by ? "." : "");
    report_add(&r->report, (struct block){.kind = BLOCK_TABLE,
                                          .lead = report_keep(&r->report, &name),
                                          .text = report_keep(&r->report, &title),
                                          .view = &e->view});
}

/* Asks C, of which nothing is shown where the data, or what was chosen of them, do not admit it. */
static int ask(struct reporting *r, const struct command *c, bool by, struct diags *ds)
{
    const struct enquiry_request rq = {.command = c, .by = by, .most = MOST_ROWS};
    struct diags own = {0};
    struct enquiry *e = report_enquiry(r);
    if (!e)
        return diags_no_memory(ds);
    if (c->shows_problems && copy_problems(r, &own, ds) != 0)
        return -1;
    int status = enquiry_make(e, &r->session, &rq, &own);
    if (status == 0 && e->view.n_left_out > 0)
        document_note(&e->doc, "%zu more rows are left out: a sheet does not hold them",
                      e->view.n_left_out);
    if (status == 0 && e->doc.failed)
        status = diags_no_memory(&own);
    if (status == 0)
        add_table(r, e, c, by);
    else if (own.fault == FAULT_USAGE)
        report_addf(&r->report, BLOCK_ITEM, "%s is left out: %s", c->name, own.fault_message);
    else
        diags_set_fault(ds, own.fault, "%s", own.fault_message);
    status = status == 0 || own.fault == FAULT_USAGE ? 0 : -1;
    if (c->shows_problems)
        arena_release(&own.arena); /* the rest is not its own */
    else
        diags_release(&own);
    return status;
}

static int add_about(struct reporting *r, struct diags *ds)
{
    struct text call = {0};
    report_addf(&r->report, BLOCK_PARAGRAPH, "%s", r->report.question);
    report_addf(&r->report, BLOCK_PARAGRAPH, "%s", not_by_lot);
    if (report_first_notes(r, ds) != 0)
        return -1;
    text_add_string(&call, "Made by ");
    call_add(&call, &r->session, "report", r->session.command->groups, " -o report.xlsx");
    text_addf(&call, " (%s). Each table is what the command prints that the sheet is called after.",
              program_name());
    report_add(&r->report,
               (struct block){.kind = BLOCK_PARAGRAPH, .text = report_keep(&r->report, &call)});
    return 0;
}

int report_tables(struct reporting *r, struct diags *ds)
{
    const struct command *c;
    if (add_about(r, ds) != 0)
        return -1;
    for (size_t i = 0; (c = command_at(i)) != NULL; i++) {
        bool is_asked = c->run && c->content == CONTENT_TABLE && c->operand == OPERAND_DATASET;
        if (is_asked && ask(r, c, false, ds) != 0)
            return -1;
        if (is_asked && c->by && ask(r, c, true, ds) != 0)
            return -1;
        if (strcmp(c->name, "case") == 0 && add_stories(r, ds) != 0)
            return -1;
    }
    return 0;
}
