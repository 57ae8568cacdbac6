#include "out/xml.h"

#include <dlfcn.h>
#include <errno.h>
#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/number.h"

/* libxml2 is loaded when a document is begun: to load it, with all that it needs, takes longer than
 * most tables do. Its functions are looked for among those of all libraries, so that one that is
 * loaded before can stand in their way, as in any program. */
static const char library_name[] = "libxml2.so.2";

#define EACH_FUNCTION(F)                                                                           \
    F(xmlBufferContent)                                                                            \
    F(xmlBufferCreate)                                                                             \
    F(xmlBufferFree)                                                                               \
    F(xmlBufferLength)                                                                             \
    F(xmlFreeTextWriter)                                                                           \
    F(xmlNewTextWriterMemory)                                                                      \
    F(xmlResetLastError)                                                                           \
    F(xmlSetGenericErrorFunc)                                                                      \
    F(xmlSetStructuredErrorFunc)                                                                   \
    F(xmlTextWriterEndDocument)                                                                    \
    F(xmlTextWriterEndElement)                                                                     \
    F(xmlTextWriterFullEndElement)                                                                 \
    F(xmlTextWriterSetIndent)                                                                      \
    F(xmlTextWriterSetIndentString)                                                                \
    F(xmlTextWriterStartElement)                                                                   \
    F(xmlTextWriterWriteAttribute)                                                                 \
    F(xmlTextWriterWriteRaw)                                                                       \
    F(xmlTextWriterWriteString)

struct xml_library {
#define MEMBER(name) __typeof__(&(name)) name;
    EACH_FUNCTION(MEMBER)
#undef MEMBER
};

