#include "record/model.h"

#include "base/text.h"

static const char *const aliases[] = {
    [MODEL_UNKNOWN] = NULL,
#define MODEL(id, name, aliases) [MODEL_##id] = aliases,
#include "record/models.def"
#undef MODEL
};

struct model_list model_list_standard(void)
{
    return (struct model_list){
        .name =
            {
                [MODEL_UNKNOWN] = "unknown",
#define MODEL(id, name, aliases) [MODEL_##id] = name,
#include "record/models.def"
#undef MODEL
            },
        .n = MODEL_FIRST_EXTRA,
    };
}

bool model_list_add(struct model_list *list, const char *name)
{
    bool reserved = span_matches(span_of(name), span_of(list->name[MODEL_UNKNOWN])) ||
                    name[0] == '(' || name[0] == '\0';
    if (reserved || list->n == MODEL_LIMIT || model_find(list, span_of(name)) != MODEL_UNKNOWN)
        return false;
    list->name[list->n++] = name;
    return true;
}

const char *model_aliases(int model)
{
    return model < MODEL_FIRST_EXTRA ? aliases[model] : NULL;
}

static bool has_alias(int model, struct span s)
{
    struct span list = span_of(model_aliases(model)), alias;
    while (span_next(&list, '|', &alias))
        if (span_matches(alias, s))
            return true;
    return false;
}

int model_find(const struct model_list *list, struct span s)
{
    for (int model = MODEL_UNKNOWN + 1; model < list->n; model++)
        if (span_equals(span_of(list->name[model]), s))
            return model; /* as most are written */
    for (int model = MODEL_UNKNOWN + 1; model < list->n; model++)
        if (span_matches(span_of(list->name[model]), s) || has_alias(model, s))
            return model;
    return MODEL_UNKNOWN;
}

void model_nearest(const struct model_list *list, struct nearest *n)
{
    for (int model = MODEL_UNKNOWN + 1; model < list->n; model++)
        nearest_try(n, list->name[model]);
}
