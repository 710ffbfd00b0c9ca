#include <stdlib.h>
#include <string.h>

#include "lexer.h"

/* Recursive descent; a function that fails reports once and returns NULL with lexer.token = TOKEN_ERROR. */

static struct node *parse_list(struct lexer *lexer, bool whole_lines);

static struct node *fail(struct lexer *lexer, const char *wanted)
{
    if (lexer->token != TOKEN_ERROR && !lexer->input->interrupted) {
        if (wanted != NULL)
            complain("syntax error: '%s' expected before %s", wanted, lexer_describe(lexer));
        else
            complain("syntax error: %s is not expected here", lexer_describe(lexer));
    }
    lexer->token = TOKEN_ERROR;
    return NULL;
}

static struct node *new_node(struct lexer *lexer, enum node_kind kind, struct node *left, struct node *right)
{
    struct node *node = arena_alloc(lexer->arena, sizeof *node);

    node->kind = kind;
    node->left = left;
    node->right = right;
    return node;
}

static bool is_word(const struct lexer *lexer, const char *text)
{
    return lexer->token == TOKEN_WORD && strcmp(lexer->text, text) == 0;
}

static bool expect_word(struct lexer *lexer, const char *text)
{
    if (!is_word(lexer, text)) {
        fail(lexer, text);
        return false;
    }
    lexer_next(lexer);
    return true;
}

static bool is_reserved(const struct lexer *lexer)
{
    static const char *const words[] = {"then", "else", "elif", "fi", "do", "done", "esac", "}", "in"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (is_word(lexer, words[i]))
            return true;
    return false;
}

static void skip_newlines(struct lexer *lexer)
{
    while (lexer->token == TOKEN_NEWLINE)
        lexer_next(lexer);
}

static struct word *add_word(struct lexer *lexer, struct word ***end)
{
    struct word *word = arena_alloc(lexer->arena, sizeof *word);

    word->text = lexer->text;
    **end = word;
    *end = &word->next;
    lexer_next(lexer);
    return word;
}

/* A here document's end without its quotes. */
static char *unquote(struct lexer *lexer, const char *text, bool *quoted)
{
    char *plain = arena_copy(lexer->arena, text, strlen(text)), *to = plain;

    for (; *text != '\0'; text++)
        if (strchr("'\"\\", *text) == NULL)
            *to++ = *text;
        else
            *quoted = true;
    *to = '\0';
    return plain;
}

static void add_here(struct lexer *lexer, struct redirect *redirect, bool strip_tabs)
{
    struct here *here = arena_alloc(lexer->arena, sizeof *here), **end = &lexer->pending;

    while (*end != NULL)
        end = &(*end)->next;
    *end = here;
    here->redirect = redirect;
    here->strip_tabs = strip_tabs;
    here->end = unquote(lexer, lexer->text, &redirect->literal);
}

/* A redirection, when there is one here; false after an error. */
static bool parse_redirect(struct lexer *lexer, struct redirect ***end)
{
    static const struct {
        enum token token;
        enum redirect_kind kind;
        int fd;
    } kinds[] = {
        {TOKEN_LESS, REDIRECT_READ, 0},   {TOKEN_GREAT, REDIRECT_WRITE, 1},     {TOKEN_APPEND, REDIRECT_APPEND, 1},
        {TOKEN_HERE, REDIRECT_HERE, 0},   {TOKEN_HERE_TABS, REDIRECT_HERE, 0},  {TOKEN_DUP_IN, REDIRECT_DUP, 0},
        {TOKEN_DUP_OUT, REDIRECT_DUP, 1}, {TOKEN_LESS_GREAT, REDIRECT_BOTH, 0},
    };
    struct redirect *redirect = arena_alloc(lexer->arena, sizeof *redirect);
    int fd = -1;

    if (lexer->token == TOKEN_IO_NUMBER) {
        fd = atoi(lexer->text);
        lexer_next(lexer);
    }
    enum token token = lexer->token;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].token == token) {
            redirect->kind = kinds[i].kind;
            redirect->fd = fd >= 0 ? fd : kinds[i].fd;
        }
    lexer_next(lexer);
    if (lexer->token != TOKEN_WORD && lexer->token != TOKEN_IO_NUMBER) {
        fail(lexer, "file name");
        return false;
    }
    redirect->target = lexer->text;
    if (redirect->kind == REDIRECT_HERE)
        add_here(lexer, redirect, token == TOKEN_HERE_TABS);
    **end = redirect;
    *end = &redirect->next;
    lexer_next(lexer);
    return true;
}

