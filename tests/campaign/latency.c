/* What the kernel's services cost, in guest instructions (1 ns of guest time each): ./peach run tests/campaign/latency.c */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAGE_BYTES 4096
#define PAGES      256

static const char *self;
static char *area;
static int to_child[2], from_child[2];

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void call(int round)
{
    (void)round;
    getpid();
}

static void fork_exit(int round)
{
    (void)round;
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    waitpid(pid, NULL, 0);
}

static void fork_exec(int round)
{
    (void)round;
    pid_t pid = fork();
    if (pid == 0) {
        execl(self, self, "leave", (char *)NULL);
        _exit(1);
    }
    waitpid(pid, NULL, 0);
}

static void pipe_round(int round)
{
    char byte = (char)round;
    if (write(to_child[1], &byte, 1) != 1 || read(from_child[0], &byte, 1) != 1)
        perror("pipe");
}

static void touch_page(int round)
{
    area[round * PAGE_BYTES] = 1;
}

static void read_file(int round)
{
    char buffer[512];
    (void)round;
    int fd = open(self, O_RDONLY);
    if (read(fd, buffer, sizeof buffer) != sizeof buffer)
        perror(self);
    close(fd);
}

static void write_file(int round)
{
    static const char block[PAGE_BYTES];
    (void)round;
    int fd = open("/tmp/latency", O_CREAT | O_WRONLY, 0600);
    if (write(fd, block, sizeof block) != sizeof block)
        perror("/tmp/latency");
    close(fd);
    unlink("/tmp/latency");
}

static void measure(const char *name, void (*body)(int round), int rounds)
{
    long long start = now();
    for (int i = 0; i < rounds; i++)
        body(i);
    printf("%-28s %7lld\n", name, (now() - start) / rounds);
}

/* The other end of the pipes. */
static void echo_bytes(void)
{
    char byte;
    while (read(to_child[0], &byte, 1) == 1 && write(from_child[1], &byte, 1) == 1)
        continue;
    _exit(0);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "leave") == 0)
        return 0;
    self = argc > 1 ? argv[1] : "/run/program";
    area = mmap(NULL, PAGES * PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    measure("getpid", call, 1000);
    measure("fork, exit, wait", fork_exit, 20);
    measure("fork, exec, exit, wait", fork_exec, 20);
    measure("first touch of a page", touch_page, PAGES);
    measure("open, read 512 bytes, close", read_file, 100);
    measure("create, write 4 KiB, unlink", write_file, 20);
    pid_t child = pipe(to_child) == 0 && pipe(from_child) == 0 ? fork() : -1;
    if (child == 0)
        echo_bytes();
    measure("pipe round trip", pipe_round, 200);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return 0;
}
