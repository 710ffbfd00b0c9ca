/* Wide formatted output: as the narrow one, in UTF-8, with widths and precisions in characters. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "stdio_impl.h"

struct text_output {
    struct output out;
    char *text;
    size_t used, room;
    bool failed;
};

size_t __characters_bytes(const char *text, size_t size, size_t n)
{
    size_t i = 0;

    for (; i < size && text[i] != '\0'; i++)
        if ((text[i] & 0xc0) != 0x80 && n-- == 0)
            break;
    return i;
}

static void write_text(struct output *out, const char *text, size_t length)
{
    struct text_output *to = (struct text_output *)out;

    if (to->room - to->used < length) {
        size_t room = (to->room + length) * 2;
        char *more = to->failed ? NULL : realloc(to->text, room);
        if (more == NULL) {
            to->failed = true;
            return;
        }
        to->text = more;
        to->room = room;
    }
    memcpy(to->text + to->used, text, length);
    to->used += length;
}

/* The text as UTF-8, to be freed; NULL with errno. */
static char *format_narrow(const wchar_t *format, va_list args, size_t *length)
{
    struct text_output to = {.out = {.write = write_text, .wide = true}};
    size_t size = wcsrtombs(NULL, &(const wchar_t *){format}, 0, NULL);
    char *narrow = size == (size_t)-1 ? NULL : malloc(size + 1);
    bool good = narrow != NULL;

    if (good) {
        wcstombs(narrow, format, size + 1);
        good = __format(&to.out, narrow, args) >= 0;
        write_text(&to.out, "", 1);
        good = good && !to.failed;
    }
    free(narrow);
    if (!good) {
        free(to.text);
        return NULL;
    }
    *length = to.used - 1;
    return to.text;
}

int vfwprintf(FILE *restrict stream, const wchar_t *restrict format, va_list args)
{
    size_t length;
    char *text = format_narrow(format, args, &length);

    if (text == NULL)
        return -1;
    int count = (int)mbstowcs(NULL, text, 0);
    if (fwrite(text, 1, length, stream) != length)
        count = -1;
    free(text);
    return count;
}

int vswprintf(wchar_t *restrict to, size_t n, const wchar_t *restrict format, va_list args)
{
    size_t length;
    char *text = format_narrow(format, args, &length);

    if (text == NULL)
        return -1;
    size_t count = n > 0 ? mbstowcs(to, text, n) : 0;
    free(text);
    if (count < n)
        return (int)count;
    if (n > 0)
        to[n - 1] = 0;
    errno = EOVERFLOW;
    return -1;
}

int vwprintf(const wchar_t *restrict format, va_list args)
{
    return vfwprintf(stdout, format, args);
}

int wprintf(const wchar_t *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vfwprintf(stdout, format, args);
    va_end(args);
    return result;
}

int fwprintf(FILE *restrict stream, const wchar_t *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vfwprintf(stream, format, args);
    va_end(args);
    return result;
}

int swprintf(wchar_t *restrict text, size_t n, const wchar_t *restrict format, ...)
{
    va_list args;

    va_start(args, format);
    int result = vswprintf(text, n, format, args);
    va_end(args);
    return result;
}
