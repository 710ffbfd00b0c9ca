/* Expressions: C's operators and precedence over 64-bit numbers and symbols.  A result is a number, symbol - symbol +
 * number, or, when it depends on what is not known yet, a tree that waits for the end. */
#include <stdlib.h>
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

#define UNARY 0x10000

bool value_is_number(const struct value *value)
{
    return !value->plus && !value->minus && !value->node && value->modifier == MOD_NONE;
}

int64_t modifier_apply(enum modifier modifier, int64_t number)
{
    uint32_t low = (uint32_t)number & 0xffff;
    switch (modifier) {
    case MOD_HI:
    case MOD_TPHI: return (((uint32_t)number + 0x8000) >> 16) & 0xffff;
    case MOD_LO:
    case MOD_TPLO: return (int64_t)(low ^ 0x8000) - 0x8000;
    default: return number;
    }
}

/* When both are places of one section at a certain distance: plus - minus becomes a number. */
static void fold_difference(const struct assembler *as, struct value *value)
{
    uint32_t distance;
    if (!value->plus || !value->minus)
        return;
    if (value->plus == value->minus) {
        value->plus = value->minus = 0;
        return;
    }
    struct obj_symbol_info plus = obj_symbol_info(as->obj, value->plus), minus = obj_symbol_info(as->obj, value->minus);
    if (plus.where != OBJ_IN_SECTION || minus.where != OBJ_IN_SECTION || plus.section != minus.section ||
        !obj_distance(as->obj, plus.section, minus.value, plus.value, &distance))
        return;
    value->number += (int32_t)distance;
    value->plus = value->minus = 0;
}

static struct value new_node(struct lexer *lexer, int op, const struct value *left, const struct value *right)
{
    struct assembler *as = lexer->as;
    struct node *node = mem_new(sizeof *node);
    unsigned left_depth = left->node ? left->node->depth : 0, right_depth = right->node ? right->node->depth : 0;
    node->op = op;
    node->left = *left;
    node->right = *right;
    node->size = 1 + (left->node ? left->node->size : 0) + (right->node ? right->node->size : 0);
    node->depth = 1 + (left_depth > right_depth ? left_depth : right_depth);
    node->next = as->nodes;
    as->nodes = node;
    if (node->size > EXPRESSION_NODES_MAX || node->depth > 10 * EXPRESSION_DEPTH_MAX) {
        error_token(lexer, "expression is too large; split it with '.set'");
        lexer->token.kind = TOKEN_BAD;
        return (struct value){0};
    }
    return (struct value){.node = node};
}

/* a / b or a % b as C has them, without C's undefined cases; b is not 0. */
static int64_t quotient(int64_t a, int64_t b, bool remainder)
{
    if (b == -1)
        return remainder ? 0 : (int64_t)(0 - (uint64_t)a);
    return remainder ? a % b : a / b;
}

static int64_t compute(int op, int64_t a, int64_t b)
{
    uint64_t x = (uint64_t)a, y = (uint64_t)b;
    switch (op) {
    case '*': return (int64_t)(x * y);
    case '/': return quotient(a, b, false);
    case '%': return quotient(a, b, true);
    case '+': return (int64_t)(x + y);
    case '-': return (int64_t)(x - y);
    case PAIR('<', '<'): return y < 64 ? (int64_t)(x << y) : 0;
    case PAIR('>', '>'): return y >= 64 ? 0 : a >= 0 ? (int64_t)(x >> y) : (int64_t) ~(~x >> y);
    case '<': return a < b;
    case '>': return a > b;
    case PAIR('<', '='): return a <= b;
    case PAIR('>', '='): return a >= b;
    case PAIR('=', '='): return a == b;
    case PAIR('!', '='): return a != b;
    case '&': return (int64_t)(x & y);
    case '^': return (int64_t)(x ^ y);
    case '|': return (int64_t)(x | y);
    case PAIR('&', '&'): return a && b;
    case PAIR('|', '|'): return a || b;
    case UNARY | '-': return (int64_t)(0 - x);
    case UNARY | '~': return (int64_t)~x;
    case UNARY | '!': return !a;
    }
    return a;
}

/* a +- b where the symbols leave room; false when it takes a node. */
static bool add_symbols(const struct assembler *as, int op, const struct value *a, const struct value *b,
                        struct value *out)
{
    unsigned plus = op == '+' ? b->plus : b->minus, minus = op == '+' ? b->minus : b->plus;
    if (a->node || b->node)
        return false;
    *out = (struct value){.plus = a->plus, .minus = a->minus, .number = compute(op, a->number, b->number)};
    if (plus && plus == out->minus)
        plus = out->minus = 0;
    if (minus && minus == out->plus)
        minus = out->plus = 0;
    if ((plus && out->plus) || (minus && out->minus))
        return false;
    out->plus |= plus;
    out->minus |= minus;
    fold_difference(as, out);
    return true;
}

