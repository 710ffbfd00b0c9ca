/* Declaration specifiers and type names (C11 6.7.1 to 6.7.5, 6.7.7). */
#include "front/correct.h"

#include <string.h>

/* How often each basic type specifier was seen. */
struct counts {
    uint8_t is_void, is_bool, is_char, is_short, is_int, is_long, is_float, is_double, is_signed, is_unsigned, complex;
};

bool starts_type_name(struct parser *p, const struct token *token)
{
    (void)p;
    switch (token->kind) {
    case TOKEN_CHAR:
    case TOKEN_CONST:
    case TOKEN_DOUBLE:
    case TOKEN_ENUM:
    case TOKEN_FLOAT:
    case TOKEN_INT:
    case TOKEN_LONG:
    case TOKEN_RESTRICT:
    case TOKEN_SHORT:
    case TOKEN_SIGNED:
    case TOKEN_STRUCT:
    case TOKEN_UNION:
    case TOKEN_UNSIGNED:
    case TOKEN_VOID:
    case TOKEN_VOLATILE:
    case TOKEN_ATOMIC:
    case TOKEN_BOOL:
    case TOKEN_COMPLEX:
    case TOKEN_TYPEOF:
    case TOKEN_TYPEOF_UNQUAL:
    case TOKEN_UNSUPPORTED_TYPE:
    case TOKEN_ATTRIBUTE:
    case TOKEN_ALIGNAS:
    case TOKEN_IMAGINARY: return true;
    case TOKEN_NAME: return token->name->symbol && token->name->symbol->kind == SYMBOL_TYPEDEF;
    default: return false;
    }
}

bool starts_declaration(struct parser *p)
{
    switch (p->token.kind) {
    case TOKEN_AUTO:
    case TOKEN_EXTERN:
    case TOKEN_INLINE:
    case TOKEN_REGISTER:
    case TOKEN_STATIC:
    case TOKEN_TYPEDEF:
    case TOKEN_NORETURN:
    case TOKEN_STATIC_ASSERT:
    case TOKEN_THREAD_LOCAL:
    case TOKEN_CONSTEXPR:
    case TOKEN_AUTO_TYPE: return true;
    case TOKEN_NAME: /* a label hides a type's name */
        return starts_type_name(p, &p->token) && peek(p)->kind != TOKEN_COLON;
    default: return starts_type_name(p, &p->token);
    }
}

static bool count_specifier(struct counts *c, unsigned kind)
{
    switch (kind) {
    case TOKEN_VOID: c->is_void++; break;
    case TOKEN_BOOL: c->is_bool++; break;
    case TOKEN_CHAR: c->is_char++; break;
    case TOKEN_SHORT: c->is_short++; break;
    case TOKEN_INT: c->is_int++; break;
    case TOKEN_LONG: c->is_long++; break;
    case TOKEN_FLOAT: c->is_float++; break;
    case TOKEN_DOUBLE: c->is_double++; break;
    case TOKEN_SIGNED: c->is_signed++; break;
    case TOKEN_UNSIGNED: c->is_unsigned++; break;
    case TOKEN_COMPLEX:
    case TOKEN_IMAGINARY: c->complex++; break;
    default: return false;
    }
    return true;
}

/* 6.7.2p2: the type that the words name together; -1 when they do not go together. */
static int counted_type(const struct counts *c)
{
    unsigned sign = c->is_signed + c->is_unsigned, size = c->is_short + c->is_long;
    unsigned others = c->is_void + c->is_bool + c->is_char + c->is_float + c->is_double;
    if (sign > 1 || c->is_int > 1 || c->is_short > 1 || c->is_long > 2 || others > 1 || (c->is_short && c->is_long))
        return -1;
    if (c->is_void || c->is_bool || c->is_float)
        return sign || size || c->is_int ? -1 : c->is_void ? TYPE_VOID : c->is_bool ? TYPE_BOOL : TYPE_FLOAT;
    if (c->is_double)
        return sign || c->is_short || c->is_long > 1 || c->is_int ? -1 : c->is_long ? TYPE_LDOUBLE : TYPE_DOUBLE;
    if (c->is_char)
        return size || c->is_int ? -1 : c->is_unsigned ? TYPE_UCHAR : c->is_signed ? TYPE_SCHAR : TYPE_CHAR;
    if (c->is_short)
        return c->is_unsigned ? TYPE_USHORT : TYPE_SHORT;
    if (c->is_long)
        return c->is_long == 2 ? (c->is_unsigned ? TYPE_ULLONG : TYPE_LLONG) : c->is_unsigned ? TYPE_ULONG : TYPE_LONG;
    return c->is_unsigned ? TYPE_UINT : TYPE_INT;
}

