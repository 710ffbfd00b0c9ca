/* The harts: life, turns, interrupts, single step. */
#include "cpu/hart.h"

#include <stdlib.h>
#include <string.h>

#include "isa/machine.h"

/* Longest stretch for the interpreter: its budget is kept as a distance between addresses. */
#define STRETCH_INSNS_MAX ((uint64_t)1 << 28)

static void ram_written(void *context, uint32_t pa, uint32_t length)
{
    struct cpu *cpu = context;
    code_written(&cpu->code, pa, length);
}

bool cpu_init(struct cpu *cpu, struct bus *bus, struct timeline *timeline, struct monitor *monitor,
              const struct peach_config *config)
{
    *cpu = (struct cpu){.bus = bus, .timeline = timeline, .monitor = monitor};
    if (!code_init(&cpu->code, &bus->memory))
        return false;
    cpu->harts = calloc(config->harts, sizeof *cpu->harts);
    if (!cpu->harts)
        return false;
    cpu->hart_count = config->harts;
    for (unsigned i = 0; i < config->harts; i++) {
        cpu->harts[i].cpu = cpu;
        cpu->harts[i].id = i;
        cpu->harts[i].stretch_ns = STRETCH_NONE;
        hart_status_tables(&cpu->harts[i]);
        if (!tlb_init(&cpu->harts[i].tlb, config->tlb_sets, config->tlb_ways))
            return false;
    }
    bus->ram_written = ram_written;
    bus->ram_context = cpu;
    cpu_reset(cpu);
    return true;
}

void cpu_fini(struct cpu *cpu)
{
    for (unsigned i = 0; i < cpu->hart_count; i++)
        tlb_fini(&cpu->harts[i].tlb);
    free(cpu->harts);
    code_fini(&cpu->code);
    *cpu = (struct cpu){0};
}

static void reset_hart(struct hart *hart)
{
    if (hart->status & STATUS_USER)
        hart_user_ends(hart, hart->time_ns);
    memset(hart->r, 0, sizeof hart->r);
    memset(hart->f, 0, sizeof hart->f);
    memset(hart->scratch, 0, sizeof hart->scratch);
    hart->pc = PA_ROM;
    hart->status = hart->cause = hart->epc = hart->badva = hart->tvec = hart->rvec = hart->ienable = 0;
    hart->pgdir = hart->asid = hart->tlbhi = hart->tlblo = hart->timeh = hart->tp = 0;
    hart->timecmp = UINT64_MAX;
    hart->perfsel = hart->perfvalh = 0; /* PERFCTL and the counters go on, as TIME does */
    hart->waits = false;
    tlb_reset(&hart->tlb);
    hart_tlb_invalidate_all(hart);
}

void cpu_reset(struct cpu *cpu)
{
    for (unsigned i = 0; i < cpu->hart_count; i++)
        reset_hart(&cpu->harts[i]);
}

static void walk_perf(struct hart *hart, struct state *state)
{
    struct perf *perf = &hart->perf;
    state_u32(state, &hart->perfctl);
    state_u32(state, &hart->perfsel);
    state_u32(state, &hart->perfvalh);
    for (unsigned i = 0; i < PERF_TRAPS_MAX; i++)
        state_u64(state, &perf->traps[i]);
    for (unsigned i = 0; i < 3; i++)
        state_u64(state, &perf->interrupts[i]);
    for (unsigned i = 0; i < PERF_CLASS_COUNT; i++)
        state_u64(state, &perf->classes[i]);
    state_u64(state, &perf->tlb_evictions);
    state_u64(state, &perf->tlb_fills);
    state_u64(state, &perf->tlb_lookups);
    uint64_t user_insns = hart_perf(hart, PERF_USER_INSNS);
    state_u64(state, &user_insns);
    if (!state_loads(state))
        return;
    hart->user_balance = user_insns;
    if (hart->status & STATUS_USER)
        hart_user_begins(hart, hart->time_ns);
}

