/* How dates are read, placed, counted and printed. */
#include "cmd/topic.h"

static const struct topic_part parts[] = {
    {.text = "In files, a date is YYYY-MM-DD, YYYY-MM or YYYY, and keeps that precision. One "
             "that does not exist, such as 30 February, is an error."},
    {.term = "--dates dmy",
     .text = "13/02/2019 and 13/02/19 are read too, the day first; two digits are "
             "the years 1970 to 2069"},
    {.term = "--dates mdy", .text = "likewise, the month first"},
    {.heading = "dates without a day"},
    {.text = "Where days are counted, a month stands for its 15th and a year for 1 July; "
             "tables print them as they were given. The notes count them."},
    {.term = "--partial first", .text = "they stand for their first day"},
    {.term = "--partial last", .text = "they stand for their last day"},
    {.text = "To --from and -w a month or a year is all of its days: --from 2015 begins on 1 "
             "January, --to 2015 ends on 31 December, -w 'start>2015' is after 2015, -w "
             "start=2015 within it."},
    {.heading = "which day counts"},
    {.text = "An inspection is dated by its first day on site or, with --date published, by "
             "the day of publication. Where that is missing the other serves, and the notes "
             "count it."},
    {.text = "Everything is told as things stood on the as-of date. By default that is the "
             "latest inspection or publication in the data, never today, so that the same "
             "data give the same numbers at any time; the notes name it. --as-of sets it, "
             "with its day. What is dated after it does not exist."},
    {.text = "Days of --at have a day, too, and do not lie after the as-of date."},
    {.heading = "durations"},
    {.text = "Durations are whole days between two dates. A year is 365.25 days, a month "
             "30.4375. --units months or --units days shows columns in years so, and "
             "renames them to match: median_years becomes median_months. -c, -s and -w "
             "then know them by the new name."},
    {0},
};

const struct topic topic_dates = {
    .name = "dates",
    .summary = "how dates are read, placed and counted",
    .parts = parts,
};
