/* What the files of the front end share: the parser's state, tokens, scopes, and the functions by file. */
#ifndef CC_FRONT_PARSER_H
#define CC_FRONT_PARSER_H

#include "front/ast.h"
#include "front/front.h"
#include "pp/literal.h"
#include "pp/pp.h"

enum { DEPTH_MAX = 1000, EXPR_DEPTH_MAX = 20000 };

/* What break and continue reach, and where case belongs. */
struct enclosure {
    struct enclosure *outer;
    bool breakable, continuable;
};

/* 6.8.6.1: a declaration that no jump may bypass: of a type whose size is worked out there. */
struct vla_mark {
    struct vla_mark *outer;
    const struct name *name;
    uint32_t loc;
};

/* A goto and what is declared around it. */
struct jump {
    struct jump *next;
    const struct label *label;
    const struct vla_mark *mark;
    struct span span;
};

/* Static data that holds the address of a label of the function being read. */
struct label_fixup {
    struct label_fixup *next;
    struct ir_symbol *data;
    uint32_t offset_bytes;
    struct label *label;
};

struct parser {
    struct pp *pp;
    struct intern *names;
    struct sources *sources;
    struct report *report;
    const struct front_options *options;
    struct ir_module *module;
    struct types types;
    struct arena arena; /* types, symbols, what file scope needs */
    struct arena body;  /* the tree of the function being read */
    struct token token; /* the next one */
    struct token ahead[2];
    unsigned ahead_count;
    uint32_t last_end;      /* of the token before */
    uint64_t consumed;      /* tokens, so that recovery can see whether it gets on */
    unsigned depth;         /* of nested constructs */
    uint32_t scope;         /* 0: the file */
    struct symbol *symbols; /* declared in this scope, last first */
    struct tag *tags;
    struct symbol *globals, *last_global; /* everything with linkage or static storage */
    struct function *function;
    uint32_t function_number; /* being read */
    struct type *return_type;
    struct enclosure *enclosure;
    struct statement *switch_now;
    const struct vla_mark *switch_mark; /* the vla_mark around it */
    unsigned unevaluated;               /* > 0: inside sizeof, typeof, _Generic's operand */
    unsigned dead;                      /* > 0: inside an operand that a constant condition leaves out */
    bool in_for_init, for_commas;       /* the first part of a for is read; its parts had commas between them */
    uint8_t last_kind;                  /* of the token before */
    uint64_t missed_at;                 /* consumed, and 1 more, when something was last expected in vain */
    uint64_t broken_at;                 /* consumed when a stray character or a string without end was read */
    bool nested_refused;                /* a function within a function was passed over: its declaration has no ';' */
    struct vla_mark *vla_mark;          /* the innermost variably modified declaration in scope */
    struct jump *jumps;                 /* gotos of the function */
    unsigned statics;                   /* numbers names of static locals */
    uint16_t alias_records;             /* numbers structures for ir_insn.record */
    bool any_alias;                     /* no aliasing by type: an option, or an attribute may_alias was met */
    const struct source_file *last_ir_file;
    uint32_t last_ir_file_number;
    struct name *name_main, *name_alloca;
    bool wrong_type; /* what is declared now has a type that is not known */
    struct label_fixup *label_fixups;
    struct record *waiting_records; /* described but for their members */
};

/* ---- parser.c: tokens ---- */
void advance(struct parser *p);
struct token *peek(struct parser *p); /* the token after the next one */
bool at(const struct parser *p, enum token_kind kind);
bool accept(struct parser *p, enum token_kind kind);
/* Consume it, or say that it is missing ("expected ';' after the declaration"): after may be NULL. */
bool expect(struct parser *p, enum token_kind kind, const char *after);
/* A token as messages show it: in quotes, long ones cut, or "the end of the input". */
enum { TOKEN_TEXT_MAX = 64 };
const char *token_text(const struct token *token, char text[TOKEN_TEXT_MAX]);
struct span here(const struct parser *p); /* the next token */
struct span span_of(const struct expr *expr);
/* The first of the errors about what should stand here: what follows from it is not reported. */
bool first_missed(struct parser *p);
void skip_to(struct parser *p,
             enum token_kind kind); /* over balanced brackets; stops before kind, ';', '}' or the end */
