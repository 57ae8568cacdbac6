/* xml: well-formed whatever the texts are, and read back as what was meant, by libxml2's own
 * reader. */
#include "check.h"

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "out/xml.h"

/* <a b="TEXT">TEXT</a>, ended. */
static struct span write_text(struct xml *x, const char *text)
{
    xml_begin(x);
    xml_open(x, "a");
    xml_attribute(x, "b", text);
    xml_text(x, text);
    xml_close_full(x);
    return xml_end(x);
}

static xmlDoc *parse(struct span s)
{
    return xmlReadMemory(s.text, (int)s.length, "test", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
}

static const struct {
    const char *text, *read;
} examples[] = {
    {"", ""},
    {"Leeds", "Leeds"},
    {"a < b && c > d", "a < b && c > d"},
    {"\"quoted\" and 'quoted'", "\"quoted\" and 'quoted'"},
    {"]]>", "]]>"},
    {"<![CDATA[x]]>", "<![CDATA[x]]>"},
    {"<!-- x --><?x?>&amp;&#0;", "<!-- x --><?x?>&amp;&#0;"},
    {"Ynys M\xc3\xb4n", "Ynys M\xc3\xb4n"},
    {"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
    {"a\x01\x1b[31m\x7f", "a\\x01\\x1b[31m\\x7f"},
    {"tab\tline\nreturn\r", "tab\\x09line\\x0areturn\\x0d"},
    {"\xff\xc3", "\\xff\\xc3"},                                       /* not UTF-8 */
    {"\xed\xa0\x80", "\\xed\\xa0\\x80"},                              /* a surrogate */
    {"\xe2\x80\xae", "\\xe2\\x80\\xae"},                              /* turns the text round */
    {"\xef\xbf\xbe \xef\xbf\xbf", "\\xef\\xbf\\xbe \\xef\\xbf\\xbf"}, /* not in XML at all */
};

static void texts_are_read_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct xml x;
        xmlDoc *doc = parse(write_text(&x, examples[i].text));
        assert_false(xml_failed(&x));
        if (!doc)
            fail_msg("\"%s\": not well-formed", examples[i].read);
        xmlNode *root = xmlDocGetRootElement(doc);
        xmlChar *text = xmlNodeGetContent(root);
        xmlChar *attribute = xmlGetProp(root, (const xmlChar *)"b");
        assert_string_equal((const char *)text, examples[i].read);
        assert_string_equal((const char *)attribute, examples[i].read);
        xmlFree(text);
        xmlFree(attribute);
        xmlFreeDoc(doc);
        xml_release(&x);
    }
}

static void any_bytes_are_well_formed(void **state)
{
    struct random r = random_start();
    (void)state;
    for (int i = 0; i < 3000; i++) {
        char bytes[24];
        size_t n = random_below(&r, sizeof bytes);
        for (size_t k = 0; k < n; k++)
            bytes[k] = (char)(1 + random_below(&r, 255));
        bytes[n] = '\0';
        struct xml x;
        xmlDoc *doc = parse(write_text(&x, bytes));
        assert_non_null(doc);
        xmlFreeDoc(doc);
        xml_release(&x);
    }
}

static void elements_close_as_asked(void **state)
{
    struct xml x;
    (void)state;
    xml_begin(&x);
    xml_raw(&x, "<!DOCTYPE html>\n");
    xml_open(&x, "p");
    xml_attributef(&x, "id", "n%d", 7);
    xml_number(&x, "x", 1.0 / 3);
    xml_open(&x, "br");
    xml_close(&x);
    xml_open(&x, "td");
    xml_close_full(&x);
    xml_element(&x, "b", "1 < 2");
    struct span s = xml_end(&x); /* closes what is open */
    check_span(s, "<!DOCTYPE html>\n<p id=\"n7\" x=\"0.33\">\n<br/>\n<td></td>\n"
                  "<b>1 &lt; 2</b>\n</p>\n");
    xml_release(&x);
}

static void numbers_have_two_decimals_at_most(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {-0.004, "0"},
        {0.005, "0.01"},
        {1, "1"},
        {-1.5, "-1.5"},
        {100, "100"},
        {1200, "1200"},
        {0.1, "0.1"},
        {2.0 / 3, "0.67"},
        {99.999, "100"},
        {-99.994, "-99.99"},
        {1e15, "1000000000000000"},
        {-12345678.9, "-12345678.9"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text t = {0};
        xml_add_number(&t, cases[i].value);
        assert_string_equal(text_string(&t), cases[i].text);
        text_release(&t);
    }
    struct text huge = {0};
    xml_add_number(&huge, 1e300);
    assert_int_equal(huge.n, 301);
    text_release(&huge);
}

