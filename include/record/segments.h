/* segments: time at risk as `segments --complete` writes it, of one run or of several, read back as
 * records - with what was chosen when it was worked out, and what is to be told of the records that
 * it comes from. */
#ifndef RECORD_SEGMENTS_H
#define RECORD_SEGMENTS_H

#include "record/dataset.h"

/* What a row is. */
enum segments_row { ROW_SEGMENT, ROW_FALL, ROW_CHOICE, ROW_COUNT, SEGMENTS_ROWS };

/* "segment", "fall", "choice", "count" */
extern const char *const segments_row_name[SEGMENTS_ROWS];

/* How a segment of an episode ends, or one of the time at risk of a fall. */
enum segment_end {
    SEGMENT_IMPROVED,
    SEGMENT_SWITCHED, /* of either kind: the model changed */
    SEGMENT_CENSORED,
    SEGMENT_CLOSED,
    SEGMENT_FELL,  /* of time at risk of a fall */
    SEGMENT_ENDED, /* likewise: without one */
    SEGMENT_ENDS
};

extern const char *const segment_end_name[SEGMENT_ENDS];

/* What was chosen: the options of the run that wrote the segments, as far as their meaning depends
 * on them. */
enum segments_choice {
    CHOICE_AS_OF,
    CHOICE_DATE,
    CHOICE_JUDGEMENT,
    CHOICE_PARTIAL,
    CHOICE_UNCOVERED,
    CHOICE_SCOPE,
    CHOICE_ORIGIN,
    CHOICE_LOWEST, /* the lowest grade of the scale */
    CHOICE_TARGET,
    CHOICE_EPISODES,
    CHOICE_LINEAGE,
    CHOICE_FROM,
    CHOICE_TO,
    CHOICE_COUNCIL,
    CHOICE_REGION,
    SEGMENTS_CHOICES
};

/* What a value can be: one of words ('|' between); a day; any text; the latter two also empty where
 * that is a choice too. */
struct segments_choice_row {
    const char *name, *words;
    bool is_day, is_needed;
};

extern const struct segments_choice_row segments_choices[SEGMENTS_CHOICES];

/* What is counted, for the notes. */
enum segments_total {
    TOTAL_COUNCILS,
    TOTAL_JUDGEMENTS,
    TOTAL_SPELLS,
    TOTAL_CHOSEN, /* councils, with -C or -R */
    TOTAL_INSPECTIONS,
    TOTAL_WITHOUT_GRADE,
    TOTAL_OTHER_DATE,
    TOTAL_PARTIAL_DATES,
    TOTAL_AFTER_AS_OF,
    TOTAL_LATE_SPELLS,
    TOTAL_BOUNDARY_SPELLS,
    TOTAL_HIDDEN_SPELLS,
    TOTAL_EMPTY_SPELLS,
    TOTAL_OPENING_SPELLS,
    TOTAL_UNOPENED_SPELLS,
    TOTAL_AFTER_CLOSING,
    TOTAL_LEFT_OUT, /* records with errors */
    TOTAL_SEVERED,  /* councils without their predecessors */
    TOTAL_EPISODES_BEFORE,
    TOTAL_EPISODES_NEW,
    TOTAL_EPISODES_CONTINUED,
    TOTAL_EPISODES_INHERITED,
    TOTAL_SEGMENTS, /* rows of this kind, by which a file is known to be whole */
    TOTAL_FALLS,    /* likewise */
    SEGMENTS_TOTALS
};

extern const char *const segments_total_name[SEGMENTS_TOTALS];

/* (start, stop], in days from the origin of an episode or, of a fall, from the inspection after
 * which it could come. */
struct segment_record {
    uint32_t council;
    uint32_t number; /* of the episode, or the time, in the council */
    int32_t start, stop;
    int model;
    enum segment_end end;
    bool is_fall;
    uint64_t models_ever; /* bits; of an episode, as the next two */
    struct date origin, last;
    uint32_t file, line;
};

/* What is counted besides: problems of the records that the segments come from ("W-GAP"), and where
 * names that were asked for are found ("council Leeds"; NAME is what they begin with). */
struct segments_named {
    const char *name;
    size_t n;
};

enum segments_asked { ASKED_COUNCIL, ASKED_REGION, ASKED_JUDGEMENT, SEGMENTS_ASKED };

extern const char *const segments_asked_name[SEGMENTS_ASKED];

/* Zeroed is valid and empty. */
struct segment_records {
    struct segment_record *v; /* episodes first; by council's name, number, start */
    size_t n, cap;
    const char *choices[SEGMENTS_CHOICES]; /* "" where empty; NULL: there are no records */
    size_t totals[SEGMENTS_TOTALS];
    struct {
        struct segments_named *v;
        size_t n, cap;
    } named;
    struct arena arena;
    bool is_unusable; /* a header or the encoding is wrong */
};

/* Whether ITEM is a problem, an error ("E-DATE") or a warning ("W-GAP"); and whether it is a name
 * that was asked for. */
bool segments_item_is_code(struct span item);
bool segments_item_is_asked(struct span item);

void segment_records_release(struct segment_records *r);

#endif
