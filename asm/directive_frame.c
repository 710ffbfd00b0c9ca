/* Call frames: .cfi_startproc and what stands up to .cfi_endproc. */
#include "asm/asm_impl.h"

#define REGISTER_FIRST_FLOAT 16 /* DWARF's numbers: docs/abi.md */
#define REGISTER_COUNT       32

void directive_frame_begin(struct lexer *lexer, int argument)
{
    struct assembler *as = lexer->as;
    (void)argument;
    if (as->in_frame) {
        error_token(lexer, "frames do not nest; close the one before with '.cfi_endproc'");
        return;
    }
    as->in_frame = true;
    as->frame_section = as->section;
    as->frame_place = place_here(as, lexer->token.where);
    as->cfa_offset = 0;
    obj_frame_begin(as->obj, as->section);
    lexer_next(lexer);
    if (token_equals(&lexer->token, "simple"))
        lexer_next(lexer);
    end_of_statement(lexer);
}

/* True within a frame, in its section. */
static bool in_frame(struct lexer *lexer)
{
    const struct assembler *as = lexer->as;
    if (as->in_frame && as->section == as->frame_section)
        return true;
    error_token(lexer, "'%.*s' stands between '.cfi_startproc' and '.cfi_endproc', in one section",
                (int)lexer->token.length, lexer->token.start);
    return false;
}

void directive_frame_end(struct lexer *lexer, int argument)
{
    (void)argument;
    if (!in_frame(lexer))
        return;
    lexer->as->in_frame = false;
    obj_frame_end(lexer->as->obj, lexer->as->section);
    lexer_next(lexer);
    end_of_statement(lexer);
}

static bool parse_register(struct lexer *lexer, unsigned *reg)
{
    int64_t number;
    if (lexer->token.kind == TOKEN_NAME) {
        int found = isa_reg_find(lexer->token.start, lexer->token.length);
        int found_float = isa_freg_find(lexer->token.start, lexer->token.length);
        if (found >= 0 || found_float >= 0) {
            *reg = (unsigned)(found >= 0 ? found : REGISTER_FIRST_FLOAT + found_float);
            lexer_next(lexer);
            return true;
        }
    } else if (expression_number(lexer, &number) && number >= 0 && number < REGISTER_COUNT) {
        *reg = (unsigned)number;
        return true;
    }
    error_token(lexer, "expected a register");
    return false;
}

static bool parse_offset(struct lexer *lexer, bool multiple, int32_t *offset)
{
    int64_t number;
    const struct token first = lexer->token;
    if (!expression_number(lexer, &number))
        return false;
    if (number < INT32_MIN / 2 || number > INT32_MAX / 2 || (multiple && number % 4)) {
        error_where(lexer->as, first.where, first.where_width, "an offset in a frame is a multiple of 4");
        return false;
    }
    *offset = (int32_t)number;
    return true;
}

void directive_frame(struct lexer *lexer, int op)
{
    struct assembler *as = lexer->as;
    unsigned reg = 0;
    int32_t offset = 0;
    bool has_register = op != FRAME_CFA_OFFSET && op != FRAME_REMEMBER && op != FRAME_RECALL;
    bool has_offset = op == FRAME_DEF_CFA || op == FRAME_CFA_OFFSET || op == FRAME_OFFSET;
    if (!in_frame(lexer))
        return;
    lexer_next(lexer);
    if (has_register && !parse_register(lexer, &reg))
        return;
    if (has_register && has_offset && !lexer_accept(lexer, ',')) {
        error_token(lexer, "expected ',' and an offset");
        return;
    }
    if (has_offset && !parse_offset(lexer, op == FRAME_OFFSET, &offset))
        return;
    if (!end_of_statement(lexer))
        return;
    if (op == FRAME_DEF_CFA || op == FRAME_CFA_OFFSET)
        as->cfa_offset = offset;
    obj_frame(as->obj, as->section, (enum obj_frame_op)op, reg, offset);
}

void directive_frame_adjust(struct lexer *lexer, int argument)
{
    struct assembler *as = lexer->as;
    int32_t change;
    (void)argument;
    if (!in_frame(lexer))
        return;
    lexer_next(lexer);
    if (!parse_offset(lexer, false, &change) || !end_of_statement(lexer))
        return;
    as->cfa_offset = (int32_t)((uint32_t)as->cfa_offset + (uint32_t)change);
    obj_frame(as->obj, as->section, FRAME_CFA_OFFSET, 0, as->cfa_offset);
}

/* As .cfi_offset, from the register that finds the CFA. */
void directive_frame_relative(struct lexer *lexer, int argument)
{
    struct assembler *as = lexer->as;
    unsigned reg;
    int32_t offset;
    (void)argument;
    if (!in_frame(lexer))
        return;
    lexer_next(lexer);
    if (!parse_register(lexer, &reg))
        return;
    if (!lexer_accept(lexer, ',')) {
        error_token(lexer, "expected ',' and an offset");
        return;
    }
    if (parse_offset(lexer, true, &offset) && end_of_statement(lexer))
        obj_frame(as->obj, as->section, FRAME_OFFSET, reg, (int32_t)((uint32_t)offset - (uint32_t)as->cfa_offset));
}
