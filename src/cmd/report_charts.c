/* Every kind of chart that there is. */
#include <stdlib.h>
#include <string.h>

#include "cmd/report.h"

/* The call that draws the chart, or (NUMBERS) that prints what is drawn; NULL: there is none. */
static const char *call_of(struct reporting *r, const struct chart_kind *kind, bool numbers)
{
    struct text call = {0}, more = {0};
    const char *words = numbers ? kind->numbers : "chart";
    if (!words)
        return NULL;
    size_t length = strcspn(words, " ");
    const char *name = arena_copy(&r->report.arena, (struct span){words, length});
    const struct command *command = name ? command_find(name) : NULL;
    text_add_string(&more, words + length);
    if (!numbers)
        text_addf(&more, " %s -o %s.svg", kind->name, kind->name);
    if (command)
        call_add(&call, &r->session, name, numbers ? command->groups : chart_groups(kind),
                 text_string(&more));
    text_release(&more);
    return command ? report_keep(&r->report, &call) : NULL;
}

static int add_chart(struct reporting *r, const struct chart_kind *kind, struct diags *ds)
{
    struct charting *c = &r->charts[r->n_charts++];
    struct document doc = {0};
    int status = charting_make(&r->session, kind, c, &doc, ds);
    if (status == 0) {
        report_add(&r->report, (struct block){.kind = BLOCK_CHART,
                                              .id = report_id(&r->report, "chart", kind->name),
                                              .chart = &c->chart,
                                              .command = call_of(r, kind, false),
                                              .numbers = call_of(r, kind, true)});
        report_notes(r, &doc);
    }
    document_release(&doc);
    return status;
}

int report_charts(struct reporting *r, struct diags *ds)
{
    size_t n = 0;
    while (chart_kind_at(n))
        n++;
    r->charts = calloc(n + 1, sizeof *r->charts);
    if (!r->charts)
        return diags_no_memory(ds);
    for (size_t i = 0; i < n; i++)
        if (add_chart(r, chart_kind_at(i), ds) != 0)
            return -1;
    return 0;
}
