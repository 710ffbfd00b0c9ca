#include "view.h"

#include <stdio.h>
#include <string.h>

#include "machine.h"
#include "isa/machine/framebuffer.h"
#include "panel.h"
#include "theme.h"

#define MARGIN 6

bool view_open(struct view *view, int font_points, int rows, int columns, terminal_output_fn *output, void *context,
               const char **why)
{
    memset(view, 0, sizeof *view);
    view->font = font_open(font_points, why);
    if (!view->font)
        return false;
    view->terminal = terminal_new(rows, columns, output, context);
    return true;
}

void view_attach(struct view *view, struct peach *machine)
{
    view->machine = machine;
    watch_init(&view->watch, machine);
}

void view_close(struct view *view)
{
    if (view->machine)
        watch_fini(&view->watch);
    terminal_free(view->terminal);
    font_close(view->font);
}

bool view_set_font(struct view *view, int font_points)
{
    const char *why;
    struct font *font = font_open(font_points, &why);
    if (!font)
        return false;
    font_close(view->font);
    view->font = font;
    return true;
}

static int strip_height(const struct view *view)
{
    return font_cell_height(view->font) + MARGIN;
}

static int panel_width(const struct view *view)
{
    return view->show_panels ? PANEL_COLUMNS * font_cell_width(view->font) + 16 : 0;
}

void view_size(const struct view *view, int rows, int columns, int *width, int *height)
{
    *width = columns * font_cell_width(view->font) + 2 * MARGIN + panel_width(view);
    *height = rows * font_cell_height(view->font) + 2 * MARGIN + strip_height(view);
}

struct rect view_console_area(const struct view *view, int width, int height)
{
    return (struct rect){MARGIN, MARGIN, width - panel_width(view) - 2 * MARGIN,
                         height - strip_height(view) - 2 * MARGIN};
}

static int at_least(int value, int least)
{
    return value < least ? least : value;
}

void view_fit(struct view *view, int width, int height)
{
    struct rect area = view_console_area(view, width, height);
    int rows = at_least(area.height / font_cell_height(view->font), 2);
    int columns = at_least(area.width / font_cell_width(view->font), 10);
    terminal_resize(view->terminal, rows, columns);
    peach_console_resize(view->machine, (unsigned)columns, (unsigned)rows);
}

/* ---- Framebuffer ------------------------------------------------------------------------------------------------- */

