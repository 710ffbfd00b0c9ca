/* The machine's border as software sees it: address map, STATUS and TLB bits, interrupt lines.
 *
 * Shared by the emulator, the boot ROM and the kernel; assembler sources include it too, so that outside the #ifndef it
 * holds nothing but #define.  Device registers have a header each in isa/machine/. */
#ifndef ISA_MACHINE_H
#define ISA_MACHINE_H

#define PAGE_SHIFT 12
#define PAGE_BYTES 4096

/* Kernel-mode address space.  In user mode all 4 GiB go through the TLB. */
#define VA_LINEAR 0x80000000  /* window on physical memory: pa = va - VA_LINEAR, no TLB, any access */
#define VA_LINEAR_BYTES 0x40000000
#define VA_MAPPED 0xc0000000  /* kernel region through the TLB, up to VA_DEVICES */
#define VA_DEVICES 0xf0000000 /* device space: pa = va, no TLB */

/* Physical address space. */
#define PA_RAM 0x00000000 /* up to 1 GiB */
#define PA_DEVICES 0xf0000000
#define PA_VRAM 0xf1000000 /* framebuffer pixels, up to 8 MiB */
#define PA_ROM 0xfff00000  /* boot ROM, 64 KiB, read and execute; reset starts at its first word */
#define ROM_BYTES 0x10000

/* A device's registers fill one page; see machine/NAME.h for their offsets. */
#define PA_INFO 0xf0000000
#define PA_INTC 0xf0001000
#define PA_CONSOLE 0xf0002000
#define PA_KEYBOARD 0xf0003000
#define PA_MOUSE 0xf0004000
#define PA_FRAMEBUFFER 0xf0005000
#define PA_RTC 0xf0006000
#define PA_RNG 0xf0007000
#define PA_POWER 0xf0008000
#define PA_TRACE 0xf0009000
#define PA_SHARE 0xf000a000
#define PA_SOUND 0xf000b000
#define PA_DISK0 0xf0010000 /* up to four disks, a page each */
#define DISKS_MAX 4

/* STATUS */
#define STATUS_IE 0x01   /* interrupts are taken */
#define STATUS_USER 0x02 /* user mode */
#define STATUS_PIE 0x04  /* IE before the trap */
#define STATUS_PUSER 0x08 /* USER before the trap */
#define STATUS_FPU 0x10  /* floating point is on */
#define STATUS_STEP 0x20 /* a STEP trap follows each instruction retired in user mode */
#define STATUS_WRITABLE 0x3f

/* CAUSE of an interrupt: this bit and the line's number. */
#define CAUSE_INTERRUPT 0x80000000

/* Interrupt lines of a hart (bits of IENABLE and IPENDING), lowest number first. */
#define IRQ_TIMER 0 /* TIME >= TIMECMP */
#define IRQ_IPI 1   /* another hart calls (intc.h) */
#define IRQ_DEVICE 2 /* a device line that the interrupt controller routes here */

/* Performance counters of a hart: 64 bits each, named by PERFSEL, read by PERFVAL; other numbers read as 0. */
#define PERFCTL_COUNT      0x01 /* PERFCTL: the counters marked * count; this costs the emulator time, not the guest */
#define PERF_INSNS         0    /* instructions retired */
#define PERF_USER_INSNS    1    /* in user mode */
#define PERF_TLB_WRITES    2
#define PERF_TLB_EVICTIONS 3 /* writes that drove a valid entry of another page out */
#define PERF_TLB_LOOKUPS   4 /* * fetches, loads, stores and atomics that went through the TLB; misses are refill traps */
#define PERF_CLASSES       8 /* * instructions retired by class, in the order of: */
#define PERF_INTEGER       8
#define PERF_LOAD          9
#define PERF_STORE         10
#define PERF_ATOMIC        11
#define PERF_BRANCH        12 /* conditional */
#define PERF_JUMP          13
#define PERF_FLOAT         14 /* loads and stores of floating registers are PERF_LOAD and PERF_STORE */
#define PERF_SYSTEM        15
#define PERF_CLASS_COUNT   8
#define PERF_INTERRUPTS    16 /* + line (IRQ_): interrupts taken */
#define PERF_TRAPS         32 /* + cause (CAUSE_): other traps taken */
#define PERF_TRAPS_MAX     32

/* Flags of a TLB entry (low bits of TLBLO and of tlbw's operand); bits 8..11 are software's. */
#define TLB_V 0x01 /* valid */
#define TLB_R 0x02
#define TLB_W 0x04
#define TLB_X 0x08
#define TLB_U 0x10 /* user mode may use it; kernel mode may read and write but not execute it */
#define TLB_G 0x20 /* global: any ASID */
#define TLB_D 0x40 /* dirty: without it a store is a CLEAN_STORE trap */
#define TLB_SOFTWARE 0xf00
#define TLBHI_ASID 0xff

#endif
