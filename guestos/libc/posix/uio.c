#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/uio.h>
#include <unistd.h>

/* 0, or -1 with errno when there are too many pieces or bytes. */
static int check(const struct iovec *pieces, int count)
{
    size_t total = 0;

    for (int i = 0; i < count && count <= IOV_MAX; i++) {
        total += pieces[i].iov_len;
        if (pieces[i].iov_len > SSIZE_MAX || total > SSIZE_MAX) {
            errno = EINVAL;
            return -1;
        }
    }
    if (count < 0 || count > IOV_MAX) {
        errno = EINVAL;
        return -1;
    }
    return 0;
}

/* Whether more can be read at once. */
static int is_more(int fd)
{
    struct pollfd file = {fd, POLLIN, 0};
    return poll(&file, 1, 0) > 0 && (file.revents & POLLIN);
}

/* A piece that is not moved whole ends the call; so does one that would have to be waited for. */
ssize_t readv(int fd, const struct iovec *pieces, int count)
{
    ssize_t total = 0;

    if (check(pieces, count) < 0)
        return -1;
    for (int i = 0; i < count; i++) {
        if (total > 0 && !is_more(fd))
            break;
        ssize_t n = read(fd, pieces[i].iov_base, pieces[i].iov_len);
        if (n < 0)
            return total > 0 ? total : -1;
        total += n;
        if ((size_t)n < pieces[i].iov_len)
            break;
    }
    return total;
}

ssize_t writev(int fd, const struct iovec *pieces, int count)
{
    ssize_t total = 0;

    if (check(pieces, count) < 0)
        return -1;
    for (int i = 0; i < count; i++) {
        ssize_t n = write(fd, pieces[i].iov_base, pieces[i].iov_len);
        if (n < 0)
            return total > 0 ? total : -1;
        total += n;
        if ((size_t)n < pieces[i].iov_len)
            break;
    }
    return total;
}
