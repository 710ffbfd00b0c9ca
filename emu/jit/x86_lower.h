/* Translation to x86-64: what the lowerings of instructions share.
 *
 * Register use of translated code: rbp the hart (HART), r15d the budget that is left when the block is done, rdx the
 * table of addends of the present mode (a lowering that uses rdx calls x86_load_table behind), rax and rcx free inside
 * a lowering, the others guest registers (x86_home).  Guest registers without a home live in struct hart. Floating
 * registers live in struct hart until a block uses them (hart->fast.fp_live), then f0..f13 in xmm0..xmm13 until
 * translated code is left.  STATUS.FPU does not change in between. */
#ifndef EMU_JIT_X86_LOWER_H
#define EMU_JIT_X86_LOWER_H

#include "isa/isa.h"
#include "isa/machine.h"
#include "jit/jit_impl.h"
#include "jit/x86_emit.h"

#define X86_HART   RBP
#define X86_BUDGET R15
#define X86_TABLE  RDX

/* rbp points into the middle of what is used most, so that displacements are short. */
#define HART_BIAS   128
#define HART(field) x86_at(X86_HART, (int32_t)offsetof(struct hart, field) - HART_BIAS)

struct translation;

/* What a register holds: two with one value differ by their offsets. */
struct known {
    uint16_t value;
    uint32_t offset;
};

/* The number of value a + b * 2^shift. */
struct sum {
    uint16_t a, b, value;
    uint8_t shift;
};
#define SUMS_MAX (2 * BLOCK_INSNS_MAX)

/* A load or store. */
struct reference {
    struct known address;
    uint8_t bytes;
    bool stores;
};

/* Accesses that share one look-up: they lie in lo to lo + span - 1, counted from a value. */
struct group {
    uint32_t lo;
    uint16_t span;
    bool stores;
    uint8_t first, last, count; /* accesses, by their number in the block */
    uint8_t slot;               /* of fast.pages */
};
#define GROUPS_MAX (BLOCK_INSNS_MAX / 2)

/* What the first pass over a block has found. */
struct plan {
    struct group groups[GROUPS_MAX];
    unsigned count;
    const struct group *of[BLOCK_INSNS_MAX]; /* an access; NULL: it is looked up by itself */
};

/* Code that stands behind the block, because it seldom runs. */
struct stub {
    void (*emit)(struct translation *t, const struct stub *stub);
    uint8_t *place, *other_place; /* jumps that lead here; the second may be NULL */
    uint8_t *back;                /* where it returns to */
    const struct group *held;     /* and what rcx must hold there; NULL: nothing */
    uint32_t pc, target;
    unsigned index; /* of its instruction in the block */
    struct insn insn;
    unsigned arg; /* whatever emit wants to know */
};
#define STUBS_MAX (8 * BLOCK_INSNS_MAX + 4)

struct translation {
    struct x86 x;
    struct jit *jit;
    struct block *block;
    const struct code_page *page;
    uint8_t *entry;
    uint32_t pc;                 /* of the instruction that is being translated */
    uint32_t next_pc;            /* of the one that follows it in the block */
    unsigned index;              /* of the instruction, from 0 */
    unsigned total;              /* instructions in the block, when it is complete */
    unsigned passes, pass_insns; /* of an unrolled loop: passes before this one, instructions in each */
    bool ended;
    bool fpu_checked;
    uint16_t unsure[2]; /* homes of singles, of doubles that may hold a NaN that is not canonical */
    struct {
        unsigned until;   /* index of the instruction up to which they hold */
        unsigned reg;     /* is 1 on the condition cc, else 0 */
        enum x86_cc cc;
    } flags;            /* of the host, behind a comparison */
    bool knows_lr;      /* lr was set in this block */
    uint32_t lr;
    uint8_t aligned[16]; /* of guest registers: low bits that are known to be zero */
    struct known known[16];
    uint16_t value_count;
    struct sum sums[SUMS_MAX];
    unsigned sum_count;
    struct reference references[BLOCK_INSNS_MAX];
    unsigned reference_count;
    const struct plan *plan;            /* NULL in the first pass */
    const struct group *held;           /* whose address is in rcx, unless x.mentioned has that */
    struct stub *stubs; /* STUBS_MAX */
    unsigned stub_count;
    unsigned first_stub;                /* of the present lowering */
    uint8_t taken[CODE_PAGE_INSNS / 8]; /* instructions of the page that are in the block */
};

