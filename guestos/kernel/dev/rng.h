/* The random number device. */
#ifndef KERNEL_RNG_H
#define KERNEL_RNG_H

#include "lib/base.h"

/* 32 random bits. */
uint32_t rng_next(void);

#endif
