/* Built-in functions: names, signatures, checks.  gen/builtin.c makes code of them. */
#include "front/builtin.h"
#include "front/parser.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct builtin_info {
    const char *name, *signature;
};

static const struct builtin_info builtins[BUILTIN_FUNCTION_COUNT] = {
#define BUILTIN(id, name, signature) [BUILTIN_##id] = {name, signature},
#include "front/builtins.def"
};

static const struct builtin_info library[] = {
#define LIBRARY(name, signature) {name, signature},
#include "front/builtins.def"
};

static struct type *letter_type(struct parser *p, char letter)
{
    struct types *types = &p->types;
    switch (letter) {
    case 'v': return type_basic(types, TYPE_VOID);
    case 'u':
    case 'z': return type_basic(types, TYPE_UINT);
    case 'l': return type_basic(types, TYPE_LONG);
    case 'L': return type_basic(types, TYPE_LLONG);
    case 'U': return type_basic(types, TYPE_ULLONG);
    case 'f': return type_basic(types, TYPE_FLOAT);
    case 'd': return type_basic(types, TYPE_DOUBLE);
    case 'b': return type_basic(types, TYPE_BOOL);
    case 'p': return type_pointer(types, type_basic(types, TYPE_VOID));
    case 'c': return type_pointer(types, type_qualified(types, type_basic(types, TYPE_VOID), QUAL_CONST));
    case 's': return type_pointer(types, type_basic(types, TYPE_CHAR));
    case 't': return type_pointer(types, type_qualified(types, type_basic(types, TYPE_CHAR), QUAL_CONST));
    default: return type_basic(types, TYPE_INT);
    }
}

static struct type *signature_type(struct parser *p, const char *signature)
{
    struct function_type *function = arena_alloc(&p->arena, sizeof *function);
    function->prototype = true;
    function->params = arena_array(&p->arena, strlen(signature), sizeof *function->params);
    for (const char *s = signature + 1; *s && *s != '*'; s++) {
        if (*s == '.')
            function->variadic = true;
        else
            function->params[function->param_count++] = letter_type(p, *s);
    }
    return type_function(&p->types, letter_type(p, signature[0]), function);
}

static struct symbol *enter_function(struct parser *p, const char *name, const char *signature)
{
    struct symbol *symbol =
        symbol_new(p, intern_find(p->names, name), SYMBOL_FUNCTION, signature_type(p, signature), 0);
    symbol->linkage = LINKAGE_EXTERNAL;
    symbol_enter(p, symbol);
    return symbol;
}

void builtin_enter(struct parser *p)
{
    char name[64];
    for (unsigned i = 1; i < BUILTIN_FUNCTION_COUNT; i++) {
        snprintf(name, sizeof name, "%s%s", builtins[i].name[0] == '_' ? "" : "__builtin_", builtins[i].name);
        struct symbol *symbol = enter_function(p, name, builtins[i].signature);
        symbol->builtin = symbol->name->builtin = (uint16_t)i;
    }
    for (size_t i = 0; i < sizeof library / sizeof *library; i++) {
        snprintf(name, sizeof name, "__builtin_%s", library[i].name);
        struct symbol *symbol = enter_function(p, name, library[i].signature);
        symbol->name->builtin = BUILTIN_FUNCTION_COUNT;
        symbol->attributes.assembler_name = library[i].name;
    }
    struct symbol *list = symbol_new(p, intern_find(p->names, "__builtin_va_list"), SYMBOL_TYPEDEF,
                                     type_pointer(&p->types, type_basic(&p->types, TYPE_VOID)), 0);
    symbol_enter(p, list);
}

/* ---- Calls ---- */

static struct expr *wrong(struct parser *p, const struct expr *call, const char *what)
{
    report_error(p->report, span_of(call), "%s", what);
    return expr_bad(p, span_of(call));
}

static bool need(struct parser *p, const struct expr *call, uint32_t least, uint32_t most)
{
    if (call->argument_count >= least && call->argument_count <= most)
        return true;
    report_error(p->report, span_of(call), "built-in function takes %u argument%s", (unsigned)least,
                 least == 1 ? "" : "s");
    return false;
}

