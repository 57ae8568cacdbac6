#include "out/document.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"

const char *const column_type_name[] = {
    [TYPE_TEXT] = "text", [TYPE_INTEGER] = "integer", [TYPE_NUMBER] = "number",
    [TYPE_DATE] = "date", [TYPE_GRADE] = "grade",
};

struct cell cell_missing(const char *shown)
{
    return (struct cell){.kind = CELL_MISSING, .text = shown};
}

struct cell cell_text(const char *text)
{
    if (!text || !*text)
        return cell_missing(NULL);
    return (struct cell){.kind = CELL_TEXT, .text = text};
}

struct cell cell_integer(int64_t value)
{
    return (struct cell){.kind = CELL_INTEGER, .value.integer = value};
}

struct cell cell_real(double value)
{
    if (!isfinite(value))
        return cell_missing(NULL);
    return (struct cell){.kind = CELL_REAL, .value.real = value};
}

struct cell cell_days(double days)
{
    if (!isfinite(days))
        return cell_missing(NULL);
    return (struct cell){.kind = CELL_DAYS, .value.real = days};
}

struct cell cell_date(struct date date)
{
    if (!date_is_known(date))
        return cell_missing(NULL);
    return (struct cell){.kind = CELL_DATE, .value.date = date};
}

struct cell cell_grade(const char *word, int rank)
{
    if (!word || !*word)
        return cell_missing(NULL);
    return (struct cell){.kind = CELL_GRADE, .text = word, .value.integer = rank};
}

void document_note(struct document *doc, const char *format, ...)
{
    struct text t = {0};
    va_list args;
    va_start(args, format);
    text_vaddf(&t, format, args);
    va_end(args);
    const char *note = text_keep(&t, &doc->arena);
    if (!note || ARRAY_ROOM(&doc->notes) != 0)
        doc->failed = true;
    else
        doc->notes.v[doc->notes.n++] = note;
}

void document_release(struct document *doc)
{
    free(doc->notes.v);
    arena_release(&doc->arena);
    *doc = (struct document){0};
}
