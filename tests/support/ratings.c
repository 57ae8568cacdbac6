#include "ratings.h"

void check_rating_files(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {.ds.lists_warnings = true};
        struct text problems = {0};
        assert_int_equal(fixture_load(&f, &v[i].scene), 0);
        problems_text(&f.ds, &problems);
        check_text(&problems, v[i].problems, v[i].name);
        if (f.d.judgements.n != v[i].kept || f.d.n_left_out != v[i].left_out)
            fail_msg("%s: %zu kept, %zu left out", v[i].name, f.d.judgements.n, f.d.n_left_out);
        text_release(&problems);
        fixture_release(&f);
    }
}
