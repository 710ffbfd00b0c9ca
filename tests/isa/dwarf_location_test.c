/* Location expressions by hand (DWARF 5, 2.5 and 2.6). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "isa/dwarf.h"
#include "isa/dwarf_location.h"

#define FRAME_CFA 0x1000u

/* Memory in which every byte is the low byte of its address; nothing from 0x8000 on. */
static bool read_memory(void *context, uint32_t va, void *bytes, size_t count)
{
    (void)context;
    if (va >= 0x8000)
        return false;
    for (size_t i = 0; i < count; i++)
        ((uint8_t *)bytes)[i] = (uint8_t)(va + i);
    return true;
}

static struct dwarf_machine machine(void)
{
    struct dwarf_machine m = {.cfa = FRAME_CFA, .thread_base = 0x2000, .read = read_memory};
    for (unsigned i = 0; i < 16; i++) {
        m.r[i] = 0x100 * i;
        m.f[i] = 0x0102030405060700u + i;
    }
    return m;
}

/* The object as a number, of so many bytes; each byte must be known. */
static uint64_t value_of(const uint8_t *expression, size_t length, size_t size)
{
    uint8_t bytes[8] = {0};
    bool known[8];
    struct dwarf_machine m = machine();
    uint64_t value = 0;
    assert_int_equal(dwarf_evaluate(expression, length, &m, bytes, known, size), size);
    for (size_t i = 0; i < size; i++)
        value |= (uint64_t)bytes[i] << (8 * i);
    return value;
}

#define VALUE(size, ...) value_of((const uint8_t[]){__VA_ARGS__}, sizeof(const uint8_t[]){__VA_ARGS__}, size)

static void finds_values(void **state)
{
    (void)state;
    assert_int_equal(VALUE(4, DW_OP_reg0 + 5), 0x500);
    assert_int_equal(VALUE(1, DW_OP_reg0 + 5), 0x00);
    assert_true(VALUE(8, DW_OP_reg0 + 18) == 0x0102030405060702u);
    assert_int_equal(VALUE(4, DW_OP_regx, 3), 0x300);
    assert_int_equal(VALUE(4, DW_OP_lit0 + 31, DW_OP_stack_value), 31);
    assert_int_equal(VALUE(4, DW_OP_consts, 0x7f, DW_OP_stack_value), 0xffffffffu);
    assert_int_equal(VALUE(4, DW_OP_constu, 0x80, 0x02, DW_OP_stack_value), 0x100);
    assert_int_equal(VALUE(4, DW_OP_breg0 + 2, 0x7c, DW_OP_stack_value), 0x1fc);
    assert_int_equal(VALUE(4, DW_OP_fbreg, 0x70, DW_OP_stack_value), FRAME_CFA - 16);
    assert_int_equal(VALUE(2, DW_OP_fbreg, 0x04), 0x0504);
    assert_int_equal(VALUE(4, DW_OP_fbreg, 0x00, DW_OP_deref, DW_OP_stack_value), 0x03020100);
    assert_int_equal(VALUE(4, DW_OP_addr, 0x10, 0x20, 0, 0), 0x13121110);
    assert_int_equal(VALUE(4, DW_OP_const4u, 8, 0, 0, 0, DW_OP_form_tls_address, DW_OP_stack_value), 0x2008);
    assert_int_equal(VALUE(4, DW_OP_lit0 + 20, DW_OP_lit0 + 3, DW_OP_div, DW_OP_stack_value), 6);
    assert_true(VALUE(8, DW_OP_implicit_value, 8, 1, 2, 3, 4, 5, 6, 7, 8) == 0x0807060504030201u);
    assert_true(VALUE(8, DW_OP_reg0 + 1, DW_OP_piece, 4, DW_OP_reg0 + 2, DW_OP_piece, 4) == 0x0000020000000100u);
}

static void leaves_out_what_is_nowhere(void **state)
{
    static const uint8_t expression[] = {DW_OP_piece, 4, DW_OP_reg0 + 1, DW_OP_piece, 2};
    uint8_t bytes[8];
    bool known[8];
    struct dwarf_machine m = machine();
    (void)state;
    assert_int_equal(dwarf_evaluate(expression, sizeof expression, &m, bytes, known, sizeof bytes), 2);
    for (unsigned i = 0; i < 8; i++)
        assert_int_equal(known[i], i == 4 || i == 5);
    assert_int_equal(dwarf_evaluate(expression, 0, &m, bytes, known, sizeof bytes), 0);
}

static void refuses_what_is_damaged(void **state)
{
    static const struct {
        uint8_t bytes[6];
        size_t length;
    } bad[] = {
        {{DW_OP_stack_value}, 1}, /* nothing on the stack */
        {{DW_OP_deref}, 1},
        {{DW_OP_constu}, 1}, /* cut off */
        {{DW_OP_addr, 1, 2}, 3},
        {{DW_OP_implicit_value, 9, 1}, 3},
        {{DW_OP_reg0, DW_OP_piece, 20}, 3},            /* beyond the object */
        {{DW_OP_breg0 + 20, 0, DW_OP_stack_value}, 3}, /* no integer register */
        {{DW_OP_addr, 0, 0x90, 0, 0}, 5},              /* no memory there */
        {{0xff}, 1},                                   /* no such operation */
    };
    struct dwarf_machine m = machine();
    uint8_t bytes[8], many[64];
    bool known[8];
    uint32_t va;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(dwarf_evaluate(bad[i].bytes, bad[i].length, &m, bytes, known, sizeof bytes), 0);
    memset(many, DW_OP_lit0, sizeof many); /* more than the stack holds */
    assert_int_equal(dwarf_evaluate(many, sizeof many, &m, bytes, known, sizeof bytes), 0);
    assert_false(dwarf_address(many, sizeof many, &m, &va));
    assert_false(dwarf_address((const uint8_t[]){DW_OP_reg0}, 1, &m, &va));
}

static void says_it_in_words(void **state)
{
    static const struct {
        uint8_t bytes[8];
        size_t length;
        const char *text;
    } texts[] = {
        {{DW_OP_reg0 + 3}, 1, "a2"},
        {{DW_OP_fbreg, 0x74}, 2, "[cfa-12]"},
        {{DW_OP_fbreg, 0x74, DW_OP_stack_value}, 3, "cfa-12"},
        {{DW_OP_lit0, DW_OP_stack_value}, 2, "0"},
        {{DW_OP_breg0 + 1, 4, DW_OP_stack_value}, 3, "a0+4"},
        {{DW_OP_reg0 + 1, DW_OP_piece, 4, DW_OP_piece, 4}, 5, "{a0, ?}"},
        {{DW_OP_div}, 1, "?"},
    };
    char text[32];
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        dwarf_location_text(texts[i].bytes, texts[i].length, text, sizeof text);
        assert_string_equal(text, texts[i].text);
    }
}

static void finds_addresses(void **state)
{
    struct dwarf_machine m = machine();
    uint32_t va;
    (void)state;
    assert_true(dwarf_address((const uint8_t[]){DW_OP_fbreg, 0x74}, 2, &m, &va));
    assert_int_equal(va, FRAME_CFA - 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_values),
        cmocka_unit_test(leaves_out_what_is_nowhere),
        cmocka_unit_test(refuses_what_is_damaged),
        cmocka_unit_test(says_it_in_words),
        cmocka_unit_test(finds_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
