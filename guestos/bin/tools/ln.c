#include <libgen.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    bool symbolic = false, force = false;
    struct stat status;
    char path[PATH_MAX], here[] = ".";
    int option;

    tool_begin("ln", "usage: ln [-sf] TARGET [NAME | DIRECTORY]\nMakes another name for a file.\n"
                     "  -s  a symbolic link    -f  in place of what NAME is now\n");
    while ((option = tool_option(argc, argv, "sf")) != -1) {
        symbolic = symbolic || option == 's';
        force = force || option == 'f';
    }
    if (argc - optind < 1 || argc - optind > 2)
        tool_usage();
    char *target = argv[optind];
    char *name = argc - optind == 2 ? argv[optind + 1] : here;
    if (stat(name, &status) == 0 && S_ISDIR(status.st_mode)) {
        char copy[PATH_MAX];
        snprintf(copy, sizeof copy, "%s", target);
        if (!tool_join(path, name, basename(copy)))
            return tool_end();
        name = path;
    }
    if (force)
        unlink(name);
    if ((symbolic ? symlink(target, name) : link(target, name)) != 0)
        tool_complain_errno(name);
    return tool_end();
}
