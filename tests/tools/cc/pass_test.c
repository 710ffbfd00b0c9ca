/* The passes, one by one: what they make of small functions, and what they must leave alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "passes/passes.h"

#define HEAD                                                                                            \
    "symbol $0 \"f\" global function align 1 size 0\nsymbol $1 \"g\" global undefined align 1 size 0\n" \
    "symbol $2 \"d\" global data align 8 size 64\nsymbol $3 \"e\" global data align 8 size 64\n"
#define FUNCTION HEAD "function $0 i32 ( i32 i32 )\n"
#define PARAMS   "  %1 = param i32 #0\n  %2 = param i32 #1\n"

struct expectation {
    void (*pass)(struct ir_function *function);
    const char *text;
    const char *has[3]; /* texts of the dump afterwards */
    const char *has_not[3];
};

static void check(const struct expectation *e)
{
    char error[256], dump[8192] = "";
    struct ir_module *module = ir_read(e->text, strlen(e->text), error, sizeof error);
    if (!module)
        fail_msg("%s in: %s", error, e->text);
    struct ir_function *function = module->functions;
    assert_null(ir_verify(function));
    e->pass(function);
    const char *problem = ir_verify(function);
    if (problem)
        fail_msg("%s", problem);
    FILE *out = fmemopen(dump, sizeof dump, "w");
    ir_dump_function(out, function);
    fclose(out);
    for (unsigned i = 0; i < 3 && e->has[i]; i++)
        if (!strstr(dump, e->has[i]))
            fail_msg("'%s' is missing in:\n%s", e->has[i], dump);
    for (unsigned i = 0; i < 3 && e->has_not[i]; i++)
        if (strstr(dump, e->has_not[i]))
            fail_msg("'%s' is left in:\n%s", e->has_not[i], dump);
    arena_free(&function->facts);
    ir_module_free(module);
}

static void check_all(const struct expectation *expectations, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(&expectations[i]);
}

