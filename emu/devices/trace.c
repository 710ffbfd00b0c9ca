/* Trace port (machine/trace.h): hands the guest's records to the monitor. */
#include "devices.h"

#include "isa/machine/info.h"
#include "isa/machine/trace.h"

static bool trace_read(struct device *device, uint32_t offset, uint32_t *value)
{
    (void)device, (void)offset, (void)value;
    return false;
}

static bool trace_write(struct device *device, uint32_t offset, uint32_t value)
{
    if (offset != TRACE_POST)
        return false;
    const uint8_t *record = bus_dma(device->bus, value, 4 * TRACE_RECORD_WORDS);
    if (!record || value % 4)
        return true;
    uint32_t words[TRACE_RECORD_WORDS];
    for (unsigned i = 0; i < TRACE_RECORD_WORDS; i++)
        words[i] = le32_read(record + 4 * i);
    monitor_record(device->monitor, words);
    return true;
}

const struct device_class trace_class = {
    .name = "trace",
    .id = INFO_CLASS_TRACE,
    .state_bytes = sizeof(struct device),
    .read = trace_read,
    .write = trace_write,
};
