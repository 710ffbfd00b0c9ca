#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    char *end;

    tool_begin("sleep", "usage: sleep SECONDS\nWaits; the seconds may have a fraction.\n");
    while (tool_option(argc, argv, "") != -1)
        ;
    if (argc - optind != 1)
        tool_usage();
    double seconds = strtod(argv[optind], &end);
    if (*end != '\0' || end == argv[optind] || !(seconds >= 0) || seconds > 1e9) {
        tool_complain("%s: a number of seconds is needed", argv[optind]);
        return tool_end();
    }
    struct timespec duration = {.tv_sec = (time_t)seconds};
    duration.tv_nsec = (int)((seconds - (double)duration.tv_sec) * 1e9);
    if (nanosleep(&duration, NULL) != 0)
        tool_complain_errno("sleep");
    return tool_end();
}
