#include "picture.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view.h"

#define FONT_POINTS 12

struct picture {
    struct view view;
    struct canvas canvas;
};

static void no_output(void *context, const char *bytes, size_t length)
{
    (void)context;
    (void)bytes;
    (void)length;
}

struct picture *picture_new(char *error)
{
    struct picture *picture = calloc(1, sizeof *picture);
    const char *why = "";
    if (!picture)
        abort();
    if (!view_open(&picture->view, FONT_POINTS, 34, 80, no_output, NULL, &why)) {
        snprintf(error, PEACH_ERROR_BYTES, "cannot draw text: %s", why);
        free(picture);
        return NULL;
    }
    picture->view.show_panels = true;
    return picture;
}

void picture_attach(struct picture *picture, struct peach *machine)
{
    view_attach(&picture->view, machine);
}

void picture_console(struct picture *picture, const uint8_t *bytes, size_t length)
{
    terminal_write(picture->view.terminal, (const char *)bytes, length);
}

bool picture_save(struct picture *picture, const char *path, char *error)
{
    struct view *view = &picture->view;
    struct peach_framebuffer fb;
    int width, height;
    view->show_framebuffer = peach_framebuffer(view->machine, &fb);
    view_size(view, terminal_rows(view->terminal), terminal_columns(view->terminal), &width, &height);
    canvas_resize(&picture->canvas, width, height);
    watch_look(&view->watch);
    watch_sample(&view->watch, 0);
    view->watch.rates.mips = WATCH_NO_SPEED;
    view_draw(view, &picture->canvas);
    if (canvas_save_png(&picture->canvas, path))
        return true;
    snprintf(error, PEACH_ERROR_BYTES, "cannot write '%s': %s", path, strerror(errno));
    return false;
}

void picture_free(struct picture *picture)
{
    view_close(&picture->view);
    canvas_free(&picture->canvas);
    free(picture);
}
