/* How it was done, and what it does not show: in plain words, then the notes of the tables. */
#include <stdlib.h>
#include <string.h>

#include "cmd/report.h"
#include "out/writer.h"

static void add_term(struct reporting *r, const char *name, struct text *meaning)
{
    report_add(
        &r->report,
        (struct block){.kind = BLOCK_TERM, .lead = name, .text = report_keep(&r->report, meaning)});
}

static void add_words(struct reporting *r, const char *name, const char *meaning)
{
    report_add(&r->report, (struct block){.kind = BLOCK_TERM, .lead = name, .text = meaning});
}

/* The definitions that hang on the options. */
static void add_chosen_terms(struct reporting *r)
{
    const struct session *s = &r->session;
    const struct options *o = s->options;
    struct text t = {0};
    text_addf(&t, "%s. Inspections are dated by %s.", o->judgement ? o->judgement : "overall",
              o->date_basis ? "the publication of their report" : "their first day on site");
    text_add_string(&t, " An inspection without a grade of that judgement counts for nothing: it "
                        "begins, continues and ends no episode.");
    add_term(r, "Judgement that counts", &t);
    text_add_string(&t, "Begins when an inspection judges a council ");
    add_origin_words(&t, s);
    text_add_string(&t, ", and ends at the first inspection after it that finds the council ");
    add_target_words(&t, s);
    text_add_string(&t, ". Further judgements that are no better belong to the same episode. What "
                        "has not ended on the as-of date is open, and counts for as long as it "
                        "was seen. A council that is abolished ends its episode as closed");
    text_addf(&t, "%s.", o->lineage ? "" : "; its successors go on with it");
    add_term(r, "Episode", &t);
    text_addf(&t,
              "The range of values that the data do not contradict, at a level of %g%%, if the "
              "episodes are taken for a sample. They say what chance can do, and nothing of bias.",
              100 * r->estimates.grouping.confidence);
    add_term(r, "Limits", &t);
}

static void add_terms(struct reporting *r)
{
    add_chosen_terms(r);
    add_words(r, "Time to improvement",
              "Days from the judgement that opened the episode to the inspection that ended it; a "
              "year is 365.25 days, a month 30.4375.");
    add_words(r, "Model in force",
              "Who delivers the services on a day. Where a council changes its model within an "
              "episode, the time before counts for the one, the time after for the other, and the "
              "improvement for the model on the eve of the inspection that found it.");
    add_words(r, "Median",
              "The time by which half of the episodes had ended, by the estimator of Kaplan and "
              "Meier, which takes those still open for what they are: not yet improved. It is not "
              "reached where fewer than half are estimated to have ended in the time observed.");
    add_words(r, "Spell",
              "A time in which one provider delivered a council's services under one model, as a "
              "record gives it.");
    add_words(r, "Segment",
              "The part of an episode that was spent under one model. It ends improved, switched "
              "(the council changed its model), closed (with the council), or is censored: still "
              "open on the as-of date.");
    add_words(r, "Framework",
              "The rules that an inspection went by, as the records name them; in a table of "
              "events it stands with the judgement. Ofsted's are SLAC (2009-12), CP2012 and "
              "LAC2013 (2012-13), SIF (single inspection framework, 2013-18), and ILACS (since "
              "2018), which has standard and short inspections.");
    add_words(r, "New arrangement",
              "A council takes up a model that it did not have. A new name of the provider is "
              "none, nor what a successor council inherits.");
    add_words(r, "A dash in a table", "Not known, or not to be had.");
}

/* What the numbers do not show. */
static void add_caveats(struct reporting *r)
{
    static const struct {
        const char *lead, *text;
    } caveats[] = {
        {"Association is not cause.", not_by_lot},
        {"Improvement is dated by the inspection that recognised it.",
         "Nobody is re-inspected at once: the timetable of inspections bounds the time from below, "
         "for all models, by an amount that is not known. The inspection can also have found what "
         "an earlier arrangement brought about."},
        {"Time before a change counts for who delivered then.",
         "To compare councils that ever had a model with the rest would credit the model with the "
         "time that a council had to stay unimproved in order to have it (immortal time). That is "
         "not done here."},
        {"Some groups are tiny.",
         "Where fewer than five episodes improved, one council more or less changes the picture. "
         "The tables mark such medians as few, and the notes name the councils."},
        {"A grade is not a child's life.",
         "It is a judgement of services in a few weeks, on a scale and under frameworks that "
         "changed."},
    };
    for (size_t i = 0; i < sizeof caveats / sizeof caveats[0]; i++)
        report_add(
            &r->report,
            (struct block){.kind = BLOCK_ITEM, .lead = caveats[i].lead, .text = caveats[i].text});
}

static void add_heading(struct reporting *r, const char *id, const char *text)
{
    report_add(&r->report, (struct block){.kind = BLOCK_HEADING, .id = id, .text = text});
}

int report_first_notes(struct reporting *r, struct diags *ds)
{
    struct document doc = {0};
    session_notes(&r->session, &doc, r->problems);
    for (size_t i = 0; i < doc.notes.n; i++)
        report_addf(&r->report, BLOCK_ITEM, "%s", doc.notes.v[i]);
    int status = doc.failed ? diags_no_memory(ds) : 0;
    document_release(&doc);
    return status;
}

/* Notes that stand at more than one table or chart are told here, once. */
static void gather_common_notes(struct reporting *r)
{
    struct report *report = &r->report;
    size_t n = report->n;
    for (size_t i = 0; i < n; i++) {
        size_t n_same = 0;
        const char *text = report->v[i].text;
        for (size_t k = i + 1; k < n && report->v[i].kind == BLOCK_NOTE; k++)
            if (report->v[k].kind == BLOCK_NOTE && strcmp(report->v[k].text, text) == 0) {
                report->v[k].kind = BLOCK_NONE;
                n_same++;
            }
        if (n_same == 0)
            continue;
        report->v[i].kind = BLOCK_NONE;
        report_add(report, (struct block){.kind = BLOCK_ITEM, .text = text});
    }
}

static void add_column(struct reporting *r, const struct column *column)
{
    struct text heading = {0};
    writer_add_heading(column, &heading);
    add_words(r, report_keep(&r->report, &heading), column->meaning);
}

/* What the columns of each table mean; of the many that are alike, once. */
static void add_columns(struct reporting *r)
{
    struct report *report = &r->report;
    bool is_told = false; /* of those */
    for (size_t i = 0, n = report->n; i < n; i++) {
        const struct block b = report->v[i];
        if (b.kind != BLOCK_TABLE || (b.is_small && is_told))
            continue;
        is_told = is_told || b.is_small;
        report_add(report, (struct block){.kind = BLOCK_PARAGRAPH,
                                          .lead = b.is_small ? "Tables of events" : b.text,
                                          .text = ""});
        for (size_t k = 0; k < b.view->n_shown; k++)
            add_column(r, b.view->shown[k]);
    }
}

int report_method(struct reporting *r, struct diags *ds)
{
    add_terms(r);
    add_heading(r, "caveats", "What it does not show");
    add_caveats(r);
    add_heading(r, "notes", "Notes to all tables and charts");
    if (report_first_notes(r, ds) != 0)
        return -1;
    gather_common_notes(r);
    add_heading(r, "columns", "What the columns mean");
    add_columns(r);
    return 0;
}
