#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/sysinfo.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_SECOND 1000000000

int sem_init(sem_t *sem, int shared, unsigned value)
{
    (void)shared;
    if (value > SEM_VALUE_MAX) {
        errno = EINVAL;
        return -1;
    }
    sem->value = (int)value;
    return 0;
}

int sem_destroy(sem_t *sem)
{
    (void)sem;
    return 0;
}

/* A named semaphore is a shared-memory object of its own. */
static int object_name(const char *name, char buffer[NAME_MAX + 1])
{
    while (*name == '/')
        name++;
    if (snprintf(buffer, NAME_MAX + 1, "/sem.%s", name) > NAME_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return 0;
}

static sem_t *map_object(int fd, bool created, unsigned value)
{
    if (created && ftruncate(fd, sizeof(sem_t)) != 0)
        return SEM_FAILED;
    sem_t *sem = mmap(NULL, sizeof *sem, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (sem == MAP_FAILED)
        return SEM_FAILED;
    if (created)
        sem->value = (int)value;
    return sem;
}

sem_t *sem_open(const char *name, int flags, ...)
{
    char path[NAME_MAX + 1];
    unsigned mode = 0, value = 0;
    bool created = false;
    int fd = -1;

    if (flags & O_CREAT) {
        va_list args;
        va_start(args, flags);
        mode = va_arg(args, mode_t);
        value = va_arg(args, unsigned);
        va_end(args);
    }
    if (value > SEM_VALUE_MAX) {
        errno = EINVAL;
        return SEM_FAILED;
    }
    if (object_name(name, path) != 0)
        return SEM_FAILED;
    if (flags & O_CREAT) {
        fd = shm_open(path, O_RDWR | O_CREAT | O_EXCL, mode);
        created = fd >= 0;
        if (fd < 0 && (errno != EEXIST || (flags & O_EXCL)))
            return SEM_FAILED;
    }
    if (fd < 0)
        fd = shm_open(path, O_RDWR, 0);
    if (fd < 0)
        return SEM_FAILED;
    sem_t *sem = map_object(fd, created, value);
    close(fd);
    return sem;
}

int sem_close(sem_t *sem)
{
    return munmap(sem, sizeof *sem);
}

int sem_unlink(const char *name)
{
    char path[NAME_MAX + 1];

    return object_name(name, path) == 0 ? shm_unlink(path) : -1;
}

int sem_post(sem_t *sem)
{
    if (__atomic_fetch_add(&sem->value, 1, __ATOMIC_SEQ_CST) == SEM_VALUE_MAX) {
        __atomic_fetch_add(&sem->value, -1, __ATOMIC_SEQ_CST);
        errno = EOVERFLOW;
        return -1;
    }
    futex_wake(&sem->value, 1);
    return 0;
}

int sem_trywait(sem_t *sem)
{
    int value = __atomic_load_n(&sem->value, __ATOMIC_SEQ_CST);

    while (value > 0)
        if (__atomic_compare_exchange_n(&sem->value, &value, value - 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
            return 0;
    errno = EAGAIN;
    return -1;
}

/* What is left until a deadline; false when it has passed. */
static bool time_left(const struct timespec *deadline, struct timespec *left)
{
    clock_gettime(CLOCK_REALTIME, left);
    left->tv_sec = deadline->tv_sec - left->tv_sec;
    left->tv_nsec = deadline->tv_nsec - left->tv_nsec;
    if (left->tv_nsec < 0) {
        left->tv_sec--;
        left->tv_nsec += NS_PER_SECOND;
    }
    return left->tv_sec >= 0;
}

int sem_timedwait(sem_t *sem, const struct timespec *deadline)
{
    struct timespec left;

    while (sem_trywait(sem) != 0) {
        if (deadline != NULL && !time_left(deadline, &left)) {
            errno = ETIMEDOUT;
            return -1;
        }
        if (futex_wait(&sem->value, 0, deadline != NULL ? &left : NULL) != 0 && errno != EAGAIN && errno != ETIMEDOUT)
            return -1;
    }
    return 0;
}

int sem_wait(sem_t *sem)
{
    return sem_timedwait(sem, NULL);
}

int sem_getvalue(sem_t *sem, int *value)
{
    *value = __atomic_load_n(&sem->value, __ATOMIC_SEQ_CST);
    return 0;
}
