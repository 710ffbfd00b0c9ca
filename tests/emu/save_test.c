/* Save, restore, clone: the copy goes on exactly as the original does; files that are no state are refused. */
#include "rig.h"

#include <fcntl.h>
#include <unistd.h>

#include "isa/machine/disk.h"
#include "isa/machine/framebuffer.h"
#include "isa/machine/keyboard.h"
#include "isa/machine/mouse.h"

#define SECTORS 64u

static char path[] = "/tmp/peach-save-test-XXXXXX";

static int make_image(void **state)
{
    (void)state;
    rig_new_image(path, SECTORS);
    return 0;
}

static int remove_image(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

/* Writes random words, uses the disk without end, takes timer interrupts. */
static const char busy[] = "        addpc   a0, handler\n"
                           "        csrw    tvec, a0\n"
                           "        li      a0, 5000\n"
                           "        csrw    timecmp, a0\n"
                           "        csrw    timecmph, zero\n"
                           "        li      a0, 1 << IRQ_TIMER\n"
                           "        csrw    ienable, a0\n"
                           "        li      a0, STATUS_IE | STATUS_FPU\n"
                           "        csrw    status, a0\n"
                           "        csrr    a0, hartid\n"
                           "        bnei    a0, 0, work\n"
                           "        li      s2, PA_DISK0\n"
                           "        li      a0, 0x20000\n"
                           "        sw      a0, [s2 + DISK_QUEUE]\n"
                           "        li      a0, 4\n"
                           "        sw      a0, [s2 + DISK_QUEUE_SIZE]\n"
                           "work:   li      s0, PA_RNG\n"
                           "        li      s1, 0x80100000\n"
                           "        li      s3, 0x80020000\n"
                           "        csrr    s4, hartid\n"
                           "loop:   lw      a1, [s0]\n"
                           "        extu    a2, a1, 4, 16\n"
                           "        shadd   a2, s1, a2, 2\n"
                           "        amoadd  a3, [a2], a1\n"
                           "        fcvt.d.w f1, a3\n"
                           "        fadd.d  f3, f3, f1\n"
                           "        bnei    s4, 0, loop\n"
                           "        lw      a4, [s2 + DISK_HEAD]\n"
                           "        lw      a3, [s2 + DISK_TAIL]\n"
                           "        bne     a4, a3, loop\n"
                           "        andi    a3, a4, 3\n"
                           "        slli    a3, a3, 5\n"
                           "        add     a3, a3, s3\n"
                           "        andi    a5, a4, 1\n"
                           "        sw      a5, [a3 + DISK_DESC_OP]\n"
                           "        andi    a5, a1, 31\n"
                           "        sw      a5, [a3 + DISK_DESC_SECTOR]\n"
                           "        li      a5, 3\n"
                           "        sw      a5, [a3 + DISK_DESC_COUNT]\n"
                           "        li      a5, 0x100000\n"
                           "        sw      a5, [a3 + DISK_DESC_BUFFER]\n"
                           "        addi    a4, a4, 1\n"
                           "        sw      a4, [s2 + DISK_HEAD]\n"
                           "        j       loop\n"
                           "handler:\n"
                           "        csrr    a0, time\n"
                           "        li      t0, 7001\n"
                           "        add     a0, a0, t0\n"
                           "        csrw    timecmp, a0\n"
                           "        csrr    a0, timeh\n"
                           "        csrw    timecmph, a0\n"
                           "        eret\n";

static struct peach_config configuration(unsigned harts)
{
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 4u << 20;
    config.harts = harts;
    config.seed = 42;
    config.command_line = "one two";
    config.disk_count = 1;
    config.disks[0] = (struct peach_disk_config){.path = path, .snapshot = true, .read_only = false};
    return config;
}

static struct peach *busy_machine(unsigned harts)
{
    struct peach_config config = configuration(harts);
    struct peach *machine = rig_new_with(&config);
    rig_assemble(machine, busy);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_WIDTH, 320);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_HEIGHT, 200);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_CONTROL, FRAMEBUFFER_CONTROL_ON);
    peach_key(machine, KEY_A, true, false);
    peach_mouse(machine, 10, 20, 1, 0);
    peach_console_input(machine, (const uint8_t *)"typed", 5);
    return machine;
}

static struct peach *restored(const uint8_t *file, size_t length)
{
    char error[PEACH_ERROR_BYTES] = "";
    struct peach_config config = configuration(0);
    struct peach *machine = peach_restore(file, length, &config, error);
    if (!machine)
        fail_msg("%s", error);
    return machine;
}

/* Both go on to the same end. */
static void same_future(struct peach *a, struct peach *b)
{
    assert_true(peach_hash(a) == peach_hash(b));
    for (unsigned i = 0; i < 5; i++) {
        peach_run(a, peach_time_ns(a) + 777777);
        peach_run(b, peach_time_ns(b) + 777777);
        assert_int_equal(peach_insns(a), peach_insns(b));
        assert_true(peach_hash(a) == peach_hash(b));
    }
    struct peach_stats stats[2];
    peach_stats(a, &stats[0]);
    peach_stats(b, &stats[1]);
    assert_memory_equal(&stats[0], &stats[1], sizeof stats[0]);
}

