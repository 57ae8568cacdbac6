#include "risk_rows.h"

/* R: set.seed(7); start among 0, 0, 0, 1, 2, 3; stop up to 9 later; event with chance 0.6. */
const struct risk_row risk_rows[RISK_ROWS] = {
    {0, 6, false, 0, 0}, {0, 8, false, 0, 1}, {1, 9, true, 0, 2},  {0, 1, false, 0, 3},
    {0, 4, true, 0, 4},  {3, 12, true, 0, 5}, {0, 3, true, 0, 6},  {3, 8, false, 0, 7},
    {0, 8, true, 0, 8},  {0, 9, true, 0, 9},  {1, 6, true, 0, 0},  {0, 6, true, 1, 1},
    {1, 9, false, 1, 2}, {0, 9, true, 1, 3},  {3, 5, false, 1, 4}, {3, 8, true, 1, 5},
    {0, 8, true, 1, 6},  {2, 10, true, 1, 7}, {1, 9, false, 1, 8}, {0, 2, true, 2, 9},
    {3, 10, true, 2, 0}, {0, 5, true, 2, 1},  {0, 6, true, 2, 2},  {1, 4, true, 2, 3},
};
