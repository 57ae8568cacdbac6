/* make_ratings N FOLDER [shuffled]: a data set of about N judgements, shaped like the bundled one -
 * 17 judgements a council, five an inspection - for `make bench`. The same every time. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 42;

/* xorshift64*: a number below N. */
static unsigned below(unsigned n)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (unsigned)((state * 0x2545f4914f6cdd1dU) >> 33) % n;
}

static const char *const kinds[] = {"overall", "leaders", "help_protection", "in_care",
                                    "care_leavers"};
static const char *const grades[] = {"inadequate", "requires improvement", "good", "outstanding"};

enum { KINDS = 5, LINE = 128 };

/* A day of the months that all years have in common. */
static void write_date(char *to, unsigned year, unsigned month, unsigned day)
{
    snprintf(to, 11, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
}

/* One inspection of a council: KINDS lines into LINES. */
static void make_inspection(char (*lines)[LINE], unsigned council, unsigned year, unsigned report)
{
    char inspected[11], ended[11], published[11];
    unsigned month = 1 + below(9), day = 1 + below(14), overall = below(4);
    write_date(inspected, year, month, day);
    write_date(ended, year, month, day + 11);
    write_date(published, year, month + 2, day + 5);
    for (unsigned k = 0; k < KINDS; k++) {
        unsigned grade = k == 0 || below(3) > 0 ? overall : below(4);
        snprintf(lines[k], LINE, "Council %06u,ILACS-standard,%s,%s,%s,%s,%s,ofsted:%u\n", council,
                 inspected, ended, published, kinds[k], grades[grade], 50000000 + report);
    }
}

static void shuffle(char (*lines)[LINE], size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = ((size_t)below(1U << 30) * 1024 + below(1024)) % i;
        char kept[LINE];
        memcpy(kept, lines[i - 1], LINE);
        memcpy(lines[i - 1], lines[j], LINE);
        memcpy(lines[j], kept, LINE);
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

static void write_models(const char *folder, unsigned councils)
{
    static const char *const models[] = {"trust", "partnership", "outsourced"};
    FILE *file = open_in(folder, "models.csv");
    fputs("council,model,provider,start,end,trigger,source\n", file);
    for (unsigned c = 0; c < councils; c += 4) {
        unsigned from = 2012 + below(8);
        fprintf(file, "Council %06u,in-house,Council %u,,%u-04-01,,example\n", c, c, from);
        fprintf(file, "Council %06u,%s,Provider %u,%u-04-01,,directed,example\n", c,
                models[below(3)], c, from);
    }
    fclose(file);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    size_t n = strtoul(argv[1], NULL, 10), made = 0;
    char(*lines)[LINE] = calloc(n + 16 * KINDS, LINE);
    unsigned council = 0, report = 0;
    if (!lines)
        return 3;
    for (; made < n; council++)
        for (unsigned year = 2010 + below(4); year < 2025 && made < n; year += 3 + below(3)) {
            make_inspection(lines + made, council, year, report++);
            made += KINDS;
        }
    if (argc > 3 && strcmp(argv[3], "shuffled") == 0)
        shuffle(lines, made);
    FILE *file = open_in(argv[2], "ratings.csv");
    fputs("council,framework,inspected,ended,published,judgement,grade,source\n", file);
    for (size_t i = 0; i < made; i++)
        fputs(lines[i], file);
    fclose(file);
    write_models(argv[2], council);
    free(lines);
    return 0;
}
