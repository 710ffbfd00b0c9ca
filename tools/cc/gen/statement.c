/* Statements. */
#include "gen/gen.h"

#include <stdlib.h>

enum { RANGE_AS_CASES = 64, RANGES_AS_CASES_MAX = 1000 }; /* a wider case range becomes comparisons */

static void locate(struct gen *g, uint32_t loc)
{
    g->f->at_loc = ir_loc_of(g->p, loc);
}

/* ---- Leaving scopes ---- */

static void run_exit(struct gen *g, const struct scope_exit *leaving)
{
    if (leaving->stack) {
        ir_stackrestore(g->f, ir_load(g->f, IR_MEM_32, ir_slot_addr(g->f, leaving->stack, 0), 0, 0, false));
        return;
    }
    struct place place = gen_symbol_place(g, leaving->cleaned);
    struct ir_insn *address = gen_address(g, &place);
    ir_call(g->f, IR_VOID, symbol_ir(g->p, leaving->cleaned->attributes.cleanup), &address, 1);
}

static void run_exits(struct gen *g, const struct scope_exit *from, const struct scope_exit *until)
{
    for (const struct scope_exit *leaving = from; leaving && leaving != until; leaving = leaving->outer)
        run_exit(g, leaving);
}

void gen_leave_scopes(struct gen *g, struct scope_exit *until)
{
    run_exits(g, g->exits, until);
}

static void push_exit(struct gen *g, struct ir_slot *stack, struct symbol *cleaned)
{
    struct scope_exit *leaving = arena_alloc(&g->p->body, sizeof *leaving);
    *leaving = (struct scope_exit){g->exits, stack, cleaned};
    g->exits = leaving;
}

/* ---- Blocks ---- */

static void leave_block(struct gen *g, struct scope_exit *outer)
{
    if (!ir_ended(g->f))
        gen_leave_scopes(g, outer);
    g->exits = outer;
}

void gen_block_value(struct gen *g, const struct statement *block, const struct expr *value, const struct place *kept)
{
    struct scope_exit *outer = g->exits;
    uint32_t outer_scope = describe_block(g, block->body);
    for (const struct statement *inner = block->body; inner; inner = inner->next) {
        if (kept && !inner->next && inner->kind == STATEMENT_EXPRESSION && inner->expr == value)
            gen_store(g, kept, gen_value(g, value));
        else
            gen_statement(g, inner);
    }
    leave_block(g, outer);
    g->p->module->at_scope = outer_scope;
}

/* The stack as it is before a variable-length array, to be given back where its scope is left. */
static void save_stack(struct gen *g)
{
    struct ir_slot *slot = ir_slot(g->f, 4, 4, NULL);
    struct ir_insn *saved = ir_plain(g->f, IR_STACKSAVE, 0);
    ir_store(g->f, IR_MEM_32, ir_slot_addr(g->f, slot, 0), 0, saved, 0, false);
    push_exit(g, slot, NULL);
}

static void declaration(struct gen *g, const struct statement *statement)
{
    struct symbol *symbol = statement->symbol;
    if (symbol->is_static) {
        describe_local(g, symbol);
        return;
    }
    if (type_variable(symbol->type))
        save_stack(g);
    gen_declare(g, symbol);
    if (symbol->attributes.cleanup)
        push_exit(g, NULL, symbol);
    if (!statement->has_initializer) {
        gen_note_declaration(g, symbol);
        return;
    }
    struct place place = gen_symbol_place(g, symbol);
    g->self_initialized = symbol;
    gen_initialize(g, &place, statement->initializer);
    g->self_initialized = NULL;
}

/* A label or case in a part that is never reached has a block nevertheless when something jumps there. */
static void place_lost(struct gen *g, struct ir_block *block)
{
    if (!block || block->first || block == g->f->last_block)
        return;
    ir_place(g->f, block);
    ir_unreachable(g->f);
}

/* ---- Selection ---- */

