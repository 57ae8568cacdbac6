/* cells: getters that commands share. Their context is the session. A getter ..._at reads the
 * member of the row that stands at offset `which`, so that a column is one line of a table:
 *
 *     {"to_date", TYPE_DATE, NULL, "date of the later one", get_date_at, 0, AT(to_date)},
 */
#ifndef CMD_CELLS_H
#define CMD_CELLS_H

#include "cmd/session.h"

/* The offset of a member of ROW, a macro that each command sets to its struct. */
#define AT(member) ((int)offsetof(struct ROW, member))

cell_getter get_text_at;      /* const char *; NULL and "" are missing */
cell_getter get_date_at;      /* struct date */
cell_getter get_count_at;     /* size_t */
cell_getter get_integer_at;   /* int */
cell_getter get_number_at;    /* double; NaN is missing */
cell_getter get_days_at;      /* double, days; NaN is missing */
cell_getter get_model_at;     /* int, a model; -1 is missing */
cell_getter get_provider_at;  /* uint32_t, a spell */
cell_getter get_grade_at;     /* uint32_t, a judgement: its grade; NO_JUDGEMENT is missing */
cell_getter get_rank_at;      /* int, a rank: its label; RANK_NONE is "(all)", below all grades */
cell_getter get_source_at;    /* uint32_t, a judgement: its source */
cell_getter get_framework_at; /* uint32_t, a judgement: its framework */

/* Rows about a council begin with its number, a uint32_t. */
cell_getter get_council, get_code, get_region;

#define COLUMN_COUNCIL                                                                             \
    {                                                                                              \
        "council", TYPE_TEXT, NULL, "the council", get_council, COLUMN_KEY, 0                      \
    }
#define COLUMN_CODE                                                                                \
    {                                                                                              \
        "code", TYPE_TEXT, NULL, "its ONS code", get_code, COLUMN_EXTRA, 0                         \
    }
#define COLUMN_REGION                                                                              \
    {                                                                                              \
        "region", TYPE_TEXT, NULL, "its region", get_region, COLUMN_EXTRA, 0                       \
    }

/* Whether the options ask for the other columns of C. */
bool command_has_other_form(const struct command *c, const struct options *o);

/* The columns of C, or those that stand in their place under --by, in *COLUMNS and *N: a column
 * marked COLUMN_PER_GRADE stands for one a grade of SCALE, best first, with the grade in its name
 * and its meaning, and its rank in `which`. Kept in ARENA. 0, or -1 when there is no memory. */
int columns_of_command(const struct command *c, bool by, const struct scale *scale,
                       struct arena *arena, const struct column **columns, size_t *n);

enum { COLUMN_PER_GRADE = 1 << 16 };

#define N_ROWS(array) (sizeof(array) / sizeof(array)[0])

#endif
