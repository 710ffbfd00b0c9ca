/* Values of expressions. */
#include "gen/gen.h"

struct ir_insn *gen_integer(struct gen *g, const struct type *type, int64_t value)
{
    enum ir_type ir = gen_type(type);
    return ir_const(g->f, ir, ir == IR_I32 ? (int64_t)(int32_t)(uint32_t)(uint64_t)value : value);
}

static struct ir_insn *real(struct gen *g, const struct type *type, double value)
{
    return gen_type(type) == IR_F32 ? ir_f32(g->f, (float)value) : ir_f64(g->f, value);
}

static struct ir_insn *zero(struct gen *g, enum ir_type type)
{
    return type == IR_F32 ? ir_f32(g->f, 0) : type == IR_F64 ? ir_f64(g->f, 0) : ir_const(g->f, type, 0);
}

/* ---- Conversions (6.3) ---- */

/* Cut an i32 to the range of a narrower type. */
static struct ir_insn *narrow(struct gen *g, struct ir_insn *value, const struct type *to)
{
    switch (to->kind) {
    case TYPE_CHAR: return ir_unary(g->f, to->unsigned_char ? IR_ZEXT8 : IR_SEXT8, value);
    case TYPE_SCHAR: return ir_unary(g->f, IR_SEXT8, value);
    case TYPE_UCHAR: return ir_unary(g->f, IR_ZEXT8, value);
    case TYPE_SHORT: return ir_unary(g->f, IR_SEXT16, value);
    case TYPE_USHORT: return ir_unary(g->f, IR_ZEXT16, value);
    default: return value;
    }
}

static bool is_signed(const struct type *type)
{
    return type->kind != TYPE_POINTER && type_is_signed(type);
}

static struct ir_insn *to_integer(struct gen *g, struct ir_insn *value, const struct type *from, const struct type *to)
{
    enum ir_type target = gen_type(to);
    if (type_is_floating(from)) {
        bool narrow_unsigned = target == IR_I32 && type_size(to) < 4;
        value = ir_convert(g->f, is_signed(to) || narrow_unsigned ? IR_FTOS : IR_FTOU, target, value);
    } else if (gen_type(from) == IR_I64 && target == IR_I32) {
        value = ir_unary(g->f, IR_TRUNC, value);
    } else if (gen_type(from) == IR_I32 && target == IR_I64) {
        return ir_convert(g->f, is_signed(from) ? IR_SEXT : IR_ZEXT, IR_I64, value);
    }
    bool fits = !type_is_floating(from) && gen_type(from) == IR_I32 && from->kind != TYPE_POINTER &&
                type_bits(from) <= type_bits(to) && is_signed(from) == is_signed(to);
    fits |= from->kind == TYPE_BOOL;
    fits |= !type_is_floating(from) && type_size(from) < type_size(to) && !is_signed(from);
    return fits ? value : narrow(g, value, to);
}

static struct ir_insn *to_floating(struct gen *g, struct ir_insn *value, const struct type *from, const struct type *to)
{
    enum ir_type target = gen_type(to);
    if (type_is_floating(from))
        return gen_type(from) == target ? value : ir_convert(g->f, IR_FCVT, target, value);
    return ir_convert(g->f, is_signed(from) || type_size(from) < 4 ? IR_STOF : IR_UTOF, target, value);
}

struct ir_insn *gen_convert(struct gen *g, struct ir_insn *value, const struct type *from, const struct type *to)
{
    if (to->kind == TYPE_VOID || type_is_record(to) || type_is_record(from))
        return value;
    if (to->kind == TYPE_BOOL)
        return from->kind == TYPE_BOOL ? value : ir_binary(g->f, IR_NE, value, zero(g, gen_type(from)));
    return type_is_floating(to) ? to_floating(g, value, from, to) : to_integer(g, value, from, to);
}

/* ---- Arithmetic ---- */

static enum ir_op ir_operation(enum expr_op op, bool is_unsigned)
{
    switch (op) {
    case EXPR_ADD: return IR_ADD;
    case EXPR_SUB: return IR_SUB;
    case EXPR_MUL: return IR_MUL;
    case EXPR_DIV: return is_unsigned ? IR_DIVU : IR_DIV;
    case EXPR_MOD: return is_unsigned ? IR_REMU : IR_REM;
    case EXPR_AND: return IR_AND;
    case EXPR_OR: return IR_OR;
    case EXPR_XOR: return IR_XOR;
    case EXPR_SHL: return IR_SHL;
    default: return is_unsigned ? IR_SHR : IR_SAR;
    }
}

