/* Constants inside an address go out into the access: a[i - 2] is reached from a + i, which a[i] and a[i + 1] share.  Only
 * what has no other use is taken apart. */
#include "target/passes.h"

struct addresses {
    struct ir_function *function;
    struct arena arena;
    uint32_t *uses, *address_uses; /* by instruction: all, and those as the address of a load or store */
    uint32_t insn_count;           /* of those counted; what is newer is used once */
    struct ir_insn *access;        /* new instructions go in front of it */
};

static bool used_once(const struct addresses *a, const struct ir_insn *value)
{
    return value->id < a->insn_count && a->uses[value->id] == 1;
}

static struct ir_insn *make(struct addresses *a, const struct ir_insn *like, struct ir_insn *x, struct ir_insn *y)
{
    struct ir_insn *insn = ir_insn_new(a->function, (enum ir_op)like->op, IR_I32, 2);
    insn->loc = like->loc;
    insn->arg[0] = x;
    insn->arg[1] = y;
    ir_insert_before(a->access, insn);
    return insn;
}

/* The value without the constants that can be taken out of it; these are added to *offset. */
static struct ir_insn *strip(struct addresses *a, struct ir_insn *value, uint32_t *offset, unsigned depth)
{
    struct ir_insn *x = value->arg_count == 2 ? value->arg[0] : NULL, *y = x ? value->arg[1] : NULL;
    if (!x || depth == 0)
        return value;
    if (value->op == IR_ADD && ir_is_word(y)) {
        *offset += (uint32_t)y->imm;
        return used_once(a, x) ? strip(a, x, offset, depth - 1) : x;
    }
    if (value->op == IR_ADD) {
        struct ir_insn *left = used_once(a, x) ? strip(a, x, offset, depth - 1) : x;
        struct ir_insn *right = used_once(a, y) ? strip(a, y, offset, depth - 1) : y;
        return left == x && right == y ? value : make(a, value, left, right);
    }
    if ((value->op == IR_SHL || value->op == IR_MUL) && ir_is_word(y) && used_once(a, x)) {
        uint32_t inner = 0;
        struct ir_insn *left = strip(a, x, &inner, depth - 1);
        if (left == x)
            return value;
        *offset += value->op == IR_SHL ? inner << (y->imm & 31) : inner * (uint32_t)y->imm;
        return make(a, value, left, y);
    }
    return value;
}

static void take_out(struct addresses *a, struct ir_insn *access)
{
    struct ir_insn *address = access->arg[0];
    uint32_t offset = (uint32_t)(uint64_t)access->imm;
    if (address->op != IR_ADD || a->uses[address->id] != a->address_uses[address->id])
        return;
    a->access = access;
    struct ir_insn *stripped = strip(a, address, &offset, 6);
    if (stripped == address || !mach_fits16((int32_t)offset))
        return;
    access->arg[0] = stripped;
    access->imm = (int32_t)offset;
}

void target_address(struct ir_function *function)
{
    struct addresses a = {.function = function, .insn_count = function->insn_count};
    ir_resolve_all(function);
    a.uses = arena_array(&a.arena, a.insn_count, sizeof *a.uses);
    a.address_uses = arena_array(&a.arena, a.insn_count, sizeof *a.address_uses);
    for (const struct ir_block *block = function->entry; block; block = block->next)
        for (const struct ir_insn *insn = block->first; insn; insn = insn->next) {
            for (uint32_t i = 0; i < insn->arg_count; i++)
                a.uses[insn->arg[i]->id]++;
            if (insn->op == IR_LOAD || insn->op == IR_STORE)
                a.address_uses[insn->arg[0]->id]++;
        }
    for (struct ir_block *block = function->entry; block; block = block->next)
        for (struct ir_insn *insn = block->first; insn; insn = insn->next)
            if ((insn->op == IR_LOAD || insn->op == IR_STORE) && insn->arg[0]->id < a.insn_count)
                take_out(&a, insn);
    arena_free(&a.arena);
}
