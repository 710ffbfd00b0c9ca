/* Framebuffer (machine/framebuffer.h). */
#include "devices.h"

#include "isa/machine/framebuffer.h"
#include "isa/machine/info.h"

#define PALETTE_ENTRIES 256
#define SIDE_MIN        16

struct framebuffer {
    struct device device;
    uint32_t control, status;
    uint32_t width, height, format, start;
    uint32_t shown_start; /* START at the last vertical sync */
    uint32_t frames;
    uint32_t palette[PALETTE_ENTRIES];
    struct timeline_event vsync;
};

static void update_line(struct framebuffer *fb)
{
    device_line(&fb->device, (fb->control & FRAMEBUFFER_CONTROL_VSYNCIE) && (fb->status & FRAMEBUFFER_STATUS_VSYNC));
}

static uint32_t pitch_bytes(const struct framebuffer *fb)
{
    static const uint32_t pixel_bytes[] = {
        [FRAMEBUFFER_XRGB8888] = 4, [FRAMEBUFFER_RGB565] = 2, [FRAMEBUFFER_INDEX8] = 1};
    return fb->format <= FRAMEBUFFER_INDEX8 ? fb->width * pixel_bytes[fb->format] : 0;
}

static bool start_fits(const struct framebuffer *fb, uint32_t start)
{
    uint32_t bytes = pitch_bytes(fb) * fb->height;
    return start % 4 == 0 && start <= FRAMEBUFFER_VRAM_SIZE && bytes <= FRAMEBUFFER_VRAM_SIZE - start;
}

static bool mode_is_possible(const struct framebuffer *fb)
{
    return fb->width >= SIDE_MIN && fb->width <= FRAMEBUFFER_WIDTH_MAX && fb->width % 4 == 0 &&
           fb->height >= SIDE_MIN && fb->height <= FRAMEBUFFER_HEIGHT_MAX && fb->format <= FRAMEBUFFER_INDEX8 &&
           start_fits(fb, fb->start);
}

static void vsync(void *context)
{
    struct framebuffer *fb = context;
    fb->frames++;
    fb->status |= FRAMEBUFFER_STATUS_VSYNC;
    fb->shown_start = fb->start;
    timeline_set(fb->device.timeline, &fb->vsync, fb->device.timeline->now_ns + FRAMEBUFFER_FRAME_NS);
    update_line(fb);
}

static void set_control(struct framebuffer *fb, uint32_t value)
{
    bool was_on = fb->control & FRAMEBUFFER_CONTROL_ON;
    fb->control = value & (FRAMEBUFFER_CONTROL_ON | FRAMEBUFFER_CONTROL_VSYNCIE);
    if (!was_on && (value & FRAMEBUFFER_CONTROL_ON)) {
        if (mode_is_possible(fb)) {
            fb->frames = 0;
            fb->shown_start = fb->start;
            timeline_set(fb->device.timeline, &fb->vsync, fb->device.timeline->now_ns + FRAMEBUFFER_FRAME_NS);
        } else {
            fb->control &= ~(uint32_t)FRAMEBUFFER_CONTROL_ON;
            fb->status |= FRAMEBUFFER_STATUS_BADMODE;
        }
    } else if (was_on && !(value & FRAMEBUFFER_CONTROL_ON)) {
        timeline_set(fb->device.timeline, &fb->vsync, TIMELINE_NEVER);
    }
}

/* START may move at any time, but never to where the picture does not fit. */
static void set_start(struct framebuffer *fb, uint32_t value)
{
    if (!(fb->control & FRAMEBUFFER_CONTROL_ON) || start_fits(fb, value))
        fb->start = value;
    else
        fb->status |= FRAMEBUFFER_STATUS_BADMODE;
}

/* Where a mode register is kept; NULL for other offsets. */
static uint32_t *mode_register(struct framebuffer *fb, uint32_t offset)
{
    switch (offset) {
    case FRAMEBUFFER_WIDTH:
        return &fb->width;
    case FRAMEBUFFER_HEIGHT:
        return &fb->height;
    case FRAMEBUFFER_FORMAT:
        return &fb->format;
    default:
        return NULL;
    }
}

static uint32_t *palette_entry(struct framebuffer *fb, uint32_t offset)
{
    uint32_t index = (offset - FRAMEBUFFER_PALETTE) / 4;
    return offset >= FRAMEBUFFER_PALETTE && index < PALETTE_ENTRIES ? &fb->palette[index] : NULL;
}

