/* Pipes: a page of bytes between two ends. */
#include "fs/pipe.h"

#include "dev/trace.h"
#include "fs/file.h"
#include "fs/poll.h"
#include "isa/orchard/fcntl.h"
#include "isa/orchard/limits.h"
#include "isa/orchard/signal.h"
#include "isa/orchard/termios.h"
#include "mm/frame.h"
#include "mm/heap.h"
#include "mm/usermem.h"
#include "proc/signal.h"

#define BOUNCE_BYTES 512

struct pipe {
    struct spinlock lock;
    /* lock */
    uint8_t *bytes; /* PIPE_BUF, a ring */
    uint32_t start, count;
    bool reader_open, writer_open;
    struct wait_queue readers, writers;
};

/* Move bytes out of or into the ring; lock. */
static void take(struct pipe *pipe, uint8_t *to, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++)
        to[i] = pipe->bytes[(pipe->start + i) % PIPE_BUF];
    pipe->start = (pipe->start + bytes) % PIPE_BUF;
    pipe->count -= bytes;
}

static void put(struct pipe *pipe, const uint8_t *from, uint32_t bytes)
{
    uint32_t end = pipe->start + pipe->count;
    for (uint32_t i = 0; i < bytes; i++)
        pipe->bytes[(end + i) % PIPE_BUF] = from[i];
    pipe->count += bytes;
}

/* Wait until there is something to read: 1, 0 at the end, -errno; lock. */
static int32_t await_bytes(struct pipe *pipe, uint32_t flags)
{
    while (!pipe->count) {
        if (!pipe->writer_open)
            return 0;
        if (flags & O_NONBLOCK)
            return -EAGAIN;
        int32_t result = wait_on(&pipe->readers, &pipe->lock, WAIT_INTERRUPTIBLE, TIME_NEVER, "pipe", TRACE_WAIT_PIPE);
        if (result < 0)
            return result;
    }
    return 1;
}

static int32_t read(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset)
{
    struct pipe *pipe = file->data;
    uint8_t bounce[BOUNCE_BYTES];
    uint32_t done = 0;
    (void)offset;
    if (!user_range(buffer, bytes))
        return -EFAULT;
    while (done < bytes) {
        spin_lock(&pipe->lock);
        int32_t result = done && !pipe->count ? 0 : await_bytes(pipe, file->flags);
        uint32_t part = min_u32(min_u32(bytes - done, pipe->count), BOUNCE_BYTES);
        if (result > 0)
            take(pipe, bounce, part);
        spin_unlock(&pipe->lock);
        if (result <= 0)
            return done ? (int32_t)done : result;
        wake_all(&pipe->writers);
        poll_changed();
        result = copy_out(buffer + done, bounce, part);
        if (result < 0)
            return result;
        done += part;
    }
    trace_ipc(TRACE_IPC_PIPE, 0, done);
    return (int32_t)done;
}

/* Wait until so many bytes fit, or the reader is gone; lock. */
static int32_t await_room(struct pipe *pipe, uint32_t bytes, uint32_t flags)
{
    for (;;) {
        if (!pipe->reader_open)
            return -EPIPE;
        if (PIPE_BUF - pipe->count >= bytes)
            return 0;
        if (flags & O_NONBLOCK)
            return -EAGAIN;
        int32_t result = wait_on(&pipe->writers, &pipe->lock, WAIT_INTERRUPTIBLE, TIME_NEVER, "pipe", TRACE_WAIT_PIPE);
        if (result < 0)
            return result;
    }
}

/* Bytes are copied in before the ring has room for them, so that no fault happens while a small write goes in whole. */
static int32_t write_part(struct file *file, user_va buffer, uint32_t part, uint32_t needed)
{
    struct pipe *pipe = file->data;
    uint8_t bounce[BOUNCE_BYTES];
    int32_t result = copy_in(bounce, buffer, part);
    if (result < 0)
        return result;
    spin_lock(&pipe->lock);
    result = await_room(pipe, needed, file->flags);
    if (result == 0)
        put(pipe, bounce, part);
    spin_unlock(&pipe->lock);
    if (result == 0) {
        wake_all(&pipe->readers);
        poll_changed();
    }
    if (result == -EPIPE)
        signal_send_self(SIGPIPE);
    return result;
}

