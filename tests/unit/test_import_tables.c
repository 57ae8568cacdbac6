/* import, wide and flat: tables of anybody's, with columns that are named by the user or the usual
 * names. */
#include "imports.h"

#include <stdio.h>
#include <string.h>

#include "fixture.h"

#define WIDE "council,date,Result,Lead\n"

static void a_mapped_column_holds_the_grades_of_its_judgement(void **state)
{
    static const struct import_example examples[] = {
        {"two",
         {.files = {WIDE "Camden,2020-01-07,Good,Inadequate\n"},
          .maps = {{"overall", "Result"}, {"leaders", "Lead"}}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good, leaders inadequate\n",
         "a.csv:2 Camden 2020-01-07|| '' overall good=3 a.csv:2\n"
         "a.csv:2 Camden 2020-01-07|| '' leaders inadequate=1 a.csv:2\n",
         ""},
        {"one of two",
         {.files = {WIDE "Camden,2020-01-07,Good,Inadequate\n"}, .maps = {{"leaders", "lead"}}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > leaders inadequate\n",
         "a.csv:2 Camden 2020-01-07|| '' leaders inadequate=1 a.csv:2\n",
         "a.csv:1:14: W-COLUMN column \"Result\" is not used\n"},
        {"the judgement's name is folded",
         {.files = {WIDE "Camden,2020-01-07,Good,\n"},
          .maps = {{"Help and-Protection", "Result"}, {"leaders", "Lead"}}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > help_and_protection good\n",
         NULL,
         ""},
        {"all that a record can have",
         {.files = {"urn,la_name,inspection_start_date,inspection_end_date,publication_date,"
                    "inspection_framework,source,Result\n"
                    "80491,Camden,2020-01-07,2020-01-10,2020-02,ILACS,x.pdf,Good\n"},
          .maps = {{"overall", "Result"}}},
         "a.csv:2:1 took Camden 2020-02 Camden > ILACS: overall good\n",
         "a.csv:2 Camden 2020-01-07|2020-02|2020-01-10 'ILACS' overall good=3 x.pdf\n",
         NULL},
        {"below titles",
         {.files = {"Results,,,\n" WIDE "Camden,2020-01-07,Good,\n"},
          .maps = {{"overall", "Result"}, {"leaders", "Lead"}}},
         "a.csv:3:1 took Camden 2020-01-07 Camden > overall good\n",
         NULL,
         ""},
        {"one column for two judgements",
         {.files = {"council,date,Result\nCamden,2020-01-07,Good\n"},
          .maps = {{"overall", "Result"}, {"leaders", "Result"}}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good, leaders good\n",
         NULL,
         ""},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

static void a_name_of_over_64_bytes_is_no_judgement(void **state)
{
    static const char name[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdefX";
    struct import_example e = {
        "too long",
        {.files = {"council,date,Result\nCamden,2020-01-07,Good\n"}, .maps = {{name, "Result"}}},
        "",
        "",
        "a.csv:2:19: E-SIZE the judgement's name is longer than 64 bytes | "
        "field 3 (Result)\n"};
    (void)state;
    check_imports(&e, 1);
    e.scene.maps[0].judgement++;
    e.log = e.judgements = NULL;
    e.problems = "";
    check_imports(&e, 1);
}

/* As many as there is room for columns. */
static void more_judgements_than_there_is_room_for_are_a_usage_fault(void **state)
{
    static const char content[] = "council,date,Result\nCamden,2020-01-07,Good\n";
    enum { MANY = 60 };
    struct import_map maps[MANY];
    char names[MANY][8];
    int n_good = 0;
    (void)state;
    for (size_t n = 1; n <= MANY; n++) {
        struct dataset d = {0};
        struct import_log log = {0};
        struct diags ds = {0};
        struct test_file councils = file_with_text(import_councils);
        struct test_file file = file_with_text(content);
        const struct part part = {file.path, "a.csv"};
        snprintf(names[n - 1], sizeof names[0], "j%zu", n);
        maps[n - 1] = (struct import_map){names[n - 1], "Result"};
        const struct import_request rq = {.load.councils = {councils.path, "councils.csv"},
                                          .format = "wide",
                                          .files = &part,
                                          .n_files = 1,
                                          .maps = maps,
                                          .n_maps = n};
        int status = load_import(&rq, &d, &log, &ds);
        n_good += status == 0;
        if (status == 0)
            assert_int_equal(d.judgements.n, n);
        else
            assert_string_equal(ds.fault_message, "--map: at most 29 judgements");
        file_release(&file);
        file_release(&councils);
        import_log_release(&log);
        dataset_release(&d);
        diags_release(&ds);
    }
    assert_int_equal(n_good, 29);
}

static void a_flat_record_is_one_judgement(void **state)
{
    static const struct import_example examples[] = {
        {"all columns",
         {.files = {"council,code,inspected,ended,published,judgement,framework,source,grade\n"
                    "Camden,80491,2020-01-07,2020-01-10,2020-02-18,Care Leavers,SIF,x.pdf,Good\n"}},
         "a.csv:2:1 took Camden 2020-02-18 Camden > SIF: care_leavers good\n",
         "a.csv:2 Camden 2020-01-07|2020-02-18|2020-01-10 'SIF' care_leavers good=3 x.pdf\n",
         ""},
        {"other names",
         {.files = {"Name,Area code,Inspection date,Inspection end,Publication date,"
                    "Inspection type,Overall effectiveness\n"
                    "Camden,80491,2020-01-07,2020-01-10,2020-02-18,SIF,Good\n"}},
         "a.csv:2:1 took Camden 2020-02-18 Camden > SIF: overall good\n",
         "a.csv:2 Camden 2020-01-07|2020-02-18|2020-01-10 'SIF' overall good=3 a.csv:2\n",
         ""},
        {"no grade",
         {.files = {"council,date,grade\nCamden,2020-01-07,\nCamden,2021-01-07,not judged\n"}},
         "a.csv:2:1 no grade Camden 2020-01-07 Camden > \n"
         "a.csv:3:1 no grade Camden 2021-01-07 Camden > overall not judged\n",
         "a.csv:3 Camden 2021-01-07|| '' overall not judged=0 a.csv:3\n",
         ""},
        {"a dash is no grade, either",
         {.files = {"council,date,grade\nCamden,2020-01-07,-\n"}},
         "a.csv:2:1 no grade Camden 2020-01-07 Camden > \n",
         "",
         ""},
        {"day-first dates, as asked for",
         {.has_order = true,
          .order = DATE_DMY,
          .files = {"council,date,grade\nCamden,07/01/2020,good\n"}},
         "a.csv:2:1 took Camden 2020-01-07 Camden > overall good\n",
         NULL,
         ""},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

/* "council model provider start" for each. */
static void check_spells(const char *content, const char *expected, const char *problems)
{
    struct imported im = {0};
    struct text t = {0}, told = {0};
    char start[DATE_TEXT];
    imported_read(&im, &(struct import_scene){.files = {content}});
    assert_int_equal(im.status, 0);
    for (size_t i = 0; i < im.d.spells.n; i++) {
        const struct spell kept = spell_at(&im.d, i), *s = &kept;
        text_addf(&t, "%s %s %s %s\n", im.d.councils[s->council].name, im.d.models.name[s->model],
                  s->provider ? s->provider : "none", date_text(s->start, start));
    }
    problems_text(&im.ds, &told);
    check_text(&t, expected, content);
    check_text(&told, problems, content);
    text_release(&t);
    text_release(&told);
    imported_release(&im);
}

static void flat_files_tell_models_and_providers(void **state)
{
    (void)state;
    check_spells("council,date,grade,delivery_model,provider\n"
                 "Camden,2020-01-07,good,trust,Camden Futures\n"
                 "Camden,2022-01-07,good,trust,Camden Futures\n"
                 "Camden,2023-01-07,good,in-house,\n"
                 "HULL,2021-01-07,,partnership,Camden\n"
                 "Dorset,2021-01-07,good,,x\n",
                 "Camden trust Camden Futures 2020-01-07\nCamden in-house none 2023-01-07\n"
                 "Kingston upon Hull partnership Camden 2021-01-07\n",
                 "");
    check_spells("council,date,grade,model\nCamden,2020-01-07,good,trusted\n"
                 "Xyz,2020-01-07,good,trust\nCamden,2021-01-07,god,trust\n"
                 "Dorset,2020-01-07,good,Trust\n",
                 "Dorset trust none 2020-01-07\n",
                 "a.csv:2:24: E-MODEL model \"trusted\" is not in-house, trust, partnership or "
                 "outsourced | field 4 (model) | the nearest is trust\n"
                 "a.csv:3:1: E-COUNCIL council \"Xyz\" is not in councils.csv | field 1 (council)\n"
                 "a.csv:4:19: E-GRADE \"god\" is not a grade; the nearest is \"good\" | field 3 "
                 "(grade)\n");
    check_spells("council,date,grade\nCamden,2020-01-07,good\n", "", "");
}

static void a_bad_model_costs_the_record(void **state)
{
    static const struct import_example examples[] = {
        {"model",
         {.files = {"council,date,grade,model\nCamden,2020-01-07,good,x\n"}},
         "",
         "",
         "a.csv:2:24: E-MODEL model \"x\" is not in-house, trust, partnership or outsourced | "
         "field 4 (model) | to admit a further model add --extra-model NAME\n"},
    };
    (void)state;
    CHECK_IMPORTS(examples);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mapped_column_holds_the_grades_of_its_judgement),
        cmocka_unit_test(a_name_of_over_64_bytes_is_no_judgement),
        cmocka_unit_test(more_judgements_than_there_is_room_for_are_a_usage_fault),
        cmocka_unit_test(a_flat_record_is_one_judgement),
        cmocka_unit_test(flat_files_tell_models_and_providers),
        cmocka_unit_test(a_bad_model_costs_the_record),
    };
    return CHECK_RUN(tests, argc, argv);
}
