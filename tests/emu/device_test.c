/* Registers of the devices without a disk, friendly and hostile. */
#include "rig.h"

#include "isa/machine/console.h"
#include "isa/machine/framebuffer.h"
#include "isa/machine/info.h"
#include "isa/machine/intc.h"
#include "isa/machine/keyboard.h"
#include "isa/machine/mouse.h"
#include "isa/machine/power.h"
#include "isa/machine/rng.h"
#include "isa/machine/rtc.h"
#include "isa/machine/sound.h"
#include "isa/machine/trace.h"
#include "isa/orchard/sysinfo.h"

static bool answers(struct peach *machine, uint32_t pa)
{
    uint32_t value;
    return bus_read(&machine->bus, pa, &value);
}

static void info_describes_the_machine(void **state)
{
    (void)state;
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 1u << 20;
    config.harts = 3;
    config.seed = 0x123456789;
    config.command_line = "root=0 quiet";
    struct peach *machine = rig_new_with(&config);
    assert_int_equal(rig_read(machine, PA_INFO + INFO_MAGIC), INFO_MAGIC_VALUE);
    assert_int_equal(rig_read(machine, PA_INFO + INFO_VERSION), INFO_VERSION_VALUE);
    assert_int_equal(rig_read(machine, PA_INFO + INFO_RAM_BYTES), 1u << 20);
    assert_int_equal(rig_read(machine, PA_INFO + INFO_HARTS), 3);
    assert_int_equal(rig_read(machine, PA_INFO + INFO_SEED), 0x23456789);
    assert_int_equal(rig_read(machine, PA_INFO + INFO_COMMAND_BYTES), 12);
    assert_int_equal(rig_read(machine, PA_INFO + INFO_COMMAND), 'r' | 'o' << 8 | 'o' << 16 | 't' << 24);
    assert_int_equal(rig_read(machine, PA_INFO + INFO_COMMAND + 12), 0);
    assert_int_equal(rig_read(machine, PA_INFO + 0xffc), 0);
    uint32_t count = rig_read(machine, PA_INFO + INFO_DEVICES);
    assert_int_equal(count, machine->bus.device_count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t entry = PA_INFO + INFO_DEVICE + i * INFO_DEVICE_BYTES;
        assert_int_equal(rig_read(machine, entry + INFO_DEVICE_CLASS), machine->bus.devices[i]->class->id);
        assert_int_equal(rig_read(machine, entry + INFO_DEVICE_BASE), machine->bus.devices[i]->base);
        assert_int_equal(rig_read(machine, entry + INFO_DEVICE_SPACE), PAGE_BYTES);
    }
    assert_int_equal(rig_read(machine, PA_INFO + INFO_DEVICE + 2 * INFO_DEVICE_BYTES + INFO_DEVICE_LINE), LINE_CONSOLE);
    assert_false(answers(machine, PA_INFO + INFO_DEVICE + count * INFO_DEVICE_BYTES));
    assert_false(answers(machine, PA_INFO + 0x3fc));
    assert_false(bus_write(&machine->bus, PA_INFO + INFO_HARTS, 1));
    assert_false(answers(machine, PA_DISK0));
    peach_free(machine);
}

static void intc_routes_lines(void **state)
{
    (void)state;
    struct peach_config config;
    peach_config_default(&config);
    config.harts = 2;
    struct peach *machine = rig_new_with(&config);
    bus_line(&machine->bus, 5, true);
    bus_line(&machine->bus, 3, true);
    assert_int_equal(machine->bus.hart_lines[0], 0);
    rig_write(machine, PA_INTC + INTC_ENABLE + 4, 1u << 5);
    assert_int_equal(machine->bus.hart_lines[0], 0);
    assert_int_equal(machine->bus.hart_lines[1], 1u << IRQ_DEVICE);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_NEXT), INTC_NONE);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_NEXT + 4), 5);
    rig_write(machine, PA_INTC + INTC_ENABLE + 4, 0xffffffff);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_NEXT + 4), 3);
    bus_line(&machine->bus, 3, false);
    bus_line(&machine->bus, 5, false);
    assert_int_equal(machine->bus.hart_lines[1], 0);
    rig_write(machine, PA_INTC + INTC_IPI_SEND, 0xffffffff);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_IPI_PENDING), 3);
    assert_int_equal(machine->bus.hart_lines[0], 1u << IRQ_IPI);
    rig_write(machine, PA_INTC + INTC_IPI_CLEAR, 1);
    assert_int_equal(machine->bus.hart_lines[0], 0);
    assert_int_equal(machine->bus.hart_lines[1], 1u << IRQ_IPI);
    assert_false(answers(machine, PA_INTC + INTC_ENABLE + 8)); /* there is no hart 2 */
    assert_false(answers(machine, PA_INTC + INTC_IPI_SEND));
    assert_false(bus_write(&machine->bus, PA_INTC + INTC_PENDING, 1));
    peach_free(machine);
}

