#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_PATH "/bin"

int execv(const char *path, char *const argv[])
{
    return execve(path, argv, environ);
}

/* A file that is no executable is a script of the shell. */
static void run(const char *path, char *const argv[])
{
    execve(path, argv, environ);
    if (errno != ENOEXEC)
        return;
    size_t count = 0;
    while (argv[count] != NULL)
        count++;
    char **script = malloc((count + 3) * sizeof *script);
    if (script == NULL)
        return;
    script[0] = "sh";
    script[1] = (char *)path;
    for (size_t i = 1; i <= count; i++)
        script[i + 1] = argv[i];
    execve("/bin/sh", script, environ);
    free(script);
}

int execvp(const char *file, char *const argv[])
{
    const char *path = getenv("PATH");
    bool denied = false;

    if (*file == '\0' || strchr(file, '/') != NULL) {
        if (*file == '\0')
            errno = ENOENT;
        else
            run(file, argv);
        return -1;
    }
    if (path == NULL)
        path = DEFAULT_PATH;
    for (;;) {
        char full[PATH_MAX];
        size_t length = strcspn(path, ":");
        if (length + strlen(file) + 2 <= sizeof full) {
            memcpy(full, path, length);
            full[length] = '/';
            strcpy(full + length + (length > 0), file);
            run(full, argv);
            denied = denied || errno == EACCES;
            if (errno != ENOENT && errno != ENOTDIR && errno != EACCES)
                return -1;
        }
        if (path[length] == '\0')
            break;
        path += length + 1;
    }
    errno = denied ? EACCES : ENOENT;
    return -1;
}

#define LIST_MAX 64

/* The arguments of a list, up to and with its NULL; false (E2BIG) when there are too many. */
static bool gather(const char *first, va_list *args, char *argv[LIST_MAX])
{
    size_t n = 0;

    argv[n++] = (char *)first;
    while (argv[n - 1] != NULL) {
        if (n == LIST_MAX) {
            errno = E2BIG;
            return false;
        }
        argv[n++] = va_arg(*args, char *);
    }
    return true;
}

int execl(const char *path, const char *arg, ...)
{
    char *argv[LIST_MAX];
    va_list args;

    va_start(args, arg);
    if (gather(arg, &args, argv))
        execv(path, argv);
    va_end(args);
    return -1;
}

int execlp(const char *file, const char *arg, ...)
{
    char *argv[LIST_MAX];
    va_list args;

    va_start(args, arg);
    if (gather(arg, &args, argv))
        execvp(file, argv);
    va_end(args);
    return -1;
}

int execle(const char *path, const char *arg, ...)
{
    char *argv[LIST_MAX];
    va_list args;

    va_start(args, arg);
    if (gather(arg, &args, argv))
        execve(path, argv, va_arg(args, char **));
    va_end(args);
    return -1;
}
