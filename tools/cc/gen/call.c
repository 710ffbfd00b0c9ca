/* Calls, by docs/abi.md: structures of at most 8 bytes travel as numbers, larger ones by the address of a copy. */
#include "gen/gen.h"

#include <string.h>

enum { SMALL_BYTES = 8 };

static bool is_large(const struct type *type)
{
    return type_is_record(type) && type_size(type) > SMALL_BYTES;
}

/* A copy that the callee may change. */
static struct ir_insn *pass_copy(struct gen *g, struct ir_insn *record, struct type *type)
{
    struct place copy = gen_temporary(g, type, NULL), from = gen_at(record, type);
    gen_copy(g, &copy, &from, type_size(type));
    return gen_address(g, &copy);
}

static struct ir_insn *pass(struct gen *g, const struct expr *argument)
{
    struct ir_insn *value = gen_value(g, argument);
    if (!type_is_record(argument->type))
        return value;
    if (is_large(argument->type))
        return pass_copy(g, value, argument->type);
    struct place place = gen_at(value, argument->type);
    return gen_load_small(g, &place, type_size(argument->type));
}

static enum ir_type result_type(const struct type *type)
{
    if (!type_is_record(type))
        return gen_type(type);
    uint32_t size = type_size(type);
    return size == 0 ? IR_VOID : size > 4 && size <= SMALL_BYTES ? IR_I64 : IR_I32;
}

/* The symbol called when the callee is known. */
static struct symbol *known_callee(const struct expr *function)
{
    if (function->op == EXPR_ADDRESS && function->left->op == EXPR_SYMBOL &&
        function->left->symbol->kind == SYMBOL_FUNCTION)
        return function->left->symbol;
    return NULL;
}

/* Whether control may come back from a call a second time. */
static bool returns_twice(const struct symbol *symbol)
{
    static const char *const names[] = {"setjmp",  "_setjmp",    "sigsetjmp", "__sigsetjmp",
                                        "savectx", "getcontext", "vfork"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (symbol->linkage == LINKAGE_EXTERNAL && strcmp(symbol->name->text, names[i]) == 0)
            return true;
    return symbol->attributes.returns_twice;
}

static struct ir_insn *emit(struct gen *g, const struct expr *expr, struct ir_insn **arguments, uint32_t count,
                            struct ir_insn *target)
{
    struct symbol *symbol = known_callee(expr->left);
    const struct function_type *type = expr->left->type->base->function;
    enum ir_type result = result_type(expr->type);
    struct ir_insn *call = symbol ? ir_call(g->f, result, symbol_ir(g->p, symbol), arguments, count)
                                  : ir_call_indirect(g->f, result, target, arguments, count);
    uint32_t hidden = is_large(expr->type), empty = 0;
    for (uint32_t i = 0; i < expr->argument_count && i < type->param_count; i++)
        empty += type_is_record(expr->arguments[i]->type) && !type_size(expr->arguments[i]->type);
    call->u.call->variadic = type->variadic;
    call->u.call->named = type->param_count + hidden - empty;
    call->u.call->library = symbol && g->p->options->builtin_calls && symbol->linkage == LINKAGE_EXTERNAL;
    call->u.call->pure = symbol && symbol->attributes.pure;
    call->u.call->constant = symbol && symbol->attributes.constant;
    g->f->calls_setjmp |= symbol && returns_twice(symbol);
    if (symbol && symbol->attributes.noreturn) {
        call->u.call->noreturn = true;
        ir_unreachable(g->f);
    }
    return call;
}

struct ir_insn *gen_call(struct gen *g, const struct expr *expr)
{
    struct ir_insn **arguments = arena_array(&g->p->body, expr->argument_count + (size_t)1, sizeof *arguments);
    uint32_t count = 0;
    struct place result = {0};
    struct ir_insn *target = known_callee(expr->left) ? NULL : gen_value(g, expr->left);
    bool record = type_is_record(expr->type);
    if (record)
        result = gen_temporary(g, expr->type, NULL);
    if (is_large(expr->type))
        arguments[count++] = gen_address(g, &result);
    for (uint32_t i = 0; i < expr->argument_count; i++) {
        struct ir_insn *value = pass(g, expr->arguments[i]);
        if (value)
            arguments[count++] = value;
    }
    g->f->at_loc = ir_loc_of(g->p, expr->start);
    struct ir_insn *call = emit(g, expr, arguments, count, target);
    if (!record)
        return call;
    if (!is_large(expr->type) && type_size(expr->type))
        ir_store(g->f, type_size(expr->type) > 4 ? IR_MEM_64 : IR_MEM_32, result.address, 0, call, 0, false);
    return gen_address(g, &result);
}

/* The va_list is a pointer to the next slot. */
struct ir_insn *gen_va_arg(struct gen *g, const struct expr *expr)
{
    struct type *type = expr->type;
    bool large = is_large(type);
    uint32_t size = large ? 4 : type_size(type);
    struct ir_insn *list = gen_value(g, expr->left);
    struct ir_insn *next = ir_load(g->f, IR_MEM_32, list, 0, 0, false);
    if (size == 0)
        return next; /* nothing was passed */
    if (size > 4) {
        next = ir_binary(g->f, IR_ADD, next, ir_const(g->f, IR_I32, 7));
        next = ir_binary(g->f, IR_AND, next, ir_const(g->f, IR_I32, -8));
    }
    struct ir_insn *after = ir_binary(g->f, IR_ADD, next, ir_const(g->f, IR_I32, size > 4 ? 8 : 4));
    ir_store(g->f, IR_MEM_32, list, 0, after, 0, false);
    if (large)
        return ir_load(g->f, IR_MEM_32, next, 0, 0, false);
    if (type_is_record(type))
        return next;
    return ir_load(g->f, gen_mem(type), next, 0, 0, false);
}
