/* Built-in functions: names, signatures, checks.  gen/builtin.c makes code of them. */
#include "front/builtin.h"
#include "front/parser.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { OVERFLOW_TYPES = 6 }; /* built-ins like __builtin_sadd_overflow for each of add, sub, mul */

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
    case 'm': return type_basic(types, TYPE_ULONG);
    case 'L': return type_basic(types, TYPE_LLONG);
    case 'U': return type_basic(types, TYPE_ULLONG);
    case 'f': return type_basic(types, TYPE_FLOAT);
    case 'd': return type_basic(types, TYPE_DOUBLE);
    case 'e': return type_basic(types, TYPE_LDOUBLE);
    case 'b': return type_basic(types, TYPE_BOOL);
    case 'p': return type_pointer(types, type_basic(types, TYPE_VOID));
    case 'c': return type_pointer(types, type_qualified(types, type_basic(types, TYPE_VOID), QUAL_CONST));
    case 's': return type_pointer(types, type_basic(types, TYPE_CHAR));
    case 't': return type_pointer(types, type_qualified(types, type_basic(types, TYPE_CHAR), QUAL_CONST));
    default: return type_basic(types, TYPE_INT);
    }
}

struct type *builtin_operand_type(struct parser *p, unsigned builtin)
{
    const char *star = strchr(builtins[builtin].signature, '*');
    return star && star[1] ? letter_type(p, star[1]) : NULL;
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

void front_enter_builtins(struct intern *names)
{
    char name[64];
    for (unsigned i = 1; i < BUILTIN_FUNCTION_COUNT; i++) {
        snprintf(name, sizeof name, "%s%s", builtins[i].name[0] == '_' ? "" : "__builtin_", builtins[i].name);
        intern_find(names, name)->builtin = (uint16_t)i;
    }
    for (size_t i = 0; i < sizeof library / sizeof *library; i++) {
        snprintf(name, sizeof name, "__builtin_%s", library[i].name);
        intern_find(names, name)->builtin = BUILTIN_FUNCTION_COUNT;
    }
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

struct expr *builtin_wrong(struct parser *p, const struct expr *call, const char *what)
{
    report_error(p->report, span_of(call), "%s", what);
    return expr_bad(p, span_of(call));
}

bool builtin_need(struct parser *p, const struct expr *call, uint32_t least, uint32_t most)
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
    if (!builtin_need(p, call, copy ? 2 : 1, start || copy ? 2 : 1))
        return expr_bad(p, span_of(call));
    if (start && (!p->function || !p->function->symbol->type->function->variadic))
        return builtin_wrong(p, call, "va_start in a function that does not end in ', ...'");
    for (uint32_t i = 0; i < (start ? 1u : call->argument_count); i++)
        if (call->arguments[i]->op != EXPR_BAD && call->arguments[i]->type->kind != TYPE_POINTER)
            return builtin_wrong(p, call, "the argument must be a va_list");
    call->arguments[0] = expr_address(p, call->arguments[0], span_of(call));
    if (copy)
        call->arguments[1] = expr_value(p, call->arguments[1]);
    call->argument_count = copy ? 2 : 1;
    return call;
}

/* __builtin_add_overflow and relatives; those with types in their names become it. */
static struct expr *check_overflow(struct parser *p, struct expr *call)
{
    struct type *type = builtin_operand_type(p, call->builtin);
    bool stores = call->builtin < BUILTIN_ADD_OVERFLOW_P || call->builtin > BUILTIN_MUL_OVERFLOW_P;
    if (!builtin_need(p, call, 3, 3))
        return expr_bad(p, span_of(call));
    for (int i = 0; i < 3; i++)
        call->arguments[i] = expr_value(p, call->arguments[i]);
    const struct type *last = call->arguments[2]->type;
    const struct type *to = !stores ? last : last->kind == TYPE_POINTER ? last->base : NULL;
    if (!type_is_integer(call->arguments[0]->type) || !type_is_integer(call->arguments[1]->type) || !to ||
        !type_is_integer(to))
        return builtin_wrong(p, call,
                             stores ? "the arguments must be two integers and a pointer to an integer"
                                    : "the arguments must be three integers");
    if (type) {
        for (int i = 0; i < 2; i++)
            call->arguments[i] = expr_assigned(p, call->arguments[i], type, "an argument");
        call->arguments[2] = expr_assigned(p, call->arguments[2], type_pointer(&p->types, type), "argument 3");
        call->builtin = (uint16_t)(BUILTIN_ADD_OVERFLOW + (call->builtin - BUILTIN_SADD_OVERFLOW) / OVERFLOW_TYPES);
    }
    return call;
}

/* GCC's numbers for the kinds of types. */
static struct expr *classify_type(struct parser *p, struct expr *call)
{
    if (!builtin_need(p, call, 1, 1))
        return expr_bad(p, span_of(call));
    const struct type *type = expr_value(p, call->arguments[0])->type;
    int64_t number = type_is_floating(type)                               ? 8
                     : type->kind == TYPE_POINTER                         ? 5
                     : type->kind == TYPE_STRUCT                          ? 12
                     : type->kind == TYPE_UNION                           ? 13
                     : type->kind == TYPE_VOID || type->kind == TYPE_BOOL ? (type->kind == TYPE_BOOL ? 1 : 0)
                                                                          : 1;
    return expr_integer(p, call->type, number, span_of(call));
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
    case BUILTIN_OBJECT_SIZE:
    case BUILTIN_DYNAMIC_OBJECT_SIZE: return builtin_object_size(p, call);
    case BUILTIN_CLASSIFY_TYPE: return classify_type(p, call);
    case BUILTIN_LINE: return expr_integer(p, call->type, (int64_t)source_line(p->sources, span.at), span);
    case BUILTIN_FILE: return expr_text(p, pp_file_name(p->pp, span.at), span);
    case BUILTIN_FUNCTION: return expr_text(p, p->function ? p->function->symbol->name->text : "", span);
    case BUILTIN_ATOMIC_ALWAYS_LOCK_FREE:
    case BUILTIN_ATOMIC_IS_LOCK_FREE: return builtin_lock_free(p, call);
    case BUILTIN_INF:
    case BUILTIN_INFF:
    case BUILTIN_INFL:
    case BUILTIN_HUGE_VAL:
    case BUILTIN_HUGE_VALF:
    case BUILTIN_HUGE_VALL: return expr_real(p, call->type, (double)INFINITY, span);
    case BUILTIN_NAN:
    case BUILTIN_NANF:
    case BUILTIN_NANL:
    case BUILTIN_NANS:
    case BUILTIN_NANSF:
    case BUILTIN_NANSL: return expr_real(p, call->type, (double)NAN, span);
    default: return call;
    }
}

