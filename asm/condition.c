/* Conditional assembly: .if and its kin, and the #if of included headers, on one stack. */
#include <stdlib.h>
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

bool condition_active(const struct assembler *as)
{
    return !as->condition_count || as->conditions[as->condition_count - 1].taken;
}

void condition_push(struct assembler *as, bool taken, bool preprocessor, const char *where)
{
    bool outer = condition_active(as);
    if (as->condition_count == CONDITIONS_MAX) {
        error_where(as, where, 0, "conditions are nested more than %d deep", CONDITIONS_MAX);
        as->ended = true;
        return;
    }
    as->conditions[as->condition_count++] = (struct condition){
        .taken = outer && taken,
        .was_taken = !outer || taken,
        .outer = outer,
        .preprocessor = preprocessor,
        .place = place_here(as, where),
    };
}

/* The innermost condition that this file or expansion has opened. */
static struct condition *innermost(struct assembler *as, bool preprocessor, const char *where, const char *word)
{
    struct condition *condition =
        as->condition_count > as->frame->conditions ? &as->conditions[as->condition_count - 1] : NULL;
    if (!condition) {
        error_where(as, where, 0, "'%c%s' without '%cif'", preprocessor ? '#' : '.', word, preprocessor ? '#' : '.');
        return NULL;
    }
    if (condition->preprocessor != preprocessor) {
        error_where(as, where, 0, "'%c%s' closes a '%cif'; do not mix them", preprocessor ? '#' : '.', word,
                    preprocessor ? '.' : '#');
        note_at(as, condition->place, "it begins here");
        return NULL;
    }
    return condition;
}

void condition_else(struct assembler *as, bool taken, bool is_elseif, bool preprocessor, const char *where)
{
    struct condition *condition =
        innermost(as, preprocessor, where, is_elseif ? preprocessor ? "elif" : "elseif" : "else");
    if (!condition)
        return;
    if (condition->in_else)
        error_where(as, where, 0, "a second else; the first one ends all cases");
    condition->taken = condition->outer && !condition->was_taken && taken;
    condition->was_taken = condition->was_taken || condition->taken;
    condition->in_else = !is_elseif;
}

void condition_pop(struct assembler *as, bool preprocessor, const char *where)
{
    if (innermost(as, preprocessor, where, "endif"))
        as->condition_count--;
}

void condition_check_end(struct assembler *as, size_t open)
{
    while (as->condition_count > open) {
        struct condition *condition = &as->conditions[--as->condition_count];
        if (!as->ended)
            error_at(as, condition->place, 0, "condition has no end; close it with '%cendif'",
                     condition->preprocessor ? '#' : '.');
    }
}

/* True when the case that follows would be taken. */
static bool wants_case(const struct assembler *as)
{
    const struct condition *condition = as->condition_count ? &as->conditions[as->condition_count - 1] : NULL;
    return condition && condition->outer && !condition->was_taken;
}

void condition_skip(struct assembler *as, const char *start, const char *end)
{
    struct lexer lexer;
    if (as->keep_listing)
        list_line(as, start, end, 0);
    while (start < end && (*start == ' ' || *start == '\t'))
        start++;
    if (start == end || (*start != '.' && *start != '#'))
        return;
    if (*start == '#') {
        cpp_line(as, start, end);
        return;
    }
    lexer_start(&lexer, as, start, end);
    lexer.raw = true;
    lexer_next(&lexer);
    if (lexer.token.length >= 3 && memcmp(lexer.token.start, ".if", 3) == 0) {
        if (names_find(&as->directives, lexer.token.start, lexer.token.length))
            condition_push(as, false, false, start);
    } else if (token_equals(&lexer.token, ".elseif")) {
        lexer.raw = false;
        directive_elseif(&lexer, 0);
    } else if (token_equals(&lexer.token, ".else")) {
        directive_else(&lexer, 0);
    } else if (token_equals(&lexer.token, ".endif")) {
        directive_endif(&lexer, 0);
    }
    lexer_stop(&lexer);
}

/* ---- Directives ---- */

void directive_if(struct lexer *lexer, int argument)
{
    const char *where = lexer->token.where;
    int64_t number = 0;
    (void)argument;
    lexer_next(lexer);
    if (expression_number(lexer, &number))
        end_of_statement(lexer);
    condition_push(lexer->as, number != 0, false, where);
}

void directive_elseif(struct lexer *lexer, int argument)
{
    const char *where = lexer->token.where;
    int64_t number = 0;
    (void)argument;
    if (wants_case(lexer->as)) {
        lexer_next(lexer);
        if (expression_number(lexer, &number))
            end_of_statement(lexer);
    } else {
        directive_ignored(lexer, 0);
    }
    condition_else(lexer->as, number != 0, true, false, where);
}

void directive_else(struct lexer *lexer, int argument)
{
    const char *where = lexer->token.where;
    (void)argument;
    lexer_next(lexer);
    end_of_statement(lexer);
    condition_else(lexer->as, true, false, false, where);
}

void directive_endif(struct lexer *lexer, int argument)
{
    const char *where = lexer->token.where;
    (void)argument;
    lexer_next(lexer);
    end_of_statement(lexer);
    condition_pop(lexer->as, false, where);
}

void directive_ifdef(struct lexer *lexer, int wanted)
{
    struct assembler *as = lexer->as;
    const char *where = lexer->token.where;
    lexer->raw = true;
    lexer_next(lexer);
    lexer->raw = false;
    const struct token name = lexer->token;
    bool known = false;
    if (name.kind != TOKEN_NAME) {
        error_token(lexer, "expected the name of a symbol");
    } else {
        unsigned symbol = obj_find_symbol(as->obj, name.start, name.length);
        known = define_find(as, name.start, name.length) || equate_find(as, name.start, name.length) ||
                (symbol && obj_symbol_info(as->obj, symbol).where != OBJ_UNDEFINED);
        lexer_next(lexer);
        end_of_statement(lexer);
    }
    condition_push(as, known == (wanted != 0), false, where);
}

/* The rest of the statement, trimmed. */
static char *rest_of(struct lexer *lexer)
{
    const char *at = lexer->at, *end = at;
    while (end < lexer->end && *end != ';')
        end++;
    lexer->at = end;
    lexer->token.kind = TOKEN_END;
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    while (end > at && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    return mem_string(at, (size_t)(end - at));
}

void directive_ifblank(struct lexer *lexer, int wanted)
{
    const char *where = lexer->token.where;
    char *text = rest_of(lexer);
    condition_push(lexer->as, (*text == 0) == (wanted != 0), false, where);
    free(text);
}

/* .ifeqs "a", "b" */
void directive_ifsame(struct lexer *lexer, int wanted)
{
    const char *where = lexer->token.where;
    struct token texts[2];
    for (int i = 0; i < 2; i++) {
        lexer_next(lexer);
        texts[i] = lexer->token;
        if (texts[i].kind != TOKEN_STRING) {
            error_token(lexer, "expected two strings, as in .ifeqs \"a\", \"b\"");
            condition_push(lexer->as, false, false, where);
            return;
        }
        lexer_next(lexer);
        if (i == 0 && !token_is(&lexer->token, ','))
            error_token(lexer, "expected ',' between the strings");
    }
    end_of_statement(lexer);
    bool same = texts[0].length == texts[1].length && memcmp(texts[0].start, texts[1].start, texts[0].length) == 0;
    condition_push(lexer->as, same == (wanted != 0), false, where);
}
