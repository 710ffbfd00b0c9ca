/* peach-cc as build systems call it: what it makes of its command line. */
#include "tests/tools/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_sources(void)
{
    write_text("main.c", "#include \"answer.h\"\nint answer(void);\nint main(void) { return answer() - ANSWER; }\n");
    write_text("answer.c", "#include \"answer.h\"\nint answer(void) { return ANSWER; }\n");
    write_text("answer.h", "#define ANSWER 42\n");
    write_text("start.s", "        .globl _start\n_start: call main\n        ret\n");
    write_text("value.S", "#include \"answer.h\"\n        .globl value\n        .data\nvalue:  .word ANSWER\n");
    write_text("wrong.c", "int f(void) { return nothing; }\n");
}

static void test_compile(void **state)
{
    (void)state;
    write_sources();
    run("peach-cc -c main.c answer.c");
    assert_run(0, "");
    assert_true(exists("main.o") && exists("answer.o"));
    run("peach-cc -c -o other.o answer.c");
    assert_run(0, "");
    assert_true(same_bytes("answer.o", "other.o"));
    run("mkdir -p 'a folder'; cp answer.c 'a folder/the answer.c'");
    run("peach-cc -I. -c 'a folder/the answer.c'");
    assert_run(0, "");
    assert_true(exists("the answer.o"));
    run("peach-cc -x c -c -o stdin.o - < answer.c");
    assert_run(0, "");
    assert_true(exists("stdin.o"));
    run("peach-cc -c -o /dev/null answer.c");
    assert_run(0, "");
}

/* An object through -S and the assembler is the one made at once, byte for byte. */
static void test_assembly(void **state)
{
    static const char *const levels[] = {"-O0", "-O1", "-O2", "-Os"};
    (void)state;
    write_sources();
    write_text("names.c", "int a0, sp = 3; int f1(int *r3) { return *r3 + a0; }\n"
                          "int fp(void) { static const char s[] = \"x\"; return f1(&sp) + s[0]; }\n"
                          "double table[] = {1.5, -0.0};\n");
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        run("peach-cc %s -c names.c -o one.o", levels[i]);
        assert_run(0, "");
        run("peach-cc %s -S names.c -o names.s", levels[i]);
        assert_run(0, "");
        run("peach-as --no-debug names.s -o two.o");
        assert_run(0, "");
        assert_true(same_bytes("one.o", "two.o"));
    }
    run("peach-cc -c value.S");
    assert_run(0, "");
    run("peach-cc -E value.S");
    assert_run(0, "");
    assert_non_null(strstr(run_output, ".word 42"));
}

static void test_link(void **state)
{
    (void)state;
    write_sources();
    run("rm -f *.o");
    run("peach-cc -nostdlib start.s main.c answer.c -o program");
    assert_run(0, "");
    assert_true(exists("program"));
    assert_false(exists("main.o"));
    run("peach-cc -c main.c answer.c start.s && echo");
    run("peach-ar rc libanswer.a answer.o");
    assert_run(0, "");
    run("peach-cc -nostdlib -L. start.o main.o -lanswer -o archived -Wl,-Map,archived.map -Wl,--gc-sections");
    assert_run(0, "");
    assert_true(exists("archived.map"));
    run("peach-cc -nostdlib start.o main.o -o broken");
    assert_run(1, "undefined reference to 'answer'");
    assert_false(exists("broken"));
    run("peach-cc -nostdlib start.o -lnowhere -o broken");
    assert_run(2, "nowhere");
}

static void test_dependencies(void **state)
{
    (void)state;
    write_sources();
    run("peach-cc -c -MD main.c");
    assert_run(0, "");
    run("cat main.d");
    assert_string_equal(run_output, "main.o: main.c answer.h\n");
    run("peach-cc -c -MMD -MP -MF my.dep -o sub.o main.c");
    assert_run(0, "");
    run("cat my.dep");
    assert_string_equal(run_output, "sub.o: main.c answer.h\nanswer.h:\n");
    run("peach-cc -c -MD -MT 'a target' -MF my.dep main.c");
    run("cat my.dep");
    assert_string_equal(run_output, "a target: main.c answer.h\n");
    write_text("made.c", "#include \"answer.h\"\n#include \"later.h\"\n#include \"later.h\"\n#include <system.h>\n");
    run("peach-cc -MM -MG made.c");
    assert_run(0, "");
    assert_string_equal(run_output, "made.o: made.c answer.h later.h\n");
    run("peach-cc -MM made.c");
    assert_run(1, "later.h");
}

