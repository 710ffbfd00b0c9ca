/* The rules of the IR. */
#include "ir.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "passes/passes.h"

struct check {
    struct ir_function *function;
    const char *problem;
    uint32_t *place;        /* by instruction id: position in its block, from 1 */
    struct ir_insn **owner; /* by instruction id */
};

static void fail(struct check *check, const struct ir_insn *insn, const char *what)
{
    if (check->problem)
        return;
    const char *name = check->function->symbol->name;
    char text[256];
    snprintf(text, sizeof text, "%s: %%%" PRIu32 " (%s): %s", name ? name : "?", insn->id, ir_ops[insn->op].name, what);
    check->problem = arena_string(&check->function->module->arena, text, strlen(text));
}

static void require(struct check *check, const struct ir_insn *insn, bool holds, const char *what)
{
    if (!holds)
        fail(check, insn, what);
}

static void check_result(struct check *check, const struct ir_insn *insn)
{
    const struct ir_op_info *info = &ir_ops[insn->op];
    require(check, insn, insn->type <= IR_F64, "unknown type");
    require(check, insn, info->args == IR_ARGS_VARY || (uint32_t)info->args == insn->arg_count,
            "wrong number of arguments");
    if (check->problem)
        return;
    switch ((enum ir_result_kind)info->result) {
    case IR_RESULT_NONE: require(check, insn, insn->type == IR_VOID, "gives no value"); break;
    case IR_RESULT_SAME:
        require(check, insn, insn->type == ir_resolve(insn->arg[0])->type, "type differs from its argument's");
        break;
    case IR_RESULT_I32: require(check, insn, insn->type == IR_I32, "gives an i32"); break;
    case IR_RESULT_ANY:
        require(check, insn, insn->type != IR_VOID || insn->op == IR_CALL || insn->op == IR_ASM, "has no type");
        break;
    }
}

/* The value is computed before it is used, on every way. */
static bool reaches(const struct check *check, const struct ir_insn *value, const struct ir_block *block,
                    uint32_t place)
{
    if (!value->block)
        return false;
    if (value->block != block)
        return ir_dominates(value->block, block);
    return check->place[value->id] < place;
}

static void check_args(struct check *check, const struct ir_insn *insn)
{
    for (uint32_t i = 0; i < insn->arg_count; i++) {
        const struct ir_insn *value = insn->arg[i];
        if (!value) {
            fail(check, insn, "argument is missing");
            return;
        }
        require(check, insn, value->type != IR_VOID || insn->op == IR_RESULT, "argument has no value");
        if (insn->op == IR_PHI) {
            const struct ir_block *from = insn->u.target[i];
            require(check, insn, from->order == UINT32_MAX || reaches(check, value, from, UINT32_MAX),
                    "phi argument does not reach the end of its block");
        } else {
            require(check, insn, reaches(check, value, insn->block, check->place[insn->id]),
                    "argument is used before it is computed");
        }
    }
}

static uint32_t count_edges(const struct ir_block *from, const struct ir_block *to)
{
    uint32_t count = 0;
    for (uint32_t p = 0; p < to->pred_count; p++)
        count += to->preds[p] == from;
    return count;
}

static void check_phi(struct check *check, const struct ir_insn *phi)
{
    require(check, phi, !phi->prev || phi->prev->op == IR_PHI || phi->prev->op == IR_COPY || phi->prev->op == IR_NOP,
            "phi after other instructions");
    require(check, phi, phi->arg_count == phi->target_count, "phi without a block for each argument");
    require(check, phi, phi->arg_count == phi->block->pred_count, "phi arguments differ from predecessors in number");
    for (uint32_t i = 0; i < phi->arg_count && !check->problem; i++) {
        uint32_t same = 0;
        for (uint32_t k = 0; k < phi->arg_count; k++)
            same += phi->u.target[k] == phi->u.target[i];
        require(check, phi, same == count_edges(phi->u.target[i], phi->block), "phi argument from no predecessor");
        require(check, phi, phi->arg[i]->type == phi->type, "phi argument of another type");
    }
}

static void check_memory(struct check *check, const struct ir_insn *insn)
{
    unsigned align = insn->align;
    require(check, insn, align == 1 || align == 2 || align == 4 || align == 8, "alignment is not 1, 2, 4 or 8");
    if (insn->op == IR_LOAD)
        require(check, insn, insn->type == ir_mem_type((enum ir_mem)insn->mem), "load of another type");
    if (insn->op == IR_STORE)
        require(check, insn, insn->arg[1]->type == ir_mem_type((enum ir_mem)insn->mem), "store of another type");
    require(check, insn, insn->arg[0]->type == IR_I32, "address is not an i32");
}