static void test_tail_recursion(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        /* return n ? f(n, m) : m */
        {pass_tail_recursion,
         FUNCTION "b0:\n" PARAMS
                  "  condbr %1, b1, b2\nb1:\n  %3 = call i32 $0 ( %2, %1 )\n  ret %3\nb2:\n  ret %2\nend\n",
         {"phi i32 b0 %0", "phi i32 b0 %1", "br b3"},
         {"call"}},
        /* return n ? f(n, m) + m : m: added up, and added to what is returned */
        {pass_tail_recursion,
         FUNCTION "b0:\n" PARAMS "  condbr %1, b1, b2\nb1:\n  %3 = call i32 $0 ( %2, %1 )\n  %4 = add i32 %3, %2\n"
                  "  ret %4\nb2:\n  ret %2\nend\n",
         {"= add i32", "const i32 #0"},
         {"call"}},
        /* through the phi of a block that returns; a product */
        {pass_tail_recursion,
         FUNCTION "b0:\n" PARAMS "  condbr %1, b1, b2\nb1:\n  %3 = call i32 $0 ( %2, %1 )\n  %4 = mul i32 %2, %3\n"
                  "  br b2\nb2:\n  %5 = phi i32 b0 %1, b1 %4\n  ret %5\nend\n",
         {"= mul i32", "const i32 #1"},
         {"call"}},
        /* the result is used otherwise */
        {pass_tail_recursion,
         FUNCTION "b0:\n" PARAMS "  condbr %1, b1, b2\nb1:\n  %3 = call i32 $0 ( %2, %1 )\n  %4 = sub i32 %3, %2\n"
                  "  ret %4\nb2:\n  ret %2\nend\n",
         {"call"},
         {NULL}},
        /* an outer activation's variable is known outside */
        {pass_tail_recursion,
         FUNCTION "  slot s0 4 align 4\nb0:\n" PARAMS "  condbr %1, b1, b2\nb1:\n  %5 = slot i32 s0\n"
                  "  %3 = call i32 $0 ( %5, %1 )\n  ret %3\nb2:\n  ret %2\nend\n",
         {"call"},
         {NULL}},
        /* memory is read after the call */
        {pass_tail_recursion,
         FUNCTION "b0:\n" PARAMS "  condbr %1, b1, b2\nb1:\n  %3 = call i32 $0 ( %2, %1 )\n  %4 = load i32 w32 [%2]\n"
                  "  %5 = add i32 %3, %4\n  ret %5\nb2:\n  ret %2\nend\n",
         {"call"},
         {NULL}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

static void test_loads(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        /* what was stored, across a store of another type */
        {pass_gvn,
         FUNCTION "b0:\n" PARAMS "  store w32 [%1], %2 alias 1\n  %4 = const f32 #0\n  store f32 [%2], %4 alias 2\n"
                  "  %3 = load i32 w32 [%1] alias 1\n  ret %3\nend\n",
         {"ret %1"},
         {"load"}},
        /* the same type may be the same place; so may a character */
        {pass_gvn,
         FUNCTION "b0:\n" PARAMS "  store w32 [%1], %2 alias 1\n  store w32 [%2], %1 alias 1\n"
                  "  %3 = load i32 w32 [%1] alias 1\n  ret %3\nend\n",
         {"load"},
         {NULL}},
        {pass_gvn,
         FUNCTION "b0:\n" PARAMS "  store w32 [%1], %2 alias 1\n  store u8 [%2], %1\n"
                  "  %3 = load i32 w32 [%1] alias 1\n  ret %3\nend\n",
         {"load"},
         {NULL}},
        /* different members of one structure; the same member */
        {pass_gvn,
         FUNCTION "b0:\n" PARAMS "  store w32 [%1 + 4], %2 alias 1 record 1 + 4\n"
                  "  store w32 [%2 + 8], %1 alias 1 record 1 + 8\n"
                  "  %3 = load i32 w32 [%1 + 4] alias 1 record 1 + 4\n  ret %3\nend\n",
         {"ret %1"},
         {"load"}},
        {pass_gvn,
         FUNCTION "b0:\n" PARAMS "  store w32 [%1 + 4], %2 alias 1 record 1 + 4\n"
                  "  store w32 [%2 + 4], %1 alias 1 record 1 + 4\n"
                  "  %3 = load i32 w32 [%1 + 4] alias 1 record 1 + 4\n  ret %3\nend\n",
         {"load"},
         {NULL}},
        /* different objects; another function may change either */
        {pass_gvn,
         FUNCTION "b0:\n" PARAMS "  %3 = addr i32 $2\n  %4 = addr i32 $3\n  store w32 [%3], %2\n"
                  "  store w32 [%4], %1\n  %5 = load i32 w32 [%3]\n  ret %5\nend\n",
         {"ret %1"},
         {"load"}},
        {pass_gvn,
         FUNCTION "b0:\n" PARAMS "  %3 = addr i32 $2\n  store w32 [%3], %2\n  call $1 ( )\n"
                  "  %5 = load i32 w32 [%3]\n  ret %5\nend\n",
         {"load"},
         {NULL}},
        /* across a join that nothing writes in; one side writes */
        {pass_gvn,
         FUNCTION "b0:\n" PARAMS "  %3 = load i32 w32 [%1]\n  condbr %2, b1, b2\nb1:\n  br b3\nb2:\n  br b3\nb3:\n"
                  "  %4 = load i32 w32 [%1]\n  %5 = sub i32 %3, %4\n  ret %5\nend\n",
         {"const i32 #0"},
         {"= sub"}},
        {pass_gvn,
         FUNCTION "b0:\n" PARAMS "  %3 = load i32 w32 [%1]\n  condbr %2, b1, b2\nb1:\n  store w32 [%2], %1\n"
                  "  br b3\nb2:\n  br b3\nb3:\n  %4 = load i32 w32 [%1]\n  %5 = sub i32 %3, %4\n  ret %5\nend\n",
         {"= sub"},
         {NULL}},
        /* volatile: each is done */
        {pass_gvn,
         FUNCTION "b0:\n" PARAMS "  %3 = load i32 w32 [%1] volatile\n  %4 = load i32 w32 [%1] volatile\n"
                  "  %5 = sub i32 %3, %4\n  ret %5\nend\n",
         {"= sub"},
         {NULL}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

static void test_dead_stores(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        {pass_dse,
         FUNCTION "b0:\n" PARAMS "  store w32 [%1], %2\n  store w32 [%1], %1\n  ret %1\nend\n",
         {"store w32 [%0], %0"},
         {"store w32 [%0], %1"}},
        /* read in between; perhaps read by a call */
        {pass_dse,
         FUNCTION "b0:\n" PARAMS
                  "  store w32 [%1], %2\n  %3 = load i32 w32 [%2]\n  store w32 [%1], %1\n  ret %3\nend\n",
         {"store w32 [%0], %1"},
         {NULL}},
        {pass_dse,
         FUNCTION "b0:\n" PARAMS "  store w32 [%1], %2\n  call $1 ( )\n  store w32 [%1], %1\n  ret %1\nend\n",
         {"store w32 [%0], %1"},
         {NULL}},
        /* on one way only */
        {pass_dse,
         FUNCTION "b0:\n" PARAMS "  store w32 [%1], %2\n  condbr %2, b1, b2\nb1:\n  store w32 [%1], %1\n  br b2\n"
                  "b2:\n  ret %1\nend\n",
         {"store w32 [%0], %1"},
         {NULL}},
        /* lost with the frame */
        {pass_dse,
         FUNCTION "  slot s0 4 align 4\nb0:\n" PARAMS "  %3 = slot i32 s0\n  store w32 [%3], %1\n  call $1 ( )\n"
                  "  ret %1\nend\n",
         {"call"},
         {"store"}},
        /* cleared, then written in parts */
        {pass_dse,
         FUNCTION "b0:\n" PARAMS
                  "  blkzero %1 #8 align 4\n  store w32 [%1], %2\n  store w32 [%1 + 4], %2\n  ret %1\nend\n",
         {"store"},
         {"blkzero"}},
        /* the address is another one in the next round */
        {pass_dse,
         FUNCTION "b0:\n" PARAMS "  br b1\nb1:\n  %3 = phi i32 b0 %1, b1 %4\n  store w32 [%3], %2\n"
                  "  %4 = add i32 %3, %2\n  condbr %4, b1, b2\nb2:\n  store w32 [%3], %1\n  ret %1\nend\n",
         {"store w32 [%3], %1"},
         {NULL}},
        {pass_dse,
         FUNCTION "b0:\n" PARAMS "  store w32 [%1], %2 volatile\n  store w32 [%1], %1\n  ret %1\nend\n",
         {"store w32 [%0], %1"},
         {NULL}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

static void test_threading(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        /* a phi of constants decides the branch */
        {pass_thread,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #0\n  %4 = const i32 #1\n  condbr %1, b1, b2\nb1:\n  call $1 ( )\n"
                  "  br b3\nb2:\n  br b3\nb3:\n  %5 = phi i32 b1 %3, b2 %4\n  condbr %5, b4, b5\nb4:\n  ret %1\n"
                  "b5:\n  ret %2\nend\n",
         {"call", "br b4", "phi i32 b1 %2\n"},
         {NULL}},
        /* the same test again, on a value that an inner block uses behind it */
        {pass_thread,
         FUNCTION "b0:\n" PARAMS "  condbr %1, b1, b2\nb1:\n  call $1 ( )\n  br b3\nb2:\n  br b3\n"
                  "b3:\n  %5 = phi i32 b1 %1, b2 %2\n  condbr %1, b4, b5\nb4:\n  ret %5\nb5:\n  ret %5\nend\n",
         {"phi i32 b3 %6, b6 %1"},
         {NULL}},
        /* nothing is known */
        {pass_thread,
         FUNCTION "b0:\n" PARAMS "  condbr %1, b1, b2\nb1:\n  call $1 ( )\n  br b3\nb2:\n  br b3\n"
                  "b3:\n  condbr %2, b4, b5\nb4:\n  ret %1\nb5:\n  ret %2\nend\n",
         {"condbr %1"},
         {NULL}},
        /* a comparison of a phi's constant */
        {pass_thread,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #7\n  condbr %1, b1, b2\nb1:\n  call $1 ( )\n  br b3\nb2:\n"
                  "  br b3\nb3:\n  %5 = phi i32 b1 %3, b2 %2\n  %6 = lt i32 %5, %3\n  condbr %6, b4, b5\nb4:\n"
                  "  ret %1\nb5:\n  ret %5\nend\n",
         {"lt i32", "phi i32"},
         {NULL}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

static void test_rotation(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        /* while (i < m) i = i + n: the test comes before the loop, and at its end */
        {pass_rotate,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #0\n  br b1\nb1:\n  %4 = phi i32 b0 %3, b2 %5\n"
                  "  %6 = lt i32 %4, %2\n  condbr %6, b2, b3\nb2:\n  %5 = add i32 %4, %1\n  call $1 ( )\n  br b1\n"
                  "b3:\n  ret %4\nend\n",
         {"lt i32 %2, %1", "phi i32 b4 %2, b1 %4"},
         {NULL}},
        /* a test that reads memory stays where it is */
        {pass_rotate,
         FUNCTION "b0:\n" PARAMS "  br b1\nb1:\n  %6 = load i32 w32 [%1]\n  condbr %6, b2, b3\nb2:\n  call $1 ( )\n"
                  "  br b1\nb3:\n  ret %1\nend\n",
         {"b0:\n  %0 = param i32 #0\n  %1 = param i32 #1\n  br b1"},
         {NULL}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

static void test_scalars(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        /* a copy to elsewhere: the members that are known, and words for the rest */
        {pass_scalars,
         FUNCTION "  slot s0 16 align 8\nb0:\n" PARAMS "  %3 = slot i32 s0\n  %4 = const f64 #0\n"
                  "  store f64 [%3], %4\n  blkcopy %1, %3 #16 align 8\n  ret %1\nend\n",
         {"store f64 [%0]", "store w32 [%0 + 8]", "store w32 [%0 + 12]"},
         {"blkcopy"}},
        /* from slot to slot; cleared */
        {pass_scalars,
         FUNCTION "  slot s0 8 align 4\n  slot s1 8 align 4\nb0:\n" PARAMS "  %3 = slot i32 s0\n  %4 = slot i32 s1\n"
                  "  blkzero %3 #8 align 4\n  store w32 [%3], %1\n  blkcopy %4, %3 #8 align 4\n"
                  "  %5 = load i32 w32 [%4 + 4]\n  ret %5\nend\n",
         {"store w32 [%2 + 4]", "store w32 [%3 + 4]"},
         {"blkcopy", "blkzero"}},
        /* a number that carries both members */
        {pass_scalars,
         FUNCTION "  slot s0 8 align 8\nb0:\n" PARAMS "  %3 = slot i32 s0\n  %6 = zext i64 %1\n  store w64 [%3], %6\n"
                  "  %4 = load i32 w32 [%3]\n  %5 = load i32 w32 [%3 + 4]\n  %7 = add i32 %4, %5\n  ret %7\nend\n",
         {"trunc i32", "store w32 [%2 + 4]"},
         {"w64"}},
        /* the address is known elsewhere; parts that overlap */
        {pass_scalars,
         FUNCTION "  slot s0 8 align 8\nb0:\n" PARAMS "  %3 = slot i32 s0\n  call $1 ( %3 )\n"
                  "  blkcopy %1, %3 #8 align 4\n  ret %1\nend\n",
         {"blkcopy"},
         {NULL}},
        {pass_scalars,
         FUNCTION "  slot s0 8 align 8\nb0:\n" PARAMS "  %3 = slot i32 s0\n  store w32 [%3], %2\n"
                  "  store u16 [%3 + 2], %2\n  blkcopy %1, %3 #8 align 4\n  ret %1\nend\n",
         {"blkcopy"},
         {NULL}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

/* A loop that runs once at least, with a body; %1 is what it reads from, %9 goes round. */
#define LOOP(body)                                                              \
    FUNCTION "b0:\n" PARAMS "  br b1\nb1:\n  %9 = phi i32 b0 %1, b1 %10\n" body \
             "  %10 = sub i32 %9, %2\n  condbr %10, b1, b2\nb2:\n  ret %10\nend\n"

static void test_invariant_loads(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        {pass_licm,
         LOOP("  %3 = load i32 w32 [%1] alias 1\n  %4 = bits f32 %3\n  store f32 [%9], %4 alias 2\n"),
         {"load i32 w32 [%0] align 4 alias 1\n  %6 = bits f32 %5\n  br b1"},
         {NULL}},
        /* written in the loop; behind a call that may not return */
        {pass_licm, LOOP("  %3 = load i32 w32 [%1]\n  store w32 [%9], %3\n"), {"b0 %0, b1 %4\n  %5 = load"}, {NULL}},
        {pass_licm,
         LOOP("  call $1 ( )\n  %3 = load i32 w32 [%1]\n  store w32 [%9], %3\n"),
         {"call $1 ( )\n  %6 = load"},
         {NULL}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

static void test_promotion(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        /* a sum in memory */
        {pass_promote,
         FUNCTION "b0:\n" PARAMS "  %8 = addr i32 $2\n  br b1\nb1:\n  %9 = phi i32 b0 %1, b1 %10\n"
                  "  %3 = load i32 w32 [%8]\n  %4 = add i32 %3, %9\n  store w32 [%8], %4\n  %10 = sub i32 %9, %2\n"
                  "  condbr %10, b1, b2\nb2:\n  ret %10\nend\n",
         {"= phi i32 b0 %11, b1 %7", "store w32 [%2], %7 align 4\n  br b2"},
         {NULL}},
        /* somebody else may read it in the loop */
        {pass_promote,
         FUNCTION "b0:\n" PARAMS "  %8 = addr i32 $2\n  br b1\nb1:\n  %9 = phi i32 b0 %1, b1 %10\n"
                  "  %3 = load i32 w32 [%8]\n  %4 = add i32 %3, %9\n  store w32 [%8], %4\n  %5 = load i32 w32 [%9]\n"
                  "  %10 = sub i32 %9, %5\n  condbr %10, b1, b2\nb2:\n  ret %10\nend\n",
         {"store w32 [%2], %7 align 4\n  %9 = load"},
         {NULL}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

static void test_ranges(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        /* x < 48 || x >= 58 */
        {pass_ranges,
         FUNCTION "b0:\n" PARAMS
                  "  %3 = const i32 #48\n  %4 = const i32 #58\n  %5 = lt i32 %1, %3\n  condbr %5, b1, b2\n"
                  "b2:\n  %6 = lt i32 %1, %4\n  condbr %6, b3, b1\nb1:\n  ret %1\nb3:\n  ret %2\nend\n",
         {"const i32 #-58", "const i32 #-10", "ltu i32"},
         {" lt i32"}},
        /* x == 7 || x == 8 */
        {pass_ranges,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #7\n  %4 = const i32 #8\n  %5 = eq i32 %1, %3\n  condbr %5, b1, b2\n"
                  "b2:\n  %6 = eq i32 %1, %4\n  condbr %6, b1, b3\nb1:\n  ret %1\nb3:\n  ret %2\nend\n",
         {"const i32 #-7", "const i32 #2", "ltu i32"},
         {" eq i32"}},
        /* x == 7 || x == 9 is no range; nor are two values one */
        {pass_ranges,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #7\n  %4 = const i32 #9\n  %5 = eq i32 %1, %3\n  condbr %5, b1, b2\n"
                  "b2:\n  %6 = eq i32 %1, %4\n  condbr %6, b1, b3\nb1:\n  ret %1\nb3:\n  ret %2\nend\n",
         {"b2:\n"},
         {"ltu"}},
        {pass_ranges,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #7\n  %4 = const i32 #8\n  %5 = eq i32 %1, %3\n  condbr %5, b1, b2\n"
                  "b2:\n  %6 = eq i32 %2, %4\n  condbr %6, b1, b3\nb1:\n  ret %1\nb3:\n  ret %2\nend\n",
         {"b2:\n"},
         {"ltu"}},
        /* the way out tells the tests apart */
        {pass_ranges,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #7\n  %4 = const i32 #8\n  %5 = eq i32 %1, %3\n  condbr %5, b1, b2\n"
                  "b2:\n  %6 = eq i32 %1, %4\n  condbr %6, b1, b3\nb1:\n  %7 = phi i32 b0 %1, b2 %2\n  ret %7\n"
                  "b3:\n  ret %2\nend\n",
         {"b2:\n"},
         {"ltu"}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

static void test_choices(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        {pass_choose,
         FUNCTION "b0:\n" PARAMS "  condbr %1, b1, b2\nb1:\n  %3 = sub i32 %2, %1\n  br b2\n"
                  "b2:\n  %4 = phi i32 b0 %2, b1 %3\n  ret %4\nend\n",
         {"select i32 %0, %3, %1"},
         {"condbr"}},
        /* a <= b is turned round */
        {pass_choose,
         FUNCTION "b0:\n" PARAMS "  %5 = const i32 #9\n  %6 = le i32 %1, %5\n  condbr %6, b1, b2\nb1:\n  br b2\n"
                  "b2:\n  %4 = phi i32 b0 %2, b1 %1\n  ret %4\nend\n",
         {"lt i32 %2, %0", "select i32"},
         {"condbr"}},
        /* effects, memory and long arms stay behind the branch */
        {pass_choose,
         FUNCTION "b0:\n" PARAMS "  condbr %1, b1, b2\nb1:\n  %3 = load i32 w32 [%2]\n  br b2\n"
                  "b2:\n  %4 = phi i32 b0 %2, b1 %3\n  ret %4\nend\n",
         {"condbr"},
         {"select"}},
        {pass_choose,
         FUNCTION "b0:\n" PARAMS "  condbr %1, b1, b2\nb1:\n  %3 = div i32 %2, %1\n  br b2\n"
                  "b2:\n  %4 = phi i32 b0 %2, b1 %3\n  ret %4\nend\n",
         {"condbr"},
         {"select"}},
        /* what is expected stays a branch */
        {pass_choose,
         FUNCTION "b0:\n" PARAMS "  condbr %1, b1, b2 unlikely\nb1:\n  %3 = sub i32 %2, %1\n  br b2\n"
                  "b2:\n  %4 = phi i32 b0 %2, b1 %3\n  ret %4\nend\n",
         {"condbr"},
         {"select"}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

static void test_division(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        {pass_divide,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #10\n  %4 = divu i32 %1, %3\n  ret %4\nend\n",
         {"mulhu", "const i32 #-858993459", "const i32 #3"},
         {"divu"}},
        {pass_divide,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #3\n  %4 = div i32 %1, %3\n  ret %4\nend\n",
         {"mulh i32", "const i32 #1431655766"},
         {"div i32"}},
        {pass_divide,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #7\n  %4 = rem i32 %1, %3\n  ret %4\nend\n",
         {"mulh i32", "mul i32"},
         {"rem"}},
        {pass_divide,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #0\n  %4 = div i32 %1, %3\n  ret %4\nend\n",
         {"div i32"},
         {"mul"}},
        {pass_divide, FUNCTION "b0:\n" PARAMS "  %4 = div i32 %1, %2\n  ret %4\nend\n", {"div i32"}, {"mul"}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

static void test_induction(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        /* p + (i + 1) * 56 */
        {pass_induction,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #0\n  %4 = const i32 #1\n  %5 = const i32 #56\n  br b1\nb1:\n"
                  "  %9 = phi i32 b0 %3, b1 %10\n  %10 = add i32 %9, %4\n  %6 = mul i32 %10, %5\n"
                  "  %7 = add i32 %1, %6\n  store w32 [%7], %2\n  %8 = lt i32 %10, %2\n  condbr %8, b1, b2\nb2:\n"
                  "  ret %10\nend\n",
         {"= mul i32 %2, %14", "phi i32 b0 %16, b1 %19", "store w32 [%21]"},
         {NULL}},
        /* what an address does for free stays */
        {pass_induction,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #0\n  %4 = const i32 #1\n  %5 = const i32 #2\n  br b1\nb1:\n"
                  "  %9 = phi i32 b0 %3, b1 %10\n  %6 = shl i32 %9, %5\n  %7 = add i32 %1, %6\n  store w32 [%7], %2\n"
                  "  %10 = add i32 %9, %4\n  %8 = lt i32 %10, %2\n  condbr %8, b1, b2\nb2:\n  ret %10\nend\n",
         {"= shl i32"},
         {NULL}},
        /* no constant step */
        {pass_induction,
         FUNCTION "b0:\n" PARAMS "  %3 = const i32 #0\n  %5 = const i32 #56\n  br b1\nb1:\n"
                  "  %9 = phi i32 b0 %3, b1 %10\n  %6 = mul i32 %9, %5\n  %7 = add i32 %1, %6\n  store w32 [%7], %2\n"
                  "  %10 = add i32 %9, %2\n  %8 = lt i32 %10, %2\n  condbr %8, b1, b2\nb2:\n  ret %10\nend\n",
         {"= mul i32"},
         {NULL}},
    };
    check_all(expectations, sizeof expectations / sizeof *expectations);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_induction), cmocka_unit_test(test_division),        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_choices),   cmocka_unit_test(test_invariant_loads), cmocka_unit_test(test_promotion),
        cmocka_unit_test(test_scalars),   cmocka_unit_test(test_threading),       cmocka_unit_test(test_rotation),
        cmocka_unit_test(test_loads),     cmocka_unit_test(test_dead_stores),     cmocka_unit_test(test_tail_recursion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
