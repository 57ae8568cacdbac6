#include "record/council_match.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* Words that names have or lack without meaning another council. */
static const char *const plain_fillers[] = {"the", "council", NULL};
static const char *const bare_fillers[] = {
    "the",      "council", "borough", "city", "county", "metropolitan", "unitary", "authority",
    "district", "of",      "lb",      "rb",   "cc",     "bc",           "mbc",     NULL};

/* What sheets and web pages have for blanks, hyphens and apostrophes. */
static const char *const blanks[] = {"\xc2\xa0", "\xe2\x80\xaf", NULL};
static const char *const hyphens[] = {"\xe2\x80\x90", "\xe2\x80\x91", "\xe2\x80\x92",
                                      "\xe2\x80\x93", "\xe2\x80\x94", NULL};
static const char *const apostrophes[] = {"'", "\xe2\x80\x98", "\xe2\x80\x99", NULL};

static bool is_one_of(struct span word, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (span_equals(word, span_of(words[i])))
            return true;
    return false;
}

/* The length of the one of MARKS with which S begins, or 0. */
static size_t mark_length(struct span s, const char *const *marks)
{
    for (size_t i = 0; marks[i]; i++) {
        size_t n = strlen(marks[i]);
        if (s.length >= n && memcmp(s.text, marks[i], n) == 0)
            return n;
    }
    return 0;
}

/* Adds NAME in lower case, with "and" for '&', without apostrophes, with blanks for other
 * punctuation. */
static void add_folded(struct text *t, struct span name)
{
    while (name.length > 0) {
        char c = name.text[0];
        size_t gap = mark_length(name, blanks), skipped = mark_length(name, apostrophes);
        gap = gap ? gap : mark_length(name, hyphens);
        if (c == '&')
            text_add_string(t, " and ");
        else if (c >= 'A' && c <= 'Z')
            text_add_char(t, (char)(c - 'A' + 'a'));
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            text_add_char(t, c);
        else if (skipped == 0)
            text_add_char(t, gap > 0 || (unsigned char)c < 0x80 ? ' ' : c);
        size_t n = gap + skipped > 0 ? gap + skipped : 1;
        name = (struct span){name.text + n, name.length - n};
    }
}

/* Of WORDS without FILLERS, those of "London Borough" and "Royal Borough" with them if BARE. */
static void add_words(struct text *t, struct span words, const char *const *fillers, bool bare)
{
    struct span word, next = {0};
    bool has_next = span_next(&words, ' ', &next);
    while (has_next) {
        word = next;
        do
            has_next = span_next(&words, ' ', &next);
        while (has_next && next.length == 0);
        bool is_title =
            bare && has_next && span_equals(next, span_of("borough")) &&
            (span_equals(word, span_of("london")) || span_equals(word, span_of("royal")));
        if (word.length == 0 || is_title || is_one_of(word, fillers))
            continue;
        text_addf(t, "%s%.*s", t->n ? " " : "", (int)word.length, word.text);
    }
}

/* Whether WORDS, which are bare, leave a region where the council is meant only with its title. */
static bool is_region(struct span words, const struct text *folded)
{
    return span_equals(words, span_of("london")) && !strstr(text_string(folded), "city");
}

/* NAME as WAY writes it, into m->key: empty where nothing is left. 0 or -1. */
static int make_key(struct council_matcher *m, int way, struct span name)
{
    struct text folded = {0};
    text_clear(&m->key);
    add_folded(&folded, name);
    bool bare = way == MATCH_BARE || way == MATCH_BY_ALIAS;
    if (way == MATCH_BY_CODE)
        text_add(&m->key, text_span(&folded));
    else
        add_words(&m->key, text_span(&folded), bare ? bare_fillers : plain_fillers, bare);
    if (bare && is_region(text_span(&m->key), &folded))
        text_clear(&m->key);
    bool failed = text_failed(&folded) || text_failed(&m->key);
    text_release(&folded);
    return failed ? -1 : 0;
}

