/* A report as one page of HTML that needs nothing else: no script, no font, no network. It is
 * well-formed XML too. */
#include <string.h>

#include "out/report.h"
#include "out/writer.h"
#include "page_style.h"

enum {
    SHORT_TABLE = 12, /* rows: it is not broken over pages */
    SHORT_WORDS = 22, /* bytes: they are not broken over lines */
};

/* A page on its way. */
struct page {
    struct xml *x;
    const struct report *r;
    bool in_section;
    enum block_kind list; /* whose list is open; BLOCK_NONE: none */
    size_t tables, charts;
};

/* How the items of a list are marked up. */
struct list_form {
    const char *element, *class;
    bool has_terms; /* <dt> and <dd>, not <li> */
};

static const struct list_form list_forms[] = {
    [BLOCK_ITEM] = {"ul", NULL, false},    [BLOCK_FACT] = {"dl", "facts", true},
    [BLOCK_TERM] = {"dl", "terms", true},  [BLOCK_LINK] = {"ul", "index", false},
    [BLOCK_NOTE] = {"ul", "notes", false}, [BLOCK_KINDS - 1] = {0},
};

static void open_classed(struct xml *x, const char *element, const char *class)
{
    xml_open(x, element);
    if (class)
        xml_attribute(x, "class", class);
}

static void write_link(struct xml *x, const char *href, const char *text)
{
    xml_open(x, "a");
    xml_attribute(x, "href", href);
    xml_text(x, text);
    xml_close_full(x);
}

static void write_see(struct xml *x, const char *id, const char *text)
{
    struct text href = {0};
    text_addf(&href, "#%s", id);
    x->failed = x->failed || text_failed(&href);
    write_link(x, text_string(&href), text);
    text_release(&href);
}

static bool is_address(struct span word)
{
    return (word.length > 7 && strncmp(word.text, "http://", 7) == 0) ||
           (word.length > 8 && strncmp(word.text, "https://", 8) == 0);
}

/* TEXT, web addresses within it as links. */
static void write_words(struct xml *x, const char *text)
{
    struct span rest = span_of(text), word;
    struct text t = {0};
    if (!strstr(text, "://")) {
        xml_text(x, text);
        return;
    }
    for (bool first = true; span_next(&rest, ' ', &word); first = false) {
        text_clear(&t);
        text_add(&t, word);
        if (!first)
            xml_text(x, " ");
        if (is_address(word))
            write_link(x, text_string(&t), text_string(&t));
        else
            xml_text(x, text_string(&t));
    }
    x->failed = x->failed || text_failed(&t);
    text_release(&t);
}

/* The words of the block of that id; "" where there is none. */
static const char *words_of(const struct report *r, const char *id)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i].id && strcmp(r->v[i].id, id) == 0)
            return r->v[i].text;
    return "";
}

/* Numbers stand at the right edge; dates and short words (where SHOWN is not NULL) are not broken,
 * long text has room. */
static const char *class_of(const struct column *c, const struct text *shown)
{
    if (writer_is_right(c))
        return "n";
    if (c->type == TYPE_DATE)
        return "d";
    if (c->flags & COLUMN_WRAP)
        return "w";
    return shown && shown->n <= SHORT_WORDS ? "s" : NULL;
}

static void write_headings(struct xml *x, const struct view *v)
{
    struct text heading = {0};
    xml_open(x, "thead");
    xml_open(x, "tr");
    for (size_t i = 0; i < v->n_shown; i++) {
        text_clear(&heading);
        writer_add_heading(v->shown[i], &heading);
        open_classed(x, "th", class_of(v->shown[i], NULL));
        xml_attribute(x, "scope", "col");
        xml_attribute(x, "title", v->shown[i]->meaning);
        xml_text(x, text_string(&heading));
        xml_close_full(x);
    }
    xml_close_full(x);
    xml_close_full(x);
    x->failed = x->failed || text_failed(&heading);
    text_release(&heading);
}

/* Whether cells of column I head their row: those that tell rows apart, else the first. */
static bool is_head(const struct view *v, size_t i)
{
    bool has_key = false;
    for (size_t k = 0; k < v->n_shown; k++)
        has_key = has_key || (v->shown[k]->flags & COLUMN_KEY);
    return has_key ? (v->shown[i]->flags & COLUMN_KEY) != 0 : i == 0;
}

static void write_row(struct xml *x, const struct view *v, size_t row, struct text *shown)
{
    xml_open(x, "tr");
    for (size_t i = 0; i < v->n_shown; i++) {
        bool head = is_head(v, i);
        text_clear(shown);
        view_add_shown(v, v->shown[i], view_cell(v, row, i), shown);
        open_classed(x, head ? "th" : "td", class_of(v->shown[i], shown));
        if (head)
            xml_attribute(x, "scope", "row");
        write_words(x, text_string(shown));
        xml_close_full(x);
    }
    xml_close_full(x);
}

