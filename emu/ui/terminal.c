#include "terminal.h"

#include <stdlib.h>
#include <string.h>

#include "theme.h"

#define SCROLLBACK_LINES 10000

#define SELECTION 0x54485c

/* The sixteen colours of ANSI escapes (ECMA-48 SGR 30-37 and 90-97), toned to the theme. */
static const uint32_t palette[16] = {0x38343d, 0xe0685c, 0x8fc47a, 0xe6c75a, 0x6fa3d8, 0xc788c0, 0x6fc4b8, 0xd8d0c8,
                                     0x6c6672, 0xff8a7a, 0xa8dc90, 0xf5dc80, 0x90c0f0, 0xe0a8da, 0x90e0d4, 0xfaf4ee};

/* A line that has left the screen at its top. */
struct line {
    int columns;
    VTermScreenCell *cells;
};

struct terminal {
    VTerm *vterm;
    VTermScreen *screen;
    int rows, columns;
    VTermPos cursor;
    bool cursor_visible, changed;

    struct line *history; /* ring of SCROLLBACK_LINES */
    int history_start, history_count;
    int scroll; /* lines that the view stands above the end */

    bool selected;
    struct terminal_place from, to; /* from is not after to */

    terminal_output_fn *output;
    void *context;
};

static struct line *history_line(struct terminal *t, int index)
{
    return &t->history[(t->history_start + index) % SCROLLBACK_LINES];
}

/* ---- What libvterm reports -------------------------------------------------------------------------------------- */

static int on_damage(VTermRect rect, void *user)
{
    (void)rect;
    ((struct terminal *)user)->changed = true;
    return 1;
}

static int on_move_cursor(VTermPos now, VTermPos before, int visible, void *user)
{
    struct terminal *t = user;
    (void)before;
    (void)visible;
    t->cursor = now;
    t->changed = true;
    return 1;
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    struct terminal *t = user;
    if (property == VTERM_PROP_CURSORVISIBLE)
        t->cursor_visible = value->boolean;
    t->changed = true;
    return 1;
}

static int on_push_line(int columns, const VTermScreenCell *cells, void *user)
{
    struct terminal *t = user;
    if (t->history_count == SCROLLBACK_LINES) {
        t->history_start = (t->history_start + 1) % SCROLLBACK_LINES;
        t->history_count--;
    } else if (t->scroll > 0) {
        t->scroll++;
    }
    struct line *line = history_line(t, t->history_count);
    VTermScreenCell *copy = realloc(line->cells, (size_t)columns * sizeof *copy);
    if (!copy)
        return 0;
    memcpy(copy, cells, (size_t)columns * sizeof *copy);
    *line = (struct line){columns, copy};
    t->history_count++;
    return 1;
}

static VTermColor vterm_rgb(uint32_t color)
{
    VTermColor result;
    vterm_color_rgb(&result, (uint8_t)(color >> 16), (uint8_t)(color >> 8), (uint8_t)color);
    return result;
}

static VTermScreenCell blank_cell(void)
{
    return (VTermScreenCell){.width = 1, .fg = vterm_rgb(THEME_TEXT), .bg = vterm_rgb(THEME_GROUND)};
}

static int on_pop_line(int columns, VTermScreenCell *cells, void *user)
{
    struct terminal *t = user;
    if (t->history_count == 0)
        return 0;
    struct line *line = history_line(t, --t->history_count);
    for (int column = 0; column < columns; column++)
        cells[column] = column < line->columns ? line->cells[column] : blank_cell();
    return 1;
}

static const VTermScreenCallbacks callbacks = {
    .damage = on_damage,
    .movecursor = on_move_cursor,
    .settermprop = on_property,
    .sb_pushline = on_push_line,
    .sb_popline = on_pop_line,
};

static void on_output(const char *bytes, size_t length, void *user)
{
    struct terminal *t = user;
    t->output(t->context, bytes, length);
}

/* ---- Life ------------------------------------------------------------------------------------------------------- */

