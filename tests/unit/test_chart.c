/* chart: the frame round what a form draws. */
#include "check.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "out/chart.h"
#include "out/svg.h"

/* A form of one mark, 100 pixels high. */
static double height(const void *content, double width)
{
    (void)content;
    (void)width;
    return 100;
}

static void draw(const void *content, double width, struct xml *x)
{
    (void)content;
    svg_rect(x, 0, 0, width, 100, (struct paint){.fill = INK_TEXT, .role = "mark"});
}

static void add_text(const void *content, const struct style *style, struct text *t)
{
    (void)content;
    (void)style;
    text_add_string(t, "[the mark]\n");
}

static const struct chart_form form = {height, draw, add_text};

static struct chart plain_chart(void)
{
    return (struct chart){.title = "Title",
                          .subtitle = "Subtitle",
                          .description = "What there is to see",
                          .signs = "Signs",
                          .notes = {"First note", "Second note"},
                          .n_notes = 2,
                          .form = &form};
}

struct page {
    xmlDoc *doc;
    xmlXPathContext *context;
};

/* N charts of C, alone (IDS NULL) or as parts of a page. */
static struct page draw_page(const struct chart *c, const char *const *ids, size_t n)
{
    struct xml x;
    struct page page;
    xml_begin(&x);
    if (ids)
        xml_open(&x, "page");
    for (size_t i = 0; i < n; i++)
        chart_draw(c, ids ? ids[i] : NULL, &x);
    struct span s = xml_end(&x);
    assert_false(xml_failed(&x));
    page.doc = xmlReadMemory(s.text, (int)s.length, "test", NULL, XML_PARSE_NONET);
    assert_non_null(page.doc);
    xml_release(&x);
    page.context = xmlXPathNewContext(page.doc);
    xmlXPathRegisterNs(page.context, (const xmlChar *)"s",
                       (const xmlChar *)"http://www.w3.org/2000/svg");
    return page;
}

static size_t count(const struct page *p, const char *xpath)
{
    xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *)xpath, p->context);
    assert_non_null(found);
    size_t n = found->nodesetval ? (size_t)found->nodesetval->nodeNr : 0;
    xmlXPathFreeObject(found);
    return n;
}

static double number(const struct page *p, const char *xpath)
{
    xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *)xpath, p->context);
    assert_non_null(found);
    double x = xmlXPathCastToNumber(found);
    xmlXPathFreeObject(found);
    return x;
}

static void page_release(struct page *p)
{
    xmlXPathFreeContext(p->context);
    xmlFreeDoc(p->doc);
}

static void a_chart_alone_has_all_its_parts(void **state)
{
    const struct chart c = plain_chart();
    struct page p = draw_page(&c, NULL, 1);
    (void)state;
    assert_int_equal(count(&p, "/s:svg[@role='img'][@aria-labelledby='chart-title chart-desc']"),
                     1);
    assert_int_equal(count(&p, "/s:svg/s:title[@id='chart-title'][.='Title']"), 1);
    assert_int_equal(count(&p, "/s:svg/s:desc[@id='chart-desc'][.='What there is to see']"), 1);
    assert_int_equal(count(&p, "/s:svg/s:style"), 1);
    assert_int_equal(count(&p, "//s:text"), 5);
    assert_int_equal(count(&p, "//s:text[starts-with(@class,'note')]"), 3);
    assert_int_equal(count(&p, "//s:g[@class='content']/s:rect[starts-with(@class,'mark')]"), 1);
    assert_int_equal(count(&p, "//s:script"), 0);
    page_release(&p);
}

/* The height holds what is drawn: a line more of notes makes it one line higher. */
static void the_height_grows_with_the_notes(void **state)
{
    struct chart c = plain_chart();
    struct page two = draw_page(&c, NULL, 1);
    c.n_notes = 1;
    struct page one = draw_page(&c, NULL, 1);
    (void)state;
    assert_true(number(&two, "number(/s:svg/@height)") > number(&one, "number(/s:svg/@height)"));
    check_close(number(&two, "number(/s:svg/@height)"),
                number(&two, "number(/s:svg/s:rect/@height)"), 0.01);
    assert_int_equal(count(&two, "//s:text[@y > /s:svg/@height]"), 0);
    page_release(&two);
    page_release(&one);
}

