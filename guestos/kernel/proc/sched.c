/* The scheduler's mechanism.  Policies are in sched_*.c. */
#include "proc/sched.h"

#include "cpu/fpu.h"
#include "cpu/hart.h"
#include "cpu/trap.h"
#include "dev/trace.h"
#include "mm/tlb.h"

#define LOAD_PERIOD_NS   (5ull * NS_PER_SECOND)
#define LOAD_ONE         65536u
#define LOAD_PERIODS_MAX 1000u /* after so many idle periods every average is 0 */

struct spinlock sched_lock = SPINLOCK("sched");

static const struct sched_ops *const policies[] = {&sched_feedback, &sched_round_robin};
static const struct sched_ops *policy = &sched_feedback; /* sched_lock, like all that follows */
static uint32_t runnable;                                /* queued or running, without the idle processes */
static uint64_t load_next_ns = LOAD_PERIOD_NS;
static uint32_t load[3];
static const uint32_t load_keep[3] = {60297, 64454, 65173}; /* 65536 * exp(-5 s / 1, 5, 15 min) */

const char *sched_name(void)
{
    return policy->name;
}

bool sched_choose(const char *name)
{
    for (size_t i = 0; i < ARRAY_COUNT(policies); i++) {
        if (strcmp(policies[i]->name, name) != 0)
            continue;
        spin_lock(&sched_lock);
        const struct sched_ops *old = policy;
        struct process *process;
        struct list moved;
        list_init(&moved);
        while ((process = old->pick())) {
            old->remove(process);
            list_insert(&moved, &process->run_link);
        }
        policy = policies[i];
        while (!list_empty(&moved)) {
            process = LIST_ENTRY(moved.next, struct process, run_link);
            list_remove(&process->run_link);
            process->level = 0;
            policy->add(process, false);
        }
        spin_unlock(&sched_lock);
        return true;
    }
    return false;
}

static void load_update(void)
{
    uint64_t now = time_now_ns();
    for (unsigned n = 0; now >= load_next_ns; n++) {
        if (n == LOAD_PERIODS_MAX) {
            load_next_ns = now + LOAD_PERIOD_NS;
            break;
        }
        for (int i = 0; i < 3; i++) {
            uint32_t add = runnable * (LOAD_ONE - load_keep[i]);
            load[i] = (uint32_t)((uint64_t)load[i] * load_keep[i] >> 16) + add;
        }
        load_next_ns += LOAD_PERIOD_NS;
    }
}

void sched_load(uint32_t out[3])
{
    spin_lock(&sched_lock);
    load_update();
    for (int i = 0; i < 3; i++)
        out[i] = load[i];
    spin_unlock(&sched_lock);
}

uint32_t sched_runnable(void)
{
    return runnable;
}

/* Have a hart that waits look for work: false when none waits. */
static bool call_idle_hart(void)
{
    for (uint32_t i = 0; i < hart_count; i++) {
        if (harts[i].waiting && &harts[i] != hart_self()) {
            harts[i].waiting = false;
            hart_call(i);
            return true;
        }
    }
    return false;
}

/* A process has become runnable: have a hart look at it. */
static void attract_hart(struct process *process)
{
    struct hart *self = hart_self();
    if (self->waiting || call_idle_hart())
        return;
    struct process *current = self->current;
    if (current == self->idle || policy->better(process, current))
        self->resched = true;
}

void sched_make_runnable(struct process *process)
{
    ASSERT(spin_held(&sched_lock));
    load_update();
    process->state = PROCESS_RUNNABLE;
    runnable++;
    policy->add(process, false);
    trace_state(process, TRACE_RUNNABLE, 0);
    attract_hart(process);
}

/* Between two calls lie less than 2^32 ns: a slice ends earlier, and an idle hart accounts by itself. */
void sched_account(bool user)
{
    struct hart *hart = hart_self();
    struct process *process = hart->current;
    uint32_t now = csr_time();
    uint32_t spent = now - hart->account_ns;
    hart->account_ns = now;
    if (user)
        process->user_ns += spent;
    else
        process->system_ns += spent;
}

static void start_slice(struct hart *hart, struct process *process)
{
    hart->resched = false;
    hart->slice_over = false;
    hart->slice_end_ns =
        process == hart->idle ? TIME_NEVER : time_now_ns() + (uint64_t)policy->slice_ms(process) * NS_PER_MS;
    timer_program();
}

void sched_switch(void)
{
    struct hart *hart = hart_self();
    struct process *old = hart->current;
    ASSERT(spin_held(&sched_lock) && hart->spin_depth == 1);
    sched_account(false);
    if (*(uint32_t *)old->stack != STACK_CANARY)
        panic("kernel stack overflow in %s", old->name);
    if (old != hart->idle && old->state != PROCESS_RUNNABLE)
        runnable--;
    struct process *next = policy->pick();
    if (next)
        policy->remove(next);
    else
        next = hart->idle;
    if (policy->pick())
        call_idle_hart();
    next->state = PROCESS_RUNNING;
    next->hart = hart->number;
    if (next == old) {
        start_slice(hart, next);
        return;
    }
    fpu_leave(old);
    old->thread_pointer = csr_tp();
    csr_set_tp(next->thread_pointer);
    hart->current = next;
    hart->context_switches++;
    tlb_enter(next->space);
    start_slice(hart, next);
    trace_switch(next);
    context_switch(&old->context_sp, next->context_sp);
}

void sched_started(void)
{
    spin_unlock(&sched_lock);
}

static void yield(bool slice_used)
{
    struct process *self = process_self();
    spin_lock(&sched_lock);
    self->state = PROCESS_RUNNABLE;
    policy->add(self, slice_used);
    sched_switch();
    spin_unlock(&sched_lock);
}

void sched_yield(void)
{
    yield(false);
}

void sched_tick(void)
{
    struct hart *hart = hart_self();
    if (time_now_ns() < hart->slice_end_ns)
        return;
    hart->slice_end_ns = TIME_NEVER;
    hart->slice_over = true;
    hart->resched = true;
}

void sched_preempt(void)
{
    struct hart *hart = hart_self();
    if (hart->resched)
        yield(hart->slice_over);
}

void sched_idle(void)
{
    struct hart *hart = hart_self();
    for (;;) {
        spin_lock(&sched_lock);
        hart->waiting = false;
        if (policy->pick()) {
            sched_switch();
            spin_unlock(&sched_lock);
            continue;
        }
        hart->waiting = true;
        spin_unlock(&sched_lock);
        uint64_t start = time_now_ns();
        cpu_wfi();
        hart->idle_ns += time_now_ns() - start;
        hart->account_ns = csr_time();
        trap_interrupts();
    }
}
