/* progress_line: what is said of a task, and what is not. */
#include "check.h"

#include <locale.h>

#include "out/progress_line.h"

static const struct {
    struct task task;
    uint64_t done;
    int64_t elapsed; /* milliseconds */
    const char *line;
} lines[] = {
    {{NULL, NULL, 10, NULL}, 5, 0, ""},
    {{"sorting", NULL, 0, "comparison"}, 0, 0, "sorting"},
    {{"sorting", NULL, 0, "comparison"}, 1234567, 9000, "sorting, 1,234,567 comparisons"},
    {{"judging", NULL, 1, "claim"}, 0, 0, "judging, 0% of 1 claim"},
    {{"comparing", "trust vs in-house", 0, NULL}, 0, 0, "comparing: trust vs in-house"},

    /* bytes */
    {{"reading", "-", 0, NULL}, 999, 0, "reading, 999 bytes: -"},
    {{"reading", "-", 0, NULL}, 1000, 0, "reading, 1.0 kB: -"},
    {{"reading", "-", 0, NULL}, 999949, 0, "reading, 999.9 kB: -"},
    {{"reading", "-", 0, NULL}, 999950, 0, "reading, 1.0 MB: -"},
    {{"reading", "-", 0, NULL}, 1018506584, 0, "reading, 1.0 GB: -"},
    {{"reading", "-", 0, NULL}, 2500000000000000, 0, "reading, 2500.0 TB: -"},

    /* a part of the whole is rounded down: 100% is all of it */
    {{"reading", "a.csv", 1000, NULL}, 0, 0, "reading, 0% of 1.0 kB: a.csv"},
    {{"reading", "a.csv", 1000, NULL}, 999, 0, "reading, 99% of 1.0 kB: a.csv"},
    {{"reading", "a.csv", 1000, NULL}, 1000, 90000, "reading, 100% of 1.0 kB: a.csv"},
    /* of a file that has grown */
    {{"reading", "a.csv", 1000, NULL}, 1001, 90000, "reading, 1.0 kB: a.csv"},

    /* the time left: not before a second has gone by and a fiftieth is done */
    {{"dealing", NULL, 10000, "deal"}, 5000, 999, "dealing, 50% of 10,000 deals"},
    {{"dealing", NULL, 10000, "deal"}, 200, 5000, "dealing, 2% of 10,000 deals"},
    {{"dealing", NULL, 10000, "deal"}, 5000, 1000, "dealing, 50% of 10,000 deals, about 2 s left"},
    {{"dealing", NULL, 10000, "deal"}, 9999, 1000, "dealing, 99% of 10,000 deals, about 1 s left"},
    {{"dealing", NULL, 10000, "deal"}, 5000, 9900, "dealing, 50% of 10,000 deals, about 10 s left"},
    {{"dealing", NULL, 10000, "deal"}, 2500, 4000, "dealing, 25% of 10,000 deals, about 15 s left"},
    {{"dealing", NULL, 10000, "deal"},
     5000,
     59900,
     "dealing, 50% of 10,000 deals, about 60 s left"},
    {{"dealing", NULL, 10000, "deal"},
     5000,
     61000,
     "dealing, 50% of 10,000 deals, about 2 min left"},
    {{"dealing", NULL, 10000, "deal"},
     2500,
     1199000,
     "dealing, 25% of 10,000 deals, about 60 min left"},
    {{"dealing", NULL, 10000, "deal"},
     2500,
     1200000,
     "dealing, 25% of 10,000 deals, about 2 h left"},

    /* a name can be anything */
    {{"reading", "a\033[2Jb\n\xff", 0, NULL}, 1, 0, "reading, 1 byte: a\\x1b[2Jb\\x0a\\xff"},
};

static struct progress progress_of(size_t i)
{
    const int64_t noon = 43200000;
    return (struct progress){.task = lines[i].task,
                             .done = lines[i].done,
                             .begun = noon,
                             .looked = noon + lines[i].elapsed};
}

static void a_line_says_how_far_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct text t = {0};
        struct progress p = progress_of(i);
        progress_add_line(&p, 1000, &t);
        assert_string_equal(text_string(&t), lines[i].line);
        text_release(&t);
    }
}

/* Width 0 is that of a terminal with one column. */
static void a_line_is_cut_to_the_width(void **state)
{
    static const struct {
        const char *name;
        size_t width;
        const char *line;
    } cases[] = {
        {"ab", 0, ""},
        {"ab", 3, "rea"},
        {"ab", 10, "reading: a"},
        {"ab", 11, "reading: ab"},
        {"\u00e9\u00e8", 10, "reading: \u00e9"},
        {"\u540d\u524d", 12, "reading: \u540d"}, /* two columns each */
        {"\u540d\u524d", 10, "reading: "},
        {"e\u0301e", 10, "reading: e\u0301"}, /* a combining accent has none */
    };
    (void)state;
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8")); /* as main() does */
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text t = {0};
        const struct progress p = {.task = {.doing = "reading", .name = cases[i].name}};
        progress_add_line(&p, cases[i].width, &t);
        assert_string_equal(text_string(&t), cases[i].line);
        text_release(&t);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_says_how_far_it_is),
        cmocka_unit_test(a_line_is_cut_to_the_width),
    };
    return CHECK_RUN(tests, argc, argv);
}
