/* save: what is written is loaded again to the same records, nothing is overwritten, and where it
 * cannot be written nothing is left. */
#include "check.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/save.h"
#include "fixture.h"
#include "study/differences.h"

/* A folder of the test's own, and one within it, which is not there yet. */
struct folder {
    char path[TEST_PATH], to[96];
};

static int folder_make(void **state)
{
    struct folder *f = calloc(1, sizeof *f);
    if (!f)
        return -1;
    *state = f;
    make_test_folder(f->path);
    snprintf(f->to, sizeof f->to, "%s/out", f->path);
    return 0;
}

static const char *within(const struct folder *f, const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", f->to, name);
    return path;
}

static int folder_remove(void **state)
{
    static const char *const files[] = {"ratings.csv", "councils.csv", "models.csv"};
    struct folder *f = *state;
    char path[128];
    for (size_t i = 0; i < 3; i++)
        unlink(within(f, files[i], path));
    rmdir(f->to);
    unlink(f->to);
    int status = rmdir(f->path); /* nothing else was left behind */
    free(f);
    return status;
}

/* The names of what is in PATH, in their order, with blanks between. */
static void check_files(const char *path, const char *expected)
{
    struct dirent **v;
    struct text t = {0};
    int n = scandir(path, &v, NULL, alphasort);
    assert_true(n >= 0);
    for (int i = 0; i < n; i++) {
        if (v[i]->d_name[0] != '.')
            text_addf(&t, "%s%s", t.n ? " " : "", v[i]->d_name);
        free(v[i]);
    }
    free(v);
    check_text(&t, expected, path);
    text_release(&t);
}

static void put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void check_file(const char *path, const char *expected)
{
    struct text t = {0};
    char block[4096];
    size_t n;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        text_add(&t, (struct span){block, n});
    fclose(file);
    check_text(&t, expected, path);
    text_release(&t);
}

#define ALL "councils.csv models.csv ratings.csv"

/* Loads what was saved, as a user would, and holds it against BEFORE: nothing differs. */
static void check_same(const struct folder *f, const struct dataset *before,
                       const struct load_request *how)
{
    struct load_request rq = {.extra_models = how->extra_models,
                              .n_extra_models = how->n_extra_models};
    struct dataset after = {0};
    struct diags ds = {0};
    struct arena arena = {0};
    struct differences found = {0};
    assert_int_equal(load_find_parts(f->to, &rq, &arena, &ds), 0);
    assert_int_equal(load_dataset(&rq, &after, &ds), 0);
    assert_int_equal(ds.n_errors, 0);
    assert_int_equal(differences_find(before, &after, NULL, &found), 0);
    for (size_t i = 0; i < found.n; i++)
        print_error("%s: %s %s\n", found.v[i].council, record_name[found.v[i].record],
                    change_name[found.v[i].change]);
    assert_int_equal(found.n, 0);
    assert_int_equal(found.counts[RECORD_RATING][CHANGE_NONE], before->judgements.n);
    assert_int_equal(found.counts[RECORD_SPELL][CHANGE_NONE], before->spells.n);
    assert_int_equal(found.matched[MATCH_PARTIAL], 0);
    differences_release(&found);
    dataset_release(&after);
    diags_release(&ds);
    arena_release(&arena);
}

static void save(const struct folder *f, const struct dataset *d, size_t saved[RECORDS])
{
    struct diags ds = {0};
    if (dataset_save(d, f->to, NULL, saved, &ds) != 0)
        fail_msg("%s", ds.fault_message);
    assert_int_equal(ds.n, 0);
    diags_release(&ds);
}

static void england_is_loaded_again_to_the_same(void **state)
{
    const struct folder *f = *state;
    struct load_request rq = {0};
    struct dataset d = {0};
    struct diags ds = {0};
    struct arena arena = {0};
    size_t saved[RECORDS];
    assert_int_equal(load_find_parts("data/england", &rq, &arena, &ds), 0);
    assert_int_equal(load_dataset(&rq, &d, &ds), 0);
    save(f, &d, saved);
    assert_int_equal(saved[RECORD_COUNCIL], 158);
    assert_int_equal(saved[RECORD_RATING], 2714);
    assert_int_equal(saved[RECORD_SPELL], 82);
    check_files(f->to, ALL);
    check_same(f, &d, &rq);
    dataset_release(&d);
    diags_release(&ds);
    arena_release(&arena);
}

