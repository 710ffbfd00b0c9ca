/* isa_math.h at its edges; expected values by hand (IEEE 754) or from a slow definition bit by bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "isa/isa_math.h"

static const uint32_t words[] = {0,          1,          2,          0x7fffffff, 0x80000000,
                                 0x80000001, 0xffffffff, 0x00010000, 0x12345678, 0xf000000f};
enum { WORDS = sizeof words / sizeof words[0] };

static void bits(void **state) {
    (void)state;
    for (unsigned i = 0; i < WORDS; i++) {
        uint32_t leading = 0, trailing = 0, ones = 0, word = words[i];
        while (leading < 32 && !(word >> (31 - leading) & 1))
            leading++;
        while (trailing < 32 && !(word >> trailing & 1))
            trailing++;
        for (unsigned bit = 0; bit < 32; bit++)
            ones += word >> bit & 1;
        assert_int_equal(isa_clz(word), leading);
        assert_int_equal(isa_ctz(word), trailing);
        assert_int_equal(isa_popcnt(word), ones);
    }
    assert_int_equal(isa_bswap(0x11223344), 0x44332211);
}

/* Bit `bit` of a field of `length` bits at `position`; what lies beyond bit 31 is `beyond`. */
static uint32_t field_bit(uint32_t word, unsigned position, unsigned length, unsigned bit, uint32_t beyond) {
    return bit >= length || position + bit > 31 ? beyond : word >> (position + bit) & 1;
}

static void shifts_and_fields(void **state) {
    (void)state;
    for (unsigned i = 0; i < WORDS; i++) {
        uint32_t word = words[i];
        for (unsigned position = 0; position < 32; position++) {
            assert_int_equal(isa_sra(word, position), (uint32_t)((int64_t)(int32_t)word >> position));
            assert_int_equal(isa_ror(word, position), (uint32_t)(((uint64_t)word << 32 | word) >> position));
            for (unsigned length = 1; length <= 32; length++) {
                unsigned end = length > 32 - position ? 32 - position : length;
                uint32_t zero = 0, sign = 0, top = word >> (position + end - 1) & 1;
                for (unsigned bit = 0; bit < 32; bit++) {
                    zero |= field_bit(word, position, length, bit, 0) << bit;
                    sign |= field_bit(word, position, end, bit, top) << bit;
                }
                assert_int_equal(isa_extu(word, position, length), zero);
                assert_int_equal(isa_exts(word, position, length), sign);
            }
        }
    }
}

static void division_is_total(void **state) {
    (void)state;
    for (unsigned i = 0; i < WORDS; i++) {
        for (unsigned j = 0; j < WORDS; j++) {
            int64_t a = (int32_t)words[i], b = (int32_t)words[j];
            assert_int_equal(isa_div(words[i], words[j]), b ? (uint32_t)(a / b) : 0xffffffffu);
            assert_int_equal(isa_rem(words[i], words[j]), b ? (uint32_t)(a % b) : words[i]);
        }
    }
}

static void one_nan(void **state) {
    (void)state;
    assert_int_equal(isa_single_bits(isa_single(0xffc12345)), 0x7fc00000);
    assert_int_equal(isa_single_bits(isa_single(0x7f800001)), 0x7fc00000);
    assert_true(isa_double_bits(isa_double(0xfff8000000000001)) == 0x7ff8000000000000);
    assert_int_equal(isa_single_bits(isa_single(0x80000000)), 0x80000000);
    assert_true(isa_double_bits(isa_double(0x8000000000000000)) == 0x8000000000000000);
    assert_int_equal(isa_single_bits(isa_single(0x1234567800000001)), 1);
}

