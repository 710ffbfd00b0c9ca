/* Terminal display.  With a terminal on standard input: raw, paced to real time, Ctrl-A keys.  With anything else
 * there: bytes are pulled as the guest is ready for them, and the machine runs freely, so that two runs are equal. */
#include "front.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define ESCAPE       0x01 /* Ctrl-A */
#define NS_PER_MS    1000000
#define CHUNK_NS     (2 * NS_PER_MS)   /* guest time between two looks at the keyboard */
#define LAG_MAX_NS   (100 * NS_PER_MS) /* behind by more: the guest does not catch up, real time is counted anew */
#define SLEEP_MS_MAX 60000

static struct termios saved;
static volatile sig_atomic_t is_raw, size_changed;
static bool escaped, paused, quit;

static void set_raw(void)
{
    struct termios raw = saved;
    raw.c_iflag &= ~(tcflag_t)(IXON | ICRNL | INLCR | IGNCR | ISTRIP | BRKINT);
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    if (tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0)
        is_raw = 1;
}

void terminal_restore(void)
{
    if (is_raw)
        tcsetattr(STDIN_FILENO, TCSANOW, &saved);
    is_raw = 0;
}

static void on_fatal(int number)
{
    terminal_restore();
    signal(number, SIG_DFL);
    raise(number);
}

static void on_stop(int number)
{
    (void)number;
    terminal_restore();
    raise(SIGSTOP);
}

static void on_continue(int number)
{
    (void)number;
    set_raw();
    size_changed = 1;
}

static void on_resize(int number)
{
    (void)number;
    size_changed = 1;
}

static void on_signal(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static void send_size(struct peach *machine)
{
    struct winsize size;
    size_changed = 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col && size.ws_row)
        peach_console_resize(machine, size.ws_col, size.ws_row);
}

/* What the guest has written in its last line, or since it began to draw it anew, as far as that is remembered: a
 * prompt, with what is typed behind it.  It is written again below a message.  A line feed before a carriage return
 * belongs to a line: that is how Orchard's shell goes on in the next row. */
static uint8_t line[1024];
static size_t line_bytes;

static bool ends_in_line_feed(void)
{
    return line_bytes && line[line_bytes - 1] == '\n';
}

static void remember(const uint8_t *bytes, size_t length)
{
    static const char anew[] = "\r\033[J";
    static const size_t anew_bytes = sizeof anew - 1;
    for (size_t i = 0; i < length; i++) {
        if (line_bytes == sizeof line || (ends_in_line_feed() && bytes[i] != '\r'))
            line_bytes = 0;
        line[line_bytes++] = bytes[i];
        if (line_bytes >= anew_bytes && memcmp(line + line_bytes - anew_bytes, anew, anew_bytes) == 0)
            line_bytes = 0;
    }
}

static void guest_output(void *context, const uint8_t *bytes, size_t length)
{
    remember(bytes, length);
    output_console(context, bytes, length);
}

static void print(const char *text)
{
    output_console(NULL, (const uint8_t *)text, strlen(text));
    output_flush();
}

/* A message of the emulator's own: on lines of its own, and the guest's line below it. */
static void begin_message(void)
{
    if (ends_in_line_feed())
        line_bytes = 0;
    print(line_bytes ? "\r\n" : "");
}

static void end_message(void)
{
    output_console(NULL, line, line_bytes);
    output_flush();
}

static void say(const char *text)
{
    begin_message();
    print(text);
    end_message();
}

/* No line is longer than 30 columns: nothing wraps in a narrow terminal. */
static const char help[] = "  Ctrl-A h  this help\n"
                           "  Ctrl-A x  quit\n"
                           "  Ctrl-A p  pause, and go on\n"
                           "  Ctrl-A r  reset the machine\n"
                           "  Ctrl-A s  statistics\n"
                           "  Ctrl-A c  state of devices\n"
                           "  Ctrl-A Ctrl-A  send Ctrl-A\n";

static void command(struct peach *machine, uint8_t key)
{
    switch (key) {
    case 'x': quit = true; break;
    case 'h':
    case '?': say(help); break;
    case 'p':
        paused = !paused;
        say(paused ? "[paused; Ctrl-A p goes on]\n" : "[running]\n");
        break;
    case 'r':
        begin_message();
        print("[reset]\n");
        line_bytes = 0;
        peach_reset(machine);
        break;
    case 's':
        begin_message();
        stats_print(machine, STATS_TEXT, stderr);
        end_message();
        break;
    case 'c':
        begin_message();
        peach_dump(machine, stderr);
        end_message();
        break;
    case ESCAPE: peach_console_input(machine, &key, 1); break;
    default: break;
    }
}

