/* ilacs-history: the community-scraped history of Ofsted's inspections, one row per report. */
#include "importer.h"

enum { OVERALL = IMPORT_GRADES, LEADERS, HELP_PROTECTION, IN_CARE, CARE_LEAVERS, N_FIELDS };

static const struct field_spec specs[N_FIELDS] = {
    [RATING_COUNCIL] = {"local_authority", NULL, FIELD_REQUIRED},
    [RATING_INSPECTED] = {"inspection_start_date", NULL, FIELD_EITHER},
    [RATING_PUBLISHED] = {"publication_date", NULL, FIELD_EITHER},
    [RATING_ENDED] = {"inspection_end_date", NULL, FIELD_OPTIONAL},
    [RATING_FRAMEWORK] = {"inspection_framework", NULL, FIELD_REQUIRED},
    [RATING_SOURCE] = {"inspection_link", NULL, FIELD_OPTIONAL},
    [IMPORT_CODE] = {"urn", NULL, FIELD_OPTIONAL},
    [OVERALL] = {"overall_effectiveness_grade", NULL, FIELD_REQUIRED},
    [LEADERS] = {"impact_of_leaders_grade", NULL, FIELD_REQUIRED},
    [HELP_PROTECTION] = {"help_and_protection_grade", NULL, FIELD_REQUIRED},
    [IN_CARE] = {"in_care_grade", NULL, FIELD_REQUIRED},
    [CARE_LEAVERS] = {"care_leavers_grade", NULL, FIELD_REQUIRED},
};

static const struct graded_column graded[] = {
    {OVERALL, "overall"}, {LEADERS, "leaders"},           {HELP_PROTECTION, "help_protection"},
    {IN_CARE, "in_care"}, {CARE_LEAVERS, "care_leavers"},
};

static struct span framework(struct span written)
{
    if (span_matches(written, span_of("standard")))
        return span_of("ILACS-standard");
    return span_matches(written, span_of("short")) ? span_of("ILACS-short") : written;
}

/* Before care leavers had a judgement of their own, one grade was for them and children in care. */
static const char *judgement(const struct sheet *s, const struct row *row, int i)
{
    bool is_joint =
        span_matches(sheet_value(s, row, CARE_LEAVERS), span_of("inspection_pre_dates_judgement"));
    if (is_joint && graded[i].field == CARE_LEAVERS)
        return NULL;
    return is_joint && graded[i].field == IN_CARE ? "care" : graded[i].judgement;
}

void import_ofsted_source(const struct sheet *s, const struct row *row, struct text *t)
{
    struct span rest = sheet_value(s, row, RATING_SOURCE), link = rest, part, last = {0};
    bool is_ofsted = false;
    while (span_next(&rest, '/', &part)) {
        is_ofsted = is_ofsted || span_equals(part, span_of("files.ofsted.gov.uk"));
        last = part;
    }
    text_add_string(t, is_ofsted ? "ofsted:" : "");
    text_add(t, is_ofsted ? last : link);
}

const struct importer importer_ilacs_history = {
    .name = "ilacs-history",
    .summary = "the community-scraped history of Ofsted's inspections, one row per report",
    .specs = specs,
    .n_specs = N_FIELDS,
    .graded = graded,
    .n_graded = sizeof graded / sizeof graded[0],
    .order = DATE_DMY,
    .framework = framework,
    .add_source = import_ofsted_source,
    .judgement = judgement,
};