static bool binary(struct lexer *lexer, int op, const struct token *where, struct value *left,
                   const struct value *right)
{
    struct value result;
    if (left->modifier || right->modifier) {
        error_where(lexer->as, where->where, where->where_width,
                    "%%hi() and %%lo() stand alone; put the sum inside them");
        return false;
    }
    if ((op == '/' || op == '%') && value_is_number(right) && right->number == 0) {
        error_where(lexer->as, where->where, where->where_width, "division by zero");
        return false;
    }
    if (value_is_number(left) && value_is_number(right))
        result = (struct value){.number = compute(op, left->number, right->number)};
    else if ((op != '+' && op != '-') || !add_symbols(lexer->as, op, left, right, &result))
        result = new_node(lexer, op, left, right);
    *left = result;
    return lexer->token.kind != TOKEN_BAD;
}

/* ---- Parsing ---- */

static bool parse_binary(struct lexer *lexer, unsigned lowest, struct value *value);

static bool parse_modifier(struct lexer *lexer, struct value *value)
{
    static const char *const names[] = {[MOD_HI] = "hi", [MOD_LO] = "lo", [MOD_TPHI] = "tphi", [MOD_TPLO] = "tplo"};
    unsigned modifier = MOD_HI;
    lexer_next(lexer);
    while (modifier <= MOD_TPLO && !token_equals(&lexer->token, names[modifier]))
        modifier++;
    if (modifier > MOD_TPLO) {
        error_token(lexer, "'%%' is followed by hi, lo, tphi or tplo, as in %%hi(symbol)");
        return false;
    }
    lexer_next(lexer);
    if (!lexer_accept(lexer, '(')) {
        error_token(lexer, "expected '(' after '%%%s'", names[modifier]);
        return false;
    }
    if (!parse_binary(lexer, 0, value))
        return false;
    if (!lexer_accept(lexer, ')')) {
        error_token(lexer, "expected ')' after the symbol of '%%%s('", names[modifier]);
        return false;
    }
    if (value_is_number(value) && modifier <= MOD_LO)
        value->number = modifier_apply((enum modifier)modifier, value->number);
    else
        value->modifier = (enum modifier)modifier;
    return true;
}

static bool parse_name(struct lexer *lexer, struct value *value)
{
    const struct token token = lexer->token;
    struct assembler *as = lexer->as;
    *value = (struct value){0};
    if (token.length == 1 && token.start[0] == '.') {
        value->plus = dot_symbol(as);
    } else if (isa_reg_find(token.start, token.length) >= 0 || isa_freg_find(token.start, token.length) >= 0) {
        error_token(lexer, "register '%.*s' where a value is expected", (int)token.length, token.start);
        return false;
    } else {
        const struct equate *equate = equate_find(as, token.start, token.length);
        if (equate)
            *value = equate->value;
        else if (!as->names_are_zero)
            value->plus = obj_symbol_n(as->obj, token.start, token.length);
    }
    lexer_next(lexer);
    return true;
}

/* A symbol in quotes: one that is named like a register. */
static bool parse_quoted(struct lexer *lexer, struct value *value)
{
    const struct equate *equate = equate_find(lexer->as, lexer->token.start, lexer->token.length);
    *value = (struct value){0};
    if (!lexer->token.length) {
        error_token(lexer, "a symbol in quotes has at least one character");
        return false;
    }
    if (equate)
        *value = equate->value;
    else
        value->plus = obj_symbol_n(lexer->as->obj, lexer->token.start, lexer->token.length);
    lexer_next(lexer);
    return true;
}

static bool parse_primary(struct lexer *lexer, struct value *value)
{
    const struct token *token = &lexer->token;
    switch (token->kind) {
    case TOKEN_NUMBER:
        *value = (struct value){.number = (int64_t)token->number};
        lexer_next(lexer);
        return true;
    case TOKEN_LOCAL:
        if (lexer->as->names_are_zero) { /* the text of a condition does not live as long as a label */
            error_token(lexer, "a label has no value in a condition");
            return false;
        }
        *value = (struct value){.plus = local_reference(lexer->as, token)};
        lexer_next(lexer);
        return value->plus != 0;
    case TOKEN_NAME: return parse_name(lexer, value);
    case TOKEN_STRING: return parse_quoted(lexer, value);
    case TOKEN_PARAMETER:
        *value = lexer->parameters[token->number].value;
        lexer_next(lexer);
        return true;
    default: break;
    }
    if (token_is(token, '%'))
        return parse_modifier(lexer, value);
    if (lexer_accept(lexer, '(')) {
        if (!parse_binary(lexer, 0, value))
            return false;
        if (lexer_accept(lexer, ')'))
            return true;
        error_token(lexer, "expected ')'");
        return false;
    }
    error_token(lexer, token->kind == TOKEN_END ? "expression is missing" : "expected a number, a symbol or '('");
    return false;
}

