/* getpid as often as the argument says: the round trip of a system call. */
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    for (long left = argc > 1 ? atol(argv[1]) : 0; left > 0; left--)
        getpid();
    return 0;
}
