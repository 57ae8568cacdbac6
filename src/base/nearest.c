#include "base/nearest.h"

#include <string.h>

enum { LONGEST = 64 }; /* longer names are not compared */

static int fold(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance, three rows at a time. */
static size_t distance(struct span a, struct span b)
{
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= b.length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            int x = fold(a.text[i - 1]), y = fold(b.text[j - 1]);
            now[j] = least(least(before[j], now[j - 1]) + 1, before[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == fold(b.text[j - 2]) && fold(a.text[i - 2]) == y)
                now[j] = least(now[j], earlier[j - 2] + 1);
        }
    }
    return rows[a.length % 3][b.length];
}

void nearest_try(struct nearest *n, const char *candidate)
{
    struct span c = span_of(candidate);
    if (c.length > LONGEST || n->wanted.length > LONGEST || c.length == 0 || n->wanted.length == 0)
        return;
    size_t longer = c.length > n->wanted.length ? c.length : n->wanted.length;
    size_t d = distance(n->wanted, c);
    if ((d * 3 > longer && !n->takes_any) || (n->best && d >= n->distance))
        return;
    n->best = candidate;
    n->distance = d;
}
