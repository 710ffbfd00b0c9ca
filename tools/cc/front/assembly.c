/* GNU inline assembly. */
#include "front/parser.h"

#include "isa/isa.h"

#include <string.h>

const char *parse_asm_label(struct parser *p)
{
    const char *text = NULL;
    if (!at(p, TOKEN_ASM))
        return NULL;
    advance(p);
    expect(p, TOKEN_LPAREN, "after 'asm'");
    parse_string_text(p, &text);
    expect(p, TOKEN_RPAREN, "after the name");
    return text;
}

/* Constraints that the machine has. */
static bool is_known(const char *constraint, bool output)
{
    const char *c = constraint;
    if (output && *c != '=' && *c != '+')
        return false;
    for (; *c; c++)
        if (!strchr("=+&%rfgmiInpQoXd0123456789, ", *c))
            return false;
    return true;
}

static bool wants_memory(const char *constraint)
{
    return strpbrk(constraint, "mQo") && !strpbrk(constraint, "rfg");
}

static void check_operand(struct parser *p, struct asm_operand *operand, bool output, struct span span)
{
    if (!is_known(operand->constraint, output)) {
        report_error(p->report, span,
                     output && operand->constraint[0] != '=' && operand->constraint[0] != '+'
                         ? "the constraint '%s' of an output must begin with '=' or '+'"
                         : "no constraint '%s'; r, f, m, i, g and an operand's number exist",
                     operand->constraint);
        operand->expr = expr_bad(p, span);
        return;
    }
    if (operand->expr->op == EXPR_BAD)
        return;
    bool memory = wants_memory(operand->constraint);
    if (output || memory) {
        if (!(operand->expr->flags & EXPR_LVALUE)) {
            report_error(p->report, span_of(operand->expr), "this operand must be an object");
            operand->expr = expr_bad(p, span);
            return;
        }
        if (operand->expr->op == EXPR_SYMBOL) {
            operand->expr->symbol->assigned |= output;
            operand->expr->symbol->used |= operand->constraint[0] == '+' || memory;
        }
        if (operand->constraint[0] == '=' && output && !memory && operand->expr->op == EXPR_SYMBOL)
            operand->expr->symbol->used = true;
    } else {
        operand->expr = expr_value(p, operand->expr);
    }
    if (!memory && operand->expr->op != EXPR_BAD && !type_is_scalar(operand->expr->type) &&
        operand->expr->type->kind != TYPE_ARRAY)
        report_error(p->report, span_of(operand->expr), "this operand does not fit a register");
}

static uint32_t parse_operands(struct parser *p, struct asm_operand **list, bool output)
{
    uint32_t count = 0;
    if (!at(p, TOKEN_STRING) && !at(p, TOKEN_LBRACKET))
        return 0;
    do {
        struct asm_operand *operand = arena_alloc(&p->body, sizeof *operand);
        struct span span = here(p);
        if (accept(p, TOKEN_LBRACKET)) {
            if (at(p, TOKEN_NAME))
                operand->name = p->token.name->text;
            expect(p, TOKEN_NAME, "in the operand's name");
            expect(p, TOKEN_RBRACKET, NULL);
        }
        parse_string_text(p, &operand->constraint);
        expect(p, TOKEN_LPAREN, "after the constraint");
        operand->expr = parse_expression(p);
        expect(p, TOKEN_RPAREN, "after the operand");
        check_operand(p, operand, output, span);
        *list = operand;
        list = &operand->next;
        count++;
    } while (accept(p, TOKEN_COMMA));
    return count;
}

static void parse_clobbers(struct parser *p, struct asm_statement *assembly)
{
    if (!at(p, TOKEN_STRING))
        return;
    do {
        struct span span = here(p);
        const char *name;
        parse_string_text(p, &name);
        size_t length = strlen(name);
        int number = isa_reg_find(name, length), floating = isa_freg_find(name, length);
        if (!strcmp(name, "memory"))
            assembly->memory = true;
        else if (number >= 0)
            assembly->clobbers |= 1u << number;
        else if (floating >= 0)
            assembly->clobbers |= 1u << (floating + 16);
        else if (strcmp(name, "cc"))
            report_error(p->report, span, "no register '%s'", name);
    } while (accept(p, TOKEN_COMMA));
}

static void parse_targets(struct parser *p, struct asm_statement *assembly)
{
    struct asm_target **link = &assembly->targets;
    do {
        if (!at(p, TOKEN_NAME)) {
            report_error(p->report, here(p), "expected a label");
            skip_to(p, TOKEN_RPAREN);
            return;
        }
        *link = arena_alloc(&p->body, sizeof **link);
        (*link)->label = label_jump(p, p->token.name, here(p));
        link = &(*link)->next;
        advance(p);
    } while (accept(p, TOKEN_COMMA));
}

struct statement *parse_asm_statement(struct parser *p)
{
    struct statement *statement = statement_new(p, STATEMENT_ASM, p->token.loc);
    struct asm_statement *assembly = arena_alloc(&p->body, sizeof *assembly);
    struct span span = here(p);
    bool jumps = false;
    statement->assembly = assembly;
    assembly->loc = statement->loc;
    advance(p);
    for (; at(p, TOKEN_VOLATILE) || at(p, TOKEN_INLINE) || at(p, TOKEN_GOTO); advance(p)) {
        assembly->is_volatile |= at(p, TOKEN_VOLATILE);
        jumps |= at(p, TOKEN_GOTO);
    }
    expect(p, TOKEN_LPAREN, "after 'asm'");
    parse_string_text(p, &assembly->text);
    bool basic = !at(p, TOKEN_COLON);
    if (accept(p, TOKEN_COLON))
        assembly->output_count = parse_operands(p, &assembly->outputs, true);
    if (accept(p, TOKEN_COLON))
        assembly->input_count = parse_operands(p, &assembly->inputs, false);
    if (accept(p, TOKEN_COLON))
        parse_clobbers(p, assembly);
    if (jumps && accept(p, TOKEN_COLON))
        parse_targets(p, assembly);
    else if (jumps)
        report_error(p->report, span, "'asm goto' needs labels after a fourth ':'");
    expect(p, TOKEN_RPAREN, "after the assembly");
    if (!expect(p, TOKEN_SEMICOLON, "after 'asm(...)'")) {
        skip_to(p, TOKEN_SEMICOLON);
        accept(p, TOKEN_SEMICOLON);
    }
    if (assembly->output_count + assembly->input_count > 30)
        report_error(p->report, span, "more than 30 operands");
    assembly->is_volatile |= basic || jumps || !assembly->output_count;
    return statement;
}
