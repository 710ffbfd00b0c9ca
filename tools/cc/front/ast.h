/* The syntax tree: expressions and statements, typed, with every conversion explicit. */
#ifndef CC_FRONT_AST_H
#define CC_FRONT_AST_H

#include "base/intern.h"
#include "base/report.h"
#include "front/type.h"
#include "ir.h"

/* ---- Symbols: what an ordinary identifier means ---- */

enum symbol_kind { SYMBOL_TYPEDEF, SYMBOL_OBJECT, SYMBOL_FUNCTION, SYMBOL_CONSTANT };
enum linkage { LINKAGE_NONE, LINKAGE_INTERNAL, LINKAGE_EXTERNAL };

struct attributes {
    uint32_t align;         /* 0: not given */
    uint32_t alignas_at;    /* where _Alignas stands, 0 for nowhere */
    uint32_t alignas_bytes; /* the strictest that it asks for */
    const char *section, *alias, *assembler_name;
    struct symbol *cleanup;
    uint32_t format_string, format_first;               /* argument numbers from 1; 0: no format function */
    uint32_t nonnull;                                   /* bit n: argument n must not be null */
    const char *mode;                                   /* of attribute mode: "QI" ... */
    uint32_t constructor_priority, destructor_priority; /* 0: not given; lower ones are constructed first */
    bool format_scanf;
    bool packed, weak, used, unused, noreturn, pure, constant, noinline, always_inline, constructor, destructor,
        deprecated, naked, cold, gnu_inline, returns_twice, warn_unused_result, fallthrough;
};

struct symbol {
    struct name *name;
    struct symbol *outer;     /* what the name meant before */
    struct symbol *next_here; /* declared before it in the same scope */
    struct type *type;
    uint32_t loc;
    uint32_t scope;  /* depth: 0 is the file */
    uint8_t kind;    /* enum symbol_kind */
    uint8_t linkage; /* enum linkage */
    bool is_static;  /* storage of static duration */
    bool is_thread, is_extern, is_inline, is_register, is_parameter;
    bool declared; /* an object with linkage: some declaration was read */
    bool defined, tentative, used, assigned, implicit;
    bool wrong;                /* stands for an unknown name, so that it is reported once */
    bool array_parameter;      /* declared as an array, is a pointer */
    struct expr *array_length; /* that a parameter of variable length was given: evaluated for its effects */
    bool extern_inline_wanted; /* some declaration of an inline function lacks inline or has extern */
    int8_t reg;                /* register of a GNU register variable, -1 for none */
    int64_t value;             /* of an enumeration constant */
    struct expr *constant;     /* value of a constexpr object of scalar type, else NULL */
    uint16_t builtin;          /* which built-in function it is, 0 for none */
    struct attributes attributes;
    struct ir_symbol *ir; /* with static storage, or a function */
    struct ir_slot *slot; /* of an automatic object */
    bool slot_is_address; /* the slot holds the object's address: variable-length array, large parameter */
    int32_t flow_number;  /* gen/uninitialized.c */
    bool flow_reported;
    struct symbol *next_global;
    uint32_t debug;         /* description of a variable, 0: none */
    struct symbol *aliased; /* another scope's view of this object or function with linkage */
};

struct tag {
    struct name *name;
    struct tag *outer, *next_here;
    struct type *type;
    uint32_t loc, scope;
};

/* ---- Expressions ---- */

enum expr_op {
    EXPR_BAD,     /* after an error that was reported; type int */
    EXPR_INTEGER, /* integer: the value, extended as its type is signed or not; left: the operand of sizeof that it was
                   */
    EXPR_REAL,
    EXPR_STRING,   /* lvalue: string */
    EXPR_SYMBOL,   /* lvalue or function: symbol */
    EXPR_COMPOUND, /* lvalue: compound literal: symbol with its initializer */
    EXPR_MEMBER,   /* left.member at offset; lvalue when left is */
    EXPR_DEREF,    /* lvalue *left */
    EXPR_ADDRESS,  /* &left; of arrays too, when they decay */
    EXPR_LOAD,     /* the value of the lvalue left */
    EXPR_LABEL,    /* &&label */
    EXPR_NEG,
    EXPR_NOT,
    EXPR_LOGICAL_NOT,
    EXPR_CAST,
    EXPR_ADD,
    EXPR_SUB,
    EXPR_MUL,
    EXPR_DIV,
    EXPR_MOD,
    EXPR_AND,
    EXPR_OR,
    EXPR_XOR,
    EXPR_SHL,
    EXPR_SHR, /* left and right of
the result's type; a shift's right is an int */
    EXPR_EQ,
    EXPR_NE,
    EXPR_LT,
    EXPR_LE,
    EXPR_GT,
    EXPR_GE, /* operands of one type */
    EXPR_LOGICAL_AND,
    EXPR_LOGICAL_OR,
    EXPR_POINTER_ADD, /* left + right elements; EXPR_POINTER_SUB: minus */
    EXPR_POINTER_SUB,
    EXPR_POINTER_DIFF, /* in elements */
    EXPR_ASSIGN,       /* left = right */
    EXPR_ASSIGN_OP,    /* left = (left operation right), computed in operand_type */
    EXPR_POST_OP,      /* the same, but the value is the old one */
    EXPR_CONDITIONAL,  /* left ? right : third; right NULL: GNU's left ?: third */
    EXPR_COMMA,
    EXPR_CALL,      /* left is the function's address */
    EXPR_BUILTIN,   /* builtin with arguments */
    EXPR_VA_ARG,    /* left: address of the va_list */
    EXPR_STATEMENT, /* ({ ... }) */
    EXPR_VLA_SIZE,  /* size of a type known when the program runs: sized */
};

