/* A monospaced font of the system, drawn onto a canvas cell by cell. */
#ifndef EMU_UI_FONT_H
#define EMU_UI_FONT_H

#include <stdint.h>

#include "canvas.h"

struct font;

/* Styles, to be combined. */
enum { FONT_BOLD = 1, FONT_ITALIC = 2 };

/* The system's monospaced font (or the file that PEACH_FONT names) at a size in points.
 * NULL when there is none; *why then tells what to do about it (static text). */
struct font *font_open(int points, const char **why);

void font_close(struct font *font);

/* Size of a character cell in pixels. */
int font_cell_width(const struct font *font);
int font_cell_height(const struct font *font);

/* Draw one character with the top left corner of its cell at x, y.  Unknown ones show the font's replacement. */
void font_draw_char(struct font *font, struct canvas *canvas, int x, int y, uint32_t character, unsigned style,
                    uint32_t color);

/* Draw a line of UTF-8 text; returns the x after it. */
int font_draw(struct font *font, struct canvas *canvas, int x, int y, const char *text, uint32_t color);

#endif
