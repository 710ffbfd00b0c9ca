/* The translator against the interpreter: random programs run on two machines that must agree at every stop in state,
 * statistics and events.
 *
 *   emu_lockstep_test                      the quick run, about 10^7 instructions
 *   emu_lockstep_test INSNS [FIRST-CASE]   a campaign, with progress; a failing case is narrowed down to one
 * instruction emu_lockstep_test =CASE                one case only */
#include "random_program.h"

#include <inttypes.h>
#include <stdio.h>

#ifdef __SANITIZE_ADDRESS__ /* hashing takes most of the time, and takes it ten times over */
#define QUICK_INSNS 500000u
#else
#define QUICK_INSNS 10000000u
#endif
#define CASE_INSNS_MAX 60000u
#define STOPS          6u

/* One of the two machines. */
struct runner {
    struct peach *machine;
    uint64_t events; /* hash of those seen */
};

static void hear(void *context, const struct peach_event *event)
{
    struct runner *runner = context;
    const uint64_t parts[] = {event->time_ns, event->kind, event->hart, event->a, event->b, event->c, event->d};
    for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++)
        runner->events = (runner->events ^ parts[i]) * 0x9e3779b97f4a7c15u + 1;
}

/* What a case number says. */
struct shape {
    uint64_t seed;
    enum random_style style;
    bool listens;
    struct peach_config config;
    struct jit_options jit;
};

static struct shape shape_of(uint64_t number)
{
    static const struct {
        unsigned sets, ways;
    } tlbs[] = {{4, 4}, {8, 2}, {16, 4}, {256, 4}};
    static const enum random_style styles[] = {RANDOM_WILD, RANDOM_TAME, RANDOM_NEAR, RANDOM_PAGED};
    uint64_t random = number * 77 + 5;
    struct shape shape = {.seed = number};
    shape.style = styles[rig_random(&random) % 4];
    shape.listens = rig_random(&random) % 2;
    peach_config_default(&shape.config);
    shape.config.ram_bytes = RANDOM_DATA_PA + RANDOM_DATA_BYTES;
    shape.config.jit = false;
    shape.config.harts = rig_random(&random) % 3 ? 1 : 1 + rig_random(&random) % PEACH_HARTS_MAX;
    unsigned tlb = rig_random(&random) % (sizeof tlbs / sizeof *tlbs);
    shape.config.tlb_sets = tlbs[tlb].sets;
    shape.config.tlb_ways = tlbs[tlb].ways;
    jit_options_default(&shape.jit);
    shape.jit.hot = rig_random(&random) % 4;
    shape.jit.block_insns = rig_random(&random) % 4 ? shape.jit.block_insns : 1 + rig_random(&random) % 16;
    shape.jit.code_bytes = rig_random(&random) % 4 ? 1u << 20 : JIT_CODE_BYTES_MIN;
    return shape;
}

static void open_runner(struct runner *runner, const struct shape *shape, bool translates)
{
    *runner = (struct runner){.machine = rig_new_with(&shape->config)};
    if (translates)
        runner->machine->jit = jit_new(&runner->machine->cpu, &shape->jit);
    if (shape->listens)
        peach_subscribe(runner->machine, PEACH_EVENT_ALL, hear, runner);
    random_program(runner->machine, shape->seed, shape->style, 20000);
}

/* Run for count instructions; the machine starts anew where it has stopped for good. */
static void advance(struct runner *runner, const struct shape *shape, uint64_t count, uint64_t *restarts)
{
    uint64_t end = peach_insns(runner->machine) + count;
    while (peach_insns(runner->machine) < end && *restarts < 200) {
        if (rig_run(runner->machine, end - peach_insns(runner->machine)) == PEACH_LIMIT)
            return;
        runner->machine->bus.stop = BUS_RUN;
        random_program(runner->machine, shape->seed + 1000003 * ++*restarts, shape->style, 20000);
    }
}

/* What differs; NULL when nothing does. */
static const char *difference(const struct runner *a, const struct runner *b)
{
    struct peach_stats x, y;
    peach_stats(a->machine, &x);
    peach_stats(b->machine, &y);
    for (unsigned i = 0; i < a->machine->cpu.hart_count; i++)
        if (a->machine->cpu.harts[i].pc != b->machine->cpu.harts[i].pc)
            return "pc";
    if (peach_insns(a->machine) != peach_insns(b->machine))
        return "instructions retired";
    if (peach_hash(a->machine) != peach_hash(b->machine))
        return "state";
    if (memcmp(&x, &y, sizeof x) != 0)
        return "statistics";
    return a->events == b->events ? NULL : "events";
}

