/* POSIX shared memory objects. */
#include "fs/file.h"
#include "ipc/ipc.h"
#include "ipc/ipc_impl.h"
#include "isa/orchard/fcntl.h"
#include "mm/heap.h"
#include "mm/object.h"
#include "mm/space.h"

#define OBJECTS_MAX 64

/* A name, or the open files that are left of it; objects_lock. */
struct shared {
    struct ipc_name name; /* first */
    bool named;
    uint32_t references;      /* open files */
    uint32_t size;            /* bytes */
    struct vm_object *object; /* a reference */
};

static struct sleeplock objects_lock;
static struct list objects = {&objects, &objects}; /* objects_lock: those with a name */
static uint32_t object_count;                      /* objects_lock */

void shm_init(void)
{
    sleeplock_init(&objects_lock, "shared memory");
}

static void release(struct shared *shared)
{
    if (shared->named || shared->references)
        return;
    sleeplock_lock(&vm_lock);
    object_release(shared->object);
    sleeplock_unlock(&vm_lock);
    object_count--;
    heap_free(shared);
}

static void close(struct file *file)
{
    struct shared *shared = file->data;
    sleeplock_lock(&objects_lock);
    shared->references--;
    release(shared);
    sleeplock_unlock(&objects_lock);
}

static int32_t resize(struct file *file, uint32_t size)
{
    struct shared *shared = file->data;
    sleeplock_lock(&objects_lock);
    sleeplock_lock(&vm_lock);
    int32_t result = object_resize(shared->object, PAGE_UP(size) >> PAGE_SHIFT);
    sleeplock_unlock(&vm_lock);
    if (result == 0)
        shared->size = size;
    sleeplock_unlock(&objects_lock);
    return result;
}

static int32_t stat(struct file *file, struct stat *out)
{
    struct shared *shared = file->data;
    out->st_mode = S_IFREG | shared->name.mode;
    out->st_uid = shared->name.uid;
    out->st_gid = shared->name.gid;
    out->st_size = (off_t)shared->size;
    out->st_blksize = PAGE_BYTES;
    return 0;
}

static struct vm_object *object(struct file *file)
{
    struct shared *shared = file->data;
    return shared->object;
}

static const struct file_ops shared_ops = {
    .name = "shm", .stat = stat, .resize = resize, .object = object, .close = close};

static int32_t make(const char *name, uint32_t mode, struct shared **out)
{
    if (object_count >= OBJECTS_MAX)
        return -ENOSPC;
    struct shared *shared = heap_alloc(sizeof *shared);
    if (!shared)
        return -ENOMEM;
    int32_t result = ipc_set_name(&shared->name, name, mode);
    if (result == 0) {
        shared->object = object_new(0);
        if (!shared->object)
            result = -ENOMEM;
    }
    if (result < 0) {
        heap_free(shared);
        return result;
    }
    shared->named = true;
    list_insert(&objects, &shared->name.link);
    object_count++;
    *out = shared;
    return 0;
}

static int32_t find_or_make(const char *name, uint32_t flags, uint32_t mode, struct shared **out)
{
    *out = (struct shared *)ipc_find(&objects, name);
    if (*out)
        return (flags & O_CREAT) && (flags & O_EXCL) ? -EEXIST : ipc_permission(&(*out)->name, flags);
    return flags & O_CREAT ? make(name, mode, out) : -ENOENT;
}

int32_t shm_open(const char *name, uint32_t flags, uint32_t mode, struct file **out)
{
    struct shared *shared;
    sleeplock_lock(&objects_lock);
    int32_t result = find_or_make(name, flags, mode, &shared);
    if (result == 0) {
        *out = file_new(&shared_ops, flags, NULL, shared);
        if (*out)
            shared->references++;
        else
            result = -ENFILE;
    }
    sleeplock_unlock(&objects_lock);
    if (result == 0 && (flags & O_TRUNC)) {
        result = resize(*out, 0);
        if (result < 0)
            file_release(*out);
    }
    return result;
}

int32_t shm_unlink(const char *name)
{
    sleeplock_lock(&objects_lock);
    struct shared *shared = (struct shared *)ipc_find(&objects, name);
    int32_t result = shared ? ipc_permission(&shared->name, O_WRONLY) : -ENOENT;
    if (result == 0) {
        list_remove(&shared->name.link);
        shared->named = false;
        release(shared);
    }
    sleeplock_unlock(&objects_lock);
    return result;
}
