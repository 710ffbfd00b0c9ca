/* Objects with static storage: symbols of the IR, and initializers as bytes and relocations. */
#include "gen/gen.h"

#include <stdio.h>
#include <string.h>

/* ---- Symbols ---- */

static enum ir_linkage linkage_of(const struct symbol *symbol)
{
    if (symbol->linkage != LINKAGE_EXTERNAL)
        return IR_LOCAL;
    if (symbol->attributes.weak)
        return IR_WEAK;
    bool inline_only =
        symbol->kind == SYMBOL_FUNCTION && symbol->is_inline && symbol->defined && !symbol->extern_inline_wanted;
    return inline_only ? IR_LOCAL : IR_GLOBAL;
}

static const char *local_name(struct parser *p, const struct symbol *symbol)
{
    if (symbol->name->text[0] == '<')
        return NULL;
    size_t room = symbol->name->length + (size_t)16;
    char *name = arena_alloc(&p->module->arena, room);
    snprintf(name, room, "%s.%u", symbol->name->text, ++p->statics);
    return name;
}

struct ir_symbol *symbol_ir(struct parser *p, struct symbol *symbol)
{
    if (symbol->ir)
        return symbol->ir;
    const char *name = symbol->attributes.assembler_name ? symbol->attributes.assembler_name
                       : symbol->linkage == LINKAGE_NONE || symbol->name->text[0] == '<' ? local_name(p, symbol)
                                                                                         : symbol->name->text;
    symbol->ir = ir_symbol(p->module, name, linkage_of(symbol));
    symbol->ir->tls = symbol->is_thread;
    symbol->ir->section = symbol->attributes.section;
    return symbol->ir;
}

/* An entry of .init_array or .fini_array for a constructor or destructor; the linker sorts by the number at the end. */
static void add_array_entry(struct parser *p, struct symbol *symbol, const char *section, uint32_t priority)
{
    char name[32];
    if (priority)
        section =
            arena_string(&p->module->arena, name, (size_t)snprintf(name, sizeof name, "%s.%05u", section, priority));
    struct ir_symbol *entry = ir_symbol(p->module, NULL, IR_LOCAL);
    uint8_t *bytes = arena_alloc(&p->module->arena, 4);
    ir_define_data(entry, bytes, 4, 4, false);
    entry->section = section;
    entry->used = true;
    ir_data_reloc(p->module, entry, 0, symbol_ir(p, symbol), 0);
}

void symbol_finish_ir(struct parser *p, struct symbol *symbol)
{
    const struct attributes *a = &symbol->attributes;
    if (a->alias) {
        struct symbol *target = symbol_global(p, intern_find(p->names, a->alias));
        struct ir_symbol *ir = symbol_ir(p, symbol);
        if (!target || !target->defined) {
            report_error(p->report, span_at(symbol->loc), "'%s' is an alias of '%s', which is not defined in this file",
                         symbol->name->text, a->alias);
            return;
        }
        ir->kind = IR_ALIAS;
        ir->aliased = symbol_ir(p, target);
        target->ir->used = true;
    }
    if (symbol->ir || a->used || a->weak) {
        struct ir_symbol *ir = symbol_ir(p, symbol);
        ir->linkage = (uint8_t)linkage_of(symbol);
        ir->used |= a->used;
        if (a->section)
            ir->section = a->section;
    }
    if (a->constructor && symbol->defined)
        add_array_entry(p, symbol, ".init_array", a->constructor_priority);
    if (a->destructor && symbol->defined)
        add_array_entry(p, symbol, ".fini_array", a->destructor_priority);
}

struct ir_symbol *string_ir(struct parser *p, struct string_literal *string)
{
    if (string->ir)
        return string->ir;
    string->ir = ir_symbol(p->module, NULL, IR_LOCAL);
    ir_define_data(string->ir, string->bytes, (string->length + 1) * string->width, string->width, true);
    string->ir->strings = string->width == 1;
    return string->ir;
}

/* ---- Address constants (6.6p9) ---- */

struct address {
    struct ir_symbol *symbol; /* NULL: a number */
    struct label *label;
    int64_t offset;
};

static bool evaluate(struct parser *p, const struct expr *expr, struct address *out);

