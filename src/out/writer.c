#include "out/writer.h"

#include <string.h>
#include <strings.h>

#define WRITER(id) extern const struct writer writer_##id;
#include "out/writers.def"
#undef WRITER

static const struct writer *const writers[] = {
#define WRITER(id) &writer_##id,
#include "out/writers.def"
#undef WRITER
    NULL,
};

const struct writer *writer_at(size_t i)
{
    return writers[i];
}

const struct writer *writer_find(enum content content, const char *name)
{
    for (size_t i = 0; writers[i]; i++)
        if (writers[i]->content == content && strcmp(writers[i]->name, name) == 0)
            return writers[i];
    return NULL;
}

static bool has_suffix(const struct writer *w, const char *suffix)
{
    struct span list = span_of(w->suffix), one;
    while (span_next(&list, '|', &one))
        if (one.length == strlen(suffix) && strncasecmp(one.text, suffix, one.length) == 0)
            return true;
    return false;
}

const struct writer *writer_for_file(enum content content, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    for (size_t i = 0; dot && writers[i]; i++)
        if (writers[i]->content == content && has_suffix(writers[i], dot + 1))
            return writers[i];
    return NULL;
}

void writer_add_heading(const struct column *column, struct text *text)
{
    size_t length = strlen(column->name), unit = column->unit ? strlen(column->unit) : 0;
    bool ends = unit > 0 && length > unit + 1 &&
                strcmp(column->name + length - unit, column->unit) == 0 &&
                column->name[length - unit - 1] == '_';
    size_t shown = ends ? length - unit - 1 : length;
    for (size_t i = 0; i < shown; i++)
        text_add_char(text, column->name[i] == '_' ? ' ' : column->name[i]);
    if (ends)
        text_addf(text, " (%s)", column->unit);
}

bool writer_is_right(const struct column *column)
{
    return column->type == TYPE_INTEGER || column->type == TYPE_NUMBER;
}
