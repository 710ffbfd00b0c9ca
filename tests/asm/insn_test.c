/* Instructions: every operation from text to word, the table's examples, and every pseudo-instruction's expansion. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "isa/examples.h"
#include "isa/isa.h"
#include "tests/asm/support.h"

static uint32_t seed = 12345;

static uint32_t next_random(void)
{
    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

/* A valid instruction of this operation with arbitrary fields. */
static struct insn random_insn(unsigned op)
{
    uint32_t word;
    struct insn insn;
    do
        word =
            (isa_table[op].match & isa_table[op].mask) | ((next_random() << 8 | next_random()) & ~isa_table[op].mask);
    while (!isa_decode(word, &insn) || insn.op != op);
    return insn;
}

/* Assembler text of an instruction, its target (if it has one) written relative to the place. */
static void write_text(const struct insn *insn, char *text, size_t size)
{
    isa_format(text, size, insn, 0);
    if (!isa_table[insn->op].off_bits)
        return;
    char *last = strrchr(text, ' ');
    assert_non_null(last);
    snprintf(last, size - (size_t)(last - text), " . + %d\n", (int)insn->off);
}

static void test_every_operation(void **state)
{
    (void)state;
    for (unsigned op = OP_ILLEGAL + 1; op < OP_COUNT; op++) {
        for (int round = 0; round < 12; round++) {
            struct insn insn = random_insn(op);
            char text[100];
            uint32_t word;
            assert_int_equal(isa_encode(&insn, &word), ISA_OK);
            write_text(&insn, text, sizeof text);
            struct assembled result = assemble_good(text);
            struct buf bytes = section_bytes(&result, ".text");
            if (isa_table[op].off_bits && bytes.length == 0)
                fail_msg("%s gives nothing", text);
            if (buf_get32(&bytes, 0) != word)
                fail_msg("%s: %08x, not %08x", text, buf_get32(&bytes, 0), word);
            buf_free(&bytes);
            assembled_free(&result);
        }
    }
}

/* The examples of the table, with registers by number, against their decoded form. */
static void test_examples(void **state)
{
    (void)state;
    for (unsigned i = 0; i < isa_example_count; i++) {
        const struct isa_example *example = &isa_examples[i];
        uint32_t word;
        if (isa_table[example->op].off_bits)
            continue; /* absolute targets: see test_every_operation */
        assert_int_equal(isa_encode(&example->insn, &word), ISA_OK);
        struct assembled result = assemble_good(example->source);
        struct buf bytes = section_bytes(&result, ".text");
        if (bytes.length != 4 || buf_get32(&bytes, 0) != word)
            fail_msg("%s: %08x, not %08x", example->source, buf_get32(&bytes, 0), word);
        buf_free(&bytes);
        assembled_free(&result);
    }
}

struct expansion {
    const char *source, *expected;
};