struct terminal *terminal_new(int rows, int columns, terminal_output_fn *output, void *context)
{
    struct terminal *t = calloc(1, sizeof *t);
    if (!t)
        abort();
    t->history = calloc(SCROLLBACK_LINES, sizeof *t->history);
    t->vterm = vterm_new(rows, columns);
    if (!t->history || !t->vterm)
        abort();
    t->rows = rows;
    t->columns = columns;
    t->cursor_visible = true;
    t->output = output;
    t->context = context;
    vterm_set_utf8(t->vterm, 1);
    vterm_output_set_callback(t->vterm, on_output, t);
    VTermColor fg = vterm_rgb(THEME_TEXT), bg = vterm_rgb(THEME_GROUND);
    VTermState *colors = vterm_obtain_state(t->vterm);
    vterm_state_set_default_colors(colors, &fg, &bg);
    for (int i = 0; i < 16; i++) {
        VTermColor color = vterm_rgb(palette[i]);
        vterm_state_set_palette_color(colors, i, &color);
    }
    t->screen = vterm_obtain_screen(t->vterm);
    vterm_screen_set_callbacks(t->screen, &callbacks, t);
    vterm_screen_enable_altscreen(t->screen, 1);
    vterm_screen_reset(t->screen, 1);
    return t;
}

void terminal_free(struct terminal *t)
{
    for (int i = 0; i < SCROLLBACK_LINES; i++)
        free(t->history[i].cells);
    free(t->history);
    vterm_free(t->vterm);
    free(t);
}

int terminal_rows(const struct terminal *t)
{
    return t->rows;
}

int terminal_columns(const struct terminal *t)
{
    return t->columns;
}

void terminal_resize(struct terminal *t, int rows, int columns)
{
    if (rows == t->rows && columns == t->columns)
        return;
    t->rows = rows;
    t->columns = columns;
    t->selected = false;
    vterm_set_size(t->vterm, rows, columns);
    t->changed = true;
}

/* ---- Bytes and keys --------------------------------------------------------------------------------------------- */

void terminal_write(struct terminal *t, const char *bytes, size_t length)
{
    size_t start = 0;
    for (size_t i = 0; i < length; i++)
        if (bytes[i] == '\n') {
            vterm_input_write(t->vterm, bytes + start, i - start);
            vterm_input_write(t->vterm, "\r\n", 2);
            start = i + 1;
        }
    vterm_input_write(t->vterm, bytes + start, length - start);
}

static void to_the_end(struct terminal *t)
{
    t->scroll = 0;
    t->selected = false;
    t->changed = true;
}

void terminal_key(struct terminal *t, VTermKey key, VTermModifier modifier)
{
    to_the_end(t);
    vterm_keyboard_key(t->vterm, key, modifier);
}

void terminal_character(struct terminal *t, uint32_t character, VTermModifier modifier)
{
    to_the_end(t);
    vterm_keyboard_unichar(t->vterm, character, modifier);
}

void terminal_paste(struct terminal *t, const char *text)
{
    to_the_end(t);
    vterm_keyboard_start_paste(t->vterm);
    t->output(t->context, text, strlen(text));
    vterm_keyboard_end_paste(t->vterm);
}

void terminal_scroll(struct terminal *t, int lines)
{
    int scroll = t->scroll + lines;
    t->scroll = scroll < 0 ? 0 : scroll > t->history_count ? t->history_count : scroll;
    t->changed = true;
}

bool terminal_changed(struct terminal *t)
{
    bool changed = t->changed;
    t->changed = false;
    return changed;
}

/* ---- The view: scrollback followed by the screen ---------------------------------------------------------------- */

/* First row of the view, counted from the oldest line of the scrollback. */
static int view_top(const struct terminal *t)
{
    return t->history_count - t->scroll;
}

/* The cell at a place; blank beyond a line's end. */
static VTermScreenCell cell_at(struct terminal *t, struct terminal_place place)
{
    VTermScreenCell cell = blank_cell();
    if (place.row < t->history_count) {
        struct line *line = history_line(t, place.row);
        if (place.column < line->columns)
            cell = line->cells[place.column];
    } else {
        VTermPos position = {.row = place.row - t->history_count, .col = place.column};
        vterm_screen_get_cell(t->screen, position, &cell);
    }
    return cell;
}

static bool is_before(struct terminal_place a, struct terminal_place b)
{
    return a.row < b.row || (a.row == b.row && a.column < b.column);
}

