/* The intermediate representation: module -> function -> block -> instruction, in SSA form.
 *
 * A value is the instruction that computes it.  Value types are i32 (also every pointer, _Bool, char, short), i64, f32,
 * f64. The front end builds functions with the ir_* makers below, one function at a time, and hands the module to
 * target_compile() (target/target.h).
 *
 * WHO DOES WHAT.  The front end
 *   - gives every variable and temporary object a stack slot (ir_slot) and reads and writes it with load and store; the
 * pass mem2reg turns slots whose address does not escape into values.  It never needs to make a phi, but may (?:, &&
 * and ||);
 *   - promotes: a char, short or _Bool is an i32 holding its value, extended by its own signedness; load extends (mem),
 * store takes the low bits; after arithmetic that may leave the range it applies sext8 .. zext16;
 *   - lowers structs (docs/abi.md).  Argument or result of at most 4 bytes: an i32; 5 to 8 bytes: an i64 (load the
 * bytes, align says what is known; read no byte beyond the object; pad with anything).  Larger argument: the front end
 *     makes the copy in a slot and passes its address as i32.  Larger result: the front end passes the address of the
 *     result's place as a first i32 argument (counted in `named`), declares the callee's first parameter for it, and
 * the callee returns that address as an i32;
 *   - converts arguments to the parameter's type, those matched by ... by the default promotions; no f32 is variadic;
 *   - expands va_arg: the va_list is a pointer to the next slot; an 8-byte type rounds it up to 8 first;
 *   - lays out bit-fields, and expands atomics of other widths than 32 bits.
 * The back end assigns registers and argument slots to calls and parameters (an i64 in two registers, and so on), saves
 * registers, keeps the stack aligned, and calls the runtime (tools/rt) for what the machine has not.
 *
 * MEMORY is little-endian.  An access traps when misaligned: when `align` of a load or store says less than its width,
 * the back end takes it apart.
 *
 * Storage: everything lives in the module's arena.  Names and payloads passed in are kept, not copied, unless it is
 * said. */
#ifndef CC_IR_H
#define CC_IR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "arena.h"

enum ir_type { IR_VOID, IR_I32, IR_I64, IR_F32, IR_F64 };

enum ir_op {
#define IR_OP(name, text, arguments, result, flags) IR_##name,
#include "ir_ops.def"
#undef IR_OP
    IR_OP_COUNT
};

/* Flags of an operation (see ir_ops.def). */
enum { IR_PURE = 1, IR_COMM = 2, IR_READ = 4, IR_WRITE = 8, IR_EFFECT = 16, IR_TERM = 32 };
/* Result of an operation. */
enum ir_result_kind { IR_RESULT_NONE, IR_RESULT_SAME, IR_RESULT_ANY, IR_RESULT_I32 };
#define IR_ARGS_VARY (-1)

struct ir_op_info {
    const char *name;
    int8_t args; /* or IR_ARGS_VARY */
    uint8_t result;
    uint8_t flags;
};
extern const struct ir_op_info ir_ops[IR_OP_COUNT];

/* What a load or store moves.  Loads of less than a word extend to i32. */
enum ir_mem { IR_MEM_S8, IR_MEM_U8, IR_MEM_S16, IR_MEM_U16, IR_MEM_32, IR_MEM_64, IR_MEM_F32, IR_MEM_F64 };

/* A source position: index into ir_module.places, 0 for none.  Passes copy it from the instruction that they replace.
 * Within a function positions grow in the order in which the front end made its code. */
typedef uint32_t ir_loc;

struct ir_place {
    uint32_t line;
    uint16_t column; /* 0: not known */
    uint16_t file;   /* number in ir_module.files */
    uint32_t scope;  /* ir_debug.h */
};

/* Flags of an instruction. */
enum {
    IR_VOLATILE =
        1,         /* load, store, blkcopy, blkzero: done exactly once, in order; asm: has effects beyond its results */
    IR_LIKELY = 2, /* condbr: target[0] is expected */
    IR_UNLIKELY = 4, /* condbr: target[1] is expected */
    IR_TAIL = 8,     /* call: made a jump (set by the back end) */
};

