/* poll, select, and what reads from several places */
#include <fcntl.h>
#include <limits.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/uio.h>
#include <time.h>

#include "test.h"

static long milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int ready(int fd, int events, int timeout)
{
    struct pollfd file = {fd, (short)events, 0x7f};
    int found = poll(&file, 1, timeout);
    CHECK_EQUAL(found < 0 || found == (file.revents != 0), 1);
    return found < 0 ? -1 : file.revents;
}

static void pipe_ends(void)
{
    int ends[2];
    char bytes[PIPE_BUF] = "";

    CHECK_EQUAL(pipe(ends), 0);
    CHECK_EQUAL(ready(ends[0], POLLIN | POLLOUT, 0), 0);
    CHECK_EQUAL(ready(ends[1], POLLIN | POLLOUT, 0), POLLOUT);
    CHECK_EQUAL(write(ends[1], "x", 1), 1);
    CHECK_EQUAL(ready(ends[0], POLLIN, -1), POLLIN);
    CHECK_EQUAL(ready(ends[0], 0, 0), 0);
    CHECK_EQUAL(ready(ends[1], POLLOUT, 0), 0);
    CHECK_EQUAL(read(ends[0], bytes, sizeof bytes), 1);
    CHECK_EQUAL(ready(ends[1], POLLOUT, 0), POLLOUT);
    CHECK_EQUAL(write(ends[1], "yz", 2), 2);
    CHECK_EQUAL(close(ends[1]), 0);
    CHECK_EQUAL(ready(ends[0], POLLIN, 0), POLLIN | POLLHUP);
    CHECK_EQUAL(read(ends[0], bytes, sizeof bytes), 2);
    CHECK_EQUAL(ready(ends[0], 0, -1), POLLHUP);
    CHECK_EQUAL(close(ends[0]), 0);
    CHECK_EQUAL(pipe(ends), 0);
    CHECK_EQUAL(close(ends[0]), 0);
    CHECK_EQUAL(ready(ends[1], 0, -1), POLLERR);
    CHECK_EQUAL(close(ends[1]), 0);
}

static void other_files(void)
{
    struct mq_attr attributes = {.mq_maxmsg = 1, .mq_msgsize = 8};
    int null = open("/dev/null", O_RDWR), folder = open("/", O_RDONLY);

    CHECK_EQUAL(ready(null, POLLIN | POLLOUT, -1), POLLIN | POLLOUT);
    CHECK_EQUAL(ready(folder, POLLIN, -1), POLLIN);
    CHECK_EQUAL(ready(1, POLLOUT, -1), POLLOUT);
    CHECK_EQUAL(ready(63, POLLIN, -1), POLLNVAL);
    CHECK_EQUAL(ready(-1, POLLIN, 0), 0);
    close(null);
    close(folder);
    mqd_t queue = mq_open("/waiting", O_CREAT | O_RDWR, 0600, &attributes);
    CHECK_EQUAL(ready(queue, POLLIN | POLLOUT, 0), POLLOUT);
    CHECK_EQUAL(mq_send(queue, "x", 1, 0), 0);
    CHECK_EQUAL(ready(queue, POLLIN | POLLOUT, 0), POLLIN);
    CHECK_EQUAL(mq_close(queue), 0);
    CHECK_EQUAL(mq_unlink("/waiting"), 0);
}

static void bad_arguments(void)
{
    struct pollfd files[OPEN_MAX + 1] = {{0}};
    struct timeval time = {0, 1000000}, negative = {-1, 0};
    fd_set set;

    CHECK_ERROR(poll(files, OPEN_MAX + 1, 0), EINVAL);
    CHECK_ERROR(poll(BAD_POINTER, 1, 0), EFAULT);
    CHECK_EQUAL(poll(NULL, 0, 0), 0);
    CHECK_ERROR(select(-1, NULL, NULL, NULL, NULL), EINVAL);
    CHECK_ERROR(select(FD_SETSIZE + 1, NULL, NULL, NULL, NULL), EINVAL);
    CHECK_ERROR(select(0, NULL, NULL, NULL, &time), EINVAL);
    CHECK_ERROR(select(0, NULL, NULL, NULL, &negative), EINVAL);
    FD_ZERO(&set);
    FD_SET(63, &set);
    CHECK_ERROR(select(64, &set, NULL, NULL, NULL), EBADF);
}

static void timeouts(void)
{
    struct timeval time = {0, 30000};
    int ends[2];
    long start = milliseconds();

    CHECK_EQUAL(pipe(ends), 0);
    CHECK_EQUAL(ready(ends[0], POLLIN, 50), 0);
    CHECK(milliseconds() - start >= 50);
    start = milliseconds();
    CHECK_EQUAL(select(0, NULL, NULL, NULL, &time), 0);
    CHECK(milliseconds() - start >= 30);
    close(ends[0]);
    close(ends[1]);
}

