/* A file of claims, read against records that have a bit of everything, and judged.
 * aims: load/claims record/claim study/claims study/claiming study/claims_counts
 * study/claims_inspections study/claims_models */
#include "fuzz.h"

#include <string.h>

#include "load/claims.h"
#include "study/claims.h"

static const char *const texts[] = {
    "council,code,region,type,opened,closed,predecessors\n"
    "Ashby,E1,North,county,,2014-04-01,\n"
    "Bourne,E2,North,unitary,2014-04-01,,Ashby\n"
    "Leeds,E3,North,metropolitan,,,\n"
    "Slough,E4,South,unitary,,,\n",
    "council,grade,inspected,published,judgement,framework,source\n"
    "Ashby,inadequate,2010-01-10,2010-02,overall,SIF,a\n"
    "Ashby,inadequate,2012,2012-05-01,overall,SIF,b\n"
    "Bourne,requires improvement,2015-06-01,,overall,SIF,c\n"
    "Bourne,good,2018-06-01,2018-07-01,overall,ILACS,d\n"
    "Bourne,good,2018-06-01,2018-07-01,leaders,ILACS,d\n"
    "Leeds,good,2015-01,2015-03-01,overall,SIF,e\n"
    "Leeds,outstanding,2022-02-21,2022-04-01,overall,ILACS,f\n"
    "Slough,inadequate,2011-04-01,2011-05-01,overall,,g\n"
    "Slough,inadequate,2013-11-01,2014-02-01,overall,SIF,h\n"
    "Slough,not judged,2016-01-01,2016-02-01,overall,SIF,i\n"
    "Slough,requires improvement,2019-01-01,2019-02-01,overall,ILACS,j\n",
    "council,model,start,end,provider,trigger,directed,scope\n"
    "Slough,trust,2015-10-01,,Slough Trust,directed,2014-10-07,full\n"
    "Ashby,partnership,2011,2013-06,Leeds,voluntary,,full\n"
    "Bourne,outsourced,2016-01-01,2017-01-01,Acme,contract-end,,boundary\n"
    "Leeds,trust,2020-05,,Leeds Ltd,,,\n",
};

struct world {
    struct dataset d;
    struct study study;
    bool is_made;
};

static void make(struct world *w)
{
    static const char *const names[] = {"councils.csv", "ratings.csv", "models.csv"};
    struct part parts[3];
    struct diags ds = {0};
    struct rules *r = &w->study.rules;
    uint32_t kind;
    for (int i = 0; i < 3; i++)
        parts[i] = (struct part){fuzz_file(1 + i, span_of(texts[i])), names[i]};
    struct load_request rq = {.councils = parts[0], .ratings = parts[1], .models = parts[2]};
    HOLDS(load_dataset(&rq, &w->d, &ds) == 0 && ds.n_errors == 0);
    HOLDS(intern_find(&w->d.kinds, span_of("overall"), &kind));
    w->study.d = &w->d;
    r->kinds[r->n_kinds++] = (int)kind;
    r->as_of = w->d.latest_day;
    r->has_records = r->lineage = true;
    r->from = DAY_FIRST;
    r->to = DAY_LAST;
    r->uncovered = rules_uncovered_model(&w->d, UNCOVERED_DEFAULT);
    r->origin_rank = scale_lowest(&w->d.scale);
    w->is_made = true;
    diags_release(&ds);
}

/* Twice, as what a claim makes of the study must not last. */
static void check_claim(struct world *w, const struct claim *c)
{
    struct finding first = {0}, second = {0};
    HOLDS(claim_judge(&w->study, c, &first) == 0 && claim_judge(&w->study, c, &second) == 0);
    HOLDS(first.verdict >= 0 && first.verdict < VERDICT_COUNT && first.verdict == second.verdict);
    HOLDS(!text_failed(&first.says) && first.says.n > 0);
    HOLDS(span_equals(text_span(&first.says), text_span(&second.says)));
    HOLDS(c->id && c->text && c->source && c->kind < CLAIM_KIND_COUNT);
    finding_release(&first);
    finding_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct world w;
    struct span s = fuzz_span(data, size);
    unsigned choice = fuzz_choice(&s);
    struct claims claims = {0};
    struct diags ds = {.lists_warnings = true};
    if (!w.is_made)
        make(&w);
    w.study.rules.placing = (enum date_placing)(choice / 3 % 3);
    w.study.rules.basis = (enum date_basis)(choice / 9 % 2);
    const struct part file = {fuzz_file(0, s), "claims.csv"};
    HOLDS(load_claims(&file, (enum date_order)(choice % 3), &w.d, &claims, &ds) == 0);
    const struct fuzz_source source = {file.name, s};
    fuzz_check_problems(&ds, &source, 1);
    HOLDS(!claims.is_unusable || ds.n_errors > 0);
    for (size_t i = 0; i < claims.n && i < 64; i++) {
        HOLDS(i == 0 || claims.v[i - 1].line < claims.v[i].line);
        check_claim(&w, &claims.v[i]);
    }
    claims_release(&claims);
    diags_release(&ds);
    return 0;
}