static bool parse_unary(struct lexer *lexer, struct value *value)
{
    const struct token token = lexer->token;
    if (!token_is(&token, '-') && !token_is(&token, '~') && !token_is(&token, '!') && !token_is(&token, '+')) {
        struct assembler *as = lexer->as;
        if (as->expression_depth >= EXPRESSION_DEPTH_MAX) {
            error_token(lexer, "expression is nested more than %d deep", EXPRESSION_DEPTH_MAX);
            return false;
        }
        as->expression_depth++;
        bool good = parse_primary(lexer, value);
        as->expression_depth--;
        return good;
    }
    lexer_next(lexer);
    lexer->as->expression_depth++;
    bool good = lexer->as->expression_depth <= EXPRESSION_DEPTH_MAX && parse_unary(lexer, value);
    if (lexer->as->expression_depth-- > EXPRESSION_DEPTH_MAX)
        error_token(lexer, "expression is nested more than %d deep", EXPRESSION_DEPTH_MAX);
    if (!good || token.op == '+')
        return good;
    struct value zero = {0};
    if (token.op == '-')
        return binary(lexer, '-', &token, &zero, value) && (*value = zero, true);
    if (value_is_number(value))
        value->number = compute(UNARY | token.op, value->number, 0);
    else
        *value = new_node(lexer, UNARY | token.op, value, &zero);
    return lexer->token.kind != TOKEN_BAD;
}

/* Strength of a binary operator, 0 for none. */
static unsigned strength(const struct token *token)
{
    static const struct {
        int op;
        unsigned strength;
    } table[] = {
        {PAIR('|', '|'), 1},
        {PAIR('&', '&'), 2},
        {'|', 3},
        {'^', 4},
        {'&', 5},
        {PAIR('=', '='), 6},
        {PAIR('!', '='), 6},
        {'<', 7},
        {'>', 7},
        {PAIR('<', '='), 7},
        {PAIR('>', '='), 7},
        {PAIR('<', '<'), 8},
        {PAIR('>', '>'), 8},
        {'+', 9},
        {'-', 9},
        {'*', 10},
        {'/', 10},
        {'%', 10},
    };
    if (token->kind != TOKEN_PUNCTUATION)
        return 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].op == token->op)
            return table[i].strength;
    return 0;
}

static bool parse_binary(struct lexer *lexer, unsigned lowest, struct value *value)
{
    if (!parse_unary(lexer, value))
        return false;
    for (;;) {
        const struct token op = lexer->token;
        unsigned level = strength(&op);
        struct value right;
        if (level <= lowest)
            return true;
        lexer_next(lexer);
        if (!parse_binary(lexer, level, &right) || !binary(lexer, op.op, &op, value, &right))
            return false;
    }
}

bool expression(struct lexer *lexer, struct value *value)
{
    return parse_binary(lexer, 0, value);
}

bool expression_number(struct lexer *lexer, int64_t *number)
{
    const struct token first = lexer->token;
    struct value value;
    if (!expression(lexer, &value))
        return false;
    if (!value_is_number(&value)) {
        error_where(lexer->as, first.where, first.where_width,
                    "a number is needed here that is known already; define its symbols above");
        return false;
    }
    *number = value.number;
    return true;
}

/* ---- At the end ---- */

static void settle_symbol(const struct assembler *as, unsigned *symbol, int64_t *number, int sign)
{
    if (!*symbol)
        return;
    struct obj_symbol_info info = obj_symbol_info(as->obj, *symbol);
    if (info.where != OBJ_ABSOLUTE)
        return;
    *number = compute(sign < 0 ? '-' : '+', *number, (int32_t)info.value);
    *symbol = 0;
}

bool value_settle(struct assembler *as, struct value *value, struct place place)
{
    if (value->node) {
        struct value left = value->node->left, right = value->node->right, sum;
        int op = value->node->op;
        if (!value_settle(as, &left, place) || !value_settle(as, &right, place))
            return false;
        value->node = NULL;
        if (value_is_number(&left) && value_is_number(&right)) {
            if ((op == '/' || op == '%') && right.number == 0) {
                error_at(as, place, 0, "division by zero");
                return false;
            }
            value->number = compute(op, left.number, right.number);
            return true;
        }
        if ((op == '+' || op == '-') && add_symbols(as, op, &left, &right, &sum)) {
            sum.modifier = value->modifier;
            *value = sum;
            return true;
        }
        error_at(as, place, 0, "expression needs addresses that only the linker knows; use symbol + number");
        return false;
    }
    settle_symbol(as, &value->plus, &value->number, 1);
    settle_symbol(as, &value->minus, &value->number, -1);
    fold_difference(as, value);
    return true;
}