static void console_receives(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    assert_int_equal(rig_read(machine, PA_CONSOLE + CONSOLE_STATUS), CONSOLE_STATUS_TXRDY);
    assert_int_equal(rig_read(machine, PA_CONSOLE + CONSOLE_DATA), CONSOLE_NO_DATA);
    assert_int_equal(rig_read(machine, PA_CONSOLE + CONSOLE_SIZE), 80 << 16 | 24);
    rig_write(machine, PA_CONSOLE + CONSOLE_CONTROL, 0xffffffff);
    assert_int_equal(rig_read(machine, PA_CONSOLE + CONSOLE_CONTROL),
                     CONSOLE_CONTROL_RXIE | CONSOLE_CONTROL_HANGUPIE | CONSOLE_CONTROL_RESIZEIE);
    assert_int_equal(peach_console_input(machine, (const uint8_t *)"ab", 2), 2);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 1u << LINE_CONSOLE);
    assert_int_equal(rig_read(machine, PA_CONSOLE + CONSOLE_DATA), 'a');
    assert_int_equal(rig_read(machine, PA_CONSOLE + CONSOLE_DATA), 'b');
    assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 0);
    peach_console_resize(machine, 100, 40);
    assert_int_equal(rig_read(machine, PA_CONSOLE + CONSOLE_STATUS), CONSOLE_STATUS_TXRDY | CONSOLE_STATUS_RESIZED);
    assert_int_equal(rig_read(machine, PA_CONSOLE + CONSOLE_SIZE), 100 << 16 | 40);
    rig_write(machine, PA_CONSOLE + CONSOLE_STATUS, CONSOLE_STATUS_RESIZED);
    uint8_t flood[CONSOLE_FIFO_BYTES + 9] = {0};
    assert_int_equal(peach_console_input(machine, flood, sizeof flood), CONSOLE_FIFO_BYTES);
    assert_int_equal(peach_console_room(machine), 0);
    assert_int_equal(rig_read(machine, PA_CONSOLE + CONSOLE_STATUS),
                     CONSOLE_STATUS_TXRDY | CONSOLE_STATUS_RXRDY | CONSOLE_STATUS_OVERRUN);
    rig_write(machine, PA_CONSOLE + CONSOLE_STATUS, CONSOLE_STATUS_OVERRUN);
    peach_console_hangup(machine); /* shows only behind the last byte */
    for (unsigned i = 0; i < CONSOLE_FIFO_BYTES; i++)
        assert_int_equal(rig_read(machine, PA_CONSOLE + CONSOLE_DATA), 0);
    assert_int_equal(rig_read(machine, PA_CONSOLE + CONSOLE_STATUS), CONSOLE_STATUS_TXRDY | CONSOLE_STATUS_HANGUP);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 1u << LINE_CONSOLE);
    rig_write(machine, PA_CONSOLE + CONSOLE_CONTROL, CONSOLE_CONTROL_RXIE);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 0);
    peach_free(machine);
}

struct pipe_text {
    const char *next;
    char output[64];
    size_t length;
};

static int pull(void *context)
{
    struct pipe_text *text = context;
    return *text->next ? *text->next++ : -1;
}

static void collect(void *context, const uint8_t *bytes, size_t length)
{
    struct pipe_text *text = context;
    for (size_t i = 0; i < length && text->length < sizeof text->output - 1; i++)
        text->output[text->length++] = (char)bytes[i];
}

