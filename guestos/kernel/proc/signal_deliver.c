/* Signals: what happens to the process that gets one. */
#include "cpu/fpu.h"
#include "cpu/hart.h"
#include "cpu/trap.h"
#include "dev/trace.h"
#include "isa/orchard/syscall.h"
#include "isa/orchard/wait.h"
#include "lib/symbols.h"
#include "mm/usermem.h"
#include "proc/process.h"
#include "proc/sched.h"
#include "proc/signal.h"
#include "proc/signal_impl.h"
#include "proc/wait.h"

#define NEVER_BLOCKED (SIGSET_OF(SIGKILL) | SIGSET_OF(SIGSTOP))

/* Take the first waiting signal that is not blocked: its number, or 0. */
static int take_signal(struct process *self, struct siginfo_abi *info)
{
    int found = 0;
    spin_lock(&process_lock);
    sigset_t waiting = self->pending & ~self->blocked;
    if (waiting & SIGSET_OF(SIGKILL))
        found = SIGKILL;
    for (int signal = 1; !found && waiting; signal++, waiting >>= 1) {
        if (waiting & 1)
            found = signal;
    }
    if (found) {
        self->pending &= ~SIGSET_OF(found);
        *info = self->info[found];
    }
    spin_unlock(&process_lock);
    return found;
}

static void stop(struct process *self, int signal)
{
    spin_lock(&process_lock);
    self->stop_signal = signal;
    self->stop_unreported = true;
    self->continue_unreported = false;
    struct siginfo_abi info = {.signal = SIGCHLD, .pid = self->pid, .status = WAIT_STOPPED(signal)};
    if (self->parent) {
        if (!(self->parent->actions[SIGCHLD].flags & SA_NOCLDSTOP))
            signal_post(self->parent, &info);
        wake_all(self->parent->child_queue);
    }
    spin_lock(&sched_lock);
    spin_unlock(&process_lock);
    self->state = PROCESS_STOPPED;
    trace_state(self, TRACE_STOPPED, 0);
    sched_switch();
    spin_unlock(&sched_lock);
}

/* An interrupted system call begins again after a handler with SA_RESTART, or without one.  nanosleep and poll go
 * on only without a handler, sigsuspend never. */
static void restart(struct process *self, struct trapframe *frame, const struct sigaction_abi *handler)
{
    uint32_t number = self->syscall_number;
    bool restartable = number != SYS_sigsuspend;
    if (handler)
        restartable = restartable && (handler->flags & SA_RESTART) && number != SYS_nanosleep && number != SYS_poll;
    if (handler)
        self->nanosleep_deadline_ns = 0;
    if (!self->in_syscall || frame->r[REG_A0] != (uint32_t)-EINTR || !restartable)
        return;
    frame->r[REG_A0] = self->syscall_argument;
    frame->r[REG_PC] -= INSN_BYTES;
    self->in_syscall = false;
}

/* The mask that the process shall have after a handler. */
static sigset_t mask_after(struct process *self)
{
    sigset_t mask = self->restore_mask ? self->suspended_mask : self->blocked;
    self->restore_mask = false;
    return mask;
}

/* Put the registers on the user stack and go to the handler: false when the stack cannot hold them. */
static bool enter_handler(struct process *self, struct trapframe *frame, const struct sigaction_abi *action,
                          const struct siginfo_abi *info)
{
    struct sigframe saved;
    memset(&saved, 0, sizeof saved);
    memcpy(saved.r, frame->r, sizeof saved.r);
    saved.uses_fpu = self->fpu_used;
    fpu_save(self);
    memcpy(saved.f, self->fpu, sizeof saved.f);
    saved.info = *info;
    saved.mask = mask_after(self);
    uint32_t sp = (frame->r[REG_SP] - sizeof saved) & ~7u;
    if (copy_out(sp, &saved, sizeof saved) < 0)
        return false;
    frame->r[REG_PC] = action->handler;
    frame->r[REG_LR] = action->restorer;
    frame->r[REG_SP] = sp;
    frame->r[REG_A0] = (uint32_t)info->signal;
    frame->r[REG_A1] = sp + offsetof(struct sigframe, info);
    frame->r[REG_A2] = sp;
    spin_lock(&process_lock);
    self->blocked |= action->mask;
    if (!(action->flags & SA_NODEFER))
        self->blocked |= SIGSET_OF(info->signal);
    self->blocked &= ~NEVER_BLOCKED;
    if (action->flags & SA_RESETHAND)
        self->actions[info->signal].handler = SIGNAL_DEFAULT;
    spin_unlock(&process_lock);
    return true;
}

