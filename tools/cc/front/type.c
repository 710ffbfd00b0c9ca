#include "front/type.h"

#include "base/intern.h"

#include <stdio.h>
#include <string.h>

static const uint8_t basic_bytes[TYPE_BASIC_COUNT] = {
    [TYPE_VOID] = 1,   [TYPE_BOOL] = 1,  [TYPE_CHAR] = 1,   [TYPE_SCHAR] = 1,   [TYPE_UCHAR] = 1, [TYPE_SHORT] = 2,
    [TYPE_USHORT] = 2, [TYPE_INT] = 4,   [TYPE_UINT] = 4,   [TYPE_LONG] = 4,    [TYPE_ULONG] = 4, [TYPE_LLONG] = 8,
    [TYPE_ULLONG] = 8, [TYPE_FLOAT] = 4, [TYPE_DOUBLE] = 8, [TYPE_LDOUBLE] = 8,
};

static const char *const basic_names[TYPE_BASIC_COUNT] = {
    [TYPE_VOID] = "void",
    [TYPE_BOOL] = "_Bool",
    [TYPE_CHAR] = "char",
    [TYPE_SCHAR] = "signed char",
    [TYPE_UCHAR] = "unsigned char",
    [TYPE_SHORT] = "short",
    [TYPE_USHORT] = "unsigned short",
    [TYPE_INT] = "int",
    [TYPE_UINT] = "unsigned int",
    [TYPE_LONG] = "long",
    [TYPE_ULONG] = "unsigned long",
    [TYPE_LLONG] = "long long",
    [TYPE_ULLONG] = "unsigned long long",
    [TYPE_FLOAT] = "float",
    [TYPE_DOUBLE] = "double",
    [TYPE_LDOUBLE] = "long double",
};

enum { POINTER_BYTES = 4 };

/* ---- Making types ---- */

static struct type *new_type(struct types *types, enum type_kind kind, uint32_t size_bytes, uint32_t align)
{
    struct type *type = arena_alloc(types->arena, sizeof *type);
    type->kind = (uint8_t)kind;
    type->size_bytes = size_bytes;
    type->align = align;
    type->plain = type;
    return type;
}

void types_init(struct types *types, struct arena *arena, bool unsigned_char)
{
    types->arena = arena;
    for (int i = 0; i < TYPE_BASIC_COUNT; i++)
        types->basic[i] = new_type(types, (enum type_kind)i, basic_bytes[i], basic_bytes[i]);
    types->basic[TYPE_CHAR]->unsigned_char = unsigned_char;
}

struct type *type_basic(struct types *types, enum type_kind kind)
{
    return types->basic[kind];
}

struct type *type_pointer(struct types *types, struct type *to)
{
    if (!to->pointer) {
        to->pointer = new_type(types, TYPE_POINTER, POINTER_BYTES, POINTER_BYTES);
        to->pointer->base = to;
    }
    return to->pointer;
}

struct type *type_array_incomplete(struct types *types, struct type *element)
{
    struct type *type = new_type(types, TYPE_ARRAY, 0, type_align(element));
    type->base = element;
    return type;
}

struct type *type_array(struct types *types, struct type *element, uint32_t length)
{
    struct type *type = type_array_incomplete(types, element);
    type->complete_array = true;
    type->length = length;
    type->size_bytes = type_size(element) * length;
    return type;
}

struct type *type_function(struct types *types, struct type *result, struct function_type *function)
{
    struct type *type = new_type(types, TYPE_FUNCTION, 1, 4);
    type->base = result;
    type->function = function;
    return type;
}

struct type *type_record(struct types *types, bool is_union, struct record *record)
{
    struct type *type = new_type(types, is_union ? TYPE_UNION : TYPE_STRUCT, 0, 0);
    type->record = record;
    return type;
}

struct type *type_enum(struct types *types, struct enumeration *enumeration)
{
    struct type *type = new_type(types, TYPE_ENUM, 4, 4);
    type->enumeration = enumeration;
    return type;
}

/* With these qualifiers; `of` has none, or goes by a name. */
static struct type *variant(struct types *types, struct type *of, unsigned quals)
{
    for (struct type *v = of->variants; v; v = v->next_variant)
        if (v->quals == quals)
            return v;
    struct type *v = arena_alloc(types->arena, sizeof *v);
    *v = *of;
    v->quals = (uint8_t)quals;
    v->plain = of->plain;
    v->variants = NULL;
    v->pointer = NULL;
    v->debug = 0;
    v->next_variant = of->variants;
    of->variants = v;
    return v;
}

