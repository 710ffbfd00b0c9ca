/* Mouse (machine/mouse.h). */
#include "devices.h"

#include "fifo.h"
#include "isa/machine/info.h"
#include "isa/machine/mouse.h"

struct mouse {
    struct device device;
    struct fifo events;
    uint32_t control;
    bool overrun;
};

static void update_line(struct mouse *mouse)
{
    device_line(&mouse->device, mouse->events.count && (mouse->control & MOUSE_CONTROL_IE));
}

static uint32_t clip(unsigned value, uint32_t largest)
{
    return value > largest ? largest : value;
}

void mouse_move(struct device *device, unsigned x, unsigned y, unsigned buttons, int wheel)
{
    struct mouse *mouse = (struct mouse *)device;
    uint32_t event =
        MOUSE_EVENT_VALID | clip(x, MOUSE_EVENT_X_MASK) | clip(y, MOUSE_EVENT_Y_MASK) << MOUSE_EVENT_Y_SHIFT;
    event |= buttons & 1 ? MOUSE_EVENT_LEFT : 0;
    event |= buttons & 2 ? MOUSE_EVENT_RIGHT : 0;
    event |= buttons & 4 ? MOUSE_EVENT_MIDDLE : 0;
    if (wheel)
        event |= wheel > 0 ? MOUSE_EVENT_WHEEL_UP : MOUSE_EVENT_WHEEL_DOWN;
    if (!fifo_put(&mouse->events, MOUSE_FIFO_EVENTS, event))
        mouse->overrun = true;
    update_line(mouse);
}

static bool mouse_read(struct device *device, uint32_t offset, uint32_t *value)
{
    struct mouse *mouse = (struct mouse *)device;
    switch (offset) {
    case MOUSE_EVENT:
        *value = fifo_take(&mouse->events, 0);
        update_line(mouse);
        return true;
    case MOUSE_STATUS:
        *value = (mouse->events.count ? MOUSE_STATUS_READY : 0) | (mouse->overrun ? MOUSE_STATUS_OVERRUN : 0);
        return true;
    case MOUSE_CONTROL:
        *value = mouse->control;
        return true;
    default:
        return false;
    }
}

static bool mouse_write(struct device *device, uint32_t offset, uint32_t value)
{
    struct mouse *mouse = (struct mouse *)device;
    switch (offset) {
    case MOUSE_STATUS:
        mouse->overrun = mouse->overrun && !(value & MOUSE_STATUS_OVERRUN);
        return true;
    case MOUSE_CONTROL:
        mouse->control = value & MOUSE_CONTROL_IE;
        update_line(mouse);
        return true;
    default:
        return false;
    }
}

static void mouse_reset(struct device *device)
{
    struct mouse *mouse = (struct mouse *)device;
    fifo_clear(&mouse->events);
    mouse->control = 0;
    mouse->overrun = false;
    update_line(mouse);
}

static void mouse_walk(struct device *device, struct state *state)
{
    struct mouse *mouse = (struct mouse *)device;
    fifo_walk(&mouse->events, state);
    state_u32(state, &mouse->control);
    state_bool(state, &mouse->overrun);
}

static void mouse_dump(const struct device *device, FILE *out)
{
    const struct mouse *mouse = (const struct mouse *)device;
    fprintf(out, "mouse: %u events wait, control %02x\n", mouse->events.count, mouse->control);
}

const struct device_class mouse_class = {
    .name = "mouse",
    .id = INFO_CLASS_MOUSE,
    .state_bytes = sizeof(struct mouse),
    .reset = mouse_reset,
    .read = mouse_read,
    .write = mouse_write,
    .walk = mouse_walk,
    .dump = mouse_dump,
};