static bool is_redirect(const struct lexer *lexer)
{
    return lexer->token == TOKEN_IO_NUMBER || (lexer->token >= TOKEN_LESS && lexer->token <= TOKEN_LESS_GREAT);
}

static bool is_assignment(const struct lexer *lexer)
{
    const char *equals = strchr(lexer->text, '=');

    return equals != NULL && variable_is_name(lexer->text, (size_t)(equals - lexer->text));
}

static struct node *parse_simple(struct lexer *lexer)
{
    struct node *node = new_node(lexer, NODE_COMMAND, NULL, NULL);
    struct word **assignments = &node->assignments, **words = &node->words;
    struct redirect **redirects = &node->redirects;

    for (;;) {
        if (is_redirect(lexer)) {
            if (!parse_redirect(lexer, &redirects))
                return NULL;
        } else if (lexer->token == TOKEN_WORD) {
            add_word(lexer, node->words == NULL && is_assignment(lexer) ? &assignments : &words);
        } else {
            break;
        }
    }
    if (node->words == NULL && node->assignments == NULL && node->redirects == NULL)
        return fail(lexer, NULL);
    /* name () command */
    if (lexer->token == TOKEN_LEFT && node->words != NULL && node->words->next == NULL && node->assignments == NULL) {
        lexer_next(lexer);
        if (lexer->token != TOKEN_RIGHT)
            return fail(lexer, ")");
        lexer_next(lexer);
        skip_newlines(lexer);
        node->kind = NODE_FUNCTION;
        node->name = node->words->text;
        if (!is_word(lexer, "{"))
            return fail(lexer, "{");
    }
    return node;
}

/* A list up to a closing word, which is consumed. */
static struct node *parse_until(struct lexer *lexer, const char *end)
{
    struct node *list = parse_list(lexer, true);

    return list != NULL && expect_word(lexer, end) ? list : NULL;
}

static struct node *parse_if(struct lexer *lexer)
{
    struct node *node = new_node(lexer, NODE_IF, NULL, NULL);

    node->left = parse_until(lexer, "then");
    if (node->left == NULL)
        return NULL;
    node->right = parse_list(lexer, true);
    if (node->right == NULL)
        return NULL;
    if (is_word(lexer, "elif")) {
        lexer_next(lexer);
        node->other = parse_if(lexer);
        return node->other != NULL ? node : NULL;
    }
    if (is_word(lexer, "else")) {
        lexer_next(lexer);
        node->other = parse_list(lexer, true);
        if (node->other == NULL)
            return NULL;
    }
    return expect_word(lexer, "fi") ? node : NULL;
}

static struct node *parse_while(struct lexer *lexer, enum node_kind kind)
{
    struct node *node = new_node(lexer, kind, parse_until(lexer, "do"), NULL);

    if (node->left == NULL)
        return NULL;
    node->right = parse_until(lexer, "done");
    return node->right != NULL ? node : NULL;
}

static struct node *parse_for(struct lexer *lexer)
{
    struct node *node = new_node(lexer, NODE_FOR, NULL, NULL);
    struct word **words = &node->words;

    if (lexer->token != TOKEN_WORD || !variable_is_name(lexer->text, strlen(lexer->text)))
        return fail(lexer, "name");
    node->name = lexer->text;
    lexer_next(lexer);
    skip_newlines(lexer);
    if (is_word(lexer, "in")) {
        node->has_words = true;
        lexer_next(lexer);
        while (lexer->token == TOKEN_WORD)
            add_word(lexer, &words);
    }
    if (lexer->token == TOKEN_SEMI)
        lexer_next(lexer);
    skip_newlines(lexer);
    if (!expect_word(lexer, "do"))
        return NULL;
    node->left = parse_until(lexer, "done");
    return node->left != NULL ? node : NULL;
}

