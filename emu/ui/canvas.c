#include "canvas.h"

#include <errno.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void canvas_resize(struct canvas *canvas, int width, int height)
{
    canvas->width = width;
    canvas->height = height;
    free(canvas->pixels);
    canvas->pixels = malloc((size_t)width * (size_t)height * sizeof *canvas->pixels);
    if (!canvas->pixels) {
        fputs("peach-emu: error: out of memory for a picture; make the window smaller\n", stderr);
        exit(2);
    }
}

void canvas_free(struct canvas *canvas)
{
    free(canvas->pixels);
    memset(canvas, 0, sizeof *canvas);
}

static struct rect clip(const struct canvas *canvas, struct rect area)
{
    int right = area.x + area.width, bottom = area.y + area.height;
    int left = area.x < 0 ? 0 : area.x, top = area.y < 0 ? 0 : area.y;
    right = right > canvas->width ? canvas->width : right;
    bottom = bottom > canvas->height ? canvas->height : bottom;
    return (struct rect){left, top, right > left ? right - left : 0, bottom > top ? bottom - top : 0};
}

static uint32_t *pixel_at(struct canvas *canvas, int x, int y)
{
    return canvas->pixels + (size_t)y * (size_t)canvas->width + (size_t)x;
}

void canvas_fill(struct canvas *canvas, struct rect area, uint32_t color)
{
    area = clip(canvas, area);
    for (int y = 0; y < area.height; y++) {
        uint32_t *row = pixel_at(canvas, area.x, area.y + y);
        for (int x = 0; x < area.width; x++)
            row[x] = color;
    }
}

void canvas_frame(struct canvas *canvas, struct rect area, uint32_t color)
{
    canvas_fill(canvas, (struct rect){area.x, area.y, area.width, 1}, color);
    canvas_fill(canvas, (struct rect){area.x, area.y + area.height - 1, area.width, 1}, color);
    canvas_fill(canvas, (struct rect){area.x, area.y, 1, area.height}, color);
    canvas_fill(canvas, (struct rect){area.x + area.width - 1, area.y, 1, area.height}, color);
}

uint32_t color_mix(uint32_t from, uint32_t to, int weight)
{
    uint32_t mixed = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int a = (int)(from >> shift & 0xff), b = (int)(to >> shift & 0xff);
        mixed |= (uint32_t)(a + (b - a) * weight / 256) << shift;
    }
    return mixed;
}

void canvas_blend(struct canvas *canvas, struct rect area, const uint8_t *mask, int stride, uint32_t color)
{
    struct rect seen = clip(canvas, area);
    for (int y = 0; y < seen.height; y++) {
        uint32_t *row = pixel_at(canvas, seen.x, seen.y + y);
        const uint8_t *cover = mask + (ptrdiff_t)(seen.y - area.y + y) * stride + (seen.x - area.x);
        for (int x = 0; x < seen.width; x++)
            row[x] = color_mix(row[x], color, cover[x] + (cover[x] >> 7));
    }
}

/* A failed write leaves no file; but a device or pipe that was named stays. */
static bool write_whole(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool written = fwrite(bytes, 1, length, file) == length;
    int reason = errno;
    struct stat status;
    bool regular = fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode);
    if (fclose(file) != 0) {
        reason = written ? errno : reason;
        written = false;
    }
    if (!written && regular)
        remove(path);
    errno = reason;
    return written;
}

bool canvas_save_png(const struct canvas *canvas, const char *path)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)canvas->width,
                       .height = (png_uint_32)canvas->height,
                       .format = PNG_FORMAT_RGB};
    size_t count = (size_t)canvas->width * (size_t)canvas->height;
    png_alloc_size_t length = PNG_IMAGE_PNG_SIZE_MAX(image);
    uint8_t *rgb = malloc(count * 3), *file = malloc(length);
    bool saved = rgb && file;
    for (size_t i = 0; saved && i < count; i++) {
        rgb[3 * i] = (uint8_t)(canvas->pixels[i] >> 16);
        rgb[3 * i + 1] = (uint8_t)(canvas->pixels[i] >> 8);
        rgb[3 * i + 2] = (uint8_t)canvas->pixels[i];
    }
    saved =
        saved && png_image_write_to_memory(&image, file, &length, 0, rgb, 0, NULL) && write_whole(path, file, length);
    free(rgb);
    free(file);
    return saved;
}
