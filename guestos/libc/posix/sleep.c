#include <signal.h>
#include <time.h>
#include <unistd.h>

unsigned sleep(unsigned seconds)
{
    struct timespec duration = {.tv_sec = seconds}, left;

    return nanosleep(&duration, &left) == 0 ? 0 : (unsigned)left.tv_sec + (left.tv_nsec > 0);
}

int usleep(useconds_t microseconds)
{
    struct timespec duration = {.tv_sec = microseconds / 1000000, .tv_nsec = (int)(microseconds % 1000000) * 1000};

    return nanosleep(&duration, NULL);
}

int pause(void)
{
    sigset_t mask;

    sigprocmask(SIG_BLOCK, NULL, &mask);
    return sigsuspend(&mask);
}