static struct case_item *parse_case_item(struct lexer *lexer)
{
    struct case_item *item = arena_alloc(lexer->arena, sizeof *item);
    struct word **patterns = &item->patterns;

    if (lexer->token == TOKEN_LEFT)
        lexer_next(lexer);
    for (;;) {
        if (lexer->token != TOKEN_WORD) {
            fail(lexer, "pattern");
            return NULL;
        }
        add_word(lexer, &patterns);
        if (lexer->token != TOKEN_PIPE)
            break;
        lexer_next(lexer);
    }
    if (lexer->token != TOKEN_RIGHT) {
        fail(lexer, ")");
        return NULL;
    }
    lexer_next(lexer);
    skip_newlines(lexer);
    if (lexer->token != TOKEN_DOUBLE_SEMI && !is_word(lexer, "esac")) {
        item->body = parse_list(lexer, true);
        if (item->body == NULL)
            return NULL;
    }
    return item;
}

static struct node *parse_case(struct lexer *lexer)
{
    struct node *node = new_node(lexer, NODE_CASE, NULL, NULL);
    struct word **words = &node->words;
    struct case_item **items = &node->items;

    if (lexer->token != TOKEN_WORD)
        return fail(lexer, "word");
    add_word(lexer, &words);
    skip_newlines(lexer);
    if (!expect_word(lexer, "in"))
        return NULL;
    skip_newlines(lexer);
    while (!is_word(lexer, "esac")) {
        *items = parse_case_item(lexer);
        if (*items == NULL)
            return NULL;
        items = &(*items)->next;
        if (lexer->token == TOKEN_DOUBLE_SEMI)
            lexer_next(lexer);
        else if (!is_word(lexer, "esac"))
            return fail(lexer, "esac");
        skip_newlines(lexer);
    }
    lexer_next(lexer);
    return node;
}

static struct node *parse_compound(struct lexer *lexer)
{
    static const struct {
        const char *word;
        enum node_kind kind;
    } starts[] = {{"if", NODE_IF},   {"while", NODE_WHILE}, {"until", NODE_UNTIL},
                  {"for", NODE_FOR}, {"case", NODE_CASE},   {"{", NODE_GROUP}};
    struct node *body;

    if (lexer->token == TOKEN_LEFT) {
        lexer_next(lexer);
        body = parse_list(lexer, true);
        if (body == NULL || lexer->token != TOKEN_RIGHT)
            return body == NULL ? NULL : fail(lexer, ")");
        lexer_next(lexer);
        return new_node(lexer, NODE_SUBSHELL, body, NULL);
    }
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        if (!is_word(lexer, starts[i].word))
            continue;
        lexer_next(lexer);
        switch (starts[i].kind) {
        case NODE_IF:
            return parse_if(lexer);
        case NODE_FOR:
            return parse_for(lexer);
        case NODE_CASE:
            return parse_case(lexer);
        case NODE_GROUP:
            body = parse_until(lexer, "}");
            return body != NULL ? new_node(lexer, NODE_GROUP, body, NULL) : NULL;
        default:
            return parse_while(lexer, starts[i].kind);
        }
    }
    return NULL;
}

