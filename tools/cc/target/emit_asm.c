/* The text of an asm with its operands put in. */
#include "target/emit.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct text {
    char *bytes;
    size_t length, capacity;
    struct arena *arena;
};

static void add(struct text *text, const char *bytes, size_t count)
{
    if (text->length + count + 1 > text->capacity) {
        size_t capacity = (text->capacity + count + 64) * 2;
        text->bytes = arena_grow(text->arena, text->bytes, text->length, capacity, 1);
        text->capacity = capacity;
    }
    memcpy(text->bytes + text->length, bytes, count);
    text->length += count;
    text->bytes[text->length] = 0;
}

static void add_format(struct text *text, const char *format, ...)
{
    char buffer[512];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(buffer, sizeof buffer, format, args);
    va_end(args);
    if (length > 0)
        add(text, buffer, (size_t)length < sizeof buffer ? (size_t)length : sizeof buffer - 1);
}

static void bad_asm(struct emitter *emitter, const struct mach_insn *insn, const char *what)
{
    const struct ir_place *at = ir_place_of(emitter->module, insn->loc);
    struct diag_place place = {.file = emitter->module->files[at->file], .line = at->line};
    diag_at(emitter->diag, DIAG_ERROR, &place, "%s", what);
    emitter->failed = true;
}

static void add_value(struct text *text, const struct ir_insn *value)
{
    if (value->op == IR_CONST)
        add_format(text, "%d", (int)value->imm);
    else
        add_format(text, "%s + %d", value->u.symbol->name ? value->u.symbol->name : "?", (int)value->imm);
}

static void add_operand(struct text *text, const struct mach_asm *assembly, uint32_t operand)
{
    if (assembly->operand_value[operand]) {
        add_value(text, assembly->operand_value[operand]);
        return;
    }
    mreg reg = assembly->reg[assembly->operand_reg[operand]];
    bool memory = !strpbrk(assembly->source->operands[operand].constraint, "rfg0123456789") &&
                  strpbrk(assembly->source->operands[operand].constraint, "mo");
    const char *name = reg < 16 ? isa_reg_name(reg) : isa_freg_name(reg - 16);
    add_format(text, memory ? "[%s]" : "%s", name);
}

/* Number of the operand that a reference names, and where the reference ends; -1 when there is none. */
static int find_operand(const struct ir_asm *source, const char **at)
{
    const char *p = *at;
    if (*p == '[') {
        const char *end = strchr(p, ']');
        size_t length = end ? (size_t)(end - p - 1) : 0;
        for (uint32_t i = 0; end && i < source->operand_count; i++) {
            const char *name = source->operands[i].name;
            if (name && strlen(name) == length && memcmp(name, p + 1, length) == 0) {
                *at = end + 1;
                return (int)i;
            }
        }
        return -1;
    }
    if (*p < '0' || *p > '9')
        return -1;
    char *end;
    unsigned long number = strtoul(p, &end, 10);
    *at = end;
    return number < source->operand_count ? (int)number : -1;
}

void emit_asm(struct emitter *emitter, struct mach_function *function, const struct mach_insn *insn)
{
    const struct mach_asm *assembly = insn->u.assembly;
    struct text text = {.arena = &function->arena};
    emitter->asm_count++;
    add(&text, "", 0);
    for (const char *p = assembly->source->text; *p;) {
        if (*p != '%') {
            add(&text, p++, 1);
        } else if (p[1] == '%') {
            add(&text, p, 1);
            p += 2;
        } else if (p[1] == '=') {
            add_format(&text, "%u", emitter->asm_count);
            p += 2;
        } else {
            p++;
            if ((*p >= 'a' && *p <= 'z') && p[1] && (p[1] == '[' || (p[1] >= '0' && p[1] <= '9')))
                p++; /* a modifier letter changes nothing here */
            int operand = find_operand(assembly->source, &p);
            if (operand < 0) {
                bad_asm(emitter, insn,
                        "asm names an operand that it does not have; number them from %0, or give [name]s");
                return;
            }
            add_operand(&text, assembly, (uint32_t)operand);
        }
    }
    const struct ir_place *place = ir_place_of(emitter->module, insn->loc);
    const char *file = emitter->module->files[place->file];
    if (!emitter->writer->class->assembly(emitter->writer, file ? file : "asm", place->line, text.bytes))
        emitter->failed = true;
}
