/* Interrupt controller (machine/intc.h). */
#include "devices.h"

#include "isa/machine.h"
#include "isa/machine/info.h"
#include "isa/machine/intc.h"

struct intc {
    struct device device;
    uint32_t enable[PEACH_HARTS_MAX];
    uint32_t ipi; /* a bit per hart */
};

void intc_update(struct device *device)
{
    const struct intc *intc = (const struct intc *)device;
    for (unsigned hart = 0; hart < device->config->harts; hart++) {
        uint32_t lines = 0;
        if (intc->ipi >> hart & 1)
            lines |= 1u << IRQ_IPI;
        if (device->bus->lines & intc->enable[hart])
            lines |= 1u << IRQ_DEVICE;
        device->bus->hart_lines[hart] = lines;
    }
}

static uint32_t next_line(const struct intc *intc, unsigned hart)
{
    uint32_t lines = intc->device.bus->lines & intc->enable[hart];
    for (uint32_t line = 0; line < 32; line++)
        if (lines >> line & 1)
            return line;
    return INTC_NONE;
}

/* Number of the hart whose word in the array at base an offset names; false when there is none. */
static bool hart_word(const struct intc *intc, uint32_t offset, uint32_t base, unsigned *hart)
{
    *hart = (offset - base) / 4;
    return offset >= base && *hart < intc->device.config->harts;
}

static bool intc_read(struct device *device, uint32_t offset, uint32_t *value)
{
    const struct intc *intc = (const struct intc *)device;
    unsigned hart;
    if (offset == INTC_PENDING)
        *value = device->bus->lines;
    else if (offset == INTC_IPI_PENDING)
        *value = intc->ipi;
    else if (hart_word(intc, offset, INTC_ENABLE, &hart))
        *value = intc->enable[hart];
    else if (hart_word(intc, offset, INTC_NEXT, &hart))
        *value = next_line(intc, hart);
    else
        return false;
    return true;
}

static void send_ipi(struct intc *intc, uint32_t harts)
{
    intc->ipi |= harts & ((1u << intc->device.config->harts) - 1);
    if (monitor_wants(intc->device.monitor, PEACH_EVENT_IPI))
        monitor_emit(intc->device.monitor, (struct peach_event){.kind = PEACH_EVENT_IPI, .a = harts});
}

static bool intc_write(struct device *device, uint32_t offset, uint32_t value)
{
    struct intc *intc = (struct intc *)device;
    unsigned hart;
    if (offset == INTC_IPI_SEND)
        send_ipi(intc, value);
    else if (offset == INTC_IPI_CLEAR)
        intc->ipi &= ~value;
    else if (hart_word(intc, offset, INTC_ENABLE, &hart))
        intc->enable[hart] = value;
    else
        return false;
    intc_update(device);
    return true;
}

static void intc_reset(struct device *device)
{
    struct intc *intc = (struct intc *)device;
    for (unsigned hart = 0; hart < PEACH_HARTS_MAX; hart++)
        intc->enable[hart] = 0;
    intc->ipi = 0;
    device->bus->lines = device->bus->raised = 0;
    intc_update(device);
}

static void intc_walk(struct device *device, struct state *state)
{
    struct intc *intc = (struct intc *)device;
    state_words(state, intc->enable, PEACH_HARTS_MAX);
    state_u32(state, &intc->ipi);
    state_u32(state, &device->bus->lines);
    state_u32(state, &device->bus->raised);
}

static void intc_dump(const struct device *device, FILE *out)
{
    const struct intc *intc = (const struct intc *)device;
    fprintf(out, "intc: lines %08x, ipi %02x, enable", device->bus->lines, intc->ipi);
    for (unsigned hart = 0; hart < device->config->harts; hart++)
        fprintf(out, " %08x", intc->enable[hart]);
    fputc('\n', out);
}

const struct device_class intc_class = {
    .name = "intc",
    .id = INFO_CLASS_INTC,
    .state_bytes = sizeof(struct intc),
    .reset = intc_reset,
    .read = intc_read,
    .write = intc_write,
    .walk = intc_walk,
    .dump = intc_dump,
};
