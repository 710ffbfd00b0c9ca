/* POSIX: semaphores; one word, shared by being in shared memory. */
#ifndef _SEMAPHORE_H
#define _SEMAPHORE_H

#include <fcntl.h>
#include <orchard/time.h>

typedef struct {
    int value; /* changed by compare-and-swap only; futex_wait sleeps while it is 0 */
} sem_t;

#define SEM_FAILED    ((sem_t *)0)
#define SEM_VALUE_MAX 0x7fffffff

int sem_init(sem_t *sem, int shared, unsigned value);
int sem_destroy(sem_t *sem);
sem_t *sem_open(const char *name, int flags, ...); /* with O_CREAT: mode_t and unsigned value follow */
int sem_close(sem_t *sem);
int sem_unlink(const char *name);
int sem_post(sem_t *sem);
int sem_wait(sem_t *sem);
int sem_trywait(sem_t *sem);
int sem_timedwait(sem_t *sem, const struct timespec *deadline); /* CLOCK_REALTIME */
int sem_getvalue(sem_t *sem, int *value);

#endif
