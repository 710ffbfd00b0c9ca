/* C types (C11 6.2.5) with the layout of docs/abi.md.
 *
 * A type is a struct; a qualified version is another one that shares what hangs below.  Equal pointers are equal types;
 * the reverse does not hold: ask type_compatible. */
#ifndef CC_FRONT_TYPE_H
#define CC_FRONT_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

struct name;
struct expr;
struct symbol;

enum type_kind {
    TYPE_VOID,
    TYPE_BOOL,
    TYPE_CHAR,
    TYPE_SCHAR,
    TYPE_UCHAR,
    TYPE_SHORT,
    TYPE_USHORT,
    TYPE_INT,
    TYPE_UINT,
    TYPE_LONG,
    TYPE_ULONG,
    TYPE_LLONG,
    TYPE_ULLONG,
    TYPE_FLOAT,
    TYPE_DOUBLE,
    TYPE_LDOUBLE,
    TYPE_BASIC_COUNT,
    TYPE_ENUM = TYPE_BASIC_COUNT,
    TYPE_POINTER,
    TYPE_ARRAY,
    TYPE_FUNCTION,
    TYPE_STRUCT,
    TYPE_UNION,
};

enum qualifier { QUAL_CONST = 1, QUAL_VOLATILE = 2, QUAL_RESTRICT = 4, QUAL_ATOMIC = 8 };

struct member {
    struct member *next;
    struct name *name; /* NULL: anonymous struct or union, or unnamed bit-field */
    struct type *type;
    uint32_t loc;
    uint32_t offset_bytes; /* of a bit-field: of its unit */
    uint8_t bit_offset, bit_width;
    bool is_bit_field;
    bool misaligned; /* lies where its type's alignment does not promise (packed) */
};

/* Where each name of a record with many members is found, those of anonymous members too. */
struct member_entry {
    const struct member *member;
    uint32_t offset_bytes; /* of the anonymous members around it */
};

struct record {
    struct name *tag;
    uint32_t loc;
    struct member *first, *last;
    uint32_t size_bytes, align;
    bool begun, complete, packed; /* begun: its '{' was read */
    struct member_entry *index; /* a hash table by name, NULL while there are few members */
    uint32_t index_count, index_mask;
    struct type *flexible; /* of the last member when it is an array without length, else NULL */
    bool const_member, union_member; /* at any depth */
    uint16_t alias_number;  /* 0: not given yet */
    uint32_t debug;         /* its description, 0: none yet */
    struct record *waiting; /* the next one whose members are not described yet */
};

struct enumerator {
    struct enumerator *next;
    struct name *name;
    int64_t value;
};

struct enumeration {
    struct enumerator *first, *last;
    struct name *tag;
    uint32_t loc;
    struct type
        *integer; /* int or unsigned int; or the type given (C23), which then is the enumeration's in all respects */
    bool begun, complete, typed; /* begun: its '{' was read */
    uint32_t debug; /* its description, 0: none yet */
};

struct function_type {
    struct type **params;
    uint32_t param_count;
    bool variadic;
    bool prototype; /* false: declared with () or K&R */
};

struct type {
    uint8_t kind;        /* enum type_kind */
    uint8_t quals;       /* enum qualifier */
    bool unsigned_char;  /* of char: it has no sign (-funsigned-char) */
    bool complete_array; /* its length is known */
    uint32_t align;      /* bytes; of a record: 0, see record */
    uint32_t size_bytes;
    struct type *base;                    /* pointed to, element, result */
    struct type *plain;                   /* without qualifiers and name; itself when it has none */
    struct type *variants, *next_variant; /* of a plain type: its qualified versions */
    struct type *pointer;                 /* to this, when somebody asked */
    uint32_t length;                      /* of an array */
    uint32_t debug;                       /* its description for debuggers, 0: none yet */
    const struct symbol *name;            /* the typedef that it goes by, or NULL */
    struct type *named;                   /* what that is a name of */
    struct symbol *vla_size;              /* variable length: hidden variable that holds the size in bytes */
    struct expr *vla_length;
    union {
        struct record *record;
        struct enumeration *enumeration;
        struct function_type *function;
    };
};

/* The basic types, and the making of others. */
struct types {
    struct arena *arena;
    struct type *basic[TYPE_BASIC_COUNT];
};

void types_init(struct types *types, struct arena *arena, bool unsigned_char);

struct type *type_basic(struct types *types, enum type_kind kind);
struct type *type_pointer(struct types *types, struct type *to);
struct type *type_array(struct types *types, struct type *element, uint32_t length);
struct type *type_array_incomplete(struct types *types, struct type *element);
struct type *type_function(struct types *types, struct type *result, struct function_type *function);
struct type *type_record(struct types *types, bool is_union, struct record *record);
struct type *type_enum(struct types *types, struct enumeration *enumeration);

/* With these qualifiers added (an array's go to its elements); exactly these; none. */
struct type *type_qualified(struct types *types, struct type *type, unsigned quals);
struct type *type_plain(struct type *type);

/* A copy of the type that goes by the name of a typedef, for debuggers. */
struct type *type_named(struct types *types, struct type *type, const struct symbol *name);

/* A copy of the type with another alignment. */
struct type *type_aligned(struct types *types, struct type *type, uint32_t align);

uint32_t type_size(const struct type *type);
uint32_t type_align(const struct type *type);
bool type_complete(const struct type *type);
/* Has a size that is known only when the program runs. */
bool type_variable(const struct type *type);

bool type_is_integer(const struct type *type); /* also _Bool and enumerations */
bool type_is_floating(const struct type *type);
bool type_is_arithmetic(const struct type *type);
bool type_is_scalar(const struct type *type);
bool type_is_record(const struct type *type);
bool type_is_lock_free(const struct type *type); /* atomic operations on it are the machine's own */
bool type_is_signed(const struct type *type);    /* of an integer type */
bool type_has_union(const struct type *type);    /* it is one, or has one as a member or element at any depth */
bool type_is_character(const struct type *type);
bool type_is_void_pointer(const struct type *type);
bool type_is_function_pointer(const struct type *type);
/* Bits of value of an integer type. */
unsigned type_bits(const struct type *type);
/* 6.3.1.1 */
unsigned type_rank(const struct type *type);

/* 6.2.7; qualifiers at the top count. */
bool type_compatible(const struct type *a, const struct type *b);
/* The composite of two compatible types. */
struct type *type_composite(struct types *types, struct type *a, struct type *b);

/* The member of this name, looked for in anonymous members too; *offset_bytes is the sum of their offsets. */
const struct member *type_member(const struct type *record, const struct name *name, uint32_t *offset_bytes);

/* A member was added: enter it, and what it brings when it is anonymous, into the record's index when it has one. */
void type_index_member(struct types *types, struct record *record, const struct member *member);

/* The type as C writes it, into buffer, always ended; returns buffer. */
enum { TYPE_TEXT_MAX = 200 };
char *type_text(const struct type *type, char buffer[TYPE_TEXT_MAX]);

#endif
