/* Guests that mean harm: the machine stays responsive (a call of peach_run comes back) and within its memory. */
#include "rig.h"

#include <stdio.h>
#include <unistd.h>

#include "isa/machine/disk.h"
#include "isa/machine/framebuffer.h"
#include "isa/machine/intc.h"

/* What the host holds for this process, in bytes; 0 where it cannot be told. */
static long resident_bytes(void)
{
    long pages = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file && fscanf(file, "%ld %ld", &pages, &resident) != 2)
        resident = 0;
    if (file)
        fclose(file);
    return resident * sysconf(_SC_PAGESIZE);
}

/* Run a program for some million instructions in slices, as a display does; every slice comes back in time. */
static struct peach *survives(const char *text, unsigned harts, uint64_t insns)
{
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 16u << 20;
    config.harts = harts;
    struct peach *machine = rig_new_with(&config);
    rig_assemble(machine, text);
    while (peach_insns(machine) < insns) {
        uint64_t before = peach_insns(machine);
        peach_run(machine, peach_time_ns(machine) + 1000000);
        assert_true(peach_insns(machine) - before <= 1001000 * harts);
        assert_true(peach_insns(machine) > before);
    }
    return machine;
}

/* Every word of many pages is code, written anew and executed again and again. */
static void thrashes_the_code_cache(void **state)
{
    (void)state;
    static const char text[] = "        li      s0, 0x80100000\n" /* pages of code */
                               "        addpc   s1, pattern\n"
                               "        lw      s2, [s1]\n"
                               "        lw      s3, [s1 + 4]\n"
                               "        li      s4, 0\n"
                               "again:  mv      a0, s0\n"
                               "        li      a1, 0x80f00000\n"
                               "page:   sw      s2, [a0]\n"
                               "        sw      s3, [a0 + 4]\n"
                               "        jalr    lr, a0, 0\n"
                               "        li      a2, 40\n"
                               "warm:   jalr    lr, a0, 0\n"
                               "        addi    a2, a2, -1\n"
                               "        bnei    a2, 0, warm\n"
                               "        addi    a0, a0, 520\n"
                               "        bltu    a0, a1, page\n"
                               "        j       again\n"
                               "pattern: addi   s4, s4, 1\n"
                               "        jalr    zero, lr, 0\n";
    peach_free(survives(text, 1, 4000000)); /* what a machine needs at all */
    long before = resident_bytes();
    struct peach *machine = survives(text, 1, 30000000);
    assert_true(rig_r(machine, 12) > 100000);
    assert_true(RIG_SANITIZED || resident_bytes() - before < (16 + 32) << 20); /* guest's memory and 32 MiB */
    peach_free(machine);
}

/* Writes to the TLB without end, in every set, for every ASID. */
static void writes_the_tlb_for_ever(void **state)
{
    (void)state;
    struct peach *machine = survives("        li      s0, 0\n"
                                     "loop:   csrw    tlbhi, s0\n"
                                     "        andi    a0, s0, 0xff\n"
                                     "        csrw    asid, a0\n"
                                     "        tlbw    s0\n"
                                     "        li      a1, 0x1235\n"
                                     "        add     s0, s0, a1\n"
                                     "        tlbp    a2, s0\n"
                                     "        tlbiv   s0, a0\n"
                                     "        andi    a3, s0, 0xfff\n"
                                     "        bnei    a3, 7, loop\n"
                                     "        tlbia\n"
                                     "        j       loop\n",
                                     1, 20000000);
    assert_true(hart_perf(rig_hart(machine), PERF_TLB_WRITES) > 1000000);
    peach_free(machine);
}

/* Every interrupt at every instruction: timer always due, IPIs to all, a device line that never drops. */
static void storms_of_interrupts(void **state)
{
    (void)state;
    static const char text[] = "        addpc   a0, handler\n"
                               "        csrw    tvec, a0\n"
                               "        li      s0, PA_INTC\n"
                               "        csrr    a1, hartid\n"
                               "        shadd   a2, s0, a1, 2\n"
                               "        li      a0, -1\n"
                               "        sw      a0, [a2 + INTC_ENABLE]\n"
                               "        li      a1, CONSOLE_CONTROL_RXIE | CONSOLE_CONTROL_HANGUPIE\n"
                               "        li      a2, PA_CONSOLE\n"
                               "        sw      a1, [a2 + CONSOLE_CONTROL]\n"
                               "        csrw    timecmp, zero\n"
                               "        csrw    timecmph, zero\n"
                               "        li      a0, 7\n"
                               "        csrw    ienable, a0\n"
                               "        li      a0, STATUS_IE\n"
                               "        csrw    status, a0\n"
                               "loop:   addi    s1, s1, 1\n"
                               "        wfi\n"
                               "        j       loop\n"
                               "handler:\n"
                               "        li      a0, -1\n"
                               "        sw      a0, [s0 + INTC_IPI_SEND]\n"
                               "        eret\n";
    for (unsigned harts = 1; harts <= 8; harts += 7) {
        struct peach *machine = survives(text, harts, 3000000);
        struct peach_stats stats;
        peach_stats(machine, &stats);
        assert_true(stats.interrupts[IRQ_TIMER] > 500000);
        peach_free(machine);
    }
}

