#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stdio_impl.h"

#define SHELL "/bin/sh"

static _Noreturn void run_child(const char *command, const int fds[2], int theirs)
{
    dup2(fds[theirs], theirs);
    close(fds[0]);
    close(fds[1]);
    execl(SHELL, "sh", "-c", command, (char *)NULL);
    _exit(127);
}

FILE *popen(const char *command, const char *mode)
{
    int fds[2];

    if (*mode != 'r' && *mode != 'w') {
        errno = EINVAL;
        return NULL;
    }
    if (pipe(fds) != 0)
        return NULL;
    int ours = *mode == 'w', theirs = !ours;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        run_child(command, fds, theirs);
    FILE *stream = child > 0 ? fdopen(fds[ours], mode) : NULL;
    close(fds[theirs]);
    if (stream == NULL)
        close(fds[ours]);
    else
        stream->child = child;
    return stream;
}

int pclose(FILE *stream)
{
    pid_t child = stream->child;
    int status;

    fclose(stream);
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}
