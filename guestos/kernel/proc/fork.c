/* fork. */
#include "cpu/fpu.h"
#include "cpu/hart.h"
#include "cpu/trap.h"
#include "dev/trace.h"
#include "fs/file.h"
#include "fs/inode.h"
#include "mm/pager.h"
#include "mm/space.h"
#include "proc/process.h"
#include "proc/sched.h"

/* What a child has like its parent, besides memory. */
static void inherit(struct process *child, struct process *parent)
{
    *child->frame = *parent->frame;
    child->frame->r[REG_A0] = 0;
    child->frame->r[REG_PC] += INSN_BYTES;
    child->frame->status &= ~(uint32_t)STATUS_FPU;
    memcpy(child->name, parent->name, sizeof child->name);
    fpu_save(parent);
    child->fpu_used = parent->fpu_used;
    memcpy(child->fpu, parent->fpu, sizeof child->fpu);
    child->nice = parent->nice;
    child->blocked = parent->blocked;
    memcpy(child->actions, parent->actions, sizeof child->actions);
    child->uid = parent->uid;
    child->euid = parent->euid;
    child->gid = parent->gid;
    child->egid = parent->egid;
    child->umask = parent->umask;
    child->thread_pointer = csr_tp();
    child->cwd = parent->cwd;
    inode_share(child->cwd);
    child->executable = parent->executable;
    if (child->executable) {
        inode_share(child->executable);
        inode_begin_run(child->executable); /* cannot fail: the parent runs it */
    }
    for (int fd = 0; fd < OPEN_MAX; fd++) {
        child->files[fd] = parent->files[fd];
        if (child->files[fd].file)
            file_share(child->files[fd].file);
    }
}

/* Enter into the tree. */
static void adopt(struct process *child, struct process *parent)
{
    spin_lock(&process_lock);
    child->parent = parent;
    child->pgid = parent->pgid;
    child->sid = parent->sid;
    child->has_tty = parent->has_tty;
    list_insert(&parent->children, &child->sibling);
    spin_unlock(&process_lock);
}

/* Processes of a user. */
static uint32_t count_user(uid_t uid)
{
    uint32_t count = 0;
    spin_lock(&process_lock);
    LIST_EACH(link, &process_list) count += LIST_ENTRY(link, struct process, all_link)->uid == uid;
    spin_unlock(&process_lock);
    return count;
}

int32_t process_fork(void)
{
    struct process *self = process_self();
    if (self->uid && count_user(self->uid) >= CHILD_MAX)
        return -EAGAIN;
    pager_fill_reserve();
    struct process *child = process_new(self->euid == 0);
    if (!child)
        return -EAGAIN;
    struct space *space = space_copy(self->space);
    if (!space) {
        process_free(child);
        return -ENOMEM;
    }
    child->space = space;
    inherit(child, self);
    adopt(child, self);
    trace_process(child);
    pid_t pid = child->pid;
    spin_lock(&sched_lock);
    sched_make_runnable(child);
    spin_unlock(&sched_lock);
    return pid;
}
