#include <string.h>
#include <unistd.h>

#include "tool.h"

static FILE *open_file(const char *name)
{
    FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");

    if (file == NULL)
        tool_complain_errno(name);
    return file;
}

int main(int argc, char **argv)
{
    bool silent = false;
    long byte = 1, line = 1;
    int a, b;

    tool_begin("cmp", "usage: cmp [-s] FILE FILE\nCompares two files; 0 when they are equal, 1 when they differ, 2 on "
                      "trouble.\n  -s  says nothing    - is standard input\n");
    while (tool_option(argc, argv, "s") != -1)
        silent = true;
    if (argc - optind != 2)
        tool_usage();
    FILE *first = open_file(argv[optind]), *second = first != NULL ? open_file(argv[optind + 1]) : NULL;
    if (second == NULL)
        return 2;
    while ((a = getc(first)) == (b = getc(second))) {
        if (a == EOF)
            return tool_end();
        byte++;
        line += a == '\n';
    }
    if (!silent && (a == EOF || b == EOF))
        tool_complain("%s ends after byte %ld", argv[optind + (a != EOF)], byte - 1);
    else if (!silent)
        printf("%s %s differ: byte %ld, line %ld\n", argv[optind], argv[optind + 1], byte, line);
    tool_end();
    return 1;
}
