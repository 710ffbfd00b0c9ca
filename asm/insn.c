/* Instructions: operands as written, checked against the table, encoded. */
#include <stdlib.h>
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

/* as->words maps a mnemonic to its operation (0 for none) and, in the upper half, 1 + the index of the first
 * pseudo-instruction of that name (0 for none). */
#define WORD_OP(word)     ((enum isa_op)((word)&0xffff))
#define WORD_PSEUDO(word) ((word) >> 16)

void words_init(struct assembler *as)
{
    for (unsigned op = OP_ILLEGAL + 1; op < OP_COUNT; op++)
        names_add(&as->words, isa_table[op].name, strlen(isa_table[op].name), op);
    for (unsigned i = 0; asm_pseudo(i); i++) {
        const char *name = asm_pseudo(i)->name;
        unsigned *known = names_find(&as->words, name, strlen(name));
        if (!known)
            names_add(&as->words, name, strlen(name), (i + 1) << 16);
        else if (!WORD_PSEUDO(*known))
            *known |= (i + 1) << 16;
    }
}

/* ---- Encoding ---- */

struct encoding {
    struct assembler *as;
    const struct isa_info *info;
    struct insn insn;
    enum peach_reloc reloc;       /* of the word, R_PEACH_NONE without */
    const struct operand *target; /* whose value it takes */
    bool deferred;                /* the immediate waits for target's value */
};

static void complain_range(const struct encoding *encoding, const struct operand *operand, int64_t number)
{
    bool memory = operand->kind == OPERAND_IS_MEM;
    const char *remedy = memory                     ? "add it to the register first"
                         : encoding->info->off_bits ? "use 'li' and a branch that compares registers"
                                                    : "use 'li'";
    error_where(encoding->as, operand->where, operand->where_width, "%s %lld does not fit %u %sbits; %s",
                memory ? "offset" : "immediate", (long long)number, encoding->info->imm_bits,
                encoding->info->imm_signed ? "" : "unsigned ", remedy);
}

static bool put_number(struct encoding *encoding, const struct operand *operand, int64_t number, unsigned scale)
{
    unsigned bits = encoding->info->imm_bits;
    int64_t low = encoding->info->imm_signed ? -((int64_t)1 << (bits - 1)) : 0;
    int64_t high = encoding->info->imm_signed ? ((int64_t)1 << (bits - 1)) - 1 : ((int64_t)1 << bits) - 1;
    if (number % scale) {
        error_where(encoding->as, operand->where, operand->where_width, "offset %lld is not a multiple of %u",
                    (long long)number, scale);
        return false;
    }
    if (number / scale < low || number / scale > high) {
        complain_range(encoding, operand, number);
        return false;
    }
    encoding->insn.imm = (int32_t)number;
    return true;
}

/* Field i: a number, a modified symbol, or what a later .set will give. */
static bool put_immediate(struct encoding *encoding, const struct operand *operand, unsigned scale)
{
    static const enum peach_reloc relocs[] = {
        [MOD_HI] = R_PEACH_HI16, [MOD_LO] = R_PEACH_LO16, [MOD_TPHI] = R_PEACH_TPHI16, [MOD_TPLO] = R_PEACH_TPLO16};
    const struct value *value = &operand->value;
    if (value_is_number(value))
        return put_number(encoding, operand, value->number, scale);
    if (encoding->info->off_bits || encoding->info->imm_bits != 16 || scale != 1) {
        error_where(encoding->as, operand->where, operand->where_width,
                    "a number is needed here that is known already; use 'la' or 'li' for the rest");
        return false;
    }
    encoding->target = operand;
    encoding->deferred = value->node || value->minus || !value->modifier || !value->plus;
    encoding->reloc = encoding->deferred ? R_PEACH_NONE : relocs[value->modifier];
    bool high = value->modifier == MOD_HI || value->modifier == MOD_TPHI;
    if (value->modifier && high != (encoding->insn.op == OP_ADDHI)) {
        error_where(encoding->as, operand->where, operand->where_width, "%s",
                    high ? "%hi() belongs to addhi" : "%lo() belongs to addi, loads and stores, not to addhi");
        return false;
    }
    return true;
}

