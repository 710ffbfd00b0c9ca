/* Memory objects: pages that several spaces map (shared anonymous memory, shm_open).  vm_lock, except where noted. */
#ifndef KERNEL_OBJECT_H
#define KERNEL_OBJECT_H

#include "lib/base.h"

#define OBJECT_TABLES    16 /* of 1024 pages each */
#define OBJECT_PAGES_MAX (OBJECT_TABLES * 1024)

struct vm_object {
    uint32_t references;             /* regions and open files */
    uint32_t pages;                  /* its size */
    uint32_t *tables[OBJECT_TABLES]; /* entries: 0, PTE_PRESENT and frame, or PTE_SWAP and slot */
};

/* A new object with one reference; NULL without memory. */
struct vm_object *object_new(uint32_t pages);

/* One reference more; one less, freeing it after the last. */
void object_share(struct vm_object *object);
void object_release(struct vm_object *object);

/* Change the size; pages beyond it are freed, which fails with -EBUSY while they are mapped. */
int32_t object_resize(struct vm_object *object, uint32_t pages);

/* The entry of a page; NULL when it does not exist (make: when there is no memory for its table). */
uint32_t *object_entry(struct vm_object *object, uint32_t page, bool make);

#endif
