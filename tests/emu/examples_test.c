/* Every worked example of insns.isa, executed by the interpreter itself, and by the translator. */
#include "rig.h"

#include "isa/csr.h"
#include "isa/examples.h"

static struct peach *machine_of_one_set(void)
{
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 1u << 20;
    config.tlb_sets = 1;
    config.tlb_ways = 64;
    return rig_new_with(&config);
}

/* Map a page of the example to the same physical address, once. */
static void map(struct hart *hart, uint32_t va, uint32_t flags)
{
    struct tlb_entry old;
    if (tlb_find(&hart->tlb, va, hart->asid) < 0)
        tlb_write(&hart->tlb, va & ~0xfffu, (va & ~0xfffu) | TLB_V | TLB_G | flags, &old);
}

static void set_csr(struct hart *hart, uint32_t number, uint32_t value)
{
    if (number == CSR_IPENDING)
        hart->timecmp = value ? 0 : UINT64_MAX;
    else
        csr_write(hart, number, value);
}

static void arrange(struct peach *machine, const struct isa_example *example)
{
    struct hart *hart = &machine->cpu.harts[0];
    struct tlb_entry old;
    hart->status = STATUS_FPU;
    for (const struct isa_state *s = example->before; s->kind != STATE_END; s++) {
        if (s->kind == STATE_R)
            hart->r[s->index] = (uint32_t)s->value;
        else if (s->kind == STATE_F)
            hart->f[s->index] = s->value;
        else if (s->kind == STATE_M32)
            rig_set_word(machine, s->index, (uint32_t)s->value);
        else if (s->kind == STATE_CSR)
            set_csr(hart, s->index, (uint32_t)s->value);
        else if (s->kind == STATE_TLB)
            tlb_write(&hart->tlb, s->index, (uint32_t)s->value, &old);
    }
    hart->pc = example->pc;
    map(hart, example->pc, TLB_X | (hart->status & STATUS_USER ? TLB_U : 0));
    for (const struct isa_state *s = example->after; s->kind != STATE_END; s++)
        if (s->kind == STATE_M32)
            map(hart, s->index, TLB_R | TLB_W | TLB_D);
    for (const struct isa_state *s = example->before; s->kind != STATE_END; s++)
        if (s->kind == STATE_M32)
            map(hart, s->index, TLB_R | TLB_W | TLB_D);
    uint32_t word;
    assert_int_equal(isa_encode(&example->insn, &word), ISA_OK);
    rig_set_word(machine, example->pc, word);
}

static uint64_t found(struct peach *machine, const struct isa_state *s)
{
    struct hart *hart = &machine->cpu.harts[0];
    switch (s->kind) {
    case STATE_R: return hart->r[s->index];
    case STATE_F: return hart->f[s->index];
    case STATE_PC: return hart->pc;
    case STATE_M32: return rig_word(machine, s->index);
    case STATE_CSR: return csr_read(hart, s->index);
    case STATE_TRAP: return hart->cause;
    default: {
        int index = tlb_find(&hart->tlb, s->index, s->index & TLBHI_ASID);
        return index < 0 ? 0 : tlb_entry(&hart->tlb, (unsigned)index)->lo & ~TLB_SHADOWED;
    }
    }
}

static bool traps(const struct isa_example *example)
{
    for (const struct isa_state *s = example->after; s->kind != STATE_END; s++)
        if (s->kind == STATE_TRAP)
            return true;
    return false;
}

/* Every instruction a block of its own, translated when it is first met.  False: this host has no translator. */
static bool translate_all(struct peach *machine)
{
    struct jit_options options;
    jit_options_default(&options);
    options.hot = 0;
    options.block_insns = 1;
    jit_free(machine->jit);
    machine->jit = jit_new(&machine->cpu, &options);
    return machine->jit;
}

static void stop_hart(void *context, const struct peach_event *event)
{
    struct hart *hart = context;
    (void)event;
    hart->leave = true;
}

static void hold(bool translated)
{
    for (unsigned i = 0; i < isa_example_count; i++) {
        const struct isa_example *example = &isa_examples[i];
        struct peach *machine = machine_of_one_set();
        const struct cpu_engine *engine = &machine->cpu.engine;
        if (translated && !translate_all(machine))
            skip();
        struct hart *hart = &machine->cpu.harts[0];
        arrange(machine, example);
        peach_subscribe(machine, 1u << PEACH_EVENT_TRAP, stop_hart, hart);
        if (translated)
            engine->run(engine->context, hart, 1);
        else
            hart_execute(hart, 1);
        assert_int_equal(hart->time_ns, traps(example) ? 0 : 1);
        struct jit_stats stats;
        jit_stats(machine->jit, &stats);
        assert_true(!translated || stats.blocks > 0);
        for (const struct isa_state *s = example->after; s->kind != STATE_END; s++)
            if (found(machine, s) != s->value)
                fail_msg("%s: item %d is 0x%llx", example->text, (int)(s - example->after),
                         (unsigned long long)found(machine, s));
        peach_free(machine);
    }
}

static void examples_hold(void **state)
{
    (void)state;
    hold(false);
}

static void examples_hold_translated(void **state)
{
    (void)state;
    hold(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(examples_hold), cmocka_unit_test(examples_hold_translated)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
