/* sheet: dates as they are read from a file, and values as messages quote them. */
#include "check.h"

#include <string.h>

#include "sheets.h"

static int take_dates(struct sheet *s, const struct row *row)
{
    struct result *r = s->context;
    struct date inspected, published;
    char a[DATE_TEXT], b[DATE_TEXT];
    if (sheet_date(s, row, INSPECTED, &inspected) != 0 ||
        sheet_date(s, row, PUBLISHED, &published) != 0)
        return -1;
    text_addf(&r->records, "%u:%s|%s\n", row->line, date_text(inspected, a),
              date_text(published, b));
    return 0;
}

static const struct date_case {
    const char *text;
    enum date_order order;
    const char *read_as, *problem; /* NULL: none */
} date_cases[] = {
    {"2019-02-13", DATE_ISO_ONLY, "2019-02-13", NULL},
    {"2019-02-13", DATE_DMY, "2019-02-13", NULL},
    {"13/02/2019", DATE_DMY, "2019-02-13", NULL},
    {"13/2/19", DATE_DMY, "2019-02-13", NULL},
    {"02/13/2019", DATE_MDY, "2019-02-13", NULL},
    {"2/13/70", DATE_MDY, "1970-02-13", NULL},
    {"03/04/2019", DATE_DMY, "2019-04-03", NULL},
    {"03/04/2019", DATE_MDY, "2019-03-04", NULL},
    {"", DATE_ISO_ONLY, "", NULL},
    {"2019-02-30", DATE_ISO_ONLY, "", "E-DATE date \"2019-02-30\" does not exist"},
    {"30/02/2019", DATE_DMY, "", "E-DATE date \"30/02/2019\" does not exist"},
    {"31/02/2019", DATE_MDY, "", "E-DATE date \"31/02/2019\" does not exist"},
    {"13.2.2019", DATE_ISO_ONLY, "",
     "E-DATE date \"13.2.2019\" is not YYYY-MM-DD, YYYY-MM or YYYY"},
    {"13.2.2019", DATE_DMY, "",
     "E-DATE date \"13.2.2019\" is not YYYY-MM-DD, YYYY-MM, YYYY or DD/MM/YYYY"},
    {"13.2.2019", DATE_MDY, "",
     "E-DATE date \"13.2.2019\" is not YYYY-MM-DD, YYYY-MM, YYYY or MM/DD/YYYY"},
    {"1/2/3", DATE_DMY, "", "E-DATE date \"1/2/3\" is not YYYY-MM-DD, YYYY-MM, YYYY or DD/MM/YYYY"},
};

static void dates_are_read_in_their_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof date_cases / sizeof date_cases[0]; i++) {
        const struct date_case *c = &date_cases[i];
        struct text content = {0}, records = {0}, problems = {0};
        struct result r = {0};
        text_addf(&content, "council,grade,inspected\na,b,%s\n", c->text);
        text_addf(&records, "2:%s|\n", c->read_as);
        if (c->problem)
            text_addf(&problems, "x.csv:2:5: %s | field 3 (inspected)\n", c->problem);
        read_sheet(&r, text_string(&content), &(struct reading){.order = c->order}, take_dates);
        check_text(&r.records, text_string(&records), c->text);
        check_text(&r.problems, text_string(&problems), c->text);
        assert_int_equal(r.sheet.n_bad, c->problem ? 1 : 0);
        text_release(&content);
        text_release(&records);
        text_release(&problems);
        result_release(&r);
    }
}

static void dates_with_slashes_have_a_hint(void **state)
{
    struct result r = {0};
    (void)state;
    read_sheet(&r, "council,grade,inspected\na,b,13/02/2019\n", &(struct reading){0}, take_dates);
    check_text(&r.problems,
               "x.csv:2:5: E-DATE date \"13/02/2019\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 3 "
               "(inspected) | for day-first dates add --dates dmy\n",
               "problems");
    result_release(&r);
}

