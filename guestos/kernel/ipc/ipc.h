/* Communication between processes: message queues, shared memory, futexes.  Results as of the system calls of these
 * names; names are kernel texts, with or without a slash in front. */
#ifndef KERNEL_IPC_H
#define KERNEL_IPC_H

#include "isa/orchard/mqueue.h"
#include "lib/base.h"

struct file;

/* Prepare the module. */
void ipc_init(void);

/* Open or make a queue; attributes may be NULL. */
int32_t mq_open(const char *name, uint32_t flags, uint32_t mode, const struct mq_attr *attributes, struct file **out);
int32_t mq_unlink(const char *name);

/* Deadlines are nanoseconds since boot. */
int32_t mq_send(struct file *file, user_va message, uint32_t bytes, uint32_t priority, uint64_t deadline_ns);
int32_t mq_receive(struct file *file, user_va buffer, uint32_t bytes, uint32_t *priority, uint64_t deadline_ns);
int32_t mq_attributes(struct file *file, const struct mq_attr *wanted, struct mq_attr *old);

/* Open or make a shared memory object. */
int32_t shm_open(const char *name, uint32_t flags, uint32_t mode, struct file **out);
int32_t shm_unlink(const char *name);

/* Sleep while a word of user memory has the expected value; wake those who sleep on it. */
int32_t futex_wait(user_va word, uint32_t expected, uint64_t deadline_ns);
int32_t futex_wake(user_va word, uint32_t count);

/* A name for IPC objects. */
#define IPC_NAME_BYTES 64

/* Named objects of one kind; the lock of the table that holds them. */
struct ipc_name {
    struct list link;
    char name[IPC_NAME_BYTES];
    uint32_t mode, uid, gid;
};

/* The object of this name in a list, or NULL. */
struct ipc_name *ipc_find(struct list *names, const char *name);

/* Fill in a new name: 0, -EINVAL or -ENAMETOOLONG. */
int32_t ipc_set_name(struct ipc_name *out, const char *name, uint32_t mode);

/* Whether the current process may open it with these flags: 0 or -EACCES. */
int32_t ipc_permission(const struct ipc_name *name, uint32_t flags);

#endif
