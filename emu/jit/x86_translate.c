/* Translation of a block: a trace of guest instructions that follows jumps inside its page, with exits on branches. */
#include "jit/x86_lower.h"


/* Room that a block may need at most, stubs included. */
#define BLOCK_BYTES_MAX (32u << 10)

/* By frequency in compiled code; the rest (t0, s3, s4, fp, lr) is in memory. */
const int8_t x86_home[16] = {
    X86_NONE, RBX, RSI, RDI, R8, R9, R10, X86_NONE, R12, R13, R14, X86_NONE, X86_NONE, X86_NONE, R11, X86_NONE,
};

/* ---- Operands -------------------------------------------------------------------------------------------------- */

struct x86_mem x86_guest(unsigned reg)
{
    struct x86_mem mem = HART(r[0]);
    mem.disp += (int32_t)(4 * reg);
    return mem;
}

struct x86_mem x86_guest_f(unsigned reg)
{
    struct x86_mem mem = HART(f[0]);
    mem.disp += (int32_t)(8 * reg);
    return mem;
}

void x86_load(struct translation *t, int host, unsigned reg)
{
    if (reg == 0)
        x86_mov_imm(&t->x, host, 0);
    else if (x86_home[reg] == X86_NONE)
        x86_op_mem(&t->x, X86_MOV_LOAD, host, x86_guest(reg));
    else
        x86_mov(&t->x, host, x86_home[reg]);
}

int x86_in(struct translation *t, unsigned reg, int scratch)
{
    if (x86_home[reg] != X86_NONE)
        return x86_home[reg];
    x86_load(t, scratch, reg);
    return scratch;
}

int x86_out(unsigned reg, int scratch)
{
    return x86_home[reg] == X86_NONE ? scratch : x86_home[reg];
}

void x86_done(struct translation *t, unsigned reg, int host)
{
    if (reg == 15)
        t->knows_lr = false;
    if (reg == 0)
        return;
    if (x86_home[reg] == X86_NONE)
        x86_op_mem(&t->x, X86_MOV_STORE, host, x86_guest(reg));
    else
        x86_mov(&t->x, x86_home[reg], host);
}

void x86_alu_guest(struct translation *t, enum x86_alu op, int host, unsigned reg)
{
    if (reg == 0)
        x86_alu_imm(&t->x, op, host, 0);
    else if (x86_home[reg] == X86_NONE)
        x86_alu_mem(&t->x, op, host, x86_guest(reg));
    else
        x86_alu(&t->x, op, host, x86_home[reg]);
}

void x86_set(struct translation *t, unsigned reg, enum x86_cc cc)
{
    int host = x86_out(reg, RAX);
    x86_mov_imm(&t->x, host, 0);
    x86_setcc(&t->x, cc, host);
    x86_done(t, reg, host);
    t->flags.until = t->index + 1;
    t->flags.reg = reg;
    t->flags.cc = cc;
}

bool x86_flags_tell(const struct translation *t, unsigned reg, enum x86_cc *cc)
{
    *cc = t->flags.cc;
    return reg != 0 && reg == t->flags.reg && t->index == t->flags.until;
}

/* ---- Blocks ---------------------------------------------------------------------------------------------------- */

/* The block's budget is not there. */
static void emit_short(struct translation *t, const struct stub *stub)
{
    (void)stub;
    x86_alu_imm(&t->x, X86_ADD, X86_BUDGET, (int32_t)t->total);
    x86_mov_mem_imm(&t->x, HART(pc), t->block->va);
    x86_mov_imm(&t->x, RAX, (uint32_t)LEAVE_SHORT);
    x86_jmp_to(t, t->jit->thunks.leave);
    t->block->lost = t->x.at + t->jit->cache.execute;
    x86_mov_mem_imm(&t->x, HART(pc), t->block->va);
    x86_mov_imm(&t->x, RAX, (uint32_t)LEAVE_PLAIN);
    x86_jmp_to(t, t->jit->thunks.leave);
}

static bool is_pure(const struct isa_info *info)
{
    return info->flags == 0 && info->writes == ISA_D && !info->fp_writes;
}

/* On floating registers as numbers, of one precision: what is unsure may stay so. */
static bool computes(x86_lower *lower)
{
    return lower == lower_fp_double || lower == lower_fp_single || lower == lower_fp_unary_double ||
           lower == lower_fp_unary_single;
}

static void lower(struct translation *t, const struct insn *insn)
{
    const struct isa_info *info = &isa_table[insn->op];
    const struct x86_lowering *lowering = &x86_lowerings[insn->op];
    if (is_pure(info) && insn->d == 0)
        return;
    if (!is_pure(info) && !computes(lowering->lower))
        x86_settle(t);
    t->first_stub = t->stub_count;
    if (lowering->lower && lowering->lower(t, insn, lowering->arg))
        return;
    x86_step(t);
    t->ended = t->ended || insn->op == OP_ILLEGAL || (info->flags & (ISA_JUMP | ISA_PRIVILEGED)) ||
               insn->op == OP_SYSCALL || insn->op == OP_BRK;
    if (t->ended)
        x86_goto(t, t->pc + 4);
}

