/* report: what the sections of a report are made with. Each is a function that adds its blocks, in
 * a file of its own: src/cmd/report_NAME.c. */
#ifndef CMD_REPORT_H
#define CMD_REPORT_H

#include "cmd/charts.h"
#include "cmd/enquiry.h"
#include "cmd/estimates.h"
#include "out/report.h"

/* A report on its way. All is released together: blocks point to what the answers hold. */
struct reporting {
    const struct session *asked; /* what was loaded, and how it was asked for */
    struct session session;      /* with the data's name for a path, and no path elsewhere */
    struct report report;
    struct estimates estimates; /* of all who were chosen */
    struct enquiry **answers;   /* each stays where it is */
    size_t n_answers, cap_answers;
    struct charting *charts;
    size_t n_charts;
    const struct diags *problems; /* of the records */
};

/* A table for the report, or words where it has no row. */
struct reporting_table {
    struct enquiry_request ask;
    const char *first; /* the operand before the dataset; NULL: none */
    const char *id, *caption;
    const char *empty;
    bool is_small; /* one of many alike: no number, no call, no notes */
};

/* What a report tells of one council. */
struct story {
    uint32_t council;
    const char *name, *words; /* of the council; of the report */
    const char *id;           /* of its block; NULL: none yet */
};

/* By name. Zeroed is valid and empty. */
struct stories {
    struct story *v;
    size_t n, cap;
    size_t n_more; /* left out: there are too many */
};

/* Those of councils that have an episode, or a model other than in-house. 0, or -1 on a fault. */
int stories_find(struct reporting *r, struct stories *stories, struct diags *ds);
void stories_release(struct stories *stories);

/* A new answer, which is released with R; NULL when there is no memory. */
struct enquiry *report_enquiry(struct reporting *r);

/* Adds what the command answers. 0, or -1 on a fault. */
int report_answer(struct reporting *r, const struct reporting_table *table, struct diags *ds);

/* Adds a table that no command prints, called NAME; its rows are in the session's arena. 0, or -1
 * on a fault. */
int report_own_table(struct reporting *r, const char *name, const char *id, const char *caption,
                     const struct table *table, struct diags *ds);

/* Adds the notes with which every answer begins, as items. 0, or -1 when there is no memory. */
int report_first_notes(struct reporting *r, struct diags *ds);

/* Adds the notes of a table or a chart, to stand beneath it. */
void report_notes(struct reporting *r, const struct document *doc);

/* The sections. 0, or -1 on a fault. */
typedef int report_section(struct reporting *r, struct diags *ds);
report_section report_headline, report_charts, report_setups, report_stories, report_sensitivity,
    report_method, report_provenance;

/* Instead of them, for a workbook: every table of every command that is asked about a dataset. */
report_section report_tables;

/* What several sections put in words: */

/* "inadequate", or "requires improvement or below": where an episode begins. */
void add_origin_words(struct text *t, const struct session *s);

/* "better", or "good or better": what ends it. */
void add_target_words(struct text *t, const struct session *s);

/* The as-of date: "20 August 2026". */
void add_as_of_words(struct text *t, const struct session *s);

/* "on 19 November 2013", "in November 2013". */
void add_date_words(struct text *t, struct date date);

/* DAYS in a unit of so many: "3.3", as tables show them. */
void add_days_in(struct text *t, double days, double unit);

/* That models are not assigned by lot, and that a difference is no effect. */
extern const char not_by_lot[];

#endif
