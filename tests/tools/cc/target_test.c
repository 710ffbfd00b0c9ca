/* The back end: the code it makes of small functions. */
#include "../support.h"

#include <string.h>

struct expectation {
    const char *options, *source;
    const char *in_order[4]; /* texts of the assembly, each behind the one before */
    const char *absent[3];
};

static void check(const struct expectation *e)
{
    write_text("t.c", e->source);
    run("peach-cc %s -w -S -o - t.c", e->options);
    assert_run(0, "");
    const char *at = run_output;
    for (unsigned i = 0; i < 4 && e->in_order[i]; i++) {
        at = strstr(at, e->in_order[i]);
        if (!at)
            fail_msg("'%s' is missing, or too early, in:\n%s", e->in_order[i], run_output);
        at += strlen(e->in_order[i]);
    }
    for (unsigned i = 0; i < 3 && e->absent[i]; i++)
        if (strstr(run_output, e->absent[i]))
            fail_msg("'%s' is left in:\n%s", e->absent[i], run_output);
}

static void check_all(const struct expectation *expectations, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(&expectations[i]);
}

/* The early way out comes before the frame; what the calls need is saved behind it. */
static void test_shrink_wrapping(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        {"-O2", "int g(int *); int f(int *p) { if (!p) return 1; return g(p) + g(p); }",
         {"beq a0, zero", "addi sp, sp, -", "swp s0", "jal g"},
         {0}},
        {"-O2 -fno-omit-frame-pointer", "int g(int *); int f(int *p) { if (!p) return 1; return g(p) + g(p); }",
         {"swp fp, lr", "beq"},
         {0}},
        {"-O2", "int f(int a, int b) { return a * b + a; }", {"mul", "jalr zero, lr"}, {"sp"}},
        {"-O2", "int g(int); int f(int a) { return g(a + 1); }", {"addi a0, a0, 1", "j g"}, {"sp", "jal g"}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

static void test_selection(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        {"-O1", "unsigned f(unsigned x) { return x << 7 | x >> 25; }", {"rori a0, a0, 25"}, {"srli"}},
        {"-O1", "unsigned f(unsigned x, unsigned n) { return x >> n | x << (32 - n); }", {"ror a0, a0, a1"}, {"srl "}},
        {"-O1", "unsigned f(unsigned x, unsigned n) { return x << n ^ x >> (32 - n); }", {"srl"}, {"ror"}},
        {"-O1", "unsigned f(unsigned x) { return x << 7 | x >> 24; }", {"or"}, {"ror"}},
        {"-O1", "int f(int *a, int i) { return a[i]; }", {"lwx a0, [a0 + a1 << 2]"}, {0}},
        {"-O1", "int f(int *a, int i) { return a[i - 1] + a[i + 1]; }", {"shadd", "- 4]", "+ 4]"}, {"lwx"}},
        {"-O1", "int f(int a, int b, int c) { return c + (a << 3); }", {"shadd a0, a2, a0, 3"}, {"slli"}},
        {"-O1", "int f(int a, int b) { return a & ~b; }", {"andn a0, a0, a1"}, {0}},
        {"-O1", "int g(void); int f(int a) { return a == 100 ? g() : 2; }", {"i a0, 100"}, {0}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

/* Constants and table addresses stand in front of the loop, a dispatch at the end of each case. */
static void test_loops(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        {"-O2", "void g(void); void f(int n, char *p) { for (int i = 0; i <= 20000; i++) p[i] = 1; }",
         {"20000", "sb"},
         {"20001"}},
        {"-O2",
         "int f(const int *p, int a) { for (;;) switch (*p++) { case 0: a++; break; case 1: a--; break; case 2: a *= 3;"
         "break; case 3: a ^= 5; break; case 4: return a; case 5: a = ~a; break; } }",
         {"%lo(", "bgeui", "lwx", "jalr zero, a"},
         {"\tj .L"}},
        {"-O2", "void f(char *p, unsigned n) { while (n--) *p++ = 1; }", {"sb", "addi", "addi", "bnei a"}, {"addi a3, a2, 0"}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

/* More values than registers: what the inner loop does not use makes room for what it uses. */
static void test_splitting(void **state)
{
    (void)state;
    check(&(struct expectation){
        "-O2",
        "extern volatile int v; int f(int n, int *p) { int a = v, b = v, c = v, d = v, e = v, g = v, h = v, i = v, j = v, k = v,"
        "l = v, m = v, o = v, s = 0; for (int x = 0; x < n; x++) s += p[x] * a; return s + a + b + c + d + e + g + h + i + j + k"
        "+ l + m + o; }",
        {"mul", "b", "[sp"},
        {0}});
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    support_tool("cc", argv[1]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shrink_wrapping),
        cmocka_unit_test(test_selection),
        cmocka_unit_test(test_loops),
        cmocka_unit_test(test_splitting),
    };
    return cmocka_run_group_tests(tests, support_enter, support_leave);
}
