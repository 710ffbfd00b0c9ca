#include <string.h>

#include "tool.h"

int main(int argc, char **argv)
{
    tool_begin("echo", "usage: echo [-n] [TEXT ...]\nPrints its arguments.\n  -n  without a newline\n");
    bool newline = argc < 2 || strcmp(argv[1], "-n") != 0;
    for (int i = newline ? 1 : 2; i < argc; i++)
        printf("%s%s", argv[i], i + 1 < argc ? " " : "");
    if (newline)
        putchar('\n');
    return tool_end();
}
