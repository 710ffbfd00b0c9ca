/* System calls about memory. */
#include "cpu/hart.h"
#include "fs/file.h"
#include "fs/inode.h"
#include "isa/orchard/fcntl.h"
#include "isa/orchard/limits.h"
#include "isa/orchard/mman.h"
#include "mm/object.h"
#include "mm/space.h"
#include "proc/process.h"
#include "sys/syscall_table.h"

int32_t sys_brk(user_va end)
{
    return space_set_break(process_self()->space, end);
}

/* What a mapping of a file or of anonymous memory shows, into region with references; vm_lock. */
static int32_t choose_origin(struct region *region, uint32_t flags, struct file *file, uint32_t offset)
{
    uint32_t bytes = region->end - region->start;
    if (!file) {
        if (!(flags & MAP_SHARED))
            return 0;
        if (bytes >> PAGE_SHIFT > OBJECT_PAGES_MAX)
            return -ENOMEM;
        region->object = object_new(bytes >> PAGE_SHIFT);
        region->flags = REGION_SHARED;
        return region->object ? 0 : -ENOMEM;
    }
    struct vm_object *object = file->ops->object ? file->ops->object(file) : NULL;
    if (object && (flags & MAP_SHARED)) {
        object_share(object);
        region->object = object;
        region->object_page = offset >> PAGE_SHIFT;
        region->flags = REGION_SHARED;
        return 0;
    }
    if (object || !file->inode || !S_ISREG(file->inode->disk.mode) || (flags & MAP_SHARED))
        return -ENODEV;
    inode_share(file->inode);
    region->inode = file->inode;
    region->file_offset = offset;
    region->file_bytes = bytes;
    return 0;
}

/* Choose the place, taking away what a fixed mapping covers; vm_lock. */
static int32_t choose_place(struct space *space, struct region *region, user_va address, uint32_t bytes, uint32_t flags)
{
    bool usable =
        !(address & PAGE_MASK) && address >= USER_BASE && address <= USER_STACK && bytes <= USER_STACK - address;
    if (flags & MAP_FIXED) {
        if (!usable)
            return -EINVAL;
        int32_t result = space_cut(space, address, address + bytes);
        if (result < 0)
            return result;
    } else if (!usable || !space_range_free(space, address, address + bytes)) {
        address = space_find_room(space, bytes);
        if (!address)
            return -ENOMEM;
    }
    region->start = address;
    region->end = address + bytes;
    return 0;
}

static int32_t map(struct space *space, struct region *region, user_va address, uint32_t bytes, uint32_t flags,
                   struct file *file, uint32_t offset)
{
    int32_t result = choose_place(space, region, address, bytes, flags);
    if (result == 0 && !space_affordable(bytes >> PAGE_SHIFT))
        result = -ENOMEM;
    if (result == 0)
        result = choose_origin(region, flags, file, offset);
    if (result < 0)
        return result;
    result = space_add_region(space, region);
    if (result == 0)
        return (int32_t)region->start;
    if (region->inode)
        inode_release(region->inode);
    if (region->object)
        object_release(region->object);
    return result;
}

int32_t sys_mmap(user_va address, uint32_t bytes, uint32_t protection, uint32_t flags, int32_t fd, int32_t offset)
{
    struct region region = {.protection = protection};
    struct file *file = NULL;
    bool shared = (flags & MAP_SHARED) != 0;
    if (!bytes || shared == ((flags & MAP_PRIVATE) != 0))
        return -EINVAL;
    if (bytes > USER_STACK)
        return -ENOMEM;
    if ((protection & ~(uint32_t)(PROT_READ | PROT_WRITE | PROT_EXEC)) || (offset & PAGE_MASK) || offset < 0)
        return -EINVAL;
    if (!(flags & MAP_ANONYMOUS)) {
        file = descriptor_file(fd);
        if (!file)
            return -EBADF;
        uint32_t access = file->flags & O_ACCMODE;
        if (access == O_WRONLY || (shared && (protection & PROT_WRITE) && access != O_RDWR))
            return -EACCES;
    }
    struct space *space = process_self()->space;
    sleeplock_lock(&vm_lock);
    int32_t result = map(space, &region, address, PAGE_UP(bytes), flags, file, (uint32_t)offset);
    sleeplock_unlock(&vm_lock);
    return result;
}

/* Whether a range for munmap or mprotect is one. */
static bool range_good(user_va address, uint32_t bytes)
{
    return !(address & PAGE_MASK) && bytes && address < USER_STACK && bytes <= USER_STACK - address;
}

int32_t sys_munmap(user_va address, uint32_t bytes)
{
    if (!range_good(address, bytes))
        return -EINVAL;
    return space_unmap(process_self()->space, address, address + PAGE_UP(bytes));
}

int32_t sys_mprotect(user_va address, uint32_t bytes, uint32_t protection)
{
    if (!range_good(address, bytes) || (protection & ~(uint32_t)(PROT_READ | PROT_WRITE | PROT_EXEC)))
        return -EINVAL;
    return space_protect(process_self()->space, address, address + PAGE_UP(bytes), protection);
}
