#include <stdlib.h>
#include <string.h>

#include <unistd.h>

#include "tool.h"

static bool counts, repeated, single;

static void print(const char *line, long times)
{
    if (line == NULL || (repeated && times < 2) || (single && times > 1))
        return;
    if (counts)
        printf("%7ld ", times);
    fputs(line, stdout);
}

static void filter(FILE *file, const char *name)
{
    char *line = NULL, *last = NULL;
    size_t size = 0;
    long times = 0;

    (void)name;
    while (getline(&line, &size, file) > 0) {
        if (last != NULL && strcmp(line, last) == 0) {
            times++;
            continue;
        }
        print(last, times);
        free(last);
        last = line;
        line = NULL;
        times = 1;
    }
    print(last, times);
    free(last);
    free(line);
}

int main(int argc, char **argv)
{
    int option;

    tool_begin("uniq", "usage: uniq [-cdu] [FILE]\nPrints lines that follow each other and are alike once.\n"
                       "  -c  with their number    -d  only those that repeat    -u  only those that do not\n");
    while ((option = tool_option(argc, argv, "cdu")) != -1) {
        counts = counts || option == 'c';
        repeated = repeated || option == 'd';
        single = single || option == 'u';
    }
    tool_each_file(argc - optind, argv + optind, filter);
    return tool_end();
}
