/* Lowering of tlbw.  What a refill handler does for a miss that translated code has seen (fast.missed) is done here: an
 * ordinary entry, for which the victim of a full set goes.  Everything else is hart_tlb_write's. */
#include "jit/x86_lower.h"

_Static_assert(sizeof(struct shadow) == 1 << SHADOW_SHIFT && offsetof(struct shadow, tag) == 0 &&
                   sizeof(struct tlb_entry) == 8 && offsetof(struct pagemap, addends) == 0,
               "as translated code expects");

#define SLOW_MAX 3

struct tlb_write {
    uint8_t *slow[SLOW_MAX]; /* jumps to the helper */
    unsigned slow_count;
    uint8_t *shadowed, *unshadowed; /* to where shadows are forgotten, and back */
};

static void slow_if(struct translation *t, struct tlb_write *write, enum x86_cc cc)
{
    write->slow[write->slow_count++] = x86_jcc(&t->x, cc);
}

/* Of the entry that goes: rdx is its set, rcx its way. */
static struct x86_mem victim(size_t offset)
{
    return x86_indexed(RDX, RCX, 3, (int32_t)(offsetof(struct tlb_set, entries) + offset));
}

/* rax = a table, rcx = number of a page. */
static struct x86_mem addend(unsigned plane)
{
    return x86_indexed(RAX, RCX, 3, (int32_t)(plane * sizeof((struct pagemap *)0)->addends[0]));
}

/* eax = what is written, an ordinary entry for the page that was missed; rdx = its set, rcx = the victim's way. */
static void emit_conditions(struct translation *t, struct tlb_write *write, unsigned operand)
{
    const struct cpu *cpu = t->jit->cpu;
    const uint32_t wanted = TLB_V | TLB_R | TLB_U;
    x86_op_mem64(&t->x, X86_MOV_LOAD, RDX, HART(fast.missed));
    x86_op64(&t->x, X86_TEST, RDX, RDX);
    slow_if(t, write, X86_E);
    x86_load(t, RAX, operand);
    x86_mov(&t->x, RCX, RAX);
    x86_alu_imm(&t->x, X86_AND, RCX, (int32_t)(wanted | TLB_G | TLB_SHADOWED));
    x86_alu_imm(&t->x, X86_CMP, RCX, (int32_t)wanted);
    slow_if(t, write, X86_NE);
    x86_alu_imm(&t->x, X86_CMP, RAX, (int32_t)cpu->bus->memory.ram_bytes);
    slow_if(t, write, X86_AE);
    x86_op_mem(&t->x, X86_MOVZX8, RCX, x86_at(RDX, offsetof(struct tlb_set, turn)));
    x86_alu_imm(&t->x, X86_AND, RCX, (int32_t)cpu->harts[0].tlb.ways - 1);
    x86_test_mem8_imm(&t->x, victim(offsetof(struct tlb_entry, lo)), TLB_X | TLB_SHADOWED);
    write->shadowed = x86_jcc(&t->x, X86_NE);
    write->unshadowed = t->x.at;
}

/* The victim's lo is replaced, its page forgotten.  rdx becomes the entry. */
static void emit_evict(struct translation *t)
{
    x86_alu_mem8_imm(&t->x, X86_ADD, x86_at(RDX, offsetof(struct tlb_set, turn)), 1);
    x86_op_mem(&t->x, X86_MOV_STORE, RAX, victim(offsetof(struct tlb_entry, lo)));
    x86_op_mem64(&t->x, X86_LEA, RDX, victim(0));
    x86_mov_mem_imm64(&t->x, HART(fast.missed), 0);
    x86_alu_mem_imm64(&t->x, X86_ADD, HART(perf.tlb_evictions), 1);
    x86_op_mem(&t->x, X86_MOV_LOAD, RCX, x86_at(RDX, offsetof(struct tlb_entry, hi)));
    x86_op(&t->x, X86_MOVZX8, RAX, RCX);
    x86_op_mem64(&t->x, X86_MOV_LOAD, RAX, x86_indexed(X86_HART, RAX, 3, HART(user_maps).disp));
    x86_op64(&t->x, X86_TEST, RAX, RAX);
    uint8_t *unmapped = x86_jcc(&t->x, X86_E);
    x86_shift_imm(&t->x, X86_SHR, RCX, PAGE_SHIFT);
    for (unsigned plane = PAGEMAP_LOADS; plane <= PAGEMAP_STORES; plane++) {
        x86_alu_mem_imm64(&t->x, X86_CMP, addend(plane), 0);
        uint8_t *unknown = x86_jcc(&t->x, X86_E);
        x86_mov_mem_imm64(&t->x, addend(plane), 0);
        x86_patch(unknown, t->x.at);
    }
    x86_patch(unmapped, t->x.at);
}

/* Has the chunk of a page in a plane of the table rax been touched?  reg = the page's number, shifted; it becomes the
 * chunk's.  The flags say E when not. */
static void emit_is_touched(struct translation *t, int reg, unsigned shift, unsigned plane)
{
    size_t first = offsetof(struct pagemap, touched) + plane * (PAGEMAP_CHUNKS / 2);
    x86_shift_imm(&t->x, X86_SHR, reg, shift + PAGEMAP_CHUNK_SHIFT);
    x86_alu_mem8_imm(&t->x, X86_CMP, x86_indexed(RAX, reg, 0, (int32_t)first), 0);
}

/* rax = the table, rcx = the page's number, rdx = the addend: for stores too, unless the page is read-only, clean, or holds
 * code. */