/* A guest that polls, and one that sleeps until the interrupt: both receive all bytes of a pipe and see its end. */
static void console_pulls_from_a_pipe(void **state)
{
    (void)state;
    static const char polling[] = "        li      s0, PA_CONSOLE\n"
                                  "loop:   lw      a0, [s0 + CONSOLE_STATUS]\n"
                                  "        andi    a1, a0, CONSOLE_STATUS_HANGUP\n"
                                  "        bnei    a1, 0, done\n"
                                  "        andi    a1, a0, CONSOLE_STATUS_RXRDY\n"
                                  "        beqi    a1, 0, loop\n"
                                  "        lw      a0, [s0 + CONSOLE_DATA]\n"
                                  "        sw      a0, [s0 + CONSOLE_DATA]\n"
                                  "        j       loop\n"
                                  "done:   li      a0, PA_POWER\n"
                                  "        sw      zero, [a0 + POWER_EXIT]\n";
    static const char sleeping[] = "        li      s0, PA_CONSOLE\n"
                                   "        li      a0, PA_INTC\n"
                                   "        li      a1, 1 << LINE_CONSOLE\n"
                                   "        sw      a1, [a0 + INTC_ENABLE]\n"
                                   "        li      a1, 1 << IRQ_DEVICE\n"
                                   "        csrw    ienable, a1\n"
                                   "        li      a1, CONSOLE_CONTROL_RXIE | CONSOLE_CONTROL_HANGUPIE\n"
                                   "        sw      a1, [s0 + CONSOLE_CONTROL]\n"
                                   "loop:   wfi\n"
                                   "        lw      a0, [s0 + CONSOLE_DATA]\n"
                                   "        blti    a0, 0, done\n"
                                   "        sw      a0, [s0 + CONSOLE_DATA]\n"
                                   "        j       loop\n"
                                   "done:   li      a0, PA_POWER\n"
                                   "        sw      zero, [a0 + POWER_EXIT]\n";
    const char *const programs[] = {polling, sleeping};
    for (unsigned i = 0; i < 2; i++) {
        struct pipe_text text = {.next = "some text\n"};
        struct peach_config config;
        peach_config_default(&config);
        config.host = (struct peach_host){.context = &text, .console_output = collect, .console_pull = pull};
        struct peach *machine = rig_new_with(&config);
        rig_assemble(machine, programs[i]);
        assert_int_equal(peach_run(machine, 1000000000), PEACH_EXIT);
        assert_string_equal(text.output, "some text\n");
        peach_free(machine);
    }
}

static void pipe_waits_for_the_guest(void **state)
{
    (void)state;
    struct pipe_text text = {.next = "x"};
    struct peach_config config;
    peach_config_default(&config);
    config.host = (struct peach_host){.context = &text, .console_output = collect, .console_pull = pull};
    struct peach *machine = rig_new_with(&config);
    rig_assemble(machine, "loop: j loop\n");
    peach_run(machine, 1000000);
    assert_string_equal(text.next, "x"); /* the guest does not listen */
    rig_write(machine, PA_CONSOLE + CONSOLE_CONTROL, CONSOLE_CONTROL_RXIE);
    peach_run(machine, 90000000);
    assert_string_equal(text.next, "x"); /* it listens, but is busy */
    peach_run(machine, 102000000);
    assert_string_equal(text.next, "");
    peach_free(machine);
}

