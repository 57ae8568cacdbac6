/* wide: one row per inspection, one column per judgement, which --map names. */
#include "importer.h"

static const struct field_spec specs[IMPORT_GRADES] = {
    [RATING_COUNCIL] = {"council", "local_authority|local_authority_name|la_name|authority|name",
                        FIELD_REQUIRED},
    [RATING_INSPECTED] = {"inspected",
                          "date|inspection_date|inspection_start|inspection_start_date",
                          FIELD_EITHER},
    [RATING_PUBLISHED] = {"published", "publication_date", FIELD_EITHER},
    [RATING_ENDED] = {"ended", "inspection_end|inspection_end_date", FIELD_OPTIONAL},
    [RATING_FRAMEWORK] = {"framework", "inspection_framework|inspection_type", FIELD_OPTIONAL},
    [RATING_SOURCE] = {"source", NULL, FIELD_OPTIONAL},
    [IMPORT_CODE] = {"code", "ons_code|gss_code|la_code|area_code|urn", FIELD_OPTIONAL},
};

/* The columns with grades are added where they are known. */
const struct importer importer_wide = {
    .name = "wide",
    .summary = "one row per inspection, one column per judgement, named with --map",
    .specs = specs,
    .n_specs = IMPORT_GRADES,
    .order = DATE_ISO_ONLY,
    .needs_maps = true,
};
