/* families: who belongs together, and to which shard they go. */
#include "check.h"

#include <stdlib.h>

#include "fixture.h"
#include "study/families.h"

struct example {
    const char *name, *councils;
    const char *ratings; /* council names, each a rating */
    const char *families;
    const char *shards; /* of three */
};

#define HEAD "council,opened,closed,predecessors\n"

static const struct example examples[] = {
    {"each its own, in the order of names", HEAD "C,,,\nA,,,\nB,,,\n", "A B C", "A0 B1 C2",
     "A1 B2 C3"},
    {"a council with several predecessors and several successors",
     HEAD "D,,2015-01-01,\nA,2015-01-01,,C\nB,2015-01-01,,C; D\nC,,2015-01-01,\nE,,,\n", "A E",
     "A0 B0 C0 D0 E1", "A1 B1 C1 D1 E2"},
    {"a long line, told from its end",
     HEAD "E,2019-01-01,,D\nD,2018-01-01,2019-01-01,C\nC,2017-01-01,2018-01-01,B\n"
          "B,2016-01-01,2017-01-01,A\nA,,2016-01-01,\nF,,,\n",
     "A", "A0 B0 C0 D0 E0 F1", "A1 B1 C1 D1 E1 F2"},
    {"two lines that meet late",
     HEAD "A,,2015-01-01,\nB,,2015-01-01,\nC,2015-01-01,2016-01-01,A\n"
          "D,2015-01-01,2016-01-01,B\nE,2016-01-01,,D;C\nX,,,\n",
     "X", "A0 B0 C0 D0 E0 X1", "A1 B1 C1 D1 E1 X1"},
    {"to the shard with the fewest ratings, of several the first",
     HEAD "A,,,\nB,,,\nC,,,\nD,,,\nE,,,\nF,,,\n", "A A A B B C D E F F", "A0 B1 C2 D3 E4 F5",
     "A1 B2 C3 D3 E2 F3"},
    {"without a rating none is filled", HEAD "A,,,\nB,,,\nC,,,\n", "C", "A0 B1 C2", "A1 B1 C1"},
};

static void check_example(const struct example *e)
{
    struct fixture f = {0};
    struct families families = {0};
    struct text ratings = {0}, found = {0}, dealt = {0};
    struct span list = span_of(e->ratings), name;
    uint32_t *shard_of;
    text_add_string(&ratings, "council,grade,inspected\n");
    for (int day = 10; span_next(&list, ' ', &name); day++)
        text_addf(&ratings, "%.*s,good,2015-01-%d\n", (int)name.length, name.text, day);
    fixture_open(&f, &(struct scene){.councils = e->councils, .ratings = text_string(&ratings)});
    size_t n = dataset_n_councils(&f.d);
    shard_of = calloc(n + 1, sizeof *shard_of);
    assert_non_null(shard_of);
    assert_int_equal(families_find(&f.d, &families), 0);
    assert_int_equal(families_deal(&f.d, &families, 3, shard_of), 0);
    for (size_t i = 0; i < n; i++) {
        uint32_t council = (uint32_t)i;
        const char *blank = i ? " " : "";
        text_addf(&found, "%s%s%u", blank, f.d.councils[council].name, families.of[council]);
        text_addf(&dealt, "%s%s%u", blank, f.d.councils[council].name, shard_of[council] + 1);
    }
    check_text(&found, e->families, e->name);
    check_text(&dealt, e->shards, e->name);
    free(shard_of);
    families_release(&families);
    text_release(&ratings);
    text_release(&found);
    text_release(&dealt);
    fixture_release(&f);
}

static void families_stay_together(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        check_example(&examples[i]);
}

/* As the heap must: by looking at all. */
static uint32_t fewest(const size_t *ratings, size_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (ratings[i] < ratings[best])
            best = i;
    return best;
}

static void any_families_are_dealt_to_the_fewest(void **state)
{
    enum { COUNCILS = 60, SHARDS = 9 };
    struct random random = random_start();
    (void)state;
    for (int round = 0; round < 200; round++) {
        struct council councils[COUNCILS] = {{0}};
        uint32_t of[COUNCILS], shard_of[COUNCILS];
        size_t ratings[SHARDS] = {0}, n = 1 + random_below(&random, COUNCILS);
        size_t n_shards = 1 + random_below(&random, SHARDS);
        const struct dataset d = {.councils = councils, .n_councils = n};
        for (uint32_t i = 0; i < n; i++) {
            of[i] = i; /* each its own */
            councils[i].n_judgements = random_below(&random, 4);
        }
        const struct families families = {of, n};
        assert_int_equal(families_deal(&d, &families, n_shards, shard_of), 0);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(shard_of[i], fewest(ratings, n_shards));
            ratings[shard_of[i]] += councils[i].n_judgements;
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families_stay_together),
        cmocka_unit_test(any_families_are_dealt_to_the_fewest),
    };
    return CHECK_RUN(tests, argc, argv);
}
