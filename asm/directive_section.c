/* Directives about sections and symbols. */
#include <stdlib.h>
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

void section_set(struct assembler *as, unsigned section)
{
    if (section == as->section)
        return;
    as->previous = as->section;
    as->section = section;
}

/* .text .data ...: the directive's own name is the section's. */
void directive_named_section(struct lexer *lexer, int argument)
{
    char *name = mem_string(lexer->token.start, lexer->token.length);
    (void)argument;
    lexer_next(lexer);
    if (end_of_statement(lexer))
        section_set(lexer->as, obj_section_named(lexer->as->obj, name));
    free(name);
}

static bool parse_flags(struct lexer *lexer, unsigned *flags)
{
    static const char letters[] = "awxMST";
    static const unsigned bits[] = {SHF_ALLOC, SHF_WRITE, SHF_EXECINSTR, SHF_MERGE, SHF_STRINGS, SHF_TLS};
    *flags = 0;
    for (size_t i = 0; i < lexer->token.length; i++) {
        char letter = lexer->token.start[i];
        const char *found = letter ? strchr(letters, letter) : NULL;
        if (!found) {
            error_token(lexer,
                        "unknown section flag '%c'; flags are a (allocated), w (writable), x (executable), M "
                        "(mergeable), S (strings), T (thread-local)",
                        letter);
            return false;
        }
        *flags |= bits[found - letters];
    }
    return true;
}

static bool parse_type(struct lexer *lexer, unsigned *type)
{
    static const struct {
        const char *name;
        unsigned type;
    } types[] = {{"progbits", SHT_PROGBITS},     {"nobits", SHT_NOBITS},         {"note", SHT_NOTE},
                 {"init_array", SHT_INIT_ARRAY}, {"fini_array", SHT_FINI_ARRAY}, {"preinit_array", SHT_PREINIT_ARRAY}};
    if (lexer_accept(lexer, '@') || lexer_accept(lexer, '%')) {
        for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
            if (token_equals(&lexer->token, types[i].name)) {
                *type = types[i].type;
                lexer_next(lexer);
                return true;
            }
        }
    }
    error_token(lexer, "expected a section type: @progbits, @nobits, @note, @init_array, @fini_array");
    return false;
}

/* The name of a section: an identifier with dots and dashes, or a string. */
static char *section_name(struct lexer *lexer)
{
    if (lexer->token.kind == TOKEN_STRING && lexer->token.length)
        return mem_string(lexer->token.start, lexer->token.length);
    if (lexer->token.kind != TOKEN_NAME) {
        error_token(lexer, "expected the name of a section");
        return NULL;
    }
    const char *at = lexer->token.start, *end = at;
    while (end < lexer->end && (is_name(*end) || *end == '-'))
        end++;
    if (!lexer->depth)
        lexer->at = end;
    return mem_string(at, (size_t)(end - at));
}

/* What may follow the name: , "flags" , @type , entry size. */
struct section_wish {
    bool has_flags, has_type;
    unsigned flags, type;
    int64_t entry;
};

static bool parse_wish(struct lexer *lexer, struct section_wish *wish)
{
    if (lexer_accept(lexer, ',')) {
        if (lexer->token.kind != TOKEN_STRING) {
            error_token(lexer, "expected section flags in quotes, as in \"ax\"");
            return false;
        }
        if (!parse_flags(lexer, &wish->flags))
            return false;
        wish->has_flags = true;
        lexer_next(lexer);
        if (lexer_accept(lexer, ',')) {
            wish->has_type = true;
            if (!parse_type(lexer, &wish->type))
                return false;
        }
        if (lexer_accept(lexer, ',') && !expression_number(lexer, &wish->entry))
            return false;
    }
    return end_of_statement(lexer);
}

void directive_section(struct lexer *lexer, int push)
{
    struct assembler *as = lexer->as;
    struct section_wish wish = {.type = SHT_PROGBITS};
    lexer_next(lexer);
    const struct token place = lexer->token;
    char *name = section_name(lexer);
    if (!name)
        return;
    lexer_next(lexer);
    if (parse_wish(lexer, &wish)) {
        if (push && as->section_depth < SECTION_STACK_MAX) {
            as->section_stack[as->section_depth][0] = as->section;
            as->section_stack[as->section_depth++][1] = as->previous;
        } else if (push) {
            error_where(as, place.where, place.where_width, "'.pushsection' is nested more than %d deep",
                        SECTION_STACK_MAX);
        }
        unsigned before = obj_section_count(as->obj);
        unsigned section = wish.has_flags && wish.has_type ? obj_section(as->obj, name, wish.type, wish.flags)
                                                           : obj_section_named(as->obj, name);
        bool created = obj_section_count(as->obj) > before;
        if (created && wish.has_flags && !wish.has_type)
            obj_section_set_flags(as->obj, section, wish.flags);
        if (created && wish.entry > 0 && wish.entry <= 65536)
            obj_section_entry_size(as->obj, section, (unsigned)wish.entry);
        if (!created && wish.has_flags && obj_section_flags(as->obj, section) != wish.flags)
            message(as, DIAG_WARNING, place.where, place.where_width,
                    "section '%s' keeps the flags it was first given; give the same ones again, or none", name);
        section_set(as, section);
    }
    free(name);
}

