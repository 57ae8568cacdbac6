/* Every kind of chart that there is. */
#include <stdlib.h>
#include <string.h>

#include "cmd/report.h"

enum {
    PAGE = 1100,    /* pixels: what is higher comes last ... */
    LONGEST = 25000 /* ... or is left out */
};

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
    r->report.failed = r->report.failed || !name || text_failed(&more);
    text_release(&more);
    return command ? report_keep(&r->report, &call) : NULL;
}

/* How high it is, in pixels. */
static double height_of(const struct chart *c)
{
    enum { WIDTH = 730 };
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): each chart has been made */
    return c->empty ? 0 : c->form->height(c->content, WIDTH);
}

static int add_chart(struct reporting *r, const struct charting *c, const struct document *doc)
{
    if (height_of(&c->chart) > LONGEST) {
        const char *call = call_of(r, c->kind, false);
        report_addf(&r->report, BLOCK_PARAGRAPH,
                    "%s: so many councils are not drawn here; choose some with -C or -R.",
                    c->chart.title);
        report_add(&r->report, (struct block){.kind = BLOCK_CALL, .text = call});
        return 0;
    }
    report_add(&r->report, (struct block){.kind = BLOCK_CHART,
                                          .id = report_id(&r->report, "chart", c->kind->name),
                                          .chart = &c->chart,
                                          .command = call_of(r, c->kind, false),
                                          .numbers = call_of(r, c->kind, true)});
    report_notes(r, doc);
    return doc->failed ? -1 : 0;
}

static int make_charts(struct reporting *r, struct document *docs, size_t n, struct diags *ds)
{
    for (size_t i = 0; i < n; i++)
        if (charting_make(&r->session, chart_kind_at(i), &r->charts[r->n_charts++], &docs[i], ds) !=
            0)
            return -1;
    return 0;
}

/* Those that fit a page, then the others. */
static int add_charts(struct reporting *r, const struct document *docs, struct diags *ds)
{
    for (int tall = 0; tall < 2; tall++)
        for (size_t i = 0; i < r->n_charts; i++) {
            bool is_tall = height_of(&r->charts[i].chart) > PAGE;
            if (is_tall == tall && add_chart(r, &r->charts[i], &docs[i]) != 0)
                return diags_no_memory(ds);
        }
    return 0;
}

int report_charts(struct reporting *r, struct diags *ds)
{
    size_t n = 0;
    while (chart_kind_at(n))
        n++;
    r->charts = calloc(n + 1, sizeof *r->charts);
    struct document *docs = calloc(n + 1, sizeof *docs);
    int status = r->charts && docs ? make_charts(r, docs, n, ds) : diags_no_memory(ds);
    if (status == 0)
        status = add_charts(r, docs, ds);
    for (size_t i = 0; docs && i < n; i++)
        document_release(&docs[i]);
    free(docs);
    return status;
}
