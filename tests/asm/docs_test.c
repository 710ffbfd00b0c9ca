/* docs/assembler.md tells the truth: its examples assemble, its listings are right, and no name is missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "asm/mem.h"
#include "tests/asm/support.h"

static const char *root; /* of the source tree */
static char *page;

static char *read_file(const char *path)
{
    char full[1000];
    struct buf text = {0};
    snprintf(full, sizeof full, "%s/%s", root, path);
    FILE *in = fopen(full, "r");
    if (!in)
        fail_msg("cannot read %s", full);
    for (int c; (c = getc(in)) != EOF;)
        buf_put8(&text, (uint8_t)c);
    buf_put8(&text, 0);
    fclose(in);
    return (char *)text.data;
}

/* The text of the next block that begins with ```kind, or NULL; *at moves behind it. */
static char *next_block(const char **at, const char *kind)
{
    const char *start = strstr(*at, kind);
    if (!start)
        return NULL;
    start = strchr(start, '\n') + 1;
    const char *end = strstr(start, "```");
    assert_non_null(end);
    *at = end + 3;
    return mem_string(start, (size_t)(end - start));
}

static void test_examples(void **state)
{
    const char *at = page;
    unsigned count = 0, listings = 0;
    char *machine = read_file("isa/machine.h");
    const struct test_file files[] = {{"isa/machine.h", machine, 0}, {NULL, NULL, 0}};
    (void)state;
    for (char *block; (block = next_block(&at, "```asm")); count++) {
        struct assembled result = assemble_with(block, strlen(block), files);
        if (!result.good || *result.messages)
            fail_msg("%s\nsays: %s", block, result.messages);
        if (strncmp(at, "\n```listing", 11) == 0) {
            char *expected = next_block(&at, "```listing"), *got = listing(&result);
            assert_string_equal(got, expected);
            free(expected);
            free(got);
            listings++;
        }
        assembled_free(&result);
        free(block);
    }
    assert_true(count >= 5);
    assert_true(listings >= 1);
    free(machine);
}

static bool is_word(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
}

static void expect_mentioned(const char *name)
{
    size_t length = strlen(name);
    for (const char *at = page; (at = strstr(at, name)); at++)
        if (!is_word(at[-1]) && !is_word(at[length]))
            return;
    fail_msg("docs/assembler.md does not mention %s", name);
}

static void test_complete(void **state)
{
    (void)state;
    for (unsigned i = 0; asm_pseudo(i); i++)
        expect_mentioned(asm_pseudo(i)->name);
    for (unsigned i = 0; asm_directive(i); i++)
        expect_mentioned(asm_directive(i));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples), cmocka_unit_test(test_complete)};
    if (argc != 2)
        return 2;
    root = argv[1];
    page = read_file("docs/assembler.md");
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(page);
    return failed;
}
