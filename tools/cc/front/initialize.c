/* Initializers (C11 6.7.9), flattened: a list of values with their places in the object. */
#include "front/parser.h"

#include <string.h>

struct reading {
    bool elided; /* a part without braces was seen */
    struct parser *p;
    bool is_static;
    struct initializer *first, *last;
    uint32_t end; /* of what has been given values, in bytes */
};

/* A place in the aggregate being initialized. */
struct cursor {
    struct type *type;           /* aggregate */
    uint32_t offset_bytes;       /* of it */
    uint32_t index;              /* array: next element */
    const struct member *member; /* struct: next member; NULL after the last */
    uint32_t largest;            /* array of unknown length: elements seen */
    bool done;                   /* union: one member has been given */
    bool designated;             /* some item had a designator */
    uint32_t listed;             /* items seen */
};

/* A designator goes back to what has a value. */
static void warn_override(const struct reading *r, const struct initializer *init)
{
    for (const struct initializer *old = r->first; old; old = old->next)
        if (old->value && init->value && old->offset_bytes == init->offset_bytes && old->field == init->field &&
            old->value != init->value) {
            report_warning(r->p->report, WARN_OVERRIDE_INIT, span_of(init->value), "this has been initialized before");
            report_note(r->p->report, span_of(old->value), "the first value is here");
            return;
        }
}

static void add(struct reading *r, struct expr *value, struct type *type, uint32_t offset, const struct member *field)
{
    struct parser *p = r->p;
    struct initializer *init = arena_alloc(p->function ? &p->body : &p->arena, sizeof *init);
    *init = (struct initializer){.value = value, .offset_bytes = offset, .type = type, .field = field};
    uint32_t end = offset + (field ? 0 : type_size(type));
    if (r->last && offset < r->end && report_wants(p->report, WARN_OVERRIDE_INIT))
        warn_override(r, init);
    if (end > r->end)
        r->end = end;
    if (r->last)
        r->last->next = init;
    else
        r->first = init;
    r->last = init;
}

static bool is_char_array(const struct type *type)
{
    return type->kind == TYPE_ARRAY && type_is_integer(type->base);
}

/* A string literal that initializes an array of characters of its width. */
static bool fits_string(const struct type *type, const struct expr *expr)
{
    return is_char_array(type) && expr->op == EXPR_STRING && type_size(type->base) == expr->string->width &&
           (expr->string->width > 1 || type_is_character(type->base));
}

/* One item, given or to be read, for a place of this type. */
static void read_item(struct reading *r, struct type **type, uint32_t offset, const struct member *field,
                      struct expr *given);

static const struct member *named(const struct member *member)
{
    while (member && !member->name && !type_is_record(member->type))
        member = member->next;
    return member;
}

static struct cursor cursor_of(struct type *type, uint32_t offset)
{
    struct cursor c = {.type = type, .offset_bytes = offset};
    if (type_is_record(type))
        c.member = named(type->record->first);
    return c;
}

static bool exhausted(const struct cursor *c)
{
    if (c->type->kind == TYPE_ARRAY)
        return c->type->complete_array && c->index >= c->type->length;
    return !c->member || c->done;
}

/* An array without length at the end of a static object takes what its initializer has. */
static struct type *member_type(const struct reading *r, const struct type *record, const struct member *member)
{
    bool grows = r->is_static && record->record->flexible && member == record->record->last;
    return grows ? record->record->flexible : member->type;
}

/* The type and place the cursor stands at. */
static struct type *current(const struct reading *r, const struct cursor *c, uint32_t *offset,
                            const struct member **field)
{
    *field = NULL;
    if (c->type->kind == TYPE_ARRAY) {
        *offset = c->offset_bytes + c->index * type_size(c->type->base);
        return c->type->base;
    }
    *offset = c->offset_bytes + c->member->offset_bytes;
    *field = c->member->is_bit_field ? c->member : NULL;
    return member_type(r, c->type, c->member);
}

static void step(struct cursor *c)
{
    if (c->type->kind == TYPE_ARRAY) {
        if (++c->index > c->largest)
            c->largest = c->index;
    } else {
        c->member = named(c->member->next);
        c->done = c->type->kind == TYPE_UNION;
    }
}

/* ---- Designators ---- */

