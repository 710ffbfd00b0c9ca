/* isa-gen refuses each kind of mistake in a table, and says what it is.  Its path is the first argument. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *generator;

/* Check a table; what isa-gen says goes to `said`.  Returns its exit status. */
static int check_table(const char *text, char *said, size_t size) {
    char path[] = "/tmp/isa-gen-XXXXXX", command[1024];
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    close(file);
    snprintf(command, sizeof command, "'%s' %s 2>&1", generator, path);
    FILE *output = popen(command, "r");
    assert_non_null(output);
    size_t length = fread(said, 1, size - 1, output);
    said[length] = 0;
    int status = pclose(output);
    remove(path);
    return status >> 8;
}

#define ADD         "add 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rb\n  { R(d) = R(a) + R(b); }\n  Sum.\n"
#define ADD_EXAMPLE "  > r1=1 r2=2 : add r3, r1, r2 : r3=3\n"

static const struct {
    const char *table, *message;
} rejected[] = {
    {"", ":1: error: no instruction in the table"},
    {"  { R(d) = 1; }\n", ":1: error: indented line before the first instruction"},
    /* names */
    {"Add 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rb\n", ":1: error: 'Add' is not a mnemonic"},
    {"abcdefghijklmnop 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rb\n", "is not a mnemonic; use at most 15"},
    {ADD ADD_EXAMPLE ADD ADD_EXAMPLE, ":5: error: duplicate name 'add'; line 1 has it already"},
    /* patterns */
    {"x 00000001 dddd aaaa bbbb 0000 0000000  rd, ra, rb\n",
     ":1: error: the pattern of 'x' has 31 bits; it must have 32"},
    {"x 00000001 dddd aaaa bbbb 0000 000000000  rd, ra, rb\n", "the pattern of 'x' has 33 bits; it must have 32"},
    {"x 00000001 dddd aaaa eeee 0000 00000000  rd, ra, rb\n",
     "unknown field 'e' in the pattern of 'x'; fields are dabciskno"},
    {"x 00000001 dd00 ddaa aabb bb00 00000000  rd, ra, rb\n", "hole in field 'd' of 'x' above bit 19"},
    {"x 00000001 ddda aaab bbbb 0000 00000000  rd, ra, rb\n  { R(d) = R(a) + R(b); }\n  P.\n  > : x r1, r1, r1 :\n",
     "field 'd' of 'x' has 3 bits; it must have 4"},
    {"x 00000001 dddd aaaa 0000 0000 0000ssss  rd, ra, sh\n  { R(d) = R(a) << imm; }\n  P.\n  > : x r1, r1, 1 :\n",
     "field 's' of 'x' has 4 bits; it must have 5"},
    {"x 00000001 dddd aaaa bbbb 0000 00000kkk  rd, ra, rb, k\n  { R(d) = R(a) << imm; }\n  P.\n  > : x r1, r1, r1, 1 "
     ":\n",
     "field 'k' of 'x' has 3 bits; it must have 2"},
    {"x 0000 dddd aaaa bbbb cccc iiiii nnnnn oo  rd\n", "'x' has more than 5 fields"},
    {"x 00000001 dddd kksssss 0000 0000 00000  rd, sh, k\n  { R(d) = imm; }\n  P.\n  > : x r1, 1, 1 :\n",
     "'x' has two of the fields i, s, k; an instruction has one immediate"},
    /* operands */
    {"x 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rx\n", ":1: error: unknown operand 'rx' of 'x'"},
    {"x 00000001 dddd aaaa bbbb 0000 00000000  rd, ra\n  { R(d) = R(a) + R(b); }\n  P.\n  > : x r1, r1 :\n",
     "field 'b' of 'x' is written by 0 operands; it must be one"},
    {"x 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rb, ra\n  { R(d) = R(a) + R(b); }\n  P.\n  > : x r1, r1, r1, r1 "
     ":\n",
     "field 'a' of 'x' is written by 2 operands; it must be one"},
    {"x 00000001 dddd aaaa 0000 0000 00000000  rd, ra, rb\n  { R(d) = R(a); }\n  P.\n  > : x r1, r1, r1 :\n",
     "operand 'rb' of 'x' needs a field 'b', which the pattern does not have"},
    {"x 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rb, rd, ra\n", "'x' has more than 4 operands"},
    /* semantics */
    {"x 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rb\n  P.\n  > : x r1, r1, r1 :\n",
     "'x' has no semantics in braces"},
    {"x 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rb\n  { R(d) = R(a)\n  P.\n  > : x r1, r1, r1 :\n",
     "'x' has no semantics in braces"},
    {"x 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rb\n  { R(d) = R(c); }\n  P.\n  > : x r1, r1, r1 :\n",
     "the semantics of 'x' use field 'c', which its pattern does not have"},
    {"x 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rb\n  { R(d) = R(a) + imm; }\n  P.\n  > : x r1, r1, r1 :\n",
     "the semantics of 'x' use 'imm', but its pattern has no such field"},
    {"x 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rb\n  { R(d) = R(a) + carry; }\n  P.\n  > : x r1, r1, r1 :\n",
     "unknown name 'carry' in the semantics of 'x'"},
    {"x 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rb\n  { R(d) = 1; }\n  { R(d) = 2; }\n  P.\n  > : x r1, r1, r1 "
     ":\n",
     ":3: error: second semantics of 'x'"},
    /* prose and examples */
    {"x 00000001 dddd aaaa bbbb 0000 00000000  rd, ra, rb\n  { R(d) = R(a); }\n  > : x r1, r1, r1 :\n",
     "'x' has no prose; say what it does"},
    {ADD, ":1: error: 'add' has no worked example; add a line '> before : instruction : after'"},
    {ADD "  > r1=1 r16=2 : add r3, r1, r2 : r3=3\n", ":4: error: example: not a value"},
    {ADD "  > r1=1 q : add r3, r1, r2 : r3=3\n", "example: not a value"},
    {ADD "  > r1=1 r2=2\n", "example: expected ': instruction : state' at ''"},
    {ADD "  > r1=1 : sub r3, r1, r2 : r3=3\n", "example: an example must run its own instruction at 'sub"},
    {ADD "  > r1=1 : add r3, r1 : r3=3\n", "example: operand does not fit the table's syntax"},
    {ADD "  > r1=1 : add r3, r1, f2 : r3=3\n", "example: operand does not fit the table's syntax at 'f2"},
    {ADD "  > r1=1 : add r3, r1, r2\n", "example: expected ': state'"},
    {ADD "  > r1=1 : add r3, r1, r2 : r3=3 : r4=4\n", "example: something is left at ': r4=4'"},
    {ADD "  > r1=1 : add r3, r1, r2 : trap=NONSENSE\n", "example: not a value"},
    {ADD "  > r1=1 r2=1 r3=1 r4=1 r5=1 r6=1 r7=1 r8=1 r9=1 : add r3, r1, r2 : r3=3\n", "example: too many values"},
    /* overlaps */
    {ADD ADD_EXAMPLE "y 00000001 dddd aaaa bbbb 0000 0000000k  rd, ra, rb\n",
     "field 'k' of 'y' has 1 bits; it must have 2"},
    {ADD ADD_EXAMPLE
     "y 00000001 dddd aaaa 0000 0000 000000kk  rd, ra, k\n  { R(d) = R(a) << imm; }\n  P.\n  > : y r1, r1, 1 :\n",
     ":5: error: 'y' overlaps 'add' of line 1; 0x01000000 would be both"},
};

