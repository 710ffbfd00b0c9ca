#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int raise(int number)
{
    return kill(getpid(), number);
}

int killpg(pid_t group, int number)
{
    return kill(-group, number);
}

void psignal(int number, const char *prefix)
{
    if (prefix != NULL && *prefix != '\0')
        fprintf(stderr, "%s: %s\n", prefix, strsignal(number));
    else
        fprintf(stderr, "%s\n", strsignal(number));
}

int __sigsave(sigjmp_buf env, int save_mask)
{
    env->mask_saved = save_mask;
    if (save_mask)
        sigprocmask(SIG_BLOCK, NULL, &env->mask);
    return 0;
}

_Noreturn void siglongjmp(sigjmp_buf env, int value)
{
    if (env->mask_saved)
        sigprocmask(SIG_SETMASK, &env->mask, NULL);
    longjmp(env->registers, value);
}