static bool is_binary_same(enum ir_op op)
{
    return (op >= IR_ADD && op <= IR_REMU) || op == IR_AND || op == IR_OR || op == IR_XOR;
}

static void check_types(struct check *check, const struct ir_insn *insn)
{
    enum ir_op op = (enum ir_op)insn->op;
    struct ir_insn *const *arg = insn->arg;
    if (is_binary_same(op) || (op >= IR_EQ && op <= IR_LEU))
        require(check, insn, arg[0]->type == arg[1]->type, "arguments of different types");
    if (op == IR_LTU || op == IR_LEU || (op >= IR_AND && op <= IR_BSWAP) || op == IR_DIVU || op == IR_REM ||
        op == IR_REMU)
        require(check, insn, ir_type_is_int((enum ir_type)arg[0]->type), "argument is not an integer");
    if (op >= IR_SHL && op <= IR_ROTR)
        require(check, insn, arg[1]->type == IR_I32, "shift count is not an i32");
    if (op == IR_NEG || op == IR_FABS || op == IR_SQRT || op == IR_FTOS || op == IR_FTOU || op == IR_FCVT)
        require(check, insn, !ir_type_is_int((enum ir_type)arg[0]->type), "argument is not floating");
    if (op == IR_SEXT || op == IR_ZEXT)
        require(check, insn, arg[0]->type == IR_I32 && insn->type == IR_I64, "extends i32 to i64");
    if (op == IR_TRUNC)
        require(check, insn, arg[0]->type == IR_I64, "truncates i64");
    if (op == IR_BITS)
        require(check, insn,
                ir_type_bytes((enum ir_type)arg[0]->type) == ir_type_bytes((enum ir_type)insn->type) &&
                    ir_type_is_int((enum ir_type)arg[0]->type) != ir_type_is_int((enum ir_type)insn->type),
                "bits between types of different size or of one kind");
    if (op == IR_SELECT)
        require(check, insn, arg[0]->type == IR_I32 && arg[1]->type == insn->type && arg[2]->type == insn->type,
                "select of different types");
    if (op == IR_CONDBR)
        require(check, insn, arg[0]->type == IR_I32 && insn->target_count == 2, "condition is not an i32");
    if (op == IR_RESULT)
        require(check, insn, arg[0]->op == IR_CALL || arg[0]->op == IR_ASM, "result of neither call nor asm");
    if (op == IR_LOAD || op == IR_STORE || op == IR_BLKCOPY || op == IR_BLKZERO)
        check_memory(check, insn);
    if (op == IR_PARAM)
        require(check, insn,
                insn->block == check->function->entry && (uint64_t)insn->imm < check->function->param_count &&
                    insn->type == check->function->params[insn->imm],
                "no such parameter here");
}

static void check_insn(struct check *check, const struct ir_insn *insn)
{
    if (insn->op == IR_NOP)
        return;
    check_result(check, insn);
    if (!check->problem)
        check_args(check, insn);
    if (check->problem)
        return;
    bool ends = ir_ops[insn->op].flags & IR_TERM;
    require(check, insn, ends == (insn->next == NULL), ends ? "end of a block in its middle" : "block without an end");
    if (insn->op == IR_PHI)
        check_phi(check, insn);
    else
        check_types(check, insn);
}

static void check_lists(struct check *check)
{
    struct ir_function *function = check->function;
    for (struct ir_block *block = function->entry; block; block = block->next) {
        uint32_t place = 0;
        for (struct ir_insn *insn = block->first; insn; insn = insn->next) {
            require(check, insn, insn->op < IR_OP_COUNT, "unknown operation");
            require(check, insn, insn->block == block, "instruction in two places");
            require(check, insn, insn->id < function->insn_count && !check->owner[insn->id], "number used twice");
            if (check->problem)
                return;
            check->owner[insn->id] = insn;
            check->place[insn->id] = ++place;
        }
    }
}

const char *ir_verify(struct ir_function *function)
{
    struct arena scratch = {0};
    struct check check = {
        .function = function,
        .place = arena_array(&scratch, function->insn_count, sizeof *check.place),
        .owner = arena_array(&scratch, function->insn_count, sizeof *check.owner),
    };
    check_lists(&check);
    if (!check.problem) {
        ir_analyse(function);
        for (uint32_t i = 0; i < function->order_count && !check.problem; i++) {
            struct ir_block *block = function->order[i];
            if (!block->last)
                check.problem = "a block is empty";
            for (struct ir_insn *insn = block->first; insn && !check.problem; insn = insn->next)
                check_insn(&check, insn);
        }
        if (!check.problem && function->entry->pred_count)
            check.problem = "the entry block has predecessors";
    }
    arena_free(&scratch);
    return check.problem;
}
