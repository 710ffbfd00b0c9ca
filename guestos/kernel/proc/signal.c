/* Signals: sending. */
#include "proc/signal.h"

#include "cpu/hart.h"
#include "dev/trace.h"
#include "proc/process.h"
#include "proc/sched.h"
#include "proc/signal_impl.h"
#include "proc/wait.h"

#define STOP_SIGNALS (SIGSET_OF(SIGSTOP) | SIGSET_OF(SIGTSTP) | SIGSET_OF(SIGTTIN) | SIGSET_OF(SIGTTOU))

enum signal_action signal_default(int signal)
{
#define SIGNAL(number, name, action, text) [number] = ACTION_##action,
    static const uint8_t actions[NSIG] = {
#include "isa/orchard/signals.def"
    };
#undef SIGNAL
    return (enum signal_action)actions[signal];
}

const char *signal_text(int signal)
{
#define SIGNAL(number, name, action, text) [number] = text,
    static const char *const texts[NSIG] = {
#include "isa/orchard/signals.def"
    };
#undef SIGNAL
    return texts[signal] ? texts[signal] : "Unknown signal";
}

static bool ignored(const struct process *process, int signal)
{
    uint32_t handler = process->actions[signal].handler;
    return handler == SIGNAL_IGNORE || (handler == SIGNAL_DEFAULT && signal_default(signal) == ACTION_IGNORE);
}

bool signal_ready(const struct process *process)
{
    sigset_t waiting = process->pending & ~process->blocked;
    for (int signal = 1; waiting; signal++, waiting >>= 1) {
        if ((waiting & 1) && !ignored(process, signal))
            return true;
    }
    return false;
}

/* Let a stopped process go on; process_lock. */
static void resume(struct process *process)
{
    spin_lock(&sched_lock);
    if (process->state == PROCESS_STOPPED)
        sched_make_runnable(process);
    spin_unlock(&sched_lock);
}

static void continue_process(struct process *process)
{
    process->pending &= ~STOP_SIGNALS;
    if (process->state != PROCESS_STOPPED)
        return;
    process->continue_unreported = true;
    process->stop_unreported = false;
    if (process->parent)
        wake_all(process->parent->child_queue);
    resume(process);
}

void signal_post(struct process *process, const struct siginfo_abi *info)
{
    int signal = info->signal;
    ASSERT(spin_held(&process_lock));
    if (process->state == PROCESS_ZOMBIE || !process->space)
        return;
    if (signal == SIGCONT)
        continue_process(process);
    if (SIGSET_OF(signal) & STOP_SIGNALS)
        process->pending &= ~SIGSET_OF(SIGCONT);
    if (ignored(process, signal) && !(process->blocked & SIGSET_OF(signal)))
        return;
    process->info[signal] = *info;
    process->pending |= SIGSET_OF(signal);
    if (signal == SIGKILL)
        resume(process);
    wake_by_signal(process);
    trace_ipc(TRACE_IPC_SIGNAL, process->pid, (uint32_t)signal);
}

static struct siginfo_abi user_info(int signal)
{
    struct process *self = process_self();
    struct siginfo_abi info;
    memset(&info, 0, sizeof info);
    info.signal = signal;
    info.code = SI_USER;
    info.pid = self ? self->pid : 0;
    info.uid = self ? self->uid : 0;
    return info;
}

void signal_send_self(int signal)
{
    struct siginfo_abi info = user_info(signal);
    spin_lock(&process_lock);
    signal_post(process_self(), &info);
    spin_unlock(&process_lock);
}

/* Which processes a kill is for: one, a group, or (group -1) all but init and the sender. */
struct target {
    pid_t pid; /* 0: by group */
    pid_t group;
};

static bool meant(const struct process *process, const struct target *target)
{
    if (!process->pid || !process->space || process->state == PROCESS_ZOMBIE)
        return target->pid && process->pid == target->pid;
    if (target->pid)
        return process->pid == target->pid;
    if (target->group == -1)
        return process->pid != 1 && process != process_self();
    return process->pgid == target->group;
}

static bool permitted(const struct process *process)
{
    const struct process *self = process_self();
    return self->euid == 0 || self->uid == process->uid || self->euid == process->uid;
}

/* Nothing that init has no handler for reaches it: without it the system ends. */
static bool shielded(const struct process *process, int signal)
{
    return process->pid == 1 && process->actions[signal].handler == SIGNAL_DEFAULT;
}

/* Send to all that are meant: 0, -EPERM when none may be sent to, -ESRCH when there is none. */
static int32_t send_to(const struct target *target, int signal, bool check)
{
    struct siginfo_abi info = user_info(signal);
    int32_t result = -ESRCH;
    spin_lock(&process_lock);
    LIST_EACH(link, &process_list)
    {
        struct process *process = LIST_ENTRY(link, struct process, all_link);
        if (!meant(process, target))
            continue;
        if (check && !permitted(process)) {
            if (result == -ESRCH)
                result = -EPERM;
            continue;
        }
        result = 0;
        if (signal && !shielded(process, signal))
            signal_post(process, &info);
    }
    spin_unlock(&process_lock);
    return result;
}

int32_t signal_send_group(pid_t group, int signal)
{
    struct target target = {0, group};
    return group > 0 ? send_to(&target, signal, false) : -ESRCH;
}

int32_t signal_kill(pid_t pid, int signal)
{
    struct target target = {0, 0};
    if (signal < 0 || signal >= NSIG)
        return -EINVAL;
    if (pid > 0)
        target.pid = pid;
    else if (pid == 0)
        target.group = process_self()->pgid;
    else if (pid == -1)
        target.group = -1;
    else
        target.group = -pid;
    return send_to(&target, signal, true);
}
