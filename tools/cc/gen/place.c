/* Objects in memory: where they are, reading and writing them, bit-fields, slots of automatic objects. */
#include "gen/gen.h"

enum { STACK_ALIGN = 8 };

enum ir_type gen_type(const struct type *type)
{
    switch (type->kind) {
    case TYPE_LLONG:
    case TYPE_ULLONG: return IR_I64;
    case TYPE_FLOAT: return IR_F32;
    case TYPE_DOUBLE:
    case TYPE_LDOUBLE: return IR_F64;
    case TYPE_VOID: return IR_VOID;
    default: return IR_I32;
    }
}

enum ir_mem gen_mem(const struct type *type)
{
    switch (type->kind) {
    case TYPE_BOOL:
    case TYPE_UCHAR: return IR_MEM_U8;
    case TYPE_CHAR: return type->unsigned_char ? IR_MEM_U8 : IR_MEM_S8;
    case TYPE_SCHAR: return IR_MEM_S8;
    case TYPE_SHORT: return IR_MEM_S16;
    case TYPE_USHORT: return IR_MEM_U16;
    case TYPE_LLONG:
    case TYPE_ULLONG: return IR_MEM_64;
    case TYPE_FLOAT: return IR_MEM_F32;
    case TYPE_DOUBLE:
    case TYPE_LDOUBLE: return IR_MEM_F64;
    default: return IR_MEM_32;
    }
}

/* The largest power of two up to 8 that divides both. */
static uint32_t common_align(uint32_t align, uint32_t offset)
{
    uint32_t low = offset & (0 - offset);
    if (low && low < align)
        align = low;
    return align > 8 ? 8 : align ? align : 1;
}

struct ir_insn *gen_address(struct gen *g, const struct place *place)
{
    if (!place->offset_bytes)
        return place->address;
    return ir_binary(g->f, IR_ADD, place->address, ir_const(g->f, IR_I32, place->offset_bytes));
}

struct place gen_at(struct ir_insn *address, struct type *type)
{
    return (struct place){.address = address,
                          .align = common_align(type_align(type), 0),
                          .type = type,
                          .is_volatile = type->quals & QUAL_VOLATILE};
}

/* ---- What accesses may touch (C11 6.5p7) ---- */

/* Signed and unsigned types share a class; so do all pointers. */
static uint16_t alias_class(const struct gen *g, const struct type *type)
{
    enum {
        ALIAS_ANY,
        ALIAS_BOOL,
        ALIAS_SHORT,
        ALIAS_INT,
        ALIAS_LONG,
        ALIAS_LLONG,
        ALIAS_FLOAT,
        ALIAS_DOUBLE,
        ALIAS_LDOUBLE,
        ALIAS_POINTER
    };
    static const uint8_t classes[TYPE_UNION + 1] = {
        [TYPE_BOOL] = ALIAS_BOOL,   [TYPE_SHORT] = ALIAS_SHORT,     [TYPE_USHORT] = ALIAS_SHORT,
        [TYPE_INT] = ALIAS_INT,     [TYPE_UINT] = ALIAS_INT,        [TYPE_LONG] = ALIAS_LONG,
        [TYPE_ULONG] = ALIAS_LONG,  [TYPE_LLONG] = ALIAS_LLONG,     [TYPE_ULLONG] = ALIAS_LLONG,
        [TYPE_FLOAT] = ALIAS_FLOAT, [TYPE_DOUBLE] = ALIAS_DOUBLE,   [TYPE_LDOUBLE] = ALIAS_LDOUBLE,
        [TYPE_ENUM] = ALIAS_INT,    [TYPE_POINTER] = ALIAS_POINTER,
    };
    return g->p->any_alias ? (uint16_t)ALIAS_ANY : classes[type->kind];
}

