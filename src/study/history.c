#include "study/history.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/array.h"

/* The date of an inspection under the rules; *OTHER when it is not of the basis asked for. */
static struct date date_of_inspection(const struct judgement *j, const struct rules *rules,
                                      bool *other)
{
    struct date first = rules->basis == BASIS_PUBLISHED ? j->published : j->inspected;
    *other = !date_is_known(first);
    if (!*other)
        return first;
    return rules->basis == BASIS_PUBLISHED ? j->inspected : j->published;
}

int32_t inspection_day(const struct judgement *j, const struct rules *rules)
{
    bool other;
    return date_place(date_of_inspection(j, rules, &other), rules->placing);
}

/* Of the N judgements V of one inspection, the first in the order of preference with a grade. */
static const struct judgement *choose(const struct dataset *d, const struct rules *rules,
                                      const struct judgement *v, size_t n)
{
    for (int k = 0; k < rules->n_kinds; k++)
        for (size_t i = 0; i < n; i++)
            if ((int)v[i].kind == rules->kinds[k] && judgement_rank(d, &v[i]) != RANK_NONE)
                return &v[i];
    return NULL;
}

/* The N judgements of the council from number FROM on, which are of one inspection. */
static void take_inspection(struct history *h, const struct dataset *d, const struct rules *rules,
                            size_t from, size_t n)
{
    const struct judgement *v = h->judgements + from;
    bool other;
    struct date date = date_of_inspection(v, rules, &other);
    int32_t day = date_place(date, rules->placing);
    if (day > rules->as_of) {
        h->counts.after_as_of++;
        return;
    }
    const struct judgement *chosen = choose(d, rules, v, n);
    if (!chosen) {
        h->counts.without_grade++;
        return;
    }
    h->counts.inspections++;
    h->counts.other_date += other;
    h->counts.partial_dates += date_precision(date) != DATE_DAY;
    h->inspections[h->n++] = (struct inspection){.day = day,
                                                 .rank = judgement_rank(d, chosen),
                                                 .date = date,
                                                 .judgement = h->council->judgements +
                                                              (uint32_t)(chosen - h->judgements),
                                                 .line = chosen->line};
}

