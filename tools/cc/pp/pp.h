/* The preprocessor: translation phases 1 to 4 of C11 with GNU conveniences, as a stream of tokens.
 *
 *     struct pp *pp = pp_new(names, sources, report);
 *     pp_include_path(pp, "include", PP_PATH_SYSTEM); pp_define(pp, "N=3");
 *     if (pp_open(pp, "x.c"))
 *         while (pp_next(pp, &token), token.kind != TOKEN_END) ...
 *     pp_free(pp);
 */
#ifndef CC_PP_PP_H
#define CC_PP_PP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "asm/path_map.h"
#include "pp/token.h"

struct pp;

enum pp_path_kind { PP_PATH_QUOTE, PP_PATH_USER, PP_PATH_SYSTEM, PP_PATH_AFTER }; /* -iquote -I -isystem -idirafter */

/* What of the language the predefined macros tell. */
struct pp_language {
    bool gnu;     /* -std=gnu..., else strict C */
    int optimize; /* __OPTIMIZE__ when not 0 */
    bool optimize_size;
    bool assembler; /* .S: __ASSEMBLER__, names may be anything */
    bool freestanding;
    bool gnu_inline;    /* -fgnu89-inline */
    bool unsigned_char; /* __CHAR_UNSIGNED__ */
    int standard;       /* 1989, 1999, 2011, 2017 or 2023 */
    bool undefined;     /* -undef: no predefined macros of the machine */
    bool missing_allowed; /* -MG: files that are missing are noted as read, and passed over */
};

struct pp *pp_new(struct intern *names, struct sources *sources, struct report *report,
                  const struct pp_language *language);
void pp_free(struct pp *pp);

/* What __FILE__ calls files; must outlive pp. */
void pp_map_paths(struct pp *pp, const struct path_map *paths);

/* The name of a place's file as __FILE__ has it. */
const char *pp_file_name(struct pp *pp, uint32_t loc);

/* Options, in their order on the command line.  The text is copied. */
void pp_include_path(struct pp *pp, const char *path, enum pp_path_kind kind);
void pp_define(struct pp *pp, const char *definition); /* "NAME", "NAME=TEXT", "NAME(X)=TEXT" */
void pp_undefine(struct pp *pp, const char *name);
void pp_preinclude(struct pp *pp, const char *path, bool macros_only); /* -include */

/* Enter the main file.  False when it cannot be read; the message says why. */
bool pp_open(struct pp *pp, const char *path);

/* The next token of the translation unit, macros expanded. */
void pp_next(struct pp *pp, struct token *token);

/* Alignment limit that #pragma pack asks for now, 0 for none. */
unsigned pp_pack(const struct pp *pp);

/* Text of a #pragma that the preprocessor does not know or that has to be passed on; called as it is met. */
void pp_on_pragma(struct pp *pp, void (*call)(void *context, uint32_t loc, const char *text, size_t length),
                  void *context);

/* Name of a weak symbol asked for by #pragma weak, in order; NULL after the last.  *target: what it is another name of,
 * or NULL. */
const struct name *pp_pragma_weak(const struct pp *pp, size_t index, const struct name **target);

/* Files read, in order of first mention, for make rules; NULL after the last. */
const char *pp_file_read(const struct pp *pp, size_t index, bool *system);

/* print.c: the whole translation unit as text (-E); line_markers off with -P.  dump_macros: -dM. */
void pp_print(struct pp *pp, FILE *out, bool line_markers, bool comments);
void pp_print_macros(struct pp *pp, FILE *out);

/* depend.c: the make rule "target: files".  Target NULL: made from the main file's name. */
struct depend_options {
    const char *const *targets; /* already quoted as make wants them */
    size_t target_count;
    const char *object; /* target when there are none */
    bool system_too;    /* -M and -MD, not -MM and -MMD */
    bool phony;         /* -MP */
};
void pp_print_rule(const struct pp *pp, FILE *out, const struct depend_options *options);

/* Write a file name as make wants it: blanks, '#' and '$' quoted. */
void pp_print_quoted(FILE *out, const char *name);

#endif
