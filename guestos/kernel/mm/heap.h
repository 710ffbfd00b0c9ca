/* Memory for the kernel's own structures. */
#ifndef KERNEL_HEAP_H
#define KERNEL_HEAP_H

#include "lib/base.h"

#define HEAP_BYTES_MAX 2048 /* larger things are frames */

/* Memory filled with zeros, aligned to 8, or NULL. */
void *heap_alloc(size_t bytes);

/* Give it back; NULL is allowed. */
void heap_free(void *memory);

#endif
