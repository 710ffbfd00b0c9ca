/* Functions: scopes, what was inlined, parameters and variables. */
#include "dwarf/dwarf_impl.h"

/* ---- Variables ---- */

/* What is said of a variable once. */
static void describe_variable(struct dwarf *d, const struct debug_variable *variable)
{
    die_text(&d->die, DW_AT_name, variable->name);
    if (!variable->name)
        die_flag(&d->die, DW_AT_artificial);
    dwarf_place(d, variable->file, variable->line, variable->column);
    dwarf_type(d, variable->type);
    if (variable->external)
        die_flag(&d->die, DW_AT_external);
}

static void static_variable(struct dwarf *d, uint32_t number)
{
    const struct debug_variable *variable = &d->debug->variables[number];
    if (!variable->symbol || variable->symbol->object_index < 0)
        return;
    die_begin(&d->die, DW_TAG_variable, false);
    describe_variable(d, variable);
    dwarf_static_location(d, variable);
    d->die.place[DIE_VARIABLE][number] = die_end(&d->die);
}

void dwarf_statics(struct dwarf *d, uint32_t scope)
{
    for (uint32_t i = d->debug->scopes[scope].first_variable; i; i = d->debug->variables[i].next)
        if (d->debug->variables[i].kind == DEBUG_STATIC)
            static_variable(d, i);
}

static enum dwarf_tag tag_of(const struct debug_variable *variable)
{
    return variable->kind == DEBUG_PARAMETER ? DW_TAG_formal_parameter : DW_TAG_variable;
}

/* The variables of a scope of a function, parameters in their order first, as all are. */
static void objects_of(struct dwarf *d, const struct debug_code *code, uint32_t scope, bool has_origin)
{
    for (uint32_t i = 0; i < code->object_count; i++) {
        const struct debug_object *object = &code->objects[i];
        const struct debug_variable *variable = &d->debug->variables[object->variable];
        if (object->scope != scope)
            continue;
        die_begin(&d->die, tag_of(variable), false);
        if (has_origin)
            die_reference(&d->die, DW_AT_abstract_origin, DIE_VARIABLE, object->variable);
        else
            describe_variable(d, variable);
        dwarf_location(d, code, object);
        die_end(&d->die);
    }
    if (!has_origin)
        dwarf_statics(d, scope);
}

/* ---- Functions, once ---- */

static void describe_function(struct dwarf *d, const struct debug_function *function)
{
    die_text(&d->die, DW_AT_name, function->name);
    dwarf_place(d, function->file, function->line, function->column);
    if (function->prototyped)
        die_flag(&d->die, DW_AT_prototyped);
    dwarf_type(d, function->result);
    if (function->external)
        die_flag(&d->die, DW_AT_external);
    if (function->noreturn)
        die_flag(&d->die, DW_AT_noreturn);
}

static void unspecified_parameters(struct dwarf *d)
{
    die_begin(&d->die, DW_TAG_unspecified_parameters, false);
    die_end(&d->die);
}

/* A scope of an abstract instance: what all copies share. */
static void abstract_scope(struct dwarf *d, uint32_t scope)
{
    struct debug *debug = d->debug;
    for (uint32_t i = debug->scopes[scope].first_variable; i; i = debug->variables[i].next) {
        if (debug->variables[i].kind == DEBUG_STATIC)
            continue;
        die_begin(&d->die, tag_of(&debug->variables[i]), false);
        describe_variable(d, &debug->variables[i]);
        d->die.place[DIE_VARIABLE][i] = die_end(&d->die);
    }
    dwarf_statics(d, scope);
    for (uint32_t inner = debug->scopes[scope].next; inner; inner = debug->scopes[inner].next) {
        if (debug->scopes[inner].parent != scope || debug->scopes[inner].origin)
            continue;
        die_begin(&d->die, DW_TAG_lexical_block, true);
        d->die.place[DIE_SCOPE][inner] = die_end(&d->die);
        abstract_scope(d, inner);
        die_close(&d->die);
    }
}

static bool has_abstract_blocks(const struct dwarf *d, uint32_t scope)
{
    for (uint32_t inner = d->debug->scopes[scope].next; inner; inner = d->debug->scopes[inner].next)
        if (d->debug->scopes[inner].parent == scope && !d->debug->scopes[inner].origin)
            return true;
    return false;
}

void dwarf_abstract_functions(struct dwarf *d)
{
    for (uint32_t i = 1; i < d->debug->function_count; i++) {
        const struct debug_function *function = &d->debug->functions[i];
        if (!function->inlined)
            continue;
        bool children = d->debug->scopes[function->scope].first_variable || has_abstract_blocks(d, function->scope) ||
                        function->variadic;
        die_begin(&d->die, DW_TAG_subprogram, children);
        describe_function(d, function);
        die_number(&d->die, DW_AT_inline, function->declared_inline ? DW_INL_declared_inlined : DW_INL_inlined);
        d->die.place[DIE_FUNCTION][i] = die_end(&d->die);
        if (!children)
            continue;
        abstract_scope(d, function->scope);
        if (function->variadic)
            unspecified_parameters(d);
        die_close(&d->die);
    }
}

/* ---- Code of scopes ---- */

static void add_span(struct dwarf *d, uint32_t scope, struct debug_span span)
{
    struct dwarf_ranges *ranges = &d->scope_ranges[scope];
    if (ranges->count && ranges->spans[ranges->count - 1].end == span.begin) {
        ranges->spans[ranges->count - 1].end = span.end;
        return;
    }
    uint32_t count = ranges->count;
    if ((count & (count - 1)) == 0)
        ranges->spans =
            arena_grow(&d->arena, ranges->spans, count, count ? (size_t)count * 2 : 1, sizeof *ranges->spans);
    ranges->spans[ranges->count++] = span;
}

