/* What the words mean. */
#include "cmd/topic.h"

static const struct topic_part parts[] = {
    {.term = "inspection date",
     .text = "the first day on site or, with --date published, the day of "
             "publication; where one is missing the other serves"},
    {.term = "judgement",
     .text = "overall; of --judgement LIST the first that has a grade. An inspection "
             "without such a grade is passed over and counted in the notes: it "
             "neither opens, continues nor ends anything"},
    {.term = "as-of date",
     .text = "everything is told as it stood on this day: the latest date in the "
             "data, or that of --as-of"},
    {.term = "spell",
     .text = "the days from start up to, not including, end on which a model delivered "
             "the services. Where two overlap the later start counts, and the earlier "
             "does not come back; a gap of one day is none"},
    {.term = "uncovered day",
     .text = "a day without a spell: in-house, or unknown with --uncovered "
             "unknown and in data that name no model at all"},
    {.term = "arrangement",
     .text = "a model in a council, whoever provides it. Another provider of the "
             "same model is no new arrangement, nor is one that a successor "
             "council inherits"},
    {.term = "step",
     .text = "from one graded inspection to the next; a rise is a step up. It belongs to "
             "the model in force on the eve of the later one"},
    {.term = "episode",
     .text =
         "opens with the first judgement at --origin (the lowest grade, inadequate) or below, and "
         "ends with the first inspection that is better, or at --target or above. "
         "What is still open on the as-of date is censored: it counts for as long "
         "as it was seen"},
    {.term = "closed",
     .text = "of an episode: its council was abolished. Successors go on with it, at "
             "risk from their opening; with --lineage none they begin afresh"},
    {.term = "segment",
     .text = "a part of an episode under one model. It ends improved, switched (to "
             "another model), censored or closed; an improvement belongs to the model "
             "in force on the eve of the inspection that found it"},
    {.term = "time to improvement",
     .text = "days from the judgement that opened the episode to the "
             "inspection that ended it. Nobody is inspected again at once, "
             "so what it found came about earlier, by an unknown time"},
    {.term = "(all)", .text = "the row of whole episodes of all models, which are never switched"},
    {.heading = "who time and events count for (--attribute)"},
    {.term = "current",
     .text = "the model in force, the default: time before a model took over is not "
             "its own"},
    {.term = "origin", .text = "the model on the day on which the episode comes under observation"},
    {.term = "ever",
     .text = "councils that ever had the model of -M (trust) against the rest. That is "
             "biased, and here to show by how much: time in which a council had to stay "
             "inadequate to get the model counts for the model"},
    {.text = "--clock model counts time from when the model took over within the episode. "
             "--landmark DAYS follows those still at risk then, by the model on that day, "
             "from that day on."},
    {.heading = "median_status"},
    {.term = "ok", .text = "half had improved by then, by the Kaplan-Meier estimate"},
    {.term = "few", .text = "likewise, but from fewer than five events: the notes name the cases"},
    {.term = "not_reached",
     .text = "fewer than half improved in the time that could be seen. The median "
             "is missing, which is not 0"},
    {.term = "risk_set_emptied",
     .text = "the curve fell to 0 while others had yet to come under "
             "observation, by accident: median, quartiles, limits and restricted mean are missing"},
    {.text = "Limits are those of --conf (0.95), of the log-log kind. They tell how far "
             "chance alone could move a number, not whether models cause it: models are not "
             "dealt out by lot, so a difference between them is not an effect of them."},
    {.text = "turnaround columns COMMAND tells what each column of a command means."},
    {0},
};

const struct topic topic_definitions = {
    .name = "definitions",
    .summary = "what an episode, a spell, a median and the like are",
    .parts = parts,
};
