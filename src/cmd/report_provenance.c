/* Where the numbers come from: files, sources, problems, the options, and how to print them again.
 */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "cmd/cells.h"
#include "cmd/report.h"

enum { MOST_SOURCES = 25 };

/* Records that come from one place. */
struct source_row {
    const char *name;
    size_t judgements, spells;
};

#define ROW source_row

static const struct column source_columns[] = {
    {"source", TYPE_TEXT, NULL, "the web site, or the catalogue, that records name", get_text_at,
     COLUMN_KEY | COLUMN_WRAP, AT(name)},
    {"judgements", TYPE_INTEGER, NULL, "of them, as many", get_count_at, 0, AT(judgements)},
    {"spells", TYPE_INTEGER, NULL, "of delivery models, as many", get_count_at, 0, AT(spells)},
};

struct sources {
    struct intern names;
    struct source_row *v;
    size_t n, cap;
};

/* The site of a web address, what stands before the colon of a reference, or that it is none. */
static struct span place_of(const char *source)
{
    const char *scheme = strstr(source, "://"), *colon = strchr(source, ':');
    if (!*source)
        return span_of("(no source)");
    if (scheme) {
        struct span site = {scheme + 3, strcspn(scheme + 3, "/?# ")};
        bool has_www = site.length > 4 && strncmp(site.text, "www.", 4) == 0;
        return has_www ? (struct span){site.text + 4, site.length - 4} : site;
    }
    if (colon && colon > source && strcspn(source, " ") > (size_t)(colon - source))
        return (struct span){source, (size_t)(colon - source)};
    return span_of("(other words)");
}

static struct source_row *source_at(struct sources *s, struct arena *arena, const char *source)
{
    uint32_t number;
    size_t known = s->names.n;
    if (intern_put(&s->names, arena, place_of(source ? source : ""), &number) != 0 ||
        array_reserve(&s->v, &s->cap, s->names.n, sizeof *s->v) != 0)
        return NULL;
    if (s->names.n > known)
        s->v[number] = (struct source_row){.name = intern_text(&s->names, number)};
    s->n = s->names.n;
    return &s->v[number];
}

static int count_sources(struct sources *s, const struct dataset *d, struct arena *arena)
{
    for (size_t i = 0; i < d->judgements.n; i++) {
        const struct judgement j = judgement_at(d, i);
        struct source_row *row = source_at(s, arena, judgement_source(d, &j));
        if (!row)
            return -1;
        row->judgements++;
    }
    for (size_t i = 0; i < d->spells.n; i++) {
        struct source_row *row = source_at(s, arena, spell_at(d, i).source);
        if (!row)
            return -1;
        row->spells++;
    }
    return 0;
}

