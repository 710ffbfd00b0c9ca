/* Selection: arithmetic, conversions, the stack. */
#include "target/select.h"

/* Operation of the register form and of the one with an immediate (OP_ILLEGAL: none). */
struct forms {
    uint16_t reg, imm, fp32, fp64;
};

static struct forms forms_of(enum ir_op op)
{
    switch (op) {
    case IR_ADD: return (struct forms){OP_ADD, OP_ADDI, OP_FADD_S, OP_FADD_D};
    case IR_SUB: return (struct forms){OP_SUB, OP_ILLEGAL, OP_FSUB_S, OP_FSUB_D};
    case IR_MUL: return (struct forms){OP_MUL, OP_MULI, OP_FMUL_S, OP_FMUL_D};
    case IR_MULH: return (struct forms){.reg = OP_MULH};
    case IR_MULHU: return (struct forms){.reg = OP_MULHU};
    case IR_DIV: return (struct forms){OP_DIV, OP_ILLEGAL, OP_FDIV_S, OP_FDIV_D};
    case IR_DIVU: return (struct forms){.reg = OP_DIVU};
    case IR_REM: return (struct forms){.reg = OP_REM};
    case IR_REMU: return (struct forms){.reg = OP_REMU};
    case IR_AND: return (struct forms){.reg = OP_AND, .imm = OP_ANDI};
    case IR_OR: return (struct forms){.reg = OP_OR, .imm = OP_ORI};
    case IR_XOR: return (struct forms){.reg = OP_XOR, .imm = OP_XORI};
    case IR_SHL: return (struct forms){.reg = OP_SLL, .imm = OP_SLLI};
    case IR_SHR: return (struct forms){.reg = OP_SRL, .imm = OP_SRLI};
    case IR_SAR: return (struct forms){.reg = OP_SRA, .imm = OP_SRAI};
    case IR_ROTR: return (struct forms){.reg = OP_ROR, .imm = OP_RORI};
    case IR_NEG: return (struct forms){.fp32 = OP_FNEG_S, .fp64 = OP_FNEG_D};
    case IR_FABS: return (struct forms){.fp32 = OP_FABS_S, .fp64 = OP_FABS_D};
    case IR_SQRT: return (struct forms){.fp32 = OP_FSQRT_S, .fp64 = OP_FSQRT_D};
    case IR_CLZ: return (struct forms){.reg = OP_CLZ};
    case IR_CTZ: return (struct forms){.reg = OP_CTZ};
    case IR_POPCNT: return (struct forms){.reg = OP_POPCNT};
    case IR_BSWAP: return (struct forms){.reg = OP_BSWAP};
    default: return (struct forms){.reg = OP_ILLEGAL};
    }
}

/* Whether the immediate form of an operation takes this constant. */
static bool takes_imm(enum ir_op op, int32_t imm)
{
    switch (op) {
    case IR_AND:
    case IR_OR:
    case IR_XOR: return imm >= 0 && imm <= 0xffff;
    default: return mach_fits16(imm);
    }
}

/* a + (b << k), k of 1 to 3, unless the shifted value is in a register anyway. */
static bool select_shadd(struct select *sel, struct ir_insn *insn, mreg d)
{
    for (unsigned side = 0; side < 2; side++) {
        struct ir_insn *shifted = insn->arg[side], *other = insn->arg[1 - side];
        int32_t k;
        if (shifted->op == IR_SHL && is_const(shifted->arg[1], &k) && k >= 1 && k <= 3 && !sel->reg[shifted->id]) {
            mreg base = need(sel, other), index = need(sel, shifted->arg[0]);
            emit(sel, OP_SHADD, d, base, index, k);
            return true;
        }
    }
    return false;
}

static bool select_add(struct select *sel, struct ir_insn *insn, mreg d)
{
    int32_t imm;
    if (is_const(insn->arg[1], &imm)) {
        if (insn->op == IR_SUB)
            imm = (int32_t)(0u - (uint32_t)imm);
        if (mach_fits16(imm)) {
            emit(sel, OP_ADDI, d, need(sel, insn->arg[0]), 0, imm);
            return true;
        }
        if ((imm & 0xffff) == 0) {
            emit(sel, OP_ADDHI, d, need(sel, insn->arg[0]), 0, (int32_t)((uint32_t)imm >> 16));
            return true;
        }
    }
    return insn->op == IR_ADD && select_shadd(sel, insn, d);
}

