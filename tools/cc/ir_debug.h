/* What debuggers are told of the source: types, variables, scopes, and where variables have their values.
 *
 * The front end describes (ir_module.debug, NULL without -g); indices into the tables below stand for what they
 * describe, 0 for nothing (and for void).  The DWARF writer (dwarf/) turns the tables into sections.
 *
 * WHERE VARIABLES ARE.  A variable is an ir_slot that names its description.  As long as the slot is used, it is there.
 * Who replaces a slot by values leaves *bindings* instead: "from here on bytes offset .. offset + bytes of the slot
 * have the value v".  Bindings hang on instructions that stay in place (ir_binds_hold: not pure, no phi) and take
 * effect before them; they are no instructions and no uses, so that -g cannot change the code.
 *
 * WHAT A PASS HAS TO DO so that bindings stay true:
 *   - nothing, when it removes (ir_remove gives the bindings to the next instruction that can hold them), replaces
 *     (ir_become_copy: bindings resolve copies) or reorders pure instructions, or lets values die: a binding whose
 *     value is gone is worked out from what it was computed of, or the variable is unknown there;
 *   - moving whole runs of instructions between blocks (join, split, rotate): ir_move_to_end, not remove and append;
 *   - copying code (inline, unroll, thread): ir_binds_clone for each instruction copied that holds bindings;
 *   - replacing slots by values (mem2reg): ir_bind in place of each store, with value NULL where paths with different
 *     values meet without a phi;
 *   - dropping a store to a slot that stays (dse), or putting the value elsewhere: ir_bind_lost_store;
 *   - leading jumps past an empty block: ir_binds_pass_over;
 *   - replacing uses by hand, without ir_become_copy: ir_binds_replace;
 *   - giving a variable a new representation (strength reduction): ir_bind to an ir_bind_expression that computes the
 *     old value from the new one;
 *   - never give an existing instruction another meaning: make a new one. */
#ifndef CC_IR_DEBUG_H
#define CC_IR_DEBUG_H

#include "ir.h"

/* ---- Types ---- */

enum debug_kind {
    DEBUG_BASE,
    DEBUG_POINTER,
    DEBUG_CONST,
    DEBUG_VOLATILE,
    DEBUG_RESTRICT,
    DEBUG_ATOMIC,
    DEBUG_TYPEDEF,
    DEBUG_ARRAY,
    DEBUG_STRUCT,
    DEBUG_UNION,
    DEBUG_ENUM,
    DEBUG_FUNCTION,
};

enum debug_encoding {
    DEBUG_SIGNED,
    DEBUG_UNSIGNED,
    DEBUG_SIGNED_CHAR,
    DEBUG_UNSIGNED_CHAR,
    DEBUG_BOOLEAN,
    DEBUG_FLOAT,
};

#define DEBUG_LENGTH_UNKNOWN UINT32_MAX

struct debug_type {
    uint8_t kind;     /* enum debug_kind */
    uint8_t encoding; /* base: enum debug_encoding */
    bool incomplete;  /* record, enumeration */
    bool prototyped;  /* function */
    bool variadic;    /* function */
    const char *name; /* or NULL */
    uint32_t size_bytes;
    uint32_t base;               /* pointed to, qualified, named, element, result, integer of an enumeration */
    uint32_t length;             /* array: elements, or DEBUG_LENGTH_UNKNOWN */
    uint32_t byte_size_variable; /* array of variable length: the hidden variable that holds its size in bytes */
    uint32_t first, count;       /* members, enumerators, parameters: debug.members */
    uint32_t file, line;
};

struct debug_member {
    const char *name; /* or NULL */
    uint32_t type, file, line;
    uint32_t offset_bytes;
    uint8_t bit_offset, bit_width; /* of a bit-field, from offset_bytes; width 0: none */
    int64_t value;                 /* of an enumerator */
};

/* ---- Scopes, functions, variables ---- */

enum debug_scope_kind { DEBUG_SCOPE_FUNCTION, DEBUG_SCOPE_BLOCK, DEBUG_SCOPE_INLINED };

struct debug_scope {
    uint8_t kind;      /* enum debug_scope_kind */
    uint32_t parent;   /* 0: the unit */
    uint32_t function; /* described; of an inlined copy: the copied one */
    uint32_t origin;   /* of a copy: the scope that it is a copy of, which is none itself */
    uint32_t instance; /* the nearest inlined copy around it, itself perhaps; 0 in the function's own code */
    ir_loc call;       /* of an inlined copy: the call */
    uint32_t next;     /* of the same ir_function */
    uint32_t copy;     /* in the inlining going on */
    uint32_t first_variable, last_variable; /* described here, in order */
};

struct debug_function {
    const char *name;
    struct ir_symbol *symbol;
    uint32_t result; /* type */
    uint32_t scope;
    uint32_t file, line, column;
    bool prototyped, variadic, external, noreturn, declared_inline;
    bool inlined; /* somewhere */
};

