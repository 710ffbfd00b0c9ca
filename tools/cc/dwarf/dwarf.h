/* From what is known of a module for debuggers (ir_debug.h, target/debug.h) to DWARF 5 sections of its object. */
#ifndef CC_DWARF_H
#define CC_DWARF_H

#include "asm/obj.h"
#include "ir.h"

struct dwarf_unit {
    const char *name;      /* of the source */
    const char *directory; /* where it was compiled */
    const char *producer;
};

/* Append .debug_info, .debug_abbrev, .debug_str, .debug_loclists, .debug_rnglists and .debug_aranges, as far as there
 * is something to say.  After obj_settle (see obj_before_finish), and after all code was written to obj. */
void dwarf_write(struct ir_module *module, struct obj *obj, const struct dwarf_unit *unit);

#endif
