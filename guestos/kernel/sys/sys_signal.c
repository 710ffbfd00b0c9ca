/* System calls about signals. */
#include "cpu/hart.h"
#include "mm/usermem.h"
#include "proc/process.h"
#include "proc/signal.h"
#include "proc/wait.h"
#include "dev/trace.h"
#include "sys/syscall_table.h"

#define NEVER_CAUGHT (SIGSET_OF(SIGKILL) | SIGSET_OF(SIGSTOP))

int32_t sys_kill(int32_t pid, int32_t signal)
{
    return signal_kill(pid, signal);
}

int32_t sys_sigaction(int32_t signal, user_va action, user_va old)
{
    struct process *self = process_self();
    struct sigaction_abi new_action;
    if (signal < 1 || signal >= NSIG)
        return -EINVAL;
    if (action && (SIGSET_OF(signal) & NEVER_CAUGHT))
        return -EINVAL;
    if (action && copy_in(&new_action, action, sizeof new_action) < 0)
        return -EFAULT;
    if (old && copy_out(old, &self->actions[signal], sizeof new_action) < 0)
        return -EFAULT;
    if (!action)
        return 0;
    spin_lock(&process_lock);
    self->actions[signal] = new_action;
    if (new_action.handler == SIGNAL_IGNORE)
        self->pending &= ~SIGSET_OF(signal);
    spin_unlock(&process_lock);
    return 0;
}

int32_t sys_sigreturn(void)
{
    return signal_return(process_self()->frame);
}

static int32_t new_mask(int32_t how, sigset_t old, sigset_t set, sigset_t *mask)
{
    if (how == SIG_BLOCK)
        *mask = old | set;
    else if (how == SIG_UNBLOCK)
        *mask = old & ~set;
    else if (how == SIG_SETMASK)
        *mask = set;
    else
        return -EINVAL;
    return 0;
}

int32_t sys_sigprocmask(int32_t how, user_va set, user_va old)
{
    struct process *self = process_self();
    sigset_t before = self->blocked, given = 0, mask = before;
    if (set && copy_in(&given, set, sizeof given) < 0)
        return -EFAULT;
    int32_t result = set ? new_mask(how, before, given, &mask) : 0;
    if (result < 0)
        return result;
    if (old && copy_out(old, &before, sizeof before) < 0)
        return -EFAULT;
    spin_lock(&process_lock);
    self->blocked = mask & ~NEVER_CAUGHT;
    spin_unlock(&process_lock);
    return 0;
}

int32_t sys_sigpending(user_va set)
{
    sigset_t pending = process_self()->pending;
    return copy_out(set, &pending, sizeof pending);
}

int32_t sys_sigsuspend(user_va set)
{
    struct process *self = process_self();
    struct wait_queue nobody;
    sigset_t mask;
    if (copy_in(&mask, set, sizeof mask) < 0)
        return -EFAULT;
    wait_queue_init(&nobody);
    spin_lock(&process_lock);
    self->suspended_mask = self->blocked;
    self->restore_mask = true;
    self->blocked = mask & ~NEVER_CAUGHT;
    wait_on(&nobody, &process_lock, WAIT_INTERRUPTIBLE, TIME_NEVER, "signal", TRACE_WAIT_SIGNAL);
    spin_unlock(&process_lock);
    return -EINTR;
}

int32_t sys_alarm(uint32_t seconds)
{
    struct process *self = process_self();
    uint64_t now = time_now_ns();
    uint64_t old = timer_deadline(&self->alarm_timer);
    timer_cancel(&self->alarm_timer);
    if (seconds)
        timer_set(&self->alarm_timer, now + (uint64_t)seconds * NS_PER_SECOND);
    return old > now ? (int32_t)((old - now + NS_PER_SECOND - 1) / NS_PER_SECOND) : 0;
}
