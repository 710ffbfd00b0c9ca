/* What the tests of the tools share: a scratch folder, running a tool, and objects made by hand. */
#ifndef TESTS_TOOLS_SUPPORT_H
#define TESTS_TOOLS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>

#include "asm/obj.h"
#include "isa/isa.h"

/* Make an empty scratch folder the current one; remove it again.  For cmocka's group set-up and tear-down. */
int support_enter(void **state);
int support_leave(void **state);

/* Name the tools: "ld" -> its path. */
void support_tool(const char *name, const char *path);

/* Run a shell command; "peach-NAME" at its start is the tool.  Keeps its output and messages for the checks. */
int run(const char *format, ...);

/* What the last run printed on standard output and standard error. */
extern char run_output[1 << 16];
extern char run_errors[1 << 16];

/* The last run had this status and its messages contain this text. */
#define assert_run(status, text) check_run(status, text, __FILE__, __LINE__)
void check_run(int status, const char *text, const char *file, int line);

/* Files of the scratch folder. */
void write_text(const char *path, const char *text);
void write_bytes(const char *path, const void *data, size_t size);
uint8_t *read_bytes(const char *path, size_t *size); /* the caller frees */
bool exists(const char *path);
bool same_bytes(const char *left, const char *right);
void patch_byte(const char *path, size_t offset, uint8_t value);
void truncate_file(const char *path, size_t size);

/* Append an instruction; fields as in struct insn. */
void emit(struct obj *obj, unsigned section, struct insn insn);

/* Start a global function in a code section; call another; end it with a return. */
unsigned begin_function(struct obj *obj, const char *section, const char *name);
void call(struct obj *obj, unsigned section, const char *target);
void end_function(struct obj *obj, unsigned section, const char *name);

/* Settle the object, write it to a file and free it. */
void save_object(struct obj *obj, const char *path);

#endif
