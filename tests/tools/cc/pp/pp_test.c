/* The preprocessor: what peach-cc -E -P makes of a text.  Cases are named for the clause of C11. */
#include "tests/tools/support.h"

#include <stdio.h>
#include <string.h>

struct expansion {
    const char *clause, *source, *expected;
};

static const struct expansion expansions[] = {
    {"5.1.1.2 spliced lines", "int a\\\nb = 1;\n", "int ab = 1;\n"},
    {"5.1.1.2 comment is a space", "a/* x\n y */b // c\n", "a b\n"},
    {"5.1.1.2 comment marks in a string", "\"/* no */ // no\" '\"' /* yes */ x\n", "\"/* no */ // no\" '\"' x\n"},
    {"6.10.3 object", "#define A 1 + 2\nA * A\n", "1 + 2 * 1 + 2\n"},
    {"6.10.3 object with parenthesis", "#define A (x)\nA\n", "(x)\n"},
    {"6.10.3 function", "#define f(x, y) [x|y]\nf(1, (2, 3)) f ( a b , )\n", "[1|(2, 3)] [a b|]\n"},
    {"6.10.3 name without arguments", "#define f(x) x\nf + f(f)(1)\n", "f + f(1)\n"},
    {"6.10.3 arguments over lines", "#define f(x, y) x y\nf(1,\n 2)\n", "1 2\n"},
    {"6.10.3 no parameters", "#define f() 1\nf() f( )\n", "1 1\n"},
    {"6.10.3 empty argument", "#define f(x) <x>\nf()\n", "<>\n"},
    {"6.10.3 variable arguments", "#define p(f, ...) g(f, __VA_ARGS__)\np(1, 2, 3)\n", "g(1, 2, 3)\n"},
    {"6.10.3 only variable", "#define p(...) g(__VA_ARGS__)\np() p(1,2)\n", "g() g(1,2)\n"},
    {"6.10.3 same again", "#define A 1\n#define A  1\nA\n", "1\n"},
    {"6.10.3.1 argument expanded first", "#define A 1\n#define f(x) x x\nf(A)\n", "1 1\n"},
    {"6.10.3.2 string", "#define s(x) #x\ns( a  + \"b\\n\" '\\0' )\n", "\"a + \\\"b\\\\n\\\" '\\\\0'\"\n"},
    {"6.10.3.2 string is not expanded", "#define A 1\n#define s(x) #x\n#define t(x) s(x)\ns(A) t(A)\n",
     "\"A\" \"1\"\n"},
    {"6.10.3.2 empty string", "#define s(x) #x\ns()\n", "\"\"\n"},
    {"6.10.3.2 variable arguments", "#define s(...) #__VA_ARGS__\ns(a, b)\n", "\"a, b\"\n"},
    {"6.10.3.3 paste", "#define c(a, b) a ## b\nc(x, 1) c(, y) c(z, ) c(<, <=)\n", "x1 y z <<=\n"},
    {"6.10.3.3 paste is not expanded first", "#define A 1\n#define c(a, b) a##b\n#define AA 2\nc(A, A)\n", "2\n"},
    {"6.10.3.3 chain", "#define c(a, b, d) a ## b ## d\nc(1, 2, 3) c(u, _, )\n", "123 u_\n"},
    {"6.10.3.3 hash from a paste", "#define h # ## #\nh\n", "##\n"},
    {"6.10.3.4 not again in itself", "#define a a + b\n#define b a * 2\na\n", "a + a * 2\n"},
    {"6.10.3.4 rescanned with what follows", "#define f(x) g\n#define g(y) <y>\nf(1)(2)\n", "<2>\n"},
    {"6.10.3.4 nested calls", "#define f(x) x + 1\nf(f(f(0)))\n", "0 + 1 + 1 + 1\n"},
    {"6.10.3.4 mutual", "#define foo bar(\n#define bar(x) [x]\nfoo 3)\n", "[3]\n"},
    {"6.10.3.5 undef", "#define A 1\n#undef A\n#undef NEVER\nA\n", "A\n"},
    {"6.10.1 if", "#if 1 + 1 == 2 && !0\nyes\n#else\nno\n#endif\n", "yes\n"},
    {"6.10.1 elif", "#if 0\na\n#elif 1\nb\n#elif 1\nc\n#else\nd\n#endif\n", "b\n"},
    {"6.10.1 defined", "#define A\n#if defined A && defined(A) && !defined B\nyes\n#endif\n", "yes\n"},
    {"6.10.1 ifdef", "#define A\n#ifdef A\n1\n#endif\n#ifndef A\n2\n#endif\n", "1\n"},
    {"6.10.1 nested and skipped", "#if 0\n#if 1\na\n#else\nb\n#endif\n#bogus\n'unclosed\n#else\nc\n#endif\n", "c\n"},
    {"6.10.1 unknown names are 0", "#if UNKNOWN\n#else\n1\n#endif\n", "1\n"},
    {"6.10.1 64 bits", "#if 0xffffffff + 1 == 0x100000000 && -1 < 0 && -1 > 0u\nyes\n#endif\n", "yes\n"},
    {"6.10.1 operators",
     "#if (5 / 2 == 2) && (5 % 3 == 2) && (1 << 4 == 16) && (7 & 3 ^ 1 | 8) == 10 && (1 ? 2 : 3) == 2\nyes\n#endif\n",
     "yes\n"},
    {"6.10.1 not evaluated", "#if 1 || 1 / 0\nyes\n#endif\n#if 0 && 1 % 0\n#else\nno\n#endif\n", "yes\nno\n"},
    {"6.10.1 characters", "#if 'a' == 97 && '\\377' < 0\nyes\n#endif\n", "yes\n"},
    {"6.10.1 macro in the condition", "#define f(x) x > 3\n#if f(4)\nyes\n#endif\n", "yes\n"},
    {"6.10.8 predefined", "__LINE__ __FILE__ __STDC__ __STDC_HOSTED__ __STDC_VERSION__\n", "1 \"t.c\" 1 1 201710L\n"},
    {"6.10.8 line of a call", "#define L __LINE__\n\nL L\n", "3 3\n"},
    {"6.10.4 line", "#line 100 \"other.c\"\n__LINE__ __FILE__\n", "100 \"other.c\"\n"},
    {"6.10.4 line from a macro", "#define N 7 \"n.c\"\n#line N\n__LINE__ __FILE__\n", "7 \"n.c\"\n"},
    {"6.10.6 pragma stays", "#pragma GCC poison_not\nint a;\n", "#pragma GCC poison_not\nint a;\n"},
    {"6.10.9 pragma operator", "_Pragma(\"pack(1)\") int a;\n", "#pragma pack(1)\n int a;\n"},
    {"6.10.7 null directive", "#\n# // x\nint a;\n", "int a;\n"},
    {"6.10.2 include", "#include \"a.h\"\nA\n", "from a\n5\n"},
    {"6.10.2 include from a macro", "#define NAME \"a.h\"\n#include NAME\nA\n", "from a\n5\n"},
    {"6.10.2 in angles", "#include <b.h>\n", "from b\n"},
    {"6.10.2 guarded", "#include \"guard.h\"\n#include \"guard.h\"\n", "once\n"},
    {"GNU pragma once", "#include \"once.h\"\n#include \"once.h\"\n", "once\n"},
    {"GNU has_include", "#if __has_include(\"a.h\") && !__has_include(<nothing.h>)\nyes\n#endif\n", "yes\n"},
    {"GNU comma before variable arguments", "#define p(f, ...) g(f, ##__VA_ARGS__)\np(1) p(1, 2)\n", "g(1) g(1,2)\n"},
    {"GNU named variable arguments", "#define p(args...) g(args)\np(1, 2)\n", "g(1, 2)\n"},
    {"C23 VA_OPT", "#define p(f, ...) g(f __VA_OPT__(,) __VA_ARGS__)\np(1) p(1, 2)\n", "g(1) g(1 , 2)\n"},
    {"C23 # VA_OPT", "#define h(x, ...) #__VA_OPT__(x##x x##x)\nh(, 0) h(a, 0) h(a)\n", "\"\" \"aa aa\" \"\"\n"},
    {"C23 VA_OPT and ##", "#define e(...) [__VA_OPT__()] [__VA_OPT__(x) ## y] [z ## __VA_OPT__(x)]\ne() e(1)\n",
     "[] [y] [z] [] [xy] [zx]\n"},
    {"pushed macros", "#define x 1\n#pragma push_macro(\"x\")\n#undef x\n#define x 2\nx\n#pragma pop_macro(\"x\")\nx\n",
     "#pragma push_macro(\"x\")\n2\n#pragma pop_macro(\"x\")\n1\n"},
    {"what there is",
     "#if __has_builtin(__builtin_clz) && !__has_builtin(__builtin_nope) && "
     "__has_c_attribute(nodiscard) >= 202003 && __has_feature(c_atomic)\nyes\n#endif\n",
     "yes\n"},
    {"GNU counter", "__COUNTER__ __COUNTER__\n", "0 1\n"},
    {"6.4.9 tokens do not run together", "#define e\n#define m -\n-m -e- +e+ x\n", "- - - - + + x\n"},
    {"6.4.6 digraphs", "%:define A <: :> <% %>\nA\n", "<: :> <% %>\n"},
};

