#include <mqueue.h>
#include <stdarg.h>
#include <unistd.h>

#include "libc_impl.h"

mqd_t mq_open(const char *name, int flags, ...)
{
    unsigned mode = 0;
    const struct mq_attr *attributes = NULL;

    if (flags & O_CREAT) {
        va_list args;
        va_start(args, flags);
        mode = va_arg(args, mode_t);
        attributes = va_arg(args, const struct mq_attr *);
        va_end(args);
    }
    return (mqd_t)__syscall_result(__sys_mq_open(name, flags, mode, attributes));
}

int mq_close(mqd_t queue)
{
    return close(queue);
}

int mq_send(mqd_t queue, const char *message, size_t length, unsigned priority)
{
    return mq_timedsend(queue, message, length, priority, NULL);
}

ssize_t mq_receive(mqd_t queue, char *buffer, size_t size, unsigned *priority)
{
    return mq_timedreceive(queue, buffer, size, priority, NULL);
}

int mq_getattr(mqd_t queue, struct mq_attr *result)
{
    return mq_setattr(queue, NULL, result);
}

int mq_setattr(mqd_t queue, const struct mq_attr *attributes, struct mq_attr *old)
{
    return (int)__syscall_result(__sys_mq_attributes(queue, attributes, old));
}