static void keyboard_and_mouse_queue_events(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    assert_int_equal(rig_read(machine, PA_KEYBOARD + KEYBOARD_EVENT), 0);
    rig_write(machine, PA_KEYBOARD + KEYBOARD_CONTROL, 0xff);
    peach_key(machine, KEY_A, true, false);
    peach_key(machine, KEY_A, true, true);
    peach_key(machine, KEY_A, false, false);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 1u << LINE_KEYBOARD);
    assert_int_equal(rig_read(machine, PA_KEYBOARD + KEYBOARD_EVENT),
                     KEYBOARD_EVENT_VALID | KEYBOARD_EVENT_PRESS | KEY_A);
    assert_int_equal(rig_read(machine, PA_KEYBOARD + KEYBOARD_EVENT),
                     KEYBOARD_EVENT_VALID | KEYBOARD_EVENT_PRESS | KEYBOARD_EVENT_REPEAT | KEY_A);
    assert_int_equal(rig_read(machine, PA_KEYBOARD + KEYBOARD_EVENT), KEYBOARD_EVENT_VALID | KEY_A);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 0);
    for (unsigned i = 0; i <= KEYBOARD_FIFO_EVENTS; i++)
        peach_key(machine, i, true, false);
    assert_int_equal(rig_read(machine, PA_KEYBOARD + KEYBOARD_STATUS), KEYBOARD_STATUS_READY | KEYBOARD_STATUS_OVERRUN);
    rig_write(machine, PA_KEYBOARD + KEYBOARD_STATUS, KEYBOARD_STATUS_OVERRUN);
    assert_int_equal(rig_read(machine, PA_KEYBOARD + KEYBOARD_STATUS), KEYBOARD_STATUS_READY);
    assert_false(bus_write(&machine->bus, PA_KEYBOARD + KEYBOARD_EVENT, 0));

    peach_mouse(machine, 3, 5, 1 | 4, -1);
    assert_int_equal(rig_read(machine, PA_MOUSE + MOUSE_EVENT), MOUSE_EVENT_VALID | MOUSE_EVENT_LEFT |
                                                                    MOUSE_EVENT_MIDDLE | MOUSE_EVENT_WHEEL_DOWN |
                                                                    5 << MOUSE_EVENT_Y_SHIFT | 3);
    peach_mouse(machine, 100000, 100000, 0, 0);
    assert_int_equal(rig_read(machine, PA_MOUSE + MOUSE_EVENT), MOUSE_EVENT_VALID | 0xffffff);
    assert_int_equal(rig_read(machine, PA_MOUSE + MOUSE_EVENT), 0);
    peach_free(machine);
}

static void set_mode(struct peach *machine, uint32_t width, uint32_t height, uint32_t format, uint32_t start)
{
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_CONTROL, 0);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_STATUS, ~0u);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_WIDTH, width);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_HEIGHT, height);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_FORMAT, format);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_START, start);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_CONTROL, FRAMEBUFFER_CONTROL_ON | FRAMEBUFFER_CONTROL_VSYNCIE);
}

static void framebuffer_modes(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    struct peach_framebuffer view;
    rig_assemble(machine, "wfi\n");
    assert_false(peach_framebuffer(machine, &view));
    static const uint32_t bad[][4] = {{0, 0, 0, 0},
                                      {1284, 480, 0, 0},
                                      {640, 1025, 0, 0},
                                      {642, 480, 0, 0},
                                      {640, 480, 3, 0},
                                      {640, 480, 0, 2},
                                      {1280, 1024, 0, 0x400000},
                                      {640, 480, 0, 0xfffffffc},
                                      {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}};
    for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
        set_mode(machine, bad[i][0], bad[i][1], bad[i][2], bad[i][3]);
        assert_int_equal(rig_read(machine, PA_FRAMEBUFFER + FRAMEBUFFER_STATUS), FRAMEBUFFER_STATUS_BADMODE);
        assert_false(peach_framebuffer(machine, &view));
    }
    set_mode(machine, 640, 480, FRAMEBUFFER_RGB565, 0x1000);
    assert_int_equal(rig_read(machine, PA_FRAMEBUFFER + FRAMEBUFFER_PITCH), 1280);
    assert_true(peach_framebuffer(machine, &view));
    assert_ptr_equal(view.pixels, machine->bus.memory.vram + 0x1000);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_START, 0x7ffffc); /* no room there */
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_WIDTH, 1280);     /* not while it is on */
    assert_int_equal(rig_read(machine, PA_FRAMEBUFFER + FRAMEBUFFER_STATUS), FRAMEBUFFER_STATUS_BADMODE);
    assert_int_equal(rig_read(machine, PA_FRAMEBUFFER + FRAMEBUFFER_WIDTH), 640);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_START, 0x2000);
    assert_true(peach_framebuffer(machine, &view));
    assert_ptr_equal(view.pixels, machine->bus.memory.vram + 0x1000); /* until the next sync */
    peach_run(machine, FRAMEBUFFER_FRAME_NS);
    assert_true(peach_framebuffer(machine, &view));
    assert_ptr_equal(view.pixels, machine->bus.memory.vram + 0x2000);
    assert_int_equal(view.frames, 1);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 1u << LINE_FRAMEBUFFER);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_STATUS, FRAMEBUFFER_STATUS_VSYNC);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 0);
    rig_write(machine, PA_FRAMEBUFFER + FRAMEBUFFER_PALETTE + 255 * 4, 0xffabcdef);
    assert_int_equal(view.palette[255], 0xabcdef);
    assert_false(answers(machine, PA_FRAMEBUFFER + FRAMEBUFFER_PALETTE + 256 * 4));
    peach_free(machine);
}

