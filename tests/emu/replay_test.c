/* Record and replay: random input at random moments is repeated to the same state; logs that are cut off, damaged or
 * of another machine. */
#include "rig.h"

#include <stdio.h>

#include "isa/machine/keyboard.h"
#include "isa/machine/mouse.h"

/* Mixes everything that arrives into its registers and memory, now and then waits, and counts interrupts. */
static const char listener[] = "        addpc   a0, handler\n"
                               "        csrw    tvec, a0\n"
                               "        li      s0, PA_CONSOLE\n"
                               "        li      a1, CONSOLE_CONTROL_RXIE | CONSOLE_CONTROL_RESIZEIE\n"
                               "        sw      a1, [s0 + CONSOLE_CONTROL]\n"
                               "        li      s1, PA_KEYBOARD\n"
                               "        li      s2, PA_MOUSE\n"
                               "        li      a0, 1\n"
                               "        sw      a0, [s1 + 8]\n"
                               "        sw      a0, [s2 + 8]\n"
                               "        li      a0, PA_INTC\n"
                               "        csrr    a2, hartid\n"
                               "        shadd   a0, a0, a2, 2\n"
                               "        li      a1, 7\n"
                               "        sw      a1, [a0 + INTC_ENABLE]\n"
                               "        li      a1, 1 << IRQ_DEVICE\n"
                               "        csrw    ienable, a1\n"
                               "        li      s3, 0x80100000\n"
                               "loop:   lw      a1, [s0 + CONSOLE_DATA]\n"
                               "        rori    s4, s4, 3\n"
                               "        add     s4, s4, a1\n"
                               "        lw      a1, [s1]\n"
                               "        xor     s4, s4, a1\n"
                               "        lw      a1, [s2]\n"
                               "        add     s4, s4, a1\n"
                               "        lw      a1, [s0 + CONSOLE_SIZE]\n"
                               "        add     s4, s4, a1\n"
                               "        li      a1, CONSOLE_STATUS_RESIZED\n"
                               "        sw      a1, [s0 + CONSOLE_STATUS]\n"
                               "        extu    a2, s4, 3, 12\n"
                               "        shadd   a2, s3, a2, 2\n"
                               "        amoadd  a3, [a2], s4\n"
                               "        andi    a1, s4, 7\n"
                               "        bnei    a1, 0, loop\n"
                               "        wfi\n"
                               "        j       loop\n"
                               "handler:\n"
                               "        eret\n";

static struct peach_config configuration(unsigned harts)
{
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 2u << 20;
    config.harts = harts;
    return config;
}

static struct peach *listening(const struct peach_config *config)
{
    struct peach *machine = rig_new_with(config);
    uint32_t length = rig_assemble(machine, listener);
    memcpy(machine->bus.memory.rom, machine->bus.memory.ram + RIG_CODE_PA, length); /* for resets */
    return machine;
}

static void random_input(struct peach *machine, uint64_t *random)
{
    uint32_t value = rig_random(random);
    uint8_t bytes[20];
    switch (rig_random(random) % 6) {
    case 0:
        for (unsigned i = 0; i < sizeof bytes; i++)
            bytes[i] = (uint8_t)rig_random(random);
        peach_console_input(machine, bytes, value % sizeof bytes);
        break;
    case 1: peach_console_resize(machine, value & 0xff, value >> 8 & 0xff); break;
    case 2: peach_key(machine, value & 0xff, value & 0x100, value & 0x200); break;
    case 3:
        peach_mouse(machine, value & 0x7ff, value >> 11 & 0x7ff, value >> 22 & 7, (int)(value >> 25 & 3) - 1);
        break;
    default: break;
    }
}

struct log {
    char *bytes;
    size_t length;
    uint64_t hash;
};

/* A run of some 30 inputs and a reset, ended from outside. */
static struct log recorded(unsigned harts)
{
    struct log log;
    char error[PEACH_ERROR_BYTES] = "";
    struct peach_config config = configuration(harts);
    struct peach *machine = listening(&config);
    FILE *out = open_memstream(&log.bytes, &log.length);
    uint64_t random = harts;
    assert_true(peach_record(machine, out, error));
    for (unsigned i = 0; i < 30; i++) {
        peach_run(machine, peach_time_ns(machine) + rig_random(&random) % 3000 + (i % 8 ? 0 : 200000000));
        random_input(machine, &random);
        if (i == 20)
            peach_reset(machine);
    }
    peach_record_end(machine, PEACH_TIME);
    fclose(out);
    log.hash = peach_hash(machine);
    peach_free(machine);
    return log;
}

static struct peach_log *opened(const struct log *log)
{
    char error[PEACH_ERROR_BYTES] = "";
    struct peach_log *opened = peach_log_open((const uint8_t *)log->bytes, log->length, error);
    if (!opened)
        fail_msg("%s", error);
    return opened;
}

