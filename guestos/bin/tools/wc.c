#include <ctype.h>

#include <unistd.h>

#include "tool.h"

struct counts {
    long lines, words, bytes;
};

static struct counts total;
static bool lines, words, bytes;

static void print(const struct counts *counts, const char *name)
{
    const char *separator = "";

    if (lines) {
        printf("%ld", counts->lines);
        separator = " ";
    }
    if (words) {
        printf("%s%ld", separator, counts->words);
        separator = " ";
    }
    if (bytes)
        printf("%s%ld", separator, counts->bytes);
    printf("%s%s\n", name[0] == '-' ? "" : " ", name[0] == '-' ? "" : name);
}

static void count(FILE *file, const char *name)
{
    struct counts counts = {0, 0, 0};
    bool in_word = false;
    int c;

    while ((c = getc(file)) != EOF) {
        counts.bytes++;
        counts.lines += c == '\n';
        counts.words += !isspace(c) && !in_word;
        in_word = !isspace(c);
    }
    print(&counts, name);
    total.lines += counts.lines;
    total.words += counts.words;
    total.bytes += counts.bytes;
}

int main(int argc, char **argv)
{
    int option;

    tool_begin("wc",
               "usage: wc [-lwc] [FILE ...]\nCounts lines (-l), words (-w) and bytes (-c); all three by default.\n");
    while ((option = tool_option(argc, argv, "lwc")) != -1) {
        lines = lines || option == 'l';
        words = words || option == 'w';
        bytes = bytes || option == 'c';
    }
    if (!lines && !words && !bytes)
        lines = words = bytes = true;
    tool_each_file(argc - optind, argv + optind, count);
    if (argc - optind > 1)
        print(&total, "total");
    return tool_end();
}
