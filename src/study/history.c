#include "study/history.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/array.h"

int32_t inspection_day(const struct judgement *j, const struct rules *rules)
{
    bool by_published = rules->basis == BASIS_PUBLISHED;
    struct date first = by_published ? j->published : j->inspected;
    struct date other = by_published ? j->inspected : j->published;
    return date_place(date_is_known(first) ? first : other, rules->placing);
}

#define SPELLED(h, member) packed_window_column(&(h)->rows, PACKED_COLUMN(spell_row, member))

/* The council's judgements, column by column. */
struct judged {
    const uint32_t *date, *other_date; /* of inspection or publication, as the rules have it */
    const uint32_t *inspected, *published, *framework, *kind, *word, *line;
};

static struct judged judged_of(const struct history *h, const struct rules *rules)
{
#define JUDGED(member) packed_window_column(&h->judgements, PACKED_COLUMN(judgement, member))
    bool by_published = rules->basis == BASIS_PUBLISHED;
    struct judged v = {.inspected = JUDGED(inspected),
                       .published = JUDGED(published),
                       .framework = JUDGED(framework),
                       .kind = JUDGED(kind),
                       .word = JUDGED(word),
                       .line = JUDGED(line)};
    v.date = by_published ? v.published : v.inspected;
    v.other_date = by_published ? v.inspected : v.published;
    return v;
#undef JUDGED
}

/* Of judgement I of the council, what tells its inspection. */
static struct judgement judgement_of(const struct judged *v, size_t i)
{
    return (struct judgement){.inspected.packed = (int32_t)v->inspected[i],
                              .published.packed = (int32_t)v->published[i],
                              .framework = v->framework[i]};
}

/* How many judgements, from number I of the N of the council on, are of one inspection. */
static inline size_t count_inspection(const struct judged *v, size_t i, size_t n)
{
    size_t m = 1;
    if (i + 1 == n || v->inspected[i] != v->inspected[i + 1])
        return 1; /* most often */
    const struct judgement first = judgement_of(v, i);
    for (; i + m < n; m++) {
        const struct judgement next = judgement_of(v, i + m);
        if (judgement_order(&first, &next) != 0)
            break;
    }
    return m;
}

/* Of the judgements from FROM to before END, which are of one inspection, the first in the order of
 * preference that has a grade; END: none. */
static inline size_t choose(const struct dataset *d, const struct rules *rules,
                            const struct judged *v, size_t from, size_t end)
{
    for (int k = 0; k < rules->n_kinds; k++)
        for (size_t i = from; i < end; i++)
            if ((int)v->kind[i] == rules->kinds[k] && d->words.rank[v->word[i]] != RANK_NONE)
                return i;
    return end;
}

