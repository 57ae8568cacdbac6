/* A grade and a model by name, in Ofsted's scale and in one from a file.
 * aims: record/scale record/model load/scale */
#include "records.h"

#include <stdlib.h>

static void check_scale(const struct scale *scale, struct span name)
{
    const struct grade_word *first = NULL, *found = scale_find(scale, name);
    struct nearest near = {.wanted = name};
    for (size_t i = 0; i < scale->n; i++) {
        const struct grade_word *word = &scale->words[i];
        HOLDS(word->rank >= RANK_NONE && word->rank <= RANK_LIMIT);
        if (!first && span_matches(span_of(word->word), name))
            first = word;
        if (word->rank == RANK_NONE)
            continue;
        HOLDS(scale_label(scale, word->rank));
        HOLDS(scale_find(scale, span_of(scale_label(scale, word->rank)))->rank == word->rank);
        HOLDS(word->rank >= scale_lowest(scale) && word->rank <= scale_highest(scale));
    }
    HOLDS(found ? found == first || (!first && found->rank == RANK_NONE) : !first);
    HOLDS(scale_find(scale, (struct span){"", 0})->rank == RANK_NONE);
    scale_nearest(scale, true, &near);
    HOLDS(!first || !*first->word || near.distance == 0 || near.best);
    int n = 0, rank = scale_lowest(scale);
    for (; rank != RANK_NONE; rank = scale_next_above(scale, rank), n++) {
        int above = scale_next_above(scale, rank);
        HOLDS(above == RANK_NONE ? rank == scale_highest(scale)
                                 : above > rank && scale_next_below(scale, above) == rank);
    }
    HOLDS((size_t)n <= scale->n);
}

static void check_models(struct span name)
{
    struct model_list list = model_list_standard();
    struct nearest near = {.wanted = name};
    char *extra = fuzz_string(name);
    int found = model_find(&list, name);
    HOLDS(found >= MODEL_UNKNOWN && found < list.n);
    model_nearest(&list, &near);
    if (model_list_add(&list, extra)) {
        HOLDS(found == MODEL_UNKNOWN);
        HOLDS(model_find(&list, span_of(extra)) == list.n - 1 || !span_trim(span_of(extra)).length);
        HOLDS(!model_list_add(&list, extra));
    }
    for (int i = 0; i < list.n; i++)
        HOLDS(model_in_order(&list, i) < list.n);
    free(extra);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size), name = span_trim(fuzz_section(&s));
    struct scale ofsted = scale_ofsted();
    check_scale(&ofsted, name);
    check_models(name);
    if (!s.text)
        return 0;
    struct load_request rq = {0};
    struct dataset d = {0};
    struct diags ds = {.lists_warnings = true};
    const struct fuzz_source sources[] = {{"scale.csv", s},
                                          {"r.csv", span_of("council,grade,inspected\n")}};
    rq.scale = (struct part){fuzz_file(0, s), sources[0].name};
    rq.ratings = (struct part){fuzz_file(1, sources[1].content), sources[1].name};
    HOLDS(load_dataset(&rq, &d, &ds) == 0);
    fuzz_check_problems(&ds, sources, 2);
    if (ds.n_errors == 0)
        check_scale(&d.scale, name);
    dataset_release(&d);
    diags_release(&ds);
    return 0;
}
