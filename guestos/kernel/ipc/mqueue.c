/* POSIX message queues. */
#include "dev/trace.h"
#include "fs/file.h"
#include "fs/poll.h"
#include "ipc/ipc.h"
#include "ipc/ipc_impl.h"
#include "isa/orchard/fcntl.h"
#include "mm/frame.h"
#include "mm/heap.h"
#include "mm/usermem.h"
#include "proc/wait.h"

#define QUEUES_MAX       32
#define DEFAULT_MESSAGES 10
#define DEFAULT_BYTES    1024

/* A message, in a frame when it is too long for the heap. */
struct message {
    struct list link; /* highest priority first, oldest first */
    uint32_t priority, bytes;
    struct frame *frame;
    uint8_t *data;
};

struct queue {
    struct ipc_name name;          /* first; queues_lock */
    bool named;                    /* queues_lock */
    uint32_t references;           /* queues_lock: open files */
    uint32_t limit, message_bytes; /* fixed */
    struct spinlock lock;
    struct list messages; /* lock */
    uint32_t count;       /* lock */
    struct wait_queue senders, receivers;
};

static struct sleeplock queues_lock;
static struct list queues = {&queues, &queues}; /* queues_lock: those with a name */
static uint32_t queue_count;                    /* queues_lock */

void mq_init(void)
{
    sleeplock_init(&queues_lock, "queues");
}

static void message_free(struct message *message)
{
    if (message->frame)
        frame_free(message->frame);
    heap_free(message);
}

static struct message *message_new(uint32_t bytes, uint32_t priority)
{
    bool small = bytes + sizeof(struct message) <= HEAP_BYTES_MAX;
    struct message *message = heap_alloc(sizeof *message + (small ? bytes : 0));
    if (!message)
        return NULL;
    message->data = (uint8_t *)(message + 1);
    message->bytes = bytes;
    message->priority = priority;
    if (small)
        return message;
    message->frame = frame_alloc(FRAME_PIPE);
    if (!message->frame) {
        heap_free(message);
        return NULL;
    }
    message->data = frame_page(message->frame);
    return message;
}

/* Free a queue that has neither name nor files; queues_lock. */
static void release(struct queue *queue)
{
    if (queue->named || queue->references)
        return;
    while (!list_empty(&queue->messages)) {
        struct message *message = LIST_ENTRY(queue->messages.next, struct message, link);
        list_remove(&message->link);
        message_free(message);
    }
    queue_count--;
    heap_free(queue);
}

static void close(struct file *file)
{
    struct queue *queue = file->data;
    sleeplock_lock(&queues_lock);
    queue->references--;
    release(queue);
    sleeplock_unlock(&queues_lock);
}

static int32_t stat(struct file *file, struct stat *out)
{
    struct queue *queue = file->data;
    out->st_mode = S_IFREG | queue->name.mode;
    out->st_uid = queue->name.uid;
    out->st_gid = queue->name.gid;
    out->st_size = (off_t)queue->count;
    return 0;
}

static uint32_t ready(struct file *file)
{
    struct queue *queue = file->data;
    spin_lock(&queue->lock);
    uint32_t bits = (queue->count ? POLLIN : 0) | (queue->count < queue->limit ? POLLOUT : 0);
    spin_unlock(&queue->lock);
    return bits;
}

static const struct file_ops queue_ops = {.name = "mqueue", .stat = stat, .ready = ready, .close = close};

static struct queue *queue_of(struct file *file)
{
    return file->ops == &queue_ops ? file->data : NULL;
}

static int32_t make(const char *name, uint32_t mode, const struct mq_attr *attributes, struct queue **out)
{
    int32_t limit = attributes ? attributes->mq_maxmsg : DEFAULT_MESSAGES;
    int32_t bytes = attributes ? attributes->mq_msgsize : DEFAULT_BYTES;
    if (limit < 1 || limit > MQ_MAXMSG_LIMIT || bytes < 1 || bytes > MQ_MSGSIZE_LIMIT)
        return -EINVAL;
    if (queue_count >= QUEUES_MAX)
        return -ENOSPC;
    struct queue *queue = heap_alloc(sizeof *queue);
    if (!queue)
        return -ENOMEM;
    int32_t result = ipc_set_name(&queue->name, name, mode);
    if (result < 0) {
        heap_free(queue);
        return result;
    }
    queue->limit = (uint32_t)limit;
    queue->message_bytes = (uint32_t)bytes;
    queue->named = true;
    spin_init(&queue->lock, "mqueue");
    list_init(&queue->messages);
    wait_queue_init(&queue->senders);
    wait_queue_init(&queue->receivers);
    list_insert(&queues, &queue->name.link);
    queue_count++;
    *out = queue;
    return 0;
}