static bool put_target(struct encoding *encoding, const struct operand *operand)
{
    const struct value *value = &operand->value;
    if (value->node || value->minus || value->modifier) {
        error_where(encoding->as, operand->where, operand->where_width, "a target is a label, or a label + number");
        return false;
    }
    encoding->target = operand;
    switch (encoding->info->off_bits) {
    case 24: encoding->reloc = R_PEACH_OFF24; return true;
    case 20: encoding->reloc = R_PEACH_OFF20; return true;
    case 16: encoding->reloc = R_PEACH_OFF16; return true;
    default: encoding->reloc = R_PEACH_OFF12; return true;
    }
}

/* A small number with its own range. */
static bool put_small(const struct encoding *encoding, const struct operand *operand, int64_t low, int64_t high,
                      const char *what, int64_t *number)
{
    *number = operand->value.number;
    if (value_is_number(&operand->value) && *number >= low && *number <= high)
        return true;
    error_where(encoding->as, operand->where, operand->where_width, "%s is a number of %d to %d", what, (int)low,
                (int)high);
    return false;
}

/* What an operand has to be, for messages. */
static const char *wanted_name(enum isa_operand wanted)
{
    switch (wanted) {
    case OPERAND_RD:
    case OPERAND_RA:
    case OPERAND_RB:
    case OPERAND_RC: return "a register (a0, r1 ...)";
    case OPERAND_FD:
    case OPERAND_FA:
    case OPERAND_FB: return "a floating register (fa0, f1 ...)";
    case OPERAND_SIMM:
    case OPERAND_UIMM:
    case OPERAND_HIMM:
    case OPERAND_SH:
    case OPERAND_K:
    case OPERAND_LEN: return "a number";
    case OPERAND_OFF: return "a label";
    case OPERAND_CSR: return "a control register (status, epc ...)";
    case OPERAND_MEM: return "an address [register]";
    case OPERAND_MEM_X: return "an address [register + register << scale]";
    default: return "an address [register + offset]";
    }
}

static enum operand_kind wanted_kind(enum isa_operand wanted)
{
    switch (wanted) {
    case OPERAND_RD:
    case OPERAND_RA:
    case OPERAND_RB:
    case OPERAND_RC: return OPERAND_IS_REG;
    case OPERAND_FD:
    case OPERAND_FA:
    case OPERAND_FB: return OPERAND_IS_FREG;
    case OPERAND_MEM:
    case OPERAND_MEM_I:
    case OPERAND_MEM_P: return OPERAND_IS_MEM;
    case OPERAND_MEM_X: return OPERAND_IS_MEM_X;
    case OPERAND_CSR: return OPERAND_IS_CSR;
    default: return OPERAND_IS_VALUE;
    }
}

/* The operation with the same name and a letter more or less (addi for add, lwx for lw), when it takes this operand. */
static const char *sibling(const struct isa_info *info, size_t position, enum operand_kind kind)
{
    static const char *const suffixes[] = {"i", "x", "hi"};
    char name[24];
    size_t length = strlen(info->name);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes && length < 16; i++) {
        strcpy(name, info->name);
        strcat(name, suffixes[i]);
        enum isa_op op = isa_find(name, strlen(name));
        if (op && position < ISA_OPERANDS_MAX && isa_table[op].operands[position] &&
            wanted_kind((enum isa_operand)isa_table[op].operands[position]) == kind)
            return isa_table[op].name;
    }
    if (length > 1 && strchr("ix", info->name[length - 1])) {
        enum isa_op op = isa_find(info->name, length - 1);
        if (op && wanted_kind((enum isa_operand)isa_table[op].operands[position]) == kind)
            return isa_table[op].name;
    }
    return NULL;
}

