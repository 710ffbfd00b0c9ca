/* POSIX: message queues. */
#ifndef _MQUEUE_H
#define _MQUEUE_H

#include <fcntl.h>
#include <orchard/mqueue.h>
#include <orchard/time.h>
#include <sys/types.h>

typedef int mqd_t;

/* With O_CREAT: a mode_t and a const struct mq_attr * (NULL: defaults) follow. */
mqd_t mq_open(const char *name, int flags, ...);
int mq_close(mqd_t queue);
int mq_unlink(const char *name);
int mq_send(mqd_t queue, const char *message, size_t length, unsigned priority);
int mq_timedsend(mqd_t queue, const char *message, size_t length, unsigned priority, const struct timespec *deadline);
ssize_t mq_receive(mqd_t queue, char *buffer, size_t size, unsigned *priority);
ssize_t mq_timedreceive(mqd_t queue, char *buffer, size_t size, unsigned *priority, const struct timespec *deadline);
int mq_getattr(mqd_t queue, struct mq_attr *result);
int mq_setattr(mqd_t queue, const struct mq_attr *attributes, struct mq_attr *old);

#endif
