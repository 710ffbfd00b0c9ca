/* The list of character devices.  A new device is a file of its own and a line here. */
#include "dev/device.h"

static const struct {
    uint32_t number;
    const struct file_ops *ops;
} devices[] = {
    {DEVICE_NULL, &null_ops},       {DEVICE_ZERO, &zero_ops}, {DEVICE_RANDOM, &random_ops},
    {DEVICE_CMDLINE, &cmdline_ops}, {DEVICE_TTY, &tty_ops},   {DEVICE_CONSOLE, &tty_ops},
};

const struct file_ops *device_find(uint32_t number)
{
    for (size_t i = 0; i < ARRAY_COUNT(devices); i++) {
        if (devices[i].number == number)
            return devices[i].ops;
    }
    return NULL;
}
