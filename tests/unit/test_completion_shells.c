/* The completions of bash, zsh and fish, with a tab typed at a terminal. */
#include "terminal.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is typed before a tab, and the words that the shell then has; FILE stands for a file with
 * odd names of councils. */
static const struct {
    const char *typed, *words;
} examples[] = {
    {"turnaround ti", "<turnaround><times>"},
    {"turnaround case isle\\ ", "<turnaround><case><Isle of Wight>"},
    {"turnaround case \"isle of", "<turnaround><case><Isle of Wight>"},
    {"turnaround case 'isle of", "<turnaround><case><Isle of Wight>"},
    {"turnaround times --council=telf", "<turnaround><times><--council=Telford and Wrekin>"},
    {"turnaround times -f csv --lim", "<turnaround><times><-f><csv><--limit>"},
    {"turnaround steps -w model=tr", "<turnaround><steps><-w><model=trust>"},
    {"turnaround times -c model,ev", "<turnaround><times><-c><model,events>"},
    {"turnaround times --output=READ", "<turnaround><times><--output=README.md>"},
    {"turnaround trajectory FILE -C ki", "<turnaround><trajectory><FILE><-C><King's Cross>"},
    {"turnaround trajectory FILE -C 'ki", "<turnaround><trajectory><FILE><-C><King's Cross>"},
    {"turnaround trajectory FILE -C do",
     "<turnaround><trajectory><FILE><-C><do \"it\" for $5 `now` \\here>"},
    {"turnaround trajectory FILE -C \"do",
     "<turnaround><trajectory><FILE><-C><do \"it\" for $5 `now` \\here>"},
    {"turnaround trajectory FILE -C C\xc3\xa2",
     "<turnaround><trajectory><FILE><-C><C\xc3\xa2teau>"},
};

static const char file[] = "tests/golden/completion-bash/odd.csv";

/* S with the file's name for FILE. */
static void fill_in(const char *s, struct text *t)
{
    const char *cut = strstr(s, "FILE");
    text_clear(t);
    text_add(t, (struct span){s, cut ? (size_t)(cut - s) : strlen(s)});
    text_add_string(t, cut ? file : "");
    text_add_string(t, cut ? cut + 4 : "");
}

/* A folder with a link to the program that is tested, to be found on the path; and the variables of
 * the shells. */
struct bench {
    char folder[TEST_PATH], link[96], path[PATH_MAX];
    const char *settings[8];
};

static void bench_open(struct bench *b)
{
    const char *program = getenv("TURNAROUND");
    char real[PATH_MAX];
    assert_non_null(realpath(program ? program : "build/turnaround", real));
    make_test_folder(b->folder);
    snprintf(b->link, sizeof b->link, "%s/turnaround", b->folder);
    assert_int_equal(symlink(real, b->link), 0);
    snprintf(b->path, sizeof b->path, "PATH=%s:%s", b->folder, getenv("PATH"));
    static const char *const others[] = {"TERM=dumb", "LC_ALL=C.UTF-8",    "INPUTRC=/dev/null",
                                         "HISTFILE=", "HOME=/nonexistent", "TURNAROUND_DATA="};
    b->settings[0] = b->path;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        b->settings[i + 1] = others[i];
    b->settings[7] = NULL;
}

static void bench_close(struct bench *b)
{
    unlink(b->link);
    assert_int_equal(rmdir(b->folder), 0);
}

/* Types each example and a tab at the shell; then, at the head of the line, what prints its words.
 */
static void check_shell(const char *const *argv, const char *setup)
{
    struct bench b;
    struct terminal t;
    struct text typed = {0}, words = {0};
    bench_open(&b);
    terminal_open(&t, argv, b.settings);
    terminal_type(&t, setup);
    terminal_type(&t, "printf 'rea''dy\\n'\r");
    if (!terminal_wait(&t, "ready\r\n"))
        fail_msg("%s does not start: %s", argv[0], text_string(&t.seen));
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        fill_in(examples[i].typed, &typed);
        fill_in(examples[i].words, &words);
        terminal_type(&t, text_string(&typed));
        terminal_type(&t, "\t\001printf '<%s>' \r");
        if (!terminal_wait(&t, text_string(&words)))
            fail_msg("%s: %s: no %s in\n%s", argv[0], text_string(&typed), text_string(&words),
                     text_string(&t.seen));
    }
    terminal_close(&t);
    text_release(&typed);
    text_release(&words);
    bench_close(&b);
}

static void bash_has_names_quoted(void **state)
{
    static const char *const argv[] = {"bash", "--noprofile", "--norc", "-i", NULL};
    (void)state;
    check_shell(argv, ". src/completion/turnaround.bash\r");
}

static void zsh_has_names_quoted(void **state)
{
    static const char *const argv[] = {"zsh", "-f", "-i", NULL};
    (void)state;
    check_shell(argv, "KEYTIMEOUT=1; fpath=($PWD/src/completion $fpath); autoload -Uz compinit; "
                      "compinit -D -u\r");
}

static void fish_has_names_quoted(void **state)
{
    static const char *const argv[] = {"fish", "--no-config", "-i", NULL};
    (void)state;
    check_shell(argv, "source src/completion/turnaround.fish\r");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bash_has_names_quoted),
        cmocka_unit_test(zsh_has_names_quoted),
        cmocka_unit_test(fish_has_names_quoted),
    };
    return CHECK_RUN(tests, argc, argv);
}
