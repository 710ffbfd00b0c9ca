/* What the tables say, as text. */
#include "tools/explain/explain.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "asm/asm.h"
#include "isa/diagram.h"
#include "isa/examples.h"
#include "tools/lib/tool.h"

static const char *bold(const struct style *style) {
    return style->colour ? "\033[1m" : "";
}

static const char *dim(const struct style *style) {
    return style->colour ? "\033[36m" : "";
}

static const char *plain(const struct style *style) {
    return style->colour ? "\033[0m" : "";
}

/* Prose, broken at 78 columns. */
static void print_wrapped(const char *text) {
    unsigned column = 0;
    while (*text) {
        unsigned length = (unsigned)strcspn(text, " ");
        if (column && column + 1 + length > 76) {
            putchar('\n');
            column = 0;
        }
        printf("%s%.*s", column ? " " : "  ", (int)length, text);
        column += length + 1;
        text += length;
        text += *text == ' ';
    }
    putchar('\n');
}

/* A field's value, as the operation uses it. */
static void print_field(const struct style *style, const struct isa_info *info, const struct insn *insn, char letter) {
    unsigned number = letter == 'd' ? insn->d : letter == 'a' ? insn->a : letter == 'b' ? insn->b : insn->c;
    unsigned bit = letter == 'd' ? ISA_D : letter == 'a' ? ISA_A : letter == 'b' ? ISA_B : ISA_C;
    bool floating = (info->fp_reads | info->fp_writes) & bit;
    printf("  %s%c%s  ", dim(style), letter, plain(style));
    if (strchr("dabc", letter)) {
        bool written = (info->writes | info->fp_writes) & bit, read = (info->reads | info->fp_reads) & bit;
        printf("%c%-3u %-5s %s%s%s\n", floating ? 'f' : 'r', number,
               floating ? isa_freg_name(number) : isa_reg_name(number), written ? "written" : "",
               written && read ? ", " : "", read ? "read" : "");
    } else if (letter == 'o') {
        printf("%+ld bytes, to 0x%08lx\n", (long)insn->off, (unsigned long)(style->pc + (uint32_t)insn->off));
    } else if (letter == 'n') {
        printf("length %u bits\n", insn->n);
    } else if (letter == 'i') {
        const char *csr = NULL;
        for (unsigned i = 0; i < ISA_OPERANDS_MAX; i++)
            csr = info->operands[i] == OPERAND_CSR ? isa_csr_name((unsigned)insn->imm) : csr;
        printf("%ld = 0x%lx%s%s\n", (long)insn->imm, (unsigned long)(uint32_t)insn->imm, csr ? ", the register " : "",
               csr ? csr : "");
    } else {
        printf("%s %ld\n", letter == 'k' ? "scale" : "bits", (long)insn->imm);
    }
}

static void print_examples(const struct style *style, unsigned op) {
    for (unsigned i = 0; i < isa_example_count; i++) {
        if (isa_examples[i].op == op)
            printf("  %sexample%s  %s\n", dim(style), plain(style), isa_examples[i].text);
    }
}

/* The entry: syntax, prose, diagram, meaning, examples; with an instruction, its word and fields. */
static void print_entry(const struct style *style, unsigned op, const struct insn *insn, const uint32_t *word) {
    const struct isa_info *info = &isa_table[op];
    printf("  %s%s%s%s%s\n", bold(style), info->name, *info->syntax ? " " : "", info->syntax, plain(style));
    print_wrapped(info->prose);
    putchar('\n');
    isa_diagram(stdout, info->pattern, word, "  ");
    for (const struct isa_field *field = info->fields; insn && field->letter; field++)
        print_field(style, info, insn, field->letter);
    printf("\n  %smeaning%s  %s\n", dim(style), plain(style), info->semantics);
    print_examples(style, op);
}

/* A word that is nearly an instruction: the one that differs from it in the fewest fixed bits, if the top byte agrees.
 */
