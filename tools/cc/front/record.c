/* Structures, unions and enumerations (C11 6.7.2.1, 6.7.2.2) and their layout (docs/abi.md). */
#include "front/parser.h"

#include <string.h>

static const uint32_t RECORD_BYTES_MAX = 0x7fffffff;

/* ---- Layout ---- */

struct layout {
    struct record *record;
    bool is_union;
    uint64_t bits;      /* used so far */
    uint32_t align_max; /* #pragma pack or packed: 0 for none */
};

static uint32_t member_align(const struct layout *layout, const struct type *type, const struct attributes *attributes)
{
    uint32_t align = type_align(type);
    if (layout->align_max && align > layout->align_max)
        align = layout->align_max;
    if (attributes->packed)
        align = 1;
    return attributes->align > align || (attributes->packed && attributes->align) ? attributes->align : align;
}

static void need_align(struct layout *layout, uint32_t align)
{
    if (align > layout->record->align)
        layout->record->align = align;
}

static uint64_t round_up(uint64_t value, uint64_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

/* A bit-field fills a unit of its type from the least significant bit and does not cross it; packed ones may. */
static void place_bit_field(struct layout *layout, struct member *member, const struct attributes *attributes)
{
    uint32_t unit_bits = type_size(member->type) * 8, width = member->bit_width;
    uint32_t align = member_align(layout, member->type, attributes);
    uint64_t start = layout->is_union ? 0 : layout->bits;
    if (!width) {
        if (!layout->is_union)
            layout->bits = round_up(layout->bits, unit_bits);
        return;
    }
    bool tight = align == 1 && unit_bits > 8;
    if (!tight && start / unit_bits != (start + width - 1) / unit_bits)
        start = round_up(start, unit_bits);
    if (attributes->align)
        start = round_up(start, (uint64_t)attributes->align * 8);
    uint64_t unit = start / unit_bits * (unit_bits / 8);
    if (tight)
        unit = start / 8;
    member->offset_bytes = (uint32_t)unit;
    member->bit_offset = (uint8_t)(start - unit * 8);
    member->misaligned = tight;
    if (member->name || !tight)
        need_align(layout, member->name ? align : 1);
    uint64_t end = start + width;
    if (end > layout->bits)
        layout->bits = end;
}

static void place_member(struct parser *p, struct layout *layout, struct member *member,
                         const struct attributes *attributes)
{
    if (member->is_bit_field) {
        place_bit_field(layout, member, attributes);
        return;
    }
    uint32_t align = member_align(layout, member->type, attributes);
    uint64_t offset = layout->is_union ? 0 : round_up(round_up(layout->bits, 8) / 8, align);
    uint64_t end = (offset + type_size(member->type)) * 8;
    if (end / 8 > RECORD_BYTES_MAX) {
        report_error(p->report, span_at(member->loc), "structure is larger than 2 GiB");
        return;
    }
    member->offset_bytes = (uint32_t)offset;
    member->misaligned = align < type_align(member->type);
    need_align(layout, align);
    if (end > layout->bits)
        layout->bits = end;
}

/* ---- Members ---- */

static void check_member_name(struct parser *p, struct layout *layout, const struct member *member)
{
    if (!member->name || !layout->record->first)
        return;
    uint32_t offset;
    struct type probe = {.kind = TYPE_STRUCT, .record = layout->record};
    const struct member *other = type_member(&probe, member->name, &offset);
    if (!other)
        return;
    report_error(p->report, span_from(member->loc, member->loc + member->name->length),
                 "there is already a member '%s'", member->name->text);
    report_note(p->report, span_at(other->loc), "the first one is here");
}

static void add_member(struct parser *p, struct layout *layout, struct member *member,
                       const struct attributes *attributes)
{
    struct record *record = layout->record;
    check_member_name(p, layout, member);
    place_member(p, layout, member, attributes);
    if (record->last)
        record->last->next = member;
    else
        record->first = member;
    record->last = member;
    type_index_member(&p->types, record, member);
    const struct type *part = member->type;
    while (part->kind == TYPE_ARRAY)
        part = part->base;
    record->const_member |= (part->quals & QUAL_CONST) || (type_is_record(part) && part->record->const_member);
    record->union_member |= type_has_union(part);
}

static void check_bit_field(struct parser *p, struct member *member, int64_t width, struct span span)
{
    member->is_bit_field = true;
    if (member->type->quals & QUAL_ATOMIC) {
        report_error(p->report, span, "a bit-field cannot be atomic");
        member->type = type_plain(member->type);
    }
    if (!type_is_integer(member->type)) {
        report_error(p->report, span, "a bit-field must have an integer type");
        member->type = type_basic(&p->types, TYPE_INT);
    }
    int64_t most = member->type->kind == TYPE_BOOL ? 1 : type_bits(member->type);
    if (width < 0 || width > most) {
        report_error(p->report, span, "the width of a bit-field must be from 0 to %d", (int)most);
        width = 1;
    } else if (!width && member->name) {
        report_error(p->report, span, "a bit-field of width 0 cannot have a name");
        member->name = NULL;
    }
    member->bit_width = (uint8_t)width;
}

static bool named_member(const struct record *record)
{
    const struct member *member = record->first;
    while (member && !member->name && !type_is_record(member->type))
        member = member->next;
    return member != NULL;
}

static bool check_member_type(struct parser *p, struct layout *layout, struct member *member, bool last)
{
    struct span span = span_at(member->loc);
    char text[TYPE_TEXT_MAX];
    struct type *type = member->type;
    if (layout->record->flexible && !layout->is_union) {
        report_error(p->report, span, "nothing can follow an array without length in a structure");
        return false;
    }
    if (type->kind == TYPE_ARRAY && !type->complete_array && !type->vla_length && last) {
        if (layout->is_union || !named_member(layout->record))
            report_warning(p->report, WARN_PEDANTIC, span,
                           layout->is_union ? "an array without length in a union"
                                            : "an array without length needs a named member before it");
        if (!layout->is_union)
            layout->record->flexible = type;
        member->type = type_array(&p->types, type->base, 0);
        return true;
    }
    if (type_variable(type)) {
        report_error(p->report, span, "the length of an array in a structure must be a constant");
        return false;
    }
    const struct type *element = type;
    while (element->kind == TYPE_ARRAY)
        element = element->base;
    if (type_is_record(element) && element->record->flexible && !layout->is_union)
        report_warning(p->report, WARN_PEDANTIC, span, "a member that ends in an array without length");
    if (type->kind != TYPE_FUNCTION && type_complete(type))
        return true;
    report_error(p->report, span, "a member cannot have the %s type '%s'",
                 type->kind == TYPE_FUNCTION ? "function" : "incomplete", type_text(type, text));
    return false;
}

static void parse_one_member(struct parser *p, struct layout *layout, const struct specifiers *specifiers)
{
    struct declarator declarator = {.type = specifiers->type, .loc = p->token.loc};
    struct attributes attributes = specifiers->attributes;
    struct member *member = arena_alloc(&p->arena, sizeof *member);
    if (!at(p, TOKEN_COLON))
        parse_declarator(p, specifiers->type, &declarator, false);
    member->name = declarator.name;
    member->loc = declarator.loc;
    member->type = declarator.type;
    struct span span = here(p);
    int64_t width = 0;
    bool bit_field = accept(p, TOKEN_COLON);
    if (bit_field)
        width = parse_constant(p, &width, "the width of a bit-field") ? width : 1;
    check_array_marks(p, &declarator);
    parse_attributes(p, &declarator.attributes);
    attributes_merge(&attributes, &declarator.attributes);
    member->type = type_of_mode(p, member->type, &attributes, span_at(member->loc));
    check_alignas(p, &attributes, member->type, bit_field ? "a bit-field" : NULL);
    if (bit_field)
        check_bit_field(p, member, width, span);
    else if (!check_member_type(p, layout, member, at(p, TOKEN_SEMICOLON)))
        return;
    add_member(p, layout, member, &attributes);
}

static void parse_member_declaration(struct parser *p, struct layout *layout)
{
    struct specifiers specifiers;
    if (at(p, TOKEN_STATIC_ASSERT)) {
        parse_static_assert(p);
        return;
    }
    if (accept(p, TOKEN_SEMICOLON))
        return;
    struct span span = here(p);
    parse_specifiers(p, &specifiers, false);
    if (!specifiers.typed) {
        report_error(p->report, span, "expected a member's type");
        skip_to(p, TOKEN_SEMICOLON);
        accept(p, TOKEN_SEMICOLON);
        return;
    }
    if (at(p, TOKEN_SEMICOLON)) {
        if (type_is_record(specifiers.type) && type_complete(specifiers.type)) {
            struct member *member = arena_alloc(&p->arena, sizeof *member);
            member->type = specifiers.type;
            member->loc = span.at;
            add_member(p, layout, member, &specifiers.attributes);
        } else {
            report_warning(p->report, WARN_PEDANTIC, span, "this declares no member");
        }
        advance(p);
        return;
    }
    do
        parse_one_member(p, layout, &specifiers);
    while (accept(p, TOKEN_COMMA));
    if (!expect(p, TOKEN_SEMICOLON, "after the member")) {
        skip_to(p, TOKEN_SEMICOLON);
        accept(p, TOKEN_SEMICOLON);
    }
}

static void parse_members(struct parser *p, struct type *type, struct attributes *attributes)
{
    struct record *record = type->record;
    struct layout layout = {.record = record, .is_union = type->kind == TYPE_UNION, .align_max = pp_pack(p->pp)};
    record->align = 1;
    if (attributes->packed)
        layout.align_max = 1;
    advance(p);
    if (!enter(p))
        return;
    while (!at(p, TOKEN_RBRACE) && !at(p, TOKEN_END))
        parse_member_declaration(p, &layout);
    leave(p);
    if (!record->first)
        report_warning(p->report, WARN_PEDANTIC, span_at(p->token.loc), "no members");
    expect(p, TOKEN_RBRACE, "at the end of the members");
    struct attributes after = {0};
    parse_attributes(p, &after);
    attributes_merge(attributes, &after);
    if (after.packed && !layout.align_max) { /* packed is known only now: place everything again */
        layout = (struct layout){.record = record, .is_union = layout.is_union, .align_max = 1};
        record->align = 1;
        for (struct member *member = record->first; member; member = member->next)
            place_member(p, &layout, member, &(struct attributes){0});
        record->index = NULL;
        record->index_count = 0;
        for (const struct member *member = record->first; member; member = member->next)
            type_index_member(&p->types, record, member);
    }
    if (attributes->align > record->align)
        record->align = attributes->align;
    record->size_bytes = (uint32_t)round_up(round_up(layout.bits, 8) / 8, record->align);
    record->complete = true;
    record->packed = attributes->packed;
}

/* The tag's type: declared before, or new. */
static struct type *tagged(struct parser *p, struct name *name, enum type_kind kind, uint32_t loc, bool defines)
{
    bool declares = defines || at(p, TOKEN_SEMICOLON);
    struct tag *tag = !name ? NULL : declares ? tag_here(p, name) : name->tag;
    if (tag && tag->type->kind != kind) {
        report_error(p->report, span_from(loc, loc + name->length), "'%s' is declared as another kind of tag",
                     name->text);
        report_note(p->report, span_at(tag->loc), "it is declared here");
        tag = NULL;
    }
    if (tag)
        return tag->type;
    struct type *type;
    if (kind == TYPE_ENUM) {
        struct enumeration *enumeration = arena_alloc(&p->arena, sizeof *enumeration);
        enumeration->tag = name;
        enumeration->loc = loc;
        enumeration->integer = type_basic(&p->types, TYPE_UINT);
        type = type_enum(&p->types, enumeration);
    } else {
        struct record *record = arena_alloc(&p->arena, sizeof *record);
        record->tag = name;
        record->loc = loc;
        type = type_record(&p->types, kind == TYPE_UNION, record);
    }
    if (name)
        tag_enter(p, name, type, loc);
    return type;
}

struct type *parse_record_specifier(struct parser *p)
{
    enum type_kind kind = at(p, TOKEN_UNION) ? TYPE_UNION : TYPE_STRUCT;
    struct attributes attributes = {0};
    advance(p);
    parse_attributes(p, &attributes);
    struct name *name = NULL;
    uint32_t loc = p->token.loc;
    if (at(p, TOKEN_NAME)) {
        name = p->token.name;
        advance(p);
    }
    bool defines = at(p, TOKEN_LBRACE);
    if (!name && !defines)
        report_error(p->report, here(p), "expected a tag or '{' after '%s'", kind == TYPE_UNION ? "union" : "struct");
    struct type *type = tagged(p, name, kind, loc, defines);
    if (!defines)
        return type;
    if (type->record->begun) {
        report_error(p->report, span_at(loc), "'%s' is defined twice", name ? name->text : "");
        report_note(p->report, span_at(type->record->loc), "the first definition is here");
        type = type_record(&p->types, kind == TYPE_UNION, arena_alloc(&p->arena, sizeof *type->record));
        type->record->tag = name;
    }
    type->record->loc = loc;
    type->record->begun = true;
    parse_members(p, type, &attributes);
    return type;
}

/* ---- Enumerations ---- */

struct enum_values {
    struct enumeration *enumeration;
    struct type *type; /* that was given, NULL for none */
    int64_t low, high;
};

static void parse_enumerator(struct parser *p, int64_t *next, struct enum_values *values)
{
    struct token token = p->token;
    if (!expect(p, TOKEN_NAME, "in the enumeration")) {
        skip_to(p, TOKEN_COMMA);
        return;
    }
    struct attributes ignored = {0};
    parse_attributes(p, &ignored);
    struct span span = here(p);
    if (accept(p, TOKEN_ASSIGN))
        parse_constant(p, next, "the value of an enumeration constant");
    if (values->type ? fold_wrap(values->type, *next) != *next : *next < INT32_MIN || *next > UINT32_MAX) {
        report_error(p->report, span, "the value of an enumeration constant does not fit %s",
                     values->type ? "the enumeration's type" : "32 bits");
        *next = 0;
    }
    if (*next > INT32_MAX && !values->type && p->options->standard < 2023)
        report_warning(p->report, WARN_PEDANTIC, span, "the value of an enumeration constant does not fit int");
    if (symbol_here(p, token.name)) {
        report_error(p->report, span_from(token.loc, token_end(&token)), "'%s' is declared already", token.name->text);
        return;
    }
    struct type *type = values->type ? values->type : type_basic(&p->types, *next > INT32_MAX ? TYPE_UINT : TYPE_INT);
    struct symbol *symbol = symbol_new(p, token.name, SYMBOL_CONSTANT, type, token.loc);
    symbol->value = *next;
    symbol_enter(p, symbol);
    struct enumerator *enumerator = arena_alloc(&p->arena, sizeof *enumerator);
    *enumerator = (struct enumerator){NULL, token.name, *next};
    if (values->enumeration->last)
        values->enumeration->last->next = enumerator;
    else
        values->enumeration->first = enumerator;
    values->enumeration->last = enumerator;
    if (*next < values->low)
        values->low = *next;
    if (*next > values->high)
        values->high = *next;
    ++*next;
}

static void parse_enumerators(struct parser *p, struct type *type, struct type *given)
{
    struct enum_values values = {.enumeration = type->enumeration, .type = given};
    int64_t next = 0;
    advance(p);
    if (at(p, TOKEN_RBRACE))
        report_error(p->report, here(p), "an enumeration needs at least one constant");
    while (!at(p, TOKEN_RBRACE) && !at(p, TOKEN_END)) {
        parse_enumerator(p, &next, &values);
        if (!accept(p, TOKEN_COMMA) && !(at(p, TOKEN_NAME) && !expect(p, TOKEN_COMMA, "between the constants")))
            break;
    }
    expect(p, TOKEN_RBRACE, "at the end of the enumeration");
    type->enumeration->complete = true;
    if (given)
        return;
    if (values.low < 0 && values.high > INT32_MAX)
        report_error(p->report, span_at(type->enumeration->loc),
                     "the enumeration's values fit neither int nor unsigned int");
    type->enumeration->integer = type_basic(&p->types, values.low < 0 ? TYPE_INT : TYPE_UINT);
}

/* C23: ": type" after the tag; NULL for none. */
static struct type *parse_enum_type(struct parser *p)
{
    struct specifiers specifiers;
    if (!at(p, TOKEN_COLON))
        return NULL;
    struct span span = here(p);
    advance(p);
    parse_specifiers(p, &specifiers, false);
    if (type_is_integer(specifiers.type) && specifiers.type->kind != TYPE_ENUM)
        return type_plain(specifiers.type);
    report_error(p->report, span, "the type of an enumeration must be an integer type");
    return type_basic(&p->types, TYPE_INT);
}

struct type *parse_enum_specifier(struct parser *p)
{
    struct attributes attributes = {0};
    advance(p);
    parse_attributes(p, &attributes);
    struct name *name = NULL;
    uint32_t loc = p->token.loc;
    if (at(p, TOKEN_NAME)) {
        name = p->token.name;
        advance(p);
    }
    struct type *given = parse_enum_type(p);
    bool defines = at(p, TOKEN_LBRACE);
    if (!name && !defines)
        report_error(p->report, here(p), "expected a tag or '{' after 'enum'");
    struct type *type = tagged(p, name, TYPE_ENUM, loc, defines);
    struct enumeration *enumeration = type->enumeration;
    if (given) {
        enumeration->integer = given;
        enumeration->typed = true;
    }
    if (defines) {
        if (enumeration->begun)
            report_error(p->report, span_at(loc), "'%s' is defined twice", name ? name->text : "");
        enumeration->begun = true;
        parse_enumerators(p, type, enumeration->typed ? enumeration->integer : NULL);
        parse_attributes(p, &attributes);
    }
    return enumeration->typed ? enumeration->integer : type;
}

/* ---- Messages ---- */

struct member_cursor {
    const struct member *member;
};

static const char *next_member(void *cursor)
{
    struct member_cursor *c = cursor;
    while (c->member && !c->member->name)
        c->member = c->member->next;
    if (!c->member)
        return NULL;
    const char *text = c->member->name->text;
    c->member = c->member->next;
    return text;
}

void report_unknown_member(struct parser *p, const struct type *record, const struct name *name, struct span span)
{
    char text[TYPE_TEXT_MAX];
    struct member_cursor cursor = {record->record->first};
    type_text(record->plain, text);
    if (!record->record->complete) {
        report_error(p->report, span, "'%s' is incomplete here, its members are not known", text);
        return;
    }
    const char *near = diag_suggest(name->text, name->length, next_member, &cursor);
    if (near)
        report_error(p->report, span_fixed(span, span.at, near), "'%s' has no member '%s'; did you mean '%s'?", text,
                     name->text, near);
    else
        report_error(p->report, span, "'%s' has no member '%s'", text, name->text);
}
