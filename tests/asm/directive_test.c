/* Directives, expressions, symbols, macros, conditions and the preprocessor: what they put into the object. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "isa/dwarf_line.h"
#include "isa/elf_file.h"
#include "tests/asm/support.h"

struct bytes_case {
    const char *source, *expected; /* bytes of .data in hexadecimal */
};

static void expect_bytes(const char *source, const struct buf *bytes, const char *expected)
{
    struct buf text = {0};
    for (size_t i = 0; i < bytes->length; i++) {
        char pair[3];
        snprintf(pair, sizeof pair, "%02x", bytes->data[i]);
        buf_put(&text, pair, 2);
    }
    buf_put8(&text, 0);
    if (strcmp((const char *)text.data, expected) != 0)
        fail_msg("%s: %s, not %s", source, (const char *)text.data, expected);
    buf_free(&text);
}

static void check_all(const struct bytes_case *cases, size_t count, const struct test_file *files)
{
    for (size_t i = 0; i < count; i++) {
        char source[2000];
        snprintf(source, sizeof source, ".data\n%s\n", cases[i].source);
        struct assembled result = assemble_with(source, strlen(source), files);
        if (!result.good || *result.messages)
            fail_msg("%s\nsays: %s", source, result.messages);
        struct buf bytes = section_bytes(&result, ".data");
        expect_bytes(cases[i].source, &bytes, cases[i].expected);
        buf_free(&bytes);
        assembled_free(&result);
    }
}

#define CHECK_ALL(cases, files) check_all(cases, sizeof(cases) / sizeof *(cases), files)

static void test_data(void **state)
{
    static const struct bytes_case cases[] = {
        {".byte 1, -1, 255, 'a', '\\n', '\\'', '\\x41', '\\101'", "01ffff610a274141"},
        {".half 1, -2", "0100feff"},
        {".short 0x1234; .2byte 5", "34120500"},
        {".word 1, -1, 0xffffffff", "01000000ffffffffffffffff"},
        {".long 1; .int 2; .4byte 3", "010000000200000003000000"},
        {".quad 0x1122334455667788, -1", "8877665544332211ffffffffffffffff"},
        {".8byte 1", "0100000000000000"},
        {".float 1, -0.5, inf", "0000803f000000bf0000807f"},
        {".single nan", "0000c07f"},
        {".float 0.1", "cdcccc3d"},
        {".double 1, nan", "000000000000f03f000000000000f87f"},
        {".uleb128 0, 127, 128, 624485", "007f8001e58e26"},
        {".sleb128 0, -1, 63, 64, -123456", "007f3fc000c0bb78"},
        {".ascii \"ab\", \"c\"", "616263"},
        {".asciz \"ab\"", "616200"},
        {".string \"\\t\\\"\\\\\\0\\x7f\\e\"", "09225c007f1b00"},
        {".ascii \"a;b#c//d\"", "613b6223632f2f64"},
        {".byte 0b101, 017, 0x1F, 10u, 5UL", "050f1f0a05"},
        {".space 3; .byte 1; .skip 2, 0xff; .zero 1", "00000001ffff00"},
        {".fill 2, 2, 0x1234", "34123412"},
        {".fill 3", "000000"},
        {".byte 1; .align 4; .byte 2; .balign 2, 0xee; .byte 3; .p2align 2", "0100000002ee0300"},
        {".byte 1; .org 4; .byte 2; .org 6, 0xff", "0100000002ff"},
        {"x: .byte 1; .org x + 3; .byte 2", "01000002"},
    };
    (void)state;
    CHECK_ALL(cases, NULL);
}

