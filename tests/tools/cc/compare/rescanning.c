/* Macros expanded again, pasted, made strings; conditions of the preprocessor; compared with gcc -m32. */
int printf(const char *, ...);
#define str(...)  #__VA_ARGS__
#define xstr(...) str(__VA_ARGS__)
#define f(a)      a *g
#define g(a)      f(a)
#define NIL(xxx)  xxx
#define G_0(arg)  NIL(G_1)(arg)
#define G_1(arg)  NIL(arg)
#define x         3
#define ff(a)     ff(x *(a))
#undef x
#define x  2
#define gg ff
#define z  z[0]
#define h gg(~
#define m(a)    a(w)
#define w       0, 1
#define t(a)    a
#define p()     int
#define q(x)    x
#define r(x, y) x##y
#define strx(x) #x
#define E1
#define CAT(a, b)     a##b
#define CATE(a, b)    CAT(a, b)
#define V(...)        #__VA_ARGS__
#define V2(a, ...)    a __VA_OPT__(, ) __VA_ARGS__ end
#define hash_hash     # ## #
#define mkstr(a)      #a
#define in_between(a) mkstr(a)
#define join(c, d)    in_between(c hash_hash d)
#define EMPTY
#define LP (
#define FN(a) <a>
#define obj   FN
#define OBJ2  obj
#define D(x)  defined_##x

#define COMMA     ,
#define TWO(a, b) [a | b]
#define TWOX(a)   TWO a
#define rec       a rec b
#define A1        A2
#define A2        A1 + A3
#define A3        A1
int main(void)
{

    printf("%s\n", xstr(f(2)(9)));
    printf("%s\n", xstr(G_0(42)));
    printf("%s\n", xstr(p() i[q()] = {q(1), r(2, 3), r(4, ), r(, 5), r(, )};));
    printf("%s\n", xstr(char c[2][6] = {strx(hello), strx()};));
    printf("%s\n", join(x, y));
    printf("%s|%s|%s\n", V(), V(a, b), V("a\n" 'b' \ c));
    printf("%s|%s\n", xstr(V2(1)), xstr(V2(1, 2, 3)));
 printf("%s|%s|%s\n", xstr(FN LP 3)), xstr(FN EMPTY (3)), xstr(OBJ2 (4)));
 printf("%s\n", xstr(CAT(E, 1)) "" xstr(CATE(E1, E1)) "" xstr(CATE(x, E1)));
 printf("%s\n", xstr(TWOX((1 COMMA 2))));
 printf("%s\n", xstr(rec A1));
 printf("%s\n", xstr(- -1 - EMPTY - 1 + EMPTY + 1.EMPTY.x EMPTY x));
 printf("%d\n", __LINE__);
#line 100 "foo.c"
 printf("%d %s\n", __LINE__, __FILE__);
#define STR2(s) #s
 printf("%s\n", STR2("a\"b\\" '\'' '"'));
 printf("%s\n", STR2(a b c));

#if 1 ? 2 : (3 / 0)
 printf("ok1 ");
#endif
#if - 1 > 0u
 printf("ok2 ");
#endif
#if 'a' == 97 && '\377' < 0
 printf("ok3 ");
#endif
#if (2 || 1 / 0) && !(0 && 1 / 0) && defined x && !defined(yy) && __has_include(<stdio.h>)
 printf("ok4 ");
#endif
#if 0x7fffffffffffffff + 0 > 0 && -9223372036854775807 - 1 < 0 && 18446744073709551615u == -1
 printf("ok5 ");
#endif
#ifdef EMPTY
#if EMPTY 1
 printf("ok6\n");
#endif
#endif
 printf("%s\n", "??/"
                "a\
b"
                "\x41"
                "1"
                "\0601"
                "\u00e9"
                u8"\U0001F600");
 return 0;
}
