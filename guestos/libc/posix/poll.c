#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <sys/select.h>
#include <time.h>

#include "libc_impl.h"

int poll(struct pollfd files[], nfds_t count, int timeout)
{
    struct timespec time = {.tv_sec = timeout / 1000, .tv_nsec = timeout % 1000 * 1000000L};
    return (int)__syscall_result(__sys_poll(files, count, timeout < 0 ? NULL : &time));
}

static int wanted(int fd, const fd_set *set)
{
    return set && FD_ISSET(fd, set);
}

/* What is asked of the descriptors, those of which nothing is asked left out: how many. */
static nfds_t collect(struct pollfd *files, int count, const fd_set *readable, const fd_set *writable,
                      const fd_set *exceptional)
{
    nfds_t n = 0;
    for (int fd = 0; fd < count; fd++) {
        int events = (wanted(fd, readable) ? POLLIN : 0) | (wanted(fd, writable) ? POLLOUT : 0) |
                     (wanted(fd, exceptional) ? POLLPRI : 0);
        if (events)
            files[n++] = (struct pollfd){fd, (short)events, 0};
    }
    return n;
}

/* Leave in the set the files that have one of the bits: how many. */
static int keep(fd_set *set, const struct pollfd *files, nfds_t count, int asked, int bits)
{
    int kept = 0;
    if (!set)
        return 0;
    FD_ZERO(set);
    for (nfds_t i = 0; i < count; i++) {
        if ((files[i].events & asked) && (files[i].revents & bits)) {
            FD_SET(files[i].fd, set);
            kept++;
        }
    }
    return kept;
}

int select(int count, fd_set *restrict readable, fd_set *restrict writable, fd_set *restrict exceptional,
           struct timeval *restrict timeout)
{
    struct pollfd files[FD_SETSIZE];
    struct timespec time;
    if (count < 0 || count > FD_SETSIZE || (timeout && (timeout->tv_usec < 0 || timeout->tv_usec >= 1000000))) {
        errno = EINVAL;
        return -1;
    }
    if (timeout)
        time = (struct timespec){.tv_sec = timeout->tv_sec, .tv_nsec = timeout->tv_usec * 1000L};
    nfds_t n = collect(files, count, readable, writable, exceptional);
    if (__syscall_result(__sys_poll(files, n, timeout ? &time : NULL)) < 0)
        return -1;
    for (nfds_t i = 0; i < n; i++) {
        if (files[i].revents & POLLNVAL) {
            errno = EBADF;
            return -1;
        }
    }
    return keep(readable, files, n, POLLIN, POLLIN | POLLHUP | POLLERR) +
           keep(writable, files, n, POLLOUT, POLLOUT | POLLERR) + keep(exceptional, files, n, POLLPRI, POLLPRI);
}
