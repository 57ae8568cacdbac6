#include "spells.h"

void spells_text(const struct dataset *d, struct text *t)
{
    char a[DATE_TEXT], b[DATE_TEXT], c[DATE_TEXT];
    for (size_t i = 0; i < d->spells.n; i++) {
        const struct spell kept = spell_at(d, i), *s = &kept;
        text_addf(t, "%u %s %s %s..%s %s|%s|%s|%s|%s|%s\n", s->line, d->councils[s->council].name,
                  d->models.name[s->model], date_text(s->start, a), date_text(s->end, b),
                  s->provider ? s->provider : "none", trigger_name[s->trigger],
                  date_text(s->directed, c), scope_name[s->scope], s->source ? s->source : "none",
                  s->note ? s->note : "none");
    }
}

void check_spell_file(const struct example *e)
{
    struct fixture f = {.ds.lists_warnings = true};
    struct text spells = {0}, problems = {0};
    assert_int_equal(fixture_load(&f, &e->scene), 0);
    spells_text(&f.d, &spells);
    problems_text(&f.ds, &problems);
    check_text(&spells, e->spells, e->name);
    check_text(&problems, e->problems, e->name);
    assert_int_equal(f.d.n_left_out, e->left_out);
    text_release(&spells);
    text_release(&problems);
    fixture_release(&f);
}

void check_spell_files(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_spell_file(&v[i]);
}
