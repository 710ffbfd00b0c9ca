#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

#define WIDTH 16

static unsigned long offset;

static void print_line(const unsigned char *bytes, size_t count)
{
    printf("%08lx ", offset);
    for (size_t i = 0; i < WIDTH; i++) {
        if (i % 8 == 0)
            putchar(' ');
        if (i < count)
            printf("%02x ", bytes[i]);
        else
            printf("   ");
    }
    printf(" |");
    for (size_t i = 0; i < count; i++)
        putchar(isprint(bytes[i]) ? bytes[i] : '.');
    printf("|\n");
}

static void dump(FILE *file, const char *name)
{
    unsigned char bytes[WIDTH], last[WIDTH];
    bool have_last = false, skipping = false;
    size_t count;

    (void)name;
    while ((count = fread(bytes, 1, WIDTH, file)) > 0) {
        bool same = have_last && count == WIDTH && memcmp(bytes, last, WIDTH) == 0;
        if (same && !skipping)
            puts("*");
        if (!same)
            print_line(bytes, count);
        skipping = same;
        memcpy(last, bytes, WIDTH);
        have_last = count == WIDTH;
        offset += count;
    }
}

int main(int argc, char **argv)
{
    tool_begin(
        "hexdump",
        "usage: hexdump [-C] [FILE ...]\nPrints bytes in hexadecimal and as characters; equal lines become one *.\n");
    while (tool_option(argc, argv, "C") != -1)
        ;
    tool_each_file(argc - optind, argv + optind, dump);
    printf("%08lx\n", offset);
    return tool_end();
}
