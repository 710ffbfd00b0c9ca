/* Expressions from their parts: constraints, implicit conversions (C11 6.3), folding. */
#include "front/parser.h"

#include <string.h>

/* ---- Nodes ---- */

struct expr *expr_new(struct parser *p, enum expr_op op, struct type *type, uint32_t loc)
{
    struct expr *expr = arena_alloc(p->function ? &p->body : &p->arena, sizeof *expr);
    expr->op = (uint8_t)op;
    expr->type = type;
    expr->loc = expr->start = expr->end = loc;
    return expr;
}

static void set_span(struct expr *expr, struct span span)
{
    expr->loc = span.at;
    expr->start = span.start ? span.start : span.at;
    expr->end = span.end;
}

struct expr *expr_bad(struct parser *p, struct span span)
{
    struct expr *expr = expr_new(p, EXPR_BAD, type_basic(&p->types, TYPE_INT), span.at);
    set_span(expr, span);
    return expr;
}

struct expr *expr_integer(struct parser *p, struct type *type, int64_t value, struct span span)
{
    struct expr *expr = expr_new(p, EXPR_INTEGER, type, span.at);
    set_span(expr, span);
    expr->integer = value;
    return expr;
}

struct expr *expr_real(struct parser *p, struct type *type, double value, struct span span)
{
    struct expr *expr = expr_new(p, EXPR_REAL, type, span.at);
    set_span(expr, span);
    expr->real = value;
    return expr;
}

/* How deep the tree below is, so that walks over it cannot exhaust the stack. */
static void check_depth(struct parser *p, struct expr *expr)
{
    uint32_t left = expr->left ? expr->left->height : 0, right = expr->right ? expr->right->height : 0;
    expr->height = (uint16_t)((left > right ? left : right) + 1);
    if (expr->height > EXPR_DEPTH_MAX) {
        report_fatal(p->report, span_of(expr), "expression has more than %d levels; split it", EXPR_DEPTH_MAX);
        expr->op = EXPR_BAD;
        expr->height = 0;
    }
}

struct expr *expr_one(struct parser *p, enum expr_op op, struct type *type, struct expr *left, struct span span)
{
    struct expr *expr = expr_new(p, op, type, span.at);
    set_span(expr, span);
    expr->left = left;
    check_depth(p, expr);
    return expr;
}

struct expr *expr_two(struct parser *p, enum expr_op op, struct type *type, struct expr *left, struct expr *right,
                      struct span span)
{
    struct expr *expr = expr_new(p, op, type, span.at);
    set_span(expr, span);
    expr->left = left;
    expr->right = right;
    check_depth(p, expr);
    return expr;
}

struct expr *expr_symbol(struct parser *p, struct symbol *symbol, struct span span)
{
    if (symbol->kind == SYMBOL_CONSTANT)
        return expr_integer(p, symbol->type, symbol->value, span);
    if (symbol->aliased)
        symbol = symbol->aliased;
    struct expr *expr = expr_new(p, EXPR_SYMBOL, symbol->type, span.at);
    set_span(expr, span);
    expr->symbol = symbol;
    if (symbol->kind == SYMBOL_OBJECT)
        expr->flags |= EXPR_LVALUE;
    return expr;
}

static bool bad(const struct expr *expr)
{
    return expr->op == EXPR_BAD;
}

static struct type *basic(struct parser *p, enum type_kind kind)
{
    return type_basic(&p->types, kind);
}

static struct span both(const struct expr *left, const struct expr *right, uint32_t loc)
{
    return span_around(loc, left->start, right->end);
}

/* ---- Values and conversions ---- */

struct expr *expr_value(struct parser *p, struct expr *expr)
{
    struct span span = span_of(expr);
    if (expr->type->kind == TYPE_FUNCTION)
        return expr_one(p, EXPR_ADDRESS, type_pointer(&p->types, expr->type), expr, span);
    if (expr->type->kind == TYPE_ARRAY) {
        struct expr *pointer = expr_one(p, EXPR_ADDRESS, type_pointer(&p->types, expr->type->base), expr, span);
        pointer->flags |= EXPR_IMPLICIT;
        return pointer;
    }
    if (!(expr->flags & EXPR_LVALUE))
        return expr;
    if (!type_complete(expr->type) && expr->type->kind != TYPE_VOID) {
        char text[TYPE_TEXT_MAX];
        report_error(p->report, span, "the value of an object of incomplete type '%s'", type_text(expr->type, text));
        return expr_bad(p, span);
    }
    return expr_one(p, EXPR_LOAD, type_plain(expr->type), expr, span);
}

struct type *type_promoted(struct parser *p, struct type *type)
{
    if (!type_is_integer(type) || type_rank(type) > 3)
        return type;
    if (type->kind == TYPE_ENUM)
        return type->enumeration->integer;
    return type->kind == TYPE_UINT ? type : basic(p, TYPE_INT);
}

struct expr *expr_promoted(struct parser *p, struct expr *expr)
{
    expr = expr_value(p, expr);
    struct type *type = type_promoted(p, expr->type);
    if (expr->op == EXPR_LOAD && expr->left->op == EXPR_MEMBER && expr->left->member->is_bit_field &&
        type->kind == TYPE_UINT && expr->left->member->bit_width < 32)
        type = basic(p, TYPE_INT);
    return expr_convert(p, expr, type);
}