static bool evaluate_place(struct parser *p, const struct expr *expr, struct address *out)
{
    switch (expr->op) {
    case EXPR_SYMBOL:
        if (!expr->symbol->is_static && expr->symbol->linkage == LINKAGE_NONE)
            return false;
        if (expr->symbol->is_thread)
            return false;
        *out = (struct address){.symbol = symbol_ir(p, expr->symbol)};
        return true;
    case EXPR_STRING: *out = (struct address){.symbol = string_ir(p, expr->string)}; return true;
    case EXPR_MEMBER:
        if (!evaluate_place(p, expr->left, out))
            return false;
        out->offset += expr->offset_bytes;
        return true;
    case EXPR_DEREF: return evaluate(p, expr->left, out);
    default: return false;
    }
}

static bool evaluate_sum(struct parser *p, const struct expr *expr, struct address *out)
{
    struct address right;
    if (!evaluate(p, expr->left, out) || !evaluate(p, expr->right, &right))
        return false;
    bool minus = expr->op == EXPR_SUB || expr->op == EXPR_POINTER_SUB;
    if (right.symbol && !minus && !out->symbol && !out->label) {
        right.offset += out->offset;
        *out = right;
        return true;
    }
    if (expr->op == EXPR_SUB && right.symbol && right.symbol == out->symbol) {
        *out = (struct address){.offset = fold_wrap(expr->type, out->offset - right.offset)};
        return true;
    }
    if (right.symbol || right.label)
        return false;
    int64_t factor = 1;
    if (expr->op == EXPR_POINTER_ADD || expr->op == EXPR_POINTER_SUB)
        factor = type_complete(expr->type->base) ? (int64_t)type_size(expr->type->base) : 1;
    uint64_t bytes = (uint64_t)right.offset * (uint64_t)factor;
    out->offset = (int64_t)((uint64_t)out->offset + (minus ? 0 - bytes : bytes));
    return true;
}

static bool evaluate_difference(struct parser *p, const struct expr *expr, struct address *out)
{
    struct address left, right;
    if (!evaluate(p, expr->left, &left) || !evaluate(p, expr->right, &right) || left.symbol != right.symbol ||
        left.label != right.label)
        return false;
    uint32_t size = type_size(expr->left->type->base);
    *out = (struct address){.offset = (left.offset - right.offset) / (int64_t)(size ? size : 1)};
    return true;
}

/* The truth of an address that is not 0, wherever the linker puts it; -1 when that is not known. */
static int address_truth(const struct address *address)
{
    if (!address->symbol && !address->label)
        return address->offset != 0;
    return address->offset || (address->symbol && address->symbol->linkage == IR_WEAK) ? -1 : 1;
}

static int truth_of(struct parser *p, const struct expr *expr)
{
    struct address value;
    int known = fold_truth(expr);
    return known >= 0 || !evaluate(p, expr, &value) ? known : address_truth(&value);
}

/* Comparisons of addresses: with 0, or within one object. */
static bool evaluate_comparison(struct parser *p, const struct expr *expr, struct address *out)
{
    struct address left, right;
    if (expr->left->type->kind != TYPE_POINTER || !evaluate(p, expr->left, &left) || !evaluate(p, expr->right, &right))
        return false;
    bool is_equal = expr->op == EXPR_EQ;
    if (left.symbol == right.symbol && left.label == right.label)
        is_equal = (left.offset == right.offset) == is_equal;
    else if ((address_truth(&left) == 1 && address_truth(&right) == 0) ||
             (address_truth(&left) == 0 && address_truth(&right) == 1))
        is_equal = !is_equal;
    else
        return false;
    *out = (struct address){.offset = is_equal};
    return true;
}

static bool evaluate_logical(struct parser *p, const struct expr *expr, struct address *out)
{
    int left = truth_of(p, expr->left), right = -1;
    bool is_and = expr->op == EXPR_LOGICAL_AND;
    if (expr->op == EXPR_LOGICAL_NOT)
        right = left < 0 ? left : !left;
    else if (left >= 0)
        right = left == is_and ? truth_of(p, expr->right) : left;
    *out = (struct address){.offset = right > 0};
    return right >= 0;
}