/* [index] or [low ... high]; *repeat is the number of elements. */
static struct type *designate_element(struct reading *r, struct cursor *c, uint32_t *offset, uint32_t *repeat)
{
    struct parser *p = r->p;
    int64_t low, high;
    struct span span = here(p);
    if (!parse_constant(p, &low, "an array designator"))
        low = 0;
    high = low;
    if (accept(p, TOKEN_ELLIPSIS))
        parse_constant(p, &high, "an array designator");
    expect(p, TOKEN_RBRACKET, NULL);
    if (c->type->kind != TYPE_ARRAY) {
        report_error(p->report, span, "'[]' designates an element, this is no array");
        return NULL;
    }
    uint32_t limit = c->type->complete_array ? c->type->length : INT32_MAX / (type_size(c->type->base) + 1);
    if (low < 0 || high < low || high >= (int64_t)limit) {
        report_error(p->report, span, "array designator is out of range");
        return NULL;
    }
    c->index = (uint32_t)low;
    *repeat = (uint32_t)(high - low + 1);
    *offset = c->offset_bytes + c->index * type_size(c->type->base);
    return c->type->base;
}

/* ---- Lists ---- */

static const uint32_t REPEATED_MAX = 1000000; /* values that ranges of elements may stand for, beyond single ones */

static void repeat_elements(struct reading *r, struct initializer *before, struct cursor *c, uint32_t repeat)
{
    uint32_t size = type_size(c->type->base), count = 0;
    struct initializer *first = before ? before->next : r->first, *last = r->last;
    c->index += repeat - 1;
    if (first && first == last && (!first->repeat || first->stride * first->repeat == size)) { /* stays one */
        first->repeat = first->repeat ? first->repeat * repeat : repeat;
        first->stride = first->stride ? first->stride : size;
        uint64_t end = (uint64_t)first->offset_bytes + (uint64_t)first->stride * first->repeat;
        if (end > r->end)
            r->end = (uint32_t)end;
        return;
    }
    for (const struct initializer *init = first; init; init = init->next)
        count++;
    if ((uint64_t)repeat * count > REPEATED_MAX) {
        report_error(r->p->report, here(r->p), "a range of elements with %u values each is too large", (unsigned)count);
        return;
    }
    for (uint32_t n = 1; n < repeat && first; n++) {
        for (struct initializer *init = first;; init = init->next) {
            add(r, init->value, init->type, init->offset_bytes + n * size, init->field);
            r->last->repeat = init->repeat;
            r->last->stride = init->stride;
            if (init == last)
                break;
        }
    }
}

static void skip_item(struct reading *r)
{
    struct parser *p = r->p;
    for (unsigned depth = 0; !at(p, TOKEN_END); advance(p)) {
        if (!depth && (at(p, TOKEN_COMMA) || at(p, TOKEN_RBRACE)))
            return;
        depth += at(p, TOKEN_LBRACE) || at(p, TOKEN_LPAREN);
        depth -= depth && (at(p, TOKEN_RBRACE) || at(p, TOKEN_RPAREN));
    }
}

/* The items that follow, for what is left of an aggregate without braces of its own (6.7.9p20). */
static void read_rest(struct reading *r, struct cursor *c)
{
    struct parser *p = r->p;
    while (!exhausted(c) && at(p, TOKEN_COMMA)) {
        enum token_kind after = (enum token_kind)peek(p)->kind;
        if (after == TOKEN_RBRACE || after == TOKEN_DOT || after == TOKEN_LBRACKET)
            return;
        advance(p);
        uint32_t place;
        const struct member *field;
        struct type *item = current(r, c, &place, &field);
        read_item(r, &item, place, field, NULL);
        step(c);
    }
}

static void read_elided(struct reading *r, struct type *type, uint32_t offset, struct expr *given)
{
    struct cursor c = cursor_of(type, offset);
    uint32_t place;
    const struct member *field;
    if (exhausted(&c)) {
        report_error(r->p->report, span_of(given), "this type has nothing to initialize");
        return;
    }
    if (!enter(r->p))
        return;
    struct type *item = current(r, &c, &place, &field);
    read_item(r, &item, place, field, given);
    step(&c);
    read_rest(r, &c);
    leave(r->p);
}

static void read_designated(struct reading *r, struct cursor *c);

/* After one designator: another one within, or the value. */
static void read_designated_value(struct reading *r, struct type *type, uint32_t offset, const struct member *field)
{
    struct parser *p = r->p;
    if (at(p, TOKEN_DOT) || at(p, TOKEN_LBRACKET)) {
        struct cursor inner = cursor_of(type, offset);
        if (enter(p)) {
            read_designated(r, &inner);
            read_rest(r, &inner);
        }
        leave(p);
        return;
    }
    if (!accept(p, TOKEN_ASSIGN) && !at(p, TOKEN_LBRACE))
        expect(p, TOKEN_ASSIGN, "after a designator");
    read_item(r, &type, offset, field, NULL);
}

