#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Appends one component to an absolute path; .. takes the last one off. */
static int append(char *path, const char *name, size_t length)
{
    size_t used = strlen(path);

    if (length == 0 || (length == 1 && name[0] == '.'))
        return 0;
    if (length == 2 && name[0] == '.' && name[1] == '.') {
        char *slash = strrchr(path, '/');
        slash[slash == path] = '\0';
        return 0;
    }
    if (used + length + 2 > PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    if (used > 1)
        path[used++] = '/';
    memcpy(path + used, name, length);
    path[used + length] = '\0';
    return 0;
}

/* Resolves rest against the absolute path in result, following links. */
static int resolve(char *result, const char *rest, int links)
{
    while (*rest != '\0') {
        char saved[PATH_MAX], target[PATH_MAX];
        size_t length = strcspn(rest, "/");

        strcpy(saved, result);
        if (append(result, rest, length) != 0)
            return -1;
        rest += length + (rest[length] == '/');
        ssize_t n = readlink(result, target, sizeof target - 1);
        if (n < 0 && errno != EINVAL)
            return -1;
        if (n < 0)
            continue;
        if (links == 0) {
            errno = ELOOP;
            return -1;
        }
        target[n] = '\0';
        strcpy(result, *target == '/' ? "/" : saved);
        if (resolve(result, target, links - 1) != 0)
            return -1;
    }
    return 0;
}

char *realpath(const char *restrict path, char *restrict resolved)
{
    char result[PATH_MAX] = "/";

    if (*path == '\0') {
        errno = ENOENT;
        return NULL;
    }
    if (*path != '/' && getcwd(result, sizeof result) == NULL)
        return NULL;
    if (resolve(result, path, SYMLOOP_MAX) != 0)
        return NULL;
    return resolved != NULL ? strcpy(resolved, result) : strdup(result);
}
