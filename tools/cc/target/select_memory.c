/* Selection: addresses, loads, stores, atomics. */
#include "target/select.h"

#include "isa/csr.h"

/* An address in one of the machine's modes. */
struct mode {
    mreg base, index;
    bool indexed;
    int32_t imm; /* offset, or scale of the index */
    uint8_t ref;
    struct ir_symbol *symbol;
    struct ir_slot *slot;
};

static bool indexed_mode(struct select *sel, struct ir_insn *sum, struct mode *mode)
{
    for (unsigned side = 0; side < 2; side++) {
        struct ir_insn *shifted = sum->arg[side];
        int32_t k;
        if (shifted->op == IR_SHL && is_const(shifted->arg[1], &k) && k >= 0 && k <= 3) {
            mode->base = need(sel, sum->arg[1 - side]);
            mode->index = need(sel, shifted->arg[0]);
            mode->imm = k;
            mode->indexed = true;
            return true;
        }
    }
    mode->base = need(sel, sum->arg[0]);
    mode->index = need(sel, sum->arg[1]);
    mode->indexed = true;
    return true;
}

static void constant_mode(struct select *sel, int32_t address, struct mode *mode)
{
    mode->imm = mach_low16(address);
    mode->base = REG_ZERO;
    if (mach_high16(address)) {
        mode->base = temporary(sel, false);
        emit(sel, OP_ADDHI, mode->base, REG_ZERO, 0, mach_high16(address));
    }
}

static void symbol_mode(struct select *sel, struct ir_symbol *symbol, int32_t offset, struct mode *mode)
{
    mode->base = temporary(sel, false);
    struct mach_insn *high = emit(sel, OP_ADDHI, mode->base, REG_ZERO, 0, offset);
    high->ref = REF_HI;
    high->u.symbol = symbol;
    mode->ref = REF_LO;
    mode->symbol = symbol;
    mode->imm = offset;
}

/* Address arg[0] + imm of a load or store.  may_index: the operation has an indexed form. */
static struct mode find_mode(struct select *sel, struct ir_insn *insn, bool may_index)
{
    struct mode mode = {0};
    struct ir_insn *address = ir_resolve(insn->arg[0]);
    int64_t offset = insn->imm;
    int32_t imm;
    while (address->op == IR_ADD && is_const(address->arg[1], &imm) && mach_fits16(offset + imm)) {
        offset += imm;
        address = address->arg[0];
    }
    offset = (int32_t)(uint32_t)offset;
    if (address->op == IR_SLOT && offset + address->imm >= -0x8000 && offset + address->imm <= 0x7fff) {
        mode.base = REG_SP;
        mode.ref = REF_SLOT;
        mode.slot = address->u.slot;
        mode.imm = (int32_t)(offset + address->imm);
    } else if (address->op == IR_CONST) {
        constant_mode(sel, (int32_t)(uint32_t)(offset + address->imm), &mode);
    } else if (address->op == IR_ADDR && !address->u.symbol->tls && used_once(sel, address)) {
        symbol_mode(sel, address->u.symbol, (int32_t)(offset + address->imm), &mode);
    } else if (offset == 0 && may_index && address->op == IR_ADD && address->arg[1]->op != IR_CONST &&
               !sel->reg[address->id]) {
        indexed_mode(sel, address, &mode);
    } else if (mach_fits16(offset)) {
        mode.base = need(sel, address);
        mode.imm = (int32_t)offset;
    } else {
        mode.base = temporary(sel, false);
        mode.imm = mach_low16((int32_t)offset);
        emit(sel, OP_ADDHI, mode.base, need(sel, address), 0, mach_high16((int32_t)offset));
    }
    return mode;
}

static void emit_access(struct select *sel, const struct ir_insn *insn, const struct mode *mode, unsigned plain,
                        unsigned indexed, mreg value)
{
    struct mach_insn *access;
    if (mode->indexed) {
        access = emit(sel, indexed, value, mode->base, mode->index, mode->imm);
    } else {
        access = emit(sel, plain, value, mode->base, 0, mode->imm);
        access->ref = mode->ref;
        if (mode->ref == REF_SLOT)
            access->u.slot = mode->slot;
        else
            access->u.symbol = mode->symbol;
    }
    if (insn->align == 8)
        access->flags |= MACH_ALIGN8;
}