/* Long texts are broken between words, and those without blanks anywhere; nothing is lost. */
static void long_texts_are_wrapped(void **state)
{
    struct text words = {0}, unbroken = {0};
    struct chart c = plain_chart();
    (void)state;
    for (int i = 0; i < 60; i++) {
        text_addf(&words, "%sword%d", i ? " " : "", i);
        text_addf(&unbroken, "letters%d", i);
    }
    c.title = text_string(&words);
    c.subtitle = text_string(&unbroken);
    struct page p = draw_page(&c, NULL, 1);
    assert_true(count(&p, "//s:text[starts-with(@class,'title')]") > 3);
    assert_true(count(&p, "//s:text[starts-with(@class,'subtitle')]") > 3);
    assert_int_equal(count(&p, "//s:text[string-length(.) > 110]"), 0);
    assert_int_equal(number(&p, "sum(//s:text[starts-with(@class,'subtitle')]/@x) div "
                                "count(//s:text[starts-with(@class,'subtitle')])"),
                     16);
    xmlXPathObject *lines =
        xmlXPathEvalExpression((const xmlChar *)"//s:text[starts-with(@class,'title')]", p.context);
    struct text whole = {0};
    for (int i = 0; i < lines->nodesetval->nodeNr; i++) {
        xmlChar *line = xmlNodeGetContent(lines->nodesetval->nodeTab[i]);
        text_addf(&whole, "%s%s", i ? " " : "", (const char *)line);
        xmlFree(line);
    }
    assert_string_equal(text_string(&whole), text_string(&words));
    xmlXPathFreeObject(lines);
    text_release(&whole);
    page_release(&p);
    text_release(&words);
    text_release(&unbroken);
}

static void an_empty_chart_says_so(void **state)
{
    struct chart c = plain_chart();
    c.empty = "No data: nothing there.";
    struct page p = draw_page(&c, NULL, 1);
    (void)state;
    assert_int_equal(
        count(&p, "//s:text[starts-with(@class,'empty')][.='No data: nothing there.']"), 1);
    assert_int_equal(count(&p, "/s:svg/s:desc[.='No data: nothing there.']"), 1);
    assert_int_equal(count(&p, "//s:rect[starts-with(@class,'mark')]"), 0);
    assert_int_equal(count(&p, "//s:text[.='Signs']"), 0);
    page_release(&p);
}

static void two_in_a_page_have_names_of_their_own(void **state)
{
    static const char *const ids[] = {"curve", "mix"};
    const struct chart c = plain_chart();
    struct page p = draw_page(&c, ids, 2);
    (void)state;
    assert_int_equal(count(&p, "/page/s:svg"), 2);
    assert_int_equal(count(&p, "//*[@id]"), 4);
    assert_int_equal(count(&p, "//*[@id][@id = preceding::*/@id]"), 0);
    assert_int_equal(count(&p, "//s:svg[@aria-labelledby='mix-title mix-desc']"
                               "[s:title/@id='mix-title'][s:desc/@id='mix-desc']"),
                     1);
    assert_int_equal(count(&p, "//s:style"), 0); /* the page has it */
    page_release(&p);
}

static void check_shown(const struct chart *c, size_t width, bool ascii, const char *expected)
{
    const struct style style = {.width = width, .ascii = ascii};
    struct text t = {0};
    chart_add_text(c, &style, &t);
    assert_string_equal(text_string(&t), expected);
    text_release(&t);
}

static void in_characters_it_keeps_to_the_width(void **state)
{
    struct chart c = plain_chart();
    (void)state;
    check_shown(&c, 0, false, "Title\nSubtitle\n\n[the mark]\n\nFirst note\nSecond note\n");
    c.subtitle = "Episodes by delivery model. 158 councils, as of 2026-08-20";
    c.notes[0] = "Mis\xc3\xa9rables \xe2\x88\x92 2 \xe6\x97\xa5";
    c.n_notes = 1;
    check_shown(&c, 40, true,
                "Title\nEpisodes by delivery model. 158\ncouncils, as of 2026-08-20\n\n"
                "[the mark]\n\nMis?rables ? 2 ??\n");
    c.empty = "No data\x1b[0m.";
    c.n_notes = 0;
    check_shown(&c, 5, false,
                "Title\nEpisodes by delivery model. 158\ncouncils, as of 2026-08-20\n\n"
                "No data\\x1b[0m.\n");
}

static void its_width_is_within_reason(void **state)
{
    static const size_t cases[][2] = {{0, 80}, {80, 80}, {120, 120}, {40, 40}, {39, 40}, {1, 40}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(style_columns(&(struct style){.width = cases[i][0]}), cases[i][1]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chart_alone_has_all_its_parts),
        cmocka_unit_test(the_height_grows_with_the_notes),
        cmocka_unit_test(long_texts_are_wrapped),
        cmocka_unit_test(an_empty_chart_says_so),
        cmocka_unit_test(two_in_a_page_have_names_of_their_own),
        cmocka_unit_test(in_characters_it_keeps_to_the_width),
        cmocka_unit_test(its_width_is_within_reason),
    };
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return EXIT_FAILURE;
    return CHECK_RUN(tests, argc, argv);
}
