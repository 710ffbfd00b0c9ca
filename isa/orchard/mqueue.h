/* POSIX message queues at the kernel's border. */
#ifndef ORCHARD_MQUEUE_H
#define ORCHARD_MQUEUE_H

#include <stdint.h>

struct mq_attr {
    int32_t mq_flags; /* O_NONBLOCK or 0 */
    int32_t mq_maxmsg;
    int32_t mq_msgsize;
    int32_t mq_curmsgs;
};
_Static_assert(sizeof(struct mq_attr) == 16, "shared layout");

#define MQ_PRIO_MAX      32
#define MQ_MAXMSG_LIMIT  64
#define MQ_MSGSIZE_LIMIT 4096

#endif
