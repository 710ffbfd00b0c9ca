/* Loading: ELF files good, bad and mutated; what a reset loads again; where a kernel is announced. */
#include "rig.h"

#include <stdio.h>
#include <unistd.h>

#include "isa/elf.h"
#include "isa/machine/info.h"

#define HEADER_BYTES  ELF_EHDR_BYTES
#define SEGMENT_BYTES ELF_PHDR_BYTES
#define FILE_BYTES    (HEADER_BYTES + SEGMENT_BYTES + 16)

static char path[] = "/tmp/peach-load-test-XXXXXX";

/* An ELF file with one segment of 16 bytes in the file and memory_bytes in memory. */
static void make_elf(uint8_t *file, uint32_t entry, uint32_t va, uint32_t pa, uint32_t memory_bytes)
{
    memset(file, 0, FILE_BYTES);
    memcpy(file, "\177ELF\1\1\1", 7);
    le16_write(file + 16, ET_EXEC);
    le16_write(file + 18, EM_PEACH);
    le32_write(file + 20, 1);
    le32_write(file + 24, entry);
    le32_write(file + 28, HEADER_BYTES);
    le16_write(file + 40, HEADER_BYTES);
    le16_write(file + 42, SEGMENT_BYTES);
    le16_write(file + 44, 1);
    le16_write(file + 46, ELF_SHDR_BYTES);
    uint8_t *segment = file + HEADER_BYTES;
    static const unsigned type = 0, offset = 4, vaddr = 8, paddr = 12, filesz = 16, memsz = 20, flags = 24, align = 28;
    le32_write(segment + type, PT_LOAD);
    le32_write(segment + offset, HEADER_BYTES + SEGMENT_BYTES);
    le32_write(segment + vaddr, va);
    le32_write(segment + paddr, pa);
    le32_write(segment + filesz, 16);
    le32_write(segment + memsz, memory_bytes);
    le32_write(segment + flags, 7);
    le32_write(segment + align, 4);
    le32_write(file + FILE_BYTES - 16, 0x08110001); /* addi r1, r1, 1 */
    le32_write(file + FILE_BYTES - 12, 0x40000003); /* wfi */
    le32_write(file + FILE_BYTES - 8, 0x12345678);
}

