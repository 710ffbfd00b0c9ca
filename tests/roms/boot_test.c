/* The boot ROM: what a kernel is given, and what the person reads for each way in which booting can fail.
 *
 * Arguments: the ROM, peach-mkfs, and the test's kernels (kernel.s): plain, one that needs 128 MiB, one that reboots
 * once, one linked into the ROM's memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "emu/peach.h"
#include "isa/machine/boot.h"
#include "isa/orchard/fs.h"

enum { PRINTED_BYTES = 4096, MIB = 0x100000, LIMIT_INSNS = 20000000 };

static char **paths;
enum { ROM = 1, MKFS, KERNEL, BIG_KERNEL, REBOOTING_KERNEL, LOW_KERNEL, ARGUMENTS };

static char scratch[] = "/tmp/peach-boot-XXXXXX";
static char printed[PRINTED_BYTES];
static size_t printed_length;

static void console(void *context, const uint8_t *bytes, size_t length) {
    (void)context;
    assert_true(printed_length + length < PRINTED_BYTES);
    memcpy(printed + printed_length, bytes, length);
    printed_length += length;
    printed[printed_length] = 0;
}

static const char *scratch_path(const char *name) {
    static char path[2][256];
    static unsigned turn;
    turn ^= 1;
    snprintf(path[turn], sizeof path[turn], "%s/%s", scratch, name);
    return path[turn];
}

static int enter(void **state) {
    (void)state;
    assert_non_null(mkdtemp(scratch));
    char command[512];
    snprintf(command, sizeof command, "mkdir '%s/root'", scratch);
    return system(command);
}

static int leave(void **state) {
    (void)state;
    char command[512];
    snprintf(command, sizeof command, "rm -rf '%s'", scratch);
    return system(command);
}

/* Make a small image with mkfs. */
static void make_image(const char *name, const char *options) {
    char command[2048];
    snprintf(command, sizeof command, "'%s' --quiet -o '%s' --size 2M --swap 0 %s '%s/root'", paths[MKFS],
             scratch_path(name), options, scratch);
    assert_int_equal(system(command), 0);
}

static void make_kernel_image(const char *name, unsigned kernel) {
    char options[1024];
    snprintf(options, sizeof options, "--cmdline 'quiet from-disk' --kernel '%s'", paths[kernel]);
    make_image(name, options);
}

static void make_empty_image(const char *name, long bytes) {
    FILE *file = fopen(scratch_path(name), "wb");
    assert_non_null(file);
    assert_int_equal(fseek(file, bytes - 1, SEEK_SET), 0);
    assert_int_equal(fputc(0, file), 0);
    assert_int_equal(fclose(file), 0);
}

static void read_super(const char *name, struct fs_super *super) {
    FILE *file = fopen(scratch_path(name), "rb");
    assert_non_null(file);
    assert_int_equal(fread(super, sizeof *super, 1, file), 1);
    fclose(file);
}

