/* Words and operators of the shell's language. */
#ifndef SH_LEXER_H
#define SH_LEXER_H

#include "sh.h"

enum token {
    TOKEN_WORD,
    TOKEN_IO_NUMBER, /* digits right before < or > */
    TOKEN_NEWLINE,
    TOKEN_END,
    TOKEN_ERROR, /* a quote or a parenthesis without its end; reported */
    TOKEN_SEMI,
    TOKEN_DOUBLE_SEMI,
    TOKEN_AMPERSAND,
    TOKEN_AND,
    TOKEN_OR,
    TOKEN_PIPE,
    TOKEN_LEFT,
    TOKEN_RIGHT,
    TOKEN_LESS,
    TOKEN_GREAT,
    TOKEN_APPEND,
    TOKEN_HERE,
    TOKEN_HERE_TABS,
    TOKEN_DUP_IN,
    TOKEN_DUP_OUT,
    TOKEN_LESS_GREAT,
};

/* Deeper nesting is refused: it would only exhaust the shell's stack. */
#define NESTING_MAX 100

struct lexer {
    struct input *input;
    struct arena *arena;
    enum token token;     /* the current one */
    char *text;           /* of a word or number */
    struct here *pending; /* here documents whose text starts after this line */
    struct buffer source; /* the command as written */
    int depth;            /* of compound commands, or of quotes and parentheses within a word */
};

/* A here document that is waited for. */
struct here {
    struct here *next;
    struct redirect *redirect;
    char *end;
    bool strip_tabs;
};

/* Reads the next token. */
void lexer_next(struct lexer *lexer);

/* How a token is called in a message. */
const char *lexer_describe(const struct lexer *lexer);

#endif