struct expr *expr_convert(struct parser *p, struct expr *expr, struct type *type)
{
    type = type_plain(type);
    if (bad(expr) || type_plain(expr->type) == type)
        return expr;
    struct expr *folded = fold_cast(p, type, expr, span_of(expr));
    if (folded)
        return folded;
    struct expr *cast = expr_one(p, EXPR_CAST, type, expr, span_of(expr));
    cast->flags |= EXPR_IMPLICIT;
    return cast;
}

struct type *type_arithmetic(struct parser *p, struct type *a, struct type *b)
{
    if (type_is_floating(a) || type_is_floating(b)) {
        enum type_kind kind = TYPE_FLOAT;
        if (type_is_floating(a) && a->kind > kind)
            kind = (enum type_kind)a->kind;
        if (type_is_floating(b) && b->kind > kind)
            kind = (enum type_kind)b->kind;
        return basic(p, kind);
    }
    a = type_plain(type_promoted(p, a));
    b = type_plain(type_promoted(p, b));
    if (a->kind == b->kind)
        return a;
    bool a_signed = type_is_signed(a), b_signed = type_is_signed(b);
    unsigned a_rank = type_rank(a), b_rank = type_rank(b);
    if (a_signed == b_signed)
        return a_rank > b_rank ? a : b;
    struct type *with_sign = a_signed ? a : b, *without = a_signed ? b : a;
    if (type_rank(without) >= type_rank(with_sign))
        return without;
    if (type_size(with_sign) > type_size(without))
        return with_sign;
    return basic(p, with_sign->kind == TYPE_LONG ? TYPE_ULONG : TYPE_ULLONG);
}

bool expr_is_null(const struct expr *expr)
{
    return expr->op == EXPR_INTEGER && expr->integer == 0 &&
           (type_is_integer(expr->type) || (type_is_void_pointer(expr->type) && !expr->type->base->quals));
}

/* ---- Assignment (6.5.16.1) ---- */

static const char *quals_lost(unsigned lost)
{
    return lost & QUAL_CONST ? "const" : lost & QUAL_VOLATILE ? "volatile" : "a qualifier";
}

static bool differ_in_sign(const struct type *a, const struct type *b)
{
    return type_is_integer(a) && type_is_integer(b) && type_size(a) == type_size(b) && a->kind != TYPE_BOOL &&
           b->kind != TYPE_BOOL;
}

static void check_pointers(struct parser *p, const struct expr *expr, const struct type *to, const char *what)
{
    const struct type *from = expr->type;
    char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
    struct span span = span_of(expr);
    const struct type *to_base = to->base, *from_base = from->base;
    unsigned lost = from_base->quals & ~to_base->quals & ~(unsigned)QUAL_ATOMIC;
    bool either_void = to_base->kind == TYPE_VOID || from_base->kind == TYPE_VOID;
    if (!either_void && !type_compatible(to_base->plain, from_base->plain)) {
        if (differ_in_sign(to_base, from_base))
            report_warning(p->report, WARN_POINTER_SIGN, span, "pointers in %s differ in signedness: '%s' from '%s'",
                           what, type_text(to, a), type_text(from, b));
        else
            report_warning(p->report, WARN_INCOMPATIBLE_POINTER_TYPES, span,
                           "incompatible pointers in %s: '%s' from '%s'; cast if it is meant", what, type_text(to, a),
                           type_text(from, b));
    } else if (lost) {
        report_warning(p->report, WARN_DISCARDED_QUALIFIERS, span, "%s is lost in %s: '%s' from '%s'", quals_lost(lost),
                       what, type_text(to, a), type_text(from, b));
    } else if (either_void && to_base->kind != from_base->kind &&
               (to_base->kind == TYPE_FUNCTION || from_base->kind == TYPE_FUNCTION)) {
        report_warning(p->report, WARN_PEDANTIC, span, "function pointer and 'void *' in %s", what);
    }
}

static void check_range(struct parser *p, const struct expr *expr, const struct type *to, const char *what)
{
    if (expr->op != EXPR_INTEGER || !type_is_integer(expr->type) || !type_is_integer(to) || to->kind == TYPE_BOOL)
        return;
    int64_t kept = fold_wrap(to, expr->integer);
    unsigned bits = type_bits(to);
    bool negative_fits =
        expr->integer < 0 && !type_is_signed(to) && expr->integer >= -((int64_t)1 << (bits < 64 ? bits - 1 : 62));
    if (kept != expr->integer && type_size(to) != type_size(expr->type) && !negative_fits && bits < 64)
        report_warning(p->report, WARN_OVERFLOW, span_of(expr), "%lld becomes %lld in %s", (long long)expr->integer,
                       (long long)kept, what);
}

struct expr *expr_assigned(struct parser *p, struct expr *expr, struct type *type, const char *what)
{
    expr = expr_value(p, expr);
    const struct type *from = expr->type;
    struct type *to = type_plain(type);
    char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
    if (bad(expr))
        return expr;
    if (type_is_arithmetic(to) && type_is_arithmetic(from)) {
        check_range(p, expr, to, what);
        return expr_convert(p, expr, to);
    }
    if (to->kind == TYPE_BOOL && from->kind == TYPE_POINTER)
        return expr_convert(p, expr, to);
    if (to->kind == TYPE_POINTER && expr_is_null(expr))
        return expr_convert(p, expr, to);
    if (to->kind == TYPE_POINTER && from->kind == TYPE_POINTER) {
        check_pointers(p, expr, to, what);
        return expr_convert(p, expr, to);
    }
    if ((to->kind == TYPE_POINTER && type_is_integer(from)) || (type_is_integer(to) && from->kind == TYPE_POINTER)) {
        report_warning(p->report, WARN_INT_CONVERSION, span_of(expr),
                       "integer and pointer in %s: '%s' from '%s'; cast if it is meant", what, type_text(to, a),
                       type_text(from, b));
        return expr_convert(p, expr, to);
    }
    if (type_is_record(to) && type_compatible(to, from->plain))
        return expr;
    report_error(p->report, span_of(expr), "incompatible types in %s: '%s' from '%s'", what, type_text(type, a),
                 type_text(from, b));
    return expr_bad(p, span_of(expr));
}

