#include <ctype.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

static const struct {
    int number;
    const char *name;
} names[] = {
#define SIGNAL(number, name, action, text) {number, #name},
#include <orchard/signals.def>
#undef SIGNAL
};
#define NAMES (sizeof names / sizeof names[0])

static int signal_number(const char *text)
{
    if (isdigit((unsigned char)*text))
        return (int)tool_number(text, 0);
    for (size_t i = 0; i < NAMES; i++)
        if (strcmp(text, names[i].name) == 0 || strcmp(text, names[i].name + 3) == 0)
            return names[i].number;
    tool_complain("%s: no such signal; 'kill -l' lists them", text);
    exit(2);
}

int main(int argc, char **argv)
{
    int number = SIGTERM, i = 1;

    tool_begin(
        "kill",
        "usage: kill [-SIGNAL] PID ...\n       kill -l\nSends a signal (TERM) to processes; -l lists the signals.\n");
    if (argc < 2)
        tool_usage();
    if (strcmp(argv[1], "--help") == 0)
        tool_option(argc, argv, "");
    if (strcmp(argv[1], "-l") == 0) {
        for (size_t n = 0; n < NAMES; n++)
            printf("%2d %-8s %s\n", names[n].number, names[n].name + 3, strsignal(names[n].number));
        return tool_end();
    }
    if (strcmp(argv[1], "-s") == 0 && argc > 2) {
        number = signal_number(argv[2]);
        i = 3;
    } else if (argv[1][0] == '-') {
        number = signal_number(argv[1] + 1);
        i = 2;
    }
    if (i >= argc)
        tool_usage();
    for (; i < argc; i++) {
        char *end;
        long pid = strtol(argv[i], &end, 10);
        if (*end != '\0' || end == argv[i])
            tool_complain("%s: a process number is needed", argv[i]);
        else if (kill((pid_t)pid, number) != 0)
            tool_complain_errno(argv[i]);
    }
    return tool_end();
}
