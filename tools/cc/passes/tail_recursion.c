/* Tail recursion: a call of the function itself whose result is returned becomes a jump to the start, its arguments
 * the new values of the parameters.  Of `return f(x) + y` the y is added up on the way, and to every value returned;
 * likewise a product. */
#include "ir_debug.h"
#include "passes/passes.h"

struct recursion {
    struct ir_function *function;
    struct ir_block *head;  /* what was the entry; its phis are the parameters */
    struct ir_insn *sum;    /* phi of what has been added up, or NULL */
    enum ir_op operation;   /* IR_ADD or IR_MUL of the sum; IR_NOP when no site has chosen yet */
    struct ir_insn **param; /* by parameter: its phi, or NULL */
};

/* A call and how its value gets to the return. */
struct site {
    struct ir_insn *call, *operation; /* operation: NULL, or the call's value with another */
    struct ir_insn *phi;              /* of a block that does nothing but return it, or NULL */
};

static bool keeps_address(const struct ir_insn *insn)
{
    bool access = insn->op == IR_LOAD || insn->op == IR_STORE || insn->op == IR_BLKZERO;
    for (uint32_t i = access ? 1 : 0; i < insn->arg_count; i++)
        if (insn->arg[i]->op == IR_SLOT)
            return true;
    return false;
}

/* Each activation has a frame of its own: nobody may hold the address of an outer one's. */
static bool may_share_frame(const struct ir_function *function)
{
    if (function->variadic || function->naked)
        return false;
    for (uint32_t b = 0; b < function->order_count; b++)
        for (const struct ir_insn *insn = function->order[b]->first; insn; insn = insn->next)
            if (insn->op == IR_ALLOCA || insn->op == IR_STACKSAVE || insn->op == IR_FRAMEADDR ||
                insn->op == IR_RETADDR || keeps_address(insn))
                return false;
    return true;
}

static bool is_self_call(const struct ir_function *function, const struct ir_insn *insn)
{
    if (insn->op != IR_CALL || insn->u.call->callee != function->symbol || insn->arg_count != function->param_count)
        return false;
    for (uint32_t i = 0; i < insn->arg_count; i++)
        if (insn->arg[i]->type != function->params[i])
            return false;
    return insn->type == IR_VOID || insn->type == function->result;
}

/* The value that a block returns, directly or through the phi of a block that only returns; false when it does not. */
static bool returned_value(struct ir_block *block, struct ir_insn **value, struct ir_insn **phi)
{
    const struct ir_insn *last = block->last;
    *value = *phi = NULL;
    if (last->op == IR_RET) {
        *value = last->arg_count ? last->arg[0] : NULL;
        return true;
    }
    if (last->op != IR_BR)
        return false;
    struct ir_insn *first = last->u.target[0]->first;
    if (first->op == IR_RET)
        *value = first->arg_count ? first->arg[0] : NULL;
    if (first->op != IR_PHI || first->next->op != IR_RET || first->next->arg_count == 0 || first->next->arg[0] != first)
        return first->op == IR_RET;
    *phi = first;
    for (uint32_t i = 0; i < first->arg_count; i++)
        if (first->u.target[i] == block)
            *value = first->arg[i];
    return true;
}

/* Whether the returned value is the call's, or a sum or product of it that can be made on the way. */
static bool match_value(const struct recursion *r, struct site *site, struct ir_insn *value)
{
    if (!value || value == site->call)
        return true;
    bool allowed = r->operation == IR_NOP ? value->op == IR_ADD || value->op == IR_MUL : value->op == r->operation;
    if (!allowed || value->block != site->call->block || !ir_type_is_int((enum ir_type)value->type))
        return false;
    bool first = value->arg[0] == site->call;
    if (!first && value->arg[1] != site->call)
        return false;
    site->operation = value;
    return value->arg[first ? 1 : 0] != site->call;
}

/* The last call of a block, when nothing but the making of its returned value follows. */
static bool find_site(const struct recursion *r, struct ir_block *block, struct site *site)
{
    struct ir_insn *value, *call = block->last->prev;
    if (!returned_value(block, &value, &site->phi))
        return false;
    while (call && (ir_ops[call->op].flags & IR_PURE))
        call = call->prev;
    if (!call || !is_self_call(r->function, call))
        return false;
    site->call = call;
    site->operation = NULL;
    if (!match_value(r, site, value))
        return false;
    for (const struct ir_insn *insn = call->next; insn != block->last; insn = insn->next)
        for (uint32_t i = 0; i < insn->arg_count; i++)
            if ((insn->arg[i] == call || insn->arg[i] == site->operation) && insn != site->operation)
                return false;
    return true;
}