/* ---- Casts (6.5.4) ---- */

struct expr *expr_explicit_cast(struct parser *p, struct expr *expr, struct type *type, struct span span)
{
    char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
    expr = expr_value(p, expr);
    if (bad(expr))
        return expr;
    if (type->kind == TYPE_VOID)
        return expr_one(p, EXPR_CAST, type_plain(type), expr, span);
    if (type_is_record(type) && type_plain(type) == type_plain(expr->type))
        return expr;
    bool to_good = type_is_scalar(type), from_good = type_is_scalar(expr->type);
    bool mixed = (type->kind == TYPE_POINTER && type_is_floating(expr->type)) ||
                 (type_is_floating(type) && expr->type->kind == TYPE_POINTER);
    if (!to_good || !from_good || mixed) {
        report_error(p->report, span, "'%s' cannot be cast to '%s'", type_text(expr->type, a), type_text(type, b));
        return expr_bad(p, span);
    }
    if (type->kind == TYPE_POINTER && type_is_integer(expr->type) && type_size(expr->type) != 4 &&
        expr->op != EXPR_INTEGER)
        report_warning(p->report, WARN_INT_TO_POINTER_CAST, span, "cast to pointer from an integer of different size");
    if (type_is_integer(type) && expr->type->kind == TYPE_POINTER && type_size(type) < 4 && type->kind != TYPE_BOOL)
        report_warning(p->report, WARN_POINTER_TO_INT_CAST, span, "cast from pointer to a smaller integer");
    struct type *to = type_plain(type);
    struct expr *folded = fold_cast(p, to, expr, span);
    return folded ? folded : expr_one(p, EXPR_CAST, to, expr, span);
}

struct expr *expr_truth(struct parser *p, struct expr *expr, const char *what)
{
    char text[TYPE_TEXT_MAX];
    if (expr->op == EXPR_ASSIGN && !(expr->flags & EXPR_PARENTHESES))
        report_warning(p->report, WARN_PARENTHESES, span_of(expr),
                       "assignment as %s; write '==' to compare, or another pair of parentheses", what);
    expr = expr_value(p, expr);
    if (bad(expr) || type_is_scalar(expr->type))
        return expr;
    report_error(p->report, span_of(expr), "%s must be a number or a pointer, not '%s'", what,
                 type_text(expr->type, text));
    return expr_bad(p, span_of(expr));
}

/* ---- Unary operators (6.5.3) ---- */

struct expr *expr_address(struct parser *p, struct expr *operand, struct span span)
{
    if (bad(operand))
        return operand;
    bool function = operand->type->kind == TYPE_FUNCTION;
    if (!function && !(operand->flags & EXPR_LVALUE) && operand->type->kind != TYPE_ARRAY) {
        report_error(p->report, span, "'&' needs something with an address, this is a value");
        return expr_bad(p, span);
    }
    if (operand->op == EXPR_MEMBER && operand->member->is_bit_field) {
        report_error(p->report, span, "a bit-field has no address");
        return expr_bad(p, span);
    }
    if (operand->op == EXPR_SYMBOL) {
        operand->symbol->used = true;
        if (operand->symbol->is_register) {
            report_error(p->report, span, "'%s' is declared 'register', it has no address",
                         operand->symbol->name->text);
            return expr_bad(p, span);
        }
    }
    struct type *type = type_pointer(&p->types, operand->type);
    if (operand->op == EXPR_DEREF) {
        struct expr *pointer = expr_convert(p, operand->left, type);
        if (pointer == operand->left)
            return pointer;
        return pointer;
    }
    uint32_t offset = 0;
    const struct expr *base = operand;
    for (; base->op == EXPR_MEMBER; base = base->left)
        offset += base->offset_bytes;
    if (base->op == EXPR_DEREF && base->left->op == EXPR_INTEGER)
        return expr_integer(p, type, fold_wrap(type, base->left->integer + offset), span);
    return expr_one(p, EXPR_ADDRESS, type, operand, span);
}

struct expr *expr_deref(struct parser *p, struct expr *operand, struct span span)
{
    char text[TYPE_TEXT_MAX];
    operand = expr_value(p, operand);
    if (bad(operand))
        return operand;
    if (operand->type->kind != TYPE_POINTER) {
        report_error(p->report, span, "'*' needs a pointer, this is '%s'", type_text(operand->type, text));
        return expr_bad(p, span);
    }
    struct type *type = operand->type->base;
    struct expr *expr = expr_one(p, EXPR_DEREF, type, operand, span);
    if (type->kind != TYPE_FUNCTION)
        expr->flags |= EXPR_LVALUE;
    return expr;
}

