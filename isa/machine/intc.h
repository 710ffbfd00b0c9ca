/* Interrupt controller: 32 device lines to the harts' IRQ_DEVICE, and inter-hart interrupts (IRQ_IPI).
 *
 * Lines are levels: a device raises its line while its condition holds and drops it when software has removed the
 * condition; there is nothing to acknowledge here.  IRQ_DEVICE of hart h is raised while INTC_PENDING & INTC_ENABLE(h)
 * is not zero.  A line enabled in several harts interrupts all of them. */
#ifndef ISA_MACHINE_INTC_H
#define ISA_MACHINE_INTC_H

#define INTC_PENDING     0x00 /* RO: lines that are raised, a bit each, whether enabled or not */
#define INTC_IPI_SEND    0x04 /* WO: bit h raises IRQ_IPI of hart h (bits of absent harts are ignored) */
#define INTC_IPI_CLEAR   0x08 /* WO: bit h drops IRQ_IPI of hart h */
#define INTC_IPI_PENDING 0x0c /* RO: bit h: IRQ_IPI of hart h is raised */
#define INTC_ENABLE      0x40 /* RW, a word per hart (0x40 + 4 * h): lines that reach hart h */
#define INTC_NEXT        0x80 /* RO, a word per hart: lowest line raised and enabled for it, else INTC_NONE */
#define INTC_NONE        0xffffffff

/* Line numbers.  The device table of the info device says the same. */
#define LINE_CONSOLE     0
#define LINE_KEYBOARD    1
#define LINE_MOUSE       2
#define LINE_FRAMEBUFFER 3
#define LINE_SOUND       4
#define LINE_DISK0       8 /* to 11: a line per disk */

#endif
