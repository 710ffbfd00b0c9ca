#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool.h"

static bool recursive, force;

static void remove_path(const char *path);

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static void remove_directory(const char *path)
{
    char inner[PATH_MAX];
    struct dirent *entry;
    DIR *directory = opendir(path);

    if (directory == NULL) {
        tool_complain_errno(path);
        return;
    }
    while ((entry = readdir(directory)) != NULL)
        if (!is_dots(entry->d_name) && tool_join(inner, path, entry->d_name))
            remove_path(inner);
    closedir(directory);
    if (rmdir(path) != 0)
        tool_complain_errno(path);
}

static void remove_path(const char *path)
{
    struct stat status;

    if (lstat(path, &status) != 0) {
        if (!force || errno != ENOENT)
            tool_complain_errno(path);
    } else if (S_ISDIR(status.st_mode)) {
        const char *slash = strrchr(path, '/');
        if (!recursive)
            tool_complain("%s is a directory: use -r", path);
        else if (is_dots(slash != NULL ? slash + 1 : path) || strcmp(path, "/") == 0)
            tool_complain("%s is not removed", path);
        else
            remove_directory(path);
    } else if (unlink(path) != 0) {
        tool_complain_errno(path);
    }
}

int main(int argc, char **argv)
{
    int option;

    tool_begin("rm", "usage: rm [-rf] FILE ...\nRemoves files.\n"
                     "  -r  directories with all they hold    -f  no complaint about files that are not there\n");
    while ((option = tool_option(argc, argv, "rRf")) != -1) {
        recursive = recursive || option != 'f';
        force = force || option == 'f';
    }
    if (optind >= argc && !force)
        tool_usage();
    for (int i = optind; i < argc; i++)
        remove_path(argv[i]);
    return tool_end();
}