static struct ir_insn *compare(struct gen *g, enum expr_op op, const struct type *type, struct ir_insn *a,
                               struct ir_insn *b)
{
    bool is_unsigned = !type_is_floating(type) && !is_signed(type);
    switch (op) {
    case EXPR_EQ: return ir_binary(g->f, IR_EQ, a, b);
    case EXPR_NE: return ir_binary(g->f, IR_NE, a, b);
    case EXPR_LT: return ir_binary(g->f, is_unsigned ? IR_LTU : IR_LT, a, b);
    case EXPR_LE: return ir_binary(g->f, is_unsigned ? IR_LEU : IR_LE, a, b);
    case EXPR_GT: return ir_binary(g->f, is_unsigned ? IR_LTU : IR_LT, b, a);
    default: return ir_binary(g->f, is_unsigned ? IR_LEU : IR_LE, b, a);
    }
}

static uint32_t element_size(const struct type *pointer)
{
    const struct type *base = pointer->base;
    return base->kind == TYPE_VOID || base->kind == TYPE_FUNCTION ? 1 : type_size(base);
}

/* An index in bytes. */
static struct ir_insn *index_bytes(struct gen *g, const struct type *pointer, const struct expr *index)
{
    uint32_t size = element_size(pointer);
    if (index->op == EXPR_INTEGER)
        return ir_const(g->f, IR_I32, (int32_t)(uint32_t)((uint64_t)index->integer * size));
    struct ir_insn *offset = gen_value(g, index);
    if (gen_type(index->type) == IR_I64)
        offset = ir_unary(g->f, IR_TRUNC, offset);
    return size == 1 ? offset : ir_binary(g->f, IR_MUL, offset, ir_const(g->f, IR_I32, size));
}

static struct ir_insn *pointer_difference(struct gen *g, const struct expr *expr)
{
    struct ir_insn *a = gen_value(g, expr->left), *b = gen_value(g, expr->right);
    struct ir_insn *bytes = ir_binary(g->f, IR_SUB, a, b);
    if (type_variable(expr->left->type->base))
        return ir_binary(g->f, IR_DIV, bytes, gen_type_size(g, expr->left->type->base));
    uint32_t size = element_size(expr->left->type);
    if (size <= 1)
        return bytes;
    if (!(size & (size - 1))) {
        unsigned shift = 0;
        while (size >> shift > 1)
            shift++;
        return ir_binary(g->f, IR_SAR, bytes, ir_const(g->f, IR_I32, shift));
    }
    return ir_binary(g->f, IR_DIV, bytes, ir_const(g->f, IR_I32, size));
}

static bool is_pointer_step(enum expr_op op)
{
    return op == EXPR_POINTER_ADD || op == EXPR_POINTER_SUB;
}

struct ir_insn *gen_right_value(struct gen *g, enum expr_op op, const struct type *type, const struct expr *right)
{
    return is_pointer_step(op) ? index_bytes(g, type, right) : gen_value(g, right);
}

struct ir_insn *gen_operation(struct gen *g, enum expr_op op, const struct type *type, struct ir_insn *left,
                              struct ir_insn *right)
{
    if (is_pointer_step(op) && right->op == IR_CONST) {
        int64_t bytes = op == EXPR_POINTER_SUB ? -right->imm : right->imm;
        return ir_binary(g->f, IR_ADD, left, ir_const(g->f, IR_I32, (int32_t)(uint32_t)(uint64_t)bytes));
    }
    if (is_pointer_step(op))
        return ir_binary(g->f, op == EXPR_POINTER_SUB ? IR_SUB : IR_ADD, left, right);
    bool is_unsigned = !type_is_floating(type) && !is_signed(type);
    return ir_binary(g->f, ir_operation(op, is_unsigned), left, right);
}