struct ir_insn {
    struct ir_insn *prev, *next; /* in the block */
    struct ir_block *block;      /* NULL when removed */
    struct ir_insn **arg;
    uint32_t arg_count;
    uint32_t id; /* dense within the function */
    ir_loc loc;
    uint8_t op;    /* enum ir_op */
    uint8_t type;  /* enum ir_type of the result */
    uint8_t mem;   /* enum ir_mem of a load or store */
    uint8_t align; /* load, store, blkcopy, blkzero: the address is known to be a multiple of this (1, 2, 4, 8) */
    uint8_t flags;
    uint16_t alias; /* load, store: alias class of its type, 0 touches everything (character types) */
    /* load, store of a member by its name: number of the structure (0: not one), and the member's offset in it.  Two
     * members of one structure at disjoint offsets are disjoint. */
    uint16_t record, member;
    uint32_t target_count;
    int64_t imm;
    union {
        struct ir_symbol *symbol;  /* addr */
        struct ir_slot *slot;      /* slot */
        struct ir_block **target;  /* phi (parallel to arg), br, condbr, switch, goto */
        struct ir_call *call;      /* call */
        struct ir_asm *assembly;   /* asm */
        struct ir_insn *forwarded; /* free for a pass */
    } u;
    int64_t *cases; /* switch: value of target[i + 1] */
    struct ir_binding *bindings; /* last of those that take effect before it (ir_debug.h) */
};

struct abi_place;

struct ir_call {
    struct ir_symbol *callee; /* NULL: arg[0] is the address, and the arguments proper start at arg[1] */
    uint32_t named;           /* variadic: how many arguments are not matched by ... (hidden result pointer included) */
    bool variadic;
    bool noreturn;
    bool library;  /* the callee is what the C library has under this name */
    bool pure;     /* only reads memory, and returns */
    bool constant; /* not even that: the result depends on the arguments' values only */
    struct abi_place *places; /* of the arguments proper (legalisation; target/abi.h) */
    uint32_t stack_bytes;     /* of those on the stack */
};

/* Inline assembly, operands in GNU order: outputs, then inputs.  arg[] holds one value for each input, in order.  An
 * "m" operand, output or input, is an input whose value is the object's address: outputs in memory are listed among the
 * operands in their place, but take an argument and give no result.  The results of register outputs are ir_result(asm,
 * n), n counting register outputs from 0.  "+r" is an output "=r" and one more input with the constraint of its number.
 */
struct ir_asm_operand {
    const char *constraint; /* without = + & %: "r" "f" "m" "i", or a decimal operand number */
    const char *name;       /* of [name], or NULL */
    uint8_t type;           /* enum ir_type of a register operand */
    bool output;
    bool early; /* & : must not share a register with an input */
    int8_t reg; /* register asked for by a register variable (0-15, floating 16-31), -1 for any */
};

struct ir_asm {
    const char *text; /* %0 %[name] %= %% as in GNU C; a line each */
    struct ir_asm_operand *operands;
    uint32_t operand_count, output_count;
    uint32_t clobbers; /* bit n: register n; bit 16 + n: floating register n */
    bool memory;       /* clobbers memory */
};

/* A place in the frame. */
struct ir_slot {
    struct ir_slot *next;
    const char *name; /* of the variable, or NULL */
    uint32_t size_bytes, align;
    uint32_t id;
    bool spill;        /* holds a register's value: only spill code touches it */
    int32_t offset;    /* from sp after the prologue; the back end's */
    bool placed;       /* offset is set: the slot is in use */
    bool stale;        /* not everything assigned is stored: no place to look for the variable */
    bool bound;        /* has become values: bindings tell where it is */
    uint32_t variable; /* described in ir_module.debug, 0: none */
    uint32_t scope;    /* where it is visible: of the function, or of an inlined copy */
};

struct ir_block {
    struct ir_block *next; /* layout order */
    struct ir_insn *first, *last;
    struct ir_binding *bindings; /* of a removed last instruction, until there is another one */
    uint32_t id;             /* dense within the function */
    bool address_taken;      /* by ir_block_address */
    struct ir_symbol *label; /* of a block whose address is taken */
    /* Filled in by ir_analyse (passes/cfg.c) and valid until the graph changes. */
    struct ir_block **preds;
    uint32_t pred_count;
    uint32_t order;        /* position in reverse postorder; UINT32_MAX when unreachable */
    struct ir_block *idom; /* immediate dominator, NULL for the entry */
    uint32_t loop_depth;
};

enum ir_state { IR_RAW, IR_BUSY, IR_OPTIMIZED };