/* The start of what is scrolled sideways where it is wider than the screen; it is called as the
 * element of ID-caption says. */
static void open_scroll(struct page *p, const struct block *b, bool is_short)
{
    open_classed(p->x, "div", is_short ? "scroll short" : "scroll");
    xml_attribute(p->x, "role", b->is_small ? "group" : "region");
    xml_attributef(p->x, "aria-labelledby", "%s-caption", b->id);
    xml_attribute(p->x, "tabindex", "0");
}

static void write_call(struct xml *x, const char *before, const char *call)
{
    open_classed(x, "p", "made");
    xml_text(x, before);
    xml_element(x, "code", call);
    xml_close_full(x);
}

/* How the same can be had from the program. */
static void write_commands(struct page *p, const struct block *b)
{
    if (b->command)
        write_call(p->x, b->kind == BLOCK_CHART ? "Drawn by " : "Printed by ", b->command);
    if (b->numbers)
        write_call(p->x, "Its numbers are printed by ", b->numbers);
}

static void write_table(struct page *p, const struct block *b)
{
    const struct view *v = b->view;
    struct text shown = {0};
    open_scroll(p, b, v->n_rows <= SHORT_TABLE);
    open_classed(p->x, "table", b->is_small ? "alike" : NULL);
    xml_attribute(p->x, "id", b->id);
    xml_open(p->x, "caption");
    xml_attributef(p->x, "id", "%s-caption", b->id);
    if (!b->is_small)
        text_addf(&shown, "Table %zu. ", ++p->tables);
    text_add_string(&shown, b->text);
    xml_text(p->x, text_string(&shown));
    xml_close_full(p->x);
    write_headings(p->x, v);
    xml_open(p->x, "tbody");
    for (size_t row = 0; row < v->n_rows; row++)
        write_row(p->x, v, row, &shown);
    xml_close_full(p->x);
    xml_close_full(p->x);
    xml_close_full(p->x);
    p->x->failed = p->x->failed || text_failed(&shown);
    text_release(&shown);
    if (!b->is_small)
        write_commands(p, b);
}

static void write_chart(struct page *p, const struct block *b)
{
    xml_open(p->x, "figure");
    xml_attribute(p->x, "id", b->id);
    open_scroll(p, b, false);
    chart_draw(b->chart, b->id, p->x);
    xml_close_full(p->x);
    xml_open(p->x, "figcaption");
    xml_open(p->x, "span");
    xml_attributef(p->x, "id", "%s-caption", b->id);
    struct text t = {0};
    text_addf(&t, "Figure %zu. %s", ++p->charts, b->chart->title);
    p->x->failed = p->x->failed || text_failed(&t);
    xml_text(p->x, text_string(&t));
    text_release(&t);
    xml_close_full(p->x);
    xml_close_full(p->x);
    write_commands(p, b);
    xml_close_full(p->x);
}

/* What stands out at the head of words; a space follows. */
static void write_lead(struct xml *x, const char *lead)
{
    if (!lead)
        return;
    xml_element(x, "strong", lead);
    xml_text(x, " ");
}

static void write_terms(struct page *p, const struct block *b)
{
    bool is_fact = b->kind == BLOCK_FACT;
    xml_open(p->x, "div");
    xml_element(p->x, "dt", is_fact ? b->text : b->lead);
    xml_element(p->x, "dd", is_fact ? b->lead : b->text);
    xml_close_full(p->x);
}

static void write_item(struct page *p, const struct block *b)
{
    if (list_forms[b->kind].has_terms) {
        write_terms(p, b);
        return;
    }
    xml_open(p->x, "li");
    write_lead(p->x, b->lead);
    if (b->kind == BLOCK_LINK)
        write_see(p->x, b->see, b->text);
    else
        write_words(p->x, b->text);
    xml_close_full(p->x);
}

static void close_list(struct page *p)
{
    if (p->list != BLOCK_NONE)
        xml_close_full(p->x);
    p->list = BLOCK_NONE;
}

/* Whether B is part of a list, which is opened unless it is open. */
static bool enter_list(struct page *p, const struct block *b)
{
    const struct list_form *form = &list_forms[b->kind];
    bool is_listed = form->element != NULL;
    if (p->list != b->kind)
        close_list(p);
    if (is_listed && p->list == BLOCK_NONE) {
        open_classed(p->x, form->element, form->class);
        p->list = b->kind;
    }
    return is_listed;
}

