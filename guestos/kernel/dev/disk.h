/* The boot disk. */
#ifndef KERNEL_DISK_H
#define KERNEL_DISK_H

#include "lib/base.h"

/* Find the disk of this number and prepare its queue: 0 or -ENODEV. */
int32_t disk_init(uint32_t number);

/* Whether it takes no writes. */
bool disk_read_only(void);

/* Its size in blocks of the file system. */
uint32_t disk_blocks(void);

/* Move a block between the disk and the page at a physical address; sleeps until done: 0 or -EIO. */
int32_t disk_transfer(uint32_t block, uint32_t pa, bool write);

/* Make all that was written safe against power loss. */
int32_t disk_flush(void);

/* The disk's interrupt line is raised. */
void disk_interrupt(void);

/* Blocks moved since boot. */
void disk_counters(uint32_t *reads, uint32_t *writes);

#endif