bool enter(struct parser *p); /* one level deeper; false, reported, when that is too deep.  Then the input ends. */
void leave(struct parser *p);
ir_loc ir_loc_of(struct parser *p, uint32_t loc);
/* The same as numbers: of the module's file, line, column; all 0 for nowhere. */
void ir_numbers_of(struct parser *p, uint32_t loc, uint32_t *file, uint32_t *line, uint32_t *column);

/* ---- scope.c ---- */
void scope_enter(struct parser *p);
void scope_leave(struct parser *p); /* warns of what was not used */
struct symbol *symbol_new(struct parser *p, struct name *name, enum symbol_kind kind, struct type *type, uint32_t loc);
/* Make a symbol visible in the innermost scope. */
void symbol_enter(struct parser *p, struct symbol *symbol);
struct symbol *symbol_here(struct parser *p, const struct name *name);   /* declared in the innermost scope */
struct symbol *symbol_global(struct parser *p, const struct name *name); /* of file scope or linkage, hidden or not */
struct tag *tag_enter(struct parser *p, struct name *name, struct type *type, uint32_t loc);
struct tag *tag_here(struct parser *p, const struct name *name);
void symbol_report_unknown(struct parser *p, const struct token *token);

/* ---- declare.c, declarator.c, specifier.c, record.c, attribute.c ---- */
struct specifiers {
    struct type *type;
    uint32_t loc;
    uint8_t storage; /* token kind: TOKEN_TYPEDEF, EXTERN, STATIC, AUTO, REGISTER; 0 for none */
    bool is_thread, is_inline, is_constexpr, auto_type;
    struct attributes attributes;
    const char *function_specifier; /* inline or _Noreturn, when one was there */
    bool typed_before;              /* while reading: it was there before this word */
    bool typed;                     /* a type specifier was there */
    bool cut;                       /* the ';' behind a structure is missing: that was reported */
    bool wrong;                     /* the type is not known: that was reported */
    bool defines;                   /* struct, union or enum with a tag or body: may stand alone */
};
struct declarator {
    struct name *name;
    uint32_t loc, end;
    struct type *type;
    struct attributes attributes;
    struct symbol **params; /* of the outermost function declarator */
    uint32_t param_count;
    bool is_function;           /* written as one: NAME(...) */
    bool identifier_list;       /* K&R */
    bool suffix_seen;           /* [ ] or ( ) was read */
    unsigned array_quals;       /* within [ ] of a parameter */
    uint32_t array_marks;       /* where static or a qualifier stands in the outermost [ ], 0 for nowhere */
    struct symbol *param_scope; /* everything declared in the parameter list, to be entered again for the body */
    struct tag *param_tags;
};
bool starts_declaration(struct parser *p); /* looks at the next token */
bool starts_type_name(struct parser *p, const struct token *token);
void parse_specifiers(struct parser *p, struct specifiers *out, bool storage_allowed);
void parse_declarator(struct parser *p, struct type *base, struct declarator *out, bool abstract_allowed);
/* 6.7.3: complain of qualifiers that the type cannot have and take them away. */
void check_qualifiers(struct parser *p, const struct type *type, unsigned *quals, struct span span);
/* 6.7.6.2p1: static and qualifiers in [ ] are for parameters. */
void check_array_marks(struct parser *p, const struct declarator *d);
struct type *parse_type_name(struct parser *p);
struct type *parse_record_specifier(struct parser *p);
struct type *parse_enum_specifier(struct parser *p);
void parse_attributes(struct parser *p, struct attributes *out); /* any number of __attribute__ and [[ ]], also none */
/* The type that attribute mode makes of a type: of another width. */
struct type *type_of_mode(struct parser *p, struct type *type, const struct attributes *attributes, struct span span);
void attributes_merge(struct attributes *to, const struct attributes *from);
bool parse_alignas(struct parser *p, struct attributes *out);
/* 6.7.5p2, p4: _Alignas on what cannot have it (what: "a parameter"), or weaker than the type (what NULL). */
void check_alignas(struct parser *p, const struct attributes *attributes, const struct type *type, const char *what);
void parse_static_assert(struct parser *p);
void parse_external_declaration(struct parser *p);
/* A declaration in a block or for: appends its statements. */
struct statement_list {
    struct statement *first, *last;
};
void parse_local_declaration(struct parser *p, struct statement_list *list);
void parse_attributed_declaration(struct parser *p, const struct attributes *attributes, struct statement_list *list);
void statement_add(struct statement_list *list, struct statement *statement);
struct symbol *declare_implicit_function(struct parser *p, const struct token *token);
void finish_globals(struct parser *p);
const char *parse_asm_label(struct parser *p); /* asm("name") after a declarator, NULL for none */
void report_implicit(struct parser *p, const struct token *token, struct span span);
void report_unknown_member(struct parser *p, const struct type *record, const struct name *name, struct span span);
void check_variable_complete(struct parser *p, struct symbol *symbol);

