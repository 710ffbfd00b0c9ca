/* What was meant by words that mean nothing here. */
#ifndef CC_FRONT_CORRECT_H
#define CC_FRONT_CORRECT_H

#include "front/parser.h"

/* The standard header that declares a name, NULL when none is known to. */
const char *header_of(const char *name);

/* The name nearest to an unknown one that some standard header declares; NULL when none is very near. */
const char *near_in_headers(struct parser *p, const struct name *wrong);

/* An unknown name stands where a statement begins, or after the body of an if: when it looks like a keyword, that is
 * reported and read instead. */
bool correct_statement(struct parser *p);
/* correct_else: what stands for "else" is passed over, what stands for "else if" is "if" then. */
bool correct_else(struct parser *p);
void correct_then(struct parser *p); /* other languages have it behind a condition */

/* "and" and "or" where a binary operator may stand. */
void correct_binary(struct parser *p);

/* An unknown name is called: when it looks like sizeof and relatives, that is reported and read instead. */
bool correct_operator(struct parser *p);

/* An unknown name that can only be meant as a type: "foo bar;". */
bool is_unknown_type(struct parser *p);

/* An unknown name stands among specifiers that have no type yet: reported, and read as what it resembles, else as the
 * name of some type, of which nothing more is complained. */
bool correct_specifier(struct parser *p, bool storage_allowed);

#endif
