/* Where variables are: expressions and lists of them (DWARF 5, 2.5 and 2.6). */
#include "dwarf/dwarf_impl.h"

#include <stdlib.h>

static void start(struct dwarf *d)
{
    d->expression.length = 0;
    d->relocated = UINT32_MAX;
}

static void operation(struct dwarf *d, unsigned opcode)
{
    buf_put8(&d->expression, (uint8_t)opcode);
}

static void frame_address(struct dwarf *d, int64_t offset)
{
    operation(d, DW_OP_fbreg);
    buf_put_sleb(&d->expression, (int32_t)offset);
}

static void register_sum(struct dwarf *d, mreg reg, int64_t number)
{
    operation(d, DW_OP_breg0 + reg);
    buf_put_sleb(&d->expression, (int32_t)number);
}

static void address(struct dwarf *d, struct ir_symbol *symbol, int64_t addend)
{
    operation(d, DW_OP_addr);
    d->relocated = (uint32_t)d->expression.length;
    d->address_symbol = (unsigned)symbol->object_index;
    d->address_addend = (int32_t)addend;
    buf_put32(&d->expression, 0);
}

static void constant(struct dwarf *d, int64_t number, uint32_t size_bytes)
{
    if (size_bytes > 4) {
        operation(d, DW_OP_implicit_value);
        buf_put_uleb(&d->expression, 8);
        buf_put32(&d->expression, (uint32_t)(uint64_t)number);
        buf_put32(&d->expression, (uint32_t)((uint64_t)number >> 32));
        return;
    }
    if (number >= 0 && number < 32) {
        operation(d, DW_OP_lit0 + (unsigned)number);
    } else if (number < 0) {
        operation(d, DW_OP_consts);
        buf_put_sleb(&d->expression, (int32_t)number);
    } else {
        operation(d, DW_OP_constu);
        buf_put_uleb(&d->expression, (uint32_t)number);
    }
    operation(d, DW_OP_stack_value);
}

/* Is the symbol in the object, so that it can be named? */
static bool is_written(const struct ir_symbol *symbol)
{
    return symbol->object_index >= 0;
}

/* A value, or the object at the address that it is. */
static void one_value(struct dwarf *d, const struct debug_value *value, bool by_address)
{
    switch ((enum debug_where)value->where) {
    case WHERE_MEMORY:
        frame_address(d, value->number);
        if (by_address)
            operation(d, DW_OP_deref);
        return;
    case WHERE_REGISTER:
        if (by_address)
            register_sum(d, value->reg, 0);
        else
            operation(d, DW_OP_reg0 + value->reg);
        return;
    case WHERE_CONSTANT: constant(d, value->number, value->size_bytes); return;
    case WHERE_ADDRESS: address(d, value->symbol, value->number); break;
    case WHERE_FRAME: frame_address(d, value->number); break;
    case WHERE_SUM: register_sum(d, value->reg, value->number); break;
    }
    if (!by_address)
        operation(d, DW_OP_stack_value);
}

/* ---- Lists ---- */

struct location_walk {
    struct dwarf *d;
    const struct debug_object *object;
    uint32_t size_bytes; /* of the variable; 0: not known */
    uint32_t first;      /* value that is not over yet */
    bool by_address;
};

static uint32_t type_size(const struct debug *debug, uint32_t type)
{
    uint32_t factor = 1;
    for (unsigned steps = 0; type && steps < 1000; steps++) {
        const struct debug_type *t = &debug->types[type];
        switch ((enum debug_kind)t->kind) {
        case DEBUG_POINTER: return 4 * factor;
        case DEBUG_ARRAY: factor *= t->length == DEBUG_LENGTH_UNKNOWN ? 0 : t->length; break;
        case DEBUG_BASE:
        case DEBUG_STRUCT:
        case DEBUG_UNION:
        case DEBUG_ENUM: return t->size_bytes * factor;
        case DEBUG_FUNCTION: return 0;
        default: break;
        }
        type = t->base;
    }
    return 0;
}

static bool can_say(const struct location_walk *w, const struct debug_value *value)
{
    if (value->where == WHERE_ADDRESS && !is_written(value->symbol))
        return false;
    return !(w->by_address && value->where == WHERE_CONSTANT);
}

/* The expression of the variable in a span in which nothing changes; false when nothing of it is known. */
static bool compose(struct location_walk *w, const struct debug_span *span)
{
    struct dwarf *d = w->d;
    uint32_t at = 0, known = 0;
    start(d);
    for (;;) {
        const struct debug_value *next = NULL;
        for (uint32_t i = w->first; i < w->object->value_count; i++) {
            const struct debug_value *value = &w->object->values[i];
            if (value->span.begin > span->begin)
                break;
            if (value->span.end >= span->end && value->offset_bytes >= at && can_say(w, value) &&
                (!next || value->offset_bytes < next->offset_bytes))
                next = value;
        }
        if (!next)
            break;
        bool whole = w->by_address || (next->offset_bytes == 0 && next->size_bytes >= w->size_bytes && w->size_bytes);
        bool relocated = d->relocated != UINT32_MAX;
        if (next->where == WHERE_ADDRESS && relocated)
            break; /* one relocation in an expression */
        if (next->offset_bytes > at) {
            operation(d, DW_OP_piece);
            buf_put_uleb(&d->expression, next->offset_bytes - at);
        }
        one_value(d, next, w->by_address);
        known++;
        if (whole)
            return true;
        operation(d, DW_OP_piece);
        buf_put_uleb(&d->expression, next->size_bytes);
        at = next->offset_bytes + next->size_bytes;
    }
    if (known && at < w->size_bytes) {
        operation(d, DW_OP_piece);
        buf_put_uleb(&d->expression, w->size_bytes - at);
    }
    return known > 0;
}

