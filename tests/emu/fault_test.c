/* Injected faults and disk models: what goes wrong does so where it was asked for, and nowhere else; texts that are
 * refused. */
#include "rig.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "isa/machine/disk.h"
#include "isa/machine/intc.h"
#include "isa/machine/keyboard.h"
#include "latency.h"

#define SECTORS   64u
#define RING      0x20000u
#define RING_SIZE 4u
#define BUFFER    0x30000u

static char path[] = "/tmp/peach-fault-test-XXXXXX";

static int make_image(void **state)
{
    (void)state;
    rig_new_image(path, SECTORS);
    return 0;
}

static int remove_image(void **state)
{
    (void)state;
    return unlink(path);
}

/* The byte at an offset of the image's file. */
static unsigned on_medium(uint32_t sector, uint32_t offset)
{
    uint8_t byte;
    int fd = open(path, O_RDONLY);
    assert_int_equal(pread(fd, &byte, 1, sector * DISK_SECTOR_BYTES + offset), 1);
    close(fd);
    return byte;
}

static struct peach_config configuration(const char *const *specs, unsigned count)
{
    struct peach_config config;
    char error[PEACH_ERROR_BYTES] = "";
    peach_config_default(&config);
    config.ram_bytes = 1u << 20;
    config.disk_count = 1;
    config.disks[0].path = path;
    for (; config.fault_count < count; config.fault_count++)
        if (!peach_fault_parse(specs[config.fault_count], &config.faults[config.fault_count], error))
            fail_msg("%s", error);
    return config;
}

static struct peach *started(const struct peach_config *config)
{
    struct peach *machine = rig_new_with(config);
    rig_assemble(machine, "loop: wfi\n j loop\n");
    rig_write(machine, PA_DISK0 + DISK_QUEUE, RING);
    rig_write(machine, PA_DISK0 + DISK_QUEUE_SIZE, RING_SIZE);
    return machine;
}

static struct peach *machine_with(const char *spec)
{
    struct peach_config config = configuration(&spec, 1);
    rig_fill_image(path, SECTORS);
    return started(&config);
}

#define POWER_IS_CUT 0xdead

/* One request; its status, or POWER_IS_CUT. */
static uint32_t request(struct peach *machine, uint32_t op, uint32_t sector, uint32_t count)
{
    uint32_t head = rig_read(machine, PA_DISK0 + DISK_HEAD);
    uint32_t at = RING + head % RING_SIZE * DISK_DESC_BYTES;
    const uint32_t words[] = {op, 0xffff, sector, 0, count, BUFFER, 0, 0};
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
        rig_set_word(machine, at + 4 * i, words[i]);
    rig_write(machine, PA_DISK0 + DISK_HEAD, head + 1);
    enum peach_stop stop = peach_run(machine, peach_time_ns(machine) + 100000000);
    return stop == PEACH_POWER_CUT ? POWER_IS_CUT : rig_word(machine, at + DISK_DESC_STATUS);
}

static uint32_t write_sectors(struct peach *machine, uint32_t sector, uint32_t count, uint32_t value)
{
    for (uint32_t at = 0; at < count * DISK_SECTOR_BYTES; at += 4)
        rig_set_word(machine, BUFFER + at, value * 0x01010101);
    return request(machine, DISK_WRITE, sector, count);
}

static void reads_fail_where_asked(void **state)
{
    (void)state;
    struct peach *machine = machine_with("disk:read:sector=10-12");
    assert_int_equal(request(machine, DISK_READ, 8, 2), DISK_OK);
    assert_int_equal(request(machine, DISK_READ, 8, 3), DISK_IO_ERROR);
    assert_int_equal(request(machine, DISK_READ, 12, 1), DISK_IO_ERROR);
    assert_int_equal(request(machine, DISK_READ, 13, 5), DISK_OK);
    assert_int_equal(request(machine, DISK_READ, 0, 64), DISK_IO_ERROR);
    assert_int_equal(write_sectors(machine, 11, 1, 0xab), DISK_OK);
    assert_int_equal(on_medium(11, 0), 0xab);
    peach_free(machine);
    machine = machine_with("disk:read:nth=2:count=2");
    static const uint32_t expected[] = {DISK_OK, DISK_IO_ERROR, DISK_IO_ERROR, DISK_OK};
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(request(machine, DISK_READ, i, 1), expected[i]);
    peach_free(machine);
    machine = machine_with("disk:read:disk=1");
    assert_int_equal(request(machine, DISK_READ, 0, 1), DISK_OK);
    peach_free(machine);
}

