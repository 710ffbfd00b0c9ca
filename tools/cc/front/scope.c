/* Scopes of identifiers (C11 6.2.1): each name points to what it means now, each meaning to the one it hides. */
#include "front/parser.h"

#include <string.h>

void scope_enter(struct parser *p)
{
    p->scope++;
}

static void warn_unused(struct parser *p, const struct symbol *symbol)
{
    struct span span = span_from(symbol->loc, symbol->loc + symbol->name->length);
    if (symbol->attributes.unused || symbol->wrong || symbol->kind == SYMBOL_CONSTANT || symbol->is_extern ||
        (symbol->kind == SYMBOL_FUNCTION))
        return;
    if (!symbol->loc)
        return;
    if (symbol->kind == SYMBOL_TYPEDEF) {
        if (!symbol->used)
            report_warning(p->report, WARN_UNUSED_LOCAL_TYPEDEFS, span, "unused type '%s'", symbol->name->text);
        return;
    }
    if (symbol->is_parameter) {
        if (!symbol->used && symbol->assigned)
            report_warning(p->report, WARN_UNUSED_BUT_SET_PARAMETER, span, "parameter '%s' is set but never read",
                           symbol->name->text);
        else if (!symbol->used)
            report_warning(p->report, WARN_UNUSED_PARAMETER, span, "unused parameter '%s'", symbol->name->text);
    } else if (!symbol->used) {
        if (symbol->assigned)
            report_warning(p->report, WARN_UNUSED_BUT_SET_VARIABLE, span, "variable '%s' is set but never read",
                           symbol->name->text);
        else
            report_warning(p->report, WARN_UNUSED_VARIABLE, span, "unused variable '%s'", symbol->name->text);
    }
}

/* In order of declaration, though the list has the last one first. */
static void warn_all_unused(struct parser *p)
{
    if (!report_wants(p->report, WARN_UNUSED_VARIABLE) && !report_wants(p->report, WARN_UNUSED_PARAMETER))
        return;
    struct symbol *reversed = NULL;
    for (struct symbol *symbol = p->symbols; symbol && symbol->scope == p->scope;) {
        struct symbol *next = symbol->next_here;
        symbol->next_here = reversed;
        reversed = symbol;
        symbol = next;
        p->symbols = symbol;
    }
    while (reversed) {
        struct symbol *next = reversed->next_here;
        if (reversed->name && (reversed->kind == SYMBOL_OBJECT || reversed->kind == SYMBOL_TYPEDEF))
            warn_unused(p, reversed);
        reversed->next_here = p->symbols;
        p->symbols = reversed;
        reversed = next;
    }
}

void scope_leave(struct parser *p)
{
    warn_all_unused(p);
    for (; p->symbols && p->symbols->scope == p->scope; p->symbols = p->symbols->next_here)
        if (p->symbols->name)
            p->symbols->name->symbol = p->symbols->outer;
    for (; p->tags && p->tags->scope == p->scope; p->tags = p->tags->next_here)
        p->tags->name->tag = p->tags->outer;
    p->scope--;
}

struct symbol *symbol_new(struct parser *p, struct name *name, enum symbol_kind kind, struct type *type, uint32_t loc)
{
    struct symbol *symbol = arena_alloc(&p->arena, sizeof *symbol);
    symbol->name = name;
    symbol->kind = (uint8_t)kind;
    symbol->type = type;
    symbol->loc = loc;
    symbol->reg = -1;
    symbol->wrong = p->wrong_type;
    return symbol;
}

void symbol_enter(struct parser *p, struct symbol *symbol)
{
    struct symbol *outer = symbol->name->symbol;
    bool hides = outer && p->scope && outer->scope < p->scope && symbol->loc && symbol->kind == SYMBOL_OBJECT &&
                 (outer->scope || (outer->kind == SYMBOL_OBJECT && outer->loc)) && p->function;
    if (hides && report_warning(p->report, WARN_SHADOW, span_from(symbol->loc, symbol->loc + symbol->name->length),
                                "'%s' hides another declaration", symbol->name->text))
        report_note(p->report, span_at(outer->loc), "the hidden one is here");
    symbol->scope = p->scope;
    symbol->outer = outer;
    symbol->next_here = p->symbols;
    p->symbols = symbol;
    symbol->name->symbol = symbol;
}

struct symbol *symbol_here(struct parser *p, const struct name *name)
{
    return name->symbol && name->symbol->scope == p->scope ? name->symbol : NULL;
}

struct symbol *symbol_global(struct parser *p, const struct name *name)
{
    (void)p;
    for (struct symbol *symbol = name->symbol; symbol; symbol = symbol->outer)
        if (symbol->linkage != LINKAGE_NONE)
            return symbol;
    return name->linked;
}

struct tag *tag_enter(struct parser *p, struct name *name, struct type *type, uint32_t loc)
{
    struct tag *tag = arena_alloc(&p->arena, sizeof *tag);
    *tag = (struct tag){
        .name = name, .outer = name->tag, .next_here = p->tags, .type = type, .loc = loc, .scope = p->scope};
    p->tags = tag;
    name->tag = tag;
    return tag;
}

struct tag *tag_here(struct parser *p, const struct name *name)
{
    return name->tag && name->tag->scope == p->scope ? name->tag : NULL;
}
