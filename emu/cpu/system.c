/* Traps, and the instructions that act on the hart itself. */
#include "cpu/hart.h"

#include "isa/machine.h"

#define SYSCALL_REGISTER 7 /* t0: docs/abi.md */

static void tell(struct hart *hart, struct peach_event event)
{
    hart->cpu->timeline->now_ns = hart->time_ns;
    monitor_emit(hart->cpu->monitor, event);
}

/* The event is not even made up when nobody wants it. */
#define EMIT(hart, number, ...)                                              \
    do {                                                                     \
        if (monitor_wants((hart)->cpu->monitor, number))                     \
            tell(hart, (struct peach_event){.kind = (number), __VA_ARGS__}); \
    } while (0)

static bool is_refill(uint32_t cause)
{
    return cause >= CAUSE_REFILL_FETCH && cause <= CAUSE_REFILL_STORE;
}

static bool is_tlb_cause(uint32_t cause)
{
    return cause >= CAUSE_REFILL_FETCH && cause <= CAUSE_CLEAN_STORE;
}

static bool sets_badva(uint32_t cause)
{
    return cause == CAUSE_ILLEGAL || (cause >= CAUSE_MISALIGNED_FETCH && cause <= CAUSE_BUS_STORE);
}

/* Status after a trap: IE and USER move to their stacked copies. */
static uint32_t stacked(uint32_t status)
{
    uint32_t kept = status & (STATUS_FPU | STATUS_STEP);
    return kept | (status & STATUS_IE ? STATUS_PIE : 0) | (status & STATUS_USER ? STATUS_PUSER : 0);
}

/* Status after an eret: they come back. */
static uint32_t unstacked(uint32_t status)
{
    uint32_t kept = status & (STATUS_FPU | STATUS_STEP | STATUS_PIE | STATUS_PUSER);
    return kept | (status & STATUS_PIE ? STATUS_IE : 0) | (status & STATUS_PUSER ? STATUS_USER : 0);
}

void hart_status_tables(struct hart *hart)
{
    for (uint32_t status = 0; status <= STATUS_WRITABLE; status++) {
        hart->status_trapped[status] = (uint8_t)stacked(status);
        hart->status_returned[status] = (uint8_t)unstacked(status);
    }
}

static void count_trap(struct hart *hart, uint32_t cause)
{
    struct monitor *monitor = hart->cpu->monitor;
    if (cause & CAUSE_INTERRUPT) {
        uint32_t line = cause & ~CAUSE_INTERRUPT;
        hart->perf.interrupts[line]++;
        EMIT(hart, PEACH_EVENT_INTERRUPT, .a = line, .b = hart->epc);
        return;
    }
    hart->perf.traps[cause]++;
    if (cause == CAUSE_SYSCALL) {
        uint32_t number = hart->r[SYSCALL_REGISTER];
        if (number < PEACH_SYSCALLS)
            monitor->stats.syscalls[number]++;
        else
            monitor->stats.syscalls_other++;
        EMIT(hart, PEACH_EVENT_SYSCALL, .a = number, .b = hart->r[1], .c = hart->r[2], .d = hart->r[3]);
    } else if (is_refill(cause)) {
        EMIT(hart, PEACH_EVENT_REFILL, .a = hart->badva, .b = cause, .c = hart->epc);
    }
    EMIT(hart, PEACH_EVENT_TRAP, .a = cause, .b = hart->epc, .c = hart->badva);
}

/* A hart whose handlers trap again and again before they retire an instruction would hold time still for ever.  Traps
 * of user mode need not be counted: each leads to the kernel. */
static void check_progress(struct hart *hart)
{
    if (hart->trap_time_ns != hart->time_ns) {
        hart->trap_time_ns = hart->time_ns;
        hart->barren_traps = 0;
    }
    if (++hart->barren_traps <= BARREN_TRAPS_MAX)
        return;
    hart->cpu->bus->stop = BUS_STUCK;
    hart->cpu->bus->stop_code = hart->cause;
    hart->leave = true;
}

void hart_trap(struct hart *hart, uint32_t cause, uint32_t badva)
{
    bool user = hart->status & STATUS_USER;
    if (user)
        hart_user_ends(hart, hart->time_ns);
    if (hart_is_stepped(hart))
        hart->leave = true;
    hart->fast.traps++;
    hart->cause = cause;
    hart->epc = hart->pc;
    if (sets_badva(cause))
        hart->badva = badva;
    hart->fast.missed = NULL;
    if (is_tlb_cause(cause))
        hart->tlbhi = (badva & ~(uint32_t)(PAGE_BYTES - 1)) | hart->asid;
    hart->status = stacked(hart->status);
    hart->pc = is_refill(cause) ? hart->rvec : hart->tvec;
    count_trap(hart, cause);
    if (!user)
        check_progress(hart);
}

