#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "sh.h"

#define CONTROL(letter) ((letter)&0x1f)
#define DELETE          127
#define ESCAPE          27
#define COLUMNS_DEFAULT 80

/* Keys that arrive as escape sequences. */
enum key { KEY_UP = 256, KEY_DOWN, KEY_RIGHT, KEY_LEFT, KEY_HOME, KEY_END, KEY_DELETE, KEY_OTHER };

enum outcome { EDITING, ACCEPTED, CANCELLED, ENDED };

struct editor {
    const char *prompt;
    size_t prompt_width;
    struct buffer line;
    size_t cursor;
    size_t row;     /* of the cursor on the screen, below the prompt's */
    size_t history; /* lines back; 0 is the one being written */
    char *written;  /* it, while another is shown */
};

static struct buffer screen; /* output is gathered and written at once */

static void put(const char *text, size_t length)
{
    buffer_add_text(&screen, text, length);
}

static void put_text(const char *text)
{
    put(text, strlen(text));
}

static void flush(void)
{
    size_t done = 0;

    while (done < screen.length) {
        ssize_t n = write(STDOUT_FILENO, screen.text + done, screen.length - done);
        if (n <= 0)
            break;
        done += (size_t)n;
    }
    screen.length = 0;
}

static size_t columns(void)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return COLUMNS_DEFAULT;
}

static void put_move(size_t count, char direction)
{
    char text[16];

    if (count > 0)
        put(text, (size_t)snprintf(text, sizeof text, "\033[%zu%c", count, direction));
}

