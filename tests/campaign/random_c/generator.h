/* Random C programs without undefined or unspecified behaviour: what the parts of the generator share.
 *
 * A program is written straight to standard output, callee before caller. What is in reach of the function being
 * written is known as places (lvalues of arithmetic type), counters (of loops, with their range) and aggregates; they
 * are pushed when they are declared and forgotten by scope_leave(). Expressions have no side effects: calls in them are
 * of pure functions only, which change nothing beyond their own variables.
 */
#ifndef CAMPAIGN_RANDOM_C_GENERATOR_H
#define CAMPAIGN_RANDOM_C_GENERATOR_H

#include <stdbool.h>
#include <stddef.h>

/* Name, spelling, width in bits, sign, whether floating; the last six are those that expressions are computed in. */
#define TYPES(T)                                   \
    T(I8, "signed char", 8, true, false)           \
    T(U8, "unsigned char", 8, false, false)        \
    T(I16, "short", 16, true, false)               \
    T(U16, "unsigned short", 16, false, false)     \
    T(BOOL, "_Bool", 1, false, false)              \
    T(LONG, "long", 32, true, false)               \
    T(ULONG, "unsigned long", 32, false, false)    \
    T(I32, "int", 32, true, false)                 \
    T(U32, "unsigned", 32, false, false)           \
    T(I64, "long long", 64, true, false)           \
    T(U64, "unsigned long long", 64, false, false) \
    T(FLOAT, "float", 32, true, true)              \
    T(DOUBLE, "double", 64, true, true)

enum type {
#define T(name, spelling, width, is_signed, is_float) TYPE_##name,
    TYPES(T)
#undef T
        TYPE_COUNT
};

struct type_info {
    const char *name;
    int width;
    bool is_signed, is_float;
};

extern const struct type_info types[];

#define TEXT_MAX 80

/* text, or text[index]suffix when count > 0. Values lie in [-2^bits, 2^bits) or, unsigned, in [0, 2^bits). */
struct place {
    char text[TEXT_MAX], suffix[16];
    unsigned count;
    enum type type;
    int bits;
    bool readable, writable;
    bool is_global;      /* a pure function does not write it */
    bool is_addressable; /* a pointer of its type may lead to it */
};

struct counter {
    char name[16];
    int low, high; /* both included */
};

enum field_kind { FIELD_SCALAR, FIELD_BITS, FIELD_ARRAY, FIELD_AGGREGATE };

struct field {
    enum field_kind kind;
    enum type type;
    unsigned count; /* bits of a bit-field, elements of an array, number of an aggregate */
};

#define FIELDS_MAX 8

/* struct S<number> or union S<number>, with members m0, m1 ... */
struct aggregate {
    bool is_union;
    unsigned field_count;
    struct field fields[FIELDS_MAX];
};

struct variable { /* of an aggregate type */
    char text[TEXT_MAX];
    unsigned aggregate;
    bool is_global;
};

enum parameter_kind { PARAMETER_SCALAR, PARAMETER_AGGREGATE, PARAMETER_ARRAY };

struct parameter {
    enum parameter_kind kind;
    enum type type;
    int bits;       /* of a scalar: how large a value may be passed */
    unsigned count; /* elements of an array (const in pure functions), number of an aggregate */
};

#define PARAMETERS_MAX 10

struct function {
    char name[24];
    enum type result;
    int result_aggregate; /* its number, or -1 for an arithmetic result */
    unsigned parameter_count;
    struct parameter parameters[PARAMETERS_MAX];
    bool is_pure, is_variadic;
    const char *linkage; /* null: any */
    double cost;         /* about how many expressions it computes */
};

/* ---- main.c ---- */

extern unsigned program_seed;

unsigned pick(unsigned count); /* below count */
bool chance(unsigned percent);
unsigned between(unsigned low, unsigned high);
unsigned long long random_bits(void);
void out(const char *format, ...) __attribute__((format(printf, 1, 2)));
void line(const char *format, ...) __attribute__((format(printf, 1, 2))); /* indented, with a newline */
void start_line(void);
void open_block(const char *format, ...) __attribute__((format(printf, 1, 2))); /* with its brace */
void open_brace(void);                                                          /* on the line that has been started */
void close_block(void);

/* ---- scope.c: what can be named ---- */

struct scope {
    unsigned places, counters, variables;
};

struct scope scope_enter(void);
void scope_leave(struct scope outer);
unsigned new_name(void);                                          /* a number that no name has yet */
struct place *push_place(enum type type, const char *format, ...) /* read and written, not global */
    __attribute__((format(printf, 2, 3)));
void push_counter(const char *name, int low, int high);
/* The aggregate itself and its members. */
void push_variable(unsigned aggregate, bool is_global, const char *format, ...) __attribute__((format(printf, 3, 4)));
const struct place *some_place(bool (*fits)(const struct place *place)); /* null when none fits */
const struct place *place_at(unsigned index);
const struct counter *some_counter(int low, int high);                /* one whose values lie in the range, or null */
const struct variable *some_variable(int aggregate, bool local_only); /* -1: any; null when there is none */
void write_place(const struct place *place);                          /* with a valid index */

enum type any_type(void);
enum type integer_type(void);
enum type computing_type(void); /* one that expressions are computed in */
void make_aggregates(void);
unsigned aggregate_count(void);
const struct aggregate *aggregate_number(unsigned number);
const char *aggregate_name(unsigned number); /* "struct S1"; valid until called four more times */

/* ---- expr.c ---- */

/* Parenthesized, of a type that computes, in [-2^bits, 2^bits), or [0, 2^bits) for unsigned types. */
void expr(enum type type, int bits, int depth);
void full_expr(enum type type, int depth); /* any value of the type */
void condition(int depth);
void value(enum type type, int depth); /* what may be assigned to any place of the type */
void aggregate_value(unsigned number, int depth);
void constant(enum type type, int bits);
void arguments(const struct function *function, unsigned first, int depth); /* from the parameter of that number on */

/* ---- function.c: registry and shape of functions ---- */

extern bool function_is_pure; /* the one being written */

struct function *new_function(const char *prefix); /* name only; not callable yet */
void add_parameters(struct function *function, unsigned count);
void declare(const struct function *function, const char *ending); /* result, name, parameters */
void begin_function(struct function *function);  /* declares, opens the body, puts the parameters in scope */
void finish_function(struct function *function); /* ends its text */
void publish(const struct function *function);   /* from here on it can be called */
void return_value(const struct function *function, int depth);
void return_all(const struct function *function); /* what depends on all its variables */
void return_type(const struct function *function);
const struct function *some_function(bool pure,
                                     int result); /* of a type or any (-1), that may be called here, or null */
const struct function *some_aggregate_function(unsigned aggregate);
void charge(const struct function *function); /* for a call; null for a statement */
double enter_loop(double rounds);             /* what leave_loop() takes */
void leave_loop(double outer);
bool may_loop(double rounds);

/* ---- statement.c ---- */

void statements(unsigned count, int depth);
void locals(void); /* a few variables of all kinds */
/* Everything that was pushed since then: into the checksum, or into a new variable, which its number is returned of. */
void mix_places(struct scope since);
unsigned fold_places(struct scope since);

/* ---- idiom.c: functions that are about one thing ---- */

void make_plain(void);
void make_recursion(void);
void make_mutual_recursion(void);
void make_function_table(void);
void make_variadic(void);
void make_jumps(void);
void make_dispatch(void);
void make_variable_arrays(void);
void make_strings(void);
void make_restrict(void);
void make_tail_calls(void);
void make_folds(unsigned aggregate); /* make_S, fold_S */

#endif
