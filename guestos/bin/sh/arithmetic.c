#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "sh.h"

/* Integer expressions of C without assignment: a table of binary operators by precedence, and recursive descent. */

struct parser {
    const char *p;
    bool failed;
    int depth;
};

#define DEPTH_MAX 100

static const struct {
    const char *text;
    int precedence;
} operators[] = {
    {"||", 1}, {"&&", 2}, {"|", 3}, {"^", 4}, {"&", 5}, {"==", 6}, {"!=", 6}, {"<=", 7}, {">=", 7},
    {"<<", 8}, {">>", 8}, {"<", 7}, {">", 7}, {"+", 9}, {"-", 9},  {"*", 10}, {"/", 10}, {"%", 10},
};
#define OPERATORS (sizeof operators / sizeof operators[0])

static long expression(struct parser *parser, int least);

static void fail(struct parser *parser, const char *what)
{
    if (!parser->failed)
        complain("arithmetic: %s at '%s'", what, parser->p);
    parser->failed = true;
}

static void skip_space(struct parser *parser)
{
    while (isspace((unsigned char)*parser->p))
        parser->p++;
}

static long variable_value(struct parser *parser)
{
    size_t length = 0;

    while (isalnum((unsigned char)parser->p[length]) || parser->p[length] == '_')
        length++;
    char *name = must_alloc(length + 1);
    memcpy(name, parser->p, length);
    const char *value = variable_get(name);
    free(name);
    parser->p += length;
    return value != NULL ? strtol(value, NULL, 0) : 0;
}

static long operand(struct parser *parser)
{
    long value;
    char *end;

    skip_space(parser);
    if (++parser->depth > DEPTH_MAX) {
        fail(parser, "nested too deeply");
        return 0;
    }
    char c = *parser->p;
    if (c == '(') {
        parser->p++;
        value = expression(parser, 0);
        skip_space(parser);
        if (*parser->p == ')')
            parser->p++;
        else
            fail(parser, "')' expected");
    } else if (c != '\0' && strchr("+-!~", c) != NULL) {
        parser->p++;
        value = operand(parser);
        value = c == '-' ? (long)(0ul - (unsigned long)value) : c == '!' ? !value : c == '~' ? ~value : value;
    } else if (isdigit((unsigned char)c)) {
        value = strtol(parser->p, &end, 0);
        parser->p = end;
    } else if (isalpha((unsigned char)c) || c == '_') {
        value = variable_value(parser);
    } else {
        fail(parser, "a number is missing");
        value = 0;
    }
    parser->depth--;
    return value;
}

static long apply(struct parser *parser, const char *operator, long a, long b)
{
    unsigned long x = (unsigned long)a, y = (unsigned long)b;

    if ((*operator== '/' || * operator== '%') && b == 0) {
        fail(parser, "division by zero");
        return 0;
    }
    if ((*operator== '/' || * operator== '%') && b == -1)
        return *operator== '/' ? (long)(0ul - x) : 0;
    if (operator[0] == operator[1])
        return *operator== '|'    ? a || b
               : * operator== '&' ? a && b
               : * operator== '=' ? a == b
               : * operator== '<' ? (long)(x << (y & 31))
                                  : a>>(y & 31);
    if (operator[1] == '=')
        return *operator== '!' ? a != b : * operator== '<' ? a <= b : a >= b;
    switch (*operator) {
    case '|':
        return (long)(x | y);
    case '^':
        return (long)(x ^ y);
    case '&':
        return (long)(x & y);
    case '<':
        return a < b;
    case '>':
        return a > b;
    case '+':
        return (long)(x + y);
    case '-':
        return (long)(x - y);
    case '*':
        return (long)(x * y);
    case '/':
        return a / b;
    default:
        return a % b;
    }
}

/* An expression of operators that bind tighter than least. */
static long expression(struct parser *parser, int least)
{
    long value = operand(parser);

    while (!parser->failed) {
        size_t i;
        skip_space(parser);
        for (i = 0; i < OPERATORS; i++)
            if (strncmp(parser->p, operators[i].text, strlen(operators[i].text)) == 0)
                break;
        if (i == OPERATORS || operators[i].precedence <= least)
            break;
        parser->p += strlen(operators[i].text);
        value = apply(parser, operators[i].text, value, expression(parser, operators[i].precedence));
    }
    if (least == 0 && *parser->p == '?' && !parser->failed) {
        parser->p++;
        long yes = expression(parser, 0);
        skip_space(parser);
        if (*parser->p != ':')
            fail(parser, "':' expected");
        else
            parser->p++;
        long no = parser->failed ? 0 : expression(parser, 0);
        value = value ? yes : no;
    }
    return value;
}

bool arithmetic(const char *text, long *value)
{
    struct parser parser = {.p = text};

    skip_space(&parser);
    *value = *parser.p != '\0' ? expression(&parser, 0) : 0;
    skip_space(&parser);
    if (!parser.failed && *parser.p != '\0')
        fail(&parser, "an operator is missing");
    return !parser.failed;
}
