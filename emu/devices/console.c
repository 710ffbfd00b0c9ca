/* Console (machine/console.h).
 *
 * Bytes come in two ways: pushed (somebody types), or pulled one by one from a pipe or file.  A pulled byte comes
 * only when the guest listens (RXIE set, or it polls) and has taken the one before: at the first moment when
 * every hart waits and no device works, at the latest PATIENCE_NS after the guest became ready for it; to a guest that
 * polls, POLL_NS after.  These moments depend on the guest alone. */
#include "devices.h"

#include "fifo.h"
#include "isa/machine/console.h"
#include "isa/machine/info.h"

#define PATIENCE_NS 100000000u
#define POLL_NS     10000u

struct console {
    struct device device;
    struct fifo received;
    uint32_t control;
    uint32_t columns, rows;
    bool overrun, resized, hung_up;
    bool polled; /* the guest has looked for a byte and found none */
    struct timeline_event pull;
};

static void update_line(struct console *console)
{
    uint32_t raised = 0;
    if (console->received.count)
        raised |= CONSOLE_CONTROL_RXIE;
    else if (console->hung_up)
        raised |= CONSOLE_CONTROL_HANGUPIE;
    if (console->resized)
        raised |= CONSOLE_CONTROL_RESIZEIE;
    device_line(&console->device, raised & console->control);
}

/* Is a byte to be pulled as soon as the moment is right? */
static bool is_ready(const struct console *console)
{
    return console->device.config->host.console_pull && !console->hung_up && !console->received.count &&
           (console->polled || (console->control & CONSOLE_CONTROL_RXIE));
}

static void schedule_pull(struct console *console)
{
    uint64_t due = TIMELINE_NEVER;
    if (is_ready(console))
        due = console->device.timeline->now_ns + (console->control & CONSOLE_CONTROL_RXIE ? PATIENCE_NS : POLL_NS);
    timeline_set(console->device.timeline, &console->pull, due);
}

/* Ask the host for a byte.  When it has none yet, time stands still and the moment comes again. */
static void pull(struct console *console)
{
    const struct peach_host *host = &console->device.config->host;
    int byte = host->console_pull(host->context);
    if (byte == PEACH_PULL_LATER) {
        console->device.timeline->paused = true;
        return;
    }
    if (byte >= 0)
        console_receive(&console->device, &(uint8_t){(uint8_t)byte}, 1);
    else
        console_hangup(&console->device);
    console->polled = false;
    schedule_pull(console);
}

static void pull_now(void *context)
{
    struct console *console = context;
    pull(console);
    if (console->device.timeline->paused)
        timeline_set(console->device.timeline, &console->pull, console->device.timeline->now_ns);
}

bool console_idle(struct device *device)
{
    struct console *console = (struct console *)device;
    if (!is_ready(console))
        return false;
    pull(console);
    return true;
}

size_t console_receive(struct device *device, const uint8_t *bytes, size_t length)
{
    struct console *console = (struct console *)device;
    size_t taken = 0;
    while (taken < length && fifo_put(&console->received, CONSOLE_FIFO_BYTES, bytes[taken]))
        taken++;
    device->monitor->stats.console_in += taken;
    if (taken < length)
        console->overrun = true;
    update_line(console);
    return taken;
}

size_t console_room(const struct device *device)
{
    return CONSOLE_FIFO_BYTES - ((const struct console *)device)->received.count;
}

void console_hangup(struct device *device)
{
    struct console *console = (struct console *)device;
    console->hung_up = true;
    update_line(console);
}

void console_resize(struct device *device, unsigned columns, unsigned rows)
{
    struct console *console = (struct console *)device;
    columns = columns > 0xffff ? 0xffff : columns;
    rows = rows > 0xffff ? 0xffff : rows;
    if (columns == console->columns && rows == console->rows)
        return;
    console->columns = columns;
    console->rows = rows;
    console->resized = true;
    update_line(console);
}

static void note_poll(struct console *console)
{
    if (console->received.count || console->polled || (console->control & CONSOLE_CONTROL_RXIE))
        return;
    console->polled = true;
    schedule_pull(console);
}

static uint32_t take_byte(struct console *console)
{
    note_poll(console);
    if (!console->received.count)
        return CONSOLE_NO_DATA;
    uint32_t byte = fifo_take(&console->received, CONSOLE_NO_DATA);
    if (!console->received.count)
        schedule_pull(console);
    update_line(console);
    return byte;
}

