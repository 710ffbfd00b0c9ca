/* The end of the translation unit: tentative definitions, weak names, what was not used (C11 6.9.2). */
#include "front/declare.h"

static void finish_function_symbol(struct parser *p, struct symbol *symbol)
{
    if (symbol->linkage == LINKAGE_INTERNAL && !symbol->used && symbol->defined && !symbol->is_inline &&
        !symbol->attributes.unused && !symbol->attributes.used && !symbol->attributes.constructor)
        report_warning(p->report, WARN_UNUSED_FUNCTION, span_from(symbol->loc, symbol->loc + symbol->name->length),
                       "unused function '%s'", symbol->name->text);
    if (symbol->linkage == LINKAGE_INTERNAL && symbol->used && !symbol->defined && !symbol->attributes.alias)
        report_warning(p->report, WARN_UNDEFINED_INTERNAL, span_from(symbol->loc, symbol->loc + symbol->name->length),
                       "static function '%s' is used but not defined", symbol->name->text);
}

static void finish_object(struct parser *p, struct symbol *symbol)
{
    if (symbol->tentative && !symbol->defined) {
        if (symbol->type->kind == TYPE_ARRAY && !symbol->type->complete_array && symbol->linkage == LINKAGE_INTERNAL)
            report_warning(p->report, WARN_PEDANTIC, span_from(symbol->loc, symbol->loc + symbol->name->length),
                           "the static array '%s' has no length", symbol->name->text);
        if (symbol->type->kind == TYPE_ARRAY && !symbol->type->complete_array)
            symbol->type = type_array(&p->types, symbol->type->base, 1);
        check_variable_complete(p, symbol);
        symbol->defined = true;
        data_define(p, symbol, NULL);
    }
    bool unused = symbol->linkage == LINKAGE_INTERNAL && !symbol->used && symbol->defined &&
                  !symbol->attributes.unused && !symbol->attributes.used && symbol->loc;
    const struct type *element = symbol->type;
    while (element->kind == TYPE_ARRAY)
        element = element->base;
    bool is_const = element->quals & QUAL_CONST;
    const struct source_file *file = is_const && unused ? source_file_at(p->sources, symbol->loc) : NULL;
    if (unused && (!is_const || (file && !file->included_from))) /* headers define constants for all */
        report_warning(p->report, is_const ? WARN_UNUSED_CONST_VARIABLE : WARN_UNUSED_VARIABLE,
                       span_from(symbol->loc, symbol->loc + symbol->name->length), "unused %s '%s'",
                       is_const ? "constant" : "variable", symbol->name->text);
}

void finish_globals(struct parser *p)
{
    const struct name *weak, *target;
    for (size_t i = 0; (weak = pp_pragma_weak(p->pp, i, &target)) != NULL; i++) {
        if (!weak->linked && target && target->linked) { /* #pragma weak a = b declares a as b is */
            struct symbol *symbol =
                symbol_new(p, intern_find(p->names, weak->text), (enum symbol_kind)target->linked->kind,
                           target->linked->type, target->linked->loc);
            symbol->linkage = LINKAGE_EXTERNAL;
            symbol->is_static = target->linked->is_static;
            symbol->name->linked = symbol;
            declare_add_global(p, symbol);
        }
        if (weak->linked)
            weak->linked->attributes.weak = true;
        if (weak->linked && target && !weak->linked->defined)
            weak->linked->attributes.alias = target->text;
    }
    for (struct symbol *symbol = p->globals; symbol; symbol = symbol->next_global) {
        if (symbol->kind == SYMBOL_FUNCTION)
            finish_function_symbol(p, symbol);
        else
            finish_object(p, symbol);
    }
    for (struct symbol *symbol = p->globals; symbol; symbol = symbol->next_global)
        symbol_finish_ir(p, symbol);
    describe_globals(p);
}
