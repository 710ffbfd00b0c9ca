/* peach-cc: the compiler driver. */
#include "driver/driver.h"

#include "tools/lib/file.h"
#include "tools/lib/tool.h"

#include <stdlib.h>
#include <string.h>

static enum language language_of(const char *path)
{
    static const struct {
        const char *ending;
        enum language language;
    } endings[] = {
        {".c", LANGUAGE_C},   {".h", LANGUAGE_C},       {".i", LANGUAGE_C_PREPROCESSED},
        {".s", LANGUAGE_ASM}, {".S", LANGUAGE_ASM_CPP}, {".sx", LANGUAGE_ASM_CPP},
    };
    const char *dot = strrchr(file_base_name(path), '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (!strcmp(dot, endings[i].ending))
            return endings[i].language;
    return LANGUAGE_OBJECT;
}

static void free_driver(struct driver *driver)
{
    free(driver->inputs);
    free(driver->kept);
    free(driver->depend_targets);
    free(driver->linker);
    arena_free(&driver->arena);
}

int main(int argc, char **argv)
{
    struct driver driver = {.stage = STAGE_LINK, .language = {.gnu = true, .standard = 17}};
    tool_begin("peach-cc");
    driver_find_sysroot(&driver, argv[0]);
    if (driver_options(&driver, argc, argv)) {
        for (size_t i = 0; i < driver.input_count; i++) {
            struct input *input = &driver.inputs[i];
            if (input->language == LANGUAGE_AUTO)
                input->language = language_of(input->path);
            if (input->language != LANGUAGE_OBJECT)
                driver_compile(&driver, input, driver.output);
        }
    }
    free_driver(&driver);
    return tool_end();
}
