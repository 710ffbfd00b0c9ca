/* The host: a program of its own. */
#include "target.h"

#include <stdio.h>
#include <time.h>

unsigned long long target_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (unsigned long long)time.tv_sec * 1000000000u + (unsigned long long)time.tv_nsec;
}

void target_put(char c)
{
    putchar(c);
}
