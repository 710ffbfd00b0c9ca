/* Headers, libraries and sibling tools, found from where this executable lies: in the build tree
 * (build/tools/cc/peach-cc and build/sysroot) or in an installed prefix (bin/peach-cc and share/peach/sysroot). */
#include "driver/driver.h"

#include "tools/lib/platform.h"
#include "tools/lib/tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *join(struct driver *driver, const char *a, const char *b, const char *c)
{
    size_t length = strlen(a) + strlen(b) + strlen(c);
    char *out = arena_alloc(&driver->arena, length + 1);
    snprintf(out, length + 1, "%s%s%s", a, b, c);
    return out;
}

void driver_find_sysroot(struct driver *driver, const char *argv0)
{
    static const char *const places[] = {"../../sysroot", "../../guestos/sysroot", "../share/peach/sysroot",
                                         "../sysroot"};
    char *program = platform_program_path(argv0);
    const char *slash = program ? strrchr(program, '/') : NULL;
    driver->tools = slash ? arena_string(&driver->arena, program, (size_t)(slash - program) + 1) : "";
    free(program);
    const char *named = getenv("PEACH_SYSROOT");
    driver->sysroot = named && *named ? arena_string(&driver->arena, named, strlen(named)) : NULL;
    for (size_t i = 0; !driver->sysroot && i < sizeof places / sizeof *places; i++) {
        const char *path = join(driver, driver->tools, places[i], "");
        if (platform_kind(path) == PLATFORM_DIRECTORY)
            driver->sysroot = path;
    }
    if (!driver->sysroot)
        driver->sysroot = "/usr";
}

const char *driver_tool(struct driver *driver, const char *name)
{
    const char *sibling = join(driver, driver->tools, "peach-", name);
    if (platform_kind(sibling) == PLATFORM_REGULAR)
        return sibling;
    const char *built = join(driver, join(driver, driver->tools, "../", name), "/peach-", name);
    if (platform_kind(built) == PLATFORM_REGULAR)
        return built;
    return join(driver, "peach-", name, "");
}

const char *driver_library(struct driver *driver, const char *name)
{
    const char *path = join(driver, driver->sysroot, "/lib/", name);
    return platform_kind(path) == PLATFORM_REGULAR ? path : arena_string(&driver->arena, name, strlen(name));
}

bool driver_run(struct driver *driver, const char *const *arguments, size_t count)
{
    char **argv = arena_array(&driver->arena, count + 1, sizeof *argv);
    for (size_t i = 0; i < count; i++) {
        argv[i] = arena_string(&driver->arena, arguments[i], strlen(arguments[i]));
        if (driver->verbose)
            fprintf(stderr, "%s%s", i ? " " : "", argv[i]);
    }
    if (driver->verbose)
        fputc('\n', stderr);
    if (driver->dry_run)
        return true;
    int status = platform_run(argv);
    if (status < 0)
        tool_error(TOOL_FAILED, NULL, "cannot run '%s'; install it beside peach-cc", argv[0]);
    else if (status)
        tool_note_status(status == 1 ? TOOL_BAD_INPUT : TOOL_FAILED);
    return status == 0;
}