static void patch(const char *name, long offset, const void *bytes, size_t length) {
    FILE *file = fopen(scratch_path(name), "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, offset, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, length, 1, file), 1);
    assert_int_equal(fclose(file), 0);
}

/* Write the superblock back, with the checksum that belongs to it. */
static void write_super(const char *name, struct fs_super *super) {
    super->checksum = 0;
    super->checksum = fs_crc32(0, super, sizeof *super);
    patch(name, 0, super, sizeof *super);
}

/* Change bytes of the kernel's file in an image, and the checksum that covers it. */
static void patch_kernel(const char *name, uint32_t offset, uint32_t value) {
    struct fs_super super;
    read_super(name, &super);
    long start = (long)super.boot.start * FS_BLOCK_BYTES;
    patch(name, start + offset, &value, sizeof value);
    uint8_t *kernel = malloc(super.boot_bytes);
    FILE *file = fopen(scratch_path(name), "rb");
    assert_true(kernel && file && fseek(file, start, SEEK_SET) == 0);
    assert_int_equal(fread(kernel, super.boot_bytes, 1, file), 1);
    fclose(file);
    super.boot_checksum = fs_crc32(0, kernel, super.boot_bytes);
    free(kernel);
    write_super(name, &super);
}

static struct peach_config config_with(const char *disk) {
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 4 * MIB;
    config.host.console_output = console;
    if (disk)
        config.disks[config.disk_count++] = (struct peach_disk_config){.path = scratch_path(disk), .snapshot = true};
    return config;
}

static struct peach *start(const struct peach_config *config) {
    char error[PEACH_ERROR_BYTES];
    struct peach *machine = peach_new(config, error);
    if (!machine || !peach_load_rom(machine, paths[ROM], error))
        fail_msg("%s", error);
    printed_length = 0;
    printed[0] = 0;
    peach_set_limit(machine, LIMIT_INSNS);
    return machine;
}

/* Run to the end and compare status and text. */
static void finish(struct peach *machine, unsigned status, const char *text) {
    enum peach_stop stop = peach_run(machine, UINT64_MAX);
    if (stop != PEACH_EXIT || peach_exit_code(machine) != status || !strstr(printed, text))
        fail_msg("stop %d, status %u, wanted %u and \"%s\", printed:\n%s", stop, (unsigned)peach_exit_code(machine),
                 status, text, printed);
    peach_free(machine);
}

static void boot(const struct peach_config *config, unsigned status, const char *text) {
    finish(start(config), status, text);
}

static void boots_from_disk(void **state) {
    (void)state;
    make_kernel_image("good", KERNEL);
    struct peach_config config = config_with("good");
    boot(&config, 0,
         "kernel: 0x544f4f42 hart 0 ram 0x00400000 harts 1 disk 0x00000000 file 0x464c457f [quiet from-disk]\n");
    assert_memory_equal(printed, "kernel", 6);
}

static void appends_the_command_line(void **state) {
    (void)state;
    make_kernel_image("good", KERNEL);
    struct peach_config config = config_with("good");
    config.command_line = "from the machine";
    boot(&config, 0, "[quiet from-disk from the machine]\n");
}

static void says_what_it_boots(void **state) {
    (void)state;
    char options[1024];
    snprintf(options, sizeof options, "--cmdline '' --kernel '%s'", paths[KERNEL]);
    make_image("talkative", options);
    struct peach_config config = config_with("talkative");
    config.harts = 2;
    boot(&config, 0, "Peach: 4 MiB, 2 harts, kernel of ");
    assert_non_null(strstr(printed, " from disk 0\nkernel: "));
    assert_non_null(strstr(printed, " []\n"));
}

static void boots_from_the_second_disk(void **state) {
    (void)state;
    make_kernel_image("good", KERNEL);
    make_empty_image("blank", MIB);
    struct peach_config config = config_with("blank");
    config.disks[config.disk_count++] = (struct peach_disk_config){.path = scratch_path("good"), .snapshot = true};
    boot(&config, 0, "disk 0x00000001");
}

static void boots_a_kernel_from_outside(void **state) {
    (void)state;
    char error[PEACH_ERROR_BYTES];
    struct peach_config config = config_with(NULL);
    config.command_line = "quiet";
    struct peach *machine = start(&config);
    assert_true(peach_load_kernel(machine, paths[KERNEL], error));
    finish(machine, 0, "hart 0 ram 0x00400000 harts 1 disk 0xffffffff file 0x464c457f [quiet]\n");
}

static void wakes_all_harts(void **state) {
    (void)state;
    make_kernel_image("good", KERNEL);
    struct peach_config config = config_with("good");
    config.harts = 8;
    boot(&config, 0,
         "harts 8 disk 0x00000000 file 0x464c457f [quiet from-disk]\n hart 1]\n hart 2]\n hart 3]\n hart 4]\n hart 5]\n"
         " hart 6]\n hart 7]\n");
}

/* RAM keeps the last run's boot info and harts' entries: they must not count. */
static void boots_again_after_a_reboot(void **state) {
    (void)state;
    make_kernel_image("reboot", REBOOTING_KERNEL);
    struct peach_config config = config_with("reboot");
    config.harts = 3;
    boot(&config, 0, " hart 1]\n hart 2]\n");
    const char *first = strstr(printed, "kernel:");
    assert_non_null(strstr(first + 1, "kernel:"));
}

static void no_disk(void **state) {
    (void)state;
    struct peach_config config = config_with(NULL);
    boot(&config, BOOT_FAILURE_NO_DISK, "boot: no disk to boot from: start peach-emu with a disk image\n");
}

static void no_file_system(void **state) {
    (void)state;
    make_empty_image("blank", MIB);
    struct peach_config config = config_with("blank");
    boot(&config, BOOT_FAILURE_NO_FILE_SYSTEM,
         "boot: no Orchard file system on the disk: its first block is no superblock\n");
    make_empty_image("tiny", 512);
    config = config_with("tiny");
    boot(&config, BOOT_FAILURE_NO_FILE_SYSTEM, "boot: no Orchard file system on the disk: the disk is empty\n");
}

static void damaged_superblock(void **state) {
    (void)state;
    struct fs_super super;
    make_kernel_image("damaged", KERNEL);
    patch("damaged", offsetof(struct fs_super, label), "x", 1);
    struct peach_config config = config_with("damaged");
    boot(&config, BOOT_FAILURE_NO_FILE_SYSTEM, "the superblock is damaged; make the image anew\n");

    make_kernel_image("damaged", KERNEL);
    read_super("damaged", &super);
    super.version = 99;
    write_super("damaged", &super);
    boot(&config, BOOT_FAILURE_NO_FILE_SYSTEM, "its version is unknown to this ROM");

    make_kernel_image("damaged", KERNEL);
    assert_int_equal(truncate(scratch_path("damaged"), MIB), 0);
    boot(&config, BOOT_FAILURE_NO_FILE_SYSTEM,
         "the disk is smaller than its file system; the image has been cut off\n");
}

static void no_kernel(void **state) {
    (void)state;
    make_image("bare", "");
    struct peach_config config = config_with("bare");
    boot(&config, BOOT_FAILURE_NO_KERNEL, "boot: no kernel on the disk: make the image with peach-mkfs --kernel\n");
}

static void impossible_place_of_the_kernel(void **state) {
    (void)state;
    struct fs_super super;
    struct peach_config config = config_with("damaged");
    make_kernel_image("damaged", KERNEL);
    read_super("damaged", &super);
    super.boot.start = super.block_count;
    write_super("damaged", &super);
    boot(&config, BOOT_FAILURE_BAD_KERNEL, "its place on the disk is impossible");
    super.boot.start = 1;
    super.boot.blocks = 0xffffffff;
    super.boot_bytes = 0xffffffff;
    write_super("damaged", &super);
    boot(&config, BOOT_FAILURE_BAD_KERNEL, "its place on the disk is impossible");
}

static void damaged_kernel(void **state) {
    (void)state;
    struct fs_super super;
    struct peach_config config = config_with("damaged");
    make_kernel_image("damaged", KERNEL);
    read_super("damaged", &super);
    patch("damaged", (long)super.boot.start * FS_BLOCK_BYTES + 200, "x", 1);
    boot(&config, BOOT_FAILURE_BAD_KERNEL, "boot: the kernel on the disk is damaged: its checksum is wrong");
}

/* Offsets in the ELF header and in the first program header. */
static void bad_elf(void **state) {
    (void)state;
    static const struct {
        uint32_t offset, value;
        unsigned status;
        const char *text;
    } cases[] = {
        {0, 0x12345678, BOOT_FAILURE_BAD_KERNEL, "not an ELF32 file"},
        {4, 0x00010102, BOOT_FAILURE_BAD_KERNEL, "not an ELF32 file"},
        {16, 62 << 16 | 2, BOOT_FAILURE_BAD_KERNEL, "not an executable for Peach"},
        {28, 0x7ffffff0, BOOT_FAILURE_BAD_KERNEL, "its program headers lie outside the file"},
        {24, 0x80000000, BOOT_FAILURE_BAD_KERNEL, "its entry lies outside its segments"},
        {24, 0x80010002, BOOT_FAILURE_BAD_KERNEL, "its entry lies outside its segments"},
        {52 + 4, 0xfffffff0, BOOT_FAILURE_BAD_KERNEL, "a segment lies outside the file"},
        {52 + 16, 0x7fffffff, BOOT_FAILURE_BAD_KERNEL, "a segment lies outside the file"},
        {52 + 12, 0x8000f000, BOOT_FAILURE_BAD_KERNEL, "a segment lies in the memory of the boot ROM"},
        {52 + 12, 0x7fff0000, BOOT_FAILURE_TOO_LITTLE_MEMORY, "the kernel ends at 0x"},
        {52 + 20, 0xfffffff0, BOOT_FAILURE_TOO_LITTLE_MEMORY, "the kernel ends at 0x"},
    };
    struct peach_config config = config_with("damaged");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        make_kernel_image("damaged", KERNEL);
        patch_kernel("damaged", cases[i].offset, cases[i].value);
        boot(&config, cases[i].status, cases[i].text);
    }
}