static void test_argument_file(void **state)
{
    (void)state;
    write_sources();
    write_text("arguments", "-c\n'answer.c' -o \"from a file.o\"\n-DUNUSED=\"1 2\"\n");
    run("peach-cc @arguments");
    assert_run(0, "");
    assert_true(exists("from a file.o"));
    run("peach-cc @missing");
    assert_run(2, "missing");
}

/* What configure scripts, CMake and Meson ask before they begin. */
static void test_questions(void **state)
{
    static const struct {
        const char *option, *answer;
    } questions[] = {
        {"--version", "peach-cc"},
        {"-dumpmachine", "peach32"},
        {"-dumpversion", "0."},
        {"-print-search-dirs", "libraries: ="},
        {"-print-prog-name=ld", "peach-ld"},
        {"-print-prog-name=ar", "peach-ar"},
        {"-print-file-name=nothing.a", "nothing.a"},
        {"-print-libgcc-file-name", "libpeachrt.a"},
        {"--help", "usage: peach-cc"},
        {"-E -dM -x c /dev/null", "#define __CHAR_BIT__ 8"},
        {"-E -dM -x c /dev/null", "#define __SIZEOF_POINTER__ 4"},
        {"-E -dM -x c /dev/null", "#define __BYTE_ORDER__ "},
        {"-E -dM -x c -std=c99 /dev/null", "#define __STDC_VERSION__ 199901L"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        run("peach-cc %s", questions[i].option);
        assert_run(0, "");
        if (!strstr(run_output, questions[i].answer))
            fail_msg("peach-cc %s: no '%s' in: %s", questions[i].option, questions[i].answer, run_output);
    }
    run("peach-cc -v");
    assert_run(0, "");
    write_sources();
    run("peach-cc -### -nostdlib main.c");
    assert_run(0, "");
    assert_false(exists("a.out"));
}

/* Options that other compilers have: taken, with or without effect. */
static void test_foreign_options(void **state)
{
    (void)state;
    write_sources();
    run("peach-cc -std=gnu11 -pedantic -Wall -Wextra -Wno-unknown -pipe -O3 -g3 -ggdb -fPIC -fno-strict-aliasing "
        "-fstack-protector-strong -fvisibility=hidden -pthread -static -Wa,--noexecstack -DNDEBUG -c answer.c");
    assert_run(0, "");
    run("peach-cc --param x=1 -c answer.c");
    run("peach-cc -std=c77 -c answer.c");
    assert_run(2, "c77");
    run("peach-cc --frobnicate -c answer.c");
    assert_run(2, "unknown option '--frobnicate'");
    run("peach-cc -shared answer.c");
    assert_run(2, "no shared libraries");
}

/* What would change the program and is not there is refused; misspelt warnings are named. */
static void test_refused_options(void **state)
{
    static const struct {
        const char *option, *message;
    } refused[] = {
        {"-fsanitize=address", "'-fsanitize=address' is not supported"},
        {"--coverage", "'--coverage' is not supported"},
        {"-traditional", "'-traditional' is not supported"},
        {"-ftrapv", "'-ftrapv' is not supported; leave it out"},
        {"-fcommon", "'-fcommon' is not supported"},
        {"-MG", "-MG goes with -M or -MM only"},
        {"-fshort-enums", "'-fshort-enums' is not supported"},
        {"-fexec-charset=ISO-8859-1", "'-fexec-charset=ISO-8859-1' is not supported"},
        {"-fbogus", "unknown option '-fbogus'"},
        {"-Ox", "no level '-Ox'; -O0 to -O3, -Os, -Og and -Ofast exist"},
        {"-o answer.c", "'answer.c' would be overwritten; name another file behind -o"},
        {"-msse2", "the machine has no '-msse2'"},
        {"--target=x86_64-linux-gnu", "no target 'x86_64-linux-gnu'"},
        {"-fdiagnostics-color=perhaps", "'always', 'never' or 'auto'"},
        {"-ferror-limit=many", "'many' is no number of errors"},
    };
    (void)state;
    write_sources();
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        run("peach-cc %s -c answer.c", refused[i].option);
        assert_run(2, refused[i].message);
    }
    run("peach-cc -Wunusd -Wduplicated-cond -Wno-bogus -c answer.c");
    assert_run(0, "no warning '-Wunusd'; did you mean '-Wunused'?");
    assert_null(strstr(run_errors, "duplicated"));
    run("peach-cc -Werror -Wbogus -c answer.c");
    assert_run(1, "no warning '-Wbogus'");
}

