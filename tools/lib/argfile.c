#include "tools/lib/argfile.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "tools/lib/file.h"
#include "asm/mem.h"
#include "tools/lib/tool.h"

enum { DEPTH_MAX = 8 };
static const size_t argfile_limit_bytes = (size_t)16 << 20;

static bool add(struct argfile_list *list, const char *argument, unsigned depth);

static void append(struct argfile_list *list, char *text) {
    list->items = mem_reserve(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items[list->count++] = text;
}

/* Copy the word at *cursor to word, quotes and backslashes resolved, and move on.  False when a quote stays open. */
static bool take_word(const char **cursor, char *word) {
    const char *p = *cursor;
    char quote = '\0';
    for (; *p && (quote || !isspace((unsigned char)*p)); p++) {
        if (quote ? *p == quote : *p == '"' || *p == '\'')
            quote = quote ? '\0' : *p;
        else if (*p == '\\' && quote != '\'' && p[1])
            *word++ = *++p;
        else
            *word++ = *p;
    }
    *word = '\0';
    *cursor = p;
    return quote == '\0';
}

static bool add_words(struct argfile_list *list, const char *path, const char *text, unsigned depth) {
    char *word = mem_new(strlen(text) + 1);
    bool good = true;
    while (good) {
        while (isspace((unsigned char)*text))
            text++;
        if (!*text)
            break;
        good = take_word(&text, word);
        if (good)
            good = add(list, word, depth + 1);
        else
            tool_error(TOOL_BAD_INPUT, path, "a quote is not closed");
    }
    free(word);
    return good;
}

static bool add(struct argfile_list *list, const char *argument, unsigned depth) {
    struct file_bytes bytes;
    bool exists = false;
    if (argument[0] != '@' || !argument[1]) {
        append(list, mem_string(argument, strlen(argument)));
        return true;
    }
    if (depth > DEPTH_MAX) {
        tool_error(TOOL_BAD_INPUT, argument + 1, "argument files include each other more than %d deep", DEPTH_MAX);
        return false;
    }
    bool read = file_read_if_exists(argument + 1, argfile_limit_bytes, &bytes, &exists);
    if (!exists) {
        append(list, mem_string(argument, strlen(argument)));
        return true;
    }
    bool good = read && add_words(list, argument + 1, (const char *)bytes.data, depth);
    file_free(&bytes);
    return good;
}

bool argfile_add(struct argfile_list *list, const char *argument) {
    return add(list, argument, 0);
}
