/* An object file in the making, shared by the assembler and the compiler's back end: sections, symbols, relocations,
 * source lines.  obj_finish settles branches and differences, obj_write gives the ELF32 bytes.
 *
 *     struct obj *obj = obj_new();
 *     unsigned text = obj_section(obj, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR);
 *     unsigned f = obj_symbol(obj, "f");
 *     obj_define(obj, f, text, obj_offset(obj, text));
 *     ...
 *     unsigned target = obj_label(obj);
 *     obj_reloc(obj, text, obj_offset(obj, text), R_PEACH_OFF16, target, 0);
 *     obj_put32(obj, text, word_of_beq);          the field is filled by obj_finish, far or near
 *     ...
 *     if (obj_finish(obj, report, context)) obj_write(obj, &bytes);
 *
 * Sections, symbols and files are known by number; 0 is no symbol.  All output is a function of the calls alone. */
#ifndef ASM_OBJ_H
#define ASM_OBJ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "asm/buf.h"
#include "asm/path_map.h"
#include "isa/elf.h" /* R_PEACH_*, SHT_*, SHF_*, STB_*, STT_* */

struct obj;

struct obj *obj_new(void);
void obj_free(struct obj *obj);

/* ---- Sections ---- */

/* The section of this name, created at need with this ELF type and flags (an existing one keeps its own). */
unsigned obj_section(struct obj *obj, const char *name, unsigned type, unsigned flags);

/* The same for names that everybody knows (.text* .rodata* .data* .bss* .tdata .tbss, .init_array, .debug_*), which
 * give type and flags. */
unsigned obj_section_named(struct obj *obj, const char *name);

/* The section of this name if there is one, else 0. */
unsigned obj_find_section(const struct obj *obj, const char *name);

/* Other flags for a section that is still empty. */
void obj_section_set_flags(struct obj *obj, unsigned section, unsigned flags);

/* Size of the entries of a SHF_MERGE section. */
void obj_section_entry_size(struct obj *obj, unsigned section, unsigned bytes);

const char *obj_section_name(const struct obj *obj, unsigned section);
unsigned obj_section_flags(const struct obj *obj, unsigned section);
unsigned obj_section_type(const struct obj *obj, unsigned section);
unsigned obj_section_count(const struct obj *obj);

/* Where the next byte goes. */
uint32_t obj_offset(const struct obj *obj, unsigned section);

/* Append.  To a SHT_NOBITS section only obj_reserve and obj_align. */
void obj_put8(struct obj *obj, unsigned section, uint8_t value);
void obj_put16(struct obj *obj, unsigned section, uint16_t value);
void obj_put32(struct obj *obj, unsigned section, uint32_t value);
void obj_put(struct obj *obj, unsigned section, const void *data, size_t size);
void obj_reserve(struct obj *obj, unsigned section, uint32_t bytes); /* zeros */

/* Overwrite (1 to 8 bytes; before obj_finish only) or read what is already written. */
void obj_patch(struct obj *obj, unsigned section, uint32_t offset, uint64_t value, unsigned bytes);
void obj_patch32(struct obj *obj, unsigned section, uint32_t offset, uint32_t value);
uint32_t obj_read32(const struct obj *obj, unsigned section, uint32_t offset);
uint8_t obj_read8(const struct obj *obj, unsigned section, uint32_t offset);

/* Pad to a multiple of align, a power of two, with fill (in a code section, when fill is 0 and the place is a word's,
 * with no-ops), and make the section's own alignment at least that. */
void obj_align(struct obj *obj, unsigned section, uint32_t align, uint8_t fill);

/* Pad up to this offset from the section's start; obj_finish reports it when the section has grown beyond. */
void obj_org(struct obj *obj, unsigned section, uint32_t offset, uint8_t fill);

/* ---- Symbols ---- */

/* The symbol of this name, created undefined at need.  Symbols whose name begins with ".L" stay out of the file. */
unsigned obj_symbol(struct obj *obj, const char *name);
unsigned obj_symbol_n(struct obj *obj, const char *name, size_t length);

/* The symbol of this name if there is one, else 0. */
unsigned obj_find_symbol(const struct obj *obj, const char *name, size_t length);

/* A new symbol without a name, for a label of one's own; never written to the file. */
unsigned obj_label(struct obj *obj);

/* The symbol of a section's start. */
unsigned obj_section_symbol(struct obj *obj, unsigned section);

/* Define at an offset of a section, or as a number.  False when it is already defined. */
bool obj_define(struct obj *obj, unsigned symbol, unsigned section, uint32_t offset);
bool obj_define_absolute(struct obj *obj, unsigned symbol, uint32_t value);

/* Binding (STB_LOCAL, STB_GLOBAL, STB_WEAK; a symbol starts local when defined here, global when not), type (STT_*),
 * size in bytes, or size up to another symbol's place as it is in the end.  An object in a SHF_TLS section is STT_TLS
 * anyway. */
void obj_bind(struct obj *obj, unsigned symbol, unsigned binding);
void obj_set_type(struct obj *obj, unsigned symbol, unsigned type);
void obj_set_size(struct obj *obj, unsigned symbol, uint32_t bytes);
void obj_set_size_to(struct obj *obj, unsigned symbol, unsigned end);

