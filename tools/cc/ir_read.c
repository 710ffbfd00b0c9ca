/* Reads the IR as text, the form that ir_dump.c writes.
 *
 *   file N "name"                      source file number N
 *   asm "text"                         file-scope assembly
 *   symbol $N "name" linkage kind align A size S [tls] [used] [read_only] [strings] [section "name"] [of $M]
 *     bytes HEX                        data; without it, zeros
 *     reloc OFFSET $N [+ ADDEND]
 *   function $N TYPE ( TYPE ... ) [variadic] [noreturn] ...
 *     slot sN SIZE align A
 *   bN: [label $N]                     a block
 *     %N = OP TYPE operands suffixes   an instruction with a value
 *     OP operands suffixes             one without
 *   end
 *
 * Operands are %N values, bN blocks, $N symbols, sN slots, [%N + OFFSET] memory; suffixes are #IMM, align A, alias A,
 * record R + OFFSET, volatile, likely, unlikely, @FILE:LINE.  "#" at the start of a line is a comment.  Numbers are those of the text; the
 * reader gives its own. */
#include "ir.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_MAX 1000000
#define WORD_MAX   64

/* What a number of the text stands for, grown at need. */
struct numbers {
    void **items;
    uint32_t count;
};

struct reader {
    const char *at, *end;
    unsigned line;
    struct ir_module *module;
    struct ir_function *function;
    struct numbers symbols, values, blocks, slots;
    struct ir_symbol *symbol; /* that bytes and relocs belong to */
    char *error;
    size_t error_size;
    bool failed;
};

static void fail(struct reader *reader, const char *format, ...)
{
    if (reader->failed)
        return;
    reader->failed = true;
    int length = snprintf(reader->error, reader->error_size, "line %u: ", reader->line);
    va_list args;
    va_start(args, format);
    if (length > 0 && (size_t)length < reader->error_size)
        vsnprintf(reader->error + length, reader->error_size - (size_t)length, format, args);
    va_end(args);
}

/* ---- Tokens ---- */

static void skip_spaces(struct reader *reader)
{
    while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\r'))
        reader->at++;
}

static bool at_line_end(struct reader *reader)
{
    skip_spaces(reader);
    return reader->at == reader->end || *reader->at == '\n';
}

static void next_line(struct reader *reader)
{
    while (reader->at < reader->end && *reader->at != '\n')
        reader->at++;
    if (reader->at < reader->end)
        reader->at++;
    reader->line++;
}

static bool accept(struct reader *reader, char c)
{
    skip_spaces(reader);
    if (reader->at == reader->end || *reader->at != c)
        return false;
    reader->at++;
    return true;
}

static void expect(struct reader *reader, char c)
{
    if (!accept(reader, c))
        fail(reader, "'%c' expected", c);
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static bool accept_word(struct reader *reader, const char *word)
{
    skip_spaces(reader);
    size_t length = strlen(word);
    if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, word, length) != 0)
        return false;
    if ((size_t)(reader->end - reader->at) > length && is_word(reader->at[length]))
        return false;
    reader->at += length;
    return true;
}

static void read_word(struct reader *reader, char word[WORD_MAX])
{
    unsigned length = 0;
    skip_spaces(reader);
    while (reader->at < reader->end && is_word(*reader->at) && length < WORD_MAX - 1)
        word[length++] = *reader->at++;
    word[length] = 0;
}

static int64_t read_number(struct reader *reader)
{
    bool negative = accept(reader, '-');
    uint64_t value = 0;
    skip_spaces(reader);
    if (reader->at == reader->end || !isdigit((unsigned char)*reader->at))
        fail(reader, "number expected");
    while (reader->at < reader->end && isdigit((unsigned char)*reader->at))
        value = value * 10 + (uint64_t)(*reader->at++ - '0');
    return (int64_t)(negative ? 0 - value : value);
}