static void note_nearest(uint32_t word) {
    unsigned nearest = OP_ILLEGAL, fewest = 33;
    for (unsigned op = 1; op < OP_COUNT; op++) {
        uint32_t wrong = (word ^ isa_table[op].match) & isa_table[op].mask;
        unsigned count = 0;
        if (wrong >> 24)
            continue;
        for (; wrong; wrong &= wrong - 1)
            count++;
        if (count < fewest) {
            fewest = count;
            nearest = op;
        }
    }
    if (nearest)
        tool_note(NULL, "the nearest is '%s', whose fixed bits would make it 0x%08lx", isa_table[nearest].name,
                  (unsigned long)((word & ~isa_table[nearest].mask) | isa_table[nearest].match));
}

bool explain_word(const struct style *style, uint32_t word) {
    struct insn insn;
    char text[96], name[16];
    snprintf(name, sizeof name, "0x%08lx", (unsigned long)word);
    if (!isa_decode(word, &insn)) {
        tool_error(TOOL_BAD_INPUT, name, "no instruction has this encoding; it traps as ILLEGAL");
        note_nearest(word);
        return false;
    }
    isa_format(text, sizeof text, &insn, style->pc);
    printf("%s  %s%s%s\n\n", name, bold(style), text, plain(style));
    print_entry(style, insn.op, &insn, &word);
    return true;
}

static bool explain_csr(const struct style *style, const char *name) {
    static const struct {
        const char *access, *meaning;
    } accesses[] = {{"RW", "read and written in kernel mode"},
                    {"RO", "read only, in kernel mode"},
                    {"UW", "read and written in user mode too"}};
    for (const struct isa_csr_info *csr = isa_csrs; csr->name; csr++) {
        if (strcmp(csr->name, name))
            continue;
        printf("%s%s%s  control register 0x%03x\n", bold(style), csr->name, plain(style), csr->number);
        print_wrapped(csr->text);
        for (unsigned i = 0; i < 3; i++) {
            if (!strcmp(accesses[i].access, csr->access))
                printf("  %saccess%s   %s\n", dim(style), plain(style), accesses[i].meaning);
        }
        return true;
    }
    return false;
}

static bool explain_cause(const struct style *style, const char *lower) {
    for (const struct isa_cause_info *cause = isa_causes; cause->name; cause++) {
        size_t i = 0;
        while (lower[i] && tolower((unsigned char)cause->name[i]) == lower[i])
            i++;
        if (lower[i] || cause->name[i])
            continue;
        printf("%s%s%s  trap cause %lu\n  %s\n  %senters at%s %s\n", bold(style), cause->name, plain(style),
               (unsigned long)cause->number, cause->text, dim(style), plain(style),
               strncmp(cause->name, "REFILL", 6) ? "tvec" : "rvec");
        return true;
    }
    return false;
}

static const struct {
    const char *kind, *meaning;
} roles[] = {
    {"ZERO", "always 0; what is written to it is lost"},
    {"CALLER", "a call may change it"},
    {"CALLEE", "a call keeps it"},
    {"STACK", "stack pointer, a multiple of 8; a call keeps it"},
    {"LINK", "return address"},
};

static void print_register(const struct style *style, char letter, int number, const char *name, const char *role) {
    printf("%s%s%s  %s register %c%d\n", bold(style), name, plain(style), letter == 'r' ? "integer" : "floating",
           letter, number);
    for (unsigned i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (!strcmp(roles[i].kind, role))
            printf("  %s\n", roles[i].meaning);
    }
}

