/* Random programs of every instruction, in kernel and user mode, with traps, interrupts, stores into code and hostile
 * control registers: the interpreter at full speed must agree, bit for bit, with itself one instruction at a time
 * without shadows; and nothing that they do may harm the host (this is what the sanitizers look at). */
#include "random_program.h"

#define ROUNDS 60u
#define INSNS  3000u

static void same_by_steps(void **state)
{
    (void)state;
    uint64_t executed = 0;
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct peach *fast = rig_new(), *slow = rig_new();
        random_program(fast, round, RANDOM_WILD, 2 * INSNS);
        random_program(slow, round, RANDOM_WILD, 2 * INSNS);
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
        random_program(machine, 1000 + round, RANDOM_WILD, 2 * INSNS);
        for (unsigned i = 0; i < 4 && rig_run(machine, 10 * INSNS) == PEACH_LIMIT; i++)
            random_program(machine, 1000 * round + i, RANDOM_WILD, 2 * INSNS);
        peach_free(machine);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_by_steps), cmocka_unit_test(harmless)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