static void test_expressions(void **state)
{
    static const struct bytes_case cases[] = {
        {".word 1 + 2 * 3 - 4 / 2", "05000000"},
        {".word (1 + 2) * 3, 7 % 3, -7 / 2, -7 % 2", "0900000001000000fdffffffffffffff"},
        {".word 1 << 4 | 3 & 6 ^ 1, 0xff >> 4, ~0, !0, !5", "130000000f000000ffffffff0100000000000000"},
        {".word 1 < 2, 2 <= 1, 3 > 2, 3 >= 4, 1 == 1, 1 != 1, 1 && 0, 1 || 0",
         "0100000000000000010000000000000001000000000000000000000001000000"},
        {".word -8 >> 1, 1 << 40 >> 36", "fcffffff10000000"},
        {".word - - 3, -(2), +4", "03000000feffffff04000000"},
        {"a: .word b - a, (b - a) / 4, . - a; b:", "0c0000000300000008000000"},
        {".word x; x = 5; .word x; x = 6; .word x", "060000000500000006000000"},
        {".set x, 3; .set x, x + 1; .byte x", "04"},
        {".equ size, end - start; start: .byte size; end: .byte size", "0101"},
        {".byte later * 2; .equ later, 9", "12"},
        {"1: .byte 1f - 1b; 1: .byte 1f - 1b; .byte 0; 1:", "010200"},
        {".word CAUSE_SYSCALL, CAUSE_ILLEGAL", "0400000001000000"},
        {".quad b - a; a: .byte 0; b:", "010000000000000000"},
        {".byte b - a; a: .byte (c - b) * 3; b: .half 0; c:", "01060000"},
    };
    (void)state;
    CHECK_ALL(cases, NULL);
}

static void test_macros(void **state)
{
    static const struct bytes_case cases[] = {
        {".macro m a, b\n.byte \\a, \\b\n.endm\nm 1, 2; m 3, 4", "01020304"},
        {".macro m a=1, b=2\n.byte \\a, \\b\n.endm\nm\nm 5\nm b=7\nm ,9", "0102050201070109"},
        {".macro m name:req\n\\name\\()_x: .byte \\name\\()_x - base\n.endm\nbase:\nm p\nm q", "0001"},
        {".macro m\nl\\@: .byte l\\@ - .\n.endm\nm\nm", "0000"},
        {".macro m text\n.ascii \"\\text\"\n.endm\nm \"a,b\"\nm cd", "612c626364"},
        {".macro m list:vararg\n.byte \\list\n.endm\nm 1, 2, 3", "010203"},
        {".macro m e\n.byte \\e\n.endm\nm (1 + 2) * 2", "06"},
        {".macro down n\n.byte \\n\n.if \\n\ndown \\n-1\n.endif\n.endm\ndown 3", "03020100"},
        {".macro m n\n.if \\n > 1\n.exitm\n.endif\n.byte \\n\n.endm\nm 1\nm 2\nm 0", "0100"},
        {".macro m\n.byte 1\n.endm\nm\n.purgem m\n.macro m\n.byte 2\n.endm\nm", "0102"},
        {".macro outer\n.macro inner\n.byte 7\n.endm\ninner\n.endm\nouter", "07"},
        {".rept 3\n.byte 1\n.endr", "010101"},
        {".rept 2\n.rept 2\n.byte 1\n.endr\n.byte 2\n.endr", "010102010102"},
        {".rept 0\n.byte 1\n.endr", ""},
        {".irp x, 1, 2, 3 * 4\n.byte \\x\n.endr", "01020c"},
        {".irpc c, 123\n.byte \\c\n.endr", "010203"},
        {"n = 0\n.rept 3\nn = n + 1\n.byte n\n.endr", "010203"},
        {".macro m\n.rept 2\n.byte 5\n.endr\n.endm\nm", "0505"},
    };
    (void)state;
    CHECK_ALL(cases, NULL);
}

