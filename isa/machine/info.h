/* Machine description: what this machine is made of.  Read-only; a write is a bus fault.
 *
 * For all devices: registers are 32 bits wide and answer to aligned 32-bit accesses only.  An access of another width,
 * to an offset without a register, a read of a write-only or a write to a read-only register is a bus fault
 * (CAUSE_BUS_LOAD, CAUSE_BUS_STORE).  Reserved bits read as zero and ignore writes.  After a reset every register that
 * software can write is zero unless its header says otherwise. */
#ifndef ISA_MACHINE_INFO_H
#define ISA_MACHINE_INFO_H

#define INFO_MAGIC         0x00 /* INFO_MAGIC_VALUE */
#define INFO_MAGIC_VALUE   0x48434550 /* "PECH" */
#define INFO_VERSION       0x04 /* of this header: 1 */
#define INFO_VERSION_VALUE 1
#define INFO_RAM_BYTES     0x08 /* RAM from PA_RAM upwards, a multiple of 4096 */
#define INFO_HARTS         0x0c /* number of harts, 1..INFO_HARTS_MAX; at reset all start at PA_ROM */
#define INFO_HARTS_MAX     8
#define INFO_SEED          0x10 /* low word of --seed */
#define INFO_DEVICES       0x14 /* number of entries in the device table */
#define INFO_COMMAND_BYTES 0x18 /* length of the command line text, without a final zero */
/* A kernel that the emulator has put into RAM (--kernel): its entry (virtual, 0: none, boot from disk) and the physical
 * address of the first byte behind its last segment. */
#define INFO_KERNEL_ENTRY 0x1c
#define INFO_KERNEL_END   0x20
/* Its whole file, at the end of RAM and page-aligned: physical address and length (0: there was no room). */
#define INFO_KERNEL_FILE       0x24
#define INFO_KERNEL_FILE_BYTES 0x28

/* Device table: INFO_DEVICES entries of INFO_DEVICE_BYTES from INFO_DEVICE on, disks in order of their number. */
#define INFO_DEVICE       0x400
#define INFO_DEVICE_BYTES 0x10
#define INFO_DEVICES_MAX  64
#define INFO_DEVICE_CLASS 0x0 /* INFO_CLASS_ */
#define INFO_DEVICE_BASE  0x4 /* physical address of its registers */
#define INFO_DEVICE_LINE  0x8 /* line at the interrupt controller, INFO_LINE_NONE without */
#define INFO_DEVICE_SPACE 0xc /* bytes of register space */
#define INFO_LINE_NONE    0xffffffff

#define INFO_CLASS_INFO        1
#define INFO_CLASS_INTC        2
#define INFO_CLASS_CONSOLE     3
#define INFO_CLASS_KEYBOARD    4
#define INFO_CLASS_MOUSE       5
#define INFO_CLASS_FRAMEBUFFER 6
#define INFO_CLASS_RTC         7
#define INFO_CLASS_RNG         8
#define INFO_CLASS_POWER       9
#define INFO_CLASS_TRACE       10
#define INFO_CLASS_DISK        11
#define INFO_CLASS_SHARE       12
#define INFO_CLASS_SOUND       13

/* Command line (--append): words of four characters, the first in the low byte, zeros behind the text. */
#define INFO_COMMAND     0x800
#define INFO_COMMAND_MAX 0x7ff /* longest text in bytes: a final zero is always there */

#endif
