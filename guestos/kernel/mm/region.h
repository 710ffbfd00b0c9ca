/* Regions and the pages in them, for the files of mm/ only.  vm_lock. */
#ifndef KERNEL_REGION_H
#define KERNEL_REGION_H

#include "mm/space.h"

/* Make a copy of a region with its own references, in no list; NULL without memory. */
struct region *region_copy(const struct region *region);

/* Give a region back that is in no list. */
void region_free(struct region *region);

/* Cut a region in two at a page inside it: 0 or -ENOMEM. */
int32_t region_split(struct region *region, uint32_t at);

/* Take the pages from start to end out of the page tables and give back what nobody else uses. */
void region_drop_pages(struct space *space, uint32_t start, uint32_t end);

/* Note that a page is about to be written: its copy on disk is worth nothing any more. */
void page_dirty(struct frame *frame);

#endif
