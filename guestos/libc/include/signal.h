/* ISO C11 7.14 and POSIX: signals.  <bits/signal.h> is generated from isa/orchard/signals.def. */
#ifndef _SIGNAL_H
#define _SIGNAL_H

#include <bits/signal.h>
#include <orchard/signal.h>
#include <sys/types.h>

typedef int sig_atomic_t;
typedef void (*sighandler_t)(int);

#define SIG_DFL ((sighandler_t)SIGNAL_DEFAULT)
#define SIG_IGN ((sighandler_t)SIGNAL_IGNORE)
#define SIG_ERR ((sighandler_t)-1)

union sigval {
    int sival_int;
    void *sival_ptr;
};

/* struct siginfo_abi under its POSIX names. */
typedef struct {
    int si_signo, si_errno, si_code;
    pid_t si_pid;
    uid_t si_uid;
    int si_status;
    void *si_addr;
    unsigned si_reserved;
} siginfo_t;
_Static_assert(sizeof(siginfo_t) == sizeof(struct siginfo_abi), "the kernel's layout");

struct sigaction {
    union {
        sighandler_t handler;
        void (*action)(int, siginfo_t *, void *);
    } __sa;
    sigset_t sa_mask;
    unsigned sa_flags;
};
#define sa_handler   __sa.handler
#define sa_sigaction __sa.action

sighandler_t signal(int number, sighandler_t handler); /* SA_RESTART, the handler stays installed */
int sigaction(int number, const struct sigaction *restrict action, struct sigaction *restrict old);
int raise(int number);
int kill(pid_t pid, int number);
int killpg(pid_t group, int number);

int sigemptyset(sigset_t *set);
int sigfillset(sigset_t *set);
int sigaddset(sigset_t *set, int number);
int sigdelset(sigset_t *set, int number);
int sigismember(const sigset_t *set, int number);
int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict old);
int sigpending(sigset_t *set);
int sigsuspend(const sigset_t *mask);
int siginterrupt(int number, int interrupts);
void psignal(int number, const char *prefix);

#endif