static void if_statement(struct gen *g, const struct statement *statement)
{
    struct ir_block *end = ir_block(g->f);
    for (; statement && statement->kind == STATEMENT_IF; statement = statement->otherwise) {
        struct ir_block *yes = ir_block(g->f), *no = statement->otherwise ? ir_block(g->f) : end;
        locate(g, statement->loc);
        gen_branch(g, statement->expr, yes, no);
        ir_place(g->f, yes);
        gen_statement(g, statement->body);
        if (statement->otherwise) {
            if (!ir_ended(g->f))
                ir_br(g->f, end);
            ir_place(g->f, no);
        }
    }
    if (statement)
        gen_statement(g, statement);
    ir_place(g->f, end);
}

/* A switch with very many cases has comparisons for all its ranges. */
static bool is_wide_range(const struct statement *of, const struct statement *c)
{
    uint64_t limit = of->case_count > RANGES_AS_CASES_MAX ? 1 : RANGE_AS_CASES;
    return (uint64_t)c->high - (uint64_t)c->low >= limit;
}

/* value in [low, high]: value - low <= high - low, unsigned. */
static void branch_range(struct gen *g, struct ir_insn *value, const struct type *type, const struct statement *c)
{
    struct ir_block *next = ir_block(g->f);
    struct ir_insn *from_low = ir_binary(g->f, IR_SUB, value, gen_integer(g, type, c->low));
    struct ir_insn *width = gen_integer(g, type, (int64_t)((uint64_t)c->high - (uint64_t)c->low));
    ir_condbr(g->f, ir_binary(g->f, IR_LEU, from_low, width), c->block, next);
    ir_place(g->f, next);
}

static uint32_t prepare_cases(struct gen *g, struct statement *statement)
{
    uint32_t count = 0;
    for (struct statement *c = statement->cases; c; c = c->next_case) {
        c->block = ir_block(g->f);
        if (!is_wide_range(statement, c))
            count += (uint32_t)((uint64_t)c->high - (uint64_t)c->low + 1);
    }
    return count;
}

static void dispatch(struct gen *g, struct statement *statement, struct ir_block *otherwise)
{
    const struct type *type = statement->expr->type;
    struct ir_insn *value = gen_value(g, statement->expr);
    uint32_t count = prepare_cases(g, statement), index = 0;
    for (struct statement *c = statement->cases; c; c = c->next_case)
        if (is_wide_range(statement, c))
            branch_range(g, value, type, c);
    if (statement->exhaustive) {
        struct exhaustive_switch *e = arena_alloc(&g->p->body, sizeof *e);
        *e = (struct exhaustive_switch){g->exhaustive, g->f->at};
        g->exhaustive = e;
    }
    struct ir_insn *insn = ir_switch(g->f, value, otherwise, count);
    for (struct statement *c = statement->cases; c; c = c->next_case) {
        if (is_wide_range(statement, c))
            continue;
        for (uint64_t v = (uint64_t)c->low;; v++) {
            int64_t key = gen_type(type) == IR_I64 ? (int64_t)v : (int64_t)(int32_t)(uint32_t)v;
            ir_switch_case(insn, index++, key, c->block);
            if (v == (uint64_t)c->high)
                break;
        }
    }
}

static void switch_statement(struct gen *g, struct statement *statement)
{
    struct jump_targets outer = g->targets;
    struct ir_block *end = ir_block(g->f), *otherwise = end;
    if (statement->default_case)
        otherwise = statement->default_case->block = ir_block(g->f);
    dispatch(g, statement, otherwise);
    g->targets.block_break = end;
    g->targets.break_exits = g->exits;
    gen_statement(g, statement->body);
    g->targets = outer;
    for (const struct statement *c = statement->cases; c; c = c->next_case)
        place_lost(g, c->block);
    if (statement->default_case)
        place_lost(g, otherwise);
    ir_place(g->f, end);
}

/* ---- Iteration ---- */

