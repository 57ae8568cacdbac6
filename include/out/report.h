/* report: a document to hand over, as data - words, tables and charts, one after the other. */
#ifndef OUT_REPORT_H
#define OUT_REPORT_H

#include "out/chart.h"
#include "out/view.h"

/* Blocks of one kind that follow each other are one list: of items, facts, terms, links, notes. */
enum block_kind {
    BLOCK_NONE,      /* was taken out */
    BLOCK_SECTION,   /* a heading, in the list of contents too */
    BLOCK_HEADING,   /* a heading within a section */
    BLOCK_PARAGRAPH, /* words */
    BLOCK_CALL,      /* a line as it is typed */
    BLOCK_ITEM,      /* one of several, each with its words */
    BLOCK_FACT,      /* a number that stands out (`lead`), and what it counts */
    BLOCK_TERM,      /* `lead`, and what it means */
    BLOCK_LINK,      /* words that lead to the block of id `see` */
    BLOCK_NOTE,      /* to the table or the chart before it */
    BLOCK_TABLE,     /* a view, with a caption */
    BLOCK_CHART,
    BLOCK_KINDS
};

/* All is borrowed, or the report's (report_keep). */
struct block {
    enum block_kind kind;
    const char *text;    /* words; of a table its caption, of a chart NULL */
    const char *lead;    /* what stands out before them; of a paragraph or an item may be NULL; of a
                            table its name, which is short */
    const char *id;      /* of sections, headings, tables and charts: unlike all others' */
    const char *see;     /* the id of a section or heading where there is more; may be NULL */
    const char *command; /* of a table or a chart: the call that prints the same; may be NULL */
    const char *numbers; /* of a chart: the call that prints what is drawn; may be NULL */
    const struct view *view;
    const struct chart *chart;
    bool is_small; /* of a table: one of many alike, without a number */
};

/* Zeroed is valid and empty. */
struct report {
    const char *title, *subtitle; /* borrowed, or kept */
    const char *question;         /* that it answers; NULL: none */
    const char *language;         /* a tag: "en-GB" */
    const char *imprint;          /* by what it was made, from what */
    struct block *v;
    size_t n, cap;
    struct arena arena;
    bool failed; /* there was no memory for a block or its words */
};

void report_add(struct report *r, struct block block);

/* Adds a block of KIND whose text is composed as by printf(). */
__attribute__((format(printf, 3, 4))) void report_addf(struct report *r, enum block_kind kind,
                                                       const char *format, ...);

/* The text, kept in the report; T is released. "" where there was no memory. */
const char *report_keep(struct report *r, struct text *t);

/* An id made of WORDS, behind PREFIX, that no block has, or leads to, yet. */
const char *report_id(struct report *r, const char *prefix, const char *words);

void report_release(struct report *r);

#endif
