/* Signals at the kernel's border: numbers, masks, actions, and the frame that a handler finds on the stack. */
#ifndef ORCHARD_SIGNAL_H
#define ORCHARD_SIGNAL_H

#include <stdint.h>

#define SIGNAL(number, name, action, text) name = number,
enum orchard_signal {
#include "signals.def"
    NSIG = 32 /* every number is below */
};
#undef SIGNAL

/* A set of signals: bit (number - 1). */
typedef uint32_t sigset_t;
#define SIGSET_OF(number) ((sigset_t)1 << ((number)-1))

/* sigaction_abi.handler, besides an address */
#define SIGNAL_DEFAULT 0u
#define SIGNAL_IGNORE  1u

#define SA_NOCLDSTOP 0x1u
#define SA_NOCLDWAIT 0x2u
#define SA_SIGINFO   0x4u
#define SA_ONSTACK   0x08000000u
#define SA_RESTART   0x10000000u
#define SA_NODEFER   0x40000000u
#define SA_RESETHAND 0x80000000u

/* sigaction(2).  restorer is where a handler returns to: libc's code that calls sigreturn. */
struct sigaction_abi {
    uint32_t handler;
    uint32_t flags;
    uint32_t restorer;
    sigset_t mask;
};
_Static_assert(sizeof(struct sigaction_abi) == 16, "shared layout");

#define SIG_BLOCK   0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2

/* siginfo_abi.code */
#define SI_USER     0
#define SI_KERNEL   128
#define SEGV_MAPERR 1
#define SEGV_ACCERR 2

/* What a handler with SA_SIGINFO gets as its second argument. */
struct siginfo_abi {
    int32_t signal;
    int32_t error;
    int32_t code;
    int32_t pid; /* sender, or the child */
    uint32_t uid;
    int32_t status;   /* SIGCHLD: as waitpid gives it */
    uint32_t address; /* faults: the address */
    uint32_t reserved;
};
_Static_assert(sizeof(struct siginfo_abi) == 32, "shared layout");

/* On entry to a handler: a0 the signal, a1 the address of info, a2 that of the frame, sp the frame, lr the restorer.
 * sigreturn takes sp as the frame's address; r[0] holds the pc. */
struct sigframe {
    uint32_t r[16]; /* r[0]: pc of the interrupted instruction */
    uint64_t f[16];
    struct siginfo_abi info;
    sigset_t mask;     /* the mask to restore */
    uint32_t uses_fpu; /* f[] is valid */
};
_Static_assert(sizeof(struct sigframe) == 232, "shared layout");

#endif
