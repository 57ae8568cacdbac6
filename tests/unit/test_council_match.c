/* council_match: which council a code or a name of another source means, and when none is certain.
 */
#include "check.h"

#include <string.h>

#include "fixture.h"
#include "record/council_match.h"

/* A list of councils, and what finds them. */
struct matching {
    struct fixture f;
    struct council_matcher m;
};

static void matching_open(struct matching *t, const struct scene *scene)
{
    fixture_open(&t->f, scene);
    assert_int_equal(council_matcher_init(&t->m, &t->f.d), 0);
}

static void matching_release(struct matching *t)
{
    council_matcher_release(&t->m);
    fixture_release(&t->f);
}

/* "HOW: COUNCIL", with ", COUNCIL" where two are told. */
static void match_text(struct matching *t, struct span code, struct span name, struct text *answer)
{
    static const char *const how[] = {
        [MATCH_NONE] = "none",   [MATCH_CODE] = "code",       [MATCH_NAME] = "name",
        [MATCH_ALIAS] = "alias", [MATCH_SEVERAL] = "several", [MATCH_CONTRADICTED] = "contradicted",
    };
    const struct council *councils = t->f.d.councils;
    struct match match;
    assert_int_equal(council_match(&t->m, code, name, &match), 0);
    text_add_string(answer, how[match.kind]);
    if (match.kind != MATCH_NONE)
        text_addf(answer, ": %s", councils[match.council].name);
    if (match.kind == MATCH_SEVERAL || match.kind == MATCH_CONTRADICTED)
        text_addf(answer, ", %s", councils[match.other].name);
}

static void check_match(struct matching *t, const char *code, const char *name,
                        const char *expected)
{
    struct text answer = {0}, asked = {0};
    text_addf(&asked, "code \"%s\", name \"%s\"", code, name);
    match_text(t, span_of(code), span_of(name), &answer);
    check_text(&answer, expected, text_string(&asked));
    text_release(&answer);
    text_release(&asked);
}

struct example {
    const char *code, *name;
    const char *expected;
};

static const struct scene list = {.councils = "council,code,urn,aliases\n"
                                              "Camden,E09000007,80491,LBC\n"
                                              "Dorset,E06000059,2532283,\n"
                                              "Dorset County,E10000009,,\n"
                                              "Bath and North East Somerset,E06000022,80427,"
                                              "BANES;B&NES; The Spa Towns ;;Bath & NE Somerset\n"
                                              "Southend-on-Sea,E06000033,80559,Southend\n"
                                              "St Helens,E08000013,80560,Saint Helens\n"
                                              "Windsor and Maidenhead,E06000040,80546,RBWM\n"
                                              "Kingston upon Hull,E06000010,80477,Hull\n"
                                              "City of London,E09000001,80450,\n"
                                              "Bournemouth,E06000028,,\n"
                                              "\"Bournemouth, Christchurch and Poole\",E06000058,"
                                              "80434,Bournemouth;Poole\n"
                                              "Bishop's Castle,,,\n"
                                              "Ynys M\xc3\xb4n,W06000001,,Anglesey\n"
                                              "Newcastle upon Tyne,,,Newcastle;The Toon\n"
                                              "Newcastle-under-Lyme,,,Newcastle City;The Potteries"
                                              "\n"
                                              "County,,,\n"
                                              "Old,X1,1,\n"
                                              "New,X1,2,\n"
                                              "Area 51,,,\n",
                                  .ratings = "council,grade,inspected\n"};

