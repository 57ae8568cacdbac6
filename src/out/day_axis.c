#include "out/day_axis.h"

static const int steps[] = {1, 3, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000};

enum { N_STEPS = sizeof steps / sizeof steps[0], MONTHS = 12, LAST_YEAR = 9999 };

double day_axis_at(struct day_axis axis, int32_t day)
{
    return ((double)day - axis.first) / ((double)axis.last - axis.first);
}

/* Letters of a label, and one between it and the next. */
static int letters_of(int step)
{
    return step < MONTHS ? 8 : 5;
}

int day_axis_step(struct day_axis axis, double width, double letter)
{
    double months = ((double)axis.last - axis.first) / DAYS_PER_MONTH;
    int i = 0;
    while (i < N_STEPS - 1 && letters_of(steps[i]) * letter > width * steps[i] / months)
        i++;
    return steps[i];
}

bool day_axis_next(struct day_axis axis, int step, int32_t day, int32_t *next)
{
    struct date from = date_of_day(day > axis.first ? day : axis.first);
    int month = date_year(from) * MONTHS + date_month(from) - 1;
    month = month / step * step;
    do {
        if (month / MONTHS > LAST_YEAR)
            return false;
        *next = month < MONTHS ? axis.first - 1
                               : date_first_day(date_of(month / MONTHS, month % MONTHS + 1, 1));
        month += step;
    } while (*next < day || *next < axis.first);
    return *next <= axis.last;
}

const char *day_axis_label(int step, int32_t day, char buffer[DATE_TEXT])
{
    struct date date = date_of_day(day);
    const char *text = date_text(date, buffer);
    size_t end = step < MONTHS ? 7 : 4; /* of YYYY-MM, or of YYYY */
    buffer[end] = '\0';
    return text;
}
