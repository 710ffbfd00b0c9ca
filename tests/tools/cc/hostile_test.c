/* Sources made to exhaust a compiler or assembler: each must end soon, with a message or an object. */
#include "tests/tools/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/buf.h"

#define DEEP 100000

/* before, then `open` DEEP times, the middle, `close` DEEP times, after. */
struct nest {
    const char *before, *open, *middle, *close, *after;
};

static const struct nest c_nests[] = {
    {"int a = ", "(", "1", ")", ";"},
    {"void f(void) ", "{", "", "}", ""},
    {"int f(int a) { return ", "!", "a; }", "", ""},
    {"int f(int a) { return ", "- ", "a; }", "", ""},
    {"int f(int a) { return ", "a ? 1 : ", "0; }", "", ""},
    {"int f(int a) { return ", "a + ", "a; }", "", ""},
    {"int f(int a) { return ", "a && ", "a; }", "", ""},
    {"int f(int a) { ", "a = ", "0; return a; }", "", ""},
    {"int f(int a) { return ", "(int)", "a; }", "", ""},
    {"int ", "*", "p;", "", ""},
    {"int ", "(", "a", ")", ";"},
    {"int a", "[1]", ";", "", ""},
    {"void f(int a) { ", "if (a) ", "; }", "", ""},
    {"void f(int a) { ", "for (;;) ", "; }", "", ""},
    {"struct s { ", "struct { ", "int a;", "} b; ", "};"},
    {"int a[] = ", "{", "1", "}", ";"},
    {"int g(int); int f(int a) { return ", "g(", "a", ")", "; }"},
    {"", "#if 1\n", "int a;\n", "#endif\n", ""},
    {"int f(void) { return ", "_Generic(1, int: ", "1", ")", "; }"},
    {"int x; ", "typeof(", "x", ")", " y;"},
    {"", "_Atomic(", "int", ")", " y;"},
    {"int f(void) { return ", "({ ", "1; ", "}); ", "}"},
    {"void f(int a) { ", "if (a); else ", "; }", "", ""},
    {"int a[] = {", "[0 ... 9] = {", "1", "}", "};"},
    {"int f(int *a) { return ", "&*", "a; }", "", ""},
    {"int f(int *a) { return ", "a[", "0", "]", "; }"},
    {"", "int f(", "void", ")", ";"},
    {"enum e { a = ", "sizeof(enum {", "b", "})", "};"},
};

/* Many of one kind, each with the number for every %d. */
static const struct {
    const char *before, *each, *after;
    int count;
} c_crowds[] = {
    {"struct s { ", "int m%d; ", "}; int f(struct s *p) { return p->m7; }", 50000},
    {"void f(void) { ", "l%d: goto l%d; ", "}", 20000},
    {"enum e { ", "e%d, ", "};", 100000},
    {"int f(int a) { switch (a) { ", "case %d00 ... %d60: return 1; ", "} return 0; }", 2000},
    {"int x; int *p[] = { ", "&x + %d, ", "};", 50000},
    {"", "#define m%d(x) m%d(x)\n", "int a = m7(1);", 20000},
    {"#define m(", "a%d, ", "b) 1\n", 70000},
    {"int a[] = { ", "[%d] = 1, ", "};", 100000},
    {"int f(", "int a%d, ", "int b) { return b; }", 1900},
};

