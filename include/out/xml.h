/* xml: a document written from its beginning to its end, well-formed whatever the texts are. The
 * one place that knows libxml2.
 *
 * That the library could not be loaded, or an allocation failed, is remembered, later additions do
 * nothing, and whoever finishes the document asks once, by xml_report() or xml_failed(). Attributes
 * come right behind xml_open(). */
#ifndef OUT_XML_H
#define OUT_XML_H

#include "base/progress.h"
#include "base/text.h"

struct diags;
struct xml_library;

struct xml {
    struct xml_library *library; /* libxml2's functions; NULL: not loaded ... */
    void *writer, *buffer;       /* ... and objects */
    bool failed;
    const char *problem;       /* the dynamic linker's: there is no libxml2 */
    uint64_t n_elements;       /* opened so far */
    struct progress *progress; /* told of them; NULL, or to be set behind xml_begin() */
};

void xml_begin(struct xml *x);

void xml_open(struct xml *x, const char *element);
void xml_attribute(struct xml *x, const char *name, const char *value);
__attribute__((format(printf, 3, 4))) void xml_attributef(struct xml *x, const char *name,
                                                          const char *format, ...);

/* A coordinate: rounded to two decimals. */
void xml_number(struct xml *x, const char *name, double value);

/* Text of the open element; what XML does not admit, and what could disturb a reader, is written
 * out as by text_add_visible(). */
void xml_text(struct xml *x, const char *text);

/* What the document holds as it is: a document type, a style sheet without < and &. */
void xml_raw(struct xml *x, const char *text);

/* Closes the element: <g/> where it is empty, or, in full, <td></td>, as HTML needs it. */
void xml_close(struct xml *x);
void xml_close_full(struct xml *x);

/* An element with nothing but text. */
void xml_element(struct xml *x, const char *element, const char *text);

/* Adds a coordinate to T, as xml_number() writes it. */
void xml_add_number(struct text *t, double value);

/* Ends the document; what it is, valid until it is released. */
struct span xml_end(struct xml *x);

bool xml_failed(const struct xml *x);

/* 0, or -1 where it failed, with the fault in DS. */
int xml_report(const struct xml *x, struct diags *ds);

void xml_release(struct xml *x);

#endif
