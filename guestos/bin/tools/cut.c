#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

#define POSITIONS 1024

static bool chosen[POSITIONS]; /* the last stands for all beyond */
static char delimiter = '\t';
static bool fields;

static void choose(const char *list)
{
    while (*list != '\0') {
        char *end;
        long low = *list == '-' ? 1 : strtol(list, &end, 10), high = low;
        if (*list == '-')
            end = (char *)list;
        if (*end == '-')
            high = end[1] >= '0' && end[1] <= '9' ? strtol(end + 1, &end, 10) : (end++, POSITIONS - 1);
        if (low < 1 || high < low || (*end != ',' && *end != '\0')) {
            tool_complain("%s: a list such as 1,3-5,7- is needed", list);
            exit(2);
        }
        for (long i = low; i <= high && i < POSITIONS; i++)
            chosen[i] = true;
        list = *end == ',' ? end + 1 : end;
    }
}

static bool is_chosen(long i)
{
    return chosen[i < POSITIONS ? i : POSITIONS - 1];
}

static void cut(FILE *file, const char *name)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t n;

    (void)name;
    while ((n = getline(&line, &size, file)) > 0) {
        bool any = false;
        long field = 1;
        if (line[n - 1] == '\n')
            line[--n] = '\0';
        if (fields && strchr(line, delimiter) == NULL) {
            puts(line);
            continue;
        }
        for (ssize_t i = 0; i < n; i++) {
            if (fields && line[i] == delimiter) {
                field++;
                if (any && is_chosen(field))
                    putchar(delimiter);
            } else if (is_chosen(fields ? field : i + 1)) {
                putchar(line[i]);
            }
            any = any || is_chosen(field);
        }
        putchar('\n');
    }
    free(line);
}

int main(int argc, char **argv)
{
    bool any = false;
    int option;

    tool_begin("cut",
               "usage: cut -c LIST [FILE ...]\n       cut -f LIST [-d CHARACTER] [FILE ...]\n"
               "Prints some characters (-c) or fields (-f, separated by tabs or -d) of each line; LIST as 1,3-5,7-\n");
    while ((option = tool_option(argc, argv, "c:b:f:d:")) != -1) {
        if (option == 'd') {
            delimiter = *optarg;
            continue;
        }
        fields = option == 'f';
        choose(optarg);
        any = true;
    }
    if (!any)
        tool_usage();
    tool_each_file(argc - optind, argv + optind, cut);
    return tool_end();
}
