/* packed: a table of 32-bit numbers in little memory. Rows are added at the end and read at will.
 *
 * Stretches of 512 rows are kept column by column, in as few bytes (0, 1, 2 or 4) as the numbers
 * of each need above the least of them ("frame of reference", as column stores do it); numbers
 * that count up with the row need none. Zeroed but for n_columns is valid and empty. */
#ifndef BASE_PACKED_H
#define BASE_PACKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PACKED_COLUMNS = 12, PACKED_STRETCH = 512 };

/* The column that is a member of a struct of 32-bit numbers, where rows are such. */
#define PACKED_COLUMN(type, member) (offsetof(struct type, member) / sizeof(uint32_t))

struct packed_stretch;

/* Rows that were added one after the other: all of their stretches are full but the last. */
struct packed_run {
    size_t from;    /* its first row */
    size_t stretch; /* which is the first of this one */
};

struct packed {
    size_t n_columns; /* at most PACKED_COLUMNS */
    size_t n;         /* rows */
    struct packed_stretch **v;
    size_t n_stretches, cap;
    struct packed_run *runs; /* NULL: one, from row 0 */
    size_t n_runs;
    uint32_t *stage; /* rows not yet packed, column by column; NULL: none */
    size_t n_staged;
};

/* Packs what is staged, and begins anew. 0, or -1 when there is no memory. */
int packed_seal(struct packed *p);

/* Room for one more row. 0 or -1. */
int packed_make_room(struct packed *p);

/* Adds ROW, which has a number for each of the N columns. 0 or -1. */
static inline int packed_add(struct packed *p, const uint32_t *row, size_t n)
{
    if ((!p->stage || p->n_staged == PACKED_STRETCH) && packed_make_room(p) != 0)
        return -1;
    uint32_t *to = p->stage + p->n_staged++;
    _Pragma("GCC unroll 12") for (size_t c = 0; c < n; c++)
    {
        /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): members of structs, all set */
        to[c * PACKED_STRETCH] = row[c];
    }
    p->n++;
    return 0;
}

/* Adds the N rows, at most PACKED_STRETCH, of which COLUMNS has the numbers: column by column,
 * PACKED_STRETCH apart. 0 or -1. */
int packed_add_columns(struct packed *p, const uint32_t *columns, size_t n);

/* What is read must be sealed: packed_seal() after the last packed_add(). */

/* The number in a row, which is there. */
uint32_t packed_at(const struct packed *p, size_t row, size_t column);

/* The numbers of N rows from FROM on, all of which are there: row I's go to TO[I * N_COLUMNS ...].
 */
void packed_read(const struct packed *p, size_t from, size_t n, uint32_t *to);

/* The numbers of COLUMN alone, all within one stretch: from ROW to its end. Returns how many; TO
 * has room for PACKED_STRETCH, and behind those that count anything may be written. */
size_t packed_read_column(const struct packed *p, size_t row, size_t column, uint32_t *to);

/* The stretch that ROW is in goes from row *FIRST to before *END. */
void packed_stretch_around(const struct packed *p, size_t row, size_t *first, size_t *end);

/* Bounds of the numbers in COLUMN; both 0 where there are none. */
void packed_bounds(const struct packed *p, size_t column, uint32_t *least, uint32_t *most);

/* Gives back the stretches that lie wholly before ROW: they must not be read any more. */
void packed_forget(struct packed *p, size_t row);

/* Moves the rows of FROM, which has the same columns, behind those of P; FROM is empty then. 0, or
 * -1 when there is no memory. */
int packed_append(struct packed *p, struct packed *from);

/* Adds ADD to all numbers of COLUMN, none of which is staged. */
void packed_add_to(struct packed *p, size_t column, uint32_t add);

/* Adds ADD to the numbers of COLUMN that are not 0. 0, or -1 when there is no memory. */
int packed_add_to_others(struct packed *p, size_t column, uint32_t add);

/* Puts MAP[number] in the place of each number of COLUMN. 0 or -1. */
int packed_map(struct packed *p, size_t column, const uint32_t *map);

void packed_release(struct packed *p);

#endif
