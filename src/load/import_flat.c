/* flat: council, date, grade, and if known the judgement and the model, one row per judgement. */
#include "importer.h"

enum { N_FIELDS = IMPORT_GRADES };

static const struct field_spec specs[N_FIELDS] = {
    [RATING_COUNCIL] = {"council", "local_authority|local_authority_name|la_name|authority|name",
                        FIELD_REQUIRED},
    [RATING_GRADE] = {"grade", "rating|overall_effectiveness_grade|overall_effectiveness|overall",
                      FIELD_REQUIRED},
    [RATING_INSPECTED] = {"inspected",
                          "date|inspection_date|inspection_start|inspection_start_date",
                          FIELD_EITHER},
    [RATING_PUBLISHED] = {"published", "publication_date", FIELD_EITHER},
    [RATING_ENDED] = {"ended", "inspection_end|inspection_end_date", FIELD_OPTIONAL},
    [RATING_JUDGEMENT] = {"judgement", NULL, FIELD_OPTIONAL},
    [RATING_FRAMEWORK] = {"framework", "inspection_framework|inspection_type", FIELD_OPTIONAL},
    [RATING_SOURCE] = {"source", NULL, FIELD_OPTIONAL},
    [RATING_MODEL] = {"model", "delivery_model", FIELD_OPTIONAL},
    [RATING_PROVIDER] = {"provider", NULL, FIELD_OPTIONAL},
    [IMPORT_CODE] = {"code", "ons_code|gss_code|la_code|area_code|urn", FIELD_OPTIONAL},
};

/* Which judgement the grade is, the record says itself. */
static const struct graded_column graded[] = {{RATING_GRADE, NULL}};

const struct importer importer_flat = {
    .name = "flat",
    .summary = "council, date, grade, and if known the delivery model, one row per judgement",
    .specs = specs,
    .n_specs = N_FIELDS,
    .graded = graded,
    .n_graded = 1,
    .order = DATE_ISO_ONLY,
};
