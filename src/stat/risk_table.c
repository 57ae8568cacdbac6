#include "stat/risk_table.h"

#include <stdlib.h>

static int compare_times(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Fills t->time with the times of events, each once. */
static void find_times(struct risk_table *t, const struct risk_row *rows, size_t n)
{
    size_t n_events = 0;
    for (size_t i = 0; i < n; i++)
        if (rows[i].group >= 0 && rows[i].event)
            t->time[n_events++] = rows[i].stop;
    qsort(t->time, n_events, sizeof *t->time, compare_times);
    for (size_t i = 0; i < n_events; i++)
        if (t->n == 0 || t->time[t->n - 1] != t->time[i])
            t->time[t->n++] = t->time[i];
}

size_t risk_table_until(const struct risk_table *t, int32_t time)
{
    size_t low = 0, high = t->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (t->time[middle] <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Counts each row in where it comes under risk and out (modulo 2^32) where it leaves, then sums up
 * over the times. */
static void count(struct risk_table *t, const struct risk_row *rows, size_t n)
{
    size_t k = t->n_groups;
    for (size_t i = 0; i < n; i++) {
        if (rows[i].group < 0)
            continue;
        size_t g = (size_t)rows[i].group;
        size_t first = risk_table_until(t, rows[i].start), end = risk_table_until(t, rows[i].stop);
        if (first < t->n)
            t->at_risk[first * k + g]++;
        if (end < t->n)
            t->at_risk[end * k + g]--;
        if (rows[i].event)
            t->events[(end - 1) * k + g]++;
    }
    for (size_t i = k; i < t->n * k; i++)
        t->at_risk[i] += t->at_risk[i - k];
}

int risk_table_build(struct risk_table *t, const struct risk_row *rows, size_t n, size_t n_groups)
{
    *t = (struct risk_table){.n_groups = n_groups, .time = malloc((n + 1) * sizeof *t->time)};
    if (!t->time)
        return -1;
    find_times(t, rows, n);
    t->at_risk = calloc(t->n * n_groups + 1, sizeof *t->at_risk);
    t->events = calloc(t->n * n_groups + 1, sizeof *t->events);
    if (!t->at_risk || !t->events) {
        risk_table_release(t);
        return -1;
    }
    count(t, rows, n);
    return 0;
}

/* An empty table with room for N times. 0 or -1. */
static int make_room(struct risk_table *t, size_t n, size_t n_groups)
{
    *t = (struct risk_table){.n_groups = n_groups,
                             .time = malloc((n + 1) * sizeof *t->time),
                             .at_risk = calloc(n * n_groups + 1, sizeof *t->at_risk),
                             .events = calloc(n * n_groups + 1, sizeof *t->events)};
    if (t->time && t->at_risk && t->events)
        return 0;
    risk_table_release(t);
    return -1;
}

int risk_table_part(const struct risk_table *t, const bool *takes_part, struct risk_table *part)
{
    size_t n_groups = 0;
    for (size_t g = 0; g < t->n_groups; g++)
        n_groups += takes_part[g];
    if (make_room(part, t->n, n_groups) != 0)
        return -1;
    for (size_t i = 0; i < t->n; i++) {
        uint32_t *at_risk = part->at_risk + part->n * n_groups, events = 0;
        uint32_t *cell = part->events + part->n * n_groups;
        for (size_t g = 0, k = 0; g < t->n_groups; g++) {
            if (!takes_part[g])
                continue;
            at_risk[k] = t->at_risk[i * t->n_groups + g];
            events += cell[k] = t->events[i * t->n_groups + g];
            k++;
        }
        part->time[part->n] = t->time[i];
        part->n += events > 0;
    }
    return 0;
}

static uint32_t sum(const uint32_t *v, size_t n)
{
    uint32_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += v[i];
    return total;
}

uint32_t risk_table_at_risk(const struct risk_table *t, size_t i)
{
    return sum(t->at_risk + i * t->n_groups, t->n_groups);
}

uint32_t risk_table_events(const struct risk_table *t, size_t i)
{
    return sum(t->events + i * t->n_groups, t->n_groups);
}

size_t risk_table_group_events(const struct risk_table *t, size_t group)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        n += t->events[i * t->n_groups + group];
    return n;
}

/* Whether group A had an event while B was at risk. */
static bool leads(const struct risk_table *t, size_t a, size_t b)
{
    size_t k = t->n_groups;
    for (size_t i = 0; i < t->n; i++)
        if (t->events[i * k + a] > 0 && t->at_risk[i * k + b] > 0)
            return true;
    return false;
}

enum { FORWARD = 1, BACKWARD = 2 };

/* Spreads what GROUP reaches, along the directions given, until nothing is added. */
static void spread(const struct risk_table *t, size_t group, int directions, bool *reached)
{
    bool grows = true;
    for (size_t g = 0; g < t->n_groups; g++)
        reached[g] = g == group;
    while (grows) {
        grows = false;
        for (size_t a = 0; a < t->n_groups; a++)
            for (size_t b = 0; b < t->n_groups && reached[a]; b++) {
                bool found = !reached[b] && (((directions & FORWARD) && leads(t, a, b)) ||
                                             ((directions & BACKWARD) && leads(t, b, a)));
                reached[b] = reached[b] || found;
                grows = grows || found;
            }
    }
}

int risk_table_tied(const struct risk_table *t, size_t group, bool *is_tied)
{
    bool *back = malloc((t->n_groups + 1) * sizeof *back);
    if (!back)
        return -1;
    spread(t, group, FORWARD, is_tied);
    spread(t, group, BACKWARD, back);
    for (size_t g = 0; g < t->n_groups; g++)
        is_tied[g] = is_tied[g] && back[g];
    free(back);
    return 0;
}

void risk_table_compared(const struct risk_table *t, size_t group, bool *is_compared)
{
    spread(t, group, FORWARD | BACKWARD, is_compared);
}

void risk_table_release(struct risk_table *t)
{
    free(t->time);
    free(t->at_risk);
    free(t->events);
    *t = (struct risk_table){0};
}