static int64_t read_offset(struct reader *reader)
{
    if (accept(reader, '+'))
        return read_number(reader);
    if (accept(reader, '-'))
        return -read_number(reader);
    return 0;
}

static char *read_string(struct reader *reader)
{
    expect(reader, '"');
    size_t length = 0;
    char *text =
        arena_alloc(&reader->module->arena,
                    (size_t)(reader->end - reader->at) < 65536 ? (size_t)(reader->end - reader->at) + 1 : 65537);
    while (reader->at < reader->end && *reader->at != '"' && *reader->at != '\n' && length < 65536) {
        if (*reader->at == '\\' && reader->end - reader->at > 2) {
            char digits[3] = {reader->at[1], reader->at[2], 0};
            text[length++] = (char)strtoul(digits, NULL, 16);
            reader->at += 3;
        } else {
            text[length++] = *reader->at++;
        }
    }
    expect(reader, '"');
    return text;
}

static enum ir_type read_type(struct reader *reader)
{
    static const char *const names[] = {"void", "i32", "i64", "f32", "f64"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (accept_word(reader, names[i]))
            return (enum ir_type)i;
    fail(reader, "type expected: void, i32, i64, f32 or f64");
    return IR_VOID;
}

/* ---- Numbered things ---- */

static void **entry(struct reader *reader, struct numbers *numbers)
{
    int64_t number = read_number(reader);
    if (number < 0 || number > NUMBER_MAX) {
        fail(reader, "number out of range");
        number = 0;
    }
    if (number >= numbers->count) {
        uint32_t count = (uint32_t)number * 2 + 16;
        numbers->items = arena_grow(&reader->module->arena, numbers->items, numbers->count, count, sizeof(void *));
        numbers->count = count;
    }
    return &numbers->items[number];
}

static struct ir_symbol *symbol_ref(struct reader *reader)
{
    expect(reader, '$');
    void **item = entry(reader, &reader->symbols);
    if (!*item)
        *item = arena_alloc(&reader->module->arena, sizeof(struct ir_symbol));
    return *item;
}

static struct ir_insn *value_ref(struct reader *reader)
{
    expect(reader, '%');
    void **item = entry(reader, &reader->values);
    if (!*item)
        *item = ir_insn_new(reader->function, IR_NOP, IR_VOID, 0);
    return *item;
}

static struct ir_block *block_ref(struct reader *reader)
{
    expect(reader, 'b');
    void **item = entry(reader, &reader->blocks);
    if (!*item)
        *item = ir_block(reader->function);
    return *item;
}

static struct ir_slot *slot_ref(struct reader *reader)
{
    expect(reader, 's');
    void **item = entry(reader, &reader->slots);
    if (!*item)
        *item = ir_slot(reader->function, 1, 1, NULL);
    return *item;
}

/* ---- Instructions ---- */

struct operands {
    struct ir_insn *arg[256];
    struct ir_block *target[256];
    int64_t cases[256];
    uint32_t arg_count, target_count;
};

static void add_arg(struct reader *reader, struct operands *operands)
{
    if (operands->arg_count == 256)
        fail(reader, "too many arguments");
    else
        operands->arg[operands->arg_count++] = value_ref(reader);
}

static void add_target(struct reader *reader, struct operands *operands)
{
    if (operands->target_count == 256)
        fail(reader, "too many targets");
    else
        operands->target[operands->target_count++] = block_ref(reader);
}

static void read_memory(struct reader *reader, struct ir_insn *insn, struct operands *operands)
{
    static const char *const names[] = {"s8", "u8", "s16", "u16", "w32", "w64", "f32", "f64"};
    unsigned mem = 0;
    while (mem < 8 && !accept_word(reader, names[mem]))
        mem++;
    if (mem == 8)
        fail(reader, "width of access expected");
    insn->mem = (uint8_t)(mem & 7);
    expect(reader, '[');
    add_arg(reader, operands);
    insn->imm = read_offset(reader);
    expect(reader, ']');
    if (insn->op == IR_STORE) {
        expect(reader, ',');
        add_arg(reader, operands);
    }
}

static void read_call(struct reader *reader, struct ir_insn *insn, struct operands *operands)
{
    insn->u.call = arena_alloc(&reader->module->arena, sizeof *insn->u.call);
    skip_spaces(reader);
    if (reader->at < reader->end && *reader->at == '$')
        insn->u.call->callee = symbol_ref(reader);
    else
        add_arg(reader, operands);
    expect(reader, '(');
    uint32_t first = operands->arg_count;
    while (!reader->failed && !accept(reader, ')')) {
        accept(reader, ',');
        add_arg(reader, operands);
    }
    insn->u.call->named = operands->arg_count - first;
    if (accept_word(reader, "variadic")) {
        insn->u.call->variadic = true;
        insn->u.call->named = (uint32_t)read_number(reader);
    }
    insn->u.call->noreturn = accept_word(reader, "noreturn");
}

static void read_asm_operand(struct reader *reader, struct ir_asm *assembly)
{
    struct ir_asm_operand *operand = &assembly->operands[assembly->operand_count++];
    operand->constraint = read_string(reader);
    operand->type = (uint8_t)read_type(reader);
    operand->reg = (int8_t)read_number(reader);
    operand->output = accept_word(reader, "output");
    operand->early = accept_word(reader, "early");
    expect(reader, ']');
}

static void read_asm(struct reader *reader, struct ir_insn *insn, struct operands *operands)
{
    struct ir_asm *assembly = arena_alloc(&reader->module->arena, sizeof *assembly);
    insn->u.assembly = assembly;
    assembly->text = read_string(reader);
    assembly->output_count = (uint32_t)read_number(reader);
    assembly->operands = arena_array(&reader->module->arena, 32, sizeof *assembly->operands);
    while (!reader->failed && assembly->operand_count < 32 && accept(reader, '['))
        read_asm_operand(reader, assembly);
    if (!accept_word(reader, "clobbers"))
        fail(reader, "clobbers expected");
    assembly->clobbers = (uint32_t)read_number(reader);
    assembly->memory = accept_word(reader, "memory");
    expect(reader, '(');
    while (!reader->failed && !accept(reader, ')')) {
        accept(reader, ',');
        add_arg(reader, operands);
    }
}

static void read_phi(struct reader *reader, struct operands *operands)
{
    do {
        add_target(reader, operands);
        add_arg(reader, operands);
    } while (!reader->failed && accept(reader, ','));
}

/* Values and targets, in any order; a number before a target is a case of a switch. */
static void read_plain(struct reader *reader, struct operands *operands)
{
    do {
        skip_spaces(reader);
        if (reader->at == reader->end)
            return;
        char c = *reader->at;
        if (c == '%') {
            add_arg(reader, operands);
        } else if (c == 'b' && reader->end - reader->at > 1 && isdigit((unsigned char)reader->at[1])) {
            add_target(reader, operands);
        } else if (isdigit((unsigned char)c) || c == '-') {
            operands->cases[operands->target_count & 255] = read_number(reader);
            add_target(reader, operands);
        } else {
            return;
        }
    } while (!reader->failed && accept(reader, ','));
}

static void read_operands(struct reader *reader, struct ir_insn *insn, struct operands *operands)
{
    switch ((enum ir_op)insn->op) {
    case IR_ADDR:
        insn->u.symbol = symbol_ref(reader);
        insn->imm = read_offset(reader);
        return;
    case IR_SLOT:
        insn->u.slot = slot_ref(reader);
        insn->imm = read_offset(reader);
        return;
    case IR_LOAD:
    case IR_STORE: read_memory(reader, insn, operands); return;
    case IR_PHI: read_phi(reader, operands); return;
    case IR_CALL: read_call(reader, insn, operands); return;
    case IR_ASM: read_asm(reader, insn, operands); return;
    default: read_plain(reader, operands);
    }
}

static void read_suffixes(struct reader *reader, struct ir_insn *insn)
{
    while (!reader->failed && !at_line_end(reader)) {
        if (accept(reader, '#'))
            insn->imm = read_number(reader);
        else if (accept_word(reader, "align"))
            insn->align = (uint8_t)read_number(reader);
        else if (accept_word(reader, "alias"))
            insn->alias = (uint16_t)read_number(reader);
        else if (accept_word(reader, "record")) {
            insn->record = (uint16_t)read_number(reader);
            expect(reader, '+');
            insn->member = (uint16_t)read_number(reader);
        } else if (accept_word(reader, "volatile"))
            insn->flags |= IR_VOLATILE;
        else if (accept_word(reader, "likely"))
            insn->flags |= IR_LIKELY;
        else if (accept_word(reader, "unlikely"))
            insn->flags |= IR_UNLIKELY;
        else if (accept(reader, '@')) {
            uint32_t file = (uint32_t)read_number(reader);
            expect(reader, ':');
            insn->loc = ir_loc_new(reader->module, file, (uint32_t)read_number(reader), 0);
        } else {
            fail(reader, "unknown text after the operands");
        }
    }
}

static enum ir_op read_op(struct reader *reader)
{
    char word[WORD_MAX];
    read_word(reader, word);
    for (unsigned op = 0; op < IR_OP_COUNT; op++)
        if (strcmp(ir_ops[op].name, word) == 0)
            return (enum ir_op)op;
    fail(reader, "unknown operation '%s'", word);
    return IR_NOP;
}

static void read_insn(struct reader *reader)
{
    struct ir_function *function = reader->function;
    struct operands operands = {.arg_count = 0};
    struct ir_insn *insn;
    skip_spaces(reader);
    bool has_value = *reader->at == '%';
    if (has_value) {
        insn = value_ref(reader);
        expect(reader, '=');
        if (insn->block)
            fail(reader, "value computed twice");
    } else {
        insn = ir_insn_new(function, IR_NOP, IR_VOID, 0);
    }
    if (!function->at || reader->failed) {
        fail(reader, "instruction outside a block");
        return;
    }
    insn->op = (uint8_t)read_op(reader);
    skip_spaces(reader);
    if (has_value)
        insn->type = (uint8_t)read_type(reader);
    read_operands(reader, insn, &operands);
    insn->arg = arena_grow(&reader->module->arena, operands.arg, operands.arg_count, operands.arg_count + 1u,
                           sizeof *insn->arg);
    insn->arg_count = operands.arg_count;
    if (operands.target_count) {
        insn->u.target = arena_grow(&reader->module->arena, operands.target, operands.target_count,
                                    operands.target_count, sizeof *insn->u.target);
        insn->target_count = operands.target_count;
    }
    if (insn->op == IR_SWITCH && operands.target_count)
        insn->cases = arena_grow(&reader->module->arena, operands.cases + 1, operands.target_count - 1,
                                 operands.target_count, sizeof *insn->cases);
    read_suffixes(reader, insn);
    if ((insn->op == IR_LOAD || insn->op == IR_STORE) && !insn->align)
        insn->align = (uint8_t)ir_mem_bytes((enum ir_mem)insn->mem);
    ir_append(function->at, insn);
}

/* ---- Symbols and functions ---- */

static unsigned read_choice(struct reader *reader, const char *const *names, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        if (accept_word(reader, names[i]))
            return i;
    fail(reader, "'%s' or another of its kind expected", names[0]);
    return 0;
}

static void read_symbol(struct reader *reader)
{
    static const char *const linkages[] = {"local", "global", "weak"};
    static const char *const kinds[] = {"undefined", "function", "data", "alias", "common", "label"};
    struct ir_symbol *symbol = symbol_ref(reader);
    const char *name = read_string(reader);
    symbol->name = *name ? name : NULL;
    symbol->linkage = (uint8_t)read_choice(reader, linkages, 3);
    symbol->kind = (uint8_t)read_choice(reader, kinds, 6);
    symbol->align = 1;
    symbol->object_index = -1;
    while (!reader->failed && !at_line_end(reader)) {
        if (accept_word(reader, "align"))
            symbol->align = (uint32_t)read_number(reader);
        else if (accept_word(reader, "size"))
            symbol->size_bytes = (uint32_t)read_number(reader);
        else if (accept_word(reader, "tls"))
            symbol->tls = true;
        else if (accept_word(reader, "used"))
            symbol->used = true;
        else if (accept_word(reader, "read_only"))
            symbol->read_only = true;
        else if (accept_word(reader, "strings"))
            symbol->strings = true;
        else if (accept_word(reader, "section"))
            symbol->section = read_string(reader);
        else if (accept_word(reader, "of"))
            symbol->aliased = symbol_ref(reader);
        else
            fail(reader, "unknown attribute of a symbol");
    }
    if (symbol->align == 0 || (symbol->align & (symbol->align - 1)) || symbol->size_bytes > 1u << 28)
        fail(reader, "bad alignment or size");
    struct ir_module *module = reader->module;
    if (module->last_symbol)
        module->last_symbol->next = symbol;
    else
        module->symbols = symbol;
    module->last_symbol = symbol;
    reader->symbol = symbol;
}

static void read_bytes(struct reader *reader)
{
    if (!reader->symbol) {
        fail(reader, "bytes of no symbol");
        return;
    }
    uint8_t *bytes = arena_alloc(&reader->module->arena, reader->symbol->size_bytes);
    skip_spaces(reader);
    for (uint32_t i = 0; i < reader->symbol->size_bytes; i++) {
        if (reader->end - reader->at < 2 || !isxdigit((unsigned char)reader->at[0]) ||
            !isxdigit((unsigned char)reader->at[1])) {
            fail(reader, "two hexadecimal digits for each byte expected");
            return;
        }
        char digits[3] = {reader->at[0], reader->at[1], 0};
        bytes[i] = (uint8_t)strtoul(digits, NULL, 16);
        reader->at += 2;
    }
    reader->symbol->bytes = bytes;
}

static void read_reloc(struct reader *reader)
{
    int64_t offset = read_number(reader);
    struct ir_symbol *target = symbol_ref(reader);
    int32_t addend = (int32_t)read_offset(reader);
    if (!reader->symbol || offset < 0 || offset + 4 > (int64_t)reader->symbol->size_bytes)
        fail(reader, "reloc outside its symbol");
    else
        ir_data_reloc(reader->module, reader->symbol, (uint32_t)offset, target, addend);
}

static void read_function(struct reader *reader)
{
    struct ir_symbol *symbol = symbol_ref(reader);
    enum ir_type result = read_type(reader), params[64];
    uint32_t count = 0;
    expect(reader, '(');
    while (!reader->failed && !accept(reader, ')')) {
        enum ir_type type = read_type(reader);
        if (count == 64)
            fail(reader, "too many parameters");
        else
            params[count++] = type;
    }
    if (reader->failed)
        return;
    struct ir_function *function = ir_function(reader->module, symbol, result, params, count);
    /* The text names its own entry block. */
    function->entry = function->last_block = function->at = NULL;
    function->block_count = 0;
    function->variadic = accept_word(reader, "variadic");
    function->noreturn = accept_word(reader, "noreturn");
    function->always_inline = accept_word(reader, "always_inline");
    function->noinline = accept_word(reader, "noinline");
    function->frame_pointer = accept_word(reader, "frame_pointer");
    function->naked = accept_word(reader, "naked");
    function->calls_setjmp = accept_word(reader, "setjmp");
    reader->function = function;
    memset(&reader->values, 0, sizeof reader->values);
    memset(&reader->blocks, 0, sizeof reader->blocks);
    memset(&reader->slots, 0, sizeof reader->slots);
}

static void read_slot(struct reader *reader)
{
    struct ir_slot *slot = slot_ref(reader);
    slot->size_bytes = (uint32_t)read_number(reader);
    if (accept_word(reader, "align"))
        slot->align = (uint32_t)read_number(reader);
    if (slot->align == 0 || (slot->align & (slot->align - 1)) || slot->size_bytes > 1u << 28)
        fail(reader, "bad alignment or size");
}

static void read_block(struct reader *reader)
{
    struct ir_function *function = reader->function;
    struct ir_block *block = block_ref(reader);
    expect(reader, ':');
    for (const struct ir_block *other = function->entry; other; other = other->next)
        if (other == block)
            fail(reader, "block placed twice");
    if (accept_word(reader, "label")) {
        block->label = symbol_ref(reader);
        block->address_taken = true;
        block->label->block = block;
        block->label->function = function;
    }
    if (reader->failed)
        return;
    if (function->last_block)
        function->last_block->next = block;
    else
        function->entry = block;
    function->last_block = function->at = block;
}

static void end_function(struct reader *reader)
{
    struct ir_function *function = reader->function;
    for (uint32_t i = 0; i < reader->values.count; i++)
        if (reader->values.items[i] && !((struct ir_insn *)reader->values.items[i])->block)
            fail(reader, "%%%" PRIu32 " is used but never computed", i);
    uint32_t placed = 0;
    for (const struct ir_block *block = function->entry; block; block = block->next)
        placed++;
    if (placed != function->block_count || !placed)
        fail(reader, "a block is named but not placed");
    reader->function = NULL;
}

static void read_line(struct reader *reader)
{
    if (reader->function) {
        skip_spaces(reader);
        if (accept_word(reader, "end"))
            end_function(reader);
        else if (accept_word(reader, "slot") && !reader->function->at)
            read_slot(reader);
        else if (*reader->at == 'b' && reader->end - reader->at > 1 && isdigit((unsigned char)reader->at[1]))
            read_block(reader);
        else
            read_insn(reader);
    } else if (accept_word(reader, "file")) {
        read_number(reader);
        ir_file(reader->module, read_string(reader));
    } else if (accept_word(reader, "asm")) {
        ir_top_asm(reader->module, read_string(reader));
    } else if (accept_word(reader, "symbol")) {
        read_symbol(reader);
    } else if (accept_word(reader, "bytes")) {
        read_bytes(reader);
    } else if (accept_word(reader, "reloc")) {
        read_reloc(reader);
    } else if (accept_word(reader, "function")) {
        read_function(reader);
    } else {
        fail(reader, "file, asm, symbol or function expected");
    }
}

struct ir_module *ir_read(const char *text, size_t length, char *error, size_t error_size)
{
    struct reader reader = {.at = text,
                            .end = text + length,
                            .line = 1,
                            .module = ir_module_new(),
                            .error = error,
                            .error_size = error_size};
    while (reader.at < reader.end && !reader.failed) {
        if (!at_line_end(&reader) && *reader.at != '#') {
            read_line(&reader);
            if (!reader.failed && !at_line_end(&reader))
                fail(&reader, "text after the end of a line");
        }
        if (!reader.failed)
            next_line(&reader);
    }
    if (reader.function)
        fail(&reader, "the last function has no end");
    for (uint32_t i = 0; i < reader.symbols.count; i++)
        if (reader.symbols.items[i] && ((struct ir_symbol *)reader.symbols.items[i])->align == 0)
            fail(&reader, "$%" PRIu32 " is used but never declared", i);
    if (!reader.failed)
        return reader.module;
    ir_module_free(reader.module);
    return NULL;
}
