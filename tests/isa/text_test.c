/* Disassembled text, assembled again, is the same word: every operation, fields at their ends and at random. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/asm.h"
#include "isa/examples.h"

enum { WORDS_PER_OP = 60, LINE_BYTES = 96, TEXT = 1 << 20 };

static uint32_t random_state = 1;

static uint32_t random32(void) {
    random_state = random_state * 1664525 + 1013904223;
    return random_state ^ random_state >> 15;
}

/* Assemble a source; its words, which the caller frees.  A mistake in it fails the test. */
static uint32_t *assemble(const char *source, size_t length, size_t *count) {
    struct obj *obj = obj_new();
    struct diag diag;
    diag_init(&diag, "text_test");
    struct assembler *as = asm_new(obj, &diag, NULL);
    bool good = asm_source(as, "text", source, length);
    assert_true(asm_finish(as) && good);
    unsigned section = obj_find_section(obj, ".text");
    *count = obj_offset(obj, section) / 4;
    uint32_t *words = calloc(*count + 1, sizeof *words);
    for (size_t i = 0; i < *count; i++)
        words[i] = obj_read32(obj, section, (uint32_t)i * 4);
    asm_free(as);
    obj_free(obj);
    return words;
}

/* Write an instruction as a line; a target becomes a distance from the line itself. */
static size_t write_line(char *line, const struct insn *insn) {
    const struct isa_info *info = &isa_table[insn->op];
    size_t length = (size_t)isa_format(line, LINE_BYTES, insn, 0);
    if (info->off_bits) {
        char *target = strrchr(line, ' ');
        length = (size_t)(target - line);
        length += (size_t)sprintf(target, " . + %d", (int)insn->off);
    }
    line[length++] = '\n';
    return length;
}

static uint32_t sample(unsigned op, unsigned i) {
    uint32_t free_bits = ~isa_table[op].mask;
    return isa_table[op].match | (i == 0 ? 0 : i == 1 ? free_bits : random32() & free_bits);
}

static void text_round_trip(void **state) {
    (void)state;
    char *source = malloc(TEXT);
    static uint32_t wanted[OP_COUNT * WORDS_PER_OP];
    size_t length = 0, lines = 0, count;
    for (unsigned op = 1; op < OP_COUNT; op++) {
        for (unsigned i = 0; i < WORDS_PER_OP; i++) {
            struct insn insn;
            wanted[lines] = sample(op, i);
            assert_true(isa_decode(wanted[lines++], &insn));
            length += write_line(source + length, &insn);
            assert_true(length < TEXT - LINE_BYTES);
        }
    }
    uint32_t *words = assemble(source, length, &count);
    assert_int_equal(count, lines);
    for (size_t i = 0; i < count; i++) {
        if (words[i] != wanted[i])
            fail_msg("0x%08x (%s) comes back as 0x%08x", (unsigned)wanted[i], isa_table[1 + i / WORDS_PER_OP].name,
                     (unsigned)words[i]);
    }
    free(words);
    free(source);
}

/* The instructions of the worked examples, as the table writes them. */
static void examples_assemble(void **state) {
    (void)state;
    for (unsigned i = 0; i < isa_example_count; i++) {
        const struct isa_example *example = &isa_examples[i];
        char source[128];
        uint32_t word;
        size_t count;
        assert_int_equal(isa_encode(&example->insn, &word), ISA_OK);
        snprintf(source, sizeof source, " %s\n", example->source);
        if (isa_table[example->op].off_bits)
            sprintf(strrchr(source, ' '), " . + %d\n", (int)example->insn.off);
        uint32_t *words = assemble(source, strlen(source), &count);
        assert_int_equal(count, 1);
        assert_int_equal(words[0], word);
        free(words);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_round_trip),
        cmocka_unit_test(examples_assemble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
