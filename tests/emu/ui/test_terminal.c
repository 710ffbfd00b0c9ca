/* The terminal behind the window: what the guest writes is what is seen, scrolled, selected and copied. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "canvas.h"
#include "font.h"
#include "terminal.h"
#include "theme.h"

static char sent[256];
static size_t sent_length;

static void output(void *context, const char *bytes, size_t length)
{
    (void)context;
    assert_true(sent_length + length < sizeof sent);
    memcpy(sent + sent_length, bytes, length);
    sent[sent_length += length] = 0;
}

static int setup(void **state)
{
    sent_length = 0;
    sent[0] = 0;
    *state = terminal_new(4, 20, output, NULL);
    return 0;
}

static int teardown(void **state)
{
    terminal_free(*state);
    return 0;
}

static void write_text(struct terminal *t, const char *text)
{
    terminal_write(t, text, strlen(text));
}

/* The view's rows from..to as text. */
static void assert_view(struct terminal *t, int from, int to, const char *expected)
{
    terminal_select(t, from, 0, to, terminal_columns(t) - 1);
    char *text = terminal_selected_text(t);
    assert_string_equal(text, expected);
    free(text);
    terminal_select_none(t);
}

static void newline_returns_the_carriage(void **state)
{
    write_text(*state, "one\ntwo\n");
    assert_view(*state, 0, 1, "one\ntwo");
}

static void utf8_survives_selection(void **state)
{
    write_text(*state, "p\xc3\xaa"
                       "che \xe2\x94\x80 \xf0\x9f\x8d\x91");
    assert_view(*state, 0, 0,
                "p\xc3\xaa"
                "che \xe2\x94\x80 \xf0\x9f\x8d\x91");
}

static void lines_scroll_into_the_history_and_back(void **state)
{
    for (int i = 1; i <= 8; i++) {
        char line[16];
        snprintf(line, sizeof line, "line %d\n", i);
        write_text(*state, line);
    }
    assert_view(*state, 0, 2, "line 6\nline 7\nline 8");
    terminal_scroll(*state, 3);
    assert_view(*state, 0, 2, "line 3\nline 4\nline 5");
    terminal_scroll(*state, 1000);
    assert_view(*state, 0, 0, "line 1");
    write_text(*state, "line 9\n");
    assert_view(*state, 0, 0, "line 1");
    terminal_character(*state, 'x', VTERM_MOD_NONE);
    assert_view(*state, 2, 2, "line 9");
}

static void a_wider_terminal_keeps_its_text(void **state)
{
    write_text(*state, "hello\nworld");
    terminal_resize(*state, 10, 40);
    assert_int_equal(terminal_rows(*state), 10);
    assert_int_equal(terminal_columns(*state), 40);
    assert_view(*state, 0, 1, "hello\nworld");
}

/* Lines that come back from the history have the theme's ground beyond their old end. */
static void a_wider_terminal_has_one_ground(void **state)
{
    const char *why;
    struct font *font = font_open(10, &why);
    if (!font)
        skip();
    struct canvas canvas = {0};
    for (int i = 0; i < 9; i++)
        write_text(*state, "line\n");
    terminal_resize(*state, 8, 30);
    int width = 30 * font_cell_width(font), height = 8 * font_cell_height(font);
    canvas_resize(&canvas, width, height);
    terminal_draw(*state, font, &canvas, 0, 0);
    for (int y = 0; y < height; y++)
        assert_int_equal(canvas.pixels[y * width + width - 1], THEME_GROUND);
    canvas_free(&canvas);
    font_close(font);
}

static void selection_works_in_both_directions(void **state)
{
    write_text(*state, "abcdef\nghijkl");
    terminal_select(*state, 1, 2, 0, 3);
    char *text = terminal_selected_text(*state);
    assert_string_equal(text, "def\nghi");
    free(text);
}

static void nothing_selected_is_no_text(void **state)
{
    assert_null(terminal_selected_text(*state));
}

static void keys_become_bytes(void **state)
{
    terminal_character(*state, 'a', VTERM_MOD_NONE);
    terminal_character(*state, 'c', VTERM_MOD_CTRL);
    terminal_key(*state, VTERM_KEY_UP, VTERM_MOD_NONE);
    assert_string_equal(sent, "a\003\033[A");
}

static void wild_escape_sequences_do_no_harm(void **state)
{
    uint32_t random = 12345;
    char bytes[4096];
    for (int round = 0; round < 50; round++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            random = random * 1664525 + 1013904223;
            bytes[i] = random >> 28 < 3 ? '\033' : random >> 28 < 5 ? '[' : (char)(random >> 16);
        }
        terminal_write(*state, bytes, sizeof bytes);
        sent_length = 0;
    }
    write_text(*state, "\033c\033[2J\033[Hstill here");
    assert_view(*state, 0, 0, "still here");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(newline_returns_the_carriage, setup, teardown),
        cmocka_unit_test_setup_teardown(utf8_survives_selection, setup, teardown),
        cmocka_unit_test_setup_teardown(lines_scroll_into_the_history_and_back, setup, teardown),
        cmocka_unit_test_setup_teardown(a_wider_terminal_keeps_its_text, setup, teardown),
        cmocka_unit_test_setup_teardown(a_wider_terminal_has_one_ground, setup, teardown),
        cmocka_unit_test_setup_teardown(selection_works_in_both_directions, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_selected_is_no_text, setup, teardown),
        cmocka_unit_test_setup_teardown(keys_become_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(wild_escape_sequences_do_no_harm, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
