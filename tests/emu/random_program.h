/* Random programs for a machine of the rig: instructions, registers, TLB entries, control registers. */
#ifndef TESTS_EMU_RANDOM_PROGRAM_H
#define TESTS_EMU_RANDOM_PROGRAM_H

#include "rig.h"

/* Where they lie, and what their addresses are likely to point to. */
#define RANDOM_CODE_BYTES 0x4000u
#define RANDOM_DATA_PA    0x100000u
#define RANDOM_DATA_BYTES 0x10000u

/* How they are made. */
enum random_style {
    RANDOM_WILD, /* every instruction alike: they trap all the time */
    RANDOM_TAME, /* like compiled code: loops, calls, memory by few base registers; seldom anything privileged */
    RANDOM_NEAR, /* the same, much of it on the few bytes around two bases that move, often across a page's border */
    RANDOM_PAGED, /* as tame in user mode, from page to page, with handlers and a page table */
};

/* Fill the code with a program, and set up every hart to run it somewhere.  The timer is set to come before
 * time_ns_max. */
void random_program(struct peach *machine, uint64_t seed, enum random_style style, uint32_t time_ns_max);

#endif