static void test_messages(void **state)
{
    (void)state;
    write_text("many.c", "int a = b;\nint c = d;\nint e = f;\nint g(void) { return 0 }\n");
    run("peach-cc -c many.c");
    assert_run(1, "many.c:4:23: error: expected ';' after 'return'");
    assert_non_null(strstr(run_errors, "                      ^\n                      ;\n"));
    run("peach-cc -ferror-limit=2 -c many.c");
    assert_run(1, "peach-cc: 2 errors; stopping here");
    assert_null(strstr(run_errors, "many.c:3"));
    run("peach-cc -fdiagnostics-color=always -c many.c");
    assert_run(1, "\033[1;31merror:");
    run("peach-cc -fno-diagnostics-show-caret -c many.c");
    assert_run(1, "many.c:1:9: error: 'b' is not declared\nmany.c:2:9");
    run("peach-cc --help=warnings");
    assert_run(0, "");
    assert_non_null(strstr(run_output, "warnings given with -Wall:\n"));
}

static void test_preprocessing(void **state)
{
    (void)state;
    write_sources();
    write_text("only.h", "#define ONLY 3\nint thrown_away;\n");
    write_text("only.c", "/* kept */ int only = ONLY; // too\n");
    run("peach-cc -E -P -C -imacros only.h only.c");
    assert_run(0, "");
    assert_non_null(strstr(run_output, "/* kept */ int only = 3; // too"));
    assert_null(strstr(run_output, "thrown_away"));
    write_text("bytes", "AB\n");
    write_text("nothing", "");
    write_text("embed.c", "const unsigned char all[] = {\n#embed \"bytes\"\n};\n"
                          "int some[] = {\n#embed \"bytes\" limit(2) prefix(7,) suffix(, 0)\n};\n"
                          "int none[] = {\n#embed \"nothing\" prefix(1,) if_empty(42)\n};\n"
                          "_Static_assert(sizeof all == 3 && sizeof some == 16 && sizeof none == 4, \"\");\n");
    run("peach-cc -c embed.c");
    assert_run(0, "");
    run("peach-cc -E -P embed.c");
    assert_run(0, "");
    assert_non_null(strstr(run_output, "{65, 66, 10\n}"));
    assert_non_null(strstr(run_output, "{7, 65, 66, 0\n}"));
    write_text("embed.c", "int a[] = {\n#embed \"missing\"\n};\n");
    run("peach-cc -c embed.c");
    assert_run(1, "embed.c:2:8: fatal error: no file 'missing' to embed");
    write_text("embed.c", "int a[] = {\n#embed \"bytes\" size(3)\n};\n");
    run("peach-cc -c embed.c");
    assert_run(1, "embed.c:2:16: error: #embed takes limit(number)");
    write_text("date.c", "__DATE__ __TIME__\n");
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    run("peach-cc -E -P date.c");
    unsetenv("SOURCE_DATE_EPOCH");
    assert_run(0, "");
    assert_non_null(strstr(run_output, "\"Nov 14 2023\" \"22:13:20\""));
    run("peach-cc -E -P date.c");
    assert_run(0, "");
    assert_non_null(strstr(run_output, "\"Jan  1 1970\" \"00:00:00\""));
    run("peach-cc -save-temps -nostdlib -c answer.c");
    assert_run(0, "");
    assert_true(exists("answer.i") && exists("answer.s") && exists("answer.o"));
    run("peach-cc -v -E -x c /dev/null -isystemplace");
    assert_run(0, "#include <...> search starts here:\n place\n");
}

static void test_failures(void **state)
{
    (void)state;
    write_sources();
    run("peach-cc");
    assert_run(2, "no input file");
    run("peach-cc -c missing.c");
    assert_run(2, "missing.c");
    run("peach-cc -c -o both.o main.c answer.c");
    assert_run(2, "-o names one file");
    run("peach-cc -c -o wrong.o wrong.c");
    assert_run(1, "wrong.c:1:22: error: 'nothing' is not declared");
    assert_false(exists("wrong.o"));
    run("peach-cc -c wrong.c answer.c");
    assert_run(1, "wrong.c");
    run("peach-cc -c -o nowhere/answer.o answer.c");
    assert_run(2, "nowhere/answer.o");
    write_text("empty.c", "");
    run("peach-cc -c empty.c");
    assert_run(0, "");
    run("peach-cc -x c -c .");
    assert_run(2, "");
}

