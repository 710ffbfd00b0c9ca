/* Expressions that the language allows and that hardly mean what they say: warnings only. */
#include "front/build.h"

#include <string.h>

/* Whether what is written here can be executed. */
static bool evaluated(const struct parser *p)
{
    return !p->unevaluated && !p->dead;
}

static const struct expr *without_implicit_casts(const struct expr *expr)
{
    while (expr->op == EXPR_CAST && (expr->flags & EXPR_IMPLICIT))
        expr = expr->left;
    return expr;
}

/* The same expression twice, without effect: it has the same value. */
static bool same(const struct expr *a, const struct expr *b)
{
    if (a->op != b->op || type_plain(a->type) != type_plain(b->type))
        return false;
    switch (a->op) {
    case EXPR_SYMBOL: return a->symbol == b->symbol && !(a->type->quals & (QUAL_VOLATILE | QUAL_ATOMIC));
    case EXPR_MEMBER:
        return a->offset_bytes == b->offset_bytes && a->member == b->member && same(a->left, b->left) &&
               !(a->type->quals & (QUAL_VOLATILE | QUAL_ATOMIC));
    case EXPR_INTEGER: return a->integer == b->integer;
    case EXPR_DEREF: return same(a->left, b->left) && !(a->type->quals & (QUAL_VOLATILE | QUAL_ATOMIC));
    case EXPR_LOAD:
    case EXPR_ADDRESS:
    case EXPR_CAST:
    case EXPR_NEG:
    case EXPR_NOT: return same(a->left, b->left);
    case EXPR_ADD:
    case EXPR_SUB:
    case EXPR_MUL:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_POINTER_ADD:
    case EXPR_POINTER_SUB: return same(a->left, b->left) && same(a->right, b->right);
    default: return false;
    }
}

/* ---- Comparisons ---- */

static bool is_string(const struct expr *expr)
{
    return expr->op == EXPR_ADDRESS && expr->left->op == EXPR_STRING;
}

/* 0 or 1 by its nature. */
static bool is_truth(const struct expr *expr)
{
    expr = without_implicit_casts(expr);
    return (expr->op >= EXPR_EQ && expr->op <= EXPR_GE) || expr->op == EXPR_LOGICAL_AND ||
           expr->op == EXPR_LOGICAL_OR || expr->op == EXPR_LOGICAL_NOT || expr->type->kind == TYPE_BOOL;
}

static enum expr_op mirrored(enum expr_op op)
{
    return op == EXPR_LT ? EXPR_GT : op == EXPR_GT ? EXPR_LT : op == EXPR_LE ? EXPR_GE : op == EXPR_GE ? EXPR_LE : op;
}

/* value op constant for a value from low to high: 0, 1, or -1 when it depends. */
static int always(enum expr_op op, int64_t low, int64_t high, int64_t constant)
{
    switch (op) {
    case EXPR_LT: return high < constant ? 1 : low >= constant ? 0 : -1;
    case EXPR_LE: return high <= constant ? 1 : low > constant ? 0 : -1;
    case EXPR_GT: return low > constant ? 1 : high <= constant ? 0 : -1;
    case EXPR_GE: return low >= constant ? 1 : high < constant ? 0 : -1;
    case EXPR_EQ: return constant < low || constant > high ? 0 : -1;
    default: return constant < low || constant > high ? 1 : -1;
    }
}

static void check_limits(struct parser *p, enum expr_op op, const struct expr *value, const struct expr *constant,
                         struct span span)
{
    const struct expr *inner = without_implicit_casts(value);
    const struct type *type = inner->type;
    char text[TYPE_TEXT_MAX];
    if (constant->op != EXPR_INTEGER || inner->op == EXPR_INTEGER || !type_is_integer(type) || type_bits(type) > 32)
        return;
    if (is_truth(inner)) {
        int result = always(op, 0, 1, constant->integer);
        if (result >= 0 && constant->integer != 0 && constant->integer != 1)
            report_warning(p->report, WARN_BOOL_COMPARE, span, "a truth value is compared with %lld: always %s",
                           (long long)constant->integer, result ? "true" : "false");
        return;
    }
    bool is_signed = type_is_signed(type);
    unsigned bits = type_bits(type);
    if (inner->op == EXPR_LOAD && inner->left->op == EXPR_MEMBER && inner->left->member->is_bit_field)
        bits = inner->left->member->bit_width;
    int64_t low = is_signed ? -((int64_t)1 << (bits - 1)) : 0;
    int64_t high = is_signed ? ((int64_t)1 << (bits - 1)) - 1 : ((int64_t)1 << bits) - 1;
    if (bits == 32 &&
        (is_signed || constant->integer)) /* bounds of the type are written where it may be wider elsewhere */
        return;
    int result = always(op, low, high, constant->integer);
    if (result >= 0)
        report_warning(p->report, WARN_TYPE_LIMITS, span, "always %s: '%s' has values from %lld to %lld",
                       result ? "true" : "false", type_text(type, text), (long long)low, (long long)high);
}

