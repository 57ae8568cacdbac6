/* How long new arrangements took to set up, and then to bring a rise: `setup` in words. */
#include <math.h>
#include <stdlib.h>

#include "cmd/report.h"
#include "stat/sample.h"
#include "study/arrangements.h"

/* "from the direction to the first day a median of 15.1 months (1.0 to 45.5; known of 9 of 12);"
 * DAYS are of N of ALL. */
static void add_measure(struct text *t, const char *what, double *days, size_t n, size_t all)
{
    struct sample_range range = sample_range(days, n);
    text_addf(t, " %s ", what);
    if (n == 0) {
        text_add_string(t, "not known of any;");
        return;
    }
    text_add_string(t, n > 1 ? "a median of " : "");
    add_days_in(t, range.median, DAYS_PER_MONTH);
    text_add_string(t, " months (");
    if (n > 1) {
        add_days_in(t, range.least, DAYS_PER_MONTH);
        text_add_string(t, " to ");
        add_days_in(t, range.most, DAYS_PER_MONTH);
        text_add_string(t, "; ");
    }
    text_addf(t, "known of %zu of %zu);", n, all);
}

static const char *const measure_words[SETUP_MEASURES] = {
    [JUDGED_TO_START] = "from the judgement to the first day",
    [DIRECTED_TO_START] = "from the direction to the first day",
    [START_TO_RISE] = "from the first day to the first rise",
};

/* DAYS is room for a number of each setup. */
static void add_model(struct reporting *r, const struct setups *setups, int model, double *days)
{
    struct text lead = {0}, t = {0};
    size_t n = 0;
    for (size_t i = 0; i < setups->n; i++)
        n += setups->v[i].arrangement->model == model;
    if (n == 0)
        return;
    text_addf(&lead, "%s:", r->session.dataset.models.name[model]);
    text_addf(&t, "%zu new arrangement%s;", n, plural(n));
    for (int m = 0; m < SETUP_MEASURES; m++) {
        size_t known = 0;
        for (size_t i = 0; i < setups->n; i++) {
            double value = setup_days(&setups->v[i], (enum setup_measure)m);
            if (setups->v[i].arrangement->model == model && !isnan(value))
                days[known++] = value;
        }
        add_measure(&t, measure_words[m], days, known, n);
    }
    if (t.n > 0)
        t.v[t.n - 1] = '.';
    report_add(&r->report, (struct block){.kind = BLOCK_ITEM,
                                          .lead = report_keep(&r->report, &lead),
                                          .text = report_keep(&r->report, &t)});
}

static void add_words(struct reporting *r, const struct setups *setups, double *days)
{
    const struct model_list *models = &r->session.dataset.models;
    report_addf(&r->report, BLOCK_PARAGRAPH,
                "%zu time%s a council took up a model other than in-house. The months between are "
                "those of the records that give both dates; a rise is the first inspection under "
                "the arrangement that was better than the one before.",
                setups->n, plural(setups->n));
    report_addf(&r->report, BLOCK_PARAGRAPH,
                "The months to a first rise are of the arrangements that had one. Those that ended "
                "or go on without are left out, so that the median is not how long a rise takes; "
                "where few of many had one, it says next to nothing.");
    for (int i = 0; i < models->n; i++)
        add_model(r, setups, model_in_order(models, i), days);
}

static int add_tables(struct reporting *r, struct diags *ds)
{
    const struct command *setup = command_find("setup");
    const struct reporting_table tables[] = {
        {.ask = {.command = setup, .by = true},
         .id = "table-setup-by-model",
         .caption = "Months to set up, and then to the first rise, by delivery model",
         .empty = ""},
        {.ask = {.command = setup,
                 .columns = "council,model,trigger,judged,directed,start,judged_to_start_months,"
                            "directed_to_start_months,first_rise_date,start_to_first_rise_months"},
         .id = "table-setup",
         .caption = "New arrangements, one by one",
         .empty = ""},
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (report_answer(r, &tables[i], ds) != 0)
            return -1;
    return 0;
}

int report_setups(struct reporting *r, struct diags *ds)
{
    struct setups setups = {0};
    int status = setups_find(&r->session.study, &setups);
    double *days = malloc((setups.n + 1) * sizeof *days);
    if (!days)
        status = -1;
    if (status == 0 && setups.n > 0)
        add_words(r, &setups, days);
    else if (status == 0)
        report_addf(&r->report, BLOCK_PARAGRAPH,
                    "The records tell of no new arrangement of a model other than in-house.");
    size_t n = setups.n;
    free(days);
    setups_release(&setups);
    if (status != 0)
        return diags_no_memory(ds);
    return n > 0 ? add_tables(r, ds) : 0;
}