static bool evaluate(struct parser *p, const struct expr *expr, struct address *out)
{
    if (expr->op == EXPR_CAST && expr->type->kind == TYPE_BOOL) {
        int truth = truth_of(p, expr->left);
        *out = (struct address){.offset = truth > 0};
        return truth >= 0;
    }
    switch (expr->op) {
    case EXPR_INTEGER: *out = (struct address){.offset = expr->integer}; return true;
    case EXPR_ADDRESS: return evaluate_place(p, expr->left, out);
    case EXPR_LABEL: *out = (struct address){.label = expr->label}; return true;
    case EXPR_CAST:
        return type_size(expr->type) == 4 && !type_is_floating(expr->type) && !type_is_floating(expr->left->type) &&
               type_is_scalar(expr->type) && evaluate(p, expr->left, out);
    case EXPR_POINTER_ADD:
    case EXPR_POINTER_SUB:
    case EXPR_ADD:
    case EXPR_SUB: return evaluate_sum(p, expr, out);
    case EXPR_EQ:
    case EXPR_NE: return evaluate_comparison(p, expr, out);
    case EXPR_LOGICAL_NOT:
    case EXPR_LOGICAL_AND:
    case EXPR_LOGICAL_OR: return evaluate_logical(p, expr, out);
    case EXPR_POINTER_DIFF: return evaluate_difference(p, expr, out);
    case EXPR_CONDITIONAL: {
        int truth = expr->right ? truth_of(p, expr->left) : -1;
        return truth >= 0 && evaluate(p, truth ? expr->right : expr->third, out);
    }
    default: return false;
    }
}

/* ---- Bytes ---- */

struct image {
    struct parser *p;
    struct ir_symbol *symbol;
    uint8_t *bytes;
    uint32_t size_bytes;
    uint32_t end; /* of what has been given values */
};

static void put(struct image *image, uint32_t offset, uint64_t value, uint32_t count)
{
    for (uint32_t i = 0; i < count && offset + i < image->size_bytes; i++)
        image->bytes[offset + i] = (uint8_t)(value >> 8 * i);
}

/* A later initializer replaces an earlier one: forget what pointed from there. */
static void forget_relocs(struct image *image, uint32_t offset, uint32_t size)
{
    struct ir_reloc **link = &image->symbol->relocs, *last = NULL;
    while (*link) {
        if ((*link)->offset >= offset && (*link)->offset < offset + size)
            *link = (*link)->next;
        else {
            last = *link;
            link = &(*link)->next;
        }
    }
    image->symbol->last_reloc = last;
}

static void put_field(struct image *image, uint32_t offset, const struct member *field, int64_t value)
{
    for (unsigned i = 0; i < field->bit_width; i++) {
        unsigned bit = field->bit_offset + i;
        uint32_t at = offset + bit / 8;
        if (at >= image->size_bytes)
            return;
        uint8_t mask = (uint8_t)(1u << bit % 8);
        image->bytes[at] = (uint8_t)((image->bytes[at] & ~mask) | ((uint64_t)value >> i & 1 ? mask : 0));
    }
}

static void put_real(struct image *image, uint32_t offset, const struct type *type, double value)
{
    if (type_size(type) == 4) {
        float single = (float)value;
        uint32_t bits;
        memcpy(&bits, &single, sizeof bits);
        put(image, offset, bits, 4);
    } else {
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        put(image, offset, bits, 8);
    }
}

/* A static compound literal's contents, copied. */
static bool put_copy(struct image *image, uint32_t offset, const struct expr *expr)
{
    if (expr->op == EXPR_LOAD)
        expr = expr->left;
    if (expr->op != EXPR_SYMBOL || expr->symbol->name->text[0] != '<' || !expr->symbol->ir)
        return false;
    const struct ir_symbol *from = expr->symbol->ir;
    for (uint32_t i = 0; i < from->size_bytes && offset + i < image->size_bytes; i++)
        image->bytes[offset + i] = from->bytes ? from->bytes[i] : 0;
    for (const struct ir_reloc *reloc = from->relocs; reloc; reloc = reloc->next)
        ir_data_reloc(image->p->module, image->symbol, offset + reloc->offset, reloc->symbol, reloc->addend);
    return true;
}

static void put_address(struct image *image, uint32_t offset, const struct address *address)
{
    struct parser *p = image->p;
    if (address->label) {
        struct label_fixup *fixup = arena_alloc(&p->arena, sizeof *fixup);
        *fixup = (struct label_fixup){p->label_fixups, image->symbol, offset, address->label};
        p->label_fixups = fixup;
    } else {
        ir_data_reloc(p->module, image->symbol, offset, address->symbol, (int32_t)(uint32_t)(uint64_t)address->offset);
    }
}

