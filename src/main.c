/* turnaround: how councils' children's services recover. This file sets up the process; what the
 * program does begins in src/cmd/run.c. */
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <string.h>

#include "cmd/command.h"

/* Names print right everywhere: characters are UTF-8 whatever the environment says, and nothing
 * else of the locale counts. */
static void set_characters(void)
{
    if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

int main(int argc, char **argv)
{
    set_characters();
    signal(SIGPIPE, SIG_DFL); /* a closed pipe ends us quietly, also where it was ignored */
    return command_main(argc, argv);
}