void directive_popsection(struct lexer *lexer, int argument)
{
    struct assembler *as = lexer->as;
    (void)argument;
    if (!as->section_depth) {
        error_token(lexer, "'.popsection' without '.pushsection'");
        return;
    }
    lexer_next(lexer);
    if (!end_of_statement(lexer))
        return;
    as->section_depth--;
    as->section = as->section_stack[as->section_depth][0];
    as->previous = as->section_stack[as->section_depth][1];
}

void directive_previous(struct lexer *lexer, int argument)
{
    (void)argument;
    lexer_next(lexer);
    if (end_of_statement(lexer))
        section_set(lexer->as, lexer->as->previous);
}

/* ---- Symbols ---- */

/* The name of a symbol at lexer->token; false when there is none. */
static bool symbol_name(struct lexer *lexer)
{
    if (lexer->token.kind == TOKEN_NAME && !(lexer->token.length == 1 && lexer->token.start[0] == '.'))
        return true;
    if (lexer->token.kind == TOKEN_STRING && lexer->token.length)
        return true;
    error_token(lexer, "expected the name of a symbol");
    return false;
}

void directive_bind(struct lexer *lexer, int binding)
{
    struct assembler *as = lexer->as;
    do {
        lexer_next(lexer);
        if (!symbol_name(lexer))
            return;
        obj_bind(as->obj, obj_symbol_n(as->obj, lexer->token.start, lexer->token.length), (unsigned)binding);
        lexer_next(lexer);
    } while (token_is(&lexer->token, ','));
    end_of_statement(lexer);
}

/* Every symbol that is not defined is external anyway. */
void directive_extern(struct lexer *lexer, int argument)
{
    (void)argument;
    do {
        lexer_next(lexer);
        if (!symbol_name(lexer))
            return;
        lexer_next(lexer);
    } while (token_is(&lexer->token, ','));
    end_of_statement(lexer);
}

void directive_type(struct lexer *lexer, int argument)
{
    static const struct {
        const char *name;
        unsigned type;
    } types[] = {{"function", STT_FUNC},     {"STT_FUNC", STT_FUNC}, {"object", STT_OBJECT},
                 {"STT_OBJECT", STT_OBJECT}, {"notype", STT_NOTYPE}, {"tls_object", STT_TLS}};
    struct assembler *as = lexer->as;
    (void)argument;
    lexer_next(lexer);
    if (!symbol_name(lexer))
        return;
    unsigned symbol = obj_symbol_n(as->obj, lexer->token.start, lexer->token.length);
    lexer_next(lexer);
    lexer_accept(lexer, ',');
    if (!lexer_accept(lexer, '@'))
        lexer_accept(lexer, '%');
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (token_equals(&lexer->token, types[i].name)) {
            obj_set_type(as->obj, symbol, types[i].type);
            lexer_next(lexer);
            end_of_statement(lexer);
            return;
        }
    }
    error_token(lexer, "expected @function or @object");
}

void directive_size(struct lexer *lexer, int argument)
{
    struct assembler *as = lexer->as;
    struct value value;
    (void)argument;
    lexer_next(lexer);
    if (!symbol_name(lexer))
        return;
    const struct token name = lexer->token;
    unsigned symbol = obj_symbol_n(as->obj, name.start, name.length);
    lexer_next(lexer);
    if (!lexer_accept(lexer, ',')) {
        error_token(lexer, "expected ',' and a size, as in '.size name, . - name'");
        return;
    }
    if (!expression(lexer, &value) || !end_of_statement(lexer))
        return;
    if (value_is_number(&value))
        obj_set_size(as->obj, symbol, (uint32_t)value.number);
    else
        defer(as, DEFER_SIZE, symbol, 0, &value, name.where);
}

/* .comm name, size [, align]: room in .bss. */
void directive_common(struct lexer *lexer, int binding)
{
    struct assembler *as = lexer->as;
    int64_t size, align = 4;
    lexer_next(lexer);
    if (!symbol_name(lexer))
        return;
    const struct token name = lexer->token;
    lexer_next(lexer);
    if (!lexer_accept(lexer, ',')) {
        error_token(lexer, "expected ',' and a size");
        return;
    }
    if (!expression_number(lexer, &size) || (lexer_accept(lexer, ',') && !expression_number(lexer, &align)) ||
        !end_of_statement(lexer))
        return;
    if (size < 0 || size > RESERVED_BYTES_MAX || align < 1 || align > ALIGN_MAX || (align & (align - 1))) {
        error_where(as, name.where, name.where_width, "size must be 0..%u and alignment a power of two",
                    RESERVED_BYTES_MAX);
        return;
    }
    unsigned section = as->section;
    as->section = obj_section_named(as->obj, ".bss");
    if (section_room(lexer, (uint64_t)size + (uint64_t)align, false)) {
        unsigned symbol = obj_symbol_n(as->obj, name.start, name.length);
        obj_align(as->obj, as->section, (uint32_t)align, 0);
        if (symbol_define_here(as, &name)) {
            obj_bind(as->obj, symbol, (unsigned)binding);
            obj_set_type(as->obj, symbol, STT_OBJECT);
            obj_set_size(as->obj, symbol, (uint32_t)size);
            obj_reserve(as->obj, as->section, (uint32_t)size);
        }
    }
    as->section = section;
}
