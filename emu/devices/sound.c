/* Sound (machine/sound.h). */
#include "devices.h"

#include "isa/machine/info.h"
#include "isa/machine/sound.h"

#define NS_PER_SECOND 1000000000u

struct mode {
    uint32_t rate, buffer, frames, period;
};

struct sound {
    struct device device;
    uint32_t control, status, position;
    struct mode wanted, mode; /* as written; as it plays */
    struct timeline_event played;
};

static void update_line(struct sound *sound)
{
    device_line(&sound->device, (sound->control & SOUND_CONTROL_IE) && (sound->status & SOUND_STATUS_PERIOD));
}

static bool mode_is_possible(const struct sound *sound, const struct mode *mode)
{
    return mode->rate >= SOUND_RATE_MIN && mode->rate <= SOUND_RATE_MAX && mode->period >= SOUND_PERIOD_MIN &&
           mode->frames <= SOUND_FRAMES_MAX && mode->frames >= mode->period && mode->frames % mode->period == 0 &&
           mode->buffer % 4 == 0 && bus_dma(sound->device.bus, mode->buffer, mode->frames * SOUND_FRAME_BYTES);
}

static void schedule(struct sound *sound)
{
    uint64_t length_ns = (uint64_t)sound->mode.period * NS_PER_SECOND / sound->mode.rate;
    timeline_set(sound->device.timeline, &sound->played, sound->device.timeline->now_ns + length_ns);
}

static void play(void *context)
{
    struct sound *sound = context;
    const struct mode *mode = &sound->mode;
    const struct peach_host *host = &sound->device.config->host;
    uint32_t at = mode->buffer + sound->position % mode->frames * SOUND_FRAME_BYTES;
    const uint8_t *frames = bus_dma(sound->device.bus, at, mode->period * SOUND_FRAME_BYTES);
    if (host->sound)
        host->sound(host->sound_context, frames, mode->period, mode->rate);
    sound->position += mode->period;
    sound->status |= SOUND_STATUS_PERIOD;
    schedule(sound);
    update_line(sound);
}

static void set_control(struct sound *sound, uint32_t value)
{
    bool was_on = sound->control & SOUND_CONTROL_ON, on = value & SOUND_CONTROL_ON;
    sound->control = value & (SOUND_CONTROL_ON | SOUND_CONTROL_IE);
    if (on && !was_on && mode_is_possible(sound, &sound->wanted)) {
        sound->mode = sound->wanted;
        sound->position = 0;
        schedule(sound);
    } else if (on && !was_on) {
        sound->control &= ~(uint32_t)SOUND_CONTROL_ON;
        sound->status |= SOUND_STATUS_BADMODE;
    } else if (was_on && !on) {
        timeline_set(sound->device.timeline, &sound->played, TIMELINE_NEVER);
    }
}

/* Where a register of the mode is kept; NULL for other offsets. */
static uint32_t *mode_register(struct sound *sound, uint32_t offset)
{
    switch (offset) {
    case SOUND_RATE: return &sound->wanted.rate;
    case SOUND_BUFFER: return &sound->wanted.buffer;
    case SOUND_FRAMES: return &sound->wanted.frames;
    case SOUND_PERIOD: return &sound->wanted.period;
    default: return NULL;
    }
}

static bool sound_read(struct device *device, uint32_t offset, uint32_t *value)
{
    struct sound *sound = (struct sound *)device;
    const uint32_t *stored = mode_register(sound, offset);
    if (stored)
        *value = *stored;
    else if (offset == SOUND_CONTROL)
        *value = sound->control;
    else if (offset == SOUND_STATUS)
        *value = sound->status;
    else if (offset == SOUND_POSITION)
        *value = sound->position;
    else
        return false;
    return true;
}

static bool sound_write(struct device *device, uint32_t offset, uint32_t value)
{
    struct sound *sound = (struct sound *)device;
    uint32_t *stored = mode_register(sound, offset);
    if (stored)
        *stored = value;
    else if (offset == SOUND_CONTROL)
        set_control(sound, value);
    else if (offset == SOUND_STATUS)
        sound->status &= ~value;
    else
        return false;
    update_line(sound);
    return true;
}

static bool sound_init(struct device *device, char *error)
{
    (void)error;
    struct sound *sound = (struct sound *)device;
    timeline_register(device->timeline, &sound->played, play, sound);
    return true;
}

static void sound_reset(struct device *device)
{
    struct sound *sound = (struct sound *)device;
    sound->control = sound->status = sound->position = 0;
    sound->wanted = sound->mode = (struct mode){0};
    timeline_set(device->timeline, &sound->played, TIMELINE_NEVER);
    update_line(sound);
}

static void walk_mode(struct mode *mode, struct state *state)
{
    state_u32(state, &mode->rate);
    state_u32(state, &mode->buffer);
    state_u32(state, &mode->frames);
    state_u32(state, &mode->period);
}

static void sound_walk(struct device *device, struct state *state)
{
    struct sound *sound = (struct sound *)device;
    state_u32(state, &sound->control);
    state_u32(state, &sound->status);
    state_u32(state, &sound->position);
    walk_mode(&sound->wanted, state);
    walk_mode(&sound->mode, state);
    state_u64(state, &sound->played.due_ns);
    bool on = sound->control & SOUND_CONTROL_ON;
    state_require(state, on == (sound->played.due_ns != TIMELINE_NEVER));
    state_require(state, !on || (mode_is_possible(sound, &sound->mode) && sound->position % sound->mode.period == 0));
    if (state_loads(state))
        timeline_set(device->timeline, &sound->played, state->wrong ? TIMELINE_NEVER : sound->played.due_ns);
}

static void sound_dump(const struct device *device, FILE *out)
{
    const struct sound *sound = (const struct sound *)device;
    fprintf(out, "sound: control %02x, status %02x, %u Hz, ring %08x of %u frames, period %u, position %u\n",
            sound->control, sound->status, sound->wanted.rate, sound->wanted.buffer, sound->wanted.frames,
            sound->wanted.period, sound->position);
}

const struct device_class sound_class = {
    .name = "sound",
    .id = INFO_CLASS_SOUND,
    .state_bytes = sizeof(struct sound),
    .init = sound_init,
    .reset = sound_reset,
    .read = sound_read,
    .write = sound_write,
    .walk = sound_walk,
    .dump = sound_dump,
};
