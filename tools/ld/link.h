/* The data of a link, and its passes in the order in which main runs them.
 *
 *     input    objects, archives -> objects, symbols     (archive members come in when a symbol asks for them)
 *     common   COMMON symbols get a place in .bss
 *     gc       sections that nothing reaches are dropped
 *     layout   input sections -> output sections -> addresses, segments, file offsets
 *     provide  the linker's own symbols (etext, __bss_start ...), --defsym
 *     relocate the bytes of the output, every reference filled in or reported
 *     write    ELF executable or flat binary, map
 *
 * Everything is kept in arrays in order of first appearance, so that the same input gives the same bytes.  Errors are
 * reported through tools/lib/tool.h; a pass that reports any ends the link, nothing is written. */
#ifndef TOOLS_LD_LINK_H
#define TOOLS_LD_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "isa/elf_file.h"
#include "tools/lib/archive.h"
#include "tools/lib/file.h"
#include "tools/lib/strmap.h"

#define LINK_PAGE_BYTES   4096u
#define LINK_DEFAULT_BASE 0x00010000u
#define LINK_SEGMENTS_MAX 16

/* ---- Input ---- */

struct object;
struct output;
struct symbolizer;

/* A section of an input file, or one that the linker makes (a COMMON symbol's place). */
struct section {
    struct object *object;
    const char *name;
    uint32_t type, flags, align, size; /* align is a power of two */
    const uint8_t *data;               /* NULL without bytes in the file */
    unsigned index;                    /* in the object */
    unsigned rela;                     /* index of its relocation section, 0 without */
    unsigned order;                    /* appearance, over all objects */
    bool live;                         /* not dropped by gc */
    struct output *out;                /* NULL when it is not part of the output */
    uint32_t offset;                   /* in the output section */
};

enum symbol_kind {
    SYMBOL_UNDEFINED,
    SYMBOL_LAZY, /* an archive member would define it */
    SYMBOL_DEFINED,
    SYMBOL_ABSOLUTE,
    SYMBOL_COMMON,
};

/* A global symbol (one for each name), or a local one of an object. */
struct symbol {
    const char *name;
    enum symbol_kind kind;
    uint8_t binding, type, visibility; /* STB_, STT_, STV_; binding of an undefined one: the strongest reference */
    bool referenced;                   /* by an object, or by the command line */
    struct object *object;             /* that defines it; NULL for the linker's own */
    struct object *asker;              /* that refers to it first; NULL: none, or the command line */
    struct section *section;           /* of SYMBOL_DEFINED */
    uint32_t value, size;              /* offset in the section, or the number, or a COMMON symbol's alignment */
    struct library *library;           /* of SYMBOL_LAZY */
    size_t member;                     /* ... offset of the member */
    unsigned reports;                  /* undefined references reported so far */
};

struct object {
    char *name; /* "x.o" or "libc.a(printf.o)" */
    struct elf_file elf;
    struct section *sections; /* by ELF index */
    unsigned section_count;
    struct symbol **symbols; /* by ELF index */
    struct symbol *locals;   /* storage of those that are local */
    unsigned symbol_count;
    struct symbolizer *symbolizer;   /* for messages, made at need */
    const struct symbol *wanted_for; /* what an archive member was taken for; NULL for other objects */
};

struct library {
    char *name;
    struct archive archive;
    size_t *loaded; /* offsets of members that are part of the link, in order */
    size_t loaded_count, loaded_capacity;
};

/* ---- Output ---- */

/* An output section. */
struct output {
    const char *name;
    uint32_t type, flags, align;
    struct section **inputs;
    size_t input_count, input_capacity;
    uint64_t size;
    uint32_t address, file_offset;
    bool address_given;
    unsigned rank;   /* place in the layout */
    unsigned number; /* section index in the file */
    uint8_t *bytes;  /* NULL for NOBITS */
};

/* A PT_LOAD or PT_TLS segment: outputs[first .. first + count - 1]. */
struct segment {
    uint32_t type, flags, address, physical, file_offset, file_bytes, memory_bytes, align;
    size_t first, count;
};

/* ---- Options ---- */

