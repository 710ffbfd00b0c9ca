/* The window display: emu/ui behind the table of displays. */
#include "front.h"

#include "window.h"

static struct window *window;

static const char *window_refusal(void)
{
    return window_available() ? NULL : "there is no display to open a window on; use --display=terminal";
}

static bool open_window(struct front_options *options, char *error)
{
    struct window_options wishes = {.panels = options->panels, .quit_asked = front_quit_asked};
    window = window_open(&wishes, error);
    if (window)
        options->config.host = window_host(window);
    return window;
}

static enum peach_stop run_window(struct peach *machine)
{
    return window_run(window, machine);
}

static void close_window(void)
{
    window_close(window);
}

const struct front_end window_display = {
    .name = "window",
    .refusal = window_refusal,
    .open = open_window,
    .run = run_window,
    .close = close_window,
};
