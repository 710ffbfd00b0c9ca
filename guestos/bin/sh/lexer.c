#include <ctype.h>
#include <string.h>

#include "lexer.h"

static const struct {
    const char *text;
    enum token token;
} operators[] = {
    {"<<-", TOKEN_HERE_TABS}, {"&&", TOKEN_AND},  {"||", TOKEN_OR},       {";;", TOKEN_DOUBLE_SEMI},
    {">>", TOKEN_APPEND},     {"<<", TOKEN_HERE}, {"<&", TOKEN_DUP_IN},   {">&", TOKEN_DUP_OUT},
    {"<>", TOKEN_LESS_GREAT}, {";", TOKEN_SEMI},  {"&", TOKEN_AMPERSAND}, {"|", TOKEN_PIPE},
    {"(", TOKEN_LEFT},        {")", TOKEN_RIGHT}, {"<", TOKEN_LESS},      {">", TOKEN_GREAT},
};

static int next(struct lexer *lexer)
{
    int c = input_next(lexer->input);

    if (c >= 0)
        buffer_add(&lexer->source, (char)c);
    return c;
}

static int peek(struct lexer *lexer)
{
    return input_peek(lexer->input);
}

/* Copies up to the closing character, which may be escaped by a backslash when escapes is set. */
static bool copy_quoted(struct lexer *lexer, struct buffer *word, int end);

/* Copies what follows $( or ${ or $(( up to its end, with all that is nested. */
static bool copy_nested(struct lexer *lexer, struct buffer *word, int open, int close)
{
    for (int depth = 1; depth > 0 && depth <= NESTING_MAX;) {
        int c = next(lexer);
        if (c < 0)
            return false;
        buffer_add(word, (char)c);
        if (c == '\\' && (c = next(lexer)) >= 0)
            buffer_add(word, (char)c);
        else if ((c == '\'' || c == '"' || c == '`') && !copy_quoted(lexer, word, c))
            return false;
        else if (c == open)
            depth++;
        else if (c == close)
            depth--;
    }
    return true;
}

/* A $ was copied: the rest of a bracketed expansion. */
static bool copy_dollar(struct lexer *lexer, struct buffer *word)
{
    int c = peek(lexer);

    if (c != '(' && c != '{')
        return true;
    if (lexer->depth == NESTING_MAX)
        return false;
    lexer->depth++;
    buffer_add(word, (char)next(lexer));
    bool closed = copy_nested(lexer, word, c, c == '(' ? ')' : '}');
    lexer->depth--;
    return closed;
}

static bool copy_quoted(struct lexer *lexer, struct buffer *word, int end)
{
    for (;;) {
        int c = next(lexer);
        if (c < 0)
            return false;
        buffer_add(word, (char)c);
        if (c == end)
            return true;
        if (end == '\'')
            continue;
        if (c == '\\') {
            if ((c = next(lexer)) < 0)
                return false;
            buffer_add(word, (char)c);
        } else if (c == '$' && end == '"' && !copy_dollar(lexer, word)) {
            return false;
        }
    }
}

static bool is_blank(int c)
{
    return c == ' ' || c == '\t';
}

static bool ends_word(int c)
{
    return c < 0 || is_blank(c) || c == '\n' || strchr(";&|()<>", c) != NULL;
}

static bool read_word(struct lexer *lexer, struct buffer *word)
{
    while (!ends_word(peek(lexer))) {
        int c = next(lexer);
        if (c == '\\') {
            int escaped = next(lexer);
            if (escaped == '\n')
                continue;
            buffer_add(word, '\\');
            if (escaped >= 0)
                buffer_add(word, (char)escaped);
            continue;
        }
        buffer_add(word, (char)c);
        if ((c == '\'' || c == '"' || c == '`') && !copy_quoted(lexer, word, c))
            return false;
        if (c == '$' && !copy_dollar(lexer, word))
            return false;
    }
    return true;
}