struct section_address {
    const char *name;
    uint32_t address;
};

/* An operand or -l NAME. */
struct input {
    const char *name;
    bool is_library;
    bool whole; /* every member of an archive takes part */
};

struct link_options {
    const char *output, *entry, *map;
    bool entry_given, gc_sections, print_gc_sections, binary, strip_all, strip_debug, no_page_align, trace;
    bool whole_archive; /* for the inputs that follow */
    uint32_t image_base, phys_offset;
    struct input *inputs;
    size_t input_count, input_capacity;
    const char **search;
    size_t search_count, search_capacity;
    struct section_address *addresses;
    size_t address_count, address_capacity;
    const char **definitions; /* --defsym NAME=VALUE */
    size_t definition_count, definition_capacity;
    const char **wanted; /* -u */
    size_t wanted_count, wanted_capacity;
};

/* --defsym name=number or name=base+number; the names are allocated. */
struct definition {
    char *name, *base; /* base is NULL for a plain number */
    uint32_t number;
};

struct link {
    struct link_options options;
    struct object **objects;
    size_t object_count, object_capacity;
    struct library **libraries;
    size_t library_count, library_capacity;
    struct file_bytes *files; /* everything that was read, alive until the end */
    size_t file_count, file_capacity;
    struct strmap globals;
    struct symbol **symbols; /* the globals in order of first appearance */
    size_t symbol_count, symbol_capacity;
    struct symbol **pending; /* lazy symbols that were asked for */
    size_t pending_count, pending_capacity;
    struct output **outputs; /* in layout order */
    size_t output_count, output_capacity;
    struct segment segments[LINK_SEGMENTS_MAX];
    size_t segment_count;
    struct definition *defined; /* one for each of options.definitions */
    unsigned section_order;
    struct section **made; /* sections that the linker makes: one for each COMMON symbol */
    size_t made_count, made_capacity;
    uint32_t entry;
    uint32_t tls_start, tls_file_bytes, tls_bytes, tls_align; /* the TLS template, all 0 without */
    uint32_t file_bytes;                                      /* end of the section bytes in the output file */
};

/* ---- Passes and what they share ---- */

/* input.c: read the inputs in order / bring in archive members until nothing is asked for / free everything. */
void input_read(struct link *link);
void input_settle(struct link *link);
void input_fini(struct link *link);

/* symbols.c: the global of this name, made undefined at need / note a reference to it / enter an object's symbols /
 * note what an archive could define. */
struct symbol *symbols_global(struct link *link, const char *name);
void symbols_reference(struct link *link, struct symbol *symbol, unsigned binding, struct object *object);
void symbols_enter_object(struct link *link, struct object *object);
void symbols_enter_library(struct link *link, struct library *library);

/* symbols.c: the address in the output; 0 for a weak symbol that nobody defines. */
uint32_t symbols_address(const struct symbol *symbol);

/* common.c: make a section for each COMMON symbol. */
void common_allocate(struct link *link);

/* gc.c: is this a section whose bytes can be part of the output? */
bool gc_is_content(const struct section *section);

/* gc.c: find what the roots reach; without --gc-sections everything is live. */
void gc_mark(struct link *link);

/* layout.c: choose output sections / give addresses. */
void layout_collect(struct link *link);
void layout_place(struct link *link);

/* provide.c: make the symbols of --defsym known, before archives are asked for them / after layout, give values to them
 * and to the linker's own symbols. */
void provide_declare(struct link *link);
void provide_define(struct link *link);
void provide_fini(struct link *link);

/* relocate.c: fill output->bytes. */
void relocate_all(struct link *link);

/* where.c: what is known of a place in an input section, for messages: "in function 'main' (main.c:12): " or
 * "in section .data: " / "main.c:12: " or "". */
void where_describe(const struct section *section, uint32_t offset, char *text, size_t size);
void where_line(const struct section *section, uint32_t offset, char *text, size_t size);

/* write.c, write_binary.c, map.c: false after a report. */
bool write_elf(struct link *link);
bool write_binary(struct link *link);
bool map_write(struct link *link);

#endif