/* Descriptors that overwrite their own ring, point to each other and outside RAM, with the queue always full. */
static void disk_works_on_its_own_ring(void **state)
{
    (void)state;
    char path[] = "/tmp/peach-hostile-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(ftruncate(fd, 1 << 20), 0);
    for (uint32_t word = 0; word < 4096; word++) /* what the disk holds looks like descriptors */
        assert_int_equal(write(fd, (uint8_t[]){(uint8_t)(word % 3), 0, 2, 0}, 4), 4);
    close(fd);
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 1u << 20;
    config.disk_count = 1;
    config.disks[0] = (struct peach_disk_config){.path = path, .snapshot = true, .model = PEACH_DISK_NONE};
    struct peach *machine = rig_new_with(&config);
    rig_assemble(machine, "        li      s0, PA_DISK0\n"
                          "        li      s1, 0x20000\n"
                          "        sw      s1, [s0 + DISK_QUEUE]\n"
                          "        li      a0, 256\n"
                          "        sw      a0, [s0 + DISK_QUEUE_SIZE]\n"
                          "loop:   lw      a1, [s0 + DISK_TAIL]\n"
                          "        add     a1, a1, a0\n"
                          "        sw      a1, [s0 + DISK_HEAD]\n"
                          "        lw      a2, [s0 + DISK_STATUS]\n"
                          "        andi    a2, a2, DISK_STATUS_FAULT\n"
                          "        beqi    a2, 0, loop\n"
                          "        li      a2, DISK_CONTROL_RESET\n"
                          "        sw      a2, [s0 + DISK_CONTROL]\n"
                          "        j       loop\n");
    /* Descriptor 1 reads sectors over the whole ring and beyond. */
    rig_set_word(machine, 0x20000 + DISK_DESC_COUNT, 16);
    rig_set_word(machine, 0x20000 + DISK_DESC_BUFFER, 0x20000);
    for (unsigned i = 0; i < 200; i++)
        assert_int_equal(peach_run(machine, peach_time_ns(machine) + 10000), PEACH_TIME);
    struct peach_stats stats;
    peach_stats(machine, &stats);
    assert_true(stats.disk_reads > 0);
    peach_free(machine);
    unlink(path);
}

/* A guest that asks for the largest picture, flips it, and lets the beam interrupt: 60 frames a second, no more. */
static void largest_picture(void **state)
{
    (void)state;
    struct peach *machine = survives("        li      s0, PA_FRAMEBUFFER\n"
                                     "        li      a0, 1280\n"
                                     "        sw      a0, [s0 + 8]\n"
                                     "        li      a0, 1024\n"
                                     "        sw      a0, [s0 + 12]\n"
                                     "        li      a0, 3\n"
                                     "        sw      a0, [s0]\n"
                                     "        li      s1, 0x200000\n"
                                     "loop:   sw      s1, [s0 + 24]\n"
                                     "        sw      a1, [s0 + 24]\n"
                                     "        li      a2, 0xfffffffc\n"
                                     "        sw      a2, [s0 + 24]\n"
                                     "        j       loop\n",
                                     1, 50000000);
    struct peach_framebuffer fb;
    assert_true(peach_framebuffer(machine, &fb));
    assert_int_equal(fb.width, 1280);
    assert_int_equal(fb.height, 1024);
    assert_int_equal(fb.frames, peach_time_ns(machine) / FRAMEBUFFER_FRAME_NS);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 1u << LINE_FRAMEBUFFER);
    peach_free(machine);
}

/* eret to an odd address with a step trap due: no instruction is there, and translated code must not go on by itself.
 */
static void returns_to_nowhere(void **state)
{
    (void)state;
    static const char text[] = "        addpc   a0, again\n"
                               "        csrw    tvec, a0\n"
                               "again:  li      a1, 1\n"
                               "        csrw    epc, a1\n"
                               "        li      a2, 0x20\n" /* STATUS_STEP */
                               "        csrw    status, a2\n"
                               "        eret\n";
    peach_free(survives(text, 1, 1000000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thrashes_the_code_cache), cmocka_unit_test(writes_the_tlb_for_ever),
        cmocka_unit_test(storms_of_interrupts),    cmocka_unit_test(disk_works_on_its_own_ring),
        cmocka_unit_test(largest_picture),         cmocka_unit_test(returns_to_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
