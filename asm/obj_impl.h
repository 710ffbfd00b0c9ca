/* What the files obj*.c share: the inside of struct obj. */
#ifndef ASM_OBJ_IMPL_H
#define ASM_OBJ_IMPL_H

#include "names.h"
#include "obj.h"
#include "path_map.h"

/* A field to be filled.  bytes is 0 for a relocation, else the width of a difference. */
struct fixup {
    uint32_t offset;
    uint8_t type; /* enum peach_reloc */
    uint8_t bytes;
    unsigned symbol, minus;
    int32_t addend;
};

/* Padding: up to a multiple of align, or (align 0) up to an offset. */
struct pad {
    uint32_t offset, length;
    uint32_t align, target;
    uint8_t fill;
};

struct line {
    uint32_t offset;
    unsigned file, line, column; /* line 0: from here on no line is known */
    unsigned flags;              /* enum obj_line_flag */
};

/* What obj_frame records. */
struct frame_row {
    uint32_t offset;
    uint8_t op; /* enum obj_frame_op, or one of the two: */
    uint8_t reg;
    int32_t value;
};
#define FRAME_BEGIN 254
#define FRAME_END   255

struct section {
    char *name;
    unsigned type, flags, entry_bytes, symbol;
    uint32_t align;
    struct buf bytes;     /* empty for SHT_NOBITS */
    uint32_t reserved;    /* size of a SHT_NOBITS section */
    struct fixup *fixups; /* sorted by offset once obj_finish has begun */
    size_t fixup_count, fixup_capacity;
    struct pad *pads;
    size_t pad_count, pad_capacity;
    struct line *lines;
    size_t line_count, line_capacity;
    struct frame_row *frames;
    size_t frame_count, frame_capacity;
    uint32_t *branches; /* offsets of the branches that may have to grow, sorted */
    size_t branch_count, branch_capacity;
};

struct symbol {
    char *name; /* NULL: a label */
    enum obj_where where;
    uint8_t binding, type;
    bool bound; /* the binding was asked for */
    bool kept;  /* written to the symbol table */
    unsigned section;
    uint32_t value;
    size_t pads; /* of its section, how many stand before it */
    uint32_t size;
    unsigned size_end; /* the symbol up to which it extends, or 0 */
    unsigned alias_of; /* or 0 */
    unsigned index;    /* in the written table */
};

struct obj {
    struct section *sections; /* [0] unused */
    size_t section_count, section_capacity;
    struct symbol *symbols; /* [0] unused */
    size_t symbol_count, symbol_capacity;
    char **files; /* [0] is file 1 */
    size_t file_count, file_capacity;
    struct names section_names, symbol_names, file_names;
    unsigned line_section;
    bool want_lines;
    enum obj_unit unit_kind;
    void (*write_debug)(void *context, struct obj *obj);
    void *write_debug_context;
    bool settled, failed; /* obj_settle is done; it reported an error */
    char *unit, *directory;
    const struct path_map *paths; /* how files are named in what is written, or NULL */
};

/* The number of bytes that a section has. */
uint32_t section_size(const struct section *section);

/* The symbol that this one is after following aliases (which obj_alias keeps free of circles). */
unsigned symbol_resolve(const struct obj *obj, unsigned symbol);

/* Bytes of padding, appended at a place of a section. */
void pad_write(const struct section *section, struct buf *bytes, uint8_t fill, uint32_t length);

/* Report an error at a place of a section. */
struct obj_reporter {
    void (*report)(void *context, const struct obj_error *error);
    void *context;
    bool failed;
};
void obj_complain(const struct obj *obj, struct obj_reporter *reporter, unsigned section, uint32_t offset,
                  const char *what, const char *symbol);

/* Lengthen the branches of a section that cannot reach and move everything behind them (obj_relax.c). */
void obj_relax(struct obj *obj, unsigned section, struct obj_reporter *reporter);

/* Append the recorded call frames as .debug_frame (obj_frame.c). */
void obj_write_frames(struct obj *obj);

/* Append a file's name as it is to be recorded. */
void obj_put_path(const struct obj *obj, struct buf *bytes, const char *path);

/* Append the recorded lines as .debug_line (obj_line.c), and the unit's .debug_info when wanted (obj_unit.c). */
void obj_write_lines(struct obj *obj);
void obj_write_unit(struct obj *obj);

/* Code, and not empty. */
bool section_is_code(const struct section *section);

#endif
