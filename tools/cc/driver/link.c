/* Objects to an executable, through peach-ld. */
#include "driver/driver.h"

#include "asm/mem.h"
#include "tools/lib/platform.h"
#include "tools/lib/tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct command {
    const char **arguments;
    size_t count, room;
};

static void add(struct command *command, const char *argument)
{
    command->arguments =
        mem_reserve(command->arguments, &command->room, command->count + 1, sizeof *command->arguments);
    command->arguments[command->count++] = argument;
}

/* Libraries that other systems keep apart from the C library; here they are part of it, unless a file says otherwise.
 */
static bool is_part_of_libc(struct driver *driver, const char *argument)
{
    static const char *const names[] = {"m", "pthread", "rt", "dl", "util"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char file[16];
        snprintf(file, sizeof file, "lib%s.a", names[i]);
        if (!strncmp(argument, "-l", 2) && !strcmp(argument + 2, names[i]))
            return platform_kind(driver_library(driver, file)) != PLATFORM_REGULAR;
    }
    return false;
}

static void add_library_folder(struct driver *driver, struct command *command)
{
    size_t size = strlen(driver->sysroot) + sizeof "-L/lib";
    char *folder = arena_alloc(&driver->arena, size);
    snprintf(folder, size, "-L%s/lib", driver->sysroot);
    add(command, folder);
}

bool driver_link(struct driver *driver, const char *output)
{
    struct command command = {NULL, 0, 0};
    add(&command, driver_tool(driver, "ld"));
    add(&command, "-o");
    add(&command, output);
    for (size_t i = 0; i < driver->linker_count; i++)
        add(&command, driver->linker[i]);
    add_library_folder(driver, &command);
    if (!driver->no_start_files)
        add(&command, driver_library(driver, "crt0.o"));
    for (size_t i = 0; i < driver->input_count; i++) {
        const struct input *input = &driver->inputs[i];
        if (!input->linker_argument || !is_part_of_libc(driver, input->path))
            add(&command, input->path);
    }
    if (!driver->no_std_lib) {
        add(&command, driver_library(driver, "libc.a"));
        add(&command, driver_library(driver, "libpeachrt.a"));
    }
    bool good = driver_run(driver, command.arguments, command.count);
    free(command.arguments);
    return good;
}
