/* Decoder and encoder against the table: every encoding space, every field at its ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "isa/isa.h"

static uint32_t random_state = 1;

static uint32_t random32(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

/* Operations by the top byte of the word, so that the reference decoder is a short scan. */
static uint16_t by_top[256][OP_COUNT];
static unsigned by_top_count[256];

static int group_operations(void **state) {
    (void)state;
    for (unsigned op = 1; op < OP_COUNT; op++) {
        assert_int_equal(isa_table[op].mask >> 24, 0xff);
        unsigned top = isa_table[op].match >> 24;
        by_top[top][by_top_count[top]++] = (uint16_t)op;
    }
    return 0;
}

/* The one operation whose fixed bits match, OP_ILLEGAL without. */
static unsigned reference_decode(uint32_t word) {
    unsigned found = OP_ILLEGAL, top = word >> 24;
    for (unsigned i = 0; i < by_top_count[top]; i++) {
        const struct isa_info *info = &isa_table[by_top[top][i]];
        if ((word & info->mask) == info->match) {
            assert_int_equal(found, OP_ILLEGAL);
            found = by_top[top][i];
        }
    }
    return found;
}

static void check_word(uint32_t word) {
    struct insn insn;
    bool legal = isa_decode(word, &insn);
    unsigned op = reference_decode(word);
    if (insn.op != op || legal != (op != OP_ILLEGAL))
        fail_msg("0x%08x decodes as %u, the table says %u", (unsigned)word, insn.op, op);
    if (!legal)
        return;
    uint32_t again = ~word;
    enum isa_error error = isa_encode(&insn, &again);
    if (error || again != word)
        fail_msg("0x%08x (%s) encodes as 0x%08x, error %d", (unsigned)word, isa_table[op].name, (unsigned)again, error);
}

/* Every value of the top byte and of the low 12 bits, where all function codes lie, over varied middles. */
static void every_encoding_space(void **state) {
    (void)state;
    for (uint32_t top = 0; top < 256; top++) {
        for (uint32_t low = 0; low < 0x1000; low++) {
            uint32_t word = top << 24 | low;
            check_word(word);
            check_word(word | 0xfff000);
            check_word(word | 1u << (12 + low % 12));
            check_word(word | (random32() & 0xfff000));
        }
    }
}

/* All operations, each register and small field through all values, immediates through 12 bits and their ends. */
static void every_field(void **state) {
    (void)state;
    for (unsigned op = 1; op < OP_COUNT; op++) {
        uint32_t free = ~isa_table[op].mask;
        for (unsigned i = 0; i < 20000; i++)
            check_word(isa_table[op].match | (random32() & free));
        for (const struct isa_field *field = isa_table[op].fields; field->letter; field++) {
            for (uint32_t value = 0; value<1u << field->width; value += field->width> 16 ? 1021 : 1)
                check_word(isa_table[op].match | value << field->lo);
            check_word(isa_table[op].match | ((1u << field->width) - 1) << field->lo);
        }
    }
}

/* A fixed bit flipped, anywhere, is another instruction or none: never the same. */
static void fixed_bits_count(void **state) {
    (void)state;
    for (unsigned op = 1; op < OP_COUNT; op++) {
        for (unsigned bit = 0; bit < 32; bit++) {
            struct insn insn;
            if (!(isa_table[op].mask >> bit & 1))
                continue;
            isa_decode(isa_table[op].match ^ 1u << bit, &insn);
            assert_int_not_equal(insn.op, op);
        }
    }
}

static void words_by_hand(void **state) {
    (void)state;
    static const struct {
        struct insn insn;
        uint32_t word;
    } cases[] = {
        {{.op = OP_ADD, .d = 3, .a = 1, .b = 2}, 0x01312000},
        {{.op = OP_ADDI, .d = 15, .a = 14, .imm = -1}, 0x08feffff},
        {{.op = OP_ADDHI, .d = 1, .imm = 0xffff}, 0x0910ffff},
        {{.op = OP_EXTU, .d = 1, .a = 2, .imm = 31, .n = 32}, 0x061203ff},
        {{.op = OP_LWP, .d = 1, .b = 2, .a = 14, .imm = -8}, 0x211e2ffe},
        {{.op = OP_SWX, .d = 4, .a = 5, .b = 6, .imm = 3}, 0x20456703},
        {{.op = OP_BEQ, .d = 1, .a = 2, .off = -4}, 0x2812ffff},
        {{.op = OP_BEQI, .d = 1, .imm = -128, .off = 8188}, 0x301807ff},
        {{.op = OP_J, .off = -0x2000000}, 0x38800000},
        {{.op = OP_CSRW, .a = 7, .imm = 0x100}, 0x43070100},
        {{.op = OP_FSEL, .d = 1, .a = 2, .b = 3, .c = 4}, 0x5a123401},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t word;
        assert_int_equal(isa_encode(&cases[i].insn, &word), ISA_OK);
        assert_int_equal(word, cases[i].word);
    }
}

