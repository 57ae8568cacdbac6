#include "zygote.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    MOST_FRAMES = 40,
    MOST_TOLD = 8, /* findings of a mode that are told */
    SECONDS = 20,  /* a run that takes longer hangs */
    EXIT_SYSTEM = 3,
};

typedef int main_function(int, char **, char **);

/* What a run tells the server. */
struct witness {
    long calls, left;
    bool has_ended; /* main() has returned */
    int n_frames;
    void *frames[MOST_FRAMES];
};

struct bytes {
    char *v;
    size_t n, cap;
};

/* What came of a run; `folder` is the scratch folder, its files with their contents. */
struct outcome {
    int status; /* as waitpid() has it */
    struct bytes out, err, folder;
};

struct server {
    int argc;
    char **argv;
    const char *folder, *old;
    bool exits;
    int out, err; /* what the runs have for standard output and error */
    struct outcome plain, run;
    struct bytes before; /* the folder where nothing was written */
    long plain_left;
};

/* What to look for in a folder, and what of it is found. */
struct known {
    const struct bytes *before, *after;
    struct bytes *found;
};

extern void __libc_freeres(void);

static main_function *real_main;
static struct witness *witness;

__attribute__((noinline)) void zygote_goes_wrong(void)
{
    if (witness && witness->n_frames == 0)
        witness->n_frames = backtrace(witness->frames, MOST_FRAMES);
}

static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "torture: %s: %s\n", what, strerror(errno));
    _exit(2);
}

static void bytes_add(struct bytes *b, const char *s, size_t n)
{
    if (b->n + n + 1 > b->cap) {
        b->cap = 2 * (b->n + n + 1);
        b->v = realloc(b->v, b->cap);
        if (!b->v)
            give_up("memory");
    }
    memcpy(b->v + b->n, s, n);
    b->n += n;
    b->v[b->n] = '\0';
}

static void bytes_add_string(struct bytes *b, const char *s)
{
    bytes_add(b, s, strlen(s));
}

static void bytes_clear(struct bytes *b)
{
    b->n = 0;
    bytes_add(b, "", 0);
}

static bool is_same(const struct bytes *a, const struct bytes *b)
{
    return a->n == b->n && memcmp(a->v, b->v, a->n) == 0;
}

static void add_file(struct bytes *b, int fd)
{
    char block[65536];
    ssize_t n;
    while ((n = read(fd, block, sizeof block)) > 0)
        bytes_add(b, block, (size_t)n);
}

/* Calls VISIT with each path in FOLDER, what is in a folder before the folder. */
static void walk(const char *folder, void (*visit)(const char *path, void *context), void *context)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char path[4096];
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (strcmp(entries[i]->d_name, ".") != 0 && strcmp(entries[i]->d_name, "..") != 0) {
            if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
                walk(path, visit, context);
            visit(path, context);
        }
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
}

static void remove_path(const char *path, void *context)
{
    (void)context;
    if (remove(path) != 0)
        give_up(path);
}

static void add_path(const char *path, void *context)
{
    struct bytes *b = context;
    bytes_add_string(b, path);
    bytes_add_string(b, ":\n");
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (fd >= 0) {
        add_file(b, fd);
        close(fd);
    }
}

static bool holds_line(const struct bytes *b, const char *line)
{
    return memmem(b->v, b->n, line, strlen(line)) != NULL;
}

/* Only what was there before, or the undisturbed run leaves. */
static void add_known_path(const char *path, void *context)
{
    struct known *known = context;
    char line[4096];
    snprintf(line, sizeof line, "%s:\n", path);
    if (holds_line(known->before, line) || holds_line(known->after, line))
        add_path(path, known->found);
}

static void look_at_folder(const struct server *s, struct bytes *b)
{
    bytes_clear(b);
    if (s->folder)
        walk(s->folder, add_path, b);
}

static void lay_out_folder(const struct server *s)
{
    char path[4096];
    if (s->folder)
        walk(s->folder, remove_path, NULL);
    if (!s->folder || !s->old)
        return;
    snprintf(path, sizeof path, "%s/%s", s->folder, s->old);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (fd < 0 || write(fd, "old\n", 4) != 4)
        give_up(path);
    close(fd);
}

static void rewind_streams(const struct server *s)
{
    if (ftruncate(s->out, 0) != 0 || ftruncate(s->err, 0) != 0)
        give_up("ftruncate");
    lseek(s->out, 0, SEEK_SET);
    lseek(s->err, 0, SEEK_SET);
    lseek(STDIN_FILENO, 0, SEEK_SET);
}

static void read_stream(int fd, struct bytes *b)
{
    bytes_clear(b);
    lseek(fd, 0, SEEK_SET);
    add_file(b, fd);
}