/* Length of a mask of low ones, 0 when it is none. */
static unsigned mask_length(uint32_t mask)
{
    unsigned length = 0;
    while (length < 32 && (mask >> length & 1))
        length++;
    return length < 32 && mask >> length ? 0 : length;
}

static bool select_and(struct select *sel, struct ir_insn *insn, mreg d)
{
    int32_t imm, shift;
    struct ir_insn *a = insn->arg[0], *b = insn->arg[1];
    if (is_const(b, &imm)) {
        unsigned length = mask_length((uint32_t)imm);
        if (length && a->op == IR_SHR && is_const(a->arg[1], &shift) && used_once(sel, a)) {
            emit(sel, OP_EXTU, d, need(sel, a->arg[0]), 0, shift & 31)->n = (uint8_t)length;
            return true;
        }
        if (length > 16 && length < 32) {
            emit(sel, OP_EXTU, d, need(sel, a), 0, 0)->n = (uint8_t)length;
            return true;
        }
        return false;
    }
    for (unsigned side = 0; side < 2; side++) {
        struct ir_insn *inverted = insn->arg[side];
        if (inverted->op == IR_XOR && is_const(inverted->arg[1], &imm) && imm == -1 && used_once(sel, inverted)) {
            mreg kept = need(sel, insn->arg[1 - side]), mask = need(sel, inverted->arg[0]);
            emit(sel, OP_ANDN, d, kept, mask, 0);
            return true;
        }
    }
    return false;
}

static void select_binary(struct select *sel, struct ir_insn *insn, mreg d)
{
    struct forms forms = forms_of((enum ir_op)insn->op);
    if (is_fp_type(insn->type)) {
        mreg b = insn->arg_count > 1 ? need(sel, insn->arg[1]) : 0;
        emit(sel, insn->type == IR_F32 ? forms.fp32 : forms.fp64, d, need(sel, insn->arg[0]), b, 0);
        return;
    }
    if ((ir_ops[insn->op].flags & IR_COMM) && insn->arg[0]->op == IR_CONST) {
        struct ir_insn *swap = insn->arg[0];
        insn->arg[0] = insn->arg[1];
        insn->arg[1] = swap;
    }
    if ((insn->op == IR_ADD || insn->op == IR_SUB) && select_add(sel, insn, d))
        return;
    if (insn->op == IR_AND && select_and(sel, insn, d))
        return;
    int32_t imm;
    bool is_shift = insn->op >= IR_SHL && insn->op <= IR_ROTR;
    if (insn->arg_count > 1 && forms.imm != OP_ILLEGAL && is_const(insn->arg[1], &imm)) {
        if (is_shift)
            imm &= 31;
        if (takes_imm((enum ir_op)insn->op, imm)) {
            emit(sel, forms.imm, d, need(sel, insn->arg[0]), 0, imm);
            return;
        }
    }
    mreg left = need(sel, insn->arg[0]), right = insn->arg_count > 1 ? need(sel, insn->arg[1]) : 0;
    emit(sel, forms.reg, d, left, right, 0);
}

/* ---- Conversions ---- */

static unsigned conversion(const struct ir_insn *insn)
{
    bool from_single = insn->arg[0]->type == IR_F32, single = insn->type == IR_F32;
    switch ((enum ir_op)insn->op) {
    case IR_STOF: return single ? OP_FCVT_S_W : OP_FCVT_D_W;
    case IR_UTOF: return single ? OP_FCVT_S_WU : OP_FCVT_D_WU;
    case IR_FTOS: return from_single ? OP_FCVT_W_S : OP_FCVT_W_D;
    case IR_FTOU: return from_single ? OP_FCVT_WU_S : OP_FCVT_WU_D;
    case IR_FCVT: return single ? OP_FCVT_S_D : OP_FCVT_D_S;
    case IR_BITS: return single ? OP_FMVW : OP_FMVLO;
    case IR_FLO: return OP_FMVLO;
    case IR_FHI: return OP_FMVHI;
    default: return OP_ILLEGAL;
    }
}