/* Run a case up to limit instructions in STOPS pieces (0: in one); what differs first, and the instructions run. */
static const char *run_case(uint64_t number, uint64_t limit, bool in_one, uint64_t *insns)
{
    struct shape shape = shape_of(number);
    struct runner fast, slow;
    open_runner(&fast, &shape, true);
    open_runner(&slow, &shape, false);
    uint64_t random = number, fast_restarts = 0, slow_restarts = 0;
    const char *wrong = NULL;
    for (unsigned i = 0; i < (in_one ? 1 : STOPS) && !wrong; i++) {
        uint64_t count = in_one ? limit : rig_random(&random) % (limit / STOPS) + 1;
        advance(&fast, &shape, count, &fast_restarts);
        advance(&slow, &shape, count, &slow_restarts);
        wrong = difference(&fast, &slow);
    }
    *insns = peach_insns(slow.machine);
    peach_free(fast.machine);
    peach_free(slow.machine);
    return wrong;
}

/* Registers in which the two machines differ. */
static void compare_harts(const struct hart *fast, const struct hart *slow)
{
    for (unsigned i = 0; i < 16; i++) {
        if (fast->r[i] != slow->r[i])
            printf("  hart %u %s: translated 0x%x, interpreted 0x%x\n", slow->id, isa_reg_name(i), fast->r[i],
                   slow->r[i]);
        if (fast->f[i] != slow->f[i])
            printf("  hart %u %s: translated 0x%" PRIx64 ", interpreted 0x%" PRIx64 "\n", slow->id, isa_freg_name(i),
                   fast->f[i], slow->f[i]);
    }
    if (fast->pc != slow->pc)
        printf("  hart %u pc: translated 0x%x, interpreted 0x%x\n", slow->id, fast->pc, slow->pc);
    if (fast->status != slow->status || fast->cause != slow->cause || fast->epc != slow->epc)
        printf("  hart %u status, cause, epc: translated %x %x %x, interpreted %x %x %x\n", slow->id, fast->status,
               fast->cause, fast->epc, slow->status, slow->cause, slow->epc);
}

/* Show the instruction after whose retirement a case first differs. */
static void narrow(uint64_t number, uint64_t insns)
{
    uint64_t good = 0, bad = insns, ran;
    while (bad - good > 1) {
        uint64_t middle = good + (bad - good) / 2;
        *(run_case(number, middle, true, &ran) ? &bad : &good) = middle;
    }
    struct shape shape = shape_of(number);
    struct runner fast, slow;
    open_runner(&fast, &shape, true);
    open_runner(&slow, &shape, false);
    uint64_t restarts = 0, slow_restarts = 0;
    advance(&slow, &shape, good, &slow_restarts);
    for (unsigned i = 0; i < slow.machine->cpu.hart_count; i++) {
        const struct hart *hart = &slow.machine->cpu.harts[i];
        uint32_t pa;
        struct insn insn;
        char text[80];
        if (hart_translate(hart, hart->pc, ACCESS_FETCH, &pa) || pa >= shape.config.ram_bytes)
            continue;
        isa_decode(rig_word(slow.machine, pa & ~3u), &insn);
        isa_format(text, sizeof text, &insn, hart->pc);
        printf("  hart %u, before instruction %" PRIu64 ", status 0x%x: 0x%08x  %s\n", i, bad, hart->status, hart->pc,
               text);
    }
    advance(&slow, &shape, bad - good, &slow_restarts);
    advance(&fast, &shape, bad, &restarts);
    for (unsigned i = 0; i < slow.machine->cpu.hart_count; i++)
        compare_harts(&fast.machine->cpu.harts[i], &slow.machine->cpu.harts[i]);
    peach_free(fast.machine);
    peach_free(slow.machine);
}

