/* exit fork execve waitpid getpid getppid getpgid setpgid getsid setsid get/setuid get/setgid sched_yield nice */
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "test.h"

static void leave_with_7(void)
{
    _exit(7);
}

static void leave_with_300(void)
{
    _exit(300);
}

static void waiting(void)
{
    int status;

    CHECK_EQUAL(test_in_child(leave_with_7), 7 << 8);
    CHECK_EQUAL(test_in_child(leave_with_300), (300 & 0xff) << 8);
    CHECK_ERROR(wait(&status), ECHILD);
    CHECK_ERROR(waitpid(99999, &status, 0), ECHILD);
    CHECK_ERROR(waitpid(-1, &status, 0xff00), EINVAL);
    pid_t child = fork();
    if (child == 0) {
        pause();
        _exit(0);
    }
    CHECK_EQUAL(waitpid(child, &status, WNOHANG), 0);
    CHECK_EQUAL(kill(child, SIGKILL), 0);
    CHECK_ERROR(waitpid(child, BAD_POINTER, 0), EFAULT);
    pid_t second = waitpid(child, &status, 0);
    CHECK(second == child || (second == -1 && errno == ECHILD));
}

static void identity(void)
{
    pid_t self = getpid(), parent = getppid();
    int status;

    CHECK(self > 1 && parent >= 1 && parent != self);
    CHECK_EQUAL(getpgid(0), getpgrp());
    CHECK(getsid(0) > 0);
    CHECK_ERROR(getpgid(99999), ESRCH);
    CHECK_ERROR(getsid(99999), ESRCH);
    CHECK_ERROR(setpgid(99999, 0), ESRCH);
    CHECK_ERROR(setpgid(0, -5), EINVAL);
    pid_t child = fork();
    if (child == 0) {
        int wrong = getppid() != self || getpid() == self;
        wrong += setpgid(0, 0) != 0 || getpgrp() != getpid();
        wrong += setsid() != -1 || errno != EPERM;
        _exit(wrong);
    }
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK_EQUAL(status, 0);
    child = fork();
    if (child == 0)
        _exit(setsid() != getpid() || getsid(0) != getpid() || getpgrp() != getpid());
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK_EQUAL(status, 0);
    CHECK_EQUAL(getuid(), 0);
    CHECK_EQUAL(geteuid(), 0);
    CHECK_EQUAL(getgid(), 0);
    CHECK_EQUAL(getegid(), 0);
    CHECK_EQUAL(sched_yield(), 0);
    CHECK_EQUAL(nice(0), 0);
    CHECK_EQUAL(nice(5), 5);
    CHECK_EQUAL(nice(-5), 0);
}

static void memory_is_private(void)
{
    static volatile int value = 1;
    int status;

    pid_t child = fork();
    if (child == 0) {
        value = 2;
        _exit(value != 2);
    }
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK_EQUAL(status, 0);
    CHECK_EQUAL(value, 1);
}

static void descriptors_are_shared(void)
{
    char c;
    int status, fd = open("/tmp/processes", O_RDWR | O_CREAT | O_TRUNC, 0600);

    write(fd, "abc", 3);
    lseek(fd, 0, SEEK_SET);
    pid_t child = fork();
    if (child == 0)
        _exit(read(fd, &c, 1) != 1);
    waitpid(child, &status, 0);
    CHECK_EQUAL(read(fd, &c, 1), 1);
    CHECK_EQUAL(c, 'b');
    close(fd);
    unlink("/tmp/processes");
}

static void exec_true(void)
{
    char *argv[] = {"true", NULL};

    fcntl(2, F_SETFD, FD_CLOEXEC);
    execve("/bin/true", argv, NULL);
}

static void exec_prints_environment(void)
{
    char *argv[] = {"sh", "-c", "exit $CODE", NULL}, *envp[] = {"CODE=33", NULL};

    execve("/bin/sh", argv, envp);
}

