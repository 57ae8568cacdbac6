/* import, ilacs-history: what becomes of a scraped history of inspections, with all that scraping
 * leaves in it. */
#include "imports.h"

#include <string.h>

#define H                                                                                          \
    "urn,local_authority,inspection_link,publication_date,inspection_framework,"                   \
    "inspection_start_date,inspection_end_date,overall_effectiveness_grade,"                       \
    "impact_of_leaders_grade,help_and_protection_grade,in_care_grade,care_leavers_grade\n"

/* A record of Camden with the given columns, and one grade. */
#define DATES(published, start, end) "80491,Camden,," published ",," start "," end ",good,,,,\n"
#define GRADE(word)                  "80491,Camden,,09/05/25,,,," word ",,,,\n"
#define TOOK_GOOD                    "took Camden 2025-05-09 Camden > overall good\n"

static void a_record_gives_a_judgement_for_each_grade(void **state)
{
    static const struct import_example examples[] = {
        {"all columns",
         {.files = {H "80491,Camden,https://files.ofsted.gov.uk/v1/file/123,09/05/25,short,"
                      "17/03/2025,21/03/2025,outstanding,good,requires improvement,inadequate,"
                      "good\n"}},
         "a.csv:2:1 took Camden 2025-05-09 Camden > ILACS-short: overall outstanding, leaders "
         "good, "
         "help_protection requires improvement, in_care inadequate, care_leavers good\n",
         "a.csv:2 Camden 2025-03-17|2025-05-09|2025-03-21 'ILACS-short' overall outstanding=4 "
         "ofsted:123\n"
         "a.csv:2 Camden 2025-03-17|2025-05-09|2025-03-21 'ILACS-short' leaders good=3 ofsted:123\n"
         "a.csv:2 Camden 2025-03-17|2025-05-09|2025-03-21 'ILACS-short' help_protection requires "
         "improvement=2 ofsted:123\n"
         "a.csv:2 Camden 2025-03-17|2025-05-09|2025-03-21 'ILACS-short' in_care inadequate=1 "
         "ofsted:123\n"
         "a.csv:2 Camden 2025-03-17|2025-05-09|2025-03-21 'ILACS-short' care_leavers good=3 "
         "ofsted:123\n",
         ""},
        {"blank grades give none",
         {.files = {H "80491,Camden,x,09/05/25,standard,,,,good,,,\n"}},
         "a.csv:2:1 took Camden 2025-05-09 Camden > ILACS-standard: leaders good\n",
         "a.csv:2 Camden |2025-05-09| 'ILACS-standard' leaders good=3 x\n",
         ""},
        {"no grade at all",
         {.files = {H "80491,Camden,x,09/05/25,standard,,,,,,,\n"}},
         "a.csv:2:1 no grade Camden 2025-05-09 Camden > ILACS-standard\n",
         "",
         ""},
        {"case and order of grades do not matter, nor that of the columns",
         {.files = {"care_leavers_grade,in_care_grade,help_and_protection_grade,"
                    "impact_of_leaders_grade,overall_effectiveness_grade,inspection_framework,"
                    "publication_date,local_authority\n"
                    ",,,INADEQUATE,Good,,09/05/2025,Camden\n"}},
         "a.csv:2:1 took Camden 2025-05-09 Camden > overall good, leaders inadequate\n",
         "a.csv:2 Camden |2025-05-09| '' overall good=3 a.csv:2\n"
         "a.csv:2 Camden |2025-05-09| '' leaders inadequate=1 a.csv:2\n",
         ""},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void dates_are_day_first_or_iso(void **state)
{
    static const struct import_example examples[] = {
        {"two digits of the year",
         {.files = {H DATES("09/05/25", "3/4/25", "04/04/25")}},
         NULL,
         "a.csv:2 Camden 2025-04-03|2025-05-09|2025-04-04 '' overall good=3 a.csv:2\n",
         ""},
        {"four",
         {.files = {H DATES("09/05/2025", "03/04/2025", "4/4/2025")}},
         NULL,
         "a.csv:2 Camden 2025-04-03|2025-05-09|2025-04-04 '' overall good=3 a.csv:2\n",
         ""},
        {"ISO dates among them",
         {.files = {H DATES("2025-05-09", "03/04/25", "2025-04-04")}},
         NULL,
         "a.csv:2 Camden 2025-04-03|2025-05-09|2025-04-04 '' overall good=3 a.csv:2\n",
         ""},
        {"a month",
         {.files = {H DATES("2025-05", "", "")}},
         NULL,
         "a.csv:2 Camden |2025-05| '' overall good=3 a.csv:2\n",
         "a.csv:2:15: W-PRECISION date \"2025-05\" has no day; it counts as 2025-05-15 | field 4 "
         "(publication_date)\n"},
        {"month first, as asked for",
         {.has_order = true, .order = DATE_MDY, .files = {H DATES("05/09/25", "", "")}},
         NULL,
         "a.csv:2 Camden |2025-05-09| '' overall good=3 a.csv:2\n",
         ""},
        {"ISO only, as asked for",
         {.has_order = true, .order = DATE_ISO_ONLY, .files = {H DATES("05/09/25", "", "")}},
         "",
         "",
         "a.csv:2:15: E-DATE date \"05/09/25\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 4 "
         "(publication_date) | for day-first dates add --dates dmy\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void records_with_impossible_dates_are_left_out(void **state)
{
    static const struct import_example examples[] = {
        {"no such day",
         {.files = {H DATES("31/04/25", "", "") DATES("09/05/25", "", "")}},
         "a.csv:3:1 " TOOK_GOOD,
         "a.csv:3 Camden |2025-05-09| '' overall good=3 a.csv:3\n",
         "a.csv:2:15: E-DATE date \"31/04/25\" does not exist | field 4 (publication_date)\n"},
        {"no such month",
         {.files = {H DATES("05/13/25", "", "")}},
         "",
         "",
         "a.csv:2:15: E-DATE date \"05/13/25\" does not exist | field 4 (publication_date) | for "
         "month-first dates add --dates mdy\n"},
        {"none at all",
         {.files = {H DATES("", "", "09/05/25")}},
         "",
         "",
         "a.csv:2:17: E-EMPTY neither an inspection date nor a publication date | field 6 "
         "(inspection_start_date)\n"},
        {"words",
         {.files = {H DATES("9 May 2025", "", "")}},
         "",
         "",
         "a.csv:2:15: E-DATE date \"9 May 2025\" is not YYYY-MM-DD, YYYY-MM, YYYY or DD/MM/YYYY | "
         "field 4 (publication_date)\n"},
        {"published before it was inspected",
         {.files = {H DATES("09/05/25", "10/05/25", "")}},
         "",
         "",
         "a.csv:2:15: E-ORDER publication_date 2025-05-09 is before inspected 2025-05-10 | field 4 "
         "(publication_date)\n"},
        {"ended before it began",
         {.files = {H DATES("09/05/25", "03/04/25", "02/04/25")}},
         "",
         "",
         "a.csv:2:34: E-ORDER inspection_end_date 2025-04-02 is before inspected 2025-04-03 | "
         "field 7 (inspection_end_date)\n"},
        {"long after it was inspected: kept, but worth a look",
         {.files = {H DATES("09/05/25", "08/05/24", "")}},
         "a.csv:2:1 " TOOK_GOOD,
         "a.csv:2 Camden 2024-05-08|2025-05-09| '' overall good=3 a.csv:2\n",
         "a.csv:2:15: W-LATE published 366 days after the inspection | field 4 "
         "(publication_date)\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void frameworks_have_their_names(void **state)
{
    static const struct {
        const char *written, *kept;
    } cases[] = {
        {"standard", "ILACS-standard"}, {"short", "ILACS-short"}, {"Short", "ILACS-short"},
        {"STANDARD", "ILACS-standard"}, {"SIF", "SIF"},           {"", ""},
        {"short visit", "short visit"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct imported im = {0};
        struct text file = {0};
        text_addf(&file, H "80491,Camden,,09/05/25,%s,,,good,,,,\n", cases[i].written);
        imported_read(&im, &(struct import_scene){.files = {text_string(&file)}});
        assert_int_equal(im.d.judgements.n, 1);
        assert_string_equal(intern_text(&im.d.frameworks, judgement_at(&im.d, 0).framework),
                            cases[i].kept);
        text_release(&file);
        imported_release(&im);
    }
}

#define CARE(in_care, care_leavers)                                                                \
    "80491,Camden,,09/05/25,,,,good,,," in_care "," care_leavers "\n"

/* One grade for children in care and care leavers was another judgement than two. */
static void a_joint_judgement_is_care(void **state)
{
    static const struct import_example examples[] = {
        {"joint",
         {.files = {H CARE("inadequate", "inspection_pre_dates_judgement")}},
         "a.csv:2:1 took Camden 2025-05-09 Camden > overall good, care inadequate\n",
         "a.csv:2 Camden |2025-05-09| '' overall good=3 a.csv:2\n"
         "a.csv:2 Camden |2025-05-09| '' care inadequate=1 a.csv:2\n",
         ""},
        {"two",
         {.files = {H CARE("inadequate", "good")}},
         "a.csv:2:1 took Camden 2025-05-09 Camden > overall good, in_care inadequate, "
         "care_leavers good\n",
         NULL,
         ""},
        {"the second is blank",
         {.files = {H CARE("inadequate", "")}},
         "a.csv:2:1 took Camden 2025-05-09 Camden > overall good, in_care inadequate\n",
         NULL,
         ""},
        {"joint, without a grade",
         {.files = {H CARE("", "Inspection pre-dates judgement")}},
         "a.csv:2:1 " TOOK_GOOD,
         "a.csv:2 Camden |2025-05-09| '' overall good=3 a.csv:2\n",
         ""},
        {"elsewhere it is no grade",
         {.files = {H CARE("inspection_pre_dates_judgement", "good")}},
         "a.csv:2:1 took Camden 2025-05-09 Camden > overall good, in_care "
         "inspection_pre_dates_judgement, care_leavers good\n",
         "a.csv:2 Camden |2025-05-09| '' overall good=3 a.csv:2\n"
         "a.csv:2 Camden |2025-05-09| '' in_care inspection_pre_dates_judgement=0 a.csv:2\n"
         "a.csv:2 Camden |2025-05-09| '' care_leavers good=3 a.csv:2\n",
         ""},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

#define CHANGED(line, found, kept)                                                                 \
    "a.csv:" line ":27 changed Camden 2025-05-09 overall_effectiveness_grade: " found " > " kept   \
    "\n"

static void grades_are_mended_where_it_is_known_how(void **state)
{
    static const struct import_example examples[] = {
        {"to requires improvement",
         {.files = {H GRADE("to requires improvement")}},
         CHANGED("2", "to requires improvement",
                 "requires improvement") "a.csv:2:1 took Camden 2025-05-09 Camden > overall "
                                         "requires improvement\n",
         "a.csv:2 Camden |2025-05-09| '' overall requires improvement=2 a.csv:2\n",
         ""},
        {"the long name",
         {.files = {H GRADE("Requires improvement to be good")}},
         "a.csv:2:1 took Camden 2025-05-09 Camden > overall "
         "requires improvement\n",
         "a.csv:2 Camden |2025-05-09| '' overall requires improvement=2 a.csv:2\n",
         ""},
        {"not reported any more",
         {.files = {H GRADE("not_reported_post_reform")}},
         "a.csv:2:1 no grade Camden 2025-05-09 Camden > overall not reported\n",
         "a.csv:2 Camden |2025-05-09| '' overall not reported=0 a.csv:2\n",
         ""},
        {"not to be read",
         {.files = {H GRADE("data_unreadable")}},
         "a.csv:2:1 no grade Camden 2025-05-09 Camden > overall data_unreadable\n",
         "a.csv:2 Camden |2025-05-09| '' overall data_unreadable=0 a.csv:2\n",
         ""},
        {"another word for it",
         {.files = {H GRADE("RI")}},
         "a.csv:2:1 took Camden 2025-05-09 Camden > overall RI\n",
         "a.csv:2 Camden |2025-05-09| '' overall RI=2 a.csv:2\n",
         ""},
        {"spelt as the scale does",
         {.files = {H GRADE("REQUIRES_IMPROVEMENT") GRADE("")}},
         "a.csv:2:1 took Camden 2025-05-09 Camden > overall requires improvement\n"
         "a.csv:3:1 no grade Camden 2025-05-09 Camden > \n",
         "a.csv:2 Camden |2025-05-09| '' overall requires improvement=2 a.csv:2\n",
         ""},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void other_spellings_are_counted(void **state)
{
    struct imported im = {0};
    (void)state;
    imported_read(&im, &(struct import_scene){
                           .files = {H GRADE("Requires improvement to be good")
                                         GRADE("to requires improvement") GRADE("good")
                                             GRADE("not_reported_post_reform") GRADE("RI")}});
    assert_int_equal(im.status, 0);
    assert_int_equal(im.log.n_spelt, 2);
    imported_release(&im);
}

/* The other grades of the record are good for all that. */
static void a_word_that_is_no_grade_costs_only_its_judgement(void **state)
{
    static const struct import_example examples[] = {
        {"one of two",
         {.files = {H "80491,Camden,,09/05/25,,,,god,inadequate,,,\n"}},
         "a.csv:2:1 took Camden 2025-05-09 Camden > leaders inadequate\n",
         "a.csv:2 Camden |2025-05-09| '' leaders inadequate=1 a.csv:2\n",
         "a.csv:2:27: E-GRADE \"god\" is not a grade; the nearest is \"good\" | field 8 "
         "(overall_effectiveness_grade)\n"},
        {"the only one",
         {.files = {H GRADE("god")}},
         "",
         "",
         "a.csv:2:27: E-GRADE \"god\" is not a grade; the nearest is \"good\" | field 8 "
         "(overall_effectiveness_grade)\n"},
        {"both",
         {.files = {H "80491,Camden,,09/05/25,,,,god,bod,,,\n"}},
         "",
         "",
         "a.csv:2:27: E-GRADE \"god\" is not a grade; the nearest is \"good\" | field 8 "
         "(overall_effectiveness_grade)\n"
         "a.csv:2:31: E-GRADE \"bod\" is not a grade; the nearest is \"good\" | field 9 "
         "(impact_of_leaders_grade)\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void the_source_is_the_report_or_the_line(void **state)
{
    static const struct {
        const char *link, *source;
    } cases[] = {
        {"https://files.ofsted.gov.uk/v1/file/50276411", "ofsted:50276411"},
        {"http://files.ofsted.gov.uk/v1/file/7", "ofsted:7"},
        {"files.ofsted.gov.uk/7", "ofsted:7"},
        {"https://reports.ofsted.gov.uk/provider/44/80491",
         "https://reports.ofsted.gov.uk/provider/44/80491"},
        {"https://x.org/files.ofsted.gov.uk.pdf", "https://x.org/files.ofsted.gov.uk.pdf"},
        {"a report", "a report"},
        {"", "a.csv:2"},
        {"\" \"", "a.csv:2"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct imported im = {0};
        struct text file = {0};
        text_addf(&file, H "80491,Camden,%s,09/05/25,,,,good,,,,\n", cases[i].link);
        imported_read(&im, &(struct import_scene){.files = {text_string(&file)}});
        assert_int_equal(im.d.judgements.n, 1);
        const struct judgement j = judgement_at(&im.d, 0);
        assert_string_equal(judgement_source(&im.d, &j), cases[i].source);
        text_release(&file);
        imported_release(&im);
    }
}

/* What spreadsheets and careless hands leave. */
static void broken_and_empty_rows_are_told(void **state)
{
    static const struct import_example examples[] = {
        {"too few, too many, none",
         {.files = {H "80491,Camden,x\n" GRADE("good") ",,,,,,,,,,,\n,,,,,,,,,,,\n"
                                                       "80491,Camden,x,09/05/25,,,,good,,,,,\n"}},
         "a.csv:3:1 " TOOK_GOOD,
         "a.csv:3 Camden |2025-05-09| '' overall good=3 a.csv:3\n",
         "a.csv:2:1: E-RAGGED the record has 3 fields, the header has 12\n"
         "a.csv:4:1: W-BLANK the line and the next are blank\n"
         "a.csv:6:1: E-RAGGED the record has 13 fields, the header has 12\n"},
        {"further columns, and some without a name",
         {.files = {"urn,local_authority,publication_date,inspection_framework,"
                    "overall_effectiveness_grade,impact_of_leaders_grade,"
                    "help_and_protection_grade,in_care_grade,care_leavers_grade,parser_version,,,"
                    "\n80491,Camden,09/05/25,,good,,,,,1,,,\n"}},
         "a.csv:2:1 " TOOK_GOOD,
         "a.csv:2 Camden |2025-05-09| '' overall good=3 a.csv:2\n",
         "a.csv:1:170: W-COLUMN column \"parser_version\" is not used\n"
         "a.csv:1:185: W-COLUMN 3 columns without a name are not used\n"},
        {"a quoted line end in a name",
         {.files = {H "80491,\"Camden\n\",,09/05/25,,,,god,,,,\n"}},
         "",
         "",
         "a.csv:3:16: E-GRADE \"god\" is not a grade; the nearest is \"good\" | field 8 "
         "(overall_effectiveness_grade)\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_gives_a_judgement_for_each_grade),
        cmocka_unit_test(dates_are_day_first_or_iso),
        cmocka_unit_test(records_with_impossible_dates_are_left_out),
        cmocka_unit_test(frameworks_have_their_names),
        cmocka_unit_test(a_joint_judgement_is_care),
        cmocka_unit_test(grades_are_mended_where_it_is_known_how),
        cmocka_unit_test(other_spellings_are_counted),
        cmocka_unit_test(a_word_that_is_no_grade_costs_only_its_judgement),
        cmocka_unit_test(the_source_is_the_report_or_the_line),
        cmocka_unit_test(broken_and_empty_rows_are_told),
    };
    return CHECK_RUN(tests, argc, argv);
}
