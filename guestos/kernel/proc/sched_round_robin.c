/* Round robin: one queue, equal slices in turn. */
#include "proc/sched.h"

#define SLICE_MS 10

static struct list queue = {&queue, &queue}; /* sched_lock */

static void add(struct process *process, bool slice_used)
{
    (void)slice_used;
    list_insert(&queue, &process->run_link);
}

static void take(struct process *process)
{
    list_remove(&process->run_link);
}

static struct process *pick(void)
{
    return list_empty(&queue) ? NULL : LIST_ENTRY(queue.next, struct process, run_link);
}

static uint32_t slice_ms(const struct process *process)
{
    (void)process;
    return SLICE_MS;
}

static bool better(const struct process *new_process, const struct process *running)
{
    (void)new_process;
    (void)running;
    return false;
}

const struct sched_ops sched_round_robin = {"rr", add, take, pick, slice_ms, better};
