/* The frame: places of slots and saved registers, prologue and epilogues; pseudo-operations become instructions.
 *
 * From the caller's sp downward: with a frame pointer its old value and lr (docs/abi.md); other saved registers; slots;
 * the area for outgoing arguments, at sp.  With a dynamic stack or a slot aligned to more than 8, sp is restored from
 * fp. */
#include "target/passes.h"

#include <string.h>

#define PAIR_REACH 8000   /* lwp and swp reach this far from sp */
#define REACH      0x7fff /* loads and stores; what lies beyond needs a register to address it */
#define SAVED_MAX  128    /* bytes of saved registers, with what aligns them */

struct frame {
    struct mach_function *function;
    struct mach_block *block; /* being written */
    uint32_t align;           /* of sp */
    bool from_fp;             /* sp is not at a known distance */
    uint8_t *slot_used;
    uint8_t flags; /* of what is being written: MACH_PROLOGUE, MACH_EPILOGUE, MACH_LEAVES */
    ir_loc loc;
    uint32_t order;
};

static uint32_t round_up(uint32_t value, uint32_t align)
{
    return (value + align - 1) & ~(align - 1);
}

void target_measure(struct mach_function *function)
{
    uint64_t bytes = (uint64_t)function->outgoing_bytes + function->ir->stack_bytes + SAVED_MAX;
    for (const struct ir_slot *slot = function->ir->slots; slot; slot = slot->next) {
        bytes += (uint64_t)slot->size_bytes + slot->align;
        if (slot->align > 8)
            function->frame_pointer = true;
    }
    function->far_frame = bytes > REACH;
}

/* ---- Layout ---- */

static void mark_slots(struct frame *frame)
{
    struct mach_function *function = frame->function;
    for (uint32_t b = 0; b < function->block_count; b++)
        for (uint32_t i = 0; i < function->blocks[b].count; i++)
            if (function->blocks[b].insns[i].ref == REF_SLOT)
                frame->slot_used[function->blocks[b].insns[i].u.slot->id] = 1;
}

static void lay_out(struct frame *frame)
{
    struct mach_function *function = frame->function;
    uint32_t at = round_up(function->outgoing_bytes, 8);
    frame->align = 8;
    /* Small ones first: they are the ones that most instructions name. */
    for (unsigned pass = 0; pass < 2; pass++)
        for (struct ir_slot *slot = function->ir->slots; slot; slot = slot->next) {
            if (!frame->slot_used[slot->id] || (slot->size_bytes > 8) != (pass == 1))
                continue;
            if (slot->align > frame->align)
                frame->align = slot->align;
            at = round_up(at, slot->align);
            slot->offset = (int32_t)at;
            slot->placed = true;
            at += slot->size_bytes;
        }
    uint32_t saved = 0;
    for (uint32_t set = function->used_saved; set; set &= set - 1)
        saved += 4;
    saved += 4 * (function->used_saved >> 16 ? 1u : 0u);
    for (uint32_t set = function->used_saved >> 16; set; set &= set - 1)
        saved += 4;
    function->save_bytes = round_up(saved, 8);
    function->frame_bytes = round_up(round_up(at, 8) + function->save_bytes, frame->align);
    frame->from_fp = function->dynamic_stack || frame->align > 8;
}

/* ---- Writing instructions ---- */

static struct mach_insn *put(struct frame *frame, unsigned op, mreg d, mreg a, mreg b, int32_t imm)
{
    struct mach_insn insn = {.op = (uint16_t)op,
                             .d = d,
                             .a = a,
                             .b = b,
                             .imm = imm,
                             .loc = frame->loc,
                             .order = frame->order,
                             .flags = frame->flags};
    return mach_append(frame->function, frame->block, &insn);
}

/* d = a + imm; d may be a. */
static void add_constant(struct frame *frame, mreg d, mreg a, int32_t imm)
{
    if (!mach_fits16(imm)) {
        put(frame, OP_ADDHI, d, a, 0, mach_high16(imm));
        a = d;
        imm = mach_low16(imm);
        if (imm == 0)
            return;
    }
    put(frame, OP_ADDI, d, a, 0, imm);
}

static void load_constant(struct frame *frame, mreg d, int32_t imm)
{
    if (mach_fits16(imm)) {
        put(frame, OP_ADDI, d, REG_ZERO, 0, imm);
        return;
    }
    put(frame, OP_ADDHI, d, REG_ZERO, 0, mach_high16(imm));
    if (mach_low16(imm))
        put(frame, OP_ADDI, d, d, 0, mach_low16(imm));
}

