/* What debuggers are told of types and variables (ir_debug.h). */
#include "gen/gen.h"

#include "ir_debug.h"

enum { TYPE_DEPTH_MAX = 500 }; /* of types in types; what lies deeper is described as void */

static uint32_t describe(struct parser *p, struct type *type, unsigned depth);

static struct debug *debug_of(struct parser *p)
{
    return p->module->debug;
}

static const char *text_of(const struct name *name)
{
    return name && name->text[0] != '<' ? name->text : NULL;
}

/* ---- Types ---- */

static uint32_t describe_basic(struct debug *debug, const struct type *type)
{
    static const struct {
        const char *name;
        enum debug_encoding encoding;
    } basics[TYPE_BASIC_COUNT] = {
        [TYPE_BOOL] = {"_Bool", DEBUG_BOOLEAN},
        [TYPE_CHAR] = {"char", DEBUG_SIGNED_CHAR},
        [TYPE_SCHAR] = {"signed char", DEBUG_SIGNED_CHAR},
        [TYPE_UCHAR] = {"unsigned char", DEBUG_UNSIGNED_CHAR},
        [TYPE_SHORT] = {"short", DEBUG_SIGNED},
        [TYPE_USHORT] = {"unsigned short", DEBUG_UNSIGNED},
        [TYPE_INT] = {"int", DEBUG_SIGNED},
        [TYPE_UINT] = {"unsigned int", DEBUG_UNSIGNED},
        [TYPE_LONG] = {"long", DEBUG_SIGNED},
        [TYPE_ULONG] = {"unsigned long", DEBUG_UNSIGNED},
        [TYPE_LLONG] = {"long long", DEBUG_SIGNED},
        [TYPE_ULLONG] = {"unsigned long long", DEBUG_UNSIGNED},
        [TYPE_FLOAT] = {"float", DEBUG_FLOAT},
        [TYPE_DOUBLE] = {"double", DEBUG_FLOAT},
        [TYPE_LDOUBLE] = {"long double", DEBUG_FLOAT},
    };
    uint32_t number = debug_type_new(debug, DEBUG_BASE);
    debug->types[number].name = basics[type->kind].name;
    debug->types[number].encoding = (uint8_t)basics[type->kind].encoding;
    if (type->kind == TYPE_CHAR && type->unsigned_char)
        debug->types[number].encoding = DEBUG_UNSIGNED_CHAR;
    debug->types[number].size_bytes = type_size(type);
    return number;
}

static uint32_t describe_over(struct debug *debug, enum debug_kind kind, uint32_t base)
{
    uint32_t number = debug_type_new(debug, kind);
    debug->types[number].base = base;
    return number;
}

static void set_place(struct parser *p, uint32_t number, uint32_t loc)
{
    uint32_t file, line, column;
    ir_numbers_of(p, loc, &file, &line, &column);
    debug_of(p)->types[number].file = file;
    debug_of(p)->types[number].line = line;
}

/* A record's members follow when the type that is being described is done: records may refer to each other. */
static uint32_t describe_record(struct parser *p, const struct type *type)
{
    struct record *record = type->record;
    if (!record->debug) {
        record->debug = debug_type_new(debug_of(p), type->kind == TYPE_UNION ? DEBUG_UNION : DEBUG_STRUCT);
        debug_of(p)->types[record->debug].name = text_of(record->tag);
        debug_of(p)->types[record->debug].incomplete = true;
        set_place(p, record->debug, record->loc);
        record->waiting = p->waiting_records;
        p->waiting_records = record;
    }
    return record->debug;
}

static void describe_members(struct parser *p, struct record *record)
{
    struct debug *debug = debug_of(p);
    struct debug_type *made = &debug->types[record->debug];
    made->incomplete = false;
    made->size_bytes = record->size_bytes;
    uint32_t first = debug->member_count, count = 0;
    for (const struct member *member = record->first; member; member = member->next) {
        if (member->is_bit_field && !member->name)
            continue;
        uint32_t number = debug_member_new(debug, text_of(member->name), 0), column;
        struct debug_member *one = &debug->members[number];
        ir_numbers_of(p, member->loc, &one->file, &one->line, &column);
        one->offset_bytes = member->offset_bytes;
        one->bit_offset = member->bit_offset;
        one->bit_width = member->is_bit_field ? member->bit_width : 0;
        count++;
    }
    debug->types[record->debug].first = first;
    debug->types[record->debug].count = count;
    for (const struct member *member = record->first; member; member = member->next) {
        if (member->is_bit_field && !member->name)
            continue;
        uint32_t type = describe(p, member->type, 0);
        debug->members[first++].type = type;
    }
}

