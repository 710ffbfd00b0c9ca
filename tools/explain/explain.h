/* peach-explain: what the tables say of a word or a name, as text for people. */
#ifndef TOOLS_EXPLAIN_EXPLAIN_H
#define TOOLS_EXPLAIN_EXPLAIN_H

#include <stdbool.h>
#include <stdint.h>

/* How to print: addresses of targets count from pc; escape sequences or none. */
struct style {
    uint32_t pc;
    bool colour;
};

/* An instruction word.  False after an error message when no instruction has this encoding. */
bool explain_word(const struct style *style, uint32_t word);

/* A name: mnemonic, control register, trap cause, register; all that it can mean.  False after an error message that
 * suggests the nearest name. */
bool explain_name(const struct style *style, const char *name);

/* One line for each instruction. */
void explain_all(const struct style *style);

/* An editor's grammar (vim.c). */
void print_vim_grammar(void);

#endif
