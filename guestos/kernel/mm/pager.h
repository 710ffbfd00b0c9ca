/* Making room: which user page leaves memory (policy), and how (mechanism).  vm_lock. */
#ifndef KERNEL_PAGER_H
#define KERNEL_PAGER_H

#include "mm/frame.h"
#include "mm/space.h"

/* A replacement policy.  Resident pages are in pager_pages, in the order in which they came. */
struct pager_ops {
    const char *name;
    struct frame *(*victim)(void); /* the page that is to go, left in the list; NULL when the list is empty */
};

extern const struct pager_ops pager_fifo;
extern const struct pager_ops pager_clock;

extern struct list pager_pages; /* by frame.link */

/* Choose the policy by its name: false when there is none of this name.  The name in force. */
bool pager_choose(const char *name);
const char *pager_name(void);

/* A frame for a user page, evicting another if need be; NULL when memory and swap are used up. */
struct frame *pager_frame(enum frame_owner owner);

/* Evict pages until the kernel's reserve is whole again; until there are so many adjacent free frames.  vm_lock is
 * taken inside. */
void pager_fill_reserve(void);
void pager_make_run(uint32_t count);

/* This page is resident now; it is not any more. */
void pager_remember(struct frame *frame);
void pager_forget(struct frame *frame);

/* Whether the page was accessed since the last call (for policies). */
bool pager_test_accessed(struct frame *frame);

#endif