static uint32_t describe_enumeration(struct parser *p, const struct type *type)
{
    struct enumeration *enumeration = type->enumeration;
    struct debug *debug = debug_of(p);
    if (enumeration->debug && (!debug->types[enumeration->debug].incomplete || !enumeration->complete))
        return enumeration->debug;
    if (!enumeration->debug)
        enumeration->debug = debug_type_new(debug, DEBUG_ENUM);
    uint32_t number = enumeration->debug, integer = describe(p, enumeration->integer, 0);
    set_place(p, number, enumeration->loc);
    struct debug_type *made = &debug->types[number];
    made->name = text_of(enumeration->tag);
    made->base = integer;
    made->size_bytes = type_size(type);
    made->incomplete = !enumeration->complete;
    made->first = debug->member_count;
    for (const struct enumerator *one = enumeration->first; one; one = one->next) {
        uint32_t member = debug_member_new(debug, text_of(one->name), 0);
        debug->members[member].value = one->value;
        made->count++;
    }
    return number;
}

static uint32_t describe_array(struct parser *p, struct type *type, unsigned depth)
{
    uint32_t number = describe_over(debug_of(p), DEBUG_ARRAY, describe(p, type->base, depth));
    struct debug_type *made = &debug_of(p)->types[number];
    made->length = type->complete_array ? type->length : DEBUG_LENGTH_UNKNOWN;
    made->byte_size_variable = type->vla_size ? type->vla_size->debug : 0;
    return number;
}

static uint32_t describe_function_type(struct parser *p, struct type *type, unsigned depth)
{
    const struct function_type *function = type->function;
    struct debug *debug = debug_of(p);
    uint32_t number = debug_type_new(debug, DEBUG_FUNCTION), base = describe(p, type->base, depth);
    uint32_t *params = arena_array(&p->arena, function->param_count, sizeof *params);
    for (uint32_t i = 0; i < function->param_count; i++)
        params[i] = describe(p, function->params[i], depth);
    struct debug_type *made = &debug->types[number];
    made->base = base;
    made->prototyped = function->prototype;
    made->variadic = function->variadic;
    made->first = debug->member_count;
    made->count = function->param_count;
    for (uint32_t i = 0; i < function->param_count; i++)
        debug_member_new(debug, NULL, params[i]);
    return number;
}

static uint32_t describe_named(struct parser *p, struct type *type, unsigned depth)
{
    uint32_t number = debug_type_new(debug_of(p), DEBUG_TYPEDEF);
    debug_of(p)->types[number].name = text_of(type->name->name);
    set_place(p, number, type->name->loc);
    type->debug = number;
    uint32_t base = describe(p, type->named, depth);
    debug_of(p)->types[number].base = base;
    return number;
}

static uint32_t describe_plain(struct parser *p, struct type *type, unsigned depth)
{
    switch (type->kind) {
    case TYPE_VOID: return 0;
    case TYPE_POINTER: return describe_over(debug_of(p), DEBUG_POINTER, describe(p, type->base, depth));
    case TYPE_ARRAY: return describe_array(p, type, depth);
    case TYPE_FUNCTION: return describe_function_type(p, type, depth);
    case TYPE_STRUCT:
    case TYPE_UNION: return describe_record(p, type);
    case TYPE_ENUM: return describe_enumeration(p, type);
    default: return describe_basic(debug_of(p), type);
    }
}

/* The qualifiers that a type adds to what its name stands for, or to the unqualified type. */
static uint32_t describe_qualified(struct parser *p, struct type *type, unsigned quals, unsigned depth)
{
    static const struct {
        unsigned qual;
        enum debug_kind kind;
    } kinds[] = {{QUAL_ATOMIC, DEBUG_ATOMIC},
                 {QUAL_RESTRICT, DEBUG_RESTRICT},
                 {QUAL_VOLATILE, DEBUG_VOLATILE},
                 {QUAL_CONST, DEBUG_CONST}};
    uint32_t number = describe(p, type->name ? type->name->type : type->plain, depth);
    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (quals & kinds[i].qual)
            number = describe_over(debug_of(p), kinds[i].kind, number);
    return number;
}

