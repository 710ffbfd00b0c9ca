/* Equal runs: the same calls give the same state, however the run is cut into pieces, watched or not, with one hart or
 * eight. */
#include "rig.h"

/* Random stores, atomics, timer interrupts and device accesses; every hart has its own seed from the shared generator.
 */
static const char busy[] = "        addpc   a0, handler\n"
                           "        csrw    tvec, a0\n"
                           "        csrr    s4, hartid\n"
                           "        li      a0, 777\n"
                           "        csrw    timecmp, a0\n"
                           "        csrw    timecmph, zero\n"
                           "        li      a0, 1 << IRQ_TIMER | 1 << IRQ_IPI\n"
                           "        csrw    ienable, a0\n"
                           "        li      a0, STATUS_IE | STATUS_FPU\n"
                           "        csrw    status, a0\n"
                           "        li      s0, PA_RNG\n"
                           "        li      s1, 0x80100000\n"
                           "loop:   lw      a1, [s0]\n"
                           "        extu    a2, a1, 4, 10\n"
                           "        shadd   a2, s1, a2, 2\n"
                           "        amoadd  a3, [a2], a1\n"
                           "        sw      a3, [a2 + 4]\n"
                           "        fcvt.d.w f1, a3\n"
                           "        fsqrt.d f2, f1\n"
                           "        fadd.d  f3, f3, f2\n"
                           "        extu    a4, a1, 20, 5\n"
                           "1:      addi    a4, a4, -1\n"
                           "        bgei    a4, 0, 1b\n"
                           "        extu    a4, a1, 26, 6\n"
                           "        bnei    a4, 0, 2f\n"
                           "        li      a5, PA_INTC\n"
                           "        extu    a4, a1, 8, 8\n"
                           "        sw      a4, [a5 + INTC_IPI_SEND]\n"
                           "2:      bnei    a4, 1, loop\n"
                           "        wfi\n"
                           "        j       loop\n"
                           "handler:\n"
                           "        csrr    a0, time\n"
                           "        addi    a0, a0, 700\n"
                           "        csrw    timecmp, a0\n"
                           "        csrr    a0, timeh\n"
                           "        csrw    timecmph, a0\n"
                           "        li      a0, PA_INTC\n"
                           "        li      a4, 1\n"
                           "        sll     a4, a4, s4\n"
                           "        sw      a4, [a0 + INTC_IPI_CLEAR]\n"
                           "        addi    s2, s2, 1\n"
                           "        eret\n";

static struct peach *machine_with(unsigned harts)
{
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 4u << 20;
    config.harts = harts;
    struct peach *machine = rig_new_with(&config);
    rig_assemble(machine, busy);
    return machine;
}

static void count(void *context, const struct peach_event *event)
{
    (void)event;
    ++*(unsigned *)context;
}

static void equal_runs(unsigned harts)
{
    struct peach *whole = machine_with(harts), *pieces = machine_with(harts), *other = machine_with(harts);
    unsigned events = 0;
    uint64_t random = harts;
    assert_true(peach_subscribe(pieces, PEACH_EVENT_ALL, count, &events));
    assert_int_equal(peach_run(whole, 3000000), PEACH_TIME);
    while (peach_time_ns(pieces) < 3000000) {
        uint64_t until = peach_time_ns(pieces) + 1 + rig_random(&random) % 5000;
        peach_run(pieces, until < 3000000 ? until : 3000000);
    }
    assert_true(events > 0);
    assert_int_equal(peach_insns(whole), peach_insns(pieces));
    assert_true(peach_hash(whole) == peach_hash(pieces));
    assert_int_equal(peach_run(other, 3000001 + 1000), PEACH_TIME);
    assert_true(peach_hash(whole) != peach_hash(other));
    for (unsigned i = 0; i < harts; i++)
        assert_true(whole->cpu.harts[i].r[10] > 100); /* interrupts were taken */
    peach_free(whole);
    peach_free(pieces);
    peach_free(other);
}

/* A run that stops at a limit, in the middle of a turn, goes on as if it had not: harts that wait sleep no less. */
static void limits_leave_no_trace(void **state)
{
    (void)state;
    for (unsigned harts = 1; harts <= 8; harts++) {
        struct peach *whole = machine_with(harts), *pieces = machine_with(harts);
        uint64_t random = harts, limit = 0;
        assert_int_equal(peach_run(whole, 1000000), PEACH_TIME);
        do
            peach_set_limit(pieces, limit += 1 + rig_random(&random) % 700);
        while (peach_run(pieces, 1000000) == PEACH_LIMIT);
        assert_int_equal(peach_insns(whole), peach_insns(pieces));
        assert_true(peach_hash(whole) == peach_hash(pieces));
        peach_free(whole);
        peach_free(pieces);
    }
}

static void one_hart(void **state)
{
    (void)state;
    equal_runs(1);
}

static void three_harts(void **state)
{
    (void)state;
    equal_runs(3);
}

static void eight_harts(void **state)
{
    (void)state;
    equal_runs(8);
}

/* Every bit of state that a guest can see is in the hash. */
static void hash_sees_everything(void **state)
{
    (void)state;
    struct peach *machine = machine_with(2);
    peach_run(machine, 100000);
    uint64_t before = peach_hash(machine);
    struct hart *hart = &machine->cpu.harts[1];
    uint32_t *const words[] = {&hart->r[5],    &hart->pc,         &hart->status, &hart->cause,
                               &hart->epc,     &hart->badva,      &hart->tvec,   &hart->rvec,
                               &hart->ienable, &hart->scratch[3], &hart->pgdir,  &hart->asid,
                               &hart->tlbhi,   &hart->tlblo,      &hart->timeh,  &hart->tp};
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
        *words[i] ^= 0x10;
        assert_true(peach_hash(machine) != before);
        *words[i] ^= 0x10;
    }
    machine->bus.memory.ram[123456] ^= 1;
    assert_true(peach_hash(machine) != before);
    machine->bus.memory.ram[123456] ^= 1;
    rig_read(machine, PA_RNG);
    assert_true(peach_hash(machine) != before);
    peach_free(machine);
}

/* Spin locks by compare-and-swap keep a counter right on several harts. */
static void locks_hold(void **state)
{
    (void)state;
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 4u << 20;
    config.harts = 4;
    struct peach *machine = rig_new_with(&config);
    rig_assemble(machine, "        li      s0, 0x80100000\n"
                          "        li      s1, 500\n"
                          "        li      a5, 1\n"
                          "again:  cas     a0, [s0], zero, a5\n"
                          "        bnei    a0, 0, again\n"
                          "        lw      a1, [s0 + 4]\n"
                          "        addi    a1, a1, 1\n"
                          "        sw      a1, [s0 + 4]\n"
                          "        fence\n"
                          "        sw      zero, [s0]\n"
                          "        addi    s1, s1, -1\n"
                          "        bnei    s1, 0, again\n"
                          "        wfi\n");
    assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_IDLE);
    assert_int_equal(rig_word(machine, 0x100004), 2000);
    peach_free(machine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_hart),    cmocka_unit_test(three_harts),
        cmocka_unit_test(eight_harts), cmocka_unit_test(hash_sees_everything),
        cmocka_unit_test(locks_hold),  cmocka_unit_test(limits_leave_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
