/* What the tests of the machine share: cmocka, machines, and short assembler programs in their RAM. */
#ifndef TESTS_EMU_RIG_H
#define TESTS_EMU_RIG_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "isa/cause.h"
#include "isa/csr.h"
#include "isa/isa.h"
#include "isa/machine.h"
#include "machine.h"

/* With AddressSanitizer, memory that the process holds says nothing of what the machine needs. */
#if defined(__SANITIZE_ADDRESS__)
#define RIG_SANITIZED true
#elif defined(__has_feature)
#define RIG_SANITIZED __has_feature(address_sanitizer)
#else
#define RIG_SANITIZED false
#endif

/* A machine of 4 MiB and otherwise the defaults, or as configured; the test fails when there is none. */
struct peach *rig_new(void);
struct peach *rig_new_with(const struct peach_config *config);

/* Where programs lie: physical, and as hart 0 sees it at the start. */
#define RIG_CODE_PA 0x10000u
#define RIG_CODE_VA (VA_LINEAR + RIG_CODE_PA)

/* Assemble text (constants of machine.h and machine/NAME.h are known), put it at RIG_CODE_PA and let every hart start
 * there. Returns the length in bytes. */
uint32_t rig_assemble(struct peach *machine, const char *text);

/* Run until count more instructions have retired, or the machine stops. */
enum peach_stop rig_run(struct peach *machine, uint64_t count);

/* Hart 0, and one of its registers by number. */
struct hart *rig_hart(struct peach *machine);
uint32_t rig_r(struct peach *machine, unsigned reg);

/* A word of RAM. */
uint32_t rig_word(const struct peach *machine, uint32_t pa);
void rig_set_word(struct peach *machine, uint32_t pa, uint32_t value);

/* A device register, as a hart would see it; the test fails when nothing answers. */
uint32_t rig_read(struct peach *machine, uint32_t pa);
void rig_write(struct peach *machine, uint32_t pa, uint32_t value);

/* Enter a page into hart 0's TLB. */
void rig_map(struct peach *machine, uint32_t va, uint32_t asid, uint32_t pa, uint32_t flags);

/* Fill a file, as a disk image, with sectors that hold their numbers; rig_new_image: a new one, path is mkstemp's. */
void rig_fill_image(const char *path, unsigned sectors);
void rig_new_image(char *path, unsigned sectors);

/* Numbers that look random and are the same in every run. */
uint32_t rig_random(uint64_t *state);

#endif
