/* The object file: what is in it, that it is sound ELF, that it is the same every time; and arbitrary input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "isa/dwarf_line.h"
#include "isa/elf_file.h"
#include "tests/asm/support.h"

static const char program[] = "        .globl  main, table\n"
                              "        .type   main, @function\n"
                              "main:   push    lr, s0\n"
                              "        la      a0, text\n"
                              "        call    puts\n"
                              "        lw      a1, table + 4\n"
                              "        beqz    a1, far\n"
                              "        li      t0, %tplo(tls)\n"
                              "        pop     lr, s0\n"
                              "        ret\n"
                              "        .size   main, . - main\n"
                              "        .rept   3\n"
                              "        nop\n"
                              "        .endr\n"
                              "        .section .text.far, \"ax\"\n"
                              "far:    j       main\n"
                              "        .data\n"
                              "table:  .word   main, text + 2, table - ., 5\n"
                              "        .half   main\n"
                              "        .byte   main\n"
                              "        .rodata\n"
                              "text:   .asciz  \"hi\"\n"
                              "        .section .tdata, \"awT\"\n"
                              "tls:    .word   1\n"
                              "        .bss\n"
                              "        .align  64\n"
                              "        .space  100\n";

static void open_elf(struct elf_file *file, const struct assembled *result)
{
    if (!elf_file_open(file, result->elf.data, result->elf.length))
        fail_msg("%s", file->error);
}

/* The relocations of a section as text: offset TYPE symbol+addend, a line each. */
static char *relocations(const struct elf_file *file, const char *name)
{
    struct buf text = {0};
    struct elf_section rela;
    char line[200];
    elf_file_section(file, elf_file_find_section(file, name), &rela);
    for (unsigned i = 0; i < elf_file_reloc_count(&rela); i++) {
        struct elf_reloc reloc;
        struct elf_symbol target;
        elf_file_reloc(&rela, i, &reloc);
        elf_file_symbol(file, reloc.symbol, &target);
        snprintf(line, sizeof line, "%x %s %s+%d\n", reloc.offset, elf_reloc_name(reloc.type), target.name,
                 reloc.addend);
        buf_put(&text, line, strlen(line));
    }
    buf_put8(&text, 0);
    return (char *)text.data;
}

static void test_relocations(void **state)
{
    (void)state;
    struct assembled result = assemble_good(program);
    struct elf_file file;
    open_elf(&file, &result);
    char *text = relocations(&file, ".rela.text"), *data = relocations(&file, ".rela.data");
    char *far = relocations(&file, ".rela.text.far");
    assert_string_equal(text, "8 HI16 text+0\nc LO16 text+0\n10 OFF24 puts+0\n14 HI16 table+4\n18 LO16 table+4\n"
                              "20 OFF24 far+0\n24 TPLO16 tls+0\n");
    assert_string_equal(data, "0 ABS32 main+0\n4 ABS32 text+2\n10 ABS16 main+0\n12 ABS8 main+0\n");
    assert_string_equal(far, "0 OFF24 main+0\n");
    free(text);
    free(data);
    free(far);
    assembled_free(&result);
}

static void test_symbols(void **state)
{
    (void)state;
    struct assembled result = assemble_good(program);
    struct elf_file file;
    struct elf_section section;
    open_elf(&file, &result);
    unsigned found = 0;
    for (unsigned i = 1; i < file.symbol_count; i++) {
        struct elf_symbol entry;
        elf_file_symbol(&file, i, &entry);
        if (strcmp(entry.name, "main") == 0) {
            found++;
            assert_int_equal(entry.binding, STB_GLOBAL);
            assert_int_equal(entry.type, STT_FUNC);
            assert_int_equal(entry.size_bytes, 0x34);
        } else if (strcmp(entry.name, "tls") == 0) {
            found++;
            assert_int_equal(entry.type, STT_TLS);
            assert_int_equal(entry.binding, STB_LOCAL);
        } else if (strcmp(entry.name, "puts") == 0) {
            found++;
            assert_int_equal(entry.section, SHN_UNDEF);
        }
    }
    assert_int_equal(found, 3);
    elf_file_section(&file, elf_file_find_section(&file, ".bss"), &section);
    assert_int_equal(section.align, 64);
    assert_int_equal(section.size_bytes, 100);
    assembled_free(&result);
}

