/* The samples of roms/, run in the emulator without a display.  The first argument is the folder of their executables.
 *
 * What they print was worked out by hand; what they draw is compared with a plain C version of the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emu/peach.h"

enum { PRINTED_BYTES = 4096 };

static const char *folder;

/* A machine that runs one sample, and what it has printed. */
struct run {
    struct peach *machine;
    char printed[PRINTED_BYTES];
    size_t length;
};

static void console(void *context, const uint8_t *bytes, size_t length) {
    struct run *run = context;
    assert_true(run->length + length < PRINTED_BYTES);
    memcpy(run->printed + run->length, bytes, length);
    run->length += length;
}

/* Load a sample; nobody is at the console. */
static void start(struct run *run, const char *name, uint64_t limit_insns) {
    struct peach_config config;
    char path[1024], error[PEACH_ERROR_BYTES];
    *run = (struct run){0};
    peach_config_default(&config);
    config.host.context = run;
    config.host.console_output = console;
    run->machine = peach_new(&config, error);
    assert_non_null(run->machine);
    snprintf(path, sizeof path, "%s/%s.elf", folder, name);
    if (!peach_load_program(run->machine, path, error))
        fail_msg("%s", error);
    peach_console_hangup(run->machine);
    peach_set_limit(run->machine, limit_insns);
}

/* The sample ends by itself, with status 0. */
static void finish(struct run *run) {
    assert_int_equal(peach_run(run->machine, UINT64_MAX), PEACH_EXIT);
    assert_int_equal(peach_exit_code(run->machine), 0);
}

static void check_printed(const char *name, uint64_t limit_insns, const char *text) {
    struct run run;
    start(&run, name, limit_insns);
    finish(&run);
    assert_string_equal(run.printed, text);
    peach_free(run.machine);
}

static void hello(void **state) {
    (void)state;
    check_printed("hello", 1000, "Hello, world!\n");
}

static void tlbfault(void **state) {
    (void)state;
    check_printed("tlbfault", 100000,
                  "load from page 0, which the TLB does not know\n"
                  "  refills so far: 1\n"
                  "load from page 0 again\n"
                  "  refills so far: 1\n"
                  "first store to page 0, which is clean\n"
                  "  trap: store to a clean page at 0x00400004\n"
                  "  it holds 0x00001234\n"
                  "load from page 1, which has no frame yet\n"
                  "  trap: load from an invalid page at 0x00401008\n"
                  "  refills so far: 2\n"
                  "store to page 2, which is read-only\n"
                  "  trap: store not permitted at 0x00402000\n"
                  "  refills so far: 3\n"
                  "load from page 0 after tlbia\n"
                  "  refills so far: 4\n");
}

/* Every interrupt comes with the deadline's instruction; twelve instructions go before the loop, of which a round has
 * two. */
static void timer(void **state) {
    (void)state;
    struct run run;
    unsigned long late, counted, before = 0;
    start(&run, "timer", 6000000);
    finish(&run);
    const char *line = run.printed;
    for (unsigned tick = 1; tick <= 5; tick++) {
        unsigned number;
        assert_int_equal(
            sscanf(line, "tick %u: instructions late %lu, the loop has counted to %lu", &number, &late, &counted), 3);
        assert_int_equal(number, tick);
        assert_int_equal(late, 0);
        assert_in_range(counted - before, tick == 1 ? 499990 : 499500, 500000);
        before = counted;
        line = strchr(line, '\n') + 1;
    }
    assert_int_equal(*line, 0);
    peach_free(run.machine);
}

static unsigned escape_rounds(double re, double im) {
    double x = 0, y = 0;
    unsigned rounds = 0;
    while (rounds < 255 && x * x + y * y <= 4) {
        double next = x * x - y * y + re;
        y = x * y + x * y + im;
        x = next;
        rounds++;
    }
    return rounds;
}

