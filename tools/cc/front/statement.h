/* What the files about statements share. */
#ifndef CC_FRONT_STATEMENT_H
#define CC_FRONT_STATEMENT_H

#include "front/parser.h"

/* statement.c: any statement; an attribute and the statement or declaration behind it (the latter goes to the list, and
 * NULL is given); whether an attribute comes; the ';' at the end. */
struct statement *parse_statement(struct parser *p);
struct statement *parse_attributed_item(struct parser *p, struct statement_list *list);
bool is_attributed(struct parser *p);
void end_statement(struct parser *p, const char *after);

/* label.c */
struct statement *parse_label(struct parser *p);
struct statement *parse_case(struct parser *p);
struct statement *parse_default(struct parser *p);
struct statement *parse_goto(struct parser *p);
/* A case's value as an unsigned number that grows with it, signed or not. */
uint64_t case_order(const struct type *type, int64_t value);
/* 6.8.6.1p1, 6.8.4.2p2: complain of a jump from a place into the scope of a variably modified declaration. */
void check_jump(struct parser *p, const struct vla_mark *from, const struct vla_mark *to, struct span span);

/* control.c */
struct statement *parse_if(struct parser *p);
struct statement *parse_switch(struct parser *p);
struct statement *parse_while(struct parser *p);
struct statement *parse_do(struct parser *p);
struct statement *parse_for(struct parser *p);

#endif
