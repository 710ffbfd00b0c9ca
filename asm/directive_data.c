/* Directives that put bytes: numbers, strings, files, padding. */
#include <stdlib.h>
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

bool section_room(struct lexer *lexer, uint64_t bytes, bool data)
{
    struct assembler *as = lexer->as;
    const char *name = obj_section_name(as->obj, as->section);
    bool reserved = obj_section_type(as->obj, as->section) == SHT_NOBITS;
    uint32_t most = reserved ? RESERVED_BYTES_MAX : SECTION_BYTES_MAX;
    if (data && reserved) {
        error_where(as, as->statement, 0, "section '%s' holds no bytes; go to '.data' first, or use '.space'", name);
        return false;
    }
    as->data_bytes += reserved || bytes > most ? 0 : bytes;
    if (bytes > most || obj_offset(as->obj, as->section) + bytes > most || as->data_bytes > 2 * SECTION_BYTES_MAX) {
        error_where(as, as->statement, 0, "section '%s' grows beyond %u MiB", name, most >> 20);
        as->ended = as->data_bytes > 2 * SECTION_BYTES_MAX;
        return false;
    }
    return true;
}

static void put_little_endian(struct assembler *as, uint64_t number, unsigned bytes)
{
    uint8_t out[8];
    for (unsigned i = 0; i < bytes; i++)
        out[i] = (uint8_t)(number >> (8 * i));
    obj_put(as->obj, as->section, out, bytes);
}

/* One value of .byte ... .quad. */
static void put_value(struct lexer *lexer, const struct value *value, unsigned bytes, const struct token *first)
{
    static const enum peach_reloc relocs[] = {[1] = R_PEACH_ABS8, [2] = R_PEACH_ABS16, [4] = R_PEACH_ABS32};
    struct assembler *as = lexer->as;
    unsigned section = as->section, bits = 8 * bytes, width = bytes > 4 ? 4 : bytes;
    uint32_t offset = obj_offset(as->obj, section);
    if (value->modifier) {
        error_where(as, first->where, first->where_width, "%%hi() and %%lo() belong to an instruction's operand");
        return;
    }
    if (value_is_number(value)) {
        int64_t number = value->number;
        if (bits < 64 && (number < -((int64_t)1 << (bits - 1)) || number >= (int64_t)1 << bits))
            error_where(as, first->where, first->where_width, "value %lld does not fit %u bits; use a wider directive",
                        (long long)number, bits);
        put_little_endian(as, (uint64_t)number, bytes);
        return;
    }
    lines_mark(as, first->where);
    if (value->node || (value->minus && !value->plus)) {
        unsigned label = obj_label(as->obj);
        obj_define(as->obj, label, section, offset);
        defer(as, DEFER_DATA, label, bytes, value, first->where);
    } else if (value->minus) {
        obj_difference(as->obj, section, offset, width, value->plus, value->minus, (int32_t)value->number);
    } else {
        obj_reloc(as->obj, section, offset, relocs[width], value->plus, (int32_t)value->number);
    }
    put_little_endian(as, 0, bytes);
}

void directive_data(struct lexer *lexer, int bytes)
{
    do {
        struct value value;
        dot_move(lexer->as);
        lexer_next(lexer);
        const struct token first = lexer->token;
        if (!expression(lexer, &value) || !section_room(lexer, (uint64_t)bytes, true))
            return;
        put_value(lexer, &value, (unsigned)bytes, &first);
    } while (token_is(&lexer->token, ','));
    end_of_statement(lexer);
}

/* The text up to the next comma or the end of the statement. */
static size_t raw_item(const struct lexer *lexer)
{
    size_t length = 0;
    while (lexer->at + length < lexer->end && lexer->at[length] != ',' && lexer->at[length] != ';')
        length++;
    return length;
}

