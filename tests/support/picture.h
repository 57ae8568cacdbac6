/* picture: what the program draws or reports, through an XML parser (libxml2), for tests. */
#ifndef SUPPORT_PICTURE_H
#define SUPPORT_PICTURE_H

#include "base/text.h"
#include "csv_table.h"

struct picture {
    void *document, *context; /* libxml2's */
};

/* What the program prints to standard output where it is called with ARGUMENTS ("chart curve -o
 * -"); fails unless it exits with 0 and prints well-formed XML. */
struct picture picture_of(const char *arguments);

/* What the program prints to standard output where it is called with ARGUMENTS, added to T; fails
 * unless it exits with 0. */
void program_output(const char *arguments, struct text *t);

/* How many nodes XPATH selects; elements of SVG are called svg:text, those of a page html:table. */
size_t picture_count(const struct picture *p, const char *xpath);

/* The same of a path composed as by printf(). */
__attribute__((format(printf, 2, 3))) size_t picture_countf(const struct picture *p,
                                                            const char *format, ...);

/* The text of the first node that XPATH selects, in T, emptied first; fails where there is none. */
const char *picture_text(const struct picture *p, const char *xpath, struct text *t);

/* That text as a number; fails where it is none. */
double picture_number(const struct picture *p, const char *xpath);

/* The texts of all nodes that XPATH selects, in their order; to be released. */
struct picture_texts {
    char **v;
    size_t n;
};

struct picture_texts picture_texts(const struct picture *p, const char *xpath);
void picture_texts_release(struct picture_texts *t);

void picture_release(struct picture *p);

#endif