static bool starts_compound(const struct lexer *lexer)
{
    static const char *const words[] = {"if", "while", "until", "for", "case", "{"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (is_word(lexer, words[i]))
            return true;
    return lexer->token == TOKEN_LEFT;
}

static struct node *parse_one(struct lexer *lexer)
{
    struct node *node;

    if (starts_compound(lexer)) {
        node = parse_compound(lexer);
        if (node == NULL)
            return NULL;
        struct redirect **redirects = &node->redirects;
        while (is_redirect(lexer))
            if (!parse_redirect(lexer, &redirects))
                return NULL;
        return node;
    }
    if (is_reserved(lexer))
        return fail(lexer, NULL);
    node = parse_simple(lexer);
    if (node != NULL && node->kind == NODE_FUNCTION) {
        node->left = parse_one(lexer);
        return node->left != NULL ? node : NULL;
    }
    return node;
}

static struct node *parse_pipeline(struct lexer *lexer)
{
    bool negated = is_word(lexer, "!");

    if (negated)
        lexer_next(lexer);
    struct node *node = parse_one(lexer);
    while (node != NULL && lexer->token == TOKEN_PIPE) {
        lexer_next(lexer);
        skip_newlines(lexer);
        struct node *right = parse_one(lexer);
        node = right != NULL ? new_node(lexer, NODE_PIPE, node, right) : NULL;
    }
    return node != NULL && negated ? new_node(lexer, NODE_NOT, node, NULL) : node;
}

static struct node *parse_and_or(struct lexer *lexer)
{
    struct node *node = parse_pipeline(lexer);

    while (node != NULL && (lexer->token == TOKEN_AND || lexer->token == TOKEN_OR)) {
        enum node_kind kind = lexer->token == TOKEN_AND ? NODE_AND : NODE_OR;
        lexer_next(lexer);
        skip_newlines(lexer);
        struct node *right = parse_pipeline(lexer);
        node = right != NULL ? new_node(lexer, kind, node, right) : NULL;
    }
    return node;
}

/* The command from a place of the source to the current token. */
static char *source_since(struct lexer *lexer, size_t start)
{
    const char *text = lexer->source.text != NULL ? lexer->source.text : "";
    size_t end = lexer->source.length;

    while (start < end && strchr(" \t\n;&", text[start]) != NULL)
        start++;
    while (end > start && strchr(" \t\n;&", text[end - 1]) != NULL)
        end--;
    return arena_copy(lexer->arena, text + start, end - start);
}

/* Commands separated by ; & and, within a compound command, newlines. */
static struct node *parse_commands(struct lexer *lexer, bool whole_lines)
{
    struct node *list = NULL;

    if (whole_lines)
        skip_newlines(lexer);
    for (;;) {
        size_t start = lexer->source.length - (lexer->token == TOKEN_WORD ? strlen(lexer->text) : 0);
        if (start > lexer->source.length)
            start = 0;
        struct node *node = parse_and_or(lexer);
        if (node == NULL)
            return NULL;
        node->source = source_since(lexer, start);
        if (lexer->token == TOKEN_AMPERSAND) {
            char *source = node->source;
            node = new_node(lexer, NODE_BACKGROUND, node, NULL);
            node->source = source;
        }
        list = list != NULL ? new_node(lexer, NODE_LIST, list, node) : node;
        if (lexer->token == TOKEN_SEMI || lexer->token == TOKEN_AMPERSAND)
            lexer_next(lexer);
        else if (!(whole_lines && lexer->token == TOKEN_NEWLINE))
            return list;
        if (whole_lines)
            skip_newlines(lexer);
        if (lexer->token == TOKEN_NEWLINE || lexer->token == TOKEN_END || lexer->token == TOKEN_RIGHT ||
            lexer->token == TOKEN_DOUBLE_SEMI || is_reserved(lexer))
            return list;
    }
}

static struct node *parse_list(struct lexer *lexer, bool whole_lines)
{
    if (lexer->depth == NESTING_MAX)
        return fail(lexer, NULL);
    lexer->depth++;
    struct node *list = parse_commands(lexer, whole_lines);
    lexer->depth--;
    return list;
}

enum parse_result parse_command(struct input *input, struct arena *arena, struct node **tree)
{
    struct lexer lexer = {.input = input, .arena = arena};
    enum parse_result result = PARSE_OK;

    input_continues = false;
    input->interrupted = false;
    input->ended = false;
    lexer_next(&lexer);
    if (lexer.token == TOKEN_NEWLINE || lexer.token == TOKEN_END) {
        result = lexer.token == TOKEN_END && !input->interrupted ? PARSE_END : PARSE_EMPTY;
    } else {
        *tree = parse_list(&lexer, false);
        if (*tree != NULL && lexer.token != TOKEN_NEWLINE && lexer.token != TOKEN_END)
            *tree = fail(&lexer, NULL);
        if (*tree == NULL)
            result = input->interrupted ? PARSE_EMPTY : PARSE_ERROR;
    }
    if (input->interrupted || result == PARSE_ERROR)
        input_drop_line(input);
    buffer_free(&lexer.source);
    return result;
}