static const struct type *enumeration_of(const struct expr *expr)
{
    const struct type *type = without_implicit_casts(expr)->type;
    return type->kind == TYPE_ENUM && type->enumeration->tag ? type : NULL;
}

/* A parameter that attribute nonnull promises not to be null. */
static void check_nonnull_parameter(struct parser *p, const struct expr *value, struct span span)
{
    if (value->op != EXPR_LOAD || value->left->op != EXPR_SYMBOL || !value->left->symbol->is_parameter ||
        !p->function || value->left->symbol->assigned || value->type->kind != TYPE_POINTER)
        return;
    uint32_t promised = p->function->symbol->attributes.nonnull;
    for (uint32_t i = 0; i < p->function->param_count && i < 32; i++)
        if (p->function->params[i] == value->left->symbol && (promised >> i & 1))
            report_warning(p->report, WARN_NONNULL_COMPARE, span, "'%s' is declared never to be null",
                           value->left->symbol->name->text);
}

void check_comparison(struct parser *p, enum expr_op op, const struct expr *left, const struct expr *right,
                      struct span span)
{
    if (!evaluated(p))
        return;
    if (is_string(left) || is_string(right))
        report_warning(p->report, WARN_ADDRESS, span,
                       "this compares the addresses of strings, not their text; use strcmp");
    if (left->op == EXPR_LOGICAL_NOT && !(left->flags & EXPR_PARENTHESES) && !is_truth(right) &&
        right->type->kind != TYPE_POINTER)
        report_warning(p->report, WARN_LOGICAL_NOT_PARENTHESES, span,
                       "'!' goes with the left operand only; put parentheses around the comparison, or around '!...'");
    if ((op == EXPR_EQ || op == EXPR_NE) && expr_is_null(right))
        check_nonnull_parameter(p, left, span);
    const struct expr *a = without_implicit_casts(left), *b = without_implicit_casts(right);
    if (a->op != EXPR_INTEGER && same(a, b) && !type_is_floating(a->type)) {
        bool result = op == EXPR_EQ || op == EXPR_LE || op == EXPR_GE;
        report_warning(p->report, WARN_TAUTOLOGICAL_COMPARE, span, "this compares something with itself: always %s",
                       result ? "true" : "false");
        return;
    }
    if (type_is_floating(left->type) && (op == EXPR_EQ || op == EXPR_NE))
        report_warning(p->report, WARN_FLOAT_EQUAL, span, "floating numbers compared for equality");
    const struct type *x = enumeration_of(left), *y = enumeration_of(right);
    char one[TYPE_TEXT_MAX], other[TYPE_TEXT_MAX];
    if (x && y && x->enumeration != y->enumeration)
        report_warning(p->report, WARN_ENUM_COMPARE, span, "comparison of '%s' and '%s'", type_text(x, one),
                       type_text(y, other));
    check_limits(p, op, left, right, span);
    check_limits(p, mirrored(op), right, left, span);
}

void check_logical(struct parser *p, bool is_and, const struct expr *left, const struct expr *right, struct span span)
{
    if (!evaluated(p) || !report_wants(p->report, WARN_LOGICAL_OP))
        return;
    if (left->op != EXPR_INTEGER && same(left, right))
        report_warning(p->report, WARN_LOGICAL_OP, span, "both operands are the same");
    bool opposite = is_and ? left->op == EXPR_EQ && right->op == EXPR_EQ : left->op == EXPR_NE && right->op == EXPR_NE;
    if (opposite && left->right->op == EXPR_INTEGER && right->right->op == EXPR_INTEGER &&
        left->right->integer != right->right->integer && same(left->left, right->left))
        report_warning(p->report, WARN_LOGICAL_OP, span, "always %s", is_and ? "false" : "true");
}