static int32_t write(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset)
{
    uint32_t done = 0;
    (void)offset;
    if (!user_range(buffer, bytes))
        return -EFAULT;
    while (done < bytes) {
        uint32_t part = min_u32(bytes - done, BOUNCE_BYTES);
        uint32_t whole = bytes <= PIPE_BUF && done == 0 ? bytes : part;
        int32_t result = write_part(file, buffer + done, part, whole);
        if (result < 0)
            return done && result != -EPIPE ? (int32_t)done : result;
        done += part;
    }
    trace_ipc(TRACE_IPC_PIPE, 0, done);
    return (int32_t)done;
}

static int32_t ioctl(struct file *file, uint32_t request, user_va argument)
{
    struct pipe *pipe = file->data;
    int32_t count = (int32_t)pipe->count;
    return request == FIONREAD ? copy_out(argument, &count, sizeof count) : -ENOTTY;
}

static int32_t stat(struct file *file, struct stat *out)
{
    struct pipe *pipe = file->data;
    out->st_mode = S_IFIFO | 0600;
    out->st_nlink = 1;
    out->st_size = (off_t)pipe->count;
    out->st_blksize = PIPE_BUF;
    return 0;
}

static uint32_t reader_ready(struct file *file)
{
    struct pipe *pipe = file->data;
    spin_lock(&pipe->lock);
    uint32_t ready = (pipe->count ? POLLIN : 0) | (pipe->writer_open ? 0 : POLLHUP);
    spin_unlock(&pipe->lock);
    return ready;
}

/* Ready when PIPE_BUF bytes go in at once. */
static uint32_t writer_ready(struct file *file)
{
    struct pipe *pipe = file->data;
    spin_lock(&pipe->lock);
    uint32_t ready = (pipe->count ? 0 : POLLOUT) | (pipe->reader_open ? 0 : POLLERR);
    spin_unlock(&pipe->lock);
    return ready;
}

static void close_end(struct pipe *pipe, bool *end)
{
    spin_lock(&pipe->lock);
    *end = false;
    bool last = !pipe->reader_open && !pipe->writer_open;
    spin_unlock(&pipe->lock);
    if (!last) {
        wake_all(&pipe->readers);
        wake_all(&pipe->writers);
        poll_changed();
        return;
    }
    frame_free(frame_at(linear_pa(pipe->bytes)));
    heap_free(pipe);
}

static void close_reader(struct file *file)
{
    struct pipe *pipe = file->data;
    close_end(pipe, &pipe->reader_open);
}

static void close_writer(struct file *file)
{
    struct pipe *pipe = file->data;
    close_end(pipe, &pipe->writer_open);
}

static const struct file_ops reader_ops = {
    .name = "pipe", .read = read, .ioctl = ioctl, .stat = stat, .ready = reader_ready, .close = close_reader};
static const struct file_ops writer_ops = {
    .name = "pipe", .write = write, .stat = stat, .ready = writer_ready, .close = close_writer};

static struct pipe *pipe_make(void)
{
    struct pipe *pipe = heap_alloc(sizeof *pipe);
    struct frame *frame = frame_alloc(FRAME_PIPE);
    if (!pipe || !frame) {
        heap_free(pipe);
        if (frame)
            frame_free(frame);
        return NULL;
    }
    spin_init(&pipe->lock, "pipe");
    wait_queue_init(&pipe->readers);
    wait_queue_init(&pipe->writers);
    pipe->bytes = frame_page(frame);
    pipe->reader_open = true;
    pipe->writer_open = true;
    return pipe;
}

int pipe_new(struct file **reader, struct file **writer)
{
    struct pipe *pipe = pipe_make();
    if (!pipe)
        return -ENOMEM;
    *reader = file_new(&reader_ops, O_RDONLY, NULL, pipe);
    *writer = file_new(&writer_ops, O_WRONLY, NULL, pipe);
    if (*reader && *writer)
        return 0;
    if (!*writer)
        pipe->writer_open = false;
    if (!*reader)
        pipe->reader_open = false;
    if (*reader)
        file_release(*reader);
    else if (*writer)
        file_release(*writer);
    else
        close_end(pipe, &pipe->reader_open);
    return -ENFILE;
}
