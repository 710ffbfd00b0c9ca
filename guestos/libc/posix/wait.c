/* The kernel counts what all children that were waited for have used: the difference is this one's. */
#include <sys/resource.h>
#include <sys/wait.h>

static struct timeval difference(struct timeval later, struct timeval earlier)
{
    struct timeval result = {later.tv_sec - earlier.tv_sec, later.tv_usec - earlier.tv_usec};

    if (result.tv_usec < 0) {
        result.tv_usec += 1000000;
        result.tv_sec--;
    }
    return result;
}

pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
    struct rusage before, after;

    getrusage(RUSAGE_CHILDREN, &before);
    pid_t result = waitpid(pid, status, options);
    if (result > 0 && usage != NULL) {
        getrusage(RUSAGE_CHILDREN, &after);
        *usage = (struct rusage){.ru_utime = difference(after.ru_utime, before.ru_utime),
                                 .ru_stime = difference(after.ru_stime, before.ru_stime)};
    }
    return result;
}

pid_t wait3(int *status, int options, struct rusage *usage)
{
    return wait4(-1, status, options, usage);
}
