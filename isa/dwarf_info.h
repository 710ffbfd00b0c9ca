/* Reader of DWARF 5 debugging information in an executable: which functions and variables a place in the code belongs
 * to, what their types are, and where their values are.
 *
 * The ELF bytes are borrowed and must outlive the reader.  They are untrusted: units that do not hold together say
 * nothing, or less. */
#ifndef ISA_DWARF_INFO_H
#define ISA_DWARF_INFO_H

#include "isa/elf_file.h"

struct dwarf_info;

/* A reader for an open executable; NULL when memory is short.  Without debugging information it knows nothing. */
struct dwarf_info *dwarf_info_new(const struct elf_file *file);
void dwarf_info_free(struct dwarf_info *info);

/* ---- Functions ---- */

/* A function, or an inlined copy of one. */
struct dwarf_function {
    const char *name;
    bool is_inlined;
    uint32_t call_line; /* of an inlined copy: in what it is part of */
    uint32_t low_pc;    /* of a function with code of its own */
    uint32_t entry;     /* its place in .debug_info */
};

/* The functions that a place in the code belongs to, the innermost first, `max` at most.  The last one is not
 * inlined.  Returns how many. */
size_t dwarf_info_functions(const struct dwarf_info *info, uint32_t pc, struct dwarf_function *out, size_t max);

/* ---- Types ---- */

enum dwarf_kind {
    DWARF_KIND_VOID,
    DWARF_KIND_SIGNED,
    DWARF_KIND_UNSIGNED,
    DWARF_KIND_BOOLEAN,
    DWARF_KIND_CHARACTER,
    DWARF_KIND_FLOAT,
    DWARF_KIND_POINTER,
    DWARF_KIND_ARRAY,
    DWARF_KIND_RECORD,
    DWARF_KIND_ENUM,
    DWARF_KIND_FUNCTION,
};

/* A type without names and qualifiers around it. */
struct dwarf_type {
    enum dwarf_kind kind;
    uint32_t size_bytes; /* 0: not known */
    const char *name;    /* of the type itself; "" without */
    uint32_t of;         /* pointed to, element, result: a type, 0 for void */
    uint32_t count;      /* array: elements of the first dimension, 0 when not known */
};

/* Look at a type, given by its place in .debug_info; 0 is void. */
struct dwarf_type dwarf_info_type(const struct dwarf_info *info, uint32_t type);

/* Members of a record in order; `each` returns false to stop.  bit_width is 0 for what is no bit-field. */
struct dwarf_member {
    const char *name;
    uint32_t type, offset_bytes, bit_offset, bit_width;
};
void dwarf_info_members(const struct dwarf_info *info, uint32_t type,
                        bool (*each)(void *context, const struct dwarf_member *member), void *context);

/* The type as C writes it, without what declarators add behind a name: "const struct node *".  Length as snprintf. */
int dwarf_info_type_text(const struct dwarf_info *info, uint32_t type, char *buffer, size_t size);

/* ---- Variables ---- */

struct dwarf_variable {
    const char *name;
    bool is_parameter, is_hidden;
    uint32_t level; /* which of dwarf_info_functions it belongs to; UINT32_MAX: file scope */
    uint32_t line;  /* of its declaration */
    uint32_t type;
    const uint8_t *location; /* the expression that holds at the place asked about */
    size_t location_bytes;   /* 0: the variable is nowhere there */
};

/* Call `each` for the variables that are visible at a place in the code, those of inner scopes first, and for those of
 * file scope of its unit at the end; it returns false to stop. */
void dwarf_info_variables(const struct dwarf_info *info, uint32_t pc,
                          bool (*each)(void *context, const struct dwarf_variable *variable), void *context);

#endif
