/* report: all of it in one document, to hand over. */
#include "cmd/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "cmd/answer.h"

enum { MOST_ROWS = 1000 }; /* of a table; the command prints them all */

static const struct {
    const char *id, *title;
    report_section *add;
} sections[] = {
    {"in-short", "In short", report_headline},
    {"pictures", "Pictures", report_charts},
    {"setting-up", "Setting up a new arrangement", report_setups},
    {"stories", "Council by council", report_stories},
    {"sensitivity", "Does the answer hang on a choice?", report_sensitivity},
    {"method", "Method and caveats", report_method},
    {"provenance", "Where the numbers come from", report_provenance},
};

struct enquiry *report_enquiry(struct reporting *r)
{
    if (array_reserve(&r->answers, &r->cap_answers, r->n_answers + 1, sizeof(struct enquiry *)) !=
        0)
        return NULL;
    struct enquiry *e = calloc(1, sizeof *e);
    if (e)
        r->answers[r->n_answers++] = e;
    return e;
}

static const char *call_of(struct reporting *r, const struct reporting_table *table)
{
    struct text call = {0};
    enquiry_add_call(&call, &r->session, &table->ask, table->first);
    return report_keep(&r->report, &call);
}

void report_notes(struct reporting *r, const struct document *doc)
{
    for (size_t i = 0; i < doc->notes.n; i++)
        report_addf(&r->report, BLOCK_NOTE, "%s", doc->notes.v[i]);
}

int report_answer(struct reporting *r, const struct reporting_table *table, struct diags *ds)
{
    struct enquiry_request ask = table->ask;
    struct enquiry *e = report_enquiry(r);
    ask.most = MOST_ROWS;
    if (!e)
        return diags_no_memory(ds);
    if (enquiry_make(e, &r->session, &ask, ds) != 0)
        return -1;
    if (e->view.n_rows == 0) {
        report_addf(&r->report, BLOCK_PARAGRAPH, "%s", table->empty);
        return 0;
    }
    report_add(&r->report, (struct block){.kind = BLOCK_TABLE,
                                          .lead = table->ask.command->name,
                                          .text = table->caption,
                                          .id = table->id,
                                          .view = &e->view,
                                          .is_small = table->is_small,
                                          .command = table->is_small ? NULL : call_of(r, table)});
    if (e->view.n_left_out > 0)
        report_addf(&r->report, BLOCK_NOTE,
                    "%zu more row%s are left out here: the command prints "
                    "them",
                    e->view.n_left_out, plural(e->view.n_left_out));
    if (!table->is_small)
        report_notes(r, &e->doc);
    return 0;
}

int report_own_table(struct reporting *r, const char *name, const char *id, const char *caption,
                     const struct table *table, struct diags *ds)
{
    const struct view_request usual = {.limit = -1, .digits = -1, .has_header = true};
    struct enquiry *e = report_enquiry(r);
    if (!e)
        return diags_no_memory(ds);
    session_derive(&e->session, &r->session, r->session.command, r->session.options);
    e->doc.table = *table;
    if (view_make(&e->view, &e->doc, &usual, ds) != 0)
        return -1;
    report_add(&r->report,
               (struct block){
                   .kind = BLOCK_TABLE, .lead = name, .text = caption, .id = id, .view = &e->view});
    return 0;
}

/* The data are called by the last part of their path: no path of this machine is handed over. */
static int hide_paths(struct session *s)
{
    struct dataset *d = &s->dataset;
    const char **const paths[] = {&d->name, &d->councils_file, &d->ratings_file, &d->models_file};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        const char *path = *paths[i];
        if (path && !(*paths[i] = arena_copy(&s->arena, path_last(path))))
            return -1;
    }
    return 0;
}

