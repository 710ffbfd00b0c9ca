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

/* The writer's number of a symbol. */
unsigned emit_symbol(struct emitter *emitter, struct ir_symbol *symbol);

/* Code of a function (emit.c); the text of an asm (emit_asm.c). */
void emit_function(struct emitter *emitter, struct mach_function *function);
void emit_asm(struct emitter *emitter, struct mach_function *function, const struct mach_insn *insn);

/* Data that are wanted and not yet written; false when there were none.  Before that, the aliases, which make what they stand for
 * wanted; after all, the weakness of what is not defined here (emit_data.c). */
bool emit_data(struct emitter *emitter);
void emit_aliases(struct emitter *emitter);
void emit_weak(struct emitter *emitter);

#endif
