/* What a device is: one file with a state struct that begins with struct device, and one const struct device_class.
 *
 * A device sees the bus, the timeline, the monitor and its own border header; never the cpu. */
#ifndef EMU_DEVICE_H
#define EMU_DEVICE_H

#include <stdio.h>

#include "bus.h"
#include "monitor.h"
#include "peach.h"
#include "state.h"
#include "timeline.h"

struct device {
    const struct device_class *class;
    uint32_t base;   /* physical address of its page of registers */
    uint32_t line;   /* LINE_, or INFO_LINE_NONE */
    unsigned number; /* among the devices of its class */
    struct bus *bus;
    struct timeline *timeline;
    struct monitor *monitor;
    const struct peach_config *config;
};

struct device_class {
    const char *name;
    uint32_t id;        /* INFO_CLASS_ */
    size_t state_bytes; /* size of the state struct */
    /* Once, on zeroed state.  False, with a line in error, when the host refuses something.  May be NULL. */
    bool (*init)(struct device *device, char *error);
    void (*fini)(struct device *device);  /* may be NULL */
    void (*reset)(struct device *device); /* registers as after power on; its line drops; may be NULL */
    /* Aligned 32-bit access; false: no such register.  write may be NULL. */
    bool (*read)(struct device *device, uint32_t offset, uint32_t *value);
    bool (*write)(struct device *device, uint32_t offset, uint32_t value);
    void (*walk)(struct device *device, struct state *state); /* all state that the guest can tell; may be NULL */
    void (*dump)(const struct device *device, FILE *out);     /* one line or more for people; may be NULL */
};

/* Raise or drop the device's own line. */
static inline void device_line(struct device *device, bool raised)
{
    bus_line(device->bus, device->line, raised);
}

#endif
