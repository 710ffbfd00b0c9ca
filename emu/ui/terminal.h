/* A terminal: bytes from the guest's console become a screen of coloured cells with scrollback, keys become bytes. */
#ifndef EMU_UI_TERMINAL_H
#define EMU_UI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <vterm.h>

#include "canvas.h"
#include "font.h"

struct terminal;

/* Called with bytes that the terminal sends to the guest: keys, pasted text, answers to queries. */
typedef void terminal_output_fn(void *context, const char *bytes, size_t length);

/* A place on the scrolled screen: row 0 is the oldest line of the scrollback. */
struct terminal_place {
    int row, column;
};

struct terminal *terminal_new(int rows, int columns, terminal_output_fn *output, void *context);
void terminal_free(struct terminal *terminal);

/* Bytes from the guest; "\n" begins a new line. */
void terminal_write(struct terminal *terminal, const char *bytes, size_t length);

void terminal_resize(struct terminal *terminal, int rows, int columns);
int terminal_rows(const struct terminal *terminal);
int terminal_columns(const struct terminal *terminal);

/* Keys and pasted UTF-8 text from the user. */
void terminal_key(struct terminal *terminal, VTermKey key, VTermModifier modifier);
void terminal_character(struct terminal *terminal, uint32_t character, VTermModifier modifier);
void terminal_paste(struct terminal *terminal, const char *text);

/* Move the view by lines into the scrollback (positive: older); any key goes back to the end. */
void terminal_scroll(struct terminal *terminal, int lines);

/* The selection, between two cells of the view (row and column on the screen), both included. */
void terminal_select(struct terminal *terminal, int from_row, int from_column, int to_row, int to_column);
void terminal_select_none(struct terminal *terminal);

/* The selected text as UTF-8, lines ending in "\n"; NULL when nothing is selected.  To be freed. */
char *terminal_selected_text(struct terminal *terminal);

/* True once after anything has changed that a picture would show. */
bool terminal_changed(struct terminal *terminal);

/* Draw the view with its top left corner at x, y. */
void terminal_draw(struct terminal *terminal, struct font *font, struct canvas *canvas, int x, int y);

#endif
