/* #embed (C23 6.10.4): the bytes of a file as a list of numbers. */
#include "pp/pp_impl.h"

#include "asm/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_BYTES_MAX = 4096 };
static const uint64_t EMBEDDED_BYTES_MAX = 1u << 21;

/* What may follow the file's name: limit(n), prefix(...), suffix(...), if_empty(...). */
struct embed {
    uint64_t limit;
    struct token_list prefix, suffix, if_empty;
};

/* "name" from the folder of the file that asks, then both forms from the include folders. */
static FILE *open_file(struct pp *pp, const char *name, size_t length, bool quoted)
{
    char path[PATH_BYTES_MAX];
    FILE *file = NULL;
    bool absolute = length && name[0] == '/';
    const char *own = absolute ? "" : pp->buffer->directory;
    if ((quoted || absolute) && snprintf(path, sizeof path, "%s%.*s", own, (int)length, name) < (int)sizeof path)
        file = fopen(path, "rb");
    for (size_t i = 0; !file && !absolute && i < pp->path_count; i++)
        if (snprintf(path, sizeof path, "%s/%.*s", pp->paths[i].text, (int)length, name) < (int)sizeof path)
            file = fopen(path, "rb");
    return file;
}

/* The tokens in parentheses, those in brackets within counted as one; false when the end is missing. */
static bool read_tokens(struct pp *pp, struct token_list *list)
{
    struct token token;
    unsigned depth = 0;
    pp_raw(pp, &token);
    if (token.kind != TOKEN_LPAREN)
        return false;
    while (pp_raw(pp, &token), token.kind != TOKEN_END) {
        if (token.kind == TOKEN_RPAREN && !depth--)
            return true;
        depth += token.kind == TOKEN_LPAREN;
        token_list_add(pp, list, &token);
    }
    return false;
}

static bool read_limit(struct pp *pp, struct embed *embed)
{
    struct token open, number, close;
    pp_expanded(pp, &open);
    pp_expanded(pp, &number);
    pp_expanded(pp, &close);
    if (open.kind != TOKEN_LPAREN || number.kind != TOKEN_NUMBER || close.kind != TOKEN_RPAREN)
        return false;
    char *end;
    embed->limit = strtoull(number.text, &end, 0);
    return end == number.text + number.length;
}

static bool read_parameters(struct pp *pp, struct embed *embed)
{
    struct token token;
    while (pp_expanded(pp, &token), token.kind != TOKEN_END) {
        const char *name = token.kind == TOKEN_NAME ? token.name->text : "";
        bool good = !strcmp(name, "limit") || !strcmp(name, "__limit__")         ? read_limit(pp, embed)
                    : !strcmp(name, "prefix") || !strcmp(name, "__prefix__")     ? read_tokens(pp, &embed->prefix)
                    : !strcmp(name, "suffix") || !strcmp(name, "__suffix__")     ? read_tokens(pp, &embed->suffix)
                    : !strcmp(name, "if_empty") || !strcmp(name, "__if_empty__") ? read_tokens(pp, &embed->if_empty)
                                                                                 : false;
        if (good)
            continue;
        report_error(pp->report, span_from(token.loc, token_end(&token)),
                     "#embed takes limit(number), prefix(...), suffix(...) and if_empty(...)");
        return false;
    }
    return true;
}

static void add_all(struct pp *pp, struct token_list *to, const struct token_list *from)
{
    for (size_t i = 0; i < from->count; i++)
        token_list_add(pp, to, &from->tokens[i]);
}

/* A byte as a number; the spellings are made once. */
static struct token byte_token(unsigned byte, uint32_t loc)
{
    static char digits[256][12];
    if (!digits[byte][0])
        snprintf(digits[byte], sizeof digits[byte], "%u", byte);
    struct token token = {.kind = TOKEN_NUMBER, .flags = TOKEN_SPACE, .loc = loc};
    token.text = digits[byte];
    token.length = (uint32_t)strlen(digits[byte]);
    return token;
}

void pp_read_embed(struct pp *pp, uint32_t loc)
{
    const char *name;
    size_t length;
    bool quoted;
    uint32_t name_loc;
    struct embed embed = {.limit = UINT64_MAX};
    if (!pp_read_header_name(pp, &name, &length, &quoted, &name_loc) || !read_parameters(pp, &embed))
        return;
    FILE *file = open_file(pp, name, length, quoted);
    if (!file) {
        report_fatal(pp->report, span_from(name_loc, name_loc + (uint32_t)length + 2),
                     "no file '%.*s' to embed; add its directory with -I", (int)length, name);
        return;
    }
    struct token_list list = {0};
    const struct token comma = {.kind = TOKEN_COMMA, .loc = loc};
    uint64_t count = 0;
    for (int byte; count < embed.limit && count <= EMBEDDED_BYTES_MAX && (byte = fgetc(file)) != EOF; count++) {
        if (count)
            token_list_add(pp, &list, &comma);
        else
            add_all(pp, &list, &embed.prefix);
        struct token token = byte_token((unsigned)byte, loc);
        token_list_add(pp, &list, &token);
    }
    fclose(file);
    if (count > EMBEDDED_BYTES_MAX)
        report_error(pp->report, span_at(name_loc),
                     "the embedded file is larger than 2 MiB; use limit(number), or .incbin in assembly");
    add_all(pp, &list, count ? &embed.suffix : &embed.if_empty);
    pp_push(pp, NULL, list.tokens, list.count, loc, 0);
}
