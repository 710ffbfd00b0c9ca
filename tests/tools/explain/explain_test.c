/* peach-explain at its border: what it prints, what it refuses, its exit status.  Its path is the first argument. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *tool;
static char said[1 << 16];

/* Run the tool with these arguments; its output and messages go to `said`. */
static int explain(const char *arguments) {
    char command[1024];
    snprintf(command, sizeof command, "{ '%s' %s; } 2>&1", tool, arguments);
    FILE *output = popen(command, "r");
    assert_non_null(output);
    said[fread(said, 1, sizeof said - 1, output)] = 0;
    return pclose(output) >> 8;
}

static void explains(void **state) {
    (void)state;
    static const struct {
        const char *arguments, *text;
    } cases[] = {
        {"0x01312000", "0x01312000  add a2, a0, a1\n"},
        {"0x01312000", "| 00000001 |   d  |   a  |   b  | 000000000000 |\n"},
        {"0x01312000", "| 00000001 | 0011 | 0001 | 0010 | 000000000000 |\n"},
        {"0x01312000", "d  r3   a2    written\n"},
        {"0x01312000", "a  r1   a0    read\n"},
        {"0x01312000", "Sum modulo 2^32."},
        {"0x01312000", "meaning  { R(d) = R(a) + R(b); }"},
        {"0x01312000", "example  r1=7 r2=0xfffffffd : add r3, r1, r2 : r3=4"},
        {"19988480", "0x01310000  add a2, a0, zero"},
        {"0x2812fff0 --pc 0x1000", "beq a0, a1, 0xfc0"},
        {"-p0x1000 0x2812fff0", "o  -64 bytes, to 0x00000fc0"},
        {"0x43070100", "256 = 0x100, the register tp"},
        {"0x5a123401", "fsel fa1, a3, fa2, fa3"},
        {"0x5a123401", "d  f1   fa1   written"},
        {"0x061203ff", "length 32 bits"},
        {"shadd", "shadd rd, ra, rb, k\n"},
        {"SHADD", "shadd rd, ra, rb, k\n"},
        {"tlbhi", "control register 0x00e"},
        {"tp", "read and written in user mode too"},
        {"refill_load", "trap cause 11"},
        {"CAUSE_REFILL_LOAD", "enters at rvec"},
        {"syscall", "Call the operating system"},
        {"syscall", "trap cause 4"},
        {"li", "pseudo-instruction: load any 32-bit constant"},
        {"ret", "becomes  jalr zero, lr, 0"},
        {"jalr", "becomes  jalr lr, $0, 0"},
        {"jalr", "jalr rd, ra, simm\n"},
        {"--grammar=vim", "syn keyword peachDirective .balign"},
        {"--grammar=vim", "syn keyword peachPseudo ret"},
        {"s0", "integer register r8"},
        {"f10", "fs0  floating register f10"},
        {"--list", "1c000000 ff000000  lw         rd, [ra + simm]"},
        {"--grammar=vim", "syn keyword peachOperation shadd"},
        {"--help", "usage: peach-explain"},
        {"--color=always add", "\033[1madd rd, ra, rb\033[0m"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int status = explain(cases[i].arguments);
        if (status != 0 || !strstr(said, cases[i].text))
            fail_msg("%s: status %d, wanted \"%s\", said:\n%s", cases[i].arguments, status, cases[i].text, said);
    }
}

static void refuses(void **state) {
    (void)state;
    static const struct {
        const char *arguments;
        int status;
        const char *text;
    } cases[] = {
        {"", 2, "error: nothing to explain; see 'peach-explain --help'"},
        {"--nonsense", 2, "--nonsense"},
        {"--pc", 2, "error: option '--pc' needs a value"},
        {"--pc=x add", 2, "--pc"},
        {"--color=maybe add", 2, "--color is always, never or auto, not 'maybe'"},
        {"--grammar=ed", 2, "no grammar for 'ed'; there is one for vim"},
        {"0xffffffff", 1, "0xffffffff: error: no instruction has this encoding; it traps as ILLEGAL"},
        {"0x01312ff0", 1, "note: the nearest is"},
        {"0x123456789", 1, "not a 32-bit word"},
        {"0x", 1, "not a 32-bit word"},
        {"99999999999999999999", 1, "not a 32-bit word"},
        {"shad", 1, "error: unknown name 'shad'; did you mean 'shadd'?"},
        {"refil_load", 1, "did you mean 'REFILL_LOAD'?"},
        {"qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", 1, "unknown name 'qqqq"},
        {"''", 1, "unknown name ''"},
        {"add >/dev/full", 2, "cannot write standard output"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int status = explain(cases[i].arguments);
        if (status != cases[i].status || !strstr(said, cases[i].text))
            fail_msg("%s: status %d, wanted \"%s\", said:\n%s", cases[i].arguments, status, cases[i].text, said);
    }
}

/* Bad arguments do not keep the others from being explained. */
static void goes_on_after_an_error(void **state) {
    (void)state;
    assert_int_equal(explain("nonsense 0x01312000"), 1);
    assert_non_null(strstr(said, "unknown name 'nonsense'"));
    assert_non_null(strstr(said, "add a2, a0, a1"));
}

/* A pipe gets no escape sequences. */
static void plain_into_a_pipe(void **state) {
    (void)state;
    assert_int_equal(explain("add"), 0);
    assert_null(strchr(said, '\033'));
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: explain_test PATH-OF-PEACH-EXPLAIN\n");
        return 2;
    }
    tool = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(explains),
        cmocka_unit_test(refuses),
        cmocka_unit_test(goes_on_after_an_error),
        cmocka_unit_test(plain_into_a_pipe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
