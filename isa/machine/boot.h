/* What the boot ROM hands to a kernel.
 *
 * The ROM enters the kernel on hart 0, in kernel mode, interrupts and floating point off, the TLB empty, at the ELF entry:
 *
 *     a0 = address of struct boot_info in the linear window (BOOT_INFO_VA), a1 = number of this hart (0)
 *
 * and no other register defined, no stack.  The other harts wait in the ROM; to start hart h the kernel stores an address in
 * harts[h].entry and sends an IPI (intc.h); the hart clears the IPI and arrives there with a0 and a1 as above.
 *
 * A kernel is an ELF executable whose segments lie, by physical address, at or above BOOT_KERNEL_PA; a physical address in the
 * linear window means the RAM behind it.  RAM below BOOT_KERNEL_PA is the ROM's, and free once the kernel runs and every hart has
 * been started, but for struct boot_info as long as the kernel reads it. */
#ifndef ISA_MACHINE_BOOT_H
#define ISA_MACHINE_BOOT_H

#define BOOT_INFO_PA   0x00001000
#define BOOT_INFO_VA   0x80001000
#define BOOT_KERNEL_PA 0x00010000
#define BOOT_RAM_MIN   0x00100000 /* the ROM refuses to boot with less RAM */

#define BOOT_MAGIC   0x544f4f42 /* "BOOT" */
#define BOOT_VERSION 1

#define BOOT_HARTS_MAX     8
#define BOOT_DEVICES_MAX   64
#define BOOT_COMMAND_BYTES 2304
#define BOOT_NO_DISK       0xffffffff

/* Offsets that the ROM's assembler part uses. */
#define BOOT_HARTS_OFFSET 64
#define BOOT_HART_ENTRY   0
#define BOOT_HART_PARKED  4
#define BOOT_HART_BYTES   8

/* Why the ROM gave up: BOOT_FAILURE(exit status, NAME, "what the console says first").  It powers off with this status. */
#define BOOT_FAILURES(BOOT_FAILURE)                                          \
    BOOT_FAILURE(100, MEMORY, "memory check failed")                         \
    BOOT_FAILURE(101, TOO_LITTLE_MEMORY, "too little memory")                \
    BOOT_FAILURE(102, NO_DISK, "no disk to boot from")                       \
    BOOT_FAILURE(103, DISK_ERROR, "the disk cannot be read")                 \
    BOOT_FAILURE(104, NO_FILE_SYSTEM, "no Orchard file system on the disk")  \
    BOOT_FAILURE(105, NO_KERNEL, "no kernel on the disk")                    \
    BOOT_FAILURE(106, BAD_KERNEL, "the kernel on the disk is damaged")       \
    BOOT_FAILURE(107, TRAP, "unexpected trap in the boot ROM")

#ifndef __ASSEMBLER__
#include <stdint.h>

enum boot_failure {
#define BOOT_FAILURE_ENUM(status, name, text) BOOT_FAILURE_##name = status,
    BOOT_FAILURES(BOOT_FAILURE_ENUM)
#undef BOOT_FAILURE_ENUM
};

struct boot_device {
    uint32_t class; /* INFO_CLASS_ (info.h) */
    uint32_t base;  /* physical address of its registers */
    uint32_t line;  /* at the interrupt controller, INFO_LINE_NONE without */
    uint32_t space_bytes;
};

struct boot_hart {
    uint32_t entry;  /* the kernel writes where the hart shall start */
    uint32_t parked; /* 1: the hart waits in the ROM */
};

struct boot_info {
    uint32_t magic, version;
    uint32_t size_bytes;   /* of this struct */
    uint32_t ram_bytes;    /* RAM from physical address 0 */
    uint32_t hart_count;
    uint32_t kernel_entry; /* va */
    uint32_t kernel_start, kernel_end; /* pa: first byte, and first byte behind the last segment, bss included */
    uint32_t file_start, file_bytes;   /* pa: the kernel's ELF file, whole, at the end of RAM; 0, 0 when it is not there */
    uint32_t boot_disk;    /* number of the disk (0..), BOOT_NO_DISK when the emulator loaded the kernel */
    uint32_t seed;         /* of the machine's random numbers */
    uint32_t device_count;
    uint32_t command_bytes; /* length of command_line, without its final 0 */
    uint32_t reserved[2];
    struct boot_hart harts[BOOT_HARTS_MAX];
    struct boot_device devices[BOOT_DEVICES_MAX];
    char command_line[BOOT_COMMAND_BYTES]; /* the file system's, a space, the machine's; ends in 0 */
};
_Static_assert(sizeof(struct boot_info) == 64 + 64 + 1024 + BOOT_COMMAND_BYTES, "border layout");
#endif

#endif
