#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

_Noreturn void abort(void)
{
    raise(SIGABRT);
    /* A handler that returns does not save the process. */
    signal(SIGABRT, SIG_DFL);
    raise(SIGABRT);
    _exit(127);
}
