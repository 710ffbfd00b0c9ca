/* peach-cc: the compiler driver.  Each source goes through its steps, in order; then the objects are linked. */
#include "driver/driver.h"

#include "tools/lib/file.h"
#include "tools/lib/temporary.h"
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

/* The last part of the path with another ending. */
static const char *with_ending(struct driver *driver, const char *path, const char *ending)
{
    const char *base = strcmp(path, "-") ? file_base_name(path) : "standard-input", *dot = strrchr(base, '.');
    size_t length = dot && dot != base ? (size_t)(dot - base) : strlen(base);
    char *out = arena_alloc(&driver->arena, length + strlen(ending) + 1);
    memcpy(out, base, length);
    strcpy(out + length, ending);
    return out;
}

/* Where the result of a source goes.  NULL: standard output, or nowhere. */
static const char *output_of(struct driver *driver, const struct input *input)
{
    switch (driver->stage) {
    case STAGE_LINK: return temporary_file(with_ending(driver, input->path, ".o"));
    case STAGE_OBJECT: return driver->output ? driver->output : with_ending(driver, input->path, ".o");
    case STAGE_ASSEMBLY: return driver->output ? driver->output : with_ending(driver, input->path, ".s");
    default: return driver->output;
    }
}

static bool is_source(const struct input *input)
{
    return !input->linker_argument && input->language != LANGUAGE_OBJECT;
}

/* -save-temps: the preprocessed and the assembler source, beside where the result goes. */
static bool save_steps(struct driver *driver, const struct input *input)
{
    enum stage stage = driver->stage;
    bool good = true;
    if (stage > STAGE_PREPROCESS) {
        driver->stage = STAGE_PREPROCESS;
        good = driver_compile(driver, input, with_ending(driver, input->path, ".i"));
    }
    if (good && stage > STAGE_ASSEMBLY) {
        driver->stage = STAGE_ASSEMBLY;
        good = driver_compile(driver, input, with_ending(driver, input->path, ".s"));
    }
    driver->stage = stage;
    return good;
}

/* One input up to the stage asked for; a source that is to be linked becomes its object. */
static bool take_input(struct driver *driver, struct input *input)
{
    if (!is_source(input)) {
        if (driver->stage != STAGE_LINK && !input->linker_argument)
            tool_warning(input->path, "not used, because nothing is linked; leave out -c, -S or -E");
        return true;
    }
    bool assembly = input->language == LANGUAGE_ASM || input->language == LANGUAGE_ASM_CPP;
    const char *output = output_of(driver, input);
    bool good;
    if (assembly && driver->stage >= STAGE_OBJECT)
        good = output && driver_assemble(driver, input, output);
    else if (assembly && (input->language == LANGUAGE_ASM || driver->stage != STAGE_PREPROCESS))
        good = true; /* nothing left to do */
    else
        good = driver->dry_run ||
               ((!driver->save_temps || save_steps(driver, input)) && driver_compile(driver, input, output));
    if (good && driver->stage == STAGE_LINK)
        *input = (struct input){.path = output, .language = LANGUAGE_OBJECT};
    return good;
}

/* Nobody means the result to replace what it is made of: -o main.c */
static bool is_overwritten(const struct driver *driver, const struct input *input)
{
    return driver->output && !input->linker_argument && strcmp(input->path, "-") &&
           !strcmp(input->path, driver->output);
}

static bool take_inputs(struct driver *driver)
{
    size_t sources = 0;
    bool good = true;
    for (size_t i = 0; i < driver->input_count; i++) {
        struct input *input = &driver->inputs[i];
        if (input->language == LANGUAGE_AUTO && !input->linker_argument)
            input->language = strcmp(input->path, "-") ? language_of(input->path) : LANGUAGE_C;
        sources += is_source(input);
        if (is_overwritten(driver, input)) {
            tool_error(TOOL_FAILED, NULL, "'%s' would be overwritten; name another file behind -o", input->path);
            return false;
        }
    }
    if (sources > 1 && driver->output && driver->stage != STAGE_LINK) {
        tool_error(TOOL_FAILED, NULL, "-o names one file, but there are %lu sources; leave out -o, or give one source",
                   (unsigned long)sources);
        return false;
    }
    for (size_t i = 0; i < driver->input_count; i++)
        good = take_input(driver, &driver->inputs[i]) && good;
    return good;
}

static void free_driver(struct driver *driver)
{
    free(driver->inputs);
    free(driver->kept);
    free(driver->depend_targets);
    free(driver->linker);
    path_map_free(&driver->macro_paths);
    path_map_free(&driver->debug_paths);
    arena_free(&driver->arena);
}

int main(int argc, char **argv)
{
    struct driver driver = {.stage = STAGE_LINK, .language = {.gnu = true, .standard = 2017}, .debug_directory = "."};
    tool_begin("peach-cc");
    driver_find_sysroot(&driver, argv[0]);
    if (driver_options(&driver, argc, argv) && take_inputs(&driver) && driver.stage == STAGE_LINK)
        driver_link(&driver, driver.output ? driver.output : "a.out");
    free_driver(&driver);
    return tool_end();
}