/* A number whose truth is asked for, and that is hardly meant as one: 1 << n, c ? 3 : 4. */
static void check_number_as_truth(struct parser *p, const struct expr *value)
{
    if (value->op == EXPR_SHL && type_is_signed(value->type))
        report_warning(p->report, WARN_INT_IN_BOOL_CONTEXT, span_of(value),
                       "'<<' as a condition; is '<' meant? write '!= 0' if not");
    const struct expr *first = value->op == EXPR_CONDITIONAL ? value->right : NULL,
                      *second = first ? value->third : NULL;
    if (first && first->op == EXPR_INTEGER && second->op == EXPR_INTEGER && type_is_integer(value->type) &&
        ((first->integer != 0 && first->integer != 1) || (second->integer != 0 && second->integer != 1)))
        report_warning(p->report, WARN_INT_IN_BOOL_CONTEXT, span_of(value), "the numbers of '?:' as a condition%s",
                       first->integer && second->integer ? ": always true" : "; write '!= 0' if it is meant");
}

void check_truth(struct parser *p, const struct expr *value)
{
    if (evaluated(p)) {
        check_number_as_truth(p, value);
        check_nonnull_parameter(p, value, span_of(value));
    }
    if (!evaluated(p) || value->op != EXPR_ADDRESS || value->left->op != EXPR_SYMBOL)
        return;
    const struct symbol *symbol = value->left->symbol;
    if (!symbol->attributes.weak && !symbol->is_parameter && !symbol->wrong)
        report_warning(p->report, WARN_ADDRESS, span_of(value), "the address of '%s' is never 0%s", symbol->name->text,
                       symbol->kind == SYMBOL_FUNCTION ? "; call it with ()" : "");
}

/* ---- Elements and sizes ---- */

/* The array at the end of a structure may be longer than it says. */
static bool may_be_longer(const struct expr *array)
{
    return array->op == EXPR_MEMBER && !array->member->next;
}

static bool array_and_index(const struct expr *pointer, const struct expr **array, int64_t *index)
{
    if (pointer->op != EXPR_POINTER_ADD || pointer->right->op != EXPR_INTEGER || pointer->left->op != EXPR_ADDRESS ||
        pointer->left->left->type->kind != TYPE_ARRAY)
        return false;
    *array = pointer->left->left;
    *index = pointer->right->integer;
    return (*array)->type->complete_array && !may_be_longer(*array) && (*array)->op != EXPR_DEREF;
}

static void report_bounds(struct parser *p, const struct expr *array, int64_t index, struct span span)
{
    report_warning(p->report, WARN_ARRAY_BOUNDS, span, "index %lld is outside the array, which has %u element%s",
                   (long long)index, (unsigned)array->type->length, array->type->length == 1 ? "" : "s");
    if (array->op == EXPR_SYMBOL && array->symbol->loc)
        report_note(p->report, span_at(array->symbol->loc), "'%s' is declared here", array->symbol->name->text);
}

void check_element(struct parser *p, const struct expr *lvalue)
{
    const struct expr *array;
    int64_t index;
    while (lvalue->op == EXPR_MEMBER)
        lvalue = lvalue->left;
    if (lvalue->op != EXPR_DEREF || !evaluated(p) || !array_and_index(lvalue->left, &array, &index))
        return;
    if (index < 0 || index >= (int64_t)array->type->length)
        report_bounds(p, array, index, span_of(lvalue));
}

/* sizeof gives a constant that remembers its operand. */
static const struct expr *sized_pointer(const struct expr *size)
{
    size = without_implicit_casts(size);
    bool remembered = size->op == EXPR_INTEGER && size->left && size->left->type->kind == TYPE_POINTER;
    return remembered ? size->left : NULL;
}

void check_size_division(struct parser *p, const struct expr *left, const struct expr *right, struct span span)
{
    const struct expr *pointer = sized_pointer(left);
    const struct expr *element = right->op == EXPR_INTEGER && right->left ? right->left : NULL;
    if (!pointer || !element || element->op != EXPR_DEREF)
        return;
    const struct expr *base = element->left;
    if (base->op == EXPR_POINTER_ADD)
        base = base->left;
    base = without_implicit_casts(base);
    if (base->op == EXPR_LOAD && same(base->left, pointer))
        report_warning(p->report, WARN_SIZEOF_POINTER_DIV, span,
                       "this divides the size of a pointer, it does not count the elements of an array");
}

