/* mq_open mq_unlink mq_timedsend mq_timedreceive mq_attributes shm_open shm_unlink futex_wait futex_wake, semaphores */
#include <fcntl.h>
#include <limits.h>
#include <mqueue.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/sysinfo.h>
#include <time.h>

#include "test.h"

#define QUEUE  "/test-queue"
#define OBJECT "/test-object"

static void queues(void)
{
    struct mq_attr attributes = {.mq_maxmsg = 2, .mq_msgsize = 16}, found;
    struct timespec past = {.tv_sec = 1};
    char buffer[16];
    unsigned priority;

    mq_unlink(QUEUE);
    CHECK_ERROR(mq_open(QUEUE, O_RDWR), ENOENT);
    mqd_t queue = mq_open(QUEUE, O_CREAT | O_RDWR, 0600, &attributes);
    CHECK(queue >= 0);
    CHECK_ERROR(mq_open(QUEUE, O_CREAT | O_EXCL | O_RDWR, 0600, NULL), EEXIST);
    CHECK_EQUAL(mq_send(queue, "low", 4, 1), 0);
    CHECK_EQUAL(mq_send(queue, "high", 5, 7), 0);
    CHECK_ERROR(mq_timedsend(queue, "full", 5, 1, &past), ETIMEDOUT);
    CHECK_EQUAL(mq_getattr(queue, &found), 0);
    CHECK_EQUAL(found.mq_curmsgs, 2);
    CHECK_EQUAL(found.mq_msgsize, 16);
    CHECK_ERROR(mq_send(queue, buffer, 17, 1), EMSGSIZE);
    CHECK_ERROR(mq_send(queue, "x", 1, MQ_PRIO_MAX), EINVAL);
    CHECK_ERROR(mq_receive(queue, buffer, 8, NULL), EMSGSIZE);
    CHECK_EQUAL(mq_receive(queue, buffer, sizeof buffer, &priority), 5);
    CHECK_TEXT(buffer, "high");
    CHECK_EQUAL(priority, 7);
    CHECK_EQUAL(mq_receive(queue, buffer, sizeof buffer, NULL), 4);
    CHECK_ERROR(mq_timedreceive(queue, buffer, sizeof buffer, NULL, &past), ETIMEDOUT);
    attributes.mq_flags = O_NONBLOCK;
    CHECK_EQUAL(mq_setattr(queue, &attributes, NULL), 0);
    CHECK_ERROR(mq_receive(queue, buffer, sizeof buffer, NULL), EAGAIN);
    CHECK_ERROR(mq_send(queue, BAD_POINTER, 4, 1), EFAULT);
    CHECK_ERROR(mq_send(99, "x", 1, 1), EBADF);
    CHECK_ERROR(mq_receive(0, buffer, sizeof buffer, NULL), EBADF);
    CHECK_ERROR(mq_open(BAD_POINTER, O_RDWR), EFAULT);
    CHECK_EQUAL(mq_unlink(QUEUE), 0);
    CHECK_ERROR(mq_unlink(QUEUE), ENOENT);
    CHECK_EQUAL(mq_send(queue, "still", 6, 0), 0);
    CHECK_EQUAL(mq_close(queue), 0);
    CHECK_ERROR(mq_close(queue), EBADF);
}

/* The receiver sleeps until the message comes. */
static void queue_wakes(void)
{
    struct mq_attr attributes = {.mq_maxmsg = 1, .mq_msgsize = 8};
    char buffer[8] = "";
    mqd_t queue = mq_open(QUEUE, O_CREAT | O_RDWR, 0600, &attributes);

    pid_t child = fork();
    if (child == 0) {
        usleep(30000);
        _exit(mq_send(queue, "one", 4, 0) != 0 || mq_send(queue, "two", 4, 0) != 0);
    }
    CHECK_EQUAL(mq_receive(queue, buffer, sizeof buffer, NULL), 4);
    CHECK_TEXT(buffer, "one");
    CHECK_EQUAL(mq_receive(queue, buffer, sizeof buffer, NULL), 4);
    CHECK_TEXT(buffer, "two");
    int status = -1;
    waitpid(child, &status, 0);
    CHECK_EQUAL(status, 0);
    mq_close(queue);
    mq_unlink(QUEUE);
}

