/* Sleeping and waking. */
#include "proc/wait.h"

#include "cpu/hart.h"
#include "dev/trace.h"
#include "proc/process.h"
#include "proc/sched.h"
#include "proc/signal.h"

void wait_queue_init(struct wait_queue *queue)
{
    list_init(&queue->sleepers);
}

/* Wake a sleeper with a result; sched_lock. */
static void wake(struct process *process, int result)
{
    list_remove(&process->wait_link);
    process->wait_result = result;
    process->wait_deadline_ns = TIME_NEVER;
    sched_make_runnable(process);
}

int wait_on(struct wait_queue *queue, struct spinlock *guard, unsigned how, uint64_t deadline_ns, const char *text,
            uint8_t reason)
{
    struct process *self = process_self();
    spin_lock(&sched_lock);
    if (how == WAIT_INTERRUPTIBLE && signal_ready(self)) {
        spin_unlock(&sched_lock);
        return -EINTR;
    }
    self->state = PROCESS_SLEEPING;
    self->waits_for = text;
    self->wait_reason = reason;
    self->wait_interruptible = how == WAIT_INTERRUPTIBLE;
    self->wait_deadline_ns = deadline_ns;
    list_insert(&queue->sleepers, &self->wait_link);
    if (guard) /* whoever takes it now finds the sleeper in the queue */
        spin_unlock(guard);
    if (deadline_ns != TIME_NEVER)
        timer_set(&self->sleep_timer, deadline_ns);
    trace_state(self, TRACE_SLEEPING, reason);
    sched_switch();
    self->waits_for = "";
    int result = self->wait_result;
    spin_unlock(&sched_lock);
    if (deadline_ns != TIME_NEVER)
        timer_cancel(&self->sleep_timer);
    if (guard)
        spin_lock(guard);
    return result;
}

void wake_all(struct wait_queue *queue)
{
    spin_lock(&sched_lock);
    while (!list_empty(&queue->sleepers))
        wake(LIST_ENTRY(queue->sleepers.next, struct process, wait_link), 0);
    spin_unlock(&sched_lock);
}

bool wake_one(struct wait_queue *queue)
{
    spin_lock(&sched_lock);
    bool any = !list_empty(&queue->sleepers);
    if (any)
        wake(LIST_ENTRY(queue->sleepers.next, struct process, wait_link), 0);
    spin_unlock(&sched_lock);
    return any;
}

void wake_by_signal(struct process *process)
{
    spin_lock(&sched_lock);
    if (process->state == PROCESS_SLEEPING && process->wait_interruptible)
        wake(process, -EINTR);
    spin_unlock(&sched_lock);
}

void wake_by_timer(void *argument)
{
    struct process *process = argument;
    spin_lock(&sched_lock);
    if (process->state == PROCESS_SLEEPING && process->wait_deadline_ns <= time_now_ns())
        wake(process, -ETIMEDOUT);
    spin_unlock(&sched_lock);
}

void sleeplock_init(struct sleeplock *lock, const char *name)
{
    spin_init(&lock->guard, name);
    wait_queue_init(&lock->queue);
    lock->owner = NULL;
    lock->name = name;
}

void sleeplock_lock(struct sleeplock *lock)
{
    struct process *self = process_self();
    spin_lock(&lock->guard);
    if (lock->owner == self)
        panic("%s locked twice", lock->name);
    while (lock->owner)
        wait_on(&lock->queue, &lock->guard, WAIT_SOUNDLY, TIME_NEVER, lock->name, TRACE_WAIT_LOCK);
    lock->owner = self;
    spin_unlock(&lock->guard);
}

void sleeplock_unlock(struct sleeplock *lock)
{
    spin_lock(&lock->guard);
    if (lock->owner != process_self())
        panic("%s unlocked by another", lock->name);
    lock->owner = NULL;
    if (!list_empty(&lock->queue.sleepers))
        wake_one(&lock->queue);
    spin_unlock(&lock->guard);
}

bool sleeplock_held(const struct sleeplock *lock)
{
    return lock->owner == process_self();
}
