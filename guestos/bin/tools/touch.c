#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    bool create = true;

    tool_begin("touch", "usage: touch [-c] FILE ...\nSets the times of files to now; makes those that are not there.\n "
                        " -c  makes none\n");
    while (tool_option(argc, argv, "c") != -1)
        create = false;
    if (optind >= argc)
        tool_usage();
    for (int i = optind; i < argc; i++) {
        if (utimens(argv[i], NULL) == 0)
            continue;
        int fd = errno == ENOENT && create ? open(argv[i], O_WRONLY | O_CREAT, 0666) : -1;
        if (fd >= 0)
            close(fd);
        else if (errno != ENOENT || create)
            tool_complain_errno(argv[i]);
    }
    return tool_end();
}