static struct ir_insn *tag(struct gen *g, const struct place *place, struct ir_insn *access)
{
    bool volatile_or_union = place->is_volatile || place->in_union;
    if (!volatile_or_union && !place->field) /* fields of different types may share a unit */
        access->alias = alias_class(g, place->type);
    if (!volatile_or_union) {
        access->record = place->record;
        access->member = place->member;
    }
    return access;
}

/* Whether a member that is named through a record lies in a union; what lies in an anonymous record of it may. */
static bool is_in_union(const struct type *type, const struct member *member)
{
    const struct member *m = type->record->first;
    while (m && m != member)
        m = m->next;
    return type->kind == TYPE_UNION || !m;
}

/* The place becomes that of a member: offset_bytes into the record it was. */
static void enter_member(struct gen *g, struct place *place, const struct member *member, uint32_t offset_bytes)
{
    struct record *record = place->type->record;
    place->in_union |= is_in_union(place->type, member);
    place->record = 0;
    if (g->p->any_alias || offset_bytes > UINT16_MAX - 8)
        return;
    if (!record->alias_number && g->p->alias_records < UINT16_MAX)
        record->alias_number = ++g->p->alias_records;
    place->record = record->alias_number;
    place->member = (uint16_t)offset_bytes;
}

/* ---- Automatic objects ---- */

static struct ir_slot *new_slot(struct gen *g, uint32_t size_bytes, uint32_t align, const char *name)
{
    return ir_slot(g->f, size_bytes ? size_bytes : 1, align ? align : 1, name);
}

struct place gen_temporary(struct gen *g, struct type *type, const char *name)
{
    uint32_t size = (type_size(type) + 7) & ~7u; /* so that a small structure can be stored whole */
    struct ir_slot *slot = new_slot(g, size, STACK_ALIGN, name);
    struct place place = gen_at(ir_slot_addr(g->f, slot, 0), type);
    place.align = STACK_ALIGN;
    return place;
}

void gen_declare(struct gen *g, struct symbol *symbol)
{
    struct type *type = symbol->type;
    if (type_variable(type)) {
        struct ir_insn *memory = ir_alloca(g->f, gen_type_size(g, type), STACK_ALIGN);
        symbol->slot = new_slot(g, 4, 4, symbol->name->text);
        symbol->slot_is_address = true;
        describe_local(g, symbol);
        ir_store(g->f, IR_MEM_32, ir_slot_addr(g->f, symbol->slot, 0), 0, memory, 0, false);
        return;
    }
    uint32_t align = type_align(type);
    if (symbol->attributes.align > align)
        align = symbol->attributes.align;
    if (align > STACK_ALIGN) { /* the frame is aligned to 8 only: take more and round */
        uint32_t size = type_size(type) + align;
        struct ir_slot *space = new_slot(g, size, STACK_ALIGN, NULL);
        struct ir_insn *address = ir_slot_addr(g->f, space, (int32_t)align - 1);
        address = ir_binary(g->f, IR_AND, address, ir_const(g->f, IR_I32, -(int64_t)align));
        symbol->slot = new_slot(g, 4, 4, symbol->name->text);
        symbol->slot_is_address = true;
        describe_local(g, symbol);
        ir_store(g->f, IR_MEM_32, ir_slot_addr(g->f, symbol->slot, 0), 0, address, 0, false);
        return;
    }
    symbol->slot = new_slot(g, type_size(type), align, symbol->name->text);
    describe_local(g, symbol);
}

struct place gen_symbol_place(struct gen *g, struct symbol *symbol)
{
    struct place place = gen_at(NULL, symbol->type);
    if (symbol->attributes.align && symbol->attributes.align < place.align)
        place.align = symbol->attributes.align;
    if (symbol->is_static || symbol->linkage != LINKAGE_NONE) {
        place.address = ir_addr(g->f, symbol_ir(g->p, symbol), 0);
        return place;
    }
    if (!symbol->slot)
        gen_declare(g, symbol);
    place.address = ir_slot_addr(g->f, symbol->slot, 0);
    if (symbol->slot_is_address)
        place.address = ir_load(g->f, IR_MEM_32, place.address, 0, 0, false);
    return place;
}