struct ir_function {
    struct ir_function *next;
    struct ir_module *module;
    struct ir_symbol *symbol;
    uint8_t *params; /* enum ir_type */
    uint32_t param_count;
    uint8_t result;           /* enum ir_type */
    struct abi_place *places; /* of the parameters (legalisation; target/abi.h) */
    uint32_t stack_bytes;     /* of those on the stack */
    uint8_t state;            /* enum ir_state: the optimizer's */
    bool variadic, noreturn, always_inline, noinline, frame_pointer, naked, cold;
    bool calls_setjmp; /* or what else may return twice: all variables stay in memory, nothing is optimized */
    bool for_size; /* small rather than fast (the optimizer's) */
    struct ir_block *entry, *last_block;
    struct ir_slot *slots, *last_slot;
    struct arena facts;      /* holds what ir_analyse has found out */
    struct ir_block **order; /* reachable blocks in reverse postorder (ir_analyse) */
    uint32_t order_count;
    uint32_t block_count, insn_count, slot_count; /* numbers handed out */
    ir_loc loc, end_loc;
    uint32_t debug;                   /* description of the function, 0: none */
    uint32_t first_scope, last_scope; /* of its code, linked by debug_scope.next */
    /* The builder's position. */
    struct ir_block *at;
    ir_loc at_loc;
};

enum ir_linkage { IR_LOCAL, IR_GLOBAL, IR_WEAK };
enum ir_symbol_kind { IR_UNDEFINED, IR_FUNCTION, IR_DATA, IR_ALIAS, IR_COMMON, IR_BLOCK_LABEL };

struct ir_reloc {
    struct ir_reloc *next;
    uint32_t offset; /* of a 32-bit word in the data */
    struct ir_symbol *symbol;
    int32_t addend;
};

struct ir_symbol {
    struct ir_symbol *next;
    const char *name;
    uint8_t linkage; /* enum ir_linkage */
    uint8_t kind;    /* enum ir_symbol_kind */
    bool tls, used, read_only;
    bool strings;        /* data: zero-terminated characters that may be merged with equal ones */
    const char *section; /* NULL: chosen by what it is */
    uint32_t align;
    uint32_t size_bytes;
    const uint8_t *bytes; /* data: NULL when all zero */
    struct ir_reloc *relocs, *last_reloc;
    struct ir_symbol *aliased;    /* alias: of what */
    struct ir_function *function; /* function: its body; label: where it lies */
    struct ir_block *block;       /* label */
    struct ir_symbol *pool_next;  /* constants that the back end makes, and their bits */
    int64_t pool_bits;
    int32_t object_index;     /* the back end's */
    bool referenced, emitted; /* the back end's */
    uint32_t uses;            /* the optimizer's: calls and other mentions */
};

struct ir_module {
    struct arena arena;
    struct ir_symbol *symbols, *last_symbol;
    struct ir_function *functions, *last_function;
    struct ir_symbol *pool; /* constants that the back end makes */
    const char **files;     /* name by file number; 0 is unused */
    uint32_t file_count;
    struct ir_place *places; /* by ir_loc; 0 is unused */
    uint32_t place_count;
    uint32_t at_scope;   /* of the places made from now on */
    struct debug *debug; /* NULL without -g */
    const char *const *top_asm; /* file-scope asm, in order */
    uint32_t top_asm_count;
};

/* ---- Module and symbols ---- */

/* A new, empty module; ir_module_free frees it and all that belongs to it. */
struct ir_module *ir_module_new(void);
void ir_module_free(struct ir_module *module);

/* The number of a file, the same for equal names.  The name is copied. */
uint32_t ir_file(struct ir_module *module, const char *name);

/* A new position (the last one when that is the same), and what it says; line 0 for position 0. */
ir_loc ir_loc_new(struct ir_module *module, uint32_t file, uint32_t line, uint32_t column);
const struct ir_place *ir_place_of(const struct ir_module *module, ir_loc loc);

/* Append a block of file-scope assembly. */
void ir_top_asm(struct ir_module *module, const char *text);

/* A new symbol, kind IR_UNDEFINED.  The maker sets the other fields.  The name (copied) may be NULL for a local one:
 * the back end numbers it.  Symbols are not looked up by name: keep the pointer. */
struct ir_symbol *ir_symbol(struct ir_module *module, const char *name, enum ir_linkage linkage);

/* Make a symbol data: size_bytes bytes (kept; NULL for zeros). */
void ir_define_data(struct ir_symbol *symbol, const uint8_t *bytes, uint32_t size_bytes, uint32_t align,
                    bool read_only);

/* The word at offset of symbol's data is target + addend. */
void ir_data_reloc(struct ir_module *module, struct ir_symbol *symbol, uint32_t offset, struct ir_symbol *target,
                   int32_t addend);

/* ---- Functions, blocks, position ---- */

/* Start a function's body: its symbol becomes IR_FUNCTION; the entry block is made and becomes the position. */
struct ir_function *ir_function(struct ir_module *module, struct ir_symbol *symbol, enum ir_type result,
                                const enum ir_type *params, uint32_t param_count);