/* A byte of a character in UTF-8 behind its first one; these take no column of their own. */
static bool is_inner(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Columns of the line's first bytes. */
static size_t width_up_to(const struct editor *editor, size_t end)
{
    size_t width = 0;

    for (size_t i = 0; i < end; i++)
        width += !is_inner(editor->line.text[i]);
    return width;
}

/* Where the character before the cursor, and the one behind that at the cursor, begin; at the ends, the cursor's place. */
static size_t previous(const struct editor *editor)
{
    size_t at = editor->cursor;

    while (at > 0 && is_inner(editor->line.text[--at]))
        ;
    return at;
}

static size_t following(const struct editor *editor)
{
    size_t at = editor->cursor;

    while (at < editor->line.length && is_inner(editor->line.text[++at]))
        ;
    return at;
}

/* Draws prompt and line anew and puts the cursor in its place. */
static void draw(struct editor *editor)
{
    size_t width = columns(), end = editor->prompt_width + width_up_to(editor, editor->line.length);
    size_t at = editor->prompt_width + width_up_to(editor, editor->cursor);

    put_move(editor->row, 'A');
    put_text("\r\033[J");
    put_text(editor->prompt);
    put(editor->line.text, editor->line.length);
    if (end % width == 0 && end > 0)
        put_text("\n\r");
    put_move(end / width - at / width, 'A');
    put_text("\r");
    put_move(at % width, 'C');
    editor->row = at / width;
    flush();
}

static void insert(struct editor *editor, const char *text, size_t length)
{
    size_t tail = editor->line.length - editor->cursor;

    buffer_add_text(&editor->line, text, length);
    memmove(editor->line.text + editor->cursor + length, editor->line.text + editor->cursor, tail);
    memcpy(editor->line.text + editor->cursor, text, length);
    editor->cursor += length;
}

/* Removes from a place to another and puts the cursor there. */
static void remove_range(struct editor *editor, size_t from, size_t to)
{
    memmove(editor->line.text + from, editor->line.text + to, editor->line.length - to + 1);
    editor->line.length -= to - from;
    editor->cursor = from;
}

static void replace(struct editor *editor, const char *text)
{
    editor->line.length = 0;
    buffer_add_text(&editor->line, text, strlen(text));
    editor->cursor = editor->line.length;
}

static void browse(struct editor *editor, bool older)
{
    if (older ? history_get(editor->history) == NULL : editor->history == 0)
        return;
    if (editor->history == 0) {
        free(editor->written);
        editor->written = must_copy(editor->line.text);
    }
    editor->history += older ? 1 : (size_t)-1;
    replace(editor, editor->history == 0 ? editor->written : history_get(editor->history - 1));
}

static size_t word_start(const struct editor *editor)
{
    size_t at = editor->cursor;

    while (at > 0 && editor->line.text[at - 1] == ' ')
        at--;
    while (at > 0 && editor->line.text[at - 1] != ' ')
        at--;
    return at;
}

/* The last part of a path; a directory's has its slash. */
static const char *last_part(const char *path)
{
    const char *p = path + strlen(path);

    p -= p > path;
    while (p > path && p[-1] != '/')
        p--;
    return p;
}

/* Below the line, all that could follow. */
static void show_choices(struct editor *editor, const struct strings *choices)
{
    size_t widest = 0, width = columns();

    for (size_t i = 0; i < choices->count; i++)
        if (strlen(last_part(choices->items[i])) > widest)
            widest = strlen(last_part(choices->items[i]));
    size_t across = width / (widest + 1) > 0 ? width / (widest + 1) : 1;
    put_text("\n\r");
    for (size_t i = 0; i < choices->count; i++) {
        size_t length = strlen(last_part(choices->items[i]));
        put_text(last_part(choices->items[i]));
        if ((i + 1) % across == 0 || i + 1 == choices->count)
            put_text("\n\r");
        else
            for (size_t fill = length; fill <= widest; fill++)
                put_text(" ");
    }
    editor->row = 0;
}

static void complete_word(struct editor *editor, bool again)
{
    struct strings choices = {NULL, 0, 0};
    size_t start;

    complete(editor->line.text, editor->cursor, &start, &choices);
    size_t known = editor->cursor - start, common = 0;
    if (choices.count > 0) {
        common = strlen(choices.items[0]);
        for (size_t i = 1; i < choices.count; i++)
            while (strncmp(choices.items[0], choices.items[i], common) != 0)
                common--;
    }
    if (common > known)
        insert(editor, choices.items[0] + known, common - known);
    else if (choices.count > 1 && again)
        show_choices(editor, &choices);
    strings_free(&choices);
}

static int read_byte(void)
{
    unsigned char c;
    ssize_t n;

    do
        n = read(STDIN_FILENO, &c, 1);
    while (n < 0 && errno == EINTR);
    return n == 1 ? c : -1;
}

static int read_key(void)
{
    static const struct {
        char letter;
        enum key key;
    } letters[] = {{'A', KEY_UP}, {'B', KEY_DOWN}, {'C', KEY_RIGHT}, {'D', KEY_LEFT}, {'H', KEY_HOME}, {'F', KEY_END}};
    int c = read_byte(), digit = 0;

    if (c != ESCAPE)
        return c;
    c = read_byte();
    if (c != '[' && c != 'O')
        return KEY_OTHER;
    for (c = read_byte(); (c >= '0' && c <= '9') || c == ';'; c = read_byte())
        digit = c == ';' ? digit : c - '0';
    if (c == '~')
        return digit == 3                 ? KEY_DELETE
               : digit == 1 || digit == 7 ? KEY_HOME
               : digit == 4 || digit == 8 ? KEY_END
                                          : KEY_OTHER;
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        if (letters[i].letter == c)
            return letters[i].key;
    return KEY_OTHER;
}

static enum outcome end_of_input(struct editor *editor)
{
    if (editor->line.length == 0)
        return ENDED;
    remove_range(editor, editor->cursor, following(editor));
    return EDITING;
}

static enum outcome handle(struct editor *editor, int key, bool again)
{
    switch (key) {
    case -1:
        return ENDED;
    case '\r':
    case '\n':
        return ACCEPTED;
    case CONTROL('C'):
        return CANCELLED;
    case CONTROL('D'):
        return end_of_input(editor);
    case KEY_LEFT:
    case CONTROL('B'):
        editor->cursor = previous(editor);
        break;
    case KEY_RIGHT:
    case CONTROL('F'):
        editor->cursor = following(editor);
        break;
    case KEY_HOME:
    case CONTROL('A'):
        editor->cursor = 0;
        break;
    case KEY_END:
    case CONTROL('E'):
        editor->cursor = editor->line.length;
        break;
    case KEY_UP:
    case CONTROL('P'):
    case KEY_DOWN:
    case CONTROL('N'):
        browse(editor, key == KEY_UP || key == CONTROL('P'));
        break;
    case DELETE:
    case CONTROL('H'):
        remove_range(editor, previous(editor), editor->cursor);
        break;
    case KEY_DELETE:
        remove_range(editor, editor->cursor, following(editor));
        break;
    case CONTROL('K'):
        remove_range(editor, editor->cursor, editor->line.length);
        break;
    case CONTROL('U'):
        remove_range(editor, 0, editor->cursor);
        break;
    case CONTROL('W'):
        remove_range(editor, word_start(editor), editor->cursor);
        break;
    case CONTROL('L'):
        put_text("\033[H\033[2J");
        editor->row = 0;
        break;
    case '\t':
        complete_word(editor, again);
        break;
    default:
        if (key >= ' ' && key < 256) {
            char c = (char)key;
            insert(editor, &c, 1);
        }
        break;
    }
    return EDITING;
}

/* Bytes that take a column: not escape sequences, nor the inner bytes of UTF-8. */
static size_t visible_width(const char *text)
{
    size_t width = 0;

    for (; *text != '\0'; text++) {
        if (*text == ESCAPE)
            while (text[1] != '\0' && *text != 'm')
                text++;
        else
            width += !is_inner(*text);
    }
    return width;
}

/* A key that only adds a character at the end needs no new drawing. */
static bool appends(const struct editor *editor, int key)
{
    return key >= ' ' && key < DELETE && editor->cursor == editor->line.length &&
           (editor->prompt_width + width_up_to(editor, editor->line.length)) % columns() != 0;
}

char *edit_line(const char *prompt, bool *stopped)
{
    struct editor editor = {.prompt = prompt, .prompt_width = visible_width(prompt)};
    struct termios saved, raw;
    enum outcome outcome = EDITING;
    int last = 0;

    buffer_add_text(&editor.line, "", 0);
    tcgetattr(STDIN_FILENO, &saved);
    raw = saved;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
    raw.c_iflag &= ~(tcflag_t)ICRNL;
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    draw(&editor);
    while (outcome == EDITING) {
        int key = read_key();
        outcome = handle(&editor, key, last == '\t');
        last = key;
        if (outcome == EDITING && appends(&editor, key)) {
            put(editor.line.text + editor.line.length - 1, 1);
            flush();
        } else if (outcome == EDITING) {
            draw(&editor);
        }
    }
    if (editor.cursor < editor.line.length) {
        editor.cursor = editor.line.length;
        draw(&editor);
    }
    if (outcome == CANCELLED)
        put_text("^C");
    put_text("\n");
    flush();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &saved);
    free(editor.written);
    *stopped = outcome == CANCELLED;
    if (outcome == ACCEPTED)
        return editor.line.text;
    buffer_free(&editor.line);
    return NULL;
}
