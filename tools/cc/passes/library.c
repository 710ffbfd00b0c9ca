/* Calls of the C library whose effect is known: copies and fills of a constant size, lengths of constant strings, and
 * those that only read memory. */
#include "passes/passes.h"

#include <string.h>

#define INLINE_MAX 64 /* bytes of a copy or fill that is no call */

struct site {
    struct ir_function *function;
    struct ir_insn *call;
};

static struct ir_insn *argument(const struct site *site, uint32_t index)
{
    return ir_resolve(site->call->arg[index]);
}

static bool has_shape(const struct ir_insn *call, uint32_t count)
{
    if (call->arg_count != count || (call->type != IR_I32 && call->type != IR_VOID))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (ir_resolve(call->arg[i])->type != IR_I32)
            return false;
    return true;
}

/* What the address is known to be a multiple of: 1, 2, 4 or 8. */
static uint32_t known_align(const struct ir_insn *address, unsigned depth)
{
    uint32_t align = 1, offset;
    address = ir_resolve((struct ir_insn *)address);
    if (address->op == IR_SLOT)
        align = address->u.slot->align;
    else if (address->op == IR_ADDR && address->u.symbol->kind == IR_DATA && address->u.symbol->linkage != IR_WEAK)
        align = address->u.symbol->align;
    else if (address->op == IR_CONST && address->imm == 0)
        return 8;
    else if (address->op == IR_ADD && ir_resolve(address->arg[1])->op == IR_CONST && depth < 4) {
        align = known_align(address->arg[0], depth + 1);
        offset = (uint32_t)ir_resolve(address->arg[1])->imm;
        return offset && (offset & (0 - offset)) < align ? offset & (0 - offset) : align;
    }
    offset = (uint32_t)address->imm;
    if (align > 1 && offset && (offset & (0 - offset)) < align)
        align = offset & (0 - offset);
    return align > 8 ? 8 : align;
}

static void finish(struct site *site, struct ir_insn *value)
{
    if (site->call->u.call->callee->uses)
        site->call->u.call->callee->uses--;
    if (site->call->type == IR_VOID)
        ir_remove(site->call);
    else
        ir_become_copy(site->call, value);
}

/* A block that the back end can do in place: few accesses, or a slot that may be taken apart. */
static bool is_small(const struct ir_insn *to, const struct ir_insn *from, int64_t bytes, uint32_t align)
{
    bool slot = to->op == IR_SLOT || (from && from->op == IR_SLOT);
    return bytes >= 0 && bytes <= INLINE_MAX && (slot || bytes <= 8 * (int64_t)align);
}

static void copy_block(struct site *site, int64_t bytes)
{
    struct ir_insn *to = argument(site, 0), *from = argument(site, 1);
    uint32_t align = known_align(to, 0), other = known_align(from, 0);
    align = other < align ? other : align;
    if (!is_small(to, from, bytes, align))
        return;
    if (bytes) {
        struct ir_insn *copy = ir_make(site->function, site->call, IR_BLKCOPY, IR_VOID, to, from, NULL);
        copy->imm = bytes;
        copy->align = (uint8_t)align;
    }
    finish(site, to);
}

static void do_memcpy(struct site *site)
{
    if (has_shape(site->call, 3) && argument(site, 2)->op == IR_CONST)
        copy_block(site, argument(site, 2)->imm);
}

static void do_memset(struct site *site)
{
    if (!has_shape(site->call, 3) || argument(site, 2)->op != IR_CONST || argument(site, 1)->op != IR_CONST ||
        (argument(site, 1)->imm & 0xff))
        return;
    struct ir_insn *to = argument(site, 0);
    int64_t bytes = argument(site, 2)->imm;
    uint32_t align = known_align(to, 0);
    if (!is_small(to, NULL, bytes, align))
        return;
    if (bytes) {
        struct ir_insn *zero = ir_make(site->function, site->call, IR_BLKZERO, IR_VOID, to, NULL, NULL);
        zero->imm = bytes;
        zero->align = (uint8_t)align;
    }
    finish(site, to);
}

/* The length of the constant string at an address; -1 when there is none. */
static int64_t string_length(const struct ir_insn *address)
{
    const struct ir_symbol *symbol = address->op == IR_ADDR ? address->u.symbol : NULL;
    if (!symbol || symbol->kind != IR_DATA || !symbol->read_only || symbol->linkage == IR_WEAK || symbol->relocs ||
        address->imm < 0 || address->imm >= symbol->size_bytes || symbol->section)
        return -1;
    if (!symbol->bytes)
        return 0;
    const uint8_t *start = symbol->bytes + address->imm;
    const uint8_t *end = memchr(start, 0, symbol->size_bytes - (size_t)address->imm);
    return end ? end - start : -1;
}

static void do_strlen(struct site *site)
{
    int64_t length = has_shape(site->call, 1) ? string_length(argument(site, 0)) : -1;
    if (length >= 0)
        finish(site, ir_make_const(site->function, site->call, IR_I32, length));
    else
        site->call->u.call->pure = true;
}

static void do_strcpy(struct site *site)
{
    int64_t length = has_shape(site->call, 2) ? string_length(argument(site, 1)) : -1;
    if (length >= 0)
        copy_block(site, length + 1);
}

static void do_pure(struct site *site)
{
    site->call->u.call->pure = true;
}

static const struct known {
    const char *name;
    void (*apply)(struct site *site);
} known[] = {
    {"memcpy", do_memcpy}, {"memset", do_memset}, {"strlen", do_strlen}, {"strcpy", do_strcpy}, {"memcmp", do_pure},
    {"strcmp", do_pure},   {"strncmp", do_pure},  {"strchr", do_pure},   {"strrchr", do_pure},  {"memchr", do_pure},
    {"strstr", do_pure},   {"abs", do_pure},      {"labs", do_pure},
};

void pass_library(struct ir_function *function)
{
    for (struct ir_block *block = function->entry; block; block = block->next)
        for (struct ir_insn *insn = block->first, *next; insn; insn = next) {
            next = insn->next;
            if (insn->op != IR_CALL || !insn->u.call->library || !insn->u.call->callee)
                continue;
            const char *name = insn->u.call->callee->name;
            struct site site = {function, insn};
            for (size_t i = 0; i < sizeof known / sizeof *known; i++)
                if (name && !strcmp(name, known[i].name)) {
                    known[i].apply(&site);
                    break;
                }
        }
    ir_resolve_all(function);
}
