#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    tool_begin("sync", "usage: sync\nWrites to the disk what has been changed and is still in memory.\n");
    while (tool_option(argc, argv, "") != -1)
        ;
    if (optind < argc)
        tool_usage();
    sync();
    return tool_end();
}
