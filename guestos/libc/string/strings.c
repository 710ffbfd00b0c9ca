#include <string.h>

void bcopy(const void *from, void *to, size_t n)
{
    memmove(to, from, n);
}

void bzero(void *area, size_t n)
{
    memset(area, 0, n);
}

int bcmp(const void *a, const void *b, size_t n)
{
    return memcmp(a, b, n);
}

char *index(const char *text, int c)
{
    return strchr(text, c);
}

char *rindex(const char *text, int c)
{
    return strrchr(text, c);
}

int ffs(int bits)
{
    for (int i = 0; i < 32; i++)
        if ((unsigned)bits >> i & 1)
            return i + 1;
    return 0;
}