/* Runs of blanks are one blank, and none at the ends of lines: what -E leaves between tokens is its own affair. */
static void squeeze(char *text)
{
    char *to = text;
    for (char *at = text; *at; at++) {
        bool blank = *at == ' ' || *at == '\t';
        if (*at == '\n')
            while (to > text && to[-1] == ' ')
                to--;
        if (blank && (to == text || to[-1] == ' ' || to[-1] == '\n'))
            continue;
        if (*at == '\n' && (to == text || to[-1] == '\n'))
            continue;
        *to++ = blank ? ' ' : *at;
    }
    *to = 0;
}

static void write_headers(void)
{
    run("mkdir -p inc");
    assert_run(0, "");
    write_text("a.h", "from a\n#define A 5\n");
    write_text("inc/b.h", "from b\n");
    write_text("guard.h", "#ifndef GUARD\n#define GUARD\nonce\n#endif\n");
    write_text("once.h", "#pragma once\nonce\n");
}

static void test_expansions(void **state)
{
    (void)state;
    write_headers();
    for (size_t i = 0; i < sizeof expansions / sizeof *expansions; i++) {
        char expected[2000];
        snprintf(expected, sizeof expected, "%s", expansions[i].expected);
        write_text("t.c", expansions[i].source);
        int status = run("peach-cc -E -P -nostdinc -I inc t.c");
        squeeze(run_output);
        squeeze(expected);
        if (status != 0 || strcmp(run_output, expected) != 0 || *run_errors)
            fail_msg("%s\n%s\ngives: %snot:   %s%s", expansions[i].clause, expansions[i].source, run_output, expected,
                     run_errors);
    }
}

