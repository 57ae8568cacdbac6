/* wide: one row per inspection, one column per judgement, which --map names. */
#include "importer.h"

static const struct field_spec specs[IMPORT_GRADES] = {
    IMPORT_USUAL_COLUMNS,
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