struct expr *expr_unary(struct parser *p, enum token_kind kind, struct expr *operand, struct span span)
{
    char text[TYPE_TEXT_MAX];
    if (kind == TOKEN_NOT) {
        operand = expr_truth(p, operand, "the operand of '!'");
        if (bad(operand))
            return operand;
        struct type *type = basic(p, TYPE_INT);
        struct expr *folded = fold_unary(p, EXPR_LOGICAL_NOT, type, operand, span);
        return folded ? folded : expr_one(p, EXPR_LOGICAL_NOT, type, operand, span);
    }
    operand = expr_promoted(p, operand);
    if (bad(operand))
        return operand;
    bool good = kind == TOKEN_TILDE ? type_is_integer(operand->type) : type_is_arithmetic(operand->type);
    if (!good) {
        report_error(p->report, span, "%s cannot be applied to '%s'", token_kind_name(kind),
                     type_text(operand->type, text));
        return expr_bad(p, span);
    }
    if (kind == TOKEN_PLUS)
        return operand;
    enum expr_op op = kind == TOKEN_TILDE ? EXPR_NOT : EXPR_NEG;
    struct expr *folded = fold_unary(p, op, operand->type, operand, span);
    return folded ? folded : expr_one(p, op, operand->type, operand, span);
}

/* ---- Members and elements (6.5.2.1, 6.5.2.3) ---- */

struct expr *expr_member(struct parser *p, struct expr *record, struct name *name, struct span span)
{
    uint32_t offset;
    char text[TYPE_TEXT_MAX];
    if (bad(record))
        return record;
    if (!type_is_record(record->type)) {
        report_error(p->report, span, "'%s' has no members; it is neither struct nor union",
                     type_text(record->type, text));
        return expr_bad(p, span);
    }
    const struct member *member = type_member(record->type, name, &offset);
    if (!member) {
        report_unknown_member(p, record->type, name, span);
        return expr_bad(p, span);
    }
    unsigned quals = record->type->quals & ~(unsigned)(QUAL_RESTRICT | QUAL_ATOMIC);
    struct expr *expr = expr_one(p, EXPR_MEMBER, type_qualified(&p->types, member->type, quals), record, span);
    expr->member = member;
    expr->offset_bytes = offset + member->offset_bytes;
    expr->flags |= record->flags & EXPR_LVALUE;
    return expr;
}

/* Index of a pointer: pointer + integer; folded when the pointer is a number. */
static struct expr *pointer_add(struct parser *p, struct expr *pointer, struct expr *index, bool minus,
                                struct span span)
{
    struct type *element = pointer->type->base;
    char text[TYPE_TEXT_MAX];
    if (element->kind == TYPE_VOID || element->kind == TYPE_FUNCTION)
        report_warning(p->report, WARN_POINTER_ARITH, span, "arithmetic on '%s' counts bytes",
                       type_text(pointer->type, text));
    else if (!type_complete(element)) {
        report_error(p->report, span, "arithmetic on a pointer to the incomplete type '%s'", type_text(element, text));
        return expr_bad(p, span);
    }
    index = expr_promoted(p, index);
    if (type_variable(element)) {
        struct expr *size = expr_convert(p, expr_sizeof(p, element, span), basic(p, TYPE_INT));
        index = expr_two(p, EXPR_MUL, basic(p, TYPE_INT), expr_convert(p, index, basic(p, TYPE_INT)), size, span);
        struct expr *bytes = expr_convert(p, pointer, type_pointer(&p->types, basic(p, TYPE_CHAR)));
        bytes = expr_two(p, minus ? EXPR_POINTER_SUB : EXPR_POINTER_ADD, bytes->type, bytes, index, span);
        return expr_convert(p, bytes, pointer->type);
    }
    if (pointer->op == EXPR_INTEGER && index->op == EXPR_INTEGER) {
        int64_t bytes = (int64_t)((uint64_t)index->integer * type_size(element));
        int64_t sum = (int64_t)((uint64_t)pointer->integer + (uint64_t)(minus ? -bytes : bytes));
        return expr_integer(p, pointer->type, fold_wrap(pointer->type, sum), span);
    }
    return expr_two(p, minus ? EXPR_POINTER_SUB : EXPR_POINTER_ADD, pointer->type, pointer, index, span);
}

struct expr *expr_index(struct parser *p, struct expr *left, struct expr *right, struct span span)
{
    left = expr_value(p, left);
    right = expr_value(p, right);
    if (bad(left) || bad(right))
        return bad(left) ? left : right;
    if (left->type->kind != TYPE_POINTER) {
        struct expr *other = left;
        left = right;
        right = other;
    }
    if (left->type->kind != TYPE_POINTER || !type_is_integer(right->type)) {
        report_error(p->report, span, "'[]' needs an array or pointer, and an integer");
        return expr_bad(p, span);
    }
    if (right->type->kind == TYPE_CHAR && right->op != EXPR_INTEGER)
        report_warning(p->report, WARN_CHAR_SUBSCRIPTS, span,
                       "index of type 'char' may be negative; cast to unsigned char");
    struct expr *sum = pointer_add(p, left, right, false, span);
    return expr_deref(p, sum, span);
}

/* ---- Binary operators (6.5.5 to 6.5.14) ---- */

static struct expr *wrong_operands(struct parser *p, enum token_kind kind, struct expr *left, struct expr *right,
                                   struct span span)
{
    char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
    report_error(p->report, span, "%s cannot be applied to '%s' and '%s'", token_kind_name(kind),
                 type_text(left->type, a), type_text(right->type, b));
    return expr_bad(p, span);
}

static struct expr *finish(struct parser *p, enum expr_op op, struct type *type, struct expr *left, struct expr *right,
                           struct span span)
{
    struct expr *folded = fold_binary(p, op, type, left, right, span);
    return folded ? folded : expr_two(p, op, type, left, right, span);
}

