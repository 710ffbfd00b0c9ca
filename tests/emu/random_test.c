/* Random programs of every instruction, in kernel and user mode, with traps, interrupts, stores into code and hostile
 * control registers: the interpreter at full speed must agree, bit for bit, with itself one instruction at a time
 * without shadows; and nothing that they do may harm the host (this is what the sanitizers look at). */
#include "rig.h"

#define CODE_BYTES 0x4000u
#define ROUNDS     60u
#define INSNS      3000u

/* A random instruction of the table; its address registers are likely to point to RAM. */
static uint32_t random_word(uint64_t *random)
{
    if (rig_random(random) % 64 == 0)
        return rig_random(random);
    const struct isa_info *info;
    do
        info = &isa_table[1 + rig_random(random) % (OP_COUNT - 1)];
    while ((info->flags & ISA_PRIVILEGED) && rig_random(random) % 4);
    uint32_t word = info->match | (rig_random(random) & ~info->mask);
    bool has_near_target = info->off_bits > 0 && rig_random(random) % 8;
    for (unsigned i = 0; has_near_target && i < ISA_FIELDS_MAX && info->fields[i].letter; i++)
        if (info->fields[i].letter == 'o') {
            uint32_t mask = ((1u << info->fields[i].width) - 1) << info->fields[i].lo;
            uint32_t distance = rig_random(random) % 64 - 32;
            word = (word & ~mask) | (distance << info->fields[i].lo & mask);
        }
    return word;
}

static uint32_t random_value(uint64_t *random)
{
    switch (rig_random(random) % 8) {
    case 0: return rig_random(random);
    case 1: return rig_random(random) % 64;
    case 2: return (rig_random(random) % 16) << PAGE_SHIFT;
    case 3: return VA_LINEAR + RIG_CODE_PA + (rig_random(random) % CODE_BYTES & ~3u);
    case 4: return PA_DEVICES + rig_random(random) % 10 * PAGE_BYTES + rig_random(random) % 8 * 4;
    default: return VA_LINEAR + 0x100000 + (rig_random(random) % 0x10000 & ~7u);
    }
}

static void arrange(struct peach *machine, uint64_t random)
{
    struct hart *hart = rig_hart(machine);
    for (uint32_t at = 0; at < CODE_BYTES; at += 4)
        rig_set_word(machine, RIG_CODE_PA + at, random_word(&random));
    for (unsigned i = 1; i < 16; i++) {
        hart->r[i] = random_value(&random);
        hart->f[i] = (uint64_t)rig_random(&random) << 32 | rig_random(&random);
    }
    for (uint32_t page = 0; page < 16; page++)
        if (rig_random(&random) % 4)
            rig_map(machine, page << PAGE_SHIFT, rig_random(&random) % 2,
                    rig_random(&random) % 3 ? 0x100000 + (page << PAGE_SHIFT) : RIG_CODE_PA,
                    rig_random(&random) % 0x80 | TLB_V);
    hart->status = rig_random(&random) & STATUS_WRITABLE;
    for (uint32_t page = 0; page < CODE_BYTES >> PAGE_SHIFT; page++)
        rig_map(machine, RIG_CODE_VA + (page << PAGE_SHIFT), 0, RIG_CODE_PA + (page << PAGE_SHIFT),
                TLB_V | TLB_X | TLB_U | TLB_G);
    hart->pc = RIG_CODE_VA + (rig_random(&random) % CODE_BYTES & ~3u);
    hart->tvec = RIG_CODE_VA + (rig_random(&random) % CODE_BYTES & ~3u);
    hart->rvec = RIG_CODE_VA + (rig_random(&random) % CODE_BYTES & ~3u);
    hart->ienable = rig_random(&random) % 8;
    hart->timecmp = rig_random(&random) % (2 * INSNS);
}

static void same_by_steps(void **state)
{
    (void)state;
    uint64_t executed = 0;
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct peach *fast = rig_new(), *slow = rig_new();
        arrange(fast, round);
        arrange(slow, round);
        enum peach_stop fast_stop = rig_run(fast, INSNS), slow_stop = PEACH_LIMIT;
        for (unsigned i = 0; i < INSNS && slow_stop == PEACH_LIMIT; i++) {
            hart_shadow_forget_all(rig_hart(slow));
            slow_stop = rig_run(slow, 1);
        }
        assert_int_equal(fast_stop, slow_stop);
        assert_int_equal(peach_insns(fast), peach_insns(slow));
        assert_int_equal(rig_hart(fast)->pc, rig_hart(slow)->pc);
        assert_true(peach_hash(fast) == peach_hash(slow));
        assert_int_equal(rig_r(fast, 0), 0);
        executed += peach_insns(fast);
        peach_free(fast);
        peach_free(slow);
    }
    assert_true(executed > ROUNDS * INSNS / 10); /* most rounds get somewhere */
}

static void harmless(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 4 * ROUNDS; round++) {
        struct peach *machine = rig_new();
        arrange(machine, 1000 + round);
        for (unsigned i = 0; i < 4 && rig_run(machine, 10 * INSNS) == PEACH_LIMIT; i++)
            arrange(machine, 1000 * round + i);
        peach_free(machine);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_by_steps), cmocka_unit_test(harmless)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
