#include "mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void out_of_memory(void)
{
    fputs("error: out of memory; the input is too large for this machine\n", stderr);
    exit(2);
}

void *mem_new(size_t size)
{
    void *memory = calloc(1, size ? size : 1);
    if (!memory)
        out_of_memory();
    return memory;
}

void *mem_reserve(void *array, size_t *capacity, size_t needed, size_t element_bytes)
{
    if (needed <= *capacity)
        return array;
    size_t grown = *capacity < 16 ? 16 : *capacity;
    while (grown < needed) {
        if (grown > SIZE_MAX / 2)
            out_of_memory();
        grown *= 2;
    }
    if (grown > SIZE_MAX / element_bytes)
        out_of_memory();
    void *memory = realloc(array, grown * element_bytes);
    if (!memory)
        out_of_memory();
    *capacity = grown;
    return memory;
}

char *mem_string(const char *text, size_t length)
{
    char *copy = mem_new(length + 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}