/* Find or make; queues_lock. */
static int32_t find_or_make(const char *name, uint32_t flags, uint32_t mode, const struct mq_attr *attributes,
                            struct queue **out)
{
    *out = (struct queue *)ipc_find(&queues, name);
    if (*out)
        return (flags & O_CREAT) && (flags & O_EXCL) ? -EEXIST : ipc_permission(&(*out)->name, flags);
    return flags & O_CREAT ? make(name, mode, attributes, out) : -ENOENT;
}

int32_t mq_open(const char *name, uint32_t flags, uint32_t mode, const struct mq_attr *attributes, struct file **out)
{
    struct queue *queue;
    sleeplock_lock(&queues_lock);
    int32_t result = find_or_make(name, flags, mode, attributes, &queue);
    if (result == 0) {
        *out = file_new(&queue_ops, flags, NULL, queue);
        if (*out)
            queue->references++;
        else
            result = -ENFILE;
    }
    sleeplock_unlock(&queues_lock);
    return result;
}

int32_t mq_unlink(const char *name)
{
    sleeplock_lock(&queues_lock);
    struct queue *queue = (struct queue *)ipc_find(&queues, name);
    int32_t result = queue ? ipc_permission(&queue->name, O_WRONLY) : -ENOENT;
    if (result == 0) {
        list_remove(&queue->name.link);
        queue->named = false;
        release(queue);
    }
    sleeplock_unlock(&queues_lock);
    return result;
}

/* Wait until there are fewer messages than the limit, or more than none; lock. */
static int32_t await(struct queue *queue, bool to_send, uint32_t flags, uint64_t deadline_ns)
{
    while (to_send ? queue->count >= queue->limit : queue->count == 0) {
        if (flags & O_NONBLOCK)
            return -EAGAIN;
        struct wait_queue *place = to_send ? &queue->senders : &queue->receivers;
        int32_t result = wait_on(place, &queue->lock, WAIT_INTERRUPTIBLE, deadline_ns, "mqueue", TRACE_WAIT_QUEUE);
        if (result < 0)
            return result;
    }
    return 0;
}

static void insert(struct queue *queue, struct message *message)
{
    struct list *place = queue->messages.next;
    while (place != &queue->messages && LIST_ENTRY(place, struct message, link)->priority >= message->priority)
        place = place->next;
    list_insert(place, &message->link);
    queue->count++;
}

int32_t mq_send(struct file *file, user_va data, uint32_t bytes, uint32_t priority, uint64_t deadline_ns)
{
    struct queue *queue = queue_of(file);
    if (!queue || (file->flags & O_ACCMODE) == O_RDONLY)
        return -EBADF;
    if (priority >= MQ_PRIO_MAX)
        return -EINVAL;
    if (bytes > queue->message_bytes)
        return -EMSGSIZE;
    struct message *message = message_new(bytes, priority);
    if (!message)
        return -ENOMEM;
    int32_t result = copy_in(message->data, data, bytes);
    if (result == 0) {
        spin_lock(&queue->lock);
        result = await(queue, true, file->flags, deadline_ns);
        if (result == 0)
            insert(queue, message);
        spin_unlock(&queue->lock);
    }
    if (result < 0) {
        message_free(message);
        return result;
    }
    wake_one(&queue->receivers);
    poll_changed();
    trace_ipc(TRACE_IPC_QUEUE, 0, bytes);
    return 0;
}

int32_t mq_receive(struct file *file, user_va buffer, uint32_t bytes, uint32_t *priority, uint64_t deadline_ns)
{
    struct queue *queue = queue_of(file);
    if (!queue || (file->flags & O_ACCMODE) == O_WRONLY)
        return -EBADF;
    if (bytes < queue->message_bytes)
        return -EMSGSIZE;
    if (!user_range(buffer, bytes))
        return -EFAULT;
    struct message *message = NULL;
    spin_lock(&queue->lock);
    int32_t result = await(queue, false, file->flags, deadline_ns);
    if (result == 0) {
        message = LIST_ENTRY(queue->messages.next, struct message, link);
        list_remove(&message->link);
        queue->count--;
    }
    spin_unlock(&queue->lock);
    if (result < 0)
        return result;
    wake_one(&queue->senders);
    poll_changed();
    result = copy_out(buffer, message->data, message->bytes);
    if (result == 0)
        result = (int32_t)message->bytes;
    *priority = message->priority;
    trace_ipc(TRACE_IPC_QUEUE, 0, message->bytes);
    message_free(message);
    return result;
}

int32_t mq_attributes(struct file *file, const struct mq_attr *wanted, struct mq_attr *old)
{
    struct queue *queue = queue_of(file);
    if (!queue)
        return -EBADF;
    old->mq_flags = (int32_t)(file->flags & O_NONBLOCK);
    old->mq_maxmsg = (int32_t)queue->limit;
    old->mq_msgsize = (int32_t)queue->message_bytes;
    old->mq_curmsgs = (int32_t)queue->count;
    if (wanted)
        file->flags = (file->flags & ~(uint32_t)O_NONBLOCK) | ((uint32_t)wanted->mq_flags & O_NONBLOCK);
    return 0;
}