/* left operation right with left's value given; both of the operation's type. */
static struct ir_insn *operate(struct gen *g, enum expr_op op, const struct type *type, struct ir_insn *left,
                               const struct expr *right)
{
    return gen_operation(g, op, type, left, gen_right_value(g, op, type, right));
}

static struct ir_insn *negate(struct gen *g, const struct expr *expr)
{
    struct ir_insn *value = gen_value(g, expr->left);
    if (type_is_floating(expr->type))
        return ir_unary(g->f, IR_NEG, value);
    return ir_binary(g->f, IR_SUB, zero(g, gen_type(expr->type)), value);
}

/* ---- Assignment ---- */

/* The value of an assignment is the left side's after it: cut to a bit-field's width. */
static struct ir_insn *field_value(struct gen *g, const struct place *place, struct ir_insn *value)
{
    if (!place->field)
        return value;
    bool wide = gen_type(place->type) == IR_I64;
    unsigned shift = (wide ? 64u : 32u) - place->field->bit_width;
    if (!shift)
        return value;
    struct ir_insn *count = ir_const(g->f, IR_I32, shift);
    value = ir_binary(g->f, IR_SHL, value, count);
    return ir_binary(g->f, type_is_signed(place->type) ? IR_SAR : IR_SHR, value, count);
}

static struct ir_insn *assign(struct gen *g, const struct expr *expr, bool wanted)
{
    struct ir_insn *value;
    if (expr->left->type->quals & QUAL_ATOMIC) {
        value = gen_value(g, expr->right);
        struct place to = gen_place(g, expr->left);
        gen_atomic_store(g, &to, value);
        return value;
    }
    if (type_is_record(expr->type) && !wanted && gen_literal_into(g, expr->left, expr->right))
        return NULL;
    if (type_is_record(expr->type)) { /* the right side first: it may be a call that fills a temporary */
        value = gen_value(g, expr->right);
        struct place to = gen_place(g, expr->left);
        gen_store(g, &to, value);
        return gen_address(g, &to);
    }
    value = gen_value(g, expr->right);
    struct place place = gen_place(g, expr->left);
    gen_store(g, &place, value);
    return wanted ? field_value(g, &place, value) : NULL;
}

static struct ir_insn *assign_operation(struct gen *g, const struct expr *expr, bool wanted)
{
    const struct type *operand = expr->operand_type, *type = expr->left->type;
    if (type->quals & QUAL_ATOMIC)
        return gen_atomic_assign_operation(g, expr);
    struct place place = gen_place(g, expr->left);
    gen_note_use(g, expr->left);
    enum expr_op operation = (enum expr_op)expr->operation;
    struct ir_insn *right = gen_right_value(g, operation, operand, expr->right);
    struct ir_insn *old = gen_load(g, &place); /* not before right: real programs rely on what other compilers do */
    struct ir_insn *value = gen_operation(g, operation, operand, gen_convert(g, old, type, operand), right);
    value = gen_convert(g, value, operand, expr->type);
    gen_store(g, &place, value);
    if (expr->op == EXPR_POST_OP)
        return old;
    return wanted ? field_value(g, &place, value) : NULL;
}

/* ---- Control within expressions ---- */

static struct ir_insn *logical(struct gen *g, const struct expr *expr)
{
    struct ir_block *yes = ir_block(g->f), *no = ir_block(g->f), *end = ir_block(g->f);
    struct ir_insn *address = ir_slot_addr(g->f, ir_slot(g->f, 4, 4, NULL), 0);
    gen_branch(g, expr, yes, no);
    ir_place(g->f, yes);
    ir_store(g->f, IR_MEM_32, address, 0, ir_const(g->f, IR_I32, 1), 0, false);
    ir_br(g->f, end);
    ir_place(g->f, no);
    ir_store(g->f, IR_MEM_32, address, 0, ir_const(g->f, IR_I32, 0), 0, false);
    ir_place(g->f, end);
    return ir_load(g->f, IR_MEM_32, address, 0, 0, false);
}

static void keep(struct gen *g, const struct expr *expr, const struct type *type, struct ir_insn *address)
{
    struct ir_insn *value = gen_value(g, expr);
    if (!address || !value)
        return;
    if (type_is_record(type))
        ir_store(g->f, IR_MEM_32, address, 0, value, 0, false);
    else
        ir_store(g->f, gen_mem(type), address, 0, value, 0, false);
}

