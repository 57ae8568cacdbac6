#include "two_datasets.h"

void two_open(struct two *t, const struct scene *before, const struct scene *after)
{
    *t = (struct two){0};
    fixture_open(&t->before, before);
    fixture_open(&t->after, after);
    assert_int_equal(differences_find(&t->before.d, &t->after.d, NULL, &t->found), 0);
}

void two_release(struct two *t)
{
    differences_release(&t->found);
    fixture_release(&t->before);
    fixture_release(&t->after);
}

void two_check_counts(const struct two *two)
{
    const struct dataset *b = &two->before.d, *a = &two->after.d;
    const size_t n_before[RECORDS] = {dataset_n_councils(b), b->judgements.n, b->spells.n};
    const size_t n_after[RECORDS] = {dataset_n_councils(a), a->judgements.n, a->spells.n};
    size_t listed = 0;
    for (int r = 0; r < RECORDS; r++) {
        const size_t *n = two->found.counts[r];
        size_t in_both = n[CHANGE_NONE] + n[CHANGE_CHANGED];
        bool is_compared = r != RECORD_COUNCIL || two->found.has_councils;
        assert_int_equal(in_both + n[CHANGE_GONE], is_compared ? n_before[r] : 0);
        assert_int_equal(in_both + n[CHANGE_ADDED], is_compared ? n_after[r] : 0);
        listed += n[CHANGE_ADDED] + n[CHANGE_GONE] + n[CHANGE_CHANGED];
    }
    assert_int_equal(two->found.n, listed);
}