static bool put_float(struct lexer *lexer, int bytes)
{
    struct assembler *as = lexer->as;
    size_t length = raw_item(lexer), start = 0;
    char text[80] = "";
    char *stop = text;
    while (start < length && (lexer->at[start] == ' ' || lexer->at[start] == '\t'))
        start++;
    if (length - start < sizeof text)
        memcpy(text, lexer->at + start, length - start);
    double number = bytes == 4 ? (double)strtof(text, &stop) : strtod(text, &stop);
    while (*stop == ' ' || *stop == '\t')
        stop++;
    if (stop == text || *stop) {
        error_where(as, lexer->at + start, length - start,
                    "expected a floating-point number, as in 1.5, -2e10, inf or nan");
        return false;
    }
    if (bytes == 4) {
        float narrow = (float)number;
        uint32_t bits;
        memcpy(&bits, &narrow, sizeof bits);
        put_little_endian(as, number != number ? 0x7fc00000u : bits, 4);
    } else {
        uint64_t bits;
        memcpy(&bits, &number, sizeof bits);
        put_little_endian(as, number != number ? (uint64_t)0x7ff80000 << 32 : bits, 8);
    }
    lexer->at += length;
    return true;
}

void directive_float(struct lexer *lexer, int bytes)
{
    do {
        if (!section_room(lexer, (uint64_t)bytes, true) || !put_float(lexer, bytes))
            return;
        lexer_next(lexer);
    } while (token_is(&lexer->token, ','));
    end_of_statement(lexer);
}

void directive_leb(struct lexer *lexer, int is_signed)
{
    do {
        int64_t number;
        struct buf bytes = {0};
        lexer_next(lexer);
        const struct token first = lexer->token;
        if (!expression_number(lexer, &number) || !section_room(lexer, 8, true))
            return;
        if (is_signed ? number < INT32_MIN || number > INT32_MAX : number < 0 || number > UINT32_MAX) {
            error_where(lexer->as, first.where, first.where_width, "value %lld does not fit 32 bits",
                        (long long)number);
            return;
        }
        if (is_signed)
            buf_put_sleb(&bytes, (int32_t)number);
        else
            buf_put_uleb(&bytes, (uint32_t)number);
        obj_put(lexer->as->obj, lexer->as->section, bytes.data, bytes.length);
        buf_free(&bytes);
    } while (token_is(&lexer->token, ','));
    end_of_statement(lexer);
}

void directive_string(struct lexer *lexer, int terminated)
{
    do {
        struct buf bytes = {0};
        lexer_next(lexer);
        if (lexer->token.kind != TOKEN_STRING) {
            error_token(lexer, "expected a string in quotes");
            return;
        }
        bool good = string_bytes(lexer, &bytes);
        if (terminated)
            buf_put8(&bytes, 0);
        good = good && section_room(lexer, bytes.length, true);
        if (good)
            obj_put(lexer->as->obj, lexer->as->section, bytes.data, bytes.length);
        buf_free(&bytes);
        if (!good)
            return;
        lexer_next(lexer);
    } while (token_is(&lexer->token, ','));
    end_of_statement(lexer);
}

/* .incbin "file" [, skip [, count]] */
void directive_incbin(struct lexer *lexer, int argument)
{
    struct assembler *as = lexer->as;
    int64_t skip = 0, count = -1;
    size_t length = 0;
    char *found = NULL;
    (void)argument;
    lexer_next(lexer);
    const struct token path = lexer->token;
    if (path.kind != TOKEN_STRING) {
        error_token(lexer, "expected a file name in quotes");
        return;
    }
    lexer_next(lexer);
    if (lexer_accept(lexer, ',') && !expression_number(lexer, &skip))
        return;
    if (lexer_accept(lexer, ',') && !expression_number(lexer, &count))
        return;
    if (!end_of_statement(lexer))
        return;
    char *name = mem_string(path.start, path.length);
    char *data = source_find(as, name, &length, &found, path.where, path.where_width);
    if (data && (skip < 0 || (uint64_t)skip > length || (count >= 0 && (uint64_t)count > length - (uint64_t)skip)))
        error_where(as, path.where, path.where_width, "'%s' has only %zu bytes", name, length);
    else if (data && section_room(lexer, count < 0 ? length - (size_t)skip : (uint64_t)count, true))
        obj_put(as->obj, as->section, data + skip, count < 0 ? length - (size_t)skip : (size_t)count);
    free(data);
    free(found);
    free(name);
}

