/* What control does between statements: for -Wimplicit-fallthrough and -Wreturn-type. */
#include "front/builtin.h"
#include "front/parser.h"

static bool is_true(const struct expr *expr)
{
    return !expr || fold_truth(expr) == 1;
}

/* Whether a break or a continue (kind) of this loop is in its body. */
static bool has_jump(const struct statement *statement, unsigned kind);

static bool chain_has_jump(const struct statement *statement, unsigned kind)
{
    for (; statement && statement->kind == STATEMENT_IF; statement = statement->otherwise)
        if (has_jump(statement->body, kind))
            return true;
    return statement && has_jump(statement, kind);
}

static bool has_jump(const struct statement *statement, unsigned kind)
{
    for (; statement; statement = statement->next) {
        bool found = statement->kind == kind;
        switch (statement->kind) {
        case STATEMENT_SWITCH: found = kind == STATEMENT_CONTINUE && has_jump(statement->body, kind); break;
        case STATEMENT_BLOCK:
        case STATEMENT_LABEL:
        case STATEMENT_CASE:
        case STATEMENT_DEFAULT: found = has_jump(statement->body, kind); break;
        case STATEMENT_IF: found = chain_has_jump(statement, kind); break;
        default: break;
        }
        if (found)
            return true;
    }
    return false;
}

static bool loop_completes(const struct statement *loop)
{
    bool tested =
        loop->kind != STATEMENT_DO || statement_completes(loop->body) || has_jump(loop->body, STATEMENT_CONTINUE);
    return (tested && !is_true(loop->expr)) || has_jump(loop->body, STATEMENT_BREAK);
}

static bool never_returns(const struct expr *expr)
{
    if (!expr)
        return false;
    if (expr->op == EXPR_CAST || expr->op == EXPR_COMMA)
        return never_returns(expr->op == EXPR_CAST ? expr->left : expr->right) ||
               (expr->op == EXPR_COMMA && never_returns(expr->left));
    if (expr->op == EXPR_BUILTIN)
        return expr->builtin == BUILTIN_UNREACHABLE || expr->builtin == BUILTIN_TRAP;
    return expr->op == EXPR_CALL && expr->left->op == EXPR_ADDRESS && expr->left->left->op == EXPR_SYMBOL &&
           expr->left->left->symbol->attributes.noreturn;
}

static bool is_label(const struct statement *statement)
{
    return statement->kind == STATEMENT_LABEL || statement->kind == STATEMENT_CASE ||
           statement->kind == STATEMENT_DEFAULT;
}

static bool block_completes(const struct statement *block)
{
    bool completes = true;
    for (const struct statement *inner = block->body; inner; inner = inner->next)
        completes = (completes || is_label(inner)) && statement_completes(inner);
    return completes;
}

bool statement_completes(const struct statement *statement)
{
    switch (statement->kind) {
    case STATEMENT_BREAK:
    case STATEMENT_CONTINUE:
    case STATEMENT_GOTO:
    case STATEMENT_COMPUTED_GOTO:
    case STATEMENT_RETURN: return false;
    case STATEMENT_EXPRESSION: return !statement->fallthrough && !never_returns(statement->expr);
    case STATEMENT_BLOCK: return block_completes(statement);
    case STATEMENT_IF:
        for (; statement && statement->kind == STATEMENT_IF; statement = statement->otherwise)
            if (statement_completes(statement->body))
                return true;
        return !statement || statement_completes(statement);
    case STATEMENT_LABEL:
    case STATEMENT_CASE:
    case STATEMENT_DEFAULT: return statement_completes(statement->body);
    case STATEMENT_WHILE:
    case STATEMENT_FOR:
    case STATEMENT_DO: return loop_completes(statement);
    default: return true;
    }
}

/* Whether a comment between two places says that falling through is meant. */
static bool says_fall(struct parser *p, uint32_t from, uint32_t to)
{
    const struct source_file *file = source_file_at(p->sources, to);
    if (!file || from < file->start || to <= from)
        return true; /* out of a macro: nobody can tell */
    const char *text = file->text->text + (from - file->start), *end = file->text->text + (to - file->start);
    for (; end - text >= 4; text++)
        if ((text[0] == 'f' || text[0] == 'F') && (text[1] == 'a' || text[1] == 'A') &&
            (text[2] == 'l' || text[2] == 'L') && (text[3] == 'l' || text[3] == 'L'))
            return true;
    return false;
}

/* Nothing but labels and a semicolon. */
static bool does_nothing(const struct statement *statement)
{
    while (statement->kind == STATEMENT_CASE || statement->kind == STATEMENT_DEFAULT ||
           statement->kind == STATEMENT_LABEL)
        statement = statement->body;
    return statement->kind == STATEMENT_EXPRESSION && !statement->expr;
}

void check_fallthrough(struct parser *p, const struct statement *before, uint32_t before_end,
                       const struct statement *label)
{
    if (!before || (label->kind != STATEMENT_CASE && label->kind != STATEMENT_DEFAULT) ||
        !report_wants(p->report, WARN_IMPLICIT_FALLTHROUGH))
        return;
    if (statement_completes(before) && !does_nothing(before) && !says_fall(p, before_end, label->loc) &&
        before->kind != STATEMENT_DECLARATION)
        report_warning(p->report, WARN_IMPLICIT_FALLTHROUGH, span_at(label->loc),
                       "control falls into this case; add 'break', or a comment /* fall through */");
}