static void kernel_in_the_rom_memory(void **state) {
    (void)state;
    make_kernel_image("low", LOW_KERNEL);
    struct peach_config config = config_with("low");
    boot(&config, BOOT_FAILURE_BAD_KERNEL,
         "a segment lies in the memory of the boot ROM; link the kernel at 0x80010000\n");
}

/* The first block is read before anything else, the kernel behind it. */
static void disk_that_cannot_be_read(void **state) {
    (void)state;
    make_kernel_image("good", KERNEL);
    struct fs_super super;
    read_super("good", &super);
    unsigned kernel_sector = super.boot.start * (FS_BLOCK_BYTES / 512);
    struct peach_config config = config_with("good");
    config.faults[0] = (struct peach_fault){.kind = PEACH_FAULT_READ, .last = UINT64_MAX, .nth = 1};
    config.fault_count = 1;
    boot(&config, BOOT_FAILURE_DISK_ERROR, "boot: the disk cannot be read: disk 0, sector 0: read error");
    config.faults[0].first = config.faults[0].last = kernel_sector;
    char text[80];
    snprintf(text, sizeof text, "boot: the disk cannot be read: disk 0, sector %u: read error", kernel_sector);
    boot(&config, BOOT_FAILURE_DISK_ERROR, text);
}

/* Words of the ROM that turn to nonsense one after the other: it ends with a status of its own, hangs or is stuck; and
 * some of the traps are told. */