static struct expr *arithmetic(struct parser *p, enum token_kind kind, enum expr_op op, struct expr *left,
                               struct expr *right, struct span span)
{
    bool integers_only = op == EXPR_MOD || op == EXPR_AND || op == EXPR_OR || op == EXPR_XOR;
    bool good = integers_only ? type_is_integer(left->type) && type_is_integer(right->type)
                              : type_is_arithmetic(left->type) && type_is_arithmetic(right->type);
    if (!good)
        return wrong_operands(p, kind, left, right, span);
    struct type *type = type_arithmetic(p, expr_promoted(p, left)->type, expr_promoted(p, right)->type);
    left = expr_convert(p, left, type);
    right = expr_convert(p, right, type);
    if ((op == EXPR_DIV || op == EXPR_MOD) && right->op == EXPR_INTEGER && !right->integer && !p->unevaluated)
        report_warning(p->report, WARN_DIV_BY_ZERO, span, "division by zero");
    return finish(p, op, type, left, right, span);
}

static struct expr *shift(struct parser *p, enum token_kind kind, enum expr_op op, struct expr *left,
                          struct expr *right, struct span span)
{
    if (!type_is_integer(left->type) || !type_is_integer(right->type))
        return wrong_operands(p, kind, left, right, span);
    left = expr_promoted(p, left);
    right = expr_convert(p, expr_promoted(p, right), basic(p, TYPE_INT));
    if (right->op == EXPR_INTEGER && right->integer < 0)
        report_warning(p->report, WARN_SHIFT_COUNT_NEGATIVE, span, "negative shift count");
    else if (right->op == EXPR_INTEGER && right->integer >= (int64_t)type_bits(left->type))
        report_warning(p->report, WARN_SHIFT_COUNT_OVERFLOW, span,
                       "shift count is not less than the width of the type, %u bits", type_bits(left->type));
    return finish(p, op, left->type, left, right, span);
}

static struct expr *pointer_difference(struct parser *p, struct expr *left, struct expr *right, struct span span)
{
    struct type *element = left->type->base;
    if (!type_compatible(element->plain, right->type->base->plain))
        return wrong_operands(p, TOKEN_MINUS, left, right, span);
    if (!type_complete(element) && element->kind != TYPE_VOID) {
        char text[TYPE_TEXT_MAX];
        report_error(p->report, span, "difference of pointers to the incomplete type '%s'", type_text(element, text));
        return expr_bad(p, span);
    }
    struct type *type = basic(p, TYPE_INT);
    if (left->op == EXPR_INTEGER && right->op == EXPR_INTEGER && type_size(element))
        return expr_integer(p, type, (left->integer - right->integer) / (int64_t)type_size(element), span);
    return expr_two(p, EXPR_POINTER_DIFF, type, left, right, span);
}

static struct expr *additive(struct parser *p, enum token_kind kind, struct expr *left, struct expr *right,
                             struct span span)
{
    bool minus = kind == TOKEN_MINUS;
    if (left->type->kind == TYPE_POINTER && right->type->kind == TYPE_POINTER && minus)
        return pointer_difference(p, left, right, span);
    if (left->type->kind == TYPE_POINTER && type_is_integer(right->type))
        return pointer_add(p, left, right, minus, span);
    if (right->type->kind == TYPE_POINTER && type_is_integer(left->type) && !minus)
        return pointer_add(p, right, left, false, span);
    return arithmetic(p, kind, minus ? EXPR_SUB : EXPR_ADD, left, right, span);
}

/* A value of signed type that cannot be negative. */
static bool never_negative(const struct expr *expr)
{
    switch (expr->op) {
    case EXPR_INTEGER: return expr->integer >= 0;
    case EXPR_CONDITIONAL:
        return (expr->right ? never_negative(expr->right) : never_negative(expr->left)) && never_negative(expr->third);
    case EXPR_CAST:
        return type_is_integer(expr->left->type) && !type_is_signed(expr->left->type) &&
               type_size(expr->left->type) < type_size(expr->type);
    case EXPR_AND: return never_negative(expr->left) || never_negative(expr->right);
    default: return expr->op >= EXPR_EQ && expr->op <= EXPR_LOGICAL_OR;
    }
}

static void warn_sign_compare(struct parser *p, const struct expr *left, const struct expr *right, struct span span)
{
    if (!report_wants(p->report, WARN_SIGN_COMPARE) || !type_is_integer(left->type) || !type_is_integer(right->type))
        return;
    const struct expr *with_sign = type_is_signed(left->type) ? left : right;
    const struct expr *without = with_sign == left ? right : left;
    if (!type_is_signed(with_sign->type) || type_is_signed(without->type) || without->op == EXPR_INTEGER ||
        type_size(without->type) < type_size(with_sign->type) || never_negative(with_sign))
        return;
    char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
    report_warning(p->report, WARN_SIGN_COMPARE, span, "comparison of '%s' and '%s': signed becomes unsigned",
                   type_text(left->type, a), type_text(right->type, b));
}