static uint32_t describe(struct parser *p, struct type *type, unsigned depth)
{
    if (type->kind == TYPE_ENUM && !type->quals && !type->name)
        return describe_enumeration(p, type);
    if (type->debug || depth > TYPE_DEPTH_MAX)
        return type->debug;
    unsigned quals = type->quals & ~(type->name ? type->named->quals : 0u);
    uint32_t number;
    if (quals)
        number = describe_qualified(p, type, quals, depth + 1);
    else if (type->name)
        number = describe_named(p, type, depth + 1);
    else
        number = describe_plain(p, type, depth + 1);
    type->debug = number;
    return number;
}

/* Describe the members of records that have come up, and what comes up with them.  Those that are not complete yet wait
 * on. */
static void describe_waiting(struct parser *p)
{
    struct record *incomplete = NULL;
    while (p->waiting_records) {
        struct record *record = p->waiting_records;
        p->waiting_records = record->waiting;
        if (record->complete) {
            describe_members(p, record);
        } else {
            record->waiting = incomplete;
            incomplete = record;
        }
    }
    p->waiting_records = incomplete;
}

/* ---- Functions and variables ---- */

void describe_function(struct gen *g)
{
    struct debug *debug = debug_of(g->p);
    const struct symbol *symbol = g->function->symbol;
    if (!debug)
        return;
    uint32_t result = describe(g->p, symbol->type->base, 0), number;
    describe_waiting(g->p);
    number = g->f->debug = debug_function_new(debug, symbol->name->text, symbol->ir);
    struct debug_function *made = &debug->functions[number];
    made->result = result;
    made->prototyped = symbol->type->function->prototype;
    made->variadic = symbol->type->function->variadic;
    ir_numbers_of(g->p, g->function->loc, &made->file, &made->line, &made->column);
    made->external = symbol->linkage == LINKAGE_EXTERNAL;
    made->noreturn = symbol->attributes.noreturn;
    made->declared_inline = symbol->is_inline;
    made->scope = debug_scope_new(debug, g->f, DEBUG_SCOPE_FUNCTION, 0);
    g->p->module->at_scope = made->scope;
}

uint32_t describe_block(struct gen *g, const struct statement *statements)
{
    struct ir_module *module = g->p->module;
    uint32_t outer = module->at_scope;
    while (statements && statements->kind != STATEMENT_DECLARATION)
        statements = statements->next;
    if (debug_of(g->p) && statements)
        module->at_scope = debug_scope_new(debug_of(g->p), g->f, DEBUG_SCOPE_BLOCK, outer);
    return outer;
}

static void describe_variable(struct parser *p, struct symbol *symbol, enum debug_variable_kind kind, uint32_t scope)
{
    struct debug *debug = debug_of(p);
    uint32_t type = describe(p, symbol->type, 0);
    describe_waiting(p);
    symbol->debug = debug_variable_new(debug, kind, text_of(symbol->name), type, scope);
    struct debug_variable *made = &debug->variables[symbol->debug];
    ir_numbers_of(p, symbol->loc, &made->file, &made->line, &made->column);
    made->by_address = symbol->slot && symbol->slot_is_address;
    if (kind != DEBUG_STATIC)
        return;
    made->external = symbol->linkage == LINKAGE_EXTERNAL;
    made->is_thread = symbol->is_thread;
    made->symbol = symbol->ir;
}

void describe_local(struct gen *g, struct symbol *symbol)
{
    struct debug *debug = debug_of(g->p);
    uint32_t scope = g->p->module->at_scope;
    bool hidden = !text_of(symbol->name);
    if (!debug || !debug->want_variables || !scope || (hidden && symbol->type->kind != TYPE_UINT))
        return;
    if (!symbol->debug)
        describe_variable(g->p, symbol,
                          symbol->is_static      ? DEBUG_STATIC
                          : symbol->is_parameter ? DEBUG_PARAMETER
                                                 : DEBUG_LOCAL,
                          scope);
    if (symbol->slot) {
        symbol->slot->variable = symbol->debug;
        symbol->slot->scope = scope;
    }
}

void describe_globals(struct parser *p)
{
    if (!debug_of(p))
        return;
    for (struct symbol *symbol = p->globals; symbol && debug_of(p)->want_variables; symbol = symbol->next_global)
        if (symbol->kind == SYMBOL_OBJECT && symbol->defined && symbol->ir && text_of(symbol->name))
            describe_variable(p, symbol, DEBUG_STATIC, 0);
    describe_waiting(p);
}