/* What comes after the end is no part of the run; a reset begins another. */
static void input_after_the_end(void **state)
{
    (void)state;
    static const char ends[] = "li a0, PA_POWER\n li a1, 3\n sw a1, [a0]\n";
    struct log log;
    char error[PEACH_ERROR_BYTES] = "";
    struct peach_config config = configuration(1);
    for (unsigned resets = 0; resets < 2; resets++) {
        struct peach *machine = rig_new_with(&config);
        uint32_t length = rig_assemble(machine, ends);
        memcpy(machine->bus.memory.rom, machine->bus.memory.ram + RIG_CODE_PA, length);
        FILE *out = open_memstream(&log.bytes, &log.length);
        assert_true(peach_record(machine, out, error));
        assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_EXIT);
        peach_key(machine, 1, true, false);
        peach_mouse(machine, 1, 2, 1, 0);
        peach_console_resize(machine, 9, 9);
        assert_int_equal(peach_console_input(machine, (const uint8_t *)"x", 1), 1);
        peach_console_hangup(machine);
        if (resets) {
            peach_reset(machine);
            assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_EXIT);
        }
        peach_record_end(machine, PEACH_EXIT);
        fclose(out);
        log.hash = peach_hash(machine);
        peach_free(machine);
        struct peach_log *read = opened(&log);
        machine = rig_new_with(&config);
        rig_assemble(machine, ends);
        memcpy(machine->bus.memory.rom, machine->bus.memory.ram + RIG_CODE_PA, length);
        assert_true(peach_replay(machine, read, error));
        assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_EXIT);
        assert_int_equal(peach_hash(machine), log.hash);
        peach_free(machine);
        peach_log_free(read);
        free(log.bytes);
    }
}

/* Replay in pieces that have nothing to do with those of the recording, with input that must be left aside. */
static void replayed_to_the_same_state(unsigned harts)
{
    char error[PEACH_ERROR_BYTES] = "";
    struct log log = recorded(harts);
    struct peach_log *read = opened(&log);
    struct peach_config config;
    peach_config_default(&config);
    assert_true(peach_log_config(read, &config, error));
    assert_int_equal(config.harts, harts);
    struct peach *machine = listening(&config);
    assert_true(peach_replay(machine, read, error));
    assert_true(peach_log_is_whole(read));
    uint64_t random = 77;
    enum peach_stop stop = PEACH_TIME;
    while (stop == PEACH_TIME || stop == PEACH_IDLE) {
        stop = peach_run(machine, peach_time_ns(machine) + 1 + rig_random(&random) % 40000000);
        random_input(machine, &random);
    }
    assert_int_equal(stop, PEACH_REPLAYED);
    assert_true(peach_hash(machine) == log.hash);
    peach_free(machine);
    peach_log_free(read);
    free(log.bytes);
}

static void one_hart(void **state)
{
    (void)state;
    replayed_to_the_same_state(1);
}

static void three_harts(void **state)
{
    (void)state;
    replayed_to_the_same_state(3);
}

/* What a log says of a machine: NULL, or why it is refused. */
static const char *refusal(const struct log *log, const struct peach_config *config)
{
    static char error[PEACH_ERROR_BYTES];
    struct peach_log *read = peach_log_open((const uint8_t *)log->bytes, log->length, error);
    if (!read)
        return error;
    struct peach *machine = listening(config);
    bool good = peach_replay(machine, read, error);
    peach_free(machine);
    peach_log_free(read);
    return good ? NULL : error;
}

static void other_machines_are_refused(void **state)
{
    (void)state;
    struct log log = recorded(1);
    struct peach_config config = configuration(1);
    assert_null(refusal(&log, &config));
    config.seed = 1;
    assert_non_null(strstr(refusal(&log, &config), "started otherwise; name the same ROM, kernel, program or state"));
    config = configuration(2);
    assert_non_null(strstr(refusal(&log, &config), "started otherwise"));
    free(log.bytes);
}

static void damaged_logs_are_refused(void **state)
{
    (void)state;
    struct log log = recorded(1);
    struct peach_config config = configuration(1);
    for (size_t i = 0; i < log.length; i += 3) {
        log.bytes[i] ^= 4;
        const char *why = refusal(&log, &config);
        assert_non_null(why);
        assert_non_null(strstr(why, i < 8    ? "not a log of a run; make one with --record"
                                    : i < 16 ? "recorded by another version"
                                             : "damaged; record it anew"));
        log.bytes[i] ^= 4;
    }
    log.length++; /* something stands behind the end (the buffer has a final zero there) */
    assert_non_null(strstr(refusal(&log, &config), "damaged"));
    free(log.bytes);
}

/* Cut off anywhere, a log is refused or replayed as far as it goes. */
static void cut_logs_go_as_far_as_they_go(void **state)
{
    (void)state;
    struct log whole = recorded(1);
    for (size_t length = 0; length < whole.length; length += 97) {
        char error[PEACH_ERROR_BYTES] = "";
        struct peach_config config = configuration(1);
        struct peach_log *read = peach_log_open((const uint8_t *)whole.bytes, length, error);
        if (!read) {
            assert_true(strstr(error, "not a log") || strstr(error, "damaged"));
            continue;
        }
        assert_false(peach_log_is_whole(read));
        struct peach *machine = listening(&config);
        assert_true(peach_replay(machine, read, error));
        assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_REPLAYED);
        peach_free(machine);
        peach_log_free(read);
    }
    free(whole.bytes);
}

/* A replay that does not go the way of its recording says so. */
static void divergence_is_told(void **state)
{
    (void)state;
    char error[PEACH_ERROR_BYTES] = "";
    struct log log = recorded(1);
    struct peach_log *read = opened(&log);
    struct peach_config config = configuration(1);
    struct peach *machine = listening(&config);
    assert_true(peach_replay(machine, read, error));
    peach_run(machine, 100000);
    machine->bus.memory.ram[0x180000] ^= 1;
    assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_DIVERGED);
    peach_free(machine);
    peach_log_free(read);
    free(log.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_hart),
        cmocka_unit_test(three_harts),
        cmocka_unit_test(input_after_the_end),
        cmocka_unit_test(other_machines_are_refused),
        cmocka_unit_test(damaged_logs_are_refused),
        cmocka_unit_test(cut_logs_go_as_far_as_they_go),
        cmocka_unit_test(divergence_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