static void writes_fail_and_tear(void **state)
{
    (void)state;
    struct peach *machine = machine_with("disk:write:sector=5");
    assert_int_equal(write_sectors(machine, 4, 3, 0xab), DISK_IO_ERROR);
    assert_int_equal(on_medium(4, 0), 4);
    assert_int_equal(write_sectors(machine, 6, 3, 0xab), DISK_OK);
    peach_free(machine);
    machine = machine_with("disk:torn:nth=2");
    assert_int_equal(write_sectors(machine, 1, 4, 0xaa), DISK_OK);
    assert_int_equal(write_sectors(machine, 10, 4, 0xbb), DISK_OK);
    assert_int_equal(write_sectors(machine, 20, 4, 0xcc), DISK_OK);
    assert_int_equal(on_medium(4, 511), 0xaa);
    assert_int_equal(on_medium(11, 511), 0xbb);
    assert_int_equal(on_medium(12, 0), 12);
    assert_int_equal(on_medium(23, 0), 0xcc);
    peach_free(machine);
    machine = machine_with("disk:torn");
    assert_int_equal(write_sectors(machine, 7, 1, 0xaa), DISK_OK); /* of a single sector, half the bytes */
    assert_int_equal(on_medium(7, 255), 0xaa);
    assert_int_equal(on_medium(7, 256), 7);
    peach_free(machine);
}

static void cached_writes_wait_for_the_flush(void **state)
{
    (void)state;
    struct peach_config config = configuration(NULL, 0);
    config.disks[0].write_cache = true;
    rig_fill_image(path, SECTORS);
    struct peach *machine = started(&config);
    assert_int_equal(write_sectors(machine, 3, 2, 0xaa), DISK_OK);
    assert_int_equal(write_sectors(machine, 4, 1, 0xbb), DISK_OK);
    assert_int_equal(on_medium(3, 0), 3);
    assert_int_equal(request(machine, DISK_READ, 2, 4), DISK_OK);
    assert_int_equal(rig_word(machine, BUFFER), 0x02020202);
    assert_int_equal(rig_word(machine, BUFFER + 512), 0xaaaaaaaa);
    assert_int_equal(rig_word(machine, BUFFER + 1024), 0xbbbbbbbb);
    assert_int_equal(request(machine, DISK_FLUSH, 0, 0), DISK_OK);
    assert_int_equal(on_medium(3, 0), 0xaa);
    assert_int_equal(on_medium(4, 0), 0xbb);
    for (unsigned i = 0; i < 2 * 2048 / 64; i++) /* more than the cache holds */
        assert_int_equal(write_sectors(machine, 0, 64, i), DISK_OK);
    assert_true(on_medium(9, 0) > 0xaa % 31);
    peach_free(machine);
    assert_int_equal(on_medium(9, 0), 2 * 2048 / 64 - 1); /* the emulator ends in good order */
}

static void power_cut_loses_the_cache(void **state)
{
    (void)state;
    struct peach *machine = machine_with("power-cut:write=3");
    assert_int_equal(write_sectors(machine, 1, 1, 0xaa), DISK_OK);
    assert_int_equal(request(machine, DISK_FLUSH, 0, 0), DISK_OK);
    assert_int_equal(write_sectors(machine, 2, 1, 0xbb), DISK_OK);
    assert_int_equal(write_sectors(machine, 3, 1, 0xcc), POWER_IS_CUT);
    assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_POWER_CUT);
    peach_free(machine);
    assert_int_equal(on_medium(1, 0), 0xaa);
    assert_int_equal(on_medium(2, 0), 2);
    assert_int_equal(on_medium(3, 0), 3);

    const char *const torn[] = {"power-cut:write=2:keep=100%", "disk:torn:nth=2"};
    struct peach_config config = configuration(torn, 2);
    rig_fill_image(path, SECTORS);
    machine = started(&config);
    assert_int_equal(write_sectors(machine, 1, 1, 0xaa), DISK_OK);
    assert_int_equal(write_sectors(machine, 2, 2, 0xbb), POWER_IS_CUT);
    peach_free(machine);
    assert_int_equal(on_medium(1, 0), 0xaa);
    assert_int_equal(on_medium(2, 0), 0xbb);
    assert_int_equal(on_medium(3, 0), 3);
}

