#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    long first = 1, step = 1;

    tool_begin("seq", "usage: seq [FIRST [STEP]] LAST\nPrints whole numbers, one on a line.\n");
    if (argc > 1 && argv[1][0] == '-' && argv[1][1] == '-')
        tool_option(argc, argv, "");
    int count = argc - 1;
    if (count < 1 || count > 3)
        tool_usage();
    long last = tool_number(argv[count], -2147483647);
    if (count > 1)
        first = tool_number(argv[1], -2147483647);
    if (count > 2)
        step = tool_number(argv[2], -2147483647);
    if (step == 0) {
        tool_complain("the step must not be 0");
        return tool_end();
    }
    for (long long i = first; step > 0 ? i <= last : i >= last; i += step)
        printf("%lld\n", i);
    return tool_end();
}
