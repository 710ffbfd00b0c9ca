/* What the guest plays, into a WAV file (--sound). */
#include "front.h"

#include <errno.h>
#include <string.h>

#define HEADER_BYTES 44
#define FRAME_BYTES  4

static FILE *file;
static unsigned rate_hz; /* of the first sound; 0: none has come */
static uint32_t data_bytes;

static void put(uint8_t *at, uint32_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

/* RIFF header: 16-bit stereo. */
static void write_header(void)
{
    uint8_t header[HEADER_BYTES] = "RIFF....WAVEfmt ";
    put(header + 4, HEADER_BYTES - 8 + data_bytes, 4);
    put(header + 16, 16, 4);
    put(header + 20, 1, 2);
    put(header + 22, 2, 2);
    put(header + 24, rate_hz, 4);
    put(header + 28, rate_hz * FRAME_BYTES, 4);
    put(header + 32, FRAME_BYTES, 2);
    put(header + 34, 16, 2);
    memcpy(header + 36, "data", 4);
    put(header + 40, data_bytes, 4);
    fwrite(header, 1, sizeof header, file);
}

bool wave_open(const char *path, char *error)
{
    file = fopen(path, "wb");
    if (!file)
        snprintf(error, PEACH_ERROR_BYTES, "cannot write '%.200s': %s", path, strerror(errno));
    else
        write_header();
    return file;
}

void wave_sound(void *context, const uint8_t *frames, unsigned count, unsigned rate)
{
    (void)context;
    rate_hz = rate_hz ? rate_hz : rate;
    if (data_bytes < INT32_MAX)
        data_bytes += FRAME_BYTES * (uint32_t)fwrite(frames, FRAME_BYTES, count, file);
}

bool wave_close(void)
{
    if (!file)
        return true;
    bool good = fseek(file, 0, SEEK_SET) == 0;
    write_header();
    good = !ferror(file) && good;
    return fclose(file) == 0 && good;
}
