/* The terminal. */
#include "dev/tty.h"

#include "cpu/hart.h"
#include "dev/console.h"
#include "dev/device.h"
#include "dev/trace.h"
#include "fs/poll.h"
#include "isa/orchard/fcntl.h"
#include "isa/orchard/termios.h"
#include "mm/usermem.h"
#include "proc/process.h"
#include "proc/signal.h"

#define INPUT_MAX       2048
#define LINE_MAX        1024 /* longest line that can be edited */
#define BOUNCE_BYTES    256
#define END_OF_FILE     0x100 /* in the input: VEOF was typed */
#define END_OF_PART     0x200 /* in the input: the line goes on behind it */
#define CONTROL(letter) ((letter)&0x1f)

static struct spinlock tty_lock = SPINLOCK("tty"); /* all that follows */
static struct termios modes;
static uint16_t input[INPUT_MAX]; /* a ring: what read() may have */
static uint32_t input_start, input_count;
static uint32_t lines;      /* complete ones in input (canonical mode) */
static char line[LINE_MAX]; /* being edited */
static uint32_t line_bytes;
static bool hung_up, paused;
static bool unattended; /* no person edits lines, and they have any length; fixed */
static pid_t session, foreground;
static struct wait_queue readers = WAIT_QUEUE(readers);

void tty_init(bool echo)
{
    unattended = !echo;
    modes.c_iflag = ICRNL;
    modes.c_oflag = OPOST;
    modes.c_lflag = ISIG | ICANON | ECHOE | ECHOK | IEXTEN | (echo ? ECHO : 0);
    modes.c_cc[VINTR] = CONTROL('C');
    modes.c_cc[VQUIT] = CONTROL('\\');
    modes.c_cc[VERASE] = 0x7f;
    modes.c_cc[VKILL] = CONTROL('U');
    modes.c_cc[VEOF] = CONTROL('D');
    modes.c_cc[VMIN] = 1;
    modes.c_cc[VSUSP] = CONTROL('Z');
    modes.c_cc[VWERASE] = CONTROL('W');
    modes.c_cc[VREPRINT] = CONTROL('R');
    console_init();
}

void tty_adopt(pid_t new_session, pid_t group)
{
    spin_lock(&tty_lock);
    session = new_session;
    foreground = group;
    spin_unlock(&tty_lock);
}

static void echo_text(const char *text, uint32_t bytes)
{
    if (modes.c_lflag & ECHO)
        console_write(text, bytes);
}

