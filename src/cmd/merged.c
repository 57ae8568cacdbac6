#include "cmd/merged.h"

#include <stddef.h>
#include <string.h>

#include "base/number.h"
#include "load/segments.h"
#include "study/merged.h"

#define COUNTED(total, member)                                                                     \
    {                                                                                              \
        TOTAL_##total, offsetof(struct history_counts, member)                                     \
    }

const struct counted merged_counts[] = {
    COUNTED(INSPECTIONS, inspections),         COUNTED(WITHOUT_GRADE, without_grade),
    COUNTED(OTHER_DATE, other_date),           COUNTED(PARTIAL_DATES, partial_dates),
    COUNTED(AFTER_AS_OF, after_as_of),         COUNTED(LATE_SPELLS, late_spells),
    COUNTED(BOUNDARY_SPELLS, boundary_spells), COUNTED(HIDDEN_SPELLS, hidden_spells),
    COUNTED(EMPTY_SPELLS, empty_spells),       COUNTED(OPENING_SPELLS, opening_spells),
    COUNTED(UNOPENED_SPELLS, unopened_spells), COUNTED(AFTER_CLOSING, after_closing),
};

const size_t n_merged_counts = sizeof merged_counts / sizeof merged_counts[0];

int merged_check(const struct options *o, struct diags *ds)
{
    const unsigned earlier =
        GROUP_DATA | GROUP_SELECT | GROUP_PERIOD | GROUP_STUDY | GROUP_EPISODES | GROUP_ORIGIN;
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_rows[i];
        if (!(o->given >> i & 1) || !(row->group & earlier) || (row->group & GROUP_SEGMENTS))
            continue;
        diags_set_fault(ds, FAULT_USAGE, "option --%s has no effect with --segments", row->name);
        return diags_hint(ds, "it belongs to the step before, segments --complete");
    }
    return 0;
}

/* The files of --segments, then the operands; each once. NULL on a fault. */
static struct part *name_files(struct session *s, size_t *n, struct diags *ds)
{
    const struct list *lists[] = {&s->options->segments, &s->options->operands};
    struct part *files = arena_alloc(&s->arena, (lists[0]->n + lists[1]->n) * sizeof *files);
    struct intern paths = {0};
    uint32_t number;
    *n = 0;
    for (int k = 0; k < 2 && files; k++)
        for (size_t i = 0; i < lists[k]->n && files; i++) {
            const char *path = lists[k]->v[i];
            files[*n] = part_named(path);
            if (intern_put(&paths, &s->arena, span_of(path), &number) != 0)
                files = NULL;
            else if (number < *n && strcmp(path, "-") != 0) /* which is told as what it is */
                files = (diags_set_fault(ds, FAULT_USAGE, "%s is named twice", path), NULL);
            ++*n;
        }
    intern_release(&paths);
    if (!files && ds->fault == FAULT_NONE)
        diags_set_no_memory(ds);
    return files;
}

/* The number of VALUE among WORDS. */
static int word_of(const char *words, const char *value)
{
    struct span list = span_of(words), word;
    for (int i = 0; span_next(&list, '|', &word); i++)
        if (span_equals(word, span_of(value)))
            return i;
    return 0;
}

static int32_t day_or(const char *value, int32_t open)
{
    struct date date;
    return *value && date_parse(span_of(value), DATE_ISO_ONLY, &date) == DATE_OK
               ? date_first_day(date)
               : open;
}

/* Of the scale what is told: the grade at which episodes open, the lowest where that is another,
 * and the one at which they end. */
