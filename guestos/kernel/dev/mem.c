/* Devices without hardware: null, zero, cmdline; and random numbers. */
#include "dev/device.h"
#include "dev/rng.h"
#include "lib/options.h"
#include "mm/usermem.h"

#define BOUNCE_BYTES 256

static int32_t read_nothing(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset)
{
    (void)file;
    (void)buffer;
    (void)bytes;
    (void)offset;
    return 0;
}

static int32_t write_anything(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset)
{
    (void)file;
    (void)buffer;
    (void)offset;
    return (int32_t)min_u32(bytes, 0x7fffffff);
}

static int32_t read_zeros(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset)
{
    static const uint8_t zeros[BOUNCE_BYTES];
    (void)file;
    (void)offset;
    for (uint32_t done = 0; done < bytes; done += BOUNCE_BYTES) {
        int32_t result = copy_out(buffer + done, zeros, min_u32(bytes - done, BOUNCE_BYTES));
        if (result < 0)
            return result;
    }
    return (int32_t)bytes;
}

static int32_t read_random(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset)
{
    uint32_t words[BOUNCE_BYTES / 4];
    (void)file;
    (void)offset;
    for (uint32_t done = 0; done < bytes; done += BOUNCE_BYTES) {
        for (uint32_t i = 0; i < BOUNCE_BYTES / 4; i++)
            words[i] = rng_next();
        int32_t result = copy_out(buffer + done, words, min_u32(bytes - done, BOUNCE_BYTES));
        if (result < 0)
            return result;
    }
    return (int32_t)bytes;
}

static int32_t read_cmdline(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset)
{
    const char *text = options_text();
    uint32_t length = strlen(text);
    (void)file;
    if ((uint32_t)*offset >= length)
        return 0;
    bytes = min_u32(bytes, length - (uint32_t)*offset);
    int32_t result = copy_out(buffer, text + *offset, bytes);
    if (result < 0)
        return result;
    *offset += (int32_t)bytes;
    return (int32_t)bytes;
}

const struct file_ops null_ops = {.name = "null", .read = read_nothing, .write = write_anything};
const struct file_ops zero_ops = {.name = "zero", .read = read_zeros, .write = write_anything};
const struct file_ops random_ops = {.name = "random", .read = read_random, .write = write_anything};
const struct file_ops cmdline_ops = {.name = "cmdline", .read = read_cmdline, .seekable = true};
