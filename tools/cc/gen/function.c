/* One function. */
#include "gen/gen.h"

static bool is_large(const struct type *type)
{
    return type_is_record(type) && type_size(type) > 8;
}

static enum ir_type passed_type(const struct type *type)
{
    if (!type_is_record(type))
        return gen_type(type);
    return type_size(type) > 4 && type_size(type) <= 8 ? IR_I64 : IR_I32;
}

static enum ir_type result_type(const struct type *type)
{
    return type_is_record(type) && !type_size(type) ? IR_VOID : passed_type(type);
}

/* Put a parameter where the body expects it. */
static void receive(struct gen *g, struct symbol *symbol, uint32_t index)
{
    struct ir_insn *value = ir_param(g->f, index);
    if (is_large(symbol->type)) {
        symbol->slot = ir_slot(g->f, 4, 4, symbol->name->text);
        symbol->slot_is_address = true;
        describe_local(g, symbol);
        ir_store(g->f, IR_MEM_32, ir_slot_addr(g->f, symbol->slot, 0), 0, value, 0, false);
        return;
    }
    gen_declare(g, symbol);
    struct place place = gen_symbol_place(g, symbol);
    if (type_is_record(symbol->type))
        gen_store_small(g, &place, value, type_size(symbol->type));
    else
        gen_store(g, &place, value);
}

/* Whether a parameter travels at all: an empty structure does not. */
static bool travels(const struct symbol *symbol)
{
    return type_size(symbol->type) != 0;
}

/* K&R: the caller has promoted the arguments. */
static enum ir_type received_type(const struct gen *g, const struct symbol *symbol)
{
    bool promoted = !g->function->symbol->type->function->prototype && symbol->type->kind == TYPE_FLOAT;
    return promoted ? IR_F64 : passed_type(symbol->type);
}

static void receive_all(struct gen *g, uint32_t hidden)
{
    struct function *function = g->function;
    uint32_t index = hidden;
    if (hidden) {
        struct ir_insn *value = ir_param(g->f, 0);
        g->result_address = ir_slot(g->f, 4, 4, NULL);
        ir_store(g->f, IR_MEM_32, ir_slot_addr(g->f, g->result_address, 0), 0, value, 0, false);
    }
    for (uint32_t i = 0; i < function->param_count; i++) {
        struct symbol *symbol = function->params[i];
        if (!travels(symbol)) {
            gen_declare(g, symbol);
        } else if (received_type(g, symbol) == IR_F64 && symbol->type->kind == TYPE_FLOAT) {
            struct ir_insn *value = ir_convert(g->f, IR_FCVT, IR_F32, ir_param(g->f, index++));
            gen_declare(g, symbol);
            struct place place = gen_symbol_place(g, symbol);
            gen_store(g, &place, value);
        } else {
            receive(g, symbol, index++);
        }
    }
}

/* Lengths in the types of parameters are worked out on entry (C11 6.9.1p10). */
static void size_parameters(struct gen *g)
{
    for (uint32_t i = 0; i < g->function->param_count; i++) {
        const struct symbol *symbol = g->function->params[i];
        if (symbol->array_length)
            gen_effect(g, symbol->array_length);
        const struct type *type = symbol->type;
        while (type->kind == TYPE_POINTER)
            type = type->base;
        if (type_variable(type))
            gen_type_size(g, type);
    }
}

/* Falling off the end: allowed for void and main, else a warning. */
static void end_function(struct gen *g)
{
    const struct symbol *symbol = g->function->symbol;
    const struct type *type = symbol->type->base;
    struct parser *p = g->p;
    if (ir_ended(g->f))
        return;
    g->f->at_loc = ir_loc_of(p, g->function->end);
    gen_leave_scopes(g, NULL);
    if (type->kind == TYPE_VOID) {
        if (symbol->attributes.noreturn)
            ir_unreachable(g->f);
        else
            ir_ret(g->f, NULL);
    } else if (symbol->name == p->name_main) {
        ir_ret(g->f, ir_const(g->f, IR_I32, 0));
    } else if (g->f->result == IR_VOID) {
        ir_ret(g->f, NULL);
    } else {
        if (gen_reaches_end(g->f) && !symbol->attributes.naked)
            report_warning(p->report, WARN_RETURN_TYPE, span_at(g->function->end - 1),
                           "control reaches the end of '%s', which has a result; return a value", symbol->name->text);
        ir_ret(g->f, ir_undef(g->f, (enum ir_type)g->f->result));
    }
}

static void fix_labels(struct gen *g)
{
    struct parser *p = g->p;
    for (struct label_fixup *fixup = p->label_fixups; fixup; fixup = fixup->next)
        ir_data_reloc(p->module, fixup->data, fixup->offset_bytes, ir_block_address(g->f, gen_label(g, fixup->label)),
                      0);
    p->label_fixups = NULL;
}

static void set_properties(struct gen *g)
{
    const struct attributes *a = &g->function->symbol->attributes;
    g->f->variadic = g->function->symbol->type->function->variadic;
    g->f->noreturn = a->noreturn;
    g->f->always_inline = a->always_inline;
    g->f->noinline = a->noinline;
    g->f->naked = a->naked;
    g->f->cold = a->cold;
    g->f->frame_pointer = g->p->options->keep_frame_pointer;
    g->f->loc = ir_loc_of(g->p, g->function->loc);
    g->f->end_loc = ir_loc_of(g->p, g->function->end);
}

void gen_function(struct parser *p, struct function *function)
{
    struct gen g = {.p = p, .function = function};
    const struct type *result = function->symbol->type->base;
    enum ir_type *params = arena_array(&p->body, function->param_count + (size_t)2, sizeof *params);
    uint32_t count = 0, hidden = is_large(result);
    if (hidden)
        params[count++] = IR_I32;
    for (uint32_t i = 0; i < function->param_count; i++)
        if (travels(function->params[i]))
            params[count++] = received_type(&g, function->params[i]);
    g.f = ir_function(p->module, symbol_ir(p, function->symbol), result_type(result), params, count);
    describe_function(&g);
    set_properties(&g);
    g.f->at_loc = g.f->loc;
    receive_all(&g, hidden);
    size_parameters(&g);
    gen_statement(&g, function->body);
    end_function(&g);
    gen_leaving_jumps(&g);
    gen_dispatch(&g);
    fix_labels(&g);
    ir_function_end(g.f);
    p->module->at_scope = 0;
    gen_check_uninitialized(&g);
    const char *wrong = ir_verify(g.f);
    if (wrong)
        report_fatal(p->report, span_at(function->loc), "internal error: IR of '%s': %s; please report this",
                     function->symbol->name->text, wrong);
}
