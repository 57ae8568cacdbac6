/* The notes with which every answer begins: what it rests on. */
#include <string.h>

#include "base/number.h"
#include "cmd/merged.h"
#include "record/fields.h"

static void note_as_of(const struct session *s, struct document *doc)
{
    char day[DATE_TEXT];
    const struct rules *r = &s->study.rules;
    if (!r->has_records)
        document_note(doc, "there is no judgement in the data");
    else
        document_note(doc, "as of %s%s", date_text(date_of_day(r->as_of), day),
                      date_is_known(s->options->as_of) || s->is_merged
                          ? ""
                          : ", the latest inspection or publication in the data");
}

/* What there is, behind WHAT: "data: england: ". */
static void note_records(struct document *doc, const char *what, const size_t n[RECORDS])
{
    char councils[NUMBER_TEXT], judgements[NUMBER_TEXT], spells[NUMBER_TEXT];
    document_note(doc, "%s%s council%s, %s judgement%s, %s spell%s of delivery models", what,
                  number_grouped(n[RECORD_COUNCIL], councils), plural(n[RECORD_COUNCIL]),
                  number_grouped(n[RECORD_RATING], judgements), plural(n[RECORD_RATING]),
                  number_grouped(n[RECORD_SPELL], spells), plural(n[RECORD_SPELL]));
}

void session_note_dataset(struct document *doc, const char *what, const struct dataset *d)
{
    struct text t = {0};
    text_addf(&t, "%s: %s: ", what, d->name);
    note_records(doc, text_string(&t),
                 (const size_t[RECORDS]){dataset_n_councils(d), d->judgements.n, d->spells.n});
    doc->failed = doc->failed || text_failed(&t);
    text_release(&t);
}

size_t session_n_chosen(const struct session *s)
{
    size_t n = 0;
    for (size_t i = 0; s->chosen && i < dataset_n_councils(&s->dataset); i++)
        n += s->chosen[i];
    return session_total(s, TOTAL_CHOSEN, n);
}

static void note_data(const struct session *s, struct document *doc)
{
    size_t chosen = session_n_chosen(s);
    if (s->is_merged) {
        merged_note_files(s, doc);
        note_records(doc, "they tell of ", &s->segments.totals[TOTAL_COUNCILS]);
    } else {
        session_note_dataset(doc, "data", &s->dataset);
    }
    const char *const *choices = s->segments.choices;
    if (s->chosen || (s->is_merged && (*choices[CHOICE_COUNCIL] || *choices[CHOICE_REGION])))
        document_note(doc, "only the %zu council%s chosen with -C or -R", chosen, plural(chosen));
}

static void note_inspections(const struct session *s, struct document *doc)
{
    const struct history_counts *c = &s->study.counts;
    const struct rules *r = &s->study.rules;
    const char *asked =
        s->is_merged ? s->segments.choices[CHOICE_JUDGEMENT] : s->options->judgement;
    const char *kinds = asked ? asked : "overall";
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
    if (session_total(s, TOTAL_SPELLS, d->spells.n) == 0)
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

/* Problems of the records, of those that the session has or that its segments come from. */
struct told {
    struct text errors, warnings; /* "171 W-PRECISION, 2 W-GAP" */
    size_t n_errors, n_warnings;
};

/* Columns that are not used are no matter of the records; with -v they are told with the rest. */
static void tell_code(struct told *t, const struct session *s, const char *code, size_t n)
{
    bool is_error = code[0] == 'E';
    struct text *codes = is_error ? &t->errors : &t->warnings;
    text_addf(codes, "%s%zu %s", codes->n ? ", " : "", n, code);
    if (is_error)
        t->n_errors += n;
    else if (s->options->verbose || strcmp(code, "W-COLUMN") != 0)
        t->n_warnings += n;
}

void session_note_problems(const struct session *s, struct document *doc, const struct diags *ds)
{
    struct told t = {0};
    size_t n_left_out = session_total(s, TOTAL_LEFT_OUT,
                                      s->dataset.n_left_out + s->other.n_left_out + s->n_left_out);
    size_t n_severed = session_total(s, TOTAL_SEVERED, s->dataset.n_severed + s->other.n_severed);
    for (size_t i = 0; i < ds->n_counts; i++)
        tell_code(&t, s, ds->counts[i].code, ds->counts[i].n);
    for (size_t i = 0; i < s->segments.named.n; i++)
        if (segments_item_is_code(span_of(s->segments.named.v[i].name)))
            tell_code(&t, s, s->segments.named.v[i].name, s->segments.named.v[i].n);
    if (t.n_errors > 0)
        document_note(doc, "left out with --keep-going: %zu record%s (%s)", n_left_out,
                      plural(n_left_out), text_string(&t.errors));
    if (n_severed > 0)
        document_note(doc, "%zu council%s told without predecessors, as what names them has errors",
                      n_severed, plural(n_severed));
    if (t.n_warnings > 0)
        document_note(doc, "%zu warning%s about the records%s%s: turnaround check lists them",
                      t.n_warnings, plural(t.n_warnings), s->options->verbose ? ", " : "",
                      s->options->verbose ? text_string(&t.warnings) : "");
    doc->failed = doc->failed || text_failed(&t.errors) || text_failed(&t.warnings);
    text_release(&t.errors);
    text_release(&t.warnings);
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
