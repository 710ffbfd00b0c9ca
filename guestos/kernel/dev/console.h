/* The serial console. */
#ifndef KERNEL_CONSOLE_H
#define KERNEL_CONSOLE_H

#include "lib/base.h"

/* Send a byte; text in one piece with respect to other harts. */
void console_put(char c);
void console_write(const char *text, uint32_t bytes);

/* Admit interrupts. */
void console_init(void);

/* Whether a byte waits, taking it. */
bool console_take(char *c);

/* Stop and start the interrupt of waiting bytes, when there is no room for them. */
void console_pause(bool pause);

/* The terminal's size. */
void console_size(uint32_t *columns, uint32_t *rows);

/* The console's interrupt line is raised (calls tty.c). */
void console_interrupt(void);

#endif