struct ir_insn *gen_type_size(struct gen *g, const struct type *type)
{
    if (!type_variable(type))
        return ir_const(g->f, IR_I32, type_size(type));
    if (!type->vla_size || !type->vla_size->slot)
        gen_vla_size(g, (struct type *)type);
    return ir_load(g->f, IR_MEM_32, ir_slot_addr(g->f, type->vla_size->slot, 0), 0, 0, false);
}

void gen_vla_size(struct gen *g, struct type *type)
{
    struct ir_insn *length = type->vla_length ? gen_value(g, type->vla_length) : ir_const(g->f, IR_I32, type->length);
    struct ir_insn *size = ir_binary(g->f, IR_MUL, length, gen_type_size(g, type->base));
    if (!type->vla_size)
        type->vla_size =
            symbol_new(g->p, intern_find(g->p->names, "<size>"), SYMBOL_OBJECT, type_basic(&g->p->types, TYPE_UINT), 0);
    if (!type->vla_size->slot) {
        type->vla_size->slot = new_slot(g, 4, 4, NULL);
        describe_local(g, type->vla_size);
    }
    ir_store(g->f, IR_MEM_32, ir_slot_addr(g->f, type->vla_size->slot, 0), 0, size, 0, false);
}

/* ---- Places of lvalues, and of records in general ---- */

static struct place member_place(struct gen *g, const struct expr *expr)
{
    struct place place = gen_place(g, expr->left);
    uint32_t align = common_align(place.align, expr->offset_bytes);
    place.offset_bytes += (int32_t)expr->offset_bytes;
    enter_member(g, &place, expr->member, expr->offset_bytes);
    place.type = expr->type;
    place.align = align;
    place.is_volatile |= (expr->type->quals & QUAL_VOLATILE) != 0;
    place.field = expr->member->is_bit_field ? expr->member : NULL;
    return place;
}

static struct place compound_place(struct gen *g, const struct expr *expr)
{
    struct symbol *symbol = expr->symbol;
    if (!symbol->slot)
        gen_declare(g, symbol);
    struct place place = gen_symbol_place(g, symbol);
    gen_initialize(g, &place, expr->initializer);
    return place;
}

/* What is known of an lvalue because of what it is a part of. */
struct surroundings {
    uint32_t align;
    bool in_union;
};

static struct surroundings surroundings_of(const struct expr *expr)
{
    struct surroundings s = {common_align(type_align(expr->type), 0), false};
    if (expr->op == EXPR_SYMBOL && expr->symbol->attributes.align && expr->symbol->attributes.align < s.align) {
        s.align = expr->symbol->attributes.align;
    } else if (expr->op == EXPR_MEMBER) {
        s = surroundings_of(expr->left);
        s.align = common_align(s.align, expr->offset_bytes);
        s.in_union |= is_in_union(expr->left->type, expr->member);
    } else if (expr->op == EXPR_DEREF) {
        const struct expr *pointer = expr->left;
        while (pointer->op == EXPR_POINTER_ADD || pointer->op == EXPR_POINTER_SUB)
            pointer = pointer->left;
        if (pointer->op != EXPR_ADDRESS)
            return s;
        struct surroundings array = surroundings_of(pointer->left);
        s.align = array.align < s.align ? array.align : s.align;
        s.in_union = array.in_union;
    }
    return s;
}

/* What a pointer points to. That an element of an array is part of a packed structure or of a union is not forgotten.
 */
static struct place deref_place(struct gen *g, const struct expr *expr)
{
    struct surroundings s = surroundings_of(expr);
    struct place place = gen_at(gen_value(g, expr->left), expr->type);
    place.align = s.align;
    place.in_union = s.in_union;
    return place;
}