static void write_section(struct page *p, const struct block *b)
{
    if (p->in_section)
        xml_close_full(p->x);
    p->in_section = true;
    xml_open(p->x, "section");
    xml_open(p->x, "h2");
    xml_attribute(p->x, "id", b->id);
    xml_text(p->x, b->text);
    xml_close_full(p->x);
}

static void write_paragraph(struct page *p, const struct block *b)
{
    xml_open(p->x, "p");
    write_lead(p->x, b->lead);
    write_words(p->x, b->text);
    if (b->see) {
        xml_text(p->x, " See ");
        write_see(p->x, b->see, words_of(p->r, b->see));
    }
    xml_close_full(p->x);
}

static void write_block(struct page *p, const struct block *b)
{
    if (b->kind == BLOCK_NONE)
        return;
    if (enter_list(p, b))
        write_item(p, b);
    else if (b->kind == BLOCK_SECTION)
        write_section(p, b);
    else if (b->kind == BLOCK_HEADING) {
        xml_open(p->x, "h3");
        xml_attribute(p->x, "id", b->id);
        xml_text(p->x, b->text);
        xml_close_full(p->x);
    } else if (b->kind == BLOCK_CALL)
        write_call(p->x, "", b->text);
    else if (b->kind == BLOCK_TABLE)
        write_table(p, b);
    else if (b->kind == BLOCK_CHART)
        write_chart(p, b);
    else
        write_paragraph(p, b);
}

static void write_meta(struct xml *x, const char *name, const char *content)
{
    xml_open(x, "meta");
    xml_attribute(x, "name", name);
    xml_attribute(x, "content", content);
    xml_close(x);
}

static void write_head(struct xml *x, const struct report *r)
{
    struct text style = {0};
    page_add_style(&style);
    x->failed = x->failed || text_failed(&style);
    xml_open(x, "head");
    xml_open(x, "meta");
    xml_attribute(x, "charset", "utf-8");
    xml_close(x);
    write_meta(x, "viewport", "width=device-width,initial-scale=1");
    write_meta(x, "color-scheme", "light dark");
    xml_element(x, "title", r->title);
    xml_open(x, "style");
    xml_raw(x, text_string(&style));
    xml_close_full(x);
    xml_close_full(x);
    text_release(&style);
}

static void write_contents(struct xml *x, const struct report *r)
{
    xml_open(x, "nav");
    xml_attribute(x, "aria-label", "Contents");
    xml_open(x, "ol");
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i].kind == BLOCK_SECTION) {
            xml_open(x, "li");
            write_see(x, r->v[i].id, r->v[i].text);
            xml_close_full(x);
        }
    xml_close_full(x);
    xml_close_full(x);
}

/* A paragraph, where there are words. */
static void write_classed(struct xml *x, const char *class, const char *words)
{
    if (!words)
        return;
    open_classed(x, "p", class);
    xml_text(x, words);
    xml_close_full(x);
}

static void write_top(struct xml *x, const struct report *r)
{
    xml_open(x, "a");
    xml_attribute(x, "class", "skip");
    xml_attribute(x, "href", "#main");
    xml_text(x, "Skip to the report");
    xml_close_full(x);
    xml_open(x, "header");
    xml_element(x, "h1", r->title);
    write_classed(x, "question", r->question);
    write_classed(x, "subtitle", r->subtitle);
    xml_close_full(x);
    write_contents(x, r);
}

static void write_body(struct xml *x, const struct report *r)
{
    struct page page = {.x = x, .r = r};
    xml_open(x, "body");
    write_top(x, r);
    xml_open(x, "main");
    xml_attribute(x, "id", "main");
    for (size_t i = 0; i < r->n; i++)
        write_block(&page, &r->v[i]);
    close_list(&page);
    if (page.in_section)
        xml_close_full(x);
    xml_close_full(x);
    if (r->imprint) {
        xml_open(x, "footer");
        xml_element(x, "p", r->imprint);
        xml_close_full(x);
    }
    xml_close_full(x);
}

static int write_html(const struct view *v, const struct style *style, struct sink *sink,
                      struct diags *ds)
{
    const struct report *r = v->doc->report;
    struct xml x;
    (void)style;
    xml_begin(&x);
    x.progress = v->progress;
    xml_raw(&x, "<!DOCTYPE html>\n");
    xml_open(&x, "html");
    xml_attribute(&x, "xmlns", "http://www.w3.org/1999/xhtml");
    xml_attribute(&x, "lang", r->language);
    write_head(&x, r);
    write_body(&x, r);
    xml_close_full(&x);
    sink_put(sink, xml_end(&x));
    int status = xml_report(&x, ds);
    xml_release(&x);
    return status;
}

const struct writer writer_html = {
    .content = CONTENT_REPORT,
    .name = "html",
    .suffix = "html|htm",
    .summary = "a report as one page (HTML), for screens and for paper",
    .write = write_html,
};
