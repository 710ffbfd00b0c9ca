/* Ways out of a block: jumps to other blocks, exits on branches, calls of helpers. */
#include <string.h>

#include "jit/x86_lower.h"


/* ---- Jumps out of the block ------------------------------------------------------------------------------------ */

/* Jumps are computed where code is written, both mappings being equally far apart. */
static const uint8_t *written(const struct translation *t, const uint8_t *executed)
{
    return executed - t->jit->cache.execute;
}

void x86_jmp_to(struct translation *t, const uint8_t *executed)
{
    x86_patch(x86_jmp(&t->x), written(t, executed));
}

void x86_call_to(struct translation *t, const uint8_t *executed)
{
    x86_patch(x86_call(&t->x), written(t, executed));
}

/* Without coming back. */
static struct stub *exit_stub(struct translation *t, void (*emit)(struct translation *, const struct stub *),
                              uint8_t *place)
{
    if (t->stub_count == STUBS_MAX) { /* the block is not used */
        t->x.full = true;
        t->stub_count--;
    }
    struct stub *stub = &t->stubs[t->stub_count++];
    *stub = (struct stub){.emit = emit, .place = place, .back = t->x.at, .pc = t->pc, .index = t->index};
    return stub;
}

struct stub *x86_stub(struct translation *t, void (*emit)(struct translation *, const struct stub *), uint8_t *place)
{
    struct stub *stub = exit_stub(t, emit, place);
    stub->held = x86_held(t);
    return stub;
}

unsigned x86_rest(const struct translation *t, const struct stub *stub)
{
    return t->total - stub->index;
}

void x86_load_site(struct translation *t, const struct stub *stub, unsigned bytes)
{
    x86_mov_imm64(&t->x, RCX, SITE(stub->pc, x86_rest(t, stub), bytes));
}

/* Leave for target, which is not known yet or cannot be reached directly. */
static void emit_leave(struct translation *t, const struct stub *stub)
{
    x86_mov_mem_imm(&t->x, HART(pc), stub->target);
    x86_mov_imm(&t->x, RAX, (uint32_t)LEAVE_PLAIN);
    x86_jmp_to(t, t->jit->thunks.leave);
}

/* arg: whether to a single block. */
static void emit_link(struct translation *t, const struct stub *stub)
{
    struct jit *jit = t->jit;
    x86_mov_mem_imm(&t->x, HART(pc), stub->target);
    if (jit->link_count == LINKS_MAX) {
        t->x.full = true;
        return;
    }
    jit->links[jit->link_count++] = (struct link){(uint32_t)(stub->place - jit->cache.write), stub->arg};
    x86_mov_imm(&t->x, RAX, jit->link_count);
    x86_jmp_to(t, jit->thunks.leave);
}

/* Does the translation of target stay where it is as long as this block runs? */
static bool is_fixed(const struct translation *t, uint32_t target)
{
    if (((target ^ t->block->va) & PAGE_MASK) == 0)
        return (target & 3) == 0;
    return !t->block->user && t->block->va - VA_LINEAR < VA_LINEAR_BYTES && target - VA_LINEAR < VA_LINEAR_BYTES &&
           (target & 3) == 0;
}

/* Lead a jump to target. */
static void lead(struct translation *t, uint8_t *place, uint32_t target)
{
    if (target == t->block->va && !t->block->single)
        x86_patch(place, t->entry);
    else
        exit_stub(t, emit_link, place)->target = target;
}

static struct x86_mem jump_entry(const struct translation *t, uint32_t target)
{
    struct x86_mem mem = HART(jumps);
    size_t index = (size_t)t->block->user * JUMP_ENTRIES + (target >> 2 & (JUMP_ENTRIES - 1));
    mem.disp += (int32_t)(index * sizeof(struct jump));
    return mem;
}

_Static_assert(sizeof(struct jump) == 16 && offsetof(struct jump, code) == 8, "as translated code expects");

void x86_goto(struct translation *t, uint32_t target)
{
    t->ended = true;
    if (is_fixed(t, target)) {
        lead(t, x86_jmp(&t->x), target);
        return;
    }
    struct x86_mem entry = jump_entry(t, target), code = entry;
    code.disp += 8;
    x86_mov_imm(&t->x, RAX, target);
    x86_alu_mem64(&t->x, X86_OR, RAX, HART(fast.jump_tag));
    x86_alu_mem64(&t->x, X86_CMP, RAX, entry);
    exit_stub(t, emit_leave, x86_jcc(&t->x, X86_NE))->target = target;
    x86_jmp_mem(&t->x, code);
}

static void emit_leave_reg(struct translation *t, const struct stub *stub)
{
    (void)stub;
    x86_op_mem(&t->x, X86_MOV_STORE, RCX, HART(pc));
    x86_mov_imm(&t->x, RAX, (uint32_t)LEAVE_PLAIN);
    x86_jmp_to(t, t->jit->thunks.leave);
}

