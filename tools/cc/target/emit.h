/* Writing finished functions and data through a writer. */
#ifndef CC_EMIT_H
#define CC_EMIT_H

#include "target/mach.h"
#include "target/target.h"

struct emitter {
    struct ir_module *module;
    const struct target_options *options;
    struct writer *writer;
    struct diag *diag;
    unsigned next_unnamed; /* local symbols without a name are numbered */
    unsigned asm_count;    /* for %= */
    bool failed;
};

/* How the caller's frame is found at the current instruction. */
struct frame_state {
    mreg reg;              /* the CFA is this register + offset */
    int32_t offset, depth; /* depth: from sp to the caller's sp */
    int32_t left;          /* the same within an epilogue */
    mreg kept_reg;
    int32_t kept_offset; /* reg and offset outside of the epilogue */
    bool leaving;
    bool framed;      /* the registers below have been saved, sp has been moved */
    mreg saved[16];
    int32_t place[16]; /* from the CFA */
    unsigned saved_count;
};

/* Call frame information before and after an instruction (emit_frame.c). */
void emit_frame(struct emitter *emitter, struct frame_state *state, const struct mach_function *function,
                const struct mach_insn *insn, bool before);

/* The same at the start of a block, whose frame may not be as it was at the end of the one before. */
void emit_frame_block(struct emitter *emitter, struct frame_state *state, const struct mach_function *function,
                      const struct mach_block *block);

/* The writer's number of a symbol. */
unsigned emit_symbol(struct emitter *emitter, struct ir_symbol *symbol);

/* False, and diag has been told, when a function asks for what the machine cannot give (limits.c). */
bool emit_check(struct emitter *emitter, const struct ir_function *function);

/* Code of a function (emit.c); the text of an asm (emit_asm.c). */
void emit_function(struct emitter *emitter, struct mach_function *function);
void emit_asm(struct emitter *emitter, struct mach_function *function, const struct mach_insn *insn);

/* Data that are wanted and not yet written; false when there were none.  Before that, the aliases, which make what they
 * stand for wanted; after all, the weakness of what is not defined here (emit_data.c). */
bool emit_data(struct emitter *emitter);
void emit_aliases(struct emitter *emitter);
void emit_weak(struct emitter *emitter);

#endif
