/* __builtin_object_size: sizes of objects, as far as the front end can know them. */
#include "front/builtin.h"

struct pointed {
    uint64_t whole, part; /* bytes from the start of the object, and of the smallest part around */
    uint64_t offset, part_offset;
};

static bool lvalue_place(const struct expr *expr, struct pointed *out)
{
    if (expr->op == EXPR_MEMBER && lvalue_place(expr->left, out)) {
        out->offset += expr->offset_bytes;
        out->part = type_size(expr->type);
        out->part_offset = 0;
        return true;
    }
    bool object = (expr->op == EXPR_SYMBOL && expr->symbol->kind == SYMBOL_OBJECT) || expr->op == EXPR_STRING ||
                  expr->op == EXPR_COMPOUND;
    if (!object || !type_complete(expr->type) || type_variable(expr->type) ||
        (expr->op == EXPR_SYMBOL && expr->symbol->is_extern))
        return false;
    *out = (struct pointed){.whole = type_size(expr->type), .part = type_size(expr->type)};
    return true;
}

static bool points_into(const struct expr *expr, struct pointed *out)
{
    while (expr->op == EXPR_CAST && expr->type->kind == TYPE_POINTER)
        expr = expr->left;
    if (expr->op == EXPR_POINTER_ADD && expr->right->op == EXPR_INTEGER && expr->right->integer >= 0 &&
        type_complete(expr->type->base) && points_into(expr->left, out)) {
        uint64_t bytes = (uint64_t)expr->right->integer * type_size(expr->type->base);
        out->offset += bytes;
        out->part_offset += bytes;
        return true;
    }
    if (expr->op != EXPR_ADDRESS)
        return false;
    if (expr->left->op == EXPR_DEREF)
        return points_into(expr->left->left, out);
    return lvalue_place(expr->left, out);
}

/* Kinds 0 and 1 ask for the most that can be there, 2 and 3 for the least; odd ones mean the part pointed to. */
struct expr *builtin_object_size(struct parser *p, struct expr *call)
{
    struct pointed to;
    if (!builtin_need(p, call, 2, 2))
        return expr_bad(p, span_of(call));
    const struct expr *pointer = expr_value(p, call->arguments[0]), *kind = expr_value(p, call->arguments[1]);
    if (kind->op != EXPR_INTEGER || kind->integer < 0 || kind->integer > 3)
        return builtin_wrong(p, call, "the second argument of __builtin_object_size must be 0, 1, 2 or 3");
    int64_t size = kind->integer < 2 ? UINT32_MAX : 0;
    if (pointer->type->kind == TYPE_POINTER && points_into(pointer, &to)) {
        uint64_t have = kind->integer & 1 ? to.part : to.whole, skip = kind->integer & 1 ? to.part_offset : to.offset;
        size = skip < have ? (int64_t)(have - skip) : 0;
    }
    return expr_integer(p, call->type, size, span_of(call));
}
