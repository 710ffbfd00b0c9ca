/* A process that takes all it can get: processes, memory, disk, descriptors.  Then the machine is as it was. */
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysinfo.h>

#include "test.h"

#define FORKS_MAX 2000

/* Forks until it cannot; the children wait to be killed. */
static void fork_bomb(void)
{
    int count = 0;

    setpgid(0, 0);
    for (; count < FORKS_MAX; count++) {
        pid_t child = fork();
        if (child == 0)
            for (;;)
                pause();
        if (child < 0)
            break;
    }
    _exit(count < FORKS_MAX && errno == EAGAIN ? 42 : 1);
}

static void processes_run_out(void)
{
    struct sysinfo before, after;
    int status = -1;

    sysinfo(&before);
    fflush(stdout);
    pid_t bomb = fork();
    if (bomb == 0)
        fork_bomb();
    waitpid(bomb, &status, 0);
    CHECK_EQUAL(status, 42 << 8);
    kill(-bomb, SIGKILL);
    for (int i = 0; i < 100; i++) {
        usleep(20000);
        sysinfo(&after);
        if (after.processes == before.processes)
            break;
    }
    CHECK_EQUAL(after.processes, before.processes);
    CHECK_EQUAL(system("true"), 0);
}

/* A user other than root, so that some processes are kept for the others. */
static void bomb_of_a_user(void)
{
    setuid(1000);
    fork_bomb();
}

static void others_can_still_fork(void)
{
    int status = -1;

    fflush(stdout);
    pid_t bomb = fork();
    if (bomb == 0)
        bomb_of_a_user();
    waitpid(bomb, &status, 0);
    CHECK_EQUAL(status, 42 << 8);
    CHECK_EQUAL(system("true"), 0);
    kill(-bomb, SIGKILL);
    usleep(100000);
}

/* More than memory and swap together: the kernel refuses or kills, and goes on. */
static void eat_memory(void)
{
    for (unsigned i = 0; i < 4096; i++) {
        char *p = mmap(NULL, 1 << 18, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (p == MAP_FAILED)
            _exit(errno == ENOMEM ? 42 : 1);
        for (unsigned at = 0; at < 1 << 18; at += 4096)
            p[at] = (char)at;
    }
}

static void memory_runs_out(void)
{
    struct sysinfo before, after;

    sysinfo(&before);
    int status = test_in_child(eat_memory);
    CHECK(status == 42 << 8 || (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) ||
          (WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV) || (WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS));
    sysinfo(&after);
    CHECK(after.swap_free_pages + 64 >= before.swap_free_pages);
    CHECK_EQUAL(system("echo memory is back | grep -q back"), 0);
}

static void disk_runs_out(void)
{
    static char block[8192];
    struct statfs before, after;
    struct stat status;
    ssize_t n;
    long total = 0;

    CHECK_EQUAL(statfs("/", &before), 0);
    int fd = open("/tmp/greed", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    memset(block, 'g', sizeof block);
    while ((n = write(fd, block, sizeof block)) > 0)
        total += n;
    CHECK_EQUAL(n, -1);
    CHECK_ERROR(write(fd, block, sizeof block), ENOSPC);
    CHECK_EQUAL(fstat(fd, &status), 0);
    CHECK_EQUAL(status.st_size, total);
    int other = open("/tmp/greed2", O_WRONLY | O_CREAT, 0600);
    CHECK(other < 0 || write(other, block, sizeof block) < (ssize_t)sizeof block);
    CHECK_EQUAL(system("ls /bin | grep -q true"), 0);
    close(fd);
    close(other);
    CHECK_EQUAL(unlink("/tmp/greed"), 0);
    unlink("/tmp/greed2");
    sync();
    CHECK_EQUAL(statfs("/", &after), 0);
    CHECK_EQUAL(after.f_bfree, before.f_bfree);
    CHECK_EQUAL(after.f_ffree, before.f_ffree);
}

static void names_run_out(void)
{
    struct statfs before, after;
    char path[48];
    int count = 0, fd;

    mkdir("/tmp/names", 0700);
    statfs("/", &before);
    for (; count < 100000; count++) {
        snprintf(path, sizeof path, "/tmp/names/%d", count);
        fd = open(path, O_WRONLY | O_CREAT, 0600);
        if (fd < 0)
            break;
        close(fd);
    }
    CHECK(count > 100 && count < 100000);
    CHECK_ERROR(open("/tmp/names/more", O_WRONLY | O_CREAT, 0600), ENOSPC);
    while (count-- > 0) {
        snprintf(path, sizeof path, "/tmp/names/%d", count);
        unlink(path);
    }
    CHECK_EQUAL(statfs("/", &after), 0);
    CHECK_EQUAL(after.f_ffree, before.f_ffree);
    CHECK_EQUAL(rmdir("/tmp/names"), 0);
}

int main(void)
{
    RUN(processes_run_out);
    RUN(others_can_still_fork);
    RUN(memory_runs_out);
    RUN(disk_runs_out);
    RUN(names_run_out);
    return REPORT("hostile_greed");
}
