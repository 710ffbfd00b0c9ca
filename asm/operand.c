/* Operands as they are written: registers, values, addresses, control registers. */
#include "asm/asm_impl.h"

static int find_register(const struct token *token)
{
    return token->kind == TOKEN_NAME ? isa_reg_find(token->start, token->length) : -1;
}

/* A register in an address: a name, or a parameter of an expansion. */
static int address_register(struct lexer *lexer)
{
    int reg = -1;
    if (lexer->token.kind == TOKEN_PARAMETER && lexer->parameters[lexer->token.number].kind == OPERAND_IS_REG)
        reg = (int)lexer->parameters[lexer->token.number].reg;
    else
        reg = find_register(&lexer->token);
    if (reg >= 0)
        lexer_next(lexer);
    return reg;
}

static bool parse_index(struct lexer *lexer, int index, struct operand *operand)
{
    operand->kind = OPERAND_IS_MEM_X;
    operand->index = (unsigned)index;
    return !lexer_accept(lexer, PAIR('<', '<')) || expression(lexer, &operand->value);
}

/* [ra], [ra + offset], [ra + rb << k] */
static bool parse_memory(struct lexer *lexer, struct operand *operand)
{
    lexer_next(lexer);
    int base = address_register(lexer);
    operand->kind = OPERAND_IS_MEM;
    if (base < 0) {
        error_token(lexer, "expected a register after '['; write [register + offset]");
        return false;
    }
    operand->reg = (unsigned)base;
    if (token_is(&lexer->token, '+')) {
        lexer_next(lexer);
        int index = address_register(lexer);
        if (index >= 0 ? !parse_index(lexer, index, operand) : !expression(lexer, &operand->value))
            return false;
    } else if (token_is(&lexer->token, '-')) {
        if (!expression(lexer, &operand->value))
            return false;
    }
    if (lexer_accept(lexer, ']'))
        return true;
    error_token(lexer, "expected ']'; an address is [register], [register + offset] or [register + register << scale]");
    return false;
}

static const char *next_csr(void *cursor)
{
    unsigned *number = cursor;
    for (; *number < 0x1000; ++*number)
        if (isa_csr_name(*number))
            return isa_csr_name((*number)++);
    return NULL;
}

static bool parse_csr(struct lexer *lexer, struct operand *operand)
{
    const struct token *token = &lexer->token;
    operand->kind = OPERAND_IS_CSR;
    if (token->kind != TOKEN_NAME)
        return expression(lexer, &operand->value);
    int number = isa_csr_find(token->start, token->length);
    const struct equate *equate = equate_find(lexer->as, token->start, token->length);
    if (number < 0 && equate) {
        operand->value = equate->value;
    } else if (number < 0) {
        unsigned cursor = 0;
        const char *meant = diag_suggest(token->start, token->length, next_csr, &cursor);
        error_token(lexer, "no control register '%.*s'%s%s%s", (int)token->length, token->start,
                    meant ? "; did you mean '" : "; 'peach explain csr' lists them", meant ? meant : "",
                    meant ? "'?" : "");
        return false;
    } else {
        operand->value.number = number;
    }
    lexer_next(lexer);
    return true;
}

/* s0 or s0-s3 (in push and pop). */
static bool parse_register(struct lexer *lexer, struct operand *operand)
{
    int reg = find_register(&lexer->token), freg = -1;
    if (reg < 0)
        freg = isa_freg_find(lexer->token.start, lexer->token.length);
    if (reg < 0 && freg < 0)
        return false;
    operand->kind = reg >= 0 ? OPERAND_IS_REG : OPERAND_IS_FREG;
    operand->reg = operand->last = (unsigned)(reg >= 0 ? reg : freg);
    lexer_next(lexer);
    if (reg >= 0 && token_is(&lexer->token, '-')) {
        lexer_next(lexer);
        int last = find_register(&lexer->token);
        operand->last = last < 0 ? 0 : (unsigned)last;
        if (last < reg)
            error_token(lexer, "a range of registers ascends, as in s0-s3; arithmetic on registers takes instructions");
        else
            lexer_next(lexer);
    }
    return true;
}

bool operand_parse(struct lexer *lexer, bool csr, struct operand *operand)
{
    const struct token first = lexer->token;
    *operand = (struct operand){.where = first.where, .where_width = first.where_width};
    if (first.kind == TOKEN_PARAMETER) {
        *operand = lexer->parameters[first.number];
        if (operand->kind != OPERAND_IS_VALUE) {
            lexer_next(lexer);
            return true;
        }
    }
    if (csr)
        return parse_csr(lexer, operand);
    if (first.kind == TOKEN_NAME && parse_register(lexer, operand))
        return lexer->token.kind != TOKEN_BAD;
    if (token_is(&first, '['))
        return parse_memory(lexer, operand);
    operand->kind = OPERAND_IS_VALUE;
    if (!expression(lexer, &operand->value))
        return false;
    if (!token_is(&lexer->token, '('))
        return true;
    error_token(lexer, "an address is written [register + offset]");
    return false;
}
