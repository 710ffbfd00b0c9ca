/* Which accesses may touch the same memory: by object, by offset and by type.
 *
 * By type (C11 6.5p7): the front end gives loads and stores an alias class, and for a member of a structure accessed by
 * its name the structure's number and the member's offset in it (ir.h).  A store may give allocated memory a new type,
 * so the type says whether a store and a load are independent, never whether two stores are. */
#ifndef CC_ALIAS_H
#define CC_ALIAS_H

#include "passes/passes.h"

struct alias {
    struct ir_function *function;
    uint8_t *slots; /* by slot: what becomes of its address */
};

/* A piece of memory, or all that may follow an address. */
struct alias_place {
    const struct ir_insn *base; /* the address is base + offset */
    int64_t offset;
    uint32_t bytes;
    const struct ir_insn *object;   /* the slot or addr instruction that the address comes from, or NULL */
    uint16_t class, record, member; /* of the access */
};

/* Find out which slots are known outside.  The arena keeps the facts. */
void alias_init(struct alias *alias, struct ir_function *function, struct arena *arena);

/* Where a load, a store or a blkzero goes; a blkcopy writes its first place and reads its second. */
struct alias_place alias_place(const struct ir_insn *access);
struct alias_place alias_source(const struct ir_insn *blkcopy);

/* Whether two places may share a byte.  by_type: the type of the accesses may be used to tell them apart. */
bool alias_overlap(const struct alias *alias, const struct alias_place *a, const struct alias_place *b, bool by_type);

/* b lies within a for certain. */
bool alias_covers(const struct alias_place *a, const struct alias_place *b);

/* Whether an instruction may change the place, or read it. */
bool alias_writes(const struct alias *alias, const struct ir_insn *insn, const struct alias_place *place, bool by_type);
bool alias_reads(const struct alias *alias, const struct ir_insn *insn, const struct alias_place *place);

/* A slot whose address no other function can know. */
bool alias_is_private(const struct alias *alias, const struct alias_place *place);

/* The place's base is the same wherever control is; that of another one may change from round to round of a loop, and
 * only places of one round can be compared. */
bool alias_is_fixed(const struct alias_place *place);

/* An access that cannot fault: of a piece of an object. */
bool alias_is_safe(const struct alias_place *place);

/* Whether an instruction can write memory at all. */
bool alias_is_writer(const struct ir_insn *insn);

#endif
