/* A look at the disk images before the machine starts, for what a person should be told at once. */
#include <fcntl.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "front.h"
#include "isa/orchard/fs.h"

static uint32_t word_at(const uint8_t *bytes, size_t offset)
{
    return bytes[offset] | (uint32_t)bytes[offset + 1] << 8 | (uint32_t)bytes[offset + 2] << 16 |
           (uint32_t)bytes[offset + 3] << 24;
}

/* Whether an image has all the blocks that its Orchard file system counts; any other content is fine. */
static bool is_whole(const char *path, char *error)
{
    uint8_t super[sizeof(struct fs_super)];
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool known = fd >= 0 && fstat(fd, &status) == 0 && pread(fd, super, sizeof super, 0) == (ssize_t)sizeof super &&
                 word_at(super, offsetof(struct fs_super, magic)) == FS_MAGIC;
    if (fd >= 0)
        close(fd);
    if (!known)
        return true;
    uint64_t needed = (uint64_t)word_at(super, offsetof(struct fs_super, block_count)) * FS_BLOCK_BYTES;
    if ((uint64_t)status.st_size >= needed)
        return true;
    snprintf(error, PEACH_ERROR_BYTES,
             "%s: the image has %" PRIu64 " bytes, its file system %" PRIu64
             ": it has been cut off; copy it again, or make it anew with peach mkfs",
             path, (uint64_t)status.st_size, needed);
    return false;
}

bool front_check_disks(const struct peach_config *config, char *error)
{
    for (unsigned i = 0; i < config->disk_count; i++)
        if (!is_whole(config->disks[i].path, error))
            return false;
    return true;
}
