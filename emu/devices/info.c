/* Machine description (machine/info.h). */
#include "devices.h"

#include <string.h>

#include "isa/machine.h"
#include "isa/machine/info.h"

struct info {
    struct device device;
    struct info_kernel kernel;
};

void info_set_kernel(struct device *device, struct info_kernel kernel)
{
    ((struct info *)device)->kernel = kernel;
}

static uint32_t command_word(const struct info *info, uint32_t offset)
{
    const char *text = info->device.config->command_line;
    size_t length = strlen(text);
    uint32_t word = 0;
    for (uint32_t i = 0; i < 4; i++)
        if (offset + i < length)
            word |= (uint32_t)(uint8_t)text[offset + i] << 8 * i;
    return word;
}

static bool read_table(const struct info *info, uint32_t offset, uint32_t *value)
{
    uint32_t index = offset / INFO_DEVICE_BYTES;
    if (index >= info->device.bus->device_count)
        return false;
    const struct device *entry = info->device.bus->devices[index];
    switch (offset % INFO_DEVICE_BYTES) {
    case INFO_DEVICE_CLASS:
        *value = entry->class->id;
        return true;
    case INFO_DEVICE_BASE:
        *value = entry->base;
        return true;
    case INFO_DEVICE_LINE:
        *value = entry->line;
        return true;
    default:
        *value = PAGE_BYTES;
        return true;
    }
}

static bool info_read(struct device *device, uint32_t offset, uint32_t *value)
{
    const struct info *info = (const struct info *)device;
    if (offset >= INFO_COMMAND) {
        *value = command_word(info, offset - INFO_COMMAND);
        return true;
    }
    if (offset >= INFO_DEVICE)
        return read_table(info, offset - INFO_DEVICE, value);
    switch (offset) {
    case INFO_MAGIC:
        *value = INFO_MAGIC_VALUE;
        return true;
    case INFO_VERSION:
        *value = INFO_VERSION_VALUE;
        return true;
    case INFO_RAM_BYTES:
        *value = device->config->ram_bytes;
        return true;
    case INFO_HARTS:
        *value = device->config->harts;
        return true;
    case INFO_SEED:
        *value = (uint32_t)device->config->seed;
        return true;
    case INFO_DEVICES:
        *value = device->bus->device_count;
        return true;
    case INFO_COMMAND_BYTES:
        *value = (uint32_t)strlen(device->config->command_line);
        return true;
    case INFO_KERNEL_ENTRY:
        *value = info->kernel.entry;
        return true;
    case INFO_KERNEL_END:
        *value = info->kernel.end;
        return true;
    case INFO_KERNEL_FILE:
        *value = info->kernel.file;
        return true;
    case INFO_KERNEL_FILE_BYTES:
        *value = info->kernel.file_bytes;
        return true;
    default:
        return false;
    }
}

static void info_walk(struct device *device, struct state *state)
{
    struct info *info = (struct info *)device;
    state_u32(state, &info->kernel.entry);
    state_u32(state, &info->kernel.end);
    state_u32(state, &info->kernel.file);
    state_u32(state, &info->kernel.file_bytes);
}

static void info_dump(const struct device *device, FILE *out)
{
    fprintf(out, "info: %u harts, %u bytes of RAM, command line \"%s\"\n", device->config->harts,
            device->config->ram_bytes, device->config->command_line);
}

const struct device_class info_class = {
    .name = "info",
    .id = INFO_CLASS_INFO,
    .state_bytes = sizeof(struct info),
    .read = info_read,
    .walk = info_walk,
    .dump = info_dump,
};
