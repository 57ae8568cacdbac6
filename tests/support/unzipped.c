#include "unzipped.h"

#include <ftw.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>

static void run(const char *format, const char *a, const char *b)
{
    char command[256];
    snprintf(command, sizeof command, "%s %s %s", format, a, b);
    if (system(command) != 0)
        fail_msg("%s: failed", command);
}

struct unzipped unzip(struct span bytes)
{
    struct unzipped u;
    struct test_file file = file_with(bytes.text, bytes.length);
    make_test_folder(u.folder);
    run("python3 -m zipfile -e", file.path, u.folder);
    file_release(&file);
    return u;
}

struct text unzipped_part(const struct unzipped *u, const char *name)
{
    char path[256], block[4096];
    struct text t = {0};
    size_t n;
    snprintf(path, sizeof path, "%s/%s", u->folder, name);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("there is no %s", name);
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        text_add(&t, (struct span){block, n});
    fclose(file);
    return t;
}

static int check_member(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status, (void)where;
    if (kind != FTW_F)
        return 0;
    xmlDoc *document = xmlReadFile(path, NULL, XML_PARSE_NONET);
    if (!document)
        fail_msg("%s: not well-formed", path);
    xmlFreeDoc(document);
    return 0;
}

void unzipped_check_xml(const struct unzipped *u)
{
    assert_int_equal(nftw(u->folder, check_member, 8, FTW_PHYS), 0);
}

void unzipped_release(struct unzipped *u)
{
    run("rm -r", u->folder, "");
}
