/* Prints what an indirect call and an instruction (one of a chain, each waiting for the one before) cost this host, in
 * picoseconds of processor time. */
#include <stdio.h>
#include <time.h>

#define ROUNDS 50000000
#define CHAIN  6 /* dependent instructions of a round of chain() */

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int identity(int value)
{
    return value;
}

static int (*volatile function)(int value) = identity;

static int calls(void)
{
    int sum = 0;
    for (int i = 0; i < ROUNDS; i++)
        sum ^= function(i);
    return sum;
}

static unsigned chain(void)
{
    unsigned sum = 1;
    for (int i = 0; i < ROUNDS; i++)
        sum = (((((sum + 5) ^ 77) + sum) ^ 1234) + 99 + sum) ^ 55;
    return sum;
}

int main(void)
{
    long long start = now();
    int keep = calls();
    long long middle = now();
    unsigned other = chain();
    long long end = now();
    printf("%lld %lld\n", (middle - start) * 1000 / ROUNDS, (end - middle) * 1000 / ROUNDS / CHAIN);
    return keep == 1 && other == 1;
}
