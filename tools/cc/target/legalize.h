/* Legalisation, inside: the values of 64 bits as pairs, and what legalize.c, legalize_wide.c and legalize_memory.c share. */
#ifndef CC_LEGALIZE_H
#define CC_LEGALIZE_H

#include "target/abi.h"
#include "target/passes.h"

struct pair {
    struct ir_insn *lo, *hi;
};

struct legalize {
    struct ir_function *function;
    struct arena scratch;
    struct pair *pairs; /* by instruction id, of i64 values */
    uint32_t pair_count;
    struct ir_insn *at; /* new instructions go in front of this one */
};

static inline struct pair pair_of(struct legalize *legal, struct ir_insn *value)
{
    return legal->pairs[ir_resolve(value)->id];
}

/* Whether a value is, or was before its legalisation, an i64. */
static inline bool is_pair(const struct legalize *legal, const struct ir_insn *value)
{
    return value->type == IR_I64 || (value->id < legal->pair_count && legal->pairs[value->id].lo);
}

static inline enum ir_type type_of(const struct legalize *legal, const struct ir_insn *value)
{
    return is_pair(legal, value) ? IR_I64 : (enum ir_type)value->type;
}

static inline void set_pair(struct legalize *legal, struct ir_insn *insn, struct ir_insn *lo, struct ir_insn *hi)
{
    legal->pairs[insn->id] = (struct pair){lo, hi};
}

static inline struct ir_insn *op1(struct legalize *legal, enum ir_op op, struct ir_insn *a)
{
    return ir_make(legal->function, legal->at, op, IR_I32, a, NULL, NULL);
}

static inline struct ir_insn *op2(struct legalize *legal, enum ir_op op, struct ir_insn *a, struct ir_insn *b)
{
    return ir_make(legal->function, legal->at, op, IR_I32, a, b, NULL);
}

static inline struct ir_insn *word(struct legalize *legal, int64_t value)
{
    return ir_make_const(legal->function, legal->at, IR_I32, value);
}

static inline struct ir_insn *pick(struct legalize *legal, struct ir_insn *condition, struct ir_insn *a, struct ir_insn *b)
{
    return ir_make(legal->function, legal->at, IR_SELECT, IR_I32, condition, a, b);
}

static inline struct ir_insn *make_f64(struct legalize *legal, struct ir_insn *lo, struct ir_insn *hi)
{
    return ir_make(legal->function, legal->at, IR_FPAIR, IR_F64, lo, hi, NULL);
}

/* The runtime's function of this name. */
struct ir_symbol *legalize_runtime(struct ir_module *module, const char *name);

/* Fill in where the arguments go; types are those before legalisation. */
void legalize_places(struct legalize *legal, struct ir_call *call, const uint8_t *types, uint32_t count);

/* The words of a list of arguments; returns how many there are. */
uint32_t legalize_flatten(struct legalize *legal, struct ir_insn *const *args, uint32_t count, struct ir_insn **flat);

/* An instruction with an i64 among its result and arguments (legalize_wide.c). */
void legalize_wide(struct legalize *legal, struct ir_insn *insn);

/* A load; a store (true: it has been replaced); a blkcopy or blkzero, which is replaced (legalize_memory.c). */
void legalize_load(struct legalize *legal, struct ir_insn *insn);
bool legalize_store(struct legalize *legal, struct ir_insn *insn);
void legalize_block(struct legalize *legal, struct ir_insn *insn);

#endif
