/* Values of numbers, character constants and string literals (C11 6.4.4, 6.4.5) as the target has them. */
#ifndef CC_PP_LITERAL_H
#define CC_PP_LITERAL_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "pp/token.h"

struct number {
    bool floating;
    bool is_unsigned; /* suffix u */
    bool decimal;     /* written in base ten: without u it never becomes unsigned */
    uint8_t longs;    /* suffix l: 1, ll: 2; floating: 1 for l */
    bool is_float;    /* suffix f */
    uint64_t integer;
    double real;
};

/* The value of a TOKEN_NUMBER.  False, reported, when it is no constant; *out is then 0. */
bool literal_number(struct report *report, const struct token *token, struct number *out);

enum literal_prefix { PREFIX_NONE, PREFIX_U8, PREFIX_L, PREFIX_u, PREFIX_U };

struct character {
    int64_t value;
    uint8_t prefix; /* enum literal_prefix */
};

/* The value of a TOKEN_CHARACTER. */
bool literal_character(struct report *report, const struct token *token, struct character *out);

struct string {
    uint8_t *bytes;  /* with the terminating zero; elements little-endian */
    uint32_t length; /* elements, the zero not counted */
    uint8_t width;   /* bytes of an element: 1, 2, 4 */
    uint8_t prefix;  /* enum literal_prefix */
};

/* The value of adjacent TOKEN_STRINGs, in the arena. */
bool literal_string(struct report *report, struct arena *arena, const struct token *tokens, uint32_t count,
                    struct string *out);

#endif
