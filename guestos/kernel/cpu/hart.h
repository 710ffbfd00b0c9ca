/* What a hart has for itself. */
#ifndef KERNEL_HART_H
#define KERNEL_HART_H

#include "cpu/csr.h"
#include "lib/base.h"

#define HARTS_MAX 8

struct process;
struct space;

/* Fields belong to the hart itself, except where noted. */
struct hart {
    uint32_t quick_calls; /* quick system calls (sys/syscall_table.h), modulo 2^32; entry.s counts them */
    uint32_t number;
    struct process *current; /* never null once the scheduler runs */
    struct process *idle;
    struct space *space;   /* whose page directory is in pgdir */
    uint32_t spin_depth;   /* spin locks held */
    volatile bool resched; /* choose again before going back to user mode; set by any hart with sched_lock */
    volatile bool waiting; /* in the idle loop; sched_lock */
    uint64_t slice_end_ns; /* when the current process must let others run; TIME_NEVER when it must already */
    bool slice_over;
    uint32_t account_ns;      /* up to here time has been accounted; low word */
    uint32_t asid_next;       /* next number of this generation */
    uint32_t asid_generation; /* never 0 */
    /* Request of another hart to drop a translation (mm/tlb.c): written by it before the interrupt, answered by
     * clearing. */
    volatile uint32_t drop_pending;
    volatile uint32_t drop_va;
    struct space *volatile drop_space;
    uint64_t context_switches, interrupts, syscalls, idle_ns;
};

extern struct hart harts[HARTS_MAX];
extern uint32_t hart_count; /* harts that run the kernel */

/* This hart. */
static inline struct hart *hart_self(void)
{
    return (struct hart *)csr_scratch3();
}

/* The process that runs on this hart. */
static inline struct process *process_self(void)
{
    return hart_self()->current;
}

/* Make the given hart the caller's own: first thing each hart does. */
void hart_init(uint32_t number);

/* Interrupt another hart: its answer is in trap_interrupts(). */
void hart_call(uint32_t number);

#endif
