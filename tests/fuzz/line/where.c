/* A condition, read against columns of each type; conditions that contradict each other never hold
 * together, and one of them does where there is a value.
 * aims: out/condition */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "out/condition.h"

static const struct column columns[] = {
    {"council", TYPE_TEXT, NULL, "", NULL, 0, 0},
    {"episodes", TYPE_INTEGER, NULL, "", NULL, 0, 0},
    {"median_years", TYPE_NUMBER, "years", "", NULL, 0, 0},
    {"start", TYPE_DATE, NULL, "", NULL, 0, 0},
    {"grade", TYPE_GRADE, NULL, "", NULL, 0, 0},
};
enum { N = sizeof columns / sizeof columns[0], CELLS = 5 };

static bool rank_of(const void *context, struct nearest *near, int *rank)
{
    static const char *const words[] = {"inadequate", "good", "outstanding"};
    (void)context;
    for (int i = 0; i < 3; i++) {
        *rank = i + 1;
        if (span_matches(near->wanted, span_of(words[i])))
            return true;
        nearest_try(near, words[i]);
    }
    return false;
}

/* What stands in the column at WHICH. */
static size_t cells_of(size_t which, struct cell v[CELLS])
{
    static const char *const names[] = {"Leeds", "Isle of Wight", "K\xc3\xb6ln", "2019"};
    static const int32_t days[] = {0, 17000, -20000, 17200};
    for (size_t i = 0; i < CELLS - 1; i++) {
        struct date date = date_of_day(days[i]);
        if (i == 3)
            date.packed = date_first_day(date_of(2017, 1, 1)) * 4 + DATE_YEAR;
        v[i] = which == 0   ? cell_text(names[i])
               : which == 1 ? cell_integer((int64_t)i * 3 - 2)
               : which == 2 ? cell_real((double)i * 1.5 - 1)
               : which == 3 ? cell_date(date)
                            : cell_grade(i % 2 ? "good" : "inadequate", i % 2 ? 2 : 1);
    }
    v[CELLS - 1] = cell_missing(NULL);
    return CELLS;
}

static const struct {
    const char *sign, *opposite;
} signs[] = {{"!=", "="}, {"<=", ">"}, {">=", "<"}, {"=", "!="}, {"<", ">="}, {">", "<="}};

/* S with another sign in place of its first, to be freed; NULL where it has none. */
static char *opposite(const char *s)
{
    size_t at = strcspn(s, "!<>=~");
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t length = strlen(signs[i].sign);
        if (strncmp(s + at, signs[i].sign, length) != 0)
            continue;
        if (s[at + length] == '=')
            return NULL; /* which would be part of another sign */
        struct text t = {0};
        text_addf(&t, "%.*s%s%s", (int)at, s, signs[i].opposite, s + at + length);
        return t.v;
    }
    return NULL;
}

static void check_opposite(const struct condition *c, const char *s, const struct document *doc)
{
    struct condition other;
    struct diags ds = {0};
    struct cell cells[CELLS];
    char *opposed = opposite(s);
    size_t n = cells_of((size_t)(c->column - columns), cells);
    bool is_date = c->column->type == TYPE_DATE;
    if (opposed && condition_parse(&other, opposed, columns, N, doc, &ds) == 0) {
        for (size_t i = 0; i < n; i++) {
            bool holds = condition_holds(c, cells[i]);
            HOLDS(!holds || !condition_holds(&other, cells[i]));
            HOLDS(cells[i].kind == CELL_MISSING || c->is_missing || is_date ||
                  holds != condition_holds(&other, cells[i]));
        }
        condition_release(&other);
    }
    free(opposed);
    diags_release(&ds);
}

/* Whether so much is repeated that the C library may take very long, as README says. */
static bool takes_long(struct span s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.length; i++)
        n += memchr("?*+{", s.text[i], 4) != NULL;
    return n > 12;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct document doc = {.rank_of = rank_of};
    struct span s = fuzz_span(data, size);
    if (takes_long(s))
        return 0;
    char *string = fuzz_string(s);
    struct condition c;
    struct diags ds = {0};
    struct cell cells[CELLS];
    if (condition_parse(&c, string, columns, N, &doc, &ds) == 0) {
        HOLDS(c.column >= columns && c.column < columns + N && ds.fault == FAULT_NONE);
        HOLDS(c.op != OP_MATCHES || c.has_regex || c.is_missing);
        size_t n = cells_of((size_t)(c.column - columns), cells);
        for (size_t i = 0; i < n; i++)
            condition_holds(&c, cells[i]);
        check_opposite(&c, string, &doc);
        condition_release(&c);
    } else {
        HOLDS(ds.fault == FAULT_USAGE && ds.fault_message);
    }
    free(string);
    diags_release(&ds);
    return 0;
}
