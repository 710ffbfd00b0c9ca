/* The table of devices, and what the machine asks of single ones beyond struct device_class. */
#ifndef EMU_DEVICES_DEVICES_H
#define EMU_DEVICES_DEVICES_H

#include "device.h"
#include "image.h"

struct device_place {
    const struct device_class *class;
    uint32_t base, line;
};

/* Every device that a machine can have, in the order of the info device's table; disks that are not configured are left
 * out. */
extern const struct device_place devices_table[];
extern const unsigned devices_table_count;

extern const struct device_class info_class, intc_class, console_class, keyboard_class, mouse_class, framebuffer_class,
    rtc_class, rng_class, power_class, trace_class, disk_class, share_class, sound_class;

/* info: a kernel lies in RAM.  Fields are the registers INFO_KERNEL_. */
struct info_kernel {
    uint32_t entry, end, file, file_bytes;
};
void info_set_kernel(struct device *info, struct info_kernel kernel);

/* intc: the lines have changed. */
void intc_update(struct device *intc);

/* console: bytes arrive, as many as fit; room; hang-up; size.  console_idle: the guest has nothing to do, so that a
 * pulled byte may come; true when one (or the end) has. */
size_t console_receive(struct device *console, const uint8_t *bytes, size_t length);
size_t console_room(const struct device *console);
void console_hangup(struct device *console);
void console_resize(struct device *console, unsigned columns, unsigned rows);
bool console_idle(struct device *console);

/* keyboard, mouse: an event arrives. */
void keyboard_key(struct device *keyboard, unsigned code, bool down, bool repeat);
void mouse_move(struct device *mouse, unsigned x, unsigned y, unsigned buttons, int wheel);

/* disk: its image. */
const struct image *disk_image(const struct device *disk);

/* framebuffer: what is shown; false while it is off. */
bool framebuffer_view(const struct device *framebuffer, struct peach_framebuffer *out);

#endif
