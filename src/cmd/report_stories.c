/* Council by council: those that have an episode, or a model other than in-house; each in words,
 * then event by event, as `case` tells it. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "cmd/report.h"
#include "study/arrangements.h"

enum { MOST_STORIES = 300 }; /* more would not be read; the command tells any */

/* What a council has of each, on the way from council to council in the order of names. */
struct telling {
    struct reporting *r;
    const struct arrangements *arrangements;
    size_t next_episode, next_arrangement;
};

static bool is_away(const struct arrangement *a)
{
    return a->model != MODEL_IN_HOUSE && a->model != MODEL_UNKNOWN;
}

static const char *capital(int model, const struct session *s, struct text *t)
{
    const char *name = s->dataset.models.name[model];
    text_clear(t);
    text_add_string(t, name);
    if (t->n > 0 && *t->v >= 'a' && *t->v <= 'z')
        *t->v = (char)(*t->v - 'a' + 'A');
    return text_string(t);
}

static void add_judgement(struct text *t, const struct session *s, uint32_t judgement)
{
    const struct judgement j = judgement_at(&s->dataset, judgement);
    text_add_string(t, judgement_word(&s->dataset, &j));
}

/* "Judged inadequate, 19 November 2013; found requires improvement, 28 January 2019, 5.2 years
 * later (then trust). " */
static void add_episode(struct text *t, const struct session *s, const struct episode *e)
{
    text_add_string(t, e->inherited ? "Took over from a predecessor: judged " : "Judged ");
    add_judgement(t, s, e->origin_judgement);
    text_add_char(t, ' ');
    add_date_words(t, e->origin_date);
    if (e->status == EPISODE_IMPROVED) {
        text_add_string(t, "; found ");
        add_judgement(t, s, e->outcome);
        text_add_char(t, ' ');
        add_date_words(t, e->end_date);
    } else {
        text_add_string(t, "; not found ");
        add_target_words(t, s);
        text_add_string(t, " by ");
        if (e->status == EPISODE_CLOSED)
            text_add_string(t, "the closing of the council");
        else
            add_as_of_words(t, s);
    }
    text_add_string(t, ", ");
    add_days_in(t, e->days, DAYS_PER_YEAR);
    text_add_string(t, " years later");
    if (s->dataset.spells.n > 0)
        text_addf(t, " (then %s)", s->dataset.models.name[e->model_at_end]);
    text_add_string(t, ". ");
}

static const char *provider_of(const struct session *s, uint32_t spell)
{
    return spell == NO_SPELL ? NULL : spell_at(&s->dataset, spell).provider;
}

/* "; from 1 April 2021 Slough Children First": who else provided within A, one after the other. */
static void add_later_providers(struct text *t, const struct session *s,
                                const struct arrangement *a, const struct history *h)
{
    char words[DATE_WORDS];
    const char *last = provider_of(s, a->spell);
    for (size_t i = 0; i < h->n_periods; i++) {
        const struct period *p = &h->periods[i];
        const char *provider = provider_of(s, p->spell);
        if (p->start <= a->start || p->start >= a->end || !provider)
            continue;
        if (last && strcmp(provider, last) != 0)
            text_addf(t, "; from %s %s", date_words(p->start_date, words), provider);
        last = provider;
    }
}

/* "Trust from 1 October 2015: Slough Children's Services Trust (directed). " */
static void add_arrangement(struct text *t, const struct session *s, const struct arrangement *a,
                            const struct history *h)
{
    char words[DATE_WORDS];
    struct text model = {0};
    const struct spell spell =
        a->spell == NO_SPELL ? (struct spell){0} : spell_at(&s->dataset, a->spell);
    text_add_string(t, capital(a->model, s, &model));
    if (date_is_known(a->start_date))
        text_addf(t, " from %s", date_words(a->start_date, words));
    if (date_is_known(a->end_date))
        text_addf(t, " until %s", date_words(a->end_date, words));
    if (spell.provider)
        text_addf(t, ": %s", spell.provider);
    if (*trigger_name[spell.trigger])
        text_addf(t, " (%s)", trigger_name[spell.trigger]);
    add_later_providers(t, s, a, h);
    text_add_string(t, ". ");
    t->failed = t->failed || text_failed(&model);
    text_release(&model);
}

/* The grade that is the latest, and who delivers. */
static void add_latest(struct text *t, const struct session *s, const struct history *h)
{
    char words[DATE_WORDS];
    int32_t today = s->study.rules.as_of;
    const struct inspection *latest = history_in_force(h, today);
    if (latest) {
        text_add_string(t, "Latest grade: ");
        add_judgement(t, s, latest->judgement);
        text_addf(t, ", %s", date_words(latest->date, words));
    } else
        text_add_string(t, "No grade yet");
    if (history_is_open(h, today) && s->dataset.spells.n > 0)
        text_addf(t, "; now %s.", s->dataset.models.name[history_model(h, today)]);
    else if (!history_is_open(h, today) && h->closed <= today)
        text_addf(t, "; closed %s.", date_words(h->council->closed, words));
    else
        text_add_char(t, '.');
}

