/* importer: a format from which records are imported. To add one: src/load/import_NAME.c with a
 * `const struct importer importer_NAME`, and its line in importers.def. */
#ifndef LOAD_IMPORTER_H
#define LOAD_IMPORTER_H

#include "base/text.h"
#include "load/import.h"
#include "ratings.h"

/* Further fields, behind those of a flat file. */
enum {
    IMPORT_CODE = RATING_FLAT_FIELDS, /* ONS's or Ofsted's of the council */
    IMPORT_GRADES,                    /* the first of the columns with grades */
};

/* The columns of sheets that people make, whatever they call them. */
#define IMPORT_USUAL_COLUMNS                                                                       \
    [RATING_COUNCIL] = {"council", "local_authority|local_authority_name|la_name|authority|name",  \
                        FIELD_REQUIRED},                                                           \
    [RATING_INSPECTED] = {"inspected",                                                             \
                          "date|inspection_date|inspection_start|inspection_start_date",           \
                          FIELD_EITHER},                                                           \
    [RATING_PUBLISHED] = {"published", "publication_date", FIELD_EITHER},                          \
    [RATING_ENDED] = {"ended", "inspection_end|inspection_end_date", FIELD_OPTIONAL},              \
    [RATING_FRAMEWORK] = {"framework", "inspection_framework|inspection_type", FIELD_OPTIONAL},    \
    [RATING_SOURCE] = {"source", NULL, FIELD_OPTIONAL},                                            \
    [IMPORT_CODE] = {"code", "ons_code|gss_code|la_code|area_code|urn", FIELD_OPTIONAL}

/* A column that holds the grades of one judgement. */
struct graded_column {
    int field;
    const char *judgement;
};

/* An add_source hook: "ofsted:N" for a link to the report with number N on Ofsted's files service,
 * other links as they are. */
void import_ofsted_source(const struct sheet *s, const struct row *row, struct text *t);

struct importer {
    const char *name;
    const char *summary;
    const struct field_spec *specs; /* by rating_field and the further ones */
    int n_specs;
    const struct graded_column *graded;
    int n_graded;
    enum date_order order;     /* how its dates are usually written */
    const char *no_inspection; /* what stands for the date where there was none yet; or NULL */
    bool needs_maps;           /* its columns with grades are named by the user */

    /* Hooks, or NULL. */
    /* Whether the header ROW has columns with grades; by default they are among those required. */
    bool (*has_grades)(const struct row *row);
    /* Finds columns that no name tells, once the others are known. */
    void (*find_columns)(struct sheet *s, const struct row *row);
    /* The framework's name as the records have it. */
    struct span (*framework)(struct span written);
    /* Adds the source of a record to T; by default its field, or the file and line. */
    void (*add_source)(const struct sheet *s, const struct row *row, struct text *t);
    /* Which judgement the I-th column with grades holds in this record; NULL: none. */
    const char *(*judgement)(const struct sheet *s, const struct row *row, int i);
};

#endif