static int compare_sources(const void *a, const void *b)
{
    const struct source_row *x = a, *y = b;
    size_t m = x->judgements + x->spells, n = y->judgements + y->spells;
    if (m != n)
        return m > n ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* The most frequent places, and the rest of them in one row. */
static int add_source_table(struct reporting *r, struct sources *s, struct diags *ds)
{
    struct text rest = {0};
    size_t n = s->n < MOST_SOURCES ? s->n : MOST_SOURCES;
    struct source_row *rows = arena_alloc(&r->session.arena, (n + 1) * sizeof *rows);
    if (!rows)
        return diags_no_memory(ds);
    qsort(s->v, s->n, sizeof *s->v, compare_sources);
    for (size_t i = 0; i < s->n; i++) {
        rows[i < n ? i : n].name = s->v[i].name;
        rows[i < n ? i : n].judgements += s->v[i].judgements;
        rows[i < n ? i : n].spells += s->v[i].spells;
    }
    text_addf(&rest, "(%zu others)", s->n - n);
    rows[n].name = report_keep(&r->report, &rest);
    const struct table table = {.columns = source_columns,
                                .n_columns = N_ROWS(source_columns),
                                .rows = rows,
                                .n_rows = n + (s->n > n),
                                .row_size = sizeof *rows};
    return report_own_table(r, "sources", "table-sources", "Where the records come from", &table,
                            ds);
}

static int add_sources(struct reporting *r, struct diags *ds)
{
    struct sources s = {0};
    int status = count_sources(&s, &r->session.dataset, &r->session.arena);
    status = status != 0 ? diags_no_memory(ds) : s.n > 0 ? add_source_table(r, &s, ds) : 0;
    intern_release(&s.names);
    free(s.v);
    return status;
}

static void add_file(struct reporting *r, const char *name, size_t n, const char *what)
{
    struct text t = {0};
    char number[NUMBER_TEXT];
    if (!name)
        return;
    text_addf(&t, "%s %s%s", number_grouped(n, number), what, plural(n));
    report_add(
        &r->report,
        (struct block){.kind = BLOCK_TERM, .lead = name, .text = report_keep(&r->report, &t)});
}

static void add_files(struct reporting *r)
{
    const struct dataset *d = &r->session.dataset;
    size_t with_source = 0;
    char number[NUMBER_TEXT], all[NUMBER_TEXT];
    add_file(r, d->councils_file, dataset_n_councils(d), "council");
    add_file(r, d->ratings_file, d->judgements.n, "judgement");
    add_file(r, d->models_file, d->spells.n, "spell");
    for (size_t i = 0; i < d->judgements.n; i++) {
        const struct judgement j = judgement_at(d, i);
        with_source += *judgement_source(d, &j) != '\0';
    }
    report_addf(
        &r->report, BLOCK_PARAGRAPH,
        "%s of %s judgements name the report or the page that they come from; the tables of "
        "events name it with each record.",
        number_grouped(with_source, number), number_grouped(d->judgements.n, all));
}

struct problem_row {
    const char *code, *severity, *meaning;
    size_t n;
};

#undef ROW
#define ROW problem_row

static const struct column problem_columns[] = {
    {"code", TYPE_TEXT, NULL, "kind of problem, as in the manual", get_text_at, COLUMN_KEY,
     AT(code)},
    {"severity", TYPE_TEXT, NULL,
     "error: the record was left out (--keep-going); warning: it was taken as it is", get_text_at,
     0, AT(severity)},
    {"meaning", TYPE_TEXT, NULL, "what it says", get_text_at, COLUMN_WRAP, AT(meaning)},
    {"records", TYPE_INTEGER, NULL, "how often", get_count_at, 0, AT(n)},
};

static const struct {
    const char *code, *meaning;
} meanings[] = {
    {"E-EMPTY", "a required field is empty"},
    {"E-DATE", "a date is none, or does not exist"},
    {"E-GRADE", "a grade is not known"},
    {"E-MODEL", "a delivery model is not known"},
    {"E-TRIGGER", "a trigger is not known"},
    {"E-SCOPE", "a scope is not known"},
    {"E-ORDER", "a date is before one that it must follow"},
    {"E-DUPLICATE", "a record stands twice, and the two contradict each other"},
    {"E-COUNCIL", "a council is not in the list of councils"},
    {"E-LIFE", "a judgement is more than 60 days after its council closed"},
    {"E-RAGGED", "a record has more or fewer fields than the header"},
    {"E-QUOTE", "a quote is open, or stands where none may"},
    {"E-ENCODING", "text is not UTF-8"},
    {"E-SIZE", "a field or a record is too long"},
    {"W-EARLY", "a judgement is before its council opened"},
    {"W-OVERLAP", "a spell starts before the one before it ends; the later start counts"},
    {"W-GAP", "no spell covers the days between two"},
    {"W-FUTURE", "a record is after the as-of date"},
    {"W-LATE", "a report was published more than a year after the inspection"},
    {"W-PRECISION", "a date has no day; it is placed as the notes say"},
    {"W-BLANK", "a line has nothing but commas"},
    {"W-DUPLICATE", "a judgement stands twice with the same grade"},
};

static const char *problem_meaning(const char *code)
{
    for (size_t i = 0; i < N_ROWS(meanings); i++)
        if (strcmp(meanings[i].code, code) == 0)
            return meanings[i].meaning;
    return "see the manual";
}

static int add_problems(struct reporting *r, struct diags *ds)
{
    const struct diags *p = r->problems;
    struct problem_row *rows = arena_alloc(&r->session.arena, (p->n_counts + 1) * sizeof *rows);
    size_t n = 0;
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < p->n_counts; i++) {
        bool is_error = p->counts[i].severity == SEVERITY_ERROR;
        if (strcmp(p->counts[i].code, "W-COLUMN") == 0)
            continue;
        rows[n] = (struct problem_row){.code = p->counts[i].code,
                                       .severity = is_error ? "error" : "warning",
                                       .meaning = problem_meaning(p->counts[i].code),
                                       .n = p->counts[i].n};
        n++;
    }
    if (n == 0) {
        report_addf(&r->report, BLOCK_PARAGRAPH,
                    "A check of the records found nothing to remark on.");
        return 0;
    }
    const struct table table = {.columns = problem_columns,
                                .n_columns = N_ROWS(problem_columns),
                                .rows = rows,
                                .n_rows = n,
                                .row_size = sizeof *rows};
    return report_own_table(r, "problems", "table-problems",
                            "What a check of the records remarks on", &table, ds);
}

/* What shaped all of it, and that every table can be had again. */
static void add_calls(struct reporting *r)
{
    struct text t = {0};
    call_add(&t, &r->session, "report", r->session.command->groups, " -o report.html");
    report_add(&r->report, (struct block){.kind = BLOCK_PARAGRAPH,
                                          .text = "Beneath each table and chart stands the call "
                                                  "that prints it from the same data; -f csv adds "
                                                  "the numbers unrounded. The whole report is made "
                                                  "by:"});
    report_add(&r->report, (struct block){.kind = BLOCK_CALL, .text = report_keep(&r->report, &t)});
}

int report_provenance(struct reporting *r, struct diags *ds)
{
    add_files(r);
    if (add_sources(r, ds) != 0 || add_problems(r, ds) != 0)
        return -1;
    add_calls(r);
    return 0;
}
