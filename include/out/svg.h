/* svg: what pictures are drawn with. Coordinates are pixels, y downwards.
 *
 * What is painted has its light colours as attributes, which every program reads, and a class for
 * each, by which the style sheet of ink.h makes them dark. */
#ifndef OUT_SVG_H
#define OUT_SVG_H

#include "out/ink.h"
#include "out/xml.h"

/* Zeroed paints nothing. */
struct paint {
    enum ink fill, stroke;
    double width;     /* of the stroke; 0: 1 */
    const char *dash; /* NULL: a whole line */
    double opacity;   /* of the fill; 0: 1 */
    const char *role; /* what the mark is: a class; may be NULL */
    const char *tip;  /* what is told of it when it is pointed at; may be NULL */
};

void svg_line(struct xml *x, double x1, double y1, double x2, double y2, struct paint paint);
void svg_rect(struct xml *x, double left, double top, double width, double height,
              struct paint paint);
/* Strokes across such a rectangle, a path; GAP apart. */
void svg_hatch(struct xml *x, double left, double top, double width, double height, double gap,
               struct paint paint);
void svg_circle(struct xml *x, double cx, double cy, double radius, struct paint paint);

/* Through points: adds "M1 2", "L3 4", or a curve that begins and ends level, to the path D. */
void svg_move(struct text *d, double x, double y);
void svg_draw(struct text *d, double x, double y);
void svg_bend(struct text *d, double x, double y, double to_x, double to_y);
void svg_path(struct xml *x, const struct text *d, struct paint paint);

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct lettering {
    enum anchor anchor;
    double size;  /* of the letters, in pixels; 0: 13 */
    enum ink ink; /* INK_NONE: INK_TEXT */
    bool is_bold;
    bool has_halo; /* paper round the letters, where they cross lines */
    const char *role;
};

/* TEXT on the line Y. */
void svg_text(struct xml *x, double left, double y, const char *text, struct lettering lettering);

/* About how wide TEXT will be: fonts differ. */
double svg_text_width(const char *text, double size);

/* Adds to T as much of TEXT as WIDTH has room for, with "..." (one character) where that is not
 * all. */
void svg_add_cut(struct text *t, const char *text, double size, double width);

/* A group: of ROLE, called NAME (data-name), moved by DX, DY; NULL and 0: not. To be closed by
 * xml_close(). */
void svg_group(struct xml *x, const char *role, const char *name, double dx, double dy);

#endif
