/* Trap causes: CAUSE_ILLEGAL, CAUSE_SYSCALL ... from cause.def.  (CAUSE_INTERRUPT is in machine.h.) */
#ifndef ISA_CAUSE_H
#define ISA_CAUSE_H

enum isa_cause {
#define CAUSE(number, name, text) CAUSE_##name = number,
#include "cause.def"
#undef CAUSE
};

#endif