static struct ir_insn *new_phi(struct recursion *r, enum ir_type type, struct ir_insn *first)
{
    struct ir_insn *phi = ir_insn_new(r->function, IR_PHI, type, 0);
    phi->loc = first->loc;
    ir_insert_before(r->head->first, phi);
    ir_phi_add(r->function, phi, r->function->entry, first);
    return phi;
}

static void replace_uses(struct ir_function *function, const struct ir_insn *old, struct ir_insn *new)
{
    ir_binds_replace(function, old, new);
    for (struct ir_block *block = function->entry; block; block = block->next)
        for (struct ir_insn *insn = block->first; insn; insn = insn->next)
            for (uint32_t i = 0; insn != new &&i < insn->arg_count; i++)
                if (insn->arg[i] == old)
                    insn->arg[i] = new;
}

/* The entry keeps the parameters; the rest becomes the head of the loop, with a phi for each parameter. */
static void make_head(struct recursion *r)
{
    struct ir_function *function = r->function;
    struct ir_block *entry = function->entry;
    struct ir_insn *insn = entry->first, *after = NULL;
    for (struct ir_insn *next; insn; insn = next) {
        next = insn->next;
        if (insn->op != IR_PARAM)
            continue;
        ir_remove(insn);
        if (after)
            ir_insert_after(after, insn);
        else
            ir_insert_before(entry->first, insn);
        after = insn;
    }
    r->head = ir_split(function, after ? after->next : entry->first);
    ir_append_br(function, entry, r->head);
    for (insn = after; insn; insn = insn->prev) {
        if (r->param[insn->imm])
            continue;
        r->param[insn->imm] = new_phi(r, (enum ir_type)insn->type, insn);
        replace_uses(function, insn, r->param[insn->imm]);
    }
}

static struct ir_insn *identity(struct recursion *r)
{
    enum ir_type type = (enum ir_type)r->function->result;
    return ir_make_const(r->function, r->function->entry->last, type, r->operation == IR_MUL ? 1 : 0);
}

static void jump_back(struct recursion *r, const struct site *site)
{
    struct ir_function *function = r->function;
    struct ir_block *block = site->call->block;
    struct ir_insn *sum = r->sum;
    if (site->operation) { /* its other operand is what it is now: make_head has led parameters to their phis */
        struct ir_insn *const *arg = site->operation->arg;
        sum = ir_make(function, block->last, r->operation, (enum ir_type)sum->type, sum,
                      arg[arg[0] == site->call ? 1 : 0], NULL);
    }
    if (block->last->op == IR_BR)
        ir_phi_forget(block->last->u.target[0], block);
    ir_remove(block->last);
    ir_append_br(function, block, r->head)->loc = site->call->loc;
    for (uint32_t i = 0; i < function->param_count; i++)
        if (r->param[i])
            ir_phi_add(function, r->param[i], block, site->call->arg[i]);
    if (r->sum)
        ir_phi_add(function, r->sum, block, sum);
    if (site->operation)
        ir_remove(site->operation);
    ir_remove(site->call);
    function->symbol->uses--;
}

/* What is returned elsewhere gets the sum added. */
static void add_to_returns(struct recursion *r)
{
    for (struct ir_block *block = r->function->entry; block; block = block->next) {
        struct ir_insn *last = block->last;
        if (last->op == IR_RET && last->arg_count)
            last->arg[0] =
                ir_make(r->function, last, r->operation, (enum ir_type)r->sum->type, last->arg[0], r->sum, NULL);
    }
}

void pass_tail_recursion(struct ir_function *function)
{
    struct recursion r = {.function = function, .operation = IR_NOP};
    struct arena scratch = {0};
    uint32_t count = 0;
    ir_analyse(function);
    if (!may_share_frame(function))
        return;
    struct site *sites = arena_array(&scratch, function->order_count, sizeof *sites);
    for (uint32_t b = 0; b < function->order_count; b++) {
        if (!find_site(&r, function->order[b], &sites[count]))
            continue;
        if (sites[count].operation)
            r.operation = (enum ir_op)sites[count].operation->op;
        count++;
    }
    if (count) {
        r.param = arena_array(&scratch, function->param_count, sizeof *r.param);
        make_head(&r);
        if (r.operation != IR_NOP)
            r.sum = new_phi(&r, (enum ir_type)function->result, identity(&r));
        for (uint32_t i = 0; i < count; i++)
            jump_back(&r, &sites[i]);
        if (r.sum)
            add_to_returns(&r);
    }
    arena_free(&scratch);
}
