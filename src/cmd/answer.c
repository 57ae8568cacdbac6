#include "cmd/answer.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/console.h"

/* The file that the table goes to; NULL: standard output. */
static const char *output_file(const struct session *s)
{
    return s->command->writes_folder ? NULL : s->options->output;
}

static bool is_standard_output(const char *output)
{
    return !output || strcmp(output, "-") == 0;
}

static struct style choose_style(const struct session *s)
{
    const struct options *o = s->options;
    const char *output = output_file(s);
    const char *no_color = getenv("NO_COLOR");
    bool on_terminal = isatty(STDOUT_FILENO) && is_standard_output(output);
    struct style style = {.excel = o->excel, .ascii = o->ascii, .on_terminal = on_terminal};
    style.color = o->color == COLOR_ALWAYS || (o->color == COLOR_AUTO && on_terminal &&
                                               !(no_color && *no_color) && !console_is_dumb());
    if (o->width >= 0)
        style.width = (size_t)o->width;
    else
        style.width = on_terminal ? console_width(STDOUT_FILENO) : 0;
    return style;
}

static int unknown_format(enum content content, const char *name, struct diags *ds)
{
    struct nearest near = {.wanted = span_of(name)};
    for (size_t i = 0; writer_at(i); i++)
        if (writer_at(i)->content == content)
            nearest_try(&near, writer_at(i)->name);
    return nearest_fault(&near, "format", ds);
}

static int unknown_ending(enum content content, const char *name, struct diags *ds)
{
    struct text all = {0};
    struct span list, suffix;
    for (size_t i = 0; writer_at(i); i++) {
        list = span_of(writer_at(i)->suffix);
        if (writer_at(i)->content == content && span_next(&list, '|', &suffix))
            text_addf(&all, "%s.%.*s", text_span(&all).length ? ", " : "", (int)suffix.length,
                      suffix.text);
    }
    diags_set_fault(ds, FAULT_USAGE, "the ending of \"%s\" is not that of a format here", name);
    diags_set_hint(ds, "the endings are %s; with another, add -f FORMAT", text_string(&all));
    return diags_finish_text(&all, -1, ds);
}

/* What a format cannot do. */
static int check_writer(const struct writer *writer, const struct options *o, const char *output,
                        struct diags *ds)
{
    bool on_terminal = is_standard_output(output) && isatty(STDOUT_FILENO);
    if (writer->needs_header && o->no_header)
        return diags_fault(ds, FAULT_USAGE, "--no-header: a table of %s has a header",
                           writer->name);
    if (!writer->is_binary || !on_terminal)
        return 0;
    diags_set_fault(ds, FAULT_USAGE, "%s is not to be read on a terminal", writer->name);
    return diags_hint(ds, "add -o FILE.%s", writer->suffix);
}

/* The format where neither -f nor the ending of a file names one. */
static const char *usual_format(const struct session *s)
{
    if (s->command->content == CONTENT_CHART)
        return s->options->output ? "svg" : "text";
    if (s->command->content == CONTENT_REPORT)
        return "html";
    return s->options->excel ? "csv" : "table";
}

/* The format of -f, else of the file's ending, else the usual one. */
int answer_choose_writer(const struct session *s, const struct writer **writer, struct diags *ds)
{
    const struct options *o = s->options;
    const enum content content = s->command->content;
    const char *output = output_file(s);
    const char *slash = output ? strrchr(output, '/') : NULL;
    const char *name = slash ? slash + 1 : output;
    bool has_ending = name && strrchr(name, '.') != NULL && strcmp(name, "-") != 0;
    *writer = writer_find(content, usual_format(s));
    if (o->format)
        *writer = writer_find(content, o->format);
    else if (has_ending)
        *writer = writer_for_file(content, name);
    if (o->output && !*o->output)
        return diags_fault(ds, FAULT_USAGE, "-o needs the name of a file");
    if (!*writer && o->format)
        return unknown_format(content, o->format, ds);
    if (!*writer)
        return unknown_ending(content, name, ds);
    if (o->excel && strcmp((*writer)->name, "csv") != 0)
        return diags_fault(ds, FAULT_USAGE, "--excel is for CSV, not for %s", (*writer)->name);
    return check_writer(*writer, o, output, ds);
}