/* abs(u) of what has no sign. */
static void check_absolute(struct parser *p, const char *name, const struct expr *argument)
{
    bool known = !strcmp(name, "abs") || !strcmp(name, "labs") || !strcmp(name, "llabs");
    const struct type *type = without_implicit_casts(argument)->type;
    char text[TYPE_TEXT_MAX];
    if (known && type_is_integer(type) && !type_is_signed(type) && type_size(type) >= 4)
        report_warning(p->report, WARN_ABSOLUTE_VALUE, span_of(argument), "'%s' of a '%s', which is never negative",
                       name, type_text(type, text));
}

/* Copies and fills of a constant length into an array that is smaller. */
static void check_room(struct parser *p, const char *name, struct expr *const *arguments, uint32_t count)
{
    static const char *const sized[] = {"memset", "memcpy", "memmove", "strncpy"};
    const struct expr *to = arguments[0], *from = count > 1 ? arguments[1] : NULL;
    int64_t bytes = -1;
    for (size_t i = 0; i < sizeof sized / sizeof *sized; i++)
        if (count == 3 && !strcmp(name, sized[i]) && arguments[2]->op == EXPR_INTEGER)
            bytes = arguments[2]->integer;
    while (to->op == EXPR_CAST)
        to = to->left;
    while (from && from->op == EXPR_CAST)
        from = from->left;
    if (count == 2 && (!strcmp(name, "strcpy") || !strcmp(name, "strcat")) && is_string(from) &&
        from->left->string->width == 1)
        bytes = (int64_t)strlen((const char *)from->left->string->bytes) + 1;
    if (bytes < 0 || to->op != EXPR_ADDRESS || to->left->type->kind != TYPE_ARRAY || !type_complete(to->left->type) ||
        type_variable(to->left->type) || may_be_longer(to->left) || bytes <= (int64_t)type_size(to->left->type))
        return;
    report_warning(p->report, WARN_STRINGOP_OVERFLOW, span_of(to), "'%s' writes %lld bytes into an array of %u", name,
                   (long long)bytes, (unsigned)type_size(to->left->type));
}

void check_memory_call(struct parser *p, const char *name, struct expr *const *arguments, uint32_t count)
{
    if (count && evaluated(p)) {
        check_absolute(p, name, arguments[0]);
        check_room(p, name, arguments, count);
    }
    static const char *const names[] = {"memset",  "memcpy",  "memmove", "memcmp",
                                        "strncpy", "strncat", "strncmp", "bzero"};
    bool known = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        known |= !strcmp(name, names[i]);
    if (!known || count < 2)
        return;
    const struct expr *pointer = sized_pointer(arguments[count - 1]);
    for (uint32_t i = 0; pointer && i + 1 < count; i++) {
        const struct expr *argument = arguments[i];
        while (argument->op == EXPR_CAST)
            argument = argument->left;
        if (argument->op == EXPR_LOAD && same(argument->left, pointer)) {
            report_warning(p->report, WARN_SIZEOF_POINTER_MEMACCESS, span_of(arguments[count - 1]),
                           "this is the size of the pointer; write sizeof of what it points to");
            break;
        }
    }
    if (!strcmp(name, "memset") && count == 3 && arguments[2]->op == EXPR_INTEGER && !arguments[2]->integer &&
        !arguments[2]->left && !(arguments[1]->op == EXPR_INTEGER && !arguments[1]->integer))
        report_warning(p->report, WARN_MEMSET_TRANSPOSED_ARGS, span_of(arguments[2]),
                       "memset of 0 bytes; are the last two arguments exchanged?");
}

/* ---- Conversions that nobody wrote ---- */