static struct expr *compare_pointers(struct parser *p, enum token_kind kind, enum expr_op op, struct expr *left,
                                     struct expr *right, struct span span)
{
    bool equality = op == EXPR_EQ || op == EXPR_NE;
    struct type *type = left->type->kind == TYPE_POINTER ? left->type : right->type;
    bool two = left->type->kind == TYPE_POINTER && right->type->kind == TYPE_POINTER;
    if (!two && !expr_is_null(left) && !expr_is_null(right)) {
        if (!type_is_integer(left->type) && !type_is_integer(right->type))
            return wrong_operands(p, kind, left, right, span);
        report_warning(p->report, WARN_INT_CONVERSION, span, "comparison of a pointer and an integer; cast one");
    } else if (two && !type_compatible(left->type->base->plain, right->type->base->plain) && !expr_is_null(left) &&
               !expr_is_null(right) && !(type_is_void_pointer(left->type) || type_is_void_pointer(right->type))) {
        report_warning(p->report, WARN_INCOMPATIBLE_POINTER_TYPES, span, "comparison of pointers to different types");
    }
    (void)equality;
    return finish(p, op, basic(p, TYPE_INT), expr_convert(p, left, type), expr_convert(p, right, type), span);
}

static struct expr *compare(struct parser *p, enum token_kind kind, enum expr_op op, struct expr *left,
                            struct expr *right, struct span span)
{
    if (left->type->kind == TYPE_POINTER || right->type->kind == TYPE_POINTER)
        return compare_pointers(p, kind, op, left, right, span);
    if (!type_is_arithmetic(left->type) || !type_is_arithmetic(right->type))
        return wrong_operands(p, kind, left, right, span);
    left = expr_promoted(p, left);
    right = expr_promoted(p, right);
    warn_sign_compare(p, left, right, span);
    struct type *type = type_arithmetic(p, left->type, right->type);
    return finish(p, op, basic(p, TYPE_INT), expr_convert(p, left, type), expr_convert(p, right, type), span);
}

static struct expr *logical(struct parser *p, enum expr_op op, struct expr *left, struct expr *right, struct span span)
{
    left = expr_truth(p, left, op == EXPR_LOGICAL_AND ? "an operand of '&&'" : "an operand of '||'");
    right = expr_truth(p, right, op == EXPR_LOGICAL_AND ? "an operand of '&&'" : "an operand of '||'");
    if (bad(left) || bad(right))
        return expr_bad(p, span);
    int a = fold_truth(left), b = fold_truth(right);
    bool is_and = op == EXPR_LOGICAL_AND;
    if (a == !is_and)
        return expr_integer(p, basic(p, TYPE_INT), !is_and, span);
    if (a >= 0 && b >= 0)
        return expr_integer(p, basic(p, TYPE_INT), b, span);
    return expr_two(p, op, basic(p, TYPE_INT), left, right, span);
}

static void warn_precedence(struct parser *p, enum token_kind kind, const struct expr *left, const struct expr *right,
                            struct span span)
{
    const struct expr *sides[] = {left, right};
    for (int i = 0; i < 2; i++) {
        const struct expr *side = sides[i];
        if (side->flags & EXPR_PARENTHESES)
            continue;
        bool comparison = side->op >= EXPR_EQ && side->op <= EXPR_GE;
        if (kind == TOKEN_OR_OR && side->op == EXPR_LOGICAL_AND)
            report_warning(p->report, WARN_PARENTHESES, span, "'&&' within '||'; add parentheses");
        else if ((kind == TOKEN_AND || kind == TOKEN_OR || kind == TOKEN_XOR) && comparison)
            report_warning(p->report, WARN_PARENTHESES, span, "comparison within %s; add parentheses",
                           token_kind_name(kind));
        else if ((kind == TOKEN_SHL || kind == TOKEN_SHR) && (side->op == EXPR_ADD || side->op == EXPR_SUB))
            report_warning(p->report, WARN_PARENTHESES, span, "'+' or '-' within a shift; add parentheses");
        else if (kind == TOKEN_LESS && comparison && i == 0 && side->op == EXPR_LT)
            report_warning(p->report, WARN_PARENTHESES, span, "'a < b < c' does not compare three values");
    }
}

struct expr *expr_binary(struct parser *p, enum token_kind kind, struct expr *left, struct expr *right, uint32_t loc)
{
    struct span span = both(left, right, loc);
    if (report_wants(p->report, WARN_PARENTHESES))
        warn_precedence(p, kind, left, right, span);
    if (kind == TOKEN_AND_AND || kind == TOKEN_OR_OR)
        return logical(p, kind == TOKEN_AND_AND ? EXPR_LOGICAL_AND : EXPR_LOGICAL_OR, left, right, span);
    left = expr_value(p, left);
    right = expr_value(p, right);
    if (bad(left) || bad(right))
        return expr_bad(p, span);
    switch (kind) {
    case TOKEN_STAR: return arithmetic(p, kind, EXPR_MUL, left, right, span);
    case TOKEN_SLASH: return arithmetic(p, kind, EXPR_DIV, left, right, span);
    case TOKEN_PERCENT: return arithmetic(p, kind, EXPR_MOD, left, right, span);
    case TOKEN_PLUS:
    case TOKEN_MINUS: return additive(p, kind, left, right, span);
    case TOKEN_SHL: return shift(p, kind, EXPR_SHL, left, right, span);
    case TOKEN_SHR: return shift(p, kind, EXPR_SHR, left, right, span);
    case TOKEN_LESS: return compare(p, kind, EXPR_LT, left, right, span);
    case TOKEN_GREATER: return compare(p, kind, EXPR_GT, left, right, span);
    case TOKEN_LESS_EQUAL: return compare(p, kind, EXPR_LE, left, right, span);
    case TOKEN_GREATER_EQUAL: return compare(p, kind, EXPR_GE, left, right, span);
    case TOKEN_EQUAL: return compare(p, kind, EXPR_EQ, left, right, span);
    case TOKEN_NOT_EQUAL: return compare(p, kind, EXPR_NE, left, right, span);
    case TOKEN_AND: return arithmetic(p, kind, EXPR_AND, left, right, span);
    case TOKEN_XOR: return arithmetic(p, kind, EXPR_XOR, left, right, span);
    default: return arithmetic(p, kind, EXPR_OR, left, right, span);
    }
}