/* The member of this name, perhaps within anonymous ones: the lists around it go on after it. */
static void read_member(struct reading *r, struct cursor *c, const struct name *name, struct span span)
{
    uint32_t ignored;
    for (const struct member *m = c->type->record->first; m; m = m->next) {
        uint32_t offset = c->offset_bytes + m->offset_bytes;
        bool inside = !m->name && type_is_record(m->type) && type_member(m->type, name, &ignored);
        if (m->name != name && !inside)
            continue;
        c->member = m;
        c->done = false;
        if (inside) {
            struct cursor inner = cursor_of(m->type, offset);
            read_member(r, &inner, name, span);
            read_rest(r, &inner);
        } else {
            read_designated_value(r, member_type(r, c->type, m), offset, m->is_bit_field ? m : NULL);
        }
        step(c);
        return;
    }
    report_unknown_member(r->p, c->type, name, span);
    skip_item(r);
}

/* .name or name: */
static void read_named(struct reading *r, struct cursor *c)
{
    struct parser *p = r->p;
    struct span span = here(p);
    struct name *name = at(p, TOKEN_NAME) ? p->token.name : NULL;
    if (!expect(p, TOKEN_NAME, "after '.' in an initializer")) {
        skip_item(r);
        return;
    }
    if (!type_is_record(c->type)) {
        report_error(p->report, span, "'.%s' designates a member, this is no struct or union", name->text);
        skip_item(r);
        return;
    }
    if (at(p, TOKEN_COLON)) /* GNU's name: value */
        p->token.kind = TOKEN_ASSIGN;
    read_member(r, c, name, span);
}

static void read_designated(struct reading *r, struct cursor *c)
{
    uint32_t offset, repeat = 1;
    struct initializer *before = r->last;
    if (accept(r->p, TOKEN_DOT)) {
        read_named(r, c);
        return;
    }
    advance(r->p);
    struct type *type = designate_element(r, c, &offset, &repeat);
    if (!type) {
        skip_item(r);
        return;
    }
    read_designated_value(r, type, offset, NULL);
    if (repeat > 1)
        repeat_elements(r, before, c, repeat);
    step(c);
}

/* The next item of a list in braces: at the cursor, or where designators say. */
static void read_listed(struct reading *r, struct cursor *c)
{
    struct parser *p = r->p;
    c->listed++;
    c->designated |= at(p, TOKEN_DOT) || at(p, TOKEN_LBRACKET);
    if (at(p, TOKEN_DOT) || at(p, TOKEN_LBRACKET)) {
        read_designated(r, c);
    } else if (at(p, TOKEN_NAME) && peek(p)->kind == TOKEN_COLON && type_is_record(c->type)) {
        read_named(r, c);
    } else if (exhausted(c)) {
        if (c->type->kind == TYPE_ARRAY && !c->type->length)
            report_error(p->report, here(p), "more initializers than the array has elements");
        else
            report_warning(p->report, WARN_EXCESS_INITIALIZERS, here(p), "more initializers than %s",
                           c->type->kind == TYPE_ARRAY ? "the array has elements" : "there are members");
        skip_item(r);
    } else {
        uint32_t offset;
        const struct member *field;
        struct type *type = current(r, c, &offset, &field);
        read_item(r, &type, offset, field, NULL);
        step(c);
    }
}

static void add_string(struct reading *r, struct type **type, uint32_t offset, struct expr *expr)
{
    struct parser *p = r->p;
    if (!(*type)->complete_array)
        *type = type_array(&p->types, (*type)->base, expr->string->length + 1);
    else if (expr->string->length > (*type)->length)
        report_warning(p->report, WARN_OVERFLOW, span_of(expr), "string of %u characters for an array of %u",
                       (unsigned)expr->string->length, (unsigned)(*type)->length);
    add(r, expr, *type, offset, NULL);
}

static bool copies_array(const struct type *type, const struct expr *expr)
{
    return type->kind == TYPE_ARRAY && expr->type->kind == TYPE_ARRAY && type_compatible(type, expr->type) &&
           (expr->op == EXPR_COMPOUND || (expr->op == EXPR_SYMBOL && expr->symbol->name->text[0] == '<'));
}

/* A scalar in braces, { 1 }. */
static void read_braced_scalar(struct reading *r, struct type *type, uint32_t offset, const struct member *field)
{
    struct parser *p = r->p;
    if (at(p, TOKEN_RBRACE))
        add(r, expr_convert(p, expr_integer(p, type_basic(&p->types, TYPE_INT), 0, here(p)), type), type, offset,
            field);
    else
        read_item(r, &type, offset, field, NULL);
    accept(p, TOKEN_COMMA);
    if (!at(p, TOKEN_RBRACE)) {
        report_warning(p->report, WARN_EXCESS_INITIALIZERS, here(p), "one value is enough for this type");
        skip_item(r);
        skip_to(p, TOKEN_RBRACE);
    }
    expect(p, TOKEN_RBRACE, NULL);
}