struct type *type_qualified(struct types *types, struct type *type, unsigned quals)
{
    if (!quals)
        return type;
    if (type->kind != TYPE_ARRAY && (type->quals | quals) == type->quals)
        return type;
    if (type->kind != TYPE_ARRAY)
        return variant(types, type->name ? type : type->plain, type->quals | quals);
    struct type *element = type_qualified(types, type->base, quals);
    if (element == type->base)
        return type;
    struct type *copy = arena_alloc(types->arena, sizeof *copy);
    *copy = *type;
    copy->base = element;
    copy->plain = copy;
    copy->variants = copy->next_variant = copy->pointer = NULL;
    copy->debug = 0;
    copy->name = NULL;
    return copy;
}

struct type *type_named(struct types *types, struct type *type, const struct symbol *name)
{
    struct type *copy = arena_alloc(types->arena, sizeof *copy);
    *copy = *type;
    copy->variants = copy->next_variant = copy->pointer = NULL;
    copy->debug = 0;
    copy->name = name;
    copy->named = type;
    return copy;
}

struct type *type_plain(struct type *type)
{
    return type->plain;
}

struct type *type_aligned(struct types *types, struct type *type, uint32_t align)
{
    struct type *copy = arena_alloc(types->arena, sizeof *copy);
    *copy = *type;
    copy->align = align;
    if (!copy->quals)
        copy->plain = copy;
    copy->variants = copy->next_variant = copy->pointer = NULL;
    copy->debug = 0;
    return copy;
}

/* ---- Asking ---- */

uint32_t type_size(const struct type *type)
{
    return type_is_record(type) ? type->record->size_bytes : type->size_bytes;
}

/* An atomic structure of the size of a word, or a part of one, is aligned as that. */
static uint32_t record_align(const struct type *type)
{
    uint32_t align = type->record->align ? type->record->align : 1, size = type->record->size_bytes;
    bool like_integer = (type->quals & QUAL_ATOMIC) && size <= 8 && !(size & (size - 1));
    return like_integer && size > align ? size : align;
}

uint32_t type_align(const struct type *type)
{
    if (type->align)
        return type->align;
    return type_is_record(type) ? record_align(type) : 1;
}

bool type_is_lock_free(const struct type *type)
{
    uint32_t size = type_size(type);
    return (size == 1 || size == 2 || size == 4) && type_align(type) >= size;
}

bool type_complete(const struct type *type)
{
    switch (type->kind) {
    case TYPE_VOID: return false;
    case TYPE_ARRAY: return (type->complete_array || type->vla_length) && type_complete(type->base);
    case TYPE_STRUCT:
    case TYPE_UNION: return type->record->complete;
    case TYPE_ENUM: return type->enumeration->complete;
    default: return true;
    }
}

bool type_variable(const struct type *type)
{
    return type->kind == TYPE_ARRAY && (type->vla_length || type_variable(type->base));
}

bool type_is_integer(const struct type *type)
{
    return (type->kind >= TYPE_BOOL && type->kind <= TYPE_ULLONG) || type->kind == TYPE_ENUM;
}

bool type_is_floating(const struct type *type)
{
    return type->kind >= TYPE_FLOAT && type->kind <= TYPE_LDOUBLE;
}

bool type_is_arithmetic(const struct type *type)
{
    return (type->kind >= TYPE_BOOL && type->kind <= TYPE_LDOUBLE) || type->kind == TYPE_ENUM;
}

bool type_is_scalar(const struct type *type)
{
    return type_is_arithmetic(type) || type->kind == TYPE_POINTER;
}

bool type_is_record(const struct type *type)
{
    return type->kind == TYPE_STRUCT || type->kind == TYPE_UNION;
}

bool type_has_union(const struct type *type)
{
    while (type->kind == TYPE_ARRAY)
        type = type->base;
    return type->kind == TYPE_UNION || (type->kind == TYPE_STRUCT && type->record->union_member);
}

bool type_is_signed(const struct type *type)
{
    switch (type->kind) {
    case TYPE_CHAR: return !type->unsigned_char;
    case TYPE_SCHAR:
    case TYPE_SHORT:
    case TYPE_INT:
    case TYPE_LONG:
    case TYPE_LLONG: return true;
    case TYPE_ENUM: return type->enumeration->integer->kind == TYPE_INT;
    default: return false;
    }
}

bool type_is_character(const struct type *type)
{
    return type->kind >= TYPE_CHAR && type->kind <= TYPE_UCHAR;
}

bool type_is_void_pointer(const struct type *type)
{
    return type->kind == TYPE_POINTER && type->base->kind == TYPE_VOID;
}

bool type_is_function_pointer(const struct type *type)
{
    return type->kind == TYPE_POINTER && type->base->kind == TYPE_FUNCTION;
}

unsigned type_bits(const struct type *type)
{
    return type->kind == TYPE_BOOL ? 1 : type_size(type) * 8;
}