static void act(struct process *self, struct trapframe *frame, int signal, const struct siginfo_abi *info)
{
    struct sigaction_abi action = self->actions[signal];
    if (action.handler == SIGNAL_IGNORE)
        return;
    if (action.handler != SIGNAL_DEFAULT) {
        restart(self, frame, &action);
        if (!enter_handler(self, frame, &action, info))
            process_exit(WAIT_KILLED(SIGSEGV));
        self->in_syscall = false;
        return;
    }
    enum signal_action what = signal_default(signal);
    if (what == ACTION_TERMINATE)
        process_exit(WAIT_KILLED(signal));
    if (what == ACTION_STOP)
        stop(self, signal);
}

void signal_deliver(struct trapframe *frame)
{
    struct process *self = process_self();
    struct siginfo_abi info;
    int signal;
    while ((self->pending & ~self->blocked) && (signal = take_signal(self, &info)))
        act(self, frame, signal, &info);
    restart(self, frame, NULL);
    if (self->restore_mask)
        self->blocked = mask_after(self);
    self->in_syscall = false;
}

int32_t signal_return(struct trapframe *frame)
{
    struct process *self = process_self();
    struct sigframe saved;
    if (copy_in(&saved, frame->r[REG_SP], sizeof saved) < 0)
        process_exit(WAIT_KILLED(SIGSEGV));
    memcpy(frame->r, saved.r, sizeof saved.r);
    if (saved.uses_fpu) {
        memcpy(self->fpu, saved.f, sizeof saved.f);
        fpu_load(self);
    }
    spin_lock(&process_lock);
    self->blocked = saved.mask & ~NEVER_BLOCKED;
    spin_unlock(&process_lock);
    self->in_syscall = false;
    return 0;
}

void signal_reset(struct process *process)
{
    spin_lock(&process_lock);
    for (int i = 1; i < NSIG; i++) {
        if (process->actions[i].handler != SIGNAL_IGNORE)
            process->actions[i].handler = SIGNAL_DEFAULT;
        process->actions[i].flags = 0;
        process->actions[i].mask = 0;
    }
    spin_unlock(&process_lock);
}

/* The line that says why a process dies of a fault. */
static void obituary(struct process *self, const struct trapframe *frame, const struct fault_report *report)
{
    char place[64], what[96];
    symbols_of_program(self, frame->r[REG_PC], place, sizeof place);
    if (report->has_address)
        format_text(what, sizeof what, "%s 0x%08x", report->text, report->address);
    else
        text_copy(what, report->text, sizeof what);
    char name[32];
    text_copy(name, signal_text(report->signal), sizeof name);
    if (name[0] >= 'A' && name[0] <= 'Z')
        name[0] = (char)(name[0] + 'a' - 'A');
    print("%s: %s: %s at 0x%08x%s\n", self->name, name, what, frame->r[REG_PC], place);
}

void signal_fault(struct trapframe *frame, const struct fault_report *report)
{
    struct process *self = process_self();
    int signal = report->signal;
    bool caught = self->actions[signal].handler > SIGNAL_IGNORE && !(self->blocked & SIGSET_OF(signal));
    if (!caught) {
        obituary(self, frame, report);
        process_exit(WAIT_KILLED(signal));
    }
    struct siginfo_abi info;
    memset(&info, 0, sizeof info);
    info.signal = signal;
    info.code = report->code;
    info.address = report->address;
    spin_lock(&process_lock);
    signal_post(self, &info);
    spin_unlock(&process_lock);
}
