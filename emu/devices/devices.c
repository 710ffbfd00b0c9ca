#include "devices.h"

#include "isa/machine.h"
#include "isa/machine/info.h"
#include "isa/machine/intc.h"

const struct device_place devices_table[] = {
    {&info_class, PA_INFO, INFO_LINE_NONE},
    {&intc_class, PA_INTC, INFO_LINE_NONE},
    {&console_class, PA_CONSOLE, LINE_CONSOLE},
    {&keyboard_class, PA_KEYBOARD, LINE_KEYBOARD},
    {&mouse_class, PA_MOUSE, LINE_MOUSE},
    {&framebuffer_class, PA_FRAMEBUFFER, LINE_FRAMEBUFFER},
    {&rtc_class, PA_RTC, INFO_LINE_NONE},
    {&rng_class, PA_RNG, INFO_LINE_NONE},
    {&power_class, PA_POWER, INFO_LINE_NONE},
    {&trace_class, PA_TRACE, INFO_LINE_NONE},
    {&disk_class, PA_DISK0, LINE_DISK0},
    {&disk_class, PA_DISK0 + PAGE_BYTES, LINE_DISK0 + 1},
    {&disk_class, PA_DISK0 + 2 * PAGE_BYTES, LINE_DISK0 + 2},
    {&disk_class, PA_DISK0 + 3 * PAGE_BYTES, LINE_DISK0 + 3},
    {&share_class, PA_SHARE, INFO_LINE_NONE},
    {&sound_class, PA_SOUND, LINE_SOUND},
};
const unsigned devices_table_count = sizeof devices_table / sizeof *devices_table;