struct rows {
    char text[2000];
};

static void test_same_bytes(void **state)
{
    (void)state;
    struct assembled one = assemble_good(program), two = assemble_good(program);
    assert_int_equal(one.elf.length, two.elf.length);
    assert_memory_equal(one.elf.data, two.elf.data, one.elf.length);
    assembled_free(&one);
    assembled_free(&two);
}

/* ---- Arbitrary input ---- */

static const struct test_file files[] = {{"f", "#define X 5\n.byte X\n", 0}, {NULL, NULL, 0}};

static const char *const pieces[] = {
    ".macro m a, b=1\n",
    ".endm\n",
    "m 1, 2\n",
    "\\a",
    "\\@",
    ".rept 3\n",
    ".endr\n",
    ".irp x, 1, 2\n",
    "\\x",
    ".if 1\n",
    ".else\n",
    ".endif\n",
    "#define A B(1)\n",
    "#define B(x) x + A\n",
    "A",
    "B(A)",
    "#if A\n",
    "#endif\n",
    ".include \"f\"\n",
    ".word ",
    "a - b",
    "(",
    ")",
    "[a0 + ",
    "]",
    "%hi(",
    "1f",
    "1:",
    "\n",
    ";",
    ",",
    "\"",
    "'",
    "\\",
    "/*",
    "*/",
    "0x",
    "<<",
    ".set a, ",
    ".size a, . - a\n",
    "beq a0, a1, 1f\n",
    ".org 8\n",
    ".align 16\n",
    ".section x\n",
    ".popsection\n",
    ".fill 3, 8, 1\n",
    "li a0, ",
    "push s0-s4\n",
    ".irpc c, abc\n",
    "# 1 \"x\"\n",
    ".loc 1 1\n",
    ".file 1 \"y\"\n",
    "lw a0, a + 4\n",
    ".exitm\n",
    "\v",
    "\0",
    "=",
    "2b",
    ".float 1e999\n",
    ".purgem m\n",
    ".globl a\n",
    ".comm a, 4\n",
    ".incbin \"f\", 1, 2\n",
    "\xff",
    ".end\n",
};

static uint32_t seed = 1;

static uint32_t next_random(void)
{
    seed = seed * 1103515245u + 12345u;
    return seed >> 12;
}

static void test_arbitrary_input(void **state)
{
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct buf text = {0};
        unsigned count = 1 + next_random() % 60;
        buf_put(&text, program, next_random() % 3 ? 0 : sizeof program - 1);
        for (unsigned i = 0; i < count; i++) {
            const char *piece = pieces[next_random() % (sizeof pieces / sizeof *pieces)];
            buf_put(&text, piece, *piece ? strlen(piece) : 1);
        }
        for (unsigned i = next_random() % 4; i > 0 && text.length; i--)
            text.data[next_random() % text.length] = (uint8_t)next_random();
        struct assembled result = assemble_with((const char *)text.data, text.length, files);
        if (result.good) {
            struct elf_file file;
            open_elf(&file, &result);
        } else {
            assert_non_null(strstr(result.messages, "error: "));
        }
        char *list = result.good ? listing(&result) : NULL;
        free(list);
        assembled_free(&result);
        buf_free(&text);
    }
}

/* Work grows with the input, not with its square. */
static void test_large_input(void **state)
{
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 60000; i++) {
        char line[80];
        snprintf(line, sizeof line, "l%d: lw a0, [sp + %d]\n bnez a0, l%d\n call g%d\n", i, i % 1000 * 4,
                 (i * 7) % 60000, i);
        buf_put(&text, line, strlen(line));
    }
    struct assembled result = assemble_with((const char *)text.data, text.length, NULL);
    assert_true(result.good);
    assembled_free(&result);
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relocations),     cmocka_unit_test(test_symbols),     cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_arbitrary_input), cmocka_unit_test(test_large_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
