/* The back end's front door. */
#ifndef CC_TARGET_H
#define CC_TARGET_H

#include "asm/diag.h"
#include "ir.h"
#include "target/writer.h"

struct target_options {
    unsigned level;     /* -O0 .. -O3 */
    bool optimize_size; /* -Os */
    bool frame_pointer; /* -fno-omit-frame-pointer */
    bool debug;         /* -g */
    bool function_sections, data_sections;
    const char *dump_letters; /* -d: dump after these passes, to stderr; NULL for none */
    bool verify;              /* run the verifier between passes */
};

/* Optimize and write all of a module.  False when something cannot be compiled; diag has been told. */
bool target_compile(struct ir_module *module, const struct target_options *options, struct writer *writer,
                    struct diag *diag);

#endif
