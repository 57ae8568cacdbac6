#include "cmd/cells.h"

#include <string.h>

#include "base/text.h"

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
    return cell_text(spell == NO_SPELL ? NULL : s->dataset.spells[spell].provider);
}

/* The judgement whose number is the member; NULL where there is none. */
static const struct judgement *judgement_at(const struct session *s, const void *row,
                                            const struct column *column)
{
    uint32_t judgement;
    take(row, column, &judgement, sizeof judgement);
    return judgement == NO_JUDGEMENT ? NULL : &s->dataset.judgements[judgement];
}

struct cell get_grade_at(const void *context, const void *row, const struct column *column)
{
    const struct session *s = context;
    const struct judgement *j = judgement_at(s, row, column);
    return j ? cell_grade(judgement_word(&s->dataset, j), judgement_rank(&s->dataset, j))
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
    const struct judgement *j = judgement_at(s, row, column);
    return cell_text(j ? judgement_source(&s->dataset, j) : NULL);
}

struct cell get_framework_at(const void *context, const void *row, const struct column *column)
{
    const struct session *s = context;
    const struct judgement *j = judgement_at(s, row, column);
    return cell_text(j ? intern_text(&s->dataset.frameworks, j->framework) : NULL);
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
    return cell_text(council_of(context, row)->code);
}

struct cell get_region(const void *context, const void *row, const struct column *column)
{
    (void)column;
    return cell_text(council_of(context, row)->region);
}

/* PATTERN with LABEL for its "%s"; as a name, with '_' for what is no letter or digit. */
static const char *fill_in(const char *pattern, const char *label, bool is_name,
                           struct arena *arena)
{
    struct text t = {0};
    const char *cut = strstr(pattern, "%s");
    text_add(&t, (struct span){pattern, (size_t)(cut - pattern)});
    for (const char *p = label; *p; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || (*p & 0x80);
        bool upper = *p >= 'A' && *p <= 'Z';
        text_add_char(&t, is_name && upper ? (char)(*p - 'A' + 'a') : is_name && !plain ? '_' : *p);
    }
    text_add_string(&t, cut + 2);
    return text_keep(&t, arena);
}

static int add_per_grade(const struct column *pattern, const struct scale *scale,
                         struct arena *arena, struct column *to, size_t *n)
{
    for (int rank = scale_highest(scale); rank != RANK_NONE; rank = scale_next_below(scale, rank)) {
        struct column *c = &to[(*n)++];
        *c = *pattern;
        c->which = rank;
        c->name = fill_in(pattern->name, scale_label(scale, rank), true, arena);
        c->meaning = fill_in(pattern->meaning, scale_label(scale, rank), false, arena);
        if (!c->name || !c->meaning)
            return -1;
    }
    return 0;
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
