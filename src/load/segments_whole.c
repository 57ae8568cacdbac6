/* What can only be seen once all segments are there: whether they follow each other, each once, and
 * whether their files are whole. */
#include <stdlib.h>

#include "base/text.h"
#include "segments_reader.h"

/* Episodes before falls; by council's name, number, start, then as they were read. */
static int compare_records(const void *a, const void *b)
{
    const struct segment_record *x = a, *y = b;
    if (x->is_fall != y->is_fall)
        return x->is_fall ? 1 : -1;
    if (x->council != y->council)
        return x->council < y->council ? -1 : 1;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static int sort_records(struct segments_reader *r)
{
    struct segment_records *records = r->records;
    struct loader *l = &r->loader;
    if (settle_councils(l) != 0)
        return -1;
    for (size_t i = 0; i < records->n && l->places; i++)
        records->v[i].council = l->places[records->v[i].council];
    if (records->n > 0)
        qsort(records->v, records->n, sizeof *records->v, compare_records);
    return 0;
}

/* The place of FIELD of X. */
static struct late place_of(const struct segments_reader *r, const struct segment_record *x,
                            int field, const char *name, const char *code)
{
    return (struct late){.part = r->loader.files[x->file],
                         .line = x->line,
                         .column = r->files[x->file].column[field],
                         .field = name,
                         .severity = SEVERITY_ERROR,
                         .code = code};
}

static bool is_same_time(const struct segment_record *a, const struct segment_record *b)
{
    return a->is_fall == b->is_fall && a->council == b->council && a->number == b->number;
}

/* What X is a part of: "episode 2" or, of falls, "time 2 at risk of a fall". */
struct called {
    char text[60];
};

static struct called call(const struct segment_record *x)
{
    struct called c = {{0}};
    struct text t = {.v = c.text, .cap = sizeof c.text}; /* which is enough */
    text_addf(&t, x->is_fall ? "time %u at risk of a fall" : "episode %u", x->number);
    return c;
}

/* B, which comes next in the order, must begin where A ends, under another model. */
static int check_pair(struct segments_reader *r, const struct segment_record *a,
                      const struct segment_record *b)
{
    struct loader *l = &r->loader;
    const char *file = l->files[a->file].name;
    struct quoted council = quote(span_of(l->d->councils[b->council].name));
    if (a->start == b->start)
        return late_problem(l, place_of(r, b, SEGMENTS_START, "start_days", "E-DUPLICATE"),
                            "%s of \"%s\", from day %d on, is on line %u of %s already",
                            call(b).text, council.text, b->start, a->line, file);
    if (a->stop != b->start)
        return late_problem(l, place_of(r, b, SEGMENTS_START, "start_days", "E-SEGMENT"),
                            "%s of \"%s\" goes on at day %d, but its part before, on line %u of "
                            "%s, ends at day %d",
                            call(b).text, council.text, b->start, a->line, file, a->stop);
    if (a->end != SEGMENT_SWITCHED)
        return late_problem(l, place_of(r, b, SEGMENTS_START, "start_days", "E-SEGMENT"),
                            "%s of \"%s\" goes on, but its part before, on line %u of %s, ends %s",
                            call(b).text, council.text, a->line, file, segment_end_name[a->end]);
    return 0;
}

/* A, behind which nothing of its time comes, must be its end. */
static int check_last(struct segments_reader *r, const struct segment_record *a)
{
    struct loader *l = &r->loader;
    if (a->end != SEGMENT_SWITCHED)
        return 0;
    return late_problem(l, place_of(r, a, SEGMENTS_STATUS, "status", "E-SEGMENT"),
                        "%s of \"%s\" goes on under another model, but no part of it follows",
                        call(a).text, quote(span_of(l->d->councils[a->council].name)).text);
}

static int check_order(struct segments_reader *r)
{
    const struct segment_record *v = r->records->v;
    for (size_t i = 0; i < r->records->n; i++) {
        bool goes_on = i + 1 < r->records->n && is_same_time(&v[i], &v[i + 1]);
        if ((goes_on ? check_pair(r, &v[i], &v[i + 1]) : check_last(r, &v[i])) != 0)
            return -1;
    }
    return 0;
}

/* Each file counts its rows at its end, and tells all choices. */
static int check_file(struct segments_reader *r, size_t number)
{
    static const char *const what[] = {"segments", "falls"};
    const struct segments_file *file = &r->files[number];
    struct late where = {.part = r->loader.files[number],
                         .line = file->line ? file->line : 1,
                         .column = ROW_WHOLE,
                         .severity = SEVERITY_ERROR,
                         .code = "E-INCOMPLETE"};
    for (int k = 0; k < 2; k++) {
        if (!file->has_told[k])
            return late_problem(&r->loader, where,
                                "the file is not whole: it does not count its %s, as it would at "
                                "its end",
                                what[k]);
        if (file->told[k] != file->n[k] &&
            late_problem(&r->loader, where, "the file is not whole: it counts %zu %s, and has %zu",
                         file->told[k], what[k], file->n[k]) != 0)
            return -1;
    }
    for (int i = 0; i < SEGMENTS_CHOICES; i++)
        if (!(file->choices >> i & 1))
            return late_problem(&r->loader, where, "the file is not whole: it does not tell the %s",
                                segments_choices[i].name);
    return 0;
}

int check_segments(struct segments_reader *r)
{
    if (sort_records(r) != 0 || check_order(r) != 0)
        return -1;
    for (size_t i = 0; i < r->loader.n_files; i++)
        if (check_file(r, i) != 0)
            return -1;
    return 0;
}