static _Noreturn void run_main(const struct server *s, long point, int mode)
{
    dup2(s->out, STDOUT_FILENO);
    dup2(s->err, STDERR_FILENO);
    close(s->out);
    close(s->err);
    alarm(SECONDS);
    ordeal.arm(point, mode);
    int code = real_main(s->argc, s->argv, environ);
    fflush(NULL);
    witness->calls = ordeal.disarm();
    witness->has_ended = true;
    if (s->exits)
        exit(code);
    __libc_freeres();
    witness->left = ordeal.count_left ? ordeal.count_left(false) : 0;
    _exit(code);
}

/* One run, into O. */
static void run(const struct server *s, long point, int mode, struct outcome *o)
{
    lay_out_folder(s);
    rewind_streams(s);
    *witness = (struct witness){0};
    pid_t child = fork();
    if (child < 0)
        give_up("fork");
    if (child == 0)
        run_main(s, point, mode);
    while (waitpid(child, &o->status, 0) < 0)
        if (errno != EINTR)
            give_up("waitpid");
    read_stream(s->out, &o->out);
    read_stream(s->err, &o->err);
    look_at_folder(s, &o->folder);
}

/* Whether a text of LENGTH bytes holds one of the MESSAGES, "THIS|THAT". */
static bool holds_one(const char *text, size_t length, const char *messages)
{
    char line[4096], list[256], *rest = NULL;
    snprintf(line, sizeof line, "%.*s", (int)length, text);
    snprintf(list, sizeof list, "%s", messages);
    for (char *m = strtok_r(list, "|", &rest); m; m = strtok_r(NULL, "|", &rest))
        if (strcasestr(line, m))
            return true;
    return false;
}

/* Whether B begins with one fault as fault_print() writes it, which holds one of the MESSAGES, and
 * ends there. */
static bool is_one_fault(const struct bytes *b, const char *messages)
{
    const char *line = b->v, *end = strchr(line, '\n');
    bool is_json = strncmp(line, "{\"severity\":\"system\",", 21) == 0;
    if (!end || (!is_json && strncmp(line, "turnaround: ", 12) != 0))
        return false;
    if (messages && !holds_one(line, (size_t)(end - line), messages))
        return false;
    if (!is_json && strncmp(end + 1, "  hint: ", 8) == 0)
        end = strchr(end + 1, '\n');
    return end && end + 1 == b->v + b->n;
}

static bool is_beginning(const struct bytes *part, const struct bytes *whole)
{
    return part->n <= whole->n && memcmp(part->v, whole->v, part->n) == 0;
}

/* Whether each thing in the folder is as it was before, or as it is to be, whatever else was left.
 */
static bool is_all_or_nothing(struct server *s)
{
    struct known known = {&s->before, &s->plain.folder, &s->run.folder};
    bytes_clear(known.found);
    walk(s->folder, add_known_path, &known);
    return is_same(known.found, known.before) || is_same(known.found, known.after);
}

enum verdict { SAME, FAULT, FOUND };

/* Into *WHY, what is wrong with the run. */
static enum verdict judge(struct server *s, int mode, const char **why)
{
    const struct outcome *o = &s->run, *plain = &s->plain;
    const struct ordeal_mode *m = &ordeal.modes[mode];
    *why = NULL;
    if (m->is_deadly && WIFSIGNALED(o->status) && WTERMSIG(o->status) == SIGKILL) {
        *why = is_all_or_nothing(s) ? NULL : "something is half done";
        return *why ? FOUND : FAULT;
    }
    if (WIFSIGNALED(o->status))
        *why = WTERMSIG(o->status) == SIGALRM ? "it hangs" : "it crashes";
    else if (!witness->has_ended)
        *why = "it ends without returning from main";
    else if (witness->left > s->plain_left)
        *why = "something is not given back";
    if (*why)
        return FOUND;
    if (o->status == plain->status && is_same(&o->out, &plain->out) &&
        is_same(&o->err, &plain->err) && is_same(&o->folder, &plain->folder))
        return SAME;
    if (m->is_harmless)
        *why = "it does not end as if nothing had happened";
    else if (WEXITSTATUS(o->status) != EXIT_SYSTEM)
        *why = "it ends otherwise than undisturbed, and not in exit 3";
    else if (!is_one_fault(&o->err, m->message))
        *why = "standard error does not hold the one message";
    else if (!is_beginning(&o->out, &plain->out))
        *why = "standard output is not the beginning of what it should be";
    else if (!is_same(&o->folder, &s->before) &&
             !(m->is_late && is_same(&o->folder, &plain->folder)))
        *why = "files are left, or touched";
    return *why ? FOUND : FAULT;
}

static void tell_bytes(const char *name, const struct bytes *b)
{
    size_t n = b->n < 600 ? b->n : 600;
    if (n > 0)
        fprintf(stderr, "  %s: %.*s%s", name, (int)n, b->v, b->v[n - 1] == '\n' ? "" : "\n");
}

