/* fuzz: what harnesses share. A harness is a file tests/fuzz/GROUP/NAME.c with the function that
 * libFuzzer calls; it holds what it is given against what the program promises. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdint.h>

#include "base/diag.h"
#include "base/span.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program unless the condition holds: a finding. */
#define HOLDS(condition) ((condition) ? (void)0 : fuzz_fail(#condition, __FILE__, __LINE__))
_Noreturn void fuzz_fail(const char *what, const char *file, int line);

/* To where findings are reported. */
__attribute__((format(printf, 1, 2))) void fuzz_say(const char *format, ...);

/* The input; empty where something in it could make a file a compressed one, which few are. */
struct span fuzz_span(const uint8_t *data, size_t size);

/* Cuts the first byte off S, as a number that chooses; 0 where there is none. */
unsigned fuzz_choice(struct span *s);

/* Cuts off S, and returns, what stands before the next line "%%"; all where there is none. */
struct span fuzz_section(struct span *s);

/* A terminated copy of S, up to its first NUL; to be freed. */
char *fuzz_string(struct span s);

enum { FUZZ_FILES = 8 };

/* The path of a file in memory that holds S, until the next call for the same NUMBER. */
const char *fuzz_file(int number, struct span s);

/* A path of this process's own, in memory, with NAME in it; nothing is there. */
void fuzz_path(const char *name, char path[96]);

/* Lines of S: 1 where it has no line end. */
uint32_t fuzz_lines(struct span s);

/* A file as it was read, by the name that places have. */
struct fuzz_source {
    const char *name;
    struct span content;
};

/* Every problem is of a known form, and lies within its file; they are in the order of SOURCES and
 * places; what is printed of them cannot disturb a terminal. */
void fuzz_check_problems(const struct diags *ds, const struct fuzz_source *sources, size_t n);

/* What a terminal can be given: UTF-8 without anything that could disturb it. */
bool fuzz_is_visible(struct span s);

#endif