static uint32_t status(struct console *console)
{
    note_poll(console);
    uint32_t value = CONSOLE_STATUS_TXRDY;
    if (console->received.count)
        value |= CONSOLE_STATUS_RXRDY;
    else if (console->hung_up)
        value |= CONSOLE_STATUS_HANGUP;
    if (console->overrun)
        value |= CONSOLE_STATUS_OVERRUN;
    if (console->resized)
        value |= CONSOLE_STATUS_RESIZED;
    return value;
}

static bool console_read(struct device *device, uint32_t offset, uint32_t *value)
{
    struct console *console = (struct console *)device;
    switch (offset) {
    case CONSOLE_DATA:
        *value = take_byte(console);
        return true;
    case CONSOLE_STATUS:
        *value = status(console);
        return true;
    case CONSOLE_CONTROL:
        *value = console->control;
        return true;
    case CONSOLE_SIZE:
        *value = console->columns << 16 | console->rows;
        return true;
    default:
        return false;
    }
}

static void send(struct console *console, uint8_t byte)
{
    const struct peach_host *host = &console->device.config->host;
    console->device.monitor->stats.console_out++;
    if (host->console_output)
        host->console_output(host->context, &byte, 1);
}

static void set_control(struct console *console, uint32_t value)
{
    bool listened = console->control & CONSOLE_CONTROL_RXIE;
    console->control = value & (CONSOLE_CONTROL_RXIE | CONSOLE_CONTROL_HANGUPIE | CONSOLE_CONTROL_RESIZEIE);
    if (listened != !!(value & CONSOLE_CONTROL_RXIE))
        schedule_pull(console);
}

static bool console_write(struct device *device, uint32_t offset, uint32_t value)
{
    struct console *console = (struct console *)device;
    switch (offset) {
    case CONSOLE_DATA:
        send(console, (uint8_t)value);
        return true;
    case CONSOLE_STATUS:
        console->overrun = console->overrun && !(value & CONSOLE_STATUS_OVERRUN);
        console->resized = console->resized && !(value & CONSOLE_STATUS_RESIZED);
        break;
    case CONSOLE_CONTROL:
        set_control(console, value);
        break;
    default:
        return false;
    }
    update_line(console);
    return true;
}

static bool console_init(struct device *device, char *error)
{
    (void)error;
    struct console *console = (struct console *)device;
    console->columns = 80;
    console->rows = 24;
    timeline_register(device->timeline, &console->pull, pull_now, console);
    return true;
}

static void console_reset(struct device *device)
{
    struct console *console = (struct console *)device;
    console->control = 0;
    console->overrun = false;
    console->resized = false;
    console->polled = false;
    timeline_set(device->timeline, &console->pull, TIMELINE_NEVER);
    update_line(console);
}

/* A loaded state goes on with whatever input this machine has. */
static void resume_pull(struct console *console)
{
    if (!is_ready(console) || console->pull.due_ns == TIMELINE_NEVER)
        schedule_pull(console);
    else
        timeline_set(console->device.timeline, &console->pull, console->pull.due_ns);
}

static void console_walk(struct device *device, struct state *state)
{
    struct console *console = (struct console *)device;
    fifo_walk(&console->received, state);
    state_u32(state, &console->control);
    state_u32(state, &console->columns);
    state_u32(state, &console->rows);
    state_bool(state, &console->overrun);
    state_bool(state, &console->resized);
    state_bool(state, &console->hung_up);
    state_bool(state, &console->polled);
    state_u64(state, &console->pull.due_ns);
    if (state_loads(state))
        resume_pull(console);
}

static void console_dump(const struct device *device, FILE *out)
{
    const struct console *console = (const struct console *)device;
    fprintf(out, "console: %u bytes wait, control %02x, %ux%u%s\n", console->received.count, console->control,
            console->columns, console->rows, console->hung_up ? ", hung up" : "");
}

const struct device_class console_class = {
    .name = "console",
    .id = INFO_CLASS_CONSOLE,
    .state_bytes = sizeof(struct console),
    .init = console_init,
    .reset = console_reset,
    .read = console_read,
    .write = console_write,
    .walk = console_walk,
    .dump = console_dump,
};