static void lost_flush_saves_nothing(void **state)
{
    (void)state;
    const char *const specs[] = {"disk:lost-flush:nth=1:count=1", "power-cut:write=2"};
    struct peach_config config = configuration(specs, 2);
    rig_fill_image(path, SECTORS);
    struct peach *machine = started(&config);
    assert_int_equal(write_sectors(machine, 1, 1, 0xaa), DISK_OK);
    assert_int_equal(request(machine, DISK_FLUSH, 0, 0), DISK_OK);
    assert_int_equal(on_medium(1, 0), 1);
    assert_int_equal(write_sectors(machine, 2, 1, 0xbb), POWER_IS_CUT);
    peach_free(machine);
    assert_int_equal(on_medium(1, 0), 1);
}

static void bits_flip_in_time(void **state)
{
    (void)state;
    struct peach *machine = machine_with("ram:pa=0x80000:bit=3:at=5000");
    peach_run(machine, 4999);
    assert_int_equal(rig_word(machine, 0x80000), 0);
    peach_run(machine, 5001);
    assert_int_equal(rig_word(machine, 0x80000), 8);
    peach_run(machine, 500000);
    assert_int_equal(rig_word(machine, 0x80000), 8);
    peach_free(machine);
    struct peach *twins[2] = {machine_with("ram:flips=100:before=1000000:seed=9"),
                              machine_with("ram:flips=100:before=1000000:seed=9")};
    unsigned bits = 0;
    for (unsigned i = 0; i < 2; i++)
        peach_run(twins[i], 1000000);
    for (uint32_t pa = 0x40000; pa < 0x100000; pa += 4)
        for (uint32_t word = rig_word(twins[0], pa); word; word &= word - 1)
            bits++;
    assert_true(bits > 40 && bits <= 100);
    assert_true(peach_hash(twins[0]) == peach_hash(twins[1]));
    peach_free(twins[0]);
    peach_free(twins[1]);
}

static void interrupts_get_lost(void **state)
{
    (void)state;
    struct peach *machine = machine_with("irq:drop=keyboard:nth=2:count=1");
    rig_write(machine, PA_KEYBOARD + KEYBOARD_CONTROL, KEYBOARD_CONTROL_IE);
    for (unsigned i = 1; i <= 3; i++) {
        peach_key(machine, KEY_A, true, false);
        assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), i == 2 ? 0 : 1u << LINE_KEYBOARD);
        assert_true(rig_read(machine, PA_KEYBOARD + KEYBOARD_EVENT));
        assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 0);
    }
    peach_free(machine);
}

/* A machine that is restored in the midst of its faults meets the same ones. */
static void faults_are_saved(void **state)
{
    (void)state;
    static const char *const specs[] = {"disk:read:rate=1/3:seed=4", "ram:flips=50:before=100000000",
                                        "power-cut:write=5", "disk:write:nth=3:count=1"};
    struct peach_config config = configuration(specs, 4);
    config.disks[0].snapshot = true;
    config.disks[0].model = PEACH_DISK_HDD;
    rig_fill_image(path, SECTORS);
    struct peach *machine = started(&config);
    write_sectors(machine, 20, 9, 0x77);
    for (unsigned i = 0; i < 4; i++)
        request(machine, DISK_READ, i, 1);
    size_t length;
    char error[PEACH_ERROR_BYTES] = "";
    uint8_t *file = peach_save(machine, &length, error);
    struct peach *copy = peach_restore(file, length, &config, error);
    assert_non_null(copy);
    for (unsigned i = 0; i < 20; i++) {
        assert_int_equal(request(machine, DISK_READ, 18 + i, 1), request(copy, DISK_READ, 18 + i, 1));
        if (i % 5 == 0)
            assert_int_equal(write_sectors(machine, i, 2, i), write_sectors(copy, i, 2, i));
        assert_true(peach_hash(machine) == peach_hash(copy));
    }
    peach_free(machine);
    peach_free(copy);
    free(file);
}

