/* Address-space numbers and dropped translations.
 *
 * A space has a number (ASID) on the hart where it ran last only; numbers are given out in order and tagged with the
 * hart's generation, so that a switch flushes nothing.  When a hart's numbers are used up it begins a new generation
 * with an empty TLB. */
#ifndef KERNEL_TLB_H
#define KERNEL_TLB_H

#include "lib/base.h"

struct space;

/* Use this space on this hart from now on; NULL (a kernel thread) leaves the one in use. */
void tlb_enter(struct space *space);

/* Drop a page's translation wherever it may be cached.  No spin lock is held. */
void tlb_forget(struct space *space, uint32_t va);

/* Drop all translations of the current process's space. */
void tlb_forget_all(struct space *space);

/* Enter a page table entry of the current space ahead of its use. */
void tlb_enter_page(uint32_t va, uint32_t entry);

/* Answer another hart's request to drop a translation, if there is one. */
void tlb_answer(void);

#endif
