/* Statements: labels, assignments, and who handles the rest. */
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

/* ---- Symbols ---- */

unsigned dot_symbol(struct assembler *as)
{
    if (!as->dot) {
        as->dot = obj_label(as->obj);
        obj_define(as->obj, as->dot, as->dot_section, as->dot_offset);
    }
    return as->dot;
}

void dot_move(struct assembler *as)
{
    as->dot = 0;
    as->dot_section = as->section;
    as->dot_offset = obj_offset(as->obj, as->section);
}

const struct equate *equate_find(const struct assembler *as, const char *name, size_t length)
{
    const unsigned *known = names_find(&as->equate_names, name, length);
    return known ? &as->equates[*known] : NULL;
}

static void remember_place(struct assembler *as, unsigned symbol, const char *where)
{
    size_t old = as->symbol_place_capacity;
    as->symbol_places =
        mem_reserve(as->symbol_places, &as->symbol_place_capacity, symbol + 1, sizeof *as->symbol_places);
    if (as->symbol_place_capacity > old)
        memset(as->symbol_places + old, 0, (as->symbol_place_capacity - old) * sizeof *as->symbol_places);
    as->symbol_places[symbol] = place_here(as, where);
}

static void complain_defined(struct assembler *as, const char *name, size_t length, const char *where,
                             struct place before)
{
    error_where(as, where, length, "'%.*s' is already defined; choose another name", (int)length, name);
    note_at(as, before, "the other definition is here");
}

/* Registers are no symbols, unless in quotes. */
static bool refuse_register(struct assembler *as, const struct token *name)
{
    if (name->kind != TOKEN_NAME ||
        (isa_reg_find(name->start, name->length) < 0 && isa_freg_find(name->start, name->length) < 0))
        return false;
    error_where(as, name->where, name->where_width, "'%.*s' is a register; choose another name, or put it in quotes",
                (int)name->length, name->start);
    return true;
}

bool symbol_define_here(struct assembler *as, const struct token *token)
{
    const char *name = token->start, *where = token->where;
    size_t length = token->length;
    const struct equate *equate = equate_find(as, name, length);
    if (refuse_register(as, token))
        return false;
    unsigned symbol = obj_symbol_n(as->obj, name, length);
    if (equate) {
        complain_defined(as, name, length, where, equate->place);
        return false;
    }
    if (!obj_define(as->obj, symbol, as->section, obj_offset(as->obj, as->section))) {
        complain_defined(as, name, length, where,
                         symbol < as->symbol_place_capacity ? as->symbol_places[symbol] : (struct place){0});
        return false;
    }
    remember_place(as, symbol, where);
    return true;
}

bool equate_set(struct assembler *as, const struct token *name, const struct value *value, bool once)
{
    unsigned *known = names_find(&as->equate_names, name->start, name->length);
    unsigned symbol = obj_find_symbol(as->obj, name->start, name->length);
    if (refuse_register(as, name))
        return false;
    if (value->modifier) {
        error_where(as, name->where, name->where_width, "%%hi() and %%lo() belong to an instruction's operand");
        return false;
    }
    if (symbol && obj_symbol_info(as->obj, symbol).where != OBJ_UNDEFINED) {
        complain_defined(as, name->start, name->length, name->where,
                         symbol < as->symbol_place_capacity ? as->symbol_places[symbol] : (struct place){0});
        return false;
    }
    if (known && (once || as->equates[*known].once)) {
        complain_defined(as, name->start, name->length, name->where, as->equates[*known].place);
        return false;
    }
    if (!known) {
        as->equates = mem_reserve(as->equates, &as->equate_capacity, as->equate_count + 1, sizeof *as->equates);
        char *copy = mem_string(name->start, name->length);
        as->equates[as->equate_count] = (struct equate){.name = copy};
        names_add(&as->equate_names, copy, name->length, (unsigned)as->equate_count);
        as->equate_count++;
        known = names_find(&as->equate_names, name->start, name->length);
    }
    as->equates[*known].value = *value;
    as->equates[*known].place = place_here(as, name->where);
    as->equates[*known].once = once;
    return true;
}

static struct local *local_of(struct assembler *as, const struct token *token)
{
    size_t digits = token->length;
    unsigned *known = names_find(&as->local_names, token->start, digits);
    if (known)
        return &as->locals[*known];
    as->locals = mem_reserve(as->locals, &as->local_capacity, as->local_count + 1, sizeof *as->locals);
    as->locals[as->local_count] = (struct local){0};
    names_add(&as->local_names, token->start, digits, (unsigned)as->local_count);
    return &as->locals[as->local_count++];
}

unsigned local_reference(struct assembler *as, const struct token *token)
{
    struct local *local = local_of(as, token);
    if (!token->forward) {
        if (!local->last)
            error_where(as, token->where, token->where_width, "there is no label '%.*s:' above; a later one is '%.*sf'",
                        (int)token->length, token->start, (int)token->length, token->start);
        return local->last;
    }
    if (!local->next) {
        local->next = obj_label(as->obj);
        local->first_use = place_here(as, token->where);
    }
    return local->next;
}

void local_define(struct assembler *as, const struct token *token)
{
    struct local *local = local_of(as, token);
    local->last = local->next ? local->next : obj_label(as->obj);
    local->next = 0;
    obj_define(as->obj, local->last, as->section, obj_offset(as->obj, as->section));
}

