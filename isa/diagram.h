/* Bit diagrams of instruction words, as text. */
#ifndef ISA_DIAGRAM_H
#define ISA_DIAGRAM_H

#include <stdint.h>
#include <stdio.h>

/* Draw the pattern (insns.isa: 0, 1 and field letters, spaces ignored) as a row of boxes with bit numbers above, each
 * line after `indent`.  With a word, a second row shows its bits; without, word is NULL. */
void isa_diagram(FILE *out, const char *pattern, const uint32_t *word, const char *indent);

#endif