/* ---- initialize.c ---- */
/* After '=': the initializer of an object; an array of unknown length gets its type completed. */
struct initializer *parse_initializer(struct parser *p, struct type **type, bool is_static);

/* ---- expression.c, postfix.c, primary.c ---- */
struct expr *parse_expression(struct parser *p); /* with commas */
struct expr *parse_assignment(struct parser *p);
struct expr *parse_conditional(struct parser *p);
struct expr *parse_unary(struct parser *p);
struct expr *parse_postfix(struct parser *p);
struct expr *parse_postfix_of(struct parser *p, struct expr *left); /* what follows a primary expression */
struct expr *parse_primary(struct parser *p);
struct expr *parse_compound_literal(struct parser *p, struct type *type, uint32_t start);
/* Constant expression with a value of an integer type; false, reported, when it is none. */
bool parse_constant(struct parser *p, int64_t *value, const char *what);
struct expr *parse_string(struct parser *p);

/* ---- call.c, builtin.c ---- */
struct expr *parse_call(struct parser *p, struct expr *function);
/* The same; convert false leaves the arguments as they are written. */
struct expr *parse_call_arguments(struct parser *p, struct expr *function, bool convert);
struct expr *parse_builtin_call(struct parser *p, struct symbol *symbol, const struct token *token);
void builtin_enter(struct parser *p);
/* What is known of a library function by its name. */
void attributes_of_library(struct symbol *symbol);
void check_format(struct parser *p, const struct symbol *function, struct expr **arguments, uint32_t count);

/* ---- statement.c, asm.c ---- */
bool is_statement_word(unsigned kind); /* whether a token of this kind is a keyword that begins a statement */
struct statement *parse_block(struct parser *p, bool own_scope);
struct statement *parse_function_body(struct parser *p);
struct label *label_get(struct parser *p, struct name *name, uint32_t loc);
struct label *label_jump(struct parser *p, struct name *name, struct span span); /* that is jumped to from here */
struct statement *statement_new(struct parser *p, enum statement_kind kind, uint32_t loc);
struct statement *parse_asm_statement(struct parser *p);
/* An automatic object or type of variable size was declared: jumps into its scope are errors. */
void note_variable_type(struct parser *p, const struct declarator *d);
bool parse_string_text(struct parser *p, const char **text); /* plain string literal, of asm and attributes */

/* ---- flow.c ---- */
bool statement_completes(const struct statement *statement); /* control can come to its end */
/* A statement of a block is followed by another one, which may be a case. */
void check_fallthrough(struct parser *p, const struct statement *before, uint32_t before_end,
                       const struct statement *label);

/* ---- build.c: expressions from their parts, checked and converted ---- */
struct expr *expr_new(struct parser *p, enum expr_op op, struct type *type, uint32_t loc);
struct expr *expr_bad(struct parser *p, struct span span);
struct expr *expr_integer(struct parser *p, struct type *type, int64_t value, struct span span);
struct expr *expr_real(struct parser *p, struct type *type, double value, struct span span);
struct expr *expr_one(struct parser *p, enum expr_op op, struct type *type, struct expr *left, struct span span);
struct expr *expr_two(struct parser *p, enum expr_op op, struct type *type, struct expr *left, struct expr *right,
                      struct span span);
