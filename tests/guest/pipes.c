/* pipe, and reading and writing at its ends; ioctl of the terminal */
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "test.h"

static void passing(void)
{
    char buffer[16] = "";
    int fds[2];

    CHECK_EQUAL(pipe(fds), 0);
    CHECK_EQUAL(write(fds[1], "abcdef", 6), 6);
    CHECK_EQUAL(read(fds[0], buffer, 4), 4);
    CHECK_TEXT(buffer, "abcd");
    CHECK_EQUAL(read(fds[0], buffer, 16), 2);
    CHECK_ERROR(read(fds[1], buffer, 1), EBADF);
    CHECK_ERROR(write(fds[0], buffer, 1), EBADF);
    close(fds[1]);
    CHECK_EQUAL(read(fds[0], buffer, 16), 0);
    close(fds[0]);
    CHECK_ERROR(pipe(BAD_POINTER), EFAULT);
}

static void broken(void)
{
    int fds[2];

    pipe(fds);
    close(fds[0]);
    signal(SIGPIPE, SIG_IGN);
    CHECK_ERROR(write(fds[1], "x", 1), EPIPE);
    signal(SIGPIPE, SIG_DFL);
    pid_t child = fork();
    int status;
    if (child == 0) {
        write(fds[1], "x", 1);
        _exit(0);
    }
    waitpid(child, &status, 0);
    CHECK_EQUAL(status, SIGPIPE);
    close(fds[1]);
}

static void without_waiting(void)
{
    char buffer[64];
    int fds[2];
    long total = 0;
    ssize_t n;

    pipe(fds);
    fcntl(fds[0], F_SETFL, O_NONBLOCK);
    fcntl(fds[1], F_SETFL, O_NONBLOCK);
    CHECK_ERROR(read(fds[0], buffer, 1), EAGAIN);
    while ((n = write(fds[1], buffer, sizeof buffer)) > 0)
        total += n;
    CHECK_EQUAL(n, -1);
    CHECK(total >= PIPE_BUF);
    CHECK_EQUAL(read(fds[0], buffer, sizeof buffer), sizeof buffer);
    close(fds[0]);
    close(fds[1]);
}

/* More than the pipe holds: the writer sleeps and goes on. */
static void much(void)
{
    static unsigned char buffer[5000];
    unsigned sum = 0, total = 0;
    int fds[2];
    ssize_t n;

    pipe(fds);
    pid_t child = fork();
    if (child == 0) {
        close(fds[0]);
        for (int i = 0; i < 20; i++) {
            memset(buffer, i, sizeof buffer);
            if (write(fds[1], buffer, sizeof buffer) != sizeof buffer)
                _exit(1);
        }
        _exit(0);
    }
    close(fds[1]);
    while ((n = read(fds[0], buffer, 777)) > 0) {
        total += (unsigned)n;
        for (ssize_t i = 0; i < n; i++)
            sum += buffer[i];
    }
    CHECK_EQUAL(total, 100000);
    CHECK_EQUAL(sum, 5000 * 190);
    waitpid(child, NULL, 0);
    close(fds[0]);
}

static void terminal(void)
{
    struct termios modes, raw;
    struct winsize size;
    int fds[2];

    CHECK_EQUAL(isatty(0), 1);
    CHECK_EQUAL(tcgetattr(0, &modes), 0);
    CHECK((modes.c_lflag & ICANON) != 0);
    raw = modes;
    cfmakeraw(&raw);
    CHECK_EQUAL(tcsetattr(0, TCSANOW, &raw), 0);
    CHECK_EQUAL(tcgetattr(0, &raw), 0);
    CHECK_EQUAL(raw.c_lflag & ICANON, 0);
    CHECK_EQUAL(tcsetattr(0, TCSAFLUSH, &modes), 0);
    CHECK_EQUAL(ioctl(0, TIOCGWINSZ, &size), 0);
    CHECK_EQUAL(tcgetpgrp(0), getpgrp());
    CHECK_ERROR(ioctl(0, TCGETS, BAD_POINTER), EFAULT);
    CHECK_ERROR(ioctl(0, 0x1234, NULL), ENOTTY);
    CHECK_ERROR(ioctl(99, TCGETS, &modes), EBADF);
    pipe(fds);
    CHECK_ERROR(tcgetattr(fds[0], &modes), ENOTTY);
    CHECK_EQUAL(isatty(fds[0]), 0);
    close(fds[0]);
    close(fds[1]);
}

int main(void)
{
    RUN(passing);
    RUN(broken);
    RUN(without_waiting);
    RUN(much);
    RUN(terminal);
    return REPORT("pipes");
}
