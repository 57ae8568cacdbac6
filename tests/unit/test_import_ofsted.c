/* import, ofsted-outcomes: a sheet of Ofsted's saved as CSV, with titles above the header and
 * sentences for headings. */
#include "fixture.h"
#include "imports.h"

#include <string.h>

#define CODE    "Local authority area code"
#define NAME    "Local authority name"
#define DATE    "Inspection date"
#define TYPE    "Inspection type"
#define OVERALL "Overall effectiveness"
#define LEADERS "\"The impact of leaders on social work practice with children and families\""
#define HELP    "The experiences and progress of children who need help and protection"
#define IN_CARE "The experiences and progress of children in care"
#define LEAVERS "The experiences and progress of care leavers"
#define JOINT   "The experiences and progress of children in care and care leavers"
#define FIRST   CODE "," NAME "," DATE "," TYPE
#define ONE     "E09000007,Camden,07/01/2020,ILACS standard"
#define AT      "a.csv:2 Camden 2020-01-07|| 'ILACS-standard' "
#define TOOK    "a.csv:2:1 took Camden 2020-01-07 Camden > ILACS-standard: "

static void headings_are_told_by_their_words(void **state)
{
    static const struct import_example examples[] = {
        {"all",
         {.files = {FIRST "," OVERALL "," LEADERS "," HELP "," IN_CARE "," LEAVERS "\n" ONE
                          ",Good,Outstanding,Requires improvement to be good,Inadequate,Good\n"}},
         TOOK "overall good, leaders outstanding, help_protection requires improvement, in_care "
              "inadequate, care_leavers good\n",
         AT "overall good=3 a.csv:2\n" AT "leaders outstanding=4 a.csv:2\n" AT
            "help_protection requires improvement=2 a.csv:2\n" AT
            "in_care inadequate=1 a.csv:2\n" AT "care_leavers good=3 a.csv:2\n",
         ""},
        {"in another order",
         {.files = {LEAVERS "," HELP "," IN_CARE "," OVERALL "," LEADERS "," TYPE "," DATE "," CODE
                            "," NAME "\nGood,Inadequate,Outstanding,Good,Inadequate,"
                            "ILACS standard,07/01/2020,E09000007,Camden\n"}},
         TOOK "overall good, leaders inadequate, help_protection inadequate, in_care outstanding, "
              "care_leavers good\n",
         NULL,
         ""},
        {"two for one part: the first, though it be the first of all",
         {.files = {LEAVERS "," FIRST "," HELP ",All care leavers\nGood," ONE
                            ",Inadequate,Outstanding\n"}},
         TOOK "help_protection inadequate, care_leavers good\n",
         NULL,
         NULL},
        {"one for children in care and care leavers",
         {.files = {FIRST "," JOINT "," OVERALL "\n" ONE ",Inadequate,Good\n"}},
         TOOK "overall good, care inadequate\n",
         AT "overall good=3 a.csv:2\n" AT "care inadequate=1 a.csv:2\n",
         ""},
        {"one for both, then each",
         {.files = {FIRST "," LEAVERS "," JOINT "," IN_CARE "\n" ONE ",Good,Inadequate,\n" ONE
                          " again,,,Good\n"}},
         TOOK "care inadequate, care_leavers good\n"
              "a.csv:3:1 took Camden 2020-01-07 Camden > ILACS-standard: in_care good\n",
         NULL,
         ""},
        {"other words, case, '_' and '-'",
         {.files = {FIRST
                    ",LEADERS,Help_and_Protection,Children-looked-after,All_care_leavers\n" ONE
                    ",Good,Inadequate,Outstanding,Good\n"}},
         TOOK "leaders good, help_protection inadequate, in_care outstanding, care_leavers good\n",
         NULL,
         ""},
        {"looked after",
         {.files = {FIRST ",Leaders and managers,Protection and help,Looked-after children\n" ONE
                          ",Good,Inadequate,Outstanding\n"}},
         TOOK "leaders good, help_protection inadequate, in_care outstanding\n",
         NULL,
         ""},
        {"looked after and care leavers",
         {.files = {FIRST ",Looked after children and care leavers," OVERALL "\n" ONE ",Good,\n"}},
         TOOK "care good\n",
         NULL,
         ""},
        {"a second joint one is not one of the two",
         {.files = {FIRST "," JOINT ",All children in care and care leavers\n" ONE
                          ",Good,Inadequate\n"}},
         TOOK "care good\n",
         NULL,
         NULL},
        {"a second of its words is not used",
         {.files = {FIRST "," LEADERS ",Leaders again,Help only\n" ONE ",Good,Bad,Bad\n"}},
         TOOK "leaders good\n",
         NULL,
         "a.csv:1:155: W-COLUMN column \"Leaders again\" is not used\n"
         "a.csv:1:169: W-COLUMN column \"Help only\" is not used\n"},
        {"what is said about a judgement is none",
         {.files = {FIRST ",Previous impact of leaders,Change in help and protection," LEADERS
                          ",Number of care leavers," OVERALL "\n" ONE
                          ",Inadequate,Bad,Good,12,Good\n"}},
         TOOK "overall good, leaders good\n",
         NULL,
         NULL},
        {"line ends and more blanks between words",
         {.files = {FIRST
                    ",\"The experiences of children in\ncare\",The progress of care  leavers\n" ONE
                    ",Good,Inadequate\n"}},
         "a.csv:3:1 took Camden 2020-01-07 Camden > ILACS-standard: in_care good, care_leavers "
         "inadequate\n",
         NULL,
         ""},
        {"parts of longer words tell nothing",
         {.files = {FIRST "," OVERALL ",Cheerleaders,Leadership,Helping protection,In careers\n" ONE
                          ",Good,1,2,3,4\n"}},
         TOOK "overall good\n",
         NULL,
         "a.csv:1:102: W-COLUMN column \"Cheerleaders\" is not used\n"
         "a.csv:1:115: W-COLUMN column \"Leadership\" is not used\n"
         "a.csv:1:126: W-COLUMN column \"Helping protection\" is not used\n"
         "a.csv:1:145: W-COLUMN column \"In careers\" is not used\n"},
        {"but a word may come again",
         {.files = {FIRST ",\"Cheerleaders, and (leaders)\"," OVERALL "\n" ONE ",Good,\n"}},
         TOOK "leaders good\n",
         NULL,
         ""},
        {"columns that have a use are not taken for grades",
         {.files = {CODE "," NAME ",Inspection start date,Event type,Report link,"
                         "Publication date,Inspection end date," OVERALL
                         "\nE09000007,Camden,07/01/2020,"
                         "ILACS short,x,08/02/2020,10/01/2020,\n"}},
         "a.csv:2:1 no grade Camden 2020-02-08 Camden > ILACS-short\n",
         "",
         ""},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void records_are_kept_with_framework_dates_and_source(void **state)
{
    static const struct import_example examples[] = {
        {"all",
         {.files = {CODE "," NAME ",Inspection date,Inspection end date,Publication date,"
                         "Inspection type,Web link," OVERALL "\n"
                         "E09000007,Camden,07/01/2020,11/01/20,2020-02-18,"
                         "ILACS Short inspection,https://x.org/1,Good\n"}},
         "a.csv:2:1 took Camden 2020-02-18 Camden > ILACS-short: overall good\n",
         "a.csv:2 Camden 2020-01-07|2020-02-18|2020-01-11 'ILACS-short' overall good=3 "
         "https://x.org/1\n",
         ""},
        {"a report of Ofsted's",
         {.files = {FIRST ",Web link," OVERALL "\n" ONE
                          ",https://files.ofsted.gov.uk/v1/file/12,Good\n"}},
         NULL,
         AT "overall good=3 ofsted:12\n",
         ""},
        {"the type may be missing",
         {.files = {CODE "," NAME "," DATE "," OVERALL "\nE09000007,Camden,07/01/2020,Good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good\n",
         "a.csv:2 Camden 2020-01-07|| '' overall good=3 a.csv:2\n",
         ""},
        {"another framework stays as written",
         {.files = {FIRST "," OVERALL "\nE09000007,Camden,07/01/2020,Focused visit,Good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > Focused visit: overall good\n",
         "a.csv:2 Camden 2020-01-07|| 'Focused visit' overall good=3 a.csv:2\n",
         ""},
        {"a code that was given up",
         {.files = {FIRST "," OVERALL "\nE09000000,LONDON BOROUGH OF CAMDEN,07/01/2020,"
                          "ILACS standard,Good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 LONDON BOROUGH OF CAMDEN > ILACS-standard: overall "
         "good\n",
         NULL,
         "a.csv:2:1: W-CODE the code \"E09000000\" is not in councils.csv; the council is known by "
         "its name | field 1 (local authority area code)\n"},
        {"not yet inspected",
         {.files = {FIRST "," OVERALL "\nE09000007,Camden,Not yet inspected,,\n"}},
         "a.csv:2:1 no grade Camden  Camden > Not yet inspected\n",
         NULL,
         ""},
        {"no overall any more",
         {.files = {FIRST "," LEADERS "," HELP "," IN_CARE "," LEAVERS "\nE06000010,Hull,"
                          "04/05/2026,ILACS standard,Good,Good,Good,Inadequate\n"}},
         "a.csv:2:11 changed Kingston upon Hull 2026-05-04 local authority name: Hull > Kingston "
         "upon Hull\n"
         "a.csv:2:1 took Kingston upon Hull 2026-05-04 Hull > ILACS-standard: leaders good, "
         "help_protection good, in_care good, care_leavers inadequate\n",
         NULL,
         ""},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void titles_and_empty_rows_and_columns_do_not_matter(void **state)
{
    static const struct import_example examples[] = {
        {"all",
         {.files = {"Local authority inspection outcomes as at 31 March,,,,,,\r\n"
                    "\"Source: Ofsted, published in July\",,,,,,\r\n" FIRST "," OVERALL ",,\r\n" ONE
                    ",Good,,\r\n,,,,,,\r\n,,,,,,\r\n"}},
         "a.csv:4:1 took Camden 2020-01-07 Camden > ILACS-standard: overall good\n",
         "a.csv:4 Camden 2020-01-07|| 'ILACS-standard' overall good=3 a.csv:4\n",
         "a.csv:3:102: W-COLUMN 2 columns without a name are not used\n"
         "a.csv:5:1: W-BLANK the line and the next are blank\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

/* Sheets of two years: the second tells what the first told, and more. */
static void a_later_sheet_repeats_and_adds(void **state)
{
    static const struct import_example examples[] = {
        {"two",
         {.files = {FIRST "," OVERALL "\n" ONE ",Good\n",
                    FIRST "," OVERALL "," LEADERS "\n" ONE ",Good,Inadequate\n"
                          "E06000059,Dorset,02/03/2021,ILACS short,,Good\n"}},
         TOOK "overall good\n"
              "b.csv:2:1 took Camden 2020-01-07 Camden > ILACS-standard: overall good, leaders "
              "inadequate (of 2 1 kept, 0 contradicted)\n"
              "b.csv:3:1 took Dorset 2021-03-02 Dorset > ILACS-short: leaders good\n",
         AT "overall good=3 a.csv:2\n"
            "b.csv:2 Camden 2020-01-07|| 'ILACS-standard' leaders inadequate=1 b.csv:2\n"
            "b.csv:3 Dorset 2021-03-02|| 'ILACS-short' leaders good=3 b.csv:3\n",
         "b.csv:2:1: W-DUPLICATE the inspection's \"overall\" judgement is on line 2 of a.csv "
         "already\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

/* The columns that the format needs, and what they are also called. */
static void the_columns_needed_have_other_names(void **state)
{
    static const struct {
        const char *header, *format;
    } cases[] = {
        {"Local authority area code,Local authority,Date of inspection,Overall effectiveness",
         "ofsted-outcomes"},
        {"ONS code,LA name,Start date,Event type,Overall", "ofsted-outcomes"},
        {"GSS code,LA name,Date published,Overall effectiveness grade", "ofsted-outcomes"},
        {"GSS code,LA name,Date published,Leaders,Care leavers", "ofsted-outcomes"},
        {"LA name,Start date,Overall", NULL},
        {"ONS code,Start date,Overall", NULL},
        {"ONS code,LA name,Overall", NULL},
        {"ONS code,LA name,Start date", NULL},
        {"ONS code,LA name,Start date,Leaders", NULL}, /* which could be anybody's */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct imported im = {0};
        imported_read(&im, &(struct import_scene){.files = {cases[i].header}});
        assert_int_equal(im.status, 0);
        if (!cases[i].format)
            assert_null(im.log.formats[0]);
        else
            assert_string_equal(im.log.formats[0], cases[i].format);
        imported_release(&im);
    }
}

/* A heading of any length; what stands far behind in it tells nothing. */
static void headings_may_be_long(void **state)
{
    struct text file = {0}, log = {0};
    struct imported im = {0};
    (void)state;
    text_add_string(&file, FIRST "," OVERALL ",");
    for (int i = 0; i < 300; i++)
        text_add_string(&file, "x");
    text_add_string(&file, " leaders,Care leavers ");
    for (int i = 0; i < 300; i++)
        text_add_string(&file, "x");
    text_add_string(&file, ",Leaders\n" ONE ",,Bad,Good,Inadequate\n");
    imported_read(&im, &(struct import_scene){.files = {text_string(&file)}});
    imported_log(&im, &log);
    check_text(&log, TOOK "leaders inadequate, care_leavers good\n", "long headings");
    text_release(&log);
    text_release(&file);
    imported_release(&im);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_are_told_by_their_words),
        cmocka_unit_test(records_are_kept_with_framework_dates_and_source),
        cmocka_unit_test(titles_and_empty_rows_and_columns_do_not_matter),
        cmocka_unit_test(a_later_sheet_repeats_and_adds),
        cmocka_unit_test(the_columns_needed_have_other_names),
        cmocka_unit_test(headings_may_be_long),
    };
    return CHECK_RUN(tests, argc, argv);
}