static void loop_body(struct gen *g, const struct statement *body, struct ir_block *block_break,
                      struct ir_block *block_continue)
{
    struct jump_targets outer = g->targets;
    g->targets = (struct jump_targets){block_break, block_continue, g->exits, g->exits};
    gen_statement(g, body);
    g->targets = outer;
}

static void while_statement(struct gen *g, const struct statement *statement)
{
    struct ir_block *again = ir_block(g->f), *body = ir_block(g->f), *end = ir_block(g->f);
    ir_place(g->f, again);
    gen_branch(g, statement->expr, body, end);
    ir_place(g->f, body);
    loop_body(g, statement->body, end, again);
    if (!ir_ended(g->f))
        ir_br(g->f, again);
    ir_place(g->f, end);
}

static void do_statement(struct gen *g, const struct statement *statement)
{
    struct ir_block *body = ir_block(g->f), *test = ir_block(g->f), *end = ir_block(g->f);
    ir_place(g->f, body);
    loop_body(g, statement->body, end, test);
    ir_place(g->f, test);
    locate(g, statement->expr->start);
    gen_branch(g, statement->expr, body, end);
    ir_place(g->f, end);
}

static void for_statement(struct gen *g, const struct statement *statement)
{
    struct ir_block *test = ir_block(g->f), *body = ir_block(g->f), *step = ir_block(g->f), *end = ir_block(g->f);
    struct scope_exit *outer = g->exits;
    uint32_t outer_scope = describe_block(g, statement->init);
    for (const struct statement *init = statement->init; init; init = init->next)
        gen_statement(g, init);
    ir_place(g->f, test);
    if (statement->expr) {
        locate(g, statement->expr->start);
        gen_branch(g, statement->expr, body, end);
    }
    ir_place(g->f, body);
    loop_body(g, statement->body, end, step);
    ir_place(g->f, step);
    if (statement->step)
        gen_effect(g, statement->step);
    if (!ir_ended(g->f))
        ir_br(g->f, test);
    ir_place(g->f, end);
    leave_block(g, outer);
    g->p->module->at_scope = outer_scope;
}

/* ---- Labels and jumps ---- */

struct ir_block *gen_label(struct gen *g, struct label *label)
{
    if (!label->block)
        label->block = ir_block(g->f);
    return label->block;
}

/* A jump out of scopes goes by a block of its own, written when it is known which scopes the label is in. */
static void goto_statement(struct gen *g, struct label *label)
{
    struct ir_block *target = gen_label(g, label);
    if (g->exits) {
        struct leaving_jump *jump = arena_alloc(&g->p->body, sizeof *jump);
        *jump = (struct leaving_jump){g->leaving_jumps, ir_block(g->f), label, g->exits, g->f->at_loc};
        g->leaving_jumps = jump;
        target = jump->block;
    }
    ir_br(g->f, target);
}

static const struct scope_exit *common_exits(const struct scope_exit *a, const struct scope_exit *b)
{
    for (; a; a = a->outer)
        for (const struct scope_exit *other = b; other; other = other->outer)
            if (a == other)
                return a;
    return NULL;
}

void gen_leaving_jumps(struct gen *g)
{
    for (const struct leaving_jump *jump = g->leaving_jumps; jump; jump = jump->next) {
        ir_place(g->f, jump->block);
        g->f->at_loc = jump->loc;
        run_exits(g, jump->exits, common_exits(jump->exits, jump->label->exits));
        ir_br(g->f, gen_label(g, jump->label));
    }
    for (const struct label *label = g->function->labels; label; label = label->next)
        place_lost(g, label->block);
}

/* All computed gotos of a function share one block that jumps: n gotos to m labels are n + m edges, not n * m. */
static void computed_goto(struct gen *g, const struct statement *statement)
{
    struct ir_insn *address = gen_value(g, statement->expr);
    if (!g->dispatch) {
        g->dispatch = ir_block(g->f);
        g->dispatch_address = ir_slot(g->f, 4, 4, NULL);
    }
    ir_store(g->f, IR_MEM_32, ir_slot_addr(g->f, g->dispatch_address, 0), 0, address, 0, false);
    ir_br(g->f, g->dispatch);
}

