#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    tool_begin("rmdir", "usage: rmdir DIRECTORY ...\nRemoves empty directories.\n");
    while (tool_option(argc, argv, "") != -1)
        ;
    if (optind >= argc)
        tool_usage();
    for (int i = optind; i < argc; i++)
        if (rmdir(argv[i]) != 0)
            tool_complain_errno(argv[i]);
    return tool_end();
}
