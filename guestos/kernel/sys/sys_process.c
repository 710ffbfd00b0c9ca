/* System calls about processes. */
#include "cpu/hart.h"
#include "isa/orchard/wait.h"
#include "mm/heap.h"
#include "mm/usermem.h"
#include "proc/process.h"
#include "proc/sched.h"
#include "sys/syscall_table.h"

#define NICE_MAX 19

int32_t sys_exit(int32_t status)
{
    process_exit(WAIT_EXITED(status));
}

int32_t sys_fork(void)
{
    return process_fork();
}

int32_t sys_execve(user_va path, user_va argv, user_va envp)
{
    char *text = heap_alloc(PATH_MAX);
    if (!text)
        return -ENOMEM;
    int32_t result = copy_in_text(text, path, PATH_MAX);
    if (result >= 0)
        result = argv ? process_exec(text, argv, envp) : -EFAULT;
    heap_free(text);
    return result;
}

int32_t sys_waitpid(int32_t pid, user_va status, uint32_t options)
{
    int value = 0;
    if (options & ~(uint32_t)(WNOHANG | WUNTRACED | WCONTINUED))
        return -EINVAL;
    if (status && !user_range(status, sizeof value))
        return -EFAULT;
    int32_t result = process_wait(pid, &value, options);
    if (result > 0 && status && copy_out(status, &value, sizeof value) < 0)
        return -EFAULT;
    return result;
}

int32_t sys_getpid(void)
{
    return process_self()->pid;
}

int32_t sys_getppid(void)
{
    spin_lock(&process_lock);
    struct process *parent = process_self()->parent;
    int32_t pid = parent ? parent->pid : 0;
    spin_unlock(&process_lock);
    return pid;
}

/* The process of a number, 0 standing for the caller; process_lock. */
static struct process *self_or(pid_t pid)
{
    return pid ? process_find(pid) : process_self();
}

int32_t sys_getpgid(int32_t pid)
{
    spin_lock(&process_lock);
    struct process *process = self_or(pid);
    int32_t result = process ? process->pgid : -ESRCH;
    spin_unlock(&process_lock);
    return result;
}

int32_t sys_getsid(int32_t pid)
{
    spin_lock(&process_lock);
    struct process *process = self_or(pid);
    int32_t result = process ? process->sid : -ESRCH;
    spin_unlock(&process_lock);
    return result;
}

static bool group_exists(pid_t pgid, pid_t sid)
{
    LIST_EACH(link, &process_list)
    {
        struct process *process = LIST_ENTRY(link, struct process, all_link);
        if (process->pgid == pgid && process->sid == sid)
            return true;
    }
    return false;
}

/* Whether the caller may move a process into a group: 0 or -errno; process_lock. */
static int32_t check_move(struct process *process, pid_t pgid)
{
    struct process *self = process_self();
    if (!process || (process != self && process->parent != self))
        return -ESRCH;
    if (process != self && process->exec_done)
        return -EACCES;
    if (process->sid != self->sid || process->sid == process->pid)
        return -EPERM;
    return pgid == process->pid || group_exists(pgid, self->sid) ? 0 : -EPERM;
}

int32_t sys_setpgid(int32_t pid, int32_t pgid)
{
    if (pgid < 0)
        return -EINVAL;
    spin_lock(&process_lock);
    struct process *process = self_or(pid);
    if (process && !pgid)
        pgid = process->pid;
    int32_t result = check_move(process, pgid);
    if (result == 0)
        process->pgid = pgid;
    spin_unlock(&process_lock);
    return result;
}

int32_t sys_setsid(void)
{
    struct process *self = process_self();
    spin_lock(&process_lock);
    int32_t result = self->pgid == self->pid ? -EPERM : self->pid;
    if (result > 0) {
        self->pgid = self->sid = self->pid;
        self->has_tty = false;
    }
    spin_unlock(&process_lock);
    return result;
}

int32_t sys_getuid(void)
{
    return (int32_t)process_self()->uid;
}

int32_t sys_geteuid(void)
{
    return (int32_t)process_self()->euid;
}

int32_t sys_getgid(void)
{
    return (int32_t)process_self()->gid;
}

int32_t sys_getegid(void)
{
    return (int32_t)process_self()->egid;
}

int32_t sys_setuid(int32_t uid)
{
    struct process *self = process_self();
    if (self->euid == 0)
        self->uid = (uid_t)uid;
    else if ((uid_t)uid != self->uid)
        return -EPERM;
    self->euid = (uid_t)uid;
    return 0;
}

int32_t sys_setgid(int32_t gid)
{
    struct process *self = process_self();
    if (self->euid == 0)
        self->gid = (gid_t)gid;
    else if ((gid_t)gid != self->gid)
        return -EPERM;
    self->egid = (gid_t)gid;
    return 0;
}

int32_t sys_umask(uint32_t mask)
{
    struct process *self = process_self();
    int32_t old = (int32_t)self->umask;
    self->umask = mask & 0777;
    return old;
}

int32_t sys_sched_yield(void)
{
    sched_yield();
    return 0;
}

/* The result is the new value plus 20, so that it is never negative. */
int32_t sys_nice(int32_t increment)
{
    struct process *self = process_self();
    if (increment < 0 && self->euid != 0)
        return -EPERM;
    if (increment > 2 * NICE_MAX)
        increment = 2 * NICE_MAX;
    if (increment < -2 * NICE_MAX)
        increment = -2 * NICE_MAX;
    spin_lock(&sched_lock);
    int value = self->nice + increment;
    self->nice = value > NICE_MAX ? NICE_MAX : value < -NICE_MAX - 1 ? -NICE_MAX - 1 : value;
    int32_t result = self->nice + NICE_MAX + 1;
    spin_unlock(&sched_lock);
    return result;
}
