/* What the files about declarations share. */
#ifndef CC_FRONT_DECLARE_H
#define CC_FRONT_DECLARE_H

#include "front/parser.h"

/* The symbol of an object or function with linkage: the one that exists, or a new one; NULL, reported, when the name
 * means something else in this scope. */
struct symbol *declare_linked(struct parser *p, struct name *name, enum symbol_kind kind, struct type *type,
                              const struct attributes *attributes, uint32_t loc, uint8_t storage);

/* define.c: a function's declarator, and a function with its body. */
struct symbol *declare_function(struct parser *p, const struct specifiers *s, const struct declarator *d,
                                const struct attributes *attributes);
void parse_function_definition(struct parser *p, const struct specifiers *s, struct declarator *d,
                               const struct attributes *attributes);

#endif