/* sp grows in steps that never leave the frame, and without a register: one may hold where a tail call goes. */
static void raise_sp(struct frame *frame, int32_t bytes)
{
    if (bytes >> 16)
        put(frame, OP_ADDHI, REG_SP, REG_SP, 0, bytes >> 16);
    for (int32_t left = bytes & 0xffff, step; left; left -= step) {
        step = left > REACH - 7 ? REACH - 7 : left;
        put(frame, OP_ADDI, REG_SP, REG_SP, 0, step);
    }
}

/* ---- Prologue and epilogue ---- */

/* Store or load the saved registers; top is the distance from sp to the caller's sp. */
static void move_saved(struct frame *frame, int32_t top, bool is_store)
{
    struct mach_function *function = frame->function;
    uint32_t set = function->used_saved;
    unsigned pair = is_store ? OP_SWP : OP_LWP, single = is_store ? OP_SW : OP_LW;
    int32_t at = top;
    if (function->frame_pointer) {
        at -= 8;
        put(frame, pair, REG_FP, REG_SP, REG_LR, at);
        set &= ~(MREG_SET(REG_FP) | MREG_SET(REG_LR));
    }
    unsigned waiting = 0;
    for (unsigned reg = 1; reg < 16; reg++) {
        if (!(set & MREG_SET(reg)))
            continue;
        if (!waiting) {
            waiting = reg;
            continue;
        }
        at -= 8;
        put(frame, pair, waiting, REG_SP, reg, at);
        waiting = 0;
    }
    if (waiting) {
        at -= 8;
        put(frame, single, waiting, REG_SP, 0, at);
    }
    for (unsigned reg = 16; reg < 32; reg++)
        if (set & MREG_SET(reg)) {
            at -= 8;
            put(frame, is_store ? OP_FSD : OP_FLD, reg, REG_SP, 0, at);
        }
}

static void prologue(struct frame *frame)
{
    struct mach_function *function = frame->function;
    int32_t bytes = (int32_t)function->frame_bytes, save = (int32_t)function->save_bytes;
    if (bytes == 0)
        return;
    frame->flags = MACH_PROLOGUE;
    bool at_once = bytes <= PAIR_REACH && !frame->from_fp;
    int32_t first = at_once ? bytes : save;
    if (first)
        put(frame, OP_ADDI, REG_SP, REG_SP, 0, -first);
    move_saved(frame, first, true);
    if (function->frame_pointer)
        put(frame, OP_ADDI, REG_FP, REG_SP, 0, first);
    if (!at_once && bytes - save > 0) {
        if (bytes - save <= 0x8000) {
            put(frame, OP_ADDI, REG_SP, REG_SP, 0, save - bytes);
        } else {
            load_constant(frame, REG_T0, save - bytes);
            put(frame, OP_ADD, REG_SP, REG_SP, REG_T0, 0);
        }
    }
    if (frame->align > 8) {
        load_constant(frame, REG_T0, -(int32_t)frame->align);
        put(frame, OP_AND, REG_SP, REG_SP, REG_T0, 0);
    }
    frame->flags = 0;
}

static void epilogue(struct frame *frame)
{
    struct mach_function *function = frame->function;
    int32_t bytes = (int32_t)function->frame_bytes, save = (int32_t)function->save_bytes;
    if (bytes == 0)
        return;
    int32_t top = bytes;
    frame->flags = MACH_EPILOGUE;
    if (frame->from_fp) {
        put(frame, OP_ADDI, REG_SP, REG_FP, 0, -save);
        top = save;
    } else if (bytes > PAIR_REACH) {
        raise_sp(frame, bytes - save);
        top = save;
    }
    move_saved(frame, top, false);
    if (top)
        put(frame, OP_ADDI, REG_SP, REG_SP, 0, top);
    frame->flags = 0;
}

/* ---- Instructions ---- */

/* Base register and offset of a place in the frame. */
static mreg resolve(const struct frame *frame, const struct mach_insn *insn, int32_t *offset)
{
    const struct mach_function *function = frame->function;
    int32_t bytes = (int32_t)function->frame_bytes;
    *offset = insn->imm;
    switch ((enum mach_ref)insn->ref) {
    case REF_SLOT:
        *offset += insn->u.slot->offset;
        if (!function->dynamic_stack)
            return REG_SP;
        *offset -= bytes;
        return REG_FP;
    case REF_INCOMING:
        if (frame->from_fp)
            return REG_FP;
        if (frame->block->framed)
            *offset += bytes;
        return REG_SP;
    default: return REG_SP;
    }
}