/* Make `alias` the same place as `symbol` (which may be defined later, in this object) with its type and size. */
void obj_alias(struct obj *obj, unsigned alias, unsigned symbol);

/* What is known of a symbol now.  Offsets change in obj_finish when branches grow. */
enum obj_where { OBJ_UNDEFINED, OBJ_ABSOLUTE, OBJ_IN_SECTION };
struct obj_symbol_info {
    const char *name; /* NULL for a label */
    enum obj_where where;
    unsigned section, binding, type;
    uint32_t value, size;
};
struct obj_symbol_info obj_symbol_info(const struct obj *obj, unsigned symbol);

/* b - a when it is already certain: both in one section and no branch between them that might grow. */
bool obj_distance(const struct obj *obj, unsigned section, uint32_t a, uint32_t b, uint32_t *distance);

/* ---- Relocations ---- */

/* The field at this offset is to be filled with symbol + addend as `type` says.  obj_finish fills what it can itself:
 * branches, jumps and addpc within the section.  An OFF16 or OFF12 branch that cannot reach becomes its opposite around
 * a j. */
void obj_reloc(struct obj *obj, unsigned section, uint32_t offset, enum peach_reloc type, unsigned symbol,
               int32_t addend);

/* The 1, 2 or 4 bytes at this offset are to be plus - minus + addend. */
void obj_difference(struct obj *obj, unsigned section, uint32_t offset, unsigned bytes, unsigned plus, unsigned minus,
                    int32_t addend);

/* ---- Source lines ---- */

/* How files and the unit's folder are named in what is written; must outlive obj. */
void obj_map_paths(struct obj *obj, const struct path_map *paths);

/* Number of a source file for obj_line and .debug_line, from 1, in order of first mention. */
unsigned obj_file(struct obj *obj, const char *name);

/* What is appended from here on comes from this line; also the position that obj_finish's errors give.  Line 0 ends a
 * run.  flags say what a debugger may do there: stop as at the start of a statement; stop for a breakpoint on the
 * function, whose frame is set up. */
enum obj_line_flag { OBJ_LINE_STATEMENT = 1, OBJ_LINE_PROLOGUE_END = 2 };
void obj_line(struct obj *obj, unsigned section, unsigned file, unsigned line, unsigned column, unsigned flags);

/* Who describes the unit that the lines belong to: whoever calls writes .debug_info himself, or a unit without more
 * than its name is wanted, of an assembler or a C source. */
enum obj_unit { OBJ_UNIT_OWN, OBJ_UNIT_ASSEMBLER, OBJ_UNIT_C };

/* Write .debug_line (DWARF 5) in obj_finish from the recorded lines.  name is the main source's, directory the place
 * where it was compiled ("" to leave it out). */
void obj_want_lines(struct obj *obj, const char *name, const char *directory, enum obj_unit unit);

/* The section .debug_line, for references to it. */
unsigned obj_line_section(struct obj *obj);

/* What is to write debugging sections of its own (OBJ_UNIT_OWN): called by obj_finish when all offsets are final; may
 * append to sections that hold no code. */
void obj_before_finish(struct obj *obj, void (*write)(void *context, struct obj *obj), void *context);

/* ---- Call frames ---- */

/* How a frame is found again from here on (DWARF 5, 6.4.2): the CFA is a register + offset, and registers were saved at
 * an offset from the CFA. */
enum obj_frame_op {
    FRAME_DEF_CFA, /* register, offset */
    FRAME_CFA_REGISTER,
    FRAME_CFA_OFFSET,
    FRAME_OFFSET, /* register, offset from the CFA where it is saved, a multiple of 4 */
    FRAME_RESTORE,
    FRAME_UNDEFINED,
    FRAME_SAME_VALUE,
    FRAME_REMEMBER,
    FRAME_RECALL,
};

/* A function begins here, with the CFA in sp; what is appended from here on finds its frame so; it ends here.  All of
 * them go to .debug_frame in obj_finish. */
void obj_frame_begin(struct obj *obj, unsigned section);
void obj_frame(struct obj *obj, unsigned section, enum obj_frame_op op, unsigned reg, int32_t offset);
void obj_frame_end(struct obj *obj, unsigned section);

/* ---- Finishing ---- */

struct obj_error {
    const char *what;   /* "branch target is out of range" ...; what to do is part of it */
    const char *symbol; /* concerned, or NULL */
    unsigned section;
    uint32_t offset;
    const char *file; /* last obj_line before the place, or NULL */
    unsigned line, column;
};

/* Lengthen the branches that need it: after this offsets are final and nothing but patches, relocations and differences
 * may be added.  obj_finish begins with it, unless it has been done. */
void obj_settle(struct obj *obj, void (*report)(void *context, const struct obj_error *error), void *context);

/* Settle everything; nothing may be appended afterwards.  False when there were errors, each given to report. */
bool obj_finish(struct obj *obj, void (*report)(void *context, const struct obj_error *error), void *context);

/* Append the ELF32 relocatable file to out.  After obj_finish. */
void obj_write(const struct obj *obj, struct buf *out);

#endif
