/* peach-as from outside: options, files, exit status, and what other programs make of its objects. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char program[] = "        .globl  _start\n"
                              "        .type   _start, @function\n"
                              "_start: li      a0, VALUE\n"
                              "        beqz    a0, 1f\n"
                              "        call    other\n"
                              "1:      ret\n"
                              "        .size   _start, . - _start\n"
                              "        .section .text.other, \"ax\"\n"
                              "other:  nop\n"
                              "        ret\n";

static void test_default_names(void **state)
{
    (void)state;
    write_text("x.y.s", program);
    run("peach-as -D VALUE=5 x.y.s");
    assert_run(0, "");
    assert_true(exists("x.y.o"));
    run("peach-as -DVALUE=5 -o same.o x.y.s");
    assert_run(0, "");
    assert_true(same_bytes("x.y.o", "same.o"));
    run("peach-as -DVALUE=5 -o stdin.o - < x.y.s");
    assert_run(0, "");
    assert_true(exists("stdin.o"));
    write_text("bad.in", " nip\n");
    run("peach-as - < bad.in");
    assert_run(1, "<stdin>:1:2: error: unknown instruction 'nip'");
    assert_false(exists("a.o"));
}

static void test_include(void **state)
{
    (void)state;
    run("mkdir -p inc");
    assert_run(0, "");
    write_text("inc/value.h", "#define VALUE 6\n");
    write_text("inc.s", "#include \"value.h\"\n.word VALUE\n");
    run("peach-as inc.s");
    assert_run(1, "inc.s:1:10: error: cannot read 'value.h'; name its folder with -I");
    run("peach-as -I inc inc.s");
    assert_run(0, "");
}

static void test_listing(void **state)
{
    (void)state;
    write_text("list.s", " nop\n ret\n");
    run("peach-as -l list.s");
    assert_run(0, "");
    assert_non_null(strstr(run_output, "      00000004 3a0f0000            jalr zero, lr, 0\n"));
    run("peach-as --listing list.txt list.s");
    assert_run(0, "");
    assert_string_equal(run_output, "");
    assert_true(exists("list.txt"));
}

static void test_bad_usage(void **state)
{
    (void)state;
    write_text("good.s", " nop\n");
    write_text("bad.s", " nip\n");
    write_text("warn.s", ".warning \"old\"\n");
    run("peach-as");
    assert_run(2, "no source is named");
    run("peach-as good.s bad.s");
    assert_run(2, "one source at a time");
    run("peach-as --frob good.s");
    assert_run(2, "--frob");
    run("peach-as missing.s");
    assert_run(2, "missing.s");
    run("peach-as -o nowhere/x.o good.s");
    assert_run(2, "nowhere/x.o");
    run("peach-as -o bad.o bad.s");
    assert_run(1, "bad.s:1:2: error: unknown instruction 'nip'; did you mean 'nop'?");
    assert_false(exists("bad.o"));
    run("peach-as warn.s");
    assert_run(0, "warn.s:1:1: warning: old");
    run("peach-as --no-warn warn.s");
    assert_run(0, "");
    run("peach-as --fatal-warnings warn.s");
    assert_run(1, "warn.s:1:1: error: old");
    run("peach-as --help");
    assert_run(0, "");
    assert_non_null(strstr(run_output, "usage: peach-as"));
}

/* The system's own programs, where they are installed, accept what is written. */
static void test_other_readers(void **state)
{
    (void)state;
    write_text("lines.s", program);
    run("peach-as -D VALUE=70000 lines.s");
    assert_run(0, "");
    run("peach-ld -o lines.elf lines.o");
    assert_run(0, "");
    run("command -v readelf >/dev/null || exit 77; readelf -aW lines.elf");
    if (strlen(run_errors) == 0 && *run_output)
        assert_non_null(strstr(run_output, "_start"));
    run("command -v readelf >/dev/null || exit 77; readelf --debug-dump=decodedline lines.elf");
    if (*run_output) {
        assert_non_null(strstr(run_output, "lines.s                                        3             0x10000"));
        assert_non_null(strstr(run_output, "lines.s                                        6"));
    }
    run("command -v llvm-dwarfdump >/dev/null || exit 0; llvm-dwarfdump --verify lines.elf");
    assert_run(0, "");
    run("command -v llvm-dwarfdump >/dev/null || exit 0; llvm-dwarfdump --verify lines.o 2>/dev/null");
    assert_run(0, "");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_default_names), cmocka_unit_test(test_include),       cmocka_unit_test(test_listing),
        cmocka_unit_test(test_bad_usage),     cmocka_unit_test(test_other_readers),
    };
    if (argc != 3)
        return 2;
    support_tool("as", argv[1]);
    support_tool("ld", argv[2]);
    return cmocka_run_group_tests(tests, support_enter, support_leave);
}