/* By day, then file order. */
static int compare_inspections(const void *a, const void *b)
{
    const struct inspection *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* Most come in order: the dataset has them by the first day that their date can mean. */
static void order_inspections(struct history *h)
{
    for (size_t i = 1; i < h->n; i++)
        if (compare_inspections(&h->inspections[i - 1], &h->inspections[i]) > 0) {
            qsort(h->inspections, h->n, sizeof *h->inspections, compare_inspections);
            return;
        }
}

#define COLUMN(type, member) (1U << offsetof(struct type, member) / sizeof(uint32_t))

/* Reads what is wanted of the council's records, and makes room for what comes of them. */
static int read_records(struct history *h, const struct dataset *d)
{
    static const unsigned of_judgements =
        COLUMN(judgement, inspected) | COLUMN(judgement, published) | COLUMN(judgement, framework) |
        COLUMN(judgement, kind) | COLUMN(judgement, word) | COLUMN(judgement, line);
    static const unsigned of_spells = COLUMN(spell_row, start) | COLUMN(spell_row, end) |
                                      COLUMN(spell_row, model) | COLUMN(spell_row, provider) |
                                      COLUMN(spell_row, scope);
    const struct council *c = h->council;
    if (array_reserve(&h->judgements, &h->cap_judgements, c->n_judgements, sizeof *h->judgements) ||
        array_reserve(&h->rows, &h->cap_rows, c->n_spells, sizeof *h->rows) ||
        array_reserve(&h->inspections, &h->cap, c->n_judgements, sizeof *h->inspections) ||
        array_reserve(&h->spells, &h->cap_spells, c->n_spells, sizeof *h->spells) ||
        array_reserve(&h->periods, &h->cap_periods, 2 * (size_t)c->n_spells + 1,
                      sizeof *h->periods))
        return -1;
    packed_read_some(&d->judgements, c->judgements, c->n_judgements, of_judgements,
                     (uint32_t *)h->judgements);
    packed_read_some(&d->spells, c->spells, c->n_spells, of_spells, (uint32_t *)h->rows);
    return 0;
}

static void take_inspections(struct history *h, const struct dataset *d, const struct rules *rules)
{
    size_t n = h->council->n_judgements;
    for (size_t i = 0, m; i < n; i += m) {
        const struct judgement *v = &h->judgements[i];
        m = 1;
        while (i + m < n && judgement_order(v, v + m) == 0)
            m++;
        take_inspection(h, d, rules, i, m);
    }
    order_inspections(h);
    for (size_t i = h->n; i > 0 && h->inspections[i - 1].day > h->closed; i--)
        h->counts.after_closing++;
}

/* The row of a spell of the council. */
static const struct spell_row *row_of(const struct history *h, uint32_t spell)
{
    return &h->rows[spell - h->council->spells];
}

/* Adds a period behind the others; one that goes on under the same model and provider is part of
 * the one before. */
static void add_period(struct history *h, struct period period)
{
    struct period *last = h->n_periods ? &h->periods[h->n_periods - 1] : NULL;
    if (period.start >= period.end)
        return;
    bool spells = last && last->spell != NO_SPELL && period.spell != NO_SPELL;
    if (spells && last->model == period.model &&
        row_of(h, last->spell)->provider == row_of(h, period.spell)->provider) {
        last->end = period.end;
        last->end_date = period.end_date;
        return;
    }
    h->periods[h->n_periods++] = period; /* NOLINT(clang-analyzer-core.NullDereference): reserved */
}

static void add_uncovered(struct history *h, const struct rules *rules, int32_t start, int32_t end)
{
    add_period(h, (struct period){start, end, rules->uncovered, NO_SPELL, {0}, {0}});
}

static int32_t place_or(struct date date, enum date_placing placing, int32_t open)
{
    return date_is_known(date) ? date_place(date, placing) : open;
}

/* A spell as it counts: placed, and cut at the as-of date. */
static struct period place_spell(const struct history *h, uint32_t spell, const struct rules *rules)
{
    const struct spell_row *s = row_of(h, spell);
    struct period p = {.model = (int)s->model,
                       .spell = spell,
                       .start = place_or(s->start, rules->placing, DAY_FIRST),
                       .end = place_or(s->end, rules->placing, DAY_LAST),
                       .start_date = s->start,
                       .end_date = s->end};
    if (p.end > rules->as_of) {
        p.end = DAY_LAST;
        p.end_date = (struct date){0};
    }
    return p;
}

static void count_partial(struct history_counts *counts, const struct period *p)
{
    counts->partial_dates +=
        date_is_known(p->start_date) && date_precision(p->start_date) < DATE_DAY;
    counts->partial_dates += date_is_known(p->end_date) && date_precision(p->end_date) < DATE_DAY;
}

/* By placed start, then the dataset's order. */
static int compare_starts(const void *a, const void *b)
{
    const struct period *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->spell < y->spell ? -1 : x->spell > y->spell;
}

/* Whether the spell, which is placed after DAY, can start on it, going by its partial date: that of
 * a council's opening is no day of another model. */
static bool can_start_on(const struct period *p, int32_t day)
{
    return date_is_known(p->start_date) && date_first_day(p->start_date) <= day && day < p->start;
}

/* Whether --scope leaves the spell in. */
static bool is_in_scope(const struct history *h, const struct rules *rules, uint32_t spell)
{
    return !rules->full_scope || row_of(h, spell)->scope != SCOPE_BOUNDARY;
}

/* Whether no other spell of the council that counts is placed before P. */
static bool is_first(const struct history *h, const struct rules *rules, const struct period *p)
{
    for (uint32_t i = 0; i < h->council->n_spells; i++) {
        uint32_t spell = h->council->spells + i;
        if (spell != p->spell && is_in_scope(h, rules, spell) &&
            place_spell(h, spell, rules).start < p->start)
            return false;
    }
    return true;
}

/* The spells of the council that count. */
static void take_spells(struct history *h, const struct rules *rules)
{
    for (uint32_t i = 0; i < h->council->n_spells; i++) {
        uint32_t spell = h->council->spells + i;
        struct period p = place_spell(h, spell, rules);
        bool counts = is_in_scope(h, rules, spell);
        bool moved = counts && can_start_on(&p, h->opened) && is_first(h, rules, &p);
        if (moved)
            p.start = h->opened;
        if (p.start > rules->as_of) {
            h->counts.late_spells++;
        } else if (p.start >= p.end) {
            h->counts.empty_spells++;
        } else if (!counts) {
            h->counts.boundary_spells++;
        } else {
            count_partial(&h->counts, &p);
            h->counts.partial_dates -= moved;
            h->counts.opening_spells += moved;
            h->counts.unopened_spells += !h->exists;
            h->spells[h->n_spells++] = p;
        }
    }
    for (size_t i = 1; i < h->n_spells; i++)
        if (compare_starts(&h->spells[i - 1], &h->spells[i]) > 0) {
            qsort(h->spells, h->n_spells, sizeof *h->spells, compare_starts);
            return;
        }
}

/* The spells fitted together: a later start ends what came before, a gap of a day is none, and days
 * between spells are uncovered. */
static void take_periods(struct history *h, const struct rules *rules)
{
    int32_t covered = DAY_FIRST;
    for (size_t i = 0; i < h->n_spells; i++) {
        struct period now = h->spells[i];
        const struct period *next = i + 1 < h->n_spells ? &h->spells[i + 1] : NULL;
        if (next && (next->start == DAY_FIRST || now.end >= next->start - 1)) {
            h->counts.hidden_spells += now.start == next->start;
            now.end = next->start;
            now.end_date = next->start_date;
        }
        add_uncovered(h, rules, covered, now.start);
        add_period(h, now);
        covered = now.end > covered ? now.end : covered;
    }
    add_uncovered(h, rules, covered, DAY_LAST);
}

int history_build(struct history *h, const struct dataset *d, const struct rules *rules,
                  uint32_t number)
{
    h->council = &d->councils[number];
    h->number = number;
    h->n = h->n_periods = h->n_spells = 0;
    h->counts = (struct history_counts){0};
    h->opened = place_or(h->council->opened, rules->placing, DAY_FIRST);
    h->closed = place_or(h->council->closed, rules->placing, DAY_LAST);
    h->exists = h->opened <= rules->as_of;
    if (h->closed > rules->as_of)
        h->closed = DAY_LAST;
    if (read_records(h, d) != 0)
        return -1;
    take_inspections(h, d, rules);
    take_spells(h, rules);
    take_periods(h, rules);
    return 0;
}

const struct period *history_period(const struct history *h, int32_t day)
{
    if (day >= h->closed)
        day = h->closed - 1;
    size_t low = 0, high = h->n_periods - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (day < h->periods[middle].end)
            high = middle;
        else
            low = middle + 1;
    }
    return &h->periods[low];
}

