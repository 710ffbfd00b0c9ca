/* Share (machine/share.h): takes requests apart; the host does them (struct peach_host). */
#include "devices.h"

#include <string.h>

#include "isa/machine/info.h"
#include "isa/machine/share.h"

/* Put path and buffer of a request together; false when they cannot be. */
static bool gather(struct device *device, const uint8_t *words, struct peach_share *share, char *path)
{
    uint32_t path_bytes = le32_read(words + SHARE_PATH_BYTES);
    share->op = le32_read(words + SHARE_OP);
    share->offset = le64_read(words + SHARE_OFFSET);
    share->length = le32_read(words + SHARE_LENGTH);
    if (share->op >= SHARE_OPS || path_bytes > SHARE_PATH_MAX || share->length > SHARE_LENGTH_MAX)
        return false;
    const uint8_t *text = bus_dma(device->bus, le32_read(words + SHARE_PATH), path_bytes);
    share->buffer = bus_dma(device->bus, le32_read(words + SHARE_BUFFER), share->length);
    if (!text || !share->buffer || memchr(text, 0, path_bytes))
        return false;
    memcpy(path, text, path_bytes);
    path[path_bytes] = 0;
    share->path = path;
    return true;
}

static uint32_t perform(struct device *device, struct peach_share *share)
{
    const struct peach_host *host = &device->config->host;
    if (device->config->share == PEACH_SHARE_NONE || !host->share)
        return SHARE_IO_ERROR;
    if ((share->op == SHARE_WRITE || share->op == SHARE_RESIZE) && device->config->share != PEACH_SHARE_WRITE)
        return SHARE_READONLY;
    return host->share(host->share_context, share);
}

static void request(struct device *device, uint32_t pa)
{
    uint8_t *words = bus_dma(device->bus, pa, SHARE_BYTES);
    struct peach_share share = {0};
    char path[SHARE_PATH_MAX + 1];
    if (!words || pa % 4)
        return;
    uint32_t buffer_pa = le32_read(words + SHARE_BUFFER);
    uint32_t result = gather(device, words, &share, path) ? perform(device, &share) : SHARE_BAD;
    if (share.op == SHARE_READ || share.op == SHARE_LIST)
        bus_written(device->bus, buffer_pa, share.done);
    le32_write(words + SHARE_RESULT, result);
    le32_write(words + SHARE_DONE, share.done);
    le64_write(words + SHARE_SIZE, share.size);
    le32_write(words + SHARE_MTIME, share.mtime);
    le32_write(words + SHARE_KIND, share.kind);
    bus_written(device->bus, pa, SHARE_BYTES);
}

static bool share_read(struct device *device, uint32_t offset, uint32_t *value)
{
    static const uint32_t status[] = {[PEACH_SHARE_NONE] = 0,
                                      [PEACH_SHARE_READ] = SHARE_STATUS_PRESENT,
                                      [PEACH_SHARE_WRITE] = SHARE_STATUS_PRESENT | SHARE_STATUS_WRITABLE};
    if (offset != SHARE_STATUS)
        return false;
    *value = status[device->config->share];
    return true;
}

static bool share_write(struct device *device, uint32_t offset, uint32_t value)
{
    if (offset != SHARE_REQUEST)
        return false;
    request(device, value);
    return true;
}

static void share_dump(const struct device *device, FILE *out)
{
    static const char *const text[] = {[PEACH_SHARE_NONE] = "none",
                                       [PEACH_SHARE_READ] = "a folder to read",
                                       [PEACH_SHARE_WRITE] = "a folder to write"};
    fprintf(out, "share: %s\n", text[device->config->share]);
}

const struct device_class share_class = {
    .name = "share",
    .id = INFO_CLASS_SHARE,
    .state_bytes = sizeof(struct device),
    .read = share_read,
    .write = share_write,
    .dump = share_dump,
};
