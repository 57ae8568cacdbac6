/* Whether the answer hangs on a choice: `sensitivity`, with what each choice is in plain words. */
#include <string.h>

#include "cmd/report.h"
#include "study/alternatives.h"

/* Of the choices that a reader of the table alone would not understand. */
static const struct {
    const char *choice, *meaning;
} meanings[] = {
    {"date", "An inspection is dated by the first day on site, or by the publication of its "
             "report."},
    {"partial", "A date that is known to the month or year alone is placed in its middle, on its "
                "first day or on its last."},
    {"judgement", "Which judgement of an inspection counts: the first of the list that has a "
                  "grade."},
    {"uncovered", "What to take for the model on days of which the records name none: in-house, "
                  "or unknown."},
    {"scope", "Whether arrangements count that are so loose that one could argue about them "
              "(boundary in the records); full leaves them out."},
    {"lineage", "Whether a council that succeeds an abolished one takes over its open episode, or "
                "(none) starts afresh."},
    {"episodes", "All episodes of a council, or its first alone."},
    {"from", "Only episodes that began on this day or later."},
    {"as-of", "What would have been known on that day."},
    {"attribute", "An episode counts for the model in force at the time, or (origin) wholly for "
                  "the one on the day it began."},
    {"clock", "Time is counted from the judgement, or (model) from the day the model took over."},
    {"landmark", "Only episodes still open so many days after the judgement, by the model on that "
                 "day; time is counted from it."},
    {"target", "The grade that an inspection must give to end an episode."},
};

/* CHOICE in plain words or, where there are none, in those of the option that makes it. */
static const char *meaning_of(const char *choice)
{
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (strcmp(meanings[i].choice, choice) == 0)
            return meanings[i].meaning;
    for (size_t i = 0; i < n_option_rows; i++)
        if (strcmp(option_rows[i].name, choice) == 0)
            return option_rows[i].help;
    return "";
}

/* Those that are made; several of one choice stand together. */
static int add_choices(struct reporting *r, struct diags *ds)
{
    struct session *s = &r->session;
    struct alternatives others = {0};
    const char *last = "";
    if (alternatives_find(&s->dataset, &s->study.rules, &r->estimates.grouping, &s->arena,
                          &others) != 0)
        return diags_no_memory(ds);
    for (size_t i = 0; i < others.n; i++) {
        const char *choice = others.v[i].choice;
        if (others.v[i].left_out || strcmp(choice, last) == 0)
            continue;
        report_add(&r->report,
                   (struct block){.kind = BLOCK_TERM, .lead = choice, .text = meaning_of(choice)});
        last = choice;
    }
    return 0;
}

int report_sensitivity(struct reporting *r, struct diags *ds)
{
    report_addf(
        &r->report, BLOCK_PARAGRAPH,
        "Where the records leave a choice (which date counts, how far back to go, from where "
        "time is counted) another might have been made. Each group of rows takes one other "
        "choice and leaves the rest as it was; the notes say how far the median moves.");
    if (r->estimates.episodes.n > 0 && add_choices(r, ds) != 0)
        return -1;
    return report_answer(
        r,
        &(struct reporting_table){
            .ask = {.command = command_find("sensitivity"), .columns = "-episodes"},
            .id = "table-sensitivity",
            .caption = "Time to improvement under other choices",
            .empty = "There is no episode: no choice makes a difference.",
        },
        ds);
}
