#include "offers.h"

#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/utf8.h"
#include "cmd/topic.h"
#include "out/writer.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins_with(struct span word, struct span typed, bool exactly)
{
    bool same = word.length >= typed.length;
    for (size_t i = 0; i < typed.length && same; i++)
        same =
            exactly ? word.text[i] == typed.text[i] : lower(word.text[i]) == lower(typed.text[i]);
    return same;
}

/* Whether S fits on a line of its own, and a terminal shows it as it is. */
static bool is_plain(struct span s)
{
    uint32_t point;
    for (size_t n; s.length > 0; s = (struct span){s.text + n, s.length - n}) {
        n = utf8_next(s, &point);
        if (n == 0 || utf8_is_unprintable(point))
            return false;
    }
    return true;
}

static bool is_offered(const struct completion *c, const char *value)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->v[i].value, value) == 0)
            return true;
    return false;
}

void offer_word(struct asking *a, struct span value, const char *meaning)
{
    struct completion *out = a->out;
    struct text t = {0};
    if (!begins_with(value, a->typed, a->is_option) || !is_plain(a->lead) || !is_plain(value))
        return;
    text_add(&t, a->lead);
    text_add(&t, value);
    struct candidate c = {text_keep(&t, &out->arena),
                          arena_copy(&out->arena, span_of(meaning ? meaning : ""))};
    if (!c.value || !c.meaning || ARRAY_ROOM(out) != 0)
        out->failed = true;
    else if (!is_offered(out, c.value))
        out->v[out->n++] = c;
}

static void offer_string(struct asking *a, const char *value, const char *meaning)
{
    offer_word(a, span_of(value), meaning);
}

/* Takes N bytes of what was typed to what stays. */
static void move_lead(struct asking *a, size_t n)
{
    a->lead.length += n;
    a->typed = (struct span){a->typed.text + n, a->typed.length - n};
}

/* Of a list, leaves the last item; SEPARATORS part them. Returns the others. */
static struct span cut_list(struct asking *a, const char *separators)
{
    struct span list = a->typed;
    size_t n = list.length;
    while (n > 0 && !strchr(separators, list.text[n - 1]))
        n--;
    while (n > 0 && n < list.length && list.text[n] == ' ')
        n++;
    move_lead(a, n);
    return (struct span){list.text, n};
}

/* Whether NAME is an item of LIST, be it with a sign. */
static bool is_listed(struct span list, const char *name)
{
    struct span item;
    while (span_next(&list, ',', &item)) {
        size_t sign = item.length > 0 && (item.text[0] == '+' || item.text[0] == '-');
        if (span_matches((struct span){item.text + sign, item.length - sign}, span_of(name)))
            return true;
    }
    return false;
}

enum { MOST_BYTES = 64 << 20 /* of records that are read while somebody waits */ };

/* Whether the files can be read, and soon: none is a pipe, a terminal or huge. */
static bool are_at_hand(const struct load_request *rq)
{
    const char *const paths[] = {rq->councils.path, rq->ratings.path, rq->models.path,
                                 rq->scale.path};
    off_t bytes = 0;
    struct stat st;
    for (size_t i = 0; i < N_ROWS(paths); i++) {
        if (!paths[i])
            continue;
        if (stat(paths[i], &st) != 0 || !S_ISREG(st.st_mode))
            return false;
        bytes += st.st_size;
    }
    return bytes <= MOST_BYTES;
}

/* Reads what the options of A's session name; false, with nothing read, where that cannot be. */
static bool read_records(struct asking *a)
{
    struct session *s = &a->session;
    struct load_request rq;
    struct diags ds = {0};
    size_t at = operand_kinds[s->command->operand].before;
    bool done = session_parts(s, at, &s->dataset, &rq, &ds) == 0 && are_at_hand(&rq) &&
                load_dataset(&rq, &s->dataset, &ds) == 0 && !s->dataset.is_unusable;
    if (!done) {
        dataset_release(&s->dataset);
        s->dataset = (struct dataset){0};
    }
    a->out->failed = a->out->failed || diags_lack_memory(&ds);
    diags_release(&ds);
    return done;
}

/* The records of the line or, where they cannot be read, the bundled ones; empty without these. */
static const struct dataset *records(struct asking *a)
{
    struct options usual;
    struct diags ds = {0};
    char *none[] = {NULL};
    if (a->has_records)
        return &a->session.dataset;
    a->has_records = true;
    a->session = (struct session){.command = a->command, .options = &a->options};
    if (operand_kinds[a->command->operand].reads_dataset && read_records(a))
        return &a->session.dataset;
    if (options_parse(&usual, 0, none, &ds) == 0) {
        a->session.options = &usual;
        read_records(a);
        a->session.options = &a->options;
    }
    options_release(&usual);
    a->out->failed = a->out->failed || diags_lack_memory(&ds);
    diags_release(&ds);
    return &a->session.dataset;
}

static void offer_choices(struct asking *a, const char *choices)
{
    struct span list = span_of(choices), choice;
    while (span_next(&list, '|', &choice))
        offer_word(a, choice, NULL);
}

