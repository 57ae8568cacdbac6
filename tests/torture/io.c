/* io: the n-th system call on files goes wrong, of all that the process makes, the C library's own
 * included: it is trapped (seccomp, SIGSYS) unless it comes from our own gate, where the handler
 * makes it in the program's stead, makes less of it, or lets it fail. Or the process is killed
 * there, or at any moment. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <locale.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#include "zygote.h"

#ifndef __x86_64__
#error "the trap is written for x86-64"
#endif

/* What a call is asked to do, by which a mode chooses the ones that it lets go wrong. */
enum kind {
    READS = 1,
    WRITES = 2, /* bytes */
    OPENS = 4,  /* a file or folder that is there */
    MAKES = 8,  /* a name: of a file, folder or link */
    REMOVES = 16,
    CLOSES = 32,
    SYNCS = 64,
    MAPS = 128,  /* a file into memory */
    ASKS = 256,  /* what there is */
    WAITS = 512, /* for a lock */
    ANY = 1023,
};

/* (Not getcwd: without it, paths are told in full.) */
static const struct {
    int call;
    enum kind kind;
} calls[] = {
    {SYS_read, READS},       {SYS_pread64, READS},   {SYS_readv, READS},
    {SYS_getdents64, READS}, {SYS_write, WRITES},    {SYS_pwrite64, WRITES},
    {SYS_writev, WRITES},    {SYS_open, OPENS},      {SYS_openat, OPENS},
    {SYS_mkdir, MAKES},      {SYS_mkdirat, MAKES},   {SYS_rename, MAKES},
    {SYS_renameat, MAKES},   {SYS_renameat2, MAKES}, {SYS_link, MAKES},
    {SYS_linkat, MAKES},     {SYS_unlink, REMOVES},  {SYS_unlinkat, REMOVES},
    {SYS_rmdir, REMOVES},    {SYS_close, CLOSES},    {SYS_fsync, SYNCS},
    {SYS_fdatasync, SYNCS},  {SYS_mmap, MAPS},       {SYS_stat, ASKS},
    {SYS_lstat, ASKS},       {SYS_fstat, ASKS},      {SYS_newfstatat, ASKS},
    {SYS_statx, ASKS},       {SYS_access, ASKS},     {SYS_faccessat, ASKS},
    {SYS_faccessat2, ASKS},  {SYS_readlink, ASKS},   {SYS_readlinkat, ASKS},
    {SYS_lseek, ASKS},       {SYS_fchmod, ASKS},     {SYS_chmod, ASKS},
    {SYS_ftruncate, ASKS},   {SYS_flock, WAITS},
};

enum { N_CALLS = sizeof calls / sizeof calls[0] };

/* What else than an errno a call may come to: less of it is done; the process is killed before it;
 * or is killed at a moment, whatever it does then: the points are moments. */
enum { SHORT = -1, KILL = -2, KILL_AT = -3, MOMENT = 20 /* microseconds */ };

/* What goes wrong: of which calls, and how; one of them, or all from there. What cannot be removed
 * stays: that is let be. */
static const struct {
    enum kind kinds;
    int error;
    bool goes_on;
} wrongs[] = {
    {READS | WRITES, SHORT, false},
    {READS | WRITES, SHORT, true},
    {READS | WRITES | OPENS | CLOSES | SYNCS | WAITS, EINTR, false},
    {ANY & ~REMOVES, EIO, false},
    {ANY & ~REMOVES, EIO, true},
    {WRITES | MAKES | CLOSES | SYNCS, ENOSPC, false},
    {WRITES | MAKES | CLOSES | SYNCS, ENOSPC, true},
    {OPENS | MAKES | ASKS, EACCES, false},
    {OPENS, EMFILE, false},
    {OPENS, EMFILE, true},
    {MAPS, ENOMEM, false},
    {ANY, KILL, false},
    {0, KILL_AT, false},
};

/* (The C library does not tell why it cannot read a locale.) */
static const struct ordeal_mode modes[] = {
    {"short", NULL, true, false, false},
    {"short-on", NULL, true, false, false},
    {"EINTR", NULL, true, false, false},
    {"EIO", "input/output error|locale", false, true, false},
    {"EIO-on", "input/output error|locale", false, true, false},
    {"ENOSPC", "no space left on device", false, true, false},
    {"ENOSPC-on", "no space left on device", false, true, false},
    {"EACCES", "permission denied|locale", false, true, false},
    {"EMFILE", "too many open files|locale", false, true, false},
    {"EMFILE-on", "too many open files|locale", false, true, false},
    {"ENOMEM", "memory|locale", false, false, false},
    {"kill", NULL, false, false, true},
    {"kill-at", NULL, false, false, true},
    {NULL, NULL, false, false, false},
};

static bool is_armed, is_within; /* is_within: what the handler itself calls is not disturbed */
static long n_calls, point;
static int mode;
static struct timespec start;

/* The one place from which calls are not trapped. */
long gate(const long *arguments, long call);
extern const char gate_begin[], gate_end[];
__asm__(".pushsection .text\n"
        ".globl gate_begin, gate_end, gate\n"
        "gate_begin:\n"
        "gate:\n"
        "    push %rbx\n"
        "    mov %rdi, %rbx\n"
        "    mov %rsi, %rax\n"
        "    mov 0(%rbx), %rdi\n"
        "    mov 8(%rbx), %rsi\n"
        "    mov 16(%rbx), %rdx\n"
        "    mov 24(%rbx), %r10\n"
        "    mov 32(%rbx), %r8\n"
        "    mov 40(%rbx), %r9\n"
        "    syscall\n"
        "    pop %rbx\n"
        "    ret\n"
        "gate_end:\n"
        ".popsection\n");