void check_conversion(struct parser *p, const struct expr *expr, const struct type *to, const char *what)
{
    const struct type *from = expr->type;
    char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
    if (expr->op == EXPR_INTEGER || expr->op == EXPR_REAL || !evaluated(p) || to->kind == TYPE_BOOL)
        return;
    const struct expr *inner = without_implicit_casts(expr);
    bool narrows = type_is_floating(from) ? !type_is_floating(to) || type_size(to) < type_size(from)
                                          : type_is_integer(to) && type_size(to) < type_size(from) &&
                                                type_size(to) < type_size(inner->type);
    if (type_is_floating(from) && type_is_floating(to) && type_size(to) > type_size(from))
        report_warning(p->report, WARN_DOUBLE_PROMOTION, span_of(expr), "'%s' becomes '%s' in %s", type_text(from, a),
                       type_text(to, b), what);
    else if (narrows)
        report_warning(p->report, WARN_CONVERSION, span_of(expr), "'%s' may lose its value as '%s' in %s; cast it",
                       type_text(from, a), type_text(to, b), what);
    else if (type_is_integer(from) && type_is_integer(to) && type_size(to) == type_size(from) &&
             type_is_signed(from) != type_is_signed(to) && inner->type->kind != TYPE_BOOL &&
             type_size(inner->type) == type_size(from))
        report_warning(p->report, WARN_SIGN_CONVERSION, span_of(expr), "'%s' changes its sign as '%s' in %s; cast it",
                       type_text(from, a), type_text(to, b), what);
}

void check_string_to(struct parser *p, const struct expr *expr, const struct type *to)
{
    if (is_string(expr) && to->kind == TYPE_POINTER && !(to->base->quals & QUAL_CONST))
        report_warning(p->report, WARN_WRITE_STRINGS, span_of(expr),
                       "a string that must not be written to becomes a "
                       "pointer to characters that are not const");
}

void check_cast_qualifiers(struct parser *p, const struct type *from, const struct type *to, struct span span)
{
    if (from->kind != TYPE_POINTER || to->kind != TYPE_POINTER || to->base->kind == TYPE_FUNCTION)
        return;
    unsigned lost = from->base->quals & ~to->base->quals & (QUAL_CONST | QUAL_VOLATILE);
    if (lost)
        report_warning(p->report, WARN_CAST_QUAL, span, "the cast takes %s away",
                       lost & QUAL_CONST ? "'const'" : "'volatile'");
}

/* ---- Side effects without order between them (6.5p2) ---- */

enum { CHANGES_MAX = 32, UNORDERED_DEPTH_MAX = 64 };

/* Variables that an expression changes, and those it reads, as far as no sequence point orders them. */
struct effects {
    const struct symbol *changed[CHANGES_MAX], *read[CHANGES_MAX];
    unsigned change_count, read_count;
};

static bool contains(const struct symbol *const *list, unsigned count, const struct symbol *symbol)
{
    for (unsigned i = 0; i < count; i++)
        if (list[i] == symbol)
            return true;
    return false;
}

static void add_symbol(const struct symbol **list, unsigned *count, const struct symbol *symbol)
{
    if (*count < CHANGES_MAX && !contains(list, *count, symbol))
        list[(*count)++] = symbol;
}

/* Both sides happen in any order: what one changes the other must not touch. */
static void join(struct parser *p, struct effects *to, const struct effects *from, struct span span)
{
    for (unsigned i = 0; i < from->change_count; i++) {
        const struct symbol *symbol = from->changed[i];
        if (contains(to->changed, to->change_count, symbol) || contains(to->read, to->read_count, symbol))
            report_warning(p->report, WARN_SEQUENCE_POINT, span, "'%s' is changed here and used, in no certain order",
                           symbol->name->text);
    }
    for (unsigned i = 0; i < to->change_count; i++)
        if (contains(from->read, from->read_count, to->changed[i]) &&
            !contains(from->changed, from->change_count, to->changed[i]))
            report_warning(p->report, WARN_SEQUENCE_POINT, span, "'%s' is changed here and used, in no certain order",
                           to->changed[i]->name->text);
    for (unsigned i = 0; i < from->change_count; i++)
        add_symbol(to->changed, &to->change_count, from->changed[i]);
    for (unsigned i = 0; i < from->read_count; i++)
        add_symbol(to->read, &to->read_count, from->read[i]);
}

static void gather(struct parser *p, const struct expr *expr, struct effects *out, unsigned depth);

static void gather_two(struct parser *p, const struct expr *a, const struct expr *b, struct effects *out,
                       struct span span, unsigned depth)
{
    struct effects other = {.change_count = 0};
    gather(p, a, out, depth + 1);
    gather(p, b, &other, depth + 1);
    join(p, out, &other, span);
}

