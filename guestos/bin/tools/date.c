#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    char text[256];

    tool_begin("date",
               "usage: date [-u] [+FORMAT]\nPrints date and time of the zone in TZ, or (-u) of UTC, as strftime does: %Y %m %d %H %M %S ...\n");
    while (tool_option(argc, argv, "u") != -1)
        setenv("TZ", "UTC0", 1);
    const char *format = "%a %b %e %H:%M:%S %Z %Y";
    if (optind < argc && argv[optind][0] == '+')
        format = argv[optind] + 1;
    else if (optind < argc)
        tool_usage();
    time_t now = time(NULL);
    if (strftime(text, sizeof text, format, localtime(&now)) == 0 && *format != '\0')
        tool_complain("the result is too long");
    else
        puts(text);
    return tool_end();
}
