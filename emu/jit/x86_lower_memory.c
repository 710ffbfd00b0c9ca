/* Lowerings of loads and stores: by the table of addends inline; in kernel mode by the shadows in a stub; everything
 * else in the helper. */
#include "jit/x86_lower.h"


_Static_assert(sizeof(struct shadow) == 16 && offsetof(struct shadow, addend) == 8, "as translated code expects");

void x86_address(struct translation *t, const struct insn *insn, unsigned arg, uint32_t delta)
{
    if (arg & X86_INDEXED) {
        int a = x86_in(t, insn->a, RAX), b = x86_in(t, insn->b, RCX);
        x86_op_mem(&t->x, X86_LEA, RAX, x86_indexed(a, b, (unsigned)insn->imm, (int32_t)delta));
    } else if (insn->a == 0) {
        x86_mov_imm(&t->x, RAX, (uint32_t)insn->imm + delta);
    } else {
        x86_op_mem(&t->x, X86_LEA, RAX, x86_at(x86_in(t, insn->a, RAX), (int32_t)((uint32_t)insn->imm + delta)));
    }
}

void x86_load_table(struct translation *t)
{
    x86_op_mem64(&t->x, X86_MOV_LOAD, X86_TABLE, t->block->user ? HART(fast.tables[1]) : HART(fast.tables[0]));
}

static unsigned log2_of(unsigned bytes)
{
    return bytes == 8 ? 3 : bytes >> 1;
}

/* Is the address known to be aligned? */
static bool is_aligned(const struct translation *t, const struct insn *insn, unsigned arg)
{
    unsigned bits = log2_of(arg & X86_BYTES);
    if (arg & X86_INDEXED)
        return t->aligned[insn->a] >= bits && t->aligned[insn->b] + (unsigned)insn->imm >= bits;
    return t->aligned[insn->a] >= bits && insn->imm % (1 << bits) == 0;
}

/* Behind an access its base is known to be aligned. */
static void note_aligned(struct translation *t, const struct insn *insn, unsigned arg)
{
    unsigned bits = log2_of(arg & X86_BYTES);
    bool known = arg & X86_INDEXED ? t->aligned[insn->b] + (unsigned)insn->imm >= bits : insn->imm % (1 << bits) == 0;
    if (known && t->aligned[insn->a] < bits)
        t->aligned[insn->a] = (uint8_t)bits;
}

void x86_look_up_page(struct translation *t, int host, bool stores)
{
    struct x86_mem entry = x86_indexed(X86_TABLE, host, 3, 0);
    if (stores)
        entry.disp = PAGEMAP_STORES * PAGEMAP_PAGES * (int32_t)sizeof(uintptr_t);
    x86_shift_imm(&t->x, X86_SHR, host, PAGE_SHIFT);
    x86_op_mem64(&t->x, X86_MOV_LOAD, host, entry);
    x86_op64(&t->x, X86_TEST, host, host);
}

/* x86_access for one of a group. */
static struct x86_mem grouped(struct translation *t, const struct insn *insn, unsigned arg, const struct group *group,
                              void (*emit)(struct translation *, const struct stub *))
{
    if (!is_aligned(t, insn, arg)) {
        x86_address(t, insn, arg, 0);
        x86_test8_imm(&t->x, RAX, (uint8_t)((arg & X86_BYTES) - 1));
        struct stub *stub = x86_stub(t, emit, x86_jcc(&t->x, X86_NE));
        stub->insn = *insn;
        stub->arg = arg;
        note_aligned(t, insn, arg);
    }
    return x86_access_in_group(t, insn, arg, group);
}

