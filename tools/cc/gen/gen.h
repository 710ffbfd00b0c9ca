/* From the syntax tree of a function to IR. */
#ifndef CC_GEN_GEN_H
#define CC_GEN_GEN_H

#include "front/parser.h"

/* What has to happen when a scope is left: stack to give back, a cleanup function to call. */
struct scope_exit {
    struct scope_exit *outer;
    struct ir_slot *stack;  /* holds the saved stack pointer, or NULL */
    struct symbol *cleaned; /* object whose cleanup function is called */
};

/* A goto from within scopes that have to be left properly, perhaps. */
struct leaving_jump {
    struct leaving_jump *next;
    struct ir_block *block;
    struct label *label;
    const struct scope_exit *exits;
    ir_loc loc;
};

/* Where break and continue go. */
struct jump_targets {
    struct ir_block *block_break, *block_continue;
    struct scope_exit *break_exits, *continue_exits; /* what is active there */
};

/* A variable is read, or begins without a value: for the warning about it (uninitialized.c). */
struct variable_use {
    struct symbol *symbol;
    const struct ir_block *block;
    struct span span;
    uint32_t position; /* instructions made before it: grows within a block */
    bool declares;     /* no use: the variable begins here, without a value */
};

/* A switch on an enumeration that has a case for each of its constants. */
struct exhaustive_switch {
    struct exhaustive_switch *next;
    const struct ir_block *block;
};

struct gen {
    struct parser *p;
    struct ir_function *f;
    struct function *function;
    struct jump_targets targets;
    struct scope_exit *exits;
    struct leaving_jump *leaving_jumps;
    struct ir_slot *result_address;   /* of a large structure result */
    struct ir_block *dispatch;        /* where all computed gotos of the function go, NULL without one */
    struct ir_slot *dispatch_address; /* the address that they carry there */
    struct variable_use *uses;        /* in the order of the instructions of each block */
    uint32_t use_count, use_room;
    struct exhaustive_switch *exhaustive;
    const struct symbol *self_initialized; /* int x = x; is no use, but GNU's way to say that no value is needed */
};

/* An object in memory. */
struct place {
    struct ir_insn *address;
    int32_t offset_bytes;
    uint32_t align; /* address + offset is a multiple of this */
    struct type *type;
    const struct member *field; /* a bit-field: the place is its unit */
    bool is_volatile;
    bool in_union;           /* named as a member of a union, at some level */
    uint16_t record, member; /* see ir_insn */
};

/* expression.c */
struct ir_insn *gen_value(struct gen *g,
                          const struct expr *expr);      /* scalar; of a record: an address of it; NULL for void */
void gen_effect(struct gen *g, const struct expr *expr); /* value not wanted */
void gen_branch(struct gen *g, const struct expr *expr, struct ir_block *yes, struct ir_block *no);
struct ir_insn *gen_convert(struct gen *g, struct ir_insn *value, const struct type *from, const struct type *to);
struct ir_insn *gen_integer(struct gen *g, const struct type *type, int64_t value);

/* left op right, in two steps: the right operand (of pointer arithmetic: the bytes), and the operation. */
struct ir_insn *gen_right_value(struct gen *g, enum expr_op op, const struct type *type, const struct expr *right);
struct ir_insn *gen_operation(struct gen *g, enum expr_op op, const struct type *type, struct ir_insn *left,
                              struct ir_insn *right);

/* place.c */
struct place gen_place(struct gen *g, const struct expr *expr);
struct place gen_symbol_place(struct gen *g, struct symbol *symbol);
struct ir_insn *gen_address(struct gen *g, const struct place *place);
struct ir_insn *gen_load(struct gen *g, const struct place *place);
void gen_store(struct gen *g, const struct place *place, struct ir_insn *value);
void gen_copy(struct gen *g, const struct place *to, const struct place *from, uint32_t size_bytes);
enum ir_type gen_type(const struct type *type);
enum ir_mem gen_mem(const struct type *type);
/* A value of at most 8 bytes read from or written to memory byte-exactly: structures in registers. */
struct ir_insn *gen_load_small(struct gen *g, const struct place *place, uint32_t size_bytes);
void gen_store_small(struct gen *g, const struct place *place, struct ir_insn *value, uint32_t size_bytes);
struct place gen_temporary(struct gen *g, struct type *type, const char *name);
struct place gen_at(struct ir_insn *address, struct type *type); /* a record's place from its value */
/* A new automatic object gets its slot, and its value from the initializer. */
void gen_declare(struct gen *g, struct symbol *symbol);
/* to = (type){...} without a copy, all values before the first store; false when it is not that simple. */
bool gen_literal_into(struct gen *g, const struct expr *to, const struct expr *value);
void gen_initialize(struct gen *g, const struct place *place, const struct initializer *initializer);
/* Size in bytes of a type of variable length, and the working out of it. */
struct ir_insn *gen_type_size(struct gen *g, const struct type *type);
void gen_vla_size(struct gen *g, struct type *type);

/* call.c */
struct ir_insn *gen_call(struct gen *g, const struct expr *expr);
struct ir_insn *gen_va_arg(struct gen *g, const struct expr *expr);
/* builtin.c, builtin_real.c, atomic.c */
struct ir_insn *gen_builtin(struct gen *g, const struct expr *expr);
struct ir_insn *gen_builtin_real(struct gen *g, const struct expr *expr);
struct ir_insn *gen_copysign(struct gen *g, const struct expr *expr);
bool gen_is_expect(const struct expr *expr);
struct ir_insn *gen_atomic(struct gen *g, const struct expr *expr);
/* An _Atomic object read, written, and changed by an assignment with operation. */
struct ir_insn *gen_atomic_load(struct gen *g, const struct place *place);
void gen_atomic_store(struct gen *g, const struct place *place, struct ir_insn *value);
struct ir_insn *gen_atomic_assign_operation(struct gen *g, const struct expr *expr);

/* statement.c */
void gen_statement(struct gen *g, const struct statement *statement);
/* Behind the body: the block that all computed gotos of the function share. */
void gen_leaving_jumps(struct gen *g); /* after the body: the blocks of gotos that leave scopes */
void gen_dispatch(struct gen *g);
/* The statements of ({ ... }), whose last one is the value and is kept. */
void gen_block_value(struct gen *g, const struct statement *block, const struct expr *value, const struct place *kept);
void gen_leave_scopes(struct gen *g, struct scope_exit *until);
struct ir_block *gen_label(struct gen *g, struct label *label);
/* assembly.c */
void gen_assembly(struct gen *g, const struct asm_statement *assembly);
struct ir_insn *gen_thread_pointer(struct gen *g);
void gen_trap(struct gen *g);

/* describe.c: for debuggers, nothing without -g.  The function; a block of these statements, which becomes the scope of
 * what is made (returns the scope to go back to); an object declared in it, after its slot is made. */
void describe_function(struct gen *g);
uint32_t describe_block(struct gen *g, const struct statement *statements);
void describe_local(struct gen *g, struct symbol *symbol);

/* uninitialized.c: warn of variables that are read before they have a value; the function's IR is complete. */
void gen_note_use(struct gen *g, const struct expr *lvalue);
void gen_note_declaration(struct gen *g, struct symbol *symbol);
void gen_check_uninitialized(struct gen *g);

/* reach.c: can control come to the position? */
bool gen_reaches_end(struct ir_function *function);

#endif
