/* Multi-level feedback: who uses up a slice sinks a level and gets longer but rarer slices; who sleeps stays high.  Now
 * and then all rise to the top, so that nobody starves.  A nice process enters lower. */
#include "proc/sched.h"

#define LEVELS   4
#define SLICE_MS 4
#define BOOST_NS (500ull * NS_PER_MS)

static struct list queues[LEVELS] = {{&queues[0], &queues[0]},
                                     {&queues[1], &queues[1]},
                                     {&queues[2], &queues[2]},
                                     {&queues[3], &queues[3]}}; /* sched_lock */
static uint64_t boost_ns = BOOST_NS;                            /* when all rise next */

static uint32_t entry_level(const struct process *process)
{
    return process->nice >= 10 ? 2 : process->nice > 0 ? 1 : 0;
}

static void boost(void)
{
    boost_ns = time_now_ns() + BOOST_NS;
    for (int i = 1; i < LEVELS; i++) {
        while (!list_empty(&queues[i])) {
            struct process *process = LIST_ENTRY(queues[i].next, struct process, run_link);
            list_remove(&process->run_link);
            process->level = entry_level(process);
            list_insert(&queues[process->level], &process->run_link);
            if (process->level >= (uint32_t)i)
                break;
        }
    }
}

static void add(struct process *process, bool slice_used)
{
    if (time_now_ns() >= boost_ns)
        boost();
    if (slice_used && process->level < LEVELS - 1)
        process->level++;
    process->level = max_u32(process->level, entry_level(process));
    list_insert(&queues[process->level], &process->run_link);
}

static void take(struct process *process)
{
    list_remove(&process->run_link);
}

static struct process *pick(void)
{
    for (int i = 0; i < LEVELS; i++) {
        if (!list_empty(&queues[i]))
            return LIST_ENTRY(queues[i].next, struct process, run_link);
    }
    return NULL;
}

static uint32_t slice_ms(const struct process *process)
{
    return SLICE_MS << process->level;
}

static bool better(const struct process *new_process, const struct process *running)
{
    return new_process->level < running->level;
}

const struct sched_ops sched_feedback = {"mlfq", add, take, pick, slice_ms, better};
