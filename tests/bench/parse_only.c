/* parse_only FILE...: libcsv with empty callbacks, strict, in blocks as the program reads them:
 * what `make bench` holds the program against. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>

static void field(void *text, size_t length, void *context)
{
    (void)text, (void)length, (void)context;
}

static void record(int c, void *context)
{
    (void)c, (void)context;
}

static int parse(const char *path, char *block, size_t size)
{
    struct csv_parser parser;
    ssize_t n;
    int fd = open(path, O_RDONLY);
    if (fd < 0 || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return -1;
    while ((n = read(fd, block, size)) > 0)
        if (csv_parse(&parser, block, (size_t)n, field, record, NULL) != (size_t)n)
            return -1;
    int status = csv_fini(&parser, field, record, NULL);
    csv_free(&parser);
    close(fd);
    return n < 0 ? -1 : status;
}

int main(int argc, char **argv)
{
    enum { SIZE = 256 * 1024 };
    char *block = malloc(SIZE);
    for (int i = 1; i < argc && block; i++)
        if (parse(argv[i], block, SIZE) != 0) {
            perror(argv[i]);
            return 1;
        }
    free(block);
    return block ? 0 : 3;
}