/* Whether the function NAME is there: into FUNCTION, which points to a pointer to such. */
static bool find(const char *name, void *function)
{
    void *found = dlsym(RTLD_DEFAULT, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

/* Sets X's library, or what stands in the way, but where that is memory, as far as the dynamic
 * linker tells. Once loaded, it stays. */
static void load(struct xml *x)
{
    struct xml_library *l = malloc(sizeof *l);
    x->library = l;
    if (!l)
        return;
    errno = 0;
#define FIND(name) &&find(#name, &l->name)
    if (dlopen(library_name, RTLD_NOW | RTLD_GLOBAL) EACH_FUNCTION(FIND))
        return;
#undef FIND
    const char *why = dlerror();
    if (errno != ENOMEM)
        x->problem = why ? why : library_name;
    free(l);
    x->library = NULL;
}

static const xmlChar *as_xml(const char *s)
{
    return (const xmlChar *)s;
}

/* libxml2 does not always tell the caller that it had no memory, but here; it prints nothing so. */
static void note_error(void *context, xmlError *error)
{
    struct xml *x = context;
    (void)error;
    x->failed = true;
}

__attribute__((format(printf, 2, 3))) static void note_message(void *context, const char *format,
                                                               ...)
{
    struct xml *x = context;
    (void)format;
    x->failed = true;
}

void xml_begin(struct xml *x)
{
    *x = (struct xml){0};
    load(x);
    x->failed = !x->library;
    if (x->failed)
        return;
    x->library->xmlSetStructuredErrorFunc(x, note_error);
    x->library->xmlSetGenericErrorFunc(x, note_message);
    x->buffer = x->library->xmlBufferCreate();
    if (x->buffer)
        x->writer = x->library->xmlNewTextWriterMemory(x->buffer, 0);
    if (!x->writer) {
        x->failed = true;
        return;
    }
    /* a line to each element, not indented: small files that can be compared line by line */
    if (x->library->xmlTextWriterSetIndent(x->writer, 1) < 0 ||
        x->library->xmlTextWriterSetIndentString(x->writer, as_xml("")) < 0)
        x->failed = true;
}

/* Remembers whether a call of libxml2's went wrong. */
static void note(struct xml *x, int result)
{
    x->failed = x->failed || result < 0;
}

void xml_open(struct xml *x, const char *element)
{
    if (!x->failed)
        note(x, x->library->xmlTextWriterStartElement(x->writer, as_xml(element)));
    progress_at(x->progress, ++x->n_elements);
}

/* Writes TEXT as it may stand in a document: as attribute NAME or, where that is NULL, as text. */
static void write_visible(struct xml *x, const char *name, const char *text)
{
    struct text t = {0};
    text_add_visible(&t, span_of(text));
    x->failed = x->failed || text_failed(&t);
    if (!x->failed && name)
        note(x, x->library->xmlTextWriterWriteAttribute(x->writer, as_xml(name),
                                                        as_xml(text_string(&t))));
    else if (!x->failed)
        note(x, x->library->xmlTextWriterWriteString(x->writer, as_xml(text_string(&t))));
    text_release(&t);
}

void xml_attribute(struct xml *x, const char *name, const char *value)
{
    write_visible(x, name, value);
}

void xml_attributef(struct xml *x, const char *name, const char *format, ...)
{
    struct text t = {0};
    va_list args;
    va_start(args, format);
    text_vaddf(&t, format, args);
    va_end(args);
    x->failed = x->failed || text_failed(&t);
    write_visible(x, name, text_string(&t));
    text_release(&t);
}

void xml_add_number(struct text *t, double value)
{
    char number[NUMBER_TEXT];
    number_fixed(value, 2, number);
    size_t n = strlen(number);
    while (number[n - 1] == '0')
        n--;
    text_add(t, (struct span){number, number[n - 1] == '.' ? n - 1 : n});
}

void xml_number(struct xml *x, const char *name, double value)
{
    struct text t = {0};
    xml_add_number(&t, value);
    x->failed = x->failed || text_failed(&t);
    write_visible(x, name, text_string(&t));
    text_release(&t);
}

void xml_text(struct xml *x, const char *text)
{
    write_visible(x, NULL, text);
}

void xml_raw(struct xml *x, const char *text)
{
    if (!x->failed)
        note(x, x->library->xmlTextWriterWriteRaw(x->writer, as_xml(text)));
}

void xml_close(struct xml *x)
{
    if (!x->failed)
        note(x, x->library->xmlTextWriterEndElement(x->writer));
}

void xml_close_full(struct xml *x)
{
    if (!x->failed)
        note(x, x->library->xmlTextWriterFullEndElement(x->writer));
}

void xml_element(struct xml *x, const char *element, const char *text)
{
    xml_open(x, element);
    xml_text(x, text);
    xml_close_full(x);
}

struct span xml_end(struct xml *x)
{
    if (x->writer) {
        note(x, x->library->xmlTextWriterEndDocument(x->writer));
        x->library->xmlFreeTextWriter(x->writer);
        x->writer = NULL;
    }
    if (x->failed)
        return (struct span){"", 0};
    return (struct span){(const char *)x->library->xmlBufferContent(x->buffer),
                         (size_t)x->library->xmlBufferLength(x->buffer)};
}

bool xml_failed(const struct xml *x)
{
    return x->failed;
}

int xml_report(const struct xml *x, struct diags *ds)
{
    if (x->problem)
        return diags_fault(ds, FAULT_SYSTEM, "cannot load %s", x->problem);
    return x->failed ? diags_no_memory(ds) : 0;
}

static void clear_errors(const struct xml *x)
{
    x->library->xmlResetLastError(); /* which holds its message */
    x->library->xmlSetStructuredErrorFunc(NULL, NULL);
    x->library->xmlSetGenericErrorFunc(NULL, NULL);
}

void xml_release(struct xml *x)
{
    if (x->writer)
        x->library->xmlFreeTextWriter(x->writer);
    if (x->buffer)
        x->library->xmlBufferFree(x->buffer);
    if (x->library)
        clear_errors(x);
    free(x->library);
    *x = (struct xml){0};
}
