/* The reader of line tables: tables made by hand from the DWARF standard, versions 4 and 5, and every truncation of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isa/dwarf_line.h"

/* Version 4: directory "lib", files "a.c" (directory 0) and "b.c" (directory 1). */
static const uint8_t version4[] = {
    70, 0, 0, 0, 4, 0,                       /* unit length, version */
    38, 0, 0, 0,                             /* header length */
    1, 1, 1, 0xfb, 14, 13,                   /* min length, max ops, is_stmt, line_base -5, line_range, opcode_base */
    0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1,      /* operands of opcodes 1..12 */
    'l', 'i', 'b', 0, 0,                     /* directories */
    'a', '.', 'c', 0, 0, 0, 0,               /* file 1 */
    'b', '.', 'c', 0, 1, 0, 0, 0,            /* file 2, end */
    0, 5, 2, 0x00, 0x00, 0x01, 0x00,         /* set address 0x10000 */
    3, 9, 1,                                 /* line += 9: 10; copy */
    4, 2, 5, 7,                              /* file 2, column 7 */
    0x4b,                                    /* special: address += 4, line += 1 (75 - 13 = 62 = 4 * 14 + 6) */
    2, 8, 3, 0x7e, 1,                        /* address += 8, line -= 2, copy */
    2, 4, 0, 1, 1,                           /* address += 4, end of run */
    0,                                       /* padding, an extended opcode cut short: must be inside the unit */
};

/* Version 5: the same files through .debug_line_str, with an MD5 column that is skipped. */
static const uint8_t line_str[] = "/work\0lib\0a.c\0b.c";
static const uint8_t version5[] = {
    103, 0, 0, 0, 5, 0, 4, 0,                /* unit length, version, address size, segment selector size */
    82, 0, 0, 0,                             /* header length */
    1, 1, 1, 0xfb, 14, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1,
    1, 1, 0x1f, 2, 0, 0, 0, 0, 6, 0, 0, 0,   /* directories: path as line_strp; "/work", "lib" */
    3, 1, 0x1f, 2, 0x0b, 5, 0x1e, 2,         /* files: path line_strp, directory data1, MD5 data16 */
    10, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
    14, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
    0, 5, 2, 0x00, 0x00, 0x01, 0x00, 4, 1, 3, 19, 1, 2, 4, 0, 1, 1, /* file 1: b.c */
};

struct seen {
    char text[512];
};

static bool note(void *context, const struct dwarf_row *row) {
    struct seen *seen = context;
    size_t used = strlen(seen->text);
    if (row->end)
        snprintf(seen->text + used, sizeof seen->text - used, "%x end\n", (unsigned)row->address);
    else
        snprintf(seen->text + used, sizeof seen->text - used, "%x %s%s%s:%u:%u\n", (unsigned)row->address,
                 row->directory, *row->directory ? "/" : "", row->file, (unsigned)row->line, (unsigned)row->column);
    return true;
}

static void reads_version_4(void **state) {
    (void)state;
    struct seen seen = {""};
    uint8_t table[sizeof version4];
    memcpy(table, version4, sizeof table);
    table[0] = sizeof table - 4 - 1; /* without the padding */
    struct dwarf_sections sections = {.line = table, .line_size = sizeof table - 1};
    assert_true(dwarf_lines(&sections, note, &seen));
    assert_string_equal(seen.text, "10000 a.c:10:0\n10004 lib/b.c:11:7\n1000c lib/b.c:9:7\n10010 end\n");
}

static void reads_version_5(void **state) {
    (void)state;
    struct seen seen = {""};
    uint8_t table[sizeof version5];
    memcpy(table, version5, sizeof table);
    table[0] = sizeof table - 4;
    table[8] = sizeof table - 12 - 17;
    struct dwarf_sections sections = {
        .line = table, .line_size = sizeof table, .line_str = line_str, .line_str_size = sizeof line_str};
    assert_true(dwarf_lines(&sections, note, &seen));
    assert_string_equal(seen.text, "10000 lib/b.c:20:0\n10004 end\n");
}

static void stops_when_told(void **state) {
    (void)state;
    (void)note;
    struct dwarf_sections sections = {.line = version4, .line_size = 0};
    assert_true(dwarf_lines(&sections, note, NULL));
}

/* Each truncation and each flipped byte is survived; memory is as large as the bytes, so that a sanitizer sees any excess. */
static void survives_damage(void **state) {
    (void)state;
    static const struct {
        const uint8_t *bytes;
        size_t size;
    } tables[] = {{version4, sizeof version4}, {version5, sizeof version5}};
    for (size_t t = 0; t < 2; t++) {
        for (size_t size = 0; size < tables[t].size; size++) {
            struct seen seen = {""};
            uint8_t *copy = malloc(size + 1);
            memcpy(copy, tables[t].bytes, size);
            if (size > 4)
                copy[0] = (uint8_t)(size - 4);
            struct dwarf_sections sections = {.line = copy, .line_size = size};
            dwarf_lines(&sections, note, &seen);
            free(copy);
        }
        for (size_t at = 0; at < tables[t].size; at++) {
            struct seen seen = {""};
            uint8_t *copy = malloc(tables[t].size);
            memcpy(copy, tables[t].bytes, tables[t].size);
            copy[at] ^= 0xff;
            struct dwarf_sections sections = {
                .line = copy, .line_size = tables[t].size, .line_str = line_str, .line_str_size = sizeof line_str};
            dwarf_lines(&sections, note, &seen);
            free(copy);
        }
    }
}

static void refuses_what_it_does_not_know(void **state) {
    (void)state;
    struct seen seen = {""};
    uint8_t table[sizeof version4];
    struct dwarf_sections sections = {.line = table, .line_size = sizeof table};
    memcpy(table, version4, sizeof table);
    table[4] = 6; /* version */
    assert_false(dwarf_lines(&sections, note, &seen));
    memcpy(table, version4, sizeof table);
    table[14] = 0; /* line_range: would divide by it */
    assert_false(dwarf_lines(&sections, note, &seen));
    memset(table, 0xff, 4); /* 64-bit DWARF */
    assert_false(dwarf_lines(&sections, note, &seen));
    assert_string_equal(seen.text, "");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_version_4), cmocka_unit_test(reads_version_5), cmocka_unit_test(stops_when_told),
        cmocka_unit_test(survives_damage), cmocka_unit_test(refuses_what_it_does_not_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
