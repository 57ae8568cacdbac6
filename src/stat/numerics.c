#include "stat/numerics.h"

#include <gsl/gsl_errno.h>

void numerics_start(void)
{
    gsl_set_error_handler_off();
}