/* Host registers of guest registers; X86_NONE for those in memory.  xmm registers of floating ones. */
extern const int8_t x86_home[16];
#define X86_FP_HOMES 14

/* ---- Operands -------------------------------------------------------------------------------------------------- */

struct x86_mem x86_guest(unsigned reg); /* its place in struct hart */
struct x86_mem x86_guest_f(unsigned reg);

/* Host register that holds a guest register: its home, or scratch after loading it. */
int x86_in(struct translation *t, unsigned reg, int scratch);

/* Copy a guest register to a host register. */
void x86_load(struct translation *t, int host, unsigned reg);

/* Host register in which to compute a guest register, and what puts it into place. */
int x86_out(unsigned reg, int scratch);
void x86_done(struct translation *t, unsigned reg, int host);

/* host op= guest register. */
void x86_alu_guest(struct translation *t, enum x86_alu op, int host, unsigned reg);

/* reg = 1 on a condition, else 0; the flags stay known for the next instruction. */
void x86_set(struct translation *t, unsigned reg, enum x86_cc cc);

/* Do the flags say whether reg is 0?  *cc is the condition on which it is 1. */
bool x86_flags_tell(const struct translation *t, unsigned reg, enum x86_cc *cc);

/* Make all floating registers what the guest may see; rax and the flags are used. */
void x86_settle(struct translation *t);

/* ---- Leaving the straight path --------------------------------------------------------------------------------- */

/* A stub of the present instruction; place is the jump to it. */
struct stub *x86_stub(struct translation *t, void (*emit)(struct translation *, const struct stub *), uint8_t *place);

/* What the block's budget still has for a stub's instruction and those behind it. */
unsigned x86_rest(const struct translation *t, const struct stub *stub);

/* Back to where a stub came from: always, or on a condition. */
void x86_return(struct translation *t, const struct stub *stub);
void x86_return_if(struct translation *t, const struct stub *stub, enum x86_cc cc);

/* Let the interpreter execute the present instruction: always, or as a stub. */
void x86_step(struct translation *t);
void x86_emit_step(struct translation *t, const struct stub *stub);

/* Leave on a condition for target, after the present instruction. */
void x86_exit_if(struct translation *t, enum x86_cc cc, uint32_t target);

/* Go to target; the present instruction is the last of the block. */
void x86_goto(struct translation *t, uint32_t target);
void x86_goto_if(struct translation *t, enum x86_cc cc, uint32_t target);

/* The same, to the address in a host register (eax or ecx). */
void x86_goto_reg(struct translation *t, int reg);

/* Behind a thunk that may have asked to leave: do so, after the stub's instruction, else go back. */
void x86_back_or_leave(struct translation *t, const struct stub *stub);

/* rcx = the stub's site. */
void x86_load_site(struct translation *t, const struct stub *stub, unsigned bytes);

/* Call the helper of a load or store of bytes at eax; a store's value is in rdx. */
void x86_call_access(struct translation *t, const struct stub *stub, unsigned bytes, bool stores);

void x86_jmp_to(struct translation *t, const uint8_t *executed);
void x86_call_to(struct translation *t, const uint8_t *executed);

/* Instructions that go elsewhere are followed when they stay in the page. */
bool x86_follow(struct translation *t, uint32_t target);

/* A short loop to the block's start goes through the block several times. */
bool x86_unroll(struct translation *t, uint32_t target);

/* ---- Memory ---------------------------------------------------------------------------------------------------- */

/* arg of loads and stores: the number of bytes, and flags. */
enum { X86_BYTES = 0xf, X86_SIGNED = 0x10, X86_INDEXED = 0x20 };