struct x86_mem x86_access(struct translation *t, const struct insn *insn, unsigned arg,
                          void (*emit)(struct translation *, const struct stub *))
{
    const struct group *group = x86_note_reference(t, insn, arg);
    if (group)
        return grouped(t, insn, arg, group, emit);
    bool direct = !(arg & (X86_INDEXED | X86_WANTS_RAX)) && insn->imm == 0 && x86_home[insn->a] != X86_NONE;
    int va = direct ? x86_home[insn->a] : RAX, page = direct ? RAX : RCX;
    if (!direct)
        x86_address(t, insn, arg, 0);
    uint8_t *odd = NULL;
    if (!is_aligned(t, insn, arg)) {
        x86_test8_imm(&t->x, va, (uint8_t)((arg & X86_BYTES) - 1));
        odd = x86_jcc(&t->x, X86_NE);
    }
    x86_mov(&t->x, page, va);
    x86_look_up_page(t, page, arg & X86_STORES);
    struct stub *stub = x86_stub(t, emit, x86_jcc(&t->x, X86_E));
    stub->other_place = odd;
    stub->insn = *insn;
    stub->arg = arg;
    note_aligned(t, insn, arg);
    if (!(arg & X86_WANTS_RAX))
        return x86_indexed(page, va, 0, 0);
    x86_alu64(&t->x, X86_ADD, RCX, RAX);
    return x86_at(RCX, 0);
}

/* The end of the lowering, to which its stubs return. */
void x86_set_back(struct translation *t)
{
    for (unsigned i = t->first_stub; i < t->stub_count; i++)
        t->stubs[i].back = t->x.at;
}

bool x86_access_slow(struct translation *t, const struct stub *stub, uint8_t **unknown)
{
    struct x86_mem shadows = stub->arg & X86_STORES ? HART(writes) : HART(reads);
    x86_address(t, &stub->insn, stub->arg, 0);
    if (t->block->user)
        return false;
    x86_mov(&t->x, RCX, RAX);
    x86_shift_imm(&t->x, X86_SHR, RCX, PAGE_SHIFT - 4);
    x86_alu_imm(&t->x, X86_AND, RCX, (SHADOW_ENTRIES - 1) << 4);
    x86_mov(&t->x, RDX, RAX);
    x86_alu_imm(&t->x, X86_AND, RDX, (int32_t)(PAGE_MASK | ((stub->arg & X86_BYTES) - 1)));
    x86_alu_mem64(&t->x, X86_OR, RDX, HART(fast.context));
    struct x86_mem tag = x86_indexed(X86_HART, RCX, 0, shadows.disp), addend = tag;
    addend.disp += 8;
    x86_alu_mem64(&t->x, X86_CMP, RDX, tag);
    *unknown = x86_jcc(&t->x, X86_NE);
    x86_alu_mem64(&t->x, X86_ADD, RAX, addend);
    return true;
}

void x86_access_end(struct translation *t, const struct stub *stub, uint8_t *unknown)
{
    x86_load_table(t);
    x86_return(t, stub);
    x86_patch(unknown, t->x.at);
}

static enum x86_opcode load_opcode(unsigned arg)
{
    static const enum x86_opcode by_bytes[2][5] = {
        {0, X86_MOVZX8, X86_MOVZX16, 0, X86_MOV_LOAD},
        {0, X86_MOVSX8, X86_MOVSX16, 0, X86_MOV_LOAD},
    };
    return by_bytes[arg & X86_SIGNED ? 1 : 0][arg & X86_BYTES];
}

static void emit_load(struct translation *t, const struct stub *stub)
{
    unsigned d = stub->insn.d;
    int host = x86_out(d, RAX);
    uint8_t *unknown;
    if (x86_access_slow(t, stub, &unknown)) {
        x86_op_mem(&t->x, load_opcode(stub->arg), host, x86_at(RAX, 0));
        x86_done(t, d, host);
        x86_access_end(t, stub, unknown);
    }
    x86_call_access(t, stub, stub->arg & X86_BYTES, false);
    x86_op(&t->x, load_opcode(stub->arg), host, RAX);
    x86_done(t, d, host);
    x86_back_or_leave(t, stub);
}

bool lower_load(struct translation *t, const struct insn *insn, unsigned arg)
{
    struct x86_mem mem = x86_access(t, insn, arg, emit_load);
    int host = x86_out(insn->d, RAX);
    x86_op_mem(&t->x, load_opcode(arg), host, mem);
    x86_done(t, insn->d, host);
    x86_set_back(t);
    return true;
}

