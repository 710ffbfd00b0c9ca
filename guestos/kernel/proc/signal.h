/* Signals. */
#ifndef KERNEL_SIGNAL_H
#define KERNEL_SIGNAL_H

#include "isa/orchard/signal.h"
#include "isa/orchard/types.h"
#include "lib/base.h"

struct process;
struct trapframe;

/* Send with process_lock held; info says who and why. */
void signal_post(struct process *process, const struct siginfo_abi *info);

/* Send to the current process; to all of a group (process_lock is taken; 0 or -ESRCH). */
void signal_send_self(int signal);
int32_t signal_send_group(pid_t group, int signal);

/* kill(2). */
int32_t signal_kill(pid_t pid, int signal);

/* The current process has made a fault: it gets the signal at once, or dies with a line on the console saying why. */
struct fault_report {
    int signal;
    int code; /* siginfo_abi.code */
    uint32_t address;
    const char *text; /* what happened, e.g. "read of" (the address follows) */
    bool has_address;
};
void signal_fault(struct trapframe *frame, const struct fault_report *report);

/* Whether a signal waits that is neither blocked nor ignored. */
bool signal_ready(const struct process *process);

/* Act on waiting signals before going back to user mode. */
void signal_deliver(struct trapframe *frame);

/* sigreturn(2): give back what signal_deliver() saved on the user stack. */
int32_t signal_return(struct trapframe *frame);

/* Forget handlers (exec). */
void signal_reset(struct process *process);

#endif
