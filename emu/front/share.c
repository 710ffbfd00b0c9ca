/* The host's side of the share (machine/share.h): one folder, and nothing outside it.
 *
 * A path is walked name by name from the open folder, without following links, so that nobody who changes the folder at
 * the same time can lead the way out of it. */
#define _DEFAULT_SOURCE /* O_DIRECTORY, O_NOFOLLOW */
#include "front.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "isa/machine/share.h"

static int root = -1;

bool share_open(const char *path, char *error)
{
    root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        snprintf(error, PEACH_ERROR_BYTES, "cannot share the folder '%.200s': %s; check its name and permissions", path,
                 strerror(errno));
    return root >= 0;
}

static uint32_t failure(void)
{
    switch (errno) {
    case ENOENT:
    case ENOTDIR: return SHARE_NOT_FOUND;
    case EISDIR: return SHARE_WRONG_KIND;
    case EACCES:
    case EPERM:
    case ELOOP: return SHARE_DENIED;
    case EROFS: return SHARE_READONLY;
    default: return SHARE_IO_ERROR;
    }
}

static bool is_allowed(const char *name)
{
    return strcmp(name, "") != 0 && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

/* Open what a path names beneath the root; -1 with errno. */
static int open_beneath(const char *path, int flags)
{
    char names[SHARE_PATH_MAX + 1];
    int at = fcntl(root, F_DUPFD_CLOEXEC, 0);
    snprintf(names, sizeof names, "%s", path);
    for (char *name = names, *next; at >= 0 && *names; name = next) {
        next = strchr(name, '/');
        if (next)
            *next++ = 0;
        int wanted = next ? O_RDONLY | O_DIRECTORY : flags | O_NONBLOCK;
        int fd = is_allowed(name) ? openat(at, name, wanted | O_NOFOLLOW | O_CLOEXEC, 0644) : (errno = EACCES, -1);
        int reason = errno;
        close(at);
        errno = reason;
        at = fd;
        if (!next)
            break;
    }
    return at;
}

/* What is open, or SHARE_DENIED when the guest is not to have it. */
static uint32_t describe(int fd, struct peach_share *share)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return SHARE_IO_ERROR;
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
        return SHARE_DENIED;
    share->kind = S_ISREG(status.st_mode) ? SHARE_FILE : SHARE_FOLDER;
    share->size = S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
    share->mtime = (uint32_t)status.st_mtime;
    return SHARE_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The folder's names, sorted; how many, and the array (the caller frees all), or -1. */
static ptrdiff_t read_names(int fd, char ***names)
{
    size_t count = 0, room = 0;
    int own = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* a duplicate would share fd's position */
    DIR *folder = own >= 0 ? fdopendir(own) : NULL;
    *names = NULL;
    if (!folder)
        return -1;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (!is_allowed(entry->d_name))
            continue;
        if (count == room) {
            char **grown = realloc(*names, (room = room ? 2 * room : 64) * sizeof *grown);
            if (!grown)
                break;
            *names = grown;
        }
        if (!((*names)[count] = strdup(entry->d_name)))
            break;
        count++;
    }
    closedir(folder);
    if (count)
        qsort(*names, count, sizeof **names, by_name);
    return (ptrdiff_t)count;
}

static uint32_t list(int fd, struct peach_share *share)
{
    char **names;
    ptrdiff_t count = read_names(fd, &names);
    bool fits = true;
    for (ptrdiff_t i = 0; i < count; i++) {
        size_t bytes = strlen(names[i]) + 1;
        if ((uint64_t)i >= share->offset && fits && (fits = bytes <= share->length - share->done)) {
            memcpy(share->buffer + share->done, names[i], bytes);
            share->done += (uint32_t)bytes;
        }
        free(names[i]);
    }
    free(names);
    return count < 0 ? failure() : SHARE_OK;
}

static uint32_t move(int fd, struct peach_share *share)
{
    if (share->offset > (uint64_t)INT64_MAX - share->length)
        return SHARE_BAD;
    while (share->done < share->length) {
        uint8_t *at = share->buffer + share->done;
        size_t left = share->length - share->done;
        off_t offset = (off_t)(share->offset + share->done);
        ssize_t part = share->op == SHARE_READ ? pread(fd, at, left, offset) : pwrite(fd, at, left, offset);
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0)
            return failure();
        if (part == 0)
            break;
        share->done += (uint32_t)part;
    }
    return SHARE_OK;
}

static uint32_t resize(int fd, const struct peach_share *share)
{
    if (share->offset > INT64_MAX)
        return SHARE_BAD;
    return ftruncate(fd, (off_t)share->offset) == 0 ? SHARE_OK : failure();
}

static uint32_t act(int fd, struct peach_share *share)
{
    uint32_t result = describe(fd, share);
    if (result != SHARE_OK || share->op == SHARE_STAT)
        return result;
    if ((share->kind == SHARE_FOLDER) != (share->op == SHARE_LIST))
        return SHARE_WRONG_KIND;
    if (share->op == SHARE_LIST)
        return list(fd, share);
    result = share->op == SHARE_RESIZE ? resize(fd, share) : move(fd, share);
    return share->op != SHARE_READ && result == SHARE_OK ? describe(fd, share) : result;
}

uint32_t share_perform(void *context, struct peach_share *share)
{
    (void)context;
    int flags = share->op == SHARE_WRITE ? O_WRONLY | O_CREAT : share->op == SHARE_RESIZE ? O_WRONLY : O_RDONLY;
    int fd = open_beneath(share->path, flags);
    if (fd < 0)
        return failure();
    uint32_t result = act(fd, share);
    close(fd);
    return result;
}