static void select_convert(struct select *sel, struct ir_insn *insn, mreg d)
{
    mreg a = need(sel, insn->arg[0]);
    switch ((enum ir_op)insn->op) {
    case IR_SEXT8: emit(sel, OP_EXTS, d, a, 0, 0)->n = 8; return;
    case IR_SEXT16: emit(sel, OP_EXTS, d, a, 0, 0)->n = 16; return;
    case IR_ZEXT8: emit(sel, OP_ANDI, d, a, 0, 0xff); return;
    case IR_ZEXT16: emit(sel, OP_ANDI, d, a, 0, 0xffff); return;
    case IR_FPAIR: emit(sel, OP_FMVD, d, a, need(sel, insn->arg[1]), 0); return;
    default: emit(sel, conversion(insn), d, a, 0, 0);
    }
}

/* ---- Constants ---- */

/* The 8 bytes of a double, as read-only data shared within the module. */
static struct ir_symbol *pool_symbol(struct ir_module *module, int64_t bits)
{
    struct ir_symbol *symbol;
    for (symbol = module->pool; symbol; symbol = symbol->pool_next)
        if (symbol->pool_bits == bits)
            return symbol;
    uint8_t *bytes = arena_alloc(&module->arena, 8);
    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (uint8_t)((uint64_t)bits >> (8 * i));
    symbol = ir_symbol(module, NULL, IR_LOCAL);
    ir_define_data(symbol, bytes, 8, 8, true);
    symbol->pool_bits = bits;
    symbol->pool_next = module->pool;
    module->pool = symbol;
    return symbol;
}

static mreg word_register(struct select *sel, int32_t word)
{
    if (word == 0)
        return REG_ZERO;
    mreg t = temporary(sel, false);
    emit(sel, M_LI, t, 0, 0, word);
    return t;
}

static void select_const(struct select *sel, struct ir_insn *insn, mreg d)
{
    int32_t lo = (int32_t)(uint32_t)insn->imm, hi = (int32_t)(uint32_t)((uint64_t)insn->imm >> 32);
    if (insn->type == IR_I32) {
        emit(sel, M_LI, d, 0, 0, lo);
    } else if (insn->type == IR_F32) {
        emit(sel, OP_FMVW, d, word_register(sel, lo), 0, 0);
    } else if (lo == 0 && (hi & 0xffff) == 0) {
        emit(sel, OP_FMVD, d, REG_ZERO, word_register(sel, hi), 0);
    } else {
        struct ir_symbol *symbol = pool_symbol(sel->function->module, insn->imm);
        mreg t = temporary(sel, false);
        struct mach_insn *high = emit(sel, OP_ADDHI, t, REG_ZERO, 0, 0);
        high->ref = REF_HI;
        high->u.symbol = symbol;
        struct mach_insn *load = emit(sel, OP_FLD, d, t, 0, 0);
        load->ref = REF_LO;
        load->u.symbol = symbol;
    }
}

/* ---- The stack ---- */

static void select_alloca(struct select *sel, struct ir_insn *insn, mreg d)
{
    int32_t align = insn->imm > 8 ? (int32_t)insn->imm : 8;
    mreg rounded = temporary(sel, false), mask = temporary(sel, false), bytes = temporary(sel, false);
    sel->mach->dynamic_stack = sel->mach->frame_pointer = true;
    if (!d)
        d = temporary(sel, false);
    emit(sel, OP_ADDI, rounded, need(sel, insn->arg[0]), 0, 7);
    emit(sel, M_LI, mask, 0, 0, -8);
    emit(sel, OP_AND, bytes, rounded, mask, 0);
    if (align == 8) {
        emit(sel, M_ALLOCA, d, bytes, 0, 0);
        return;
    }
    mreg more = temporary(sel, false), place = temporary(sel, false), slack = temporary(sel, false);
    mreg up = temporary(sel, false), align_mask = temporary(sel, false);
    emit(sel, M_LI, slack, 0, 0, align);
    emit(sel, OP_ADD, more, bytes, slack, 0);
    emit(sel, M_ALLOCA, place, more, 0, 0);
    emit(sel, OP_ADD, up, place, slack, 0);
    emit(sel, M_LI, align_mask, 0, 0, -align);
    emit(sel, OP_AND, d, up, align_mask, 0);
}