static void emit_open_for_stores(struct translation *t, unsigned operand)
{
    uint8_t *refused[3];
    x86_op_mem64(&t->x, X86_MOV_STORE, RDX, HART(fast.scratch));
    x86_load(t, RDX, operand);
    x86_unary(&t->x, X86_NOT, RDX);
    x86_test8_imm(&t->x, RDX, TLB_W | TLB_D);
    refused[0] = x86_jcc(&t->x, X86_NE);
    x86_unary(&t->x, X86_NOT, RDX);
    x86_shift_imm(&t->x, X86_SHR, RDX, PAGE_SHIFT);
    x86_mov_imm64(&t->x, RAX, (uintptr_t)t->jit->cpu->code.ram);
    x86_alu_mem_imm64(&t->x, X86_CMP, x86_indexed(RAX, RDX, 3, 0), 0);
    refused[1] = x86_jcc(&t->x, X86_NE);
    x86_op_mem64(&t->x, X86_MOV_LOAD, RAX, HART(fast.tables[1]));
    x86_mov(&t->x, RDX, RCX);
    emit_is_touched(t, RDX, 0, PAGEMAP_STORES);
    refused[2] = x86_jcc(&t->x, X86_E);
    x86_op_mem64(&t->x, X86_MOV_LOAD, RDX, HART(fast.scratch));
    x86_op_mem64(&t->x, X86_MOV_STORE, RDX, addend(PAGEMAP_STORES));
    for (unsigned i = 0; i < 3; i++)
        x86_patch(refused[i], t->x.at);
}

/* The victim's hi is replaced, and the table told of the new page, which is one of RAM. */
static void emit_enter(struct translation *t, unsigned operand)
{
    x86_op_mem(&t->x, X86_MOV_LOAD, RCX, HART(tlbhi));
    x86_op_mem(&t->x, X86_MOV_STORE, RCX, x86_at(RDX, offsetof(struct tlb_entry, hi)));
    x86_op_mem(&t->x, X86_MOV_LOAD, RDX, x86_at(RDX, offsetof(struct tlb_entry, lo)));
    x86_op_mem64(&t->x, X86_MOV_LOAD, RAX, HART(fast.tables[1]));
    emit_is_touched(t, RCX, PAGE_SHIFT, PAGEMAP_LOADS);
    uint8_t *untouched = x86_jcc(&t->x, X86_E);
    x86_op_mem(&t->x, X86_MOV_LOAD, RCX, HART(tlbhi));
    x86_alu_imm(&t->x, X86_AND, RCX, (int32_t)PAGE_MASK);
    x86_alu_imm(&t->x, X86_AND, RDX, (int32_t)PAGE_MASK);
    x86_alu64(&t->x, X86_SUB, RDX, RCX);
    x86_alu_mem64(&t->x, X86_ADD, RDX, HART(fast.ram));
    x86_shift_imm(&t->x, X86_SHR, RCX, PAGE_SHIFT);
    x86_op_mem64(&t->x, X86_MOV_STORE, RDX, addend(PAGEMAP_LOADS));
    emit_open_for_stores(t, operand);
    x86_patch(untouched, t->x.at);
}

/* The victim has shadows or holds code: shadows of its page, whatever their ASID, go; code is for the helper, whose stub
 * follows. */
static void emit_forget_shadows(struct translation *t, const struct stub *stub)
{
    struct x86_mem read = x86_indexed(X86_HART, RAX, 0, HART(reads).disp), write = read;
    write.disp = HART(writes).disp;
    x86_test_mem8_imm(&t->x, victim(offsetof(struct tlb_entry, lo)), TLB_X);
    uint8_t *code = x86_jcc(&t->x, X86_NE);
    x86_op_mem(&t->x, X86_MOV_LOAD, RAX, victim(offsetof(struct tlb_entry, hi)));
    x86_shift_imm(&t->x, X86_SHR, RAX, PAGE_SHIFT);
    x86_alu_imm(&t->x, X86_AND, RAX, SHADOW_ENTRIES - 1);
    x86_shift_imm(&t->x, X86_SHL, RAX, SHADOW_SHIFT);
    x86_mov_mem_imm64(&t->x, read, SHADOW_EMPTY);
    x86_mov_mem_imm64(&t->x, write, SHADOW_EMPTY);
    x86_load(t, RAX, stub->insn.a);
    x86_patch(x86_jmp(&t->x), stub->back);
    x86_patch(code, t->x.at);
}

static void emit_call_helper(struct translation *t, const struct stub *stub)
{
    x86_load(t, RAX, stub->insn.a);
    x86_load_site(t, stub, 0);
    x86_call_to(t, t->jit->thunks.tlb_write);
    x86_back_or_leave(t, stub);
}

/* A way to the stub that follows. */
static void emit_nothing(struct translation *t, const struct stub *stub)
{
    (void)t, (void)stub;
}

static void add_stub(struct translation *t, void (*emit)(struct translation *, const struct stub *), uint8_t *place,
                     const struct insn *insn, uint8_t *back)
{
    struct stub *stub = x86_stub(t, emit, place);
    stub->insn = *insn;
    stub->back = back;
}

bool lower_tlbw(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    struct tlb_write write = {.slow_count = 0};
    if (t->block->user)
        return false;
    emit_conditions(t, &write, insn->a);
    emit_evict(t);
    emit_enter(t, insn->a);
    x86_load_table(t);
    add_stub(t, emit_forget_shadows, write.shadowed, insn, write.unshadowed);
    for (unsigned i = 1; i < write.slow_count; i++)
        add_stub(t, emit_nothing, write.slow[i], insn, NULL);
    add_stub(t, emit_call_helper, write.slow[0], insn, t->x.at);
    return true;
}
