/* The interrupt controller.  Devices interrupt the hart that boots; harts call one another. */
#include "dev/intc.h"

#include "cpu/hart.h"
#include "dev/console.h"
#include "dev/disk.h"
#include "dev/register.h"
#include "isa/machine/intc.h"

void intc_init(void)
{
    uint32_t lines = 1u << LINE_CONSOLE | 0xfu << LINE_DISK0;
    register_write(PA_INTC, INTC_ENABLE + 4 * hart_self()->number, lines);
}

void intc_dispatch(void)
{
    uint32_t lines = register_read(PA_INTC, INTC_PENDING);
    if (lines >> LINE_CONSOLE & 1)
        console_interrupt();
    if (lines >> LINE_DISK0 & 0xf)
        disk_interrupt();
}

void intc_clear_call(void)
{
    register_write(PA_INTC, INTC_IPI_CLEAR, 1u << hart_self()->number);
}

void hart_call(uint32_t number)
{
    register_write(PA_INTC, INTC_IPI_SEND, 1u << number);
}
