#include <unistd.h>

#include "tool.h"

static long wanted = 10;
static bool in_bytes, titles, later;

static void print(FILE *file, const char *name)
{
    int c;

    if (titles)
        printf("%s==> %s <==\n", later ? "\n" : "", name);
    later = true;
    for (long left = wanted; left > 0 && (c = getc(file)) != EOF;) {
        putchar(c);
        left -= in_bytes || c == '\n';
    }
}

int main(int argc, char **argv)
{
    int option;

    tool_begin("head",
               "usage: head [-n LINES | -c BYTES] [FILE ...]\nPrints the first lines (10) or bytes of files.\n");
    if (argc > 1 && argv[1][0] == '-' && argv[1][1] >= '0' && argv[1][1] <= '9') {
        wanted = tool_number(argv[1] + 1, 0);
        optind++;
    }
    while ((option = tool_option(argc, argv, "n:c:")) != -1) {
        wanted = tool_number(optarg, 0);
        in_bytes = option == 'c';
    }
    titles = argc - optind > 1;
    tool_each_file(argc - optind, argv + optind, print);
    return tool_end();
}
