/* Physical memory: a cell for each run of frames, coloured by owner; user pages by their process. */
#include <stdio.h>

#include "isa/orchard/sysinfo.h"
#include "panel.h"
#include "theme.h"

#define OWNER_NAME(number, name, text) [number] = text,
static const char *const owner_names[FRAME_OWNER_COUNT] = {FRAME_OWNERS(OWNER_NAME)};

static const uint32_t owner_colors[] = {THEME_EMPTY, THEME_KERNEL, 0x6f7fb0, 0x5f8f9f, 0xc9b458, 0x4f6f8f,
                                        THEME_PEACH, 0xd98cc4,     0x6fd0c0, 0xff6b5e, 0x8fc47a, 0x7fb7e6};

static uint32_t owner_color(unsigned owner)
{
    return owner_colors[owner % (sizeof owner_colors / sizeof *owner_colors)];
}

static uint32_t frame_color(const struct peach_frame *frame)
{
    return frame->owner == FRAME_USER ? watch_process_color(frame->pid) : owner_color(frame->owner);
}

static void draw_legend(struct font *font, struct canvas *canvas, struct rect area, const struct watch *watch)
{
    int line = font_cell_height(font), column = area.width / 2;
    for (unsigned owner = 0; owner < FRAME_OWNER_COUNT; owner++) {
        int x = area.x + (int)(owner % 2) * column, y = area.y + (int)(owner / 2) * line;
        char text[64];
        canvas_fill(canvas, (struct rect){x, y + line / 4, line / 2, line / 2}, owner_color(owner));
        snprintf(text, sizeof text, "%-21.21s%6llu", owner_names[owner],
                 (unsigned long long)watch->stats.frames[owner]);
        font_draw(font, canvas, x + line * 3 / 4, y, text, THEME_TEXT);
    }
}

/* Frames that one cell stands for, so that cells of 3 to 10 pixels fill the area. */
static size_t choose_cell(struct rect area, size_t frames, int *cell)
{
    for (size_t run = 1;; run *= 2)
        for (*cell = 10; *cell >= 3; --*cell)
            if ((size_t)(area.width / *cell) * (size_t)(area.height / *cell) * run >= frames)
                return run;
}

/* In a run the least common colour would vanish: show the first frame that is not free. */
static uint32_t run_color(const struct watch *watch, size_t first, size_t run)
{
    for (size_t i = first; i < first + run && i < watch->frame_count; i++)
        if (watch->frames[i].owner != FRAME_FREE)
            return frame_color(&watch->frames[i]);
    return THEME_EMPTY;
}

static void draw(struct font *font, struct canvas *canvas, struct rect area, const struct watch *watch)
{
    int legend = (FRAME_OWNER_COUNT + 1) / 2 * font_cell_height(font) + 6;
    draw_legend(font, canvas, area, watch);
    area.y += legend;
    area.height -= legend;
    if (area.height < 8 || area.width < 8 || watch->frame_count == 0)
        return;
    int cell;
    size_t run = choose_cell(area, watch->frame_count, &cell);
    int columns = area.width / cell;
    for (size_t first = 0; first < watch->frame_count; first += run) {
        int i = (int)(first / run);
        struct rect place = {area.x + i % columns * cell, area.y + i / columns * cell, cell - 1, cell - 1};
        canvas_fill(canvas, place, run_color(watch, first, run));
    }
}

const struct panel panel_frames = {"Physical frames  by owner; user pages by process", 9, 1, draw};
