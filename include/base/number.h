/* number: numbers to and from text, the same in every locale. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdint.h>

#include "base/span.h"

enum { NUMBER_TEXT = 352 }; /* the longest double in fixed notation, with decimals to spare */

/* X, which must be finite, rounded to the fewest significant digits from 15 on that read back to
 * it, trailing zeros left out: the shortest text that does for all but subnormal numbers and a few
 * powers of two. -0 is written 0. Returns BUFFER. As the others here, for LC_NUMERIC "C". */
const char *number_text(double x, char buffer[NUMBER_TEXT]);

/* X with DECIMALS (0 to 30) digits after the point; a rounded -0 is written without its sign. */
const char *number_fixed(double x, int decimals, char buffer[NUMBER_TEXT]);

/* The number that the whole of S is; false where it is none, not finite or out of range. */
bool number_parse(struct span s, double *x);
bool number_parse_integer(struct span s, int64_t least, int64_t most, int64_t *x);

/* N with a comma between thousands, as running text has it. Returns BUFFER. */
const char *number_grouped(size_t n, char buffer[NUMBER_TEXT]);

#endif