static void restored_machine_goes_on(void **state)
{
    (void)state;
    for (unsigned harts = 1; harts <= 3; harts += 2) {
        struct peach *machine = busy_machine(harts);
        for (unsigned i = 0; i < 4; i++) {
            size_t length;
            char error[PEACH_ERROR_BYTES] = "";
            rig_run(machine, 12345);
            uint8_t *file = peach_save(machine, &length, error);
            assert_non_null(file);
            struct peach *copy = restored(file, length);
            peach_set_limit(machine, UINT64_MAX);
            same_future(machine, copy);
            peach_free(copy);
            free(file);
        }
        peach_free(machine);
    }
}

static void equal_states_give_equal_files(void **state)
{
    (void)state;
    size_t lengths[2];
    uint8_t *files[2];
    char error[PEACH_ERROR_BYTES] = "";
    for (unsigned i = 0; i < 2; i++) {
        struct peach *machine = busy_machine(2);
        peach_run(machine, 2000000);
        files[i] = peach_save(machine, &lengths[i], error);
        peach_free(machine);
    }
    assert_int_equal(lengths[0], lengths[1]);
    assert_memory_equal(files[0], files[1], lengths[0]);
    free(files[0]);
    free(files[1]);
}

static void clones_go_their_own_ways(void **state)
{
    (void)state;
    char error[PEACH_ERROR_BYTES] = "";
    struct peach *machine = busy_machine(2), *clones[4];
    peach_run(machine, 1000000);
    uint64_t hash = peach_hash(machine);
    for (unsigned i = 0; i < 4; i++) {
        clones[i] = peach_clone(machine, &(struct peach_host){0}, error);
        assert_non_null(clones[i]);
        assert_true(peach_hash(machine) == hash);
    }
    same_future(machine, clones[0]);
    assert_true(peach_hash(clones[1]) == hash);
    rig_set_word(clones[1], 0x100000, 0xdead);
    assert_true(rig_word(clones[2], 0x100000) != 0xdead && rig_word(machine, 0x100000) != 0xdead);
    peach_run(clones[1], 3000000);
    struct peach *grandchild = peach_clone(clones[2], &(struct peach_host){0}, error);
    peach_free(machine);
    same_future(clones[2], clones[3]);
    peach_run(grandchild, peach_time_ns(clones[2]));
    assert_true(peach_hash(grandchild) == peach_hash(clones[2]));
    for (unsigned i = 0; i < 4; i++)
        peach_free(clones[i]);
    peach_free(grandchild);
}

static void machine_that_writes_its_image_has_no_clone(void **state)
{
    (void)state;
    char error[PEACH_ERROR_BYTES] = "";
    struct peach_config config = configuration(1);
    config.disks[0].snapshot = false;
    struct peach *machine = rig_new_with(&config);
    assert_null(peach_clone(machine, &(struct peach_host){0}, error));
    assert_non_null(strstr(error, "cannot be cloned; use --snapshot"));
    peach_free(machine);
}

static void refuse(const uint8_t *file, size_t length, const struct peach_config *config, const char *message)
{
    char error[PEACH_ERROR_BYTES] = "";
    assert_null(peach_restore(file, length, config, error));
    if (!strstr(error, message))
        fail_msg("'%s' is not in '%s'", message, error);
}

static uint8_t *saved_file(size_t *length)
{
    char error[PEACH_ERROR_BYTES] = "";
    struct peach *machine = busy_machine(1);
    peach_run(machine, 1000000);
    uint8_t *file = peach_save(machine, length, error);
    peach_free(machine);
    assert_non_null(file);
    return file;
}

static void damaged_files_are_refused(void **state)
{
    (void)state;
    size_t length;
    uint8_t *file = saved_file(&length);
    struct peach_config config = configuration(0);
    refuse(file, 0, &config, "not a state file; make one with --save");
    refuse((const uint8_t *)"\177ELF\1\1\1 and much more behind it, too much", 40, &config, "not a state file");
    refuse(file, 20, &config, "cut off; save it anew");
    refuse(file, length - 1, &config, "cut off; save it anew");
    file[8]++;
    refuse(file, length, &config, "saved by another version of Peach");
    file[8]--;
    for (size_t i = 16; i < length; i += 1 + i / 40) {
        file[i] ^= 0x10;
        refuse(file, length, &config, i < 24 ? "the state file is" : "the state file is damaged");
        file[i] ^= 0x10;
    }
    peach_free(restored(file, length));
    free(file);
}

static void wrong_disks_are_refused(void **state)
{
    (void)state;
    size_t length;
    uint8_t *file = saved_file(&length);
    struct peach_config config = configuration(0);
    config.disk_count = 0;
    refuse(file, length, &config, "made with 1 disks, not 0; name the same images with --disk");
    config = configuration(0);
    config.disks[0].snapshot = false;
    refuse(file, length, &config, "kept in memory; add --snapshot");
    config = configuration(0);
    config.disks[0].path = "/nonexistent";
    refuse(file, length, &config, "cannot open disk image '");
    int fd = open(path, O_RDWR);
    assert_int_equal(pwrite(fd, "!", 1, 4000), 1);
    config = configuration(0);
    refuse(file, length, &config, "not the disk image that the state was made with");
    assert_int_equal(pwrite(fd, (uint8_t[]){4000 / 512}, 1, 4000), 1);
    close(fd);
    peach_free(restored(file, length));
    free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(restored_machine_goes_on),  cmocka_unit_test(equal_states_give_equal_files),
        cmocka_unit_test(clones_go_their_own_ways),  cmocka_unit_test(machine_that_writes_its_image_has_no_clone),
        cmocka_unit_test(damaged_files_are_refused), cmocka_unit_test(wrong_disks_are_refused),
    };
    return cmocka_run_group_tests(tests, make_image, remove_image);
}
