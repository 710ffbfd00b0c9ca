/* The whole picture: console or framebuffer, panels, status strip, help; drawn the same in a window and to a file. */
#ifndef EMU_UI_VIEW_H
#define EMU_UI_VIEW_H

#include <stdbool.h>

#include "canvas.h"
#include "font.h"
#include "terminal.h"
#include "watch.h"

struct view {
    struct font *font;
    struct terminal *terminal;
    struct watch watch;
    struct peach *machine;
    bool show_panels, show_framebuffer, show_help, paused;
    const char *notice; /* shown in the status strip instead of the figures; NULL: none */
};

/* Make a view with an empty terminal; its keys and answers go to output.  False when there is no font; *why says what
 * to do. */
bool view_open(struct view *view, int font_points, int rows, int columns, terminal_output_fn *output, void *context,
               const char **why);

/* Begin to show a machine. */
void view_attach(struct view *view, struct peach *machine);

void view_close(struct view *view);

/* Text in another size; false (and nothing changes) when the font does not come in it. */
bool view_set_font(struct view *view, int font_points);

/* Pixels that the view wants for a terminal of this size with its panels as they are now. */
void view_size(const struct view *view, int rows, int columns, int *width, int *height);

/* Fit the terminal into a picture of this size. */
void view_fit(struct view *view, int width, int height);

/* Where the terminal's cells lie. */
struct rect view_console_area(const struct view *view, int width, int height);

/* Turn a point of a picture of this size into one of the guest's framebuffer; false when it is not shown there. */
bool view_guest_point(const struct view *view, int width, int height, int *x, int *y);

/* Draw everything; the canvas has the size that view_fit was told. */
void view_draw(struct view *view, struct canvas *canvas);

#endif
