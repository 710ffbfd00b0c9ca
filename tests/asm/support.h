/* Assembling a text in a test, and looking at what came out. */
#ifndef TESTS_ASM_SUPPORT_H
#define TESTS_ASM_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "asm/asm.h"
#include "asm/buf.h"

/* A file that the assembled text can include. */
struct test_file {
    const char *path, *text;
    size_t length; /* 0: of the string */
};

struct assembled {
    struct obj *obj;
    struct assembler *as;
    bool good;
    char *messages; /* all that was printed */
    struct buf elf; /* when good */
};

/* Assemble text as the file "t.s", with files (ended by a NULL path) to include, or NULL. */
struct assembled assemble_with(const char *text, size_t length, const struct test_file *files);
struct assembled assemble(const char *text);

/* The same, failing the test with the messages when there are errors. */
struct assembled assemble_good(const char *text);

void assembled_free(struct assembled *result);

/* The bytes of a section; fails the test when there is no such section. */
struct buf section_bytes(const struct assembled *result, const char *name);

/* The instructions of .text, disassembled, joined by "; ".  Addresses count from the section's start. */
char *disassemble(const struct assembled *result);

/* The listing as a string. */
char *listing(const struct assembled *result);

/* A symbol that must exist. */
struct obj_symbol_info symbol(const struct assembled *result, const char *name);

#endif