/* Two copies of a project in two folders, with headers in two places, make the same objects. */
static void copy_project(const char *folder)
{
    static const char *const files[][2] = {
        {"x.c", "#include <stddef.h>\n#include \"part.h\"\nint f(struct size *x) { return part(x->width); }\n"
                "const char *names[] = {__FILE__, __BASE_FILE__, __builtin_FILE()};\n"},
        {"v.S", "#include \"part.inc\"\nv:      ret\n"},
        {"include/part.h", "static inline int part(int x) { return x + 1; }\n"},
        {"include/part.inc", "        nop\n"},
        {"sysroot/include/stddef.h", "struct size { int width; };\n"},
    };
    run("mkdir -p %s/include %s/sysroot/include", folder, folder);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s/%s", folder, files[i][0]);
        write_text(path, files[i][1]);
    }
}

static void test_recorded_names(void **state)
{
    static const char *const folders[] = {"one", "another/deeper"};
    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        const char *f = folders[i];
        copy_project(f);
        run("peach-cc -g -c --sysroot=%s/sysroot -I$PWD/%s/include -ffile-prefix-map=$PWD/%s=src $PWD/%s/x.c -o %s/x.o", f,
            f, f, f, f);
        assert_run(0, "");
        run("peach-cc -g -S --sysroot=%s/sysroot -I%s/include -ffile-prefix-map=%s=src %s/x.c -o %s/x.s", f, f, f, f, f);
        assert_run(0, "");
        run("peach-cc -c -I$PWD/%s/include -fdebug-prefix-map=$PWD/%s=src $PWD/%s/v.S -o %s/v.o", f, f, f, f);
        assert_run(0, "");
    }
    assert_true(same_bytes("one/x.o", "another/deeper/x.o"));
    assert_true(same_bytes("one/x.s", "another/deeper/x.s"));
    assert_true(same_bytes("one/v.o", "another/deeper/v.o"));
    run("strings -a one/x.o one/v.o");
    assert_non_null(strstr(run_output, "src/x.c"));
    assert_non_null(strstr(run_output, "src/include/part.h"));
    assert_non_null(strstr(run_output, "/usr/include/stddef.h"));
    assert_non_null(strstr(run_output, "src/v.S"));
    run("peach-cc -E -P one/x.c -Ione/include -fmacro-prefix-map=one/=");
    assert_run(0, "");
    assert_non_null(strstr(run_output, "{\"x.c\", \"x.c\", __"));
    run("peach-cc -c one/x.c -fdebug-prefix-map=here");
    assert_run(2, "'here' has no second '='; give -fdebug-prefix-map=OLD=NEW");
    run("peach-as --debug-prefix-map here one/v.S");
    assert_run(2, "'here' has no '='; give --debug-prefix-map OLD=NEW");
}

/* What debug information says of variables stands between the instructions. */
static void test_variables_in_disassembly(void **state)
{
    (void)state;
    write_text("sum.c", "int take(int x) { return x * 3; }\n"
                        "int sum(int count, int *values)\n"
                        "{\n"
                        "    int total = 0;\n"
                        "    for (int i = 0; i < count; i++)\n"
                        "        total += values[i];\n"
                        "    return take(total) + count;\n"
                        "}\n"
                        "void _start(void) { int v[2] = {1, 2}; sum(2, v); }\n");
    run("peach-cc -g -O1 -fno-inline -nostdlib -o sum sum.c");
    assert_run(0, "");
    run("peach-objdump --variables sum");
    assert_non_null(strstr(run_output, "; take\n          ; x a0\n"));
    assert_non_null(strstr(run_output, "; sum\n          ; count a0, values a1\n"));
    assert_non_null(strstr(run_output, "; v [cfa"));
    assert_non_null(strstr(run_output, "; x -\n"));
    run("peach-objdump -d sum");
    assert_null(strstr(run_output, "; count"));
    run("peach-cc -g -O1 -c sum.c");
    run("peach-objdump --variables sum.o");
    assert_null(strstr(run_output, "; count"));
    run("peach-cc -O0 -nostdlib -o sum sum.c");
    run("peach-objdump --variables sum");
    assert_non_null(strstr(run_output, "Disassembly of .text"));
    assert_null(strstr(run_output, "; count"));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compile), cmocka_unit_test(test_variables_in_disassembly),
        cmocka_unit_test(test_assembly),
        cmocka_unit_test(test_link),
        cmocka_unit_test(test_dependencies),
        cmocka_unit_test(test_argument_file),
        cmocka_unit_test(test_questions),
        cmocka_unit_test(test_foreign_options),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_refused_options),
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_preprocessing),
        cmocka_unit_test(test_recorded_names),
    };
    if (argc != 6)
        return 2;
    support_tool("cc", argv[1]);
    support_tool("ar", argv[2]);
    support_tool("ld", argv[3]);
    support_tool("as", argv[4]);
    support_tool("objdump", argv[5]);
    return cmocka_run_group_tests(tests, support_enter, support_leave);
}