static void clock_and_random_numbers(void **state)
{
    (void)state;
    struct peach_config config;
    peach_config_default(&config);
    config.rtc_seconds = 0x1fffffffff;
    config.seed = 42;
    struct peach *one = rig_new_with(&config), *two = rig_new_with(&config);
    config.seed = 43;
    struct peach *three = rig_new_with(&config);
    one->timeline.now_ns = 1500000000;
    assert_int_equal(rig_read(one, PA_RTC + RTC_SECONDS), 0);
    one->timeline.now_ns = 9900000000;
    assert_int_equal(rig_read(one, PA_RTC + RTC_SECONDS_HIGH), 0x20); /* latched */
    assert_int_equal(rig_read(one, PA_RTC + RTC_NANOSECONDS), 500000000);
    unsigned same = 0, equal = 0;
    for (unsigned i = 0; i < 1000; i++) {
        uint32_t value = rig_read(one, PA_RNG + RNG_DATA);
        same += value == rig_read(two, PA_RNG + RNG_DATA);
        equal += value == rig_read(three, PA_RNG + RNG_DATA);
    }
    assert_int_equal(same, 1000);
    assert_true(equal < 5);
    assert_false(bus_write(&one->bus, PA_RNG, 1));
    assert_false(bus_write(&one->bus, PA_RTC, 1));
    peach_free(one);
    peach_free(two);
    peach_free(three);
}

static void power_stops_and_restarts(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    rig_assemble(machine, "li a0, PA_POWER\n li a1, 0x1234\n sw a1, [a0 + POWER_EXIT]\n addi a2, a2, 1\n");
    assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_EXIT);
    assert_int_equal(peach_exit_code(machine), 0x1234);
    assert_int_equal(rig_r(machine, 3), 0); /* the store was the last */
    assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_EXIT);
    peach_reset(machine);
    rig_assemble(machine, "li a0, PA_POWER\n li a1, 7\n sw a1, [a0 + POWER_PANIC]\n");
    assert_int_equal(peach_run(machine, UINT64_MAX), PEACH_PANIC);
    assert_int_equal(peach_exit_code(machine), 7);
    assert_false(answers(machine, PA_POWER));
    assert_false(bus_write(&machine->bus, PA_POWER + 12, 0));
    peach_free(machine);
}

static void reboot_keeps_memory_and_time(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    rig_set_word(machine, 0x5000, 77);
    rig_assemble(machine, "li a0, PA_POWER\n csrw tvec, a0\n sw a0, [a0 + POWER_REBOOT]\n");
    rig_hart(machine)->timecmp = 3;
    assert_int_equal(rig_run(machine, 7), PEACH_STUCK); /* the ROM is empty: illegal instruction, and no handler */
    assert_int_equal(rig_word(machine, 0x5000), 77);
    assert_int_equal(rig_hart(machine)->tvec, 0);
    assert_true(rig_hart(machine)->timecmp == UINT64_MAX);
    assert_int_equal(peach_time_ns(machine), 4);
    peach_free(machine);
}

struct seen {
    struct peach_event last;
    char text[32];
    unsigned count;
};

static void remember(void *context, const struct peach_event *event)
{
    struct seen *seen = context;
    seen->last = *event;
    seen->count++;
    snprintf(seen->text, sizeof seen->text, "%s", event->text ? event->text : "");
}

static void post(struct peach *machine, const uint32_t *words)
{
    for (unsigned i = 0; i < TRACE_RECORD_WORDS; i++)
        rig_set_word(machine, 0x8000 + 4 * i, words[i]);
    rig_write(machine, PA_TRACE + TRACE_POST, 0x8000);
}

