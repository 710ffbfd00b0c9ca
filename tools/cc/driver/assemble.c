/* One assembler source to an object, through peach-as. */
#include "driver/driver.h"

#include "asm/mem.h"
#include "tools/lib/temporary.h"
#include "tools/lib/tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The map that makes the preprocessed file go by the source's name. */
static const char *recorded_name(struct driver *driver, const char *temporary, const char *source)
{
    char *name = path_map_apply(&driver->debug_paths, source);
    size_t length = strlen(temporary) + strlen(name) + 2;
    char *map = arena_alloc(&driver->arena, length);
    snprintf(map, length, "%s=%s", temporary, name);
    free(name);
    return map;
}

bool driver_assemble(struct driver *driver, const struct input *input, const char *output)
{
    const char *source = input->language == LANGUAGE_ASM_CPP ? preprocess(driver, input) : input->path;
    if (!source)
        return false;
    const char **arguments = mem_new((6 + 2 * driver->kept_count) * sizeof *arguments);
    size_t count = 0;
    arguments[count++] = driver_tool(driver, "as");
    for (size_t i = 0; i < driver->kept_count; i++) {
        int id = driver->kept[i].id;
        if (id != OPT_I && id != OPT_DEBUG_PREFIX_MAP)
            continue;
        arguments[count++] = id == OPT_I ? "-I" : "--debug-prefix-map";
        arguments[count++] = driver->kept[i].argument;
    }
    if (source != input->path) {
        arguments[count++] = "--debug-prefix-map";
        arguments[count++] = recorded_name(driver, source, input->path);
    }
    arguments[count++] = "-o";
    arguments[count++] = output;
    arguments[count++] = source;
    bool good = driver_run(driver, arguments, count);
    free(arguments);
    return good;
}
