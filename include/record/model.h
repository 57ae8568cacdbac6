/* model: who delivers children's services - the delivery models, as data. */
#ifndef RECORD_MODEL_H
#define RECORD_MODEL_H

#include "base/nearest.h"
#include "base/span.h"

/* MODEL_UNKNOWN is zero; the built-in ones follow; --extra-model adds more behind them. */
enum model {
    MODEL_UNKNOWN,
#define MODEL(id, name, aliases) MODEL_##id,
#include "record/models.def"
#undef MODEL
    MODEL_FIRST_EXTRA
};

enum { MODEL_LIMIT = 64 };

/* The models in use. Numbers index NAME; zeroed is not valid: use model_list_standard(). */
struct model_list {
    const char *name[MODEL_LIMIT]; /* [MODEL_UNKNOWN] is "unknown"; borrowed */
    int n;
};

struct model_list model_list_standard(void);

/* Admits one more model; NAME is borrowed. False when it is there already or the list is full. */
bool model_list_add(struct model_list *list, const char *name);

/* The number of the model that S names, or MODEL_UNKNOWN; "unknown" itself names none. */
int model_find(const struct model_list *list, struct span s);

/* Other names of a built-in model, '|' between; NULL where it has none. */
const char *model_aliases(int model);

/* Offers all names to N. */
void model_nearest(const struct model_list *list, struct nearest *n);

/* The I-th (0 to n - 1) model in the order of tables: the known ones, then unknown. */
static inline int model_in_order(const struct model_list *list, int i)
{
    return (i + 1) % list->n;
}

#endif
