/* The boot ROM's own functions.  It runs from ROM: no initialized variables; what it writes lies in .bss, in the RAM
 * below BOOT_KERNEL_PA. */
#ifndef ROMS_BOOT_ROM_H
#define ROMS_BOOT_ROM_H

#include <stddef.h>
#include <stdint.h>

#include "isa/machine.h"
#include "isa/machine/boot.h"

#define MIB 0x100000u

/* A device register, by physical address. */
static inline uint32_t reg_read(uint32_t pa) {
    return *(volatile uint32_t *)pa;
}

static inline void reg_write(uint32_t pa, uint32_t value) {
    *(volatile uint32_t *)pa = value;
}

/* RAM, by physical address. */
static inline void *ram(uint32_t pa) {
    return (void *)(pa + VA_LINEAR);
}

/* start.s */
uint32_t wait_device(uint32_t ns);
void halt(void);

/* console.c: text, a number, a number of bytes in KiB, a word in hexadecimal. */
void print(const char *text);
void print_number(uint32_t number);
void print_kib(uint32_t bytes);
void print_hex(uint32_t word);

/* Start a message on why booting is impossible: "boot: no disk to boot from: ".  The caller prints the rest and gives
 * up, which powers off with that status. */
void complain(enum boot_failure failure);
void give_up(enum boot_failure failure) __attribute__((noreturn));

/* The usual case: one sentence. */
void fail(enum boot_failure failure, const char *why) __attribute__((noreturn));

/* memory.c: check that RAM holds what is written, a word in each MiB, and leave it as it was. */
void check_memory(uint32_t ram_bytes);

/* Where the check is at work, 0 when it is not: a bus fault there is bad memory. */
extern uint32_t memory_checked;

void *memcpy(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);

/* disk.c: how many disks there are and their size; read sectors into RAM, or give up. */
uint32_t disk_count(void);
uint32_t disk_sectors(uint32_t disk);
void disk_read(uint32_t disk, uint32_t sector, uint32_t count, uint32_t pa);

/* kernel.c: find a file system with a kernel, read the kernel's file to the end of RAM, load it, complete the boot
 * info. */
void load_kernel(struct boot_info *info);

#endif