static void test_conditions(void **state)
{
    static const struct bytes_case cases[] = {
        {".if 1\n.byte 1\n.else\n.byte 2\n.endif", "01"},
        {".if 0\n.byte 1\n.elseif 1\n.byte 2\n.else\n.byte 3\n.endif", "02"},
        {".if 0\n.if 1\n.byte 1\n.else\n.byte 4\n.endif\n.else\n.byte 2\n.endif", "02"},
        {"x = 1\n.ifdef x\n.byte 1\n.endif\n.ifndef x\n.byte 2\n.endif\n.ifdef y\n.byte 3\n.endif", "01"},
        {".macro m a\n.ifb \\a\n.byte 0\n.endif\n.ifnb \\a\n.byte 1\n.endif\n.endm\nm\nm x", "0001"},
        {".ifeqs \"a\", \"a\"\n.byte 1\n.endif\n.ifnes \"a\", \"a\"\n.byte 2\n.endif", "01"},
        {"#if 0\n.byte 1\nthis is no code\n#elif defined(__ASSEMBLER__) && !defined X\n.byte 2\n#else\n.byte 3\n#endif",
         "02"},
        {"#ifdef __peach__\n.byte 1\n#endif\n#ifndef __peach__\n.byte 2\n#endif", "01"},
        {"#if UNKNOWN + 1\n.byte 1\n#endif", "01"},
        {".if 0\n.macro m\n.byte 1\n.endm\n.endif\n.byte 2", "02"},
    };
    (void)state;
    CHECK_ALL(cases, NULL);
}

static const struct test_file files[] = {
    {"a.inc", ".byte 1\n.include \"b.inc\"\n", 0},
    {"inc/b.inc", ".byte 2\n", 0},
    {"const.h",
     "/* constants\n   over lines */\n#ifndef CONST_H\n#define CONST_H\n#define ONE 1 /* one */\n#define TWO (ONE + "
     "\\\n 1) // two\n"
     "#define TWICE(x) ((x) * 2)\n#define REG a0\n#endif\n",
     0},
    {"data.bin", "abcdef", 0},
    {NULL, NULL, 0},
};

static void test_files(void **state)
{
    static const struct bytes_case cases[] = {
        {".include \"a.inc\"\n.byte 3", "010203"},
        {"#include \"const.h\"\n#include \"const.h\"\n.byte ONE, TWO, TWICE(TWO + 1)", "010206"},
        {"#include <const.h>\n#undef ONE\n#define ONE 5\n.byte TWO", "06"},
        {"A = 3\n#define A B\n#define B A\n.byte A", "03"},
        {".incbin \"data.bin\"", "616263646566"},
        {".incbin \"data.bin\", 4", "6566"},
        {".incbin \"data.bin\", 1, 2", "6263"},
        {".byte 1 /* a\n comment */\n.byte 2 // x\n.byte 3 # y\n# z", "010203"},
    };
    (void)state;
    CHECK_ALL(cases, files);
}

static void test_defined_register(void **state)
{
    (void)state;
    const char *source = "#include \"const.h\"\nadd REG, REG, a1\n";
    struct assembled result = assemble_with(source, strlen(source), files);
    assert_string_equal(result.messages, "");
    char *text = disassemble(&result);
    assert_string_equal(text, "add a0, a0, a1");
    free(text);
    assembled_free(&result);
}

static void test_symbols(void **state)
{
    (void)state;
    struct assembled result = assemble_good(
        ".globl f, g\n.weak w\n.type f, @function\n.type obj, %object\nf: nop\nw: nop\n.size f, . - f\n"
        ".data\nobj: .word 1, 2\n.size obj, 8\n.comm shared, 12, 8\n.lcomm own, 4\n.globl alias\n.set alias, f\n"
        ".globl five\nfive = 5\n.Lhidden: .word .Lhidden\n");
    struct obj_symbol_info f = symbol(&result, "f");
    assert_int_equal(f.binding, STB_GLOBAL);
    assert_int_equal(f.type, STT_FUNC);
    assert_int_equal(f.size, 8);
    assert_int_equal(symbol(&result, "w").binding, STB_WEAK);
    assert_int_equal(symbol(&result, "w").value, 4);
    assert_int_equal(symbol(&result, "obj").type, STT_OBJECT);
    assert_int_equal(symbol(&result, "obj").size, 8);
    assert_int_equal(symbol(&result, "shared").binding, STB_GLOBAL);
    assert_int_equal(symbol(&result, "shared").size, 12);
    assert_int_equal(symbol(&result, "own").value, 12);
    assert_int_equal(symbol(&result, "alias").section, f.section);
    assert_int_equal(symbol(&result, "five").where, OBJ_ABSOLUTE);
    assert_int_equal(symbol(&result, "five").value, 5);
    assembled_free(&result);
}

