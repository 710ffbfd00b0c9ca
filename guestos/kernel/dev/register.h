/* Device registers: 32 bits wide, pa = va. */
#ifndef KERNEL_REGISTER_H
#define KERNEL_REGISTER_H

#include "lib/base.h"

static inline uint32_t register_read(uint32_t base, uint32_t offset)
{
    return *(volatile uint32_t *)(base + offset);
}

static inline void register_write(uint32_t base, uint32_t offset, uint32_t value)
{
    *(volatile uint32_t *)(base + offset) = value;
}

#endif
