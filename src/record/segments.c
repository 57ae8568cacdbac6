#include "record/segments.h"

#include <stdlib.h>

const char *const segments_row_name[SEGMENTS_ROWS] = {
    [ROW_SEGMENT] = "segment",
    [ROW_FALL] = "fall",
    [ROW_CHOICE] = "choice",
    [ROW_COUNT] = "count",
};

const char *const segment_end_name[SEGMENT_ENDS] = {
    [SEGMENT_IMPROVED] = "improved", [SEGMENT_SWITCHED] = "switched",
    [SEGMENT_CENSORED] = "censored", [SEGMENT_CLOSED] = "closed",
    [SEGMENT_FELL] = "fell",         [SEGMENT_ENDED] = "ended",
};

const struct segments_choice_row segments_choices[SEGMENTS_CHOICES] = {
    [CHOICE_AS_OF] = {"as-of", NULL, true, false},
    [CHOICE_DATE] = {"date", "inspected|published", false, true},
    [CHOICE_JUDGEMENT] = {"judgement", NULL, false, true},
    [CHOICE_PARTIAL] = {"partial", "mid|first|last", false, true},
    [CHOICE_UNCOVERED] = {"uncovered", "in-house|unknown", false, true},
    [CHOICE_SCOPE] = {"scope", "all|full", false, true},
    [CHOICE_ORIGIN] = {"origin", NULL, false, true},
    [CHOICE_LOWEST] = {"lowest", NULL, false, true},
    [CHOICE_TARGET] = {"target", NULL, false, true},
    [CHOICE_EPISODES] = {"episodes", "all|first", false, true},
    [CHOICE_LINEAGE] = {"lineage", "successors|none", false, true},
    [CHOICE_FROM] = {"from", NULL, true, false},
    [CHOICE_TO] = {"to", NULL, true, false},
    [CHOICE_COUNCIL] = {"council", NULL, false, false},
    [CHOICE_REGION] = {"region", NULL, false, false},
};

const char *const segments_total_name[SEGMENTS_TOTALS] = {
    [TOTAL_COUNCILS] = "councils",
    [TOTAL_JUDGEMENTS] = "judgements",
    [TOTAL_SPELLS] = "spells",
    [TOTAL_CHOSEN] = "councils_chosen",
    [TOTAL_INSPECTIONS] = "inspections",
    [TOTAL_WITHOUT_GRADE] = "inspections_without_grade",
    [TOTAL_OTHER_DATE] = "inspections_by_other_date",
    [TOTAL_PARTIAL_DATES] = "dates_placed",
    [TOTAL_AFTER_AS_OF] = "inspections_after_as_of",
    [TOTAL_LATE_SPELLS] = "spells_after_as_of",
    [TOTAL_BOUNDARY_SPELLS] = "spells_boundary",
    [TOTAL_HIDDEN_SPELLS] = "spells_covered",
    [TOTAL_EMPTY_SPELLS] = "spells_without_a_day",
    [TOTAL_OPENING_SPELLS] = "spells_placed_on_opening",
    [TOTAL_UNOPENED_SPELLS] = "spells_of_unopened_councils",
    [TOTAL_AFTER_CLOSING] = "inspections_after_closing",
    [TOTAL_LEFT_OUT] = "records_left_out",
    [TOTAL_SEVERED] = "councils_without_predecessors",
    [TOTAL_EPISODES_BEFORE] = "episodes_before_at_risk",
    [TOTAL_EPISODES_NEW] = "episodes_of_no_day",
    [TOTAL_EPISODES_CONTINUED] = "episodes_continued",
    [TOTAL_EPISODES_INHERITED] = "episodes_inherited",
    [TOTAL_SEGMENTS] = "segments",
    [TOTAL_FALLS] = "falls",
};

const char *const segments_asked_name[SEGMENTS_ASKED] = {
    [ASKED_COUNCIL] = "council",
    [ASKED_REGION] = "region",
    [ASKED_JUDGEMENT] = "judgement",
};

bool segments_item_is_code(struct span item)
{
    bool is_code =
        item.length > 2 && (item.text[0] == 'E' || item.text[0] == 'W') && item.text[1] == '-';
    for (size_t i = 2; i < item.length && is_code; i++)
        is_code = item.text[i] >= 'A' && item.text[i] <= 'Z';
    return is_code;
}

bool segments_item_is_asked(struct span item)
{
    for (int i = 0; i < SEGMENTS_ASKED; i++) {
        struct span name = span_of(segments_asked_name[i]);
        if (item.length > name.length + 1 && item.text[name.length] == ' ' &&
            span_equals((struct span){item.text, name.length}, name))
            return true;
    }
    return false;
}

void segment_records_release(struct segment_records *r)
{
    free(r->v);
    free(r->named.v);
    arena_release(&r->arena);
    *r = (struct segment_records){0};
}