static void test_sections(void **state)
{
    (void)state;
    struct assembled result = assemble_good(
        ".section .rodata.str1.1, \"aMS\", @progbits, 1\n.asciz \"a\"\n.bss\n.space 5\n"
        ".section .text.boot, \"ax\"\nnop\n.pushsection .data\n.byte 1\n.popsection\nnop\n"
        ".section .note-x\n.byte 1\n.previous\nnop\n.section my, \"aw\", @nobits\n.space 3\n.rodata\n.byte 1\n");
    unsigned boot = obj_find_section(result.obj, ".text.boot"),
             strings = obj_find_section(result.obj, ".rodata.str1.1");
    assert_int_equal(obj_offset(result.obj, boot), 12);
    assert_int_equal(obj_section_flags(result.obj, boot), SHF_ALLOC | SHF_EXECINSTR);
    assert_int_equal(obj_section_flags(result.obj, strings), SHF_ALLOC | SHF_MERGE | SHF_STRINGS);
    assert_int_equal(obj_offset(result.obj, obj_find_section(result.obj, ".bss")), 5);
    assert_int_equal(obj_offset(result.obj, obj_find_section(result.obj, ".data")), 1);
    assert_int_equal(obj_section_type(result.obj, obj_find_section(result.obj, "my")), SHT_NOBITS);
    assert_int_equal(obj_offset(result.obj, obj_find_section(result.obj, ".note-x")), 1);
    assembled_free(&result);
}

static void test_padding_in_code(void **state)
{
    (void)state;
    struct assembled result = assemble_good("ret\n.align 16\nret");
    char *text = disassemble(&result);
    assert_string_equal(
        text, "jalr zero, lr, 0; addi zero, zero, 0; addi zero, zero, 0; addi zero, zero, 0; jalr zero, lr, 0");
    free(text);
    assembled_free(&result);
}

static void test_ignored(void **state)
{
    (void)state;
    struct assembled result = assemble_good(
        ".file \"x.c\"\n.ident \"cc 1.0\"\n.extern a, b\nnop\n.cfi_sections .debug_frame\n.end\nnot code\n");
    assembled_free(&result);
}

/* DWARF 5, 6.4.1: worked by hand.  The branch grows by a word, the rows behind it move. */
static void test_frames(void **state)
{
    (void)state;
    struct assembled result = assemble_good(
        ".cfi_startproc\nnop\n.cfi_adjust_cfa_offset 16\n.cfi_offset lr, -16\n.cfi_rel_offset s0, 4\nbeq a0, a1, far\n"
        ".cfi_remember_state\nnop\n.cfi_def_cfa fp, 0\n.cfi_restore lr\nnop\n.cfi_restore_state\n.cfi_undefined a0\n"
        ".cfi_same_value f1\n.cfi_def_cfa_register sp\n.cfi_offset a0, 8\n.cfi_endproc\n");
    struct buf bytes = section_bytes(&result, ".debug_frame");
    expect_bytes("frames", &bytes,
                 "10000000"
                 "ffffffff"
                 "04000400"
                 "04"
                 "7c"
                 "0f"
                 "0c0e00"
                 "0000" /* the CIE */
                 "28000000"
                 "00000000"
                 "00000000"
                 "14000000" /* the FDE */
                 "41"
                 "0e10"
                 "8f04"
                 "8803"
                 "42"
                 "0a"
                 "41"
                 "0c0d00"
                 "cf"
                 "41"
                 "0b"
                 "0701"
                 "0811"
                 "0d0e"
                 "11017e"
                 "000000");
    buf_free(&bytes);
    assembled_free(&result);
}

