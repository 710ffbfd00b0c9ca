/* Types of expressions as _Generic sees them, promotions of bit-fields, values of mixed signs; compared with gcc -m32.
 */
int printf(const char *, ...);
#define G(x)                                                                                                        \
    _Generic((x), int : 1, unsigned : 2, long : 3, unsigned long : 4, char : 5, signed char : 6, unsigned char : 7, \
             short : 8, const int * : 9, int * : 10, char * : 11, const char * : 12, float : 13, double : 14,       \
             long double : 15, long long : 16, unsigned long long : 17, void * : 18, int (*)(int) : 19,             \
             int(*)[3] : 20, _Bool : 21, default : 99)
struct B {
    unsigned u3 : 3;
    int s3 : 3;
    unsigned u32 : 32;
    _Bool b : 1;
    unsigned long long ull33 : 33;
    long long ll5 : 5;
} bf;
enum E { EA, EB } e;
enum N { NA = -1, NB } ne;
const int ci = 3;
volatile int vi;
int arr[3];
int fn(int x)
{
    return x;
}
char c;
short s;
unsigned short us;
typedef const int CI;
CI ca[3];
int main(void)
{
    printf("%d %d %d %d %d %d\n", G(c), G(+c), G(s), G(us + 1), G('a'), G(ci));
    printf("%d %d %d %d %d %d\n", G(arr), G(&arr), G(fn), G(&fn), G("x"), G((const char *)0));
    printf("%d %d %d %d %d\n", G(+bf.u3), G(+bf.s3), G(+bf.u32), G(bf.b + 0), G(+bf.ll5));
    printf("%d %d %d %d\n", G(1u - 2), G(1L + 1u), G(1LL + 1u), G(1.0f * 2));
    printf("%d %d %d %d\n", G(EA), G(+e), G(+ne), G(e ? 1 : 1u));
    printf("%d %d %d\n", G(ca), G(&ca[0]), G((void *)0));
    printf("%d %d\n", G(0 ? (int *)0 : (void *)0), G(1 ? arr : 0));
    printf("%d %d %d\n", G(sizeof 1), G((char)1), G((const int)3));
    printf("%d %d %d %d\n", 2147483648 > 0, -2147483648 < 0, 0x80000000 > 0, G(2147483648));
    printf("%d %d %d %d\n", G(0xffffffff), G(4294967295), G(0x100000000), G(1e0f));
    printf("%d\n", (-1 < 1u) + 2 * ((short)-1 < (unsigned short)1) + 4 * (-1L < 1u) + 8 * (-1LL < 1u));
    printf("%d %d\n", bf.u3 - 5, (bf.u3 - 5) < 0);
    bf.b = 2;
    printf("%d %d\n", bf.b, (bf.b = 0.5));
    int i = 5;
    printf("%d ", sizeof(i++));
    printf("%d\n", i);
    unsigned char uc = 255;
    uc++;
    printf("%d %d\n", uc, (unsigned char)~0 >> 1);
    signed char sc = (signed char)200;
    printf("%d %d %d\n", sc, sc >> 1, sc << 1);
    int x = -7;
    printf("%d %d %d %d\n", x / 2, x % 2, x >> 1, x & 0xf);
    printf("%d\n", (int)(unsigned char)'\377' + '\377');
    printf("%d %d\n", '\x41', L'\x1234');
    return 0;
}
