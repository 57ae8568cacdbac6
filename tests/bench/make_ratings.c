/* make_ratings N FOLDER sorted|shuffled [full] [wrong]: N ratings of N / 8 councils and 1.5 spells
 * each, for `make bench`: the council, framework, date, judgement and grade, about 54 bytes a row;
 * full: all columns of the bundled data; wrong: the last rating has a grade that is none. The same
 * every time. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PER_COUNCIL = 8, FIRST_YEAR = 2005, YEARS = 20 };

static uint64_t state;

/* xorshift64*: a number below N. */
static unsigned below(unsigned n)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (unsigned)((state * 0x2545f4914f6cdd1dU) >> 33) % n;
}

/* One of four, inadequate in one case of five. */
static unsigned pick_grade(void)
{
    unsigned x = below(20);
    return x < 4 ? 0 : x < 11 ? 1 : x < 18 ? 2 : 3;
}

struct rating {
    uint32_t council;
    uint8_t year, month, day; /* of the inspection; year from FIRST_YEAR */
    uint8_t grade;
};

enum { NO_GRADE = 4 };

/* The ratings of one council, in the order of their dates: one every other year or so. */
static void make_council(struct rating *v, uint32_t council, size_t n)
{
    unsigned slot = YEARS * 12 / PER_COUNCIL; /* months */
    for (size_t i = 0; i < n; i++) {
        unsigned month = (unsigned)i * slot + below(slot);
        v[i] = (struct rating){council, (uint8_t)(month / 12), (uint8_t)(1 + month % 12),
                               (uint8_t)(1 + below(28)), (uint8_t)pick_grade()};
    }
}

static void shuffle(struct rating *v, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = ((size_t)below(1U << 30) * 1024 + below(1024)) % i;
        struct rating kept = v[i - 1];
        v[i - 1] = v[j];
        v[j] = kept;
    }
}

static FILE *open_in(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(3);
    }
    return file;
}

static void write_rating(FILE *file, const struct rating *r, bool full, size_t i)
{
    static const char *const grades[] = {"inadequate", "requires improvement", "good",
                                         "outstanding", "excellent"};
    unsigned year = FIRST_YEAR + r->year;
    if (full)
        fprintf(file, "Council %07u,ILACS,%u-%02u-%02u,,%u-%02u-%02u,overall,%s,ofsted:%zu\n",
                r->council, year, r->month, r->day, year + (r->month > 10),
                r->month > 10 ? r->month - 10 : r->month + 2, r->day, grades[r->grade],
                50000000 + i);
    else
        fprintf(file, "Council %07u,ILACS,%u-%02u-%02u,overall,%s\n", r->council, year, r->month,
                r->day, grades[r->grade]);
}

static void write_ratings(const char *folder, const struct rating *v, size_t n, bool full)
{
    FILE *file = open_in(folder, "ratings.csv");
    fputs(full ? "council,framework,inspected,ended,published,judgement,grade,source\n"
               : "council,framework,inspected,judgement,grade\n",
          file);
    for (size_t i = 0; i < n; i++)
        write_rating(file, &v[i], full, i);
    if (fclose(file) != 0)
        exit(3);
}

/* In-house to the end, or until another model takes over: every second council. */
static void write_models(const char *folder, uint32_t n)
{
    static const char *const models[] = {"trust", "partnership", "outsourced"};
    FILE *file = open_in(folder, "models.csv");
    fputs("council,model,start,end\n", file);
    for (uint32_t c = 0; c < n; c++) {
        unsigned year = FIRST_YEAR + 3 + below(YEARS - 5), month = 1 + below(12);
        fprintf(file, "Council %07u,in-house,2000-04-01,", c);
        if (c % 2)
            fprintf(file, "%u-%02u-01\nCouncil %07u,%s,%u-%02u-01,", year, month, c,
                    models[below(3)], year, month);
        fputc('\n', file);
    }
    if (fclose(file) != 0)
        exit(3);
}

static bool is_asked(char **words, const char *word)
{
    for (; *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    size_t n = strtoul(argv[1], NULL, 10);
    uint32_t n_councils = (uint32_t)((n + PER_COUNCIL - 1) / PER_COUNCIL);
    struct rating *v = malloc((n + 1) * sizeof *v);
    if (!v)
        return 3;
    state = 42;
    for (uint32_t c = 0; c < n_councils; c++) {
        size_t from = (size_t)c * PER_COUNCIL;
        make_council(v + from, c, n - from < PER_COUNCIL ? n - from : PER_COUNCIL);
    }
    if (strcmp(argv[3], "shuffled") == 0)
        shuffle(v, n);
    if (n > 0 && is_asked(argv + 4, "wrong"))
        v[n - 1].grade = NO_GRADE;
    write_ratings(argv[2], v, n, is_asked(argv + 4, "full"));
    state = 43;
    write_models(argv[2], n_councils);
    free(v);
    return 0;
}
