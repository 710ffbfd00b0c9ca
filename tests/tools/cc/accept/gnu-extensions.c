/* GNU C that real programs use. */
#include "check.h"

struct packed {
    char c;
    int i;
    short s;
} __attribute__((packed));
struct header {
    int count;
    char data[0];
};
typedef int aligned_int __attribute__((aligned(16)));

#define MAX(a, b)               \
    ({                          \
        __typeof__(a) a_ = (a); \
        __typeof__(b) b_ = (b); \
        a_ > b_ ? a_ : b_;      \
    })

static int calls;

static int next(void)
{
    return ++calls;
}

static __attribute__((noinline)) int classify(int c)
{
    switch (c) {
    case '0' ... '9':
        return 1;
    case 'a' ... 'z':
    case 'A' ... 'Z':
        return 2;
    default:
        return 0;
    }
}

static int interpret(const unsigned char *code)
{
    static void *const labels[] = {&&push, &&add, &&stop};
    int stack[8], top = 0;
    goto *labels[*code];
push:
    stack[top++] = code[1];
    code += 2;
    goto *labels[*code];
add:
    top--;
    stack[top - 1] += stack[top];
    code++;
    goto *labels[*code];
stop:
    return stack[0];
}

static __attribute__((always_inline)) inline int square(int x)
{
    return x * x;
}

static int weak_default(void) __attribute__((unused));
static int weak_default(void)
{
    return 1;
}

__extension__ typedef long long big;

/* Members of a packed structure stay misaligned when an array is indexed or decays. */
struct tight {
    char c;
    struct __attribute__((packed)) {
        short s;
        int w[3];
        struct {
            long long l;
        } deep[2];
    } part[2];
} __attribute__((packed));

static long long misaligned(struct tight *t, int i, int j)
{
    int *none = 0;
    t->part[i].w[j] = 70000;
    t->part[i].deep[j - 1].l = 5000000000;
    *(t->part[i].w + j + 1) += 3;
    return none ? 0 : t->part[i].w[j] + t->part[i].w[j + 1] + t->part[i].deep[j - 1].l;
}

static int trace;
static void note(int *value)
{
    trace = trace * 10 + *value;
}

/* Cleanup functions run where a jump leaves their scopes, the innermost first. */
static int leave(int n)
{
    trace = 0;
    __attribute__((cleanup(note))) int a = 1;
again:;
    {
        __attribute__((cleanup(note))) int b = 2;
        if (n-- > 1)
            goto again;
        __attribute__((cleanup(note))) int c = 3;
        if (!n)
            goto out;
        note(&n);
    }
out:
    return trace;
}

#define THIS_PLACE                                                                                                     \
    ({                                                                                                                 \
        __label__ here;                                                                                                \
    here:                                                                                                              \
        (unsigned long)&&here;                                                                                         \
    })

static int object, elements[4];
static _Bool has_address = &object;
static int no_address = !&object, which = &object ? 3 : 4, same = &elements[1] == elements + 1,
           bytes_apart = (int)&elements[3] - (int)&elements[1];

/* As before C99: an inline definition, replaced by the external one. */
extern inline __attribute__((gnu_inline)) int replaced(void)
{
    return 7;
}
int replaced(void)
{
    return 7;
}

/* Labels in parts that are never reached. */
static int lost(int n)
{
    if (n)
        goto inside;
    (void)(1 ? 1 : ({
        inside:
            1;
    }));
    return 3;
}

static int written;
static int write_it(void)
{
    written = 4;
    return 8;
}

void *alloca(unsigned size);
static int on_stack(int n)
{
    char *p = alloca(n);
    p[n - 1] = 3;
    return p[n - 1];
}

int main(void)
{
    CHECK(sizeof(struct packed) == 7 && sizeof(struct header) == 4 && _Alignof(aligned_int) == 16);
    struct packed p = {1, 0x12345678, -2}, q;
    q = p;
    q.i++;
    CHECK(q.i == 0x12345679 && q.s == -2 && q.c == 1);
    struct packed list[2] = {p, q};
    CHECK(list[1].i == 0x12345679 && list[0].i == 0x12345678);
    CHECK(MAX(next(), 0) == 1 && calls == 1 && MAX(2.5, 1) == 2.5);
    CHECK(classify('5') == 1 && classify('q') == 2 && classify('Q') == 2 && classify(' ') == 0);
    static const unsigned char code[] = {0, 5, 0, 7, 1, 0, 30, 1, 2};
    CHECK(interpret(code) == 42);
    CHECK(square(hide(9)) == 81);
    __typeof__(calls) *pointer = &calls;
    CHECK(*pointer == 1);
    CHECK(__builtin_clz((unsigned)hide(1)) == 31 && __builtin_ctz((unsigned)hide(8)) == 3 &&
          __builtin_popcount((unsigned)hide(255)) == 8);
    CHECK(__builtin_bswap32((unsigned)hide(0x11223344)) == 0x44332211 && __builtin_expect(hide(5), 5) == 5);
    CHECK(__builtin_constant_p(5) == 1 && __builtin_types_compatible_p(int, signed) == 1);
    int result;
    CHECK(__builtin_add_overflow(hide(0x7fffffff), 1, &result) && !__builtin_add_overflow(hide(3), 4, &result) &&
          result == 7);
    CHECK(__builtin_mul_overflow(hide(0x10000), 0x10000, &result) && !__builtin_mul_overflow(hide(6), 7, &result) &&
          result == 42);
    CHECK(__builtin_offsetof(struct packed, s) == 5);
    {
        __label__ local;
        if (hide(0))
            goto local;
    local:;
    }
    big b = 1LL << 40;
    CHECK(b >> 40 == 1);
    CHECK(sizeof(void) == 1 && (char *)((void *)&p + 1) - (char *)&p == 1);
    int __attribute__((unused)) nothing;
    CHECK(({
              int x = 3;
              x + 4;
          }) == 7);
    struct tight t = {0};
    CHECK(misaligned(&t, hide(1), hide(1)) == 5000070003);
    CHECK(leave(3) == 2232 && trace == 22321);
    written = 1;
    written |= write_it();
    CHECK(written == 12);
    CHECK(replaced() == 7 && lost(0) == 3);
    unsigned long first = THIS_PLACE, second = THIS_PLACE;
    CHECK(first && second);
    void *never = &&nowhere;
    CHECK(never != 0);
    CHECK(has_address && !no_address && which == 3 && same && bytes_apart == 8);
    CHECK(on_stack(hide(100)) == 3);
nowhere:
    return 0;
}
