/* Power (machine/power.h): asks the machine to stop; the bus carries the request. */
#include "devices.h"

#include "isa/machine/info.h"
#include "isa/machine/power.h"

static bool power_read(struct device *device, uint32_t offset, uint32_t *value)
{
    (void)device, (void)offset, (void)value;
    return false;
}

static bool power_write(struct device *device, uint32_t offset, uint32_t value)
{
    switch (offset) {
    case POWER_EXIT:
        device->bus->stop = BUS_EXIT;
        break;
    case POWER_REBOOT:
        device->bus->stop = BUS_REBOOT;
        break;
    case POWER_PANIC:
        device->bus->stop = BUS_PANIC;
        break;
    default:
        return false;
    }
    device->bus->stop_code = value;
    return true;
}

const struct device_class power_class = {
    .name = "power",
    .id = INFO_CLASS_POWER,
    .state_bytes = sizeof(struct device),
    .read = power_read,
    .write = power_write,
};
