/* The TLB against a simple model of what docs/machine.md says, over random operations. */
#include "rig.h"

#define SETS    4u
#define WAYS    4u
#define ENTRIES (SETS * WAYS)

/* The model: entries by index, the set's turn, everything looked for by walking. */
struct model {
    struct {
        bool used;
        uint32_t page, asid, lo;
    } entry[ENTRIES];
    unsigned turn[SETS];
};

static bool hits(const struct model *model, unsigned i, uint32_t page, uint32_t asid)
{
    return model->entry[i].used && model->entry[i].page == page &&
           ((model->entry[i].lo & TLB_G) || model->entry[i].asid == asid);
}

static int model_find(const struct model *model, uint32_t page, uint32_t asid)
{
    for (unsigned i = 0; i < ENTRIES; i++)
        if (hits(model, i, page, asid))
            return (int)i;
    return -1;
}

static unsigned model_place(struct model *model, uint32_t page, uint32_t asid, uint32_t lo)
{
    unsigned set = page % SETS;
    for (unsigned i = set * WAYS; i < (set + 1) * WAYS; i++)
        if (hits(model, i, page, asid) || ((lo & TLB_G) && model->entry[i].used && model->entry[i].page == page))
            return i;
    for (unsigned i = set * WAYS; i < (set + 1) * WAYS; i++)
        if (!model->entry[i].used || !(model->entry[i].lo & TLB_V))
            return i;
    return set * WAYS + model->turn[set]++ % WAYS;
}

static void model_write(struct model *model, uint32_t page, uint32_t asid, uint32_t lo)
{
    unsigned place = model_place(model, page, asid, lo);
    for (unsigned i = 0; i < ENTRIES; i++)
        if (hits(model, i, page, asid) || ((lo & TLB_G) && model->entry[i].page == page))
            model->entry[i].used = false;
    model->entry[place].used = true;
    model->entry[place].page = page;
    model->entry[place].asid = asid;
    model->entry[place].lo = lo;
}

static void compare(const struct tlb *tlb, const struct model *model)
{
    for (unsigned i = 0; i < ENTRIES; i++) {
        assert_int_equal(tlb_is_used(tlb_entry(tlb, i)), model->entry[i].used);
        if (!model->entry[i].used)
            continue;
        assert_int_equal(tlb_entry(tlb, i)->hi, model->entry[i].page << PAGE_SHIFT | model->entry[i].asid);
        assert_int_equal(tlb_entry(tlb, i)->lo, model->entry[i].lo);
    }
}

static void step(struct tlb *tlb, struct model *model, uint64_t *random)
{
    uint32_t page = rig_random(random) % 12;
    uint32_t asid = rig_random(random) % 3;
    uint32_t lo = (rig_random(random) << PAGE_SHIFT) | (rig_random(random) % 4 ? TLB_V : 0) |
                  (rig_random(random) % 5 ? 0 : TLB_G);
    struct tlb_entry old;
    switch (rig_random(random) % 16) {
    case 0:
        tlb_invalidate_va(tlb, page << PAGE_SHIFT | 0x123, asid);
        int found = model_find(model, page, asid);
        if (found >= 0)
            model->entry[found].used = false;
        break;
    case 1:
        tlb_invalidate_asid(tlb, asid);
        for (unsigned i = 0; i < ENTRIES; i++)
            if (model->entry[i].asid == asid && !(model->entry[i].lo & TLB_G))
                model->entry[i].used = false;
        break;
    case 2:
        if (rig_random(random) % 8)
            break;
        tlb_invalidate_all(tlb);
        for (unsigned i = 0; i < ENTRIES; i++)
            model->entry[i].used = false;
        break;
    default:
        tlb_write(tlb, page << PAGE_SHIFT | asid, lo, &old);
        model_write(model, page, asid, lo);
        break;
    }
    assert_int_equal(tlb_find(tlb, page << PAGE_SHIFT | 0xabc, asid), model_find(model, page, asid));
}

static void agrees_with_model(void **state)
{
    (void)state;
    struct tlb tlb;
    struct model model = {0};
    uint64_t random = 1;
    assert_true(tlb_init(&tlb, SETS, WAYS));
    for (unsigned i = 0; i < 50000; i++) {
        step(&tlb, &model, &random);
        compare(&tlb, &model);
    }
    tlb_fini(&tlb);
}

/* The shadows of the interpreter must never know more or less than the TLB: the same program of random TLB operations
 * and accesses, once with shadows and once with all of them forgotten before each instruction. */
static const char random_accesses[] = "       addpc   a0, handler\n"
                                      "       csrw    tvec, a0\n"
                                      "       csrw    rvec, a0\n"
                                      "       li      s0, PA_RNG\n"
                                      "       li      s4, 0\n"
                                      "loop:  lw      a1, [s0]\n" /* page 0..15, asid 0..1, flags */
                                      "       andi    a2, a1, 15\n"
                                      "       slli    a2, a2, 12\n"
                                      "       extu    a3, a1, 8, 1\n"
                                      "       extu    a4, a1, 12, 7\n"
                                      "       ori     a4, a4, 0x100000>>16\n"
                                      "       or      t0, a2, a3\n"
                                      "       extu    a5, a1, 24, 3\n"
                                      "       bnei    a5, 0, 1f\n"
                                      "       csrw    tlbhi, t0\n"
                                      "       addhi   a4, a4, 0x20\n"
                                      "       add     a4, a4, a2\n"
                                      "       tlbw    a4\n"
                                      "1:     bnei    a5, 1, 1f\n"
                                      "       csrw    asid, a3\n"
                                      "1:     bnei    a5, 2, 1f\n"
                                      "       tlbiv   a2, a3\n"
                                      "1:     extu    a5, a1, 27, 5\n"
                                      "       bnei    a5, 0, 1f\n"
                                      "       tlbis   a3\n"
                                      "1:     lw      a5, [a2 + 8]\n"
                                      "       add     s4, s4, a5\n"
                                      "       sw      s4, [a2 + 4]\n"
                                      "       addi    s4, s4, 1\n"
                                      "       j       loop\n"
                                      "handler:\n" /* skip what faulted, and count it */
                                      "       addi    s4, s4, 7\n"
                                      "       csrr    s1, epc\n"
                                      "       addi    s1, s1, 4\n"
                                      "       csrw    epc, s1\n"
                                      "       csrr    s2, cause\n"
                                      "       add     s4, s4, s2\n"
                                      "       eret\n";

static void shadows_are_exact(void **state)
{
    (void)state;
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 4u << 20;
    config.tlb_sets = 4;
    config.tlb_ways = 4;
    struct peach *with = rig_new_with(&config);
    struct peach *without = rig_new_with(&config);
    rig_assemble(with, random_accesses);
    rig_assemble(without, random_accesses);
    for (unsigned i = 0; i < 20000; i++) {
        assert_int_equal(rig_run(with, 1), PEACH_LIMIT);
        hart_shadow_forget_all(rig_hart(without));
        assert_int_equal(rig_run(without, 1), PEACH_LIMIT);
        assert_int_equal(rig_hart(with)->pc, rig_hart(without)->pc);
        assert_int_equal(rig_r(with, 12), rig_r(without, 12));
    }
    assert_int_equal(rig_run(with, 200000), PEACH_LIMIT);
    for (unsigned i = 0; i < 200000 / 100; i++) {
        hart_shadow_forget_all(rig_hart(without));
        assert_int_equal(rig_run(without, 100), PEACH_LIMIT);
    }
    assert_true(peach_hash(with) == peach_hash(without));
    peach_free(with);
    peach_free(without);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_with_model), cmocka_unit_test(shadows_are_exact)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
