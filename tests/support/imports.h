/* imports: files of other formats with given texts, imported, and what came of them. */
#ifndef SUPPORT_IMPORTS_H
#define SUPPORT_IMPORTS_H

#include "check.h"
#include "load/import.h"

enum { IMPORT_FILES = 3, IMPORT_MAPS = 4 };

/* The texts of the files, and what is asked for besides. */
struct import_scene {
    const char *councils; /* NULL: import_councils */
    const char *format;   /* NULL: auto */
    const char *files[IMPORT_FILES];
    struct import_map maps[IMPORT_MAPS];
    const char *scale;
    bool has_order;
    enum date_order order;
};

/* Camden, Dorset (from 2019-04-01), Dorset County (up to then), Windsor and Maidenhead, Kingston
 * upon Hull (or Hull) and "Bournemouth, Christchurch and Poole" (or BCP), with their codes. */
extern const char import_councils[];

/* Zeroed is ready. */
struct imported {
    struct dataset d;
    struct import_log log;
    struct diags ds;
    int status;
    struct test_file files[IMPORT_FILES + 2];
    size_t n_files;
};

/* Writes the files, and imports them as a.csv, b.csv and c.csv. */
void imported_read(struct imported *im, const struct import_scene *scene);

/* For each event "FILE:LINE:COLUMN ACTION COUNCIL DATE FIELD: FOUND > KEPT"; the field only where
 * there is one; behind a record of which not all is kept "(of N N kept, N contradicted)". */
void imported_log(const struct imported *im, struct text *t);

/* For each judgement "FILE:LINE council inspected|published|ended 'framework' kind word=rank
 * source". */
void imported_judgements(const struct imported *im, struct text *t);

void imported_release(struct imported *im);

/* A scene, and what is to come of it. What is NULL is not looked at. */
struct import_example {
    const char *name;
    struct import_scene scene;
    const char *log, *judgements, *problems;
};

void check_imports(const struct import_example *v, size_t n);

#define CHECK_IMPORTS(v) check_imports(v, sizeof(v) / sizeof(v)[0])

#endif
