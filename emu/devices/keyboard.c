/* Keyboard (machine/keyboard.h). */
#include "devices.h"

#include "fifo.h"
#include "isa/machine/info.h"
#include "isa/machine/keyboard.h"

struct keyboard {
    struct device device;
    struct fifo events;
    uint32_t control;
    bool overrun;
};

static void update_line(struct keyboard *keyboard)
{
    device_line(&keyboard->device, keyboard->events.count && (keyboard->control & KEYBOARD_CONTROL_IE));
}

void keyboard_key(struct device *device, unsigned code, bool down, bool repeat)
{
    struct keyboard *keyboard = (struct keyboard *)device;
    uint32_t event = KEYBOARD_EVENT_VALID | (code & KEYBOARD_EVENT_CODE);
    if (down)
        event |= KEYBOARD_EVENT_PRESS | (repeat ? KEYBOARD_EVENT_REPEAT : 0);
    if (!fifo_put(&keyboard->events, KEYBOARD_FIFO_EVENTS, event))
        keyboard->overrun = true;
    update_line(keyboard);
}

static bool keyboard_read(struct device *device, uint32_t offset, uint32_t *value)
{
    struct keyboard *keyboard = (struct keyboard *)device;
    switch (offset) {
    case KEYBOARD_EVENT:
        *value = fifo_take(&keyboard->events, 0);
        update_line(keyboard);
        return true;
    case KEYBOARD_STATUS:
        *value =
            (keyboard->events.count ? KEYBOARD_STATUS_READY : 0) | (keyboard->overrun ? KEYBOARD_STATUS_OVERRUN : 0);
        return true;
    case KEYBOARD_CONTROL:
        *value = keyboard->control;
        return true;
    default:
        return false;
    }
}

static bool keyboard_write(struct device *device, uint32_t offset, uint32_t value)
{
    struct keyboard *keyboard = (struct keyboard *)device;
    switch (offset) {
    case KEYBOARD_STATUS:
        keyboard->overrun = keyboard->overrun && !(value & KEYBOARD_STATUS_OVERRUN);
        return true;
    case KEYBOARD_CONTROL:
        keyboard->control = value & KEYBOARD_CONTROL_IE;
        update_line(keyboard);
        return true;
    default:
        return false;
    }
}

static void keyboard_reset(struct device *device)
{
    struct keyboard *keyboard = (struct keyboard *)device;
    fifo_clear(&keyboard->events);
    keyboard->control = 0;
    keyboard->overrun = false;
    update_line(keyboard);
}

static void keyboard_walk(struct device *device, struct state *state)
{
    struct keyboard *keyboard = (struct keyboard *)device;
    fifo_walk(&keyboard->events, state);
    state_u32(state, &keyboard->control);
    state_bool(state, &keyboard->overrun);
}

static void keyboard_dump(const struct device *device, FILE *out)
{
    const struct keyboard *keyboard = (const struct keyboard *)device;
    fprintf(out, "keyboard: %u events wait, control %02x\n", keyboard->events.count, keyboard->control);
}

const struct device_class keyboard_class = {
    .name = "keyboard",
    .id = INFO_CLASS_KEYBOARD,
    .state_bytes = sizeof(struct keyboard),
    .reset = keyboard_reset,
    .read = keyboard_read,
    .write = keyboard_write,
    .walk = keyboard_walk,
    .dump = keyboard_dump,
};