/* End of the body: a last block without an end gets `unreachable`; blocks that were made but never placed are dropped.
 */
void ir_function_end(struct ir_function *function);

/* A new block, not placed yet; and: put a block behind the last one and continue there.  When the block before
 * it has no end, it gets a br to this one. */
struct ir_block *ir_block(struct ir_function *function);
void ir_place(struct ir_function *function, struct ir_block *block);

/* True when the position is behind the end of a block (what is made now lands in a new block nobody reaches). */
bool ir_ended(const struct ir_function *function);

/* A stack slot of at least one byte. align is a power of two. */
struct ir_slot *ir_slot(struct ir_function *function, uint32_t size_bytes, uint32_t align, const char *name);

/* ---- Instructions: made at the position ---- */

struct ir_insn *ir_const(struct ir_function *function, enum ir_type type, int64_t value);
struct ir_insn *ir_f32(struct ir_function *function, float value);
struct ir_insn *ir_f64(struct ir_function *function, double value);
struct ir_insn *ir_undef(struct ir_function *function, enum ir_type type);
struct ir_insn *ir_addr(struct ir_function *function, struct ir_symbol *symbol, int32_t offset);
struct ir_insn *ir_slot_addr(struct ir_function *function, struct ir_slot *slot, int32_t offset);
/* Address of a label (GNU &&label); the same symbol serves in data relocations. */
struct ir_symbol *ir_block_address(struct ir_function *function, struct ir_block *block);
/* Parameter number index; only at the start of the entry block. */
struct ir_insn *ir_param(struct ir_function *function, uint32_t index);

/* Operations of one and two arguments with result SAME or I32. */
struct ir_insn *ir_unary(struct ir_function *function, enum ir_op op, struct ir_insn *a);
struct ir_insn *ir_binary(struct ir_function *function, enum ir_op op, struct ir_insn *a, struct ir_insn *b);
/* Conversions with a choice of result: sext zext stof utof ftos ftou fcvt bits. */
struct ir_insn *ir_convert(struct ir_function *function, enum ir_op op, enum ir_type type, struct ir_insn *a);
struct ir_insn *ir_select(struct ir_function *function, struct ir_insn *condition, struct ir_insn *a,
                          struct ir_insn *b);

/* Memory at address + offset.  align 0 means the natural one of mem. */
struct ir_insn *ir_load(struct ir_function *function, enum ir_mem mem, struct ir_insn *address, int32_t offset,
                        unsigned align, bool is_volatile);
struct ir_insn *ir_store(struct ir_function *function, enum ir_mem mem, struct ir_insn *address, int32_t offset,
                         struct ir_insn *value, unsigned align, bool is_volatile);
struct ir_insn *ir_blkcopy(struct ir_function *function, struct ir_insn *to, struct ir_insn *from, uint32_t size_bytes,
                           unsigned align);
struct ir_insn *ir_blkzero(struct ir_function *function, struct ir_insn *to, uint32_t size_bytes, unsigned align);
struct ir_insn *ir_cas(struct ir_function *function, struct ir_insn *address, struct ir_insn *expected,
                       struct ir_insn *desired);
struct ir_insn *ir_amo(struct ir_function *function, enum ir_op op, struct ir_insn *address, struct ir_insn *value);
/* fence, stacksave, vastart; frameaddr and retaddr with imm. */
struct ir_insn *ir_plain(struct ir_function *function, enum ir_op op, int64_t imm);
struct ir_insn *ir_alloca(struct ir_function *function, struct ir_insn *size, uint32_t align);
struct ir_insn *ir_stackrestore(struct ir_function *function, struct ir_insn *saved);

/* Calls: the arguments (their array is copied).  Set fields of ->u.call for variadic (named is then read) and noreturn;
 * after a noreturn call make an unreachable. */
struct ir_insn *ir_call(struct ir_function *function, enum ir_type result, struct ir_symbol *callee,
                        struct ir_insn *const *args, uint32_t arg_count);
struct ir_insn *ir_call_indirect(struct ir_function *function, enum ir_type result, struct ir_insn *address,
                                 struct ir_insn *const *args, uint32_t arg_count);
struct ir_insn *ir_asm(struct ir_function *function, struct ir_asm *assembly, struct ir_insn *const *args,
                       uint32_t arg_count, bool is_volatile);
struct ir_insn *ir_result(struct ir_function *function, struct ir_insn *of, uint32_t index, enum ir_type type);

/* A phi with room for count arguments, set by ir_phi_set; only before a block's other instructions. */
struct ir_insn *ir_phi(struct ir_function *function, enum ir_type type, uint32_t count);
void ir_phi_set(struct ir_insn *phi, uint32_t index, struct ir_block *from, struct ir_insn *value);

