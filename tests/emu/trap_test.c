/* Traps, control registers, modes: what docs/machine.md and isa/ say, seen from a program. */
#include "rig.h"

#define HANDLER_PA 0x20000u
#define HANDLER_VA (VA_LINEAR + HANDLER_PA)

/* A machine whose handlers lie at HANDLER_VA and stop at once by a wfi that waits for ever. */
static struct peach *machine_with(const char *program)
{
    struct peach *machine = rig_new();
    rig_assemble(machine, "        wfi\n");
    rig_set_word(machine, HANDLER_PA, rig_word(machine, RIG_CODE_PA));
    rig_assemble(machine, program);
    rig_hart(machine)->tvec = HANDLER_VA;
    rig_hart(machine)->rvec = HANDLER_VA;
    return machine;
}

struct expectation {
    const char *program; /* traps at its instruction number `at` */
    uint32_t status;     /* before */
    unsigned at;
    uint32_t cause, badva;
};

#define KERNEL 0
#define USER   STATUS_USER
#define NONE   0x5a5a5a5a /* badva is left alone */

/* Page 0 is not known; 1: invalid; 2: kernel, all; 3: user, all but dirty; 4: user, read; 5: user, nothing behind it;
 * 6: all. */
static const struct expectation expectations[] = {
    {"syscall\n", KERNEL, 0, CAUSE_SYSCALL, NONE},
    {"nop\n brk\n", KERNEL, 1, CAUSE_BREAK, NONE},
    {".word 0\n", KERNEL, 0, CAUSE_ILLEGAL, 0},
    {".word 0xffffffff\n", KERNEL, 0, CAUSE_ILLEGAL, 0xffffffff},
    {"csrr a0, 0x50\n", KERNEL, 0, CAUSE_ILLEGAL, 0x42100050},
    {"csrw hartid, a0\n", KERNEL, 0, CAUSE_ILLEGAL, 0x43010010},
    {"csrr a0, status\n", USER, 0, CAUSE_PRIVILEGED, NONE},
    {"csrr a0, 0x50\n", USER, 0, CAUSE_ILLEGAL, 0x42100050},
    {"csrr a0, tp\n csrw tp, a0\n eret\n", USER, 2, CAUSE_PRIVILEGED, NONE},
    {"wfi\n", USER, 0, CAUSE_PRIVILEGED, NONE},
    {"tlbw a0\n", USER, 0, CAUSE_PRIVILEGED, NONE},
    {"tlbp a0, a0\n", USER, 0, CAUSE_PRIVILEGED, NONE},
    {"tlbr a0\n", USER, 0, CAUSE_PRIVILEGED, NONE},
    {"tlbia\n", USER, 0, CAUSE_PRIVILEGED, NONE},
    {"tlbis a0\n", USER, 0, CAUSE_PRIVILEGED, NONE},
    {"tlbiv a0, a0\n", USER, 0, CAUSE_PRIVILEGED, NONE},
    {"fadd.d f0, f0, f0\n", KERNEL, 0, CAUSE_FPU_DISABLED, NONE},
    {"flw f0, [zero + 1]\n", KERNEL, 0, CAUSE_FPU_DISABLED, NONE},
    {"jalr zero, zero, 2\n", KERNEL, 0, CAUSE_MISALIGNED_FETCH, 2},
    {"lh a0, [zero + 0x2001]\n", KERNEL, 0, CAUSE_MISALIGNED_LOAD, 0x2001},
    {"lw a0, [zero + 0x2002]\n", KERNEL, 0, CAUSE_MISALIGNED_LOAD, 0x2002},
    {"li a2, 0x2004\n lwp a0, a1, [a2]\n", KERNEL, 1, CAUSE_MISALIGNED_LOAD, 0x2004},
    {"lw a0, [zero + 1]\n", KERNEL, 0, CAUSE_MISALIGNED_LOAD, 1},
    {"sh a0, [zero + 0x2001]\n", KERNEL, 0, CAUSE_MISALIGNED_STORE, 0x2001},
    {"li a2, 0x2004\n swp a0, a1, [a2]\n", KERNEL, 1, CAUSE_MISALIGNED_STORE, 0x2004},
    {"li a1, 0x2002\n amoadd a0, [a1], a0\n", KERNEL, 1, CAUSE_MISALIGNED_STORE, 0x2002},
    {"jalr zero, zero, 0x40\n", KERNEL, 0, CAUSE_REFILL_FETCH, 0x40},
    {"lbu a0, [zero + 7]\n", KERNEL, 0, CAUSE_REFILL_LOAD, 7},
    {"sb a0, [zero + 7]\n", KERNEL, 0, CAUSE_REFILL_STORE, 7},
    {"amoor a0, [zero], a0\n", KERNEL, 0, CAUSE_REFILL_STORE, 0},
    {"jalr zero, zero, 0x1040\n", KERNEL, 0, CAUSE_INVALID_FETCH, 0x1040},
    {"lw a0, [zero + 0x1004]\n", KERNEL, 0, CAUSE_INVALID_LOAD, 0x1004},
    {"sw a0, [zero + 0x1004]\n", KERNEL, 0, CAUSE_INVALID_STORE, 0x1004},
    {"lw a0, [zero + 0x2004]\n", USER, 0, CAUSE_PROT_LOAD, 0x2004},
    {"sw a0, [zero + 0x2004]\n", USER, 0, CAUSE_PROT_STORE, 0x2004},
    {"jalr zero, zero, 0x2000\n", USER, 0, CAUSE_PROT_FETCH, 0x2000},
    {"jalr zero, zero, 0x3000\n", KERNEL, 0, CAUSE_PROT_FETCH, 0x3000},
    {"jalr zero, zero, 0x4000\n", USER, 0, CAUSE_PROT_FETCH, 0x4000},
    {"sw a0, [zero + 0x4004]\n", USER, 0, CAUSE_PROT_STORE, 0x4004},
    {"lw a0, [zero + 0x3004]\n sw a0, [zero + 0x3004]\n", USER, 1, CAUSE_CLEAN_STORE, 0x3004},
    {"li a1, 0x3000\n cas a0, [a1], a0, a0\n", USER, 1, CAUSE_CLEAN_STORE, 0x3000},
    {"lw a0, [zero + 0x5004]\n", USER, 0, CAUSE_BUS_LOAD, 0x5004},
    {"sw a0, [zero + 0x5004]\n", USER, 0, CAUSE_BUS_STORE, 0x5004},
    {"jalr zero, zero, 0x5000\n", USER, 0, CAUSE_BUS_FETCH, 0x5000},
    {"addhi a1, zero, 0xc000\n lw a0, [a1]\n", KERNEL, 1, CAUSE_REFILL_LOAD, 0xc0000000},
    {"addhi a1, zero, 0x8040\n lw a0, [a1]\n", KERNEL, 1, CAUSE_BUS_LOAD, 0x80400000},
    {"addhi a1, zero, 0xf000\n lb a0, [a1]\n", KERNEL, 1, CAUSE_BUS_LOAD, 0xf0000000},
    {"addhi a1, zero, 0xf000\n lwp a0, a1, [a1]\n", KERNEL, 1, CAUSE_BUS_LOAD, 0xf0000000},
    {"addhi a1, zero, 0xf000\n sw a0, [a1]\n", KERNEL, 1, CAUSE_BUS_STORE, 0xf0000000},
    {"addhi a1, zero, 0xfff0\n sw a0, [a1]\n", KERNEL, 1, CAUSE_BUS_STORE, 0xfff00000},
    {"addhi a1, zero, 0xf000\n amoadd a0, [a1], a0\n", KERNEL, 1, CAUSE_BUS_STORE, 0xf0000000},
    {"addhi a1, zero, 0xf100\n sw a0, [a1]\n jalr zero, a1, 0\n", KERNEL, 2, CAUSE_BUS_FETCH, 0xf1000000},
};