static void trace_port_reports(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    struct seen seen = {0};
    struct peach_process process;
    struct peach_frame frame;
    assert_true(peach_subscribe(machine, PEACH_EVENT_ALL, remember, &seen));
    post(machine, (const uint32_t[8]){TRACE_PROCESS, 12, 1, 'i' | 'n' << 8 | 'i' << 16 | 't' << 24, 0x07});
    assert_int_equal(peach_processes(machine, &process, 1), 1);
    assert_string_equal(process.name, "init?");
    assert_int_equal(process.parent, 1);
    post(machine, (const uint32_t[8]){TRACE_SWITCH, 0, 12, 0, 9});
    assert_int_equal(peach_running(machine, 0), 12);
    post(machine, (const uint32_t[8]){TRACE_FAULT, 12, 0x1234, FAULT_COPY, CAUSE_CLEAN_STORE, 5});
    assert_int_equal(seen.last.kind, PEACH_EVENT_FAULT);
    assert_int_equal(seen.last.a, 0x1234);
    assert_int_equal(seen.last.pid, 12);
    post(machine, (const uint32_t[8]){TRACE_FRAME, 5, 2, FRAME_USER, 12, 0x1000});
    assert_int_equal(peach_frames(machine, 6, &frame, 1), 1);
    assert_int_equal(frame.owner, FRAME_USER);
    assert_int_equal(frame.pid, 12);
    post(machine, (const uint32_t[8]){TRACE_NOTE, 3, 'h' | 'i' << 8});
    assert_string_equal(seen.text, "hi");
    post(machine, (const uint32_t[8]){TRACE_STATE, 12, 0, TRACE_SLEEPING, TRACE_WAIT_DISK});
    post(machine, (const uint32_t[8]){TRACE_GONE, 12});
    peach_processes(machine, &process, 1);
    assert_true(process.gone);
    assert_int_equal(process.asid, 9);
    assert_int_equal(process.faults[FAULT_COPY], 1);
    assert_int_equal(process.reason, TRACE_WAIT_DISK);
    unsigned count = seen.count;
    struct peach_stats stats;
    peach_stats(machine, &stats);
    assert_int_equal(stats.frames[FRAME_USER], 2);
    post(machine, (const uint32_t[8]){TRACE_FRAME, 0xffffffff, 2, FRAME_USER});
    post(machine, (const uint32_t[8]){TRACE_FRAME, 5, 0xffffffff, FRAME_USER});
    post(machine, (const uint32_t[8]){TRACE_FRAME, 5, 1, 99});
    post(machine, (const uint32_t[8]){TRACE_FAULT, 12, 0, 99});
    post(machine, (const uint32_t[8]){0xffffffff});
    rig_write(machine, PA_TRACE + TRACE_POST, 0x8002);
    rig_write(machine, PA_TRACE + TRACE_POST, 0xffffffe0);
    assert_int_equal(seen.count, count);
    peach_free(machine);
}

static void many_processes_are_bounded(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    for (uint32_t pid = 1; pid < 5000; pid++)
        post(machine, (const uint32_t[8]){TRACE_PROCESS, pid, 0, 'p'});
    assert_int_equal(peach_processes(machine, NULL, 0), MONITOR_PROCESSES_MAX);
    post(machine, (const uint32_t[8]){TRACE_GONE, 5});
    post(machine, (const uint32_t[8]){TRACE_PROCESS, 6000, 0, 'q'});
    struct peach_process processes[8];
    peach_processes(machine, processes, 8);
    assert_int_equal(processes[4].pid, 6000);
    peach_free(machine);
}

static void random_accesses_do_no_harm(void **state)
{
    (void)state;
    struct peach *machine = rig_new();
    uint64_t random = 3;
    uint32_t value;
    rig_assemble(machine, "loop: j loop\n");
    for (unsigned i = 0; i < 200000; i++) {
        uint32_t pa =
            PA_DEVICES + rig_random(&random) % 11 * PAGE_BYTES + rig_random(&random) % (i % 2 ? 64 : 1024) * 4;
        value = rig_random(&random) >> rig_random(&random) % 32;
        if (rig_random(&random) % 2)
            bus_read(&machine->bus, pa, &value);
        else if (pa - PA_POWER >= PAGE_BYTES)
            bus_write(&machine->bus, pa, value);
        if (i % 1000 == 0)
            peach_run(machine, peach_time_ns(machine) + 20000);
    }
    FILE *sink = fopen("/dev/null", "w");
    assert_non_null(sink);
    peach_dump(machine, sink);
    fclose(sink);
    peach_free(machine);
}

struct played {
    unsigned count, rate;
    uint8_t bytes[4096];
};

static void hear(void *context, const uint8_t *frames, unsigned count, unsigned rate)
{
    struct played *played = context;
    assert_true(played->count + count <= sizeof played->bytes / 4);
    memcpy(played->bytes + (size_t)4 * played->count, frames, (size_t)4 * count);
    played->count += count;
    played->rate = rate;
}

