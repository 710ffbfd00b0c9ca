/* Atomic built-in functions: __atomic_*, __sync_* (checks; gen/atomic.c makes code of them). */
#include "front/builtin.h"

/* What an atomic built-in takes after the pointer to the object. */
struct atomic_form {
    uint8_t operands; /* values, or addresses of values */
    bool addresses;   /* all of them are addresses; of compare_exchange_n the first is */
    bool arithmetic;  /* integers and pointers only */
    bool gives_object;
};

static struct atomic_form atomic_form(unsigned builtin)
{
    switch (builtin) {
    case BUILTIN_ATOMIC_LOAD_N: return (struct atomic_form){.gives_object = true};
    case BUILTIN_ATOMIC_STORE_N: return (struct atomic_form){.operands = 1};
    case BUILTIN_ATOMIC_CLEAR:
    case BUILTIN_SYNC_LOCK_RELEASE:
    case BUILTIN_ATOMIC_TEST_AND_SET: return (struct atomic_form){.arithmetic = true};
    case BUILTIN_ATOMIC_LOAD:
    case BUILTIN_ATOMIC_STORE: return (struct atomic_form){.operands = 1, .addresses = true};
    case BUILTIN_ATOMIC_EXCHANGE:
    case BUILTIN_ATOMIC_COMPARE_EXCHANGE: return (struct atomic_form){.operands = 2, .addresses = true};
    case BUILTIN_ATOMIC_COMPARE_EXCHANGE_N:
    case BUILTIN_SYNC_BOOL_COMPARE_SWAP: return (struct atomic_form){.operands = 2};
    case BUILTIN_SYNC_VAL_COMPARE_SWAP: return (struct atomic_form){.operands = 2, .gives_object = true};
    case BUILTIN_ATOMIC_EXCHANGE_N:
    case BUILTIN_SYNC_LOCK_TEST_SET: return (struct atomic_form){.operands = 1, .gives_object = true};
    default: return (struct atomic_form){.operands = 1, .arithmetic = true, .gives_object = true};
    }
}

/* The pointer to the object: of void for the flags, which are bytes. */
static struct expr *atomic_pointer(struct parser *p, struct expr *call, const struct atomic_form *form)
{
    struct expr *pointer = expr_value(p, call->arguments[0]);
    if (pointer->op == EXPR_BAD)
        return pointer;
    if (pointer->type->kind != TYPE_POINTER)
        return builtin_wrong(p, call, "the first argument of an atomic built-in must be a pointer");
    struct type *object = pointer->type->base;
    if (object->kind == TYPE_VOID && !form->operands && form->arithmetic)
        return expr_convert(p, pointer, type_pointer(&p->types, type_basic(&p->types, TYPE_UCHAR)));
    if ((object->quals & QUAL_CONST) && call->builtin != BUILTIN_ATOMIC_LOAD_N && call->builtin != BUILTIN_ATOMIC_LOAD)
        return builtin_wrong(p, call, "the object of an atomic built-in is const");
    if (!type_complete(object) || object->kind == TYPE_FUNCTION || object->kind == TYPE_ARRAY)
        return builtin_wrong(p, call, "atomic built-ins work on objects of complete type that are no arrays");
    if (form->arithmetic && !type_is_integer(object) && object->kind != TYPE_POINTER)
        return builtin_wrong(p, call, "this atomic built-in works on integers and pointers");
    return pointer;
}

/* 7.17.7.5: the operand counts elements when the object is an _Atomic pointer; GNU's counts bytes for plain ones. */
static struct expr *atomic_operand(struct parser *p, const struct expr *call, struct expr *operand, struct type *object)
{
    bool adds = call->builtin == BUILTIN_ATOMIC_FETCH_ADD || call->builtin == BUILTIN_ATOMIC_FETCH_SUB;
    struct type *plain = type_plain(object);
    if (plain->kind != TYPE_POINTER || !type_is_integer(operand->type))
        return expr_assigned(p, operand, plain, "an atomic operation");
    bool scaled = adds && (object->quals & QUAL_ATOMIC) && type_complete(plain->base);
    if (scaled) {
        struct span span = span_of(operand);
        struct expr *size = expr_integer(p, type_basic(&p->types, TYPE_INT), type_size(plain->base), span);
        operand = expr_binary(p, TOKEN_STAR, operand, size, span.at);
    }
    return expr_convert(p, operand, plain);
}

struct expr *builtin_atomic(struct parser *p, struct expr *call)
{
    struct atomic_form form = atomic_form(call->builtin);
    if (call->argument_count < form.operands + 1u)
        return builtin_wrong(p, call, "too few arguments of an atomic built-in");
    struct expr *pointer = call->arguments[0] = atomic_pointer(p, call, &form);
    if (pointer->op == EXPR_BAD)
        return pointer;
    struct type *object = pointer->type->base, *to_object = type_pointer(&p->types, type_plain(object));
    for (uint32_t i = 1; i < call->argument_count; i++) {
        bool address =
            i <= form.operands && (form.addresses || (call->builtin == BUILTIN_ATOMIC_COMPARE_EXCHANGE_N && i == 1));
        struct expr *argument = expr_value(p, call->arguments[i]);
        if (address)
            argument = expr_assigned(p, argument,
                                     type_pointer(&p->types, type_qualified(&p->types, to_object->base, QUAL_CONST)),
                                     "an atomic operation");
        else if (i <= form.operands)
            argument = atomic_operand(p, call, argument, object);
        if (argument->op == EXPR_BAD)
            return argument;
        call->arguments[i] = argument;
    }
    if (form.gives_object)
        call->type = type_plain(object);
    return call;
}

/* Whether the machine's own operations serve an object of this size, known by its type or by size alone. */
struct expr *builtin_lock_free(struct parser *p, struct expr *call)
{
    if (!builtin_need(p, call, 2, 2))
        return expr_bad(p, span_of(call));
    const struct expr *size = expr_value(p, call->arguments[0]), *object = expr_value(p, call->arguments[1]);
    bool known = size->op == EXPR_INTEGER && (size->integer == 1 || size->integer == 2 || size->integer == 4);
    while (object->op == EXPR_CAST)
        object = object->left;
    if (object->type->kind == TYPE_POINTER && type_complete(object->type->base) && type_is_record(object->type->base))
        known &= type_is_lock_free(object->type->base);
    return expr_integer(p, call->type, known, span_of(call));
}
