/* The kernel's command line. */
#include "lib/options.h"

#define TEXT_BYTES 2304

static char line[TEXT_BYTES];

void options_init(const char *text)
{
    text_copy(line, text, sizeof line);
}

const char *options_text(void)
{
    return line;
}

/* The next word at or behind a place; *length 0 at the end. */
static const char *next_word(const char *p, size_t *length)
{
    while (*p == ' ')
        p++;
    *length = 0;
    while (p[*length] && p[*length] != ' ')
        (*length)++;
    return p;
}

bool options_has(const char *word)
{
    size_t length;
    for (const char *p = next_word(line, &length); length; p = next_word(p + length, &length)) {
        if (length == strlen(word) && strncmp(p, word, length) == 0)
            return true;
    }
    return false;
}

bool options_value(const char *name, char *value, size_t size)
{
    size_t length, name_length = strlen(name);
    bool found = false;
    for (const char *p = next_word(line, &length); length; p = next_word(p + length, &length)) {
        if (length <= name_length || strncmp(p, name, name_length) != 0 || p[name_length] != '=')
            continue;
        text_copy(value, p + name_length + 1, min_u32(length - name_length, size));
        found = true;
    }
    return found;
}
