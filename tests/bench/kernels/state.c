/* A state machine that classifies numbers in a text, and counts how often it passes through each state. */
#include "kernel.h"

#define TEXT_BYTES (1 << 14)

enum state {
    START, SIGN, ZERO, DIGITS, HEX, POINT, FRACTION, EXPONENT, EXPONENT_SIGN, EXPONENT_DIGITS, INVALID, STATES
};

static char text[TEXT_BYTES + 1];
static unsigned visits[STATES], ends[STATES];

static const char *const samples[] = {
    "0", "42", "-17", "+5", "0x1fF0", "3.25", "-0.5e10", "1e", "2E+7", ".75", "12a", "0xg", "--1",
    "6.02e+23", "1.2.3", "987654321",
};

static void fill(unsigned size, unsigned seed)
{
    char *p = text, *end = text + size - 16;
    while (p < end) {
        for (const char *sample = samples[next_random(&seed) % 16]; *sample; sample++)
            *p++ = seed >> 27 == 9 ? (char)('0' + seed % 10) : *sample;
        *p++ = ',';
    }
    *p = 0;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_hex(char c)
{
    return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

static enum state step(enum state state, char c)
{
    switch (state) {
    case START:
        if (c == '-' || c == '+')
            return SIGN;
        /* fall through */
    case SIGN:
        return c == '0' ? ZERO : is_digit(c) ? DIGITS : c == '.' ? POINT : INVALID;
    case ZERO:
        if ((c | 32) == 'x')
            return HEX;
        /* fall through */
    case DIGITS:
        return is_digit(c) ? DIGITS : c == '.' ? FRACTION : (c | 32) == 'e' ? EXPONENT : INVALID;
    case HEX:
        return is_hex(c) ? HEX : INVALID;
    case POINT:
        return is_digit(c) ? FRACTION : INVALID;
    case FRACTION:
        return is_digit(c) ? FRACTION : (c | 32) == 'e' ? EXPONENT : INVALID;
    case EXPONENT:
        return c == '+' || c == '-' ? EXPONENT_SIGN : is_digit(c) ? EXPONENT_DIGITS : INVALID;
    case EXPONENT_SIGN:
    case EXPONENT_DIGITS:
        return is_digit(c) ? EXPONENT_DIGITS : INVALID;
    default:
        return INVALID;
    }
}

static void classify(const char *p)
{
    while (*p) {
        enum state state = START;
        for (; *p && *p != ','; p++) {
            visits[state]++;
            state = step(state, *p);
        }
        ends[state]++;
        if (*p)
            p++;
    }
}

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned sum = 0;
    memset(visits, 0, sizeof visits);
    memset(ends, 0, sizeof ends);
    fill(at_most(size, TEXT_BYTES), seed);
    classify(text);
    for (int i = 0; i < STATES; i++)
        sum = sum * 31 + visits[i] * 7 + ends[i];
    return sum;
}
