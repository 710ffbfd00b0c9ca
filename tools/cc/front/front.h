/* The front end: C tokens in, IR out. */
#ifndef CC_FRONT_FRONT_H
#define CC_FRONT_FRONT_H

#include "ir.h"
#include "pp/pp.h"

struct front_options {
    bool gnu;     /* keywords asm and typeof, GNU's rules for inline */
    int standard; /* 1989, 1999, 2011, 2017, 2023 */
    bool freestanding;
    bool builtin_calls; /* memcpy and others are known by their names */
    bool gnu_inline;    /* "extern inline" defines nothing, "inline" alone does, as before C99 */
    bool keep_frame_pointer;
    bool unsigned_char;
    bool no_strict_aliasing; /* accesses of all types may touch the same memory */
};

/* Let names know that they are built-in functions, for __has_builtin where nothing is translated. */
void front_enter_builtins(struct intern *names);

/* Translate the unit that pp delivers into module.  Errors are reported; the module is then incomplete. */
void front_compile(struct pp *pp, struct intern *names, struct sources *sources, struct report *report,
                   const struct front_options *options, struct ir_module *module);

#endif