static int add_key(struct council_matcher *m, int way, struct span name, uint32_t council)
{
    static const enum match_kind kinds[] = {[MATCH_BY_CODE] = MATCH_CODE,
                                            [MATCH_PLAIN] = MATCH_NAME,
                                            [MATCH_BARE] = MATCH_NAME,
                                            [MATCH_BY_ALIAS] = MATCH_ALIAS};
    struct match_keys *keys = &m->ways[way];
    size_t known = keys->keys.n;
    uint32_t number;
    if (make_key(m, way, name) != 0)
        return -1;
    if (m->key.n == 0)
        return 0;
    if (intern_put(&keys->keys, &m->arena, text_span(&m->key), &number) != 0 ||
        array_reserve(&keys->found, &keys->cap, keys->keys.n, sizeof *keys->found) != 0)
        return -1;
    struct match *found = &keys->found[number];
    if (number == known) {
        *found = (struct match){kinds[way], council, council};
    } else if (found->council != council && found->kind != MATCH_SEVERAL) {
        found->kind = MATCH_SEVERAL;
        found->other = council;
    }
    return 0;
}

static int add_council(struct council_matcher *m, uint32_t number)
{
    const struct council *c = &m->d->councils[number];
    struct span aliases = span_of(council_more(c)->aliases), alias;
    if (add_key(m, MATCH_BY_CODE, span_of(council_more(c)->code), number) != 0 ||
        add_key(m, MATCH_BY_CODE, span_of(council_more(c)->urn), number) != 0 ||
        add_key(m, MATCH_PLAIN, span_of(c->name), number) != 0 ||
        add_key(m, MATCH_BARE, span_of(c->name), number) != 0)
        return -1;
    while (span_next(&aliases, ';', &alias))
        if (add_key(m, MATCH_BY_ALIAS, alias, number) != 0)
            return -1;
    return 0;
}

int council_matcher_init(struct council_matcher *m, const struct dataset *d)
{
    m->d = d;
    for (size_t i = 0; i < dataset_n_councils(d); i++)
        if (add_council(m, (uint32_t)i) != 0)
            return -1;
    return 0;
}

/* What the key of NAME by WAY stands for. 0 or -1. */
static int find(struct council_matcher *m, int way, struct span name, struct match *match)
{
    struct match_keys *keys = &m->ways[way];
    uint32_t number;
    *match = (struct match){0};
    if (make_key(m, way, name) != 0)
        return -1;
    if (m->key.n > 0 && intern_find(&keys->keys, text_span(&m->key), &number))
        *match = keys->found[number];
    return 0;
}

static int find_name(struct council_matcher *m, struct span name, struct match *match)
{
    uint32_t council;
    if (dataset_find_name(m->d, name, &council)) {
        *match = (struct match){MATCH_NAME, council, council};
        return 0;
    }
    *match = (struct match){0};
    for (int way = MATCH_PLAIN; way < MATCH_WAYS && match->kind == MATCH_NONE; way++)
        if (find(m, way, name, match) != 0)
            return -1;
    return 0;
}

/* Whether NAME is that of council NUMBER but for words that mean no other council. */
static int is_like(struct council_matcher *m, struct span name, uint32_t number, bool *like)
{
    struct text bare = {0};
    int status = make_key(m, MATCH_BARE, name);
    text_add(&bare, text_span(&m->key));
    if (status == 0)
        status = make_key(m, MATCH_BARE, span_of(m->d->councils[number].name));
    *like = bare.n > 0 && span_equals(text_span(&bare), text_span(&m->key));
    status = text_failed(&bare) ? -1 : status;
    text_release(&bare);
    return status;
}

int council_match(struct council_matcher *m, struct span code, struct span name,
                  struct match *match)
{
    struct match by_code, by_name;
    if (find(m, MATCH_BY_CODE, code, &by_code) != 0 || find_name(m, name, &by_name) != 0)
        return -1;
    *match = by_code.kind == MATCH_CODE ? by_code : by_name;
    bool names_one = by_name.kind == MATCH_NAME || by_name.kind == MATCH_ALIAS, like;
    if (by_code.kind != MATCH_CODE || !names_one || by_name.council == by_code.council)
        return 0;
    if (is_like(m, name, by_code.council, &like) != 0)
        return -1;
    if (!like)
        *match = (struct match){MATCH_CONTRADICTED, by_code.council, by_name.council};
    return 0;
}

void council_matcher_release(struct council_matcher *m)
{
    for (int way = 0; way < MATCH_WAYS; way++) {
        intern_release(&m->ways[way].keys);
        free(m->ways[way].found);
    }
    arena_release(&m->arena);
    text_release(&m->key);
    *m = (struct council_matcher){0};
}
