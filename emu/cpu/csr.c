/* Control registers (isa/csr.def). */
#include "isa/csr.h"

#include "cpu/hart.h"

#include <stddef.h>
#include <string.h>

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
    case PERF_INSNS: return hart->insns + (hart->stretch_ns == STRETCH_NONE ? 0 : hart->time_ns - hart->stretch_ns);
    case PERF_USER_INSNS:
        return hart->user_balance + (hart->status & STATUS_USER ? hart->time_ns - hart->fast.deadline_ns : 0);
    case PERF_TLB_WRITES: return perf->tlb_evictions + perf->tlb_fills;
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

/* Registers that are words of struct hart. */
static const struct csr_field fields[] = {
#define FIELD(member, written)                       \
    {                                                \
        offsetof(struct hart, member), true, written \
    }
    [CSR_STATUS] = FIELD(status, 0),
    [CSR_CAUSE] = FIELD(cause, ~0u),
    [CSR_EPC] = FIELD(epc, ~0u),
    [CSR_BADVA] = FIELD(badva, ~0u),
    [CSR_TVEC] = FIELD(tvec, ~3u),
    [CSR_RVEC] = FIELD(rvec, ~3u),
    [CSR_IENABLE] = FIELD(ienable, 0),
    [CSR_SCRATCH0] = FIELD(scratch[0], ~0u),
    [CSR_SCRATCH1] = FIELD(scratch[1], ~0u),
    [CSR_SCRATCH2] = FIELD(scratch[2], ~0u),
    [CSR_SCRATCH3] = FIELD(scratch[3], ~0u),
    [CSR_PGDIR] = FIELD(pgdir, ~0u),
    [CSR_ASID] = FIELD(asid, 0),
    [CSR_TLBHI] = FIELD(tlbhi, ~(uint32_t)(PAGE_BYTES - 1 - TLBHI_ASID)),
    [CSR_TLBLO] = FIELD(tlblo, ~0u),
    [CSR_HARTID] = FIELD(id, 0),
    [CSR_TIMEH] = FIELD(timeh, 0),
    [CSR_PERFCTL] = FIELD(perfctl, 0),
    [CSR_PERFSEL] = FIELD(perfsel, ~0u),
    [CSR_PERFVALH] = FIELD(perfvalh, 0),
    [CSR_TP] = FIELD(tp, ~0u),
#undef FIELD
};

const struct csr_field *csr_field(uint32_t number)
{
    bool known = number < sizeof fields / sizeof *fields && fields[number].known;
    return known ? &fields[number] : NULL;
}

uint32_t csr_read(struct hart *hart, uint32_t number)
{
    const struct csr_field *field = csr_field(number);
    if (field) {
        uint32_t value;
        memcpy(&value, (const char *)hart + field->offset, sizeof value);
        return value;
    }
    switch (number) {
    case CSR_IPENDING: return hart_pending(hart);
    case CSR_TLBSHAPE: return hart->tlb.sets << 16 | hart->tlb.ways;
    case CSR_ISAREV: return 1;
    case CSR_TIME: return read_time(hart);
    case CSR_TIMECMP: return (uint32_t)hart->timecmp;
    case CSR_TIMECMPH: return (uint32_t)(hart->timecmp >> 32);
    default: return read_perf(hart); /* CSR_PERFVAL, the last: csr_check has refused other numbers */
    }
}

/* Registers whose writes change what the next instruction may do: the interpreter starts afresh behind them. */
static void write_control(struct hart *hart, uint32_t number, uint32_t value)
{
    switch (number) {
    case CSR_STATUS:
        if ((hart->status ^ value) & STATUS_USER)
            hart_user_begins(hart, hart->time_ns + 1);
        hart->status = value & STATUS_WRITABLE;
        break;
    case CSR_IENABLE: hart->ienable = value & (1u << IRQ_TIMER | 1u << IRQ_IPI | 1u << IRQ_DEVICE); break;
    case CSR_ASID:
        hart->asid = value & TLBHI_ASID;
        hart->fast.missed = NULL;
        break;
    case CSR_PERFCTL: hart->perfctl = value & PERFCTL_COUNT; break;
    case CSR_TIMECMP: hart->timecmp = (hart->timecmp & ~(uint64_t)0xffffffff) | value; break;
    default: hart->timecmp = (uint32_t)hart->timecmp | (uint64_t)value << 32; break;
    }
    hart->leave = true;
}

void csr_write(struct hart *hart, uint32_t number, uint32_t value)
{
    const struct csr_field *field = csr_field(number);
    if (!field || !field->written) {
        write_control(hart, number, value);
        return;
    }
    if (number == CSR_TLBHI)
        hart->fast.missed = NULL;
    value &= field->written;
    memcpy((char *)hart + field->offset, &value, sizeof value);
}
