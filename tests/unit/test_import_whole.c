/* import: of files made at random, no record disappears, and none is told of twice. */
#include "imports.h"

#include <stdio.h>

enum { FILES = 300, MOST = 40 };

/* The lines on which the records of a file begin. */
struct made {
    struct text text;
    uint32_t records[MOST];
    size_t n;
    uint32_t line;
};

static const char *pick(struct random *r, const char *const *from, uint32_t n)
{
    return from[random_below(r, n)];
}

#define PICK(r, from) pick(r, from, sizeof(from) / sizeof(from)[0])

static void add_field(struct made *m, const char *value)
{
    for (const char *at = value; *at; at++)
        m->line += *at == '\n';
    text_add_string(&m->text, value);
}

/* A line that is no record, or a record: whole, ragged, with values of every kind. */
static void add_line(struct made *m, struct random *r)
{
    static const char *const councils[] = {"Camden",
                                           "London Borough of Camden",
                                           "hull",
                                           "Dorset",
                                           "\"Bournemouth, Christchurch & Poole\"",
                                           "Leeds",
                                           "\"Cam\nden\"",
                                           "",
                                           "County of Dorset",
                                           "\"RB\nWM\""};
    static const char *const codes[] = {"", "E09000007", "E99", "80477"};
    static const char *const dates[] = {"2019-05-01", "2020-02-30", "01/02/2020", "2018",
                                        "",           "2021-03-04", "43402"};
    static const char *const grades[] = {"good",
                                         "Inadequate",
                                         "",
                                         "-",
                                         "god",
                                         "RI",
                                         "data_unreadable",
                                         "\"to requires\nimprovement\""};
    static const char *const blanks[] = {"", ",,,", "  "};
    if (random_below(r, 10) == 0) {
        add_field(m, PICK(r, blanks));
    } else {
        m->records[m->n++] = m->line;
        const char *council = PICK(r, councils), *code = PICK(r, codes);
        bool names_any = *council || *code;
        add_field(m, council);
        text_add_char(&m->text, ',');
        add_field(m, code);
        text_add_char(&m->text, ',');
        const char *date = PICK(r, dates), *grade = PICK(r, grades);
        add_field(m, date);
        text_add_char(&m->text, ',');
        add_field(m, grade);
        if (!names_any && !*date && !*grade)
            m->n--; /* all blank */
        if (random_below(r, 12) == 0)
            text_add_string(&m->text, ",more");
    }
    text_add_char(&m->text, '\n');
    m->line++;
}

/* Records that were told of as wholes, and those with an error. */
static size_t count_events(const struct imported *im, uint32_t record)
{
    size_t n = 0;
    for (size_t i = 0; i < im->log.n; i++)
        n += im->log.v[i].action != IMPORT_CHANGED && im->log.v[i].record == record;
    return n;
}

static size_t count_errors(const struct imported *im, uint32_t record)
{
    size_t n = 0;
    for (size_t i = 0; i < im->ds.n; i++)
        n += im->ds.v[i].severity == SEVERITY_ERROR && im->ds.v[i].record == record;
    return n;
}

static void check_told(const struct imported *im, const struct made *m)
{
    size_t events = 0, records = 0;
    for (size_t i = 0; i < m->n; i++) {
        size_t told = count_events(im, m->records[i]);
        if (told > 1 || told + count_errors(im, m->records[i]) == 0)
            fail_msg("the record on line %u is told of %zu times:\n%s", m->records[i], told,
                     text_string(&m->text));
        records += told;
    }
    for (size_t i = 0; i < im->log.n; i++)
        events += im->log.v[i].action != IMPORT_CHANGED;
    if (events != records)
        fail_msg("%zu records are told of that are none:\n%s", events - records,
                 text_string(&m->text));
}

static void no_record_disappears(void **state)
{
    struct random r = random_start();
    (void)state;
    for (int file = 0; file < FILES; file++) {
        struct made m = {.line = 2};
        struct imported im = {0};
        text_add_string(&m.text, "council,code,date,grade\n");
        for (uint32_t n = random_below(&r, MOST); n > 0; n--)
            add_line(&m, &r);
        struct import_scene scene = {.format = "flat", .files = {text_string(&m.text)}};
        imported_read(&im, &scene);
        assert_int_equal(im.status, 0);
        check_told(&im, &m);
        imported_release(&im);
        text_release(&m.text);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_record_disappears),
    };
    return CHECK_RUN(tests, argc, argv);
}
