/* A lexer for a language like C: words into a hash table, numbers, operators, comments, strings. */
#include "kernel.h"

#define TEXT_BYTES (1 << 16)
#define BUCKETS    256
#define NAMES      1024

struct name {
    const char *text;
    unsigned length, hash, uses;
    struct name *next;
};

static char text[TEXT_BYTES + 1];
static struct name names[NAMES], *buckets[BUCKETS];
static unsigned name_count;

static const char *const pieces[] = {
    "while ", "(count", " < ", "limit) ", "{\n    ", "total ", "+= ", "x", "[i++]", ";\n", "return ", "0x1f4", " * ",
    "1234", "/* a comment */ ", "\"a \\\" string\"", "if ", "(a->next ", "== ", "NULL", ") ", "for ", "}\n", "&& ", "!done ",
    "'c' ", "struct node ", "*head", ", ", "unsigned int ", ">>= ", "17", "// to the end\n", "item_",
};

static unsigned fill(unsigned size, unsigned seed)
{
    unsigned used = 0;
    for (;;) {
        const char *piece = pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)];
        size_t length = strlen(piece);
        if (used + length + 2 > size)
            break;
        memcpy(text + used, piece, length);
        used += (unsigned)length;
        if (seed >> 28 == 3)
            text[used++] = (char)('a' + seed % 26);
    }
    text[used] = 0;
    return used;
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static unsigned enter(const char *start, unsigned length, unsigned hash)
{
    struct name **bucket = &buckets[hash % BUCKETS];
    for (struct name *name = *bucket; name; name = name->next)
        if (name->hash == hash && name->length == length && memcmp(name->text, start, length) == 0)
            return ++name->uses;
    if (name_count == NAMES)
        return 0;
    struct name *name = &names[name_count++];
    *name = (struct name){start, length, hash, 1, *bucket};
    *bucket = name;
    return 1;
}

static const char *word(const char *p, unsigned *value)
{
    const char *start = p;
    unsigned hash = 2166136261u;
    do
        hash = (hash ^ (unsigned char)*p++) * 16777619u;
    while (is_letter(*p) || is_digit(*p));
    *value = hash + enter(start, (unsigned)(p - start), hash);
    return p;
}

static const char *number(const char *p, unsigned *value)
{
    unsigned n = 0;
    if (p[0] == '0' && (p[1] | 32) == 'x') {
        for (p += 2; is_digit(*p) || is_letter(*p); p++)
            n = n * 16 + (unsigned)(is_digit(*p) ? *p - '0' : (*p | 32) - 'a' + 10);
    } else {
        while (is_digit(*p))
            n = n * 10 + (unsigned)(*p++ - '0');
    }
    *value = n;
    return p;
}

static const char *quoted(const char *p, unsigned *value)
{
    char end = *p++;
    unsigned length = 0;
    for (; *p && *p != end; p++, length++)
        if (*p == '\\' && p[1])
            p++;
    *value = length;
    return *p ? p + 1 : p;
}

static const char *comment(const char *p)
{
    if (p[1] == '/') {
        while (*p && *p != '\n')
            p++;
        return p;
    }
    for (p += 2; *p && !(p[0] == '*' && p[1] == '/'); p++)
        continue;
    return *p ? p + 2 : p;
}

static const char *operator(const char *p, unsigned *value)
{
    char first = *p++;
    *value = (unsigned)first;
    switch (first) {
    case '<':
    case '>':
        if (*p == first)
            *value = *value << 8 | (unsigned)*p++;
        if (*p == '=')
            *value = *value << 8 | (unsigned)*p++;
        break;
    case '+':
    case '-':
    case '&':
    case '|':
        if (*p == first || *p == '=' || (first == '-' && *p == '>'))
            *value = *value << 8 | (unsigned)*p++;
        break;
    case '=':
    case '!':
    case '*':
    case '/':
        if (*p == '=')
            *value = *value << 8 | (unsigned)*p++;
        break;
    }
    return p;
}

static unsigned scan(const char *p)
{
    unsigned sum = 0, value;
    for (;;) {
        value = 0;
        if (*p == 0)
            return sum;
        else if (*p == ' ' || *p == '\n')
            p++;
        else if (is_letter(*p))
            p = word(p, &value);
        else if (is_digit(*p))
            p = number(p, &value);
        else if (*p == '"' || *p == '\'')
            p = quoted(p, &value);
        else if (*p == '/' && (p[1] == '/' || p[1] == '*'))
            p = comment(p);
        else
            p = operator(p, &value);
        sum = sum * 33 + value;
    }
}

unsigned kernel(unsigned size, unsigned seed)
{
    name_count = 0;
    memset(buckets, 0, sizeof buckets);
    unsigned used = fill(at_most(size, TEXT_BYTES), seed);
    return scan(text) ^ used;
}