struct place gen_place(struct gen *g, const struct expr *expr)
{
    switch (expr->op) {
    case EXPR_SYMBOL: return gen_symbol_place(g, expr->symbol);
    case EXPR_STRING: {
        struct place place = gen_at(ir_addr(g->f, string_ir(g->p, expr->string), 0), expr->type);
        return place;
    }
    case EXPR_COMPOUND: return compound_place(g, expr);
    case EXPR_MEMBER: return member_place(g, expr);
    case EXPR_DEREF: return deref_place(g, expr);
    default: return gen_at(gen_value(g, expr), expr->type); /* a record's value */
    }
}

/* ---- Bit-fields (docs/abi.md) ---- */

/* The bytes that hold a packed bit-field, as one number. */
static struct ir_insn *load_bytes(struct gen *g, const struct place *place, unsigned count)
{
    struct ir_insn *value = NULL;
    for (unsigned i = 0; i < count; i++) {
        struct ir_insn *byte =
            ir_load(g->f, IR_MEM_U8, place->address, place->offset_bytes + (int32_t)i, 1, place->is_volatile);
        byte = ir_convert(g->f, IR_ZEXT, IR_I64, byte);
        if (i)
            byte = ir_binary(g->f, IR_SHL, byte, ir_const(g->f, IR_I32, 8 * i));
        value = value ? ir_binary(g->f, IR_OR, value, byte) : byte;
    }
    return value;
}

static void store_bytes(struct gen *g, const struct place *place, struct ir_insn *value, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        struct ir_insn *byte = i ? ir_binary(g->f, IR_SHR, value, ir_const(g->f, IR_I32, 8 * i)) : value;
        byte = ir_unary(g->f, IR_TRUNC, byte);
        ir_store(g->f, IR_MEM_U8, place->address, place->offset_bytes + (int32_t)i, byte, 1, place->is_volatile);
    }
}

static unsigned field_bytes(const struct member *field)
{
    return (field->bit_offset + field->bit_width + 7u) / 8;
}

static bool is_bytewise(const struct place *place)
{
    return place->field->misaligned;
}

/* How the unit of a field is read: its type without sign. */
static enum ir_mem unit_mem(const struct type *type)
{
    switch (type_size(type)) {
    case 1: return IR_MEM_U8;
    case 2: return IR_MEM_U16;
    case 8: return IR_MEM_64;
    default: return IR_MEM_32;
    }
}

static struct ir_insn *load_unit(struct gen *g, const struct place *place, bool *wide)
{
    if (is_bytewise(place)) {
        *wide = true;
        return load_bytes(g, place, field_bytes(place->field));
    }
    *wide = type_size(place->type) == 8;
    return tag(
        g, place,
        ir_load(g->f, unit_mem(place->type), place->address, place->offset_bytes, place->align, place->is_volatile));
}

static struct ir_insn *load_field(struct gen *g, const struct place *place)
{
    const struct member *field = place->field;
    bool wide;
    struct ir_insn *value = load_unit(g, place, &wide);
    unsigned bits = wide ? 64 : 32, up = bits - field->bit_offset - field->bit_width, down = bits - field->bit_width;
    if (up)
        value = ir_binary(g->f, IR_SHL, value, ir_const(g->f, IR_I32, up));
    if (down)
        value = ir_binary(g->f, type_is_signed(place->type) ? IR_SAR : IR_SHR, value, ir_const(g->f, IR_I32, down));
    bool want_wide = gen_type(place->type) == IR_I64;
    return wide && !want_wide ? ir_unary(g->f, IR_TRUNC, value) : value;
}

