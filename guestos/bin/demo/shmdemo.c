/* Shared memory and a semaphore: processes add to one counter, and none of the sums is lost. */
#include <fcntl.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tool.h"

#define OBJECT   "/shmdemo"
#define CHILDREN 4
#define TURNS    200

struct shared {
    sem_t lock;
    volatile int counter;
};

static _Noreturn void add(struct shared *shared)
{
    for (int i = 0; i < TURNS; i++) {
        sem_wait(&shared->lock);
        int value = shared->counter;
        if (i % 16 == 0)
            sched_yield();
        shared->counter = value + 1;
        sem_post(&shared->lock);
    }
    _exit(0);
}

int main(int argc, char **argv)
{
    int status;

    tool_begin(
        "shmdemo",
        "usage: shmdemo\nShows shared memory and a semaphore: processes add to one counter without losing a sum.\n");
    while (tool_option(argc, argv, "") != -1)
        ;
    shm_unlink(OBJECT);
    int fd = shm_open(OBJECT, O_CREAT | O_RDWR, 0600);
    if (fd < 0 || ftruncate(fd, sizeof(struct shared)) != 0) {
        tool_complain_errno(OBJECT);
        return tool_end();
    }
    struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared == MAP_FAILED) {
        tool_complain_errno("mmap");
        return tool_end();
    }
    close(fd);
    sem_init(&shared->lock, 1, 1);
    for (int i = 0; i < CHILDREN; i++) {
        pid_t pid = fork();
        if (pid == 0)
            add(shared);
        if (pid < 0)
            tool_complain_errno("fork");
    }
    for (int i = 0; i < CHILDREN; i++)
        if (wait(&status) < 0 || status != 0)
            tool_complain("a child failed");
    printf("%d processes added 1 %d times each: %d\n", CHILDREN, TURNS, shared->counter);
    if (shared->counter != CHILDREN * TURNS)
        tool_complain("%d is expected", CHILDREN * TURNS);
    shm_unlink(OBJECT);
    return tool_end();
}
