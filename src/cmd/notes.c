/* The notes with which every answer begins: what it rests on. */
#include <string.h>

#include "base/number.h"
#include "cmd/session.h"

static void note_as_of(const struct session *s, struct document *doc)
{
    char day[DATE_TEXT];
    const struct rules *r = &s->study.rules;
    if (!r->has_records)
        document_note(doc, "there is no judgement in the data");
    else
        document_note(doc, "as of %s%s", date_text(date_of_day(r->as_of), day),
                      date_is_known(s->options->as_of)
                          ? ""
                          : ", the latest inspection or publication in the data");
}

void session_note_dataset(struct document *doc, const char *what, const struct dataset *d)
{
    char councils[NUMBER_TEXT], judgements[NUMBER_TEXT], spells[NUMBER_TEXT];
    document_note(doc, "%s: %s: %s council%s, %s judgement%s, %s spell%s of delivery models", what,
                  d->name, number_grouped(dataset_n_councils(d), councils),
                  plural(dataset_n_councils(d)), number_grouped(d->judgements.n, judgements),
                  plural(d->judgements.n), number_grouped(d->spells.n, spells),
                  plural(d->spells.n));
}

static void note_data(const struct session *s, struct document *doc)
{
    const struct dataset *d = &s->dataset;
    size_t chosen = 0;
    for (size_t i = 0; s->chosen && i < dataset_n_councils(d); i++)
        chosen += s->chosen[i];
    session_note_dataset(doc, "data", d);
    if (s->chosen)
        document_note(doc, "only the %zu council%s chosen with -C or -R", chosen, plural(chosen));
}

static void note_inspections(const struct session *s, struct document *doc)
{
    const struct history_counts *c = &s->study.counts;
    const struct rules *r = &s->study.rules;
    const char *kinds = s->options->judgement ? s->options->judgement : "overall";
    bool published = r->basis == BASIS_PUBLISHED;
    if (c->inspections + c->without_grade + c->after_as_of + c->late_spells == 0)
        return;
    document_note(doc,
                  "%zu inspection%s with a grade (judgement: %s), dated by %s; %zu without such a "
                  "grade passed over",
                  c->inspections, plural(c->inspections), kinds,
                  published ? "publication" : "the first day on site", c->without_grade);
    if (c->other_date > 0)
        document_note(doc, "%zu inspection%s without %s date: dated by %s", c->other_date,
                      plural(c->other_date), published ? "a publication" : "an inspection",
                      published ? "the first day on site" : "publication");
    if (c->partial_dates > 0)
        document_note(doc, "%zu date%s without a day placed %s (--partial)", c->partial_dates,
                      plural(c->partial_dates),
                      r->placing == DATE_MID     ? "on the 15th or 1 July"
                      : r->placing == DATE_FIRST ? "on the first day"
                                                 : "on the last day");
    if (c->after_closing > 0)
        document_note(doc,
                      "%zu inspection%s after the closing of the council: %s open%s and end%s "
                      "no episode",
                      c->after_closing, plural(c->after_closing),
                      c->after_closing == 1 ? "it" : "they", c->after_closing == 1 ? "s" : "",
                      c->after_closing == 1 ? "s" : "");
    if (c->after_as_of + c->late_spells > 0)
        document_note(doc, "left out, being after the as-of date: %zu inspection%s, %zu spell%s",
                      c->after_as_of, plural(c->after_as_of), c->late_spells,
                      plural(c->late_spells));
}

static void note_models(const struct session *s, struct document *doc)
{
    const struct history_counts *c = &s->study.counts;
    const struct dataset *d = &s->dataset;
    if (d->spells.n == 0)
        document_note(doc, "the data name no delivery model: it is %s",
                      d->models.name[s->study.rules.uncovered]);
    else
        document_note(doc, "days that no spell covers count as %s",
                      d->models.name[s->study.rules.uncovered]);
    if (c->boundary_spells > 0)
        document_note(doc, "%zu spell%s marked boundary left out (--scope full)",
                      c->boundary_spells, plural(c->boundary_spells));
    if (c->opening_spells > 0)
        document_note(doc,
                      "%zu spell%s without a day of start placed on the opening of the council",
                      c->opening_spells, plural(c->opening_spells));
    if (c->unopened_spells > 0)
        document_note(doc, "%zu spell%s of councils that open after the as-of date",
                      c->unopened_spells, plural(c->unopened_spells));
    if (c->empty_spells > 0)
        document_note(doc, "%zu spell%s left out: without a day, as the dates are placed",
                      c->empty_spells, plural(c->empty_spells));
    if (c->hidden_spells > 0)
        document_note(doc, "%zu spell%s wholly covered by a later start", c->hidden_spells,
                      plural(c->hidden_spells));
}

void session_add_codes(struct text *t, const struct diags *ds, enum severity severity)
{
    for (size_t i = 0; i < ds->n_counts; i++)
        if (ds->counts[i].severity == severity)
            text_addf(t, "%s%zu %s", t->n ? ", " : "", ds->counts[i].n, ds->counts[i].code);
}

/* Columns that are not used are no matter of the records; with -v they are told with the rest. */
static size_t count_warnings(const struct session *s, const struct diags *ds)
{
    size_t n = ds->n_warnings;
    for (size_t i = 0; i < ds->n_counts && !s->options->verbose; i++)
        if (strcmp(ds->counts[i].code, "W-COLUMN") == 0)
            n -= ds->counts[i].n;
    return n;
}

void session_note_problems(const struct session *s, struct document *doc, const struct diags *ds)
{
    struct text errors = {0}, warnings = {0};
    size_t n = count_warnings(s, ds);
    size_t n_left_out = s->dataset.n_left_out + s->other.n_left_out + s->n_left_out;
    size_t n_severed = s->dataset.n_severed + s->other.n_severed;
    session_add_codes(&errors, ds, SEVERITY_ERROR);
    session_add_codes(&warnings, ds, SEVERITY_WARNING);
    if (ds->n_errors > 0)
        document_note(doc, "left out with --keep-going: %zu record%s (%s)", n_left_out,
                      plural(n_left_out), text_string(&errors));
    if (n_severed > 0)
        document_note(doc, "%zu council%s told without predecessors, as what names them has errors",
                      n_severed, plural(n_severed));
    if (n > 0)
        document_note(doc, "%zu warning%s about the records%s%s: turnaround check lists them", n,
                      plural(n), s->options->verbose ? ", " : "",
                      s->options->verbose ? text_string(&warnings) : "");
    doc->failed = doc->failed || text_failed(&errors) || text_failed(&warnings);
    text_release(&errors);
    text_release(&warnings);
}

void session_notes(struct session *s, struct document *doc, const struct diags *ds)
{
    note_as_of(s, doc);
    note_data(s, doc);
    note_inspections(s, doc);
    note_models(s, doc);
    session_note_problems(s, doc, ds);
}

void session_note_changes(struct document *doc)
{
    document_note(doc, "started and ended leave out renames (another provider of the same model) "
                       "and inheritances (a successor council goes on with its predecessor's "
                       "model), so they need not add up to the change in councils");
}