static bool put_operand(struct encoding *encoding, size_t position, const struct operand *operand)
{
    enum isa_operand wanted = (enum isa_operand)encoding->info->operands[position];
    struct insn *insn = &encoding->insn;
    int64_t number;
    if (wanted_kind(wanted) != operand->kind || operand->last > operand->reg) {
        bool range = operand->last > operand->reg;
        const char *other = range ? NULL : sibling(encoding->info, position, operand->kind);
        error_where(encoding->as, operand->where, operand->where_width, "operand %zu of '%s' must be %s%s%s%s",
                    position + 1, encoding->info->name, wanted_name(wanted), other ? "; use '" : "", other ? other : "",
                    other ? "'" : "");
        return false;
    }
    switch (wanted) {
    case OPERAND_RD:
    case OPERAND_FD: insn->d = (uint8_t)operand->reg; return true;
    case OPERAND_RA:
    case OPERAND_FA: insn->a = (uint8_t)operand->reg; return true;
    case OPERAND_RB:
    case OPERAND_FB: insn->b = (uint8_t)operand->reg; return true;
    case OPERAND_RC: insn->c = (uint8_t)operand->reg; return true;
    case OPERAND_SIMM:
    case OPERAND_UIMM:
    case OPERAND_HIMM: return put_immediate(encoding, operand, 1);
    case OPERAND_SH:
        return put_small(encoding, operand, 0, 31, "the shift amount", &number) && (insn->imm = (int32_t)number, true);
    case OPERAND_K:
        return put_small(encoding, operand, 0, 3, "the scale", &number) && (insn->imm = (int32_t)number, true);
    case OPERAND_LEN:
        return put_small(encoding, operand, 1, 32, "the length", &number) && (insn->n = (uint8_t)number, true);
    case OPERAND_CSR:
        return put_small(encoding, operand, 0, 4095, "a control register", &number) &&
               (insn->imm = (int32_t)number, true);
    case OPERAND_OFF: return put_target(encoding, operand);
    case OPERAND_MEM:
        insn->a = (uint8_t)operand->reg;
        if (value_is_number(&operand->value) && operand->value.number == 0)
            return true;
        error_where(encoding->as, operand->where, operand->where_width,
                    "'%s' takes an address without an offset; add it to the register first", encoding->info->name);
        return false;
    case OPERAND_MEM_X:
        insn->a = (uint8_t)operand->reg;
        insn->b = (uint8_t)operand->index;
        return put_small(encoding, operand, 0, 3, "the scale", &number) && (insn->imm = (int32_t)number, true);
    default: insn->a = (uint8_t)operand->reg; return put_immediate(encoding, operand, wanted == OPERAND_MEM_P ? 4 : 1);
    }
}

bool insn_place(struct assembler *as, const char *where, size_t width)
{
    uint32_t offset = obj_offset(as->obj, as->section);
    if (obj_section_type(as->obj, as->section) == SHT_NOBITS) {
        error_where(as, where, width, "section '%s' holds no bytes; go to '.text' or '.data' first",
                    obj_section_name(as->obj, as->section));
        return false;
    }
    if (offset % 4) {
        error_where(as, where, width, "instruction at offset %u is not at a multiple of 4; put '.align 4' before it",
                    offset);
        obj_align(as->obj, as->section, 4, 0);
        return false;
    }
    if (offset >= SECTION_BYTES_MAX) {
        error_where(as, where, width, "section '%s' grows beyond %u MiB", obj_section_name(as->obj, as->section),
                    SECTION_BYTES_MAX >> 20);
        return false;
    }
    return true;
}

/* The symbol that stands for an absolute target. */
static unsigned absolute_symbol(struct assembler *as, int64_t number)
{
    unsigned symbol = obj_label(as->obj);
    obj_define_absolute(as->obj, symbol, (uint32_t)number);
    return symbol;
}

static void emit(struct encoding *encoding)
{
    struct assembler *as = encoding->as;
    uint32_t word = 0, offset = obj_offset(as->obj, as->section);
    if (isa_encode(&encoding->insn, &word) != ISA_OK)
        return;
    if (encoding->target && encoding->deferred) {
        unsigned label = obj_label(as->obj);
        obj_define(as->obj, label, as->section, offset);
        defer(as, DEFER_IMMEDIATE, label, 4, &encoding->target->value, encoding->target->where);
    } else if (encoding->target) {
        const struct value *value = &encoding->target->value;
        if (value->plus)
            obj_reloc(as->obj, as->section, offset, encoding->reloc, value->plus, (int32_t)value->number);
        else
            obj_reloc(as->obj, as->section, offset, encoding->reloc, absolute_symbol(as, value->number), 0);
    }
    obj_put32(as->obj, as->section, word);
}

