/* The serial console. */
#include "dev/console.h"

#include "cpu/spinlock.h"
#include "dev/register.h"
#include "dev/tty.h"
#include "isa/machine/console.h"

static struct spinlock console_lock = SPINLOCK("console");
static uint32_t control; /* console_lock: what CONSOLE_CONTROL holds */

static void set_control(uint32_t clear, uint32_t set)
{
    spin_lock(&console_lock);
    control = (control & ~clear) | set;
    register_write(PA_CONSOLE, CONSOLE_CONTROL, control);
    spin_unlock(&console_lock);
}

void console_put(char c)
{
    register_write(PA_CONSOLE, CONSOLE_DATA, (uint8_t)c);
}

void console_write(const char *text, uint32_t bytes)
{
    spin_lock(&console_lock);
    for (uint32_t i = 0; i < bytes; i++)
        console_put(text[i]);
    spin_unlock(&console_lock);
}

void console_init(void)
{
    set_control(0, CONSOLE_CONTROL_RXIE | CONSOLE_CONTROL_HANGUPIE | CONSOLE_CONTROL_RESIZEIE);
}

bool console_take(char *c)
{
    uint32_t data = register_read(PA_CONSOLE, CONSOLE_DATA);
    *c = (char)data;
    return data != CONSOLE_NO_DATA;
}

void console_pause(bool pause)
{
    set_control(CONSOLE_CONTROL_RXIE, pause ? 0 : CONSOLE_CONTROL_RXIE);
}

void console_size(uint32_t *columns, uint32_t *rows)
{
    uint32_t size = register_read(PA_CONSOLE, CONSOLE_SIZE);
    *columns = size >> 16;
    *rows = size & 0xffff;
}

void console_interrupt(void)
{
    uint32_t status = register_read(PA_CONSOLE, CONSOLE_STATUS);
    register_write(PA_CONSOLE, CONSOLE_STATUS, status & (CONSOLE_STATUS_OVERRUN | CONSOLE_STATUS_RESIZED));
    if (status & CONSOLE_STATUS_RXRDY)
        tty_receive();
    if (status & CONSOLE_STATUS_RESIZED)
        tty_resized();
    if (status & CONSOLE_STATUS_HANGUP) {
        set_control(CONSOLE_CONTROL_HANGUPIE, 0);
        tty_hung_up();
    }
}