static bool framebuffer_read(struct device *device, uint32_t offset, uint32_t *value)
{
    struct framebuffer *fb = (struct framebuffer *)device;
    const uint32_t *stored = mode_register(fb, offset);
    if (!stored)
        stored = palette_entry(fb, offset);
    if (stored) {
        *value = *stored;
        return true;
    }
    switch (offset) {
    case FRAMEBUFFER_CONTROL:
        *value = fb->control;
        return true;
    case FRAMEBUFFER_STATUS:
        *value = fb->status;
        return true;
    case FRAMEBUFFER_PITCH:
        *value = pitch_bytes(fb);
        return true;
    case FRAMEBUFFER_START:
        *value = fb->start;
        return true;
    case FRAMEBUFFER_VRAM_BYTES:
        *value = FRAMEBUFFER_VRAM_SIZE;
        return true;
    case FRAMEBUFFER_FRAMES:
        *value = fb->frames;
        return true;
    default:
        return false;
    }
}

static bool framebuffer_write(struct device *device, uint32_t offset, uint32_t value)
{
    struct framebuffer *fb = (struct framebuffer *)device;
    uint32_t *mode = mode_register(fb, offset);
    uint32_t *color = palette_entry(fb, offset);
    if (color)
        *color = value & 0xffffff;
    else if (mode && (fb->control & FRAMEBUFFER_CONTROL_ON))
        fb->status |= FRAMEBUFFER_STATUS_BADMODE;
    else if (mode)
        *mode = value & 0xffff;
    else if (offset == FRAMEBUFFER_CONTROL)
        set_control(fb, value);
    else if (offset == FRAMEBUFFER_STATUS)
        fb->status &= ~value;
    else if (offset == FRAMEBUFFER_START)
        set_start(fb, value);
    else
        return false;
    update_line(fb);
    return true;
}

bool framebuffer_view(const struct device *device, struct peach_framebuffer *out)
{
    const struct framebuffer *fb = (const struct framebuffer *)device;
    if (!(fb->control & FRAMEBUFFER_CONTROL_ON))
        return false;
    *out = (struct peach_framebuffer){
        .width = fb->width,
        .height = fb->height,
        .pitch_bytes = pitch_bytes(fb),
        .format = fb->format,
        .pixels = device->bus->memory.vram + fb->shown_start,
        .palette = fb->palette,
        .frames = fb->frames,
    };
    return true;
}

static bool framebuffer_init(struct device *device, char *error)
{
    (void)error;
    struct framebuffer *fb = (struct framebuffer *)device;
    timeline_register(device->timeline, &fb->vsync, vsync, fb);
    return true;
}

static void framebuffer_reset(struct device *device)
{
    struct framebuffer *fb = (struct framebuffer *)device;
    fb->control = fb->status = 0;
    fb->width = fb->height = fb->format = 0;
    fb->start = fb->shown_start = fb->frames = 0;
    for (unsigned i = 0; i < PALETTE_ENTRIES; i++)
        fb->palette[i] = 0;
    timeline_set(device->timeline, &fb->vsync, TIMELINE_NEVER);
    update_line(fb);
}

static void framebuffer_walk(struct device *device, struct state *state)
{
    struct framebuffer *fb = (struct framebuffer *)device;
    state_u32(state, &fb->control);
    state_u32(state, &fb->status);
    state_u32(state, &fb->width);
    state_u32(state, &fb->height);
    state_u32(state, &fb->format);
    state_u32(state, &fb->start);
    state_u32(state, &fb->shown_start);
    state_u32(state, &fb->frames);
    state_words(state, fb->palette, PALETTE_ENTRIES);
    state_u64(state, &fb->vsync.due_ns);
    bool on = fb->control & FRAMEBUFFER_CONTROL_ON;
    state_require(state, !on || (mode_is_possible(fb) && start_fits(fb, fb->shown_start)));
    state_require(state, on == (fb->vsync.due_ns != TIMELINE_NEVER));
    if (state_loads(state))
        timeline_set(device->timeline, &fb->vsync, state->wrong ? TIMELINE_NEVER : fb->vsync.due_ns);
}

static void framebuffer_dump(const struct device *device, FILE *out)
{
    const struct framebuffer *fb = (const struct framebuffer *)device;
    fprintf(out, "framebuffer: control %02x, status %02x, %ux%u format %u at %06x, %u frames\n", fb->control,
            fb->status, fb->width, fb->height, fb->format, fb->shown_start, fb->frames);
}

const struct device_class framebuffer_class = {
    .name = "framebuffer",
    .id = INFO_CLASS_FRAMEBUFFER,
    .state_bytes = sizeof(struct framebuffer),
    .init = framebuffer_init,
    .reset = framebuffer_reset,
    .read = framebuffer_read,
    .write = framebuffer_write,
    .walk = framebuffer_walk,
    .dump = framebuffer_dump,
};