/* left = right, left op= right: the value is computed before the change, which has no order against other changes. */
static void gather_assignment(struct parser *p, const struct expr *expr, struct effects *out, unsigned depth)
{
    const struct expr *left = expr->left;
    if (left->op != EXPR_SYMBOL || left->symbol->kind != SYMBOL_OBJECT) {
        gather_two(p, left, expr->right, out, span_of(expr), depth);
        return;
    }
    gather(p, expr->right, out, depth + 1);
    bool after_call = without_implicit_casts(expr->right)->op == EXPR_CALL; /* whose arguments are done with */
    if (!after_call && contains(out->changed, out->change_count, left->symbol))
        report_warning(p->report, WARN_SEQUENCE_POINT, span_of(expr),
                       "'%s' is changed here and used, in no certain order", left->symbol->name->text);
    for (unsigned i = 0; i < out->read_count; i++) /* its own value was needed for the new one */
        if (out->read[i] == left->symbol)
            out->read[i] = out->read[--out->read_count];
    add_symbol(out->changed, &out->change_count, left->symbol);
}

static void gather(struct parser *p, const struct expr *expr, struct effects *out, unsigned depth)
{
    if (!expr || depth > UNORDERED_DEPTH_MAX)
        return;
    switch (expr->op) {
    case EXPR_LOAD:
        if (expr->left->op == EXPR_SYMBOL && expr->left->symbol->kind == SYMBOL_OBJECT)
            add_symbol(out->read, &out->read_count, expr->left->symbol);
        else
            gather(p, expr->left, out, depth + 1);
        break;
    case EXPR_ASSIGN:
    case EXPR_ASSIGN_OP:
    case EXPR_POST_OP: gather_assignment(p, expr, out, depth); break;
    case EXPR_LOGICAL_AND:
    case EXPR_LOGICAL_OR:
    case EXPR_COMMA:
    case EXPR_CONDITIONAL: { /* sequence points inside: each part by itself; then only what it reads is kept */
        const struct expr *parts[] = {expr->left, expr->right, expr->op == EXPR_CONDITIONAL ? expr->third : NULL};
        for (int i = 0; i < 3; i++) {
            struct effects part = {.change_count = 0};
            gather(p, parts[i], &part, depth + 1);
        }
        break;
    }
    case EXPR_CALL: {
        struct effects other;
        for (uint32_t i = 0; i < expr->argument_count; i++) {
            other.change_count = other.read_count = 0;
            gather(p, expr->arguments[i], &other, depth + 1);
            join(p, out, &other, span_of(expr->arguments[i]));
        }
        break;
    }
    case EXPR_MEMBER:
    case EXPR_DEREF:
    case EXPR_ADDRESS:
    case EXPR_NEG:
    case EXPR_NOT:
    case EXPR_LOGICAL_NOT:
    case EXPR_CAST: gather(p, expr->left, out, depth + 1); break;
    default:
        if (expr->op >= EXPR_ADD && expr->op <= EXPR_POINTER_DIFF)
            gather_two(p, expr->left, expr->right, out, span_of(expr), depth);
        break;
    }
}

void check_order(struct parser *p, const struct expr *expr)
{
    struct effects effects = {.change_count = 0};
    if (expr->op != EXPR_BAD && report_wants(p->report, WARN_SEQUENCE_POINT) && expr_has_effect(expr))
        gather(p, expr, &effects, 0);
}

void check_field_value(struct parser *p, const struct expr *value, const struct member *field)
{
    value = without_implicit_casts(value);
    unsigned bits = field->bit_width;
    if (value->op != EXPR_INTEGER || !bits || bits > 32 || field->type->kind == TYPE_BOOL || !evaluated(p))
        return;
    int64_t high = ((int64_t)1 << bits) - 1, low = -((int64_t)1 << (bits - 1));
    int64_t kept = value->integer & high;
    if (type_is_signed(field->type) && kept > high / 2)
        kept -= high + 1;
    if (value->integer < low || value->integer > high)
        report_warning(p->report, WARN_OVERFLOW, span_of(value), "%lld becomes %lld in a bit-field of %u bits",
                       (long long)value->integer, (long long)kept, bits);
    else if (value->integer != kept && value->integer > 1 && type_is_signed(field->type))
        report_warning(p->report, WARN_OVERFLOW, span_of(value), "%lld becomes %lld in a bit-field of %u bits",
                       (long long)value->integer, (long long)kept, bits);
}
