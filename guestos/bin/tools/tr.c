#include <unistd.h>

#include "tool.h"

/* Expands ranges and escapes; returns the length. */
static size_t expand(const char *set, unsigned char out[256])
{
    size_t n = 0;

    for (const unsigned char *p = (const unsigned char *)set; *p != '\0' && n < 256; p++) {
        unsigned low = *p;
        if (low == '\\' && p[1] != '\0') {
            p++;
            low = *p == 'n' ? '\n' : *p == 't' ? '\t' : *p;
        }
        unsigned high = low;
        if (p[1] == '-' && p[2] != '\0') {
            high = p[2];
            p += 2;
        }
        for (unsigned c = low; c <= high && n < 256; c++)
            out[n++] = (unsigned char)c;
    }
    return n;
}

int main(int argc, char **argv)
{
    unsigned char from[256], to[256], map[256];
    bool delete = false, squeeze = false, in_set[256] = {false};
    int option, c, last = EOF;

    tool_begin(
        "tr",
        "usage: tr [-ds] SET [SET]\nReplaces characters of the first set by those of the second (a-z, \\n, \\t).\n"
        "  -d  removes them    -s  makes one of those that repeat\n");
    while ((option = tool_option(argc, argv, "ds")) != -1) {
        delete = delete || option == 'd';
        squeeze = squeeze || option == 's';
    }
    int sets = argc - optind;
    if (sets < 1 || sets > 2 || (sets == 1 && !delete &&!squeeze))
        tool_usage();
    size_t count = expand(argv[optind], from), other = sets == 2 ? expand(argv[optind + 1], to) : 0;
    for (int i = 0; i < 256; i++)
        map[i] = (unsigned char)i;
    for (size_t i = 0; i < count; i++) {
        in_set[from[i]] = true;
        if (other > 0 && !delete)
            map[from[i]] = to[i < other ? i : other - 1];
    }
    while ((c = getchar()) != EOF) {
        if (delete &&in_set[c])
            continue;
        if (squeeze && in_set[c] && map[c] == last)
            continue;
        last = map[c];
        putchar(last);
    }
    return tool_end();
}
