/* fixture: record files with given texts, loaded, and a study of them. */
#ifndef SUPPORT_FIXTURE_H
#define SUPPORT_FIXTURE_H

#include "check.h"
#include "load/load.h"
#include "study/study.h"

/* The texts of the record files (NULL: not there), and the choices of a study that are not the
 * program's default. */
struct scene {
    const char *councils, *ratings, *models;
    const char *scale;
    bool flat;
    const char *as_of, *from, *to; /* as they are written */
    const char *kinds;             /* comma-separated; NULL: overall */
    const char *only;              /* the one council chosen */
    enum date_basis basis;
    enum date_placing placing;
    enum uncovered uncovered;
    int origin, target; /* ranks */
    bool full_scope, no_lineage, first_only;
};

enum { FIXTURE_FILES = 4 };

/* Zeroed is ready; what is set in REQUEST and DS.lists_warnings before it is loaded stands. */
struct fixture {
    struct load_request request;
    struct dataset d;
    struct diags ds;
    struct study study;
    struct test_file files[FIXTURE_FILES];
    size_t n_files;
    bool *chosen;
};

/* Writes the files and loads them, as councils.csv, ratings.csv, models.csv and scale.csv. Returns
 * what load_dataset() does. */
int fixture_load(struct fixture *f, const struct scene *scene);

/* The same, without an error, and the study set up under the scene's rules. */
void fixture_open(struct fixture *f, const struct scene *scene);

void fixture_release(struct fixture *f);

/* The number of a council; fails where there is none. */
uint32_t fixture_council(const struct fixture *f, const char *name);

/* A day from its ISO date, and back; DAY_FIRST and DAY_LAST are written "..". */
int32_t day_of(const char *iso);
struct day_text {
    char text[DATE_TEXT];
};
struct day_text day_text(int32_t day);

/* One line for each problem: "FILE:LINE:COLUMN: CODE MESSAGE", then " | LABEL" and " | HINT" where
 * there is one. */
void problems_text(const struct diags *ds, struct text *t);

/* Fails with NAME, and both texts, unless T is EXPECTED. */
#define check_text(t, expected, name) check_text_at(t, expected, name, __FILE__, __LINE__)
void check_text_at(const struct text *t, const char *expected, const char *name, const char *file,
                   int line);

#endif
