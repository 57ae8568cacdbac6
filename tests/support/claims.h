/* claims: claims written in a line, and what becomes of them. */
#ifndef SUPPORT_CLAIMS_H
#define SUPPORT_CLAIMS_H

#include "fixture.h"

/* LINE is "KIND|FIELD=VALUE|...": a claim. EXPECTED is "VERDICT: what the records say". */
struct claim_example {
    const char *line, *expected;
};

/* Judges each claim on the records of SCENE, and holds what comes of it against what is expected.
 */
void check_claims(const struct scene *scene, const struct claim_example *v, size_t n);

#define CHECK_CLAIMS(scene, v) check_claims(scene, v, sizeof(v) / sizeof(v)[0])

#endif
