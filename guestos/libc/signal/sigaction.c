#include <signal.h>
#include <stdint.h>
#include <string.h>

#include "libc_impl.h"

int sigaction(int number, const struct sigaction *restrict action, struct sigaction *restrict old)
{
    struct sigaction_abi in, out;

    if (action != NULL)
        in = (struct sigaction_abi){(uint32_t)(uintptr_t)action->sa_handler, action->sa_flags,
                                    (uint32_t)(uintptr_t)__sys_sigreturn, action->sa_mask};
    long result = __syscall_result(__sys_sigaction(number, action != NULL ? &in : NULL, old != NULL ? &out : NULL));
    if (result == 0 && old != NULL) {
        memset(old, 0, sizeof *old);
        old->sa_handler = (sighandler_t)(uintptr_t)out.handler;
        old->sa_mask = out.mask;
        old->sa_flags = out.flags;
    }
    return (int)result;
}

sighandler_t signal(int number, sighandler_t handler)
{
    struct sigaction action = {.sa_flags = SA_RESTART}, old;

    action.sa_handler = handler;
    return sigaction(number, &action, &old) == 0 ? old.sa_handler : SIG_ERR;
}

int siginterrupt(int number, int interrupts)
{
    struct sigaction action;

    if (sigaction(number, NULL, &action) != 0)
        return -1;
    action.sa_flags = interrupts ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
    return sigaction(number, &action, NULL);
}
