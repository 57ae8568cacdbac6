#include "foreign.h"

#include <string.h>

#include "base/utf8.h"
#include "load/import.h"
#include "records.h"

static const char councils[] =
    "council,code,urn,opened,closed,aliases,predecessors\n"
    "Camden,E09000007,80491,,,,\n"
    "Dorset,E06000059,2532283,2019-04-01,,,Dorset County\n"
    "Dorset County,E10000009,,,2019-04-01,,\n"
    "Leeds,E08000035,383,,,,\n"
    "Windsor and Maidenhead,E06000040,80546,,,RBWM,\n"
    "Kingston upon Hull,E06000010,80477,,,Hull,\n"
    "\"Bournemouth, Christchurch and Poole\",E06000058,80434,2019-04-01,,BCP;Hull,\n";

enum { COUNCILS, FIRST, SECOND, FILES };

static const struct import_map maps[] = {{"overall", "overall"}, {"leaders", "leadership"}};

static void check_event(const struct import_event *e, const struct fuzz_source *sources)
{
    const struct fuzz_source *source = &sources[FIRST + e->file_number];
    HOLDS(e->file == source->name);
    HOLDS(e->line >= 1 && e->line <= fuzz_lines(source->content) && e->column >= 1);
    HOLDS(e->record >= 1 && e->record <= e->line);
    HOLDS(e->council && e->found && e->kept);
    HOLDS(utf8_valid_prefix(span_of(e->found)) == strlen(e->found));
    HOLDS(utf8_valid_prefix(span_of(e->kept)) == strlen(e->kept));
    HOLDS(e->n_kept + e->n_contradicted <= e->n_taken);
    HOLDS(e->action == IMPORT_TOOK || e->action == IMPORT_CHANGED || e->n_taken >= e->n_kept);
}

/* Every judgement is told of once. */
static void check_log(const struct import_log *log, const struct dataset *d,
                      const struct fuzz_source *sources)
{
    size_t n_kept = 0;
    for (size_t i = 0; i < log->n; i++) {
        const struct import_event *e = &log->v[i];
        check_event(e, sources);
        HOLDS(i == 0 || e[-1].file_number < e->file_number ||
              (e[-1].file_number == e->file_number && e[-1].record <= e->record));
        n_kept += e->n_kept;
    }
    HOLDS(n_kept == d->judgements.n);
}

void fuzz_import(struct span s, const char *format)
{
    unsigned choice = fuzz_choice(&s);
    struct span first = fuzz_section(&s);
    const struct fuzz_source sources[FILES] = {
        {"councils.csv", span_of(councils)}, {"a.csv", first}, {"b.csv", s}};
    struct part files[] = {{fuzz_file(FIRST, first), sources[FIRST].name},
                           {fuzz_file(SECOND, s), sources[SECOND].name}};
    bool has_maps = strcmp(format, "wide") == 0 || (choice & 8 && strcmp(format, "auto") == 0);
    struct import_request rq = {.format = format,
                                .files = files,
                                .n_files = s.text ? 2 : 1,
                                .maps = maps,
                                .n_maps = has_maps ? 2 : 0,
                                .has_order = choice & 4,
                                .load = {.order = (enum date_order)(choice % 3)}};
    struct dataset d = {0};
    struct import_log log = {0};
    struct diags ds = {.lists_warnings = true};
    rq.load.councils =
        (struct part){fuzz_file(COUNCILS, sources[COUNCILS].content), sources[COUNCILS].name};
    HOLDS(load_import(&rq, &d, &log, &ds) == 0 && ds.fault == FAULT_NONE);
    fuzz_check_problems(&ds, sources, FILES);
    if (!d.is_unusable) {
        fuzz_check_dataset(&d);
        check_log(&log, &d, sources);
        fuzz_check_saved(&d, &rq.load);
    }
    import_log_release(&log);
    dataset_release(&d);
    diags_release(&ds);
}