static void map_pages(struct peach *machine)
{
    rig_map(machine, 0x1000, 0, 0x101000, TLB_R | TLB_W | TLB_X | TLB_D | TLB_U);
    rig_map(machine, 0x2000, 0, 0x102000, TLB_V | TLB_R | TLB_W | TLB_X | TLB_D);
    rig_map(machine, 0x3000, 0, 0x103000, TLB_V | TLB_R | TLB_W | TLB_X | TLB_U);
    rig_map(machine, 0x4000, 0, 0x104000, TLB_V | TLB_R | TLB_D | TLB_U);
    rig_map(machine, 0x5000, 0, 0x50000000, TLB_V | TLB_R | TLB_W | TLB_X | TLB_D | TLB_U);
    rig_map(machine, RIG_CODE_VA, 0, RIG_CODE_PA, TLB_V | TLB_X | TLB_U);
}

static void check_trap(const struct expectation *e)
{
    struct peach *machine = machine_with(e->program);
    struct hart *hart = rig_hart(machine);
    map_pages(machine);
    hart->status = e->status | STATUS_IE;
    hart->badva = NONE;
    rig_run(machine, 100);
    bool fetch = e->cause == CAUSE_MISALIGNED_FETCH || e->cause == CAUSE_REFILL_FETCH ||
                 e->cause == CAUSE_INVALID_FETCH || e->cause == CAUSE_PROT_FETCH || e->cause == CAUSE_BUS_FETCH;
    if (hart->cause != e->cause || hart->badva != e->badva)
        fail_msg("%s: cause %u, address 0x%x, at 0x%x", e->program, hart->cause, hart->badva, hart->epc);
    assert_int_equal(hart->epc, fetch ? e->badva : RIG_CODE_VA + 4 * e->at);
    assert_int_equal(hart->status, STATUS_PIE | (e->status & STATUS_USER ? STATUS_PUSER : 0));
    /* The instructions before it, the jump when a fetch failed, and the handler's wfi have retired; it has not. */
    assert_int_equal(peach_insns(machine), e->at + (fetch ? 1 : 0) + 1);
    if (e->cause >= CAUSE_REFILL_FETCH && e->cause <= CAUSE_CLEAN_STORE)
        assert_int_equal(hart->tlbhi, e->badva & ~0xfffu);
    peach_free(machine);
}

