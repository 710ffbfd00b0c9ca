/* One assembler source to an object, through peach-as. */
#include "driver/driver.h"

#include "asm/mem.h"
#include "tools/lib/temporary.h"
#include "tools/lib/tool.h"

#include <stdlib.h>

/* .S: preprocess as C first, into a file that is gone at the end. */
static const char *preprocess(struct driver *driver, const struct input *input)
{
    enum stage stage = driver->stage;
    const char *source = temporary_file("preprocessed.s");
    driver->stage = STAGE_PREPROCESS;
    bool good = source && (driver->dry_run || driver_compile(driver, input, source));
    driver->stage = stage;
    return good ? source : NULL;
}

bool driver_assemble(struct driver *driver, const struct input *input, const char *output)
{
    const char *source = input->language == LANGUAGE_ASM_CPP ? preprocess(driver, input) : input->path;
    if (!source)
        return false;
    const char **arguments = mem_new((4 + 2 * driver->kept_count) * sizeof *arguments);
    size_t count = 0;
    arguments[count++] = driver_tool(driver, "as");
    for (size_t i = 0; i < driver->kept_count; i++) {
        if (driver->kept[i].id != OPT_I)
            continue;
        arguments[count++] = "-I";
        arguments[count++] = driver->kept[i].argument;
    }
    arguments[count++] = "-o";
    arguments[count++] = output;
    arguments[count++] = source;
    bool good = driver_run(driver, arguments, count);
    free(arguments);
    return good;
}
