/* The bus: what answers at a physical address, interrupt lines, direct memory access. */
#ifndef EMU_BUS_H
#define EMU_BUS_H

#include <stdbool.h>
#include <stdint.h>

#include "faults.h"
#include "memory.h"
#include "peach.h"

struct device;

/* Why the machine shall stop.  BUS_STUCK: a hart can only trap, over and over. */
enum bus_stop { BUS_RUN, BUS_EXIT, BUS_PANIC, BUS_REBOOT, BUS_STUCK, BUS_POWER_CUT };

#define BUS_DEVICES_MAX 16

struct bus {
    struct memory memory;
    struct device *devices[BUS_DEVICES_MAX]; /* in the order of the table in devices/devices.c */
    unsigned device_count;

    uint32_t raised;                      /* device lines as the devices hold them, */
    uint32_t lines;                       /* and as the controller sees them: without dropped interrupts */
    uint32_t hart_lines[PEACH_HARTS_MAX]; /* IRQ_IPI and IRQ_DEVICE of each hart, as in IPENDING */
    uint32_t working;                     /* devices, by line, that work on something */
    struct faults faults;                 /* that are injected */
    struct device *intc;                  /* told of every change of lines */

    enum bus_stop stop;
    uint32_t stop_code;

    /* RAM has changed behind the cpu's back: length bytes at pa. */
    void (*ram_written)(void *context, uint32_t pa, uint32_t length);
    void *ram_context;
};

/* Read or write a device register.  False when nothing answers there. */
bool bus_read(struct bus *bus, uint32_t pa, uint32_t *value);
bool bus_write(struct bus *bus, uint32_t pa, uint32_t value);

/* Raise or drop a device line. */
void bus_line(struct bus *bus, unsigned line, bool raised);

/* The device with this line works on a request of the guest, or no longer: it is worth waiting for. */
void bus_working(struct bus *bus, unsigned line, bool working);

/* Direct memory access by a device: host address of RAM, NULL when any byte lies outside.  After writing there the
 * device calls bus_written. */
uint8_t *bus_dma(struct bus *bus, uint32_t pa, uint32_t length);
void bus_written(struct bus *bus, uint32_t pa, uint32_t length);

/* bus_written for those who know the bus as a context. */
void bus_ram_written(void *context, uint32_t pa, uint32_t length);

#endif
