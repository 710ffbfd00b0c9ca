/* Console: a serial line to the person (or pipe, or file) outside.
 *
 * Received bytes wait in a fifo of CONSOLE_FIFO_BYTES.  What a person types beyond it is lost and sets OVERRUN.  A pipe
 * or file never overruns: its next byte comes after the fifo is empty, at a moment that depends on guest time and guest
 * state alone.  Output is never delayed. */
#ifndef ISA_MACHINE_CONSOLE_H
#define ISA_MACHINE_CONSOLE_H

#define CONSOLE_DATA    0x00 /* read: takes the next byte, CONSOLE_NO_DATA when there is none; write: sends low byte */
#define CONSOLE_NO_DATA 0xffffffff

#define CONSOLE_STATUS 0x04 /* RO, except OVERRUN and RESIZED, which a write of 1 clears */
#define CONSOLE_STATUS_RXRDY   0x01 /* a byte waits */
#define CONSOLE_STATUS_TXRDY   0x02 /* a byte can be sent: always */
#define CONSOLE_STATUS_HANGUP  0x04 /* the other side has closed and the fifo is empty: no byte will ever come */
#define CONSOLE_STATUS_OVERRUN 0x08 /* bytes were lost */
#define CONSOLE_STATUS_RESIZED 0x10 /* CONSOLE_SIZE has changed */

/* RW.  The line is raised while a condition holds whose enable bit is set.  HANGUP, once set, stays: a handler that has
 * seen it clears HANGUPIE. */
#define CONSOLE_CONTROL 0x08
#define CONSOLE_CONTROL_RXIE     0x01
#define CONSOLE_CONTROL_HANGUPIE 0x04
#define CONSOLE_CONTROL_RESIZEIE 0x10

/* RO: size in characters of the terminal behind the line: columns in bits 31..16, rows in bits 15..0.  80 x 24 when it
 * is not a terminal. */
#define CONSOLE_SIZE 0x0c

#define CONSOLE_FIFO_BYTES 256

#endif