static uint32_t pixel(const struct peach_framebuffer *fb, unsigned x, unsigned y)
{
    const uint8_t *row = fb->pixels + (size_t)y * fb->pitch_bytes;
    if (fb->format == FRAMEBUFFER_INDEX8)
        return fb->palette[row[x]];
    if (fb->format == FRAMEBUFFER_RGB565) {
        uint32_t v = row[2 * x] | (uint32_t)row[2 * x + 1] << 8;
        return (v >> 11) * 255 / 31 << 16 | (v >> 5 & 63) * 255 / 63 << 8 | (v & 31) * 255 / 31;
    }
    const uint8_t *p = row + 4 * x;
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

/* Where in an area the picture lies: as large as it goes, keeping the shape of pixels. */
static struct rect picture_place(const struct peach_framebuffer *fb, struct rect area)
{
    int width = area.width, height = (int)(fb->height * (unsigned)width / fb->width);
    if (height > area.height) {
        height = area.height;
        width = (int)(fb->width * (unsigned)height / fb->height);
    }
    return (struct rect){area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height};
}

/* The nearest pixel is shown. */
static void draw_framebuffer(const struct peach_framebuffer *fb, struct canvas *canvas, struct rect area)
{
    canvas_fill(canvas, area, 0x000000);
    struct rect place = picture_place(fb, area);
    for (int y = 0; y < place.height; y++) {
        uint32_t *row = canvas->pixels + (size_t)(place.y + y) * (size_t)canvas->width + place.x;
        unsigned from = (unsigned)y * fb->height / (unsigned)place.height;
        for (int x = 0; x < place.width; x++)
            row[x] = pixel(fb, (unsigned)x * fb->width / (unsigned)place.width, from);
    }
}

bool view_guest_point(const struct view *view, int width, int height, int *x, int *y)
{
    struct peach_framebuffer fb;
    struct rect area = view_console_area(view, width, height);
    if (!view->show_framebuffer || area.width <= 0 || area.height <= 0 || !peach_framebuffer(view->machine, &fb))
        return false;
    struct rect place = picture_place(&fb, area);
    if (*x < place.x || *y < place.y || *x >= place.x + place.width || *y >= place.y + place.height)
        return false;
    *x = (*x - place.x) * (int)fb.width / place.width;
    *y = (*y - place.y) * (int)fb.height / place.height;
    return true;
}

/* ---- Status strip and help --------------------------------------------------------------------------------------- */

static const char *mode_name(const struct view *view)
{
    struct peach_hart hart;
    if (view->paused)
        return "paused";
    if (!peach_inspect(view->machine, 0, &hart))
        return "";
    return hart.waits ? "idle" : hart.status & STATUS_USER ? "user" : "kernel";
}

static void draw_strip(struct view *view, struct canvas *canvas)
{
    int height = strip_height(view);
    struct rect strip = {0, canvas->height - height, canvas->width, height};
    canvas_fill(canvas, strip, THEME_PANEL);
    canvas_fill(canvas, (struct rect){0, strip.y, strip.width, 1}, THEME_LINE);
    int y = strip.y + MARGIN / 2;
    if (view->notice) {
        font_draw(view->font, canvas, MARGIN, y, view->notice, THEME_ALARM);
        return;
    }
    const struct watch_rates *rates = &view->watch.rates;
    char text[160], speed[40];
    bool moves = rates->mips != WATCH_NO_SPEED;
    int x = font_draw(view->font, canvas, MARGIN, y, moves ? "F1 help  " : "", THEME_PEACH);
    if (moves)
        snprintf(speed, sizeof speed, "%4.0f MIPS", rates->mips);
    else
        snprintf(speed, sizeof speed, "%.1f million instructions", (double)view->watch.stats.insns / 1e6);
    snprintf(text, sizeof text, "%-6s %s  busy %3.0f%%  TLB hit %6.2f%%  %4.0f faults/s  %u runnable", mode_name(view),
             speed, rates->busy * 100, rates->hit_rate * 100, rates->faults_per_s, watch_runnable(&view->watch));
    font_draw(view->font, canvas, x, y, text, THEME_TEXT);
}

static const char *const help[] = {
    "Peach",
    "",
    "F1             this help",
    "F2             panels: TLB, page faults, physical frames",
    "F3             console or framebuffer",
    "F5             pause and go on",
    "F11            full screen",
    "F12            screenshot (peach-N.png in the current directory)",
    "Ctrl +  -  0   larger, smaller, normal text",
    "Shift PgUp Dn  scroll back; so does the wheel",
    "drag           select; Ctrl Shift C copies, Ctrl Shift V pastes",
    "Ctrl Shift Q   quit; so does closing the window",
    "",
    "All other keys go to the guest: Ctrl C interrupts, Ctrl D ends.",
};

static void draw_help(struct view *view, struct canvas *canvas)
{
    int count = sizeof help / sizeof *help, line = font_cell_height(view->font);
    int width = 68 * font_cell_width(view->font), height = (count + 2) * line;
    struct rect box = {(canvas->width - width) / 2, (canvas->height - height) / 2, width, height};
    canvas_fill(canvas, box, THEME_PANEL);
    canvas_frame(canvas, box, THEME_PEACH);
    for (int i = 0; i < count; i++)
        font_draw(view->font, canvas, box.x + 2 * font_cell_width(view->font), box.y + (i + 1) * line, help[i],
                  i == 0 ? THEME_PEACH : THEME_TEXT);
}

void view_draw(struct view *view, struct canvas *canvas)
{
    struct rect area = view_console_area(view, canvas->width, canvas->height);
    struct peach_framebuffer fb;
    canvas_fill(canvas, (struct rect){0, 0, canvas->width, canvas->height}, THEME_GROUND);
    if (view->show_framebuffer && area.width > 0 && area.height > 0 && peach_framebuffer(view->machine, &fb))
        draw_framebuffer(&fb, canvas, area);
    else
        terminal_draw(view->terminal, view->font, canvas, area.x, area.y);
    if (view->show_panels) {
        watch_look(&view->watch);
        int width = panel_width(view);
        panels_draw(view->font, canvas,
                    (struct rect){canvas->width - width, 0, width, canvas->height - strip_height(view)}, &view->watch);
    }
    draw_strip(view, canvas);
    if (view->show_help)
        draw_help(view, canvas);
}
