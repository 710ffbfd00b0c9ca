/* Displays that run freely: "none" (output only), and what "terminal" does when standard input is not a terminal. */
#include "front.h"

/* Output appears at multiples of this guest time; a machine that waits for ever halts at one, restored or not. */
#define FLUSH_NS 10000000u

enum peach_stop run_freely(struct peach *machine)
{
    enum peach_stop stop;
    do {
        stop = peach_run(machine, (peach_time_ns(machine) / FLUSH_NS + 1) * FLUSH_NS);
        output_flush();
    } while (stop == PEACH_TIME && !front_quit_asked());
    return stop;
}

static int no_input(void *context)
{
    (void)context;
    return PEACH_PULL_END;
}

static bool headless_open(struct front_options *options, char *error)
{
    (void)error;
    options->config.host = (struct peach_host){.console_output = output_console, .console_pull = no_input};
    return true;
}

static void headless_close(void)
{
    output_flush();
}

const struct front_end headless_display = {
    .name = "none",
    .open = headless_open,
    .run = run_freely,
    .close = headless_close,
};