static void sound_plays_a_ring(void **state)
{
    (void)state;
    struct played played = {0};
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 1u << 20;
    config.host.sound = hear;
    config.host.sound_context = &played;
    struct peach *machine = rig_new_with(&config);
    rig_assemble(machine, "loop: wfi\n j loop\n");
    for (uint32_t i = 0; i < 256; i++)
        rig_set_word(machine, 0x20000 + 4 * i, i << 16 | i);
    rig_write(machine, PA_SOUND + SOUND_RATE, 8000);
    rig_write(machine, PA_SOUND + SOUND_BUFFER, 0x20000);
    rig_write(machine, PA_SOUND + SOUND_FRAMES, 256);
    rig_write(machine, PA_SOUND + SOUND_PERIOD, 128);
    rig_write(machine, PA_SOUND + SOUND_CONTROL, SOUND_CONTROL_ON | SOUND_CONTROL_IE);
    peach_run(machine, 15999999);
    assert_int_equal(played.count, 0);
    peach_run(machine, 16000001); /* 128 frames at 8 kHz */
    assert_int_equal(played.count, 128);
    assert_int_equal(played.rate, 8000);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 1u << LINE_SOUND);
    rig_write(machine, PA_SOUND + SOUND_STATUS, SOUND_STATUS_PERIOD);
    assert_int_equal(rig_read(machine, PA_INTC + INTC_PENDING), 0);
    peach_run(machine, 48000001); /* the ring has come round */
    assert_int_equal(rig_read(machine, PA_SOUND + SOUND_POSITION), 384);
    for (uint32_t i = 0; i < 384; i++)
        assert_int_equal(le32_read(played.bytes + 4 * i), i % 256 << 16 | i % 256);
    rig_write(machine, PA_SOUND + SOUND_CONTROL, 0);
    peach_run(machine, 100000000);
    assert_int_equal(played.count, 384);
    peach_free(machine);
}

static void sound_refuses_bad_modes(void **state)
{
    (void)state;
    static const uint32_t modes[][4] = {
        {7999, 0x20000, 256, 128},   {48001, 0x20000, 256, 128}, {8000, 0x20002, 256, 128},
        {8000, 0x20000, 256, 63},    {8000, 0x20000, 200, 128},  {8000, 0x20000, 0, 128},
        {8000, 0x20000, 131072, 64}, {8000, 0x3ffffc, 256, 128}, {8000, 0xfffffc00, 256, 128}};
    struct peach *machine = rig_new();
    for (unsigned i = 0; i < sizeof modes / sizeof *modes; i++) {
        for (uint32_t word = 0; word < 4; word++)
            rig_write(machine, PA_SOUND + SOUND_RATE + 4 * word, modes[i][word]);
        rig_write(machine, PA_SOUND + SOUND_CONTROL, SOUND_CONTROL_ON);
        assert_int_equal(rig_read(machine, PA_SOUND + SOUND_CONTROL), 0);
        assert_int_equal(rig_read(machine, PA_SOUND + SOUND_STATUS), SOUND_STATUS_BADMODE);
        rig_write(machine, PA_SOUND + SOUND_STATUS, SOUND_STATUS_BADMODE);
    }
    assert_false(answers(machine, PA_SOUND + 0x1c));
    assert_false(bus_write(&machine->bus, PA_SOUND + SOUND_POSITION, 0));
    peach_free(machine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_plays_a_ring),         cmocka_unit_test(sound_refuses_bad_modes),
        cmocka_unit_test(info_describes_the_machine), cmocka_unit_test(intc_routes_lines),
        cmocka_unit_test(console_receives),           cmocka_unit_test(console_pulls_from_a_pipe),
        cmocka_unit_test(pipe_waits_for_the_guest),   cmocka_unit_test(keyboard_and_mouse_queue_events),
        cmocka_unit_test(framebuffer_modes),          cmocka_unit_test(clock_and_random_numbers),
        cmocka_unit_test(power_stops_and_restarts),   cmocka_unit_test(reboot_keeps_memory_and_time),
        cmocka_unit_test(trace_port_reports),         cmocka_unit_test(many_processes_are_bounded),
        cmocka_unit_test(random_accesses_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
