/* What both ways of matching ask of the text. */
#include <wctype.h>

#include "regex_impl.h"

wchar_t __regex_character(const struct regex_input *input, regoff_t at, int *length)
{
    mbstate_t state = {0};
    wchar_t c;

    *length = 0;
    if (at >= input->length)
        return -1;
    unsigned char byte = (unsigned char)input->text[at];
    *length = 1;
    if (byte < 0x80)
        return byte;
    size_t n = mbrtowc(&c, input->text + at, (size_t)(input->length - at), &state);
    if (n > 4)
        return 0x110000 + byte;
    *length = (int)n;
    return c;
}

/* In a word are letters, digits and _; bytes of other characters count by their last one only. */
static bool is_word(const struct regex_input *input, regoff_t at)
{
    unsigned char byte = (unsigned char)(at >= 0 && at < input->length ? input->text[at] : ' ');

    return byte >= 0x80 || byte == '_' || iswalnum(byte);
}

bool __regex_assert(const struct regex_input *input, enum regex_op op, regoff_t at)
{
    bool lines = input->program->flags & REG_NEWLINE;
    bool before = is_word(input, at - 1), after = is_word(input, at);

    switch (op) {
    case RE_TEXT_START:
    case RE_START:
        if (at == 0)
            return !(input->flags & REG_NOTBOL);
        return op == RE_START && lines && input->text[at - 1] == '\n';
    case RE_TEXT_END:
    case RE_END:
        if (at == input->length)
            return !(input->flags & REG_NOTEOL);
        return op == RE_END && lines && input->text[at] == '\n';
    case RE_WORD_START: return !before && after;
    case RE_WORD_END: return before && !after;
    case RE_WORD_EDGE: return before != after;
    default: return before == after;
    }
}

bool __regex_accepts(const struct __regex *program, const struct regex_insn *insn, wchar_t c)
{
    bool fold = program->flags & REG_ICASE;

    switch (insn->op) {
    case RE_CHAR: return c == insn->a || (fold && (int)towlower((wint_t)c) == insn->a);
    case RE_ANY: return c != '\n' || !(program->flags & REG_NEWLINE);
    default: return __regex_in_set(&program->sets[insn->a], c, fold);
    }
}
