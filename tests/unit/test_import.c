/* import: the format that a header tells, councils by another source's names, inspections that are
 * there twice, and what is asked for that cannot be. */
#include "imports.h"

#include <string.h>

#include "fixture.h"

#define FLAT          "council,code,date,grade\n"
#define GOOD(c, kind) "a.csv:2 " c " 2020-01-07|| '' " kind " good=3 a.csv:2\n"

static void councils_are_known_by_code_and_name(void **state)
{
    static const struct import_example examples[] = {
        {"its own name",
         {.files = {FLAT "Camden,,2020-01-07,good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good\n",
         GOOD("Camden", "overall"),
         ""},
        {"lower case is no change",
         {.files = {FLAT "camden,,2020-01-07,good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 camden > overall good\n",
         GOOD("Camden", "overall"),
         ""},
        {"nor are '&' and titles",
         {.files = {FLAT "Royal Borough of Windsor & Maidenhead,,2020-01-07,good\n"}},
         "a.csv:2:1 took Windsor and Maidenhead 2020-01-07 Royal Borough of Windsor & Maidenhead > "
         "overall good\n",
         GOOD("Windsor and Maidenhead", "overall"),
         ""},
        {"commas in a name",
         {.files = {FLAT "\"bournemouth, christchurch & poole\",,2020-01-07,good\n"}},
         "a.csv:2:1 took Bournemouth, Christchurch and Poole 2020-01-07 bournemouth, christchurch "
         "& poole > overall good\n",
         GOOD("Bournemouth, Christchurch and Poole", "overall"),
         ""},
        {"an alias is a change",
         {.files = {FLAT "HULL,,2020-01-07,good\n"}},
         "a.csv:2:1 changed Kingston upon Hull 2020-01-07 council: HULL > Kingston upon Hull\n"
         "a.csv:2:1 took Kingston upon Hull 2020-01-07 HULL > overall good\n",
         GOOD("Kingston upon Hull", "overall"),
         ""},
        {"so is a name that only the code explains",
         {.files = {FLAT "Kamden Town,80491,2020-01-07,good\n"}},
         "a.csv:2:1 changed Camden 2020-01-07 council: Kamden Town > Camden\n"
         "a.csv:2:1 took Camden 2020-01-07 Kamden Town > overall good\n",
         GOOD("Camden", "overall"),
         ""},
        {"or that means several",
         {.files = {FLAT "County of Dorset,E06000059,2020-01-07,good\n"}},
         "a.csv:2:1 changed Dorset 2020-01-07 council: County of Dorset > Dorset\n"
         "a.csv:2:1 took Dorset 2020-01-07 County of Dorset > overall good\n",
         GOOD("Dorset", "overall"),
         ""},
        {"the code alone",
         {.files = {FLAT ",E09000007,2020-01-07,good\n"}},
         "a.csv:2:1 took Camden 2020-01-07  > overall good\n",
         GOOD("Camden", "overall"),
         ""},
        {"a code that is not known leaves it to the name",
         {.files = {FLAT "Camden,E99,2020-01-07,good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good\n",
         GOOD("Camden", "overall"),
         "a.csv:2:8: W-CODE the code \"E99\" is not in councils.csv; the council is known by its "
         "name | field 2 (code)\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void records_of_no_certain_council_are_left_out(void **state)
{
    static const struct import_example examples[] = {
        {"not known, with the nearest",
         {.files = {FLAT "Camdem,,2020-01-07,good\n"}},
         "",
         "",
         "a.csv:2:1: E-COUNCIL council \"Camdem\" is not in councils.csv; the nearest name is "
         "\"Camden\" | field 1 (council)\n"},
        {"and none near",
         {.files = {FLAT "Xyz,E99,2020-01-07,good\n"}},
         "",
         "",
         "a.csv:2:1: E-COUNCIL council \"Xyz\" is not in councils.csv | field 1 (council)\n"},
        {"one of two",
         {.files = {FLAT "County of Dorset,,2020-01-07,good\n"}},
         "",
         "",
         "a.csv:2:1: E-COUNCIL council \"County of Dorset\" may be \"Dorset\" or \"Dorset County\" "
         "| field 1 (council)\n"},
        {"the code says another",
         {.files = {FLAT "Camden,80477,2020-01-07,good\n"}},
         "",
         "",
         "a.csv:2:8: E-COUNCIL the code \"80477\" is that of \"Kingston upon Hull\", the name that "
         "of \"Camden\" | field 2 (code)\n"},
        {"neither name nor code",
         {.files = {FLAT ",,2020-01-07,good\n"}},
         "",
         "",
         "a.csv:2:1: E-EMPTY the council is empty | field 1 (council)\n"},
        {"only a code that is not known",
         {.files = {FLAT ",E99,2020-01-07,good\n"}},
         "",
         "",
         "a.csv:2:2: E-COUNCIL the code \"E99\" means no council in councils.csv | field 2 "
         "(code)\n"},
        {"all that is wrong with a record is told",
         {.files = {FLAT "Xyz,,x,good\nCamden,,2020-01-07,good\n"}},
         "a.csv:3:1 took Camden 2020-01-07 Camden > overall good\n",
         NULL,
         "a.csv:2:1: E-COUNCIL council \"Xyz\" is not in councils.csv | field 1 (council)\n"
         "a.csv:2:6: E-DATE date \"x\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 3 (inspected)\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void records_outside_the_life_of_their_council(void **state)
{
    static const struct import_example examples[] = {
        {"long after it closed",
         {.files = {FLAT "Dorset County,,2019-06-01,good\n"}},
         "",
         "",
         "a.csv:2:16: E-LIFE the judgement is more than 60 days after the council closed "
         "(2019-04-01) | field 3 (inspected)\n"},
        {"not long",
         {.files = {FLAT "Dorset County,,2019-05-31,good\n"}},
         "a.csv:2:1 took Dorset County 2019-05-31 Dorset County > overall good\n",
         NULL,
         ""},
        {"before it opened: kept, but worth a look",
         {.files = {FLAT "Dorset,,2019-03-31,good\n"}},
         "a.csv:2:1 took Dorset 2019-03-31 Dorset > overall good\n",
         NULL,
         "a.csv:2:9: W-EARLY the judgement is before the council opened (2019-04-01) | field 3 "
         "(inspected)\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

/* As spreadsheets and web pages have them, at the ends of values, within, and in headings. */
static void blanks_that_do_not_break_are_blanks(void **state)
{
    static const struct import_example examples[] = {
        {"all over",
         {.files = {"council,inspection\xc2\xa0"
                    "date\xc2\xa0,grade\n"
                    "\xc2\xa0Windsor\xc2\xa0"
                    "and Maidenhead,2020-01-07\xc2\xa0,"
                    "Requires\xc2\xa0improvement \xc2\xa0\n\xc2\xa0,,\xc2\xa0\xc2\xa0\n"
                    "Hull,2020-01-07,\xc2\xa0\n"}},
         "a.csv:2:1 took Windsor and Maidenhead 2020-01-07 Windsor and Maidenhead > overall "
         "requires improvement\n"
         "a.csv:4:1 changed Kingston upon Hull 2020-01-07 council: Hull > Kingston upon Hull\n"
         "a.csv:4:1 no grade Kingston upon Hull 2020-01-07 Hull > \n",
         "a.csv:2 Windsor and Maidenhead 2020-01-07|| '' overall requires improvement=2 a.csv:2\n",
         "a.csv:3:1: W-BLANK the line is blank\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

#define CAMDEN(grade) FLAT "Camden,,2020-01-07," grade "\n"

/* Of judgements that contradict each other both are left out; of those that agree, one. */
static void an_inspection_that_is_there_twice(void **state)
{
    static const struct import_example examples[] = {
        {"the same grade",
         {.files = {CAMDEN("good") "camden,,2020-01-07,Good\n"}},
         NULL,
         GOOD("Camden", "overall"),
         "a.csv:3:1: W-DUPLICATE the inspection's \"overall\" judgement is on line 2 already\n"},
        {"another grade",
         {.files = {CAMDEN("good") "camden,,2020-01-07,inadequate\n"}},
         NULL,
         "",
         "a.csv:3:1: E-DUPLICATE the inspection's \"overall\" judgement is \"inadequate\" here and "
         "\"good\" on line 2\n"},
        {"the same grade in another file",
         {.files = {CAMDEN("good"), "\n" CAMDEN("good")}},
         NULL,
         GOOD("Camden", "overall"),
         "b.csv:1:1: W-BLANK the line is blank\n"
         "b.csv:3:1: W-DUPLICATE the inspection's \"overall\" judgement is on line 2 of a.csv "
         "already\n"},
        {"another grade in another file",
         {.files = {CAMDEN("good"), CAMDEN("inadequate"), FLAT "Dorset,,2020-01-07,good\n"}},
         NULL,
         "c.csv:2 Dorset 2020-01-07|| '' overall good=3 c.csv:2\n",
         "b.csv:2:1: E-DUPLICATE the inspection's \"overall\" judgement is \"inadequate\" here and "
         "\"good\" on line 2 of a.csv\n"},
        {"problems are in the order of files and lines",
         {.files = {CAMDEN("good") "camden,,2020-01-07,good\nXyz,,2020-01-07,good\n",
                    FLAT "Zyx,,2020-01-07,good\n"}},
         NULL,
         GOOD("Camden", "overall"),
         "a.csv:3:1: W-DUPLICATE the inspection's \"overall\" judgement is on line 2 already\n"
         "a.csv:4:1: E-COUNCIL council \"Xyz\" is not in councils.csv | field 1 (council)\n"
         "b.csv:2:1: E-COUNCIL council \"Zyx\" is not in councils.csv | field 1 (council)\n"},
        {"another day is another inspection",
         {.files = {CAMDEN("good") "Camden,,2020-01-08,inadequate\n"}},
         NULL,
         GOOD("Camden", "overall") "a.csv:3 Camden 2020-01-08|| '' overall inadequate=1 a.csv:3\n",
         ""},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

#define WIDE(grades) "council,date,Result,Lead\nCamden,2020-01-07," grades "\n"

/* Of each record it is told how much of it is in the dataset. */
static void what_became_of_a_record_stands_in_the_log(void **state)
{
    static const struct import_example examples[] = {
        {"repeated: the first stays",
         {.files = {CAMDEN("good") "camden,,2020-01-07,Good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good\n"
         "a.csv:3:1 took Camden 2020-01-07 camden > overall good (of 1 0 kept, 0 contradicted)\n",
         NULL,
         NULL},
        {"contradicted: none stays",
         {.files = {CAMDEN("good"), CAMDEN("inadequate") "Dorset,,2020-01-07,good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good (of 1 0 kept, 1 contradicted)\n"
         "b.csv:2:1 took Camden 2020-01-07 Camden > overall inadequate (of 1 0 kept, 1 "
         "contradicted)\n"
         "b.csv:3:1 took Dorset 2020-01-07 Dorset > overall good\n",
         NULL,
         NULL},
        {"three",
         {.files = {CAMDEN("good") "Camden,,2020-01-07,good\nCamden,,2020-01-07,RI\n"}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good (of 1 0 kept, 1 contradicted)\n"
         "a.csv:3:1 took Camden 2020-01-07 Camden > overall good (of 1 0 kept, 1 contradicted)\n"
         "a.csv:4:1 took Camden 2020-01-07 Camden > overall RI (of 1 0 kept, 1 contradicted)\n",
         "",
         NULL},
        {"a part of it",
         {.files = {WIDE("good,good"), WIDE("good,inadequate")},
          .maps = {{"overall", "Result"}, {"leaders", "Lead"}}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good, leaders good (of 2 1 kept, 1 "
         "contradicted)\n"
         "b.csv:2:1 took Camden 2020-01-07 Camden > overall good, leaders inadequate (of 2 0 kept, "
         "1 contradicted)\n",
         GOOD("Camden", "overall"),
         NULL},
        {"two on one line",
         {.files = {FLAT "Camden,,2020-01-07,good\rDorset,,2020-01-07,good\n"
                         "Camden,,2020-01-07,good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good\n"
         "a.csv:2:1 took Dorset 2020-01-07 Dorset > overall good\n"
         "a.csv:3:1 took Camden 2020-01-07 Camden > overall good (of 1 0 kept, 0 contradicted)\n",
         NULL,
         NULL},
        {"two on one line, the second a repetition",
         {.files = {FLAT "Camden,,2020-01-07,good\rCamden,,2020-01-07,good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good\n"
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good (of 1 0 kept, 0 contradicted)\n",
         NULL,
         NULL},
        {"not in the order of the councils",
         {.files = {FLAT "Dorset,,2020-01-07,good\nCamden,,2020-01-07,good\n"}},
         "a.csv:2:1 took Dorset 2020-01-07 Dorset > overall good\n"
         "a.csv:3:1 took Camden 2020-01-07 Camden > overall good\n",
         NULL,
         NULL},
        {"no grade: nothing to keep",
         {.files = {CAMDEN("")}},
         "a.csv:2:1 no grade Camden 2020-01-07 Camden > \n",
         "",
         ""},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void records_with_errors_are_counted_in_the_dataset(void **state)
{
    struct imported im = {0};
    (void)state;
    imported_read(&im, &(struct import_scene){.files = {CAMDEN("good") "Camden,,2020-01-07,"
                                                                       "inadequate\nXyz,,x,y\n"
                                                                       "Dorset,,2020-01-07,\n"}});
    assert_int_equal(im.status, 0);
    assert_int_equal(im.d.judgements.n, 0);
    assert_int_equal(im.d.n_left_out, 3);
    assert_false(im.d.is_unusable);
    imported_release(&im);
}

/* Lines of another file that have the same numbers stand. */
static void what_a_dropped_record_said_of_the_model_is_dropped_with_it(void **state)
{
    static const struct import_scene scene = {
        .files = {"council,date,grade,model\nCamden,2020-01-07,good,trust\n"
                  "Dorset,2020-01-07,good,trust\n",
                  "council,date,grade,model\nDorset,2020-01-07,inadequate,in-house\n"
                  "Hull,2020-01-07,good,trust\n"}};
    struct imported im = {0};
    (void)state;
    imported_read(&im, &scene);
    assert_int_equal(im.status, 0);
    assert_int_equal(im.d.spells.n, 2);
    assert_string_equal(im.d.councils[spell_at(&im.d, 0).council].name, "Camden");
    assert_string_equal(im.d.councils[spell_at(&im.d, 1).council].name, "Kingston upon Hull");
    imported_release(&im);
}

#define ILACS                                                                                      \
    "local_authority,publication_date,inspection_framework,overall_effectiveness_grade,"           \
    "impact_of_leaders_grade,help_and_protection_grade,in_care_grade,care_leavers_grade\n"         \
    "Camden,09/05/25,short,good,,,,\n"
#define OFSTED                                                                                     \
    "Local authority area code,Local authority name,Inspection date,Inspection type,"              \
    "Overall effectiveness\nE09000007,Camden,08/05/2025,Short,Good\n"

/* Each file by itself. */
static void the_header_tells_the_format(void **state)
{
    static const struct {
        struct import_scene scene;
        const char *formats[IMPORT_FILES];
    } cases[] = {
        {{.files = {ILACS, OFSTED, CAMDEN("good")}}, {"ilacs-history", "ofsted-outcomes", "flat"}},
        {{.files = {"Outcomes,,\n\n" OFSTED, "A title\n" ILACS}},
         {"ofsted-outcomes", "ilacs-history"}},
        {{.files = {ILACS, "a,b\n1,2\n", CAMDEN("good")}}, {"ilacs-history", NULL, "flat"}},
        {{.files = {ILACS, "", "council,grade\nCamden,good\n"}}, {"ilacs-history"}},
        {{.format = "flat", .files = {CAMDEN("good"), ILACS}}, {"flat", "flat"}},
        {{.format = "ilacs-history", .files = {CAMDEN("good"), ILACS}}, {NULL, "ilacs-history"}},
        {{.maps = {{"overall", "grade"}}, .files = {CAMDEN("good"), ILACS}}, {"wide", NULL}},
        {{.format = "wide", .maps = {{"overall", "grade"}}, .files = {CAMDEN("good")}}, {"wide"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct imported im = {0};
        imported_read(&im, &cases[i].scene);
        assert_int_equal(im.status, 0);
        bool all = true;
        for (size_t k = 0; k < IMPORT_FILES && cases[i].scene.files[k]; k++) {
            const char *got = im.log.formats[k] ? im.log.formats[k] : "none";
            const char *expected = cases[i].formats[k] ? cases[i].formats[k] : "none";
            if (strcmp(got, expected) != 0)
                fail_msg("case %zu, file %zu: %s, expected %s", i, k, got, expected);
            all = all && cases[i].formats[k];
        }
        assert_int_equal(im.d.is_unusable, !all);
        imported_release(&im);
    }
}

/* Its dates are read as that file's format writes them. */
static void each_file_has_the_dates_of_its_format(void **state)
{
    static const struct import_example examples[] = {
        {"three",
         {.files = {CAMDEN("good") "Camden,,01/02/20,good\n", ILACS,
                    "council,code,date,grade\nCamden,,02/02/20,good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good\n"
         "b.csv:2:1 took Camden 2025-05-09 Camden > ILACS-short: overall good\n",
         NULL,
         "a.csv:3:9: E-DATE date \"01/02/20\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 3 "
         "(inspected) | for day-first dates add --dates dmy\n"
         "c.csv:2:9: E-DATE date \"02/02/20\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 3 "
         "(inspected) | for day-first dates add --dates dmy\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

#define NEEDS_ILACS                                                                                \
    "ilacs-history (local_authority, inspection_start_date or publication_date, "                  \
    "inspection_framework, overall_effectiveness_grade, impact_of_leaders_grade, "                 \
    "help_and_protection_grade, in_care_grade, care_leavers_grade)"
#define NEEDS_OFSTED                                                                               \
    "ofsted-outcomes (local authority name, inspection date or publication date, local authority " \
    "area code, grades)"

static void a_file_of_no_known_format_is_told(void **state)
{
    static const struct import_example examples[] = {
        {"any",
         {.files = {"a,b\n1,2\n"}},
         "",
         "",
         "a.csv:1:1: E-HEADER no line has the columns of a known format: expected " NEEDS_ILACS
         "; " NEEDS_OFSTED "; flat (council, grade, inspected or published) | for columns with "
         "other names: import wide FILE --map JUDGEMENT=COLUMN\n"},
        {"the one asked for: what the nearest line lacks",
         {.format = "flat",
          .files = {"a title\ncouncil,x\ncouncil,grade\n1,2\ngrade,date,x\ncouncil,y\n"}},
         "",
         "",
         "a.csv:1:1: E-HEADER no line has all columns of flat: line 3 lacks a date\n"},
        {"all that it lacks",
         {.format = "flat", .files = {"x,source\n1,2\n"}},
         "",
         "",
         "a.csv:1:1: E-HEADER no line has all columns of flat: line 1 lacks council, grade, a "
         "date\n"},
        {"one of a single column is a title",
         {.format = "flat", .files = {"council\ngrade\n"}},
         "",
         "",
         "a.csv:1:1: E-HEADER no line has the columns of flat: council, grade, inspected or "
         "published\n"},
        {"each file by itself",
         {.format = "flat", .files = {"council,grade\n", "council,x\n"}},
         "",
         "",
         "a.csv:1:1: E-HEADER no line has all columns of flat: line 1 lacks a date\n"
         "b.csv:1:1: E-HEADER no line has all columns of flat: line 1 lacks grade, a date\n"},
        {"with maps",
         {.files = {"council,date,grade\n"}, .maps = {{"overall", "Result"}}},
         "",
         "",
         "a.csv:1:1: E-HEADER no line has all columns of wide: line 1 lacks Result\n"},
        {"empty: told as such only",
         {.files = {""}},
         "",
         "",
         "a.csv:1:1: E-HEADER the file is empty; expected a line of column names\n"},
        {"another kind of file: told as such only",
         {.files = {"PK\x03\x04\n"}},
         "",
         "",
         "a.csv:1:1: E-FORMAT the file is a spreadsheet (xlsx or ods) or another zip archive; "
         "expected CSV | open it, and save the sheet as 'CSV UTF-8'\n"},
        {"the others are read for all that",
         {.format = "flat", .files = {"a\n", CAMDEN("good")}},
         "b.csv:2:1 took Camden 2020-01-07 Camden > overall good\n",
         NULL,
         "a.csv:1:1: E-HEADER no line has the columns of flat: council, grade, inspected or "
         "published\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void what_is_asked_for_wrongly_is_a_usage_fault(void **state)
{
    static const struct {
        struct import_scene scene;
        const char *message, *hint;
    } cases[] = {
        {{.format = "flatt"}, "there is no format \"flatt\"", "the nearest is \"flat\""},
        {{.format = "ofsted"},
         "there is no format \"ofsted\"",
         "the nearest is \"ofsted-outcomes\""},
        {{.format = "x"}, "there is no format \"x\"", NULL},
        {{.format = "wide"}, "wide needs --map JUDGEMENT=COLUMN", NULL},
        {{.format = "flat", .maps = {{"overall", "grade"}}}, "--map has no effect on flat", NULL},
        {{.maps = {{"overall", "grade"}, {"Overall", "x"}}},
         "--map: the judgement \"Overall\" stands twice",
         NULL},
        {{.format = "ilacs-history", .maps = {{"overall", "grade"}}},
         "--map has no effect on ilacs-history",
         NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct imported im = {0};
        struct import_scene scene = cases[i].scene;
        scene.files[0] = CAMDEN("good");
        imported_read(&im, &scene);
        assert_int_equal(im.status, -1);
        assert_int_equal(im.ds.fault, FAULT_USAGE);
        assert_string_equal(im.ds.fault_message, cases[i].message);
        if (cases[i].hint)
            assert_string_equal(im.ds.fault_hint, cases[i].hint);
        assert_int_equal(im.log.n, 0);
        imported_release(&im);
    }
}

static void a_file_that_is_not_there_is_a_fault(void **state)
{
    struct dataset d = {0};
    struct import_log log = {0};
    struct diags ds = {0};
    struct test_file councils = file_with_text(import_councils);
    const struct part missing = {"there/is/no/such.csv", "such.csv"};
    const struct import_request rq = {.load.councils = {councils.path, "councils.csv"},
                                      .format = "auto",
                                      .files = &missing,
                                      .n_files = 1};
    (void)state;
    assert_int_equal(load_import(&rq, &d, &log, &ds), -1);
    assert_int_equal(ds.fault, FAULT_SYSTEM);
    assert_string_equal(ds.fault_message, "cannot open such.csv: No such file or directory");
    file_release(&councils);
    import_log_release(&log);
    dataset_release(&d);
    diags_release(&ds);
}

static void standard_input_is_read_once_only(void **state)
{
    struct dataset d = {0};
    struct import_log log = {0};
    struct diags ds = {0};
    const struct part twice[] = {{"-", "(standard input)"}, {"-", "(standard input)"}};
    const struct import_request rq = {.load.councils = {"/dev/null", "councils.csv"},
                                      .format = "auto",
                                      .files = twice,
                                      .n_files = 2};
    (void)state;
    assert_int_equal(load_import(&rq, &d, &log, &ds), -1);
    assert_int_equal(ds.fault, FAULT_USAGE);
    import_log_release(&log);
    dataset_release(&d);
    diags_release(&ds);
}

/* Where the scale has not the word that a mended grade would be, the grade stands as it is. */
static void another_scale_has_its_own_words(void **state)
{
    static const struct import_example examples[] = {
        {"its words",
         {.scale = "label,rank\ngreat,2\nbad,1\n",
          .files = {CAMDEN("Great") "Camden,,2021-01-07,good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall great\n",
         "a.csv:2 Camden 2020-01-07|| '' overall great=2 a.csv:2\n",
         "a.csv:3:20: E-GRADE \"good\" is not a grade; the nearest is \"bad\" | field 4 (grade)\n"},
        {"one that is mended elsewhere",
         {.scale = "label,rank\nRequires improvement to be good,2\nbad,1\n",
          .files = {CAMDEN("requires improvement to be good")}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall Requires improvement to be good\n",
         "a.csv:2 Camden 2020-01-07|| '' overall Requires improvement to be good=2 a.csv:2\n",
         ""},
        {"one that has the other word",
         {.scale = "label,rank\nRequires Improvement,7\nbad,1\n",
          .files = {CAMDEN("to requires improvement")}},
         "a.csv:2:20 changed Camden 2020-01-07 grade: to requires improvement > requires "
         "improvement\n"
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall requires improvement\n",
         "a.csv:2 Camden 2020-01-07|| '' overall requires improvement=7 a.csv:2\n",
         ""},
        {"a bad scale: no file is read",
         {.scale = "label,rank\nbad,x\n", .files = {CAMDEN("")}},
         "",
         "",
         "scale.csv:2:5: E-GRADE rank \"x\" is not a whole number from 1 to 1000, nor empty | "
         "field 2 (rank)\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void formats_are_in_the_order_in_which_they_are_tried(void **state)
{
    static const char *const names[] = {"ilacs-history", "ofsted-outcomes", "wide", "flat"};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(importer_name(importer_at(i)), names[i]);
        assert_true(strlen(importer_summary(importer_at(i))) > 10);
    }
    assert_null(importer_at(4));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(councils_are_known_by_code_and_name),
        cmocka_unit_test(records_of_no_certain_council_are_left_out),
        cmocka_unit_test(records_outside_the_life_of_their_council),
        cmocka_unit_test(blanks_that_do_not_break_are_blanks),
        cmocka_unit_test(an_inspection_that_is_there_twice),
        cmocka_unit_test(what_became_of_a_record_stands_in_the_log),
        cmocka_unit_test(records_with_errors_are_counted_in_the_dataset),
        cmocka_unit_test(what_a_dropped_record_said_of_the_model_is_dropped_with_it),
        cmocka_unit_test(the_header_tells_the_format),
        cmocka_unit_test(each_file_has_the_dates_of_its_format),
        cmocka_unit_test(a_file_of_no_known_format_is_told),
        cmocka_unit_test(what_is_asked_for_wrongly_is_a_usage_fault),
        cmocka_unit_test(a_file_that_is_not_there_is_a_fault),
        cmocka_unit_test(standard_input_is_read_once_only),
        cmocka_unit_test(another_scale_has_its_own_words),
        cmocka_unit_test(formats_are_in_the_order_in_which_they_are_tried),
    };
    return CHECK_RUN(tests, argc, argv);
}
