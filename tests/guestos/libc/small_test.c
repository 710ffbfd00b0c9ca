/* Small functions of <stdlib.h> and <unistd.h> against the host's. */
#define _DEFAULT_SOURCE
#define _XOPEN_SOURCE 700
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"

G(void, srand48, long);
G(double, drand48, void);
G(long, lrand48, void);
G(long, mrand48, void);
G(double, erand48, unsigned short *);
G(long, nrand48, unsigned short *);
G(long, jrand48, unsigned short *);
G(unsigned short *, seed48, unsigned short *);
G(void, lcong48, unsigned short *);
G(char *, l64a, long);
G(long, a64l, const char *);
G(int, getsubopt, char **, char *const *, char **);
G(void, swab, const void *, void *, ssize_t);

/* The generators of 48 bits, whose results POSIX gives, and numbers in base 64. */
static void generators(void **unused)
{
    unsigned short ours[3] = {1, 2, 0xffff}, theirs[3] = {1, 2, 0xffff};
    unsigned short parameters[7] = {9, 8, 7, 6, 5, 4, 3};
    (void)unused;
    for (long seed = -3; seed < 4; seed++) {
        guest_srand48(seed * 1234567);
        srand48(seed * 1234567);
        for (int i = 0; i < 100; i++) {
            assert_true(guest_drand48() == drand48());
            assert_int_equal(guest_lrand48(), lrand48());
            assert_int_equal(guest_mrand48(), mrand48());
            assert_true(guest_erand48(ours) == erand48(theirs));
            assert_int_equal(guest_nrand48(ours), nrand48(theirs));
            assert_int_equal(guest_jrand48(ours), jrand48(theirs));
        }
        assert_memory_equal(guest_seed48(ours), seed48(theirs), sizeof ours);
        assert_int_equal(guest_lrand48(), lrand48());
        guest_lcong48(parameters);
        lcong48(parameters);
        for (int i = 0; i < 10; i++)
            assert_int_equal(guest_mrand48(), mrand48());
    }
    for (long i = 0; i < 2000; i++) {
        long number = i * i * 1047 - 5000;
        assert_string_equal(guest_l64a(number), l64a(number));
        assert_int_equal((int)guest_a64l(l64a(number)), (int)a64l(l64a(number)));
    }
    assert_int_equal((int)guest_a64l("zzzzzzzz"), (int)a64l("zzzzzzzz"));
    assert_int_equal(guest_a64l("a!b"), a64l("a!b"));
}

static void suboptions(void **unused)
{
    static char one[] = "ro", two[] = "size", three[] = "";
    char *const names[] = {one, two, three, NULL};
    char ours[] = "size=3,ro,rob,=,size,,x=y", theirs[] = "size=3,ro,rob,=,size,,x=y";
    char *a = ours, *b = theirs, *value_a, *value_b;
    (void)unused;
    while (*b) {
        assert_int_equal(guest_getsubopt(&a, names, &value_a), getsubopt(&b, names, &value_b));
        assert_int_equal(a - ours, b - theirs);
        assert_int_equal(value_a != NULL, value_b != NULL);
        if (value_a)
            assert_string_equal(value_a, value_b);
    }
    assert_int_equal(*a, '\0');
}

static void swapped(void **unused)
{
    char ours[8] = "-------", theirs[8] = "-------";
    (void)unused;
    for (int n = -1; n < 7; n++) {
        guest_swab("abcdef", ours, n);
        swab("abcdef", theirs, n);
        assert_string_equal(ours, theirs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(generators), cmocka_unit_test(suboptions),
                                       cmocka_unit_test(swapped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
