#include <libgen.h>
#include <string.h>

/* Takes trailing slashes off, but never the first character. */
static void trim(char *path)
{
    size_t n = strlen(path);

    while (n > 1 && path[n - 1] == '/')
        path[--n] = '\0';
}

char *basename(char *path)
{
    if (path == NULL || *path == '\0')
        return ".";
    trim(path);
    char *slash = strrchr(path, '/');
    return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

char *dirname(char *path)
{
    if (path == NULL || *path == '\0')
        return ".";
    trim(path);
    char *slash = strrchr(path, '/');
    if (slash == NULL)
        return ".";
    slash[slash == path] = '\0';
    trim(path);
    return path;
}