static void write_file(const uint8_t *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static void program_runs_and_is_loaded_again(void **state)
{
    (void)state;
    char error[PEACH_ERROR_BYTES] = "";
    uint8_t file[FILE_BYTES];
    struct peach *machine = rig_new();
    make_elf(file, 0x80010000, 0x80010000, 0x80010000, 64);
    write_file(file, sizeof file);
    rig_set_word(machine, 0x10010, 99); /* in the bss */
    assert_true(peach_load_program(machine, path, error));
    assert_int_equal(rig_word(machine, 0x10010), 0);
    assert_int_equal(rig_run(machine, 10), PEACH_IDLE);
    assert_int_equal(rig_r(machine, 1), 1);
    assert_int_equal(rig_r(machine, 14), VA_LINEAR + (4u << 20));
    rig_set_word(machine, 0x10008, 1);
    rig_set_word(machine, 0x10000, 0);
    peach_reset(machine);
    assert_int_equal(rig_word(machine, 0x10008), 0x12345678);
    assert_int_equal(rig_run(machine, 10), PEACH_IDLE);
    assert_int_equal(rig_r(machine, 1), 1);
    peach_free(machine);
}

static void kernel_is_announced(void **state)
{
    (void)state;
    char error[PEACH_ERROR_BYTES] = "";
    uint8_t file[FILE_BYTES], copy[FILE_BYTES];
    struct peach *machine = rig_new();
    make_elf(file, 0x80020004, 0x80020000, 0x00020000, 0x1234);
    write_file(file, sizeof file);
    assert_true(peach_load_kernel(machine, path, error));
    assert_int_equal(rig_read(machine, PA_INFO + INFO_KERNEL_ENTRY), 0x80020004);
    assert_int_equal(rig_read(machine, PA_INFO + INFO_KERNEL_END), 0x21234);
    uint32_t at = rig_read(machine, PA_INFO + INFO_KERNEL_FILE);
    assert_int_equal(at, (4u << 20) - PAGE_BYTES);
    assert_int_equal(rig_read(machine, PA_INFO + INFO_KERNEL_FILE_BYTES), sizeof file);
    assert_true(peach_read_memory(machine, at, copy, sizeof copy));
    assert_memory_equal(copy, file, sizeof file);
    assert_int_equal(rig_hart(machine)->pc, PA_ROM);
    peach_free(machine);
}

static void refuse(struct peach *machine, const char *message)
{
    char error[PEACH_ERROR_BYTES] = "";
    assert_false(peach_load_program(machine, path, error));
    if (!strstr(error, message))
        fail_msg("'%s' is not in '%s'", message, error);
    assert_null(strchr(error, '\n'));
}

static void bad_files_are_refused(void **state)
{
    (void)state;
    uint8_t file[FILE_BYTES];
    struct peach *machine = rig_new();
    make_elf(file, 0x80010000, 0x80010000, 0x80400000, 64);
    write_file(file, sizeof file);
    refuse(machine, "does not fit into 4096K of memory; use a larger -m or link it lower");
    make_elf(file, 0x80010000, 0x80010000, 0x803ffff0, 0x11);
    write_file(file, sizeof file);
    refuse(machine, "does not fit");
    make_elf(file, 0x80010000, 0x80010000, 0xfffffff0, 64);
    write_file(file, sizeof file);
    refuse(machine, "");
    make_elf(file, 0x80010000, 0x80010000, 0x10000, 0xffffffff);
    write_file(file, sizeof file);
    refuse(machine, "");
    make_elf(file, 0x00010000, 0x00010000, 0x00010000, 64);
    write_file(file, sizeof file);
    refuse(machine, "link it with -Ttext 0x80010000, or run it under Orchard");
    make_elf(file, 0x80010000, 0x80010000, 0x80010000, 8); /* less in memory than in the file */
    write_file(file, sizeof file);
    refuse(machine, "");
    make_elf(file, 0x80010000, 0x80010000, 0x80010000, 64);
    le16_write(file + 16, 1); /* ET_REL */
    write_file(file, sizeof file);
    refuse(machine, "not an executable; link it with peach ld");
    le16_write(file + 16, ET_EXEC);
    le16_write(file + 18, 243); /* RISC-V */
    write_file(file, sizeof file);
    refuse(machine, "");
    le16_write(file + 18, EM_PEACH);
    for (size_t length = 1; length < sizeof file; length++) {
        write_file(file, length);
        refuse(machine, "");
    }
    assert_int_equal(rig_word(machine, 0x10000), 0); /* nothing was loaded */
    peach_free(machine);
}

static void mutated_files_do_no_harm(void **state)
{
    (void)state;
    uint64_t random = 5;
    char error[PEACH_ERROR_BYTES];
    uint8_t file[FILE_BYTES];
    for (unsigned i = 0; i < 400; i++) {
        struct peach *machine = rig_new();
        make_elf(file, 0x80010000, 0x80010000, 0x80010000, 64);
        for (unsigned changes = 1 + rig_random(&random) % 4; changes; changes--)
            file[rig_random(&random) % (HEADER_BYTES + SEGMENT_BYTES)] = (uint8_t)(1u << rig_random(&random) % 9);
        write_file(file, sizeof file);
        if (rig_random(&random) % 2 ? peach_load_program(machine, path, error)
                                    : peach_load_kernel(machine, path, error))
            rig_run(machine, 100);
        peach_free(machine);
    }
}

static int make_path(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
    (void)state;
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(program_runs_and_is_loaded_again),
        cmocka_unit_test(kernel_is_announced),
        cmocka_unit_test(bad_files_are_refused),
        cmocka_unit_test(mutated_files_do_no_harm),
    };
    return cmocka_run_group_tests(tests, make_path, remove_path);
}
