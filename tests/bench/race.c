/* race ROUNDS FOLDER [INPUT...]: runs the commands on standard input in turn, A B C C B A A B C
 * ..., so that none always comes behind the same other, which leaves memory as it does, and prints
 * for each, behind tabs: its name, wall-clock seconds (median, least), seconds of processor time
 * (median, least), and peak memory in KiB, that of the largest process.
 *
 * A line of standard input is a name, the exit code that is right, and the command, with a tab
 * after the first two; the command's words are parted by blanks, and no shell is asked. Before each
 * run the inputs are read, so that they are in the page cache. What a command prints is in
 * FOLDER/NAME, and FOLDER/NAME.err, after its last run. A command that fails is told, and left out;
 * the exit code is then 1. Machines are noisy: only ratios within one call mean anything. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_ROUNDS = 99, MOST_WORDS = 31, MOST_ENTRANTS = 64, LINE_SIZE = 4096 };

struct entrant {
    char line[LINE_SIZE]; /* what name and words point into */
    char *name, *words[MOST_WORDS + 1];
    int status;
    bool failed;
    double wall[MOST_ROUNDS], processor[MOST_ROUNDS], peak[MOST_ROUNDS];
};

static void fail(const char *what)
{
    fprintf(stderr, "race: %s: %s\n", what, strerror(errno));
    exit(3);
}

/* Takes E's line apart. */
static void read_entrant(struct entrant *e)
{
    char *tab = strchr(e->line, '\t'), *next = tab ? strchr(tab + 1, '\t') : NULL;
    if (!next) {
        fprintf(stderr, "race: no command in: %s\n", e->line);
        exit(2);
    }
    int n = 0;
    *tab = '\0';
    e->name = e->line;
    e->status = atoi(tab + 1);
    for (char *word = strtok(next + 1, " \n"); word && n < MOST_WORDS; word = strtok(NULL, " \n"))
        e->words[n++] = word;
}

static int read_entrants(struct entrant *v)
{
    int n = 0;
    while (n < MOST_ENTRANTS && fgets(v[n].line, LINE_SIZE, stdin))
        read_entrant(&v[n++]);
    return n;
}

static void read_inputs(char **inputs)
{
    static char block[64 * 1024];
    for (; *inputs; inputs++) {
        int fd = open(*inputs, O_RDONLY);
        if (fd < 0)
            fail(*inputs);
        while (read(fd, block, sizeof block) > 0)
            ;
        close(fd);
    }
}

static void redirect(int to, const char *folder, const char *name, const char *ending)
{
    char path[LINE_SIZE * 2];
    snprintf(path, sizeof path, "%s/%s%s", folder, name, ending);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0 || dup2(fd, to) < 0)
        fail(path);
    close(fd);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* Runs E; its figures are those of round ROUND. */
static void run(struct entrant *e, int round, const char *folder)
{
    struct rusage usage;
    int status;
    double begin = now();
    pid_t child = fork();
    if (child == 0) {
        redirect(STDOUT_FILENO, folder, e->name, "");
        redirect(STDERR_FILENO, folder, e->name, ".err");
        execvp(e->words[0], e->words);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        fail(e->name);
    e->wall[round] = now() - begin;
    e->processor[round] = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    e->peak[round] = (double)usage.ru_maxrss;
    e->failed = !WIFEXITED(status) || WEXITSTATUS(status) != e->status;
    if (e->failed)
        fprintf(stderr, "race: %s failed (%s %d)\n", e->name,
                WIFEXITED(status) ? "exit code" : "signal",
                WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
}

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Sorts. */
static double median(double *v, int n)
{
    qsort(v, (size_t)n, sizeof *v, compare);
    return (v[(n - 1) / 2] + v[n / 2]) / 2;
}

static void print(struct entrant *e, int n)
{
    double wall = median(e->wall, n), processor = median(e->processor, n);
    median(e->peak, n);
    printf("%s\t%.6f\t%.6f\t%.6f\t%.6f\t%.0f\n", e->name, wall, e->wall[0], processor,
           e->processor[0], e->peak[n - 1]);
}

int main(int argc, char **argv)
{
    int rounds = argc > 2 ? atoi(argv[1]) : 0;
    if (rounds < 1 || rounds > MOST_ROUNDS)
        return 2;
    struct entrant *v = calloc(MOST_ENTRANTS, sizeof *v);
    if (!v)
        fail("memory");
    int n = read_entrants(v), failed = 0;
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < n; i++) {
            struct entrant *e = &v[round % 2 ? n - 1 - i : i];
            read_inputs(argv + 3);
            if (!e->failed)
                run(e, round, argv[2]);
        }
    for (int i = 0; i < n; i++)
        if (v[i].failed)
            failed = 1;
        else
            print(&v[i], rounds);
    free(v);
    return failed;
}