static const struct expansion expansions[] = {
    {"nop", "addi zero, zero, 0"},
    {"mv a0, s1", "addi a0, s1, 0"},
    {"li a0, 0", "addi a0, zero, 0"},
    {"li a0, -32768", "addi a0, zero, -32768"},
    {"li a0, 32767", "addi a0, zero, 32767"},
    {"li a0, 32768", "ori a0, zero, 0x8000"},
    {"li a0, 65535", "ori a0, zero, 0xffff"},
    {"li a0, 65536", "addhi a0, zero, 0x1"},
    {"li a0, 0x12345678", "addhi a0, zero, 0x1234; addi a0, a0, 22136"},
    {"li a0, 0xfffff000", "addi a0, zero, -4096"},
    {"li a0, -70000", "addhi a0, zero, 0xffff; addi a0, a0, -4464"},
    {"li a0, 0x80000000", "addhi a0, zero, 0x8000"},
    {"li a0, later\n.set later, 0x18000", "addhi a0, zero, 0x2; addi a0, a0, -32768"},
    {"la a0, 0x12348000", "addhi a0, zero, 0x1235; addi a0, a0, -32768"},
    {"neg a0, a1", "sub a0, zero, a1"},
    {"not a0, a1", "sub a0, zero, a1; addi a0, a0, -1"},
    {"subi a0, a1, 5", "addi a0, a1, -5"},
    {"seqz a0, a1", "seqi a0, a1, 0"},
    {"snez a0, a1", "snei a0, a1, 0"},
    {"sltz a0, a1", "slti a0, a1, 0"},
    {"sgtz a0, a1", "slt a0, zero, a1"},
    {"sgt a0, a1, a2", "slt a0, a2, a1"},
    {"sgtu a0, a1, a2", "sltu a0, a2, a1"},
    {"sext.b a0, a1", "exts a0, a1, 0, 8"},
    {"sext.h a0, a1", "exts a0, a1, 0, 16"},
    {"zext.b a0, a1", "andi a0, a1, 0xff"},
    {"zext.h a0, a1", "andi a0, a1, 0xffff"},
    {"b .", "j 0x0"},
    {"x: beqz a0, x", "beq a0, zero, 0x0"},
    {"x: bnez a0, x", "bne a0, zero, 0x0"},
    {"x: bltz a0, x", "blt a0, zero, 0x0"},
    {"x: bgez a0, x", "bge a0, zero, 0x0"},
    {"x: bgtz a0, x", "blt zero, a0, 0x0"},
    {"x: blez a0, x", "bge zero, a0, 0x0"},
    {"x: bgt a0, a1, x", "blt a1, a0, 0x0"},
    {"x: ble a0, a1, x", "bge a1, a0, 0x0"},
    {"x: bgtu a0, a1, x", "bltu a1, a0, 0x0"},
    {"x: bleu a0, a1, x", "bgeu a1, a0, 0x0"},
    {"x: bgti a0, 5, x", "bgei a0, 6, 0x0"},
    {"x: blei a0, 5, x", "blti a0, 6, 0x0"},
    {"f: call f", "jal 0x0"},
    {"call a0", "jalr lr, a0, 0"},
    {"\"a0\": call \"a0\"", "jal 0x0"},
    {"f: tail f", "j 0x0"},
    {"tail a0", "jalr zero, a0, 0"},
    {"jr a0", "jalr zero, a0, 0"},
    {"jalr a0", "jalr lr, a0, 0"},
    {"jalr a0, a1", "jalr a0, a1, 0"},
    {"jalr a0, a1, 4", "jalr a0, a1, 4"},
    {"ret", "jalr zero, lr, 0"},
    {"push lr", "addi sp, sp, -8; sw lr, [sp]"},
    {"push lr, fp", "addi sp, sp, -8; swp lr, fp, [sp]"},
    {"push s0-s2", "addi sp, sp, -16; swp s0, s1, [sp]; sw s2, [sp + 8]"},
    {"pop s0-s2", "lwp s0, s1, [sp]; lw s2, [sp + 8]; addi sp, sp, 16"},
    {"lb a0, 0x18000", "addhi a0, zero, 0x2; lb a0, [a0 - 32768]"},
    {"lbu a0, 0x18000", "addhi a0, zero, 0x2; lbu a0, [a0 - 32768]"},
    {"lh a0, 0x18000", "addhi a0, zero, 0x2; lh a0, [a0 - 32768]"},
    {"lhu a0, 0x18000", "addhi a0, zero, 0x2; lhu a0, [a0 - 32768]"},
    {"lw a0, 0x18000", "addhi a0, zero, 0x2; lw a0, [a0 - 32768]"},
    {"sb a0, 0x18004, t0", "addhi t0, zero, 0x2; sb a0, [t0 - 32764]"},
    {"sh a0, 0x18004, t0", "addhi t0, zero, 0x2; sh a0, [t0 - 32764]"},
    {"sw a0, 0x18004, t0", "addhi t0, zero, 0x2; sw a0, [t0 - 32764]"},
    {"flw f0, 0x18004, t0", "addhi t0, zero, 0x2; flw fa0, [t0 - 32764]"},
    {"fld f0, 0x18008, t0", "addhi t0, zero, 0x2; fld fa0, [t0 - 32760]"},
    {"fsw f0, 0x18004, t0", "addhi t0, zero, 0x2; fsw fa0, [t0 - 32764]"},
    {"fsd f0, 0x18008, t0", "addhi t0, zero, 0x2; fsd fa0, [t0 - 32760]"},
    {"fmv.s f1, f2", "fmov fa1, fa2"},
    {"fmv.d f1, f2", "fmov fa1, fa2"},
    {"fgt.s a0, f1, f2", "flt.s a0, fa2, fa1"},
    {"fgt.d a0, f1, f2", "flt.d a0, fa2, fa1"},
    {"fge.s a0, f1, f2", "fle.s a0, fa2, fa1"},
    {"fge.d a0, f1, f2", "fle.d a0, fa2, fa1"},
    /* writings of real instructions */
    {"lw a0, [a1]", "lw a0, [a1]"},
    {"lw a0, [a1 - 4]", "lw a0, [a1 - 4]"},
    {"lwx a0, [a1 + a2]", "lwx a0, [a1 + a2]"},
    {"lwx a0, [a1 + a2 << 1 + 1]", "lwx a0, [a1 + a2 << 2]"},
    {"addi a0, a0, 'a' + '\\n'", "addi a0, a0, 107"},
    {"addhi a0, zero, %hi(0x18000)", "addhi a0, zero, 0x2"},
    {"addi a0, a0, %lo(0x18000)", "addi a0, a0, -32768"},
    {"nop; nop ; ret", "addi zero, zero, 0; addi zero, zero, 0; jalr zero, lr, 0"},
};

