/* folder: its files appear together, or none of them, whatever is done there meanwhile. */
#include "check.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "out/folder.h"

/* A folder of the test's own, one within it to write, and what is done while its last cell is had.
 */
struct scene {
    char path[TEST_PATH], to[96];
    void (*meanwhile)(struct scene *p);
    bool lost;
};

static int scene_make(void **state)
{
    struct scene *p = calloc(1, sizeof *p);
    if (!p)
        return -1;
    *state = p;
    make_test_folder(p->path);
    snprintf(p->to, sizeof p->to, "%s/new", p->path);
    return 0;
}

/* What is in PATH, hidden names too, with blanks between; empty where it is not there. */
static void list(const char *path, struct text *t)
{
    struct dirent **v;
    int n = scandir(path, &v, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        const char *name = v[i]->d_name;
        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
            text_addf(t, "%s%s", t->n ? " " : "", name);
        free(v[i]);
    }
    if (n >= 0)
        free(v);
}

static void check_listed(const char *path, const char *expected)
{
    struct text t = {0};
    list(path, &t);
    assert_string_equal(text_string(&t), expected);
    text_release(&t);
}

static int scene_remove(void **state)
{
    struct scene *p = *state;
    struct text command = {0};
    text_addf(&command, "rm -r %s", p->path);
    int status = system(text_string(&command));
    text_release(&command);
    free(p);
    return status;
}

static void put_file(const char *folder, const char *name)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    assert_true(fd >= 0);
    close(fd);
}

static struct cell get(const void *context, const void *row, const struct column *column)
{
    struct scene *p = *(struct scene *const *)context;
    const int *number = row;
    (void)column;
    if (*number == 2 && p->meanwhile) {
        void (*meanwhile)(struct scene *) = p->meanwhile;
        p->meanwhile = NULL;
        meanwhile(p);
    }
    return cell_integer(*number);
}

/* Two files, the last one with two rows; what is between is not written. */
static int write_to(struct scene *p, const char *path, struct diags *ds)
{
    static const int rows[] = {1, 2};
    static const struct column column = {.name = "n", .meaning = "", .get = get};
    const struct table one = {&column, 1, rows, 1, sizeof rows[0], &p};
    const struct table none = {&column, 1, rows, 0, sizeof rows[0], &p};
    const struct table two = {&column, 1, rows, 2, sizeof rows[0], &p};
    const struct folder_file files[] = {
        {.name = "a.csv", .table = one},
        {.name = "b.csv", .table = none, .is_optional = true},
        {.name = "c.csv", .table = two, .is_lost = &p->lost},
    };
    return folder_write(path, files, 3, NULL, ds);
}

static void check_written(struct scene *p, const char *path)
{
    struct diags ds = {0};
    if (write_to(p, path, &ds) != 0)
        fail_msg("%s", ds.fault_message);
}

static void check_refused(struct scene *p, const char *message)
{
    struct diags ds = {0};
    assert_int_equal(write_to(p, p->to, &ds), -1);
    assert_int_equal(ds.fault, FAULT_SYSTEM);
    if (!strstr(ds.fault_message, message))
        fail_msg("%s", ds.fault_message);
    diags_release(&ds);
}

static void look_for_it(struct scene *p)
{
    assert_int_equal(access(p->to, F_OK), -1);
}

static void a_new_folder_appears_whole(void **state)
{
    struct scene *p = *state;
    struct stat st;
    mode_t mask = umask(027);
    p->meanwhile = look_for_it;
    check_written(p, p->to);
    assert_null(p->meanwhile);
    umask(mask);
    check_listed(p->to, "a.csv c.csv");
    check_listed(p->path, "new");
    assert_int_equal(stat(p->to, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0750);
    strcat(p->to, "/a.csv");
    assert_int_equal(stat(p->to, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
}

static void slashes_at_the_end_are_as_none(void **state)
{
    struct scene *p = *state;
    char path[128];
    snprintf(path, sizeof path, "%s//", p->to);
    check_written(p, path);
    check_listed(p->to, "a.csv c.csv");
    check_listed(p->path, "new");
}

static void look_for_files(struct scene *p)
{
    struct text t = {0};
    list(p->to, &t);
    assert_null(strstr(text_string(&t), ".csv")); /* they are in the hidden folder */
    text_release(&t);
}

static void a_folder_that_is_there_stays(void **state)
{
    struct scene *p = *state;
    struct stat before, after;
    assert_int_equal(mkdir(p->to, 0700), 0);
    put_file(p->to, "other");
    assert_int_equal(stat(p->to, &before), 0);
    p->meanwhile = look_for_files;
    check_written(p, p->to);
    assert_int_equal(stat(p->to, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    check_listed(p->to, "a.csv c.csv other");
}

static void make_it(struct scene *p)
{
    assert_int_equal(mkdir(p->to, 0700), 0);
    put_file(p->to, "other");
}

static void make_it_with_the_last(struct scene *p)
{
    make_it(p);
    put_file(p->to, "c.csv");
}

static void a_folder_that_another_makes_meanwhile_is_used(void **state)
{
    struct scene *p = *state;
    p->meanwhile = make_it;
    check_written(p, p->to);
    check_listed(p->to, "a.csv c.csv other");
    check_listed(p->path, "new");
}

static void a_file_that_another_makes_meanwhile_is_not_touched(void **state)
{
    struct scene *p = *state;
    p->meanwhile = make_it_with_the_last;
    check_refused(p, "/new/c.csv is there already, and is not overwritten");
    check_listed(p->to, "c.csv other");
    check_listed(p->path, "new");
}

static void block_it(struct scene *p)
{
    put_file(p->path, "new");
}

static void a_file_in_its_place_stays(void **state)
{
    struct scene *p = *state;
    p->meanwhile = block_it;
    check_refused(p, "/new: Not a directory");
    check_listed(p->path, "new");
    check_refused(p, "/new: File exists");
    check_listed(p->path, "new");
}

static void lose_it(struct scene *p)
{
    p->lost = true;
}

static void where_a_value_is_lost_nothing_is_left(void **state)
{
    struct scene *p = *state;
    p->meanwhile = lose_it;
    check_refused(p, "out of memory");
    check_listed(p->path, "");
    assert_int_equal(mkdir(p->to, 0700), 0);
    check_refused(p, "out of memory");
    check_listed(p->to, "");
}

#define IN_PLACE(test) cmocka_unit_test_setup_teardown(test, scene_make, scene_remove)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(a_new_folder_appears_whole),
        IN_PLACE(slashes_at_the_end_are_as_none),
        IN_PLACE(a_folder_that_is_there_stays),
        IN_PLACE(a_folder_that_another_makes_meanwhile_is_used),
        IN_PLACE(a_file_that_another_makes_meanwhile_is_not_touched),
        IN_PLACE(a_file_in_its_place_stays),
        IN_PLACE(where_a_value_is_lost_nothing_is_left),
    };
    return CHECK_RUN(tests, argc, argv);
}
