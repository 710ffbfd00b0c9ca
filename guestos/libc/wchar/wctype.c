#include <string.h>
#include <wctype.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Capital letters from first to last, and how far off their small ones are; 0: they take turns, first is a capital. */
static const struct {
    unsigned first, last, distance;
} capitals[] = {
    {'A', 'Z', 32},      {0xc0, 0xd6, 32},     {0xd8, 0xde, 32},       {0x100, 0x12f, 0},    {0x132, 0x137, 0},
    {0x139, 0x148, 0},   {0x14a, 0x177, 0},    {0x179, 0x17e, 0},      {0x1cd, 0x1dc, 0},    {0x1de, 0x1ef, 0},
    {0x1f8, 0x21f, 0},   {0x222, 0x233, 0},    {0x246, 0x24f, 0},      {0x370, 0x373, 0},    {0x376, 0x377, 0},
    {0x386, 0x386, 38},  {0x388, 0x38a, 37},   {0x38c, 0x38c, 64},     {0x38e, 0x38f, 63},   {0x391, 0x3a1, 32},
    {0x3a3, 0x3ab, 32},  {0x3d8, 0x3ef, 0},    {0x400, 0x40f, 80},     {0x410, 0x42f, 32},   {0x460, 0x481, 0},
    {0x48a, 0x4bf, 0},   {0x4c1, 0x4ce, 0},    {0x4d0, 0x52f, 0},      {0x531, 0x556, 48},   {0x1e00, 0x1e95, 0},
    {0x1ea0, 0x1eff, 0}, {0x2160, 0x216f, 16}, {0x24b6, 0x24cf, 26},   {0x2c00, 0x2c2f, 48}, {0x2c80, 0x2ce3, 0},
    {0xa640, 0xa66d, 0}, {0xff21, 0xff3a, 32}, {0x10400, 0x10427, 40},
};

/* Pairs that follow no rule: the capital, the small letter. */
static const unsigned pairs[][2] = {{0x178, 0xff}};

struct range {
    unsigned first, last;
};

static const struct range letters[] = {
    {'A', 'Z'},       {'a', 'z'},       {0xaa, 0xaa},       {0xb5, 0xb5},       {0xba, 0xba},     {0xc0, 0xd6},
    {0xd8, 0xf6},     {0xf8, 0x2c1},    {0x2c6, 0x2d1},     {0x370, 0x374},     {0x376, 0x377},   {0x37a, 0x37d},
    {0x37f, 0x37f},   {0x386, 0x386},   {0x388, 0x3f5},     {0x3f7, 0x481},     {0x48a, 0x52f},   {0x531, 0x556},
    {0x561, 0x587},   {0x5d0, 0x1fff},  {0x2070, 0x209c},   {0x2100, 0x218f},   {0x24b6, 0x24e9}, {0x2c00, 0x2dff},
    {0x3005, 0x3007}, {0x3021, 0x302f}, {0x3031, 0xd7ff},   {0xf900, 0xfdff},   {0xfe70, 0xfefe}, {0xff21, 0xff3a},
    {0xff41, 0xff5a}, {0xff66, 0xffdf}, {0x10000, 0x1efff}, {0x20000, 0x3fffd},
};

static const struct range spaces[] = {
    {'\t', '\r'},     {' ', ' '},       {0x1680, 0x1680}, {0x2000, 0x2006},
    {0x2008, 0x200a}, {0x2028, 0x2029}, {0x205f, 0x205f}, {0x3000, 0x3000},
};

static int is_in(wint_t c, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (c - ranges[i].first <= ranges[i].last - ranges[i].first)
            return 1;
    return 0;
}

wint_t towlower(wint_t c)
{
    for (size_t i = 0; i < COUNT(capitals); i++)
        if (c - capitals[i].first <= capitals[i].last - capitals[i].first) {
            if (capitals[i].distance > 0)
                return c + capitals[i].distance;
            return (c - capitals[i].first) % 2 == 0 ? c + 1 : c;
        }
    for (size_t i = 0; i < COUNT(pairs); i++)
        if (c == pairs[i][0])
            return pairs[i][1];
    return c;
}

wint_t towupper(wint_t c)
{
    for (size_t i = 0; i < COUNT(capitals); i++) {
        unsigned first = capitals[i].first + capitals[i].distance, length = capitals[i].last - capitals[i].first;
        if (c - first > length)
            continue;
        if (capitals[i].distance > 0)
            return c - capitals[i].distance;
        return (c - first) % 2 == 1 ? c - 1 : c;
    }
    for (size_t i = 0; i < COUNT(pairs); i++)
        if (c == pairs[i][1])
            return pairs[i][0];
    return c;
}

int iswupper(wint_t c)
{
    return towlower(c) != c;
}

int iswlower(wint_t c)
{
    return towupper(c) != c || c == 0xdf;
}

int iswalpha(wint_t c)
{
    return is_in(c, letters, COUNT(letters));
}

int iswdigit(wint_t c)
{
    return c - '0' < 10;
}

int iswxdigit(wint_t c)
{
    return iswdigit(c) || (c | 32) - 'a' < 6;
}

int iswalnum(wint_t c)
{
    return iswdigit(c) || iswalpha(c);
}

int iswblank(wint_t c)
{
    return c == '\t' || (iswspace(c) && iswprint(c));
}

int iswspace(wint_t c)
{
    return is_in(c, spaces, COUNT(spaces));
}

int iswcntrl(wint_t c)
{
    return c < ' ' || c - 0x7f <= 0x9f - 0x7f || c - 0x2028 < 2;
}

int iswprint(wint_t c)
{
    return !iswcntrl(c) && c <= 0x10ffff && c - 0xd800 >= 0x800 && (c & 0xfffe) != 0xfffe;
}

int iswgraph(wint_t c)
{
    return iswprint(c) && !iswspace(c);
}

int iswpunct(wint_t c)
{
    return iswgraph(c) && !iswalnum(c);
}

static const struct {
    const char *name;
    int (*test)(wint_t c);
} classes[] = {
    {"alnum", iswalnum}, {"alpha", iswalpha}, {"blank", iswblank}, {"cntrl", iswcntrl},
    {"digit", iswdigit}, {"graph", iswgraph}, {"lower", iswlower}, {"print", iswprint},
    {"punct", iswpunct}, {"space", iswspace}, {"upper", iswupper}, {"xdigit", iswxdigit},
};

wctype_t wctype(const char *name)
{
    for (size_t i = 0; i < COUNT(classes); i++)
        if (strcmp(classes[i].name, name) == 0)
            return (wctype_t)i + 1;
    return 0;
}

int iswctype(wint_t c, wctype_t type)
{
    return type > 0 && (size_t)type <= COUNT(classes) && classes[type - 1].test(c);
}

wctrans_t wctrans(const char *name)
{
    return strcmp(name, "tolower") == 0 ? 1 : strcmp(name, "toupper") == 0 ? 2 : 0;
}

wint_t towctrans(wint_t c, wctrans_t mapping)
{
    return mapping == 1 ? towlower(c) : mapping == 2 ? towupper(c) : c;
}
