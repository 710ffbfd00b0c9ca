/* The host's folder that the machine shares.  The host answers at once; nothing sleeps. */
#include "dev/share.h"

#include "cpu/csr.h"
#include "cpu/spinlock.h"
#include "dev/register.h"
#include "isa/machine.h"
#include "mm/frame.h"

static struct spinlock share_lock = SPINLOCK("share");
/* share_lock */
static volatile uint32_t words[SHARE_BYTES / 4];
static char text[SHARE_PATH_MAX + 1];

bool share_present(void)
{
    return register_read(PA_SHARE, SHARE_STATUS) & SHARE_STATUS_PRESENT;
}

bool share_writable(void)
{
    return register_read(PA_SHARE, SHARE_STATUS) & SHARE_STATUS_WRITABLE;
}

static int32_t error_of(uint32_t result, uint32_t operation)
{
    switch (result) {
    case SHARE_OK: return 0;
    case SHARE_NOT_FOUND: return -ENOENT;
    case SHARE_DENIED: return -EACCES;
    case SHARE_WRONG_KIND: return operation == SHARE_LIST ? -ENOTDIR : -EISDIR;
    case SHARE_READONLY: return -EROFS;
    case SHARE_BAD: return -EINVAL;
    default: return -EIO;
    }
}

int32_t share_request(uint32_t operation, const char *path, uint32_t offset, void *buffer, uint32_t bytes,
                      struct share_answer *answer)
{
    uint32_t length = strlen(path);
    if (length > SHARE_PATH_MAX)
        return -ENAMETOOLONG;
    spin_lock(&share_lock);
    text_copy(text, path, sizeof text);
    words[SHARE_OP / 4] = operation;
    words[SHARE_PATH / 4] = linear_pa(text);
    words[SHARE_PATH_BYTES / 4] = length;
    words[SHARE_OFFSET / 4] = offset;
    words[SHARE_OFFSET_HIGH / 4] = 0;
    words[SHARE_BUFFER / 4] = buffer ? linear_pa(buffer) : 0;
    words[SHARE_LENGTH / 4] = bytes;
    cpu_fence();
    register_write(PA_SHARE, SHARE_REQUEST, linear_pa((const void *)words));
    bool is_large = words[SHARE_SIZE_HIGH / 4] || words[SHARE_SIZE / 4] > INT32_MAX;
    answer->kind = words[SHARE_KIND / 4];
    answer->size = is_large ? INT32_MAX : words[SHARE_SIZE / 4];
    answer->mtime = words[SHARE_MTIME / 4];
    answer->done = words[SHARE_DONE / 4];
    uint32_t result = words[SHARE_RESULT / 4];
    spin_unlock(&share_lock);
    return error_of(result, operation);
}