static void mandelbrot(void **state) {
    (void)state;
    struct run run;
    struct peach_framebuffer shown;
    start(&run, "mandelbrot", 200000000);
    finish(&run);
    assert_string_equal(run.printed, "mandelbrot: done; press a key\n");
    assert_true(peach_framebuffer(run.machine, &shown));
    assert_int_equal(shown.width, 400);
    assert_int_equal(shown.height, 300);
    assert_int_equal(shown.palette[255], 0);
    for (unsigned y = 0; y < shown.height; y++) {
        for (unsigned x = 0; x < shown.width; x++) {
            unsigned wanted = escape_rounds(-2.2 + x * 0.008, 1.2 - y * 0.008);
            if (shown.pixels[y * shown.pitch_bytes + x] != wanted)
                fail_msg("pixel %u, %u is %u, not %u", x, y, shown.pixels[y * shown.pitch_bytes + x], wanted);
        }
    }
    peach_free(run.machine);
}

enum { COLUMNS = 160, ROWS = 120, CELL_PIXELS = 4 };

/* The world as the screen shows it; the gap between cells stays dark. */
static void read_world(const struct peach *machine, uint8_t cells[ROWS][COLUMNS]) {
    struct peach_framebuffer shown;
    assert_true(peach_framebuffer(machine, &shown));
    assert_int_equal(shown.width, COLUMNS * CELL_PIXELS);
    assert_int_equal(shown.height, ROWS * CELL_PIXELS);
    for (unsigned y = 0; y < shown.height; y++) {
        for (unsigned x = 0; x < shown.width; x++) {
            uint8_t pixel = shown.pixels[y * shown.pitch_bytes + x];
            if (y % CELL_PIXELS == 0 && x % CELL_PIXELS == 0)
                cells[y / CELL_PIXELS][x / CELL_PIXELS] = pixel;
            bool gap = y % CELL_PIXELS == CELL_PIXELS - 1 || x % CELL_PIXELS == CELL_PIXELS - 1;
            assert_int_equal(pixel, gap ? 0 : cells[y / CELL_PIXELS][x / CELL_PIXELS]);
        }
    }
}

static void next_generation(uint8_t from[ROWS][COLUMNS], uint8_t to[ROWS][COLUMNS]) {
    for (int y = 0; y < ROWS; y++) {
        for (int x = 0; x < COLUMNS; x++) {
            int neighbours = -from[y][x];
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++)
                    neighbours += from[(y + dy + ROWS) % ROWS][(x + dx + COLUMNS) % COLUMNS];
            }
            to[y][x] = neighbours == 3 || (neighbours == 2 && from[y][x]);
        }
    }
}

/* The picture changes by the rules of the game, and at most once a frame. */
static void life(void **state) {
    (void)state;
    static uint8_t world[ROWS][COLUMNS], wanted[ROWS][COLUMNS];
    const uint64_t frame_ns = 16666667;
    struct run run;
    unsigned alive = 0;
    start(&run, "life", 100000000);
    assert_int_equal(peach_run(run.machine, frame_ns - 1000), PEACH_TIME);
    read_world(run.machine, world);
    for (unsigned i = 0; i < ROWS * COLUMNS; i++)
        alive += (&world[0][0])[i];
    assert_in_range(alive, ROWS * COLUMNS / 5, ROWS * COLUMNS * 3 / 10);
    for (unsigned frame = 2; frame < 20; frame++) {
        next_generation(world, wanted);
        assert_int_equal(peach_run(run.machine, frame * frame_ns - 1000), PEACH_TIME);
        read_world(run.machine, world);
        assert_memory_equal(world, wanted, sizeof world);
    }
    finish(&run);
    assert_in_range(peach_time_ns(run.machine), 99 * frame_ns, 101 * frame_ns);
    peach_free(run.machine);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: samples_test FOLDER\n");
        return 2;
    }
    folder = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hello),      cmocka_unit_test(tlbfault), cmocka_unit_test(timer),
        cmocka_unit_test(mandelbrot), cmocka_unit_test(life),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