static void test_expansions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof expansions / sizeof *expansions; i++) {
        struct assembled result = assemble_good(expansions[i].source);
        char *text = disassemble(&result);
        if (strcmp(text, expansions[i].expected) != 0)
            fail_msg("%s: %s, not %s", expansions[i].source, text, expansions[i].expected);
        free(text);
        assembled_free(&result);
    }
}

/* Law: no pseudo-instruction without a line above. */
static void test_all_are_tested(void **state)
{
    (void)state;
    for (unsigned i = 0; asm_pseudo(i); i++) {
        size_t length = strlen(asm_pseudo(i)->name);
        bool found = false;
        for (size_t t = 0; t < sizeof expansions / sizeof *expansions; t++) {
            const char *source = expansions[t].source;
            source += source[0] && source[1] == ':' ? 3 : 0;
            found = found ||
                    (strncmp(source, asm_pseudo(i)->name, length) == 0 && (source[length] == ' ' || !source[length]));
        }
        if (!found)
            fail_msg("no test of %s", asm_pseudo(i)->name);
    }
}

/* A branch that cannot reach becomes its opposite around a jump; the text around it keeps its meaning. */
static void test_far_branches(void **state)
{
    static const struct expansion far[] = {
        {"beq a0, a1, far", "bne a0, a1, 0x8; j "},   {"bne a0, a1, far", "beq a0, a1, 0x8; j "},
        {"blt a0, a1, far", "bge a0, a1, 0x8; j "},   {"bgeu a0, a1, far", "bltu a0, a1, 0x8; j "},
        {"bltu a0, a1, far", "bgeu a0, a1, 0x8; j "}, {"beqi a0, -3, far", "bnei a0, -3, 0x8; j "},
        {"bltui a0, 9, far", "bgeui a0, 9, 0x8; j "}, {"bgez a0, far", "blt a0, zero, 0x8; j "},
    };
    (void)state;
    for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
        char source[100];
        snprintf(source, sizeof source, "%s\n.space 0x20000\nfar: ret", far[i].source);
        struct assembled result = assemble_good(source);
        char *text = disassemble(&result);
        assert_memory_equal(text, far[i].expected, strlen(far[i].expected));
        assert_int_equal(symbol(&result, "far").value, 0x20008);
        free(text);
        assembled_free(&result);
    }
    struct assembled result = assemble_good("x: beq a0, a1, y\nbnei a0, 1, y\n.align 16\nz: .space 0x1fff8 - 16\n"
                                            "y: nop\n.size x, . - x\n.data\n.word y - x, z - x");
    struct buf data = section_bytes(&result, ".data");
    assert_int_equal(symbol(&result, "z").value, 16);
    assert_int_equal(symbol(&result, "y").value, 0x1fff8);
    assert_int_equal(buf_get32(&data, 0), 0x1fff8);
    assert_int_equal(buf_get32(&data, 4), 16);
    assert_int_equal(symbol(&result, "x").size, 0x1fffc);
    buf_free(&data);
    assembled_free(&result);
}

/* An undefined target may lie anywhere: the branch is made far, the jump is the linker's. */
static void test_external_branch(void **state)
{
    (void)state;
    struct assembled result = assemble_good("beq a0, a1, elsewhere\ncall elsewhere");
    char *text = disassemble(&result);
    assert_string_equal(text, "bne a0, a1, 0x8; j 0x4; jal 0x8");
    free(text);
    assembled_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_operation), cmocka_unit_test(test_examples),
        cmocka_unit_test(test_expansions),      cmocka_unit_test(test_all_are_tested),
        cmocka_unit_test(test_far_branches),    cmocka_unit_test(test_external_branch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