/* Check an access and say where it goes: by rax, and by rcx alone when rax is wanted.  The stub executes it when
 * the table does not know the page; it begins with x86_access_slow. */
enum { X86_STORES = 0x40, X86_WANTS_RAX = 0x80 }; /* with the flags above */
struct x86_mem x86_access(struct translation *t, const struct insn *insn, unsigned arg,
                          void (*emit)(struct translation *, const struct stub *));

/* eax = the address of an access, and delta. */
void x86_address(struct translation *t, const struct insn *insn, unsigned arg, uint32_t delta);

/* host is an address: the addend of its page, and in the Z flag whether that is not known. */
void x86_look_up_page(struct translation *t, int host, bool stores);

/* In a stub: eax = the address of the access.  In kernel mode, where the table holds the linear window only, the
 * shadows are asked first: true, and rax is the host's address; the caller executes the access, ends it by
 * x86_access_end with what is returned in *unknown, and then calls the helper. */
bool x86_access_slow(struct translation *t, const struct stub *stub, uint8_t **unknown);
void x86_access_end(struct translation *t, const struct stub *stub, uint8_t *unknown);

/* ---- Groups of accesses ---------------------------------------------------------------------------------------- */

/* Look for groups in what a pass has noted; false: there are none. */
bool x86_plan(const struct translation *t, struct plan *plan);

/* Note that nothing is known; what an instruction does to the values of registers. */
void x86_note_start(struct translation *t);
void x86_note_values(struct translation *t, const struct insn *insn);

/* The present instruction is the next access: its group, or NULL. */
const struct group *x86_note_reference(struct translation *t, const struct insn *insn, unsigned arg);

/* Whose address rcx holds; NULL: nobody's. */
const struct group *x86_held(const struct translation *t);

/* rcx = the address of a group that has been looked up. */
void x86_hold(struct translation *t, const struct group *group);

/* Where it goes then, by rcx. */
struct x86_mem x86_access_in_group(struct translation *t, const struct insn *insn, unsigned arg,
                                   const struct group *group);

/* Emit on the two places' way: go to the present instruction in a block without groups. */
void x86_go_single(struct translation *t, uint8_t *place, uint8_t *other_place);

/* The stubs of the present instruction return here. */
void x86_set_back(struct translation *t);

void x86_load_table(struct translation *t);

/* ---- The table of lowerings ------------------------------------------------------------------------------------ */

/* Translate an instruction; false when this form is left to the interpreter.  arg is the table's. */
typedef bool x86_lower(struct translation *t, const struct insn *insn, unsigned arg);

struct x86_lowering {
    x86_lower *lower; /* NULL: the interpreter executes it */
    unsigned arg;
};
extern const struct x86_lowering x86_lowerings[OP_COUNT];

x86_lower lower_alu, lower_andn, lower_shift, lower_shift_imm, lower_rotate, lower_rotate_imm, lower_compare,
    lower_compare_imm, lower_minmax, lower_mul, lower_mulh, lower_divide, lower_shadd, lower_sel, lower_count,
    lower_bswap, lower_extu, lower_exts, lower_alu_imm, lower_addhi, lower_muli, lower_addpc;
x86_lower lower_load, lower_store, lower_load_pair, lower_store_pair;
x86_lower lower_branch, lower_branch_imm, lower_j, lower_jal, lower_jalr;
x86_lower lower_fence, lower_syscall, lower_eret, lower_csrr, lower_csrw, lower_csrx, lower_tlbw;
x86_lower lower_fp_load, lower_fp_store, lower_fp_double, lower_fp_single, lower_fp_unary_double, lower_fp_unary_single,
    lower_fp_eq, lower_fp_lt, lower_fp_le, lower_fp_sign_double, lower_fp_sign_single, lower_fp_to_int,
    lower_fp_to_unsigned, lower_fp_from_int, lower_fp_from_unsigned, lower_fp_move, lower_fp_sel, lower_fp_low,
    lower_fp_high, lower_fp_word, lower_fp_words;

#endif