static void test_listing(void **state)
{
    (void)state;
    struct assembled result =
        assemble_good("start:  li a0, 70000 # big\n        addi a0, a0, 1\n        .if 0\n        nop\n"
                      "        .endif\n        .macro two x\n        mv \\x, zero\n        .endm\n"
                      "        two a1\n        .data\n        .asciz \"hello\"\n        .word 1, 2\n"
                      "        .bss\n        .space 8\n");
    char *text = listing(&result);
    assert_string_equal(text, "    1                     start:  li a0, 70000 # big\n"
                              "      00000000 09100001            addhi a0, zero, 0x1\n"
                              "      00000004 08111170            addi a0, a0, 4464\n"
                              "    2 00000008 08110001           addi a0, a0, 1\n"
                              "    3                             .if 0\n"
                              "    4                             nop\n"
                              "    5                             .endif\n"
                              "    6                             .macro two x\n"
                              "    7                             mv \\x, zero\n"
                              "    8                             .endm\n"
                              "    9                             two a1\n"
                              "    7                   +         mv a1, zero\n"
                              "      0000000c 08200000            addi a1, zero, 0\n"
                              "   10                             .data\n"
                              "   11 00000000 68656c6c           .asciz \"hello\"\n"
                              "      00000004 6f00    \n"
                              "   12 00000006 01000000           .word 1, 2\n"
                              "      0000000a 02000000\n"
                              "   13                             .bss\n"
                              "   14 00000000                    .space 8\n");
    free(text);
    assembled_free(&result);
}

static bool note_row(void *context, const struct dwarf_row *row)
{
    char *text = context;
    size_t used = strlen(text);
    if (!row->end)
        snprintf(text + used, 200 - used, "%u:%u:%u%s%s ", row->address, row->line, row->column,
                 row->statement ? " stmt" : "", row->prologue_end ? " prologue" : "");
    return true;
}

/* Compilers say by .loc where statements and functions begin. */
static void test_loc(void **state)
{
    char rows[200] = "";
    (void)state;
    struct assembled result = assemble_good("        .file 1 \"a.c\"\n"
                                            "        .loc 1 3\n"
                                            "        nop\n"
                                            "        .loc 1 4 7 prologue_end\n"
                                            "        nop\n"
                                            "        .loc 1 4 9 is_stmt 0 discriminator 2\n"
                                            "        nop\n"
                                            "        .loc 1 5 is_stmt 1\n"
                                            "        nop\n");
    struct elf_file file;
    struct elf_section line, names;
    assert_true(elf_file_open(&file, result.elf.data, result.elf.length));
    elf_file_section(&file, elf_file_find_section(&file, ".debug_line"), &line);
    elf_file_section(&file, elf_file_find_section(&file, ".debug_line_str"), &names);
    struct dwarf_sections sections = {.line = line.data,
                                      .line_size = line.size_bytes,
                                      .line_str = names.data,
                                      .line_str_size = names.size_bytes};
    assert_true(dwarf_lines(&sections, note_row, rows));
    assert_string_equal(rows, "0:3:0 stmt 4:4:7 stmt prologue 8:4:9 12:5:0 stmt ");
    assembled_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data),       cmocka_unit_test(test_expressions), cmocka_unit_test(test_macros),
        cmocka_unit_test(test_conditions), cmocka_unit_test(test_files),       cmocka_unit_test(test_defined_register),
        cmocka_unit_test(test_symbols),    cmocka_unit_test(test_sections),    cmocka_unit_test(test_padding_in_code),
        cmocka_unit_test(test_ignored),    cmocka_unit_test(test_loc),
            cmocka_unit_test(test_frames),      cmocka_unit_test(test_listing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
