/* One input for a tool, as often as libFuzzer likes: the tool's main(), compiled as tool_main(), on a file of the
 * current folder.
 *
 * FUZZ_ARGUMENTS are the command's words, with the file's name, "input"; fuzz.sh starts the fuzzer in an empty folder.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define WORDS_MAX 32

int tool_main(int argc, char **argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int ignore_atexit(void (*function)(void));

static const char *const words[] = {FUZZ_ARGUMENTS};
#define WORDS (sizeof words / sizeof *words)

/* The tools tidy up at exit: once for all inputs. */
int ignore_atexit(void (*function)(void))
{
    static int registered;
    return registered++ ? 0 : atexit(function);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char *arguments[WORDS_MAX];
    FILE *file = fopen("input", "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
        abort();
    for (size_t i = 0; i < WORDS; i++)
        arguments[i] = (char *)words[i];
    arguments[WORDS] = NULL;
    tool_main((int)WORDS, arguments);
    return 0;
}