void terminal_select(struct terminal *t, int from_row, int from_column, int to_row, int to_column)
{
    struct terminal_place from = {view_top(t) + from_row, from_column}, to = {view_top(t) + to_row, to_column};
    bool swapped = is_before(to, from);
    t->from = swapped ? to : from;
    t->to = swapped ? from : to;
    t->selected = t->changed = true;
}

void terminal_select_none(struct terminal *t)
{
    t->selected = false;
    t->changed = true;
}

static bool is_selected(const struct terminal *t, struct terminal_place place)
{
    return t->selected && !is_before(place, t->from) && !is_before(t->to, place);
}

static size_t put_utf8(char *out, uint32_t c)
{
    if (c < 0x80)
        return out[0] = (char)c, 1;
    int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    out[0] = (char)(0xff80u >> more | c >> (6 * more));
    for (int i = 1; i <= more; i++)
        out[i] = (char)(0x80 | (c >> (6 * (more - i)) & 0x3f));
    return (size_t)more + 1;
}

/* Append one selected row without its trailing blanks. */
static size_t put_row(struct terminal *t, int row, char *out)
{
    size_t length = 0, kept = 0;
    int first = row == t->from.row ? t->from.column : 0;
    int last = row == t->to.row ? t->to.column : t->columns - 1;
    for (int column = first; column <= last; column++) {
        VTermScreenCell cell = cell_at(t, (struct terminal_place){row, column});
        if (cell.chars[0] == (uint32_t)-1)
            continue;
        length += put_utf8(out + length, cell.chars[0] ? cell.chars[0] : ' ');
        if (cell.chars[0] && cell.chars[0] != ' ')
            kept = length;
    }
    return kept;
}

char *terminal_selected_text(struct terminal *t)
{
    if (!t->selected)
        return NULL;
    size_t rows = (size_t)(t->to.row - t->from.row + 1);
    char *text = malloc(rows * ((size_t)t->columns * 4 + 1) + 1);
    if (!text)
        return NULL;
    size_t length = 0;
    for (int row = t->from.row; row <= t->to.row; row++) {
        length += put_row(t, row, text + length);
        if (row < t->to.row)
            text[length++] = '\n';
    }
    text[length] = 0;
    return text;
}

/* ---- Drawing ---------------------------------------------------------------------------------------------------- */

static uint32_t rgb_of(struct terminal *t, VTermColor color)
{
    vterm_screen_convert_color_to_rgb(t->screen, &color);
    return (uint32_t)color.rgb.red << 16 | (uint32_t)color.rgb.green << 8 | color.rgb.blue;
}

static void draw_cell(struct terminal *t, struct font *font, struct canvas *canvas, struct rect area,
                      struct terminal_place place)
{
    VTermScreenCell cell = cell_at(t, place);
    uint32_t fg = rgb_of(t, cell.fg), bg = rgb_of(t, cell.bg);
    bool at_cursor = t->scroll == 0 && t->cursor_visible && place.row - t->history_count == t->cursor.row &&
                     place.column == t->cursor.col;
    if (!!cell.attrs.reverse != at_cursor) {
        uint32_t swap = fg;
        fg = bg;
        bg = at_cursor ? THEME_PEACH : swap;
    }
    if (is_selected(t, place))
        bg = SELECTION;
    area.width *= cell.width > 1 ? 2 : 1;
    canvas_fill(canvas, area, bg);
    unsigned style = (cell.attrs.bold ? FONT_BOLD : 0) | (cell.attrs.italic ? FONT_ITALIC : 0);
    if (cell.chars[0] && cell.chars[0] != ' ' && cell.chars[0] != (uint32_t)-1)
        font_draw_char(font, canvas, area.x, area.y, cell.chars[0], style, fg);
    if (cell.attrs.underline)
        canvas_fill(canvas, (struct rect){area.x, area.y + area.height - 2, area.width, 1}, fg);
    if (cell.attrs.strike)
        canvas_fill(canvas, (struct rect){area.x, area.y + area.height / 2, area.width, 1}, fg);
}

void terminal_draw(struct terminal *t, struct font *font, struct canvas *canvas, int x, int y)
{
    int width = font_cell_width(font), height = font_cell_height(font);
    for (int row = 0; row < t->rows; row++)
        for (int column = 0; column < t->columns; column++)
            draw_cell(t, font, canvas, (struct rect){x + column * width, y + row * height, width, height},
                      (struct terminal_place){view_top(t) + row, column});
}