static void dates_of_spreadsheets_have_a_hint(void **state)
{
    struct result r = {0};
    (void)state;
    read_sheet(&r,
               "council,grade,inspected\na,b,43402\na,b,29/10/2018 00:00\na,b,434021\n"
               "a,b,29/10/2018 1\n",
               &(struct reading){0}, take_dates);
    check_text(&r.problems,
               "x.csv:2:5: E-DATE date \"43402\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 3 "
               "(inspected) | this is how a spreadsheet counts days: format the column as a date, "
               "YYYY-MM-DD\n"
               "x.csv:3:5: E-DATE date \"29/10/2018 00:00\" is not YYYY-MM-DD, YYYY-MM or YYYY | "
               "field 3 (inspected) | the date has a time behind it: format the column as a date, "
               "YYYY-MM-DD\n"
               "x.csv:4:5: E-DATE date \"434021\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 3 "
               "(inspected)\n"
               "x.csv:5:5: E-DATE date \"29/10/2018 1\" is not YYYY-MM-DD, YYYY-MM or YYYY | "
               "field 3 (inspected) | the date has a time behind it: format the column as a date, "
               "YYYY-MM-DD\n",
               "problems");
    result_release(&r);
}

static void dates_of_the_other_order_have_a_hint(void **state)
{
    struct result r = {0};
    (void)state;
    read_sheet(&r, "council,grade,inspected\na,b,02/13/2019\n",
               &(struct reading){.order = DATE_DMY}, take_dates);
    check_text(&r.problems,
               "x.csv:2:5: E-DATE date \"02/13/2019\" does not exist | field 3 (inspected) | for "
               "month-first dates add --dates mdy\n",
               "problems");
    result_release(&r);
}

