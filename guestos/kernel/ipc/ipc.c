/* Names of IPC objects. */
#include "ipc/ipc.h"

#include "cpu/hart.h"
#include "ipc/ipc_impl.h"
#include "isa/orchard/fcntl.h"
#include "proc/process.h"

void ipc_init(void)
{
    mq_init();
    shm_init();
}

static const char *without_slash(const char *name)
{
    return *name == '/' ? name + 1 : name;
}

struct ipc_name *ipc_find(struct list *names, const char *name)
{
    LIST_EACH(link, names)
    {
        struct ipc_name *found = LIST_ENTRY(link, struct ipc_name, link);
        if (strcmp(found->name, without_slash(name)) == 0)
            return found;
    }
    return NULL;
}

int32_t ipc_set_name(struct ipc_name *out, const char *name, uint32_t mode)
{
    struct process *self = process_self();
    name = without_slash(name);
    if (!*name)
        return -EINVAL;
    if (strlen(name) >= IPC_NAME_BYTES)
        return -ENAMETOOLONG;
    for (const char *p = name; *p; p++) {
        if (*p == '/')
            return -EINVAL;
    }
    text_copy(out->name, name, sizeof out->name);
    out->mode = mode & ~self->umask & 0777;
    out->uid = self->euid;
    out->gid = self->egid;
    list_init(&out->link);
    return 0;
}

int32_t ipc_permission(const struct ipc_name *name, uint32_t flags)
{
    struct process *self = process_self();
    uint32_t access = flags & O_ACCMODE;
    uint32_t needed = access == O_RDONLY ? R_OK : access == O_WRONLY ? W_OK : R_OK | W_OK;
    uint32_t granted = name->mode & 7;
    if (self->euid == 0)
        return 0;
    if (self->euid == name->uid)
        granted = name->mode >> 6 & 7;
    else if (self->egid == name->gid)
        granted = name->mode >> 3 & 7;
    return needed & ~granted ? -EACCES : 0;
}
