#include "histories.h"

void check_histories(const struct example *v, size_t n,
                     void (*add)(struct text *, const struct fixture *, const struct history *))
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct history h = {0};
        struct text t = {0};
        fixture_open(&f, &v[i].scene);
        assert_int_equal(history_build(&h, &f.d, &f.study.rules, fixture_council(&f, "A")), 0);
        add(&t, &f, &h);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        history_release(&h);
        fixture_release(&f);
    }
}
