#include "study/differences.h"

#include <stdlib.h>
#include <string.h>

#include "differing.h"

const char *const change_name[CHANGES] = {
    [CHANGE_NONE] = "same",
    [CHANGE_ADDED] = "added",
    [CHANGE_GONE] = "gone",
    [CHANGE_CHANGED] = "changed",
};

const char *const inspection_match_name[INSPECTION_MATCHES] = {
    [MATCH_IDENTITY] = "the first day on site and the framework",
    [MATCH_FIRST_DAY] = "the first day on site",
    [MATCH_PUBLICATION_FRAMEWORK] = "the publication date and the framework",
    [MATCH_PUBLICATION] = "the publication date",
    [MATCH_PARTIAL] = "the framework and dates that can mean the same day",
};

static const struct council *council_of(const void *item)
{
    return *(const struct council *const *)item;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(council_of(a)->name, council_of(b)->name);
}

static int32_t code_key(const void *item)
{
    return pairing_text_key(council_more(council_of(item))->code);
}

static bool has_same_code(const void *before, const void *after)
{
    const char *a = council_more(council_of(before))->code;
    const char *b = council_more(council_of(after))->code;
    return a && b && strcmp(a, b) == 0;
}

static const struct pairing_rules council_rules = {
    .size = sizeof(struct council *),
    .order = compare_names,
    .passes = {{code_key, 0, has_same_code}},
    .n_passes = 1,
};

/* The councils of D in the order of their names; NULL when there is no memory. */
static const struct council **list_councils(const struct dataset *d)
{
    size_t n = dataset_n_councils(d);
    const struct council **v = malloc((n + 1) * sizeof *v);
    if (!v)
        return NULL;
    for (size_t i = 0; i < n; i++)
        v[i] = &d->councils[i];
    return v;
}

static int pair_councils(const struct differing *d, struct pairing *p)
{
    const struct dataset *before = d->datasets[BEFORE], *after = d->datasets[AFTER];
    const struct council **then = list_councils(before), **now = list_councils(after);
    int status = -1;
    if (then && now)
        status = pairing_find(p, &council_rules, then, dataset_n_councils(before), now,
                              dataset_n_councils(after));
    free(then);
    free(now);
    return status;
}

static const char *council_name(const struct differing *d, struct pair councils)
{
    int side = councils.item[AFTER] == NO_ITEM ? BEFORE : AFTER;
    return d->datasets[side]->councils[councils.item[side]].name;
}

static int compare_all(struct differing *d, const struct pairing *councils)
{
    progress_begin(d->progress, (struct task){"comparing records", NULL, councils->n, "council"});
    for (size_t i = 0; i < councils->n; i++) {
        progress_at(d->progress, i);
        struct pair pair = councils->v[i];
        d->council = council_name(d, pair);
        if (d->found->has_councils && differing_add(d, RECORD_COUNCIL, pair) != 0)
            return -1;
        if (differing_ratings(d, pair) != 0 || differing_spells(d, pair) != 0)
            return -1;
    }
    return 0;
}

int differences_find(const struct dataset *before, const struct dataset *after,
                     struct progress *progress, struct differences *found)
{
    struct differing d = {.datasets = {before, after}, .found = found, .progress = progress};
    struct pairing councils = {0};
    found->has_councils = before->councils_file && after->councils_file;
    int status = -1;
    if (differing_begin(&d) == 0 && pair_councils(&d, &councils) == 0)
        status = compare_all(&d, &councils);
    for (int i = 0; i < INSPECTION_MATCHES; i++)
        found->matched[i] = d.inspection_pairing.found[i];
    pairing_release(&councils);
    differing_release(&d);
    return status;
}

void differences_release(struct differences *found)
{
    free(found->v);
    *found = (struct differences){0};
}
