/* Record locks: fcntl's F_SETLK, F_SETLKW, F_GETLK */
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <time.h>

#include "test.h"

#define FILE_NAME "/tmp/locked"

static int file;

static int lock(int command, int type, int start, int length)
{
    struct flock lock = {.l_type = (short)type, .l_whence = SEEK_SET, .l_start = start, .l_len = length};
    return fcntl(file, command, &lock);
}

/* What another process would meet: start * 100 + length, and a point's sign says that readers are kept out too. */
static int seen_by_child(int type, int start, int length)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        struct flock lock = {.l_type = (short)type, .l_whence = SEEK_SET, .l_start = start, .l_len = length};
        if (fcntl(file, F_GETLK, &lock) < 0)
            _exit(255);
        if (lock.l_type == F_UNLCK)
            _exit(0);
        _exit(lock.l_pid != getppid() ? 254 : lock.l_start * 10 + lock.l_len + (lock.l_type == F_WRLCK ? 100 : 0));
    }
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}

static void conflicts(void)
{
    CHECK_EQUAL(lock(F_SETLK, F_WRLCK, 3, 4), 0);
    CHECK_EQUAL(lock(F_SETLK, F_WRLCK, 3, 4), 0);
    CHECK_EQUAL(seen_by_child(F_RDLCK, 0, 3), 0);
    CHECK_EQUAL(seen_by_child(F_RDLCK, 0, 4), 134);
    CHECK_EQUAL(seen_by_child(F_RDLCK, 6, 1), 134);
    CHECK_EQUAL(seen_by_child(F_RDLCK, 7, 0), 0);
    CHECK_EQUAL(lock(F_SETLK, F_RDLCK, 3, 4), 0);
    CHECK_EQUAL(seen_by_child(F_RDLCK, 0, 0), 0);
    CHECK_EQUAL(seen_by_child(F_WRLCK, 0, 0), 34);
    CHECK_EQUAL(lock(F_SETLK, F_UNLCK, 0, 0), 0);
    CHECK_EQUAL(seen_by_child(F_WRLCK, 0, 0), 0);
}

static void ranges(void)
{
    CHECK_EQUAL(lock(F_SETLK, F_WRLCK, 0, 9), 0);
    CHECK_EQUAL(lock(F_SETLK, F_UNLCK, 3, 2), 0);
    CHECK_EQUAL(seen_by_child(F_WRLCK, 0, 1), 103);
    CHECK_EQUAL(seen_by_child(F_WRLCK, 3, 2), 0);
    CHECK_EQUAL(seen_by_child(F_WRLCK, 8, 1), 154);
    CHECK_EQUAL(lock(F_SETLK, F_RDLCK, 6, 1), 0);
    CHECK_EQUAL(seen_by_child(F_WRLCK, 5, 1), 151);
    CHECK_EQUAL(seen_by_child(F_WRLCK, 6, 1), 61);
    CHECK_EQUAL(lock(F_SETLK, F_WRLCK, 3, 4), 0);
    CHECK_EQUAL(seen_by_child(F_RDLCK, 4, 1), 109);
    CHECK_EQUAL(lock(F_SETLK, F_UNLCK, 1, 0), 0);
    CHECK_EQUAL(seen_by_child(F_RDLCK, 0, 0), 101);
    CHECK_EQUAL(lseek(file, 5, SEEK_SET), 5);
    struct flock back = {.l_type = F_WRLCK, .l_whence = SEEK_CUR, .l_start = 0, .l_len = -2};
    CHECK_EQUAL(fcntl(file, F_SETLK, &back), 0);
    CHECK_EQUAL(seen_by_child(F_RDLCK, 2, 0), 132);
    struct flock end = {.l_type = F_WRLCK, .l_whence = SEEK_END, .l_start = -2, .l_len = 0};
    CHECK_EQUAL(fcntl(file, F_SETLK, &end), 0);
    CHECK_EQUAL(seen_by_child(F_RDLCK, 6, 2), 0);
    CHECK_EQUAL(seen_by_child(F_RDLCK, 1000, 1), 180);
    CHECK_EQUAL(lock(F_SETLK, F_UNLCK, 0, 0), 0);
}

static void errors(void)
{
    struct flock lock_at = {.l_type = F_WRLCK, .l_whence = SEEK_CUR, .l_start = INT_MAX, .l_len = 5};
    int ends[2], reader = open(FILE_NAME, O_RDONLY), writer = open(FILE_NAME, O_WRONLY);

    CHECK_ERROR(lock(F_SETLK, 3, 0, 1), EINVAL);
    CHECK_ERROR(lock(F_SETLK, F_WRLCK, -1, 1), EINVAL);
    CHECK_ERROR(lock(F_SETLK, F_WRLCK, 0, -1), EINVAL);
    CHECK_EQUAL(lseek(file, 1, SEEK_SET), 1);
    CHECK_ERROR(fcntl(file, F_SETLK, &lock_at), EOVERFLOW);
    lock_at = (struct flock){.l_type = F_WRLCK, .l_whence = 7};
    CHECK_ERROR(fcntl(file, F_SETLK, &lock_at), EINVAL);
    lock_at = (struct flock){.l_type = F_WRLCK};
    CHECK_ERROR(fcntl(reader, F_SETLK, &lock_at), EBADF);
    CHECK_EQUAL(fcntl(reader, F_GETLK, &lock_at), 0);
    lock_at = (struct flock){.l_type = F_RDLCK};
    CHECK_ERROR(fcntl(writer, F_SETLK, &lock_at), EBADF);
    CHECK_ERROR(fcntl(99, F_SETLK, &lock_at), EBADF);
    CHECK_ERROR(fcntl(file, F_SETLK, BAD_POINTER), EFAULT);
    CHECK_EQUAL(pipe(ends), 0);
    CHECK_ERROR(fcntl(ends[0], F_SETLK, &lock_at), EINVAL);
    for (int i = 0; i < 2; i++)
        close(ends[i]);
    close(reader);
    close(writer);
}