/* Ends of a block. */
void ir_br(struct ir_function *function, struct ir_block *target);
struct ir_insn *ir_condbr(struct ir_function *function, struct ir_insn *condition, struct ir_block *then_block,
                          struct ir_block *else_block);
/* A switch with room for count cases, filled in by ir_switch_case. */
struct ir_insn *ir_switch(struct ir_function *function, struct ir_insn *value, struct ir_block *otherwise,
                          uint32_t count);
void ir_switch_case(struct ir_insn *insn, uint32_t index, int64_t value, struct ir_block *target);
/* Computed goto: targets are all blocks it may reach (the array is copied). */
void ir_goto(struct ir_function *function, struct ir_insn *address, struct ir_block *const *targets, uint32_t count);
void ir_ret(struct ir_function *function, struct ir_insn *value); /* NULL for none */
void ir_unreachable(struct ir_function *function);

/* ---- For passes ---- */

/* A new instruction with room for arguments, not in a block yet. */
struct ir_insn *ir_insn_new(struct ir_function *function, enum ir_op op, enum ir_type type, uint32_t arg_count);

/* Let made, a new instruction of the same kind and function, be what insn is, but for arguments and place: a call has
 * its own copy of the callee's signature, a jump its own list of (the same) targets. */
void ir_copy_payload(struct ir_function *function, struct ir_insn *made, const struct ir_insn *insn);
void ir_insert_before(struct ir_insn *place, struct ir_insn *insn);
void ir_insert_after(struct ir_insn *place, struct ir_insn *insn);
void ir_append(struct ir_block *block, struct ir_insn *insn);
void ir_remove(struct ir_insn *insn);
/* Move an instruction behind the last one of a block, with the bindings that hang on it. */
void ir_move_to_end(struct ir_insn *insn, struct ir_block *block);
/* Make an instruction of up to three arguments (the first NULL ends them) in front of another one, with its source
 * position. */
struct ir_insn *ir_make(struct ir_function *function, struct ir_insn *before, enum ir_op op, enum ir_type type,
                        struct ir_insn *a, struct ir_insn *b, struct ir_insn *c);
struct ir_insn *ir_make_const(struct ir_function *function, struct ir_insn *before, enum ir_type type, int64_t value);
/* A new end for a block that has none: jump to the target. */
struct ir_insn *ir_append_br(struct ir_function *function, struct ir_block *block, struct ir_block *target);
/* A new block behind insn's block, which takes insn and all that follows it; phis that named the old block name the new
 * one.  The old block is left without an end. */
struct ir_block *ir_split(struct ir_function *function, struct ir_insn *insn);
/* A new block behind `after` in the list. */
struct ir_block *ir_block_after(struct ir_function *function, struct ir_block *after);
/* Turn an instruction into a copy of value; ir_resolve finds what stands behind copies. */
void ir_become_copy(struct ir_insn *insn, struct ir_insn *value);
struct ir_insn *ir_resolve(struct ir_insn *value);
/* Remove the phi arguments that come from a block (one entry for each edge that goes away). */
void ir_phi_forget(struct ir_block *block, const struct ir_block *from);
/* Add an argument to a phi, for a new edge. */
void ir_phi_add(struct ir_function *function, struct ir_insn *phi, struct ir_block *from, struct ir_insn *value);

/* A constant i32; any comparison. */
static inline bool ir_is_word(const struct ir_insn *value)
{
    return value->op == IR_CONST && value->type == IR_I32;
}

static inline bool ir_is_compare(const struct ir_insn *insn)
{
    return insn->op >= IR_EQ && insn->op <= IR_LEU;
}

/* True for a type held in an integer register (or a pair). */
bool ir_type_is_int(enum ir_type type);
uint32_t ir_type_bytes(enum ir_type type);
/* Width in bytes, and value type, of a memory access. */
uint32_t ir_mem_bytes(enum ir_mem mem);
enum ir_type ir_mem_type(enum ir_mem mem);

/* ---- Text ---- */

/* Write a module or a function as text, which ir_read reads back (ir_read.c describes the form). */
void ir_dump_module(FILE *out, const struct ir_module *module);
void ir_dump_function(FILE *out, const struct ir_function *function);

/* Read a module from text.  On an error: NULL, and one line of error text with the line number in error. */
struct ir_module *ir_read(const char *text, size_t length, char *error, size_t error_size);

/* Check a function against the rules of the IR.  Returns NULL when it holds, else what is wrong (static or in the
 * module's arena).  Calls ir_analyse. */
const char *ir_verify(struct ir_function *function);

#endif
