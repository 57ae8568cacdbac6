#include "stat/cox_sets.h"

size_t cox_sets_at(const struct risk_table *t, size_t i, enum cox_ties ties)
{
    return ties == COX_EFRON ? risk_table_events(t, i) : 1;
}

void cox_set_make(struct cox_set *set, const struct risk_table *t, size_t i, size_t l,
                  enum cox_ties ties, const double *risk)
{
    const uint32_t *at_risk = t->at_risk + i * t->n_groups, *events = t->events + i * t->n_groups;
    double tied = risk_table_events(t, i);
    set->left = ties == COX_EFRON ? (double)l / tied : 0;
    set->weight = ties == COX_EFRON ? 1 : tied;
    set->total = 0;
    for (size_t g = 0; g < t->n_groups; g++) {
        set->share[g] = risk[g] * (at_risk[g] - set->left * events[g]);
        set->total += set->share[g];
    }
    for (size_t g = 0; g < t->n_groups; g++)
        set->share[g] /= set->total;
}