/* Every field, with what CSV must quote, partial dates, and text that is no ASCII. */
static const struct scene all_fields = {
    .councils = "council,code,urn,region,type,opened,closed,predecessors,aliases\n"
                "\"Old, \"\"The\"\"\",E1,801,\"North\nand South\",county,1974-04,2019,,\n"
                "Other,,,,,,2019-04-01,,\n"
                "Ynys M\xc3\xb4n,W1,,Cymru,\"a;b\",2019-04-01,,\"Other;Old, \"\"The\"\"\","
                "\"Anglesey;A, B\"\n"
                "\xc2\xa0 blanks at the edges \xc2\xa0,,,,,,,,\n",
    .ratings =
        "council,framework,inspected,ended,published,judgement,grade,source\n"
        "Ynys M\xc3\xb4n,SIF,2019-05,2019,2019-06-01,overall,Requires Improvement,"
        "\"x, \"\"y\"\"\nz\"\n"
        "Ynys M\xc3\xb4n,,,,2020,Care Leavers,,\n"
        "Ynys M\xc3\xb4n,\"I,J\",2021-01-07,,,overall,not judged,=1+1\n"
        "\"Old, \"\"The\"\"\",SIF,2018-01-07,,,leaders,RI,\"'q'\"\n"
        "\xc2\xa0 blanks at the edges \xc2\xa0,\xc2\xa0 f,2018-01-07,,,overall,good,\t\xe2\x80\xa8"
        "\n",
    .models = "council,model,provider,start,end,trigger,directed,scope,source,note\n"
              "Ynys M\xc3\xb4n,in-house,,,2019-06,,,,,\n"
              "Ynys M\xc3\xb4n,trust,\"Trust, Ltd\",2019-06,2020,directed,2019-05-01,full,s,"
              "\"two\r\nlines\"\n"
              "Ynys M\xc3\xb4n,co-op,\"\"\"Q\"\"\",2020,,voluntary,2019,boundary,,n\n",
};

static void every_field_is_loaded_again_to_the_same(void **state)
{
    static const char *const extra[] = {"co-op"};
    const struct folder *folder = *state;
    struct fixture f = {.request = {.extra_models = extra, .n_extra_models = 1}};
    size_t saved[RECORDS];
    fixture_open(&f, &all_fields);
    save(folder, &f.d, saved);
    assert_int_equal(saved[RECORD_COUNCIL], 4);
    assert_int_equal(saved[RECORD_RATING], 5);
    assert_int_equal(saved[RECORD_SPELL], 3);
    check_same(folder, &f.d, &f.request);
    fixture_release(&f);
}

/* By council, then date; each field as it was written; predecessors of those that are named, too.
 */
static void the_files_are_as_records_are_written(void **state)
{
    static const struct scene scene = {
        .councils = "council,code,predecessors,opened\nZ,E1,Y,2019-04-01\nY,E2,X,2001-01-01\nX,,,\n"
                    "W,,,\nA,E3,,\n",
        .ratings = "council,grade,inspected,judgement\nZ,Good,2020,overall\n"
                   "A,RI,2020-01-07,leaders\nZ,good,2019-05,overall\n",
    };
    const struct folder *folder = *state;
    struct fixture f = {0};
    size_t saved[RECORDS];
    char path[128];
    fixture_open(&f, &scene);
    save(folder, &f.d, saved);
    check_files(folder->to, "councils.csv ratings.csv"); /* there is no spell */
    assert_int_equal(saved[RECORD_SPELL], 0);
    check_file(within(folder, "councils.csv", path),
               "council,code,urn,region,type,opened,closed,predecessors,aliases\n"
               "A,E3,,,,,,,\nX,,,,,,,,\nY,E2,,,,2001-01-01,,X,\nZ,E1,,,,2019-04-01,,Y,\n");
    check_file(within(folder, "ratings.csv", path),
               "council,judgement,grade,inspected,ended,published,framework,source\n"
               "A,leaders,RI,2020-01-07,,,,\nZ,overall,good,2019-05,,,,\n"
               "Z,overall,Good,2020,,,,\n");
    fixture_release(&f);
}

