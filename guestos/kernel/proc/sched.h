/* Who runs: the mechanism, and the table of a policy. */
#ifndef KERNEL_SCHED_H
#define KERNEL_SCHED_H

#include "cpu/spinlock.h"
#include "lib/base.h"
#include "proc/process.h"

/* Queues of runnable processes and every process's scheduling fields.  Held across a switch: the process that is
 * switched to gives it back. */
extern struct spinlock sched_lock;

/* A scheduling policy.  It keeps the runnable processes, linked by run_link, in queues of its own; sched_lock is held
 * during each call. */
struct sched_ops {
    const char *name;
    /* It is runnable; slice_used: it has been interrupted at the end of its slice. */
    void (*add)(struct process *process, bool slice_used);
    /* It is not to run any more: it has been taken, or the policy changes. */
    void (*remove)(struct process *process);
    /* The best one, left in its queue, or NULL. */
    struct process *(*pick)(void);
    /* How long it may run before others have their turn. */
    uint32_t (*slice_ms)(const struct process *process);
    /* Whether a process that wakes is to interrupt the one that runs. */
    bool (*better)(const struct process *woken, const struct process *running);
};

extern const struct sched_ops sched_round_robin;
extern const struct sched_ops sched_feedback;

/* Choose the policy by its name: false when there is none of this name.  The name in force. */
bool sched_choose(const char *name);
const char *sched_name(void);

/* This process may run now (new or woken); sched_lock. */
void sched_make_runnable(struct process *process);

/* The current process does not go on (its state says why) or makes room: run another; returns when its turn comes
 * again. sched_lock is held. */
void sched_switch(void);

/* The current process stays runnable and lets others run. */
void sched_yield(void);

/* The end of the current process's slice; what to do before going back to user mode. */
void sched_tick(void);
void sched_preempt(void);

/* A new process is on the hart for the first time: gives back sched_lock (entry.s). */
void sched_started(void);

/* Run processes for ever; the idle process of each hart. */
void sched_idle(void) __attribute__((noreturn));

/* Account the time since the last call to the current process, as user time or system time. */
void sched_account(bool user);

/* Load averages times 65536; processes that are runnable or run. */
void sched_load(uint32_t load[3]);
uint32_t sched_runnable(void);

#endif
