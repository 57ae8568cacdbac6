/* chart: a picture of numbers, as data; what is drawn in it has one of several forms. To add a
 * form: a struct of its content, and functions that draw it, in a `const struct chart_form`. */
#ifndef OUT_CHART_H
#define OUT_CHART_H

#include "out/style.h"
#include "out/xml.h"

/* How content of one form is drawn. Its memory is the caller's. */
struct chart_form {
    /* How high it is where it is WIDTH wide, in pixels. */
    double (*height)(const void *content, double width);
    /* Draws it into the open element, from (0, 0) to WIDTH and that height. */
    void (*draw)(const void *content, double width, struct xml *x);
    /* Adds it to T for a terminal, lines of at most style_columns(); NULL: it has no such form. */
    void (*add_text)(const void *content, const struct style *style, struct text *t);
};

enum { CHART_NOTES = 10 };

/* All is borrowed. Zeroed is not valid: it needs a title and a form. */
struct chart {
    const char *title;       /* what it shows */
    const char *subtitle;    /* of what, and when */
    const char *description; /* what there is to see, in words, for those who do not see it */
    const char *signs; /* how the marks of the picture are to be read; not of its form as text,
                          which tells that itself; may be NULL */
    const char *notes[CHART_NOTES]; /* beneath it: how it is to be read, what it rests on */
    size_t n_notes;
    const char *empty; /* that there is nothing to draw, and why; NULL where there is */
    const struct chart_form *form;
    const void *content;
    bool failed; /* there was no memory for a part of it */
};

/* Draws the chart as an <svg> element, a document of its own where ID is NULL; else as a part of a
 * page, which has the rules of ink_add_style(), with names that begin with ID. */
void chart_draw(const struct chart *chart, const char *id, struct xml *x);

/* Adds the chart to T for a terminal; its form must have such a form. */
void chart_add_text(const struct chart *chart, const struct style *style, struct text *t);

#endif
