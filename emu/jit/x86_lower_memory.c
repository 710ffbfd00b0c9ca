/* Lowerings of loads and stores: the shadow of the page inline, everything else in the helper. */
#include "jit/x86_lower.h"

#define PAGE_MASK (~(uint32_t)(PAGE_BYTES - 1))

_Static_assert(sizeof(struct shadow) == 16 && offsetof(struct shadow, addend) == 8, "as translated code expects");

/* eax = the address of an access. */
static void address(struct translation *t, const struct insn *insn, unsigned arg)
{
    if (arg & X86_INDEXED) {
        int a = x86_in(t, insn->a, RAX), b = x86_in(t, insn->b, RCX);
        x86_op_mem(&t->x, X86_LEA, RAX, x86_indexed(a, b, (unsigned)insn->imm, 0));
    } else if (insn->a == 0) {
        x86_mov_imm(&t->x, RAX, (uint32_t)insn->imm);
    } else {
        x86_op_mem(&t->x, X86_LEA, RAX, x86_at(x86_in(t, insn->a, RAX), insn->imm));
    }
}

struct x86_mem x86_access(struct translation *t, const struct insn *insn, unsigned arg, bool stores, uint8_t **slow)
{
    struct x86_mem shadows = stores ? HART(writes) : HART(reads);
    unsigned bytes = arg & X86_BYTES;
    address(t, insn, arg);
    x86_mov(&t->x, RCX, RAX);
    x86_shift_imm(&t->x, X86_SHR, RCX, PAGE_SHIFT - 4);
    x86_alu_imm(&t->x, X86_AND, RCX, (SHADOW_ENTRIES - 1) << 4);
    x86_mov(&t->x, RDX, RAX);
    x86_alu_imm(&t->x, X86_AND, RDX, (int32_t)(PAGE_MASK | (bytes - 1)));
    x86_alu_mem64(&t->x, X86_OR, RDX, HART(fast.context));
    struct x86_mem tag = x86_indexed(X86_HART, RCX, 0, shadows.disp), addend = tag;
    addend.disp += 8;
    x86_alu_mem64(&t->x, X86_CMP, RDX, tag);
    *slow = x86_jcc(&t->x, X86_NE);
    x86_alu_mem64(&t->x, X86_ADD, RAX, addend);
    return x86_at(RAX, 0);
}

/* A loaded value, extended, from rax to a guest register. */
static void extend(struct translation *t, unsigned d, unsigned arg)
{
    static const enum x86_opcode by_bytes[2][5] = {
        {0, X86_MOVZX8, X86_MOVZX16, 0, X86_MOV_LOAD},
        {0, X86_MOVSX8, X86_MOVSX16, 0, X86_MOV_LOAD},
    };
    int host = x86_out(d, RAX);
    x86_op(&t->x, by_bytes[arg & X86_SIGNED ? 1 : 0][arg & X86_BYTES], host, RAX);
    x86_done(t, d, host);
}

static void emit_load(struct translation *t, const struct stub *stub)
{
    unsigned arg = x86_lowerings[stub->insn.op].arg;
    x86_load_site(t, stub, arg & X86_BYTES);
    x86_call_to(t, t->jit->thunks.load);
    extend(t, stub->insn.d, arg);
    x86_back_or_leave(t, stub);
}

bool lower_load(struct translation *t, const struct insn *insn, unsigned arg)
{
    static const enum x86_opcode by_bytes[2][5] = {
        {0, X86_MOVZX8, X86_MOVZX16, 0, X86_MOV_LOAD},
        {0, X86_MOVSX8, X86_MOVSX16, 0, X86_MOV_LOAD},
    };
    uint8_t *slow;
    struct x86_mem mem = x86_access(t, insn, arg, false, &slow);
    int host = x86_out(insn->d, RAX);
    x86_op_mem(&t->x, by_bytes[arg & X86_SIGNED ? 1 : 0][arg & X86_BYTES], host, mem);
    x86_done(t, insn->d, host);
    x86_stub(t, emit_load, slow)->insn = *insn;
    return true;
}

static void emit_store(struct translation *t, const struct stub *stub)
{
    unsigned arg = x86_lowerings[stub->insn.op].arg;
    x86_load(t, RDX, stub->insn.d);
    x86_load_site(t, stub, arg & X86_BYTES);
    x86_call_to(t, t->jit->thunks.store);
    x86_back_or_leave(t, stub);
}

static enum x86_opcode store_opcode(unsigned bytes)
{
    return bytes == 1 ? X86_MOV_STORE8 : bytes == 2 ? X86_MOV_STORE16 : X86_MOV_STORE;
}

bool lower_store(struct translation *t, const struct insn *insn, unsigned arg)
{
    uint8_t *slow;
    struct x86_mem mem = x86_access(t, insn, arg, true, &slow);
    x86_op_mem(&t->x, store_opcode(arg & X86_BYTES), x86_in(t, insn->d, RCX), mem);
    x86_stub(t, emit_store, slow)->insn = *insn;
    return true;
}

static void emit_load_pair(struct translation *t, const struct stub *stub)
{
    x86_load_site(t, stub, 8);
    x86_call_to(t, t->jit->thunks.load);
    x86_mov64(&t->x, RCX, RAX);
    x86_shift_imm64(&t->x, X86_SHR, RCX, 32);
    x86_done(t, stub->insn.d, RAX);
    x86_done(t, stub->insn.b, RCX);
    x86_back_or_leave(t, stub);
}

bool lower_load_pair(struct translation *t, const struct insn *insn, unsigned arg)
{
    uint8_t *slow;
    struct x86_mem mem = x86_access(t, insn, arg, false, &slow);
    int low = x86_out(insn->d, RCX), high = x86_out(insn->b, RCX);
    x86_op_mem(&t->x, X86_MOV_LOAD, low, mem);
    x86_done(t, insn->d, low);
    mem.disp += 4;
    x86_op_mem(&t->x, X86_MOV_LOAD, high, mem);
    x86_done(t, insn->b, high);
    x86_stub(t, emit_load_pair, slow)->insn = *insn;
    return true;
}

static void emit_store_pair(struct translation *t, const struct stub *stub)
{
    x86_load(t, RDX, stub->insn.d);
    x86_load(t, RCX, stub->insn.b);
    x86_shift_imm64(&t->x, X86_SHL, RCX, 32);
    x86_alu64(&t->x, X86_OR, RDX, RCX);
    x86_load_site(t, stub, 8);
    x86_call_to(t, t->jit->thunks.store);
    x86_back_or_leave(t, stub);
}

bool lower_store_pair(struct translation *t, const struct insn *insn, unsigned arg)
{
    uint8_t *slow;
    struct x86_mem mem = x86_access(t, insn, arg, true, &slow);
    x86_op_mem(&t->x, X86_MOV_STORE, x86_in(t, insn->d, RCX), mem);
    mem.disp += 4;
    x86_op_mem(&t->x, X86_MOV_STORE, x86_in(t, insn->b, RCX), mem);
    x86_stub(t, emit_store_pair, slow)->insn = *insn;
    return true;
}
