/* The interrupt controller. */
#ifndef KERNEL_INTC_H
#define KERNEL_INTC_H

#include "lib/base.h"

/* Let all devices interrupt this hart. */
void intc_init(void);

/* Handle the devices that interrupt this hart. */
void intc_dispatch(void);

/* Drop the call of another hart. */
void intc_clear_call(void);

#endif
