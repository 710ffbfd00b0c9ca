/* Bit diagrams of instruction words, as text. */
#include "isa/diagram.h"

#include <stdbool.h>

/* A box: a run of fixed bits, or of one field's letter. */
struct box {
    char letter; /* 0: fixed */
    unsigned high, low;
};

static unsigned split(const char *bits, struct box *boxes) {
    unsigned count = 0;
    for (unsigned i = 0; i < 32; i++) {
        char letter = bits[i] == '0' || bits[i] == '1' ? 0 : bits[i];
        if (!count || boxes[count - 1].letter != letter)
            boxes[count++] = (struct box){letter, 31 - i, 31 - i};
        boxes[count - 1].low = 31 - i;
    }
    return count;
}

static unsigned width(const struct box *box) {
    return box->high - box->low + 1;
}

static void numbers(FILE *out, const struct box *boxes, unsigned count) {
    for (unsigned i = 0; i < count; i++) {
        unsigned inner = width(&boxes[i]) + 2;
        if (boxes[i].high == boxes[i].low)
            fprintf(out, " %*u", (int)inner, boxes[i].low);
        else
            fprintf(out, " %-*u%*u", (int)(inner / 2), boxes[i].high, (int)(inner - inner / 2), boxes[i].low);
    }
    fputc('\n', out);
}

static void border(FILE *out, const struct box *boxes, unsigned count) {
    for (unsigned i = 0; i < count; i++) {
        fputc('+', out);
        for (unsigned j = 0; j < width(&boxes[i]) + 2; j++)
            fputc('-', out);
    }
    fputs("+\n", out);
}

/* A row of bits, or of field letters where the pattern has a field. */
static void row(FILE *out, const struct box *boxes, unsigned count, const char *bits, bool letters) {
    for (unsigned i = 0; i < count; i++) {
        fputs("| ", out);
        for (unsigned bit = boxes[i].high + 1; bit-- > boxes[i].low;) {
            bool name = letters && boxes[i].letter;
            unsigned middle = (boxes[i].high + boxes[i].low) / 2;
            fputc(!name ? bits[31 - bit] : bit == middle ? boxes[i].letter : ' ', out);
        }
        fputc(' ', out);
    }
    fputs("|\n", out);
}

void isa_diagram(FILE *out, const char *pattern, const uint32_t *word, const char *indent) {
    char fixed[32], actual[32];
    struct box boxes[32];
    for (unsigned i = 0; i < 32 && *pattern; pattern++) {
        if (*pattern != ' ') {
            actual[i] = word && *word >> (31 - i) & 1 ? '1' : '0';
            fixed[i++] = *pattern;
        }
    }
    unsigned count = split(fixed, boxes);
    fputs(indent, out);
    numbers(out, boxes, count);
    fputs(indent, out);
    border(out, boxes, count);
    fputs(indent, out);
    row(out, boxes, count, fixed, true);
    if (word) {
        fputs(indent, out);
        row(out, boxes, count, actual, false);
    }
    fputs(indent, out);
    border(out, boxes, count);
}
