/* Lazy floating point. */
#include "cpu/fpu.h"

#include "cpu/csr.h"
#include "cpu/trap.h"
#include "proc/process.h"

void fpu_store(uint64_t *registers);
void fpu_fetch(const uint64_t *registers);

static void turn_on(void)
{
    csr_set_status(csr_status() | STATUS_FPU);
}

static void turn_off(struct process *process)
{
    csr_set_status(csr_status() & ~(uint32_t)STATUS_FPU);
    process->fpu_loaded = false;
    process->frame->status &= ~(uint32_t)STATUS_FPU;
}

void fpu_enable(struct process *process, struct trapframe *frame)
{
    turn_on();
    fpu_fetch(process->fpu);
    process->fpu_used = true;
    process->fpu_loaded = true;
    frame->status |= STATUS_FPU;
}

void fpu_save(struct process *process)
{
    if (!process->fpu_loaded)
        return;
    turn_on();
    fpu_store(process->fpu);
}

void fpu_leave(struct process *process)
{
    if (!process->fpu_loaded)
        return;
    fpu_save(process);
    turn_off(process);
}

void fpu_load(struct process *process)
{
    if (process->fpu_loaded)
        turn_off(process);
    process->fpu_used = true;
}

void fpu_reset(struct process *process)
{
    if (process->fpu_loaded)
        turn_off(process);
    process->fpu_used = false;
    memset(process->fpu, 0, sizeof process->fpu);
}
