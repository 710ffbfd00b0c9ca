/* Runs the kernel REPEATS times with size SIZE and prints its checksum and what it cost, in target_now's unit. */
#include "../kernels/kernel.h"
#include "target.h"

static void print(unsigned long long value)
{
    for (int shift = 60; shift >= 0; shift -= 4)
        target_put("0123456789abcdef"[value >> shift & 15]);
}

int main(void)
{
    unsigned long long empty = target_now(), begin = target_now();
    unsigned sum = 0;
    for (unsigned i = 0; i < REPEATS; i++)
        sum = sum * 31 + kernel(SIZE, 12345 + i * 2654435761u);
    unsigned long long end = target_now();
    print(sum);
    target_put(' ');
    print(end - begin - (begin - empty));
    target_put('\n');
    return 0;
}
