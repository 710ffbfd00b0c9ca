#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pattern.h"
#include "tool.h"

static const char usage[] =
    "usage: grep [-ivnclqsFhH] PATTERN [FILE ...]\nPrints the lines that a regular expression matches:\n"
    "  . [a-z] [^a-z] x* x+ x? (x) x|y ^ $ \\x\n"
    "  -i  both cases    -v  lines that do not match    -n  with their numbers    -c  how many\n"
    "  -l  names of files only    -q  nothing    -F  a plain text    -h -H  without, with file names\n"
    "Exit status: 0 when a line was found, 1 when none, 2 on trouble.\n";

static bool inverted, numbers, counts, names_only, quiet, file_names, found;
static struct pattern *pattern;

static void search(FILE *file, const char *name)
{
    char *line = NULL;
    size_t size = 0;
    long number = 0, matches = 0;
    ssize_t n;

    while ((n = getline(&line, &size, file)) > 0) {
        number++;
        if (line[n - 1] == '\n')
            line[n - 1] = '\0';
        if (pattern_matches(pattern, line) == inverted)
            continue;
        found = true;
        matches++;
        if (quiet || names_only)
            break;
        if (counts)
            continue;
        if (file_names)
            printf("%s:", name);
        if (numbers)
            printf("%ld:", number);
        puts(line);
    }
    free(line);
    if (names_only && matches > 0)
        puts(name);
    if (counts && file_names)
        printf("%s:", name);
    if (counts)
        printf("%ld\n", matches);
}

int main(int argc, char **argv)
{
    bool ignore_case = false, plain = false;
    int option, force_names = -1;

    tool_begin("grep", usage);
    while ((option = tool_option(argc, argv, "ivnclqsEFhH")) != -1) {
        ignore_case = ignore_case || option == 'i';
        inverted = inverted || option == 'v';
        numbers = numbers || option == 'n';
        counts = counts || option == 'c';
        names_only = names_only || option == 'l';
        quiet = quiet || option == 'q';
        plain = plain || option == 'F';
        if (option == 'h' || option == 'H')
            force_names = option == 'H';
    }
    if (optind >= argc)
        tool_usage();
    const char *error;
    pattern = pattern_new(argv[optind++], plain, ignore_case, &error);
    if (pattern == NULL) {
        tool_complain("%s: %s", argv[optind - 1], error);
        return 2;
    }
    file_names = force_names >= 0 ? force_names : argc - optind > 1;
    tool_each_file(argc - optind, argv + optind, search);
    return tool_end() != 0 ? 2 : !found;
}
