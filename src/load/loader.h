/* loader: what the readers of the record files share while a dataset is loaded. */
#ifndef LOAD_LOADER_H
#define LOAD_LOADER_H

#include "base/workers.h"
#include "load/load.h"
#include "load/sheet.h"

/* A problem that only shows once all records are read: its record is known by file and line. */
struct late {
    struct part part;
    uint32_t line;
    int column;        /* of the CSV, or ROW_WHOLE */
    const char *field; /* what the column holds; NULL for a whole record */
    enum severity severity;
    const char *code;
    const char *message; /* in the loader's arena */
    size_t number;       /* in the order in which they were found */
};

/* The predecessors that a council names can stand further down: they are looked up at the end. */
struct succession {
    uint32_t council, line;
    const char *names; /* in the loader's arena */
};

/* A row of a flat file that names a model. */
struct flat_row {
    uint32_t council, line, file;
    struct date date;
    uint32_t provider; /* as in struct spell_row */
    int model;
};

/* The council of a rating, which is being looked for. */
struct waiting {
    struct intern_query council;
    char name[32];
    uint32_t place; /* of the rating, among those that are staged */
};

/* Ratings of a part of a file, whose councils have numbers of their own. */
struct rating_run {
    struct packed rows;
    uint32_t *councils; /* the loader's numbers of these */
    size_t n_names;     /* so many */
};

/* Words that values were found to be, by their length: what is the same again need not be looked
 * for. */
enum { QUICK_BYTES = ROWS_READABLE };
typedef uint64_t quick_pair __attribute__((vector_size(16)));
struct quick_memo {
    quick_pair bytes[QUICK_BYTES / sizeof(quick_pair)], mask[QUICK_BYTES / sizeof(quick_pair)];
    uint32_t known;       /* the word's length, + 1; 0: nothing is remembered */
    uint32_t mask_length; /* for which the mask is */
    uint32_t number;
};
struct quick_words {
    struct quick_memo v[QUICK_BYTES + 1];
};

enum {
    WAITING = 16,                   /* councils at the most */
    LOADER_AHEAD = 8,               /* councils of which the name is fetched beforehand */
    LOADER_MOST_COMPARED = 2000000, /* names, for suggestions */
};

struct loader {
    struct dataset *d;
    const struct load_request *request;
    const struct part *files; /* of judgements: those of the request, or all that are imported */
    size_t n_files;
    uint16_t file;   /* the one that is read */
    size_t n_before; /* problems told before this load */
    struct reading reading;
    struct arena arena;  /* for what does not outlive loading */
    struct intern names; /* of councils; texts are the dataset's. Once these are settled: empty, or
                            all in order, if that makes it quicker to find them */
    uint32_t *places;    /* of the councils of ratings, by the number that these have; NULL: the
                            same */
    bool is_settled;     /* councils are: see settle_councils() */
    uint32_t cursor;     /* the council that was found last */
    size_t n_searched;   /* councils that were not found by that */
    struct rating_run runs[WORKERS_LIMIT]; /* ratings behind those of the dataset */
    size_t n_runs;
    struct waiting waiting[WAITING]; /* the N_WAITING from number FIRST_WAITING on, in turn */
    size_t first_waiting, n_waiting;
    struct quick_words kinds_seen, frameworks_seen, words_seen, models_seen;
    struct quick_memo last_council; /* of a rating on the quick way */
    struct judgement last; /* rating; of its inspection, the kinds so far, or 0: its own alone */
    uint64_t kinds;
    struct words models; /* as spells have written them so far, each with its number */
    struct spell_row last_spell;
    bool spells_have_disorder; /* do not all stand in the dataset's order */
    bool has_disorder;         /* ... and whether ratings do not all stand in the dataset's order */
    struct {
        struct late *v;
        size_t n, cap;
    } late;
    struct {
        struct succession *v;
        size_t n, cap;
    } successions;
    int predecessors_column;
    bool scale_is_bad; /* a grade that is not known may be one of its: no more is said of it */
    struct intern bad_councils; /* that records with errors name */
    struct {
        struct flat_row *v;
        size_t n, cap;
    } flat;
    int32_t latest_repeated; /* day of a rating that only repeats another; DAY_FIRST: none */
    size_t n_compared;       /* names, for suggestions */
    struct {                 /* of ratings that contradict each other, and are left out */
        uint64_t *v;         /* line_key() */
        size_t n, cap;
    } dropped_lines;
};

static inline uint64_t line_key(uint32_t file, uint32_t line)
{
    return (uint64_t)file << 32 | line;
}

/* Two such keys, for qsort() and bsearch(). */
int compare_line_keys(const void *a, const void *b);

/* L, which is zeroed, for the load that RQ asks for, with judgements from N_FILES of FILES. */
void loader_start(struct loader *l, const struct load_request *rq, const struct part *files,
                  size_t n_files, struct dataset *d, struct diags *ds);

/* Admits the extra models; a usage fault where one is there already, or where two files are
 * standard input. 0 or -1. */
int loader_check(struct loader *l);

/* Sorts the problems that were found. 0 or -1. */
int loader_sort(struct loader *l);

void loader_release(struct loader *l);

/* Adds what the reading of a sheet came to: records left out, and whether it could be used. */
void note_sheet(struct loader *l, const struct sheet *s);

/* Each reads one file into the dataset. 0, or -1 on a fault. */
int read_scale(struct loader *l);
int read_councils(struct loader *l);
int read_ratings(struct loader *l);
int read_spells(struct loader *l);

