/* Any records, and a command that answers from them: it ends well where they have no error, and
 * refuses them where they have.
 * aims: study/history study/episodes study/cohort study/arrangements study/mix study/waits
 * study/transitions study/relapse study/outcomes study/exposure study/coverage study/trajectory
 * stat/km stat/turnbull stat/risk_table stat/cox cmd/answer */
#include "data.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "load/load.h"

static const char *const commands[][3] = {
    {"times"},
    {"curve"},
    {"summary"},
    {"episodes"},
    {"segments"},
    {"steps"},
    {"trajectory"},
    {"records"},
    {"models"},
    {"coverage"},
    {"coverage", "--by", "year"},
    {"setup"},
    {"setup", "--by", "model"},
    {"compare"},
    {"rates"},
    {"incidence"},
    {"interval"},
    {"markov"},
    {"transitions"},
    {"waits"},
    {"relapse"},
    {"outcomes"},
    {"case", "Leeds"},
    {"mix"},
    {"sensitivity"},
    {"check"},
    {"report"},
    {"chart", "curve"},
    {"chart", "timeline"},
    {"chart", "mix"},
    {"chart", "coverage"},
    {"chart", "dwell"},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static const char *const options[][2] = {
    {"-f", "csv"},
    {"-f", "json"},
    {"-f", "table"},
    {"-f", "xlsx"},
    {"-f", "markdown"},
    {"--partial", "first"},
    {"--lineage", "none"},
    {"--date", "published"},
    {"--clock", "model"},
    {"--attribute", "origin"},
    {"--attribute", "ever"},
    {"--landmark", "365"},
    {"--uncovered", "unknown"},
    {"--target", "good"},
    {"--as-of", "2019-01-01"},
    {"-f", "svg"},
};
enum { OPTIONS = sizeof options / sizeof options[0], PARTS = 3, MOST = 16 };

static const char *const part_option[PARTS] = {"--ratings", "--councils", "--models"};

/* The same without a command: whether the records have errors. */
static bool have_errors(const struct part *parts, const char *option)
{
    struct load_request rq = {.ratings = parts[0], .councils = parts[1], .models = parts[2]};
    struct dataset d = {0};
    struct diags ds = {0};
    rq.placing = strcmp(option, "--partial") == 0 ? DATE_FIRST : DATE_MID;
    rq.by_published = strcmp(option, "--date") == 0;
    HOLDS(load_dataset(&rq, &d, &ds) == 0);
    bool have = ds.n_errors > 0;
    dataset_release(&d);
    diags_release(&ds);
    return have;
}

/* A call may be wrong (2), but not because of the records. */
static void call(const char *const *words, int n, bool errors)
{
    char *argv[MOST + 1] = {0};
    for (int i = 0; i < n; i++)
        argv[i] = fuzz_string(span_of(words[i]));
    int code = command_main(n, argv, true);
    HOLDS(code == 2 || code == (errors ? 1 : 0));
    for (int i = 0; i < n; i++)
        free(argv[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size);
    const char *const *command = commands[fuzz_choice(&s) % COMMANDS];
    const char *const *option = options[fuzz_choice(&s) % OPTIONS];
    const char *words[MOST] = {"turnaround"};
    struct part parts[PARTS] = {{0}};
    int n = 1;
    data_enter();
    for (int i = 0; i < 3 && command[i]; i++)
        words[n++] = command[i];
    words[n++] = option[0];
    words[n++] = option[1];
    for (int i = 0; i < PARTS && (i == 0 || s.text); i++) {
        struct span part = fuzz_section(&s);
        parts[i] = (struct part){fuzz_file(i, part), part_option[i]};
        words[n++] = part_option[i];
        words[n++] = parts[i].path;
    }
    call(words, n, have_errors(parts, option[0]));
    return 0;
}
