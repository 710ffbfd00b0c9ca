#include "rig.h"

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

struct rig_program rig_program(struct peach *machine)
{
    rig_start(machine, RIG_CODE_VA);
    return (struct rig_program){machine, RIG_CODE_PA};
}

uint32_t rig_put(struct rig_program *program, struct insn insn)
{
    uint32_t word;
    assert_int_equal(isa_encode(&insn, &word), ISA_OK);
    rig_set_word(program->machine, program->pa, word);
    program->pa += 4;
    return VA_LINEAR + program->pa - 4;
}

void rig_set(struct rig_program *program, unsigned reg, uint32_t value)
{
    rig_put(program, RIG(ADDHI, .d = (uint8_t)reg, .imm = (int32_t)(value >> 16)));
    rig_put(program, RIG(ORI, .d = (uint8_t)reg, .a = (uint8_t)reg, .imm = (int32_t)(value & 0xffff)));
}

void rig_start(struct peach *machine, uint32_t va)
{
    machine->cpu.harts[0].pc = va;
}

enum peach_stop rig_run(struct peach *machine, uint64_t count)
{
    peach_set_limit(machine, peach_insns(machine) + count);
    return peach_run(machine, UINT64_MAX);
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
