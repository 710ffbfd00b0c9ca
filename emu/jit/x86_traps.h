/* Traps and eret that stay in translated code (x86_traps.c). */
#ifndef EMU_JIT_X86_TRAPS_H
#define EMU_JIT_X86_TRAPS_H

#include "jit/jit_impl.h"
#include "jit/x86_emit.h"

/* Write the thunks of struct thunks; those of x86_thunks.c stand already. */
void x86_trap_thunks(struct jit *jit, struct x86 *x);

#endif