/* The later of DAY and a date, if there is one. */
static inline int32_t later_day(int32_t day, struct date date, enum date_placing placing)
{
    bool is_day = date_precision(date) == DATE_DAY;
    if (is_day && date_first_day(date) <= day)
        return day; /* most often */
    if (!date_is_known(date))
        return day;
    int32_t placed = date_place(date, placing);
    return placed > day ? placed : day;
}

/* The later of DAY and the judgement's. */
static inline int32_t later_of(const struct loader *l, int32_t day, const struct judgement *j)
{
    enum date_placing placing = l->reading.placing;
    return later_day(later_day(day, j->inspected, placing), j->published, placing);
}

/* The error that a council is among its own predecessors, or goes back to such a one. 0 or -1. */
int report_circle(struct loader *l, const struct succession *who);

/* Once all councils are known: they are put in order, and have their numbers from now on. 0 or -1.
 */
int settle_councils(struct loader *l);

/* The council of that name, which is neither the one found last nor the next. */
bool loader_find_other(struct loader *l, struct span name, uint32_t *council);

static inline bool loader_is_council(const struct dataset *d, size_t council, struct span name)
{
    const char *is = council < d->n_councils ? d->councils[council].name : "";
    return name.length > 0 && strncmp(is, name.text, name.length) == 0 && is[name.length] == '\0';
}

/* The council of that name, once they are settled. Files name councils in the order of their names,
 * mostly. */
static inline bool loader_find_council(struct loader *l, struct span name, uint32_t *council)
{
    if (!loader_is_council(l->d, l->cursor, name)) {
        if (!loader_is_council(l->d, l->cursor + (size_t)1, name))
            return loader_find_other(l, name, council);
        if (++l->cursor + (size_t)LOADER_AHEAD < l->d->n_councils)
            __builtin_prefetch(l->d->councils[l->cursor + LOADER_AHEAD].name);
    }
    *council = l->cursor;
    return true;
}

/* Below or above zero as spell A stands before B in the dataset, or behind it. */
static inline int spell_order(const struct spell_row *a, const struct spell_row *b)
{
    bool p = date_is_known(a->start), q = date_is_known(b->start);
    if (a->council != b->council)
        return a->council < b->council ? -1 : 1;
    if (p != q)
        return p ? 1 : -1;
    if (a->start.packed != b->start.packed)
        return a->start.packed < b->start.packed ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

/* Appends SPELL to the dataset. False when there is no memory. */
static inline bool loader_add_spell(struct loader *l, const struct spell_row *spell)
{
    struct packed *p = &l->d->spells;
    if (p->n > 0 && spell_order(&l->last_spell, spell) > 0)
        l->spells_have_disorder = true;
    l->last_spell.council = spell->council;
    l->last_spell.start = spell->start;
    l->last_spell.line = spell->line;
    return packed_add(p, (const uint32_t *)spell, SPELL_COLUMNS) == 0;
}

/* The first part of it: the ratings. 0 or -1. */
int settle_ratings(struct loader *l);

/* Orders the records, finds what is wrong between them, ties them to their councils. 0 or -1. */
int build_dataset(struct loader *l);

/* Notes a late problem of a whole record, or (WHERE.column >= 0) of one field; report_late() then
 * adds them all to the diags, with their excerpts. WHERE's message is set here. 0 or -1. */
__attribute__((format(printf, 3, 4))) int late_problem(struct loader *l, struct late where,
                                                       const char *format, ...);
int report_late(struct loader *l);

/* Moves the late problems of FROM, and the counts of all, behind those of L, as if they had been
 * found there. 0 or -1. */
int join_late(struct loader *l, struct loader *from);

/* Whether an error is worth comparing what it is about with N names: not one that is only counted,
 * nor any once that has taken seconds. */
bool loader_suggests(struct loader *l, size_t n);

/* The council that FIELD names: E-EMPTY or E-COUNCIL (the record is bad then), or its number. 0 or
 * -1. */
int sheet_council(struct sheet *s, const struct row *row, int field, uint32_t *council);

/* E-COUNCIL at FIELD, with the name that is nearest to its value. 0 or -1. */
int sheet_report_council(struct sheet *s, const struct row *row, int field);

/* Keeps the council that a record with errors names: that others then do not find it is told as
 * what it is. 0 or -1. */
int sheet_remember_bad(struct sheet *s, struct span council);

/* The model that FIELD names, or E-MODEL; MODEL_UNKNOWN where empty. 0 or -1. */
int sheet_model(struct sheet *s, const struct row *row, int field, int *model);

/* E-MODEL at FIELD, which names NAME, with the nearest that is known. 0 or -1. */
int sheet_report_model(struct sheet *s, const struct row *row, int field, struct span name);

/* A copy of FIELD in the dataset's arena; NULL where empty. 0 or -1. */
int sheet_text(struct sheet *s, const struct row *row, int field, const char **text);

/* FIELD among the providers of the dataset, its number + 1; 0 where empty. 0 or -1. */
int sheet_provider(struct sheet *s, const struct row *row, int field, uint32_t *provider);

/* Whether LATER is, certainly, before EARLIER; an unknown date never is. */
static inline bool is_out_of_order(struct date earlier, struct date later)
{
    return date_is_known(earlier) && date_is_known(later) &&
           date_first_day(later) < date_first_day(earlier) &&
           date_last_day(later) < date_first_day(earlier);
}

/* E-ORDER at FIELD, whose date LATER is before EARLIER, which the message calls NAME. 0 or -1. */
int report_order(struct sheet *s, const struct row *row, int field, struct date earlier,
                 const char *name, struct date later);

/* The same if it is_out_of_order(). */
static inline int sheet_order(struct sheet *s, const struct row *row, int field,
                              struct date earlier, const char *name, struct date later)
{
    return is_out_of_order(earlier, later) ? report_order(s, row, field, earlier, name, later) : 0;
}

#endif