static enum token read_operator(struct lexer *lexer)
{
    char text[4] = "";
    size_t length = 0;
    enum token found = TOKEN_ERROR;

    /* Take characters while they are the start of an operator. */
    for (;;) {
        int c = peek(lexer);
        size_t i;
        text[length] = (char)c;
        text[length + 1] = '\0';
        for (i = 0; i < sizeof operators / sizeof operators[0]; i++)
            if (c > 0 && strncmp(operators[i].text, text, length + 1) == 0)
                break;
        if (i == sizeof operators / sizeof operators[0])
            break;
        next(lexer);
        length++;
        for (i = 0; i < sizeof operators / sizeof operators[0]; i++)
            if (strcmp(operators[i].text, text) == 0)
                found = operators[i].token;
        if (length == 3)
            break;
    }
    return found;
}

/* After a newline: the texts of the here documents of this line. */
static void read_here_documents(struct lexer *lexer)
{
    for (; lexer->pending != NULL; lexer->pending = lexer->pending->next) {
        struct here *here = lexer->pending;
        struct buffer text = {NULL, 0, 0}, line = {NULL, 0, 0};
        int c;
        buffer_add_text(&text, "", 0);
        do {
            line.length = 0;
            buffer_add_text(&line, "", 0);
            while ((c = input_next(lexer->input)) >= 0 && c != '\n')
                if (!(here->strip_tabs && line.length == 0 && c == '\t'))
                    buffer_add(&line, (char)c);
            if (strcmp(line.text, here->end) == 0)
                break;
            if (c >= 0 || line.length > 0) {
                buffer_add_text(&text, line.text, line.length);
                buffer_add(&text, '\n');
            }
        } while (c >= 0);
        here->redirect->target = arena_copy(lexer->arena, text.text, text.length);
        buffer_free(&text);
        buffer_free(&line);
    }
}

static void skip_blanks(struct lexer *lexer)
{
    for (;;) {
        int c = peek(lexer);
        if (is_blank(c)) {
            next(lexer);
        } else if (c == '\\' && lexer->input->line[lexer->input->position + 1] == '\n') {
            next(lexer);
            next(lexer);
        } else if (c == '#') {
            while (peek(lexer) != '\n' && peek(lexer) >= 0)
                input_next(lexer->input);
        } else {
            return;
        }
    }
}

static bool is_number(const char *text)
{
    for (; *text != '\0'; text++)
        if (!isdigit((unsigned char)*text))
            return false;
    return true;
}

void lexer_next(struct lexer *lexer)
{
    struct buffer word = {NULL, 0, 0};

    skip_blanks(lexer);
    int c = peek(lexer);
    if (c < 0) {
        lexer->token = TOKEN_END;
        return;
    }
    if (c == '\n') {
        next(lexer);
        read_here_documents(lexer);
        lexer->token = TOKEN_NEWLINE;
        return;
    }
    if (ends_word(c)) {
        lexer->token = read_operator(lexer);
        return;
    }
    buffer_add_text(&word, "", 0);
    if (!read_word(lexer, &word)) {
        if (!lexer->input->interrupted)
            complain("syntax error: a quote or parenthesis has no end, or they are nested too deeply");
        lexer->token = TOKEN_ERROR;
    } else {
        c = peek(lexer);
        lexer->token = (c == '<' || c == '>') && is_number(word.text) ? TOKEN_IO_NUMBER : TOKEN_WORD;
        lexer->text = arena_copy(lexer->arena, word.text, word.length);
    }
    buffer_free(&word);
}

const char *lexer_describe(const struct lexer *lexer)
{
    switch (lexer->token) {
    case TOKEN_WORD:
    case TOKEN_IO_NUMBER:
        return lexer->text;
    case TOKEN_NEWLINE:
        return "the end of the line";
    case TOKEN_END:
        return "the end of the input";
    default:
        for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
            if (operators[i].token == lexer->token)
                return operators[i].text;
        return "?";
    }
}
