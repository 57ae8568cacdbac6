#include "imports.h"

#include "fixture.h"

const char import_councils[] =
    "council,code,urn,opened,closed,aliases\n"
    "Camden,E09000007,80491,,,\n"
    "Dorset,E06000059,2532283,2019-04-01,,\n"
    "Dorset County,E10000009,,,2019-04-01,\n"
    "Windsor and Maidenhead,E06000040,80546,,,RBWM\n"
    "Kingston upon Hull,E06000010,80477,,,Hull\n"
    "\"Bournemouth, Christchurch and Poole\",E06000058,80434,2019-04-01,,BCP\n";

static struct part write_part(struct imported *im, const char *text, const char *name)
{
    if (!text)
        return (struct part){0};
    struct test_file *file = &im->files[im->n_files++];
    *file = file_with_text(text);
    return (struct part){file->path, name};
}

void imported_read(struct imported *im, const struct import_scene *scene)
{
    static const char *const names[IMPORT_FILES] = {"a.csv", "b.csv", "c.csv"};
    struct part files[IMPORT_FILES];
    struct import_request rq = {.format = scene->format ? scene->format : "auto",
                                .files = files,
                                .maps = scene->maps,
                                .has_order = scene->has_order};
    const char *councils = scene->councils ? scene->councils : import_councils;
    rq.load.order = scene->order;
    rq.load.councils = write_part(im, councils, "councils.csv");
    rq.load.scale = write_part(im, scene->scale, "scale.csv");
    for (size_t i = 0; i < IMPORT_FILES && scene->files[i]; i++)
        files[rq.n_files++] = write_part(im, scene->files[i], names[i]);
    while (rq.n_maps < IMPORT_MAPS && scene->maps[rq.n_maps].judgement)
        rq.n_maps++;
    im->ds.lists_warnings = true;
    im->status = load_import(&rq, &im->d, &im->log, &im->ds);
}

void imported_log(const struct imported *im, struct text *t)
{
    static const char *const action[] = {
        [IMPORT_TOOK] = "took", [IMPORT_NO_GRADE] = "no grade", [IMPORT_CHANGED] = "changed"};
    char date[DATE_TEXT];
    for (size_t i = 0; i < im->log.n; i++) {
        const struct import_event *e = &im->log.v[i];
        text_addf(t, "%s:%u:%u %s %s %s", e->file, e->line, e->column, action[e->action],
                  e->council, date_text(e->date, date));
        text_addf(t, " %s%s%s > %s", e->field ? e->field : "", e->field ? ": " : "", e->found,
                  e->kept);
        if (e->n_kept != e->n_taken || e->n_contradicted)
            text_addf(t, " (of %zu %zu kept, %zu contradicted)", e->n_taken, e->n_kept,
                      e->n_contradicted);
        text_add_char(t, '\n');
    }
}

void imported_judgements(const struct imported *im, struct text *t)
{
    static const char *const names[IMPORT_FILES] = {"a.csv", "b.csv", "c.csv"};
    const struct dataset *d = &im->d;
    char a[DATE_TEXT], b[DATE_TEXT], c[DATE_TEXT];
    for (size_t i = 0; i < dataset_n_councils(d); i++)
        for (uint32_t k = 0; k < d->councils[i].n_judgements; k++) {
            const struct judgement kept = judgement_at(d, d->councils[i].judgements + k),
                                   *j = &kept;
            assert_int_equal(j->council, i);
            text_addf(t, "%s:%u %s %s|%s|%s '%s' %s %s=%d %s\n", names[j->file], j->line,
                      d->councils[i].name, date_text(j->inspected, a), date_text(j->published, b),
                      date_text(j->ended, c), intern_text(&d->frameworks, j->framework),
                      intern_text(&d->kinds, j->kind), judgement_word(d, j), judgement_rank(d, j),
                      judgement_source(d, j));
        }
}

void imported_release(struct imported *im)
{
    import_log_release(&im->log);
    dataset_release(&im->d);
    diags_release(&im->ds);
    for (size_t i = 0; i < im->n_files; i++)
        file_release(&im->files[i]);
    *im = (struct imported){0};
}

static void check_import(const struct import_example *e)
{
    struct imported im = {0};
    struct text log = {0}, judgements = {0}, problems = {0};
    imported_read(&im, &e->scene);
    if (im.status != 0)
        fail_msg("%s: %s", e->name, im.ds.fault_message);
    imported_log(&im, &log);
    imported_judgements(&im, &judgements);
    problems_text(&im.ds, &problems);
    if (e->problems)
        check_text(&problems, e->problems, e->name);
    if (e->log)
        check_text(&log, e->log, e->name);
    if (e->judgements)
        check_text(&judgements, e->judgements, e->name);
    text_release(&log);
    text_release(&judgements);
    text_release(&problems);
    imported_release(&im);
}

void check_imports(const struct import_example *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_import(&v[i]);
}