static int make_scale(struct session *s)
{
    enum { LOWEST = 1, ORIGIN, TARGET };
    const char *const *choices = s->segments.choices;
    struct rules *r = &s->study.rules;
    struct grade_word *words = arena_alloc(&s->arena, 3 * sizeof *words);
    size_t n = 0;
    if (!words)
        return -1;
    bool is_lowest = strcmp(choices[CHOICE_ORIGIN], choices[CHOICE_LOWEST]) == 0;
    bool is_any = strcmp(choices[CHOICE_TARGET], "any") == 0;
    words[n++] = (struct grade_word){choices[CHOICE_LOWEST], LOWEST};
    if (!is_lowest)
        words[n++] = (struct grade_word){choices[CHOICE_ORIGIN], ORIGIN};
    if (!is_any)
        words[n++] = (struct grade_word){choices[CHOICE_TARGET], TARGET};
    s->dataset.scale = (struct scale){words, n};
    r->origin_rank = is_lowest ? LOWEST : ORIGIN;
    r->target_rank = is_any ? RANK_NONE : TARGET;
    return 0;
}

static int choose_rules(struct session *s)
{
    const struct segment_records *records = &s->segments;
    const char *const *choices = records->choices;
    struct rules *r = &s->study.rules;
    r->basis = (enum date_basis)word_of(segments_choices[CHOICE_DATE].words, choices[CHOICE_DATE]);
    r->placing =
        (enum date_placing)word_of(segments_choices[CHOICE_PARTIAL].words, choices[CHOICE_PARTIAL]);
    r->uncovered = word_of(segments_choices[CHOICE_UNCOVERED].words, choices[CHOICE_UNCOVERED])
                       ? MODEL_UNKNOWN
                       : MODEL_IN_HOUSE;
    r->has_records = *choices[CHOICE_AS_OF];
    r->as_of = day_or(choices[CHOICE_AS_OF], 0);
    r->from = day_or(choices[CHOICE_FROM], DAY_FIRST);
    r->to = day_or(choices[CHOICE_TO], DAY_LAST);
    for (size_t i = 0; i < n_merged_counts; i++)
        memcpy((char *)&s->study.counts + merged_counts[i].offset,
               &records->totals[merged_counts[i].total], sizeof(size_t));
    return make_scale(s);
}

/* A name that was asked for must be in the data of one run at least. */
static int check_asked(const struct segment_records *r, struct diags *ds)
{
    for (size_t i = 0; i < r->named.n; i++)
        if (r->named.v[i].n == 0 && segments_item_is_asked(span_of(r->named.v[i].name)))
            return diags_fault(ds, FAULT_USAGE,
                               "segments were asked for with a name that is in none of the data: "
                               "%s",
                               r->named.v[i].name);
    return 0;
}

int session_merge(struct session *s, struct diags *ds)
{
    struct load_request rq;
    size_t n;
    struct part *files = name_files(s, &n, ds);
    if (!files)
        return -1;
    s->is_merged = true;
    s->study.d = &s->dataset;
    session_request(s, &rq);
    if (load_segments(&rq, files, n, &s->dataset, &s->segments, ds) != 0)
        return -1;
    s->is_unusable = ds->n_errors > 0;
    if (s->is_unusable)
        return 0;
    if (choose_rules(s) != 0)
        return diags_no_memory(ds);
    return check_asked(&s->segments, ds) == 0 ? session_choose_groups(s, ds) : -1;
}

int session_episodes(struct session *s, struct episodes *e)
{
    return s->is_merged ? episodes_of_records(&s->segments, e) : episodes_find(&s->study, e);
}

int session_falls(struct session *s, struct exposures *x)
{
    return s->is_merged ? falls_of_records(&s->segments, x) : exposures_of_falls(&s->study, x);
}

size_t session_total(const struct session *s, enum segments_total total, size_t n)
{
    return s->is_merged ? s->segments.totals[total] : n;
}

void merged_note_files(const struct session *s, struct document *doc)
{
    enum { MOST = 20 };
    const struct list *lists[] = {&s->options->segments, &s->options->operands};
    size_t n = 0, all = lists[0]->n + lists[1]->n;
    struct text t = {0};
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k]->n && n < MOST; i++)
            text_addf(&t, "%s%s", n++ ? ", " : "", part_named(lists[k]->v[i]).name);
    if (all > n)
        text_addf(&t, " and %zu more", all - n);
    document_note(doc, "made of segments (--segments) from %zu file%s: %s", all, plural(all),
                  text_string(&t));
    doc->failed = doc->failed || text_failed(&t);
    text_release(&t);
}