void gen_dispatch(struct gen *g)
{
    uint32_t count = 0;
    if (!g->dispatch)
        return;
    ir_place(g->f, g->dispatch);
    for (struct label *label = g->function->labels; label; label = label->next)
        count += label->address_taken;
    struct ir_block **targets = arena_array(&g->p->body, count + (size_t)1, sizeof *targets);
    count = 0;
    for (struct label *label = g->function->labels; label; label = label->next)
        if (label->address_taken)
            targets[count++] = gen_label(g, label);
    struct ir_insn *address = ir_load(g->f, IR_MEM_32, ir_slot_addr(g->f, g->dispatch_address, 0), 0, 0, false);
    if (count)
        ir_goto(g->f, address, targets, count);
    else
        ir_unreachable(g->f);
}

static void return_statement(struct gen *g, const struct statement *statement)
{
    const struct type *type = g->function->symbol->type->base;
    struct ir_insn *value = statement->expr ? gen_value(g, statement->expr) : NULL;
    if (value && type_is_record(type)) {
        struct place from = gen_at(value, (struct type *)type);
        if (g->result_address) {
            value = ir_load(g->f, IR_MEM_32, ir_slot_addr(g->f, g->result_address, 0), 0, 0, false);
            struct place to = gen_at(value, (struct type *)type);
            gen_copy(g, &to, &from, type_size(type));
        } else {
            value = gen_load_small(g, &from, type_size(type));
        }
    }
    gen_leave_scopes(g, NULL);
    if (type->kind == TYPE_VOID)
        value = NULL;
    else if (!value)
        value = g->f->result == IR_VOID ? NULL : ir_undef(g->f, (enum ir_type)g->f->result);
    ir_ret(g->f, value);
}

static void jump_out(struct gen *g, struct ir_block *block, struct scope_exit *until)
{
    gen_leave_scopes(g, until);
    if (block)
        ir_br(g->f, block);
}

void gen_statement(struct gen *g, const struct statement *statement)
{
    locate(g, statement->loc);
    switch (statement->kind) {
    case STATEMENT_EXPRESSION:
        if (statement->expr)
            gen_effect(g, statement->expr);
        break;
    case STATEMENT_BLOCK: gen_block_value(g, statement, NULL, NULL); break;
    case STATEMENT_IF: if_statement(g, statement); break;
    case STATEMENT_WHILE: while_statement(g, statement); break;
    case STATEMENT_DO: do_statement(g, statement); break;
    case STATEMENT_FOR: for_statement(g, statement); break;
    case STATEMENT_SWITCH: switch_statement(g, (struct statement *)statement); break;
    case STATEMENT_CASE:
    case STATEMENT_DEFAULT:
        if (statement->block)
            ir_place(g->f, statement->block);
        gen_statement(g, statement->body);
        break;
    case STATEMENT_LABEL:
        ir_place(g->f, gen_label(g, statement->label));
        statement->label->exits = g->exits;
        gen_statement(g, statement->body);
        break;
    case STATEMENT_GOTO: goto_statement(g, statement->label); break;
    case STATEMENT_COMPUTED_GOTO: computed_goto(g, statement); break;
    case STATEMENT_BREAK: jump_out(g, g->targets.block_break, g->targets.break_exits); break;
    case STATEMENT_CONTINUE: jump_out(g, g->targets.block_continue, g->targets.continue_exits); break;
    case STATEMENT_RETURN: return_statement(g, statement); break;
    case STATEMENT_DECLARATION: declaration(g, statement); break;
    case STATEMENT_ASM: gen_assembly(g, statement->assembly); break;
    case STATEMENT_VLA: gen_vla_size(g, statement->sized); break;
    default: break;
    }
}
