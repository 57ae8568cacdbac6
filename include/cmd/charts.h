/* charts: the kinds of pictures there are. To add one: src/cmd/chart_NAME.c ending in `const struct
 * chart_kind chart_NAME`, and its line in charts.def. */
#ifndef CMD_CHARTS_H
#define CMD_CHARTS_H

#include "cmd/session.h"
#include "out/chart.h"

struct chart_kind {
    const char *name, *meaning;
    unsigned groups; /* of options, besides those that all charts take */
    bool has_text;   /* can be drawn as text ... */
    size_t columns;  /* ... in so many columns or more; 0: any */
    /* The command whose table has what is drawn, as it is called: "coverage --by year". */
    const char *numbers;
    /* Memory of its own: so many zeroed bytes, released by release(). */
    size_t state_size;
    void (*release)(void *state);
    /* Fills CHART, whose texts and content live in STATE and in the session's arena, and adds notes
     * to DOC. 0, or -1 on a fault. */
    int (*make)(struct session *s, void *state, struct chart *chart, struct document *doc,
                struct diags *ds);
};

/* The I-th kind, in order; NULL behind the last. */
const struct chart_kind *chart_kind_at(size_t i);

/* The kind of that name; else a usage fault that names the nearest, and NULL. */
const struct chart_kind *chart_kind_named(const char *name, struct diags *ds);

/* The groups of options that KIND takes. */
unsigned chart_groups(const struct chart_kind *kind);

/* A chart at work. Zeroed is valid and empty. */
struct charting {
    const struct chart_kind *kind;
    void *state; /* of the kind */
    struct chart chart;
};

/* Makes the chart of KIND in C, as the session's options say; notes go to DOC. 0, or -1 on a fault;
 * C is released by charting_release() either way. */
int charting_make(struct session *s, const struct chart_kind *kind, struct charting *c,
                  struct document *doc, struct diags *ds);
void charting_release(struct charting *c);

/* What is said in a chart is kept in the session's arena; that there was no memory is remembered in
 * the chart, and told by charting_make(). */

/* T, which is released; "" when there is no memory. */
const char *chart_keep(struct session *s, struct chart *chart, struct text *t);

/* Sets the title, and of a chart of one MODEL (not -1) its name behind it. */
void chart_set_title(struct session *s, struct chart *chart, const char *title, int model);

/* Sets the subtitle: WHAT, then the councils chosen, the as-of date and the data. */
void chart_set_subtitle(struct session *s, struct chart *chart, const char *what);

/* The same of a chart that shows N councils, which can be fewer than those chosen. */
void chart_set_subtitle_of(struct session *s, struct chart *chart, const char *what, size_t n);

/* Adds a note beneath the chart. */
__attribute__((format(printf, 3, 4))) void chart_note(struct session *s, struct chart *chart,
                                                      const char *format, ...);

/* The one model of -M, or -1 where all councils are shown; of more than one, a usage fault of the
 * kind called NAME. 0 or -1. */
int chart_model(const struct session *s, const char *name, int *model, struct diags *ds);

/* The colour that MODEL has in every chart, as the number of a series; and the dash, which is
 * another for each of the models of one colour. */
int chart_look(int model);
const char *chart_dash(int model);

#endif