void x86_goto_reg(struct translation *t, int reg)
{
    t->ended = true;
    struct x86_mem first = jump_entry(t, 0);
    x86_mov(&t->x, RCX, reg);
    x86_mov(&t->x, RAX, RCX);
    x86_alu_imm(&t->x, X86_AND, RAX, (JUMP_ENTRIES - 1) << 2);
    x86_alu_mem64(&t->x, X86_OR, RCX, HART(fast.jump_tag)); /* ecx, the address, stays */
    x86_alu_mem64(&t->x, X86_CMP, RCX, x86_indexed(X86_HART, RAX, 2, first.disp));
    exit_stub(t, emit_leave_reg, x86_jcc(&t->x, X86_NE));
    x86_jmp_mem(&t->x, x86_indexed(X86_HART, RAX, 2, first.disp + 8));
}

/* A branch was taken before the block's end: the instructions behind it give their budget back. */
static void emit_side_exit(struct translation *t, const struct stub *stub)
{
    unsigned unused = x86_rest(t, stub) - 1;
    if (unused)
        x86_alu_imm(&t->x, X86_ADD, X86_BUDGET, (int32_t)unused);
    x86_goto(t, stub->target);
}

void x86_exit_if(struct translation *t, enum x86_cc cc, uint32_t target)
{
    exit_stub(t, emit_side_exit, x86_jcc(&t->x, cc))->target = target;
}

void x86_goto_if(struct translation *t, enum x86_cc cc, uint32_t target)
{
    if (is_fixed(t, target))
        lead(t, x86_jcc(&t->x, cc), target);
    else
        x86_exit_if(t, cc, target);
}

/* Back to before the present instruction, and on in a single block. */
static void emit_single(struct translation *t, const struct stub *stub)
{
    x86_alu_imm(&t->x, X86_ADD, X86_BUDGET, (int32_t)x86_rest(t, stub));
    struct stub *link = exit_stub(t, emit_link, x86_jmp(&t->x));
    link->target = stub->pc;
    link->arg = true;
}

void x86_go_single(struct translation *t, uint8_t *place, uint8_t *other_place)
{
    exit_stub(t, emit_single, place)->other_place = other_place;
}

bool x86_follow(struct translation *t, uint32_t target)
{
    unsigned number = target % PAGE_BYTES / 4;
    if (((target ^ t->block->va) & PAGE_MASK) || (target & 3) || (t->taken[number / 8] >> number % 8 & 1))
        return false;
    t->next_pc = target;
    return true;
}

/* Instructions in a block up to which its loop is repeated. */
#define UNROLLED_MAX 64

bool x86_unroll(struct translation *t, uint32_t target)
{
    unsigned length = t->index + 1;
    if (t->passes == 0)
        t->pass_insns = length;
    if (target != t->block->va || length + t->pass_insns > UNROLLED_MAX)
        return false;
    t->passes++;
    memset(t->taken, 0, sizeof t->taken);
    t->next_pc = target;
    return true;
}

/* ---- Calls of helpers ------------------------------------------------------------------------------------------ */

void x86_return_if(struct translation *t, const struct stub *stub, enum x86_cc cc)
{
    if (stub->held)
        x86_hold(t, stub->held);
    x86_patch(x86_jcc(&t->x, cc), stub->back);
}

void x86_return(struct translation *t, const struct stub *stub)
{
    if (stub->held)
        x86_hold(t, stub->held);
    x86_patch(x86_jmp(&t->x), stub->back);
}

void x86_call_access(struct translation *t, const struct stub *stub, unsigned bytes, bool stores)
{
    const struct thunks *thunks = &t->jit->thunks;
    unsigned size = (unsigned)__builtin_ctz(bytes);
    x86_load_site(t, stub, bytes);
    if (t->block->user)
        x86_call_to(t, stores ? thunks->user_store[size] : thunks->user_load[size]);
    else
        x86_call_to(t, stores ? thunks->store : thunks->load);
}

/* Leave behind a stub's instruction. */
static void leave_behind(struct translation *t, const struct stub *stub)
{
    unsigned unused = x86_rest(t, stub) - 1;
    if (unused)
        x86_alu_imm(&t->x, X86_ADD, X86_BUDGET, (int32_t)unused);
    x86_mov_mem_imm(&t->x, HART(pc), stub->pc + 4);
    x86_mov_imm(&t->x, RAX, (uint32_t)LEAVE_PLAIN);
    x86_jmp_to(t, t->jit->thunks.leave);
}

void x86_back_or_leave(struct translation *t, const struct stub *stub)
{
    x86_alu_mem8_imm(&t->x, X86_CMP, HART(leave), 0);
    x86_return_if(t, stub, X86_E);
    leave_behind(t, stub);
}

void x86_emit_step(struct translation *t, const struct stub *stub)
{
    x86_mov_imm(&t->x, RDX, stub->pc + 4);
    x86_load_site(t, stub, 0);
    x86_call_to(t, t->jit->thunks.step);
    x86_return(t, stub);
}

void x86_step(struct translation *t)
{
    uint8_t *place = x86_jmp(&t->x);
    x86_stub(t, x86_emit_step, place);
    t->knows_lr = false;
}
