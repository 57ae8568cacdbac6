/* turnaround: how councils' children's services recover. This file sets up the process; what the
 * program does begins in src/cmd/run.c. */
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"

/* Names print right everywhere, and small letters and capitals go together in one way: characters
 * are those of C.UTF-8 whatever the environment says, which counts only where that is missing.
 * Whether they are UTF-8: the C library gets ready at their first use, and takes what follows for
 * ASCII where it had no memory for that. */
static bool set_characters(void)
{
    static const char ellipsis[] = "\xe2\x80\xa6";
    wchar_t point;
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        setlocale(LC_CTYPE, "");
    return mbtowc(&point, ellipsis, sizeof ellipsis) == (int)strlen(ellipsis);
}

/* Large blocks always come from, and go back to, the system by themselves: by default the C library
 * keeps larger and larger ones back once such have been freed. */
static void set_memory(void)
{
    enum { LARGE = 128 * 1024 };
    mallopt(M_MMAP_THRESHOLD, LARGE);
}

int main(int argc, char **argv)
{
    set_memory();
    bool has_characters = set_characters();
    signal(SIGPIPE, SIG_DFL); /* a closed pipe ends us quietly, also where it was ignored */
    return command_main(argc, argv, has_characters);
}
