#include <stdlib.h>
#include <string.h>

#include <unistd.h>

#include "tool.h"

static const char usage[] =
    "usage: sort [-nruf] [-k FIELD] [FILE ...]\nSorts lines.\n"
    "  -n  by the number at their start    -r  in reverse order    -u  each line once\n"
    "  -f  letters of both cases alike     -k  from a field on (fields are separated by blanks)\n";

static bool numeric, reverse, unique, fold;
static long field = 1;
static char **lines;
static size_t count, size;

static const char *key(const char *line)
{
    for (long i = 1; i < field; i++) {
        line += strspn(line, " \t");
        line += strcspn(line, " \t");
    }
    return numeric || field > 1 ? line + strspn(line, " \t") : line;
}

static int compare_keys(const char *a, const char *b)
{
    if (numeric) {
        double x = strtod(key(a), NULL), y = strtod(key(b), NULL);
        return (x > y) - (x < y);
    }
    return fold ? strcasecmp(key(a), key(b)) : strcmp(key(a), key(b));
}

static int compare(const void *a, const void *b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    int order = compare_keys(x, y);

    if (order == 0 && !unique)
        order = strcmp(x, y);
    return reverse ? -order : order;
}

static void read_lines(FILE *file, const char *name)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t n;

    (void)name;
    while ((n = getline(&line, &room, file)) > 0) {
        if (line[n - 1] == '\n')
            line[n - 1] = '\0';
        if (count == size) {
            size = size * 2 + 64;
            lines = realloc(lines, size * sizeof *lines);
        }
        char *copy = strdup(line);
        if (lines == NULL || copy == NULL) {
            tool_complain("no memory");
            exit(1);
        }
        lines[count++] = copy;
    }
    free(line);
}

int main(int argc, char **argv)
{
    int option;

    tool_begin("sort", usage);
    while ((option = tool_option(argc, argv, "nrufk:")) != -1) {
        numeric = numeric || option == 'n';
        reverse = reverse || option == 'r';
        unique = unique || option == 'u';
        fold = fold || option == 'f';
        if (option == 'k')
            field = tool_number(optarg, 1);
    }
    tool_each_file(argc - optind, argv + optind, read_lines);
    if (count > 0)
        qsort(lines, count, sizeof *lines, compare);
    for (size_t i = 0; i < count; i++)
        if (!unique || i == 0 || compare_keys(lines[i - 1], lines[i]) != 0)
            puts(lines[i]);
    return tool_end();
}