/* before, then `repeated` so often, after: what must be said. */
static const struct {
    const char *before, *repeated, *after, *says;
    int count;
} limits[] = {
    {"int ", "a", ";", "identifier of 2000000 bytes; use at most 65535", 2000000},
    {"#define ", "a", " 1", "identifier of 2000000 bytes; use at most 65535", 2000000},
    {"#define d(x) d2(x)\n#define d2(x) x##x\nint ", "d(", "a))))))))))))))))))))));", "use at most 65535", 22},
    {"int n = ", "1", ";", "integer is too large for 64 bits", 1000000},
    {"int n = ", "(", "", "nested more than 1000 deep; simplify", 100000},
    {"", "__typeof__(", "", "nested more than 1000 deep; simplify", 50000},
    {"int f(int a) { return ", "a + ", "0; }", "expression has more than 20000 levels; split it", 200000},
    {"#if ", "(", "1", "condition is nested too deep", 100000},
    {"", "#include \"limit.c\"", "", "#include is nested more than 200 deep; does a file include itself?", 1},
    {"#define f(x) f2(f2(x x))\n#define f2(x) f3(f3(x x))\n#define f3(x) x x x x\nint a = ", "f(", "1",
     "have no end; add ')'", 9},
    {"#define f(x) f2(f2(x x))\n#define f2(x) f3(f3(x x))\n#define f3(x) x x x x x x x x\n#define g(x) "
     "f(f(f(f(f(f(x))))))\nint a = ",
     "g(", "1));", "macro expansion is too large; split the expression", 2},
    {"char a[0x80000000", "", "];", "array is larger than 2 GiB", 0},
    {"struct { char a[0x7fffffff], b[5", "", "]; } s;", "larger than 2 GiB", 0},
    {"int a[] = {[1000000000", "", "] = 1};", "array designator is out of range", 0},
    {"int g(int *); int f(void) { int x[1 << 28", "", "]; return g(x); }", "of stack; make large ones static", 0},
    {"", "/*", "", "comment is not closed; add '*/'", 1000000},
};

static const struct nest asm_nests[] = {
    {" .word ", "(", "1", ")", ""},
    {" .word ", "-", "x", "", ""},
    {" .word ", "x * 2 + ", "1", "", ""},
    {"", ".if 1\n", " nop\n", ".endif\n", ""},
    {"", ".rept 1\n", " nop\n", ".endr\n", ""},
    {"", "/*", "", "*/", ""},
    {"", ".pushsection .data\n", "", ".popsection\n", ""},
};

static void write_nest(const char *path, const struct nest *nest)
{
    struct buf text = {0};
    buf_put(&text, nest->before, strlen(nest->before));
    for (int i = 0; i < DEEP; i++)
        buf_put(&text, nest->open, strlen(nest->open));
    buf_put(&text, nest->middle, strlen(nest->middle));
    for (int i = 0; i < DEEP; i++)
        buf_put(&text, nest->close, strlen(nest->close));
    buf_put(&text, nest->after, strlen(nest->after));
    buf_put8(&text, '\n');
    write_bytes(path, text.data, text.length);
    buf_free(&text);
}

/* The last command ended by itself, and said why when it failed. */
static void check_end(const char *what, int status)
{
    bool said = strstr(run_errors, "error: ") != NULL;
    if (status > 1 || (status == 1) != said || strstr(run_errors, "internal error"))
        fail_msg("%s: status %d, says: %.300s", what, status, run_errors);
}

static void test_c_nesting(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof c_nests / sizeof *c_nests; i++) {
        write_nest("deep.c", &c_nests[i]);
        check_end(c_nests[i].open, run("peach-cc -w -c deep.c"));
    }
}

static void test_c_crowds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof c_crowds / sizeof *c_crowds; i++) {
        struct buf text = {0};
        char one[100];
        buf_put(&text, c_crowds[i].before, strlen(c_crowds[i].before));
        for (int n = 0; n < c_crowds[i].count; n++)
            buf_put(&text, one, (size_t)snprintf(one, sizeof one, c_crowds[i].each, n, n));
        buf_put(&text, c_crowds[i].after, strlen(c_crowds[i].after));
        buf_put8(&text, '\n');
        write_bytes("crowd.c", text.data, text.length);
        buf_free(&text);
        check_end(c_crowds[i].each, run("peach-cc -w -c crowd.c"));
    }
}

