#include "isa/dwarf_location.h"

#include <stdio.h>
#include <string.h>

#include "isa/dwarf.h"
#include "isa/dwarf_read.h"
#include "isa/isa.h"

enum { STACK_MAX = 32, STEPS_MAX = 1000 };

/* What the operations up to a piece or the end have described. */
enum place_kind { PLACE_MEMORY, PLACE_REGISTER, PLACE_VALUE, PLACE_BYTES };

struct evaluation {
    struct dwarf_cursor code;
    const struct dwarf_machine *machine;
    uint32_t stack[STACK_MAX];
    unsigned depth;
    enum place_kind kind;
    unsigned reg;
    struct dwarf_cursor bytes; /* of an implicit value */
    bool bad;
};

static void push(struct evaluation *e, uint32_t value)
{
    if (e->depth == STACK_MAX)
        e->bad = true;
    else
        e->stack[e->depth++] = value;
}

static uint32_t pop(struct evaluation *e)
{
    if (e->depth == 0) {
        e->bad = true;
        return 0;
    }
    return e->stack[--e->depth];
}

static uint32_t load(struct evaluation *e, uint32_t va)
{
    uint8_t b[4];
    if (!e->machine->read || !e->machine->read(e->machine->context, va, b, sizeof b)) {
        e->bad = true;
        return 0;
    }
    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static void push_register(struct evaluation *e, unsigned reg)
{
    int32_t offset = dwarf_take_sleb(&e->code);
    if (reg >= 16)
        e->bad = true;
    else
        push(e, e->machine->r[reg] + (uint32_t)offset);
}

static void divide(struct evaluation *e)
{
    int32_t by = (int32_t)pop(e), number = (int32_t)pop(e);
    if (by == 0 || by == -1)
        push(e, by ? 0u - (uint32_t)number : 0);
    else
        push(e, (uint32_t)(number / by));
}

static void operate(struct evaluation *e, unsigned opcode)
{
    if (opcode >= DW_OP_lit0 && opcode < DW_OP_lit0 + 32) {
        push(e, opcode - DW_OP_lit0);
        return;
    }
    if (opcode >= DW_OP_reg0 && opcode < DW_OP_reg0 + 32) {
        e->reg = opcode - DW_OP_reg0;
        e->kind = PLACE_REGISTER;
        return;
    }
    if (opcode >= DW_OP_breg0 && opcode < DW_OP_breg0 + 32) {
        push_register(e, opcode - DW_OP_breg0);
        return;
    }
    switch (opcode) {
    case DW_OP_addr:
    case DW_OP_const4u: push(e, dwarf_take(&e->code, 4)); break;
    case DW_OP_const1u: push(e, dwarf_take(&e->code, 1)); break;
    case DW_OP_constu: push(e, dwarf_take_uleb(&e->code)); break;
    case DW_OP_consts: push(e, (uint32_t)dwarf_take_sleb(&e->code)); break;
    case DW_OP_deref: push(e, load(e, pop(e))); break;
    case DW_OP_div: divide(e); break;
    case DW_OP_plus_uconst: push(e, pop(e) + dwarf_take_uleb(&e->code)); break;
    case DW_OP_fbreg: push(e, e->machine->cfa + (uint32_t)dwarf_take_sleb(&e->code)); break;
    case DW_OP_bregx: push_register(e, dwarf_take_uleb(&e->code)); break;
    case DW_OP_call_frame_cfa: push(e, e->machine->cfa); break;
    case DW_OP_form_tls_address: push(e, pop(e) + e->machine->thread_base); break;
    case DW_OP_regx:
        e->reg = dwarf_take_uleb(&e->code);
        e->kind = PLACE_REGISTER;
        break;
    case DW_OP_stack_value: e->kind = PLACE_VALUE; break;
    case DW_OP_implicit_value:
        e->bytes = dwarf_take_piece(&e->code, dwarf_take_uleb(&e->code));
        e->kind = PLACE_BYTES;
        break;
    default: e->bad = true;
    }
}

/* Copy the bytes of the place described, from its start; false when they are not known. */
static bool fetch(struct evaluation *e, uint8_t *bytes, size_t count)
{
    uint64_t number = 0;
    switch (e->kind) {
    case PLACE_MEMORY:
        if (e->depth == 0)
            return false;
        return e->machine->read && e->machine->read(e->machine->context, pop(e), bytes, count);
    case PLACE_REGISTER:
        if (e->reg >= 32 || count > (e->reg < 16 ? 4 : 8))
            return false;
        number = e->reg < 16 ? e->machine->r[e->reg] : e->machine->f[e->reg - 16];
        break;
    case PLACE_VALUE:
        if (count > 4)
            return false;
        number = pop(e);
        break;
    case PLACE_BYTES:
        if ((size_t)(e->bytes.end - e->bytes.at) < count)
            return false;
        memcpy(bytes, e->bytes.at, count);
        return true;
    }
    for (size_t i = 0; i < count; i++)
        bytes[i] = (uint8_t)(number >> (8 * i));
    return true;
}

size_t dwarf_evaluate(const uint8_t *expression, size_t length, const struct dwarf_machine *machine, uint8_t *bytes,
                      bool *known, size_t size)
{
    struct evaluation e = {.code = {expression, expression + length, false}, .machine = machine};
    size_t at = 0, count = 0;
    bool pieces = false;
    memset(known, 0, size * sizeof *known);
    for (unsigned steps = 0; e.code.at < e.code.end; steps++) {
        unsigned opcode = dwarf_take(&e.code, 1);
        if (steps == STEPS_MAX)
            return 0;
        if (opcode != DW_OP_piece) {
            operate(&e, opcode);
        } else {
            size_t piece = dwarf_take_uleb(&e.code);
            pieces = true;
            if (piece > size - at)
                return 0;
            if ((e.kind != PLACE_MEMORY || e.depth) && fetch(&e, bytes + at, piece)) {
                memset(known + at, 1, piece * sizeof *known);
                count += piece;
            }
            at += piece;
            e.depth = 0;
            e.kind = PLACE_MEMORY;
        }
        if (e.bad || e.code.bad)
            return 0;
    }
    if (pieces || length == 0 || !fetch(&e, bytes, size) || e.bad)
        return e.bad ? 0 : count;
    memset(known, 1, size * sizeof *known);
    return size;
}

bool dwarf_address(const uint8_t *expression, size_t length, const struct dwarf_machine *machine, uint32_t *va)
{
    struct evaluation e = {.code = {expression, expression + length, false}, .machine = machine};
    for (unsigned steps = 0; e.code.at < e.code.end && steps < STEPS_MAX; steps++) {
        operate(&e, dwarf_take(&e.code, 1));
        if (e.bad || e.code.bad || e.kind != PLACE_MEMORY)
            return false;
    }
    if (e.depth == 0)
        return false;
    *va = pop(&e);
    return true;
}

/* ---- In words ---- */

struct text {
    char bytes[128];
    size_t length;
};

static void add(struct text *text, const char *what)
{
    size_t more = strlen(what);
    if (text->length + more + 1 > sizeof text->bytes)
        return;
    memcpy(text->bytes + text->length, what, more + 1);
    text->length += more;
}

static void add_sum(struct text *text, const char *name, long number)
{
    char part[48];
    snprintf(part, sizeof part, !*name ? "%s%ld" : number ? "%s%+ld" : "%s", name, number);
    add(text, part);
}

static const char *register_name(unsigned reg)
{
    return reg < 16 ? isa_reg_name(reg) : reg < 32 ? isa_freg_name(reg - 16) : "?";
}

/* One operation; false when there are no words for it.  *value: what stands there is the value, no place in memory. */
static bool word(struct dwarf_cursor *c, unsigned opcode, struct text *text, bool *value)
{
    if (opcode >= DW_OP_reg0 && opcode < DW_OP_reg0 + 32) {
        add(text, register_name(opcode - DW_OP_reg0));
        *value = true;
        return true;
    }
    if (opcode >= DW_OP_lit0 && opcode < DW_OP_lit0 + 32) {
        add_sum(text, "", (long)(opcode - DW_OP_lit0));
        return true;
    }
    if (opcode >= DW_OP_breg0 && opcode < DW_OP_breg0 + 32) {
        add_sum(text, register_name(opcode - DW_OP_breg0), dwarf_take_sleb(c));
        return true;
    }
    char part[32];
    switch (opcode) {
    case DW_OP_fbreg: add_sum(text, "cfa", dwarf_take_sleb(c)); return true;
    case DW_OP_consts: add_sum(text, "", dwarf_take_sleb(c)); return true;
    case DW_OP_constu: snprintf(part, sizeof part, "%lu", (unsigned long)dwarf_take_uleb(c)); break;
    case DW_OP_addr: snprintf(part, sizeof part, "0x%lx", (unsigned long)dwarf_take(c, 4)); break;
    case DW_OP_deref: snprintf(part, sizeof part, "*"); break;
    case DW_OP_stack_value: *value = true; return true;
    case DW_OP_implicit_value:
        dwarf_take_piece(c, dwarf_take_uleb(c));
        *value = true;
        snprintf(part, sizeof part, "constant");
        break;
    default: return false;
    }
    add(text, part);
    return true;
}

int dwarf_location_text(const uint8_t *expression, size_t length, char *buffer, size_t size)
{
    struct dwarf_cursor c = {expression, expression + length, false};
    struct text all = {"", 0}, one = {"", 0};
    bool value = false, pieces = false;
    while (c.at < c.end && !c.bad) {
        unsigned opcode = dwarf_take(&c, 1);
        if (opcode == DW_OP_piece) {
            add(&all, pieces ? ", " : "{");
            add(&all, !one.length ? "?" : value ? one.bytes : "memory");
            dwarf_take_uleb(&c);
            pieces = true;
            value = false;
            one = (struct text){"", 0};
        } else if (!word(&c, opcode, &one, &value)) {
            return snprintf(buffer, size, "?");
        }
    }
    if (pieces)
        return snprintf(buffer, size, "%s}", all.bytes);
    return snprintf(buffer, size, value ? "%s" : "[%s]", one.bytes);
}
