/* build: files at random, in any order of lines, give what a plain rule says, and always the same.
 */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

/* A judgement at random, as a row and as numbers. */
struct record {
    uint32_t council, day, framework, kind, rank;
};

static const char *const grades[] = {"not judged", "inadequate", "requires improvement", "good"};

static void write_ratings(const struct record *v, size_t n, struct text *t)
{
    text_add_string(t, "council,inspected,framework,judgement,grade\n");
    for (size_t i = 0; i < n; i++)
        text_addf(t, "C%u,2019-%02u-01,F%u,k%u,%s\n", v[i].council, v[i].day + 1, v[i].framework,
                  v[i].kind, grades[v[i].rank]);
}

static bool is_same_judgement(const struct record *a, const struct record *b)
{
    return a->council == b->council && a->day == b->day && a->framework == b->framework &&
           a->kind == b->kind;
}

/* Whether record I stays: no other contradicts it, and none before it says the same. */
static bool stays(const struct record *v, size_t n, size_t i)
{
    for (size_t k = 0; k < n; k++)
        if (k != i && is_same_judgement(&v[k], &v[i]) && (v[k].rank != v[i].rank || k < i))
            return false;
    return true;
}

static void check_range(const struct dataset *d, uint32_t council)
{
    const struct council *c = &d->councils[council];
    struct judgement last = {0};
    for (uint32_t k = 0; k < c->n_judgements; k++) {
        const struct judgement j = judgement_at(d, c->judgements + k);
        int order = k > 0 ? judgement_order(&last, &j) : -1;
        assert_int_equal(j.council, council);
        assert_true(order < 0 || (order == 0 && last.line < j.line));
        last = j;
    }
}

/* D against what was written, N records. */
static void check_kept(const struct dataset *d, const struct record *v, size_t n)
{
    bool *found = calloc(n, sizeof *found);
    size_t kept = 0;
    assert_non_null(found);
    for (uint32_t c = 0; c < dataset_n_councils(d); c++) {
        check_range(d, c);
        for (uint32_t k = 0; k < d->councils[c].n_judgements; k++) {
            const struct judgement read = judgement_at(d, d->councils[c].judgements + k),
                                   *j = &read;
            const struct record *r = &v[j->line - 2];
            found[j->line - 2] = true;
            kept++;
            assert_int_equal(judgement_rank(d, j), r->rank);
            assert_int_equal(date_month(j->inspected), r->day + 1);
            assert_int_equal(intern_text(&d->kinds, j->kind)[1] - '0', r->kind);
            assert_int_equal(intern_text(&d->frameworks, j->framework)[1] - '0', r->framework);
            assert_int_equal(d->councils[c].name[1] - '0', r->council);
        }
    }
    assert_int_equal(d->judgements.n, kept);
    for (size_t i = 0; i < n; i++)
        if (found[i] != stays(v, n, i))
            fail_msg("line %zu: found %d", i + 2, found[i]);
    free(found);
}

static void shuffle(struct random *r, void *v, size_t n, size_t size)
{
    char *bytes = v, swapped[64];
    assert_true(size <= sizeof swapped);
    for (size_t i = n; i > 1; i--) {
        size_t k = random_below(r, (uint32_t)i);
        memcpy(swapped, bytes + k * size, size);
        memcpy(bytes + k * size, bytes + (i - 1) * size, size);
        memcpy(bytes + (i - 1) * size, swapped, size);
    }
}

static void random_records(struct random *r, struct record *v, size_t n)
{
    uint32_t councils = 1 + random_below(r, 5), kinds = 1 + random_below(r, 3);
    uint32_t ranks = 1 + random_below(r, 4);
    for (size_t i = 0; i < n; i++)
        v[i] = (struct record){random_below(r, councils), random_below(r, 12), random_below(r, 2),
                               random_below(r, kinds), random_below(r, ranks)};
}

static void what_stays_is_found_in_any_order_of_lines(void **state)
{
    enum { MOST = 300 };
    struct random r = random_start();
    static struct record v[MOST];
    (void)state;
    for (int run = 0; run < 300; run++) {
        size_t n = random_below(&r, run % 2 ? 60 : MOST) + 1;
        struct fixture f = {0};
        struct text ratings = {0};
        random_records(&r, v, n);
        write_ratings(v, n, &ratings);
        assert_int_equal(fixture_load(&f, &(struct scene){.ratings = text_string(&ratings)}), 0);
        check_kept(&f.d, v, n);
        text_release(&ratings);
        fixture_release(&f);
    }
}

/* More ratings than are staged at once, of many councils, so that some always wait for the numbers
 * of theirs: council K has one in each year, in an order that has nothing to do with either. */