static void tell_finding(const struct server *s, long point, int mode, const char *why)
{
    fprintf(stderr, "torture: %s; status %#x, left %ld; ", why, (unsigned)s->run.status,
            witness->left);
    fprintf(stderr, "TORTURE_MODE=%s TORTURE_POINT=%ld:", ordeal.modes[mode].name, point);
    for (int i = 0; i < s->argc; i++)
        fprintf(stderr, " %s", s->argv[i]);
    fprintf(stderr, "\n");
    backtrace_symbols_fd(witness->frames, witness->n_frames, STDERR_FILENO);
    tell_bytes("error", &s->run.err);
    if (!is_same(&s->run.out, &s->plain.out))
        tell_bytes("output", &s->run.out);
    if (!is_same(&s->run.folder, &s->before))
        tell_bytes("folder", &s->run.folder);
}

/* Tries the points of a mode. Returns how many are findings. */
static long try_mode(struct server *s, int mode, long most)
{
    run(s, 0, mode, &s->run);
    long calls = witness->calls;
    long n = most > 0 && most < calls ? most : calls, counts[FOUND + 1] = {0};
    for (long i = 0; i < n; i++) {
        const char *why;
        long point = n == calls ? i + 1 : (long)(((double)i + 0.5) * (double)calls / (double)n) + 1;
        run(s, point, mode, &s->run);
        enum verdict verdict = judge(s, mode, &why);
        if (verdict == FOUND && counts[FOUND] < MOST_TOLD)
            tell_finding(s, point, mode, why);
        counts[verdict]++;
    }
    printf("%s\t%ld\t%ld\t%ld\t%ld\n", ordeal.modes[mode].name, n, counts[FAULT], counts[SAME],
           counts[FOUND]);
    fflush(stdout);
    return counts[FOUND];
}

/* The undisturbed run, to which the others are held. */
static void run_plain(struct server *s)
{
    lay_out_folder(s);
    look_at_folder(s, &s->before);
    run(s, 0, 0, &s->plain);
    if (!WIFEXITED(s->plain.status) || !witness->has_ended)
        give_up("the undisturbed run does not end well");
    s->plain_left = witness->left;
    if (witness->left > 0)
        fprintf(stderr, "torture: the undisturbed run leaves %ld behind\n", witness->left);
}

static int try_all(struct server *s)
{
    const char *most = getenv("TORTURE_MOST"), *only = getenv("TORTURE_MODE");
    bool is_deadly = getenv("TORTURE_DEADLY");
    long found = 0;
    run_plain(s);
    for (int i = 0; ordeal.modes[i].name; i++)
        if (only ? strcmp(only, ordeal.modes[i].name) == 0 : is_deadly == ordeal.modes[i].is_deadly)
            found += try_mode(s, i, most ? atol(most) : 0);
    return found > 0;
}

/* In this process, so that a debugger sees it. */
static int try_one(const struct server *s, const char *mode, long point)
{
    int i = 0;
    while (mode && ordeal.modes[i + 1].name && strcmp(mode, ordeal.modes[i].name) != 0)
        i++;
    lay_out_folder(s);
    ordeal.arm(point, i);
    int code = real_main(s->argc, s->argv, environ);
    fflush(NULL);
    ordeal.disarm();
    __libc_freeres();
    if (ordeal.count_left)
        ordeal.count_left(true);
    return code;
}

static int serve(int argc, char **argv, char **environment)
{
    struct rlimit no_core = {0};
    const char *point = getenv("TORTURE_POINT");
    struct server s = {.argc = argc,
                       .argv = argv,
                       .folder = getenv("TORTURE_FOLDER"),
                       .old = getenv("TORTURE_OLD"),
                       .exits = getenv("TORTURE_EXIT")};
    (void)environment;
    if (point)
        return try_one(&s, getenv("TORTURE_MODE"), atol(point));
    setrlimit(RLIMIT_CORE, &no_core);
    witness =
        mmap(NULL, sizeof *witness, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    s.out = memfd_create("out", 0);
    s.err = memfd_create("err", 0);
    if (witness == MAP_FAILED || s.out < 0 || s.err < 0)
        give_up("set-up");
    zygote_goes_wrong(); /* the unwinder loads what it needs now, not when a call fails */
    return try_all(&s);
}

/* Called by the C library's start code; ours stands before the real one. */
int __libc_start_main(main_function *main, int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void *stack_end);

int __libc_start_main(main_function *main, int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
    int (*start)(main_function *, int, char **, void (*)(void), void (*)(void), void (*)(void),
                 void *);
    void *found = dlsym(RTLD_NEXT, "__libc_start_main");
    memcpy(&start, &found, sizeof start);
    real_main = main;
    return start(serve, argc, argv, init, fini, rtld_fini, stack_end);
}
