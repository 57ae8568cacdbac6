#include "steps_shape.h"

#include <math.h>

#include "base/number.h"
#include "base/utf8.h"

/* The least of 1, 2, 5, 10, ... that is at least LEAST. */
static size_t nice_above(double least)
{
    static const size_t nice[] = {1, 2, 5};
    size_t ten = 1;
    for (; ten < SIZE_MAX / 100; ten *= 10)
        for (size_t i = 0; i < 3; i++)
            if ((double)(nice[i] * ten) >= least)
                return nice[i] * ten;
    return ten;
}

double steps_tick(const struct steps *steps, int most)
{
    return steps->is_share ? 0.25 : (double)nice_above(steps->top_y / most);
}

double steps_top(const struct steps *steps, int most)
{
    double tick = steps_tick(steps, most);
    return steps->is_share ? 1 : fmax(1, ceil(steps->top_y / tick)) * tick;
}

void steps_add_tick(const struct steps *steps, double y, struct text *t)
{
    char number[NUMBER_TEXT];
    if (steps->is_share)
        text_addf(t, "%.0f%%", 100 * y);
    else
        text_add_string(t, number_grouped((size_t)(y + 0.5), number));
}

bool steps_shows(const struct steps *steps, size_t i, size_t every)
{
    return (steps->keeps_last ? steps->n_columns - 1 - i : i) % every == 0;
}

/* The sum since the column shown before, which the first shown has not. */
static size_t count_at(const struct step_row *row, size_t i, size_t every)
{
    size_t sum = 0;
    if (!row->adds_up)
        return row->counts[i];
    if (i < every)
        return STEP_MISSING;
    for (size_t k = i - every + 1; k <= i; k++)
        sum += row->counts[k];
    return sum;
}

bool steps_add_count(const struct step_row *row, size_t i, size_t every, struct text *t)
{
    char number[NUMBER_TEXT];
    size_t n = count_at(row, i, every);
    text_add_string(t, n == STEP_MISSING ? "-" : number_grouped(n, number));
    return n != STEP_MISSING && n > 0;
}

const char *column_label(const struct step_column *column, struct spacing spacing)
{
    return spacing.is_brief && column->brief ? column->brief : column->label;
}

size_t steps_widest(const struct steps *steps, bool is_brief)
{
    char number[NUMBER_TEXT];
    size_t most = 0, width, n = 1;
    for (size_t i = 0; i < steps->n_columns; i++) {
        width =
            utf8_width(span_of(column_label(&steps->columns[i], (struct spacing){0, is_brief})));
        most = width > most ? width : most;
    }
    for (size_t row = 0; row < steps->n_rows; row++)
        for (size_t i = 0; i < steps->n_columns; i++)
            if (steps->rows[row].counts[i] != STEP_MISSING && steps->rows[row].counts[i] > n)
                n = steps->rows[row].counts[i];
    width = utf8_width(span_of(number_grouped(n, number)));
    return width > most ? width : most;
}

struct spacing steps_spacing(const struct steps *steps, double room, double per_letter, double gap)
{
    struct spacing spacing[2];
    for (int brief = 0; brief < 2; brief++) {
        double need = per_letter * (double)steps_widest(steps, brief) + gap;
        spacing[brief] =
            (struct spacing){nice_above(need * (double)steps->n_columns / room), brief};
    }
    return spacing[spacing[1].every < spacing[0].every];
}

double series_height(const struct step_series *s, double x)
{
    size_t low = 0, high = s->n_steps;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->steps[middle].x <= x)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? s->steps[low - 1].y : s->start_y;
}

double series_end(const struct step_series *s)
{
    if (!isnan(s->end_x))
        return s->end_x;
    return s->n_steps ? s->steps[s->n_steps - 1].x : s->start_x;
}
