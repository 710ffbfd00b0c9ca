/* Lowerings of branches and jumps. */
#include "jit/x86_lower.h"

/* The flags say whether to branch (cc).  A trace goes on behind a branch forward; a branch backward is likely to be
 * taken: it ends the block. */
static bool branch(struct translation *t, const struct insn *insn, enum x86_cc cc)
{
    uint32_t target = t->pc + (uint32_t)insn->off;
    if (insn->off > 0) {
        x86_exit_if(t, cc, target);
        return true;
    }
    if (x86_unroll(t, target)) {
        x86_exit_if(t, cc ^ 1u, t->pc + 4); /* the opposite condition */
        return true;
    }
    x86_goto_if(t, cc, target);
    x86_goto(t, t->pc + 4);
    return true;
}

static void compare(struct translation *t, unsigned d, unsigned a)
{
    bool in_memory = d != 0 && x86_home[d] == X86_NONE && x86_home[a] != X86_NONE;
    if (in_memory)
        x86_alu_to_mem(&t->x, X86_CMP, x86_guest(d), x86_home[a]);
    else
        x86_alu_guest(t, X86_CMP, x86_in(t, d, RAX), a);
}

/* A branch on whether reg is 0, behind the comparison that has set it. */
static bool branch_by_flags(struct translation *t, const struct insn *insn, unsigned reg, unsigned arg)
{
    enum x86_cc cc;
    if ((arg != X86_E && arg != X86_NE) || !x86_flags_tell(t, reg, &cc))
        return false;
    return branch(t, insn, arg == X86_NE ? cc : cc ^ 1u);
}

/* arg is the enum x86_cc of rd compared with ra. */
bool lower_branch(struct translation *t, const struct insn *insn, unsigned arg)
{
    if (insn->a == 0 && branch_by_flags(t, insn, insn->d, arg))
        return true;
    compare(t, insn->d, insn->a);
    return branch(t, insn, (enum x86_cc)arg);
}

bool lower_branch_imm(struct translation *t, const struct insn *insn, unsigned arg)
{
    if (insn->imm == 0 && branch_by_flags(t, insn, insn->d, arg))
        return true;
    int d = x86_home[insn->d];
    if (insn->d != 0 && d == X86_NONE)
        x86_alu_mem_imm(&t->x, X86_CMP, x86_guest(insn->d), insn->imm);
    else if (insn->imm == 0 && d != X86_NONE && (arg == X86_E || arg == X86_NE))
        x86_op(&t->x, X86_TEST, d, d);
    else
        x86_alu_imm(&t->x, X86_CMP, x86_in(t, insn->d, RAX), insn->imm);
    return branch(t, insn, (enum x86_cc)arg);
}

static void jump(struct translation *t, uint32_t target)
{
    if (!x86_follow(t, target))
        x86_goto(t, target);
}

bool lower_j(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    jump(t, t->pc + (uint32_t)insn->off);
    return true;
}

static void link(struct translation *t, unsigned reg)
{
    int host = x86_out(reg, RAX);
    if (reg == 0)
        return;
    x86_mov_imm(&t->x, host, t->pc + 4);
    x86_done(t, reg, host);
    if (reg == 15) {
        t->knows_lr = true;
        t->lr = t->pc + 4;
    }
}

bool lower_jal(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    link(t, 15);
    jump(t, t->pc + (uint32_t)insn->off);
    return true;
}

bool lower_jalr(struct translation *t, const struct insn *insn, unsigned arg)
{
    (void)arg;
    if (insn->a == 15 && t->knows_lr) {
        uint32_t target = t->lr + (uint32_t)insn->imm;
        link(t, insn->d);
        jump(t, target);
        return true;
    }
    int a = x86_in(t, insn->a, RCX);
    if (insn->imm || insn->d) /* the link may overwrite ra */
        x86_op_mem(&t->x, X86_LEA, RCX, x86_at(a, insn->imm));
    int target = insn->imm || insn->d ? RCX : a;
    link(t, insn->d);
    x86_goto_reg(t, target);
    return true;
}
