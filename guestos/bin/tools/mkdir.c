#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool.h"

/* Makes the directories on the way to path. */
static void make_parents(const char *path)
{
    char part[PATH_MAX];

    if (strlen(path) >= sizeof part)
        return;
    strcpy(part, path);
    for (char *p = part + 1; *p != '\0'; p++)
        if (*p == '/') {
            *p = '\0';
            mkdir(part, 0777);
            *p = '/';
        }
}

int main(int argc, char **argv)
{
    struct stat status;
    bool parents = false;

    tool_begin("mkdir", "usage: mkdir [-p] DIRECTORY ...\nMakes directories.\n"
                        "  -p  those on the way too; no complaint when the directory is there\n");
    while (tool_option(argc, argv, "p") != -1)
        parents = true;
    if (optind >= argc)
        tool_usage();
    for (int i = optind; i < argc; i++) {
        if (parents)
            make_parents(argv[i]);
        if (mkdir(argv[i], 0777) == 0)
            continue;
        int number = errno;
        if (parents && number == EEXIST && stat(argv[i], &status) == 0 && S_ISDIR(status.st_mode))
            continue;
        errno = number;
        tool_complain_errno(argv[i]);
    }
    return tool_end();
}
