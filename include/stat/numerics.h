/* numerics: how GSL behaves in this program. */
#ifndef STAT_NUMERICS_H
#define STAT_NUMERICS_H

/* GSL's default is to abort at the first error, an underflow included. After this its functions
 * return their error codes, which the estimators look at. Once, before the first estimate. */
void numerics_start(void);

#endif
