/* exit and wait. */
#include "cpu/hart.h"
#include "dev/trace.h"
#include "fs/file.h"
#include "fs/inode.h"
#include "isa/orchard/wait.h"
#include "mm/space.h"
#include "proc/process.h"
#include "proc/sched.h"
#include "proc/signal.h"
#include "proc/wait.h"

/* How often, and how long each time, the last process waits for the others to end. */
#define END_TRIES  5000
#define END_TRY_NS 1000000u

/* Give back everything but the structure and the kernel stack. */
static void give_back(struct process *self)
{
    timer_cancel(&self->alarm_timer);
    descriptor_close_all(self, false);
    if (self->cwd)
        inode_release(self->cwd);
    process_close_program(self->executable);
    self->cwd = NULL;
    self->executable = NULL;
    spin_lock(&process_lock);
    struct space *space = self->space;
    self->space = NULL;
    spin_unlock(&process_lock);
    if (space)
        space_free(space);
    self->fpu_loaded = false;
}

/* Children without a parent become init's; process_lock. */
static void orphan_children(struct process *self)
{
    struct process *init = process_find(1);
    bool zombies = false;
    while (!list_empty(&self->children)) {
        struct process *child = LIST_ENTRY(self->children.next, struct process, sibling);
        list_remove(&child->sibling);
        list_insert(&init->children, &child->sibling);
        child->parent = init;
        zombies = zombies || child->state == PROCESS_ZOMBIE;
    }
    if (zombies)
        wake_all(init->child_queue);
}

void process_exit(int status)
{
    struct process *self = process_self();
    if (self->pid == 1)
        panic("init has ended with status 0x%x", (unsigned)status);
    give_back(self);
    spin_lock(&process_lock);
    orphan_children(self);
    self->exit_status = status;
    struct siginfo_abi info = {.signal = SIGCHLD, .pid = self->pid, .uid = self->uid, .status = status};
    signal_post(self->parent, &info);
    wake_all(self->parent->child_queue);
    spin_lock(&sched_lock);
    self->state = PROCESS_ZOMBIE;
    trace_state(self, TRACE_ZOMBIE, 0);
    spin_unlock(&process_lock);
    sched_switch();
    panic("a zombie runs");
}

/* Kill every other process but init, which stands still; the number of those that have not ended yet; process_lock. */
static unsigned kill_others(const struct process *self)
{
    static const struct siginfo_abi kill = {.signal = SIGKILL, .code = SI_KERNEL};
    static const struct siginfo_abi stop = {.signal = SIGSTOP, .code = SI_KERNEL};
    unsigned living = 0;
    LIST_EACH(link, &process_list)
    {
        struct process *process = LIST_ENTRY(link, struct process, all_link);
        if (process == self || !process->parent || process->state == PROCESS_ZOMBIE) {
            if (process->pid == 1 && process != self)
                signal_post(process, &stop);
            continue;
        }
        signal_post(process, &kill);
        living++;
    }
    return living;
}

int32_t process_end_others(void)
{
    static bool begun; /* process_lock */
    struct wait_queue nobody;
    wait_queue_init(&nobody);
    spin_lock(&process_lock);
    if (begun) {
        spin_unlock(&process_lock);
        return -EBUSY;
    }
    begun = true;
    for (unsigned i = 0; i < END_TRIES && kill_others(process_self()); i++)
        wait_on(&nobody, &process_lock, WAIT_SOUNDLY, time_now_ns() + END_TRY_NS, "ends", TRACE_WAIT_TIME);
    spin_unlock(&process_lock);
    return 0;
}

static bool wanted(const struct process *child, pid_t pid, const struct process *self)
{
    if (pid > 0)
        return child->pid == pid;
    if (pid == 0)
        return child->pgid == self->pgid;
    return pid == -1 || child->pgid == -pid;
}

/* Whether a child has something to report, and what. */
static bool report(struct process *child, uint32_t options, int *status)
{
    if (child->state == PROCESS_ZOMBIE) {
        *status = child->exit_status;
        return true;
    }
    if ((options & WUNTRACED) && child->stop_unreported) {
        child->stop_unreported = false;
        *status = WAIT_STOPPED(child->stop_signal);
        return true;
    }
    if ((options & WCONTINUED) && child->continue_unreported) {
        child->continue_unreported = false;
        *status = WAIT_CONTINUED;
        return true;
    }
    return false;
}

/* A child that reports, else NULL; *any says whether there is one to wait for; process_lock. */
static struct process *find_child(struct process *self, pid_t pid, uint32_t options, int *status, bool *any)
{
    *any = false;
    LIST_EACH(link, &self->children)
    {
        struct process *child = LIST_ENTRY(link, struct process, sibling);
        if (!wanted(child, pid, self))
            continue;
        *any = true;
        if (report(child, options, status))
            return child;
    }
    return NULL;
}

/* Take a zombie out of the world; process_lock, given back. */
static int32_t reap(struct process *self, struct process *child)
{
    list_remove(&child->sibling);
    spin_lock(&sched_lock); /* it has left its stack once its switch gave this lock back */
    spin_unlock(&sched_lock);
    self->child_user_ns += child->user_ns + child->child_user_ns;
    self->child_system_ns += child->system_ns + child->child_system_ns;
    spin_unlock(&process_lock);
    int32_t pid = child->pid;
    process_free(child);
    return pid;
}

int32_t process_wait(pid_t pid, int *status, uint32_t options)
{
    struct process *self = process_self();
    int32_t result = 0;
    bool any;
    spin_lock(&process_lock);
    while (result == 0) {
        struct process *child = find_child(self, pid, options, status, &any);
        if (child && child->state == PROCESS_ZOMBIE)
            return reap(self, child);
        if (child)
            result = child->pid;
        else if (!any)
            result = -ECHILD;
        else if (options & WNOHANG)
            break;
        else
            result =
                wait_on(self->child_queue, &process_lock, WAIT_INTERRUPTIBLE, TIME_NEVER, "child", TRACE_WAIT_CHILD);
    }
    spin_unlock(&process_lock);
    return result;
}
