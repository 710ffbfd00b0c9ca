/* Performance counters: what they count, that a guest reads what the host does, and that counting changes nothing. */
#include "rig.h"

/* s0 rounds of 10 instructions: 2 loads, 2 stores, 1 atomic, 2 floating, 1 system, 1 integer, 1 branch. */
static const char mixed[] = "        li      a0, STATUS_FPU\n"
                            "        csrw    status, a0\n"
                            "        li      s1, 0x80100000\n"
                            "        li      s0, 1000\n"
                            "loop:   lw      a1, [s1]\n"
                            "        lwp     a1, a2, [s1 + 8]\n"
                            "        sw      a1, [s1]\n"
                            "        swp     a1, a2, [s1 + 8]\n"
                            "        amoadd  a1, [s1], zero\n"
                            "        fcvt.d.w f1, a1\n"
                            "        fadd.d  f1, f1, f1\n"
                            "        csrw    perfsel, s0\n"
                            "        addi    s0, s0, -1\n"
                            "        bnei    s0, 0, loop\n"
                            "        wfi\n";

static void classes_are_counted(void **state)
{
    (void)state;
    static const struct {
        unsigned counter;
        uint64_t least, most;
    } expected[] = {{PERF_LOAD, 2000, 2000},    {PERF_STORE, 2000, 2000},  {PERF_ATOMIC, 1000, 1000},
                    {PERF_FLOAT, 2000, 2000},   {PERF_SYSTEM, 1002, 1002}, {PERF_BRANCH, 1000, 1000},
                    {PERF_INTEGER, 1001, 1006}, {PERF_JUMP, 0, 0},         {PERF_TLB_LOOKUPS, 0, 0}};
    struct peach *machine = rig_new(), *plain = rig_new();
    rig_assemble(machine, mixed);
    rig_assemble(plain, mixed);
    peach_count(machine);
    assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_IDLE);
    assert_int_equal(peach_run(plain, UINT64_MAX), PEACH_IDLE);
    uint64_t sum = 0;
    for (unsigned i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_in_range(hart_perf(rig_hart(machine), expected[i].counter), expected[i].least, expected[i].most);
    for (unsigned i = 0; i < PERF_CLASS_COUNT; i++)
        sum += hart_perf(rig_hart(machine), PERF_CLASSES + i);
    assert_int_equal(sum, peach_insns(machine));
    assert_int_equal(peach_insns(machine), peach_insns(plain));
    assert_int_equal(hart_perf(rig_hart(plain), PERF_LOAD), 0);
    assert_memory_equal(rig_hart(machine)->r, rig_hart(plain)->r, 16 * sizeof(uint32_t));
    peach_free(machine);
    peach_free(plain);
}

/* Traps, TLB writes, evictions and lookups; an instruction that traps is not counted. */
static void traps_and_tlb(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    rig_assemble(machine, "        addpc   a0, refill\n"
                          "        csrw    rvec, a0\n"
                          "        li      a0, PERFCTL_COUNT\n"
                          "        csrw    perfctl, a0\n"
                          "        li      s0, 100\n"
                          "        li      s1, 0x400000\n" /* pages of one set, more than it has ways */
                          "loop:   lw      a1, [s1]\n"
                          "        li      a2, 0x100000\n"
                          "        add     s1, s1, a2\n"
                          "        addi    s0, s0, -1\n"
                          "        bnei    s0, 0, loop\n"
                          "        csrw    perfctl, zero\n"
                          "        li      a0, PERF_TRAPS + CAUSE_REFILL_LOAD\n"
                          "        csrw    perfsel, a0\n"
                          "        csrr    s2, perfval\n"
                          "        csrr    s3, perfvalh\n"
                          "        li      a0, PERF_TLB_LOOKUPS\n"
                          "        csrw    perfsel, a0\n"
                          "        csrr    s4, perfval\n"
                          "        li      a0, 9999\n"
                          "        csrw    perfsel, a0\n"
                          "        csrr    a5, perfval\n"
                          "        wfi\n"
                          "refill: li      a0, TLB_V | TLB_R\n"
                          "        tlbw    a0\n"
                          "        eret\n");
    assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_IDLE);
    assert_int_equal(rig_r(machine, 10), 100); /* s2 */
    assert_int_equal(rig_r(machine, 11), 0);   /* s3 */
    assert_int_equal(rig_r(machine, 12), 200); /* s4: each load missed once and hit once */
    assert_int_equal(rig_r(machine, 6), 0);    /* a5 */
    assert_int_equal(hart_perf(rig_hart(machine), PERF_LOAD), 100);
    assert_int_equal(hart_perf(rig_hart(machine), PERF_TLB_WRITES), 100);
    assert_int_equal(hart_perf(rig_hart(machine), PERF_TLB_EVICTIONS), 96);
    struct peach_stats stats;
    peach_stats(machine, &stats);
    assert_int_equal(stats.traps[CAUSE_REFILL_LOAD], 100);
    assert_int_equal(stats.tlb_evictions, 96);
    assert_int_equal(stats.tlb_lookups, 200);
    peach_free(machine);
}

/* Counts of user mode, exact at the moment of reading; user mode itself cannot read them. */
static void user_mode(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    rig_assemble(machine, "        addpc   a0, trap\n"
                          "        csrw    tvec, a0\n"
                          "        li      a0, STATUS_PUSER\n"
                          "        csrw    status, a0\n"
                          "        li      a0, 0x5000\n"
                          "        csrw    epc, a0\n"
                          "        eret\n"
                          "        nop\n"
                          "trap:   csrr    s0, cause\n"
                          "        li      a0, PERF_USER_INSNS\n"
                          "        csrw    perfsel, a0\n"
                          "        csrr    s1, perfval\n"
                          "        wfi\n");
    rig_map(machine, 0x5000, 0, 0x40000, TLB_V | TLB_R | TLB_X | TLB_U);
    struct insn nop = {.op = OP_ADDI}, read = {.op = OP_CSRR, .d = 1, .imm = CSR_PERFVAL};
    uint32_t word;
    assert_int_equal(isa_encode(&nop, &word), ISA_OK);
    for (uint32_t pa = 0x40000; pa < 0x40000 + 5 * 4; pa += 4)
        rig_set_word(machine, pa, word);
    assert_int_equal(isa_encode(&read, &word), ISA_OK);
    rig_set_word(machine, 0x40000 + 5 * 4, word);
    assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_IDLE);
    assert_int_equal(rig_r(machine, 8), CAUSE_PRIVILEGED);
    assert_int_equal(rig_r(machine, 9), 5);
    assert_int_equal(hart_perf(rig_hart(machine), PERF_INSNS), peach_insns(machine));
    peach_free(machine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_are_counted),
        cmocka_unit_test(traps_and_tlb),
        cmocka_unit_test(user_mode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