static void put_entry(struct dwarf *d, uint32_t begin, uint32_t end)
{
    struct buf *bytes = &d->locations.bytes;
    buf_put8(bytes, DW_LLE_offset_pair);
    buf_put_uleb(bytes, begin);
    buf_put_uleb(bytes, end);
    buf_put_uleb(bytes, (uint32_t)d->expression.length);
    for (size_t i = 0; i < d->expression.length;) {
        if (i == d->relocated) {
            lists_address(d, &d->locations, d->address_symbol, d->address_addend);
            i += 4;
        } else {
            buf_put8(bytes, d->expression.data[i++]);
        }
    }
}

static int compare_points(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* The list of one variable, its spans being offsets already; the number of entries. */
static uint32_t put_list(struct location_walk *w)
{
    const struct debug_object *object = w->object;
    uint32_t count = 0, points = 0;
    uint32_t *point = arena_array(&w->d->arena, (size_t)object->value_count * 2, sizeof *point);
    for (uint32_t i = 0; i < object->value_count; i++) {
        point[points++] = object->values[i].span.begin;
        point[points++] = object->values[i].span.end;
    }
    qsort(point, points, sizeof *point, compare_points);
    for (uint32_t i = 0; i + 1 < points; i++) {
        struct debug_span span = {point[i], point[i + 1]};
        while (w->first < object->value_count && object->values[w->first].span.end <= span.begin)
            w->first++;
        if (span.begin == span.end || !compose(w, &span))
            continue;
        put_entry(w->d, span.begin, span.end);
        count++;
    }
    return count;
}

static void list_location(struct dwarf *d, const struct debug_code *code, const struct debug_object *object,
                          uint32_t size_bytes, bool by_address)
{
    struct debug_object copy = *object;
    uint32_t kept = 0;
    if (!object->value_count)
        return;
    copy.values = arena_array(&d->arena, object->value_count, sizeof *copy.values);
    for (uint32_t i = 0; i < object->value_count; i++) {
        struct debug_value value = object->values[i];
        value.span.begin = dwarf_offset(d, value.span.begin);
        value.span.end = dwarf_offset(d, value.span.end);
        if (value.span.begin < value.span.end)
            copy.values[kept++] = value;
    }
    copy.value_count = kept;
    struct location_walk w = {.d = d, .object = &copy, .size_bytes = size_bytes, .by_address = by_address};
    size_t length = d->locations.bytes.length;
    uint32_t relocations = d->locations.relocation_count;
    lists_start(d, &d->locations, obj_symbol_info(d->obj, code->span.begin).section, DW_LLE_base_address);
    if (put_list(&w)) {
        die_index(&d->die, DW_AT_location, DW_FORM_loclistx, lists_end(d, &d->locations));
    } else {
        d->locations.bytes.length = length;
        d->locations.relocation_count = relocations;
    }
}

/* ---- Outside ---- */

void dwarf_location(struct dwarf *d, const struct debug_code *code, const struct debug_object *object)
{
    const struct debug_variable *variable = &d->debug->variables[object->variable];
    if (!object->in_frame) {
        list_location(d, code, object, type_size(d->debug, variable->type), variable->by_address);
        return;
    }
    start(d);
    frame_address(d, object->offset);
    if (variable->by_address)
        operation(d, DW_OP_deref);
    die_expression(&d->die, DW_AT_location, &d->expression, UINT32_MAX, 0, 0);
}

void dwarf_static_location(struct dwarf *d, const struct debug_variable *variable)
{
    if (!variable->symbol || !is_written(variable->symbol))
        return;
    start(d);
    if (variable->is_thread) {
        operation(d, DW_OP_const4u);
        d->relocated = (uint32_t)d->expression.length;
        buf_put32(&d->expression, 0);
        operation(d, DW_OP_form_tls_address);
        d->address_symbol = (unsigned)variable->symbol->object_index;
        d->address_addend = 0;
    } else {
        address(d, variable->symbol, 0);
    }
    die_expression(&d->die, DW_AT_location, &d->expression, d->relocated, d->address_symbol, d->address_addend);
}

static const struct debug_object *find_object(const struct dwarf *d, uint32_t variable)
{
    for (const struct debug_code *code = d->debug->code; code; code = code->next)
        for (uint32_t i = 0; i < code->object_count; i++)
            if (code->objects[i].variable == variable && code->objects[i].in_frame)
                return &code->objects[i];
    return NULL;
}

void dwarf_variable_count(struct dwarf *d, const struct debug_type *array)
{
    const struct debug_object *size = find_object(d, array->byte_size_variable);
    const struct debug_type *element = &d->debug->types[array->base];
    const struct debug_object *inner = NULL;
    uint32_t bytes = type_size(d->debug, array->base);
    if (element->kind == DEBUG_ARRAY && element->byte_size_variable)
        inner = find_object(d, element->byte_size_variable);
    if (!size || (!bytes && !inner))
        return;
    start(d);
    frame_address(d, size->offset);
    operation(d, DW_OP_deref);
    if (inner) {
        frame_address(d, inner->offset);
        operation(d, DW_OP_deref);
    } else {
        operation(d, DW_OP_constu);
        buf_put_uleb(&d->expression, bytes);
    }
    operation(d, DW_OP_div);
    die_expression(&d->die, DW_AT_count, &d->expression, UINT32_MAX, 0, 0);
}
