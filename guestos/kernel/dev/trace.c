/* The trace device. */
#include "dev/trace.h"

#include "cpu/hart.h"
#include "dev/register.h"
#include "isa/machine/trace.h"
#include "mm/frame.h"
#include "mm/space.h"
#include "proc/process.h"

/* The record must be in memory before the device reads it. */
static void post(const uint32_t *record)
{
    __asm__ volatile("" : : "r"(record) : "memory");
    register_write(PA_TRACE, TRACE_POST, linear_pa(record));
}

static uint32_t current_pid(void)
{
    struct process *self = process_self();
    return self ? (uint32_t)self->pid : 0;
}

void trace_process(const struct process *process)
{
    uint32_t record[TRACE_RECORD_WORDS] = {TRACE_PROCESS, (uint32_t)process->pid,
                                           process->parent ? (uint32_t)process->parent->pid : 0};
    memcpy(&record[TRACE_PROCESS_NAME], process->name, TRACE_PROCESS_NAME_BYTES);
    post(record);
}

void trace_gone(int32_t pid)
{
    uint32_t record[TRACE_RECORD_WORDS] = {TRACE_GONE, (uint32_t)pid};
    post(record);
}

void trace_state(const struct process *process, uint32_t state, uint32_t reason)
{
    uint32_t record[TRACE_RECORD_WORDS] = {TRACE_STATE, (uint32_t)process->pid, 0, state, reason};
    if (process->pid)
        post(record);
}

void trace_switch(const struct process *next)
{
    struct hart *hart = hart_self();
    uint32_t asid = hart->space ? hart->space->asid : 0;
    uint32_t record[TRACE_RECORD_WORDS] = {TRACE_SWITCH, hart->number, (uint32_t)next->pid, 0, asid};
    post(record);
}

void trace_fault(uint32_t va, uint32_t kind, uint32_t cause, uint32_t frame)
{
    uint32_t record[TRACE_RECORD_WORDS] = {TRACE_FAULT, current_pid(), va, kind, cause, frame};
    post(record);
}

void trace_frames(uint32_t first, uint32_t count, uint32_t owner, int32_t pid, uint32_t va)
{
    uint32_t record[TRACE_RECORD_WORDS] = {TRACE_FRAME, first, count, owner, (uint32_t)pid, va};
    post(record);
}

void trace_swap(uint32_t va, uint32_t slot, bool out, uint32_t pa)
{
    uint32_t record[TRACE_RECORD_WORDS] = {TRACE_SWAP, current_pid(), va, slot, out, pa >> PAGE_SHIFT};
    post(record);
}

void trace_ipc(uint32_t kind, int32_t peer, uint32_t bytes)
{
    uint32_t record[TRACE_RECORD_WORDS] = {TRACE_IPC, kind, current_pid(), (uint32_t)peer, bytes};
    post(record);
}
