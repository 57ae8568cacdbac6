#include "terminal.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 10 };

static void run(const char *const *argv, const char *const *settings)
{
    union {
        const char *const *given;
        char *const *taken;
    } words = {argv};
    for (size_t i = 0; settings[i]; i++)
        putenv(strdup(settings[i]));
    execvp(argv[0], words.taken);
    _exit(127);
}

void terminal_open(struct terminal *t, const char *const *argv, const char *const *settings)
{
    struct winsize size = {.ws_row = 24, .ws_col = 200};
    *t = (struct terminal){0};
    t->child = forkpty(&t->fd, NULL, NULL, &size);
    assert_true(t->child >= 0);
    if (t->child == 0)
        run(argv, settings);
}

void terminal_type(struct terminal *t, const char *keys)
{
    size_t n = strlen(keys);
    assert_int_equal(write(t->fd, keys, n), (ssize_t)n);
}

static bool find(struct terminal *t, const char *word)
{
    const char *all = text_string(&t->seen), *found = strstr(all + t->at, word);
    if (!found)
        return false;
    t->at = (size_t)(found - all) + strlen(word);
    return true;
}

bool terminal_wait(struct terminal *t, const char *word)
{
    char block[4096];
    time_t end = time(NULL) + SECONDS;
    struct pollfd p = {.fd = t->fd, .events = POLLIN};
    while (!find(t, word)) {
        if (time(NULL) > end)
            return false;
        if (poll(&p, 1, 100) <= 0)
            continue;
        ssize_t n = read(t->fd, block, sizeof block);
        if (n <= 0)
            return false;
        for (ssize_t i = 0; i < n; i++)
            text_add_char(&t->seen, block[i] ? block[i] : '?');
    }
    return true;
}

void terminal_close(struct terminal *t)
{
    kill(t->child, SIGKILL);
    close(t->fd);
    waitpid(t->child, NULL, 0);
    text_release(&t->seen);
}