static void executing(void)
{
    char *argv[] = {"x", NULL};
    char **many = malloc(20000 * sizeof *many);
    static char long_text[2 * ARG_MAX];

    CHECK_EQUAL(test_in_child(exec_true), 0);
    CHECK_EQUAL(test_in_child(exec_prints_environment), 33 << 8);
    CHECK_ERROR(execve("/bin/none", argv, NULL), ENOENT);
    CHECK_ERROR(execve("/bin", argv, NULL), EACCES);
    CHECK_ERROR(execve("/etc/motd", argv, NULL), EACCES);
    CHECK_ERROR(execve("/etc/motd/x", argv, NULL), ENOTDIR);
    CHECK_ERROR(execve(BAD_POINTER, argv, NULL), EFAULT);
    CHECK_ERROR(execve("/bin/true", BAD_POINTER, NULL), EFAULT);
    CHECK_ERROR(execve("/bin/true", argv, BAD_POINTER), EFAULT);
    argv[0] = BAD_POINTER;
    CHECK_ERROR(execve("/bin/true", argv, NULL), EFAULT);
    memset(long_text, 'x', sizeof long_text - 1);
    for (int i = 0; i < 19999; i++)
        many[i] = long_text + sizeof long_text - 8;
    many[19999] = NULL;
    CHECK_ERROR(execve("/bin/true", many, NULL), E2BIG);
    argv[0] = long_text;
    CHECK_ERROR(execve("/bin/true", argv, NULL), E2BIG);
    free(many);
}

/* Files that are executable but no programs. */
static void bad_programs(void)
{
    static const char *const contents[] = {"", "x", "\177ELF", "hello, this is a text without meaning\n",
                                           "\177ELF\1\1\1\0\0\0\0\0\0\0\0\0\2\0\xac\x9e\1\0\0\0\0\0\1\0"};
    static const size_t lengths[] = {0, 1, 4, 38, 28};
    char *argv[] = {"x", NULL};
    unsigned char header[84] = {0};

    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        int fd = open("/tmp/bad", O_WRONLY | O_CREAT | O_TRUNC, 0755);
        write(fd, contents[i], lengths[i]);
        close(fd);
        CHECK_ERROR(execve("/tmp/bad", argv, NULL), ENOEXEC);
    }
    /* A good program with each of its header's bytes set to 0xff: it may fail in any way, but the parent goes on. */
    int in = open("/bin/true", O_RDONLY);
    read(in, header, sizeof header);
    for (unsigned i = 0; i < sizeof header; i += 3) {
        static char rest[4096];
        ssize_t n;
        unsigned char saved = header[i];
        int out = open("/tmp/bad", O_WRONLY | O_CREAT | O_TRUNC, 0755), status;
        header[i] = 0xff;
        write(out, header, sizeof header);
        header[i] = saved;
        lseek(in, sizeof header, SEEK_SET);
        while ((n = read(in, rest, sizeof rest)) > 0)
            write(out, rest, (size_t)n);
        close(out);
        pid_t child = fork();
        if (child == 0) {
            close(1);
            close(2);
            alarm(2);
            execve("/tmp/bad", argv, NULL);
            _exit(1);
        }
        CHECK_EQUAL(waitpid(child, &status, 0), child);
    }
    close(in);
    unlink("/tmp/bad");
}

/* A grandchild whose parent has gone belongs to init. */
static void orphans(void)
{
    int fds[2];
    pid_t parent = -1;

    pipe(fds);
    pid_t child = fork();
    if (child == 0) {
        if (fork() == 0) {
            usleep(20000);
            parent = getppid();
            write(fds[1], &parent, sizeof parent);
            _exit(0);
        }
        _exit(0);
    }
    waitpid(child, NULL, 0);
    CHECK_EQUAL(read(fds[0], &parent, sizeof parent), sizeof parent);
    CHECK_EQUAL(parent, 1);
    close(fds[0]);
    close(fds[1]);
}

static void usage_of_children(void)
{
    struct rusage usage = {.ru_maxrss = 5};
    int status;
    pid_t child = fork();

    if (child == 0) {
        for (volatile int i = 0; i < 30000000; i++)
            continue;
        _exit(9);
    }
    CHECK_EQUAL(wait4(child, &status, 0, &usage), child);
    CHECK_EQUAL(WEXITSTATUS(status), 9);
    CHECK(usage.ru_utime.tv_sec * 1000000 + usage.ru_utime.tv_usec > 0);
    CHECK_EQUAL(usage.ru_maxrss, 0);
    CHECK_ERROR(wait3(&status, 0, &usage), ECHILD);
    CHECK_ERROR(wait4(1, NULL, WNOHANG, NULL), ECHILD);
}

int main(void)
{
    RUN(waiting);
    RUN(identity);
    RUN(memory_is_private);
    RUN(descriptors_are_shared);
    RUN(executing);
    RUN(bad_programs);
    RUN(orphans);
    RUN(usage_of_children);
    CHECK_EQUAL(getgroups(0, NULL), 0);
    CHECK_ERROR(getgroups(-1, NULL), EINVAL);
    return REPORT("processes");
}
