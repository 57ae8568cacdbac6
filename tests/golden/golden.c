/* golden: what the program prints, byte for byte.
 *
 * A case is a folder tests/golden/NAME with `cmd` (a shell command, in which turnaround is the
 * program), `out`, `err` (missing: empty) and `code` (missing: 0). The README's console blocks are
 * cases too: each line "$ turnaround ..." with what follows it, both streams together. Commands run
 * in the top folder, in a fixed environment. UPDATE=1 writes what was printed as what is expected.
 */
#include "check.h"

#include <dirent.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char folder[] = "tests/golden";

struct result {
    struct text out, err;
    int code;
};

static bool read_file(const char *path, struct text *t)
{
    char block[65536];
    size_t n;
    FILE *file = fopen(path, "r");
    text_clear(t);
    if (!file)
        return false;
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        text_add(t, (struct span){block, n});
    fclose(file);
    return true;
}

/* Runs COMMAND, both streams into files of their own or, TOGETHER, into one. */
static void run(const char *command, bool together, struct result *r)
{
    struct test_file out = file_with_text(""), err = file_with_text("");
    struct text line = {0};
    const char *program = getenv("TURNAROUND");
    text_addf(&line,
              "set -f; turnaround() { %s \"$@\"; }; set +f; export LC_ALL=C TZ=UTC TERM=dumb; "
              "unset NO_COLOR COLUMNS TURNAROUND_DATA; exec >%s 2>%s; %s",
              program ? program : "build/turnaround", out.path, together ? "&1" : err.path,
              command);
    int status = system(text_string(&line));
    r->code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    assert_true(read_file(out.path, &r->out) && read_file(err.path, &r->err));
    text_release(&line);
    file_release(&out);
    file_release(&err);
}

static void write_expected(const char *path, struct span s)
{
    if (s.length == 0) {
        unlink(path);
        return;
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fwrite(s.text, 1, s.length, file);
    assert_int_equal(fclose(file), 0);
}

/* Prints how ACTUAL differs from the file EXPECTED. */
static void show_difference(const char *expected, struct span actual)
{
    struct test_file file = file_with(actual.text, actual.length);
    struct text line = {0};
    text_addf(&line, "diff -u --label %s --label printed %s %s | head -n 40 >&2", expected,
              access(expected, R_OK) == 0 ? expected : "/dev/null", file.path);
    if (system(text_string(&line)) != 0)
        print_error("(no diff)\n");
    text_release(&line);
    file_release(&file);
}

static bool check_stream(const char *name, const char *part, struct span actual)
{
    struct text path = {0}, expected = {0};
    bool same = true;
    text_addf(&path, "%s/%s/%s", folder, name, part);
    if (getenv("UPDATE")) {
        write_expected(text_string(&path), actual);
    } else {
        read_file(text_string(&path), &expected);
        same = span_equals(text_span(&expected), actual);
        if (!same)
            show_difference(text_string(&path), actual);
    }
    text_release(&path);
    text_release(&expected);
    return same;
}

static void check_case(void **state)
{
    const char *name = *state;
    struct text path = {0}, command = {0}, code = {0};
    struct result r = {0};
    text_addf(&path, "%s/%s/cmd", folder, name);
    assert_true(read_file(text_string(&path), &command));
    run(text_string(&command), false, &r);
    if (r.code != 0)
        text_addf(&code, "%d\n", r.code);
    bool same = check_stream(name, "out", text_span(&r.out));
    same = check_stream(name, "err", text_span(&r.err)) && same;
    same = check_stream(name, "code", text_span(&code)) && same;
    text_release(&path);
    text_release(&command);
    text_release(&code);
    text_release(&r.out);
    text_release(&r.err);
    if (!same)
        fail_msg("%s: cat %s/%s/cmd", name, folder, name);
}

/* The examples of the README: command, and the lines until the next or the block's end. */
struct example {
    char *command;
    struct text expected;
};

static void check_example(void **state)
{
    struct example *e = *state;
    struct result r = {0};
    run(e->command, true, &r);
    bool same = span_equals(text_span(&r.out), text_span(&e->expected));
    if (!same)
        print_error("$ %s\nprints:\n%s\nthe README has:\n%s\n", e->command, text_string(&r.out),
                    text_string(&e->expected));
    text_release(&r.out);
    text_release(&r.err);
    assert_true(same);
}

struct cases {
    struct CMUnitTest *v;
    size_t n;
};

static void add_case(struct cases *c, const char *name, CMUnitTestFunction function, void *state)
{
    c->v = realloc(c->v, (c->n + 1) * sizeof *c->v);
    assert_non_null(c->v);
    c->v[c->n++] =
        (struct CMUnitTest){.name = strdup(name), .test_func = function, .initial_state = state};
}

static void cases_release(struct cases *c)
{
    for (size_t i = 0; i < c->n; i++) {
        struct example *e = c->v[i].initial_state;
        if (c->v[i].test_func == check_example) {
            free(e->command);
            text_release(&e->expected);
        }
        free(e);
        free((char *)(uintptr_t)c->v[i].name);
    }
    free(c->v);
}

/* Whether NAME matches one of the patterns of SKIP. */
static bool is_skipped(const char *name)
{
    const char *patterns = getenv("SKIP");
    char *rest = strdup(patterns ? patterns : ""), *at = rest, *pattern;
    bool found = false;
    while (!found && (pattern = strsep(&at, " ")) != NULL)
        found = fnmatch(pattern, name, 0) == 0;
    free(rest);
    return found;
}

static int is_case(const struct dirent *entry)
{
    struct text path = {0};
    text_addf(&path, "%s/%s/cmd", folder, entry->d_name);
    bool found = entry->d_name[0] != '.' && access(text_string(&path), R_OK) == 0 &&
                 !is_skipped(entry->d_name);
    text_release(&path);
    return found;
}

static void find_cases(struct cases *c)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, is_case, alphasort);
    for (int i = 0; i < n; i++) {
        add_case(c, entries[i]->d_name, check_case, strdup(entries[i]->d_name));
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
}

/* Lines within ```console blocks. */
static void find_examples(struct cases *c)
{
    FILE *file = fopen("README.md", "r");
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    bool within = false;
    struct example *e = NULL;
    while (file && (length = getline(&line, &size, file)) > 0) {
        if (strncmp(line, "```", 3) == 0) {
            within = strncmp(line, "```console", 10) == 0;
            e = NULL;
        } else if (within && strncmp(line, "$ turnaround", 12) == 0) {
            struct text name = {0};
            line[length - 1] = '\0';
            e = calloc(1, sizeof *e);
            assert_non_null(e);
            e->command = strdup(line + 2);
            text_addf(&name, "README: %s", e->command);
            add_case(c, text_string(&name), check_example, e);
            text_release(&name);
        } else if (within && e) {
            text_add_string(&e->expected, line);
        }
    }
    free(line);
    if (file)
        fclose(file);
}

int main(int argc, char **argv)
{
    struct cases c = {0};
    find_cases(&c);
    if (!getenv("UPDATE"))
        find_examples(&c);
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    int failed = _cmocka_run_group_tests("golden", c.v, c.n, NULL, NULL);
    cases_release(&c);
    return failed;
}
