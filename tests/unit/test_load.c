/* load: which files a dataset has, and what is refused before any is read. */
#include "check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "load/load.h"

static const char *const file_names[] = {"councils.csv", "ratings.csv", "models.csv"};

enum { N_NAMES = sizeof file_names / sizeof file_names[0], PATH_ROOM = 96 };

struct folder {
    char path[TEST_PATH];
};

static void path_in(char path[PATH_ROOM], const struct folder *f, const char *name)
{
    snprintf(path, PATH_ROOM, "%s/%s", f->path, name);
}

/* A folder of its own with those empty files that FILES has the letters of. */
static struct folder folder_with(const char *files)
{
    struct folder f;
    char path[PATH_ROOM];
    make_test_folder(f.path);
    for (size_t i = 0; i < N_NAMES; i++) {
        path_in(path, &f, file_names[i]);
        if (strchr(files, file_names[i][0]))
            assert_int_equal(mknod(path, S_IFREG | 0600, 0), 0);
    }
    return f;
}

static void folder_remove(const struct folder *f)
{
    char path[PATH_ROOM];
    for (size_t i = 0; i < N_NAMES; i++) {
        path_in(path, f, file_names[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(f->path), 0);
}

/* "councils ratings models", each the path from BASE on, or "-"; then " flat". */
static void add_parts(struct text *t, const struct load_request *rq, const char *base)
{
    const struct part *parts[] = {&rq->councils, &rq->ratings, &rq->models};
    for (size_t i = 0; i < 3; i++) {
        const char *path = parts[i]->path ? parts[i]->path : "-";
        size_t n = strlen(base);
        text_addf(t, "%s%s", i > 0 ? " " : "", strncmp(path, base, n) == 0 ? path + n : path);
        if (parts[i]->path)
            assert_string_equal(parts[i]->name, path);
    }
    text_add_string(t, rq->flat ? " flat" : "");
}

static void a_folder_has_the_files_that_are_there(void **state)
{
    static const struct {
        const char *files, *slash;
        struct load_request given;
        const char *expected;
    } cases[] = {
        {"r", "", {.flat = false}, "- /ratings.csv -"},
        {"cr", "", {.flat = false}, "/councils.csv /ratings.csv -"},
        {"crm", "", {.flat = false}, "/councils.csv /ratings.csv /models.csv"},
        {"rm", "/", {.flat = false}, "- /ratings.csv /models.csv"},
        {"cm", "", {.ratings = {"r", "r"}}, "/councils.csv r /models.csv"},
        {"crm", "", {.councils = {"c", "c"}, .models = {"m", "m"}}, "c /ratings.csv m"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct folder f = folder_with(cases[i].files);
        struct load_request rq = cases[i].given;
        struct arena arena = {0};
        struct diags ds = {0};
        struct text t = {0};
        char dataset[PATH_ROOM];
        snprintf(dataset, sizeof dataset, "%s%s", f.path, cases[i].slash);
        assert_int_equal(load_find_parts(dataset, &rq, &arena, &ds), 0);
        add_parts(&t, &rq, f.path);
        assert_string_equal(text_string(&t), cases[i].expected);
        text_release(&t);
        arena_release(&arena);
        diags_release(&ds);
        folder_remove(&f);
    }
}

static void anything_else_is_a_flat_file(void **state)
{
    struct folder f = folder_with("r");
    struct load_request rq = {0}, input = {0}, with_models = {.models = {"m", "m"}},
                        with_ratings = {.ratings = {"r", "r"}};
    struct arena arena = {0};
    struct diags ds = {0};
    char path[PATH_ROOM];
    (void)state;
    path_in(path, &f, "ratings.csv");
    assert_int_equal(load_find_parts(path, &rq, &arena, &ds), 0);
    assert_string_equal(rq.ratings.path, path);
    assert_string_equal(rq.ratings.name, path);
    assert_true(rq.flat);
    assert_int_equal(load_find_parts("-", &input, &arena, &ds), 0);
    assert_string_equal(input.ratings.path, "-");
    assert_string_equal(input.ratings.name, "(standard input)");
    assert_true(input.flat);
    assert_int_equal(load_find_parts(path, &with_models, &arena, &ds), 0);
    assert_false(with_models.flat);
    assert_int_equal(load_find_parts(path, &with_ratings, &arena, &ds), 0);
    assert_string_equal(with_ratings.ratings.path, "r");
    assert_false(with_ratings.flat);
    arena_release(&arena);
    diags_release(&ds);
    folder_remove(&f);
}

static void check_fault(const struct folder *f, const char *dataset, const char *name,
                        const char *why, bool has_hint)
{
    struct load_request rq = {0};
    struct arena arena = {0};
    struct diags ds = {0};
    struct text t = {0};
    assert_int_equal(load_find_parts(dataset, &rq, &arena, &ds), -1);
    assert_int_equal(ds.fault, FAULT_SYSTEM);
    text_addf(&t, "cannot open %s/%s: %s", f->path, name, why);
    assert_string_equal(ds.fault_message, text_string(&t));
    assert_int_equal(ds.fault_hint != NULL, has_hint);
    text_release(&t);
    arena_release(&arena);
    diags_release(&ds);
}

static void what_must_be_there_and_is_not_is_a_fault(void **state)
{
    struct folder empty = folder_with("cm"), looped = folder_with("r"), root = {""};
    char path[PATH_ROOM];
    (void)state;
    check_fault(&empty, empty.path, "ratings.csv", "No such file or directory", true);
    check_fault(&root, "/", "ratings.csv", "No such file or directory", true);
    path_in(path, &empty, "x.csv");
    check_fault(&empty, path, "x.csv", "No such file or directory", false);
    path_in(path, &looped, "models.csv");
    assert_int_equal(symlink("models.csv", path), 0);
    check_fault(&looped, looped.path, "models.csv", "Too many levels of symbolic links", false);
    folder_remove(&empty);
    folder_remove(&looped);
}

static void only_one_part_can_come_from_standard_input(void **state)
{
    static const struct part input = {"-", "(standard input)"}, none = {"/dev/null", "none"};
    const struct load_request cases[] = {
        {.ratings = input, .models = input},
        {.ratings = input, .councils = input},
        {.ratings = none, .councils = input, .scale = input},
        {.ratings = none, .models = input, .scale = input},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct dataset d = {0};
        struct diags ds = {0};
        assert_int_equal(load_dataset(&cases[i], &d, &ds), -1);
        assert_int_equal(ds.fault, FAULT_USAGE);
        assert_string_equal(ds.fault_message,
                            "only one part of the data can be read from standard input");
        dataset_release(&d);
        diags_release(&ds);
    }
}

static void a_model_that_is_one_already_is_not_admitted(void **state)
{
    static const char *const names[] = {"mutual", "trust"};
    struct load_request rq = {
        .ratings = {"/dev/null", "none"}, .extra_models = names, .n_extra_models = 2};
    struct dataset d = {0};
    struct diags ds = {0};
    (void)state;
    assert_int_equal(load_dataset(&rq, &d, &ds), -1);
    assert_int_equal(ds.fault, FAULT_USAGE);
    assert_string_equal(ds.fault_message, "cannot add the model \"trust\": the name is taken, or "
                                          "there are too many");
    dataset_release(&d);
    diags_release(&ds);
}

/* What is found once all is read can be shown from a file that is read again: not from a pipe. */
static void what_a_pipe_told_is_a_problem_without_its_line(void **state)
{
    static const char records[] = "council,date,grade\nA,2019-01-01,good\nA,2019-01-01,RI\n";
    struct folder p = folder_with("");
    char path[PATH_ROOM];
    struct dataset d = {0};
    struct diags ds = {0};
    (void)state;
    path_in(path, &p, file_names[1]);
    assert_int_equal(mkfifo(path, 0600), 0);
    pid_t child = fork();
    if (child == 0) {
        int fd = open(path, O_WRONLY);
        _exit(write(fd, records, sizeof records - 1) == sizeof records - 1 ? 0 : 1);
    }
    struct load_request rq = {.ratings = {path, "ratings.csv"}};
    int status = -1;
    assert_int_equal(load_dataset(&rq, &d, &ds), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(ds.n, 1);
    assert_string_equal(ds.v[0].code, "E-DUPLICATE");
    assert_int_equal(ds.v[0].place.line, 3);
    assert_true(!ds.v[0].excerpt || !ds.v[0].excerpt[0]);
    dataset_release(&d);
    diags_release(&ds);
    folder_remove(&p);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_has_the_files_that_are_there),
        cmocka_unit_test(anything_else_is_a_flat_file),
        cmocka_unit_test(what_must_be_there_and_is_not_is_a_fault),
        cmocka_unit_test(only_one_part_can_come_from_standard_input),
        cmocka_unit_test(what_a_pipe_told_is_a_problem_without_its_line),
        cmocka_unit_test(a_model_that_is_one_already_is_not_admitted),
    };
    return CHECK_RUN(tests, argc, argv);
}