unsigned type_rank(const struct type *type)
{
    switch (type->kind) {
    case TYPE_BOOL: return 0;
    case TYPE_CHAR:
    case TYPE_SCHAR:
    case TYPE_UCHAR: return 1;
    case TYPE_SHORT:
    case TYPE_USHORT: return 2;
    case TYPE_LONG:
    case TYPE_ULONG: return 4;
    case TYPE_LLONG:
    case TYPE_ULLONG: return 5;
    default: return 3;
    }
}

/* ---- Compatibility ---- */

/* As a parameter of a function declared without prototype: unchanged by the default promotions. */
static bool promotes_to_itself(const struct type *type)
{
    return type->kind != TYPE_FLOAT && !(type_is_integer(type) && type->kind != TYPE_ENUM && type_rank(type) < 3);
}

static bool functions_compatible(const struct type *a, const struct type *b)
{
    const struct function_type *f = a->function, *g = b->function;
    if (!type_compatible(a->base, b->base))
        return false;
    if (!f->prototype || !g->prototype) {
        const struct function_type *known = f->prototype ? f : g;
        if (!known->prototype)
            return true;
        for (uint32_t i = 0; i < known->param_count; i++)
            if (!promotes_to_itself(known->params[i]))
                return false;
        return !known->variadic;
    }
    if (f->param_count != g->param_count || f->variadic != g->variadic)
        return false;
    for (uint32_t i = 0; i < f->param_count; i++)
        if (!type_compatible(f->params[i]->plain, g->params[i]->plain))
            return false;
    return true;
}

bool type_compatible(const struct type *a, const struct type *b)
{
    if (a == b)
        return true;
    if (a->quals != b->quals)
        return false;
    if (a->kind == TYPE_ENUM && b->kind != TYPE_ENUM)
        return a->enumeration->integer->kind == b->kind;
    if (b->kind == TYPE_ENUM && a->kind != TYPE_ENUM)
        return b->enumeration->integer->kind == a->kind;
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case TYPE_POINTER: return type_compatible(a->base, b->base);
    case TYPE_ARRAY:
        return type_compatible(a->base, b->base) &&
               (!a->complete_array || !b->complete_array || a->length == b->length);
    case TYPE_FUNCTION: return functions_compatible(a, b);
    case TYPE_STRUCT:
    case TYPE_UNION: return a->record == b->record;
    case TYPE_ENUM: return a->enumeration == b->enumeration;
    default: return true;
    }
}

struct type *type_composite(struct types *types, struct type *a, struct type *b)
{
    if (a == b)
        return a;
    if (a->kind == TYPE_ARRAY && b->kind == TYPE_ARRAY)
        return a->complete_array || a->vla_length ? a : b;
    if (a->kind == TYPE_POINTER && b->kind == TYPE_POINTER) {
        struct type *base = type_composite(types, a->base, b->base);
        return type_qualified(types, type_pointer(types, base), a->quals);
    }
    if (a->kind == TYPE_FUNCTION && b->kind == TYPE_FUNCTION)
        return a->function->prototype ? a : b;
    return a;
}

enum { MEMBER_DEPTH_MAX = 200, INDEXED_FROM = 32 };

static struct member_entry *index_slot(struct member_entry *index, uint32_t mask, const struct name *name)
{
    uint32_t i = name->hash & mask;
    while (index[i].member && index[i].member->name != name)
        i = (i + 1) & mask;
    return &index[i];
}

static void index_enter(struct types *types, struct record *record, const struct member *member, uint32_t offset)
{
    if ((record->index_count + 1) * 2 > record->index_mask) {
        uint32_t mask = record->index_mask * 2 + 1;
        struct member_entry *index = arena_array(types->arena, mask + (size_t)1, sizeof *index);
        for (uint32_t i = 0; i <= record->index_mask; i++)
            if (record->index[i].member)
                *index_slot(index, mask, record->index[i].member->name) = record->index[i];
        record->index = index;
        record->index_mask = mask;
    }
    struct member_entry *entry = index_slot(record->index, record->index_mask, member->name);
    if (!entry->member) {
        *entry = (struct member_entry){member, offset};
        record->index_count++;
    }
}

static void index_tree(struct types *types, struct record *record, const struct member *member, uint32_t offset,
                       unsigned depth)
{
    if (member->name) {
        index_enter(types, record, member, offset);
    } else if (type_is_record(member->type) && depth < MEMBER_DEPTH_MAX) {
        for (const struct member *inner = member->type->record->first; inner; inner = inner->next)
            index_tree(types, record, inner, offset + member->offset_bytes, depth + 1);
    }
}