static struct expr *check_va(struct parser *p, struct expr *call)
{
    bool start = call->builtin == BUILTIN_VA_START, copy = call->builtin == BUILTIN_VA_COPY;
    if (!need(p, call, copy ? 2 : 1, start || copy ? 2 : 1))
        return expr_bad(p, span_of(call));
    if (start && (!p->function || !p->function->symbol->type->function->variadic))
        return wrong(p, call, "va_start in a function that does not end in ', ...'");
    for (uint32_t i = 0; i < (start ? 1u : call->argument_count); i++)
        if (call->arguments[i]->op != EXPR_BAD && call->arguments[i]->type->kind != TYPE_POINTER)
            return wrong(p, call, "the argument must be a va_list");
    call->arguments[0] = expr_address(p, call->arguments[0], span_of(call));
    if (copy)
        call->arguments[1] = expr_value(p, call->arguments[1]);
    call->argument_count = copy ? 2 : 1;
    return call;
}

static struct expr *check_overflow(struct parser *p, struct expr *call)
{
    if (!need(p, call, 3, 3))
        return expr_bad(p, span_of(call));
    for (int i = 0; i < 3; i++)
        call->arguments[i] = expr_value(p, call->arguments[i]);
    const struct type *to = call->arguments[2]->type;
    if (!type_is_integer(call->arguments[0]->type) || !type_is_integer(call->arguments[1]->type) ||
        to->kind != TYPE_POINTER || !type_is_integer(to->base))
        return wrong(p, call, "the arguments must be two integers and a pointer to an integer");
    return call;
}

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
        return wrong(p, call, "the first argument of an atomic built-in must be a pointer");
    struct type *object = pointer->type->base;
    if (object->kind == TYPE_VOID && !form->operands && form->arithmetic)
        return expr_convert(p, pointer, type_pointer(&p->types, type_basic(&p->types, TYPE_UCHAR)));
    if ((object->quals & QUAL_CONST) && call->builtin != BUILTIN_ATOMIC_LOAD_N && call->builtin != BUILTIN_ATOMIC_LOAD)
        return wrong(p, call, "the object of an atomic built-in is const");
    if (!type_complete(object) || object->kind == TYPE_FUNCTION || object->kind == TYPE_ARRAY)
        return wrong(p, call, "atomic built-ins work on objects of complete type that are no arrays");
    if (form->arithmetic && !type_is_integer(object) && object->kind != TYPE_POINTER)
        return wrong(p, call, "this atomic built-in works on integers and pointers");
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

