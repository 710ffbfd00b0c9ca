/* Numbers of the built-in functions, and what the files about them share. */
#ifndef CC_FRONT_BUILTIN_H
#define CC_FRONT_BUILTIN_H

#include "front/parser.h"

enum builtin {
    BUILTIN_FUNCTION_NONE,
#define BUILTIN(id, name, signature) BUILTIN_##id,
#include "front/builtins.def"
    BUILTIN_FUNCTION_COUNT
};

/* Report what is wrong with a call; gives an expression that is bad. */
struct expr *builtin_wrong(struct parser *p, const struct expr *call, const char *what);
/* Whether the number of arguments is right; reported when it is not. */
bool builtin_need(struct parser *p, const struct expr *call, uint32_t least, uint32_t most);

/* Of a built-in that checks its operands itself: the type that its name gives them, NULL for none. */
struct type *builtin_operand_type(struct parser *p, unsigned builtin);

/* builtin_object.c, builtin_real.c */
struct expr *builtin_object_size(struct parser *p, struct expr *call);
struct expr *builtin_real(struct parser *p, struct expr *call);

/* builtin_atomic.c: the call checked and its arguments converted. */
struct expr *builtin_atomic(struct parser *p, struct expr *call);
struct expr *builtin_lock_free(struct parser *p, struct expr *call);

#endif