static void store_field(struct gen *g, const struct place *place, struct ir_insn *value)
{
    const struct member *field = place->field;
    bool wide;
    struct ir_insn *unit = load_unit(g, place, &wide);
    enum ir_type type = wide ? IR_I64 : IR_I32;
    uint64_t mask = (field->bit_width == 64 ? UINT64_MAX : ((uint64_t)1 << field->bit_width) - 1) << field->bit_offset;
    int64_t keep = wide ? (int64_t)~mask : (int64_t)(int32_t)(uint32_t)~mask;
    int64_t take = wide ? (int64_t)mask : (int64_t)(int32_t)(uint32_t)mask;
    if (wide && gen_type(place->type) != IR_I64)
        value = ir_convert(g->f, IR_ZEXT, IR_I64, value);
    if (field->bit_offset)
        value = ir_binary(g->f, IR_SHL, value, ir_const(g->f, IR_I32, field->bit_offset));
    value = ir_binary(g->f, IR_AND, value, ir_const(g->f, type, take));
    unit = ir_binary(g->f, IR_AND, unit, ir_const(g->f, type, keep));
    unit = ir_binary(g->f, IR_OR, unit, value);
    if (is_bytewise(place))
        store_bytes(g, place, unit, field_bytes(field));
    else
        tag(g, place,
            ir_store(g->f, unit_mem(place->type), place->address, place->offset_bytes, unit, place->align,
                     place->is_volatile));
}

/* ---- Reading and writing ---- */

/* A record's value is an address that is aligned for its type: of a packed structure's member that of a copy. */
static struct ir_insn *load_record(struct gen *g, const struct place *place)
{
    if (place->align >= common_align(type_align(place->type), 0))
        return gen_address(g, place);
    struct place copy = gen_temporary(g, place->type, NULL);
    gen_copy(g, &copy, place, type_size(place->type));
    return gen_address(g, &copy);
}

struct ir_insn *gen_load(struct gen *g, const struct place *place)
{
    if (type_is_record(place->type))
        return load_record(g, place);
    if (place->field)
        return load_field(g, place);
    return tag(
        g, place,
        ir_load(g->f, gen_mem(place->type), place->address, place->offset_bytes, place->align, place->is_volatile));
}

void gen_store(struct gen *g, const struct place *place, struct ir_insn *value)
{
    if (type_is_record(place->type)) {
        struct place from = gen_at(value, place->type);
        gen_copy(g, place, &from, type_size(place->type));
    } else if (place->field) {
        store_field(g, place, value);
    } else {
        tag(g, place,
            ir_store(g->f, gen_mem(place->type), place->address, place->offset_bytes, value, place->align,
                     place->is_volatile));
    }
}

void gen_copy(struct gen *g, const struct place *to, const struct place *from, uint32_t size_bytes)
{
    if (!size_bytes)
        return;
    struct ir_insn *target = gen_address(g, to), *source = gen_address(g, from);
    uint32_t align = to->align < from->align ? to->align : from->align;
    struct ir_insn *insn = ir_blkcopy(g->f, target, source, size_bytes, align);
    if (to->is_volatile || from->is_volatile)
        insn->flags |= IR_VOLATILE;
}

static enum ir_mem piece(uint32_t bytes)
{
    return bytes >= 8 ? IR_MEM_64 : bytes >= 4 ? IR_MEM_32 : bytes >= 2 ? IR_MEM_U16 : IR_MEM_U8;
}

struct ir_insn *gen_load_small(struct gen *g, const struct place *place, uint32_t size_bytes)
{
    struct ir_insn *value = NULL;
    bool wide = size_bytes > 4;
    for (uint32_t at = 0; at < size_bytes;) {
        enum ir_mem mem = piece(size_bytes - at);
        struct ir_insn *part = ir_load(g->f, mem, place->address, place->offset_bytes + (int32_t)at,
                                       common_align(place->align, at), place->is_volatile);
        if (wide && mem != IR_MEM_64)
            part = ir_convert(g->f, IR_ZEXT, IR_I64, part);
        if (at)
            part = ir_binary(g->f, IR_SHL, part, ir_const(g->f, IR_I32, 8 * at));
        value = value ? ir_binary(g->f, IR_OR, value, part) : part;
        at += ir_mem_bytes(mem);
    }
    return value;
}