void select_load(struct select *sel, struct ir_insn *insn)
{
    static const uint16_t plain[] = {
        [IR_MEM_S8] = OP_LB, [IR_MEM_U8] = OP_LBU,  [IR_MEM_S16] = OP_LH, [IR_MEM_U16] = OP_LHU,
        [IR_MEM_32] = OP_LW, [IR_MEM_F32] = OP_FLW, [IR_MEM_F64] = OP_FLD};
    static const uint16_t indexed[] = {
        [IR_MEM_S8] = OP_LBX, [IR_MEM_U8] = OP_LBUX,  [IR_MEM_S16] = OP_LHX, [IR_MEM_U16] = OP_LHUX,
        [IR_MEM_32] = OP_LWX, [IR_MEM_F32] = OP_FLWX, [IR_MEM_F64] = OP_FLDX};
    struct mode mode = find_mode(sel, insn, true);
    mreg d = sel->reg[insn->id];
    if (!d)
        d = temporary(sel, is_fp_type(insn->type));
    emit_access(sel, insn, &mode, plain[insn->mem], indexed[insn->mem], d);
}

void select_store(struct select *sel, struct ir_insn *insn)
{
    static const uint16_t plain[] = {
        [IR_MEM_S8] = OP_SB, [IR_MEM_U8] = OP_SB,   [IR_MEM_S16] = OP_SH, [IR_MEM_U16] = OP_SH,
        [IR_MEM_32] = OP_SW, [IR_MEM_F32] = OP_FSW, [IR_MEM_F64] = OP_FSD};
    static const uint16_t indexed[] = {
        [IR_MEM_S8] = OP_SBX, [IR_MEM_U8] = OP_SBX,   [IR_MEM_S16] = OP_SHX, [IR_MEM_U16] = OP_SHX,
        [IR_MEM_32] = OP_SWX, [IR_MEM_F32] = OP_FSWX, [IR_MEM_F64] = OP_FSDX};
    struct mode mode = find_mode(sel, insn, true);
    struct ir_insn *value = ir_resolve(insn->arg[1]);
    bool narrow = insn->mem <= IR_MEM_U8, half = insn->mem == IR_MEM_S16 || insn->mem == IR_MEM_U16;
    /* The store takes the low bits: an extension before it is idle. */
    while ((narrow && value->op >= IR_SEXT8 && value->op <= IR_ZEXT16) ||
           (half && (value->op == IR_SEXT16 || value->op == IR_ZEXT16)))
        value = value->arg[0];
    mreg reg;
    if (insn->mem == IR_MEM_F64 && value->op == IR_CONST && value->imm == 0) {
        reg = temporary(sel, true);
        emit(sel, OP_FMVW, reg, REG_ZERO, 0, 0);
    } else {
        reg = need(sel, value);
    }
    emit_access(sel, insn, &mode, plain[insn->mem], indexed[insn->mem], reg);
}

void select_atomic(struct select *sel, struct ir_insn *insn)
{
    static const uint16_t ops[] = {OP_CAS, OP_AMOSWAP, OP_AMOADD, OP_AMOAND, OP_AMOOR, OP_AMOXOR};
    if (insn->op == IR_FENCE) {
        emit(sel, OP_FENCE, 0, 0, 0, 0);
        return;
    }
    mreg d = sel->reg[insn->id];
    if (!d)
        d = temporary(sel, false);
    mreg c = insn->op == IR_CAS ? need(sel, insn->arg[2]) : 0;
    mreg a = need(sel, insn->arg[0]), b = need(sel, insn->arg[1]);
    emit(sel, ops[insn->op - IR_CAS], d, a, b, 0)->c = c;
}

void select_address(struct select *sel, struct ir_insn *insn)
{
    mreg d = sel->reg[insn->id];
    if (insn->op == IR_SLOT) {
        struct mach_insn *add = emit(sel, OP_ADDI, d, REG_SP, 0, (int32_t)insn->imm);
        add->ref = REF_SLOT;
        add->u.slot = insn->u.slot;
        return;
    }
    if (!insn->u.symbol->tls) {
        struct mach_insn *la = emit(sel, M_LA, d, 0, 0, (int32_t)insn->imm);
        la->ref = REF_SYMBOL;
        la->u.symbol = insn->u.symbol;
        return;
    }
    mreg tp = temporary(sel, false), high = temporary(sel, false);
    emit(sel, OP_CSRR, tp, 0, 0, CSR_TP);
    struct mach_insn *part = emit(sel, OP_ADDHI, high, tp, 0, (int32_t)insn->imm);
    part->ref = REF_TPHI;
    part->u.symbol = insn->u.symbol;
    part = emit(sel, OP_ADDI, d, high, 0, (int32_t)insn->imm);
    part->ref = REF_TPLO;
    part->u.symbol = insn->u.symbol;
}
