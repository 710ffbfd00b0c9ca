/* The terminal: line editing, echo, signals from keys, foreground group. */
#ifndef KERNEL_TTY_H
#define KERNEL_TTY_H

#include "lib/base.h"
#include "isa/orchard/types.h"

/* Prepare the terminal; no echo when echo is false. */
void tty_init(bool echo);

/* Make it the controlling terminal of a session and its group the foreground one. */
void tty_adopt(pid_t session, pid_t group);

/* From the console's interrupt: bytes wait; the window has another size; nothing will ever come. */
void tty_receive(void);
void tty_resized(void);
void tty_hung_up(void);

#endif