void hart_eret(struct hart *hart)
{
    hart->status = unstacked(hart->status);
    hart->pc = hart->epc;
    if (hart->status & STATUS_USER) {
        hart_user_begins(hart, hart->time_ns + 1);
        if (hart->status & STATUS_STEP)
            hart->leave = true;
    }
    if ((hart->status & STATUS_IE) && (hart_pending(hart) & hart->ienable))
        hart->leave = true;
    EMIT(hart, PEACH_EVENT_ERET, .a = hart->pc, .b = hart->status);
}

void hart_wfi(struct hart *hart)
{
    if (hart_pending(hart) & hart->ienable)
        return;
    hart->waits = true;
    hart->leave = true;
}

void hart_mark(struct hart *hart, uint32_t number)
{
    EMIT(hart, PEACH_EVENT_MARK, .a = number, .b = hart->r[1]);
}

/* May code have run through a TLB entry? */
static bool maps_code(const struct hart *hart, uint32_t lo)
{
    return (lo & TLB_X) && code_find(&hart->cpu->code, lo);
}

/* The same for all entries of a page, whatever their ASID. */
static bool page_maps_code(const struct hart *hart, uint32_t va)
{
    const struct tlb_set *set = tlb_set(&hart->tlb, tlb_set_of(&hart->tlb, va));
    for (unsigned way = 0; way < hart->tlb.ways; way++)
        if (tlb_same_page(&set->entries[way], va) && maps_code(hart, set->entries[way].lo))
            return true;
    return false;
}

void hart_tlb_write(struct hart *hart, uint32_t lo)
{
    struct tlb_entry old;
    uint32_t stored = lo & ~TLB_SHADOWED;
    bool loses_code = (stored & TLB_G) && page_maps_code(hart, hart->tlbhi);
    unsigned index = tlb_write(&hart->tlb, hart->tlbhi, stored, &old);
    bool was_used = tlb_is_used(&old);
    hart->fast.missed = NULL;
    if (stored & TLB_G)
        hart_shadow_forget(hart, hart->tlbhi, ~(uint32_t)0); /* of all entries that it replaces */
    else if (tlb_same_page(&old, hart->tlbhi))
        hart_shadow_forget(hart, hart->tlbhi, old.lo);
    if (loses_code || (was_used && maps_code(hart, old.lo)))
        hart_code_unmapped(hart);
    if (was_used && (old.lo & TLB_V) && old.hi != hart->tlbhi) {
        hart_shadow_forget(hart, old.hi, old.lo);
        hart->perf.tlb_evictions++;
        EMIT(hart, PEACH_EVENT_TLB_EVICT, .a = old.hi, .b = old.lo & ~TLB_SHADOWED, .c = index);
    } else {
        hart->perf.tlb_fills++;
    }
    if (hart->status & STATUS_PUSER)
        hart_shadow_expect(hart, hart->tlbhi, stored);
    EMIT(hart, PEACH_EVENT_TLB_WRITE, .a = hart->tlbhi, .b = stored, .c = index);
}

uint32_t hart_tlb_probe(const struct hart *hart, uint32_t va)
{
    return (uint32_t)tlb_find(&hart->tlb, va, hart->asid);
}

void hart_tlb_read(struct hart *hart, uint32_t index)
{
    const struct tlb_entry *entry = tlb_entry(&hart->tlb, index % (hart->tlb.sets * hart->tlb.ways));
    hart->fast.missed = NULL;
    hart->tlbhi = tlb_is_used(entry) ? entry->hi : 0;
    hart->tlblo = tlb_is_used(entry) ? entry->lo & ~TLB_SHADOWED : 0;
}

void hart_tlb_invalidate_all(struct hart *hart)
{
    hart_code_unmapped(hart);
    tlb_invalidate_all(&hart->tlb);
    hart_shadow_forget_all(hart);
}

void hart_tlb_invalidate_asid(struct hart *hart, uint32_t asid)
{
    hart_code_unmapped(hart);
    tlb_invalidate_asid(&hart->tlb, asid & TLBHI_ASID);
    hart_shadow_forget_asid(hart, asid & TLBHI_ASID);
}

void hart_tlb_invalidate_va(struct hart *hart, uint32_t va, uint32_t asid)
{
    int index = tlb_find(&hart->tlb, va, asid & TLBHI_ASID);
    if (index < 0)
        return;
    struct tlb_entry old = *tlb_entry(&hart->tlb, (unsigned)index);
    if (maps_code(hart, old.lo))
        hart_code_unmapped(hart);
    tlb_invalidate_va(&hart->tlb, va, asid & TLBHI_ASID);
    hart_shadow_forget(hart, old.hi, old.lo);
}
