#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    static char buffer[1024];
    bool append = false;
    ssize_t n;

    tool_begin(
        "tee",
        "usage: tee [-a] [FILE ...]\nCopies standard input to standard output and to files.\n  -a  adds to them\n");
    while (tool_option(argc, argv, "a") != -1)
        append = true;
    int count = argc - optind, *fds = calloc((size_t)count + 1, sizeof *fds);
    if (fds == NULL) {
        tool_complain("no memory");
        return tool_end();
    }
    fds[count] = STDOUT_FILENO;
    for (int i = 0; i < count; i++) {
        fds[i] = open(argv[optind + i], O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0666);
        if (fds[i] < 0)
            tool_complain_errno(argv[optind + i]);
    }
    while ((n = read(STDIN_FILENO, buffer, sizeof buffer)) > 0)
        for (int i = 0; i <= count; i++)
            if (fds[i] >= 0 && write(fds[i], buffer, (size_t)n) != n) {
                tool_complain_errno(i < count ? argv[optind + i] : "standard output");
                fds[i] = -1;
            }
    if (n < 0)
        tool_complain_errno("standard input");
    return tool_end();
}
