/* System calls about the system itself. */
#include "cpu/hart.h"
#include "dev/console.h"
#include "dev/disk.h"
#include "dev/power.h"
#include "dev/rng.h"
#include "fs/cache.h"
#include "fs/volume.h"
#include "isa/orchard/sysinfo.h"
#include "mm/frame.h"
#include "mm/pager.h"
#include "mm/space.h"
#include "mm/swap.h"
#include "mm/usermem.h"
#include "proc/process.h"
#include "proc/sched.h"
#include "sys/syscall_table.h"

#define RELEASE "0.1"

int32_t sys_uname(user_va out)
{
    struct utsname names = {.sysname = "Orchard",
                            .nodename = "peach",
                            .release = RELEASE,
                            .version = "Orchard " RELEASE,
                            .machine = "peach32"};
    return copy_out(out, &names, sizeof names);
}

static void add_harts(struct sysinfo *info)
{
    for (uint32_t i = 0; i < hart_count; i++) {
        info->idle_ns += harts[i].idle_ns;
        info->context_switches += harts[i].context_switches;
        info->interrupts += harts[i].interrupts;
        info->syscalls += harts[i].syscalls + harts[i].quick_calls;
    }
}

int32_t sys_sysinfo(user_va out)
{
    struct sysinfo info;
    memset(&info, 0, sizeof info);
    info.uptime_ns = time_now_ns();
    add_harts(&info);
    info.harts = hart_count;
    info.page_bytes = PAGE_BYTES;
    info.pages = frame_total();
    for (int owner = 0; owner < FRAME_OWNER_COUNT; owner++)
        info.pages_by_owner[owner] = frame_owned((enum frame_owner)owner);
    info.swap_pages = swap_total();
    info.swap_free_pages = swap_free();
    info.swapped_in_pages = swap_ins();
    info.swapped_out_pages = swap_outs();
    fault_counters(info.faults, ARRAY_COUNT(info.faults));
    info.processes = process_count;
    info.runnable = sched_runnable();
    sched_load(info.load);
    disk_counters(&info.disk_reads, &info.disk_writes);
    cache_counters(&info.cache_hits, &info.cache_misses);
    return copy_out(out, &info, sizeof info);
}

static char state_letter(const struct process *process)
{
    switch (process->state) {
    case PROCESS_SLEEPING: return 'S';
    case PROCESS_STOPPED: return 'T';
    case PROCESS_ZOMBIE: return 'Z';
    default: return 'R';
    }
}

/* What procinfo tells of a process; process_lock. */
static void describe(const struct process *process, struct procinfo *info)
{
    memset(info, 0, sizeof *info);
    info->pid = process->pid;
    info->ppid = process->parent ? process->parent->pid : 0;
    info->pgid = process->pgid;
    info->sid = process->sid;
    info->uid = process->uid;
    info->state = (uint8_t)state_letter(process);
    info->nice = (int8_t)process->nice;
    info->hart = (uint8_t)process->hart;
    info->has_tty = process->has_tty;
    if (process->space) {
        info->size_pages = process->space->size_pages;
        info->resident_pages = process->space->resident_pages;
        info->swapped_pages = process->space->swapped_pages;
    }
    info->minor_faults = process->minor_faults;
    info->major_faults = process->major_faults;
    info->user_ns = process->user_ns;
    info->system_ns = process->system_ns;
    info->start_ns = process->start_ns;
    text_copy(info->name, process->name, sizeof info->name);
    text_copy(info->waits_for, process->waits_for, sizeof info->waits_for);
}

/* The process with the smallest number above one: false when there is none. */
static bool next_process(pid_t after, struct procinfo *info)
{
    struct process *best = NULL;
    spin_lock(&process_lock);
    LIST_EACH(link, &process_list)
    {
        struct process *process = LIST_ENTRY(link, struct process, all_link);
        if (process->pid > after && (!best || process->pid < best->pid))
            best = process;
    }
    if (best)
        describe(best, info);
    spin_unlock(&process_lock);
    return best != NULL;
}

/* The number of processes written. */
int32_t sys_procinfo(user_va out, uint32_t count)
{
    struct procinfo info;
    uint32_t n = 0;
    for (pid_t pid = 0; n < count && next_process(pid, &info); n++) {
        if (copy_out(out + n * sizeof info, &info, sizeof info) < 0)
            return -EFAULT;
        pid = info.pid;
    }
    return (int32_t)n;
}

static bool choose(int32_t which, const char *name)
{
    if (which == POLICY_SCHEDULER)
        return sched_choose(name);
    sleeplock_lock(&vm_lock);
    bool found = pager_choose(name);
    sleeplock_unlock(&vm_lock);
    return found;
}

int32_t sys_policy(int32_t which, user_va wanted, user_va old)
{
    char name[POLICY_NAME_BYTES] = "", before[POLICY_NAME_BYTES];
    if (which != POLICY_SCHEDULER && which != POLICY_PAGER)
        return -EINVAL;
    if (wanted && copy_in_text(name, wanted, sizeof name) < 0)
        return -EFAULT;
    text_copy(before, which == POLICY_SCHEDULER ? sched_name() : pager_name(), sizeof before);
    if (name[0] && process_self()->euid != 0)
        return -EPERM;
    if (name[0] && !choose(which, name))
        return -EINVAL;
    return old ? copy_out(old, before, sizeof before) : 0;
}

int32_t sys_reboot(int32_t command, int32_t status)
{
    if (process_self()->euid != 0)
        return -EPERM;
    if (command != REBOOT_HALT && command != REBOOT_RESTART)
        return -EINVAL;
    console_pause(true); /* what is typed now is for the system that starts next */
    int32_t result = process_end_others();
    if (result < 0)
        return result;
    volume_unmount();
    if (command == REBOOT_RESTART)
        power_restart();
    power_off((uint32_t)status & 0xff);
}

int32_t sys_getrandom(user_va buffer, uint32_t bytes, uint32_t flags)
{
    uint32_t words[16];
    (void)flags;
    bytes = min_u32(bytes, INT32_MAX);
    for (uint32_t done = 0; done < bytes; done += sizeof words) {
        for (size_t i = 0; i < ARRAY_COUNT(words); i++)
            words[i] = rng_next();
        if (copy_out(buffer + done, words, min_u32(bytes - done, sizeof words)) < 0)
            return -EFAULT;
    }
    return (int32_t)bytes;
}