/* ---- Assignment and increments (6.5.16, 6.5.2.4, 6.5.3.1) ---- */

static bool check_modifiable(struct parser *p, const struct expr *expr, struct span span)
{
    if (!(expr->flags & EXPR_LVALUE) || expr->type->kind == TYPE_ARRAY) {
        report_error(p->report, span,
                     expr->type->kind == TYPE_ARRAY ? "an array cannot be assigned; copy its elements"
                                                    : "this is a value, it cannot be assigned to");
        return false;
    }
    bool is_const =
        (expr->type->quals & QUAL_CONST) || (type_is_record(expr->type) && expr->type->record->const_member);
    if (is_const) {
        const struct expr *base = expr;
        while (base->op == EXPR_MEMBER)
            base = base->left;
        if (base->op == EXPR_SYMBOL)
            report_error(p->report, span, "'%s' is const, it cannot be assigned to", base->symbol->name->text);
        else
            report_error(p->report, span, "this object is const, it cannot be assigned to");
        return false;
    }
    if (!type_complete(expr->type)) {
        report_error(p->report, span, "object of incomplete type cannot be assigned to");
        return false;
    }
    return true;
}

static void note_assigned(const struct expr *left)
{
    if (left->op == EXPR_SYMBOL)
        left->symbol->assigned = true;
}

/* The binary operator of a compound assignment. */
static enum token_kind operator_of(enum token_kind kind)
{
    switch (kind) {
    case TOKEN_MUL_ASSIGN: return TOKEN_STAR;
    case TOKEN_DIV_ASSIGN: return TOKEN_SLASH;
    case TOKEN_MOD_ASSIGN: return TOKEN_PERCENT;
    case TOKEN_ADD_ASSIGN: return TOKEN_PLUS;
    case TOKEN_SUB_ASSIGN: return TOKEN_MINUS;
    case TOKEN_SHL_ASSIGN: return TOKEN_SHL;
    case TOKEN_SHR_ASSIGN: return TOKEN_SHR;
    case TOKEN_AND_ASSIGN: return TOKEN_AND;
    case TOKEN_XOR_ASSIGN: return TOKEN_XOR;
    default: return TOKEN_OR;
    }
}

/* left operation= right.  The operation is built once on a stand-in for left's value, to check it and find its types.
 */
static struct expr *compound(struct parser *p, enum token_kind kind, enum expr_op op, struct expr *left,
                             struct expr *right, struct span span)
{
    struct expr *old = expr_value(p, left);
    right->flags |= EXPR_PARENTHESES; /* it stands alone, whatever operators it has */
    struct expr *sum = expr_binary(p, operator_of(kind), old, right, span.at);
    if (bad(sum))
        return sum;
    if (sum->op == EXPR_CAST) /* on elements of variable size: see pointer_add */
        sum = sum->left;
    if (left->type->kind == TYPE_POINTER && sum->type->kind != TYPE_POINTER)
        return wrong_operands(p, kind, left, right, span);
    struct expr *expr = expr_two(p, op, type_plain(left->type), left, sum->right, span);
    expr->operation = sum->op;
    expr->operand_type = sum->type;
    return expr;
}

struct expr *expr_assign(struct parser *p, enum token_kind kind, struct expr *left, struct expr *right, uint32_t loc)
{
    struct span span = both(left, right, loc);
    if (bad(left) || bad(right) || !check_modifiable(p, left, span_of(left)))
        return expr_bad(p, span);
    note_assigned(left);
    if (kind != TOKEN_ASSIGN)
        return compound(p, kind, EXPR_ASSIGN_OP, left, right, span);
    right = expr_assigned(p, right, left->type, "assignment");
    if (bad(right))
        return right;
    return expr_two(p, EXPR_ASSIGN, type_plain(left->type), left, right, span);
}

struct expr *expr_increment(struct parser *p, struct expr *operand, bool down, bool post, struct span span)
{
    if (bad(operand) || !check_modifiable(p, operand, span))
        return expr_bad(p, span);
    note_assigned(operand);
    if (!type_is_scalar(operand->type)) {
        char text[TYPE_TEXT_MAX];
        report_error(p->report, span, "%s cannot be applied to '%s'", down ? "'--'" : "'++'",
                     type_text(operand->type, text));
        return expr_bad(p, span);
    }
    struct expr *one = expr_integer(p, basic(p, TYPE_INT), 1, span);
    return compound(p, down ? TOKEN_SUB_ASSIGN : TOKEN_ADD_ASSIGN, post ? EXPR_POST_OP : EXPR_ASSIGN_OP, operand, one,
                    span);
}

/* ---- Conditional (6.5.15) ---- */

static struct type *pointer_join(struct parser *p, struct expr *first, struct expr *second, struct span span)
{
    struct type *a = first->type, *b = second->type;
    if (a->kind != TYPE_POINTER || (expr_is_null(first) && b->kind == TYPE_POINTER))
        return b;
    if (b->kind != TYPE_POINTER || expr_is_null(second))
        return a;
    unsigned quals = a->base->quals | b->base->quals;
    struct type *base = a->base->plain;
    if (a->base->kind == TYPE_VOID || b->base->kind == TYPE_VOID)
        base = type_basic(&p->types, TYPE_VOID);
    else if (type_compatible(a->base->plain, b->base->plain))
        base = type_composite(&p->types, a->base->plain, b->base->plain);
    else {
        report_warning(p->report, WARN_INCOMPATIBLE_POINTER_TYPES, span, "pointers to different types in '?:'");
        base = type_basic(&p->types, TYPE_VOID);
    }
    return type_pointer(&p->types, type_qualified(&p->types, base, quals));
}

