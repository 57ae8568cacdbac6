/* scan FILE...: looks for line ends with memchr(), in blocks as the program reads them: what memory
 * and the system's calls allow. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long count_lines(const char *path, char *block, size_t size)
{
    long lines = 0;
    ssize_t n;
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    while ((n = read(fd, block, size)) > 0) {
        const char *end = block + n;
        for (const char *p = block; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
            lines++;
    }
    close(fd);
    return n < 0 ? -1 : lines;
}

int main(int argc, char **argv)
{
    enum { SIZE = 256 * 1024 };
    char *block = malloc(SIZE);
    for (int i = 1; i < argc && block; i++) {
        long lines = count_lines(argv[i], block, SIZE);
        if (lines < 0) {
            perror(argv[i]);
            return 1;
        }
        printf("%ld\n", lines);
    }
    free(block);
    return block ? 0 : 3;
}