/* Show a typed character; control characters as ^X. */
static void echo(char c)
{
    char shown[2] = {'^', (char)(c ^ 0x40)};
    if (c == '\n' && (modes.c_lflag & ECHONL) && !(modes.c_lflag & ECHO))
        console_put(c);
    else if (((uint8_t)c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
        echo_text(shown, 2);
    else
        echo_text(&c, 1);
}

/* Columns that an edited character takes. */
static uint32_t shown_width(char c)
{
    if ((uint8_t)c < 0x20 || c == 0x7f)
        return 2;
    return ((uint8_t)c & 0xc0) == 0x80 ? 0 : 1;
}

/* Take the last character (of several bytes in UTF-8) off the line. */
static void erase(void)
{
    bool inner;
    do {
        char c = line[--line_bytes];
        inner = ((uint8_t)c & 0xc0) == 0x80;
        for (uint32_t i = shown_width(c); i; i--)
            echo_text("\b \b", 3);
    } while (inner && line_bytes);
}

static void erase_word(void)
{
    while (line_bytes && line[line_bytes - 1] == ' ')
        erase();
    while (line_bytes && line[line_bytes - 1] != ' ')
        erase();
}

static void push(uint16_t c)
{
    if (input_count == INPUT_MAX)
        return;
    input[(input_start + input_count++) % INPUT_MAX] = c;
}

/* Hand the edited line to the readers. */
static void end_line(uint16_t last)
{
    for (uint32_t i = 0; i < line_bytes; i++)
        push((uint8_t)line[i]);
    push(last);
    line_bytes = 0;
    lines++;
    wake_all(&readers);
}

/* A character in canonical mode. */
static void edit(char c)
{
    if (c == (char)modes.c_cc[VERASE] || c == '\b') {
        if (line_bytes)
            erase();
    } else if (c == (char)modes.c_cc[VKILL]) {
        while (line_bytes)
            erase();
    } else if (c == (char)modes.c_cc[VWERASE]) {
        erase_word();
    } else if (c == (char)modes.c_cc[VREPRINT]) {
        echo_text("\n", 1);
        echo_text(line, line_bytes);
    } else if (c == (char)modes.c_cc[VEOF]) {
        end_line(END_OF_FILE);
    } else if (c == '\n') {
        echo(c);
        end_line((uint8_t)c);
    } else if (line_bytes < LINE_MAX - 1 || unattended) {
        if (line_bytes == LINE_MAX - 1)
            end_line(END_OF_PART);
        line[line_bytes++] = c;
        echo(c);
    } else {
        echo_text("\a", 1);
    }
}

/* The signal that a key sends, or 0. */
static int key_signal(char c)
{
    if (!(modes.c_lflag & ISIG))
        return 0;
    if (c == (char)modes.c_cc[VINTR])
        return SIGINT;
    if (c == (char)modes.c_cc[VQUIT])
        return SIGQUIT;
    if (c == (char)modes.c_cc[VSUSP])
        return SIGTSTP;
    return 0;
}

static void flush_input(void)
{
    input_count = 0;
    lines = 0;
    line_bytes = 0;
}

/* A received byte: the signal to send for it, or 0. */
static int accept(char c)
{
    if (c == '\r' && (modes.c_iflag & IGNCR))
        return 0;
    if (c == '\r' && (modes.c_iflag & ICRNL))
        c = '\n';
    else if (c == '\n' && (modes.c_iflag & INLCR))
        c = '\r';
    int signal = key_signal(c);
    if (signal) {
        echo(c);
        if (!(modes.c_lflag & NOFLSH))
            flush_input();
    } else if (modes.c_lflag & ICANON) {
        edit(c);
    } else {
        echo(c);
        push((uint8_t)c);
        wake_all(&readers);
    }
    return signal;
}

static bool has_room(void)
{
    return INPUT_MAX - input_count > line_bytes + 1;
}

void tty_receive(void)
{
    char c;
    spin_lock(&tty_lock);
    while (has_room() && console_take(&c)) {
        int signal = accept(c);
        pid_t group = foreground;
        if (!signal)
            continue;
        spin_unlock(&tty_lock);
        signal_send_group(group, signal);
        spin_lock(&tty_lock);
    }
    paused = !has_room();
    if (paused)
        console_pause(true);
    spin_unlock(&tty_lock);
    poll_changed();
}

void tty_resized(void)
{
    signal_send_group(foreground, SIGWINCH);
}

void tty_hung_up(void)
{
    spin_lock(&tty_lock);
    hung_up = true;
    if (line_bytes)
        end_line(END_OF_FILE);
    wake_all(&readers);
    spin_unlock(&tty_lock);
    poll_changed();
}

/* Background processes do not read: 0, or -EINTR or -EIO after the signal. */
static int32_t check_foreground(int signal)
{
    struct process *self = process_self();
    if (self->sid != session || self->pgid == foreground)
        return 0;
    if ((self->blocked & SIGSET_OF(signal)) || self->actions[signal].handler == SIGNAL_IGNORE)
        return -EIO;
    signal_send_group(self->pgid, signal);
    return -EINTR;
}

static bool ready(void)
{
    return (modes.c_lflag & ICANON) ? lines > 0 : input_count > 0;
}

/* Wait for input: 1, 0 at the end of all input or of patience, -errno; tty_lock. */
static int32_t await_input(uint32_t flags)
{
    bool canonical = (modes.c_lflag & ICANON) != 0;
    uint64_t deadline = TIME_NEVER;
    if (!canonical && modes.c_cc[VTIME])
        deadline = time_now_ns() + modes.c_cc[VTIME] * (uint64_t)(100 * NS_PER_MS);
    while (!ready()) {
        if (hung_up)
            return 0;
        if (flags & O_NONBLOCK)
            return -EAGAIN;
        if (!canonical && !modes.c_cc[VMIN] && deadline == TIME_NEVER)
            return 0;
        int32_t result = wait_on(&readers, &tty_lock, WAIT_INTERRUPTIBLE, deadline, "tty", TRACE_WAIT_CONSOLE);
        if (result == -ETIMEDOUT)
            return 0;
        if (result < 0)
            return result;
    }
    return 1;
}

/* Take input, in canonical mode at most a line: the number of bytes; tty_lock. */
static uint32_t take_input(uint8_t *to, uint32_t bytes, bool *ended)
{
    bool canonical = (modes.c_lflag & ICANON) != 0;
    uint32_t n = 0;
    *ended = false;
    while (n < bytes && input_count && !*ended) {
        uint16_t c = input[input_start];
        input_start = (input_start + 1) % INPUT_MAX;
        input_count--;
        if (c < END_OF_FILE)
            to[n++] = (uint8_t)c;
        bool ends = canonical && (c >= END_OF_FILE || c == '\n');
        if (ends && lines)
            lines--;
        *ended = ends && (n || c != END_OF_PART);
    }
    return n;
}

static int32_t read(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset)
{
    uint8_t bounce[BOUNCE_BYTES];
    uint32_t done = 0;
    bool ended = false;
    (void)offset;
    int32_t result = check_foreground(SIGTTIN);
    if (result < 0)
        return result;
    while (done < bytes && !ended) {
        spin_lock(&tty_lock);
        result = done && !ready() ? 0 : await_input(file->flags);
        uint32_t n = result > 0 ? take_input(bounce, min_u32(bytes - done, BOUNCE_BYTES), &ended) : 0;
        bool resume = paused && has_room();
        if (resume)
            paused = false;
        spin_unlock(&tty_lock);
        if (resume)
            console_pause(false);
        if (result <= 0)
            return done ? (int32_t)done : result;
        result = copy_out(buffer + done, bounce, n);
        if (result < 0)
            return result;
        done += n;
    }
    return (int32_t)done;
}

static int32_t write(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset)
{
    char bounce[BOUNCE_BYTES];
    (void)file;
    (void)offset;
    if (modes.c_lflag & TOSTOP) {
        int32_t result = check_foreground(SIGTTOU);
        if (result < 0)
            return result;
    }
    for (uint32_t done = 0; done < bytes;) {
        uint32_t part = min_u32(bytes - done, BOUNCE_BYTES);
        int32_t result = copy_in(bounce, buffer + done, part);
        if (result < 0)
            return result;
        if (modes.c_oflag & ONLCR) {
            for (uint32_t i = 0; i < part; i++)
                console_write(bounce[i] == '\n' ? "\r\n" : &bounce[i], bounce[i] == '\n' ? 2 : 1);
        } else {
            console_write(bounce, part);
        }
        done += part;
    }
    return (int32_t)bytes;
}

/* What was typed ahead in raw mode, edited as if it came now: the signal to send for it, or 0; tty_lock.  Each byte is
 * read before the edited ones can take its place in the ring. */
static int edit_typed_ahead(void)
{
    uint32_t start = input_start, count = input_count;
    int signal = 0;
    flush_input();
    for (uint32_t i = 0; i < count; i++) {
        uint16_t c = input[(start + i) % INPUT_MAX];
        int sent = 0;
        if (c >= END_OF_FILE)
            end_line(c);
        else
            sent = accept((char)c);
        if (sent)
            signal = sent;
    }
    return signal;
}

static int32_t set_modes(uint32_t request, user_va argument)
{
    struct termios wanted;
    int32_t result = copy_in(&wanted, argument, sizeof wanted);
    if (result < 0)
        return result;
    spin_lock(&tty_lock);
    if (request == TCSETSF)
        flush_input();
    bool switched = ((modes.c_lflag ^ wanted.c_lflag) & ICANON) != 0;
    int signal = 0;
    modes = wanted;
    if (switched && (modes.c_lflag & ICANON)) {
        signal = edit_typed_ahead();
    } else if (switched) {
        for (uint32_t i = 0; i < line_bytes; i++)
            push((uint8_t)line[i]);
        line_bytes = 0;
        lines = 0;
    }
    pid_t group = foreground;
    spin_unlock(&tty_lock);
    if (signal)
        signal_send_group(group, signal);
    poll_changed();
    return 0;
}

static int32_t get_size(user_va argument)
{
    uint32_t columns, rows;
    console_size(&columns, &rows);
    struct winsize size = {(uint16_t)rows, (uint16_t)columns, 0, 0};
    return copy_out(argument, &size, sizeof size);
}

static int32_t set_foreground(user_va argument)
{
    pid_t group;
    int32_t result = copy_in(&group, argument, sizeof group);
    if (result < 0)
        return result;
    if (group <= 0)
        return -EINVAL;
    tty_adopt(process_self()->sid, group);
    return 0;
}

static int32_t ioctl(struct file *file, uint32_t request, user_va argument)
{
    uint32_t count = (modes.c_lflag & ICANON) && !lines ? 0 : input_count;
    (void)file;
    switch (request) {
    case TCGETS: return copy_out(argument, &modes, sizeof modes);
    case TCSETS:
    case TCSETSW:
    case TCSETSF: return set_modes(request, argument);
    case TIOCGWINSZ: return get_size(argument);
    case TIOCSWINSZ: return 0;
    case TIOCGPGRP: return copy_out(argument, &foreground, sizeof foreground);
    case TIOCSPGRP: return set_foreground(argument);
    case FIONREAD: return copy_out(argument, &count, sizeof count);
    default: return -ENOTTY;
    }
}

static uint32_t ready_bits(struct file *file)
{
    (void)file;
    spin_lock(&tty_lock);
    uint32_t bits = POLLOUT | (ready() || hung_up ? POLLIN : 0) | (hung_up && !ready() ? POLLHUP : 0);
    spin_unlock(&tty_lock);
    return bits;
}

const struct file_ops tty_ops = {.name = "tty", .read = read, .write = write, .ioctl = ioctl, .ready = ready_bits};