static void partial_dates_are_warned_of_with_the_day_they_count_as(void **state)
{
    static const struct {
        enum date_placing placing;
        const char *month, *year;
    } cases[] = {
        {DATE_MID, "2020-02-15", "2020-07-01"},
        {DATE_FIRST, "2020-02-01", "2020-01-01"},
        {DATE_LAST, "2020-02-29", "2020-12-31"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct result r = {0};
        struct text problems = {0};
        text_addf(&problems,
                  "x.csv:2:5: W-PRECISION date \"2020-02\" has no day; it counts as %s | field 3 "
                  "(inspected)\n"
                  "x.csv:3:6: W-PRECISION date \"2020\" has no day; it counts as %s | field 4 "
                  "(published)\n",
                  cases[i].month, cases[i].year);
        read_sheet(&r, "council,grade,inspected,published\na,b,2020-02,\na,b,,2020\n",
                   &(struct reading){.placing = cases[i].placing}, take_dates);
        check_text(&r.records, "2:2020-02|\n3:|2020\n", "records");
        check_text(&r.problems, text_string(&problems), cases[i].month);
        assert_int_equal(r.sheet.n_bad, 0);
        text_release(&problems);
        result_release(&r);
    }
}

/* The last date of each field is remembered: no other text must be taken for it. */
static void a_date_is_read_anew_wherever_its_text_differs(void **state)
{
    struct result r = {0};
    (void)state;
    read_sheet(&r,
               "council,grade,inspected,published\n"
               "a,b,2019-02-13,2019-02-13\na,b,2019-02-13,2019-02-14\na,b,2019-02-23,2019-03-14\n"
               "a,b,2019-12-23,2018-03-14\na,b,3019-12-23,2018-03-14\na,b,,2018-03-1x\n"
               "a,b,3019-12-23,2018-03-14\na,b,2019-12,2018-03-1x\na,b,3019-12-23,\n"
               "a,b,2019-12-32,2018-03-14\na,b,2019-12-32,2018-03-14\n",
               &(struct reading){0}, take_dates);
    check_text(&r.records,
               "2:2019-02-13|2019-02-13\n3:2019-02-13|2019-02-14\n4:2019-02-23|2019-03-14\n"
               "5:2019-12-23|2018-03-14\n6:3019-12-23|2018-03-14\n7:|\n8:3019-12-23|2018-03-14\n"
               "9:2019-12|\n10:3019-12-23|\n11:|2018-03-14\n12:|2018-03-14\n",
               "records");
    assert_int_equal(r.ds.n_errors, 4);
    assert_int_equal(r.ds.n_warnings, 1);
    assert_int_equal(r.sheet.n_bad, 4);
    result_release(&r);
}

static void shorter_dates_are_not_remembered(void **state)
{
    struct result r = {0};
    (void)state;
    read_sheet(&r,
               "council,grade,inspected,published\na,b,1/2/2019,13/02/2019\n"
               "a,b,1/2/201913,13/02/2019\na,b,1/2/2019,1/2/19\n",
               &(struct reading){.order = DATE_DMY}, take_dates);
    check_text(&r.records, "2:2019-02-01|2019-02-13\n3:|2019-02-13\n4:2019-02-01|2019-02-01\n",
               "records");
    assert_int_equal(r.ds.n_errors, 1);
    result_release(&r);
}

#define TEN   "abcdefghij"
#define FORTY TEN TEN TEN TEN
#define SMILE "\xf0\x9f\x98\x80"
#define FIVE  SMILE SMILE SMILE SMILE SMILE

static void values_are_quoted_short_and_fit_to_be_seen(void **state)
{
    static const struct {
        const char *value, *quoted;
    } cases[] = {
        {"", ""},
        {"Leeds", "Leeds"},
        {FORTY, FORTY},
        {FORTY "k", FORTY "..."},
        {"caf\xc3\xa9", "caf\xc3\xa9"},
        {"a\nb\x1b", "a\\x0ab\\x1b"},
        {"a\xff"
         "b",
         "a\\xff"
         "b"},
        {"\xe2\x80\xae"
         "a",
         "\\xe2\\x80\\xae"
         "a"}, /* right-to-left override */
        {FIVE FIVE FIVE, FIVE FIVE FIVE},
        {FIVE FIVE FIVE "a", FIVE FIVE FIVE "..."},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(quote(span_of(cases[i].value)).text, cases[i].quoted);
    assert_string_equal(quote((struct span){0}).text, "");
}

static void any_bytes_can_be_quoted(void **state)
{
    static const char *const pieces[] = {"a", "\n", "\xff", "\xe2\x80\xae", SMILE, "\xc3\xa9"};
    struct random r = random_start();
    (void)state;
    for (int run = 0; run < 20000; run++) {
        struct text value = {0}, visible = {0};
        for (uint32_t n = random_below(&r, 60); n > 0; n--)
            text_add_string(&value, pieces[random_below(&r, 6)]);
        text_add_visible(&visible, text_span(&value));
        struct quoted q = quote(text_span(&value));
        size_t length = strlen(q.text);
        bool cut = length != visible.n || strncmp(q.text, text_string(&visible), length) != 0;
        size_t same = cut ? length - 3 : length;
        assert_true(length < sizeof q.text);
        assert_int_equal(strncmp(q.text, text_string(&visible), same), 0);
        assert_true(!cut || (visible.n > same && strcmp(q.text + same, "...") == 0));
        assert_true(!cut || same >= 36); /* and not cut without need */
        text_release(&value);
        text_release(&visible);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_in_their_order),
        cmocka_unit_test(dates_with_slashes_have_a_hint),
        cmocka_unit_test(dates_of_spreadsheets_have_a_hint),
        cmocka_unit_test(dates_of_the_other_order_have_a_hint),
        cmocka_unit_test(partial_dates_are_warned_of_with_the_day_they_count_as),
        cmocka_unit_test(a_date_is_read_anew_wherever_its_text_differs),
        cmocka_unit_test(shorter_dates_are_not_remembered),
        cmocka_unit_test(values_are_quoted_short_and_fit_to_be_seen),
        cmocka_unit_test(any_bytes_can_be_quoted),
    };
    return CHECK_RUN(tests, argc, argv);
}
