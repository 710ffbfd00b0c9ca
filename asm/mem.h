/* Checked allocation: these never return NULL.  When memory runs out they say so on stderr and exit with status 2. */
#ifndef ASM_MEM_H
#define ASM_MEM_H

#include <stddef.h>

/* size zeroed bytes. */
void *mem_new(size_t size);

/* Make room for at least `needed` elements of element_bytes in an array of *capacity of them, doubling it.  Returns
 * the array, moved or not; new elements are not initialized. */
void *mem_reserve(void *array, size_t *capacity, size_t needed, size_t element_bytes);

/* A NUL-terminated copy of length bytes of text. */
char *mem_string(const char *text, size_t length);

#endif
