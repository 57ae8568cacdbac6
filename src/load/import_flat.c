/* flat: council, date, grade, and if known the judgement and the model, one row per judgement. */
#include "importer.h"

enum { N_FIELDS = IMPORT_GRADES };

static const struct field_spec specs[N_FIELDS] = {
    IMPORT_USUAL_COLUMNS,
    [RATING_GRADE] = {"grade", "rating|overall_effectiveness_grade|overall_effectiveness|overall",
                      FIELD_REQUIRED},
    [RATING_JUDGEMENT] = {"judgement", NULL, FIELD_OPTIONAL},
    [RATING_MODEL] = {"model", "delivery_model", FIELD_OPTIONAL},
    [RATING_PROVIDER] = {"provider", NULL, FIELD_OPTIONAL},
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
