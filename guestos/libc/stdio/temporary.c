#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stdio_impl.h"

#define ATTEMPTS 100

/* Replaces the six X at the end by letters that differ from call to call; NULL (EINVAL) when they are not there. */
static char *fill_pattern(char *pattern)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    static unsigned serial;
    size_t length = strlen(pattern);

    if (length < 6) {
        errno = EINVAL;
        return NULL;
    }
    unsigned bits = (unsigned)getpid() * 2654435761u + serial++ * 40503u;
    for (char *p = pattern + length - 6; *p != '\0'; p++, bits = bits >> 5 | bits << 27)
        *p = letters[bits & 31];
    return pattern;
}

static bool is_pattern(const char *pattern)
{
    size_t length = strlen(pattern);

    if (length >= 6 && strcmp(pattern + length - 6, "XXXXXX") == 0)
        return true;
    errno = EINVAL;
    return false;
}

int mkstemp(char *pattern)
{
    if (!is_pattern(pattern))
        return -1;
    for (int i = 0; i < ATTEMPTS; i++) {
        int fd = open(fill_pattern(pattern), O_RDWR | O_CREAT | O_EXCL, 0600);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

char *mkdtemp(char *pattern)
{
    if (!is_pattern(pattern))
        return NULL;
    for (int i = 0; i < ATTEMPTS; i++) {
        if (mkdir(fill_pattern(pattern), 0700) == 0)
            return pattern;
        if (errno != EEXIST)
            break;
    }
    return NULL;
}

char *mktemp(char *pattern)
{
    if (is_pattern(pattern))
        for (int i = 0; i < ATTEMPTS; i++)
            if (access(fill_pattern(pattern), F_OK) != 0)
                return pattern;
    *pattern = '\0';
    return pattern;
}

char *tmpnam(char *buffer)
{
    static char own[L_tmpnam];

    if (buffer == NULL)
        buffer = own;
    strcpy(buffer, P_tmpdir "/tmpXXXXXX");
    return *mktemp(buffer) != '\0' ? buffer : NULL;
}

FILE *tmpfile(void)
{
    char path[] = P_tmpdir "/tmpXXXXXX";
    int fd = mkstemp(path);

    if (fd < 0)
        return NULL;
    unlink(path);
    FILE *stream = fdopen(fd, "w+");
    if (stream == NULL)
        close(fd);
    return stream;
}

int remove(const char *path)
{
    struct stat status;

    if (lstat(path, &status) != 0)
        return -1;
    return S_ISDIR(status.st_mode) ? rmdir(path) : unlink(path);
}
