/* file: calls go on after signals, go on where they were cut short, and wait for slow pipes. */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

enum { MUCH = 1 << 20, BIT = 4096, OFTEN = 3000 /* microseconds from signal to signal */ };

static unsigned char byte_at(size_t i)
{
    return (unsigned char)(i * 7 + i / 251);
}

static char *make_much(void)
{
    char *bytes = malloc(MUCH);
    assert_non_null(bytes);
    for (size_t i = 0; i < MUCH; i++)
        bytes[i] = (char)byte_at(i);
    return bytes;
}

/* The next signal comes a while after this one, however slow the machine is. */
static struct itimerval next;

static void ring(int signal)
{
    (void)signal;
    setitimer(ITIMER_REAL, &next, NULL);
}

/* Signals come all the time, and calls are interrupted by them; 0: no more. */
static void set_alarm(long microseconds)
{
    const struct sigaction action = {.sa_handler = ring};
    next = (struct itimerval){{0, 0}, {0, microseconds}};
    assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
    assert_int_equal(setitimer(ITIMER_REAL, &next, NULL), 0);
}

/* In a process of its own. */
static void be_slow(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 300 * 1000}, NULL);
}

/* A child that reads all, slowly; it ends well if it got MUCH. */
static pid_t start_reader(int ends[2])
{
    pid_t child = fork();
    if (child != 0)
        return child;
    static char block[BIT];
    size_t n = 0;
    ssize_t got;
    close(ends[1]);
    while ((got = read(ends[0], block, sizeof block)) > 0) {
        for (ssize_t i = 0; i < got; i++)
            if ((unsigned char)block[i] != byte_at(n++))
                _exit(1);
        be_slow();
    }
    _exit(n == MUCH ? 0 : 1);
}

static pid_t start_writer(int ends[2], const char *bytes)
{
    pid_t child = fork();
    if (child != 0)
        return child;
    close(ends[0]);
    for (size_t i = 0; i < MUCH; i += BIT) {
        if (write(ends[1], bytes + i, BIT) != BIT)
            _exit(1);
        be_slow();
    }
    _exit(0);
}

static void check_ended_well(pid_t child)
{
    int status = -1;
    while (waitpid(child, &status, 0) < 0)
        assert_int_equal(errno, EINTR);
    assert_int_equal(status, 0);
}

static void write_much(int flags)
{
    int ends[2];
    char *bytes = make_much();
    assert_int_equal(pipe2(ends, flags), 0);
    if (flags & O_NONBLOCK)
        fcntl(ends[0], F_SETFL, 0);
    pid_t child = start_reader(ends);
    close(ends[0]);
    set_alarm(OFTEN);
    assert_int_equal(file_write(ends[1], (struct span){bytes, MUCH}), 0);
    set_alarm(0);
    close(ends[1]);
    check_ended_well(child);
    free(bytes);
}

static void read_much(int flags)
{
    static char block[BIT];
    int ends[2];
    char *bytes = make_much();
    size_t n = 0;
    ssize_t got;
    assert_int_equal(pipe2(ends, 0), 0);
    fcntl(ends[0], F_SETFL, flags);
    pid_t child = start_writer(ends, bytes);
    close(ends[1]);
    set_alarm(OFTEN);
    while ((got = file_read(ends[0], block, sizeof block)) > 0) {
        assert_memory_equal(block, bytes + n, (size_t)got);
        n += (size_t)got;
    }
    set_alarm(0);
    assert_int_equal(got, 0);
    assert_int_equal(n, MUCH);
    close(ends[0]);
    check_ended_well(child);
    free(bytes);
}

static void all_is_written_whatever_signals_come(void **state)
{
    (void)state;
    write_much(0);
}

static void a_pipe_that_is_full_is_waited_for(void **state)
{
    (void)state;
    write_much(O_NONBLOCK);
}

static void all_is_read_whatever_signals_come(void **state)
{
    (void)state;
    read_much(0);
}

static void a_pipe_that_is_empty_is_waited_for(void **state)
{
    (void)state;
    read_much(O_NONBLOCK);
}

static void what_fails_says_why(void **state)
{
    char byte;
    (void)state;
    assert_int_equal(file_open("/no/such/file", O_RDONLY, 0), -1);
    assert_int_equal(errno, ENOENT);
    int full = file_open("/dev/full", O_RDWR, 0);
    assert_true(full >= 0);
    assert_true(fcntl(full, F_GETFD) & FD_CLOEXEC);
    assert_int_equal(file_write(full, (struct span){"x", 1}), -1);
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(file_write(full, (struct span){NULL, 0}), 0);
    assert_int_equal(file_sync(full), 0); /* it has no disk */
    assert_int_equal(file_close(full), 0);
    assert_int_equal(file_close(full), -1);
    assert_int_equal(errno, EBADF);
    assert_int_equal(file_read(full, &byte, 1), -1);
    assert_int_equal(errno, EBADF);
}

static void temporary_files_have_names_of_their_own(void **state)
{
    struct text a = {0}, b = {0};
    (void)state;
    text_add_string(&a, "/tmp/turnaround-test");
    text_add_string(&b, "/tmp/turnaround-test");
    int x = file_open_temporary(&a), y = file_open_temporary(&b);
    assert_true(x >= 0 && y >= 0);
    assert_string_not_equal(text_string(&a), text_string(&b));
    assert_int_equal(strncmp(text_string(&a), "/tmp/turnaround-test.", 21), 0);
    assert_int_equal(unlink(text_string(&a)), 0);
    assert_int_equal(unlink(text_string(&b)), 0);
    close(x);
    close(y);
    text_release(&a);
    text_release(&b);
    a.failed = true;
    assert_int_equal(file_open_temporary(&a), -1);
    assert_int_equal(errno, ENOMEM);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_written_whatever_signals_come),
        cmocka_unit_test(a_pipe_that_is_full_is_waited_for),
        cmocka_unit_test(all_is_read_whatever_signals_come),
        cmocka_unit_test(a_pipe_that_is_empty_is_waited_for),
        cmocka_unit_test(what_fails_says_why),
        cmocka_unit_test(temporary_files_have_names_of_their_own),
    };
    return CHECK_RUN(tests, argc, argv);
}