static enum x86_opcode store_opcode(unsigned arg)
{
    unsigned bytes = arg & X86_BYTES;
    return bytes == 1 ? X86_MOV_STORE8 : bytes == 2 ? X86_MOV_STORE16 : X86_MOV_STORE;
}

static void emit_store(struct translation *t, const struct stub *stub)
{
    unsigned d = stub->insn.d;
    uint8_t *unknown;
    if (x86_access_slow(t, stub, &unknown)) {
        x86_op_mem(&t->x, store_opcode(stub->arg), x86_in(t, d, RCX), x86_at(RAX, 0));
        x86_access_end(t, stub, unknown);
    }
    x86_load(t, RDX, d);
    x86_call_access(t, stub, stub->arg & X86_BYTES, true);
    x86_back_or_leave(t, stub);
}

bool lower_store(struct translation *t, const struct insn *insn, unsigned arg)
{
    bool homeless = x86_home[insn->d] == X86_NONE;
    struct x86_mem mem = x86_access(t, insn, arg | X86_STORES | (homeless ? X86_WANTS_RAX : 0), emit_store);
    x86_op_mem(&t->x, store_opcode(arg), x86_in(t, insn->d, RAX), mem);
    x86_set_back(t);
    return true;
}

static void load_halves(struct translation *t, const struct insn *insn, struct x86_mem mem)
{
    int low = x86_out(insn->d, RAX), high = x86_out(insn->b, RAX);
    x86_op_mem(&t->x, X86_MOV_LOAD, low, mem);
    x86_done(t, insn->d, low);
    mem.disp += 4;
    x86_op_mem(&t->x, X86_MOV_LOAD, high, mem);
    x86_done(t, insn->b, high);
}

static void emit_load_pair(struct translation *t, const struct stub *stub)
{
    uint8_t *unknown;
    if (x86_access_slow(t, stub, &unknown)) {
        x86_mov64(&t->x, RCX, RAX);
        load_halves(t, &stub->insn, x86_at(RCX, 0));
        x86_access_end(t, stub, unknown);
    }
    x86_call_access(t, stub, 8, false);
    x86_mov64(&t->x, RCX, RAX);
    x86_shift_imm64(&t->x, X86_SHR, RCX, 32);
    x86_done(t, stub->insn.d, RAX);
    x86_done(t, stub->insn.b, RCX);
    x86_back_or_leave(t, stub);
}

bool lower_load_pair(struct translation *t, const struct insn *insn, unsigned arg)
{
    load_halves(t, insn, x86_access(t, insn, arg | X86_WANTS_RAX, emit_load_pair));
    x86_set_back(t);
    return true;
}

static void store_halves(struct translation *t, const struct insn *insn, struct x86_mem mem)
{
    x86_op_mem(&t->x, X86_MOV_STORE, x86_in(t, insn->d, RAX), mem);
    mem.disp += 4;
    x86_op_mem(&t->x, X86_MOV_STORE, x86_in(t, insn->b, RAX), mem);
}

static void emit_store_pair(struct translation *t, const struct stub *stub)
{
    uint8_t *unknown;
    if (x86_access_slow(t, stub, &unknown)) {
        x86_mov64(&t->x, RCX, RAX);
        store_halves(t, &stub->insn, x86_at(RCX, 0));
        x86_access_end(t, stub, unknown);
    }
    x86_load(t, RDX, stub->insn.d);
    x86_load(t, RCX, stub->insn.b);
    x86_shift_imm64(&t->x, X86_SHL, RCX, 32);
    x86_alu64(&t->x, X86_OR, RDX, RCX);
    x86_call_access(t, stub, 8, true);
    x86_back_or_leave(t, stub);
}

bool lower_store_pair(struct translation *t, const struct insn *insn, unsigned arg)
{
    store_halves(t, insn, x86_access(t, insn, arg | X86_STORES | X86_WANTS_RAX, emit_store_pair));
    x86_set_back(t);
    return true;
}
