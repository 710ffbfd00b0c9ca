/* The IR's rules: what the reader and the verifier must refuse, with their words; what must pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ir.h"

#define HEAD     "symbol $0 \"f\" global function align 1 size 0\nsymbol $1 \"g\" global undefined align 1 size 0\n"
#define FUNCTION HEAD "function $0 i32 ( i32 i64 )\n"

struct refusal {
    const char *text, *message;
};

static const char *problem_of(const char *text, char *error, size_t size)
{
    struct ir_module *module = ir_read(text, strlen(text), error, size);
    if (!module)
        return error;
    const char *problem = NULL;
    for (struct ir_function *function = module->functions; function && !problem; function = function->next)
        problem = ir_verify(function);
    if (problem)
        snprintf(error, size, "%s", problem);
    ir_module_free(module);
    return problem ? error : NULL;
}

static void refuse(const struct refusal *refusals, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char error[512];
        const char *problem = problem_of(refusals[i].text, error, sizeof error);
        if (!problem || !strstr(problem, refusals[i].message))
            fail_msg("expected '%s', got '%s'", refusals[i].message, problem ? problem : "nothing");
    }
}

static void test_verifier(void **state)
{
    (void)state;
    static const struct refusal refusals[] = {
        {FUNCTION "b0:\n  %1 = param i32 #0\nend\n", "block without an end"},
        {FUNCTION "b0:\n  br b1\nb1:\n  br b0\nend\n", "the entry block has predecessors"},
        {FUNCTION "b0:\n  ret %1\n  %1 = param i32 #0\nend\n", "used before it is computed"},
        {FUNCTION "b0:\n  %1 = param i32 #0\n  %2 = param i64 #1\n  %3 = add i32 %1, %2\n  ret %3\nend\n",
         "arguments of different types"},
        {FUNCTION "b0:\n  %1 = param i32 #0\n  %2 = add i64 %1, %1\n  ret %1\nend\n",
         "type differs from its argument's"},
        {FUNCTION "b0:\n  %1 = param i32 #0\n  %2 = add i32 %1\n  ret %1\nend\n", "wrong number of arguments"},
        {FUNCTION "b0:\n  %1 = param i32 #5\n  ret %1\nend\n", "no such parameter here"},
        {FUNCTION "b0:\n  %1 = param i64 #0\n  ret %1\nend\n", "no such parameter here"},
        {FUNCTION "b0:\n  %1 = param i32 #0\n  ret %1\n  ret %1\nend\n", "end of a block in its middle"},
        {FUNCTION "b0:\n  %1 = param i64 #1\n  %2 = shl i64 %1, %1\n  ret %2\nend\n", "shift count is not an i32"},
        {FUNCTION "b0:\n  %1 = param i64 #1\n  condbr %1, b1, b1\nb1:\n  unreachable\nend\n",
         "condition is not an i32"},
        {FUNCTION "b0:\n  %1 = param i64 #1\n  %2 = load i32 w32 [%1]\n  ret %2\nend\n", "address is not an i32"},
        {FUNCTION "b0:\n  %1 = param i32 #0\n  %2 = load i64 w32 [%1]\n  ret %1\nend\n", "load of another type"},
        {FUNCTION "b0:\n  %1 = param i32 #0\n  store w64 [%1], %1\n  ret %1\nend\n", "store of another type"},
        {FUNCTION "b0:\n  %1 = param i32 #0\n  %2 = load i32 w32 [%1] align 3\n  ret %2\nend\n",
         "alignment is not 1, 2, 4 or 8"},
        {FUNCTION "b0:\n  %1 = param i32 #0\n  br b1\nb1:\n  %2 = phi i32 b0 %1, b0 %1\n  ret %2\nend\n",
         "phi arguments differ from predecessors"},
        {FUNCTION "b0:\n  %1 = param i32 #0\n  br b1\nb1:\n  %2 = phi i32 b1 %1\n  ret %2\nend\n",
         "phi argument from no predecessor"},
        {FUNCTION "b0:\n  %1 = param i64 #1\n  br b1\nb1:\n  %2 = phi i32 b0 %1\n  ret %2\nend\n",
         "phi argument of another type"},
        {FUNCTION "b0:\n  %1 = param i32 #0\n  %2 = neg i32 %1\n  ret %2\nend\n", "argument is not floating"},
        {FUNCTION "b0:\n  %1 = param i32 #0\n  %2 = bits f64 %1\n  ret %1\nend\n", "bits between types"},
        {FUNCTION "b0:\n  %1 = param i32 #0\n  %2 = result i32 %1 #1\n  ret %2\nend\n",
         "result of neither call nor asm"},
        {FUNCTION
         "b0:\n  %1 = param i32 #0\n  condbr %1, b1, b2\nb1:\n  %2 = add i32 %1, %1\n  br b2\nb2:\n  ret %2\nend\n",
         "used before it is computed"},
    };
    refuse(refusals, sizeof refusals / sizeof *refusals);
}

static void test_reader(void **state)
{
    (void)state;
    static const struct refusal refusals[] = {
        {"nonsense\n", "line 1: file, asm, symbol or function expected"},
        {"symbol $0 \"f\" globl function\n", "line 1: 'local' or another of its kind expected"},
        {"symbol $0 \"f\" global function align 3\n", "bad alignment or size"},
        {"function $0 i32 ( )\nb0:\n  unreachable\nend\n", "$0 is used but never declared"},
        {HEAD "function $0 i16 ( )\n", "line 3: type expected"},
        {FUNCTION "b0:\n  %1 = frob i32 #1\n", "line 5: unknown operation 'frob'"},
        {FUNCTION "b0:\n  ret %7\nend\n", "%7 is used but never computed"},
        {FUNCTION "b0:\n  br b7\nend\n", "a block is named but not placed"},
        {FUNCTION "  %1 = const i32 #1\n", "instruction outside a block"},
        {FUNCTION "b0:\nb0:\n", "block placed twice"},
        {FUNCTION "b0:\n  %1 = const i32 #1\n  %1 = const i32 #2\n", "value computed twice"},
        {FUNCTION "b0:\n  %1 = load i32 w33 [%2]\n", "width of access expected"},
        {FUNCTION "b0:\n  unreachable\n", "the last function has no end"},
        {FUNCTION "b0:\n  unreachable now\n", "unknown text after the operands"},
        {"symbol $0 \"d\" local data align 4 size 4\n  bytes 0g\n", "two hexadecimal digits for each byte expected"},
        {"symbol $0 \"d\" local data align 4 size 4\n  reloc 2 $0\n", "reloc outside its symbol"},
        {"symbol $0 \"d\n", "'\"' expected"},
    };
    refuse(refusals, sizeof refusals / sizeof *refusals);
}

/* What a dump says reads back to the same dump. */
static void test_round_trip(void **state)
{
    (void)state;
    static const char text[] =
        "file 1 \"a.c\"\n" HEAD
        "symbol $2 \"d\" local data align 4 size 8 read_only\n  bytes 0102030405060708\n  reloc 4 $1 + 3\n"
        "function $0 i32 ( i32 i64 ) variadic\n  slot s0 16 align 8\n"
        "b0:\n  %0 = param i32 #0 @1:7\n  %1 = param i64 #1\n  %2 = slot i32 s0 + 4\n"
        "  store w64 [%2 - 4], %1 align 8 volatile\n  %4 = addr i32 $2 + 4\n  %5 = call i32 $1 ( %0, %1 ) variadic 1\n"
        "  switch %5, b1, 3 b2, -1 b1\nb1:\n  %7 = call i32 %4 ( )\n  br b2\n"
        "b2:\n  %9 = phi i32 b0 %5, b1 %7\n  ret %9\nend\n";
    char error[256], first[4096] = "", second[4096] = "";
    struct ir_module *module = ir_read(text, strlen(text), error, sizeof error);
    assert_non_null(module);
    FILE *out = fmemopen(first, sizeof first, "w");
    ir_dump_module(out, module);
    fclose(out);
    ir_module_free(module);
    module = ir_read(first, strlen(first), error, sizeof error);
    assert_non_null(module);
    assert_null(ir_verify(module->functions));
    out = fmemopen(second, sizeof second, "w");
    ir_dump_module(out, module);
    fclose(out);
    ir_module_free(module);
    assert_string_equal(first, second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verifier),
        cmocka_unit_test(test_reader),
        cmocka_unit_test(test_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
