/* The host's folder that the machine shares. */
#ifndef KERNEL_DEV_SHARE_H
#define KERNEL_DEV_SHARE_H

#include "isa/machine/share.h"
#include "lib/base.h"

/* Whether there is one, and whether it may be changed. */
bool share_present(void);
bool share_writable(void);

/* What the host says of a file, and how many bytes it has moved. */
struct share_answer {
    uint32_t kind; /* SHARE_FILE or SHARE_FOLDER */
    uint32_t size; /* bytes, at most INT32_MAX */
    uint32_t mtime;
    uint32_t done;
};

/* Perform SHARE_STAT ... on a path of the folder, with a buffer in the linear window: 0 or -errno. */
int32_t share_request(uint32_t operation, const char *path, uint32_t offset, void *buffer, uint32_t bytes,
                      struct share_answer *answer);

#endif
