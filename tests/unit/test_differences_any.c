/* differences: of records at random, the order of lines does not matter, and which dataset comes
 * first only exchanges what was added and what has gone. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "two_datasets.h"

enum { MOST_ROWS = 60, MOST_LENGTH = 120 };

/* Lines of a file at random, the header aside. */
struct rows {
    char v[MOST_ROWS][MOST_LENGTH];
    size_t n;
};

struct files {
    struct rows councils, ratings, models;
    bool has_councils;
};

static const char *pick(struct random *r, const char *const *v, size_t n)
{
    return v[random_below(r, (uint32_t)n)];
}

#define PICK(r, ...)                                                                               \
    pick(r, (const char *const[]){__VA_ARGS__},                                                    \
         sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

__attribute__((format(printf, 2, 3))) static void add_row(struct rows *rows, const char *format,
                                                          ...)
{
    va_list args;
    struct text t = {0};
    va_start(args, format);
    text_vaddf(&t, format, args);
    va_end(args);
    assert_true(rows->n < MOST_ROWS && t.n < MOST_LENGTH);
    memcpy(rows->v[rows->n++], text_string(&t), t.n + 1);
    text_release(&t);
}

/* Whether ROW begins as one that is there. */
static bool has_start(const struct rows *rows, const struct text *start)
{
    for (size_t i = 0; i < rows->n; i++)
        if (strncmp(rows->v[i], text_string(start), start->n) == 0)
            return true;
    return false;
}

/* Judgements such that much agrees, and none is told twice. */
static void random_ratings(struct random *r, struct rows *rows)
{
    for (uint32_t n = random_below(r, 30); n > 0; n--) {
        struct text start = {0};
        const char *inspected = PICK(r, "", "2012-01-05", "2012-01-06", "2012-01", "2012");
        const char *published = PICK(r, "2013-01-05", "2013-01-06", "2013-01", "");
        if (!*inspected && !*published)
            continue;
        /* The columns that tell judgements apart come first. */
        text_addf(&start, "%s,%s,%s,%s,", PICK(r, "A", "B"), inspected, PICK(r, "", "X", "Y"),
                  PICK(r, "a", "b", "c"));
        if (!*inspected)
            text_addf(&start, "%s,", published);
        if (!has_start(rows, &start))
            add_row(rows, "%s%s%s%s,%s", text_string(&start), *inspected ? published : "",
                    *inspected ? "," : "", PICK(r, "good", "RI"), PICK(r, "2012-12-30", ""));
        text_release(&start);
    }
}

static void random_spells(struct random *r, struct rows *rows)
{
    for (uint32_t n = random_below(r, 14); n > 0; n--)
        add_row(rows, "%s,%s,%s,%s,%s,%s", PICK(r, "A", "B"), PICK(r, "trust", "partnership"),
                PICK(r, "T", "U", ""), PICK(r, "", "2001-01-01", "2002-01-01", "2003"),
                PICK(r, "", "2005-01-01", "2006-01-01"), PICK(r, "full", ""));
}

static void random_files(struct random *r, struct files *f)
{
    *f = (struct files){.has_councils = random_below(r, 4) > 0};
    add_row(&f->councils, "A,%s,%s", PICK(r, "1", "2", ""), PICK(r, "North", "South"));
    add_row(&f->councils, "B,%s,%s", PICK(r, "1", "2", ""), PICK(r, "North", "South"));
    if (random_below(r, 2))
        add_row(&f->councils, "%s,%s,North", PICK(r, "C", "D"), PICK(r, "1", "2", "3"));
    random_ratings(r, &f->ratings);
    if (f->has_councils)
        random_spells(r, &f->models);
}

static void shuffle(struct random *r, struct rows *rows)
{
    for (size_t i = rows->n; i > 1; i--) {
        char kept[MOST_LENGTH];
        size_t k = random_below(r, (uint32_t)i);
        memcpy(kept, rows->v[k], MOST_LENGTH);
        memcpy(rows->v[k], rows->v[i - 1], MOST_LENGTH);
        memcpy(rows->v[i - 1], kept, MOST_LENGTH);
    }
}

static struct files shuffled(struct random *r, const struct files *f)
{
    struct files copy = *f;
    shuffle(r, &copy.councils);
    shuffle(r, &copy.ratings);
    shuffle(r, &copy.models);
    return copy;
}

static void write_rows(struct text *t, const char *header, const struct rows *rows)
{
    text_add_string(t, header);
    for (size_t i = 0; i < rows->n; i++)
        text_addf(t, "%s\n", rows->v[i]);
}

/* The texts of the files, and the scene that they make. */
struct texts {
    struct text councils, ratings, models;
    struct scene scene;
};

static void write_files(struct texts *t, const struct files *files)
{
    *t = (struct texts){0};
    write_rows(&t->councils, "council,code,region\n", &files->councils);
    write_rows(&t->ratings, "council,inspected,framework,judgement,published,grade,ended\n",
               &files->ratings);
    write_rows(&t->models, "council,model,provider,start,end,scope\n", &files->models);
    t->scene.ratings = text_string(&t->ratings);
    if (!files->has_councils)
        return;
    t->scene.councils = text_string(&t->councils);
    t->scene.models = text_string(&t->models);
}

static void texts_release(struct texts *t)
{
    text_release(&t->councils);
    text_release(&t->ratings);
    text_release(&t->models);
}

static void two_load(struct two *two, const struct files *before, const struct files *after)
{
    struct texts b, a;
    write_files(&b, before);
    write_files(&a, after);
    two_open(two, &b.scene, &a.scene);
    two_check_counts(two);
    texts_release(&b);
    texts_release(&a);
}

/* All that the record says; "-" where there is none. */
static void add_record(struct text *t, struct record_at at)
{
    const struct record_fields *fields = &record_fields[at.record];
    if (at.number == NO_RECORD) {
        text_add_char(t, '-');
        return;
    }
    text_addf(t, "%s", at.d->councils[record_council(at)].name);
    if (at.record == RECORD_RATING)
        text_addf(t, ",%s", intern_text(&at.d->kinds, judgement_at(at.d, at.number).kind));
    for (size_t i = 0; i < fields->n; i++) {
        text_add_char(t, ',');
        field_add(&fields->v[i], at, t);
    }
}

/* The differences in full, without lines; EXCHANGED, as if the datasets were. */
static void add_all(struct text *t, const struct two *two, bool exchanged)
{
    for (size_t i = 0; i < two->found.n; i++) {
        const struct difference *d = &two->found.v[i];
        struct record_at before = {&two->before.d, d->record, d->before};
        struct record_at after = {&two->after.d, d->record, d->after};
        text_addf(t, "%s ", record_name[d->record]);
        add_record(t, exchanged ? after : before);
        text_add_string(t, " > ");
        add_record(t, exchanged ? before : after);
        text_add_char(t, '\n');
    }
}

static void the_order_of_lines_does_not_matter(void **state)
{
    struct random r = random_start();
    static struct files before, after, again;
    (void)state;
    for (int run = 0; run < 300; run++) {
        struct two two;
        struct text t = {0}, u = {0};
        random_files(&r, &before);
        random_files(&r, &after);
        again = shuffled(&r, &before);
        two_load(&two, &before, &again);
        assert_int_equal(two.found.n, 0);
        two_release(&two);
        two_load(&two, &before, &after);
        add_all(&t, &two, false);
        two_release(&two);
        after = shuffled(&r, &after);
        two_load(&two, &again, &after);
        add_all(&u, &two, false);
        two_release(&two);
        check_text(&u, text_string(&t), "shuffled");
        text_release(&t);
        text_release(&u);
    }
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The lines of T sorted, for where a difference stands depends on the second dataset. */
static void sort_lines(struct text *t)
{
    enum { MOST_LINES = 4 * MOST_ROWS };
    const char *lines[MOST_LINES];
    struct text sorted = {0};
    size_t n = 0;
    for (char *p = t->v, *end; p && *p; p = end + 1) {
        assert_true(n < MOST_LINES);
        end = strchr(p, '\n');
        *end = '\0';
        lines[n++] = p;
    }
    if (n > 1)
        qsort(lines, n, sizeof *lines, compare_lines);
    for (size_t i = 0; i < n; i++)
        text_addf(&sorted, "%s\n", lines[i]);
    text_release(t);
    *t = sorted;
}

static void exchanged_datasets_have_the_same_differences_exchanged(void **state)
{
    struct random r = random_start();
    static struct files before, after;
    (void)state;
    for (int run = 0; run < 300; run++) {
        struct two forth, back;
        struct text t = {0}, u = {0};
        random_files(&r, &before);
        random_files(&r, &after);
        two_load(&forth, &before, &after);
        two_load(&back, &after, &before);
        for (int i = 0; i < INSPECTION_MATCHES; i++)
            assert_int_equal(forth.found.matched[i], back.found.matched[i]);
        add_all(&t, &forth, false);
        add_all(&u, &back, true);
        sort_lines(&t);
        sort_lines(&u);
        check_text(&u, text_string(&t), "exchanged");
        text_release(&t);
        text_release(&u);
        two_release(&forth);
        two_release(&back);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_lines_does_not_matter),
        cmocka_unit_test(exchanged_datasets_have_the_same_differences_exchanged),
    };
    return CHECK_RUN(tests, argc, argv);
}
