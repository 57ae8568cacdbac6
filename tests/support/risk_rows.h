/* risk_rows: observations of three groups, with delayed entry, ties and ten clusters, that tests of
 * rank tests and Cox models share. */
#ifndef SUPPORT_RISK_ROWS_H
#define SUPPORT_RISK_ROWS_H

#include "stat/risk_table.h"

enum { RISK_ROWS = 24, RISK_GROUPS = 3, RISK_CLUSTERS = 10 };

extern const struct risk_row risk_rows[RISK_ROWS];

#endif
