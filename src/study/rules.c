#include "study/rules.h"

int rules_uncovered_model(const struct dataset *d, enum uncovered choice)
{
    if (choice == UNCOVERED_IN_HOUSE || (choice == UNCOVERED_DEFAULT && d->spells.n > 0))
        return MODEL_IN_HOUSE;
    return MODEL_UNKNOWN;
}