/* Run cases from first on until insns instructions have been compared; the number that failed. */
static unsigned campaign(uint64_t insns, uint64_t first, bool talks)
{
    uint64_t done = 0, ran = 0;
    unsigned failed = 0;
    for (uint64_t number = first; done < insns && failed < 10; number++, done += ran) {
        const char *wrong = run_case(number, CASE_INSNS_MAX, false, &ran);
        if (wrong) {
            printf("case %" PRIu64 ": %s differ%s after %" PRIu64 " instructions\n", number, wrong,
                   wrong[strlen(wrong) - 1] == 's' ? "" : "s", ran);
            narrow(number, ran);
            failed++;
        }
        if (talks && number % 64 == 0) {
            printf("\r%5.1f %%  case %" PRIu64 "  %u failed", 100.0 * (double)done / (double)insns, number, failed);
            fflush(stdout);
        }
    }
    if (talks)
        printf("\r%" PRIu64 " instructions compared, %u cases failed\n", done, failed);
    return failed;
}

static void same_as_interpreted(void **state)
{
    (void)state;
    struct shape shape = shape_of(0);
    struct peach *machine = rig_new_with(&shape.config);
    machine->jit = jit_new(&machine->cpu, &shape.jit);
    bool translates = machine->jit;
    peach_free(machine);
    if (translates)
        assert_int_equal(campaign(QUICK_INSNS, 0, false), 0);
}

/* Four address spaces whose entries for one page drive each other out of a set of two ways. */
static const char switching[] = "        addpc   a0, refill\n"
                                "        csrw    rvec, a0\n"
                                "        addpc   a0, next\n"
                                "        csrw    tvec, a0\n"
                                "next:   addi    s0, s0, 1\n"
                                "        andi    a1, s0, 3\n"
                                "        csrw    asid, a1\n"
                                "        addpc   a0, user\n"
                                "        extu    a0, a0, 0, 12\n"
                                "        addi    a0, a0, 0x6000\n"
                                "        csrw    epc, a0\n"
                                "        li      a0, STATUS_PUSER\n"
                                "        csrw    status, a0\n"
                                "        eret\n"
                                "refill: csrr    a0, badva\n"
                                "        srli    a0, a0, PAGE_SHIFT\n"
                                "        li      a1, 0x10000 | TLB_V | TLB_X | TLB_U\n"
                                "        beqi    a0, 6, enter\n"
                                "        csrr    a1, asid\n"
                                "        slli    a1, a1, PAGE_SHIFT\n"
                                "        li      a2, 0x100000 | TLB_V | TLB_R | TLB_W | TLB_D | TLB_U\n"
                                "        add     a1, a1, a2\n"
                                "enter:  tlbw    a1\n"
                                "        eret\n"
                                "user:   li      a4, 0x45000\n"
                                "        lw      a5, [a4]\n"
                                "        add     s1, s1, a5\n"
                                "        sw      s0, [a4]\n"
                                "        lw      a5, [a4]\n"
                                "        sub     s1, s1, a5\n"
                                "        syscall\n";

static void address_spaces(void **state)
{
    (void)state;
    struct shape shape = shape_of(0);
    shape.config.harts = 1;
    shape.config.tlb_sets = 8;
    shape.config.tlb_ways = 2;
    shape.jit.hot = 2;
    struct runner fast, slow;
    open_runner(&fast, &shape, true);
    open_runner(&slow, &shape, false);
    struct runner *const both[] = {&fast, &slow};
    for (unsigned i = 0; i < 2; i++) {
        struct hart *hart = rig_hart(both[i]->machine);
        rig_assemble(both[i]->machine, switching);
        hart_tlb_invalidate_all(hart);
        hart->status = hart->ienable = hart->r[8] = hart->r[9] = 0;
        assert_int_equal(rig_run(both[i]->machine, 50000), PEACH_LIMIT);
    }
    assert_true(hart_perf(rig_hart(slow.machine), PERF_TLB_WRITES) > 1000);
    const char *wrong = difference(&fast, &slow);
    if (wrong)
        fail_msg("%s differs", wrong);
    peach_free(fast.machine);
    peach_free(slow.machine);
}

int main(int argc, char **argv)
{
    if (argc > 1 && argv[1][0] == '=')
        return campaign(1, strtoull(argv[1] + 1, NULL, 10), true) > 0;
    if (argc > 1)
        return campaign((uint64_t)strtod(argv[1], NULL), argc > 2 ? strtoull(argv[2], NULL, 10) : 0, true) > 0;
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_as_interpreted), cmocka_unit_test(address_spaces)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
