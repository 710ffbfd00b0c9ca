/* What the kernel tells of itself: uname, sysinfo, procinfo, policy, reboot. */
#ifndef ORCHARD_SYSINFO_H
#define ORCHARD_SYSINFO_H

#include <stdint.h>

struct utsname {
    char sysname[32];
    char nodename[32];
    char release[32];
    char version[64];
    char machine[32];
};
_Static_assert(sizeof(struct utsname) == 192, "shared layout");

/* Who a physical frame belongs to: FRAME_OWNER(number, NAME, "text").  Reported to the tracer too. */
#define FRAME_OWNERS(FRAME_OWNER)                   \
    FRAME_OWNER(0, FREE, "free")                    \
    FRAME_OWNER(1, KERNEL, "kernel image and data") \
    FRAME_OWNER(2, HEAP, "kernel heap")             \
    FRAME_OWNER(3, STACK, "kernel stack")           \
    FRAME_OWNER(4, PAGETABLE, "page table")         \
    FRAME_OWNER(5, CACHE, "block cache")            \
    FRAME_OWNER(6, USER, "user page")               \
    FRAME_OWNER(7, SHARED, "shared memory")         \
    FRAME_OWNER(8, PIPE, "pipe buffer")
#define FRAME_OWNER_ENUM(number, name, text) FRAME_##name = number,
enum frame_owner { FRAME_OWNERS(FRAME_OWNER_ENUM) FRAME_OWNER_COUNT };

/* Page faults: FAULT_KIND(number, NAME, "text").  Reported to the tracer too. */
#define FAULT_KINDS(FAULT_KIND)                                      \
    FAULT_KIND(0, ZERO, "first touch of a zero page")                \
    FAULT_KIND(1, FILE, "first touch of a page of a file")           \
    FAULT_KIND(2, COPY, "write to a shared copy")                    \
    FAULT_KIND(3, SWAP, "page comes back from swap")                 \
    FAULT_KIND(4, STACK, "stack grows")                              \
    FAULT_KIND(5, SOFT, "page in memory: its accessed or dirty bit") \
    FAULT_KIND(6, BAD, "no such page: the process gets a signal")
#define FAULT_KIND_ENUM(number, name, text) FAULT_##name = number,
enum fault_kind { FAULT_KINDS(FAULT_KIND_ENUM) FAULT_KIND_COUNT };

struct sysinfo {
    uint64_t uptime_ns;
    uint64_t idle_ns; /* of all harts together */
    uint64_t context_switches;
    uint64_t interrupts;
    uint64_t syscalls;
    uint32_t harts;
    uint32_t page_bytes;
    uint32_t pages;              /* of RAM */
    uint32_t pages_by_owner[16]; /* by enum frame_owner */
    uint32_t swap_pages;
    uint32_t swap_free_pages;
    uint32_t swapped_in_pages; /* since boot */
    uint32_t swapped_out_pages;
    uint32_t faults[8]; /* since boot, by enum fault_kind */
    uint32_t processes;
    uint32_t runnable;
    uint32_t load[3];    /* averages over 1, 5, 15 minutes, times 65536 */
    uint32_t disk_reads; /* blocks */
    uint32_t disk_writes;
    uint32_t cache_hits;
    uint32_t cache_misses;
};
_Static_assert(sizeof(struct sysinfo) == 200, "shared layout");

struct procinfo {
    int32_t pid, ppid, pgid, sid;
    uint32_t uid;
    uint8_t state; /* R running or runnable, S sleeping, T stopped, Z zombie */
    int8_t nice;
    uint8_t hart; /* where it ran last */
    uint8_t has_tty;
    uint32_t size_pages; /* of the address space */
    uint32_t resident_pages;
    uint32_t swapped_pages;
    uint32_t minor_faults; /* without and with disk access */
    uint32_t major_faults;
    uint32_t reserved;
    uint64_t user_ns;
    uint64_t system_ns;
    uint64_t start_ns; /* since boot */
    char name[32];
    char waits_for[16]; /* why it sleeps */
};
_Static_assert(sizeof(struct procinfo) == 120, "shared layout");

/* policy(2): which; a null or empty name leaves it, old (16 bytes) receives the name in force */
#define POLICY_SCHEDULER  0
#define POLICY_PAGER      1
#define POLICY_NAME_BYTES 16

/* reboot(2) */
#define REBOOT_HALT    0 /* power off with the given exit status */
#define REBOOT_RESTART 1

#endif