static void smaller_and_larger(void **state) {
    (void)state;
    uint64_t plus = 0, minus = 0x8000000000000000, nan = 0x7ff8000000000000;
    assert_true(isa_double_bits(isa_fmin_d(isa_double(plus), isa_double(minus))) == minus);
    assert_true(isa_double_bits(isa_fmin_d(isa_double(minus), isa_double(plus))) == minus);
    assert_true(isa_double_bits(isa_fmax_d(isa_double(plus), isa_double(minus))) == plus);
    assert_true(isa_double_bits(isa_fmax_d(isa_double(minus), isa_double(plus))) == plus);
    assert_true(isa_double_bits(isa_fmin_d(isa_double(nan), 1)) == 0x3ff0000000000000);
    assert_true(isa_double_bits(isa_fmax_d(-1, isa_double(nan))) == 0xbff0000000000000);
    assert_true(isa_double_bits(isa_fmin_d(isa_double(nan), isa_double(nan))) == nan);
    assert_int_equal(isa_single_bits(isa_fmin_s(isa_single(0), isa_single(0x80000000))), 0x80000000);
    assert_int_equal(isa_single_bits(isa_fmax_s(isa_single(0x80000000), isa_single(0))), 0);
}

static void rounding(void **state) {
    (void)state;
    static const struct {
        double value, nearest, down, up, zero;
    } cases[] = {
        {2.5, 2, 2, 3, 2},
        {3.5, 4, 3, 4, 3},
        {-2.5, -2, -3, -2, -2},
        {0.5, 0, 0, 1, 0},
        {-0.25, -0.0, -1, -0.0, -0.0},
        {4503599627370497.0, 4503599627370497.0, 4503599627370497.0, 4503599627370497.0, 4503599627370497.0},
        {1e300, 1e300, 1e300, 1e300, 1e300},
    };
    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const double wanted[] = {cases[i].nearest, cases[i].down, cases[i].up, cases[i].zero};
        for (int mode = 0; mode < 4; mode++) {
            assert_true(isa_double_bits(isa_rnd_d(cases[i].value, mode)) == isa_double_bits(wanted[mode]));
            assert_true(isa_single_bits(isa_rnd_s((float)cases[i].value, mode)) ==
                        isa_single_bits((float)(i < 5 ? wanted[mode] : (float)cases[i].value)));
        }
    }
}

static void conversion_saturates(void **state) {
    (void)state;
    assert_int_equal(isa_to_i32(2147483647.5), INT32_MAX);
    assert_int_equal(isa_to_i32(2147483646.9), 2147483646);
    assert_int_equal(isa_to_i32(1e30), INT32_MAX);
    assert_int_equal(isa_to_i32(-2147483648.9), INT32_MIN);
    assert_int_equal(isa_to_i32(-1e30), INT32_MIN);
    assert_int_equal(isa_to_i32(-0.9), 0);
    assert_int_equal(isa_to_i32(isa_double(ISA_NAN_D)), 0);
    assert_int_equal(isa_to_u32(4294967295.9), UINT32_MAX);
    assert_int_equal(isa_to_u32(4294967294.9), 4294967294u);
    assert_int_equal(isa_to_u32(1e30), UINT32_MAX);
    assert_int_equal(isa_to_u32(-0.9), 0);
    assert_int_equal(isa_to_u32(-5), 0);
    assert_int_equal(isa_to_u32(isa_double(ISA_NAN_D)), 0);
}

static void roots_are_exact(void **state) {
    (void)state;
    assert_true(isa_double_bits(isa_sqrt_d(2)) == 0x3ff6a09e667f3bcd);
    assert_int_equal(isa_single_bits(isa_sqrt_s(2)), 0x3fb504f3);
    assert_true(isa_double_bits(isa_sqrt_d(-1)) == ISA_NAN_D);
    assert_true(isa_double_bits(isa_sqrt_d(isa_double(0x8000000000000000))) == 0x8000000000000000);
    assert_true(isa_double_bits(isa_sqrt_d(isa_double(0x7ff0000000000000))) == 0x7ff0000000000000);
    assert_true(isa_double_bits(isa_sqrt_d(isa_double(1))) == 0x1e60000000000000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bits),
        cmocka_unit_test(shifts_and_fields),
        cmocka_unit_test(division_is_total),
        cmocka_unit_test(one_nan),
        cmocka_unit_test(smaller_and_larger),
        cmocka_unit_test(rounding),
        cmocka_unit_test(roots_are_exact),
        cmocka_unit_test(conversion_saturates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
