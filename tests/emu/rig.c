#include "rig.h"

#include <stdio.h>
#include <unistd.h>

#include "asm/asm.h"
#include "isa/machine/disk.h"

struct peach *rig_new_with(const struct peach_config *config)
{
    char error[PEACH_ERROR_BYTES] = "";
    struct peach *machine = peach_new(config, error);
    if (!machine)
        fail_msg("%s", error);
    return machine;
}

struct peach *rig_new(void)
{
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 4u << 20;
    return rig_new_with(&config);
}

static char *read_header(void *context, const char *path, size_t *length)
{
    (void)context;
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = malloc(65536);
    *length = text ? fread(text, 1, 65536, file) : 0;
    fclose(file);
    return text;
}

static const char prelude[] = "#include \"isa/machine.h\"\n"
                              "#include \"isa/machine/console.h\"\n"
                              "#include \"isa/machine/disk.h\"\n"
                              "#include \"isa/machine/intc.h\"\n"
                              "#include \"isa/machine/power.h\"\n"
                              "#include \"isa/machine/rng.h\"\n"
                              "#include \"isa/machine/trace.h\"\n"
                              "\t.text\n";

uint32_t rig_assemble(struct peach *machine, const char *text)
{
    struct diag diag;
    struct asm_host host = {.read = read_header};
    struct obj *obj = obj_new();
    diag_init(&diag, "rig");
    struct assembler *as = asm_new(obj, &diag, &host);
    asm_include_path(as, PEACH_SOURCE_ROOT);
    if (!asm_source(as, "prelude", prelude, strlen(prelude)) || !asm_source(as, "test", text, strlen(text)) ||
        !asm_finish(as))
        fail_msg("the test's program does not assemble");
    unsigned section = obj_find_section(obj, ".text");
    uint32_t length = obj_offset(obj, section);
    for (uint32_t at = 0; at < length; at += 4)
        rig_set_word(machine, RIG_CODE_PA + at, obj_read32(obj, section, at));
    asm_free(as);
    obj_free(obj);
    for (unsigned i = 0; i < machine->cpu.hart_count; i++)
        machine->cpu.harts[i].pc = RIG_CODE_VA;
    return length;
}

enum peach_stop rig_run(struct peach *machine, uint64_t count)
{
    peach_set_limit(machine, peach_insns(machine) + count);
    return peach_run(machine, UINT64_MAX);
}

struct hart *rig_hart(struct peach *machine)
{
    return &machine->cpu.harts[0];
}

uint32_t rig_r(struct peach *machine, unsigned reg)
{
    return machine->cpu.harts[0].r[reg];
}

uint32_t rig_word(const struct peach *machine, uint32_t pa)
{
    uint8_t bytes[4];
    assert_true(peach_read_memory(machine, pa, bytes, sizeof bytes));
    return le32_read(bytes);
}

void rig_set_word(struct peach *machine, uint32_t pa, uint32_t value)
{
    uint8_t bytes[4];
    le32_write(bytes, value);
    assert_true(peach_write_memory(machine, pa, bytes, sizeof bytes));
}

uint32_t rig_read(struct peach *machine, uint32_t pa)
{
    uint32_t value = 0;
    assert_true(bus_read(&machine->bus, pa, &value));
    return value;
}

void rig_write(struct peach *machine, uint32_t pa, uint32_t value)
{
    assert_true(bus_write(&machine->bus, pa, value));
}

void rig_map(struct peach *machine, uint32_t va, uint32_t asid, uint32_t pa, uint32_t flags)
{
    struct hart *hart = rig_hart(machine);
    uint32_t saved = hart->tlbhi;
    hart->tlbhi = (va & ~0xfffu) | asid;
    hart_tlb_write(hart, (pa & ~0xfffu) | flags);
    hart->tlbhi = saved;
}

void rig_fill_image(const char *path, unsigned sectors)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    for (unsigned i = 0; i < sectors; i++) {
        uint8_t sector[DISK_SECTOR_BYTES];
        memset(sector, (int)i, sizeof sector);
        assert_int_equal(fwrite(sector, 1, sizeof sector, file), sizeof sector);
    }
    assert_int_equal(fclose(file), 0);
}

void rig_new_image(char *path, unsigned sectors)
{
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    rig_fill_image(path, sectors);
}

uint32_t rig_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) ^ (uint32_t)(*state >> 20);
}