static void shared_memory(void)
{
    shm_unlink(OBJECT);
    CHECK_ERROR(shm_open(OBJECT, O_RDWR, 0), ENOENT);
    int fd = shm_open(OBJECT, O_CREAT | O_RDWR, 0600);
    CHECK(fd >= 0);
    CHECK_ERROR(shm_open(OBJECT, O_CREAT | O_EXCL | O_RDWR, 0600), EEXIST);
    CHECK_EQUAL(ftruncate(fd, 8192), 0);
    int *a = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    int *b = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    CHECK(a != MAP_FAILED && b != MAP_FAILED && a != b);
    a[1500] = 77;
    CHECK_EQUAL(b[1500], 77);
    CHECK_EQUAL(close(fd), 0);
    pid_t child = fork();
    if (child == 0) {
        int other = shm_open(OBJECT, O_RDWR, 0);
        int *c = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, other, 0);
        c[0] = 55;
        _exit(other < 0);
    }
    waitpid(child, NULL, 0);
    CHECK_EQUAL(a[0], 55);
    CHECK_EQUAL(shm_unlink(OBJECT), 0);
    CHECK_ERROR(shm_unlink(OBJECT), ENOENT);
    CHECK_EQUAL(a[0], 55);
    CHECK_EQUAL(munmap(a, 8192), 0);
    CHECK_EQUAL(munmap(b, 8192), 0);
    CHECK_ERROR(shm_open(BAD_POINTER, O_RDWR, 0), EFAULT);
    CHECK_ERROR(shm_unlink(BAD_POINTER), EFAULT);
}

static void futexes(void)
{
    static int word = 5;
    struct timespec duration = {.tv_nsec = 10000000};

    CHECK_ERROR(futex_wait(&word, 4, NULL), EAGAIN);
    CHECK_ERROR(futex_wait(&word, 5, &duration), ETIMEDOUT);
    CHECK_ERROR(futex_wait(BAD_POINTER, 5, NULL), EFAULT);
    CHECK_ERROR(futex_wait((int *)((char *)&word + 1), 5, NULL), EINVAL);
    CHECK_EQUAL(futex_wake(&word, 1), 0);
}

static void semaphores(void)
{
    struct timespec deadline;
    int value;

    sem_unlink("/test-sem");
    CHECK(sem_open("/test-sem", 0) == SEM_FAILED && errno == ENOENT);
    sem_t *sem = sem_open("/test-sem", O_CREAT | O_EXCL, 0600, 2);
    CHECK(sem != SEM_FAILED);
    CHECK_EQUAL(sem_getvalue(sem, &value), 0);
    CHECK_EQUAL(value, 2);
    CHECK_EQUAL(sem_wait(sem), 0);
    CHECK_EQUAL(sem_trywait(sem), 0);
    CHECK_ERROR(sem_trywait(sem), EAGAIN);
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec++;
    CHECK_ERROR(sem_timedwait(sem, &deadline), ETIMEDOUT);
    pid_t child = fork();
    if (child == 0) {
        sem_t *other = sem_open("/test-sem", 0);
        usleep(20000);
        _exit(other == SEM_FAILED || sem_post(other) != 0);
    }
    CHECK_EQUAL(sem_wait(sem), 0);
    waitpid(child, NULL, 0);
    CHECK_EQUAL(sem_close(sem), 0);
    CHECK_EQUAL(sem_unlink("/test-sem"), 0);
}

int main(void)
{
    RUN(queues);
    RUN(queue_wakes);
    RUN(shared_memory);
    RUN(futexes);
    RUN(semaphores);
    return REPORT("communication");
}