/* False when the value is not constant. */
static bool put_value(struct image *image, const struct initializer *init)
{
    const struct expr *value = init->value;
    uint32_t offset = init->offset_bytes, size = type_size(init->type);
    struct address address;
    if (!init->field && offset < image->end)
        forget_relocs(image, offset, size);
    if (offset + size > image->end)
        image->end = offset + size;
    if (!value) {
        for (uint32_t i = 0; i < size; i++)
            put(image, offset + i, 0, 1);
        return true;
    }
    if (value->op == EXPR_STRING && init->type->kind == TYPE_ARRAY) {
        uint32_t have = (value->string->length + 1) * value->string->width;
        for (uint32_t i = 0; i < size; i++)
            put(image, offset + i, i < have ? value->string->bytes[i] : 0, 1);
        return true;
    }
    if (type_is_record(init->type) || init->type->kind == TYPE_ARRAY)
        return put_copy(image, offset, value);
    if (value->op == EXPR_REAL) {
        put_real(image, offset, init->type, value->real);
        return true;
    }
    if (!evaluate(image->p, value, &address))
        return false;
    if (init->field)
        put_field(image, offset, init->field, address.offset);
    else if (address.label && address.offset)
        return false;
    else if (address.symbol || address.label)
        put_address(image, offset, &address);
    else
        put(image, offset, (uint64_t)address.offset, size);
    return !(init->field && (address.symbol || address.label));
}

static bool put_repeated(struct image *image, const struct initializer *init)
{
    struct initializer one = *init;
    bool good = put_value(image, &one);
    for (uint32_t n = 1; n < init->repeat && good; n++) {
        one.offset_bytes += init->stride;
        good = put_value(image, &one);
    }
    return good;
}

/* A flexible array's elements make the object longer than its type. */
static uint32_t size_with_tail(const struct type *type, const struct initializer *initializer)
{
    uint64_t size = type_size(type);
    for (; initializer; initializer = initializer->next) {
        uint64_t end = (uint64_t)initializer->offset_bytes + type_size(initializer->type);
        if (initializer->repeat)
            end += (uint64_t)(initializer->repeat - 1) * initializer->stride;
        if (!initializer->field && end > size && end < INT32_MAX)
            size = end;
    }
    return (uint32_t)size;
}

static const uint32_t INITIALIZED_BYTES_MAX = 1u << 28;

static bool gives_only_zeros(const struct initializer *initializer)
{
    for (; initializer; initializer = initializer->next)
        if (initializer->value && (initializer->value->op != EXPR_INTEGER || initializer->value->integer))
            return false;
    return true;
}

static bool is_zero(const uint8_t *bytes, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        if (bytes[i])
            return false;
    return true;
}

void data_define(struct parser *p, struct symbol *symbol, struct initializer *initializer)
{
    struct image image = {.p = p, .symbol = symbol_ir(p, symbol)};
    image.size_bytes = size_with_tail(symbol->type, initializer);
    if (gives_only_zeros(initializer))
        initializer = NULL;
    if (initializer && image.size_bytes > INITIALIZED_BYTES_MAX) {
        report_error(p->report, span_at(symbol->loc), "an object with values cannot be larger than 256 MiB");
        return;
    }
    if (initializer)
        image.bytes = arena_alloc(&p->module->arena, image.size_bytes);
    for (const struct initializer *init = initializer; init; init = init->next)
        if (!put_repeated(&image, init))
            report_error(p->report, span_of(init->value), "the initializer of a static object must be constant");
    uint32_t align = type_align(symbol->type);
    if (symbol->attributes.align > align)
        align = symbol->attributes.align;
    const struct type *element = symbol->type;
    while (element->kind == TYPE_ARRAY)
        element = element->base;
    bool read_only = (element->quals & QUAL_CONST) && !(element->quals & QUAL_VOLATILE);
    bool all_zero = !image.bytes || (is_zero(image.bytes, image.size_bytes) && !image.symbol->relocs && !read_only);
    ir_define_data(image.symbol, all_zero ? NULL : image.bytes, image.size_bytes, align,
                   read_only && !symbol->is_thread);
}