enum expr_flag {
    EXPR_PARENTHESES = 1,
    EXPR_LVALUE = 2,
    EXPR_IMPLICIT = 4,       /* made by the compiler, not written */
    EXPR_WAS_COMPARISON = 8, /* a constant that is a comparison's result */
};

struct string_literal {
    const uint8_t *bytes;
    uint32_t length; /* elements without the zero */
    uint8_t width;
    struct ir_symbol *ir;
};

struct expr {
    uint8_t op;        /* enum expr_op */
    uint8_t flags;     /* enum expr_flag */
    uint8_t operation; /* enum expr_op of an assignment with operation */
    uint16_t height;   /* of the tree */
    bool was_used;     /* of a name: its object was used before */
    uint32_t loc, start, end;
    struct type *type;
    struct expr *left, *right;
    union {
        int64_t integer;
        double real;
        struct symbol *symbol;
        struct string_literal *string;
        struct expr *third;
        struct type *operand_type;
        struct label *label;
        struct type *sized;
        struct {
            const struct member *member;
            uint32_t offset_bytes;
        };
        struct {
            struct expr **arguments;
            uint32_t argument_count;
            uint16_t builtin;
        };
        struct {
            struct statement *body;
            struct expr *value; /* of the last expression statement, NULL for void */
        };
    };
    struct initializer *initializer; /* of a compound literal */
};

/* An initialized piece of an object, in order of writing: later ones win. */
struct initializer {
    struct initializer *next;
    struct expr *value; /* NULL: zero, whatever was there before */
    uint32_t offset_bytes;
    struct type *type;          /* of the piece */
    const struct member *field; /* a bit-field, or NULL */
    uint32_t repeat, stride;    /* the same value so many times in all, at these distances; repeat 0: once */
};

/* ---- Statements ---- */

enum statement_kind {
    STATEMENT_EXPRESSION,
    STATEMENT_BLOCK,
    STATEMENT_IF,
    STATEMENT_WHILE,
    STATEMENT_DO,
    STATEMENT_FOR,
    STATEMENT_SWITCH,
    STATEMENT_CASE,
    STATEMENT_DEFAULT,
    STATEMENT_LABEL,
    STATEMENT_GOTO,
    STATEMENT_COMPUTED_GOTO,
    STATEMENT_BREAK,
    STATEMENT_CONTINUE,
    STATEMENT_RETURN,
    STATEMENT_DECLARATION,
    STATEMENT_ASM,
    STATEMENT_VLA,
};

struct label {
    struct label *next;
    struct name *name;
    uint32_t loc;
    const struct vla_mark *mark; /* of where it stands */
    bool defined, used, address_taken;
    struct ir_block *block;
    const struct scope_exit *exits; /* what is due where the scopes around it are left */
};

struct statement {
    struct statement *next; /* in a block */
    uint8_t kind;           /* enum statement_kind */
    bool fallthrough;       /* attribute of an empty statement */
    bool exhaustive;        /* a switch that has a case for each constant of its enumeration */
    bool has_initializer;
    uint32_t loc, end;
    struct expr *expr, *step; /* condition or value; step of a for */
    struct statement *init, *body, *otherwise;
    union {
        struct label *label;
        struct symbol *symbol; /* declared object */
        struct asm_statement *assembly;
        struct type *sized; /* STATEMENT_VLA: the type whose size is to be worked out */
        struct {
            int64_t low, high; /* case */
            struct statement *next_case;
            struct ir_block *block;
        };
        struct {
            struct statement *cases; /* switch: in order of writing */
            struct statement *last_case, *default_case;
            uint32_t case_count;
        };
    };
    struct initializer *initializer; /* of a declared object */
};

struct asm_operand {
    struct asm_operand *next;
    const char *name, *constraint; /* the whole constraint, with = + & */
    struct expr *expr;
};

/* A label that asm goto may jump to. */
struct asm_target {
    struct asm_target *next;
    struct label *label;
};

struct asm_statement {
    const char *text;
    struct asm_operand *outputs, *inputs;
    uint32_t output_count, input_count;
    struct asm_target *targets; /* of asm goto */
    uint32_t loc;
    uint32_t clobbers;
    bool memory, is_volatile;
};

/* A function to generate code for. */
struct function {
    struct symbol *symbol;
    struct symbol **params;
    uint32_t param_count;
    struct statement *body;
    struct label *labels, *last_label;
    uint32_t loc, end;
};

#endif
