/* turnaround: how councils' children's services recover. This file sets up the process; what the
 * program does begins in src/cmd/run.c. */
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"

/* Names print right everywhere: characters are UTF-8 whatever the environment says, and nothing
 * else of the locale counts. Whether they are: the C library gets ready at their first use, and
 * takes what follows for ASCII where it had no memory for that. */
static bool set_characters(void)
{
    static const char ellipsis[] = "\xe2\x80\xa6";
    wchar_t point;
    if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    return mbtowc(&point, ellipsis, sizeof ellipsis) == (int)strlen(ellipsis);
}

int main(int argc, char **argv)
{
    bool has_characters = set_characters();
    signal(SIGPIPE, SIG_DFL); /* a closed pipe ends us quietly, also where it was ignored */
    return command_main(argc, argv, has_characters);
}