/* The memory of libxml2, of which the N-th piece and all behind it are not there. It forgets some
 * of its own then: they are kept here. */
static long left;
static void *pieces[1000];
enum { PIECES = sizeof pieces / sizeof pieces[0] };

static void *replace(const void *old, void *piece)
{
    size_t i = 0;
    while (i < PIECES && pieces[i] != old)
        i++;
    assert_true(i < PIECES);
    pieces[i] = piece;
    return piece;
}

static void *few_malloc(size_t n)
{
    return left-- > 0 ? replace(NULL, malloc(n)) : NULL;
}

static void *few_realloc(void *p, size_t n)
{
    void *piece = left-- > 0 ? malloc(n) : NULL;
    if (piece && p)
        memcpy(piece, p, n < malloc_usable_size(p) ? n : malloc_usable_size(p));
    if (piece)
        replace(p, piece);
    if (piece)
        free(p);
    return piece;
}

static char *few_strdup(const char *s)
{
    return left-- > 0 ? replace(NULL, strdup(s)) : NULL;
}

static void few_free(void *p)
{
    if (p)
        replace(p, NULL);
    free(p);
}

static void free_forgotten(void)
{
    for (size_t i = 0; i < PIECES; i++) {
        free(pieces[i]);
        pieces[i] = NULL;
    }
}

/* Whichever piece is missing, nothing is broken, and the document says that it is not whole. */
static void missing_memory_is_remembered(void **state)
{
    xmlFreeFunc old_free;
    xmlMallocFunc old_malloc;
    xmlReallocFunc old_realloc;
    xmlStrdupFunc old_strdup;
    bool failed = true;
    int n = 0;
    (void)state;
    xmlInitParser();
    xmlMemGet(&old_free, &old_malloc, &old_realloc, &old_strdup);
    xmlMemSetup(few_free, few_malloc, few_realloc, few_strdup);
    for (; failed && n < 500; n++) {
        struct xml x;
        left = n;
        struct span s = write_text(&x, "a < b");
        failed = xml_failed(&x);
        if (failed)
            assert_int_equal(s.length, 0);
        else
            check_span(s, "<a b=\"a &lt; b\">a &lt; b</a>\n");
        left = PIECES;
        xml_release(&x);
        free_forgotten();
    }
    xmlMemSetup(old_free, old_malloc, old_realloc, old_strdup);
    assert_in_range(n, 3, 499);
}

static void a_failed_text_fails_the_document(void **state)
{
    struct xml x;
    (void)state;
    xml_begin(&x);
    x.failed = true;
    xml_open(&x, "a");
    xml_attribute(&x, "b", "c");
    xml_text(&x, "d");
    xml_raw(&x, "e");
    xml_close(&x);
    assert_int_equal(xml_end(&x).length, 0);
    assert_true(xml_failed(&x));
    xml_release(&x);
    assert_null(x.buffer);
}

static void what_went_wrong_is_told(void **state)
{
    (void)state;
    static const struct {
        struct xml x;
        enum fault fault;
        const char *message;
    } ways[] = {
        {{0}, FAULT_NONE, NULL},
        {{.failed = true}, FAULT_SYSTEM, "out of memory"},
        {{.failed = true, .problem = "libxml2.so.2: cannot open shared object file"},
         FAULT_SYSTEM,
         "cannot load libxml2.so.2: cannot open shared object file"},
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct diags ds = {0};
        assert_int_equal(xml_report(&ways[i].x, &ds), ways[i].fault == FAULT_NONE ? 0 : -1);
        assert_int_equal(ds.fault, ways[i].fault);
        if (ways[i].message)
            assert_string_equal(ds.fault_message, ways[i].message);
        diags_release(&ds);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_read_back),
        cmocka_unit_test(any_bytes_are_well_formed),
        cmocka_unit_test(elements_close_as_asked),
        cmocka_unit_test(numbers_have_two_decimals_at_most),
        cmocka_unit_test(missing_memory_is_remembered),
        cmocka_unit_test(a_failed_text_fails_the_document),
        cmocka_unit_test(what_went_wrong_is_told),
    };
    return CHECK_RUN(tests, argc, argv);
}
