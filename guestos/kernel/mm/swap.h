/* Pages on disk: slots of the swap region, counted by who needs them.  vm_lock. */
#ifndef KERNEL_SWAP_H
#define KERNEL_SWAP_H

#include "lib/base.h"

struct frame;

/* Take over the swap region of the disk; without one nothing is ever swapped. */
void swap_init(uint32_t start_block, uint32_t blocks);

/* Take a slot with one user; 0 when all are taken.  Count a user more; one less. */
uint32_t swap_alloc(void);
void swap_share(uint32_t slot);
void swap_release(uint32_t slot);

/* Users of a slot. */
uint32_t swap_users(uint32_t slot);

/* Transfer a page: 0 or -EIO. */
int32_t swap_write(uint32_t slot, struct frame *frame);
int32_t swap_read(uint32_t slot, struct frame *frame);

/* Slots in all and free; pages moved since boot. */
uint32_t swap_total(void);
uint32_t swap_free(void);
uint32_t swap_ins(void);
uint32_t swap_outs(void);

#endif
