/* A picture in memory: what the window shows and what a screenshot saves is drawn here, with or without a display. */
#ifndef EMU_UI_CANVAS_H
#define EMU_UI_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

/* A colour is 0x00rrggbb. */
struct canvas {
    int width, height; /* pixels */
    uint32_t *pixels;  /* row by row, width to a row */
};

struct rect {
    int x, y, width, height;
};

/* Give the canvas a size, contents undefined.  Dies when memory is exhausted. */
void canvas_resize(struct canvas *canvas, int width, int height);

void canvas_free(struct canvas *canvas);

/* Fill, or draw the one-pixel border inside, what of the rectangle lies on the canvas. */
void canvas_fill(struct canvas *canvas, struct rect area, uint32_t color);
void canvas_frame(struct canvas *canvas, struct rect area, uint32_t color);

/* Blend colour through a mask of 8-bit coverage, stride bytes to a row; area gives place and size. */
void canvas_blend(struct canvas *canvas, struct rect area, const uint8_t *mask, int stride, uint32_t color);

/* A colour between two, weight/256 of the second. */
uint32_t color_mix(uint32_t from, uint32_t to, int weight);

/* Save as a PNG file.  False, with errno, when it cannot be written; then no file is left. */
bool canvas_save_png(const struct canvas *canvas, const char *path);

#endif
