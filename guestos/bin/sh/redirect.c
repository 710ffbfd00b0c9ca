#include "redirect.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COPY_MIN 10 /* descriptors of the shell itself are from here on */

static bool save(struct saved_fds *saved, int fd)
{
    if (saved == NULL)
        return true;
    for (int i = 0; i < saved->count; i++)
        if (saved->items[i].fd == fd)
            return true;
    if (saved->count == SAVED_MAX) {
        complain("too many redirections");
        return false;
    }
    saved->items[saved->count].fd = fd;
    saved->items[saved->count++].copy = fcntl(fd, F_DUPFD_CLOEXEC, COPY_MIN);
    return true;
}

static bool move(int from, int to)
{
    if (from == to)
        return true;
    bool good = dup2(from, to) >= 0;
    if (!good)
        complain("%d: %s", to, strerror(errno));
    close(from);
    return good;
}

static bool open_file(const struct redirect *redirect)
{
    static const int flags[] = {
        [REDIRECT_READ] = O_RDONLY,
        [REDIRECT_WRITE] = O_WRONLY | O_CREAT | O_TRUNC,
        [REDIRECT_APPEND] = O_WRONLY | O_CREAT | O_APPEND,
        [REDIRECT_BOTH] = O_RDWR | O_CREAT,
    };
    char *path = expand_text(redirect->target);

    if (path == NULL)
        return false;
    int fd = open(path, flags[redirect->kind], 0666);
    if (fd < 0)
        complain("%s: %s", path, strerror(errno));
    free(path);
    return fd >= 0 && move(fd, redirect->fd);
}

/* n>&m, n<&m and n>&- */
static bool duplicate(const struct redirect *redirect)
{
    char *text = expand_text(redirect->target);
    bool good = true;

    if (text == NULL)
        return false;
    if (strcmp(text, "-") == 0) {
        close(redirect->fd);
    } else if (!isdigit((unsigned char)*text) || dup2(atoi(text), redirect->fd) < 0) {
        complain("%s: bad file descriptor", text);
        good = false;
    }
    free(text);
    return good;
}

/* The text of a here document comes from a file without a name. */
static bool here_document(const struct redirect *redirect)
{
    char path[] = "/tmp/shXXXXXX";
    char *text = redirect->literal ? must_copy(redirect->target) : expand_here(redirect->target);

    if (text == NULL)
        return false;
    int fd = mkstemp(path);
    size_t length = strlen(text);
    bool good =
        fd >= 0 && unlink(path) == 0 && write(fd, text, length) == (ssize_t)length && lseek(fd, 0, SEEK_SET) == 0;
    if (!good)
        complain("%s: %s", path, strerror(errno));
    free(text);
    return good && move(fd, redirect->fd);
}

bool redirect_all(const struct redirect *redirects, struct saved_fds *saved)
{
    fflush(stdout);
    for (; redirects != NULL; redirects = redirects->next) {
        bool good = save(saved, redirects->fd);
        if (good && redirects->kind == REDIRECT_DUP)
            good = duplicate(redirects);
        else if (good && redirects->kind == REDIRECT_HERE)
            good = here_document(redirects);
        else if (good)
            good = open_file(redirects);
        if (!good)
            return false;
    }
    return true;
}

void redirect_undo(struct saved_fds *saved)
{
    while (saved->count > 0) {
        int fd = saved->items[--saved->count].fd, copy = saved->items[saved->count].copy;
        if (copy >= 0) {
            dup2(copy, fd);
            close(copy);
        } else {
            close(fd);
        }
    }
}
