/* String handling: a line is split into words, the words are changed, sorted, searched, put together and converted. */
#include "kernel.h"

#define WORDS      24
#define LINE_BYTES 256

static char line[LINE_BYTES], joined[2 * LINE_BYTES];
static char *words[WORDS];

static void make_line(unsigned *seed)
{
    char *p = line;
    while (p < line + LINE_BYTES - 16) {
        for (unsigned length = 1 + next_random(seed) % 9; length > 0; length--)
            *p++ = (char)('a' + next_random(seed) % 26);
        *p++ = ' ';
    }
    p[-1] = 0;
}

static unsigned split(char *text)
{
    unsigned count = 0;
    while (*text && count < WORDS) {
        while (*text == ' ')
            *text++ = 0;
        if (*text)
            words[count++] = text;
        while (*text && *text != ' ')
            text++;
    }
    *text = 0;
    return count;
}

static void capitalize(char *text)
{
    for (; *text; text++)
        if (*text >= 'a' && *text <= 'z' && (*text & 1))
            *text = (char)(*text - 'a' + 'A');
}

static void reverse(char *text)
{
    for (char *end = text + strlen(text); text < end; text++) {
        char keep = *--end;
        *end = *text;
        *text = keep;
    }
}

static void sort(unsigned count)
{
    for (unsigned i = 1; i < count; i++)
        for (unsigned j = i; j > 0 && strcmp(words[j - 1], words[j]) > 0; j--) {
            char *keep = words[j];
            words[j] = words[j - 1];
            words[j - 1] = keep;
        }
}

static char *decimal(char *to, unsigned value)
{
    char digits[12], *p = digits;
    do
        *p++ = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    while (p > digits)
        *to++ = *--p;
    return to;
}

static char *join(unsigned count)
{
    char *p = joined;
    for (unsigned i = 0; i < count; i++) {
        strcpy(p, words[i]);
        p += strlen(p);
        *p++ = '=';
        p = decimal(p, i * 37 + (unsigned char)*words[i]);
        *p++ = ',';
    }
    *p = 0;
    return p;
}

static const char *find(const char *text, const char *wanted)
{
    for (; *text; text++) {
        const char *a = text, *b = wanted;
        while (*b && *a == *b) {
            a++;
            b++;
        }
        if (!*b)
            return text;
    }
    return 0;
}

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < size; i++) {
        make_line(&seed);
        unsigned count = split(line);
        for (unsigned j = 0; j < count; j++)
            j & 1 ? capitalize(words[j]) : reverse(words[j]);
        sort(count);
        char *end = join(count);
        const char *found = find(joined, "e=1");
        for (const char *p = joined; p < end; p++)
            sum = sum * 31 + (unsigned char)*p;
        sum += found ? (unsigned)(found - joined) : 0;
    }
    return sum;
}