static struct type *join(struct parser *p, struct expr *first, struct expr *second, struct span span)
{
    struct type *a = first->type, *b = second->type;
    if (type_is_arithmetic(a) && type_is_arithmetic(b))
        return type_arithmetic(p, a, b);
    if (a->kind == TYPE_VOID || b->kind == TYPE_VOID)
        return type_basic(&p->types, TYPE_VOID);
    if (type_is_record(a) && type_compatible(a->plain, b->plain))
        return a->plain;
    bool pointers = (a->kind == TYPE_POINTER || b->kind == TYPE_POINTER) && type_is_scalar(a) && type_is_scalar(b) &&
                    !type_is_floating(a) && !type_is_floating(b);
    if (!pointers)
        return NULL;
    if (a->kind != b->kind && !expr_is_null(first) && !expr_is_null(second))
        report_warning(p->report, WARN_INT_CONVERSION, span, "pointer and integer in '?:'; cast one");
    return pointer_join(p, first, second, span);
}

struct expr *expr_conditional(struct parser *p, struct expr *condition, struct expr *first, struct expr *second,
                              uint32_t loc)
{
    struct span span = both(condition, second, loc);
    condition = expr_truth(p, condition, "the condition of '?:'");
    struct expr *shown = first ? expr_value(p, first) : condition;
    second = expr_value(p, second);
    if (bad(condition) || bad(shown) || bad(second))
        return expr_bad(p, span);
    struct type *type = join(p, shown, second, span);
    if (!type) {
        char a[TYPE_TEXT_MAX], b[TYPE_TEXT_MAX];
        report_error(p->report, span, "incompatible types in '?:': '%s' and '%s'", type_text(shown->type, a),
                     type_text(second->type, b));
        return expr_bad(p, span);
    }
    bool scalar = type->kind != TYPE_VOID && !type_is_record(type);
    int truth = fold_truth(condition);
    if (scalar)
        second = expr_convert(p, second, type);
    if (first && scalar)
        shown = expr_convert(p, shown, type);
    if (truth >= 0) {
        struct expr *chosen = truth ? expr_convert(p, shown, scalar ? type : shown->type) : second;
        if (chosen->op == EXPR_INTEGER || chosen->op == EXPR_REAL || type->kind != TYPE_VOID)
            return chosen;
    }
    struct expr *expr = expr_two(p, EXPR_CONDITIONAL, type, condition, first ? shown : NULL, span);
    expr->third = second;
    if (second->height >= expr->height)
        expr->height = (uint16_t)(second->height + 1);
    return expr;
}

/* ---- Others ---- */

struct expr *expr_sizeof(struct parser *p, struct type *type, struct span span)
{
    struct type *size = basic(p, TYPE_UINT);
    char text[TYPE_TEXT_MAX];
    if (type->kind == TYPE_VOID || type->kind == TYPE_FUNCTION) {
        report_warning(p->report, WARN_POINTER_ARITH, span, "size of '%s' counts as 1", type_text(type, text));
        return expr_integer(p, size, 1, span);
    }
    if (!type_complete(type)) {
        report_error(p->report, span, "size of the incomplete type '%s' is not known here", type_text(type, text));
        return expr_bad(p, span);
    }
    if (!type_variable(type))
        return expr_integer(p, size, type_size(type), span);
    struct expr *expr = expr_new(p, EXPR_VLA_SIZE, size, span.at);
    set_span(expr, span);
    expr->sized = type;
    return expr;
}

bool expr_has_effect(const struct expr *expr)
{
    switch (expr->op) {
    case EXPR_BAD:
    case EXPR_ASSIGN:
    case EXPR_ASSIGN_OP:
    case EXPR_POST_OP:
    case EXPR_CALL:
    case EXPR_BUILTIN:
    case EXPR_VA_ARG:
    case EXPR_STATEMENT: return true;
    case EXPR_LOAD: return (expr->left->type->quals & QUAL_VOLATILE) || expr_has_effect(expr->left);
    case EXPR_CONDITIONAL:
        return expr_has_effect(expr->left) || (expr->right && expr_has_effect(expr->right)) ||
               expr_has_effect(expr->third);
    case EXPR_LOGICAL_AND:
    case EXPR_LOGICAL_OR:
    case EXPR_COMMA: return expr_has_effect(expr->right);
    case EXPR_CAST: return expr->type->kind == TYPE_VOID || expr_has_effect(expr->left);
    case EXPR_SYMBOL:
    case EXPR_INTEGER:
    case EXPR_REAL:
    case EXPR_STRING:
    case EXPR_COMPOUND:
    case EXPR_LABEL:
    case EXPR_VLA_SIZE: return false;
    default: return false;
    }
}

void expr_unused_value(struct parser *p, const struct expr *expr)
{
    if (expr->type->kind == TYPE_VOID || expr_has_effect(expr) ||
        (expr->flags & EXPR_IMPLICIT && expr->op == EXPR_CAST))
        return;
    report_warning(p->report, WARN_UNUSED_VALUE, span_of(expr), "the value is computed and not used");
}
