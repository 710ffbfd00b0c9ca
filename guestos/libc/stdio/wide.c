/* Characters of streams, which hold UTF-8. */
#include <errno.h>
#include <limits.h>
#include <wchar.h>

#include "stdio_impl.h"

int fwide(FILE *stream, int mode)
{
    (void)stream;
    return mode;
}

wint_t fgetwc(FILE *stream)
{
    mbstate_t state = {0};
    wchar_t wide;

    for (;;) {
        int c = fgetc(stream);
        if (c == EOF) {
            if (!mbsinit(&state)) {
                errno = EILSEQ;
                stream->failed = true;
            }
            return WEOF;
        }
        char byte = (char)c;
        size_t length = mbrtowc(&wide, &byte, 1, &state);
        if (length == (size_t)-1) {
            stream->failed = true;
            return WEOF;
        }
        if (length <= 1)
            return (wint_t)wide;
    }
}

wint_t getwc(FILE *stream)
{
    return fgetwc(stream);
}

wint_t getwchar(void)
{
    return fgetwc(stdin);
}

wint_t ungetwc(wint_t c, FILE *stream)
{
    char bytes[MB_LEN_MAX];
    size_t length = c == WEOF ? (size_t)-1 : wcrtomb(bytes, (wchar_t)c, NULL);

    if (length == (size_t)-1)
        return WEOF;
    while (length > 0)
        if (ungetc((unsigned char)bytes[--length], stream) == EOF)
            return WEOF;
    return c;
}

wchar_t *fgetws(wchar_t *restrict text, int n, FILE *restrict stream)
{
    int count = 0;

    while (count < n - 1) {
        wint_t c = fgetwc(stream);
        if (c == WEOF)
            break;
        text[count++] = (wchar_t)c;
        if (c == '\n')
            break;
    }
    if (n <= 0 || (count == 0 && n > 1) || ferror(stream))
        return NULL;
    text[count] = 0;
    return text;
}

wint_t fputwc(wchar_t c, FILE *stream)
{
    char bytes[MB_LEN_MAX];
    size_t length = wcrtomb(bytes, c, NULL);

    if (length == (size_t)-1) {
        stream->failed = true;
        return WEOF;
    }
    return fwrite(bytes, 1, length, stream) == length ? (wint_t)c : WEOF;
}

wint_t putwc(wchar_t c, FILE *stream)
{
    return fputwc(c, stream);
}

wint_t putwchar(wchar_t c)
{
    return fputwc(c, stdout);
}

int fputws(const wchar_t *restrict text, FILE *restrict stream)
{
    for (; *text != 0; text++)
        if (fputwc(*text, stream) == WEOF)
            return -1;
    return 0;
}
