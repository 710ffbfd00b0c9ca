/* Switching the machine off. */
#ifndef KERNEL_POWER_H
#define KERNEL_POWER_H

#include "lib/base.h"

void power_off(uint32_t status) __attribute__((noreturn));
void power_restart(void) __attribute__((noreturn));
void power_panic(void) __attribute__((noreturn));

#endif
