#include "reading.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

enum { LONGEST_WRITE = 4096 };

static void add_values(struct reading *r, const struct span *v, size_t n, uint32_t line,
                       const char *mark)
{
    r->n_records++;
    text_addf(&r->records, "%s%u:", mark, line);
    for (size_t i = 0; i < n && !r->brief; i++) {
        text_add_string(&r->records, i ? "|" : "");
        text_add_visible(&r->records, v[i]);
    }
    text_add_char(&r->records, '\n');
}

static void add_record(struct reading *r, const struct row *row, const char *mark)
{
    add_values(r, row->v, row->n, row->line, mark);
}

int reading_header(void *context, const struct row *row, struct diags *ds)
{
    struct reading *r = context;
    (void)ds;
    r->n_columns = row->n;
    add_record(r, row, "h");
    return 0;
}

int reading_record(void *context, const struct row *row, struct diags *ds)
{
    (void)ds;
    add_record(context, row, "");
    return 0;
}

/* Every third goes the long way. */
static bool take_quickly(void *context, const struct span *v, uint32_t line)
{
    struct reading *r = context;
    if (line % 3 == 0)
        return false;
    assert_int_equal(v[r->n_columns].length, 0);
    add_values(r, v, r->n_columns, line, "");
    return true;
}

int read_into(struct reading *r, const char *path)
{
    const struct row_handler handler = {.header = reading_header,
                                        .record = reading_record,
                                        .quick = r->is_quick ? take_quickly : NULL,
                                        .context = r};
    r->ds.lists_warnings = true;
    return rows_read(path, "x.csv", &handler, &r->ds);
}

void reading_release(struct reading *r)
{
    text_release(&r->records);
    diags_release(&r->ds);
}

void check_problems(const struct reading *r, const char *expected, const char *name)
{
    struct text problems = {0};
    problems_text(&r->ds, &problems);
    check_text(&problems, expected, name);
    text_release(&problems);
}

void feed_put(int fd, struct span s, const struct cut *cut)
{
    for (size_t at = 0, n; at < s.length; at += n) {
        n = at == 0 ? cut->first : cut->rest;
        if (cut->random)
            n = 1 + random_below(cut->random, random_below(cut->random, 8) ? 60 : LONGEST_WRITE);
        n = n < s.length - at ? n : s.length - at;
        if (write(fd, s.text + at, n) != (ssize_t)n)
            _exit(1);
    }
}

pid_t feed_start(int fd, int other, struct span s, const struct cut *cut)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (other >= 0)
            close(other);
        feed_put(fd, s, cut);
        _exit(0);
    }
    close(fd);
    return child;
}

void feed_end(pid_t child)
{
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

void read_through_pipe(struct reading *r, struct span s, const struct cut *cut)
{
    int ends[2];
    char path[32];
    assert_int_equal(pipe2(ends, O_DIRECT | O_CLOEXEC), 0);
    pid_t child = feed_start(ends[1], ends[0], s, cut);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(read_into(r, path), 0);
    close(ends[0]);
    feed_end(child);
}