static void test_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct buf text = {0};
        buf_put(&text, limits[i].before, strlen(limits[i].before));
        for (int n = 0; n < limits[i].count; n++)
            buf_put(&text, limits[i].repeated, strlen(limits[i].repeated));
        buf_put(&text, limits[i].after, strlen(limits[i].after));
        buf_put8(&text, '\n');
        write_bytes("limit.c", text.data, text.length);
        buf_free(&text);
        int status = run("peach-cc -w -c limit.c");
        if (status != 1 || !strstr(run_errors, limits[i].says))
            fail_msg("limit %d: status %d, should say '%s', says: %.300s", (int)i, status, limits[i].says, run_errors);
    }
}

static void test_asm_nesting(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof asm_nests / sizeof *asm_nests; i++) {
        write_nest("deep.s", &asm_nests[i]);
        check_end(asm_nests[i].open, run("peach-as deep.s"));
    }
}

static void test_expansion(void **state)
{
    static const char c_bomb[] =
        "#define a0 x x\n#define a1 a0 a0 a0 a0 a0 a0 a0 a0\n#define a2 a1 a1 a1 a1 a1 a1 a1 a1\n"
        "#define a3 a2 a2 a2 a2 a2 a2 a2 a2\n#define a4 a3 a3 a3 a3 a3 a3 a3 a3\n"
        "#define a5 a4 a4 a4 a4 a4 a4 a4 a4\n#define a6 a5 a5 a5 a5 a5 a5 a5 a5\n"
        "#define a7 a6 a6 a6 a6 a6 a6 a6 a6\n#define a8 a7 a7 a7 a7 a7 a7 a7 a7\n"
        "#define a9 a8 a8 a8 a8 a8 a8 a8 a8\nint y = a9;\n";
    (void)state;
    write_text("bomb.c", c_bomb);
    check_end("macros that double", run("peach-cc -w -c bomb.c"));
    write_text("self.c", "#include \"self.c\"\n");
    check_end("a file that includes itself", run("peach-cc -w -c self.c"));
    write_text("self.s", ".include \"self.s\"\n");
    check_end("the same in assembly", run("peach-as self.s"));
    write_text("bomb.s", ".rept 4000000\n.rept 4000000\n.rept 4000000\n.endr\n.endr\n.endr\n");
    check_end("repetitions of repetitions", run("peach-as bomb.s"));
    write_text("big.c",
               "char a[0x7fffffff], b[0x7fffffff][0x7fffffff]; int c[1000000000] = {[0 ... 999999999] = 5};\n");
    check_end("arrays larger than the address space", run("peach-cc -w -c big.c"));
    write_text("huge.c", "char a[2000000000] = {[0 ... 1999999999] = 1}; char b[2000000000] = {0};\n"
                         "int f(void) { int c[4000][1000] = {[0 ... 3999] = {[0 ... 999] = 1}}; return c[3][4]; }\n");
    check_end("arrays with values", run("peach-cc -w -c huge.c"));
    write_text("big.s", ".fill 60000000, 8, 1\n.space 0xffffffffff\n.align 0x40000000\n.org 0xffffffff\n");
    check_end("sections larger than the address space", run("peach-as big.s"));
}

static void test_bytes(void **state)
{
    uint8_t bytes[4096];
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = (uint8_t)(seed >> 24);
        }
        write_bytes("noise.c", bytes, sizeof bytes);
        check_end("noise as C", run("peach-cc -w -c noise.c"));
        write_bytes("noise.s", bytes, sizeof bytes);
        check_end("noise as assembly", run("peach-as noise.s"));
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_c_nesting),   cmocka_unit_test(test_c_crowds),  cmocka_unit_test(test_limits),
        cmocka_unit_test(test_asm_nesting), cmocka_unit_test(test_expansion), cmocka_unit_test(test_bytes),
    };
    if (argc != 3)
        return 2;
    support_tool("cc", argv[1]);
    support_tool("as", argv[2]);
    return cmocka_run_group_tests(tests, support_enter, support_leave);
}