/* The judgements of the council from number FROM to before END, which are of one inspection. */
static inline void take_inspection(struct history *h, const struct dataset *d,
                                   const struct rules *rules, const struct judged *v, size_t from,
                                   size_t end)
{
    bool other = v->date[from] == 0;
    struct date date = {(int32_t)(other ? v->other_date : v->date)[from]};
    int32_t day = date_place(date, rules->placing);
    if (day > rules->as_of) {
        h->counts.after_as_of++;
        return;
    }
    size_t chosen = choose(d, rules, v, from, end);
    if (chosen == end) {
        h->counts.without_grade++;
        return;
    }
    struct inspection *added = &h->inspections[h->n++];
    h->counts.other_date += other;
    h->counts.partial_dates += date_precision(date) != DATE_DAY;
    added->day = day;
    added->rank = d->words.rank[v->word[chosen]];
    added->date = date;
    added->judgement = h->council->judgements + (uint32_t)chosen;
    added->line = v->line[chosen];
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

#define BIT(type, member) (1U << PACKED_COLUMN(type, member))

/* Reads what is wanted of the council's records, and makes room for what comes of them. */
static int read_records(struct history *h, const struct dataset *d)
{
    static const unsigned of_judgements = BIT(judgement, inspected) | BIT(judgement, published) |
                                          BIT(judgement, framework) | BIT(judgement, kind) |
                                          BIT(judgement, word) | BIT(judgement, line);
    static const unsigned of_spells = BIT(spell_row, start) | BIT(spell_row, end) |
                                      BIT(spell_row, model) | BIT(spell_row, provider) |
                                      BIT(spell_row, scope);
    const struct council *c = h->council;
    size_t n_periods = 2 * (size_t)c->n_spells + 2; /* one of them is set up, and may be none */
    if (array_reserve(&h->inspections, &h->cap, c->n_judgements, sizeof *h->inspections) ||
        array_reserve(&h->spells, &h->cap_spells, c->n_spells, sizeof *h->spells) ||
        array_reserve(&h->periods, &h->cap_periods, n_periods, sizeof *h->periods))
        return -1;
    return packed_window_move(&h->judgements, &d->judgements, of_judgements, c->judgements,
                              c->n_judgements) == 0 &&
                   packed_window_move(&h->rows, &d->spells, of_spells, c->spells, c->n_spells) == 0
               ? 0
               : -1;
}

/* Takes all N judgements of the council at once, as take_inspection() would one by one, if each is
 * an inspection of its own on a day of its own, of the kind that is preferred and with a grade:
 * those of most councils are. Whether they are. */
static bool take_plain(struct history *h, const struct dataset *d, const struct rules *rules,
                       const struct judged *v, size_t n)
{
    const uint32_t *dates = v->inspected, *lines = v->line, first = h->council->judgements;
    const int *rank = d->words.rank;
    uint32_t kind = (uint32_t)rules->kinds[0], differs = 0;
    int32_t last = DAY_FIRST;
    bool is_plain = true;
    for (size_t i = 0; i < n; i++) {
        struct date date = {(int32_t)dates[i]};
        int32_t day = date_first_day(date);
        is_plain = is_plain & (date_precision(date) == DATE_DAY) & (day > last);
        differs |= v->kind[i] ^ kind;
        last = day;
        struct inspection *added = &h->inspections[i];
        added->day = day;
        added->rank = rank[v->word[i]];
        added->date = date;
        added->judgement = first + (uint32_t)i;
        added->line = lines[i];
        is_plain = is_plain & (added->rank != RANK_NONE);
    }
    is_plain = is_plain && !differs && last <= rules->as_of && rules->n_kinds > 0 &&
               rules->basis == BASIS_INSPECTED;
    h->n = is_plain ? n : 0;
    return is_plain;
}

static void take_inspections(struct history *h, const struct dataset *d, const struct rules *rules)
{
    size_t n = h->council->n_judgements;
    if (n == 0)
        return;
    const struct judged v = judged_of(h, rules);
    if (!take_plain(h, d, rules, &v, n)) {
        for (size_t i = 0, m; i < n; i += m) {
            m = count_inspection(&v, i, n);
            take_inspection(h, d, rules, &v, i, i + m);
        }
        order_inspections(h);
    }
    h->counts.inspections = h->n;
    for (size_t i = h->n; i > 0 && h->inspections[i - 1].day > h->closed; i--)
        h->counts.after_closing++;
}

/* Whether two spells of the council have one provider, or none. */
static bool share_provider(const struct history *h, uint32_t a, uint32_t b)
{
    const uint32_t *provider = SPELLED(h, provider);
    return provider[a - h->council->spells] == provider[b - h->council->spells];
}

/* The period that is set up behind the others, of days [START, END), becomes one of them; if it
 * goes on under the same model and provider, it is part of the one before. */
static inline void add_period(struct history *h, int32_t start, int32_t end)
{
    struct period *period = &h->periods[h->n_periods];
    struct period *last = h->n_periods > 0 ? period - 1 : NULL;
    if (start >= end)
        return;
    period->start = start;
    period->end = end;
    bool spells = last && last->spell != NO_SPELL && period->spell != NO_SPELL;
    if (spells && last->model == period->model && share_provider(h, last->spell, period->spell)) {
        last->end = end;
        last->end_date = period->end_date;
    } else {
        h->n_periods++;
    }
}

static inline void add_uncovered(struct history *h, const struct rules *rules, int32_t start,
                                 int32_t end)
{
    struct period *period = &h->periods[h->n_periods];
    period->model = rules->uncovered;
    period->spell = NO_SPELL;
    period->start_date.packed = period->end_date.packed = 0;
    add_period(h, start, end);
}

/* SPELL up to END. */
static inline void add_covered(struct history *h, const struct period *spell, int32_t end,
                               struct date end_date)
{
    struct period *period = &h->periods[h->n_periods];
    period->model = spell->model;
    period->spell = spell->spell;
    period->start_date = spell->start_date;
    period->end_date = end_date;
    add_period(h, spell->start, end);
}

static int32_t place_or(struct date date, enum date_placing placing, int32_t open)
{
    return date_is_known(date) ? date_place(date, placing) : open;
}

/* Sets P to a spell as it counts: placed, and cut at the as-of date. */
static inline void place_spell(const struct history *h, uint32_t spell, const struct rules *rules,
                               struct period *p)
{
    uint32_t i = spell - h->council->spells;
    p->model = (int)SPELLED(h, model)[i];
    p->spell = spell;
    p->start_date.packed = (int32_t)SPELLED(h, start)[i];
    p->end_date.packed = (int32_t)SPELLED(h, end)[i];
    p->start = place_or(p->start_date, rules->placing, DAY_FIRST);
    p->end = place_or(p->end_date, rules->placing, DAY_LAST);
    if (p->end > rules->as_of) {
        p->end = DAY_LAST;
        p->end_date.packed = 0;
    }
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
    return !rules->full_scope || SPELLED(h, scope)[spell - h->council->spells] != SCOPE_BOUNDARY;
}

/* Whether no other spell of the council that counts is placed before P. */
static bool is_first(const struct history *h, const struct rules *rules, const struct period *p)
{
    for (uint32_t i = 0; i < h->council->n_spells; i++) {
        uint32_t spell = h->council->spells + i;
        struct period other;
        place_spell(h, spell, rules, &other);
        if (spell != p->spell && is_in_scope(h, rules, spell) && other.start < p->start)
            return false;
    }
    return true;
}

/* The spells of the council that count. */
static void take_spells(struct history *h, const struct rules *rules)
{
    for (uint32_t i = 0; i < h->council->n_spells; i++) {
        uint32_t spell = h->council->spells + i;
        struct period *p = &h->spells[h->n_spells];
        place_spell(h, spell, rules, p);
        bool counts = is_in_scope(h, rules, spell);
        bool moved = counts && can_start_on(p, h->opened) && is_first(h, rules, p);
        if (moved)
            p->start = h->opened;
        if (p->start > rules->as_of) {
            h->counts.late_spells++;
        } else if (p->start >= p->end) {
            h->counts.empty_spells++;
        } else if (!counts) {
            h->counts.boundary_spells++;
        } else {
            count_partial(&h->counts, p);
            h->counts.partial_dates -= moved;
            h->counts.opening_spells += moved;
            h->counts.unopened_spells += !h->exists;
            h->n_spells++;
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
        const struct period *now = &h->spells[i];
        const struct period *next = i + 1 < h->n_spells ? &h->spells[i + 1] : NULL;
        int32_t end = now->end;
        struct date end_date = now->end_date;
        if (next && (next->start == DAY_FIRST || end >= next->start - 1)) {
            h->counts.hidden_spells += now->start == next->start;
            end = next->start;
            end_date = next->start_date;
        }
        add_uncovered(h, rules, covered, now->start);
        add_covered(h, now, end, end_date);
        covered = end > covered ? end : covered;
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

const struct period *history_last_alike(const struct history *h, const struct period *p,
                                        int32_t end)
{
    const struct period *last = &h->periods[h->n_periods - 1];
    while (p < last && p->end < end && p[1].model == p->model)
        p++;
    return p;
}

int32_t history_model_until(const struct history *h, int32_t from, int32_t end)
{
    const struct period *p = history_last_alike(h, history_period(h, from), end);
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
    packed_window_release(&h->judgements);
    packed_window_release(&h->rows);
    free(h->inspections);
    free(h->periods);
    free(h->spells);
    *h = (struct history){0};
}