static void refuses_what_does_not_fit(void **state) {
    (void)state;
    static const struct {
        struct insn insn;
        enum isa_error error;
    } cases[] = {
        {{.op = OP_ILLEGAL}, ISA_BAD_OP},
        {{.op = OP_COUNT}, ISA_BAD_OP},
        {{.op = OP_ADD, .d = 16}, ISA_BAD_REGISTER},
        {{.op = OP_SEL, .c = 255}, ISA_BAD_REGISTER},
        {{.op = OP_ADDI, .imm = 32768}, ISA_IMM_RANGE},
        {{.op = OP_ADDI, .imm = -32769}, ISA_IMM_RANGE},
        {{.op = OP_ANDI, .imm = -1}, ISA_IMM_RANGE},
        {{.op = OP_ANDI, .imm = 65536}, ISA_IMM_RANGE},
        {{.op = OP_SLLI, .imm = 32}, ISA_IMM_RANGE},
        {{.op = OP_SLLI, .imm = -1}, ISA_IMM_RANGE},
        {{.op = OP_SHADD, .imm = 4}, ISA_IMM_RANGE},
        {{.op = OP_BEQI, .imm = 128}, ISA_IMM_RANGE},
        {{.op = OP_LWP, .imm = 2}, ISA_IMM_ALIGN},
        {{.op = OP_LWP, .imm = 8192}, ISA_IMM_RANGE},
        {{.op = OP_EXTU, .n = 0}, ISA_LEN_RANGE},
        {{.op = OP_EXTU, .n = 33}, ISA_LEN_RANGE},
        {{.op = OP_BEQ, .off = 2}, ISA_OFF_ALIGN},
        {{.op = OP_BEQ, .off = 131072}, ISA_OFF_RANGE},
        {{.op = OP_BEQ, .off = -131076}, ISA_OFF_RANGE},
        {{.op = OP_J, .off = 0x2000000}, ISA_OFF_RANGE},
        {{.op = OP_CSRR, .imm = 4096}, ISA_IMM_RANGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t word = 0x12345678;
        assert_int_equal(isa_encode(&cases[i].insn, &word), cases[i].error);
        assert_int_equal(word, 0x12345678);
    }
}

static void finds_names(void **state) {
    (void)state;
    for (unsigned op = 1; op < OP_COUNT; op++) {
        size_t length = strlen(isa_table[op].name);
        assert_int_equal(isa_find(isa_table[op].name, length), op);
        assert_int_not_equal(isa_find(isa_table[op].name, length - 1), op);
    }
    assert_int_equal(isa_find("addx", 4), OP_ILLEGAL);
    assert_int_equal(isa_find("addx", 3), OP_ADD);
    assert_int_equal(isa_find("", 0), OP_ILLEGAL);
    assert_int_equal(isa_reg_find("sp", 2), 14);
    assert_int_equal(isa_reg_find("r15", 3), 15);
    assert_int_equal(isa_reg_find("r16", 3), -1);
    assert_int_equal(isa_reg_find("r05", 3), -1);
    assert_int_equal(isa_reg_find("r", 1), -1);
    assert_int_equal(isa_reg_find("zeros", 5), -1);
    assert_int_equal(isa_freg_find("f9", 2), 9);
    assert_int_equal(isa_freg_find("fs5", 3), 15);
    assert_int_equal(isa_freg_find("fp", 2), -1);
    assert_int_equal(isa_csr_find("tlbhi", 5), 0x00e);
    assert_int_equal(isa_csr_find("tlb", 3), -1);
    assert_string_equal(isa_csr_name(0x100), "tp");
    assert_null(isa_csr_name(0xfff));
    assert_string_equal(isa_cause_name(4), "SYSCALL");
    assert_null(isa_cause_name(0));
    assert_string_equal(isa_reg_name(13), "fp");
    assert_null(isa_reg_name(16));
}

static void formats(void **state) {
    (void)state;
    static const struct {
        uint32_t word, pc;
        const char *text;
    } cases[] = {
        {0x01312000, 0, "add a2, a0, a1"},
        {0x08feffff, 0, "addi lr, sp, -1"},
        {0x0910ffff, 0, "addhi a0, zero, 0xffff"},
        {0x061203ff, 0, "extu a0, a1, 31, 32"},
        {0x211e2ffe, 0, "lwp a0, a1, [sp - 8]"},
        {0x20456703, 0, "swx a3, [a4 + a5 << 3]"},
        {0x20456700, 0, "swx a3, [a4 + a5]"},
        {0x1c120000, 0, "lw a0, [a1]"},
        {0x1c128000, 0, "lw a0, [a1 - 32768]"},
        {0x2812ffff, 0x1000, "beq a0, a1, 0xffc"},
        {0x38800000, 0, "j 0xfe000000"},
        {0x43070100, 0, "csrw tp, t0"},
        {0x43070fff, 0, "csrw 0xfff, t0"},
        {0x5a123401, 0, "fsel fa1, a3, fa2, fa3"},
        {0x23123400, 0, "cas a0, [a1], a2, a3"},
        {0x40000000, 0, "syscall"},
        {0xffffffff, 0, "illegal"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct insn insn;
        char text[64], small[8];
        isa_decode(cases[i].word, &insn);
        assert_int_equal(isa_format(text, sizeof text, &insn, cases[i].pc), strlen(cases[i].text));
        assert_string_equal(text, cases[i].text);
        assert_int_equal(isa_format(small, sizeof small, &insn, cases[i].pc), strlen(cases[i].text));
        assert_memory_equal(small, cases[i].text, strlen(small));
        assert_int_equal(isa_format(NULL, 0, &insn, cases[i].pc), strlen(cases[i].text));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_encoding_space),
        cmocka_unit_test(every_field),
        cmocka_unit_test(fixed_bits_count),
        cmocka_unit_test(words_by_hand),
        cmocka_unit_test(formats),
        cmocka_unit_test(finds_names),
        cmocka_unit_test(refuses_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, group_operations, NULL);
}
