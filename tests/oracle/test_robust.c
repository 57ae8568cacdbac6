/* oracle: the robust columns of `curve` against R's survfit() with clusters. */
#include <math.h>
#include <string.h>

#include "oracle.h"

/* R gives one council an error of 0, and limits that are survival itself; we leave them blank. */
static void robust_equals(void **state)
{
    struct csv_table r = oracle_expect(*state, "km_robust.csv");
    struct csv_table ours =
        oracle_run("curve", *state, "-c +robust_std_error,+robust_lower,+robust_upper");
    assert_int_equal(csv_rows(&ours), csv_rows(&r));
    for (size_t k = 0; k < csv_rows(&r); k++) {
        double survival = csv_number(&r, k, "surv");
        bool alone = strcmp(csv_get(&r, k, "councils"), "1") == 0 && survival > 0 && survival < 1;
        size_t i =
            find_row(&ours, "model", csv_get(&r, k, "model"), "time_days", csv_get(&r, k, "time"));
        same_number(&ours, i, "survival", &r, k, "surv", 1e-9);
        if (alone) {
            same_text(&ours, i, "robust_std_error", "");
            same_text(&ours, i, "robust_lower", "");
            same_text(&ours, i, "robust_upper", "");
            continue;
        }
        same_number(&ours, i, "robust_std_error", &r, k, "se_robust", 1e-9);
        same_number(&ours, i, "robust_lower", &r, k, "lower", 1e-9);
        same_number(&ours, i, "robust_upper", &r, k, "upper", 1e-9);
    }
    csv_table_release(&r);
    csv_table_release(&ours);
}

int main(int argc, char **argv)
{
    static const struct oracle_test tests[] = {{"robust", robust_equals}};
    return oracle_run_tests(tests, 1, NULL, 0, argc, argv);
}
