/* peach-explain: its command line. */
#include "tools/explain/explain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tools/lib/options.h"
#include "tools/lib/platform.h"
#include "tools/lib/tool.h"

enum option_id { OPT_PC = 1, OPT_LIST, OPT_COLOUR, OPT_GRAMMAR };

static const struct option_row rows[] = {
    {"-p", OPT_PC, OPTION_VALUE, "ADDRESS", "the instruction's address, for targets of branches (default: 0)"},
    {"--pc", OPT_PC, OPTION_VALUE, "ADDRESS", NULL},
    {"-l", OPT_LIST, OPTION_FLAG, NULL, "list all instructions, a line each"},
    {"--list", OPT_LIST, OPTION_FLAG, NULL, NULL},
    {"--color", OPT_COLOUR, OPTION_VALUE, "WHEN", "always, never or auto (default; NO_COLOR turns it off)"},
    {"--grammar", OPT_GRAMMAR, OPTION_VALUE, "EDITOR", "print a syntax file for an editor: vim"},
};

static const struct option_spec spec = {
    .tool = "peach-explain",
    .synopsis = "[option...] WORD|NAME...",
    .summary =
        "Explains Peach32: an instruction word (0x01312000), a mnemonic (shadd), a control register (tlbhi), a trap\n"
        "cause (REFILL_LOAD) or a register (s0): its fields, meaning and examples.",
    .rows = rows,
    .row_count = sizeof rows / sizeof rows[0],
};

static bool set_colour(struct style *style, const char *when) {
    style->colour = !strcmp(when, "always") || (!strcmp(when, "auto") && platform_colours_output());
    return style->colour || !strcmp(when, "never") || !strcmp(when, "auto");
}

/* What starts with a digit is a word. */
static void explain(const struct style *style, const char *argument) {
    char *end;
    if (argument[0] < '0' || argument[0] > '9') {
        explain_name(style, argument);
        return;
    }
    errno = 0;
    unsigned long long word = strtoull(argument, &end, 0);
    if (*end || errno || word > 0xffffffffu)
        tool_error(TOOL_BAD_INPUT, argument, "not a 32-bit word; write it as 0x and at most 8 hexadecimal digits");
    else
        explain_word(style, (uint32_t)word);
}

/* Act on an option; false after an error message. */
static bool set_option(struct options *options, int id, struct style *style) {
    unsigned long long number = 0;
    switch (id) {
    case OPT_PC:
        if (!options_number(options, 0xffffffffu, &number))
            return false;
        style->pc = (uint32_t)number;
        return true;
    case OPT_LIST:
        explain_all(style);
        return true;
    case OPT_COLOUR:
        if (set_colour(style, options->argument))
            return true;
        options_usage_error(&spec, "--color is always, never or auto, not '%s'", options->argument);
        return false;
    default:
        if (strcmp(options->argument, "vim")) {
            options_usage_error(&spec, "no grammar for '%s'; there is one for vim", options->argument);
            return false;
        }
        print_vim_grammar();
        return true;
    }
}

/* Walk over the command line: act on its options, or explain its operands, which may stand before options.  Returns
 * what was seen: 1 an operand, 2 an option that prints; -1 when the rest makes no sense. */
static int walk(int argc, char **argv, struct style *style, bool explaining) {
    struct options options;
    int id, seen = 0;
    options_init(&options, &spec, argc, argv);
    while (seen >= 0 && (id = options_next(&options)) != OPTIONS_END) {
        if (id == OPTIONS_STOP || (id > 0 && !explaining && !set_option(&options, id, style)))
            seen = -1;
        else if (id == OPTIONS_OPERAND && explaining)
            explain(style, options.argument);
        else if (id == OPTIONS_OPERAND || id == OPT_LIST || id == OPT_GRAMMAR)
            seen |= id == OPTIONS_OPERAND ? 1 : 2;
    }
    options_fini(&options);
    return seen;
}

int main(int argc, char **argv) {
    struct style style = {.colour = platform_colours_output()};
    tool_begin("peach-explain");
    int seen = walk(argc, argv, &style, false);
    if (seen == 0)
        options_usage_error(&spec, "nothing to explain");
    if (seen > 0 && (seen & 1))
        walk(argc, argv, &style, true);
    return tool_end();
}
