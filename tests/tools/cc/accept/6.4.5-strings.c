/* String literals: concatenation, escapes, arrays, prefixes. */
#include "check.h"

typedef __WCHAR_TYPE__ wide;

static const char text[] = "one"
                           " "
                           "two\n";
static char exact[3] = "abc";
static char padded[8] = "ab";
static const char *table[] = {"zero", "one", "two"};

static int same(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

int main(void)
{
    CHECK(sizeof text == 9 && text[7] == '\n' && text[8] == 0);
    CHECK(sizeof exact == 3 && exact[2] == 'c');
    CHECK(padded[1] == 'b' && padded[2] == 0 && padded[7] == 0);
    CHECK(same(table[2], "two"));
    CHECK(same("\x41"
               "1",
               "A1"));
    CHECK(sizeof "a\0b" == 4 && "a\0b"[2] == 'b');
    CHECK("hello"[1] == 'e' && *("hello" + 4) == 'o' && 2 ["abc"] == 'c');
    CHECK(sizeof L"ab" == 12 && L"ab"[1] == 'b');
    const wide *w = L"x\u00e9";
    CHECK(w[1] == 0xe9 && w[2] == 0);
    CHECK(sizeof u8"\u00e9" == 3 && (unsigned char)u8"\u00e9"[0] == 0xc3);
    CHECK(sizeof u"ab" == 6 && sizeof U"ab" == 12);
    CHECK(u"\U0001F351"[0] == 0xd83c && u"\U0001F351"[1] == 0xdf51);
    char local[] = "local";
    local[0] = 'L';
    CHECK(same(local, "Local") && sizeof local == 6);
    char *p = "literal";
    CHECK(same(p + 3, "eral"));
    CHECK(same(__func__, "main"));
    CHECK(same("tab\there", "tab\11here"));
    return 0;
}
