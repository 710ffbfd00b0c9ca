#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool.h"

/* u+x, go-w, a=r, 755; -1 when it is none. */
static int new_mode(const char *text, mode_t old)
{
    char *end;
    unsigned long number = strtoul(text, &end, 8);
    unsigned who = 0, bits = 0;

    if (end != text && *end == '\0')
        return number <= 07777 ? (int)number : -1;
    for (; *text != '\0' && strchr("ugoa", *text) != NULL; text++)
        who |= *text == 'u' ? 0700u : *text == 'g' ? 0070u : *text == 'o' ? 0007u : 0777u;
    if (who == 0)
        who = 0777;
    char operator= * text;
    if (operator!= '+' && operator!= '-' && operator!= '=')
        return -1;
    for (text++; *text != '\0'; text++) {
        if (strchr("rwx", *text) == NULL)
            return -1;
        bits |= *text == 'r' ? 0444u : *text == 'w' ? 0222u : 0111u;
    }
    bits &= who;
    return (int)(operator== '+' ? old | bits : operator== '-' ? old & ~bits : (old & ~who) | bits);
}

int main(int argc, char **argv)
{
    tool_begin("chmod", "usage: chmod MODE FILE ...\nSets permissions: an octal number, or as u+x, go-w, a=r.\n");
    if (argc > 1 && strcmp(argv[1], "--help") == 0)
        tool_option(argc, argv, "");
    if (argc < 3)
        tool_usage();
    for (int i = 2; i < argc; i++) {
        struct stat status;
        if (stat(argv[i], &status) != 0) {
            tool_complain_errno(argv[i]);
            continue;
        }
        int mode = new_mode(argv[1], status.st_mode & 07777);
        if (mode < 0)
            tool_usage();
        if (chmod(argv[i], (mode_t)mode) != 0)
            tool_complain_errno(argv[i]);
    }
    return tool_end();
}