static void rejects(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rejected / sizeof rejected[0]; i++) {
        char said[4096];
        int status = check_table(rejected[i].table, said, sizeof said);
        if (status != 1 || !strstr(said, rejected[i].message))
            fail_msg("case %u: status %d, wanted \"%s\", said:\n%s", (unsigned)i, status, rejected[i].message, said);
    }
}

static void accepts(void **state) {
    (void)state;
    char said[4096];
    assert_int_equal(check_table("# comment\n\n" ADD ADD_EXAMPLE, said, sizeof said), 0);
    assert_string_equal(said, "");
}

/* All mistakes of a table in one run. */
static void reports_several(void **state) {
    (void)state;
    char said[4096];
    assert_int_equal(check_table("X 0\n" ADD "y 0\nz 1\n", said, sizeof said), 1);
    assert_non_null(strstr(said, ":1: error: 'X'"));
    assert_non_null(strstr(said, ":2: error: 'add' has no worked example"));
    assert_non_null(strstr(said, ":5: error: the pattern of 'y' has 1 bits"));
    assert_non_null(strstr(said, ":6: error: the pattern of 'z' has 1 bits"));
}

static void wrong_usage(void **state) {
    (void)state;
    char command[1024];
    snprintf(command, sizeof command, "'%s' /nonexistent/table 2>/dev/null", generator);
    assert_int_equal(system(command) >> 8, 2);
    snprintf(command, sizeof command, "'%s' 2>/dev/null", generator);
    assert_int_equal(system(command) >> 8, 2);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: gen_test PATH-OF-ISA-GEN\n");
        return 2;
    }
    generator = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rejects),
        cmocka_unit_test(accepts),
        cmocka_unit_test(reports_several),
        cmocka_unit_test(wrong_usage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