static void offer_path(struct asking *a, enum path_kind kind)
{
    if (!is_plain(a->lead))
        return;
    a->out->path = kind;
    a->out->before = arena_copy(&a->out->arena, a->lead);
    a->out->failed = a->out->failed || !a->out->before;
}

static void offer_councils(struct asking *a)
{
    const struct dataset *d = records(a);
    for (size_t i = 0; i < dataset_n_councils(d); i++) {
        const struct council *c = &d->councils[i];
        offer_string(a, c->name, council_more(c)->region);
    }
}

/* In the byte order of their names, each once. */
static void offer_regions(struct asking *a)
{
    const struct dataset *d = records(a);
    const char *last = "", *next = last;
    do {
        last = next;
        for (size_t i = 0; i < dataset_n_councils(d); i++) {
            const char *region = council_more(&d->councils[i])->region;
            if (region && strcmp(region, last) > 0 && (next == last || strcmp(region, next) < 0))
                next = region;
        }
        if (next != last)
            offer_string(a, next, NULL);
    } while (next != last);
}

static void offer_models(struct asking *a)
{
    struct model_list models = model_list_standard();
    for (size_t i = 0; i < a->options.extra_models.n; i++)
        model_list_add(&models, a->options.extra_models.v[i]);
    for (int i = 0; i < models.n; i++)
        offer_string(a, models.name[model_in_order(&models, i)], NULL);
}

static struct scale scale_of(struct asking *a)
{
    struct scale scale = a->options.scale ? records(a)->scale : scale_ofsted();
    return scale.n ? scale : scale_ofsted();
}

/* Grades above the rank FLOOR, the best first. */
static void offer_grades(struct asking *a, int floor)
{
    struct scale scale = scale_of(a);
    for (int r = scale_highest(&scale); r > floor; r = scale_next_below(&scale, r))
        offer_string(a, scale_label(&scale, r), NULL);
}

static void offer_targets(struct asking *a)
{
    struct scale scale = scale_of(a);
    const char *origin = a->options.origin;
    const struct grade_word *word = origin ? scale_find(&scale, span_of(origin)) : NULL;
    offer_string(a, "any", "above the origin's");
    offer_grades(a, word && word->rank != RANK_NONE ? word->rank : scale_lowest(&scale));
}

/* Every grade of the scale is in one state, the best first: the best of those not yet named. */
static void offer_states(struct asking *a)
{
    struct scale scale = scale_of(a);
    struct span list = cut_list(a, ",+"), item, word;
    int next = scale_highest(&scale);
    while (span_next(&list, ',', &item))
        while (span_next(&item, '+', &word))
            if (scale_find(&scale, word) && scale_find(&scale, word)->rank == next)
                next = scale_next_below(&scale, next);
    if (next != RANK_NONE)
        offer_string(a, scale_label(&scale, next), NULL);
}

static void offer_judgements(struct asking *a)
{
    const struct intern *kinds = &records(a)->kinds;
    struct span list = cut_list(a, ",");
    for (size_t i = 0; i < kinds->n; i++)
        if (!is_listed(list, intern_text(kinds, (uint32_t)i)))
            offer_string(a, intern_text(kinds, (uint32_t)i), NULL);
}

static void offer_years(struct asking *a)
{
    const struct dataset *d = records(a);
    char text[DATE_TEXT];
    if (d->judgements.n == 0)
        return;
    int last = date_year(date_of_day(d->latest_day)), first = last;
    for (size_t i = 0; i < d->judgements.n; i++) {
        const struct judgement kept = judgement_at(d, i), *j = &kept;
        struct date date = date_is_known(j->inspected) ? j->inspected : j->published;
        if (date_year(date) < first)
            first = date_year(date);
    }
    for (int year = first; year <= last; year++) {
        date_text(date_of(year, 1, 1), text);
        offer_word(a, (struct span){text, 4}, NULL);
    }
}

static void offer_formats(struct asking *a)
{
    for (size_t i = 0; writer_at(i); i++)
        if (writer_at(i)->content == a->command->content)
            offer_string(a, writer_at(i)->name, writer_at(i)->summary);
}

static void offer_terms(struct asking *a)
{
    struct term term;
    for (size_t i = 0; a->command->term && a->command->term(i, &term); i++)
        offer_string(a, term.name, term.meaning);
}

static void offer_tables(struct asking *a)
{
    for (size_t i = 0; command_at(i); i++)
        if (command_at(i)->n_columns > 0)
            offer_string(a, command_at(i)->name, command_at(i)->summary);
}

static void offer_topics(struct asking *a)
{
    for (size_t i = 0; topic_at(i); i++)
        offer_string(a, topic_at(i)->name, topic_at(i)->summary);
    for (size_t i = 0; command_at(i); i++)
        offer_string(a, command_at(i)->name, command_at(i)->summary);
}

