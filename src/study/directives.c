#include "study/directives.h"

#include <stdlib.h>

#include "base/array.h"

static int compare_dates(const void *a, const void *b)
{
    const struct directive *x = a, *y = b;
    if (x->date.packed != y->date.packed)
        return x->date.packed < y->date.packed ? -1 : 1;
    return x->spell < y->spell ? -1 : x->spell > y->spell;
}

static int compare_days(const void *a, const void *b)
{
    const struct directive *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return x->spell < y->spell ? -1 : x->spell > y->spell;
}

static void drop_repeated(struct directives *list)
{
    size_t kept = 0;
    qsort(list->v, list->n, sizeof *list->v, compare_dates);
    for (size_t i = 0; i < list->n; i++)
        if (kept == 0 || list->v[kept - 1].date.packed != list->v[i].date.packed)
            list->v[kept++] = list->v[i];
    list->n = kept;
}

int directives_find(struct directives *list, const struct history *h, const struct dataset *d,
                    const struct rules *rules)
{
    const struct council *c = h->council;
    list->n = 0;
    for (uint32_t i = c->spells; i < c->spells + c->n_spells; i++) {
        struct date date = spell_at(d, i).directed;
        if (!date_is_known(date) || date_place(date, rules->placing) > rules->as_of)
            continue;
        if (ARRAY_ROOM(list) != 0)
            return -1;
        list->v[list->n++] = (struct directive){date_place(date, rules->placing), date, i};
    }
    if (list->n > 1) {
        drop_repeated(list);
        qsort(list->v, list->n, sizeof *list->v, compare_days);
    }
    return 0;
}

void directives_release(struct directives *list)
{
    free(list->v);
    *list = (struct directives){0};
}
