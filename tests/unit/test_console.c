/* console: what is seen of progress, as the program runs under a pseudo-terminal and is fed
 * slowly: once two seconds have gone by a line, of which nothing is left in the end. */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WIDTH = 24, STEP = 50, LONGEST = 10000, LATER = 250 /* milliseconds */ };

/* One run. */
struct run {
    const char *arguments; /* of the program; $FILE is one of its own */
    const char *term;
    const char *rest; /* what comes at the end of its input */
    bool shows;       /* a line of progress */
    const char *last; /* how the last line of what is seen begins */
    pid_t pid;
    int terminal, input;
    struct text seen;
};

/* The dataset comes on standard input. */
static struct run runs[] = {
    {.arguments = "times -", .term = "xterm", .shows = true, .last = "note: "},
    {.arguments = "times - -f csv -q", .term = "xterm", .last = "(all),"},
    {.arguments = "times - -f csv", .term = "dumb", .last = "note: "},
    {.arguments = "times - 2>$FILE", .term = "xterm", .last = "(all)"},
    {.arguments = "times - -o $FILE", .term = "xterm", .shows = true, .last = "note: "},
    {.arguments = "times - -f csv",
     .term = "xterm",
     .rest = "b,1,x\n",
     .shows = true,
     .last = "      |     ^"},
    {.arguments = "times - -M trsut", .term = "xterm", .shows = true, .last = "  hint: "},
    {.arguments = "check -", .term = "xterm", .shows = true, .last = "note: "},
};

enum { RUNS = sizeof runs / sizeof runs[0] };

static void start(struct run *r, const char *file)
{
    const struct winsize size = {.ws_row = 25, .ws_col = WIDTH};
    const char *program = getenv("TURNAROUND");
    char command[512];
    int ends[2];
    snprintf(command, sizeof command, "exec %s %s", program ? program : "build/turnaround",
             r->arguments);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    r->pid = forkpty(&r->terminal, NULL, NULL, &size);
    if (r->pid == 0) {
        setenv("TERM", r->term, 1);
        setenv("FILE", file, 1);
        dup2(ends[0], STDIN_FILENO);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    assert_true(r->pid > 0);
    fcntl(r->terminal, F_SETFD, FD_CLOEXEC);
    close(ends[0]);
    r->input = ends[1];
}

/* What is there to be read; false at the end. */
static bool look(struct run *r, int timeout)
{
    struct pollfd p = {.fd = r->terminal, .events = POLLIN};
    char bytes[4096];
    while (poll(&p, 1, timeout) > 0) {
        ssize_t n = read(r->terminal, bytes, sizeof bytes);
        if (n <= 0)
            return false;
        text_add(&r->seen, (struct span){bytes, (size_t)n});
    }
    return true;
}

static void feed(struct run *r, const char *text)
{
    ssize_t n = (ssize_t)strlen(text);
    assert_int_equal(write(r->input, text, (size_t)n), n);
}

static bool is_shown(const struct run *r)
{
    return strstr(text_string(&r->seen), "reading, ") != NULL;
}

/* Feeds all runs until those that are to have shown something, and a little longer. */
static void feed_slowly(void)
{
    int left = LONGEST;
    bool all = false;
    for (int i = 0; left > 0; i++, left -= STEP) {
        bool now = true;
        char row[64];
        snprintf(row, sizeof row, "a,%d-01-01,%s\n", 1900 + i, i % 2 ? "good" : "inadequate");
        for (size_t k = 0; k < RUNS; k++) {
            feed(&runs[k], row);
            assert_true(look(&runs[k], 0));
            now = now && (is_shown(&runs[k]) || !runs[k].shows);
        }
        left = now && !all ? LATER : left;
        all = all || now;
        usleep(STEP * 1000);
    }
    assert_true(all);
}

enum { ROWS = 256, COLUMNS = 1024 };

/* The lines that a terminal shows in the end; they are not folded. */
struct screen {
    char lines[ROWS][COLUMNS];
    size_t row, column;
};

static void put(struct screen *s, const char *bytes)
{
    static const char clear[] = "\033[K";
    for (const char *c = bytes; *c; c++) {
        assert_true(s->row + 1 < ROWS && s->column + 1 < COLUMNS);
        if (strncmp(c, clear, strlen(clear)) == 0) {
            memset(s->lines[s->row] + s->column, '\0', COLUMNS - s->column);
            c += strlen(clear) - 1;
        } else if (*c == '\r') {
            s->column = 0;
        } else if (*c == '\n') {
            s->row++;
        } else {
            s->lines[s->row][s->column++] = *c;
        }
    }
}

/* Each time that it is shown it fits the line, and does not reach its end. */
static void check_shown(const struct run *r)
{
    for (const char *at = text_string(&r->seen); (at = strstr(at, "\rreading, ")); at++) {
        const char *end = strstr(at, "\033[K");
        assert_non_null(end);
        assert_in_range(end - at - 1, 1, WIDTH - 1);
    }
}

static void check_screen(const struct run *r)
{
    static struct screen s;
    s = (struct screen){0};
    put(&s, text_string(&r->seen));
    for (size_t i = 0; i < s.row; i++)
        if (strstr(s.lines[i], "reading"))
            fail_msg("%s: line %zu is left: %s", r->arguments, i, s.lines[i]);
    assert_true(s.row > 0);
    assert_string_equal(s.lines[s.row], ""); /* the cursor is at the beginning of a line */
    if (strncmp(s.lines[s.row - 1], r->last, strlen(r->last)) != 0)
        fail_msg("%s: the last line is: %s", r->arguments, s.lines[s.row - 1]);
}

/* Where it is no terminal there is none of it. */
static void check_file(const char *path)
{
    char text[8192] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_null(strchr(text, '\r'));
    assert_null(strstr(text, "reading"));
}

static void finish(struct run *r)
{
    int status;
    if (r->rest)
        feed(r, r->rest);
    close(r->input);
    while (look(r, 10000))
        continue;
    assert_int_equal(waitpid(r->pid, &status, 0), r->pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 3);
    close(r->terminal);
}

/* All at once, as each takes its time. */
static void progress_is_shown_and_goes(void **state)
{
    struct test_file files[RUNS];
    (void)state;
    for (size_t i = 0; i < RUNS; i++) {
        files[i] = file_with_text("");
        start(&runs[i], files[i].path);
        feed(&runs[i], "council,date,grade\n");
    }
    feed_slowly();
    for (size_t i = 0; i < RUNS; i++) {
        finish(&runs[i]);
        if (is_shown(&runs[i]) != runs[i].shows)
            fail_msg("%s: %s", runs[i].arguments, text_string(&runs[i].seen));
        check_shown(&runs[i]);
        check_screen(&runs[i]);
        check_file(files[i].path);
        text_release(&runs[i].seen);
        file_release(&files[i]);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(progress_is_shown_and_goes),
    };
    return CHECK_RUN(tests, argc, argv);
}
