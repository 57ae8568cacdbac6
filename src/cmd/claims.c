/* claims: whether the records bear out what somebody says. */
#include "cmd/cells.h"
#include "load/claims.h"
#include "study/claims.h"

struct claim_row {
    const char *id, *claim, *kind, *verdict, *expected, *as_expected, *says, *reason, *source;
    size_t line;
};

#define ROW claim_row

static const struct column columns[] = {
    {"id", TYPE_TEXT, NULL, "which claim", get_text_at, COLUMN_KEY, AT(id)},
    {"claim", TYPE_TEXT, NULL, "what is claimed", get_text_at, COLUMN_WRAP, AT(claim)},
    {"kind", TYPE_TEXT, NULL, "how it is judged", get_text_at, COLUMN_EXTRA, AT(kind)},
    {"verdict", TYPE_TEXT, NULL, "holds, contradicted or undecidable", get_text_at, 0, AT(verdict)},
    {"expected", TYPE_TEXT, NULL, "the verdict that the file expects", get_text_at, COLUMN_EXTRA,
     AT(expected)},
    {"as_expected", TYPE_TEXT, NULL, "yes, or no: the verdict is another", get_text_at, 0,
     AT(as_expected)},
    {"says", TYPE_TEXT, NULL, "what the records say", get_text_at, COLUMN_WRAP, AT(says)},
    {"reason", TYPE_TEXT, NULL, "why the file expects that it does not hold", get_text_at,
     COLUMN_EXTRA | COLUMN_WRAP, AT(reason)},
    {"source", TYPE_TEXT, NULL, "who claims it, and where", get_text_at, COLUMN_EXTRA | COLUMN_WRAP,
     AT(source)},
    {"line", TYPE_INTEGER, NULL, "the line of the file on which it begins", get_count_at,
     COLUMN_EXTRA, AT(line)},
};

static int prepare(struct session *s, void *memory, struct diags *ds)
{
    struct claims *claims = memory;
    const struct options *o = s->options;
    const struct part file = part_named(o->operands.v[0]);
    int status = load_claims(&file, (enum date_order)o->dates, &s->dataset, claims, ds);
    s->is_unusable = claims->is_unusable;
    s->n_left_out = claims->n_left_out;
    return status;
}

static int make_row(struct session *s, const struct claim *c, struct claim_row *row,
                    enum verdict *verdict)
{
    struct finding f = {0};
    int status = claim_judge(&s->study, c, &f);
    *verdict = f.verdict;
    *row = (struct claim_row){
        .id = c->id,
        .claim = c->text,
        .kind = claim_kinds[c->kind].name,
        .verdict = verdict_name[f.verdict],
        .expected = verdict_name[c->expected],
        .as_expected = f.verdict == c->expected ? "yes" : "no",
        .says = status == 0 ? arena_copy(&s->arena, text_span(&f.says)) : NULL,
        .reason = c->reason,
        .source = c->source,
        .line = c->line,
    };
    finding_release(&f);
    return row->says ? 0 : -1;
}

static void note_verdicts(const struct session *s, const struct claims *claims,
                          const size_t n[VERDICT_COUNT], size_t n_others, struct document *doc)
{
    bool published = s->study.rules.basis == BASIS_PUBLISHED;
    document_note(doc,
                  "inspections dated by %s (--date); dates without a day tried on their first "
                  "and last day",
                  published ? "publication" : "the first day on site");
    if (claims->n_left_out > 0)
        document_note(doc, "%zu claim%s with errors left out", claims->n_left_out,
                      plural(claims->n_left_out));
    document_note(doc, "%zu claim%s: %zu %s, %zu contradicted, %zu undecidable", claims->n,
                  plural(claims->n), n[VERDICT_HOLDS], n[VERDICT_HOLDS] == 1 ? "holds" : "hold",
                  n[VERDICT_CONTRADICTED], n[VERDICT_UNDECIDABLE]);
    document_note(doc, "%zu not as expected", n_others);
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    const struct claims *claims = memory;
    struct claim_row *rows = arena_alloc(&s->arena, (claims->n + 1) * sizeof *rows);
    size_t n[VERDICT_COUNT] = {0}, n_others = 0;
    progress_begin(s->progress, (struct task){"judging", NULL, claims->n, "claim"});
    for (size_t i = 0; rows && i < claims->n; i++) {
        enum verdict verdict;
        progress_at(s->progress, i);
        if (make_row(s, &claims->v[i], &rows[i], &verdict) != 0)
            return diags_no_memory(ds);
        n[verdict]++;
        n_others += verdict != claims->v[i].expected;
    }
    if (!rows)
        return diags_no_memory(ds);
    note_verdicts(s, claims, n, n_others, doc);
    s->is_notable = n_others > 0;
    return session_table(s, doc, rows, claims->n, sizeof *rows, ds);
}

static void release(void *memory)
{
    claims_release(memory);
}

static bool kind_term(size_t i, struct term *term)
{
    bool is_there = i < CLAIM_KIND_COUNT;
    if (is_there)
        *term = (struct term){claim_kinds[i].name, claim_kinds[i].meaning};
    return is_there;
}

const struct command command_claims = {
    .name = "claims",
    .summary = "Do the records bear out what somebody says?",
    .row = "claim, in file order; with --exit-code the exit code is 1 if a verdict is not as "
           "expected",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_STUDY | GROUP_OUTPUT | GROUP_MESSAGES | GROUP_EXIT,
    .operand = OPERAND_FILE_DATASET,
    .terms = "kinds of claims, which hold if (the manual has the fields of each)",
    .term = kind_term,
    .state_size = sizeof(struct claims),
    .release = release,
    .prepare = prepare,
    .run = run,
};