/* Records travel as their addresses. */
static struct ir_insn *conditional(struct gen *g, const struct expr *expr)
{
    struct ir_block *yes = ir_block(g->f), *no = ir_block(g->f), *end = ir_block(g->f);
    const struct type *type = expr->type;
    struct ir_insn *address = NULL;
    if (type->kind != TYPE_VOID)
        address = ir_slot_addr(g->f, ir_slot(g->f, 8, 8, NULL), 0);
    if (expr->right) {
        gen_branch(g, expr->left, yes, no);
        ir_place(g->f, yes);
        keep(g, expr->right, type, address);
    } else { /* a ?: b */
        struct ir_insn *value = gen_value(g, expr->left);
        struct ir_insn *truth = ir_binary(g->f, IR_NE, value, zero(g, gen_type(expr->left->type)));
        ir_condbr(g->f, truth, yes, no);
        ir_place(g->f, yes);
        value = gen_convert(g, value, expr->left->type, type);
        if (address)
            ir_store(g->f, gen_mem(type), address, 0, value, 0, false);
    }
    if (!ir_ended(g->f))
        ir_br(g->f, end);
    ir_place(g->f, no);
    keep(g, expr->third, type, address);
    ir_place(g->f, end);
    if (!address)
        return NULL;
    return ir_load(g->f, type_is_record(type) ? IR_MEM_32 : gen_mem(type), address, 0, 0, false);
}

static const struct expr *strip_not(const struct expr *expr, bool *inverted)
{
    for (; expr->op == EXPR_LOGICAL_NOT; expr = expr->left)
        *inverted = !*inverted;
    return expr;
}

/* __builtin_expect(x, constant) and casts of it: flags for the branch. */
static unsigned expectation(const struct expr *expr)
{
    while (expr->op == EXPR_CAST)
        expr = expr->left;
    if (expr->op != EXPR_BUILTIN || !gen_is_expect(expr) || expr->arguments[1]->op != EXPR_INTEGER)
        return 0;
    return expr->arguments[1]->integer ? IR_LIKELY : IR_UNLIKELY;
}

void gen_branch(struct gen *g, const struct expr *expr, struct ir_block *yes, struct ir_block *no)
{
    bool inverted = false;
    expr = strip_not(expr, &inverted);
    if (inverted) {
        struct ir_block *other = yes;
        yes = no;
        no = other;
    }
    int truth = fold_truth(expr);
    if (truth >= 0) {
        ir_br(g->f, truth ? yes : no);
        return;
    }
    if (expr->op == EXPR_LOGICAL_AND || expr->op == EXPR_LOGICAL_OR) {
        struct ir_block *next = ir_block(g->f);
        bool both_wanted = expr->op == EXPR_LOGICAL_AND;
        gen_branch(g, expr->left, both_wanted ? next : yes, both_wanted ? no : next);
        ir_place(g->f, next);
        gen_branch(g, expr->right, yes, no);
        return;
    }
    struct ir_insn *value = gen_value(g, expr);
    bool is_truth = expr->op >= EXPR_EQ && expr->op <= EXPR_GE;
    if (!is_truth && gen_type(expr->type) != IR_I32)
        value = ir_binary(g->f, IR_NE, value, zero(g, gen_type(expr->type)));
    ir_condbr(g->f, value, yes, no)->flags |= (uint8_t)expectation(expr);
}

static struct ir_insn *statement_value(struct gen *g, const struct expr *expr)
{
    struct place kept = {0};
    if (!expr->value || expr->value->type->kind == TYPE_VOID) {
        gen_statement(g, expr->body);
        return NULL;
    }
    kept = gen_temporary(g, expr->value->type, NULL);
    gen_block_value(g, expr->body, expr->value, &kept);
    return gen_load(g, &kept);
}

/* ---- All ---- */

/* (void)x; says that x is not needed: it is no use of a value that it may not have. */
static bool is_plain_name(const struct expr *expr)
{
    return expr->op == EXPR_LOAD && expr->left->op == EXPR_SYMBOL &&
           !(expr->left->type->quals & (QUAL_VOLATILE | QUAL_ATOMIC));
}