static void encode(struct assembler *as, enum isa_op op, const struct token *name, const struct operand *operands,
                   size_t count)
{
    struct encoding encoding = {.as = as, .info = &isa_table[op], .insn = {.op = (uint16_t)op, .n = 1}};
    size_t takes = 0;
    while (takes < ISA_OPERANDS_MAX && encoding.info->operands[takes])
        takes++;
    if (takes != count) {
        error_where(as, name->where, name->where_width, "'%s' takes %zu operand%s (%s%s%s), not %zu",
                    encoding.info->name, takes, takes == 1 ? "" : "s", encoding.info->name, takes ? " " : "",
                    encoding.info->syntax, count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (!put_operand(&encoding, i, &operands[i]))
            return;
    emit(&encoding);
}

/* ---- Statements ---- */

struct word_cursor {
    unsigned op, pseudo;
};

static const char *next_word(void *context)
{
    struct word_cursor *cursor = context;
    if (++cursor->op < OP_COUNT)
        return isa_table[cursor->op].name;
    const struct asm_pseudo *pseudo = asm_pseudo(cursor->pseudo++);
    return pseudo ? pseudo->name : NULL;
}

static void complain_unknown(struct lexer *lexer)
{
    const struct token *token = &lexer->token;
    struct word_cursor cursor = {0, 0};
    const char *meant = diag_suggest(token->start, token->length, next_word, &cursor);
    int shown = token->length > 60 ? 60 : (int)token->length;
    if (meant)
        error_token(lexer, "unknown instruction '%.*s'; did you mean '%s'?", shown, token->start, meant);
    else
        error_token(lexer, "unknown instruction '%.*s'; a label needs ':', a macro must stand above", shown,
                    token->start);
}

static bool parse_operands(struct lexer *lexer, enum isa_op op, struct operand *operands, size_t *count)
{
    *count = 0;
    if (lexer->token.kind == TOKEN_END)
        return true;
    for (;;) {
        if (*count == OPERANDS_MAX) {
            error_token(lexer, "more than %d operands", OPERANDS_MAX);
            return false;
        }
        bool csr = op != OP_ILLEGAL && *count < ISA_OPERANDS_MAX && isa_table[op].operands[*count] == OPERAND_CSR;
        if (!operand_parse(lexer, csr, &operands[*count]))
            return false;
        ++*count;
        if (!lexer_accept(lexer, ','))
            return end_of_statement(lexer);
    }
}

void insn_statement(struct lexer *lexer)
{
    struct assembler *as = lexer->as;
    const struct token name = lexer->token;
    const unsigned *word = names_find(&as->words, name.start, name.length);
    struct operand operands[OPERANDS_MAX];
    size_t count;
    if (!word) {
        complain_unknown(lexer);
        return;
    }
    enum isa_op op = WORD_OP(*word);
    unsigned pseudo = lexer->parameters ? 0 : WORD_PSEUDO(*word);
    lexer_next(lexer);
    if (!parse_operands(lexer, op, operands, &count) || !insn_place(as, name.where, name.where_width))
        return;
    if (!lexer->parameters)
        lines_mark(as, name.where);
    if (pseudo && pseudo_expand(lexer, pseudo - 1, &name, operands, count))
        return;
    if (op != OP_ILLEGAL)
        encode(as, op, &name, operands, count);
    else
        pseudo_complain(as, pseudo - 1, &name);
}

void expansion_line(struct lexer *from, const struct token *name, const char *text, const char *end,
                    const struct operand *operands)
{
    struct lexer lexer;
    lexer_start(&lexer, from->as, text, end);
    lexer.raw = true;
    lexer.fixed = name->where;
    lexer.fixed_width = name->where_width;
    lexer.parameters = operands;
    lexer_next(&lexer);
    insn_statement(&lexer);
    lexer_stop(&lexer);
}
