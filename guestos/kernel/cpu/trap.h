/* Traps: the saved registers, and what the assembler part (entry.s) calls. */
#ifndef KERNEL_TRAP_H
#define KERNEL_TRAP_H

#include "lib/base.h"

/* The interrupted registers; r[0] holds the pc.  entry.s knows this layout. */
struct trapframe {
    uint32_t r[16];
    uint32_t status;
    uint32_t cause;
    uint32_t badva;
    uint32_t reserved;
};
_Static_assert(sizeof(struct trapframe) == 80, "entry.s");

/* Registers by role */
#define REG_PC 0
#define REG_A0 1
#define REG_A1 2
#define REG_A2 3
#define REG_T0 7
#define REG_FP 13
#define REG_SP 14
#define REG_LR 15

#define INSN_BYTES 4

/* Set this hart's vectors and admitted interrupts. */
void trap_init(void);

/* Handle what is pending of timer, inter-hart and device interrupts; for the idle loop. */
void trap_interrupts(void);

/* A trap from user mode; returns when the process may go on. */
void trap_user(struct trapframe *frame);

/* A trap inside the kernel: a fault in user_copy(), anything else is a bug. */
void trap_kernel(struct trapframe *frame);

/* First return of a new process to user mode. */
void trap_first_return(struct trapframe *frame);

/* entry.s */
void refill_entry(void);
void trap_entry(void);
void trap_return(void);
void context_start(void);
void context_switch(uint32_t *save_sp, uint32_t load_sp);

/* copy.s */
uint32_t user_copy(void *to, const void *from, uint32_t bytes);
extern const char user_copy_end[], user_copy_failed[];

#endif
