#include "study/study.h"

const struct history *study_next(struct study *s, size_t *i, int *status)
{
    size_t n = s->end ? s->end : dataset_n_councils(s->d);
    *status = 0;
    if (*i == 0) {
        s->counts = (struct history_counts){0};
        progress_begin(s->progress,
                       (struct task){"going through records", NULL, n - s->first, "council"});
        *i = s->first;
    }
    progress_at(s->progress, *i - s->first);
    while (*i < n && !study_has_chosen(s, (uint32_t)*i))
        ++*i;
    if (*i >= n)
        return NULL;
    *status = history_build(&s->history, s->d, &s->rules, (uint32_t)(*i)++);
    if (*status != 0)
        return NULL;
    history_counts_add(&s->counts, &s->history.counts);
    return &s->history;
}

void study_release(struct study *s)
{
    history_release(&s->history);
    *s = (struct study){0};
}