/* ---- Statements ---- */

bool end_of_statement(struct lexer *lexer)
{
    if (lexer->token.kind == TOKEN_END)
        return true;
    error_token(lexer, "unexpected '%.*s' at the end of the statement; separate statements with ';'",
                lexer->token.length > 40 ? 40 : (int)lexer->token.length, lexer->token.start);
    return false;
}

static void begin_statement(struct assembler *as, const char *at)
{
    as->statement = at;
    dot_move(as);
    as->show_expansion = false;
}

/* A token after which ':' stands directly makes a label. */
static bool is_label(struct lexer *lexer)
{
    const char *at = lexer->at;
    if (lexer->depth)
        return false;
    while (at < lexer->end && (*at == ' ' || *at == '\t'))
        at++;
    return at < lexer->end && *at == ':';
}

static bool may_be_label(const struct token *token)
{
    return token->kind == TOKEN_NAME || token->kind == TOKEN_NUMBER || (token->kind == TOKEN_STRING && token->length);
}

static void take_label(struct lexer *lexer)
{
    struct token token = lexer->token;
    if (token.kind != TOKEN_NUMBER)
        symbol_define_here(lexer->as, &token);
    else if (token.start[0] == '0' && token.length > 1)
        error_token(lexer, "a numeric label has no leading zeros");
    else
        local_define(lexer->as, &token);
    lexer_next(lexer);
    lexer_next(lexer);
    begin_statement(lexer->as, lexer->token.start);
}

static void assign(struct lexer *lexer, const struct token *name, bool once)
{
    struct value value;
    if (expression(lexer, &value) && end_of_statement(lexer))
        equate_set(lexer->as, name, &value, once);
}

void directive_set(struct lexer *lexer, int once)
{
    lexer->raw = true;
    lexer_next(lexer);
    struct token name = lexer->token;
    lexer->raw = false;
    if ((name.kind != TOKEN_NAME || (name.length == 1 && name.start[0] == '.')) &&
        (name.kind != TOKEN_STRING || !name.length)) {
        error_token(lexer, "expected the name of a symbol, as in '.set name, value'");
        return;
    }
    lexer_next(lexer);
    if (!lexer_accept(lexer, ',')) {
        error_token(lexer, "expected ',' and a value after '%.*s'", (int)name.length, name.start);
        return;
    }
    assign(lexer, &name, once);
}

/* Continue at the end of a statement that had an error, or that was read as raw text. */
static void skip_statement(struct lexer *lexer)
{
    while (lexer->token.kind != TOKEN_END && lexer->at < lexer->end) {
        enum token_kind kind = lexer->token.kind;
        const char *at = lexer->at;
        if (kind == TOKEN_BAD || *at == '"' || *at == '\'') {
            lexer->at = lexer->end; /* a broken literal spoils the line */
            break;
        }
        if (*lexer->at++ == ';')
            break;
    }
}

/* The statement whose first token is lexer->token. */
static void statement(struct lexer *lexer)
{
    struct assembler *as = lexer->as;
    const struct token first = lexer->token;
    struct macro *macro;
    if (first.kind != TOKEN_NAME) {
        error_token(lexer, "expected an instruction, a directive or a label");
        return;
    }
    const char *next = lexer->at;
    while (next < lexer->end && (*next == ' ' || *next == '\t'))
        next++;
    if (!lexer->depth && next < lexer->end && *next == '=' && !(next + 1 < lexer->end && next[1] == '=')) {
        lexer_next(lexer);
        lexer_next(lexer);
        if (first.length == 1 && first.start[0] == '.')
            error_where(as, first.where, 1, "'.' cannot be assigned; use '.org'");
        else
            assign(lexer, &first, false);
    } else if ((macro = macro_find(as, first.start, first.length))) {
        macro_call(lexer, macro);
    } else if (first.start[0] == '.') {
        directive_statement(lexer);
    } else {
        insn_statement(lexer);
    }
}

void line_assemble(struct assembler *as, const char *start, const char *end)
{
    struct lexer lexer;
    unsigned from = 0;
    const char *at = start;
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    if (at < end && *at == '#') {
        if (as->keep_listing)
            list_line(as, start, end, 0);
        cpp_line(as, at, end);
        return;
    }
    if (as->keep_listing) {
        from = obj_label(as->obj);
        obj_define(as->obj, from, as->section, obj_offset(as->obj, as->section));
        list_line(as, start, end, from);
    }
    size_t listed = as->listed_count;
    bool show_expansion = false;
    unsigned section = as->section;
    lexer_start(&lexer, as, at, end);
    do {
        begin_statement(as, lexer.at);
        lexer_next(&lexer);
        while (may_be_label(&lexer.token) && is_label(&lexer))
            take_label(&lexer);
        if (lexer.token.kind != TOKEN_END) {
            statement(&lexer);
            lexer_stop(&lexer);
            skip_statement(&lexer);
        }
        show_expansion = show_expansion || as->show_expansion;
    } while (lexer.at < lexer.end && !as->block.kind && condition_active(as) && !diag_full(as->diag));
    if (from && as->listed_count == listed && section == as->section) {
        struct listed *entry = &as->listed[listed - 1];
        entry->to = obj_label(as->obj);
        obj_define(as->obj, entry->to, as->section, obj_offset(as->obj, as->section));
        entry->expanded = show_expansion;
    }
}