static unsigned zeros(int32_t value)
{
    return value ? (unsigned)__builtin_ctz((uint32_t)value) : 31;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* What is known of the low bits of registers behind an instruction. */
static void note_alignment(struct translation *t, const struct insn *insn)
{
    const struct isa_info *info = &isa_table[insn->op];
    unsigned a = t->aligned[insn->a], b = t->aligned[insn->b], d = 0;
    switch (insn->op) {
    case OP_ADDI: d = least(a, zeros(insn->imm)); break;
    case OP_ADDHI: d = least(a, 16); break;
    case OP_ANDI: d = a > zeros(insn->imm) ? a : zeros(insn->imm); break;
    case OP_SLLI: d = least(a + (unsigned)insn->imm, 31); break;
    case OP_SHADD: d = least(a, b + (unsigned)insn->imm); break;
    case OP_ADD:
    case OP_SUB: d = least(a, b); break;
    default: break;
    }
    if (info->writes & ISA_D)
        t->aligned[insn->d] = (uint8_t)d;
    if (info->writes & ISA_B)
        t->aligned[insn->b] = 0;
    if (info->flags & ISA_LINK)
        t->aligned[15] = 0;
    t->aligned[0] = 31;
}

/* The dump is assembler source: guest code as comments, a label and bytes for the host's. */
static void dump_insn(const struct translation *t, const struct insn *insn)
{
    char text[96];
    isa_format(text, sizeof text, insn, t->pc);
    fprintf(t->jit->options.dump, "# 0x%08x  %s\n", t->pc, text);
}

static void dump_code(const struct translation *t)
{
    FILE *out = t->jit->options.dump;
    fprintf(out, "%s_%08x_%08x:", t->block->user ? "user" : "kernel", t->block->va, t->block->pa);
    for (const uint8_t *at = t->entry; at < t->x.at; at++)
        fprintf(out, "%s%u", (at - t->entry) % 16 ? "," : "\n\t.byte ", *at);
    fputs("\n", out);
}

/* Translate the instruction at pc, and say where the trace goes on. */
static void translate_one(struct translation *t)
{
    struct insn insn;
    unsigned number = t->pc % PAGE_BYTES / 4;
    struct block *block = t->block;
    isa_decode(le32_read(t->page->host + 4 * number), &insn);
    if (t->jit->options.dump && !t->plan)
        dump_insn(t, &insn);
    t->taken[number / 8] |= (uint8_t)(1u << number % 8);
    block->first = number < block->first ? (uint16_t)number : block->first;
    block->last = number > block->last ? (uint16_t)number : block->last;
    t->next_pc = t->pc + 4;
    lower(t, &insn);
    note_alignment(t, &insn);
    x86_note_values(t, &insn);
    t->total = t->index + 1;
    if (t->ended)
        return;
    unsigned next = t->next_pc % PAGE_BYTES / 4;
    bool leaves_page = (t->next_pc ^ block->va) & PAGE_MASK;
    if (leaves_page || (t->taken[next / 8] >> next % 8 & 1) || t->total == t->jit->options.block_insns) {
        x86_settle(t);
        x86_goto(t, t->next_pc);
    }
}

static void emit_stubs(struct translation *t)
{
    for (unsigned i = 0; i < t->stub_count; i++) {
        struct stub stub = t->stubs[i];
        x86_patch(stub.place, t->x.at);
        if (stub.other_place)
            x86_patch(stub.other_place, t->x.at);
        t->index = stub.index;
        stub.emit(t, &stub);
    }
}

/* All but the stubs. */
static void translate_trace(struct translation *t)
{
    x86_alu_imm(&t->x, X86_SUB, X86_BUDGET, 1);
    uint8_t *length = t->x.at - 1;
    x86_stub(t, emit_short, x86_jcc(&t->x, X86_S));
    while (!t->ended) {
        translate_one(t);
        t->pc = t->next_pc;
        t->index++;
    }
    *length = (uint8_t)t->total;
}

/* A pass over a block, from its start. */
static void pass(struct translation *t, struct jit *jit, struct block *block, const struct code_page *page,
                 struct stub *stubs, const struct plan *plan)
{
    struct cache *cache = &jit->cache;
    uint8_t *start = cache->write + ((cache->used + 15) & ~15u);
    *t = (struct translation){
        .x = {.at = start, .end = cache->write + cache->bytes},
        .jit = jit,
        .block = block,
        .page = page,
        .plan = plan,
        .stubs = stubs,
        .entry = start,
        .pc = block->va,
        .aligned = {31},
    };
    block->first = CODE_PAGE_INSNS;
    block->last = 0;
    x86_note_start(t);
    translate_trace(t);
}

bool host_translate(struct jit *jit, struct block *block, const struct code_page *page)
{
    struct cache *cache = &jit->cache;
    struct translation t;
    struct plan plan;
    struct stub stubs[STUBS_MAX]; /* large: not cleared */
    if (cache->used + BLOCK_BYTES_MAX > cache->bytes)
        return false;
    pass(&t, jit, block, page, stubs, NULL);
    if (!block->single && x86_plan(&t, &plan))
        pass(&t, jit, block, page, stubs, &plan);
    emit_stubs(&t);
    if (jit->options.dump)
        dump_code(&t);
    block->code = t.entry + cache->execute;
    cache->used = (uint32_t)(t.x.at - cache->write);
    jit->stats.guest_insns += t.total;
    return !t.x.full;
}

void host_connect(struct jit *jit, uint8_t *place, const uint8_t *code)
{
    x86_patch(place, code - jit->cache.execute);
}

void host_kill(struct jit *jit, uint8_t *entry, const uint8_t *code)
{
    struct x86 x = {.at = entry - jit->cache.execute, .end = entry - jit->cache.execute + 5};
    x86_patch(x86_jmp(&x), code - jit->cache.execute);
}
