/* pairs RUNS "COMMAND A" "COMMAND B": runs the two in turn, A B A B ..., after one of each that
 * does not count, and prints seconds of processor time, their ratio pair by pair, and peak memory:
 * least, median, most. Machines are noisy: only the ratios of one run mean anything, and where the
 * machine changes its speed within a pair, the ratio of the two least times says most. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_RUNS = 99 };

struct figures {
    double seconds, mebibytes;
};

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static struct figures run(const char *command)
{
    struct rusage usage;
    int status;
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status != 0) {
        fprintf(stderr, "pairs: %s failed\n", command);
        exit(1);
    }
    return (struct figures){seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
                            (double)usage.ru_maxrss / 1024};
}

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static void print(const char *what, double *v, int n)
{
    qsort(v, (size_t)n, sizeof *v, compare);
    double median = (v[(n - 1) / 2] + v[n / 2]) / 2;
    printf("  %-22s %8.3f %8.3f %8.3f\n", what, v[0], median, v[n - 1]);
}

int main(int argc, char **argv)
{
    double a[MOST_RUNS], b[MOST_RUNS], ratio[MOST_RUNS], memory[MOST_RUNS];
    int n = argc == 4 ? atoi(argv[1]) : 0;
    if (n < 1 || n > MOST_RUNS)
        return 2;
    run(argv[2]);
    run(argv[3]);
    for (int i = 0; i < n; i++) {
        struct figures x = run(argv[2]), y = run(argv[3]);
        a[i] = x.seconds;
        b[i] = y.seconds;
        ratio[i] = x.seconds / y.seconds;
        memory[i] = x.mebibytes;
    }
    printf("  %-22s %8s %8s %8s\n", "", "least", "median", "most");
    print("turnaround, seconds", a, n);
    print("libcsv alone, seconds", b, n);
    print("ratio, pair by pair", ratio, n);
    printf("  %-22s %8.3f\n", "ratio of the leasts", a[0] / b[0]);
    print("peak memory, MiB", memory, n);
    return 0;
}
