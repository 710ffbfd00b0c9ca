/* System calls about time. */
#include "cpu/hart.h"
#include "dev/trace.h"
#include "isa/orchard/time.h"
#include "mm/usermem.h"
#include "proc/process.h"
#include "proc/timer.h"
#include "proc/wait.h"
#include "sys/syscall_table.h"
#include "sys/time_arg.h"

#define SECONDS_MAX 0x7fffffff /* longer durations are as good as for ever */

static bool time_good(const struct timespec *time)
{
    return time->tv_sec >= 0 && time->tv_nsec >= 0 && time->tv_nsec < (int32_t)NS_PER_SECOND;
}

static uint64_t time_to_ns(const struct timespec *time)
{
    if (time->tv_sec > SECONDS_MAX)
        return (uint64_t)SECONDS_MAX * NS_PER_SECOND;
    return (uint64_t)time->tv_sec * NS_PER_SECOND + (uint32_t)time->tv_nsec;
}

static struct timespec time_from_ns(uint64_t ns)
{
    struct timespec time = {(int64_t)(ns / NS_PER_SECOND), (int32_t)(ns % NS_PER_SECOND), 0};
    return time;
}

int32_t deadline_after(user_va duration, uint64_t *deadline_ns)
{
    struct timespec time;
    *deadline_ns = TIME_NEVER;
    if (!duration)
        return 0;
    if (copy_in(&time, duration, sizeof time) < 0)
        return -EFAULT;
    if (!time_good(&time))
        return -EINVAL;
    *deadline_ns = time_now_ns() + time_to_ns(&time);
    return 0;
}

int32_t deadline_at(user_va moment, uint64_t *deadline_ns)
{
    struct timespec time, now;
    uint32_t nanoseconds;
    *deadline_ns = TIME_NEVER;
    if (!moment)
        return 0;
    if (copy_in(&time, moment, sizeof time) < 0)
        return -EFAULT;
    if (!time_good(&time))
        return -EINVAL;
    time_of_day(&now.tv_sec, &nanoseconds);
    now.tv_nsec = (int32_t)nanoseconds;
    uint64_t then = time_to_ns(&time), today = time_to_ns(&now);
    *deadline_ns = time_now_ns() + (then > today ? then - today : 0);
    return 0;
}

int32_t sys_clock_gettime(int32_t clock, user_va out)
{
    struct process *self = process_self();
    struct timespec time = {0, 0, 0};
    uint32_t nanoseconds;
    switch (clock) {
    case CLOCK_REALTIME:
        time_of_day(&time.tv_sec, &nanoseconds);
        time.tv_nsec = (int32_t)nanoseconds;
        break;
    case CLOCK_MONOTONIC: time = time_from_ns(time_now_ns()); break;
    case CLOCK_PROCESS_CPUTIME_ID: time = time_from_ns(self->user_ns + self->system_ns); break;
    default: return -EINVAL;
    }
    return copy_out(out, &time, sizeof time);
}

int32_t sys_clock_settime(int32_t clock, user_va in)
{
    struct timespec time;
    if (clock != CLOCK_REALTIME)
        return -EINVAL;
    if (process_self()->euid != 0)
        return -EPERM;
    if (copy_in(&time, in, sizeof time) < 0)
        return -EFAULT;
    if (!time_good(&time))
        return -EINVAL;
    time_set(time.tv_sec, (uint32_t)time.tv_nsec);
    return 0;
}

int32_t sys_nanosleep(user_va duration, user_va left)
{
    static struct spinlock sleep_lock = SPINLOCK("sleep");
    struct wait_queue nobody;
    uint64_t deadline;
    if (!duration)
        return -EFAULT;
    int32_t result = deadline_after(duration, &deadline);
    if (result < 0)
        return result;
    struct process *self = process_self();
    if (self->nanosleep_deadline_ns)
        deadline = self->nanosleep_deadline_ns;
    wait_queue_init(&nobody);
    spin_lock(&sleep_lock);
    result = wait_on(&nobody, &sleep_lock, WAIT_INTERRUPTIBLE, deadline, "time", TRACE_WAIT_TIME);
    spin_unlock(&sleep_lock);
    self->nanosleep_deadline_ns = result == -EINTR ? deadline : 0;
    if (result != -EINTR)
        return 0;
    uint64_t now = time_now_ns();
    struct timespec rest = time_from_ns(deadline > now ? deadline - now : 0);
    return left && copy_out(left, &rest, sizeof rest) < 0 ? -EFAULT : -EINTR;
}

static clock_t ticks(uint64_t ns)
{
    return (clock_t)(ns / (NS_PER_SECOND / CLOCK_TICKS));
}

int32_t sys_times(user_va out)
{
    struct process *self = process_self();
    struct tms times = {ticks(self->user_ns), ticks(self->system_ns), ticks(self->child_user_ns),
                        ticks(self->child_system_ns)};
    if (out && copy_out(out, &times, sizeof times) < 0)
        return -EFAULT;
    return (int32_t)((uint32_t)ticks(time_now_ns()) & 0x7fffffff);
}