/* From '{' to '}'. */
static void read_braces(struct reading *r, struct type **type, uint32_t offset, const struct member *field)
{
    struct parser *p = r->p;
    struct span span = here(p);
    advance(p);
    if ((*type)->kind != TYPE_ARRAY && !type_is_record(*type)) {
        read_braced_scalar(r, *type, offset, field);
        return;
    }
    if (type_is_record(*type) && !type_complete(*type)) {
        report_error(p->report, span, "initializer for an incomplete type");
        skip_to(p, TOKEN_RBRACE);
        accept(p, TOKEN_RBRACE);
        return;
    }
    if (offset < r->end && type_size(*type)) /* 6.7.9p19: what was given to its parts before does not count */
        add(r, NULL, *type, offset, NULL);
    struct cursor c = cursor_of(*type, offset);
    if (at(p, TOKEN_STRING) && is_char_array(*type)) {
        struct expr *expr = parse_assignment(p);
        if (fits_string(*type, expr)) {
            add_string(r, type, offset, expr);
            accept(p, TOKEN_COMMA);
            expect(p, TOKEN_RBRACE, NULL);
            return;
        }
        struct type *element = (*type)->base;
        read_item(r, &element, offset, NULL, expr);
        step(&c);
        accept(p, TOKEN_COMMA);
    }
    while (!at(p, TOKEN_RBRACE) && !at(p, TOKEN_END)) {
        read_listed(r, &c);
        if (!accept(p, TOKEN_COMMA))
            break;
    }
    if (!expect(p, TOKEN_RBRACE, "at the end of the initializer")) {
        skip_to(p, TOKEN_RBRACE);
        accept(p, TOKEN_RBRACE);
    }
    if ((*type)->kind == TYPE_ARRAY && !(*type)->complete_array)
        *type = type_array(&p->types, (*type)->base, c.largest);
    if ((*type)->kind == TYPE_STRUCT && c.member && !c.designated && c.listed > 1)
        report_warning(p->report, WARN_MISSING_FIELD_INITIALIZERS, span_at(p->last_end - 1),
                       "member '%s' gets no value", c.member->name ? c.member->name->text : "<unnamed>");
}

/* {0} is everybody's way to write zeros. */
static void warn_elided(struct reading *r, const struct expr *first)
{
    bool zero = first->op == EXPR_INTEGER && !first->integer && at(r->p, TOKEN_RBRACE);
    if (!zero && !r->elided)
        report_warning(r->p->report, WARN_MISSING_BRACES, span_of(first), "braces around this part are missing");
    r->elided = true;
}

static void read_item(struct reading *r, struct type **type, uint32_t offset, const struct member *field,
                      struct expr *given)
{
    struct parser *p = r->p;
    if (!given && at(p, TOKEN_LBRACE)) {
        if (enter(p))
            read_braces(r, type, offset, field);
        leave(p);
        return;
    }
    struct expr *expr = given ? given : parse_assignment(p);
    if (expr->op == EXPR_BAD)
        return;
    if (fits_string(*type, expr)) {
        add_string(r, type, offset, expr);
    } else if (copies_array(*type, expr)) {
        add(r, expr, *type, offset, NULL);
    } else if (type_is_record(*type) && type_compatible((*type)->plain, expr->type->plain)) {
        add(r, expr_value(p, expr), *type, offset, NULL);
    } else if ((*type)->kind == TYPE_ARRAY || type_is_record(*type)) {
        warn_elided(r, expr);
        read_elided(r, *type, offset, expr);
    } else {
        struct expr *value = expr_assigned(p, expr, *type, "initialization");
        if (value->op != EXPR_BAD && field)
            check_field_value(p, value, field);
        if (value->op != EXPR_BAD)
            add(r, value, *type, offset, field);
    }
}

struct initializer *parse_initializer(struct parser *p, struct type **type, bool is_static)
{
    struct reading r = {.p = p, .is_static = is_static};
    bool aggregate = (*type)->kind == TYPE_ARRAY || type_is_record(*type);
    if (!aggregate || at(p, TOKEN_LBRACE)) {
        read_item(&r, type, 0, NULL, NULL);
        return r.first;
    }
    struct expr *expr = parse_assignment(p);
    if (expr->op == EXPR_BAD)
        return NULL;
    if (fits_string(*type, expr) || copies_array(*type, expr)) {
        if (copies_array(*type, expr))
            *type = type_composite(&p->types, *type, expr->type);
        read_item(&r, type, 0, NULL, expr);
    } else if ((*type)->kind == TYPE_ARRAY) {
        report_error(p->report, span_of(expr), "an array is initialized by a list in braces%s",
                     is_char_array(*type) ? " or a string" : "");
    } else {
        struct expr *value = expr_assigned(p, expr, *type, "initialization");
        if (value->op != EXPR_BAD)
            add(&r, value, *type, 0, NULL);
    }
    return r.first;
}
