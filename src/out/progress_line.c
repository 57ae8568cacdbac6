#include "out/progress_line.h"

#include <inttypes.h>

#include "base/number.h"
#include "base/utf8.h"

/* "12.3 MB", "530,850 councils" */
static void add_amount(struct text *t, uint64_t n, const char *unit)
{
    static const char *const units[] = {"kB", "MB", "GB", "TB"};
    char grouped[NUMBER_TEXT];
    double amount = (double)n / 1000;
    size_t i = 0;
    if (unit || n < 1000) {
        text_addf(t, "%s %s%s", number_grouped(n, grouped), unit ? unit : "byte", plural(n));
        return;
    }
    for (; amount >= 999.95 && i + 1 < sizeof units / sizeof units[0]; i++)
        amount /= 1000;
    text_addf(t, "%.1f %s", amount, units[i]);
}

/* Seconds rounded up to what can be said of them. */
static void add_time(struct text *t, int64_t seconds)
{
    enum { MINUTE = 60, HOUR = 3600 };
    if (seconds > HOUR)
        text_addf(t, ", about %" PRId64 " h left", (seconds + HOUR - 1) / HOUR);
    else if (seconds > MINUTE)
        text_addf(t, ", about %" PRId64 " min left", (seconds + MINUTE - 1) / MINUTE);
    else if (seconds > 10)
        text_addf(t, ", about %" PRId64 " s left", (seconds + 4) / 5 * 5);
    else
        text_addf(t, ", about %" PRId64 " s left", seconds);
}

/* A file that grows has more than it had when it was begun: then nothing can be said. */
static void add_part(struct text *t, const struct progress *p)
{
    enum { LEAST_TIME = 1000, LEAST_SHARE = 50 };
    uint64_t total = p->task.total, done = p->done;
    int64_t elapsed = p->looked - p->begun;
    if (total == 0 || done > total) {
        add_amount(t, done, p->task.unit);
        return;
    }
    text_addf(t, "%d%% of ", (int)((double)done / (double)total * 100));
    add_amount(t, total, p->task.unit);
    if (elapsed >= LEAST_TIME && done > total / LEAST_SHARE && done < total)
        add_time(t, (int64_t)((double)elapsed / 1000 * (double)(total - done) / (double)done) + 1);
}

/* The longest head of S that is at most WIDTH columns wide. */
static struct span cut(struct span s, size_t width)
{
    size_t at = 0, used = 0;
    while (at < s.length) {
        uint32_t point;
        size_t length = utf8_next((struct span){s.text + at, s.length - at}, &point);
        length = length ? length : 1;
        used += utf8_width((struct span){s.text + at, length});
        if (used > width)
            break;
        at += length;
    }
    return (struct span){s.text, at};
}

void progress_add_line(const struct progress *p, size_t width, struct text *t)
{
    const struct task *task = &p->task;
    struct text line = {0};
    if (!task->doing)
        return;
    text_add_string(&line, task->doing);
    if (task->total > 0 || p->done > 0) {
        text_add_string(&line, ", ");
        add_part(&line, p);
    }
    if (task->name) {
        text_add_string(&line, ": ");
        text_add_visible(&line, span_of(task->name));
    }
    text_add(t, cut(text_span(&line), width));
    t->failed = t->failed || text_failed(&line);
    text_release(&line);
}
