#include "fixture.h"

#include <stdlib.h>
#include <string.h>

static void write_part(struct fixture *f, const char *text, const char *name, struct part *part)
{
    if (!text)
        return;
    assert_true(f->n_files < FIXTURE_FILES);
    struct test_file *file = &f->files[f->n_files++];
    *file = file_with_text(text);
    *part = (struct part){file->path, name};
}

int fixture_load(struct fixture *f, const struct scene *scene)
{
    struct load_request *rq = &f->request;
    write_part(f, scene->councils, "councils.csv", &rq->councils);
    write_part(f, scene->ratings, "ratings.csv", &rq->ratings);
    write_part(f, scene->models, "models.csv", &rq->models);
    write_part(f, scene->scale, "scale.csv", &rq->scale);
    rq->flat = scene->flat;
    rq->placing = scene->placing;
    rq->by_published = scene->basis == BASIS_PUBLISHED;
    rq->has_as_of = scene->as_of != NULL;
    rq->as_of = scene->as_of ? day_of(scene->as_of) : 0;
    return load_dataset(rq, &f->d, &f->ds);
}

/* As src/cmd/choices.c does it. */
static void set_kinds(struct fixture *f, const char *kinds)
{
    struct rules *r = &f->study.rules;
    struct span list = span_of(kinds ? kinds : "overall"), name;
    while (span_next(&list, ',', &name)) {
        uint32_t number;
        bool found = intern_find(&f->d.kinds, name, &number);
        r->kinds[r->n_kinds++] = found ? (int)number : -1;
    }
}

static void set_rules(struct fixture *f, const struct scene *scene)
{
    struct rules *r = &f->study.rules;
    bool dated = f->d.latest_day != DAY_FIRST;
    r->basis = scene->basis;
    r->placing = scene->placing;
    set_kinds(f, scene->kinds);
    r->as_of = scene->as_of ? day_of(scene->as_of) : dated ? f->d.latest_day : 0;
    r->has_records = dated || scene->as_of;
    r->from = scene->from ? day_of(scene->from) : DAY_FIRST;
    r->to = scene->to ? day_of(scene->to) : DAY_LAST;
    r->uncovered = rules_uncovered_model(&f->d, scene->uncovered);
    r->full_scope = scene->full_scope;
    r->lineage = !scene->no_lineage;
    r->origin_rank = scene->origin ? scene->origin : scale_lowest(&f->d.scale);
    r->target_rank = scene->target;
    r->first_only = scene->first_only;
}

void fixture_open(struct fixture *f, const struct scene *scene)
{
    int status = fixture_load(f, scene);
    if (status != 0 || f->ds.n_errors > 0) {
        struct text t = {0};
        problems_text(&f->ds, &t);
        print_error("%s", text_string(&t));
        text_release(&t);
        fail();
    }
    f->study.d = &f->d;
    set_rules(f, scene);
    if (!scene->only)
        return;
    f->chosen = calloc(dataset_n_councils(&f->d), sizeof *f->chosen);
    assert_non_null(f->chosen);
    f->chosen[fixture_council(f, scene->only)] = true;
    f->study.chosen = f->chosen;
}

void fixture_release(struct fixture *f)
{
    study_release(&f->study);
    dataset_release(&f->d);
    diags_release(&f->ds);
    for (size_t i = 0; i < f->n_files; i++)
        file_release(&f->files[i]);
    free(f->chosen);
    *f = (struct fixture){0};
}

uint32_t fixture_council(const struct fixture *f, const char *name)
{
    for (uint32_t i = 0; i < dataset_n_councils(&f->d); i++)
        if (strcmp(f->d.councils[i].name, name) == 0)
            return i;
    fail_msg("no council %s", name);
    return 0;
}

int32_t day_of(const char *iso)
{
    struct date date;
    assert_int_equal(date_parse(span_of(iso), DATE_ISO_ONLY, &date), DATE_OK);
    return date_first_day(date);
}

struct day_text day_text(int32_t day)
{
    struct day_text t = {".."};
    if (day != DAY_FIRST && day != DAY_LAST)
        date_text(date_of_day(day), t.text);
    return t;
}

void problems_text(const struct diags *ds, struct text *t)
{
    for (size_t i = 0; i < ds->n; i++) {
        const struct diag *d = &ds->v[i];
        bool error = d->code[0] == 'E';
        assert_int_equal(d->severity, error ? SEVERITY_ERROR : SEVERITY_WARNING);
        text_addf(t, "%s:%u:%u: %s %s", d->place.file, d->place.line, d->place.column, d->code,
                  d->message);
        if (d->label)
            text_addf(t, " | %s", d->label);
        if (d->hint)
            text_addf(t, " | %s", d->hint);
        text_add_char(t, '\n');
    }
}

void check_text_at(const struct text *t, const char *expected, const char *name, const char *file,
                   int line)
{
    if (strcmp(text_string(t), expected) == 0)
        return;
    print_error("%s: got\n%s\nexpected\n%s\n", name, text_string(t), expected);
    _fail(file, line);
}
