/* Preprocessing tokens and the scanner that makes them. */
#ifndef CC_PP_TOKEN_H
#define CC_PP_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/report.h"
#include "base/intern.h"

enum token_kind {
    TOKEN_END,         /* of the translation unit (inside the preprocessor: of a file, a directive or an argument) */
    TOKEN_NAME,        /* identifier: name */
    TOKEN_NUMBER,      /* preprocessing number: text */
    TOKEN_CHARACTER,   /* character constant with prefix and quotes: text */
    TOKEN_STRING,      /* string literal with prefix and quotes: text */
    TOKEN_HEADER,      /* <name> in #include: text */
    TOKEN_OTHER,       /* a character that is no token: text */
    TOKEN_PARAMETER,   /* in a macro's body: the argument, index in length */
    TOKEN_STRINGIFY,   /* in a macro's body: # argument */
    TOKEN_VA_OPT,      /* in a macro's body: __VA_OPT__ ( ... ) of length tokens that follow */
    TOKEN_PLACEMARKER, /* empty operand of ## */
#define PUNCTUATOR(id, text) TOKEN_##id,
#include "pp/tokens.def"
#define KEYWORD(id, text) TOKEN_##id,
#include "pp/tokens.def"
    TOKEN_KINDS
};

enum token_flag {
    TOKEN_SPACE = 1,     /* white space before it */
    TOKEN_LINE = 2,      /* first on its line */
    TOKEN_PAINTED = 4,   /* a macro's name met inside its own expansion: never expanded again */
    TOKEN_PASTE = 8,     /* in a macro's body: ## follows */
    TOKEN_EXPANDED = 16, /* comes out of a macro's body */
    TOKEN_DIGRAPH = 32,  /* spelled as a digraph */
    TOKEN_HASHED = 64,   /* in a macro's body: # stands before this __VA_OPT__ */
};

struct token {
    uint8_t kind;    /* enum token_kind */
    uint8_t flags;   /* enum token_flag */
    uint32_t loc;    /* where it is spelled; for a token out of a macro's body, where the macro is called */
    uint32_t length; /* of text */
    union {
        struct name *name;
        const char *text;
    };
};

/* A run over one text.  next is always inside [text, end]; *end is NUL. */
struct scanner {
    const char *text, *next, *end;
    uint32_t base; /* loc of *text */
    struct intern *names;
    struct report *report;
    bool in_directive;  /* a newline is TOKEN_END and stays */
    bool line_start;    /* nothing but white space since the last newline */
    bool dollar;        /* $ may be part of a name */
    bool line_comments; /* // starts a comment */
    bool c23;           /* ' separates digits; u8'x' */
};

/* The next token; TOKEN_END at the end of the text, or at the end of the line inside a directive. */
void scan_token(struct scanner *scanner, struct token *token);

/* In #include: <...> as one token.  The scanner stands at '<'; false when no '>' is on the line. */
bool scan_header(struct scanner *scanner, struct token *token);

/* Skip the rest of a line without looking at tokens, comments apart; stops at the newline. */
void scan_skip_line(struct scanner *scanner);

/* Move to the next '#' that begins a line, past it; false at the end of the text. */
bool scan_skip_to_hash(struct scanner *scanner);

/* Spelling of a token: never NULL, length to *length. */
const char *token_spelling(const struct token *token, uint32_t *length);

/* How a kind is called in a message: "';'", "identifier", "end of input". */
const char *token_kind_name(enum token_kind kind);

/* How tightly a binary operator binds (C11 6.5.5-6.5.14): 10 for * / %, down to 1 for ||; 0: it is none. */
int token_precedence(unsigned kind);

/* Give keywords to their names; plain asm and typeof are left out when gnu is false, those of C23 when c23 is. */
void token_enter_keywords(struct intern *names, bool gnu, bool c23);

/* One past the last character of a token, as a loc. */
static inline uint32_t token_end(const struct token *token)
{
    uint32_t length;
    token_spelling(token, &length);
    return token->loc + length;
}

#endif
