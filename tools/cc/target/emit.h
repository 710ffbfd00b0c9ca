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

/* Code of a function (emit.c), all data and aliases of the module (emit_data.c), the text of an asm (emit_asm.c). */
void emit_function(struct emitter *emitter, struct mach_function *function);
void emit_data(struct emitter *emitter);
void emit_asm(struct emitter *emitter, struct mach_function *function, const struct mach_insn *insn);

#endif