static bool explain_register(const struct style *style, const char *name) {
    static const char *const integer_roles[] = {
#define REG(number, name, role) [number] = #role,
#include "isa/regs.def"
#undef REG
    };
    static const char *const floating_roles[] = {
#define FREG(number, name, role) [number] = #role,
#include "isa/fregs.def"
#undef FREG
    };
    int number = isa_reg_find(name, strlen(name)), floating = isa_freg_find(name, strlen(name));
    if (number >= 0)
        print_register(style, 'r', number, isa_reg_name((unsigned)number), integer_roles[number]);
    else if (floating >= 0)
        print_register(style, 'f', floating, isa_freg_name((unsigned)floating), floating_roles[floating]);
    return number >= 0 || floating >= 0;
}

/* The forms of a pseudo-instruction of the assembler. */
static bool explain_pseudo(const struct style *style, const char *name) {
    bool found = false;
    const struct asm_pseudo *pseudo;
    for (unsigned i = 0; (pseudo = asm_pseudo(i)); i++) {
        if (strcmp(pseudo->name, name))
            continue;
        printf("%s%s%s  pseudo-instruction: %s\n", bold(style), name, plain(style), pseudo->meaning);
        if (*pseudo->expansion)
            printf("  %sbecomes%s  %s\n", dim(style), plain(style), pseudo->expansion);
        found = true;
    }
    return found;
}

/* All names that can be explained, one by one, for suggestions. */
struct cursor {
    unsigned op, csr, cause, pseudo;
};

static const char *next_name(void *context) {
    struct cursor *cursor = context;
    if (++cursor->op < OP_COUNT)
        return isa_table[cursor->op].name;
    if (isa_csrs[cursor->csr].name)
        return isa_csrs[cursor->csr++].name;
    if (isa_causes[cursor->cause].name)
        return isa_causes[cursor->cause++].name;
    const struct asm_pseudo *pseudo = asm_pseudo(cursor->pseudo++);
    return pseudo ? pseudo->name : NULL;
}

/* The name that was probably meant, NULL when none is near.  Causes are in upper case, all others in lower. */
static const char *suggest(const char *name, size_t length) {
    char changed[32];
    const char *nearest = NULL;
    for (int upper = 0; upper < 2 && !nearest && length < sizeof changed; upper++) {
        struct cursor cursor = {0};
        for (size_t i = 0; i < length; i++)
            changed[i] = (char)(upper ? toupper((unsigned char)name[i]) : tolower((unsigned char)name[i]));
        nearest = diag_suggest(changed, length, next_name, &cursor);
    }
    return nearest;
}

/* Explain all that the name, in lower case, can mean; false when it means nothing. */
static bool explain_meanings(const struct style *style, const char *lower) {
    unsigned op = isa_find(lower, strlen(lower));
    if (op)
        print_entry(style, op, NULL, NULL);
    bool pseudo = explain_pseudo(style, lower);
    bool csr = explain_csr(style, lower);
    bool cause = explain_cause(style, strncmp(lower, "cause_", 6) ? lower : lower + 6);
    bool reg = explain_register(style, lower);
    return op || pseudo || csr || cause || reg;
}

bool explain_name(const struct style *style, const char *name) {
    char lower[32] = "";
    size_t length = strlen(name);
    for (size_t i = 0; i < length && length < sizeof lower; i++)
        lower[i] = (char)tolower((unsigned char)name[i]);
    if (explain_meanings(style, lower))
        return true;
    const char *nearest = suggest(name, length);
    if (nearest)
        tool_error(TOOL_BAD_INPUT, NULL, "unknown name '%s'; did you mean '%s'?", name, nearest);
    else
        tool_error(TOOL_BAD_INPUT, NULL, "unknown name '%s'; 'peach-explain --list' shows all instructions", name);
    return false;
}

void explain_all(const struct style *style) {
    for (unsigned op = 1; op < OP_COUNT; op++) {
        const struct isa_info *info = &isa_table[op];
        printf("%08lx %08lx  %s%-10s%s %-22s %.*s\n", (unsigned long)info->match, (unsigned long)info->mask,
               bold(style), info->name, plain(style), info->syntax, (int)strcspn(info->prose, "."), info->prose);
    }
}
