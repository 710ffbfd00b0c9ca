#include <limits.h>
#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    char path[PATH_MAX];

    tool_begin("pwd", "usage: pwd\nPrints the working directory.\n");
    while (tool_option(argc, argv, "LP") != -1)
        ;
    if (getcwd(path, sizeof path) != NULL)
        puts(path);
    else
        tool_complain_errno("working directory");
    return tool_end();
}