static enum kind kind_of(long call, const long *a)
{
    for (size_t i = 0; i < N_CALLS; i++)
        if (calls[i].call == call)
            return call == SYS_mmap && (int)a[4] < 0 ? 0 : calls[i].kind; /* memory is no file */
    return 0;
}

/* What is made of it: less, if it can be less. */
static long make_short(long call, long *a)
{
    bool is_list = call == SYS_readv || call == SYS_writev, is_folder = call == SYS_getdents64;
    if (!is_folder && a[2] > 1)
        a[2] = is_list || !wrongs[mode].goes_on ? 1 : (a[2] + 1) / 2;
    return gate(a, call);
}

static long go_wrong(long call, long *a)
{
    if (wrongs[mode].error == KILL)
        kill(getpid(), SIGKILL);
    if (wrongs[mode].error == SHORT)
        return make_short(call, a);
    if (call == SYS_close) /* it is closed all the same */
        gate(a, call);
    return -wrongs[mode].error;
}

/* Whether this call, of those that the mode chooses, is to go wrong. What tells of the fault is to
 * be read: standard error is at worst slow. */
static bool is_chosen(long call, const long *a)
{
    bool is_told = call == SYS_write && a[0] == STDERR_FILENO;
    if (!is_armed || !(kind_of(call, a) & wrongs[mode].kinds) ||
        (is_told && wrongs[mode].error > 0 && wrongs[mode].error != EINTR))
        return false;
    n_calls++;
    return n_calls == point || (point > 0 && n_calls > point && wrongs[mode].goes_on);
}

static void on_trap(int signal, siginfo_t *info, void *context)
{
    ucontext_t *u = context;
    greg_t *r = u->uc_mcontext.gregs;
    long a[6] = {r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10], r[REG_R8], r[REG_R9]};
    long call = info->si_syscall;
    (void)signal;
    if (is_within || !is_chosen(call, a)) {
        r[REG_RAX] = gate(a, call);
        return;
    }
    is_within = true;
    zygote_goes_wrong();
    is_within = false;
    r[REG_RAX] = go_wrong(call, a);
}

static void add(struct sock_fprog *p, struct sock_filter f)
{
    p->filter[p->len++] = f;
}

/* The calls of the table are trapped, but in the gate. */
static void set_trap(void)
{
    enum { HEAD = 7, ROOM = HEAD + 2 * N_CALLS + 1 };
    struct sock_filter filter[ROOM];
    struct sock_fprog p = {.filter = filter};
    uint64_t begin = (uintptr_t)gate_begin, end = (uintptr_t)gate_end;
    const unsigned load = BPF_LD | BPF_W | BPF_ABS, equals = BPF_JMP | BPF_JEQ | BPF_K;
    const unsigned offset = offsetof(struct seccomp_data, instruction_pointer);
    add(&p, (struct sock_filter)BPF_STMT(load, offset + 4));
    add(&p, (struct sock_filter)BPF_JUMP(equals, (unsigned)(begin >> 32), 0, 4));
    add(&p, (struct sock_filter)BPF_STMT(load, offset));
    add(&p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (unsigned)begin, 0, 2));
    add(&p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, (unsigned)end, 1, 0));
    add(&p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    add(&p, (struct sock_filter)BPF_STMT(load, offsetof(struct seccomp_data, nr)));
    for (size_t i = 0; i < N_CALLS; i++) {
        add(&p, (struct sock_filter)BPF_JUMP(equals, (unsigned)calls[i].call, 0, 1));
        add(&p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP));
    }
    add(&p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &p) != 0)
        abort();
}

/* Nor does it begin again what a signal interrupts while it reads one. */
char *setlocale(int category, const char *locale)
{
    char *(*real)(int, const char *);
    void *found = dlsym(RTLD_NEXT, "setlocale");
    memcpy(&real, &found, sizeof real);
    is_within = wrongs[mode].error == EINTR;
    char *chosen = real(category, locale);
    is_within = false;
    return chosen;
}

/* What the dynamic linker reads to load a library is its own affair: it looks elsewhere for a file
 * that it cannot open, and tells then that there is none. */
void *dlopen(const char *name, int flags)
{
    void *(*real)(const char *, int);
    void *found = dlsym(RTLD_NEXT, "dlopen");
    memcpy(&real, &found, sizeof real);
    is_within = true;
    void *library = real(name, flags);
    is_within = false;
    return library;
}

/* Lets the process be killed that much later. */
static void set_clock(long moments)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL};
    struct itimerspec when = {.it_value.tv_sec = moments * MOMENT / 1000000,
                              .it_value.tv_nsec = moments * MOMENT % 1000000 * 1000};
    timer_t timer;
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0 ||
        timer_settime(timer, 0, &when, NULL) != 0)
        abort();
}

static void arm(long at, int how)
{
    struct sigaction action = {.sa_sigaction = on_trap, .sa_flags = SA_SIGINFO | SA_NODEFER};
    point = at;
    mode = how;
    n_calls = 0;
    sigaction(SIGSYS, &action, NULL);
    set_trap();
    is_armed = true;
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (point > 0 && wrongs[mode].error == KILL_AT)
        set_clock(point);
}

static long disarm(void)
{
    struct timespec now;
    is_armed = false;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (wrongs[mode].error != KILL_AT)
        return n_calls;
    long microseconds =
        (now.tv_sec - start.tv_sec) * 1000000 + (now.tv_nsec - start.tv_nsec) / 1000;
    return microseconds / MOMENT;
}

const struct ordeal ordeal = {modes, arm, disarm, NULL};
