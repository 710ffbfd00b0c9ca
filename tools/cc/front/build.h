/* What the files that build expressions share. */
#ifndef CC_FRONT_BUILD_H
#define CC_FRONT_BUILD_H

#include "front/parser.h"

static inline bool bad(const struct expr *expr)
{
    return expr->op == EXPR_BAD;
}

static inline struct type *basic(struct parser *p, enum type_kind kind)
{
    return type_basic(&p->types, kind);
}

/* From the beginning of left to the end of right, the caret at loc. */
static inline struct span both(const struct expr *left, const struct expr *right, uint32_t loc)
{
    return span_around(loc, left->start, right->end);
}

/* pointer + index, or pointer - index, in elements. */
struct expr *expr_pointer_add(struct parser *p, struct expr *pointer, struct expr *index, bool minus, struct span span);

/* Report that an operator does not take these operands. */
struct expr *expr_wrong_operands(struct parser *p, enum token_kind kind, struct expr *left, struct expr *right,
                                 struct span span);

#endif
