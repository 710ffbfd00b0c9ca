#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    tool_begin(
        "env",
        "usage: env [-i] [NAME=VALUE ...] [COMMAND ...]\nRuns a command with another environment, or prints it.\n"
        "  -i  nothing of the present one\n");
    if (argc > 1 && strcmp(argv[1], "--help") == 0)
        tool_option(argc, argv, "");
    int i = 1;
    if (i < argc && strcmp(argv[i], "-i") == 0) {
        clearenv();
        i++;
    }
    for (; i < argc && strchr(argv[i], '=') != NULL; i++)
        putenv(argv[i]);
    if (i < argc) {
        execvp(argv[i], argv + i);
        int number = errno;
        tool_complain_errno(argv[i]);
        return number == ENOENT ? 127 : 126;
    }
    for (char **p = environ; p != NULL && *p != NULL; p++)
        puts(*p);
    return tool_end();
}
