/* docs/compiler.md tells the truth: its programs compile without a warning, or with the messages that stand below them.
 */
#include "tests/tools/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char page[1 << 16];

/* Copy the block that begins at a line ```kind to text; *at moves behind it.  False when there is none. */
static bool next_block(const char **at, const char *kind, char *text, size_t size)
{
    const char *start = strstr(*at, kind);
    if (!start)
        return false;
    start = strchr(start, '\n') + 1;
    const char *end = strstr(start, "```");
    assert_non_null(end);
    assert_true((size_t)(end - start) < size);
    memcpy(text, start, (size_t)(end - start));
    text[end - start] = 0;
    *at = end + 4;
    return true;
}

/* The lines of the messages that name a place. */
static void keep_messages(const char *text, char *kept, size_t size)
{
    *kept = 0;
    while (*text) {
        size_t length = strcspn(text, "\n") + 1, used = strlen(kept);
        if (strncmp(text, "wrong.c:", 8) == 0 && used + length < size) {
            memcpy(kept + used, text, length);
            kept[used + length] = 0;
        }
        text += length;
    }
}

static void test_examples(void **state)
{
    static char program[8000], expected[4000], got[4000];
    const char *at = page;
    unsigned count = 0, wrong = 0;
    (void)state;
    for (; next_block(&at, "```c", program, sizeof program); count++) {
        bool messages = strncmp(at, "```text", 7) == 0;
        write_text("wrong.c", program);
        int status = run("peach-cc -Wall -Wextra -std=gnu11 -c -o example.o wrong.c");
        if (messages) {
            assert_true(next_block(&at, "```text", expected, sizeof expected));
            keep_messages(run_errors, got, sizeof got);
            assert_string_equal(got, expected);
            assert_int_equal(status, 1);
            wrong++;
        } else if (status != 0 || *run_errors) {
            fail_msg("%s\nsays: %s", program, run_errors);
        }
    }
    assert_true(count >= 3);
    assert_int_equal(wrong, 1);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples)};
    if (argc != 3)
        return 2;
    FILE *in = fopen(argv[2], "r");
    if (!in || !fread(page, 1, sizeof page - 1, in))
        return 2;
    fclose(in);
    support_tool("cc", argv[1]);
    return cmocka_run_group_tests(tests, support_enter, support_leave);
}
