#include <libgen.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool.h"

int main(int argc, char **argv)
{
    struct stat status;
    char path[PATH_MAX];

    tool_begin("mv", "usage: mv FILE TARGET\n       mv FILE ... DIRECTORY\nRenames or moves files and directories.\n");
    while (tool_option(argc, argv, "f") != -1)
        ;
    if (argc - optind < 2)
        tool_usage();
    const char *target = argv[argc - 1];
    bool into = stat(target, &status) == 0 && S_ISDIR(status.st_mode);
    if (!into && argc - optind > 2) {
        tool_complain("%s is not a directory", target);
        return tool_end();
    }
    for (int i = optind; i < argc - 1; i++) {
        if (into && !tool_join(path, target, basename(argv[i])))
            continue;
        if (rename(argv[i], into ? path : target) != 0)
            tool_complain_errno(argv[i]);
    }
    return tool_end();
}
