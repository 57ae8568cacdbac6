#include "record/claim.h"

#include <math.h>
#include <stdlib.h>

const struct claim_kind_row claim_kinds[CLAIM_KIND_COUNT] = {
#define CLAIM(id, name, needs, may, form, meaning) [CLAIM_##id] = {name, needs, may, form, meaning},
#include "record/claim_kinds.def"
#undef CLAIM
};

const char *const verdict_name[VERDICT_COUNT] = {
    [VERDICT_HOLDS] = "holds",
    [VERDICT_CONTRADICTED] = "contradicted",
    [VERDICT_UNDECIDABLE] = "undecidable",
};

const char *const relation_sign[RELATION_COUNT] = {
    [RELATION_EQUAL] = "",  [RELATION_AT_LEAST] = ">=", [RELATION_AT_MOST] = "<=",
    [RELATION_ABOVE] = ">", [RELATION_BELOW] = "<",
};

/* DIFFERENCE is that of what is from what is claimed; 0 where it is less than SLACK. */
static bool compares(double difference, enum relation how, double slack)
{
    switch (how) {
    case RELATION_AT_LEAST:
        return difference >= -slack;
    case RELATION_AT_MOST:
        return difference <= slack;
    case RELATION_ABOVE:
        return difference > slack;
    case RELATION_BELOW:
        return difference < -slack;
    default:
        return fabs(difference) <= slack;
    }
}

bool claim_grade_fits(const struct claim *c, int rank)
{
    return c->n_ranks == 0 || compares(rank - c->ranks[0], c->grade_is, 0);
}

bool claim_number_fits(const struct claim *c, double x)
{
    const double slack = 1e-9; /* decimals are not exact: 0.065 rounds to 0.07 */
    double difference = x - c->number;
    if (c->number_is != RELATION_EQUAL)
        return compares(difference, c->number_is, slack);
    if (!isnan(c->tolerance))
        return fabs(difference) <= c->tolerance + slack;
    double units = difference * pow(10, c->digits);
    return units >= -0.5 - slack && units < 0.5 - slack;
}

void claims_release(struct claims *claims)
{
    free(claims->v);
    arena_release(&claims->arena);
    *claims = (struct claims){0};
}