static void every_cause(void **state)
{
    (void)state;
    for (unsigned i = 0; i < sizeof expectations / sizeof *expectations; i++)
        check_trap(&expectations[i]);
}

static void faulting_instruction_changes_nothing(void **state)
{
    (void)state;
    struct peach *machine = machine_with("li a0, 0x6ffc\n lwp a0, a1, [a0 + 4]\n"); /* page 7 is not there */
    rig_map(machine, 0x6000, 0, 0x106000, TLB_V | TLB_R);
    rig_run(machine, 10);
    assert_int_equal(rig_hart(machine)->cause, CAUSE_REFILL_LOAD);
    assert_int_equal(rig_r(machine, 1), 0x6ffc);
    assert_int_equal(rig_r(machine, 2), 0);
    peach_free(machine);
}

static void single_step(void **state)
{
    (void)state;
    struct peach *machine = machine_with("nop\n nop\n j 1f\n nop\n1: syscall\n");
    struct hart *hart = rig_hart(machine);
    rig_map(machine, RIG_CODE_VA, 0, RIG_CODE_PA, TLB_V | TLB_X | TLB_U);
    rig_assemble(machine, "nop\n nop\n j 1f\n nop\n1: syscall\n");
    static const uint32_t next[] = {4, 8, 16};
    for (unsigned i = 0; i < 3; i++) {
        hart->status = STATUS_USER | STATUS_STEP;
        hart->pc = i ? RIG_CODE_VA + next[i - 1] : RIG_CODE_VA;
        hart->waits = false;
        rig_run(machine, 2);
        assert_int_equal(hart->cause, CAUSE_STEP);
        assert_int_equal(hart->epc, RIG_CODE_VA + next[i]);
        assert_int_equal(hart->status, STATUS_STEP | STATUS_PUSER);
    }
    hart->status = STATUS_USER | STATUS_STEP;
    hart->pc = RIG_CODE_VA + 16;
    hart->waits = false;
    rig_run(machine, 1);
    assert_int_equal(hart->cause, CAUSE_SYSCALL); /* it does not retire, so that no STEP follows */
    peach_free(machine);
}