void gen_store_small(struct gen *g, const struct place *place, struct ir_insn *value, uint32_t size_bytes)
{
    bool wide = size_bytes > 4;
    for (uint32_t at = 0; at < size_bytes;) {
        enum ir_mem mem = piece(size_bytes - at);
        struct ir_insn *part = at ? ir_binary(g->f, IR_SHR, value, ir_const(g->f, IR_I32, 8 * at)) : value;
        if (wide && mem != IR_MEM_64)
            part = ir_unary(g->f, IR_TRUNC, part);
        ir_store(g->f, mem, place->address, place->offset_bytes + (int32_t)at, part, common_align(place->align, at),
                 place->is_volatile);
        at += ir_mem_bytes(mem);
    }
}

/* ---- Initializers ---- */

/* The value of an initializer, computed once; of what is copied from memory its address. */
static struct ir_insn *initial_value(struct gen *g, const struct initializer *init)
{
    if (!init->value)
        return NULL;
    if (init->value->op == EXPR_STRING && init->type->kind == TYPE_ARRAY)
        return ir_addr(g->f, string_ir(g->p, init->value->string), 0);
    if (init->type->kind == TYPE_ARRAY) { /* from a compound literal */
        struct place from = gen_place(g, init->value);
        return gen_address(g, &from);
    }
    return gen_value(g, init->value);
}

static void store_initial(struct gen *g, const struct place *to, const struct initializer *init, struct ir_insn *value)
{
    if (!init->value) {
        ir_blkzero(g->f, gen_address(g, to), type_size(init->type), to->align);
        return;
    }
    if (init->type->kind != TYPE_ARRAY) {
        gen_store(g, to, value);
        return;
    }
    struct place from = gen_at(value, init->value->type);
    uint32_t size = type_size(init->type), have = size;
    if (init->value->op == EXPR_STRING)
        have = (init->value->string->length + 1) * init->value->string->width;
    gen_copy(g, to, &from, size < have ? size : have);
}

/* The same value in many elements: a loop over their offsets. */
static void initialize_many(struct gen *g, const struct place *first, const struct initializer *init,
                            struct ir_insn *value)
{
    struct ir_insn *base = gen_address(g, first), *counter = ir_slot_addr(g->f, new_slot(g, 4, 4, NULL), 0);
    struct ir_block *again = ir_block(g->f), *done = ir_block(g->f);
    ir_store(g->f, IR_MEM_32, counter, 0, ir_const(g->f, IR_I32, 0), 0, false);
    ir_place(g->f, again);
    struct ir_insn *offset = ir_load(g->f, IR_MEM_32, counter, 0, 0, false);
    struct place to = *first;
    to.address = ir_binary(g->f, IR_ADD, base, offset);
    to.offset_bytes = 0;
    store_initial(g, &to, init, value);
    struct ir_insn *next = ir_binary(g->f, IR_ADD, offset, ir_const(g->f, IR_I32, init->stride));
    ir_store(g->f, IR_MEM_32, counter, 0, next, 0, false);
    struct ir_insn *end = ir_const(g->f, IR_I32, (int32_t)(init->stride * init->repeat));
    ir_condbr(g->f, ir_binary(g->f, IR_LTU, next, end), again, done);
    ir_place(g->f, done);
}

enum { REPEATED_INLINE_MAX = 16 };

static void initialize_one(struct gen *g, const struct place *place, const struct initializer *init)
{
    struct place to = *place;
    to.offset_bytes += (int32_t)init->offset_bytes;
    to.align = common_align(common_align(place->align, init->offset_bytes), init->stride);
    to.type = init->type;
    to.field = init->field;
    to.in_union |= type_has_union(place->type);
    struct ir_insn *value = initial_value(g, init);
    if (init->repeat > REPEATED_INLINE_MAX) {
        initialize_many(g, &to, init, value);
        return;
    }
    store_initial(g, &to, init, value);
    for (uint32_t n = 1; n < init->repeat; n++) {
        to.offset_bytes += (int32_t)init->stride;
        store_initial(g, &to, init, value);
    }
}