/* "england: 158 councils, 2,714 judgements, 82 spells of delivery models, as of 20 August 2026" */
static void set_subtitle(struct reporting *r)
{
    const struct dataset *d = &r->session.dataset;
    char councils[NUMBER_TEXT], judgements[NUMBER_TEXT], spells[NUMBER_TEXT];
    struct text t = {0};
    size_t chosen = 0, n = dataset_n_councils(d);
    for (size_t i = 0; r->session.chosen && i < n; i++)
        chosen += r->session.chosen[i];
    text_addf(&t, "%s: %s council%s", d->name, number_grouped(n, councils), plural(n));
    if (r->session.chosen)
        text_addf(&t, ", of which this is about the %zu chosen", chosen);
    text_addf(&t, "; %s judgement%s, %s spell%s of delivery models",
              number_grouped(d->judgements.n, judgements), plural(d->judgements.n),
              number_grouped(d->spells.n, spells), plural(d->spells.n));
    if (r->session.study.rules.has_records) {
        text_add_string(&t, "; as of ");
        add_as_of_words(&t, &r->session);
    }
    r->report.subtitle = report_keep(&r->report, &t);
}

static void set_frame(struct reporting *r)
{
    struct text question = {0}, imprint = {0};
    r->report.language = "en-GB";
    r->report.title = "How councils' children's services recover";
    set_subtitle(r);
    text_add_string(&question, "How long does it take until a council that was judged ");
    add_origin_words(&question, &r->session);
    text_add_string(&question, " is found ");
    add_target_words(&question, &r->session);
    text_add_string(&question, ", and does that differ with who delivers its services?");
    r->report.question = report_keep(&r->report, &question);
    text_addf(&imprint, "Made by %s from %s. It needs no network and no script.", program_name(),
              r->session.dataset.name);
    r->report.imprint = report_keep(&r->report, &imprint);
}

static int add_sections(struct reporting *r, struct diags *ds)
{
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        report_add(
            &r->report,
            (struct block){.kind = BLOCK_SECTION, .id = sections[i].id, .text = sections[i].title});
        if (sections[i].add(r, ds) != 0)
            return -1;
    }
    return 0;
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct reporting *r = memory;
    const struct writer *writer;
    if (answer_choose_writer(s, &writer, ds) != 0)
        return -1;
    r->asked = s;
    r->problems = ds;
    session_derive(&r->session, s, s->command, s->options);
    if (hide_paths(&r->session) != 0)
        return diags_no_memory(ds);
    if (estimates_make(&r->session, &r->estimates, ds) != 0)
        return -1;
    s->study.counts = r->session.study.counts;
    set_frame(r);
    if ((writer->is_binary ? report_tables(r, ds) : add_sections(r, ds)) != 0)
        return -1;
    if (r->report.failed)
        return diags_no_memory(ds);
    doc->report = &r->report;
    return 0;
}

static void release(void *memory)
{
    struct reporting *r = memory;
    report_release(&r->report);
    estimates_release(&r->estimates);
    for (size_t i = 0; i < r->n_charts; i++)
        charting_release(&r->charts[i]);
    free(r->charts);
    for (size_t i = 0; i < r->n_answers; i++) {
        enquiry_release(r->answers[i]);
        free(r->answers[i]);
    }
    free(r->answers);
    session_release(&r->session);
}

/* It is too long for a terminal. */
static int check(const struct options *o, const struct writer *writer, struct diags *ds)
{
    (void)writer;
    if (o->output)
        return 0;
    return diags_fault(ds, FAULT_USAGE,
                       "report needs a file: add -o FILE.html or FILE.xlsx (- is standard output)");
}

const struct command command_report = {
    .name = "report",
    .summary = "What is there to hand over? (all of it in one document, as HTML or a workbook)",
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_STUDY | GROUP_EPISODES | GROUP_ORIGIN |
              GROUP_LIMITS | GROUP_WRITE | GROUP_MESSAGES,
    .keeps_problems = true,
    .content = CONTENT_REPORT,
    .operand = OPERAND_DATASET,
    .check = check,
    .state_size = sizeof(struct reporting),
    .release = release,
    .run = run,
};