static unsigned qualifier_of(unsigned kind)
{
    switch (kind) {
    case TOKEN_CONST: return QUAL_CONST;
    case TOKEN_VOLATILE: return QUAL_VOLATILE;
    case TOKEN_RESTRICT: return QUAL_RESTRICT;
    case TOKEN_ATOMIC: return QUAL_ATOMIC;
    default: return 0;
    }
}

/* A type that other machines have: its operand, of _BitInt(N), is passed over. */
static struct type *refuse_type(struct parser *p)
{
    report_error(p->report, here(p), "the type '%s' is not supported", p->token.name->text);
    advance(p);
    if (accept(p, TOKEN_LPAREN)) {
        skip_to(p, TOKEN_RPAREN);
        accept(p, TOKEN_RPAREN);
    }
    return type_basic(&p->types, TYPE_INT);
}

static struct type *parse_typeof(struct parser *p)
{
    struct type *type;
    bool unqualified = at(p, TOKEN_TYPEOF_UNQUAL);
    advance(p);
    expect(p, TOKEN_LPAREN, "after 'typeof'");
    if (!enter(p))
        return type_basic(&p->types, TYPE_INT);
    if (starts_type_name(p, &p->token)) {
        type = parse_type_name(p);
    } else {
        p->unevaluated++;
        type = parse_expression(p)->type;
        p->unevaluated--;
    }
    leave(p);
    expect(p, TOKEN_RPAREN, "after the operand of 'typeof'");
    return unqualified ? type_plain(type) : type;
}

static bool take_storage(struct parser *p, struct specifiers *out, bool allowed)
{
    unsigned kind = p->token.kind;
    switch (kind) {
    case TOKEN_TYPEDEF:
    case TOKEN_EXTERN:
    case TOKEN_STATIC:
    case TOKEN_AUTO:
    case TOKEN_REGISTER:
        if (out->typed_before)
            report_warning(p->report, WARN_OLD_STYLE_DECLARATION, here(p),
                           "the storage class should come before the type");
        if (!allowed && kind != TOKEN_REGISTER)
            report_error(p->report, here(p), "a storage class cannot stand here");
        else if (out->storage)
            report_error(p->report, here(p), "a second storage class; one is enough");
        else if (out->is_thread && kind != TOKEN_STATIC && kind != TOKEN_EXTERN)
            report_error(p->report, here(p), "'_Thread_local' goes with 'static' and 'extern' only");
        out->storage = (uint8_t)kind;
        break;
    case TOKEN_THREAD_LOCAL:
        out->is_thread = true;
        if (out->storage && out->storage != TOKEN_STATIC && out->storage != TOKEN_EXTERN)
            report_error(p->report, here(p), "'_Thread_local' goes with 'static' and 'extern' only");
        break;
    case TOKEN_INLINE:
        out->is_inline = true;
        out->function_specifier = "inline";
        break;
    case TOKEN_NORETURN:
        out->attributes.noreturn = true;
        out->function_specifier = "_Noreturn";
        break;
    case TOKEN_AUTO_TYPE: out->auto_type = out->typed = true; break;
    case TOKEN_CONSTEXPR: out->is_constexpr = true; break;
    default: return false;
    }
    advance(p);
    return true;
}

/* _Atomic(type), 6.7.2.4p3. */
static struct type *atomic_type(struct parser *p, struct type *type, struct span span)
{
    char text[TYPE_TEXT_MAX];
    if (type->kind != TYPE_ARRAY && type->kind != TYPE_FUNCTION && !type->quals)
        return type_qualified(&p->types, type, QUAL_ATOMIC);
    report_error(p->report, span, "_Atomic(...) takes no array, function or qualified type, this is '%s'",
                 type_text(type, text));
    return type;
}

/* A specifier of a whole type: struct, enum, typeof, typedef name, _Atomic(type).  NULL when there is none. */
static struct type *take_type(struct parser *p, struct specifiers *out, bool typed)
{
    struct type *type;
    switch (p->token.kind) {
    case TOKEN_STRUCT:
    case TOKEN_UNION: out->defines = true; return parse_record_specifier(p);
    case TOKEN_ENUM: out->defines = true; return parse_enum_specifier(p);
    case TOKEN_TYPEOF:
    case TOKEN_TYPEOF_UNQUAL: return parse_typeof(p);
    case TOKEN_UNSUPPORTED_TYPE: return refuse_type(p);
    case TOKEN_ATOMIC:
        if (peek(p)->kind != TOKEN_LPAREN)
            return NULL;
        advance(p);
        advance(p);
        if (!enter(p))
            return type_basic(&p->types, TYPE_INT);
        type = atomic_type(p, parse_type_name(p), here(p));
        leave(p);
        expect(p, TOKEN_RPAREN, NULL);
        return type;
    case TOKEN_NAME:
        if (typed || !p->token.name->symbol || p->token.name->symbol->kind != SYMBOL_TYPEDEF)
            return NULL;
        type = p->token.name->symbol->type;
        p->token.name->symbol->used = true;
        out->wrong |= p->token.name->symbol->wrong;
        advance(p);
        return type;
    default: return NULL;
    }
}