static void disks_take_their_time(void **state)
{
    (void)state;
    struct latency none = {PEACH_DISK_NONE, 1 << 20, 0}, flash = {PEACH_DISK_FLASH, 1 << 20, 0};
    struct latency hdd = {PEACH_DISK_HDD, 1 << 20, 0};
    assert_int_equal(latency_of_transfer(&none, 0, 77777, 100), 1000);
    assert_int_equal(latency_of_transfer(&flash, 0, 77777, 8), 20000 + 8 * 250);
    assert_int_equal(latency_of_flush(&flash, 0), 100000);
    assert_int_equal(latency_of_transfer(&hdd, 0, 0, 512), 8333333);             /* a whole turn, no seek */
    assert_int_equal(latency_of_transfer(&hdd, 0, 256, 1), 8333333 / 2 + 16276); /* half a turn to wait */
    uint64_t near = latency_of_transfer(&hdd, 0, 512 * 2, 1), far = latency_of_transfer(&hdd, 0, 512 * 2000, 1);
    assert_true(near >= 1000000 && near < 1000000 + 1000000 + 8400000);
    assert_true(far >= 9000000 && far < 10000000 + 8400000);
    assert_int_equal(hdd.track, 2000);
    assert_true(latency_of_transfer(&hdd, 123, UINT64_MAX, 2048) < 100000000); /* no such sector */
}

static void wrong_texts_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {
        {"", "no such kind; use disk:read"},
        {"disk", "no such kind"},
        {"disk:reads", "no such kind"},
        {"disk:read:", "takes no"},
        {"disk:read:sector", "takes no sector"},
        {"disk:read:sector=", "wrong value in sector="},
        {"disk:read:sector=x", "wrong value in sector=x"},
        {"disk:read:sector=9-7", "wrong value in sector=9-7"},
        {"disk:read:sector=-1", "wrong value in sector=-1"},
        {"disk:read:sector=99999999999999999999", "wrong value"},
        {"disk:read:disk=4", "wrong value in disk=4"},
        {"disk:read:nth=0", "wrong value in nth=0"},
        {"disk:read:count=0", "wrong value in count=0"},
        {"disk:read:nth=1:nth=2", "given twice: nth=2"},
        {"disk:read:rate=2", "wrong value in rate=2"},
        {"disk:read:rate=101%", "wrong value in rate=101%"},
        {"disk:read:rate=1/0", "wrong value"},
        {"disk:read:rate=5%:nth=2", "rate goes without nth and count"},
        {"disk:read:bit=3", "this kind takes no bit=3"},
        {"disk:lost-flush:sector=3", "takes no sector=3"},
        {"power-cut", "this kind needs write"},
        {"power-cut:write=0", "wrong value in write=0"},
        {"ram:pa=0", "this kind needs bit"},
        {"ram:pa=0:bit=8:at=1", "wrong value in bit=8"},
        {"ram:pa=0x100000000:bit=0:at=1", "wrong value in pa"},
        {"ram:flips=5", "this kind needs before"},
        {"ram:flips=0:before=9", "wrong value in flips=0"},
        {"irq:nth=1", "this kind needs drop"},
        {"irq:drop=teapot", "wrong value in drop=teapot"},
        {"irq:drop=32", "wrong value in drop=32"},
    };
    for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct peach_fault fault;
        char error[PEACH_ERROR_BYTES] = "";
        if (peach_fault_parse(wrong[i][0], &fault, error) || !strstr(error, wrong[i][1]))
            fail_msg("'%s': '%s' is not in '%s'", wrong[i][0], wrong[i][1], error);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_fail_where_asked),
        cmocka_unit_test(writes_fail_and_tear),
        cmocka_unit_test(cached_writes_wait_for_the_flush),
        cmocka_unit_test(power_cut_loses_the_cache),
        cmocka_unit_test(lost_flush_saves_nothing),
        cmocka_unit_test(bits_flip_in_time),
        cmocka_unit_test(interrupts_get_lost),
        cmocka_unit_test(faults_are_saved),
        cmocka_unit_test(disks_take_their_time),
        cmocka_unit_test(wrong_texts_are_refused),
    };
    return cmocka_run_group_tests(tests, make_image, remove_image);
}
