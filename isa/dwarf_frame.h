/* Finding the caller's frame from .debug_frame (DWARF 5, 6.4). */
#ifndef ISA_DWARF_FRAME_H
#define ISA_DWARF_FRAME_H

#include "isa/elf_file.h"

/* Registers r0-r15, f0-f15 by their DWARF numbers: what is known of the caller's. */
struct dwarf_frame {
    uint32_t cfa; /* sp of the caller at the call */
    struct {
        bool is_saved; /* at CFA + offset; else it is what it is now */
        int32_t offset;
    } saved[32];
    uint32_t function; /* first address of the code described */
};

/* The frame at pc, when the integer registers are r[16]; false when .debug_frame does not tell. */
bool dwarf_frame_at(const struct elf_file *file, uint32_t pc, const uint32_t r[16], struct dwarf_frame *frame);

#endif