/* Append count times the low bytes of a value. */
static void put_fill(struct lexer *lexer, uint64_t count, unsigned bytes, uint64_t value)
{
    struct assembler *as = lexer->as;
    if (!section_room(lexer, count * bytes, value != 0))
        return;
    if (value == 0) {
        obj_reserve(as->obj, as->section, (uint32_t)(count * bytes));
        return;
    }
    for (uint64_t i = 0; i < count; i++)
        put_little_endian(as, value, bytes);
}

void directive_space(struct lexer *lexer, int argument)
{
    int64_t count, value = 0;
    (void)argument;
    lexer_next(lexer);
    const struct token first = lexer->token;
    if (!expression_number(lexer, &count) || (lexer_accept(lexer, ',') && !expression_number(lexer, &value)) ||
        !end_of_statement(lexer))
        return;
    if (count < 0 || count > RESERVED_BYTES_MAX)
        error_where(lexer->as, first.where, first.where_width, "%lld bytes are not within 0..%u", (long long)count,
                    RESERVED_BYTES_MAX);
    else
        put_fill(lexer, (uint64_t)count, 1, (uint64_t)value & 0xff);
}

/* .fill count [, bytes [, value]] */
void directive_fill(struct lexer *lexer, int argument)
{
    int64_t count, bytes = 1, value = 0;
    (void)argument;
    lexer_next(lexer);
    const struct token first = lexer->token;
    if (!expression_number(lexer, &count) || (lexer_accept(lexer, ',') && !expression_number(lexer, &bytes)) ||
        (lexer_accept(lexer, ',') && !expression_number(lexer, &value)) || !end_of_statement(lexer))
        return;
    if (count < 0 || count > SECTION_BYTES_MAX || bytes < 1 || bytes > 8)
        error_where(lexer->as, first.where, first.where_width,
                    "a fill is a count of 0..%u, an element of 1..8 bytes, and its value", SECTION_BYTES_MAX);
    else
        put_fill(lexer, (uint64_t)count, (unsigned)bytes, (uint64_t)value);
}

/* .align and .balign count bytes, .p2align (in_bits) the power of two. */
void directive_align(struct lexer *lexer, int in_bits)
{
    struct assembler *as = lexer->as;
    const struct token name = lexer->token;
    int64_t align, fill = 0;
    lexer_next(lexer);
    const struct token first = lexer->token;
    if (!expression_number(lexer, &align) || (lexer_accept(lexer, ',') && !expression_number(lexer, &fill)) ||
        !end_of_statement(lexer))
        return;
    if (in_bits)
        align = align >= 0 && align < 32 ? (int64_t)1 << align : -1;
    if (align < 1 || align > ALIGN_MAX || (align & (align - 1)))
        error_where(as, first.where, first.where_width, "'%.*s' takes %s up to %u", (int)name.length, name.start,
                    in_bits ? "the exponent of a power of two"
                            : "bytes, a power of two ('.p2align' takes the exponent),",
                    in_bits ? 20 : ALIGN_MAX);
    else if (section_room(lexer, (uint64_t)align, fill != 0))
        obj_align(as->obj, as->section, (uint32_t)align, (uint8_t)fill);
}

void directive_org(struct lexer *lexer, int argument)
{
    struct assembler *as = lexer->as;
    struct value value;
    int64_t fill = 0;
    (void)argument;
    lexer_next(lexer);
    const struct token first = lexer->token;
    if (!expression(lexer, &value) || (lexer_accept(lexer, ',') && !expression_number(lexer, &fill)) ||
        !end_of_statement(lexer))
        return;
    uint32_t here = obj_offset(as->obj, as->section);
    int64_t target = value.number;
    struct obj_symbol_info base = {0};
    if (value.plus)
        base = obj_symbol_info(as->obj, value.plus);
    bool relative = value.plus && base.where == OBJ_IN_SECTION && base.section == as->section;
    if (relative)
        target += base.value;
    if (value.node || value.minus || value.modifier || (value.plus && !relative))
        error_where(as, first.where, first.where_width, "'.org' takes an offset from the section's start");
    else if (target < here)
        error_where(as, first.where, first.where_width, "'.org' goes backwards: the section is already at 0x%x", here);
    else if (section_room(lexer, (uint64_t)(target - here), fill != 0)) {
        lines_mark(as, first.where);
        obj_org(as->obj, as->section, (uint32_t)target, (uint8_t)fill);
    }
}
