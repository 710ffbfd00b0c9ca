/* Waiting for several files: all who do so sleep on one queue, and look at their files again after each change of any.
 */
#include "fs/poll.h"

#include "cpu/csr.h"
#include "dev/trace.h"
#include "fs/file.h"
#include "proc/wait.h"

static volatile uint32_t polling; /* atomic: processes in poll_files() */
static struct spinlock poll_lock = SPINLOCK("poll");
static uint32_t changes; /* poll_lock */
static struct wait_queue pollers = WAIT_QUEUE(pollers);

void poll_changed(void)
{
    if (!polling)
        return;
    spin_lock(&poll_lock);
    changes++;
    spin_unlock(&poll_lock);
    wake_all(&pollers);
}

static int16_t ready_for(const struct pollfd *wanted)
{
    struct file *file = descriptor_file(wanted->fd);
    if (!file)
        return POLLNVAL;
    uint32_t ready = file->ops->ready ? file->ops->ready(file) : POLLIN | POLLOUT;
    return (int16_t)(ready & ((uint32_t)wanted->events | POLLERR | POLLHUP));
}

static int32_t look(struct pollfd *files, uint32_t count)
{
    int32_t found = 0;
    for (uint32_t i = 0; i < count; i++) {
        files[i].revents = files[i].fd < 0 ? 0 : ready_for(&files[i]);
        found += files[i].revents != 0;
    }
    return found;
}

/* Sleep until there is a change after those that were seen; 0 or -errno. */
static int32_t await_change(uint32_t seen, uint64_t deadline_ns)
{
    int32_t result = 0;
    spin_lock(&poll_lock);
    if (changes == seen)
        result = wait_on(&pollers, &poll_lock, WAIT_INTERRUPTIBLE, deadline_ns, "poll", TRACE_WAIT_OTHER);
    spin_unlock(&poll_lock);
    return result;
}

int32_t poll_files(struct pollfd *files, uint32_t count, uint64_t deadline_ns)
{
    int32_t found, result = 0;
    atomic_add(&polling, 1);
    for (;;) {
        spin_lock(&poll_lock);
        uint32_t seen = changes;
        spin_unlock(&poll_lock);
        found = look(files, count);
        if (found || result < 0 || deadline_ns <= time_now_ns())
            break;
        result = await_change(seen, deadline_ns);
    }
    atomic_add(&polling, (uint32_t)-1);
    return found || result != -EINTR ? found : -EINTR;
}
