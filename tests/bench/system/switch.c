/* Two processes hand the hart to each other: switch ROUNDS PROCESSES. */
#include <sched.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    long rounds = argc > 2 ? atol(argv[1]) : 0;
    pid_t child = argc > 2 && atoi(argv[2]) == 2 ? fork() : -1;
    for (; rounds > 0; rounds--)
        sched_yield();
    if (child == 0)
        _exit(0);
    if (child > 0)
        waitpid(child, NULL, 0);
    return 0;
}