/* Each run of code belongs to its scope and all around it, but for the function itself. */
void dwarf_find_ranges(struct dwarf *d, const struct debug_code *code)
{
    for (uint32_t i = 0; i < code->run_count; i++) {
        struct debug_span span = {dwarf_offset(d, code->runs[i].span.begin), dwarf_offset(d, code->runs[i].span.end)};
        uint32_t scope = code->runs[i].scope;
        if (span.begin == span.end)
            continue;
        for (; scope && d->debug->scopes[scope].parent; scope = d->debug->scopes[scope].parent)
            add_span(d, scope, span);
    }
}

/* ---- Concrete functions ---- */

static void inner_scopes(struct dwarf *d, const struct debug_code *code, uint32_t scope, bool has_origin);

static void begin_inlined(struct dwarf *d, const struct debug_scope *scope, bool children)
{
    const struct ir_place *call = ir_place_of(d->module, scope->call);
    die_begin(&d->die, DW_TAG_inlined_subroutine, children);
    die_reference(&d->die, DW_AT_abstract_origin, DIE_FUNCTION, scope->function);
    if (call->file && call->line) {
        die_number(&d->die, DW_AT_call_file, dwarf_file(d, call->file));
        die_number(&d->die, DW_AT_call_line, call->line);
        die_number(&d->die, DW_AT_call_column, call->column);
    }
}

/* Whether anything is declared in a scope itself. */
static bool has_objects(const struct dwarf *d, const struct debug_code *code, uint32_t scope, bool has_origin)
{
    for (uint32_t i = 0; i < code->object_count; i++)
        if (code->objects[i].scope == scope)
            return true;
    for (uint32_t i = has_origin ? 0 : d->debug->scopes[scope].first_variable; i; i = d->debug->variables[i].next)
        if (d->debug->variables[i].kind == DEBUG_STATIC && d->debug->variables[i].symbol->object_index >= 0)
            return true;
    return false;
}

static bool has_inner_scopes(const struct dwarf *d, const struct debug_code *code, uint32_t scope, bool has_origin)
{
    for (uint32_t inner = d->debug->scopes[scope].next; inner; inner = d->debug->scopes[inner].next)
        if (d->debug->scopes[inner].parent == scope && d->scope_ranges[inner].count &&
            (d->debug->scopes[inner].kind == DEBUG_SCOPE_INLINED || has_objects(d, code, inner, has_origin) ||
             has_inner_scopes(d, code, inner, has_origin)))
            return true;
    return false;
}

/* A block that declares nothing in code of its own is none. */
static void concrete_scope(struct dwarf *d, const struct debug_code *code, uint32_t number, bool has_origin)
{
    const struct debug_scope *scope = &d->debug->scopes[number];
    bool inlined = scope->kind == DEBUG_SCOPE_INLINED, objects = has_objects(d, code, number, has_origin || inlined);
    if (!d->scope_ranges[number].count)
        return;
    if (!inlined && !objects) {
        inner_scopes(d, code, number, has_origin);
        return;
    }
    bool children = objects || has_inner_scopes(d, code, number, has_origin || inlined);
    if (inlined) {
        begin_inlined(d, scope, children);
    } else {
        uint32_t origin = scope->origin ? scope->origin : has_origin ? number : 0;
        die_begin(&d->die, DW_TAG_lexical_block, true);
        if (origin)
            die_reference(&d->die, DW_AT_abstract_origin, DIE_SCOPE, origin);
    }
    dwarf_code_ranges(d, obj_symbol_info(d->obj, code->span.begin).section, &d->scope_ranges[number]);
    die_end(&d->die);
    if (!children)
        return;
    inner_scopes(d, code, number, has_origin || inlined);
    die_close(&d->die);
}

static void inner_scopes(struct dwarf *d, const struct debug_code *code, uint32_t scope, bool has_origin)
{
    objects_of(d, code, scope, has_origin);
    for (uint32_t inner = d->debug->scopes[scope].next; inner; inner = d->debug->scopes[inner].next)
        if (d->debug->scopes[inner].parent == scope)
            concrete_scope(d, code, inner, has_origin);
}

void dwarf_function(struct dwarf *d, struct debug_code *code)
{
    const struct debug_function *function = &d->debug->functions[code->function->debug];
    bool has_origin = function->inlined;
    struct buf frame_base = {0};
    bool children = has_objects(d, code, function->scope, has_origin) ||
                    has_inner_scopes(d, code, function->scope, has_origin) || (function->variadic && !has_origin);
    die_begin(&d->die, DW_TAG_subprogram, children);
    if (has_origin)
        die_reference(&d->die, DW_AT_abstract_origin, DIE_FUNCTION, code->function->debug);
    else
        describe_function(d, function);
    die_address(&d->die, DW_AT_low_pc, code->span.begin);
    die_data4(&d->die, DW_AT_high_pc, dwarf_offset(d, code->span.end) - dwarf_offset(d, code->span.begin));
    buf_put8(&frame_base, DW_OP_call_frame_cfa);
    die_expression(&d->die, DW_AT_frame_base, &frame_base, UINT32_MAX, 0, 0);
    buf_free(&frame_base);
    die_end(&d->die);
    if (!children)
        return;
    inner_scopes(d, code, function->scope, has_origin);
    if (function->variadic && !has_origin)
        unspecified_parameters(d);
    die_close(&d->die);
}