static void trap_in_the_rom(void **state) {
    (void)state;
    unsigned told = 0;
    uint32_t rom[16384];
    make_kernel_image("good", KERNEL);
    FILE *file = fopen(paths[ROM], "rb");
    assert_non_null(file);
    size_t words = fread(rom, 4, sizeof rom / 4, file);
    fclose(file);
    for (size_t i = 40; i < words && told < 3; i += 13) {
        uint32_t whole = rom[i];
        rom[i] = 0; /* an illegal instruction */
        file = fopen(scratch_path("rom"), "wb");
        assert_true(file && fwrite(rom, 4, words, file) == words && fclose(file) == 0);
        rom[i] = whole;
        char error[PEACH_ERROR_BYTES];
        struct peach_config config = config_with("good");
        struct peach *machine = peach_new(&config, error);
        printed_length = 0;
        assert_true(machine && peach_load_rom(machine, scratch_path("rom"), error));
        peach_set_limit(machine, LIMIT_INSNS);
        if (peach_run(machine, UINT64_MAX) == PEACH_EXIT && peach_exit_code(machine) == BOOT_FAILURE_TRAP) {
            assert_non_null(strstr(printed, "boot: unexpected trap in the boot ROM: cause 1 at 0xfff0"));
            assert_non_null(strstr(printed, ", address 0x00000000"));
            told++;
        }
        peach_free(machine);
    }
    assert_int_equal(told, 3);
}

static void too_little_memory(void **state) {
    (void)state;
    make_kernel_image("big", BIG_KERNEL);
    struct peach_config config = config_with("big");
    boot(&config, BOOT_FAILURE_TOO_LITTLE_MEMORY, "boot: too little memory: the kernel ends at 0x");
    config.ram_bytes = MIB / 2;
    boot(&config, BOOT_FAILURE_TOO_LITTLE_MEMORY,
         "boot: too little memory: this machine has 512 KiB; it needs 1 MiB\n");
}

/* A cell that changes behind the check's back. */
static void bad_memory(void **state) {
    (void)state;
    const uint32_t probed = MIB - 4, broken = 0xdeadbeef;
    struct peach_config config = config_with(NULL);
    struct peach *machine = start(&config);
    uint32_t word = 0;
    for (uint64_t ns = 1; word == 0 && ns < 100000; ns++) {
        peach_run(machine, ns);
        assert_true(peach_read_memory(machine, probed, &word, sizeof word));
    }
    assert_int_not_equal(word, 0);
    assert_true(peach_write_memory(machine, probed, &broken, sizeof broken));
    finish(machine, BOOT_FAILURE_MEMORY, "boot: memory check failed: address 0x000ffffc holds 0xdeadbeef where ");
}

/* The check leaves RAM as it was. */
static void memory_is_left_alone(void **state) {
    (void)state;
    const uint32_t probed = 2 * MIB - 4, before = 0x12345678;
    uint32_t after = 0;
    struct peach_config config = config_with(NULL);
    struct peach *machine = start(&config);
    assert_true(peach_write_memory(machine, probed, &before, sizeof before));
    assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_EXIT);
    assert_true(peach_read_memory(machine, probed, &after, sizeof after));
    assert_int_equal(after, before);
    peach_free(machine);
}

int main(int argc, char **argv) {
    if (argc != ARGUMENTS) {
        fprintf(stderr, "usage: boot_test ROM MKFS KERNEL BIG-KERNEL REBOOTING-KERNEL LOW-KERNEL\n");
        return 2;
    }
    paths = argv;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boots_from_disk),
        cmocka_unit_test(appends_the_command_line),
        cmocka_unit_test(says_what_it_boots),
        cmocka_unit_test(boots_from_the_second_disk),
        cmocka_unit_test(boots_a_kernel_from_outside),
        cmocka_unit_test(wakes_all_harts),
        cmocka_unit_test(boots_again_after_a_reboot),
        cmocka_unit_test(no_disk),
        cmocka_unit_test(no_file_system),
        cmocka_unit_test(damaged_superblock),
        cmocka_unit_test(no_kernel),
        cmocka_unit_test(impossible_place_of_the_kernel),
        cmocka_unit_test(damaged_kernel),
        cmocka_unit_test(bad_elf),
        cmocka_unit_test(kernel_in_the_rom_memory),
        cmocka_unit_test(disk_that_cannot_be_read),
        cmocka_unit_test(trap_in_the_rom),
        cmocka_unit_test(too_little_memory),
        cmocka_unit_test(bad_memory),
        cmocka_unit_test(memory_is_left_alone),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
