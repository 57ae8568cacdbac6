#include "stat/bisect.h"

#include <math.h>

double bisect(double (*f)(double x, const void *context), const void *context, double low,
              double high)
{
    for (;;) {
        double middle = (low + high) / 2, value = f(middle, context);
        if (isnan(value))
            return NAN;
        if (middle <= low || middle >= high)
            return middle;
        *(value > 0 ? &high : &low) = middle;
    }
}
