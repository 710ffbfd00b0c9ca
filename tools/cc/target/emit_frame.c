/* Call frame information: read off the instructions of prologue and epilogues as they are written. */
#include "target/emit.h"

static void say(struct emitter *emitter, enum obj_frame_op op, mreg reg, int32_t offset)
{
    emitter->writer->class->frame(emitter->writer, op, reg, offset);
}

static bool saves(const struct mach_insn *insn)
{
    return insn->op == OP_SW || insn->op == OP_SWP || insn->op == OP_FSD;
}

static bool restores(const struct mach_insn *insn)
{
    return insn->op == OP_LW || insn->op == OP_LWP || insn->op == OP_FLD;
}

static void set_cfa(struct emitter *emitter, struct frame_state *state, mreg reg, int32_t offset)
{
    if (reg == state->reg)
        say(emitter, FRAME_CFA_OFFSET, reg, offset);
    else
        say(emitter, FRAME_DEF_CFA, reg, offset);
    state->reg = reg;
    state->offset = offset;
}

static void note_saved(struct emitter *emitter, struct frame_state *state, mreg reg, int32_t place)
{
    say(emitter, FRAME_OFFSET, reg, place);
    state->saved[state->saved_count] = reg;
    state->place[state->saved_count++] = place;
}

static void prologue(struct emitter *emitter, struct frame_state *state, const struct mach_function *function,
                     const struct mach_insn *insn)
{
    state->framed = true;
    if (saves(insn)) {
        mreg first = insn->op == OP_FSD ? MREG_FP(insn->d & 15) : insn->d;
        int32_t place = insn->imm - state->depth;
        note_saved(emitter, state, first, place);
        if (insn->op == OP_SWP)
            note_saved(emitter, state, insn->b, place + 4);
    } else if (insn->op == OP_ADDI && insn->d == REG_FP) {
        set_cfa(emitter, state, REG_FP, 0);
    } else if (insn->d == REG_SP && (insn->op == OP_ADDI || insn->op == OP_ADD)) {
        state->depth = insn->op == OP_ADDI ? state->depth - insn->imm : (int32_t)function->frame_bytes;
        if (state->reg == REG_SP)
            set_cfa(emitter, state, REG_SP, state->depth);
    }
}

static void epilogue(struct emitter *emitter, struct frame_state *state, const struct mach_insn *insn)
{
    if (restores(insn)) {
        say(emitter, FRAME_RESTORE, insn->op == OP_FLD ? MREG_FP(insn->d & 15) : insn->d, 0);
        if (insn->op == OP_LWP)
            say(emitter, FRAME_RESTORE, insn->b, 0);
    } else if (insn->d == REG_SP) {
        int32_t grown = insn->op == OP_ADDHI ? insn->imm * 0x10000 : insn->imm;
        state->left = insn->a == REG_FP ? -grown : state->left - grown;
        set_cfa(emitter, state, REG_SP, state->left);
    }
}

static void recall(struct emitter *emitter, struct frame_state *state)
{
    say(emitter, FRAME_RECALL, 0, 0);
    state->leaving = false;
    state->reg = state->kept_reg;
    state->offset = state->kept_offset;
}

void emit_frame(struct emitter *emitter, struct frame_state *state, const struct mach_function *function,
                const struct mach_insn *insn, bool before)
{
    if (before) {
        if (!(insn->flags & MACH_EPILOGUE) || state->leaving)
            return;
        state->leaving = true;
        state->kept_reg = state->reg;
        state->kept_offset = state->offset;
        state->left = state->depth;
        say(emitter, FRAME_REMEMBER, 0, 0);
        if (state->reg != REG_SP && insn->a == REG_SP) /* fp is about to change, sp is where it was */
            set_cfa(emitter, state, REG_SP, state->depth);
        return;
    }
    if (insn->flags & MACH_PROLOGUE)
        prologue(emitter, state, function, insn);
    else if (insn->flags & MACH_EPILOGUE)
        epilogue(emitter, state, insn);
    else if ((insn->flags & MACH_LEAVES) && state->leaving) {
        recall(emitter, state);
    }
}

void emit_frame_block(struct emitter *emitter, struct frame_state *state, const struct mach_function *function,
                      const struct mach_block *block)
{
    if (state->leaving)
        recall(emitter, state);
    bool framed = block->framed && block != function->gate;
    if (!function->gate || framed == state->framed)
        return;
    state->framed = framed;
    set_cfa(emitter, state, REG_SP, framed ? state->depth : 0);
    for (unsigned i = 0; i < state->saved_count; i++)
        say(emitter, framed ? FRAME_OFFSET : FRAME_RESTORE, state->saved[i], framed ? state->place[i] : 0);
}
