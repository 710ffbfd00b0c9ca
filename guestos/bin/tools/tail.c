#include <stdlib.h>

#include <unistd.h>

#include "tool.h"

static long wanted = 10;
static bool in_bytes, titles, later;

/* All that was read, of which only the end is needed. */
static char *text;
static size_t length, size;

static void read_all(FILE *file)
{
    size_t n;

    length = 0;
    do {
        if (length == size) {
            size = size * 2 + 4096;
            text = realloc(text, size);
            if (text == NULL) {
                tool_complain("no memory");
                exit(1);
            }
        }
        n = fread(text + length, 1, size - length, file);
        length += n;
    } while (n > 0);
}

static void print(FILE *file, const char *name)
{
    size_t start;

    if (titles)
        printf("%s==> %s <==\n", later ? "\n" : "", name);
    later = true;
    read_all(file);
    start = length;
    for (long left = wanted; start > 0; start--) {
        bool unit = in_bytes || (text[start - 1] == '\n' && start < length);
        if (in_bytes ? left-- == 0 : unit && --left == 0)
            break;
    }
    if (wanted == 0)
        start = length;
    fwrite(text + start, 1, length - start, stdout);
}

int main(int argc, char **argv)
{
    int option;

    tool_begin("tail", "usage: tail [-n LINES | -c BYTES] [FILE ...]\nPrints the last lines (10) or bytes of files.\n");
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