int32_t history_model_until(const struct history *h, int32_t from, int32_t end)
{
    const struct period *p = history_period(h, from);
    const struct period *last = &h->periods[h->n_periods - 1];
    while (p < last && p->end < end && p[1].model == p->model)
        p++;
    return p->end < end ? p->end : end;
}

const struct inspection *history_in_force(const struct history *h, int32_t day)
{
    const struct inspection *found = NULL;
    for (size_t i = 0; i < h->n && h->inspections[i].day <= day; i++)
        found = &h->inspections[i];
    return found;
}

void history_counts_add(struct history_counts *sum, const struct history_counts *counts)
{
    sum->inspections += counts->inspections;
    sum->without_grade += counts->without_grade;
    sum->other_date += counts->other_date;
    sum->partial_dates += counts->partial_dates;
    sum->after_as_of += counts->after_as_of;
    sum->late_spells += counts->late_spells;
    sum->boundary_spells += counts->boundary_spells;
    sum->hidden_spells += counts->hidden_spells;
    sum->empty_spells += counts->empty_spells;
    sum->opening_spells += counts->opening_spells;
    sum->unopened_spells += counts->unopened_spells;
    sum->after_closing += counts->after_closing;
}

void history_release(struct history *h)
{
    free(h->judgements);
    free(h->rows);
    free(h->inspections);
    free(h->periods);
    free(h->spells);
    *h = (struct history){0};
}