static struct ir_insn *load(struct gen *g, const struct expr *expr)
{
    gen_note_use(g, expr->left);
    struct place place = gen_place(g, expr->left);
    return expr->left->type->quals & QUAL_ATOMIC ? gen_atomic_load(g, &place) : gen_load(g, &place);
}

static struct ir_insn *address(struct gen *g, const struct expr *expr)
{
    const struct expr *of = expr->left;
    if (of->op == EXPR_SYMBOL && of->symbol->kind == SYMBOL_FUNCTION)
        return ir_addr(g->f, symbol_ir(g->p, of->symbol), 0);
    if (of->op == EXPR_DEREF)
        return gen_value(g, of->left);
    struct place place = gen_place(g, of);
    return gen_address(g, &place);
}

static struct ir_insn *value_of(struct gen *g, const struct expr *expr, bool wanted)
{
    struct ir_insn *left;
    switch (expr->op) {
    case EXPR_INTEGER: return gen_integer(g, expr->type, expr->integer);
    case EXPR_REAL: return real(g, expr->type, expr->real);
    case EXPR_LOAD: return load(g, expr);
    case EXPR_ADDRESS: return address(g, expr);
    case EXPR_LABEL: return ir_addr(g->f, ir_block_address(g->f, gen_label(g, expr->label)), 0);
    case EXPR_SYMBOL:
    case EXPR_STRING:
    case EXPR_COMPOUND:
    case EXPR_MEMBER:
    case EXPR_DEREF: {
        struct place place = gen_place(g, expr);
        return place.type->kind == TYPE_ARRAY || place.type->kind == TYPE_FUNCTION || place.type->kind == TYPE_VOID
                   ? gen_address(g, &place)
                   : gen_load(g, &place);
    }
    case EXPR_NEG: return negate(g, expr);
    case EXPR_NOT:
        left = gen_value(g, expr->left);
        return ir_binary(g->f, IR_XOR, left, ir_const(g->f, gen_type(expr->type), -1));
    case EXPR_LOGICAL_NOT:
        left = gen_value(g, expr->left);
        return ir_binary(g->f, IR_EQ, left, zero(g, gen_type(expr->left->type)));
    case EXPR_CAST:
        if (expr->type->kind == TYPE_VOID && is_plain_name(expr->left))
            return NULL;
        left = value_of(g, expr->left, expr->type->kind != TYPE_VOID);
        return expr->type->kind == TYPE_VOID ? NULL : gen_convert(g, left, expr->left->type, expr->type);
    case EXPR_EQ:
    case EXPR_NE:
    case EXPR_LT:
    case EXPR_LE:
    case EXPR_GT:
    case EXPR_GE:
        left = gen_value(g, expr->left);
        return compare(g, (enum expr_op)expr->op, expr->left->type, left, gen_value(g, expr->right));
    case EXPR_LOGICAL_AND:
    case EXPR_LOGICAL_OR: return logical(g, expr);
    case EXPR_POINTER_DIFF: return pointer_difference(g, expr);
    case EXPR_ASSIGN: return assign(g, expr, wanted);
    case EXPR_ASSIGN_OP:
    case EXPR_POST_OP: return assign_operation(g, expr, wanted);
    case EXPR_CONDITIONAL: return conditional(g, expr);
    case EXPR_COMMA: gen_effect(g, expr->left); return value_of(g, expr->right, wanted);
    case EXPR_CALL: return gen_call(g, expr);
    case EXPR_BUILTIN: return gen_builtin(g, expr);
    case EXPR_VA_ARG: return gen_va_arg(g, expr);
    case EXPR_STATEMENT: return statement_value(g, expr);
    case EXPR_VLA_SIZE: return gen_type_size(g, expr->sized);
    case EXPR_BAD: return ir_undef(g->f, IR_I32);
    default: /* the binary operators */
        left = gen_value(g, expr->left);
        return operate(g, (enum expr_op)expr->op, expr->type, left, expr->right);
    }
}

struct ir_insn *gen_value(struct gen *g, const struct expr *expr)
{
    return value_of(g, expr, true);
}

void gen_effect(struct gen *g, const struct expr *expr)
{
    g->f->at_loc = ir_loc_of(g->p, expr->start);
    value_of(g, expr, false);
}
