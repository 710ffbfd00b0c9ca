struct s { int a[3]; struct { char c; double d; } in; };
long long f(struct s *s, unsigned u, const char *t)
{
    long long l = (long long)u * 3 + s->in.c - *t++;
    l <<= 3;
    l |= u > 5u && s->a[1] != 2;
    s->in = (__typeof__(s->in)){.d = 1.5, .c = 'x'};
    int (*g)(int) = 0;
    void *p = s;
    struct s *q = p;
    return l + (g ? g(1) : _Generic(u, unsigned: 1, default: 2)) + (q == p) + (int)sizeof(int[3]);
}
// options: -Wall -Wextra -Werror