/* "X Y Z": the sources in the file of ratings, behind the last comma of each line. */
static void check_order(const struct folder *f, const char *ratings, const char *expected)
{
    const struct scene scene = {.ratings = ratings};
    struct fixture own = {0};
    struct text t = {0};
    size_t saved[RECORDS], n;
    char path[128], line[256];
    assert_int_equal(fixture_load(&own, &scene), 0);
    save(f, &own.d, saved);
    FILE *file = fopen(within(f, "ratings.csv", path), "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    for (n = 0; fgets(line, sizeof line, file); n++) {
        line[strcspn(line, "\n")] = '\0';
        text_addf(&t, "%s%s", n ? " " : "", strrchr(line, ',') + 1);
    }
    fclose(file);
    check_text(&t, expected, ratings);
    text_release(&t);
    fixture_release(&own);
    unlink(path);
    unlink(within(f, "councils.csv", path));
}

/* Which of two inspections of one day came first is known from that only. */
static void what_can_be_of_one_day_stays_in_file_order(void **state)
{
    static const char head[] = "council,inspected,published,framework,grade,source\n";
    static const struct {
        const char *ratings, *order;
    } cases[] = {
        {"B,2018-01-01,,Y,good,a\nA,2019-01-01,,X,good,b\nA,2019-01-01,,Y,good,c\n", "b c a"},
        {"A,2019-02-01,,,good,a\nA,2019-01-01,,,good,b\n", "b a"},
        {"A,2019-01-15,,,good,a\nA,2019-01,,,good,b\nA,2018-05-01,,,good,c\n", "c a b"},
        {"A,2019-02-01,2019-03-01,,good,a\nA,2019-01-01,2019-03-01,,good,b\n"
         "A,2018-05-01,2018-06-01,,good,c\n",
         "c a b"},
        {"A,,2019-01-01,,good,a\nA,2019-01-01,2019-02-01,,good,b\n", "a b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text t = {0};
        text_addf(&t, "%s%s", head, cases[i].ratings);
        check_order(*state, text_string(&t), cases[i].order);
        text_release(&t);
    }
}

static void spells_are_written_field_by_field(void **state)
{
    static const struct scene scene = {
        .councils = "council\nB\nA\n",
        .ratings = "council,grade,date\n",
        .models = "council,note,source,scope,directed,trigger,end,start,provider,model\n"
                  "B,n,s,boundary,2019-02,contract-end,,2020,P,outsourced\n"
                  "B,,,full,2018-01-07,directed,2020,2019-05-03,\"Q, \"\"R\"\"\",trust\n"
                  "A,\"x\ry\",,,,,,,,in-house\n"};
    const struct folder *folder = *state;
    struct fixture f = {0};
    size_t saved[RECORDS];
    char path[128];
    fixture_open(&f, &scene);
    save(folder, &f.d, saved);
    check_file(within(folder, "councils.csv", path), /* spells name them, if no judgement does */
               "council,code,urn,region,type,opened,closed,predecessors,aliases\n"
               "A,,,,,,,,\nB,,,,,,,,\n");
    check_file(within(folder, "models.csv", path),
               "council,model,provider,start,end,trigger,directed,scope,source,note\n"
               "A,in-house,,,,,,,,\"x\ry\"\n"
               "B,trust,\"Q, \"\"R\"\"\",2019-05-03,2020,directed,2018-01-07,full,,\n"
               "B,outsourced,P,2020,,contract-end,2019-02,boundary,s,n\n");
    fixture_release(&f);
}

/* Of a flat file: the councils are those that it names, the spells those that it tells. */
static void a_flat_file_becomes_three(void **state)
{
    static const struct scene scene = {.ratings = "council,grade,date,model,provider\n"
                                                  "B,good,2020-01-07,trust,T\n"
                                                  "A,good,2021-01-07,,\n",
                                       .flat = true};
    const struct folder *folder = *state;
    struct fixture f = {0};
    size_t saved[RECORDS];
    char path[128];
    fixture_open(&f, &scene);
    save(folder, &f.d, saved);
    check_files(folder->to, ALL);
    check_file(within(folder, "models.csv", path),
               "council,model,provider,start,end,trigger,directed,scope,source,note\n"
               "B,trust,T,2020-01-07,,,,,,\n");
    check_same(folder, &f.d, &f.request);
    fixture_release(&f);
}

static void nothing_becomes_files_without_records(void **state)
{
    static const struct scene scene = {.ratings = "council,grade,date\n"};
    const struct folder *folder = *state;
    struct fixture f = {0};
    size_t saved[RECORDS];
    fixture_open(&f, &scene);
    save(folder, &f.d, saved);
    check_files(folder->to, "councils.csv ratings.csv");
    assert_int_equal(saved[RECORD_COUNCIL] + saved[RECORD_RATING] + saved[RECORD_SPELL], 0);
    check_same(folder, &f.d, &f.request);
    fixture_release(&f);
}

/* What random texts are saved as is loaded again to the same. */
static void any_text_is_loaded_again_to_the_same(void **state)
{
    static const char *const parts[] = {
        ",",        "\"", "\n", "\r\n", "\r",       "\t",           " ", "a",
        "\xc3\xa9", "'",  "=",  "-",    "\xc2\xa0", "\xe2\x80\xae", ";", "#"};
    const struct folder *folder = *state;
    struct random r = random_start();
    char path[128];
    for (int run = 0; run < 100; run++) {
        struct text ratings = {0};
        struct fixture f = {0};
        size_t saved[RECORDS];
        text_add_string(&ratings, "council,grade,date,framework,source\n");
        for (int row = 0; row < 20; row++) {
            text_addf(&ratings, "C%u,good,20%02d-01-07", random_below(&r, 4), row);
            for (int field = 0; field < 2; field++) {
                text_add_string(&ratings, ",\"");
                for (uint32_t n = random_below(&r, 6); n > 0; n--) {
                    const char *part = parts[random_below(&r, sizeof parts / sizeof parts[0])];
                    text_addf(&ratings, "%s%s", part, part[0] == '"' ? "\"" : "");
                }
                text_add_string(&ratings, "\"");
            }
            text_add_string(&ratings, "\n");
        }
        fixture_open(&f, &(struct scene){.ratings = text_string(&ratings)});
        save(folder, &f.d, saved);
        check_same(folder, &f.d, &f.request);
        unlink(within(folder, "ratings.csv", path));
        unlink(within(folder, "councils.csv", path));
        text_release(&ratings);
        fixture_release(&f);
    }
}

static const struct scene one_of_each = {.councils = "council\nA\n",
                                         .ratings = "council,grade,date\nA,good,2020-01-07\n",
                                         .models = "council,model,start\nA,trust,2020-01-07\n"};

/* Saves one record of each kind to PATH, which fails: the message is BEFORE, PATH, BEHIND. */
static void check_refused(const char *path, const char *before, const char *behind,
                          const char *hint)
{
    struct fixture f = {0};
    struct diags ds = {0};
    struct text expected = {0};
    size_t saved[RECORDS];
    text_addf(&expected, "%s%s%s", before, path, behind);
    fixture_open(&f, &one_of_each);
    assert_int_equal(dataset_save(&f.d, path, NULL, saved, &ds), -1);
    assert_int_equal(ds.fault, FAULT_SYSTEM);
    assert_string_equal(ds.fault_message, text_string(&expected));
    if (hint)
        assert_string_equal(ds.fault_hint, hint);
    else
        assert_null(ds.fault_hint);
    text_release(&expected);
    diags_release(&ds);
    fixture_release(&f);
}

#define ANOTHER "name another folder, or remove the file"

static void no_file_is_overwritten(void **state)
{
    static const struct {
        const char *name, *behind;
    } cases[] = {
        {"ratings.csv", "/ratings.csv is there already, and is not overwritten"},
        {"councils.csv", "/councils.csv is there already, and is not overwritten"},
        {"models.csv", "/models.csv is there already, and is not overwritten"},
    };
    const struct folder *f = *state;
    char path[128];
    assert_int_equal(mkdir(f->to, 0755), 0);
    for (size_t i = 0; i < 3; i++) {
        put_file(within(f, cases[i].name, path), "kept");
        check_refused(f->to, "", cases[i].behind, ANOTHER);
        check_files(f->to, cases[i].name);
        check_file(path, "kept");
        unlink(path);
        assert_int_equal(symlink("nowhere", path), 0); /* also where it leads nowhere */
        check_refused(f->to, "", cases[i].behind, ANOTHER);
        unlink(path);
    }
}

static void other_files_of_the_folder_stay(void **state)
{
    const struct folder *f = *state;
    struct fixture fixture = {0};
    size_t saved[RECORDS];
    char path[128];
    assert_int_equal(mkdir(f->to, 0755), 0);
    put_file(within(f, "README.md", path), "kept");
    fixture_open(&fixture, &one_of_each);
    save(f, &fixture.d, saved);
    fixture_release(&fixture);
    check_files(f->to, "README.md " ALL);
    check_file(within(f, "README.md", path), "kept");
    unlink(path);
}

static void the_folder_may_end_with_a_slash(void **state)
{
    const struct folder *f = *state;
    struct fixture fixture = {0};
    struct diags ds = {0};
    size_t saved[RECORDS];
    char path[128];
    fixture_open(&fixture, &one_of_each);
    assert_int_equal(dataset_save(&fixture.d, within(f, "", path), NULL, saved, &ds), 0);
    check_files(f->to, ALL);
    fixture_release(&fixture);
    diags_release(&ds);
}

static void what_is_no_folder_is_told(void **state)
{
    const struct folder *f = *state;
    char path[128];
    check_refused(within(f, "deeper", path), "cannot make the folder ",
                  ": No such file or directory", NULL);
    put_file(f->to, "kept");
    check_refused(f->to, "cannot make the folder ", ": File exists", NULL);
    check_refused(within(f, "x", path), "cannot make the folder ", ": Not a directory", NULL);
    check_file(f->to, "kept");
}

static void a_folder_that_must_not_be_written_is_told(void **state)
{
    const struct folder *f = *state;
    if (geteuid() == 0)
        skip(); /* who may write everywhere */
    assert_int_equal(mkdir(f->to, 0555), 0);
    check_refused(f->to, "cannot write ", "/models.csv: Permission denied", NULL);
    check_files(f->to, "");
}

/* Saves to PATH where no file can have more than LIMIT bytes: as on a disk that is full then. The
 * message ends with END. */
static void check_limited(rlim_t limit, const char *path, const char *end)
{
    static const struct scene scene = {
        .councils = "council\nA\n",
        .ratings = "council,grade,date,source\nA,good,2020-01-07,0123456789012345678901234567890123"
                   "4567890123456789012345678901234567890123456789\n",
        .models = "council,model,start\nA,trust,2020-01-07\n"};
    struct rlimit before, small;
    struct fixture f = {0};
    struct diags ds = {0};
    size_t saved[RECORDS];
    fixture_open(&f, &scene);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){limit, before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    int status = dataset_save(&f.d, path, NULL, saved, &ds);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    assert_int_equal(status, -1);
    assert_int_equal(ds.fault, FAULT_SYSTEM);
    if (!strstr(ds.fault_message, end))
        fail_msg("%s, expected %s", ds.fault_message, end);
    diags_release(&ds);
    fixture_release(&f);
}

/* models.csv, which is the first, takes 94 bytes; ratings.csv, the last, 177. */
static void where_the_disk_is_full_nothing_is_left(void **state)
{
    static const struct {
        rlim_t limit;
        const char *end;
    } cases[] = {
        {50, "/models.csv: File too large"},
        {120, "/ratings.csv: File too large"},
    };
    const struct folder *f = *state;
    for (size_t i = 0; i < 2; i++) {
        check_limited(cases[i].limit, f->to, cases[i].end);
        check_files(f->path, ""); /* the folder, which was made, neither */
    }
    assert_int_equal(mkdir(f->to, 0755), 0);
    for (size_t i = 0; i < 2; i++) {
        check_limited(cases[i].limit, f->to, cases[i].end);
        check_files(f->to, "");
    }
    check_files(f->path, "out"); /* which was there before */
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(england_is_loaded_again_to_the_same),
        IN_A_FOLDER(every_field_is_loaded_again_to_the_same),
        IN_A_FOLDER(the_files_are_as_records_are_written),
        IN_A_FOLDER(what_can_be_of_one_day_stays_in_file_order),
        IN_A_FOLDER(spells_are_written_field_by_field),
        IN_A_FOLDER(a_flat_file_becomes_three),
        IN_A_FOLDER(nothing_becomes_files_without_records),
        IN_A_FOLDER(any_text_is_loaded_again_to_the_same),
        IN_A_FOLDER(no_file_is_overwritten),
        IN_A_FOLDER(other_files_of_the_folder_stay),
        IN_A_FOLDER(the_folder_may_end_with_a_slash),
        IN_A_FOLDER(what_is_no_folder_is_told),
        IN_A_FOLDER(a_folder_that_must_not_be_written_is_told),
        IN_A_FOLDER(where_the_disk_is_full_nothing_is_left),
    };
    return CHECK_RUN(tests, argc, argv);
}
