/* What the generated files and isa.c share. */
#ifndef ISA_ISA_IMPL_H
#define ISA_ISA_IMPL_H

#include "isa/isa.h"

/* Operations in the order of their mnemonics. */
extern const uint16_t isa_by_name[OP_COUNT - 1];

#endif