/* While a file is written progress is shown; all else may be on the same terminal. */
static void show_writing(const struct session *s, struct view *view, struct sink *sink)
{
    struct stat st;
    bool is_table = s->command->content == CONTENT_TABLE;
    bool is_file = fstat(sink->fd, &st) == 0 && S_ISREG(st.st_mode);
    view->progress = s->progress;
    sink->progress = is_file ? NULL : s->progress;
    progress_begin(s->progress, (struct task){"writing", sink->name, view->n_rows,
                                              is_table ? "row" : "element"});
}

static int write_view(const struct session *s, struct view *view, const struct writer *writer,
                      struct diags *ds)
{
    struct sink sink;
    const struct style style = choose_style(s);
    if (sink_open(&sink, output_file(s), ds) != 0)
        return -1;
    show_writing(s, view, &sink);
    int status = writer->write(view, &style, &sink, ds);
    if (sink_close(&sink, status == 0, ds) != 0)
        status = -1;
    progress_end(s->progress);
    return status;
}

static void add_notes(struct text *t, const struct document *doc)
{
    for (size_t i = 0; i < doc->notes.n; i++) {
        text_add_string(t, "note: ");
        text_add_visible(t, span_of(doc->notes.v[i]));
        text_add_char(t, '\n');
    }
}

static int print_notes(const struct text *notes, struct diags *ds)
{
    struct sink sink;
    sink_open_error(&sink);
    sink_put(&sink, text_span(notes));
    return sink_close(&sink, true, ds);
}

static int write_document(struct session *s, struct document *doc, const struct writer *writer,
                          struct diags *ds)
{
    const struct options *o = s->options;
    struct view view = {0};
    struct text notes = {0};
    const struct view_request request = {.unit = (enum unit)o->units,
                                         .columns = o->columns,
                                         .sort = o->sort,
                                         .where = o->where.v,
                                         .n_where = o->where.n,
                                         .limit = o->limit,
                                         .digits = (int)o->digits,
                                         .has_header = !o->no_header,
                                         .progress = s->progress};
    int status = view_make(&view, doc, &request, ds);
    if (status == 0 && s->command->commit)
        status = s->command->commit(s, s->state, doc, ds);
    bool is_committed = status == 0 && s->command->commit && !s->is_unusable;
    if (status == 0 && view.n_left_out > 0)
        document_note(doc, "%zu more row%s (--limit)", view.n_left_out,
                      view.n_left_out == 1 ? "" : "s");
    if (status == 0 && !o->quiet)
        add_notes(&notes, doc);
    if (status == 0 && (doc->failed || text_failed(&notes)))
        status = diags_no_memory(ds);
    if (status == 0)
        status = write_view(s, &view, writer, ds);
    if (status == 0)
        status = print_notes(&notes, ds);
    if (status != 0 && is_committed)
        diags_set_hint(ds, "the files in %s are written, and complete", o->output);
    text_release(&notes);
    view_release(&view);
    return status;
}

/* What stands between the command's own notes and the start: those that all have come first. */
static int gather_notes(struct session *s, struct document *doc, const struct diags *ds)
{
    struct document all = {.command = doc->command};
    session_notes(s, &all, ds);
    for (size_t i = 0; i < doc->notes.n; i++)
        document_note(&all, "%s", doc->notes.v[i]);
    bool failed = doc->failed || all.failed;
    struct notes notes = doc->notes;
    struct arena arena = doc->arena;
    doc->notes = all.notes;
    doc->arena = all.arena;
    all.notes = notes;
    all.arena = arena;
    document_release(&all);
    doc->failed = failed;
    return failed ? -1 : 0;
}

static bool rank_of(const void *context, struct nearest *near, int *rank)
{
    const struct dataset *d = context;
    const struct grade_word *found = scale_find(&d->scale, near->wanted);
    *rank = found ? found->rank : RANK_NONE;
    if (*rank == RANK_NONE)
        scale_nearest(&d->scale, false, near);
    return *rank != RANK_NONE;
}

/* Runs the command on what is loaded, and writes its answer. */
int answer_write(struct session *s, const struct writer *writer, struct diags *ds)
{
    const struct command *c = s->command;
    struct document doc = {.command = c->name,
                           .placing = (enum date_placing)s->options->partial,
                           .rank_of = operand_kinds[c->operand].reads_dataset ? rank_of : NULL,
                           .rank_context = &s->dataset};
    int status = c->run(s, s->state, &doc, ds);
    if (status == 0 && (c->groups & GROUP_STUDY) && !c->shows_problems &&
        gather_notes(s, &doc, ds) != 0)
        status = diags_no_memory(ds);
    if (status == 0)
        status = write_document(s, &doc, writer, ds);
    document_release(&doc);
    return status;
}
