#include <string.h>

#include "tool.h"

int main(int argc, char **argv)
{
    tool_begin("false", "usage: false\nDoes nothing, unsuccessfully.\n");
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        tool_option(argc, argv, "");
    return 1;
}
