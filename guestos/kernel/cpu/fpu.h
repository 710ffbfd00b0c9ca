/* Floating point is off until a process uses it: only those that do have registers to save. */
#ifndef KERNEL_FPU_H
#define KERNEL_FPU_H

#include "lib/base.h"

struct process;
struct trapframe;

/* The current process has used floating point while it was off: give it its registers. */
void fpu_enable(struct process *process, struct trapframe *frame);

/* The process leaves the hart: save its registers if it has them loaded. */
void fpu_leave(struct process *process);

/* Bring the saved copy up to date, for fork and signals; take over a changed copy. */
void fpu_save(struct process *process);
void fpu_load(struct process *process);

/* Forget a process's registers (exec). */
void fpu_reset(struct process *process);

#endif
