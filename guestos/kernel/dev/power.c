/* Switching the machine off. */
#include "dev/power.h"

#include "dev/register.h"
#include "isa/machine/power.h"

static void end(uint32_t offset, uint32_t value) __attribute__((noreturn));
static void end(uint32_t offset, uint32_t value)
{
    for (;;)
        register_write(PA_POWER, offset, value);
}

void power_off(uint32_t status)
{
    end(POWER_EXIT, status);
}

void power_restart(void)
{
    end(POWER_REBOOT, 0);
}

void power_panic(void)
{
    end(POWER_PANIC, 1);
}