/* The words of the council of H, whose episodes and arrangements are the next ones; whether there
 * is something to tell. */
static bool tell(struct telling *way, const struct history *h, struct text *t)
{
    const struct session *s = &way->r->session;
    const struct episodes *e = &way->r->estimates.episodes;
    const struct arrangements *a = way->arrangements;
    bool has_story = false;
    for (; way->next_episode < e->n && e->v[way->next_episode].council == h->number;
         way->next_episode++) {
        add_episode(t, s, &e->v[way->next_episode]);
        has_story = true;
    }
    for (; way->next_arrangement < a->n && a->v[way->next_arrangement].council == h->number;
         way->next_arrangement++)
        if (is_away(&a->v[way->next_arrangement])) {
            add_arrangement(t, s, &a->v[way->next_arrangement], h);
            has_story = true;
        }
    if (has_story)
        add_latest(t, s, h);
    return has_story;
}

static int gather(struct telling *way, struct stories *stories)
{
    struct report *report = &way->r->report;
    const struct history *h;
    int status;
    for (size_t i = 0; (h = study_next(&way->r->session.study, &i, &status)) != NULL;) {
        struct text t = {0};
        bool has_story = tell(way, h, &t);
        if (has_story && stories->n == MOST_STORIES)
            stories->n_more++;
        else if (has_story && ARRAY_ROOM(stories) == 0)
            stories->v[stories->n++] = (struct story){
                .council = h->number, .name = h->council->name, .words = report_keep(report, &t)};
        else
            report->failed = report->failed || has_story;
        text_release(&t);
    }
    return status;
}

int stories_find(struct reporting *r, struct stories *stories, struct diags *ds)
{
    struct arrangements arrangements = {0};
    struct telling way = {.r = r, .arrangements = &arrangements};
    int status = arrangements_find(&r->session.study, &arrangements);
    if (status == 0)
        status = gather(&way, stories);
    arrangements_release(&arrangements);
    return status == 0 ? 0 : diags_no_memory(ds);
}

void stories_release(struct stories *stories)
{
    free(stories->v);
    *stories = (struct stories){0};
}

/* Two stories can have like names: each id is taken before the next is sought. */
static void add_index(struct reporting *r, struct stories *stories)
{
    report_addf(&r->report, BLOCK_PARAGRAPH,
                "%zu council%s had an episode or a delivery model other than in-house, by name:",
                stories->n + stories->n_more, plural(stories->n + stories->n_more));
    for (size_t i = 0; i < stories->n; i++) {
        struct story *story = &stories->v[i];
        story->id = report_id(&r->report, "case", story->name);
        report_add(&r->report,
                   (struct block){.kind = BLOCK_LINK, .text = story->name, .see = story->id});
    }
    if (stories->n_more > 0)
        report_addf(&r->report, BLOCK_PARAGRAPH,
                    "%zu more are not told here: choose councils with -C or -R, or ask turnaround "
                    "case for one.",
                    stories->n_more);
}

static const char *caption_of(struct reporting *r, const struct story *story)
{
    struct text t = {0};
    text_addf(&t, "%s, event by event", story->name);
    return report_keep(&r->report, &t);
}

static int add_story(struct reporting *r, const struct story *story, struct diags *ds)
{
    const struct reporting_table events = {
        .ask = {.command = command_find("case"), .council = story->council},
        .first = story->name,
        .id = report_id(&r->report, "events", story->name),
        .caption = caption_of(r, story),
        .empty = "The records have no dated event.",
        .is_small = true,
    };
    report_add(&r->report,
               (struct block){.kind = BLOCK_HEADING, .text = story->name, .id = story->id});
    report_add(&r->report, (struct block){.kind = BLOCK_PARAGRAPH, .text = story->words});
    return report_answer(r, &events, ds);
}

static int add_stories(struct reporting *r, struct stories *stories, struct diags *ds)
{
    if (stories->n == 0) {
        report_addf(&r->report, BLOCK_PARAGRAPH,
                    "No council had an episode, or a delivery model other than in-house.");
        return 0;
    }
    add_index(r, stories);
    for (size_t i = 0; i < stories->n; i++)
        if (add_story(r, &stories->v[i], ds) != 0)
            return -1;
    return 0;
}

int report_stories(struct reporting *r, struct diags *ds)
{
    struct stories stories = {0};
    int status = stories_find(r, &stories, ds);
    if (status == 0)
        status = add_stories(r, &stories, ds);
    stories_release(&stories);
    return status;
}