static void test_line_markers(void **state)
{
    (void)state;
    write_headers();
    write_text("t.c", "int a;\n#include \"a.h\"\nint b;\n");
    run("peach-cc -E t.c");
    assert_run(0, "");
    assert_non_null(strstr(run_output, "# 1 \"t.c\""));
    assert_non_null(strstr(run_output, "# 1 \"a.h\""));
    assert_non_null(strstr(run_output, "# 3 \"t.c\""));
}

static void test_options(void **state)
{
    (void)state;
    write_headers();
    write_text("t.c", "ONE TWO THREE GONE\n");
    run("peach-cc -E -P -D ONE -DTWO=2 -D 'THREE(x)=x' -DGONE=1 -UGONE t.c");
    squeeze(run_output);
    assert_string_equal(run_output, "1 2 THREE GONE\n");
    write_text("t.c", "A\n");
    run("peach-cc -E -P -include a.h t.c");
    squeeze(run_output);
    assert_string_equal(run_output, "from a\n5\n");
    run("peach-cc -E -P - < t.c");
    squeeze(run_output);
    assert_string_equal(run_output, "A\n");
    run("peach-cc -E -P -o out.i t.c");
    assert_run(0, "");
    assert_true(exists("out.i"));
    write_text("t.c", "#define A 1\n#define f(x) x\n");
    run("peach-cc -E -dM t.c");
    assert_non_null(strstr(run_output, "#define A 1\n"));
    assert_non_null(strstr(run_output, "#define f(x) x\n"));
    assert_non_null(strstr(run_output, "#define __peach__ 1\n"));
}

/* Rules for make; names with blanks, dollars and hashes are quoted as make wants them. */
static void test_dependencies(void **state)
{
    (void)state;
    write_headers();
    write_text("t.c", "#include \"a.h\"\n#include <b.h>\n");
    run("peach-cc -M -I inc t.c");
    squeeze(run_output);
    assert_string_equal(run_output, "t.o: t.c a.h inc/b.h\n");
    run("peach-cc -MM -MP -MT 'x y' -isystem inc t.c");
    squeeze(run_output);
    assert_string_equal(run_output, "x y: t.c a.h\na.h:\n");
    run("peach-cc -MM -MQ 'x y$z' t.c -iquote . -isystem inc");
    assert_non_null(strstr(run_output, "x\\ y$$z:"));
    run("mkdir -p 'in c'; cp inc/b.h 'in c/b #1.h'");
    write_text("s.c", "#include \"b #1.h\"\n");
    run("peach-cc -E -P -MD -MF dep.d -I 'in c' s.c");
    assert_run(0, "");
    run("cat dep.d");
    assert_non_null(strstr(run_output, "in\\ c/b\\ \\#1.h"));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_expansions),
        cmocka_unit_test(test_line_markers),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_dependencies),
    };
    if (argc != 2)
        return 2;
    support_tool("cc", argv[1]);
    return cmocka_run_group_tests(tests, support_enter, support_leave);
}
