/* What the tests of the machine share: cmocka, a machine with defaults, and short programs written into its RAM. */
#ifndef TESTS_EMU_RIG_H
#define TESTS_EMU_RIG_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "isa/isa.h"
#include "isa/machine.h"
#include "machine.h"

/* A machine with the defaults; the test fails when there is none. */
struct peach *rig_new(void);
struct peach *rig_new_with(const struct peach_config *config);

/* Physical address and, in the linear window, entry of programs. */
#define RIG_CODE_PA 0x10000u
#define RIG_CODE_VA (VA_LINEAR + RIG_CODE_PA)

/* Append an instruction, written in assembler syntax "op d, a, b ..." by its fields, to the program. */
struct rig_program {
    struct peach *machine;
    uint32_t pa;
};

/* Start writing a program at RIG_CODE_PA; hart 0 will start there. */
struct rig_program rig_program(struct peach *machine);

/* Append one instruction by its decoded form; returns its virtual address in the linear window. */
uint32_t rig_put(struct rig_program *program, struct insn insn);

/* Short forms for rig_put. */
#define RIG(OPERATION, ...) (struct insn){.op = OP_##OPERATION, __VA_ARGS__}

/* Append the instructions that set a register to a constant. */
void rig_set(struct rig_program *program, unsigned reg, uint32_t value);

/* Let hart 0 start at va. */
void rig_start(struct peach *machine, uint32_t va);

/* Run count instructions of hart 0 (more time may pass while it waits). */
enum peach_stop rig_run(struct peach *machine, uint64_t count);

/* A word of RAM. */
uint32_t rig_word(const struct peach *machine, uint32_t pa);
void rig_set_word(struct peach *machine, uint32_t pa, uint32_t value);

#endif