static void many_councils_out_of_order_have_their_own(void **state)
{
    enum { COUNCILS_HERE = 211, YEARS = 13, ALL = COUNCILS_HERE * YEARS, STRIDE = 1009 };
    struct fixture f = {0};
    struct text t = {0};
    (void)state;
    text_add_string(&t, "council,inspected,grade\n");
    for (uint32_t i = 0; i < ALL; i++) {
        uint32_t k = i * STRIDE % ALL; /* each once: ALL and STRIDE have no divisor in common */
        text_addf(&t, "council %u,%u-01-01,%s\n", k / YEARS, 2001 + k % YEARS,
                  grades[(k / YEARS + k % YEARS) % 4]);
    }
    assert_int_equal(fixture_load(&f, &(struct scene){.ratings = text_string(&t)}), 0);
    assert_int_equal(dataset_n_councils(&f.d), COUNCILS_HERE);
    for (uint32_t c = 0; c < COUNCILS_HERE; c++) {
        const struct council *council = &f.d.councils[c];
        uint32_t number = (uint32_t)strtoul(council->name + strlen("council "), NULL, 10);
        assert_int_equal(council->n_judgements, YEARS);
        for (uint32_t y = 0; y < YEARS; y++) {
            const struct judgement j = judgement_at(&f.d, council->judgements + y);
            assert_int_equal(j.council, c);
            assert_int_equal(date_year(j.inspected), 2001 + y);
            assert_int_equal(judgement_rank(&f.d, &j), (number + y) % 4);
        }
    }
    text_release(&t);
    fixture_release(&f);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_judgements(const struct dataset *d, const struct council *c, struct text *t)
{
    char *v[512];
    assert_true(c->n_judgements <= sizeof v / sizeof v[0]);
    for (uint32_t k = 0; k < c->n_judgements; k++) {
        const struct judgement kept = judgement_at(d, c->judgements + k), *j = &kept;
        char date[DATE_TEXT];
        struct text line = {0};
        text_addf(&line, " %s %s %s %s\n", date_text(j->inspected, date),
                  intern_text(&d->frameworks, j->framework), intern_text(&d->kinds, j->kind),
                  judgement_word(d, j));
        v[k] = line.v;
    }
    qsort(v, c->n_judgements, sizeof v[0], compare_texts);
    for (uint32_t k = 0; k < c->n_judgements; k++) {
        text_add_string(t, v[k]);
        free(v[k]);
    }
}

/* All that a dataset says, but for lines and numbers: councils by name, judgements sorted. */
static void dataset_text(const struct dataset *d, struct text *t)
{
    char a[DATE_TEXT], b[DATE_TEXT];
    for (size_t i = 0; i < dataset_n_councils(d); i++) {
        const struct council *c = &d->councils[i];
        text_addf(t, "%s %s\n", c->name, date_text(c->opened, a));
        add_judgements(d, c, t);
        for (uint32_t k = 0; k < c->n_spells; k++) {
            const struct spell kept = spell_at(d, c->spells + k), *s = &kept;
            text_addf(t, " %s..%s %s\n", date_text(s->start, a), date_text(s->end, b),
                      d->models.name[s->model]);
        }
    }
}

/* Rows of the three files; spells of one council differ in their starts. */
enum { COUNCILS = 7, RATINGS = 120, SPELLS = 40 };

struct files {
    char councils[COUNCILS][32], spells[SPELLS][48];
    struct record ratings[RATINGS];
};

static void random_files(struct random *r, struct files *files)
{
    static const char *const models[] = {"trust", "LA", "private"};
    random_records(r, files->ratings, RATINGS);
    for (unsigned i = 0; i < COUNCILS; i++)
        snprintf(files->councils[i], sizeof files->councils[i], "C%u,201%u-01-01\n", i, i);
    for (unsigned i = 0; i < SPELLS; i++) {
        unsigned year = 1990 + i / COUNCILS;
        if (i < COUNCILS && random_below(r, 2))
            snprintf(files->spells[i], sizeof files->spells[i], "C%u,,2001,trust\n", i);
        else
            snprintf(files->spells[i], sizeof files->spells[i], "C%u,%u-01-0%u,%u-12-31,%s\n",
                     i % COUNCILS, year, 1 + random_below(r, 9), year, models[random_below(r, 3)]);
    }
}

static void load_files(const struct files *files, struct text *t, size_t *errors)
{
    struct text councils = {0}, ratings = {0}, spells = {0};
    struct fixture f = {0};
    text_add_string(&councils, "council,opened\n");
    for (size_t i = 0; i < COUNCILS; i++)
        text_add_string(&councils, files->councils[i]);
    text_add_string(&spells, "council,start,end,model\n");
    for (size_t i = 0; i < SPELLS; i++)
        text_add_string(&spells, files->spells[i]);
    write_ratings(files->ratings, RATINGS, &ratings);
    assert_int_equal(fixture_load(&f, &(struct scene){.councils = text_string(&councils),
                                                      .ratings = text_string(&ratings),
                                                      .models = text_string(&spells)}),
                     0);
    dataset_text(&f.d, t);
    *errors = f.ds.n_errors;
    text_release(&councils);
    text_release(&ratings);
    text_release(&spells);
    fixture_release(&f);
}

static void shuffled_files_give_the_same_dataset(void **state)
{
    struct random r = random_start();
    struct files files;
    size_t with_errors = 0;
    (void)state;
    for (int run = 0; run < 100; run++) {
        struct text once = {0}, again = {0};
        size_t errors, errors_again;
        random_files(&r, &files);
        load_files(&files, &once, &errors);
        shuffle(&r, files.councils, COUNCILS, sizeof files.councils[0]);
        shuffle(&r, files.spells, SPELLS, sizeof files.spells[0]);
        shuffle(&r, files.ratings, RATINGS, sizeof files.ratings[0]);
        load_files(&files, &again, &errors_again);
        check_text(&again, text_string(&once), "shuffled");
        assert_int_equal(errors > 0, errors_again > 0);
        with_errors += errors > 0;
        text_release(&once);
        text_release(&again);
    }
    assert_true(with_errors > 10 && with_errors < 100);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stays_is_found_in_any_order_of_lines),
        cmocka_unit_test(many_councils_out_of_order_have_their_own),
        cmocka_unit_test(shuffled_files_give_the_same_dataset),
    };
    return CHECK_RUN(tests, argc, argv);
}