/* A deadline at each of the first positions: the interrupt comes before exactly that instruction, in a straight line,
 * around jumps, across a page's end. */
static void timer_is_exact(void **state)
{
    (void)state;
    static const char program[] = "loop: addi a0, a0, 1\n addi a1, a1, 1\n beqi a0, 3, skip\n addi a2, a2, 1\n"
                                  "skip: lw a3, [sp]\n bnei a0, 5, loop\n j far\n"
                                  " .org 4092\nlast: addi a4, a4, 1\n addi a4, a4, 2\n jalr zero, lr, 0\n"
                                  " .org 6000\nfar: jal last\n j loop\n";
    for (uint64_t deadline = 0; deadline < 100; deadline++) {
        struct peach *timed = machine_with(program);
        struct peach *plain = machine_with(program);
        rig_hart(timed)->r[14] = rig_hart(plain)->r[14] = VA_LINEAR + 0x40000;
        rig_hart(timed)->status = STATUS_IE;
        rig_hart(timed)->ienable = 1u << IRQ_TIMER;
        rig_hart(timed)->timecmp = deadline;
        assert_int_equal(rig_run(timed, deadline + 1), PEACH_LIMIT);
        if (deadline)
            assert_int_equal(rig_run(plain, deadline), PEACH_LIMIT);
        assert_int_equal(rig_hart(timed)->cause, CAUSE_INTERRUPT | IRQ_TIMER);
        assert_int_equal(rig_hart(timed)->epc, rig_hart(plain)->pc);
        assert_memory_equal(rig_hart(timed)->r, rig_hart(plain)->r, 16 * 4);
        peach_free(timed);
        peach_free(plain);
    }
}

static void time_counts_retired_instructions(void **state)
{
    (void)state;
    struct peach *machine = machine_with("nop\n csrr a0, time\n csrr a1, timeh\n csrr a2, time\n wfi\n");
    rig_hart(machine)->time_ns = machine->now_ns = 0xfffffffeu;
    assert_int_equal(rig_run(machine, 10), PEACH_IDLE);
    assert_int_equal(rig_r(machine, 1), 0xffffffff);
    assert_int_equal(rig_r(machine, 2), 0); /* latched with the low word */
    assert_int_equal(rig_r(machine, 3), 1);
    assert_int_equal(rig_hart(machine)->timeh, 1);
    peach_free(machine);
}

static void wfi_skips_to_the_timer(void **state)
{
    (void)state;
    struct peach *machine =
        machine_with("li a0, 5000000\n csrw timecmp, a0\n csrw timecmph, zero\n li a1, 1\n"
                     "csrw ienable, a1\n wfi\n csrr a2, time\n wfi\n li a3, 7\n csrw timecmph, a3\n wfi\n");
    assert_int_equal(peach_run(machine, 6000000), PEACH_TIME);
    assert_int_equal(rig_r(machine, 3), 5000000); /* not taken (STATUS.IE is 0), but it wakes */
    assert_int_equal(rig_r(machine, 4), 7);       /* still pending: the second wfi does not wait */
    assert_true(rig_hart(machine)->waits);
    assert_int_equal(peach_time_ns(machine), 6000000);
    struct peach_stats stats;
    peach_stats(machine, &stats);
    assert_true(stats.idle_ns > 5900000 && stats.insns < 20);
    peach_free(machine);
}

