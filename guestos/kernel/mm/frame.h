/* Physical frames: who has them. */
#ifndef KERNEL_FRAME_H
#define KERNEL_FRAME_H

#include "isa/orchard/sysinfo.h"
#include "lib/base.h"

struct vm_object;

/* Frames that only the kernel may take, so that it can work while user pages fill all others. */
#define FRAMES_RESERVED 24

/* Frames that the kernel leaves to user pages, so that no number of processes can crowd out what each of them needs to
 * go on; and how many more must be there for a new process. */
#define FRAMES_FOR_USERS   64
#define FRAMES_FOR_PROCESS 40

enum frame_flags {
    FRAME_DIRTY = 1,  /* the content is nowhere else: eviction must write it to swap */
    FRAME_LISTED = 2, /* in the pager's list */
};

struct frame {
    /* frame_lock: the free list.  vm_lock: the pager's list.  heap_lock: pages of a size class. */
    struct list link;
    union {
        uint32_t va; /* vm_lock; USER: its address in every space that maps it; SHARED: its index in the object */
        uint32_t free_cells; /* heap_lock; HEAP */
    };
    union {
        struct vm_object *object; /* vm_lock; SHARED */
        void *first_cell;         /* heap_lock; HEAP: the first free one */
    };
    union {
        uint32_t slot;       /* vm_lock: a copy is in this swap slot; 0: none */
        uint32_t size_class; /* HEAP; fixed */
    };
    uint16_t maps; /* vm_lock: page table entries that lead here */
    uint8_t owner; /* enum frame_owner; frame_lock */
    uint8_t flags; /* vm_lock */
};

/* Take over the RAM: frames below first_free_pa, and from end_pa up, are the kernel's. */
void frame_init(uint32_t first_free_pa, uint32_t ram_bytes, uint32_t end_pa);

/* Give free RAM that was in use at boot to the allocator. */
void frame_donate(uint32_t start_pa, uint32_t end_pa);

/* Take a frame, its content undefined; NULL when there is none.  USER and SHARED frames leave the reserve alone. */
struct frame *frame_alloc(enum frame_owner owner);

/* Whether a new process has room besides what the present ones need. */
bool frame_room_for_process(void);

/* So many adjacent frames that are free or could be: NULL when there are none.  could_be is called with frame_lock. */
struct frame *frame_find_run(uint32_t count, bool (*could_be)(const struct frame *frame));

/* Take adjacent frames, for kernel stacks and tables; NULL when there are none. */
struct frame *frame_alloc_run(uint32_t count, enum frame_owner owner);

/* Give back. */
void frame_free(struct frame *frame);
void frame_free_run(struct frame *frame, uint32_t count);

/* Free frames; frames in all; frames by owner. */
uint32_t frame_free_count(void);
uint32_t frame_total(void);
uint32_t frame_owned(enum frame_owner owner);

/* Frame, physical address, and address in the linear window. */
struct frame *frame_at(uint32_t pa);
uint32_t frame_pa(const struct frame *frame);
void *frame_page(const struct frame *frame);

static inline void *linear(uint32_t pa)
{
    return (void *)(pa + VA_LINEAR);
}

static inline uint32_t linear_pa(const void *address)
{
    return (uint32_t)address - VA_LINEAR;
}

#endif