enum debug_variable_kind { DEBUG_PARAMETER, DEBUG_LOCAL, DEBUG_STATIC };

struct debug_variable {
    const char *name; /* NULL: hidden */
    uint8_t kind;     /* enum debug_variable_kind */
    bool external, is_thread;
    bool by_address; /* the slot, or the value bound to it, is the object's address */
    uint32_t type;
    uint32_t scope;           /* 0: file scope */
    struct ir_symbol *symbol; /* of static storage */
    uint32_t file, line, column;
    uint32_t next; /* of the same scope */
};

struct debug_code;

/* Entry 0 of each table is unused. */
struct debug {
    struct arena *arena; /* the module's */
    struct debug_type *types;
    struct debug_member *members;
    struct debug_scope *scopes;
    struct debug_function *functions;
    struct debug_variable *variables;
    uint32_t type_count, member_count, scope_count, function_count, variable_count;
    bool want_variables;                 /* false: -g1, functions and lines only */
    struct debug_code *code, *last_code; /* of the functions written, in order: target/debug.h */
};

/* Make a module carry debug information; before anything is described. */
void ir_debug_start(struct ir_module *module, bool variables);

/* New entries; the maker sets what is not named here.  Members of one type are added one after the other. */
uint32_t debug_type_new(struct debug *debug, enum debug_kind kind);
uint32_t debug_member_new(struct debug *debug, const char *name, uint32_t type);
uint32_t debug_function_new(struct debug *debug, const char *name, struct ir_symbol *symbol);
uint32_t debug_variable_new(struct debug *debug, enum debug_variable_kind kind, const char *name, uint32_t type,
                            uint32_t scope);

/* A scope of code that belongs to a function of the module (its function->debug names the description). */
uint32_t debug_scope_new(struct debug *debug, struct ir_function *owner, enum debug_scope_kind kind, uint32_t parent);

/* The function copy that a position belongs to: two positions can be ordered when these are equal. */
uint32_t debug_instance(const struct ir_module *module, ir_loc loc);

/* ---- Bindings ---- */

/* From before the instruction that holds it: these bytes of the slot have this value; NULL: unknown.  `loc` is the
 * position of the assignment, 0 when it takes effect at the start of a block. */
struct ir_binding {
    struct ir_binding *next; /* circular */
    struct ir_slot *slot;
    uint32_t offset_bytes, size_bytes;
    struct ir_insn *value;
    ir_loc loc;
};

/* Whether bindings can hang on an instruction. */
bool ir_binds_hold(const struct ir_insn *insn);

/* Add a binding behind those of `before`, or of the next instruction in its block that can hold one.  Does nothing for
 * slots that are no described variable. */
void ir_bind(struct ir_function *function, struct ir_insn *before, struct ir_slot *slot, uint32_t offset_bytes,
             uint32_t size_bytes, struct ir_insn *value, ir_loc loc);

/* A store, blkzero or blkcopy is going to be removed, and what it writes will not be in memory.  When it writes to a
 * slot, the slot no longer tells the variable; should it become values later, this assignment is among the bindings. */
void ir_bind_lost_store(struct ir_function *function, struct ir_insn *store);

/* An instruction for the value of a binding only: in no block, without a number of its own, so that it changes
 * nothing. */
struct ir_insn *ir_bind_expression(struct ir_function *function, enum ir_op op, enum ir_type type, uint32_t arg_count);

/* Let bindings of one value be of another one: where a pass replaces uses by hand. */
void ir_binds_replace(struct ir_function *function, const struct ir_insn *old, struct ir_insn *value);

/* A block without instructions but its jump to `target` is passed over from now on: what it binds is bound there, or
 * when there are other ways to it is unknown there unless it binds it itself. */
void ir_binds_pass_over(struct ir_function *function, const struct ir_block *block, struct ir_block *target);

/* What a copy of code knows of its original; arrays are by id in the original. */
struct ir_clone {
    struct ir_function *from, *to;
    struct ir_insn **insn; /* copies; entries that are NULL: the original itself */
    struct ir_slot **slot; /* or NULL: the same slots */
    struct arena *scratch;
    /* Of inlining; ir_clone_start fills them in. */
    ir_loc *loc; /* sorted positions of the original; their copies follow one another */
    ir_loc first_copy;
    uint32_t loc_count;
};

/* Inlining, before anything but the slots is copied: gives the copy of `from` at a call scopes and positions of its
 * own, and the copied slots their scopes. */
void ir_clone_start(struct ir_clone *clone, ir_loc call);
/* A copy of a whole function, to be inlined later: it has the scopes of the original. */
void ir_clone_whole(const struct ir_clone *clone);
/* The copy of a position (the position itself without debug information). */
ir_loc ir_clone_loc(const struct ir_clone *clone, ir_loc loc);

/* Copy the bindings of an instruction to those of `to`. */
void ir_binds_clone(const struct ir_clone *clone, const struct ir_insn *insn, struct ir_insn *to);

#endif