/* Any close of the file ends the locks; a child has none of its parent's. */
static void lost(void)
{
    int again = open(FILE_NAME, O_RDONLY);

    CHECK_EQUAL(lock(F_SETLK, F_WRLCK, 0, 1), 0);
    CHECK_EQUAL(seen_by_child(F_RDLCK, 0, 0), 101);
    CHECK_EQUAL(close(again), 0);
    CHECK_EQUAL(seen_by_child(F_RDLCK, 0, 0), 0);
}

/* Keeps bytes 0 and 1 apart from the parent: takes a byte, tells, and waits for another. */
static pid_t holder(int taken, int wanted, int *ready)
{
    int ends[2];
    char byte;
    CHECK_EQUAL(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        struct timespec moment = {.tv_nsec = 30000000};
        lock(F_SETLK, F_WRLCK, taken, 1);
        write(ends[1], "x", 1);
        if (wanted >= 0)
            _exit(lock(F_SETLKW, F_WRLCK, wanted, 1) < 0 ? errno : 0);
        nanosleep(&moment, NULL);
        _exit(0);
    }
    close(ends[1]);
    CHECK_EQUAL(read(ends[0], &byte, 1), 1);
    *ready = ends[0];
    return child;
}

static void waits(void)
{
    int ready, status;
    pid_t child = holder(0, -1, &ready);

    CHECK_ERROR(lock(F_SETLK, F_WRLCK, 0, 0), EAGAIN);
    CHECK_ERROR(lock(F_SETLK, F_RDLCK, 0, 1), EAGAIN);
    CHECK_EQUAL(lock(F_SETLKW, F_WRLCK, 0, 1), 0);
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK_EQUAL(lock(F_SETLK, F_UNLCK, 0, 0), 0);
    close(ready);
}

static void circle(void)
{
    struct timespec moment = {.tv_nsec = 30000000};
    int ready, status;

    CHECK_EQUAL(lock(F_SETLK, F_WRLCK, 1, 1), 0);
    pid_t child = holder(0, 1, &ready);
    nanosleep(&moment, NULL);
    CHECK_ERROR(lock(F_SETLKW, F_WRLCK, 0, 1), EDEADLK);
    CHECK_EQUAL(lock(F_SETLK, F_UNLCK, 1, 1), 0);
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK_EQUAL(status, 0);
    close(ready);
}

static void on_alarm(int number)
{
    (void)number;
}

static void interrupted(void)
{
    struct sigaction action = {.sa_handler = on_alarm};
    int ready, status;

    CHECK_EQUAL(lock(F_SETLK, F_WRLCK, 1, 1), 0);
    pid_t child = holder(0, 1, &ready);
    sigaction(SIGALRM, &action, NULL);
    kill(child, SIGKILL);
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK_EQUAL(lock(F_SETLKW, F_WRLCK, 0, 1), 0);
    child = fork();
    if (child == 0) {
        sigaction(SIGALRM, &action, NULL);
        alarm(1);
        _exit(lock(F_SETLKW, F_WRLCK, 0, 1) == -1 && errno == EINTR ? 0 : 1);
    }
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK_EQUAL(status, 0);
    CHECK_EQUAL(lock(F_SETLK, F_UNLCK, 0, 0), 0);
    close(ready);
}

/* The table has an end, and is whole again behind it. */
static void too_many(void)
{
    int made = 0;

    while (made < 1000 && lock(F_SETLK, F_WRLCK, made * 2, 1) == 0)
        made++;
    CHECK(made > 50 && made < 1000);
    CHECK_ERROR(lock(F_SETLK, F_WRLCK, made * 2, 1), ENOLCK);
    CHECK_EQUAL(close(file), 0);
    file = open(FILE_NAME, O_RDWR);
    CHECK_EQUAL(lock(F_SETLK, F_WRLCK, 0, 0), 0);
    CHECK_EQUAL(lock(F_SETLK, F_UNLCK, 0, 0), 0);
}

int main(void)
{
    file = open(FILE_NAME, O_RDWR | O_CREAT | O_TRUNC, 0600);
    CHECK_EQUAL(write(file, "0123456789", 10), 10);
    RUN(conflicts);
    RUN(ranges);
    RUN(errors);
    RUN(lost);
    RUN(waits);
    RUN(circle);
    RUN(interrupted);
    RUN(too_many);
    unlink(FILE_NAME);
    return REPORT("locks");
}