static void frame_access(struct frame *frame, struct mach_insn *insn)
{
    int32_t offset;
    mreg base = resolve(frame, insn, &offset);
    struct mach_insn made = *insn;
    made.ref = REF_NONE;
    if (insn->op == OP_ADDI) {
        add_constant(frame, insn->d, base, offset);
        return;
    }
    if (offset % 8 == 0)
        made.flags |= MACH_ALIGN8;
    made.a = base;
    made.imm = offset;
    if (!mach_fits16(offset)) {
        put(frame, OP_ADDHI, REG_T0, base, 0, mach_high16(offset));
        made.a = REG_T0;
        made.imm = mach_low16(offset);
    }
    mach_append(frame->function, frame->block, &made);
}

static void load_address(struct frame *frame, const struct mach_insn *insn)
{
    struct mach_insn *high = put(frame, OP_ADDHI, insn->d, REG_ZERO, 0, insn->imm);
    high->ref = REF_HI;
    high->u.symbol = insn->u.symbol;
    struct mach_insn *low = put(frame, OP_ADDI, insn->d, insn->d, 0, insn->imm);
    low->ref = REF_LO;
    low->u.symbol = insn->u.symbol;
}

static void call(struct frame *frame, const struct mach_insn *insn)
{
    if (!insn->u.symbol) {
        put(frame, OP_JALR, insn->op == M_CALL ? REG_LR : REG_ZERO, insn->a, 0, 0);
        return;
    }
    struct mach_insn *jump = put(frame, insn->op == M_CALL ? OP_JAL : OP_J, 0, 0, 0, 0);
    jump->ref = REF_SYMBOL;
    jump->u.symbol = insn->u.symbol;
}

static void jump_table(struct frame *frame, const struct mach_insn *insn)
{
    put(frame, OP_LWX, insn->d, insn->a, insn->b, 2);
    put(frame, OP_JALR, REG_ZERO, insn->d, 0, 0);
}

static void expand(struct frame *frame, struct mach_insn *insn)
{
    struct mach_function *function = frame->function;
    frame->loc = insn->loc;
    frame->order = insn->order;
    if (insn->ref == REF_SLOT || insn->ref == REF_INCOMING || insn->ref == REF_OUTGOING) {
        frame_access(frame, insn);
        return;
    }
    switch (insn->op) {
    case M_MOV: put(frame, OP_ADDI, insn->d, insn->a, 0, 0); return;
    case M_LI: load_constant(frame, insn->d, insn->imm); return;
    case M_LA: load_address(frame, insn); return;
    case M_CALL: call(frame, insn); return;
    case M_LEAVE: epilogue(frame); return;
    case M_TAIL:
        if (frame->block->framed)
            epilogue(frame);
        frame->flags = MACH_LEAVES;
        call(frame, insn);
        frame->flags = 0;
        return;
    case M_RET:
        if (function->ir->naked)
            return;
        if (frame->block->framed)
            epilogue(frame);
        frame->flags = MACH_LEAVES;
        put(frame, OP_JALR, REG_ZERO, REG_LR, 0, 0);
        frame->flags = 0;
        return;
    case M_BR:
        insn->op = OP_J;
        mach_append(function, frame->block, insn);
        return;
    case M_ENTRY:
        if (!function->ir->naked && !function->gate)
            prologue(frame);
        return;
    case M_TABLE: jump_table(frame, insn); return;
    case M_GOTO: put(frame, OP_JALR, REG_ZERO, insn->a, 0, 0); return;
    case M_ALLOCA:
        put(frame, OP_SUB, REG_SP, REG_SP, insn->a, 0);
        put(frame, OP_ADDI, insn->d, REG_SP, 0, (int32_t)round_up(function->outgoing_bytes, 8));
        return;
    case M_SETSP: put(frame, OP_ADDI, REG_SP, insn->a, 0, 0); return;
    case M_GETSP: put(frame, OP_ADDI, insn->d, REG_SP, 0, 0); return;
    case M_FRAME: put(frame, OP_ADDI, insn->d, REG_FP, 0, 0); return;
    default: mach_append(function, frame->block, insn);
    }
}

void target_frame(struct mach_function *function)
{
    struct frame frame = {.function = function};
    frame.slot_used = arena_array(&function->arena, function->ir->slot_count, 1);
    mark_slots(&frame);
    lay_out(&frame);
    for (uint32_t b = 0; b < function->block_count; b++) {
        struct mach_block *block = &function->blocks[b];
        struct mach_insn *insns = block->insns;
        uint32_t count = block->count;
        block->insns = NULL;
        block->count = block->capacity = 0;
        frame.block = block;
        if (block == function->gate) {
            frame.loc = count ? insns[0].loc : 0;
            prologue(&frame);
        }
        for (uint32_t i = 0; i < count; i++)
            expand(&frame, &insns[i]);
    }
}