enum { COUNTED_DEPTH_MAX = 8 };

/* Bytes of an object that are no padding; 0 when that is not worth knowing, or not known (unions, bit-fields). */
static uint64_t value_bytes(const struct type *type, unsigned depth)
{
    uint64_t sum = 0;
    if (type->kind == TYPE_UNION || depth > COUNTED_DEPTH_MAX)
        return 0;
    if (type->kind == TYPE_ARRAY)
        return value_bytes(type->base, depth + 1) * type->length;
    if (type->kind != TYPE_STRUCT)
        return type_size(type);
    for (const struct member *member = type->record->first; member; member = member->next) {
        uint64_t bytes = member->is_bit_field ? 0 : value_bytes(member->type, depth + 1);
        if (!bytes)
            return 0;
        sum += bytes;
    }
    return sum;
}

/* Whether every part of the object gets a value, so that it need not be cleared first. */
static bool covers(const struct type *type, const struct initializer *initializer)
{
    uint64_t given = 0, end = 0, wanted = value_bytes(type, 0);
    if (!initializer ||
        (!initializer->next && !initializer->repeat && !initializer->offset_bytes && !initializer->field &&
         initializer->type->kind != TYPE_ARRAY && type_size(initializer->type) == type_size(type)))
        return initializer != NULL;
    for (; initializer; initializer = initializer->next) {
        const struct type *piece = initializer->type;
        uint64_t bytes = piece->kind == TYPE_ARRAY ? 0 : value_bytes(piece, 0);
        if (initializer->repeat && initializer->stride != type_size(piece))
            return false;
        uint32_t times = initializer->repeat ? initializer->repeat : 1;
        if (!initializer->value || !bytes || initializer->field || initializer->offset_bytes < end)
            return false;
        given += bytes * times;
        end = (uint64_t)initializer->offset_bytes + (uint64_t)type_size(piece) * times;
    }
    return wanted && given == wanted;
}

enum { PIECES_MAX = 16 };

/* A piece that is a plain value. */
static bool is_value(const struct initializer *init)
{
    return init->value && type_is_scalar(init->type) && init->value->op != EXPR_STRING && !init->repeat;
}

bool gen_literal_into(struct gen *g, const struct expr *to, const struct expr *value)
{
    struct ir_insn *values[PIECES_MAX];
    uint32_t count = 0;
    const struct expr *literal = value->op == EXPR_LOAD ? value->left : value;
    if (literal->op != EXPR_COMPOUND || ((to->type->quals | literal->type->quals) & (QUAL_VOLATILE | QUAL_ATOMIC)) ||
        !covers(literal->type, literal->initializer))
        return false;
    for (const struct initializer *init = literal->initializer; init; init = init->next)
        if (count++ == PIECES_MAX || !is_value(init))
            return false;
    count = 0;
    for (const struct initializer *init = literal->initializer; init; init = init->next)
        values[count++] = gen_value(g, init->value);
    struct place place = gen_place(g, to);
    count = 0;
    for (const struct initializer *init = literal->initializer; init; init = init->next) {
        struct place piece = place;
        piece.offset_bytes += (int32_t)init->offset_bytes;
        piece.align = common_align(place.align, init->offset_bytes);
        piece.type = init->type;
        piece.in_union |= type_has_union(place.type);
        gen_store(g, &piece, values[count++]);
    }
    return true;
}

void gen_initialize(struct gen *g, const struct place *place, const struct initializer *initializer)
{
    bool aggregate = type_is_record(place->type) || place->type->kind == TYPE_ARRAY;
    if (aggregate && !covers(place->type, initializer) && type_size(place->type))
        ir_blkzero(g->f, gen_address(g, place), type_size(place->type), place->align);
    for (; initializer; initializer = initializer->next)
        initialize_one(g, place, initializer);
}
