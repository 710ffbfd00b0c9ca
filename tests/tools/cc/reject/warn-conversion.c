float g(double d, unsigned u, long long l, const char *s)
{
    char c = l;
    int i = u;
    float f = d;
    char *w = "text";
    c += 1;
    i = d;
    u = (unsigned)i;
    d = f;
    *w = c;
    s = "text";
    w = (char *)s;
    return f;
}
// options: -Wconversion -Wwrite-strings -Wcast-qual -Wdouble-promotion
// 3:14: warning: 'long long' may lose its value as 'char' in initialization; cast it [-Wconversion]
// 4:13: warning: 'unsigned int' changes its sign as 'int' in initialization; cast it [-Wsign-conversion]
// 5:15: warning: 'double' may lose its value as 'float' in initialization; cast it [-Wconversion]
// 6:15: warning: a string that must not be written to becomes a pointer to characters that are not const [-Wwrite-strings]
// 8:9: warning: 'double' may lose its value as 'int' in assignment; cast it [-Wconversion]
// 10:9: warning: 'float' becomes 'double' in assignment [-Wdouble-promotion]
// 13:9: warning: the cast takes 'const' away [-Wcast-qual]
