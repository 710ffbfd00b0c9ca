/* ISO C11 7.28: UTF-16 and UTF-32. */
#ifndef _UCHAR_H
#define _UCHAR_H

#include <stdint.h>
#include <wchar.h>

typedef uint16_t char16_t;
typedef uint32_t char32_t;

size_t mbrtoc16(char16_t *restrict wide, const char *restrict text, size_t n, mbstate_t *restrict state);
size_t c16rtomb(char *restrict text, char16_t wide, mbstate_t *restrict state);
size_t mbrtoc32(char32_t *restrict wide, const char *restrict text, size_t n, mbstate_t *restrict state);
size_t c32rtomb(char *restrict text, char32_t wide, mbstate_t *restrict state);

#endif