/* The columns that the command has under the options, in their units: a view of no rows. */
static void view_columns(struct asking *a, struct view *view)
{
    const struct command *c = a->command;
    const struct options *o = &a->options;
    struct document doc = {.command = c->name};
    struct scale scale = scale_of(a);
    struct view_request request = {.unit = (enum unit)o->units, .limit = -1, .digits = -1};
    struct diags ds = {0};
    if (columns_of_command(c, command_has_other_form(c, o), &scale, &a->out->arena,
                           &doc.table.columns, &doc.table.n_columns) != 0 ||
        (view_make(view, &doc, &request, &ds) != 0 && ds.fault == FAULT_SYSTEM))
        a->out->failed = true;
    diags_release(&ds);
}

/* Of a list for -c or, if SORTS, for -s: +NAME adds what is not shown, -NAME drops what is. */
static void offer_columns(struct asking *a, bool sorts)
{
    struct view view = {0};
    struct span list = cut_list(a, ",");
    char sign = a->typed.length > 0 ? a->typed.text[0] : '\0';
    bool adds = sign == '+' && !sorts, has_sign = adds || sign == '-';
    if (has_sign)
        move_lead(a, 1);
    view_columns(a, &view);
    for (size_t i = 0; i < view.n_columns; i++) {
        const struct column *c = &view.columns[i];
        bool is_extra = (c->flags & COLUMN_EXTRA) != 0;
        bool fits = !has_sign || sorts || is_extra == adds;
        if (fits && !is_listed(list, c->name))
            offer_string(a, c->name, c->meaning);
    }
    view_release(&view);
}

static void offer_shown_columns(struct asking *a)
{
    offer_columns(a, false);
}

static void offer_sort_columns(struct asking *a)
{
    offer_columns(a, true);
}

/* What the values of a column are, going by its type and name. */
static enum offer values_of(const struct column *c)
{
    static const struct {
        const char *name;
        enum offer values;
    } named[] = {
        {"council", OFFER_COUNCIL},
        {"region", OFFER_REGION},
        {"model", OFFER_MODEL},
    };
    if (c->type == TYPE_GRADE)
        return OFFER_GRADE;
    for (size_t i = 0; i < N_ROWS(named); i++)
        if (strcmp(named[i].name, c->name) == 0)
            return named[i].values;
    return OFFER_NOTHING;
}

static void offer_column_names(struct asking *a, const struct view *view)
{
    struct text t = {0};
    for (size_t i = 0; i < view->n_columns; i++) {
        text_clear(&t);
        text_addf(&t, "%s=", view->columns[i].name);
        offer_word(a, text_span(&t), view->columns[i].meaning);
    }
    a->out->failed = a->out->failed || text_failed(&t);
    text_release(&t);
}

/* COLUMN= or, once the operator is there, the values of the column. */
static void offer_conditions(struct asking *a)
{
    struct view view = {0};
    size_t at = 0, end;
    while (at < a->typed.length && !strchr("!<>=", a->typed.text[at]))
        at++;
    for (end = at; end < a->typed.length && strchr("!<>=", a->typed.text[end]);)
        end++;
    struct span name = {a->typed.text, at};
    enum offer values = OFFER_NOTHING;
    view_columns(a, &view);
    if (end == 0 || end == at)
        offer_column_names(a, &view);
    for (size_t i = 0; i < view.n_columns && end > at; i++)
        if (span_matches(span_of(view.columns[i].name), name))
            values = values_of(&view.columns[i]);
    view_release(&view);
    move_lead(a, end);
    offer_all(a, values);
}

static void offer_files(struct asking *a)
{
    offer_path(a, PATH_FILE);
}

static void offer_output(struct asking *a)
{
    offer_path(a, a->command->writes_folder ? PATH_FOLDER : PATH_FILE);
}

static void offer_any_grade(struct asking *a)
{
    offer_grades(a, RANK_NONE);
}

static void offer_given_choices(struct asking *a)
{
    offer_choices(a, a->choices);
}

static void offer_by(struct asking *a)
{
    offer_choices(a, a->command->by);
}

void offer_all(struct asking *a, enum offer what)
{
    static void (*const offers[OFFER_COUNT])(struct asking * a) = {
        [OFFER_CHOICE] = offer_given_choices,
        [OFFER_FILE] = offer_files,
        [OFFER_OUTPUT] = offer_output,
        [OFFER_DATASET] = offer_files,
        [OFFER_COUNCIL] = offer_councils,
        [OFFER_REGION] = offer_regions,
        [OFFER_MODEL] = offer_models,
        [OFFER_GRADE] = offer_any_grade,
        [OFFER_TARGET] = offer_targets,
        [OFFER_STATES] = offer_states,
        [OFFER_JUDGEMENT] = offer_judgements,
        [OFFER_YEAR] = offer_years,
        [OFFER_BY] = offer_by,
        [OFFER_FORMAT] = offer_formats,
        [OFFER_COLUMNS] = offer_shown_columns,
        [OFFER_SORT] = offer_sort_columns,
        [OFFER_WHERE] = offer_conditions,
        [OFFER_TERM] = offer_terms,
        [OFFER_TABLE] = offer_tables,
        [OFFER_TOPIC] = offer_topics,
    };
    if (offers[what])
        offers[what](a);
}

void asking_release(struct asking *a)
{
    if (a->has_records)
        session_release(&a->session);
    options_release(&a->options);
}
