/* sink: a file appears whole or not at all, and what stands in its way is told. */
#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "out/sink.h"

/* A folder of the test's own, and paths within it. */
struct folder {
    char path[TEST_PATH];
    char file[96], link[96];
};

static int folder_make(void **state)
{
    struct folder *f = calloc(1, sizeof *f);
    if (!f)
        return -1;
    *state = f;
    make_test_folder(f->path);
    snprintf(f->file, sizeof f->file, "%s/out.csv", f->path);
    snprintf(f->link, sizeof f->link, "%s/link.csv", f->path);
    return 0;
}

static int folder_remove(void **state)
{
    struct folder *f = *state;
    unlink(f->file);
    unlink(f->link);
    int status = rmdir(f->path); /* nothing else was left behind */
    free(f);
    return status;
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
    char text[64] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(text, expected);
}

static size_t count_files(const struct folder *f)
{
    DIR *folder = opendir(f->path);
    size_t n = 0;
    assert_non_null(folder);
    for (struct dirent *e; (e = readdir(folder)) != NULL;)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(folder);
    return n;
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 07777;
}

/* Opens PATH, writes TEXT and closes. */
static void write_file(const char *path, const char *text, bool keep)
{
    struct sink s;
    struct diags ds = {0};
    assert_int_equal(sink_open(&s, path, &ds), 0);
    sink_put_string(&s, text);
    assert_int_equal(sink_close(&s, keep, &ds), 0);
    assert_int_equal(ds.fault, FAULT_NONE);
}

/* Fails unless PATH cannot be opened, for REASON. */
static void check_refused(const char *path, const char *reason)
{
    struct sink s;
    struct diags ds = {0};
    char message[160];
    snprintf(message, sizeof message, "cannot write %s: %s", path, reason);
    assert_int_equal(sink_open(&s, path, &ds), -1);
    assert_int_equal(ds.fault, FAULT_SYSTEM);
    assert_string_equal(ds.fault_message, message);
    assert_null(s.target.v); /* there is nothing to close */
    assert_false(s.is_open);
    diags_release(&ds);
}

static void a_new_file_appears_when_it_is_closed(void **state)
{
    const struct folder *f = *state;
    struct sink s;
    struct diags ds = {0};
    assert_int_equal(sink_open(&s, f->file, &ds), 0);
    sink_put_string(&s, "a,b\n");
    sink_put(&s, (struct span){"1,2\nmore", 4});
    sink_put(&s, (struct span){NULL, 0});
    assert_int_equal(access(f->file, F_OK), -1);
    assert_int_equal(count_files(f), 1); /* the temporary one, beside its place */
    assert_int_equal(sink_close(&s, true, &ds), 0);
    check_file(f->file, "a,b\n1,2\n");
    assert_int_equal(count_files(f), 1);
}

static void an_old_file_stands_until_then(void **state)
{
    const struct folder *f = *state;
    struct sink s;
    struct diags ds = {0};
    put_file(f->file, "old");
    assert_int_equal(sink_open(&s, f->file, &ds), 0);
    sink_put_string(&s, "new");
    check_file(f->file, "old");
    assert_int_equal(sink_close(&s, true, &ds), 0);
    check_file(f->file, "new");
    assert_int_equal(count_files(f), 1);
}

static void what_is_not_kept_leaves_no_trace(void **state)
{
    const struct folder *f = *state;
    write_file(f->file, "half", false);
    assert_int_equal(count_files(f), 0);
    put_file(f->file, "old");
    write_file(f->file, "half", false);
    check_file(f->file, "old");
    assert_int_equal(count_files(f), 1);
}

static void an_empty_file_can_be_written(void **state)
{
    const struct folder *f = *state;
    write_file(f->file, "", true);
    check_file(f->file, "");
}