static void walk_hart(struct hart *hart, struct state *state)
{
    hart->r[0] = 0;
    state_words(state, hart->r, R_DISCARD);
    state_u32(state, &hart->pc);
    for (unsigned i = 0; i < 16; i++)
        state_u64(state, &hart->f[i]);
    uint32_t *const controls[] = {&hart->status, &hart->cause,   &hart->epc,   &hart->badva, &hart->tvec,
                                  &hart->rvec,   &hart->ienable, &hart->pgdir, &hart->asid,  &hart->tlbhi,
                                  &hart->tlblo,  &hart->timeh,   &hart->tp};
    for (unsigned i = 0; i < sizeof controls / sizeof *controls; i++)
        state_u32(state, controls[i]);
    state_words(state, hart->scratch, 4);
    state_u64(state, &hart->timecmp);
    state_u64(state, &hart->time_ns);
    state_u64(state, &hart->insns);
    walk_perf(hart, state);
    state_bool(state, &hart->waits);
    tlb_walk(&hart->tlb, state);
    state_require(state, hart->asid <= TLBHI_ASID && (hart->status & ~(uint32_t)STATUS_WRITABLE) == 0 &&
                             !(hart->tlbhi & TLB_UNUSED));
    if (state_hashes(state))
        return;
    state_u64(state, &hart->trap_time_ns);
    state_index(state, &hart->barren_traps, BARREN_TRAPS_MAX + 2);
}

void cpu_walk(struct cpu *cpu, struct state *state)
{
    for (unsigned i = 0; i < cpu->hart_count; i++)
        walk_hart(&cpu->harts[i], state);
    if (state_loads(state))
        cpu_forget(cpu);
}

static void take_interrupt(struct hart *hart, uint32_t lines)
{
    uint32_t line = 0;
    while (!(lines >> line & 1))
        line++;
    hart_trap(hart, CAUSE_INTERRUPT | line, 0);
}

static uint64_t refills(const struct hart *hart)
{
    const uint64_t *traps = hart->perf.traps;
    return traps[CAUSE_REFILL_FETCH] + traps[CAUSE_REFILL_LOAD] + traps[CAUSE_REFILL_STORE];
}

/* Let at most budget instructions retire.  A stretch belongs to one process: reporting another one ends it. */
static void stretch(struct hart *hart, uint64_t budget)
{
    const struct cpu_engine *engine = &hart->cpu->engine;
    struct peach_process *process = hart->cpu->monitor->running[hart->id];
    uint64_t refills_before = refills(hart), syscalls_before = hart->perf.traps[CAUSE_SYSCALL];
    bool stepped = hart_is_stepped(hart);
    uint64_t before_ns = hart->time_ns;
    budget = stepped ? 1 : budget < STRETCH_INSNS_MAX ? budget : STRETCH_INSNS_MAX;
    hart->stretch_ns = before_ns;
    if (hart->perfctl & PERFCTL_COUNT)
        hart_execute_counting(hart, budget);
    else if (engine->run && !stepped)
        engine->run(engine->context, hart, budget);
    else
        hart_execute(hart, budget);
    hart->insns += hart->time_ns - before_ns;
    hart->stretch_ns = STRETCH_NONE;
    if (process) {
        process->refills += refills(hart) - refills_before;
        process->syscalls += hart->perf.traps[CAUSE_SYSCALL] - syscalls_before;
    }
    if (stepped && hart->time_ns != before_ns)
        hart_trap(hart, CAUSE_STEP, 0);
}

/* A waiting hart sleeps until its timer or until end_ns; false when it still waits. */
static bool wake(struct hart *hart, uint64_t end_ns)
{
    if (hart_pending(hart) & hart->ienable) {
        hart->waits = false;
        return true;
    }
    bool timer = hart->ienable >> IRQ_TIMER & 1;
    if (timer && hart->timecmp < end_ns) {
        hart->time_ns = hart->timecmp;
        hart->waits = false;
        return true;
    }
    hart->time_ns = end_ns;
    return false;
}

void hart_run(struct hart *hart, uint64_t end_ns, uint64_t insns)
{
    const struct cpu *cpu = hart->cpu;
    bool alone = cpu->hart_count == 1;
    uint64_t first = hart->insns;
    cpu->monitor->hart = hart->id;
    while (hart->time_ns < end_ns && hart->insns - first < insns && cpu->bus->stop == BUS_RUN) {
        if (hart->waits && (alone || !wake(hart, end_ns)))
            return;
        uint32_t admitted = hart_pending(hart) & hart->ienable;
        if ((hart->status & STATUS_IE) && admitted)
            take_interrupt(hart, admitted);
        uint64_t left = insns - (hart->insns - first);
        uint64_t until_ns = left < end_ns - hart->time_ns ? hart->time_ns + left : end_ns;
        if (hart->timecmp > hart->time_ns && hart->timecmp < until_ns)
            until_ns = hart->timecmp;
        if (alone && cpu->timeline->next_ns < until_ns)
            until_ns = cpu->timeline->next_ns;
        if (until_ns <= hart->time_ns)
            return;
        cpu_drop_idle_code(hart->cpu);
        stretch(hart, until_ns - hart->time_ns);
    }
}
