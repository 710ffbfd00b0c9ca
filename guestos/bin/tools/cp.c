#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool.h"

static const char usage[] = "usage: cp [-rp] FILE TARGET\n       cp [-rp] FILE ... DIRECTORY\n"
                            "Copies files.\n  -r  directories with all they hold    -p  keep mode and time\n";

static bool recursive, keep;

static void copy(const char *from, const char *to);

static void copy_attributes(const struct stat *status, const char *to)
{
    struct timespec times[2] = {status->st_atim, status->st_mtim};

    if (chmod(to, status->st_mode & 07777) != 0 || utimens(to, times) != 0)
        tool_complain_errno(to);
}

static void copy_file(const char *from, const char *to, const struct stat *status)
{
    struct stat target;

    if (stat(to, &target) == 0 && target.st_dev == status->st_dev && target.st_ino == status->st_ino) {
        tool_complain("%s and %s are the same file", from, to);
        return;
    }
    int in = open(from, O_RDONLY);
    if (in < 0) {
        tool_complain_errno(from);
        return;
    }
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, status->st_mode & 0777);
    if (out < 0)
        tool_complain_errno(to);
    else
        tool_copy(in, out, from, to);
    close(in);
    if (out >= 0 && close(out) != 0)
        tool_complain_errno(to);
}

static void copy_link(const char *from, const char *to)
{
    char target[PATH_MAX];
    ssize_t n = readlink(from, target, sizeof target - 1);

    target[n > 0 ? n : 0] = '\0';
    if (n < 0 || symlink(target, to) != 0)
        tool_complain_errno(to);
}

static void copy_directory(const char *from, const char *to, const struct stat *status)
{
    char inner_from[PATH_MAX], inner_to[PATH_MAX];
    struct dirent *entry;

    size_t length = strlen(from);
    if (strncmp(to, from, length) == 0 && to[length] == '/') {
        tool_complain("%s cannot be copied into itself", from);
        return;
    }
    if (mkdir(to, (status->st_mode & 0777) | S_IRWXU) != 0 && errno != EEXIST) {
        tool_complain_errno(to);
        return;
    }
    DIR *directory = opendir(from);
    if (directory == NULL) {
        tool_complain_errno(from);
        return;
    }
    while ((entry = readdir(directory)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (tool_join(inner_from, from, entry->d_name) && tool_join(inner_to, to, entry->d_name))
            copy(inner_from, inner_to);
    }
    closedir(directory);
}

static void copy(const char *from, const char *to)
{
    struct stat status;

    if ((recursive ? lstat(from, &status) : stat(from, &status)) != 0) {
        tool_complain_errno(from);
        return;
    }
    if (S_ISDIR(status.st_mode) && !recursive) {
        tool_complain("%s is a directory: use -r", from);
        return;
    }
    if (S_ISDIR(status.st_mode))
        copy_directory(from, to, &status);
    else if (S_ISLNK(status.st_mode))
        copy_link(from, to);
    else
        copy_file(from, to, &status);
    if (keep && !S_ISLNK(status.st_mode))
        copy_attributes(&status, to);
}

int main(int argc, char **argv)
{
    struct stat status;
    char path[PATH_MAX];
    int option;

    tool_begin("cp", usage);
    while ((option = tool_option(argc, argv, "rRp")) != -1) {
        recursive = recursive || option == 'r' || option == 'R';
        keep = keep || option == 'p';
    }
    if (argc - optind < 2)
        tool_usage();
    const char *target = argv[argc - 1];
    bool into = stat(target, &status) == 0 && S_ISDIR(status.st_mode);
    if (!into && argc - optind > 2) {
        tool_complain("%s is not a directory", target);
        return tool_end();
    }
    for (int i = optind; i < argc - 1; i++)
        if (!into)
            copy(argv[i], target);
        else if (tool_join(path, target, basename(argv[i])))
            copy(argv[i], path);
    return tool_end();
}