static void a_link_stays_and_its_target_is_replaced(void **state)
{
    const struct folder *f = *state;
    struct stat st;
    put_file(f->file, "old");
    assert_int_equal(symlink("out.csv", f->link), 0);
    write_file(f->link, "half", false);
    check_file(f->file, "old");
    write_file(f->link, "new", true);
    check_file(f->file, "new");
    assert_int_equal(lstat(f->link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(count_files(f), 2);
}

/* Links to links, relative ones and one that names a path from the root. */
static void a_link_to_nothing_yet_stays_too(void **state)
{
    const struct folder *f = *state;
    char chain[128];
    struct stat st;
    snprintf(chain, sizeof chain, "%s/chain", f->path);
    assert_int_equal(symlink("./link.csv", chain), 0);
    assert_int_equal(symlink(f->file, f->link), 0);
    write_file(chain, "half", false);
    assert_int_equal(count_files(f), 2);
    write_file(chain, "new", true);
    check_file(f->file, "new");
    assert_int_equal(count_files(f), 3);
    assert_int_equal(lstat(chain, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(lstat(f->link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(unlink(chain), 0);
}

static void permissions_are_those_of_the_file_before(void **state)
{
    static const mode_t modes[] = {0600, 0644, 0640, 0664, 0755};
    const struct folder *f = *state;
    put_file(f->file, "old");
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        assert_int_equal(chmod(f->file, modes[i]), 0);
        write_file(f->file, "new", true);
        assert_int_equal(mode_of(f->file), modes[i]);
    }
}

static void a_new_file_has_the_permissions_that_the_mask_leaves(void **state)
{
    static const mode_t masks[] = {0, 022, 027, 077};
    const struct folder *f = *state;
    mode_t before = umask(0);
    for (size_t i = 0; i < sizeof masks / sizeof masks[0]; i++) {
        umask(masks[i]);
        write_file(f->file, "new", true);
        assert_int_equal(mode_of(f->file), 0666 & ~masks[i]);
        assert_int_equal(umask(masks[i]), masks[i]); /* left as it was */
        assert_int_equal(unlink(f->file), 0);
    }
    umask(before);
}

static void what_cannot_be_opened_is_told(void **state)
{
    const struct folder *f = *state;
    char path[128];
    check_refused(f->path, "Is a directory");
    snprintf(path, sizeof path, "%s/none/out.csv", f->path);
    check_refused(path, "No such file or directory");
    put_file(f->file, "old");
    snprintf(path, sizeof path, "%s/out.csv", f->file);
    check_refused(path, "Not a directory");
    assert_int_equal(symlink("link.csv", f->link), 0); /* to itself */
    check_refused(f->link, "Too many levels of symbolic links");
    check_file(f->file, "old");
    assert_int_equal(count_files(f), 2);
}

static void a_folder_that_appears_meanwhile_is_no_target(void **state)
{
    const struct folder *f = *state;
    struct sink s;
    struct diags ds = {0};
    assert_int_equal(sink_open(&s, f->file, &ds), 0);
    sink_put_string(&s, "new");
    assert_int_equal(mkdir(f->file, 0700), 0);
    assert_int_equal(sink_close(&s, true, &ds), -1);
    assert_int_equal(ds.fault, FAULT_SYSTEM);
    assert_non_null(strstr(ds.fault_message, "out.csv: Is a directory"));
    assert_int_equal(count_files(f), 1);
    assert_int_equal(rmdir(f->file), 0);
    diags_release(&ds);
}

/* More than a buffer, so that a write fails, or less, so that only the last one does. */
static void a_full_device_is_told_once(void **state)
{
    static const int lines[] = {1, 100000};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct sink s;
        struct diags ds = {0};
        assert_int_equal(sink_open(&s, "/dev/full", &ds), 0);
        for (int n = 0; n < lines[i]; n++)
            sink_put_string(&s, "a line\n");
        assert_int_equal(s.error != 0, lines[i] > 1);
        assert_int_equal(sink_close(&s, true, &ds), -1);
        assert_int_equal(ds.fault, FAULT_SYSTEM);
        assert_string_equal(ds.fault_message, "cannot write /dev/full: No space left on device");
        diags_release(&ds);
    }
}

static void a_device_is_written_as_it_is(void **state)
{
    const struct folder *f = *state;
    struct stat st;
    write_file("/dev/null", "nothing", true);
    write_file("/dev/null", "nothing", false);
    assert_int_equal(stat("/dev/null", &st), 0);
    assert_true(S_ISCHR(st.st_mode));
    assert_int_equal(mkfifo(f->file, 0600), 0);
    int fd = open(f->file, O_RDONLY | O_NONBLOCK);
    char text[8] = "";
    assert_true(fd >= 0);
    write_file(f->file, "piped", true);
    assert_int_equal(read(fd, text, sizeof text - 1), 5);
    assert_string_equal(text, "piped");
    close(fd);
    assert_int_equal(count_files(f), 1);
}

/* An error of a write is not forgotten when later ones would do. */
static void the_first_error_is_kept(void **state)
{
    const struct folder *f = *state;
    struct sink s;
    struct diags ds = {0};
    assert_int_equal(sink_open(&s, f->file, &ds), 0);
    s.error = ENOSPC;
    sink_put_string(&s, "more");
    assert_int_equal(s.n, 0);
    assert_int_equal(sink_close(&s, true, &ds), -1);
    assert_non_null(strstr(ds.fault_message, "No space left on device"));
    assert_int_equal(count_files(f), 0);
    diags_release(&ds);
    assert_int_equal(sink_open(&s, "/dev/full", &ds), 0);
    sink_put_string(&s, "held back");
    s.error = EIO;
    assert_int_equal(sink_close(&s, true, &ds), -1);
    assert_string_equal(ds.fault_message, "cannot write /dev/full: Input/output error");
    diags_release(&ds);
}

/* Standard output is FILE while text is written through PATH; returns what closing does. */
static int write_to(const char *file, const char *path, struct diags *ds)
{
    struct sink s;
    fflush(stdout);
    int saved = dup(STDOUT_FILENO), fd = open(file, O_WRONLY | O_CREAT | O_APPEND, 0600);
    assert_true(saved >= 0 && fd >= 0);
    dup2(fd, STDOUT_FILENO);
    int status = sink_open(&s, path, ds);
    sink_put_string(&s, "out");
    status = sink_close(&s, true, ds) == 0 ? status : -1;
    dup2(saved, STDOUT_FILENO);
    close(saved);
    close(fd);
    return status;
}

static void no_path_is_standard_output_which_stays_open(void **state)
{
    const struct folder *f = *state;
    struct diags ds = {0};
    assert_int_equal(write_to(f->file, NULL, &ds), 0);
    assert_int_equal(write_to(f->file, "-", &ds), 0);
    check_file(f->file, "outout");
    assert_int_equal(count_files(f), 1);
    assert_int_equal(write_to("/dev/full", NULL, &ds), -1);
    assert_int_equal(ds.fault, FAULT_SYSTEM);
    assert_string_equal(ds.fault_message, "cannot write standard output: No space left on device");
    diags_release(&ds);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_new_file_appears_when_it_is_closed),
        IN_FOLDER(an_old_file_stands_until_then),
        IN_FOLDER(what_is_not_kept_leaves_no_trace),
        IN_FOLDER(an_empty_file_can_be_written),
        IN_FOLDER(a_link_stays_and_its_target_is_replaced),
        IN_FOLDER(a_link_to_nothing_yet_stays_too),
        IN_FOLDER(permissions_are_those_of_the_file_before),
        IN_FOLDER(a_new_file_has_the_permissions_that_the_mask_leaves),
        IN_FOLDER(what_cannot_be_opened_is_told),
        IN_FOLDER(a_folder_that_appears_meanwhile_is_no_target),
        cmocka_unit_test(a_full_device_is_told_once),
        IN_FOLDER(a_device_is_written_as_it_is),
        IN_FOLDER(the_first_error_is_kept),
        IN_FOLDER(no_path_is_standard_output_which_stays_open),
    };
    return CHECK_RUN(tests, argc, argv);
}
