/* Names for code addresses, from the symbol tables of ELF files. */
#ifndef KERNEL_SYMBOLS_H
#define KERNEL_SYMBOLS_H

#include "lib/base.h"

struct process;

/* Keep the symbol tables of the kernel's own ELF file, which lies in memory; gives the rest of it to the frame
 * allocator. */
void symbols_init(uint32_t file_pa, uint32_t bytes);

/* " (function+0x20)" for an address of the kernel, or of the process's program; empty when not known. */
void symbols_of_kernel(uint32_t address, char *text, size_t size);
void symbols_of_program(struct process *process, uint32_t address, char *text, size_t size);

#endif
