/* What debuggers are told of machine code: which parts of it belong to which scope, and where variables are.
 *
 * target_debug looks at a function whose code is final, and says in front of which instructions it needs labels;
 * emit_function defines them; debug_finish turns instruction numbers into labels and hangs the result on the module's
 * debug information, for the DWARF writer. */
#ifndef CC_TARGET_DEBUG_H
#define CC_TARGET_DEBUG_H

#include "ir_debug.h"
#include "target/mach.h"

/* Code from begin up to end; first numbers of instructions, then labels of the writer. */
struct debug_span {
    uint32_t begin, end;
};

struct debug_run {
    struct debug_span span;
    uint32_t scope;
};

enum debug_where {
    WHERE_MEMORY,   /* in memory at CFA + number */
    WHERE_REGISTER, /* in a register */
    WHERE_CONSTANT, /* is the number */
    WHERE_ADDRESS,  /* is the address of symbol + number */
    WHERE_FRAME,    /* is CFA + number */
    WHERE_SUM,      /* is register + number */
};

/* Some bytes of a variable while in a span of code. */
struct debug_value {
    struct debug_span span;
    uint32_t offset_bytes, size_bytes;
    uint8_t where; /* enum debug_where */
    mreg reg;      /* physical */
    int64_t number;
    struct ir_symbol *symbol;
};

/* A variable, or a copy of one. */
struct debug_object {
    uint32_t variable, scope;
    bool in_frame; /* at CFA + offset all the time */
    int32_t offset;
    struct debug_value *values; /* by begin */
    uint32_t value_count;
};

struct debug_code {
    struct debug_code *next;
    struct ir_function *function;
    struct debug_span span;
    struct debug_run *runs;
    struct debug_object *objects;
    uint32_t run_count, object_count;
    /* Until debug_finish. */
    uint8_t *wanted; /* by number of an instruction: a label goes in front of it; the last one is behind the code */
    unsigned *label;
};

/* NULL without debug information.  In the module's arena but for what is needed until debug_finish. */
struct debug_code *target_debug(struct mach_function *function);
void debug_finish(struct debug_code *code);

/* After ir_analyse, before selection: bindings to phis that join the values of a variable (debug_joins.c). */
void debug_bind_joins(struct ir_function *function);

/* ---- Following values through the back end (debug_notes.c, debug_values.c) ---- */

/* After selection, when `order` is the place in the IR block: note which instruction makes which value, and where
 * bindings take effect.  The registers are by number of the IR instruction. */
void debug_note_selection(struct mach_function *function, const mreg *reg_of_value);

/* A move that was put in after selection: `made` goes on with the value of the other register. */
void debug_note_copy(struct mach_function *function, const struct mach_insn *move);

/* Where allocation has put a virtual register. */
void debug_note_register(struct mach_function *function, mreg reg, mreg physical);
void debug_note_slot(struct mach_function *function, mreg reg, struct ir_slot *slot);

/* The values of a function's bound variables; called by target_debug. */
void debug_find_values(struct mach_function *function, struct debug_code *code);

#endif
