/* Address spaces: regions, page tables, and what happens at a page fault.
 *
 * vm_lock, one lock that is held across disk transfers, guards all regions, page tables, memory objects, swap slots,
 * and the user's frames.  Refill handlers read page tables without it: an entry is changed by one store, and then
 * dropped from the TLBs.  vm_lock is taken before inode and cache locks; nobody who holds one of those may touch user
 * memory. */
#ifndef KERNEL_SPACE_H
#define KERNEL_SPACE_H

#include "isa/orchard/limits.h"
#include "isa/orchard/sysinfo.h"
#include "lib/base.h"
#include "proc/wait.h"

struct frame;
struct inode;

/* A page table entry is what tlbw takes.  When TLB_V is not set:
 *   PTE_PRESENT  the frame and flags hold, but the page has not been accessed since the pager looked
 *   PTE_SWAP     bits 31..12 are a swap slot
 *   0            never touched, or given up clean: its region says what it holds
 * Without TLB_D the first store traps: it sets FRAME_DIRTY, or makes a copy when the frame has several users. */
#define PTE_PRESENT 0x100u
#define PTE_SWAP    0x200u
#define PTE_FRAME   0xfffff000u

enum region_flags {
    REGION_SHARED = 1, /* its pages are its object's */
    REGION_STACK = 2,  /* grows downward on a touch below */
    REGION_HEAP = 4,   /* brk moves its end */
};

/* Whole pages with the same rights and origin. */
struct region {
    struct list link; /* in the space, by address */
    uint32_t start, end;
    uint32_t protection; /* PROT_ */
    uint32_t flags;
    struct inode *inode;      /* private pages of a file, or NULL */
    uint32_t file_offset;     /* of start */
    uint32_t file_bytes;      /* from start; beyond are zeros */
    struct vm_object *object; /* REGION_SHARED */
    uint32_t object_page;     /* of start */
};

struct space {
    struct list link; /* in spaces */
    struct list regions;
    uint32_t *directory;             /* 1024 addresses of tables of 1024 entries */
    uint32_t break_start, break_end; /* brk */
    uint32_t size_pages, resident_pages, swapped_pages;
    /* Of the hart where it ran last (tlb.c) */
    uint32_t asid, asid_generation, asid_hart;
};

extern struct sleeplock vm_lock;
extern struct list spaces;            /* vm_lock */
extern uint32_t *const invalid_table; /* stands where a directory has no table */

/* What a fault wanted to do. */
enum access { ACCESS_READ, ACCESS_WRITE, ACCESS_EXECUTE };

/* Prepare the module. */
void space_init(void);

/* An empty space; NULL without memory. */
struct space *space_new(void);

/* Give all of it back. */
void space_free(struct space *space);

/* A copy for fork: private pages shared until written; NULL without memory. */
struct space *space_copy(struct space *space);

/* Add a region (fields as given, link aside); takes over a reference to inode and object.  The range must be free. */
int32_t space_add_region(struct space *space, const struct region *region);

/* Whether memory and swap have room for so many pages more.  What is promised is not kept aside: a program that is
 * promised its pages and touches them too late is killed. */
bool space_affordable(uint32_t pages);

/* The region that holds the address, or NULL; vm_lock. */
struct region *space_find(struct space *space, uint32_t va);

/* Whether nothing is mapped from start to end; vm_lock. */
bool space_range_free(struct space *space, uint32_t start, uint32_t end);

/* Room for so many bytes at or above USER_MMAP; 0 when there is none; vm_lock. */
uint32_t space_find_room(struct space *space, uint32_t bytes);

/* Take away a range of pages; change its rights; move the break (0: leave it), giving it.  vm_lock is taken inside. */
int32_t space_unmap(struct space *space, uint32_t start, uint32_t end);
int32_t space_protect(struct space *space, uint32_t start, uint32_t end, uint32_t protection);
int32_t space_set_break(struct space *space, uint32_t end);

/* Unmap a region's part; vm_lock. */
int32_t space_cut(struct space *space, uint32_t start, uint32_t end);

/* Serve a fault of the current process: 0, -EFAULT (no such page), -EACCES (no permission), -ENOMEM, -EIO. */
int32_t space_fault(uint32_t va, enum access access, uint32_t cause);

/* Faults served since boot, by kind. */
void fault_counters(uint32_t *counts, uint32_t size);

/* Copy bytes into a space that is being made (exec). */
int32_t space_write(struct space *space, uint32_t va, const void *from, uint32_t bytes);

#endif
