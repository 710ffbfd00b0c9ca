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

/* Append to the list of what has linkage. */
void declare_add_global(struct parser *p, struct symbol *symbol);
/* The next token is the '=' of an initializer where none can be ("a typedef"): reported and passed over. */
void refuse_initializer(struct parser *p, const char *what);

/* object.c: the object of a declarator, by where it lives; its initializer is read. */
void declare_linked_object(struct parser *p, const struct specifiers *s, const struct declarator *d,
                           const struct attributes *attributes);
void declare_static_local(struct parser *p, const struct specifiers *s, const struct declarator *d,
                          const struct attributes *attributes, struct statement_list *list);
void declare_automatic(struct parser *p, const struct specifiers *s, const struct declarator *d,
                       const struct attributes *attributes, struct statement_list *list);
/* The sizes of types of variable length that a declarator has brought are worked out here: statements for the list. */
void declare_sizes(struct parser *p, struct type *type, struct statement_list *list);

/* unknown.c: a call of a __builtin_ function that there is not. */
void report_unknown_builtin(struct parser *p, const struct token *token, struct span span);

#endif
