/* System calls about communication. */
#include "fs/file.h"
#include "ipc/ipc.h"
#include "mm/usermem.h"
#include "proc/timer.h"
#include "sys/syscall_table.h"
#include "sys/time_arg.h"

/* Copy the name of an IPC object. */
static int32_t name_arg(user_va name, char *out)
{
    int32_t result = copy_in_text(out, name, IPC_NAME_BYTES + 1);
    return result < 0 ? result : 0;
}

int32_t sys_mq_open(user_va name, uint32_t flags, uint32_t mode, user_va attributes)
{
    char text[IPC_NAME_BYTES + 1];
    struct mq_attr wanted;
    struct file *file;
    int32_t result = name_arg(name, text);
    if (result == 0 && attributes)
        result = copy_in(&wanted, attributes, sizeof wanted);
    if (result == 0)
        result = mq_open(text, flags, mode, attributes ? &wanted : NULL, &file);
    return result < 0 ? result : descriptor_new(file, 0, true);
}

int32_t sys_mq_unlink(user_va name)
{
    char text[IPC_NAME_BYTES + 1];
    int32_t result = name_arg(name, text);
    return result < 0 ? result : mq_unlink(text);
}

int32_t sys_mq_timedsend(int32_t fd, user_va message, uint32_t bytes, uint32_t priority, user_va deadline)
{
    struct file *file = descriptor_file(fd);
    uint64_t deadline_ns;
    if (!file)
        return -EBADF;
    int32_t result = deadline_at(deadline, &deadline_ns);
    return result < 0 ? result : mq_send(file, message, bytes, priority, deadline_ns);
}

int32_t sys_mq_timedreceive(int32_t fd, user_va buffer, uint32_t bytes, user_va priority, user_va deadline)
{
    struct file *file = descriptor_file(fd);
    uint64_t deadline_ns;
    uint32_t value;
    if (!file)
        return -EBADF;
    int32_t result = deadline_at(deadline, &deadline_ns);
    if (result == 0)
        result = mq_receive(file, buffer, bytes, &value, deadline_ns);
    if (result >= 0 && priority && copy_out(priority, &value, sizeof value) < 0)
        result = -EFAULT;
    return result;
}

int32_t sys_mq_attributes(int32_t fd, user_va wanted, user_va old)
{
    struct file *file = descriptor_file(fd);
    struct mq_attr given, before;
    if (!file)
        return -EBADF;
    if (wanted && copy_in(&given, wanted, sizeof given) < 0)
        return -EFAULT;
    int32_t result = mq_attributes(file, wanted ? &given : NULL, &before);
    return result == 0 && old ? copy_out(old, &before, sizeof before) : result;
}

int32_t sys_shm_open(user_va name, uint32_t flags, uint32_t mode)
{
    char text[IPC_NAME_BYTES + 1];
    struct file *file;
    int32_t result = name_arg(name, text);
    if (result == 0)
        result = shm_open(text, flags, mode, &file);
    return result < 0 ? result : descriptor_new(file, 0, true);
}

int32_t sys_shm_unlink(user_va name)
{
    char text[IPC_NAME_BYTES + 1];
    int32_t result = name_arg(name, text);
    return result < 0 ? result : shm_unlink(text);
}

int32_t sys_futex_wait(user_va word, uint32_t expected, user_va duration)
{
    uint64_t deadline_ns;
    int32_t result = deadline_after(duration, &deadline_ns);
    return result < 0 ? result : futex_wait(word, expected, deadline_ns);
}

int32_t sys_futex_wake(user_va word, uint32_t count)
{
    return futex_wake(word, count);
}
