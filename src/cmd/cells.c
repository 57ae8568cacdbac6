#include "cmd/cells.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

/* Copies the member that COLUMN names out of ROW. */
static void take(const void *row, const struct column *column, void *to, size_t size)
{
    memcpy(to, (const char *)row + column->which, size);
}

struct cell get_text_at(const void *context, const void *row, const struct column *column)
{
    const char *text;
    (void)context;
    take(row, column, &text, sizeof text);
    return cell_text(text);
}

struct cell get_date_at(const void *context, const void *row, const struct column *column)
{
    struct date date;
    (void)context;
    take(row, column, &date, sizeof date);
    return cell_date(date);
}

struct cell get_count_at(const void *context, const void *row, const struct column *column)
{
    size_t count;
    (void)context;
    take(row, column, &count, sizeof count);
    return cell_integer((int64_t)count);
}

struct cell get_integer_at(const void *context, const void *row, const struct column *column)
{
    int integer;
    (void)context;
    take(row, column, &integer, sizeof integer);
    return cell_integer(integer);
}

struct cell get_number_at(const void *context, const void *row, const struct column *column)
{
    double number;
    (void)context;
    take(row, column, &number, sizeof number);
    return cell_real(number);
}

struct cell get_days_at(const void *context, const void *row, const struct column *column)
{
    double days;
    (void)context;
    take(row, column, &days, sizeof days);
    return cell_days(days);
}

struct cell get_model_at(const void *context, const void *row, const struct column *column)
{
    const struct session *s = context;
    int model;
    take(row, column, &model, sizeof model);
    return cell_text(model < 0 ? NULL : s->dataset.models.name[model]);
}

struct cell get_provider_at(const void *context, const void *row, const struct column *column)
{
    const struct session *s = context;
    uint32_t spell;
    take(row, column, &spell, sizeof spell);
    return cell_text(spell == NO_SPELL ? NULL : spell_at(&s->dataset, spell).provider);
}

/* The judgement whose number is the member; false where there is none. */
static bool find_judgement(const struct session *s, const void *row, const struct column *column,
                           struct judgement *j)
{
    uint32_t number;
    take(row, column, &number, sizeof number);
    if (number != NO_JUDGEMENT)
        *j = judgement_at(&s->dataset, number);
    return number != NO_JUDGEMENT;
}

struct cell get_grade_at(const void *context, const void *row, const struct column *column)
{
    const struct session *s = context;
    struct judgement j;
    return find_judgement(s, row, column, &j)
               ? cell_grade(judgement_word(&s->dataset, &j), judgement_rank(&s->dataset, &j))
               : cell_missing(NULL);
}

struct cell get_rank_at(const void *context, const void *row, const struct column *column)
{
    const struct session *s = context;
    int rank;
    take(row, column, &rank, sizeof rank);
    return cell_grade(rank == RANK_NONE ? "(all)" : scale_label(&s->dataset.scale, rank), rank);
}

struct cell get_source_at(const void *context, const void *row, const struct column *column)
{
    const struct session *s = context;
    struct judgement j;
    return cell_text(find_judgement(s, row, column, &j) ? judgement_source(&s->dataset, &j) : NULL);
}

struct cell get_framework_at(const void *context, const void *row, const struct column *column)
{
    const struct session *s = context;
    struct judgement j;
    return cell_text(find_judgement(s, row, column, &j)
                         ? intern_text(&s->dataset.frameworks, j.framework)
                         : NULL);
}

static const struct council *council_of(const void *context, const void *row)
{
    const struct session *s = context;
    uint32_t number;
    memcpy(&number, row, sizeof number);
    return &s->dataset.councils[number];
}

struct cell get_council(const void *context, const void *row, const struct column *column)
{
    (void)column;
    return cell_text(council_of(context, row)->name);
}

struct cell get_code(const void *context, const void *row, const struct column *column)
{
    (void)column;
    return cell_text(council_more(council_of(context, row))->code);
}

struct cell get_region(const void *context, const void *row, const struct column *column)
{
    (void)column;
    return cell_text(council_more(council_of(context, row))->region);
}

/* LABEL as part of a column's name: small letters, and '_' for what is no letter or digit. */
static void add_as_name(struct text *t, const char *label)
{
    struct span rest = span_of(label);
    while (rest.length > 0) {
        uint32_t point = 0;
        size_t length = utf8_next(rest, &point);
        char c = rest.text[0];
        bool is_upper = c >= 'A' && c <= 'Z';
        bool is_plain = point > 0x7f ? !utf8_is_unprintable(point)
                                     : (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (is_plain)
            text_add(t, (struct span){rest.text, length});
        else
            text_add_char(t, is_upper ? (char)(c - 'A' + 'a') : '_');
        length = length ? length : 1;
        rest = (struct span){rest.text + length, rest.length - length};
    }
}

/* PATTERN with LABEL for its "%s"; as a name of a column, or as a meaning. */
static void fill_in(const char *pattern, const char *label, bool is_name, struct text *t)
{
    const char *cut = strstr(pattern, "%s");
    text_add(t, (struct span){pattern, (size_t)(cut - pattern)});
    if (is_name)
        add_as_name(t, label);
    else
        text_add_visible(t, span_of(label));
    text_add_string(t, cut + 2);
}

/* A workbook takes no two names that differ in case only. */
static bool has_column(const struct column *columns, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (utf8_is_caseless_same(columns[i].name, name))
            return true;
    return false;
}

static int add_per_grade(const struct column *pattern, const struct scale *scale,
                         struct arena *arena, struct column *to, size_t *n)
{
    for (int rank = scale_highest(scale); rank != RANK_NONE; rank = scale_next_below(scale, rank)) {
        struct column *c = &to[*n];
        struct text name = {0}, meaning = {0};
        *c = *pattern;
        c->which = rank;
        fill_in(pattern->name, scale_label(scale, rank), true, &name);
        fill_in(pattern->meaning, scale_label(scale, rank), false, &meaning);
        while (has_column(to, *n, text_string(&name)) && !text_failed(&name))
            text_addf(&name, "_%d", rank); /* of labels that differ in signs, or case, only */
        c->name = text_keep(&name, arena);
        c->meaning = text_keep(&meaning, arena);
        if (!c->name || !c->meaning)
            return -1;
        ++*n;
    }
    return 0;
}

bool command_has_other_form(const struct command *c, const struct options *o)
{
    return c->by_columns && (c->by ? o->by != NULL : o->complete);
}

int columns_of_command(const struct command *c, bool by, const struct scale *scale,
                       struct arena *arena, const struct column **columns, size_t *n)
{
    const struct column *from = by ? c->by_columns : c->columns;
    size_t n_from = by ? c->n_by_columns : c->n_columns;
    struct column *to = arena_alloc(arena, (n_from * (scale->n + 1) + 1) * sizeof *to);
    *columns = to;
    *n = 0;
    for (size_t i = 0; to && i < n_from; i++) {
        if (!(from[i].flags & COLUMN_PER_GRADE))
            to[(*n)++] = from[i];
        else if (add_per_grade(&from[i], scale, arena, to, n) != 0)
            return -1;
    }
    return to ? 0 : -1;
}
