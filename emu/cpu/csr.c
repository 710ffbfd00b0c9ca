/* Control registers (isa/csr.def). */
#include "isa/csr.h"

#include "cpu/hart.h"

enum { RW, RO, UW };

/* Access of a register by number; -1 for a number that no register has. */
static int access_of(uint32_t number)
{
    switch (number) {
#define CSR(number, name, access, text) \
    case number:                        \
        return access;
#include "isa/csr.def"
#undef CSR
    default: return -1;
    }
}

uint32_t csr_check(const struct hart *hart, uint32_t number, bool write)
{
    int access = access_of(number);
    if (access < 0)
        return CAUSE_ILLEGAL;
    if ((hart->status & STATUS_USER) && number < CSR_USER_FIRST)
        return CAUSE_PRIVILEGED;
    return write && access == RO ? CAUSE_ILLEGAL : 0;
}

uint64_t hart_perf(const struct hart *hart, uint32_t number)
{
    const struct perf *perf = &hart->perf;
    switch (number) {
    case PERF_INSNS:
        return hart->insns + (hart->stretch_ns == STRETCH_NONE ? 0 : hart->time_ns - hart->stretch_ns);
    case PERF_USER_INSNS:
        return hart->user_insns + (hart->status & STATUS_USER ? hart->time_ns - hart->user_since_ns : 0);
    case PERF_TLB_WRITES: return perf->tlb_writes;
    case PERF_TLB_EVICTIONS: return perf->tlb_evictions;
    case PERF_TLB_LOOKUPS: return perf->tlb_lookups;
    default: break;
    }
    if (number - PERF_CLASSES < PERF_CLASS_COUNT)
        return perf->classes[number - PERF_CLASSES];
    if (number - PERF_INTERRUPTS < 3)
        return perf->interrupts[number - PERF_INTERRUPTS];
    return number - PERF_TRAPS < PERF_TRAPS_MAX ? perf->traps[number - PERF_TRAPS] : 0;
}

static uint32_t read_perf(struct hart *hart)
{
    uint64_t value = hart_perf(hart, hart->perfsel);
    hart->perfvalh = (uint32_t)(value >> 32);
    return (uint32_t)value;
}

static uint32_t read_time(struct hart *hart)
{
    hart->timeh = (uint32_t)(hart->time_ns >> 32);
    return (uint32_t)hart->time_ns;
}

uint32_t csr_read(struct hart *hart, uint32_t number)
{
    switch (number) {
    case CSR_STATUS: return hart->status;
    case CSR_CAUSE: return hart->cause;
    case CSR_EPC: return hart->epc;
    case CSR_BADVA: return hart->badva;
    case CSR_TVEC: return hart->tvec;
    case CSR_RVEC: return hart->rvec;
    case CSR_IENABLE: return hart->ienable;
    case CSR_IPENDING: return hart_pending(hart);
    case CSR_SCRATCH0:
    case CSR_SCRATCH1:
    case CSR_SCRATCH2:
    case CSR_SCRATCH3: return hart->scratch[number - CSR_SCRATCH0];
    case CSR_PGDIR: return hart->pgdir;
    case CSR_ASID: return hart->asid;
    case CSR_TLBHI: return hart->tlbhi;
    case CSR_TLBLO: return hart->tlblo;
    case CSR_HARTID: return hart->id;
    case CSR_TLBSHAPE: return hart->tlb.sets << 16 | hart->tlb.ways;
    case CSR_ISAREV: return 1;
    case CSR_TIME: return read_time(hart);
    case CSR_TIMEH: return hart->timeh;
    case CSR_TIMECMP: return (uint32_t)hart->timecmp;
    case CSR_TIMECMPH: return (uint32_t)(hart->timecmp >> 32);
    case CSR_PERFCTL: return hart->perfctl;
    case CSR_PERFSEL: return hart->perfsel;
    case CSR_PERFVAL: return read_perf(hart);
    case CSR_PERFVALH: return hart->perfvalh;
    default: return hart->tp; /* CSR_TP, the last: csr_check has refused other numbers */
    }
}

/* Registers whose writes change what the next instruction may do: the interpreter starts afresh behind them. */
static void write_control(struct hart *hart, uint32_t number, uint32_t value)
{
    switch (number) {
    case CSR_STATUS:
        if ((hart->status ^ value) & STATUS_USER)
            hart->user_since_ns = hart->time_ns + 1;
        hart->status = value & STATUS_WRITABLE;
        break;
    case CSR_IENABLE: hart->ienable = value & (1u << IRQ_TIMER | 1u << IRQ_IPI | 1u << IRQ_DEVICE); break;
    case CSR_ASID: hart->asid = value & TLBHI_ASID; break;
    case CSR_PERFCTL: hart->perfctl = value & PERFCTL_COUNT; break;
    case CSR_TIMECMP: hart->timecmp = (hart->timecmp & ~(uint64_t)0xffffffff) | value; break;
    default: hart->timecmp = (uint32_t)hart->timecmp | (uint64_t)value << 32; break;
    }
    hart->leave = true;
}

void csr_write(struct hart *hart, uint32_t number, uint32_t value)
{
    switch (number) {
    case CSR_CAUSE: hart->cause = value; break;
    case CSR_EPC: hart->epc = value; break;
    case CSR_BADVA: hart->badva = value; break;
    case CSR_TVEC: hart->tvec = value & ~3u; break;
    case CSR_RVEC: hart->rvec = value & ~3u; break;
    case CSR_SCRATCH0:
    case CSR_SCRATCH1:
    case CSR_SCRATCH2:
    case CSR_SCRATCH3: hart->scratch[number - CSR_SCRATCH0] = value; break;
    case CSR_PGDIR: hart->pgdir = value; break;
    case CSR_TLBHI: hart->tlbhi = value & ~(uint32_t)(PAGE_BYTES - 1 - TLBHI_ASID); break;
    case CSR_TLBLO: hart->tlblo = value; break;
    case CSR_TP: hart->tp = value; break;
    case CSR_PERFSEL: hart->perfsel = value; break;
    default: write_control(hart, number, value); break;
    }
}
