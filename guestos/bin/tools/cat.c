#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    static char *standard_input[] = {"-"};

    tool_begin("cat",
               "usage: cat [FILE ...]\nWrites files, one after the other, to standard output.  - is standard input.\n");
    while (tool_option(argc, argv, "u") != -1)
        ;
    int count = argc - optind;
    char **names = count > 0 ? argv + optind : standard_input;
    for (int i = 0; i < (count > 0 ? count : 1); i++) {
        int fd = strcmp(names[i], "-") == 0 ? STDIN_FILENO : open(names[i], O_RDONLY);
        if (fd < 0) {
            tool_complain_errno(names[i]);
            continue;
        }
        tool_copy(fd, STDOUT_FILENO, names[i], "standard output");
        if (fd != STDIN_FILENO)
            close(fd);
    }
    return tool_end();
}
