/* GNU's built-in functions: of constants, and of values that are known only when the program runs. */
#include "check.h"

struct object {
    int first;
    char name[12];
    int last;
};

static struct object object;
static char line[40];

_Static_assert(__builtin_clz(1) == 31 && __builtin_ctzll(8) == 3 && __builtin_clrsb(-1) == 31, "folded");
_Static_assert(__builtin_clrsb(1) == 30 && __builtin_clrsbll(0) == 63 && __builtin_parity(7) == 1, "folded");
_Static_assert(__builtin_choose_expr(1, 3, "no") == 3 && __builtin_types_compatible_p(int, signed), "folded");
_Static_assert(__builtin_isnan(__builtin_nan("")) && __builtin_isinf_sign(-__builtin_inf()) == -1, "folded");

static void bits(void)
{
    CHECK(__builtin_clz(hide(0x00100000)) == 11 && __builtin_clzll(hide_ll(1)) == 63);
    CHECK(__builtin_ctz(hide(0x00100000)) == 20 && __builtin_ctzll(hide_ll(0x100000000)) == 32);
    CHECK(__builtin_popcount(hide(-1)) == 32 && __builtin_popcountll(hide_ll(-2)) == 63);
    CHECK(__builtin_parity(hide(0x31)) == 1 && __builtin_parityll(hide_ll(0x300000001)) == 1);
    CHECK(__builtin_ffs(hide(0)) == 0 && __builtin_ffs(hide(24)) == 4 && __builtin_ffsll(hide_ll(1ll << 40)) == 41);
    CHECK(__builtin_clrsb(hide(-1)) == 31 && __builtin_clrsb(hide(0x40000000)) == 0 && __builtin_clrsb(hide(5)) == 28);
    CHECK(__builtin_clrsbll(hide_ll(-1)) == 63 && __builtin_clrsbll(hide_ll(5)) == 60);
    CHECK(__builtin_bswap16(hide(0x1234)) == 0x3412 && __builtin_bswap32(hide(0x12345678)) == 0x78563412);
    CHECK(__builtin_bswap64(hide_ll(0x123456789abcdef0)) == 0xf0debc9a78563412);
}

static void overflow(void)
{
    int i;
    unsigned u;
    long long l;
    unsigned long long ul;
    unsigned char c;
    CHECK(__builtin_add_overflow(hide(0x7fffffff), 1, &i) && i == -0x80000000ll);
    CHECK(!__builtin_sub_overflow(hide(5), 6, &i) && i == -1 && __builtin_sub_overflow(hide(5), 6, &u));
    CHECK(__builtin_mul_overflow(hide(16), 16, &c) && c == 0 && !__builtin_mul_overflow(hide(15), 17, &c) && c == 255);
    CHECK(__builtin_sadd_overflow(hide(0x7fffffff), 2, &i) && !__builtin_uadd_overflow(hide(0x7fffffff), 2, &u));
    CHECK(u == 0x80000001 && __builtin_umul_overflow(hide(0x10000), 0x10000, &u) && u == 0);
    CHECK(__builtin_smulll_overflow(hide_ll(1ll << 62), 2, &l) && !__builtin_ssubll_overflow(hide_ll(3), 4, &l) &&
          l == -1);
    CHECK(__builtin_uaddll_overflow(hide_ll(-1), 1, &ul) && ul == 0 &&
          __builtin_usubl_overflow(1, 2, (unsigned long *)&u));
    CHECK(__builtin_add_overflow_p(hide(200), 100, (unsigned char)0) && !__builtin_mul_overflow_p(hide(200), 100, 0));
}

static void reals(void)
{
    double nan = hide_d(__builtin_nan("")), infinite = hide_d(__builtin_huge_val()), tiny = hide_d(1e-310),
           one = hide_d(1);
    float single = (float)hide_d(-0.0);
    CHECK(__builtin_isnan(nan) && !__builtin_isnan(one) && __builtin_isinf(-infinite) && !__builtin_isinf(nan));
    CHECK(__builtin_isfinite(one) && !__builtin_isfinite(nan) && !__builtin_isfinite(infinite));
    CHECK(__builtin_isnormal(one) && !__builtin_isnormal(tiny) && !__builtin_isnormal(single));
    CHECK(__builtin_signbit(-one) && !__builtin_signbit(one) && __builtin_signbit(single) &&
          __builtin_signbitf(single));
    CHECK(__builtin_isinf_sign(-infinite) == -1 && __builtin_isinf_sign(infinite) == 1 && !__builtin_isinf_sign(one));
    CHECK(__builtin_fpclassify(0, 1, 2, 3, 4, nan) == 0 && __builtin_fpclassify(0, 1, 2, 3, 4, -infinite) == 1);
    CHECK(__builtin_fpclassify(0, 1, 2, 3, 4, one) == 2 && __builtin_fpclassify(0, 1, 2, 3, 4, tiny) == 3);
    CHECK(__builtin_fpclassify(0, 1, 2, 3, 4, single) == 4);
    CHECK(__builtin_isgreater(one, 0.5) && !__builtin_isgreater(nan, one) && __builtin_islessequal(one, 1.0f));
    CHECK(__builtin_isless(one, 2) && __builtin_isgreaterequal(one, one) && __builtin_islessgreater(one, infinite));
    CHECK(!__builtin_islessgreater(nan, one) && __builtin_isunordered(one, nan) && !__builtin_isunordered(one, one));
    CHECK(__builtin_copysign(one, -0.0) == -1 && __builtin_copysignf(-3.0f, 1.0f) == 3 && __builtin_fabs(-one) == 1);
}

static int where(void)
{
    return __builtin_LINE() == __LINE__ && __builtin_FUNCTION()[0] == 'w' && __builtin_FILE()[0];
}

static void objects(void)
{
    char *unknown = (char *)hide(0x1000);
    struct object *to = &object;
    CHECK(__builtin_object_size(&object, 0) == 20 && __builtin_object_size(line + 8, 0) == 32);
    CHECK(__builtin_object_size(object.name, 1) == 12 && __builtin_object_size(object.name, 0) == 16);
    CHECK(__builtin_object_size(&object.name[5], 1) == 7 && __builtin_object_size(unknown, 2) == 0);
    CHECK(__builtin_object_size(unknown, 0) == (__SIZE_TYPE__)-1 && __builtin_object_size("abc", 0) == 4);
    CHECK(to && __builtin_offsetof(struct object, name[3]) == 7);
    char *memory = __builtin_alloca(hide(40)), *aligned = __builtin_alloca_with_align(hide(8), 512);
    __builtin_memset(memory, 7, 40);
    CHECK(memory[39] == 7 && (unsigned)aligned % 64 == 0);
    __builtin_memcpy(line, "peach", 6);
    __builtin_prefetch(line, 1, 3);
    __builtin___clear_cache(line, line + 4);
    CHECK(__builtin_memcmp(line, "peach", 6) == 0);
    CHECK(__builtin_classify_type(1.5) == 8 && __builtin_classify_type(line) == 5 &&
          __builtin_classify_type(object) == 12);
    CHECK(__builtin_constant_p(3 + 4) && !__builtin_constant_p(hide(1)) && __builtin_expect(hide(5), 5) == 5);
    CHECK(where() && __builtin_extract_return_addr(__builtin_return_address(0)) != 0);
}

int main(void)
{
    bits();
    overflow();
    reals();
    objects();
    return 0;
}