static struct expr *check_atomic(struct parser *p, struct expr *call)
{
    struct atomic_form form = atomic_form(call->builtin);
    if (call->argument_count < form.operands + 1u)
        return wrong(p, call, "too few arguments of an atomic built-in");
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
static struct expr *check_lock_free(struct parser *p, struct expr *call)
{
    if (!need(p, call, 2, 2))
        return expr_bad(p, span_of(call));
    const struct expr *size = expr_value(p, call->arguments[0]), *object = expr_value(p, call->arguments[1]);
    bool known = size->op == EXPR_INTEGER && (size->integer == 1 || size->integer == 2 || size->integer == 4);
    while (object->op == EXPR_CAST)
        object = object->left;
    if (object->type->kind == TYPE_POINTER && type_complete(object->type->base) && type_is_record(object->type->base))
        known &= type_is_lock_free(object->type->base);
    return expr_integer(p, call->type, known, span_of(call));
}

static struct expr *constant_builtin(struct parser *p, struct expr *call)
{
    struct span span = span_of(call);
    const struct expr *first = call->argument_count ? call->arguments[0] : NULL;
    switch (call->builtin) {
    case BUILTIN_CONSTANT_P: {
        const struct expr *value = first ? expr_value(p, call->arguments[0]) : NULL;
        bool constant = value && (value->op == EXPR_INTEGER || value->op == EXPR_REAL ||
                                  (value->op == EXPR_ADDRESS && value->left->op == EXPR_STRING));
        return expr_integer(p, call->type, constant, span);
    }
    case BUILTIN_OBJECT_SIZE: return expr_integer(p, call->type, -1 & 0xffffffff, span);
    case BUILTIN_ATOMIC_ALWAYS_LOCK_FREE:
    case BUILTIN_ATOMIC_IS_LOCK_FREE: return check_lock_free(p, call);
    case BUILTIN_INF:
    case BUILTIN_HUGE_VAL: return expr_real(p, call->type, (double)INFINITY, span);
    case BUILTIN_INFF:
    case BUILTIN_HUGE_VALF: return expr_real(p, call->type, (double)INFINITY, span);
    case BUILTIN_NAN:
    case BUILTIN_NANF: return expr_real(p, call->type, (double)NAN, span);
    default: return call;
    }
}

static struct expr *check(struct parser *p, struct expr *call)
{
    unsigned builtin = call->builtin;
    if (builtin <= BUILTIN_VA_COPY)
        return check_va(p, call);
    if (builtin >= BUILTIN_ADD_OVERFLOW && builtin <= BUILTIN_MUL_OVERFLOW)
        return check_overflow(p, call);
    bool atomic = (builtin >= BUILTIN_ATOMIC_LOAD_N && builtin <= BUILTIN_ATOMIC_CLEAR) ||
                  (builtin >= BUILTIN_SYNC_FETCH_ADD && builtin <= BUILTIN_SYNC_LOCK_RELEASE);
    return atomic ? check_atomic(p, call) : constant_builtin(p, call);
}

static unsigned ones(uint64_t value)
{
    unsigned count = 0;
    for (; value; value &= value - 1)
        count++;
    return count;
}

/* The bit-counting functions of a constant. */
static struct expr *fold(struct parser *p, struct expr *call)
{
    if (call->argument_count != 1 || call->arguments[0]->op != EXPR_INTEGER)
        return call;
    unsigned builtin = call->builtin, width = type_bits(call->arguments[0]->type);
    uint64_t value = (uint64_t)call->arguments[0]->integer;
    if (width < 64)
        value &= ((uint64_t)1 << width) - 1;
    uint64_t result = 0;
    unsigned trailing = value ? ones((value & (0 - value)) - 1) : width;
    if (builtin >= BUILTIN_CLZ && builtin <= BUILTIN_CLZLL)
        for (result = width; value; value >>= 1)
            result--;
    else if (builtin >= BUILTIN_CTZ && builtin <= BUILTIN_CTZLL)
        result = trailing;
    else if (builtin >= BUILTIN_POPCOUNT && builtin <= BUILTIN_POPCOUNTLL)
        result = ones(value);
    else if (builtin >= BUILTIN_PARITY && builtin <= BUILTIN_PARITYLL)
        result = ones(value) & 1;
    else if (builtin >= BUILTIN_FFS && builtin <= BUILTIN_FFSLL)
        result = value ? trailing + 1 : 0;
    else if (builtin >= BUILTIN_BSWAP16 && builtin <= BUILTIN_BSWAP64)
        for (unsigned i = 0, bytes = builtin == BUILTIN_BSWAP16 ? 2 : width / 8; i < bytes; i++)
            result = result << 8 | (value >> 8 * i & 0xff);
    else
        return call;
    return expr_integer(p, call->type, fold_wrap(call->type, (int64_t)result), span_of(call));
}

struct expr *parse_builtin_call(struct parser *p, unsigned builtin, const struct token *token)
{
    const char *signature = builtins[builtin].signature;
    struct symbol *symbol = token->name->symbol;
    struct expr *function = expr_symbol(p, symbol, span_from(token->loc, token_end(token)));
    p->unevaluated += builtin == BUILTIN_CONSTANT_P;
    struct expr *plain = parse_call_arguments(p, function, strchr(signature, '*') == NULL);
    p->unevaluated -= builtin == BUILTIN_CONSTANT_P;
    if (plain->op == EXPR_BAD)
        return plain;
    struct expr *call = expr_new(p, EXPR_BUILTIN, type_plain(symbol->type->base), token->loc);
    call->start = plain->start;
    call->end = plain->end;
    call->height = plain->height;
    call->arguments = plain->arguments;
    call->argument_count = plain->argument_count;
    call->builtin = (uint16_t)builtin;
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (call->arguments[i]->op == EXPR_BAD)
            return call->arguments[i];
    return fold(p, check(p, call));
}