static struct expr *check(struct parser *p, struct expr *call)
{
    unsigned builtin = call->builtin;
    if (builtin <= BUILTIN_VA_COPY)
        return check_va(p, call);
    if (builtin >= BUILTIN_ADD_OVERFLOW && builtin <= BUILTIN_UMULLL_OVERFLOW)
        return check_overflow(p, call);
    if (builtin >= BUILTIN_ISNAN && builtin <= BUILTIN_FPCLASSIFY)
        return builtin_real(p, call);
    bool atomic = (builtin >= BUILTIN_ATOMIC_LOAD_N && builtin <= BUILTIN_ATOMIC_CLEAR) ||
                  (builtin >= BUILTIN_SYNC_FETCH_ADD && builtin <= BUILTIN_SYNC_LOCK_RELEASE);
    return atomic ? builtin_atomic(p, call) : constant_builtin(p, call);
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
    else if (builtin >= BUILTIN_CLRSB && builtin <= BUILTIN_CLRSBLL) {
        uint64_t sign = value >> (width - 1) & 1, flipped = sign ? ~value : value;
        for (unsigned bit = width - 1; bit-- > 0 && !(flipped >> bit & 1);)
            result++;
    } else if (builtin >= BUILTIN_BSWAP16 && builtin <= BUILTIN_BSWAP64)
        for (unsigned i = 0, bytes = builtin == BUILTIN_BSWAP16 ? 2 : width / 8; i < bytes; i++)
            result = result << 8 | (value >> 8 * i & 0xff);
    else
        return call;
    return expr_integer(p, call->type, fold_wrap(call->type, (int64_t)result), span_of(call));
}

struct expr *parse_builtin_call(struct parser *p, struct symbol *symbol, const struct token *token)
{
    unsigned builtin = symbol->builtin;
    const char *signature = builtins[builtin].signature;
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
