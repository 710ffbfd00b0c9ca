/* Telling the trace device what only the kernel knows. */
#ifndef KERNEL_TRACE_H
#define KERNEL_TRACE_H

#include "isa/machine/trace.h"
#include "lib/base.h"

struct process;

/* One record each; see isa/machine/trace.h.  Where no process is named it is the current one. */
void trace_process(const struct process *process);
void trace_gone(int32_t pid);
void trace_state(const struct process *process, uint32_t state, uint32_t reason);
void trace_switch(const struct process *next);
void trace_fault(uint32_t va, uint32_t kind, uint32_t cause, uint32_t frame);
void trace_frames(uint32_t first, uint32_t count, uint32_t owner, int32_t pid, uint32_t va);
void trace_swap(uint32_t va, uint32_t slot, bool out, uint32_t pa);
void trace_ipc(uint32_t kind, int32_t peer, uint32_t bytes);

#endif
