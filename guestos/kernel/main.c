/* The kernel's start. */
#include "cpu/hart.h"
#include "dev/disk.h"
#include "dev/intc.h"
#include "dev/tty.h"
#include "fs/cache.h"
#include "fs/names.h"
#include "fs/shared.h"
#include "fs/volume.h"
#include "ipc/ipc.h"
#include "isa/machine/boot.h"
#include "lib/base.h"
#include "lib/options.h"
#include "lib/symbols.h"
#include "mm/frame.h"
#include "mm/pager.h"
#include "mm/pagetable.h"
#include "mm/space.h"
#include "mm/swap.h"
#include "proc/process.h"
#include "proc/sched.h"

#define CACHE_SHARE      8 /* of the frames, at most so many go to the block cache */
#define CACHE_BLOCKS_MIN 32
#define CACHE_BLOCKS_MAX 2048

void kernel_main(struct boot_info *info) __attribute__((noreturn));
void kernel_secondary(uint32_t number) __attribute__((noreturn));

static uint32_t boot_disk;

/* Policies named on the command line. */
static void choose_policies(void)
{
    char name[32];
    if (options_value("sched", name, sizeof name) && !sched_choose(name))
        print("no scheduler is called %s\n", name);
    if (options_value("pager", name, sizeof name) && !pager_choose(name))
        print("no pager is called %s\n", name);
}

/* Start the other harts that wait in the ROM. */
static void start_harts(struct boot_info *info)
{
    extern const char _start[];
    uint32_t count = min_u32(info->hart_count, HARTS_MAX);
    for (uint32_t i = 1; i < count; i++) {
        if (!info->harts[i].parked)
            continue;
        info->harts[i].entry = (uint32_t)_start;
        cpu_fence();
        hart_call(i);
    }
}

void kernel_secondary(uint32_t number)
{
    hart_init(number);
    process_init_idle(number);
    atomic_add(&hart_count, 1);
    sched_idle();
}

/* Mount the disk, then become the first process; runs as a thread because it sleeps. */
static void late_start(void *unused)
{
    (void)unused;
    if (disk_init(boot_disk) < 0)
        panic("no disk to boot from");
    if (volume_mount() < 0)
        panic("the disk cannot be mounted");
    const struct fs_super *super = volume_super();
    if (!disk_read_only())
        swap_init(super->swap.start, super->swap.blocks);
    boot_log("disk: %u MiB%s, swap %u MiB\n", disk_blocks() >> 8, disk_read_only() ? ", read-only" : "",
             (swap_total() + 1) >> 8);
    boot_log("scheduler %s, pager %s\n", sched_name(), pager_name());
    shared_mount();
    if (options_has("panic=test"))
        panic("asked for by the command line");
    process_run_init(NULL);
}

void kernel_main(struct boot_info *info)
{
    directory_make_empty();
    hart_init(0);
    options_init(info->command_line);
    boot_disk = info->boot_disk == BOOT_NO_DISK ? 0 : info->boot_disk;
    uint32_t ram_end = info->file_bytes ? PAGE_DOWN(info->file_start) : info->ram_bytes;
    frame_init(PAGE_UP(info->kernel_end), info->ram_bytes, ram_end);
    symbols_init(info->file_start, info->file_bytes);
    space_init();
    names_init();
    ipc_init();
    process_init_idle(0);
    choose_policies();
    bool whole = info->ram_bytes % (1u << 20) == 0;
    boot_log("Orchard on Peach32: %u %s of memory, %u hart%s\n", info->ram_bytes >> (whole ? 20 : 10),
             whole ? "MiB" : "KiB", info->hart_count, info->hart_count == 1 ? "" : "s");
    intc_init();
    tty_init(!options_has("pipe"));
    if (!process_thread("init", late_start, NULL))
        panic("no memory for the first process");
    cache_init(max_u32(min_u32(frame_total() / CACHE_SHARE, CACHE_BLOCKS_MAX), CACHE_BLOCKS_MIN));
    start_harts(info);
    sched_idle();
}
