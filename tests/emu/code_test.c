/* Predecoded code is never stale: stores by the hart itself, by another mapping, by another hart, by a device. */
#include "rig.h"

#include <unistd.h>

#include "isa/machine/disk.h"

/* a1 counts; the instruction at `patch` is replaced while it runs. */
static void stores_into_code_are_seen(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    rig_assemble(machine, "        addpc   a0, patch\n"
                          "        addpc   a2, other\n"
                          "        lw      a3, [a2]\n"
                          "        li      s0, 3\n"
                          "loop:\n"
                          "patch:  addi    a1, a1, 1\n"
                          "        sw      a3, [a0]\n" /* seen by the next round */
                          "        addi    s0, s0, -1\n"
                          "        bnei    s0, 0, loop\n"
                          "        addpc   a4, next\n"
                          "        sw      a3, [a4]\n" /* seen by the very next instruction */
                          "next:   addi    a1, a1, 1\n"
                          "        wfi\n"
                          "other:  addi    a1, a1, 100\n");
    assert_int_equal(rig_run(machine, 1000), PEACH_IDLE);
    assert_int_equal(rig_r(machine, 2), 1 + 100 + 100 + 100);
    peach_free(machine);
}

static void byte_stores_into_code_are_seen(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    rig_assemble(machine, "        addpc   a0, patch\n"
                          "        li      s0, 5\n"
                          "loop:   sb      s0, [a0]\n" /* the immediate's low byte */
                          "patch:  addi    a1, a1, 0\n"
                          "        addi    s0, s0, -1\n"
                          "        bnei    s0, 0, loop\n"
                          "        wfi\n");
    assert_int_equal(rig_run(machine, 1000), PEACH_IDLE);
    assert_int_equal(rig_r(machine, 2), 5 + 4 + 3 + 2 + 1);
    peach_free(machine);
}

/* Code that runs through the TLB, written through another virtual page of the same frame. */
static void aliases_are_seen(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    rig_assemble(machine, "        jalr    zero, a5, 0\n"
                          "inner:  addi    a1, a1, 1\n"
                          "        sw      a3, [a0]\n"
                          "        addi    s0, s0, -1\n"
                          "        bnei    s0, 0, inner\n"
                          "        wfi\n"
                          "        addi    a1, a1, 100\n");
    struct hart *hart = rig_hart(machine);
    rig_map(machine, 0x6000, 0, RIG_CODE_PA, TLB_V | TLB_X);
    rig_map(machine, 0x7000, 0, RIG_CODE_PA, TLB_V | TLB_R | TLB_W | TLB_D);
    hart->r[6] = 0x6004;
    hart->r[1] = 0x7004;
    hart->r[8] = 3;
    hart->r[4] = rig_word(machine, RIG_CODE_PA + 24);
    assert_int_equal(rig_run(machine, 1000), PEACH_IDLE);
    assert_int_equal(rig_r(machine, 2), 201);
    peach_free(machine);
}

/* The TLB gives the page that code runs in to another frame: the next instruction comes from there. */
static void remapped_code_is_seen(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    rig_assemble(machine, "        jalr    zero, a5, 0\n"
                          "        tlbw    a0\n"
                          "        addi    a1, a1, 1\n"
                          "        wfi\n");
    struct hart *hart = rig_hart(machine);
    for (uint32_t at = 0; at < 16; at += 4)
        rig_set_word(machine, 0x30000 + at, rig_word(machine, RIG_CODE_PA + at));
    rig_set_word(machine, 0x30008, 0x081100ff); /* addi r1, r1, 255 */
    rig_map(machine, 0x6000, 0, RIG_CODE_PA, TLB_V | TLB_X);
    hart->tlbhi = 0x6000;
    hart->r[6] = 0x6004;
    hart->r[1] = 0x30000 | TLB_V | TLB_X;
    assert_int_equal(rig_run(machine, 1000), PEACH_IDLE);
    assert_int_equal(rig_r(machine, 1), (0x30000 | TLB_V | TLB_X) + 255);
    assert_int_equal(rig_r(machine, 2), 0);
    peach_free(machine);
}

static void dma_into_code_is_seen(void **state)
{
    (void)state;
    char path[] = "/tmp/peach-code-test-XXXXXX";
    int fd = mkstemp(path);
    uint8_t sector[DISK_SECTOR_BYTES] = {0};
    le32_write(sector, 0x08220064);     /* addi r2, r2, 100 */
    le32_write(sector + 4, 0x40000003); /* wfi */
    assert_int_equal(write(fd, sector, sizeof sector), sizeof sector);
    close(fd);
    struct peach_config config;
    peach_config_default(&config);
    config.disk_count = 1;
    config.disks[0].path = path;
    struct peach *machine = rig_new_with(&config);
    rig_assemble(machine, "        addi    a1, a1, 1\n"
                          "        wfi\n");
    assert_int_equal(rig_run(machine, 100), PEACH_IDLE);
    static const uint32_t descriptor[8] = {DISK_READ, 0, 0, 0, 1, RIG_CODE_PA};
    for (unsigned i = 0; i < 8; i++)
        rig_set_word(machine, 0x40000 + 4 * i, descriptor[i]);
    rig_write(machine, PA_DISK0 + DISK_QUEUE, 0x40000);
    rig_write(machine, PA_DISK0 + DISK_QUEUE_SIZE, 1);
    rig_write(machine, PA_DISK0 + DISK_HEAD, 1);
    peach_run(machine, 1000000);
    rig_hart(machine)->pc = RIG_CODE_VA;
    rig_hart(machine)->waits = false;
    assert_int_equal(rig_run(machine, 100), PEACH_IDLE);
    assert_int_equal(rig_r(machine, 2), 101);
    peach_free(machine);
    unlink(path);
}

/* More pages of code than are kept at a time. */
static void code_in_many_pages(void **state)
{
    (void)state;
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 16u << 20;
    struct peach *machine = rig_new_with(&config);
    rig_assemble(machine, "wfi\n");
    uint32_t wfi = rig_word(machine, RIG_CODE_PA);
    rig_assemble(machine, "addi a1, a1, 1\n j 0x1000\n");
    unsigned pages = 2 * CODE_PAGES_MAX;
    for (uint32_t i = 1; i <= pages; i++)
        for (uint32_t at = 0; at < 8; at += 4)
            rig_set_word(machine, RIG_CODE_PA + i * PAGE_BYTES + at, rig_word(machine, RIG_CODE_PA + at));
    /* j reaches from its own page to the same place of the next: the second instruction sits at offset 4. */
    uint32_t jump = 0x38000000 | (0x1000 - 4) / 4;
    for (uint32_t i = 0; i < pages; i++)
        rig_set_word(machine, RIG_CODE_PA + i * PAGE_BYTES + 4, jump);
    rig_set_word(machine, RIG_CODE_PA + pages * PAGE_BYTES + 4, wfi);
    assert_int_equal(rig_run(machine, 100000), PEACH_IDLE);
    assert_int_equal(rig_r(machine, 2), pages + 1);
    assert_true(machine->cpu.code.count <= CODE_PAGES_MAX);
    peach_free(machine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stores_into_code_are_seen), cmocka_unit_test(byte_stores_into_code_are_seen),
        cmocka_unit_test(aliases_are_seen),          cmocka_unit_test(remapped_code_is_seen),
        cmocka_unit_test(dma_into_code_is_seen),     cmocka_unit_test(code_in_many_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
