#include "picture.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

static const xmlChar *as_xml(const char *s)
{
    return (const xmlChar *)s;
}

void program_output(const char *arguments, struct text *t)
{
    char buffer[65536];
    struct text command = {0};
    csv_add_program(&command, arguments);
    FILE *pipe = popen(text_string(&command), "r");
    size_t n;
    assert_non_null(pipe);
    while ((n = fread(buffer, 1, sizeof buffer, pipe)) > 0)
        text_add(t, (struct span){buffer, n});
    int status = pclose(pipe);
    if (status != 0)
        fail_msg("%s: exit %d", arguments, status >> 8);
    text_release(&command);
    assert_false(text_failed(t));
}

struct picture picture_of(const char *arguments)
{
    struct picture p;
    struct text t = {0};
    program_output(arguments, &t);
    p.document = xmlReadMemory(text_string(&t), (int)t.n, arguments, NULL, XML_PARSE_NONET);
    text_release(&t);
    if (!p.document)
        fail_msg("%s: not well-formed", arguments);
    p.context = xmlXPathNewContext(p.document);
    assert_non_null(p.context);
    xmlXPathRegisterNs(p.context, as_xml("svg"), as_xml("http://www.w3.org/2000/svg"));
    xmlXPathRegisterNs(p.context, as_xml("html"), as_xml("http://www.w3.org/1999/xhtml"));
    return p;
}

static xmlXPathObject *evaluate(const struct picture *p, const char *xpath)
{
    xmlXPathObject *found = xmlXPathEvalExpression(as_xml(xpath), p->context);
    if (!found)
        fail_msg("no XPath: %s", xpath);
    return found;
}

size_t picture_count(const struct picture *p, const char *xpath)
{
    xmlXPathObject *found = evaluate(p, xpath);
    size_t n = found->nodesetval ? (size_t)found->nodesetval->nodeNr : 0;
    xmlXPathFreeObject(found);
    return n;
}

size_t picture_countf(const struct picture *p, const char *format, ...)
{
    struct text t = {0};
    va_list args;
    va_start(args, format);
    text_vaddf(&t, format, args);
    va_end(args);
    size_t n = picture_count(p, text_string(&t));
    text_release(&t);
    return n;
}

const char *picture_text(const struct picture *p, const char *xpath, struct text *t)
{
    xmlXPathObject *found = evaluate(p, xpath);
    if (!found->nodesetval || found->nodesetval->nodeNr == 0)
        fail_msg("nothing at %s", xpath);
    xmlChar *content = xmlNodeGetContent(found->nodesetval->nodeTab[0]);
    text_clear(t);
    text_add_string(t, (const char *)content);
    xmlFree(content);
    xmlXPathFreeObject(found);
    return text_string(t);
}

struct picture_texts picture_texts(const struct picture *p, const char *xpath)
{
    xmlXPathObject *found = evaluate(p, xpath);
    struct picture_texts t = {.n = found->nodesetval ? (size_t)found->nodesetval->nodeNr : 0};
    t.v = calloc(t.n + 1, sizeof *t.v);
    assert_non_null(t.v);
    for (size_t i = 0; i < t.n; i++) {
        xmlChar *content = xmlNodeGetContent(found->nodesetval->nodeTab[i]);
        t.v[i] = strdup((const char *)content);
        xmlFree(content);
    }
    xmlXPathFreeObject(found);
    return t;
}

void picture_texts_release(struct picture_texts *t)
{
    for (size_t i = 0; i < t->n; i++)
        free(t->v[i]);
    free(t->v);
    *t = (struct picture_texts){0};
}

double picture_number(const struct picture *p, const char *xpath)
{
    struct text t = {0};
    double x = 0;
    if (!number_parse(span_of(picture_text(p, xpath, &t)), &x))
        fail_msg("no number at %s: %s", xpath, text_string(&t));
    text_release(&t);
    return x;
}

void picture_release(struct picture *p)
{
    xmlXPathFreeContext(p->context);
    xmlFreeDoc(p->document);
}