void type_index_member(struct types *types, struct record *record, const struct member *member)
{
    if (record->index) {
        index_tree(types, record, member, 0, 0);
        return;
    }
    if (++record->index_count < INDEXED_FROM)
        return;
    record->index_mask = INDEXED_FROM * 4 - 1;
    record->index = arena_array(types->arena, record->index_mask + (size_t)1, sizeof *record->index);
    record->index_count = 0;
    for (const struct member *each = record->first; each; each = each->next)
        index_tree(types, record, each, 0, 0);
}

static const struct member *find_member(const struct type *record, const struct name *name, uint32_t *offset_bytes,
                                        unsigned depth)
{
    if (record->record->index) {
        const struct member_entry *entry = index_slot(record->record->index, record->record->index_mask, name);
        *offset_bytes += entry->member ? entry->offset_bytes : 0;
        return entry->member;
    }
    for (const struct member *member = record->record->first; member; member = member->next) {
        if (member->name == name)
            return member;
        if (member->name || !type_is_record(member->type) || depth == MEMBER_DEPTH_MAX)
            continue;
        uint32_t inner = *offset_bytes + member->offset_bytes;
        const struct member *found = find_member(member->type, name, &inner, depth + 1);
        if (found) {
            *offset_bytes = inner;
            return found;
        }
    }
    return NULL;
}

const struct member *type_member(const struct type *record, const struct name *name, uint32_t *offset_bytes)
{
    *offset_bytes = 0;
    return find_member(record, name, offset_bytes, 0);
}

/* ---- Text: a declarator is written from the inside out, around what it declares ---- */

struct text {
    char left[TYPE_TEXT_MAX], right[TYPE_TEXT_MAX];
};

static void append(char *to, const char *text)
{
    size_t used = strlen(to), more = strlen(text);
    if (used + more < TYPE_TEXT_MAX)
        memcpy(to + used, text, more + 1);
}

static void prepend(char *to, const char *text)
{
    size_t lead = strlen(text), used = strlen(to);
    if (lead + used >= TYPE_TEXT_MAX)
        return;
    memmove(to + lead, to, used + 1);
    memcpy(to, text, lead);
}

static void add_quals(char *to, unsigned quals)
{
    if (quals & QUAL_ATOMIC)
        append(to, "_Atomic ");
    if (quals & QUAL_CONST)
        append(to, "const ");
    if (quals & QUAL_VOLATILE)
        append(to, "volatile ");
    if (quals & QUAL_RESTRICT)
        append(to, "restrict ");
}

static void add_params(const struct type *type, char *to)
{
    char one[TYPE_TEXT_MAX];
    append(to, "(");
    for (uint32_t i = 0; i < type->function->param_count; i++) {
        append(to, i ? ", " : "");
        append(to, type_text(type->function->params[i], one));
    }
    append(to, type->function->variadic                                    ? ", ...)"
               : type->function->prototype && !type->function->param_count ? "void)"
                                                                           : ")");
}

static void base_text(const struct type *type, char out[TYPE_TEXT_MAX])
{
    static const char *const words[] = {
        [TYPE_ENUM] = "enum ",
        [TYPE_STRUCT] = "struct ",
        [TYPE_UNION] = "union ",
    };
    out[0] = 0;
    add_quals(out, type->quals);
    if (type->kind < TYPE_BASIC_COUNT) {
        append(out, basic_names[type->kind]);
        return;
    }
    const struct name *tag = type->kind == TYPE_ENUM ? type->enumeration->tag : type->record->tag;
    append(out, words[type->kind]);
    append(out, tag ? tag->text : "<unnamed>");
}

char *type_text(const struct type *type, char buffer[TYPE_TEXT_MAX])
{
    struct text text = {{0}, {0}};
    char piece[TYPE_TEXT_MAX];
    bool was_pointer = false;
    for (; type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY || type->kind == TYPE_FUNCTION; type = type->base) {
        if (type->kind == TYPE_POINTER) {
            snprintf(piece, sizeof piece, "*");
            add_quals(piece, type->quals);
            prepend(text.left, piece);
            was_pointer = true;
            continue;
        }
        if (was_pointer) {
            prepend(text.left, "(");
            append(text.right, ")");
        }
        was_pointer = false;
        if (type->kind == TYPE_FUNCTION)
            add_params(type, text.right);
        else if (type->complete_array) {
            snprintf(piece, sizeof piece, "[%u]", (unsigned)type->length);
            append(text.right, piece);
        } else {
            append(text.right, type->vla_length ? "[*]" : "[]");
        }
    }
    char base[TYPE_TEXT_MAX];
    base_text(type, base);
    if (text.left[0] || text.right[0])
        append(base, text.left[0] == '*' || text.left[0] == '(' ? " " : "");
    append(base, text.left);
    size_t used = strlen(base);
    while (used && base[used - 1] == ' ')
        base[--used] = 0;
    append(base, text.right);
    memcpy(buffer, base, TYPE_TEXT_MAX);
    return buffer;
}