static void interrupt_order_and_masks(void **state)
{
    (void)state;
    struct peach *machine = machine_with("nop\n nop\n");
    struct hart *hart = rig_hart(machine);
    hart->timecmp = 0;
    machine->bus.hart_lines[0] = 1u << IRQ_IPI | 1u << IRQ_DEVICE;
    assert_int_equal(csr_read(hart, CSR_IPENDING), 7);
    hart->status = STATUS_IE;
    hart->ienable = 1u << IRQ_DEVICE;
    rig_run(machine, 1);
    assert_int_equal(hart->cause, CAUSE_INTERRUPT | IRQ_DEVICE);
    hart->status = STATUS_IE;
    hart->ienable = 7;
    hart->waits = false;
    rig_run(machine, 1);
    assert_int_equal(hart->cause, CAUSE_INTERRUPT | IRQ_TIMER);
    peach_free(machine);
}

static void handlers_that_trap_end_the_machine(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    rig_assemble(machine, "syscall\n");
    rig_hart(machine)->tvec = 0x1000; /* cannot be fetched */
    rig_hart(machine)->rvec = 0x2000;
    assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_STUCK);
    assert_int_equal(peach_exit_code(machine), CAUSE_REFILL_FETCH);
    peach_free(machine);
}

static void writable_bits(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    struct hart *hart = rig_hart(machine);
    static const struct {
        uint32_t csr, mask;
    } masks[] = {{CSR_STATUS, STATUS_WRITABLE},
                 {CSR_CAUSE, ~0u},
                 {CSR_EPC, ~0u},
                 {CSR_BADVA, ~0u},
                 {CSR_TVEC, ~3u},
                 {CSR_RVEC, ~3u},
                 {CSR_IENABLE, 7},
                 {CSR_SCRATCH0, ~0u},
                 {CSR_SCRATCH3, ~0u},
                 {CSR_PGDIR, ~0u},
                 {CSR_ASID, 0xff},
                 {CSR_TLBHI, 0xfffff0ff},
                 {CSR_TLBLO, ~0u},
                 {CSR_TIMECMP, ~0u},
                 {CSR_TIMECMPH, ~0u},
                 {CSR_TP, ~0u}};
    for (unsigned i = 0; i < sizeof masks / sizeof *masks; i++) {
        assert_int_equal(csr_check(hart, masks[i].csr, true), 0);
        csr_write(hart, masks[i].csr, 0xffffffff);
        assert_int_equal(csr_read(hart, masks[i].csr), masks[i].mask);
        csr_write(hart, masks[i].csr, 0);
        assert_int_equal(csr_read(hart, masks[i].csr), 0);
    }
    assert_int_equal(csr_read(hart, CSR_TLBSHAPE), 256u << 16 | 4);
    peach_free(machine);
}

static void register_zero_stays_zero(void **state)
{
    (void)state;
    struct peach *machine = machine_with("li a0, 9\n add zero, a0, a0\n csrr zero, tvec\n lw zero, [sp]\n"
                                         "lwp zero, zero, [sp]\n jalr zero, lr, 0\n");
    rig_hart(machine)->r[14] = RIG_CODE_VA;
    rig_hart(machine)->r[15] = HANDLER_VA;
    assert_int_equal(rig_run(machine, 20), PEACH_IDLE);
    assert_int_equal(rig_r(machine, 0), 0);
    peach_free(machine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cause),
        cmocka_unit_test(faulting_instruction_changes_nothing),
        cmocka_unit_test(single_step),
        cmocka_unit_test(timer_is_exact),
        cmocka_unit_test(time_counts_retired_instructions),
        cmocka_unit_test(wfi_skips_to_the_timer),
        cmocka_unit_test(interrupt_order_and_masks),
        cmocka_unit_test(handlers_that_trap_end_the_machine),
        cmocka_unit_test(writable_bits),
        cmocka_unit_test(register_zero_stays_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
