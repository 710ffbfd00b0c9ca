/* From addresses to names: in an object made with the object builder, whose sections lie one after the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "asm/obj.h"
#include "isa/symbolize.h"

static struct buf bytes;
static struct elf_file file;
static struct symbolizer *symbolizer;

static void define(struct obj *obj, const char *name, unsigned section, unsigned type, uint32_t size) {
    unsigned symbol = obj_symbol(obj, name);
    obj_define(obj, symbol, section, obj_offset(obj, section));
    obj_set_type(obj, symbol, type);
    obj_set_size(obj, symbol, size);
}

/* .text: first (8 bytes, label inside), a gap of 8, second; .data: table. */
static int set_up(void **state) {
    (void)state;
    struct obj *obj = obj_new();
    obj_want_lines(obj, "x.c", "", OBJ_UNIT_C);
    unsigned text = obj_section_named(obj, ".text"), data = obj_section_named(obj, ".data");
    define(obj, "first", text, STT_FUNC, 8);
    obj_line(obj, text, obj_file(obj, "x.c"), 5, 0, OBJ_LINE_STATEMENT);
    obj_put32(obj, text, 0);
    define(obj, "inside", text, STT_NOTYPE, 0);
    obj_line(obj, text, obj_file(obj, "x.c"), 6, 0, OBJ_LINE_STATEMENT);
    obj_put32(obj, text, 0);
    obj_line(obj, text, 0, 0, 0, OBJ_LINE_STATEMENT);
    obj_reserve(obj, text, 8);
    define(obj, "second", text, STT_FUNC, 4);
    obj_put32(obj, text, 0);
    define(obj, "table", data, STT_OBJECT, 8);
    obj_reserve(obj, data, 8);
    if (!obj_finish(obj, NULL, NULL))
        return -1;
    obj_write(obj, &bytes);
    obj_free(obj);
    if (!elf_file_open(&file, bytes.data, bytes.length))
        return -1;
    symbolizer = symbolizer_new(&file);
    return symbolizer ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    symbolizer_free(symbolizer);
    buf_free(&bytes);
    return 0;
}

static void check(uint32_t va, const char *wanted) {
    char text[100];
    symbolizer_format(symbolizer, va, text, sizeof text);
    assert_string_equal(text, wanted);
}

static void names_functions_and_lines(void **state) {
    (void)state;
    check(0, "first (x.c:5)");
    check(4, "first+0x4 (x.c:6)");
    check(7, "first+0x7 (x.c:6)");
    check(16, "second");
}

static void names_data(void **state) {
    (void)state;
    uint32_t base = symbolizer_section_va(symbolizer, elf_file_find_section(&file, ".data"));
    struct symbolized found;
    assert_int_equal(base, 20);
    check(base + 3, "table+0x3");
    assert_true(symbolizer_find(symbolizer, base, &found));
    assert_false(found.is_function);
}

static void says_nothing_of_the_unknown(void **state) {
    (void)state;
    check(0x40000, "0x00040000");
}

static void finds_addresses_by_name(void **state) {
    (void)state;
    uint32_t va;
    assert_true(symbolizer_address(symbolizer, "second", &va));
    assert_int_equal(va, 16);
    assert_true(symbolizer_address(symbolizer, "inside", &va));
    assert_int_equal(va, 4);
    assert_false(symbolizer_address(symbolizer, "third", &va));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_functions_and_lines),
        cmocka_unit_test(names_data),
        cmocka_unit_test(says_nothing_of_the_unknown),
        cmocka_unit_test(finds_addresses_by_name),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