/* A child writes to the second of two pipes, and later ends, while the parent sleeps. */
static void woken(void)
{
    int first[2], second[2], status;
    struct timespec moment = {.tv_nsec = 20000000};
    char byte;

    CHECK_EQUAL(pipe(first), 0);
    CHECK_EQUAL(pipe(second), 0);
    pid_t child = fork();
    if (child == 0) {
        nanosleep(&moment, NULL);
        write(second[1], "!", 1);
        nanosleep(&moment, NULL);
        _exit(0);
    }
    close(first[1]);
    close(second[1]);
    struct pollfd files[] = {{first[0], POLLIN, 0}, {-7, POLLIN, 9}, {second[0], POLLIN, 0}};
    CHECK_EQUAL(poll(files, 3, -1), 1);
    CHECK_EQUAL(files[0].revents, 0);
    CHECK_EQUAL(files[1].revents, 0);
    CHECK_EQUAL(files[2].revents, POLLIN);
    CHECK_EQUAL(read(second[0], &byte, 1), 1);
    CHECK_EQUAL(poll(files, 3, 5000) >= 1, 1);
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK_EQUAL(poll(files, 3, -1), 2);
    CHECK_EQUAL(files[0].revents | files[2].revents, POLLHUP);
    close(first[0]);
    close(second[0]);
}

static void on_alarm(int number)
{
    (void)number;
}

static void interrupted(void)
{
    struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};

    sigaction(SIGALRM, &action, NULL);
    alarm(1);
    CHECK_ERROR(poll(NULL, 0, -1), EINTR);
}

static void sets(void)
{
    int ends[2];
    fd_set readable, writable, exceptional;
    struct timeval none = {0, 0};

    CHECK_EQUAL(pipe(ends), 0);
    FD_ZERO(&readable);
    FD_ZERO(&writable);
    FD_ZERO(&exceptional);
    FD_SET(ends[0], &readable);
    FD_SET(ends[1], &writable);
    FD_SET(ends[0], &exceptional);
    CHECK_EQUAL(select(FD_SETSIZE, &readable, &writable, &exceptional, &none), 1);
    CHECK_EQUAL(FD_ISSET(ends[0], &readable), 0);
    CHECK_EQUAL(FD_ISSET(ends[1], &writable), 1);
    CHECK_EQUAL(FD_ISSET(ends[0], &exceptional), 0);
    CHECK_EQUAL(write(ends[1], "x", 1), 1);
    FD_SET(ends[0], &readable);
    CHECK_EQUAL(select(ends[0] + 1, &readable, NULL, NULL, NULL), 1);
    CHECK_EQUAL(FD_ISSET(ends[0], &readable), 1);
    FD_CLR(ends[0], &readable);
    CHECK_EQUAL(FD_ISSET(ends[0], &readable), 0);
    close(ends[0]);
    close(ends[1]);
}

/* Pieces go in order; what would have to be waited for is left. */
static void pieces(void)
{
    int ends[2];
    char a[3] = "", b[4] = "", c[8] = "";
    struct iovec out[] = {{"ab", 2}, {NULL, 0}, {"cdefg", 5}}, in[] = {{a, 3}, {b, 4}, {c, 8}};
    struct iovec long_ones[] = {{a, SSIZE_MAX}, {b, 1}}, bad[] = {{"ab", 2}, {BAD_POINTER, 2}};

    CHECK_EQUAL(pipe(ends), 0);
    CHECK_EQUAL(writev(ends[1], out, 3), 7);
    CHECK_EQUAL(readv(ends[0], in, 3), 7);
    CHECK_EQUAL(memcmp(a, "abc", 3), 0);
    CHECK_EQUAL(memcmp(b, "defg", 4), 0);
    CHECK_EQUAL(writev(ends[1], bad, 2), 2);
    CHECK_EQUAL(readv(ends[0], in, 3), 2);
    CHECK_ERROR(writev(ends[1], bad + 1, 1), EFAULT);
    CHECK_EQUAL(writev(ends[1], out, 0), 0);
    CHECK_ERROR(writev(ends[1], out, -1), EINVAL);
    CHECK_ERROR(readv(ends[0], in, IOV_MAX + 1), EINVAL);
    CHECK_ERROR(readv(ends[0], long_ones, 2), EINVAL);
    CHECK_ERROR(writev(ends[1], long_ones, 2), EINVAL);
    CHECK_ERROR(readv(ends[1], in, 1), EBADF);
    CHECK_ERROR(writev(99, out, 1), EBADF);
    CHECK_EQUAL(close(ends[1]), 0);
    CHECK_EQUAL(readv(ends[0], in, 3), 0);
    close(ends[0]);
}

static void limits_of_paths(void)
{
    int ends[2];

    CHECK_EQUAL(pipe(ends), 0);
    CHECK_EQUAL(pathconf("/", _PC_NAME_MAX), NAME_MAX);
    CHECK_EQUAL(pathconf("/bin/sh", _PC_PATH_MAX), PATH_MAX);
    CHECK_EQUAL(pathconf("/", _PC_LINK_MAX), LINK_MAX);
    CHECK_EQUAL(fpathconf(ends[0], _PC_PIPE_BUF), PIPE_BUF);
    CHECK_EQUAL(fpathconf(0, _PC_NAME_MAX), NAME_MAX);
    CHECK_ERROR(pathconf("/none", _PC_NAME_MAX), ENOENT);
    CHECK_ERROR(pathconf("/", 9999), EINVAL);
    CHECK_ERROR(pathconf(BAD_POINTER, _PC_NAME_MAX), EFAULT);
    CHECK_ERROR(fpathconf(99, _PC_NAME_MAX), EBADF);
    CHECK_ERROR(fpathconf(0, -1), EINVAL);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    RUN(pipe_ends);
    RUN(other_files);
    RUN(bad_arguments);
    RUN(timeouts);
    RUN(woken);
    RUN(interrupted);
    RUN(sets);
    RUN(pieces);
    RUN(limits_of_paths);
    return REPORT("waiting");
}
