/* Looking inside: registers, memory, translations, TLB, events; looking changes nothing. */
#include "rig.h"

static void registers_and_harts(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    struct peach_hart hart;
    rig_assemble(machine, "li a0, 5\n li a1, 0x3f800000\n li a2, STATUS_FPU\n csrw status, a2\n fmvw f2, a1\n wfi\n");
    assert_int_equal(rig_run(machine, 100), PEACH_IDLE);
    assert_true(peach_inspect(machine, 0, &hart));
    assert_int_equal(hart.r[1], 5);
    assert_true(hart.f[2] == 0x3f800000);
    assert_int_equal(hart.status, STATUS_FPU);
    assert_true(hart.waits);
    assert_int_equal(hart.insns, peach_insns(machine));
    assert_int_equal(peach_next_event_ns(machine), UINT64_MAX);
    assert_false(peach_inspect(machine, 1, &hart));
    peach_free(machine);
}

static void memory_bounds(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    uint8_t bytes[8192];
    uint32_t end = 4u << 20;
    assert_true(peach_read_memory(machine, end - 8, bytes, 8));
    assert_false(peach_read_memory(machine, end - 8, bytes, 9));
    assert_false(peach_read_memory(machine, 0xfffffffc, bytes, 8));
    assert_true(peach_read_memory(machine, PA_ROM + ROM_BYTES - 8192, bytes, 8192));
    assert_true(peach_read_memory(machine, PA_VRAM + 4095, bytes, 2));
    assert_false(peach_read_memory(machine, PA_INFO, bytes, 4));
    assert_false(peach_write_memory(machine, PA_ROM, bytes, 4));
    assert_false(peach_write_memory(machine, end - 4, bytes, 5));
    assert_false(peach_write_memory(machine, 4, bytes, SIZE_MAX));
    memset(bytes, 0x5a, sizeof bytes);
    assert_true(peach_write_memory(machine, 4092, bytes, 4100));
    memset(bytes, 0, sizeof bytes);
    assert_true(peach_read_memory(machine, 4091, bytes, 4102));
    assert_int_equal(bytes[0], 0);
    assert_int_equal(bytes[1], 0x5a);
    assert_int_equal(bytes[4100], 0x5a);
    assert_int_equal(bytes[4101], 0);
    peach_free(machine);
}

static void translations_and_tlb(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    struct peach_tlb_entry entries[1024];
    unsigned sets, ways;
    uint32_t pa;
    rig_map(machine, 0x12345000, 7, 0x00042000, TLB_V | TLB_R);
    assert_false(peach_translate(machine, 0, 0x12345678, &pa));
    rig_hart(machine)->asid = 7;
    assert_true(peach_translate(machine, 0, 0x12345678, &pa));
    assert_int_equal(pa, 0x00042678);
    assert_true(peach_translate(machine, 0, VA_LINEAR + 5, &pa));
    assert_int_equal(pa, 5);
    assert_false(peach_translate(machine, 9, VA_LINEAR, &pa));
    peach_tlb_shape(machine, &sets, &ways);
    assert_int_equal(sets * ways, 1024);
    assert_int_equal(peach_tlb(machine, 0, entries, 1024), 1024);
    assert_int_equal(entries[0x45 * ways].hi, 0x12345007);
    assert_int_equal(entries[0x45 * ways].lo, 0x00042000 | TLB_V | TLB_R);
    assert_int_equal(entries[0x45 * ways + 1].lo, 0);
    assert_int_equal(peach_tlb(machine, 0, entries, 3), 3);
    assert_int_equal(peach_tlb(machine, 1, entries, 3), 0);
    peach_free(machine);
}

static void frames_have_bounds(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    struct peach_frame frames[8];
    assert_int_equal(peach_frame_count(machine), 1024);
    assert_int_equal(peach_frames(machine, 1020, frames, 8), 4);
    assert_int_equal(peach_frames(machine, 1024, frames, 8), 0);
    assert_int_equal(peach_frames(machine, SIZE_MAX, frames, 8), 0);
    assert_int_equal(peach_running(machine, 99), 0);
    peach_free(machine);
}

struct log {
    uint8_t kinds[64];
    unsigned count;
};

static void remember(void *context, const struct peach_event *event)
{
    struct log *log = context;
    if (log->count < sizeof log->kinds)
        log->kinds[log->count++] = event->kind;
}

static void events_come_in_order_and_only_as_asked(void **state)
{
    (void)state;
    struct peach *watched = rig_new(), *alone = rig_new();
    struct log all = {.count = 0}, marks = {.count = 0};
    static const char program[] = "        addpc   a0, handler\n"
                                  "        csrw    tvec, a0\n"
                                  "        csrw    rvec, a0\n"
                                  "        mark    1\n"
                                  "        li      t0, 20\n"
                                  "        syscall\n"
                                  "        lw      a1, [zero]\n"
                                  "        mark    2\n"
                                  "        wfi\n"
                                  "handler:\n"
                                  "        csrr    a1, epc\n"
                                  "        addi    a1, a1, 4\n"
                                  "        csrw    epc, a1\n"
                                  "        eret\n";
    static const uint8_t expected[] = {PEACH_EVENT_MARK,   PEACH_EVENT_SYSCALL, PEACH_EVENT_TRAP, PEACH_EVENT_ERET,
                                       PEACH_EVENT_REFILL, PEACH_EVENT_TRAP,    PEACH_EVENT_ERET, PEACH_EVENT_MARK};
    rig_assemble(watched, program);
    rig_assemble(alone, program);
    assert_true(peach_subscribe(watched, PEACH_EVENT_ALL, remember, &all));
    assert_true(peach_subscribe(watched, 1u << PEACH_EVENT_MARK, remember, &marks));
    assert_int_equal(rig_run(watched, 100), PEACH_IDLE);
    assert_int_equal(rig_run(alone, 100), PEACH_IDLE);
    assert_int_equal(all.count, sizeof expected);
    assert_memory_equal(all.kinds, expected, sizeof expected);
    assert_int_equal(marks.count, 2);
    assert_true(peach_hash(watched) == peach_hash(alone));
    for (unsigned i = 2; i < MONITOR_LISTENERS_MAX; i++)
        assert_true(peach_subscribe(watched, 0, remember, &all));
    assert_false(peach_subscribe(watched, 0, remember, &all));
    struct peach_stats stats;
    peach_stats(watched, &stats);
    assert_int_equal(stats.syscalls[20], 1);
    assert_int_equal(stats.traps[CAUSE_REFILL_LOAD], 1);
    for (unsigned kind = 0; kind < PEACH_EVENT_KINDS; kind++)
        assert_non_null(peach_event_name(kind));
    peach_free(watched);
    peach_free(alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(registers_and_harts),
        cmocka_unit_test(memory_bounds),
        cmocka_unit_test(translations_and_tlb),
        cmocka_unit_test(frames_have_bounds),
        cmocka_unit_test(events_come_in_order_and_only_as_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
