#include "bus.h"

#include "device.h"
#include "devices/devices.h"
#include "isa/machine.h"

static struct device *find_device(const struct bus *bus, uint32_t pa)
{
    for (unsigned i = 0; i < bus->device_count; i++)
        if (pa - bus->devices[i]->base < PAGE_BYTES)
            return bus->devices[i];
    return NULL;
}

bool bus_read(struct bus *bus, uint32_t pa, uint32_t *value)
{
    struct device *device = find_device(bus, pa);
    return device && device->class->read(device, pa - device->base, value);
}

bool bus_write(struct bus *bus, uint32_t pa, uint32_t value)
{
    struct device *device = find_device(bus, pa);
    return device && device->class->write && device->class->write(device, pa - device->base, value);
}

void bus_line(struct bus *bus, unsigned line, bool raised)
{
    uint32_t bit = (uint32_t)1 << line;
    if (!!(bus->raised & bit) == raised)
        return;
    bus->raised ^= bit;
    if (raised && faults_hit(&bus->faults, PEACH_FAULT_IRQ, line, 0, 1))
        return;
    bus->lines = raised ? bus->lines | bit : bus->lines & ~bit;
    intc_update(bus->intc);
}

void bus_working(struct bus *bus, unsigned line, bool working)
{
    uint32_t bit = (uint32_t)1 << line;
    bus->working = working ? bus->working | bit : bus->working & ~bit;
}

uint8_t *bus_dma(struct bus *bus, uint32_t pa, uint32_t length)
{
    return memory_ram(&bus->memory, pa, length);
}

void bus_written(struct bus *bus, uint32_t pa, uint32_t length)
{
    bus->ram_written(bus->ram_context, pa, length);
}

void bus_ram_written(void *context, uint32_t pa, uint32_t length)
{
    bus_written(context, pa, length);
}
