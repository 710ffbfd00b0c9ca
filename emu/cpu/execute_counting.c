/* The interpreter's counting twin: PERF_CLASSES and PERF_TLB_LOOKUPS of machine.h. */
#include "cpu/hart.h"

#include "isa/isa.h"
#include "isa/machine.h"

/* Class of an operation, less PERF_CLASSES. */
static unsigned class_of(unsigned op)
{
    unsigned flags = isa_table[op].flags;
    if ((flags & ISA_LOAD) && (flags & ISA_STORE))
        return PERF_ATOMIC - PERF_CLASSES;
    if (flags & (ISA_LOAD | ISA_STORE))
        return (flags & ISA_LOAD ? PERF_LOAD : PERF_STORE) - PERF_CLASSES;
    if (flags & ISA_JUMP)
        return (flags & ISA_BRANCH ? PERF_BRANCH : PERF_JUMP) - PERF_CLASSES;
    if (flags & ISA_SYSTEM)
        return PERF_SYSTEM - PERF_CLASSES;
    return (flags & ISA_FPU ? PERF_FLOAT : PERF_INTEGER) - PERF_CLASSES;
}

/* Does an address go through the TLB in the hart's mode? */
static bool is_mapped(const struct hart *hart, uint32_t va)
{
    return (hart->status & STATUS_USER) || va < VA_LINEAR || (va >= VA_MAPPED && va < VA_DEVICES);
}

static void count_lookup(struct hart *hart, uint32_t va)
{
    hart->perf.tlb_lookups += is_mapped(hart, va);
}

/* An instruction begins: it has been fetched, and will count unless it traps. */
static void count_insn(struct hart *hart, unsigned op, uint32_t pc)
{
    count_lookup(hart, pc);
    hart->perf.classes[class_of(op)]++;
}

static void uncount_insn(struct hart *hart, unsigned op)
{
    if (op != OP_ILLEGAL)
        hart->perf.classes[class_of(op)]--;
}

#define HART_EXECUTE           hart_execute_counting
#define COUNT_INSN(hart, op)   count_insn(hart, op, pc)
#define UNCOUNT_INSN(hart, op) uncount_insn(hart, op)
#define COUNT_LOOKUP(hart, va) count_lookup(hart, va)
#include "execute.c"
