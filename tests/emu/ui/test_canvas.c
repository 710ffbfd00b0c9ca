/* Drawing stays on the canvas, and what is saved is what was drawn. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <png.h>

#include "canvas.h"

static int setup(void **state)
{
    static struct canvas canvas;
    canvas_resize(&canvas, 8, 4);
    canvas_fill(&canvas, (struct rect){0, 0, 8, 4}, 0x101010);
    *state = &canvas;
    return 0;
}

static int teardown(void **state)
{
    canvas_free(*state);
    return 0;
}

static unsigned count(const struct canvas *canvas, uint32_t color)
{
    unsigned found = 0;
    for (int i = 0; i < canvas->width * canvas->height; i++)
        found += canvas->pixels[i] == color;
    return found;
}

static void filling_is_clipped(void **state)
{
    struct canvas *canvas = *state;
    canvas_fill(canvas, (struct rect){-5, -5, 7, 6}, 0xff0000);
    assert_int_equal(count(canvas, 0xff0000), 2);
    canvas_fill(canvas, (struct rect){6, 3, 100, 100}, 0x00ff00);
    assert_int_equal(count(canvas, 0x00ff00), 2);
    canvas_fill(canvas, (struct rect){20, 20, 5, 5}, 0x0000ff);
    canvas_fill(canvas, (struct rect){-9, 0, 3, 3}, 0x0000ff);
    assert_int_equal(count(canvas, 0x0000ff), 0);
}

static void a_frame_is_a_border(void **state)
{
    canvas_frame(*state, (struct rect){1, 0, 4, 4}, 0xabcdef);
    assert_int_equal(count(*state, 0xabcdef), 12);
}

static void blending_follows_the_mask(void **state)
{
    static const uint8_t mask[] = {0, 255, 128};
    struct canvas *canvas = *state;
    canvas_fill(canvas, (struct rect){0, 0, 8, 4}, 0);
    canvas_blend(canvas, (struct rect){0, 0, 3, 1}, mask, 3, 0xffffff);
    assert_int_equal(canvas->pixels[0], 0);
    assert_int_equal(canvas->pixels[1], 0xffffff);
    assert_in_range(canvas->pixels[2] & 0xff, 126, 130);
    canvas_blend(canvas, (struct rect){-1, 0, 3, 1}, mask, 3, 0xff0000);
    assert_int_equal(canvas->pixels[0], 0xff0000);
}

static void a_saved_picture_reads_back(void **state)
{
    struct canvas *canvas = *state;
    char path[] = "/tmp/peach-canvas-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    canvas_fill(canvas, (struct rect){2, 1, 1, 1}, 0x123456);
    assert_true(canvas_save_png(canvas, path));
    png_image image = {.version = PNG_IMAGE_VERSION};
    uint8_t rgb[8 * 4 * 3];
    assert_true(png_image_begin_read_from_file(&image, path));
    image.format = PNG_FORMAT_RGB;
    assert_int_equal(image.width, 8);
    assert_int_equal(image.height, 4);
    assert_true(png_image_finish_read(&image, NULL, rgb, 0, NULL));
    const uint8_t *pixel = rgb + (1 * 8 + 2) * 3;
    assert_int_equal(pixel[0] << 16 | pixel[1] << 8 | pixel[2], 0x123456);
    unlink(path);
}

static void a_picture_that_cannot_be_written_says_so(void **state)
{
    assert_false(canvas_save_png(*state, "/nonexistent/picture.png"));
    assert_int_equal(errno, ENOENT);
    if (access("/dev/full", W_OK) != 0)
        return;
    assert_false(canvas_save_png(*state, "/dev/full"));
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(access("/dev/full", F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(filling_is_clipped, setup, teardown),
        cmocka_unit_test_setup_teardown(a_frame_is_a_border, setup, teardown),
        cmocka_unit_test_setup_teardown(blending_follows_the_mask, setup, teardown),
        cmocka_unit_test_setup_teardown(a_saved_picture_reads_back, setup, teardown),
        cmocka_unit_test_setup_teardown(a_picture_that_cannot_be_written_says_so, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
