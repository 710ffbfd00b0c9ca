#include "crew.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#define HELPERS_MAX 7

/* A thread that gets no more parts than this costs more than it saves. */
#define PARTS_MIN 8

struct crew {
    void (*work)(void *context, unsigned index);
    void *context;
    unsigned count;
    atomic_uint next;
};

static void *take_parts(void *argument)
{
    struct crew *crew = argument;
    for (unsigned i; (i = atomic_fetch_add(&crew->next, 1)) < crew->count;)
        crew->work(crew->context, i);
    return NULL;
}

static unsigned helpers_for(unsigned count)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned most = cores < 2 ? 0 : cores - 1 < HELPERS_MAX ? (unsigned)cores - 1 : HELPERS_MAX;
    return count / PARTS_MIN < most ? count / PARTS_MIN : most;
}

void crew_run(unsigned count, void (*work)(void *context, unsigned index), void *context)
{
    struct crew crew = {.work = work, .context = context, .count = count};
    pthread_t helpers[HELPERS_MAX];
    unsigned started = 0, wanted = count < 2 * PARTS_MIN ? 0 : helpers_for(count);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* signals are the caller's business */
    while (started < wanted && pthread_create(&helpers[started], NULL, take_parts, &crew) == 0)
        started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    take_parts(&crew);
    while (started)
        pthread_join(helpers[--started], NULL);
}