/* Take what was typed, as far as the guest's fifo has room. */
static void read_keys(struct peach *machine)
{
    uint8_t keys[64];
    size_t room = peach_console_room(machine);
    ssize_t got = read(STDIN_FILENO, keys, room < sizeof keys ? room : sizeof keys);
    if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN))
        quit = true;
    for (ssize_t i = 0; i < got; i++) {
        if (escaped)
            command(machine, keys[i]);
        else if (keys[i] != ESCAPE)
            peach_console_input(machine, &keys[i], 1);
        escaped = !escaped && keys[i] == ESCAPE;
    }
}

static uint64_t host_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Guest time follows real time: host time at which guest time was 0. */
static uint64_t start_ns;

/* Guest time up to which the machine may run now.  A guest that the host cannot keep up with, or that was paused,
 * starts anew. */
static uint64_t allowed_ns(const struct peach *machine)
{
    uint64_t now = peach_time_ns(machine);
    uint64_t next = peach_next_event_ns(machine);
    uint64_t real = host_ns() - start_ns;
    if (paused || (next <= real && real - next > LAG_MAX_NS)) {
        start_ns = host_ns() - now;
        return paused ? now : now + CHUNK_NS;
    }
    return next < real && real - next > CHUNK_NS ? next + CHUNK_NS : real;
}

/* How long the host may sleep, for front_wait: until real time reaches the guest's next event; -1: until a key comes.
 */
static int sleep_ms(const struct peach *machine)
{
    uint64_t next = peach_next_event_ns(machine);
    uint64_t real = host_ns() - start_ns;
    if (paused || next == UINT64_MAX)
        return -1;
    if (next <= real)
        return 0;
    uint64_t wait_ms = (next - real + NS_PER_MS - 1) / NS_PER_MS;
    return wait_ms > SLEEP_MS_MAX ? SLEEP_MS_MAX : (int)wait_ms;
}

/* Let guest time come up to real time, as far as that may be. */
static enum peach_stop catch_up(struct peach *machine)
{
    uint64_t until = allowed_ns(machine);
    enum peach_stop stop = until > peach_time_ns(machine) ? peach_run(machine, until) : PEACH_TIME;
    output_flush();
    return stop;
}

static bool goes_on(enum peach_stop stop)
{
    return stop == PEACH_TIME || stop == PEACH_IDLE;
}

static enum peach_stop run_paced(struct peach *machine)
{
    enum peach_stop stop = PEACH_TIME;
    start_ns = host_ns() - peach_time_ns(machine);
    send_size(machine);
    while (!quit && goes_on(stop = catch_up(machine))) {
        quit = front_quit_asked();
        if (size_changed)
            send_size(machine);
        if (quit || !front_wait(peach_console_room(machine) > 0, sleep_ms(machine)))
            continue;
        /* The guest has slept as long as we: a key comes now, not when it fell asleep. */
        bool slept = peach_next_event_ns(machine) > peach_time_ns(machine);
        if (slept && !goes_on(stop = catch_up(machine)))
            break;
        read_keys(machine);
    }
    if (!quit)
        return stop;
    print("\n");
    return PEACH_TIME;
}

static bool terminal_open(struct front_options *options, char *error)
{
    (void)error;
    options->config.host.console_output = output_console;
    if (tcgetattr(STDIN_FILENO, &saved) != 0) {
        options->config.host.console_pull = input_pull;
        return true;
    }
    static const int fatal[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXCPU};
    for (unsigned i = 0; i < sizeof fatal / sizeof *fatal; i++)
        on_signal(fatal[i], on_fatal);
    on_signal(SIGTSTP, on_stop);
    on_signal(SIGCONT, on_continue);
    on_signal(SIGWINCH, on_resize);
    atexit(terminal_restore);
    options->config.host.console_output = guest_output;
    set_raw();
    return true;
}

static enum peach_stop terminal_run(struct peach *machine)
{
    return is_raw ? run_paced(machine) : run_freely(machine);
}

static void terminal_close(void)
{
    output_flush();
    terminal_restore();
}

const struct front_end terminal_display = {
    .name = "terminal",
    .open = terminal_open,
    .run = terminal_run,
    .close = terminal_close,
};