void check_qualifiers(struct parser *p, const struct type *type, unsigned *quals, struct span span)
{
    if ((*quals & QUAL_RESTRICT) && (type->kind != TYPE_POINTER || type->base->kind == TYPE_FUNCTION)) {
        report_error(p->report, span,
                     type->kind == TYPE_POINTER ? "'restrict' is for pointers to objects, not to functions"
                                                : "'restrict' is for pointers");
        *quals &= ~(unsigned)QUAL_RESTRICT;
    }
    if ((*quals & QUAL_ATOMIC) && (type->kind == TYPE_ARRAY || type->kind == TYPE_FUNCTION)) {
        report_error(p->report, span, "'_Atomic' is not for %s", type->kind == TYPE_ARRAY ? "arrays" : "functions");
        *quals &= ~(unsigned)QUAL_ATOMIC;
    }
}

static void finish_type(struct parser *p, struct specifiers *out, const struct counts *counts, bool counted,
                        unsigned quals)
{
    if (counted && out->type)
        report_error(p->report, span_at(out->loc), "two types in one declaration; is a ';' missing?");
    if (counts->complex) {
        report_error(p->report, span_at(out->loc), "complex numbers are not supported (__STDC_NO_COMPLEX__)");
        out->type = type_basic(&p->types, TYPE_DOUBLE);
    } else if (!out->type) {
        int kind = counted_type(counts);
        if (kind < 0)
            report_error(p->report, span_at(out->loc), "these type words do not go together");
        out->type = type_basic(&p->types, kind < 0 ? TYPE_INT : (enum type_kind)kind);
    }
    check_qualifiers(p, out->type, &quals, span_at(out->loc));
    out->type = type_qualified(&p->types, out->type, quals);
}

/* After the '}' of a structure the next declaration begins on a new line. */
static bool ends_without_semicolon(struct parser *p, unsigned kind)
{
    if (p->last_kind != TOKEN_RBRACE || !(p->token.flags & TOKEN_LINE) || qualifier_of(kind))
        return false;
    return starts_declaration(p) && (kind != TOKEN_NAME || peek(p)->kind == TOKEN_NAME || peek(p)->kind == TOKEN_STAR);
}

void parse_specifiers(struct parser *p, struct specifiers *out, bool storage_allowed)
{
    struct counts counts = {0};
    unsigned quals = 0;
    bool counted = false;
    *out = (struct specifiers){.loc = p->token.loc};
    for (;;) {
        unsigned kind = p->token.kind;
        if (kind == TOKEN_ATTRIBUTE || kind == TOKEN_LBRACKET) {
            if (kind == TOKEN_LBRACKET && peek(p)->kind != TOKEN_LBRACKET)
                break;
            parse_attributes(p, &out->attributes);
            continue;
        }
        out->typed_before = counted || out->type;
        if (out->defines && ends_without_semicolon(p, kind)) {
            out->cut = true;
            expect(p, TOKEN_SEMICOLON, "after the structure or enumeration");
            break;
        }
        if (take_storage(p, out, storage_allowed) || parse_alignas(p, &out->attributes))
            continue;
        bool already = counted || out->type || out->auto_type;
        struct type *type = take_type(p, out, already);
        if (type) {
            if (out->type)
                report_error(p->report, span_at(out->loc), "two types in one declaration; is a ';' missing?");
            out->type = type;
        } else if (qualifier_of(kind)) {
            if (quals & qualifier_of(kind))
                report_warning(p->report, WARN_DUPLICATE_DECL_SPECIFIER, here(p), "%s is given twice",
                               token_kind_name((enum token_kind)kind));
            quals |= qualifier_of(kind);
            advance(p);
        } else if (count_specifier(&counts, kind)) {
            counted = true;
            advance(p);
        } else if (already || !correct_specifier(p, storage_allowed)) {
            break;
        }
    }
    out->typed |= counted || out->type;
    if (out->storage == TOKEN_AUTO && !out->typed && p->options->standard >= 2023) { /* the type is the initializer's */
        out->auto_type = out->typed = true;
        out->storage = 0;
    }
    if (out->is_constexpr)
        quals |= QUAL_CONST;
    finish_type(p, out, &counts, counted, quals);
}

struct type *parse_type_name(struct parser *p)
{
    struct specifiers specifiers;
    struct declarator declarator;
    parse_specifiers(p, &specifiers, false);
    if (!specifiers.typed)
        report_error(p->report, here(p), "expected a type");
    parse_declarator(p, specifiers.type, &declarator, true);
    check_array_marks(p, &declarator);
    if (declarator.name)
        report_error(p->report, span_at(declarator.loc), "a type name declares nothing; '%s' is too much here",
                     declarator.name->text);
    return declarator.type;
}