struct expr *expr_text(struct parser *p, const char *text, struct span span); /* a string literal */
struct expr *expr_symbol(struct parser *p, struct symbol *symbol, struct span span);
/* Value of an expression: arrays and functions decay, lvalues are loaded. */
struct expr *expr_value(struct parser *p, struct expr *expr);
/* The same, and integers are promoted. */
struct expr *expr_promoted(struct parser *p, struct expr *expr);
/* Convert a value, no questions asked. */
struct expr *expr_convert(struct parser *p, struct expr *expr, struct type *type);
/* Convert as by assignment (6.5.16.1); what names the place in messages. */
struct expr *expr_assigned(struct parser *p, struct expr *expr, struct type *type, const char *what);
struct expr *expr_explicit_cast(struct parser *p, struct expr *expr, struct type *type, struct span span);
struct expr *expr_unary(struct parser *p, enum token_kind kind, struct expr *operand, struct span span);
struct expr *expr_binary(struct parser *p, enum token_kind kind, struct expr *left, struct expr *right, uint32_t loc);
struct expr *expr_assign(struct parser *p, enum token_kind kind, struct expr *left, struct expr *right, uint32_t loc);
struct expr *expr_increment(struct parser *p, struct expr *operand, bool down, bool post, struct span span);
struct expr *expr_conditional(struct parser *p, struct expr *condition, struct expr *first, struct expr *second,
                              uint32_t loc);
struct expr *expr_address(struct parser *p, struct expr *operand, struct span span);
struct expr *expr_deref(struct parser *p, struct expr *operand, struct span span);
struct expr *expr_member(struct parser *p, struct expr *record, struct name *name, struct span span);
struct expr *expr_index(struct parser *p, struct expr *left, struct expr *right, struct span span);
/* A value whose truth is asked for: a scalar. */
struct expr *expr_truth(struct parser *p, struct expr *expr, const char *what);
struct type *type_arithmetic(struct parser *p, struct type *a, struct type *b);
struct type *type_promoted(struct parser *p, struct type *type);
bool expr_is_null(const struct expr *expr); /* null pointer constant */
struct expr *expr_sizeof(struct parser *p, struct type *type, struct span span);
bool expr_has_effect(const struct expr *expr);
void expr_unused_value(struct parser *p, const struct expr *expr); /* warns */

/* ---- check.c: warnings about expressions ---- */
void check_comparison(struct parser *p, enum expr_op op, const struct expr *left, const struct expr *right,
                      struct span span);
void check_logical(struct parser *p, bool is_and, const struct expr *left, const struct expr *right, struct span span);
void check_truth(struct parser *p, const struct expr *value);    /* whose truth is asked for */
void check_element(struct parser *p, const struct expr *lvalue); /* that is read or written */
void check_size_division(struct parser *p, const struct expr *left, const struct expr *right, struct span span);
/* A call of the function of this name: memset and relatives. */
void check_memory_call(struct parser *p, const char *name, struct expr *const *arguments, uint32_t count);
/* A constant that a bit-field does not hold. */
void check_field_value(struct parser *p, const struct expr *value, const struct member *field);
void check_conversion(struct parser *p, const struct expr *expr, const struct type *to, const char *what);
void check_string_to(struct parser *p, const struct expr *expr, const struct type *to);
void check_cast_qualifiers(struct parser *p, const struct type *from, const struct type *to, struct span span);
void check_order(struct parser *p, const struct expr *expr); /* of the side effects of a full expression */

/* ---- fold.c ---- */
int64_t fold_wrap(const struct type *type, int64_t value); /* to the type's range */
/* The value of the operation on constants; NULL when the operands are not constant. */
struct expr *fold_binary(struct parser *p, enum expr_op op, struct type *type, struct expr *left, struct expr *right,
                         struct span span);
struct expr *fold_unary(struct parser *p, enum expr_op op, struct type *type, struct expr *operand, struct span span);
struct expr *fold_cast(struct parser *p, struct type *type, struct expr *operand, struct span span);
/* Truth of a constant: 0, 1, or -1 when it is not constant. */
int fold_truth(const struct expr *expr);

/* ---- symbols and data for the IR: gen/data.c ---- */
/* Tell the IR what became known after the symbol's first use: linkage, weakness. */
void symbol_finish_ir(struct parser *p, struct symbol *symbol);
struct ir_symbol *symbol_ir(struct parser *p, struct symbol *symbol);
void data_define(struct parser *p, struct symbol *symbol, struct initializer *initializer);
struct ir_symbol *string_ir(struct parser *p, struct string_literal *string);

/* ---- gen/function.c ---- */
void gen_function(struct parser *p, struct function *function);
/* ---- gen/describe.c: objects with linkage, for debuggers ---- */
void describe_globals(struct parser *p);

#endif
