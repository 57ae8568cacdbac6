/* The call of the program that has a given answer. */
#include <string.h>

#include "base/number.h"
#include "cmd/enquiry.h"

struct span path_last(const char *path)
{
    struct span s = span_of(path);
    while (s.length > 1 && s.text[s.length - 1] == '/')
        s.length--;
    for (size_t i = s.length; i-- > 0;)
        if (s.text[i] == '/' && i + 1 < s.length)
            return (struct span){s.text + i + 1, s.length - i - 1};
    return s;
}

/* WORD as a shell takes it for one. */
static void add_word(struct text *t, struct span word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_./:,=+-%@";
    bool is_plain = word.length > 0;
    for (size_t i = 0; i < word.length; i++)
        is_plain = is_plain && strchr(plain, word.text[i]);
    text_add_string(t, is_plain ? " " : " '");
    for (size_t i = 0; i < word.length; i++)
        if (word.text[i] == '\'')
            text_add_string(t, "'\\''");
        else
            text_add_char(t, word.text[i]);
    text_add_string(t, is_plain ? "" : "'");
}

static void add_choice(struct text *t, const struct option_row *row, int chosen)
{
    struct span list = span_of(row->choices), choice;
    for (int i = 0; span_next(&list, '|', &choice); i++)
        if (i == chosen)
            add_word(t, choice);
}

static void add_date(struct text *t, const void *member)
{
    struct date date;
    char text[DATE_TEXT];
    memcpy(&date, member, sizeof date);
    add_word(t, span_of(date_text(date, text)));
}

static void add_text(struct text *t, const struct option_row *row, const char *value)
{
    bool is_file = strcmp(row->argument, "FILE") == 0;
    add_word(t, is_file ? path_last(value) : span_of(value));
}

/* The option as it was given, behind its name. */
static void add_value(struct text *t, const struct option_row *row, const void *member)
{
    char number[NUMBER_TEXT];
    int choice;
    int64_t integer;
    double real;
    const char *string;
    switch (row->kind) {
    case OPTION_TEXT:
        memcpy(&string, member, sizeof string);
        add_text(t, row, string);
        break;
    case OPTION_CHOICE:
        memcpy(&choice, member, sizeof choice);
        add_choice(t, row, choice);
        break;
    case OPTION_DATE:
    case OPTION_DAY:
        add_date(t, member);
        break;
    case OPTION_INTEGER:
    case OPTION_DIGITS:
        memcpy(&integer, member, sizeof integer);
        text_addf(t, " %lld", (long long)integer);
        break;
    case OPTION_REAL:
        memcpy(&real, member, sizeof real);
        text_addf(t, " %s", number_text(real, number));
        break;
    case OPTION_FLAG:
    case OPTION_LIST:
        break;
    }
}

static void add_option(struct text *t, const struct options *o, const struct option_row *row)
{
    const void *member = (const char *)o + row->offset;
    const struct list *list = member;
    for (size_t i = 0; row->kind == OPTION_LIST && i < list->n; i++) {
        text_addf(t, " --%s", row->name);
        add_word(t, span_of(list->v[i]));
    }
    if (row->kind == OPTION_LIST)
        return;
    text_addf(t, " --%s", row->name);
    add_value(t, row, member);
}

/* The data, where they are not the bundled ones. */
static void add_dataset(struct text *t, const struct session *s)
{
    const struct list *operands = &s->options->operands;
    size_t at = operand_kinds[s->command->operand].before;
    if (operands->n > at)
        add_word(t, path_last(operands->v[at]));
}

void call_add(struct text *t, const struct session *s, const char *name, unsigned groups,
              const char *more)
{
    const unsigned silent = GROUP_WRITE | GROUP_LINES | GROUP_OUTPUT | GROUP_MESSAGES | GROUP_ANY;
    text_addf(t, "turnaround %s%s", name, more);
    for (size_t i = 0; i < n_option_rows; i++)
        if ((s->options->given >> i & 1) && (option_rows[i].group & groups & ~silent))
            add_option(t, s->options, &option_rows[i]);
    add_dataset(t, s);
}

void enquiry_add_call(struct text *t, const struct session *s, const struct enquiry_request *rq,
                      const char *first)
{
    struct text more = {0};
    if (first)
        add_word(&more, span_of(first));
    if (rq->by)
        text_addf(&more, " --by %s", rq->command->by);
    if (rq->columns)
        text_addf(&more, " -c %s", rq->columns);
    call_add(t, s, rq->command->name, rq->command->groups, text_string(&more));
    text_inherit(t, &more);
    text_release(&more);
}