/* Frame or return address of the imm-th caller: along the chain of saved frame pointers. */
static void select_frame_address(struct select *sel, struct ir_insn *insn, mreg d)
{
    sel->mach->frame_pointer = true;
    mreg frame = temporary(sel, false);
    emit(sel, M_FRAME, frame, 0, 0, 0);
    for (int64_t level = 0; level < insn->imm; level++) {
        mreg outer = temporary(sel, false);
        emit(sel, OP_LW, outer, frame, 0, -8);
        frame = outer;
    }
    if (!d)
        return;
    if (insn->op == IR_RETADDR)
        emit(sel, OP_LW, d, frame, 0, -4);
    else
        emit(sel, M_MOV, d, frame, 0, 0);
}

static void select_stack(struct select *sel, struct ir_insn *insn, mreg d)
{
    switch ((enum ir_op)insn->op) {
    case IR_ALLOCA: select_alloca(sel, insn, d); return;
    case IR_STACKSAVE:
        sel->mach->dynamic_stack = sel->mach->frame_pointer = true;
        if (d)
            emit(sel, M_GETSP, d, 0, 0, 0);
        return;
    case IR_STACKRESTORE:
        sel->mach->dynamic_stack = sel->mach->frame_pointer = true;
        emit(sel, M_SETSP, 0, need(sel, insn->arg[0]), 0, 0);
        return;
    case IR_VASTART: emit(sel, OP_ADDI, d, REG_SP, 0, (int32_t)sel->function->stack_bytes)->ref = REF_INCOMING; return;
    default: select_frame_address(sel, insn, d);
    }
}

void select_insn(struct select *sel, struct ir_insn *insn)
{
    mreg d = sel->reg[insn->id];
    switch ((enum ir_op)insn->op) {
    case IR_CONST: select_const(sel, insn, d); return;
    case IR_UNDEF:
        if (is_fp_type(insn->type))
            emit(sel, OP_FMVW, d, REG_ZERO, 0, 0);
        else
            emit(sel, M_LI, d, 0, 0, 0);
        return;
    case IR_ADDR:
    case IR_SLOT: select_address(sel, insn); return;
    case IR_SEXT8:
    case IR_SEXT16:
    case IR_ZEXT8:
    case IR_ZEXT16:
    case IR_STOF:
    case IR_UTOF:
    case IR_FTOS:
    case IR_FTOU:
    case IR_FCVT:
    case IR_BITS:
    case IR_FLO:
    case IR_FHI:
    case IR_FPAIR: select_convert(sel, insn, d); return;
    case IR_EQ:
    case IR_NE:
    case IR_LT:
    case IR_LE:
    case IR_LTU:
    case IR_LEU: select_compare(sel, insn); return;
    case IR_SELECT: select_choice(sel, insn); return;
    case IR_LOAD: select_load(sel, insn); return;
    case IR_STORE: select_store(sel, insn); return;
    case IR_CAS:
    case IR_AMOSWAP:
    case IR_AMOADD:
    case IR_AMOAND:
    case IR_AMOOR:
    case IR_AMOXOR:
    case IR_FENCE: select_atomic(sel, insn); return;
    case IR_ALLOCA:
    case IR_STACKSAVE:
    case IR_STACKRESTORE:
    case IR_VASTART:
    case IR_FRAMEADDR:
    case IR_RETADDR: select_stack(sel, insn, d); return;
    case IR_CALL: select_call(sel, insn); return;
    case IR_RESULT: select_result(sel, insn); return;
    case IR_ASM: select_asm(sel, insn); return;
    case IR_RET: select_ret(sel, insn); return;
    case IR_BR:
    case IR_CONDBR:
    case IR_SWITCH:
    case IR_GOTO:
    case IR_UNREACHABLE: select_branch(sel, insn); return;
    default: select_binary(sel, insn, d);
    }
}