static void check_examples(const struct example *v, size_t n)
{
    struct matching t = {0};
    matching_open(&t, &list);
    for (size_t i = 0; i < n; i++)
        check_match(&t, v[i].code, v[i].name, v[i].expected);
    matching_release(&t);
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

static void a_code_is_that_of_the_ons_or_of_ofsted(void **state)
{
    static const struct example examples[] = {
        {"E09000007", "", "code: Camden"},
        {"e09000007", "", "code: Camden"},
        {"80491", "", "code: Camden"},
        {"E10000009", "", "code: Dorset County"},
        {"E0900000", "", "none"},
        {"E090000071", "", "none"},
        {"E09 000007", "", "none"},
        {"Camden", "", "none"},     /* a name is no code ... */
        {"", "E09000007", "none"},  /* ... nor a code a name */
        {"X1", "", "none"},         /* of two councils */
        {"X1", "New", "name: New"}, /* so that it tells nothing */
        {"X1", "Leeds", "none"},
        {"2", "", "code: New"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_code_goes_before_a_name_that_says_nothing_else(void **state)
{
    static const struct example examples[] = {
        {"E09000007", "Camden", "code: Camden"},
        {"E09000007", "London Borough of Camden", "code: Camden"},
        {"80427", "BANES", "code: Bath and North East Somerset"},
        {"E09000007", "Kamden", "code: Camden"},
        {"E06000059", "County of Dorset", "code: Dorset"},
        {"E10000009", "Dorset", "code: Dorset County"}, /* which is but for a word of its own ... */
        {"E10000009", "Dorset Council", "code: Dorset County"},
        {"E06000059", "Dorset County Council", "code: Dorset"},
        {"E08000016", "Camden", "name: Camden"}, /* a code that was given up */
        {"E08000016", "BANES", "alias: Bath and North East Somerset"},
        {"E08000016", "County of Dorset", "several: Dorset, Dorset County"},
        {"E08000016", "Barnsley", "none"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_code_that_contradicts_the_name_is_told_with_both(void **state)
{
    static const struct example examples[] = {
        {"E09000007", "Dorset", "contradicted: Camden, Dorset"},
        {"80491", "Windsor & Maidenhead", "contradicted: Camden, Windsor and Maidenhead"},
        {"E09000007", "Hull", "contradicted: Camden, Kingston upon Hull"},
        {"E06000058", "Bournemouth",
         "contradicted: Bournemouth, Christchurch and Poole, Bournemouth"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void case_and_punctuation_do_not_matter(void **state)
{
    static const struct example examples[] = {
        {"", "Camden", "name: Camden"},
        {"", "camden", "name: Camden"},
        {"", "CAMDEN", "name: Camden"},
        {"", "  Camden ", "name: Camden"},
        {"", "Southend on Sea", "name: Southend-on-Sea"},
        {"", "southend -- on, (sea).", "name: Southend-on-Sea"},
        {"", "Southend\ton\nSea", "name: Southend-on-Sea"},
        {"", "Southend_on/Sea", "name: Southend-on-Sea"},
        {"", "Bournemouth Christchurch and Poole", "name: Bournemouth, Christchurch and Poole"},
        {"", "area-51", "name: Area 51"},
        {"", "Southend\xe2\x80\x93on\xe2\x80\x91Sea", "name: Southend-on-Sea"},
        {"",
         "\xc2\xa0"
         "Southend\xc2\xa0on Sea\xc2\xa0",
         "name: Southend-on-Sea"},
        {"", "area 5 1", "none"},
        {"", "area 52", "none"},
        {"", "Southendonsea", "none"},
        {"", "Cam den", "none"},
        {"", "Camde", "none"},
        {"", "Camdens", "none"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void ampersands_are_and(void **state)
{
    static const struct example examples[] = {
        {"", "Windsor and Maidenhead", "name: Windsor and Maidenhead"},
        {"", "Windsor & Maidenhead", "name: Windsor and Maidenhead"},
        {"", "WINDSOR&MAIDENHEAD", "name: Windsor and Maidenhead"},
        {"", "Bournemouth, Christchurch & Poole", "name: Bournemouth, Christchurch and Poole"},
        {"", "b & nes", "alias: Bath and North East Somerset"},
        {"", "B and NES", "alias: Bath and North East Somerset"},
        {"", "Bath and NE Somerset", "alias: Bath and North East Somerset"},
        {"", "Windsor Maidenhead", "none"},
        {"", "Windsor / Maidenhead", "none"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void apostrophes_do_not_matter(void **state)
{
    static const struct example examples[] = {
        {"", "St Helen's", "name: St Helens"},
        {"", "St Helen\xe2\x80\x99s", "name: St Helens"},
        {"", "St. Helens'", "name: St Helens"},
        {"", "St Helens\xe2\x80\x99", "name: St Helens"},
        {"", "Bishop\xe2\x80\x99s Castle", "name: Bishop's Castle"},
        {"", "bishops castle", "name: Bishop's Castle"},
        {"", "Bishop s Castle", "none"},
        {"", "St Helen\xe2\x80\x93s", "none"}, /* a dash of as many bytes */
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void fillers_do_not_matter(void **state)
{
    static const struct example examples[] = {
        {"", "Camden Council", "name: Camden"},
        {"", "The Camden", "name: Camden"},
        {"", "the Council, Camden", "name: Camden"},
        {"", "London Borough of Camden", "name: Camden"},
        {"", "LONDON BOROUGH OF CAMDEN COUNCIL", "name: Camden"},
        {"", "London Borough Camden", "name: Camden"},
        {"", "london  -  borough of camden", "name: Camden"},
        {"", "Camden London Borough Council", "name: Camden"},
        {"", "Royal Borough of Windsor & Maidenhead", "name: Windsor and Maidenhead"},
        {"", "The Royal Borough of Windsor and Maidenhead", "name: Windsor and Maidenhead"},
        {"", "City of Kingston upon Hull", "name: Kingston upon Hull"},
        {"", "Kingston upon Hull City Council", "name: Kingston upon Hull"},
        {"", "Camden County Council", "name: Camden"},
        {"", "Camden Metropolitan Borough Council", "name: Camden"},
        {"", "Metropolitan District of Camden", "name: Camden"},
        {"", "Camden Unitary Authority", "name: Camden"},
        {"", "The City Council of Hull", "alias: Kingston upon Hull"},
        {"", "Camden LB", "name: Camden"},
        {"", "LB Camden", "name: Camden"},
        {"", "RB Windsor & Maidenhead", "name: Windsor and Maidenhead"},
        {"", "St Helens MBC", "name: St Helens"},
        {"", "Dorset CC", "several: Dorset, Dorset County"},
        {"", "London, City of", "name: City of London"},
        {"", "City of London Council", "name: City of London"},
        {"", "London Borough of the City of London", "name: City of London"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Words that only together are a title, or are none. */
static void other_words_do_matter(void **state)
{
    static const struct example examples[] = {
        {"", "London Camden", "none"},
        {"", "London", "none"}, /* the region, more likely than the City */
        {"", "Borough of London", "none"},
        {"", "Royal Windsor and Maidenhead", "none"},
        {"", "Camden London", "none"},
        {"", "Camden Royal", "none"},
        {"", "Borough London Camden", "none"},
        {"", "Camden Children's Services Trust", "none"},
        {"", "Camden and Dorset", "none"},
        {"", "Councils of Camden", "none"},
        {"", "Theale", "none"},
        {"", "Maidenhead and Windsor", "none"}, /* the order does, too */
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* The first step that finds a council decides. */
static void plain_names_go_before_bare_ones_and_those_before_aliases(void **state)
{
    static const struct example examples[] = {
        {"", "Dorset", "name: Dorset"},
        {"", "Dorset Council", "name: Dorset"},
        {"", "the dorset council", "name: Dorset"},
        {"", "Dorset County", "name: Dorset County"},
        {"", "DORSET COUNTY COUNCIL", "name: Dorset County"},
        {"", "County of Dorset", "several: Dorset, Dorset County"},
        {"", "Dorset Unitary Authority", "several: Dorset, Dorset County"},
        {"", "City of Dorset", "several: Dorset, Dorset County"},
        {"", "Dorset London Borough", "several: Dorset, Dorset County"},
        {"", "Bournemouth", "name: Bournemouth"},
        {"", "bournemouth", "name: Bournemouth"},
        {"", "Bournemouth Borough Council", "name: Bournemouth"},
        {"", "Poole", "alias: Bournemouth, Christchurch and Poole"},
        {"", "Borough of Poole", "alias: Bournemouth, Christchurch and Poole"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void aliases_are_matched_as_names_are(void **state)
{
    static const struct example examples[] = {
        {"", "BANES", "alias: Bath and North East Somerset"},
        {"", "banes", "alias: Bath and North East Somerset"},
        {"", "BANES Council", "alias: Bath and North East Somerset"},
        {"", "Spa Towns", "alias: Bath and North East Somerset"},
        {"", "Saint Helen\xe2\x80\x99s", "alias: St Helens"},
        {"", "LBC", "alias: Camden"},
        {"", "Anglesey", "alias: Ynys M\xc3\xb4n"},
        {"", "The Toon", "alias: Newcastle upon Tyne"},
        {"", "BANES;B&NES", "none"},
        /* of two councils, though they are written apart there */
        {"", "Newcastle", "several: Newcastle upon Tyne, Newcastle-under-Lyme"},
        {"", "Newcastle City Council", "several: Newcastle upon Tyne, Newcastle-under-Lyme"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void nothing_means_no_council(void **state)
{
    static const struct example examples[] = {
        {"", "", "none"},
        {"", " ", "none"},
        {"", "...", "none"},
        {"", "'", "none"},
        {"", "&", "none"},
        {"", "The Council", "none"},
        {"", "Council of the Borough", "none"}, /* nothing but fillers */
        {"", "London Borough", "none"},
        {"-", "", "none"},
        {"", "County", "name: County"}, /* which are all that one name is */
        {"", "County Council", "name: County"},
        {"", "The County of", "none"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
    struct matching t = {0};
    struct text answer = {0};
    matching_open(&t, &list);
    match_text(&t, (struct span){0}, (struct span){0}, &answer);
    check_text(&answer, "none", "no text at all");
    text_release(&answer);
    matching_release(&t);
}

static void other_alphabets_are_compared_byte_by_byte(void **state)
{
    static const struct example examples[] = {
        {"", "Ynys M\xc3\xb4n", "name: Ynys M\xc3\xb4n"},
        {"", "YNYS m\xc3\xb4n council", "name: Ynys M\xc3\xb4n"},
        {"", "Ynys M\xc3\x94n", "none"}, /* a capital */
        {"", "Ynys Mon", "none"},
        {"", "Ynys Mn", "none"},
        {"", "\xe6\x9d\xb1\xe4\xba\xac", "none"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* A name ends where its span does. */
static void nothing_is_read_beyond_the_end(void **state)
{
    static const char name[] = "St Helens\xe2\x80\x99";
    struct matching t = {0};
    (void)state;
    matching_open(&t, &list);
    for (size_t cut = 1; cut < 3; cut++) {
        struct text answer = {0};
        match_text(&t, (struct span){0}, (struct span){name, sizeof name - 1 - cut}, &answer);
        check_text(&answer, "none", "cut within a character");
        text_release(&answer);
    }
    matching_release(&t);
}

/* Of three that share a name, two are told; of one that writes it twice, one. */
static void councils_that_share_a_name(void **state)
{
    static const struct scene scene = {.councils =
                                           "council,aliases\n"
                                           "A,X;x;The X\nB,Y\nC,Y;y\nD,Y\n"
                                           "City of E,\nBorough of E,\nE Council,\nF-G,\nf g,\n",
                                       .ratings = "council,grade,inspected\n"};
    struct matching t = {0};
    (void)state;
    matching_open(&t, &scene);
    check_match(&t, "", "X", "alias: A");
    check_match(&t, "", "Y", "several: B, C");
    check_match(&t, "", "E", "name: E Council");
    check_match(&t, "", "County of E", "several: Borough of E, City of E");
    check_match(&t, "", "City of E", "name: City of E");
    check_match(&t, "", "The City of E", "name: City of E");
    check_match(&t, "", "F-G", "name: F-G");
    check_match(&t, "", "f g", "name: f g");
    check_match(&t, "", "F G", "several: F-G, f g");
    matching_release(&t);
}

/* The councils of England that the program comes with. */
static void england_open(struct matching *t)
{
    static const struct part councils = {"data/england/councils.csv", "councils.csv"};
    t->f.request.councils = councils;
    matching_open(t, &(struct scene){.ratings = "council,grade,inspected\n"});
    assert_int_equal(dataset_n_councils(&t->f.d), 158);
}

/* BEFORE, NAME and BEHIND mean council NUMBER, HOW. */
static void check_found(struct matching *t, uint32_t number, enum match_kind how,
                        const char *before, const char *name, const char *behind)
{
    struct text asked = {0};
    struct match match;
    text_addf(&asked, "%s%s%s", before, name, behind);
    assert_int_equal(council_match(&t->m, (struct span){0}, text_span(&asked), &match), 0);
    if (match.kind != how || match.council != number)
        fail_msg("%s: match %d with %s", text_string(&asked), match.kind,
                 t->f.d.councils[match.council].name);
    text_release(&asked);
}

static void every_council_of_england_is_found_by_its_codes(void **state)
{
    struct matching t = {0};
    size_t n_codes = 0;
    (void)state;
    england_open(&t);
    for (uint32_t i = 0; i < dataset_n_councils(&t.f.d); i++) {
        const struct council *c = &t.f.d.councils[i];
        const char *const codes[] = {council_more(c)->code, council_more(c)->urn};
        for (size_t k = 0; k < 2; k++) {
            struct match match;
            if (!codes[k])
                continue;
            n_codes++;
            assert_int_equal(council_match(&t.m, span_of(codes[k]), span_of(c->name), &match), 0);
            assert_int_equal(match.kind, MATCH_CODE);
            assert_int_equal(match.council, i);
        }
    }
    assert_int_equal(n_codes, 158 + 153);
    matching_release(&t);
}

static void every_council_of_england_is_found_by_its_name(void **state)
{
    struct matching t = {0};
    (void)state;
    england_open(&t);
    for (uint32_t i = 0; i < dataset_n_councils(&t.f.d); i++) {
        const char *name = t.f.d.councils[i].name;
        check_found(&t, i, MATCH_NAME, "", name, "");
        check_found(&t, i, MATCH_NAME, "", name, " Council");
        check_found(&t, i, MATCH_NAME, "The ", name, "");
        if (strcmp(name, "Dorset") == 0 || strcmp(name, "Dorset County") == 0) {
            check_found(&t, fixture_council(&t.f, "Dorset"), MATCH_SEVERAL, "LONDON BOROUGH OF ",
                        name, "");
            continue;
        }
        check_found(&t, i, MATCH_NAME, "LONDON BOROUGH OF ", name, "");
        check_found(&t, i, MATCH_NAME, "Royal Borough of ", name, "");
        check_found(&t, i, MATCH_NAME, "City of ", name, "");
        check_found(&t, i, MATCH_NAME, "", name, " County Council");
    }
    matching_release(&t);
}

static void every_council_of_england_is_found_by_its_aliases(void **state)
{
    struct matching t = {0};
    size_t n = 0;
    (void)state;
    england_open(&t);
    for (uint32_t i = 0; i < dataset_n_councils(&t.f.d); i++) {
        struct span aliases = span_of(council_more(&t.f.d.councils[i])->aliases), alias;
        while (span_next(&aliases, ';', &alias)) {
            struct text name = {0};
            text_add(&name, alias);
            check_found(&t, i, MATCH_ALIAS, "", text_string(&name), "");
            check_found(&t, i, MATCH_ALIAS, "the ", text_string(&name), " COUNCIL");
            n++;
            text_release(&name);
        }
    }
    assert_int_equal(n, 23);
    matching_release(&t);
}

static void no_two_councils_of_england_share_a_plain_name(void **state)
{
    struct matching t = {0};
    (void)state;
    england_open(&t);
    const struct match_keys *plain = &t.m.ways[MATCH_PLAIN];
    assert_int_equal(plain->keys.n, 158);
    for (size_t i = 0; i < plain->keys.n; i++)
        assert_int_equal(plain->found[i].kind, MATCH_NAME);
    matching_release(&t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_that_of_the_ons_or_of_ofsted),
        cmocka_unit_test(a_code_goes_before_a_name_that_says_nothing_else),
        cmocka_unit_test(a_code_that_contradicts_the_name_is_told_with_both),
        cmocka_unit_test(case_and_punctuation_do_not_matter),
        cmocka_unit_test(ampersands_are_and),
        cmocka_unit_test(apostrophes_do_not_matter),
        cmocka_unit_test(fillers_do_not_matter),
        cmocka_unit_test(other_words_do_matter),
        cmocka_unit_test(plain_names_go_before_bare_ones_and_those_before_aliases),
        cmocka_unit_test(aliases_are_matched_as_names_are),
        cmocka_unit_test(nothing_means_no_council),
        cmocka_unit_test(other_alphabets_are_compared_byte_by_byte),
        cmocka_unit_test(nothing_is_read_beyond_the_end),
        cmocka_unit_test(councils_that_share_a_name),
        cmocka_unit_test(every_council_of_england_is_found_by_its_codes),
        cmocka_unit_test(every_council_of_england_is_found_by_its_name),
        cmocka_unit_test(every_council_of_england_is_found_by_its_aliases),
        cmocka_unit_test(no_two_councils_of_england_share_a_plain_name),
    };
    return CHECK_RUN(tests, argc, argv);
}
