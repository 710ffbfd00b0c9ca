/* One C source through the compiler. */
#include "driver/driver.h"

#include "asm/buf.h"
#include "asm/obj.h"
#include "dwarf/dwarf.h"
#include "front/front.h"
#include "ir_debug.h"
#include "target/target.h"
#include "tools/lib/file.h"
#include "tools/lib/output.h"
#include "tools/lib/tool.h"

#include <stdlib.h>
#include <string.h>

struct compilation {
    struct driver *driver;
    const struct input *input;
    struct intern names;
    struct sources sources;
    struct report report;
    struct pp *pp;
};

static void warn_options(struct compilation *c)
{
    for (size_t i = 0; i < c->driver->kept_count; i++) {
        const struct kept_option *option = &c->driver->kept[i];
        if (option->id == OPT_NO_WARNINGS)
            c->report.printer->no_warnings = true;
        else if (option->id == OPT_PEDANTIC)
            report_option(&c->report, "pedantic");
        else if (option->id == OPT_PEDANTIC_ERRORS)
            report_pedantic_errors(&c->report);
        else if (option->id == OPT_W)
            report_command_option(&c->report, option->argument);
    }
}

static void preprocessor_options(struct compilation *c)
{
    struct driver *driver = c->driver;
    for (size_t i = 0; i < driver->kept_count; i++) {
        const char *argument = driver->kept[i].argument;
        switch (driver->kept[i].id) {
        case OPT_D: pp_define(c->pp, argument); break;
        case OPT_U: pp_undefine(c->pp, argument); break;
        case OPT_I: pp_include_path(c->pp, argument, PP_PATH_USER); break;
        case OPT_ISYSTEM: pp_include_path(c->pp, argument, PP_PATH_SYSTEM); break;
        case OPT_IQUOTE: pp_include_path(c->pp, argument, PP_PATH_QUOTE); break;
        case OPT_IDIRAFTER: pp_include_path(c->pp, argument, PP_PATH_AFTER); break;
        case OPT_INCLUDE:
        case OPT_IMACROS: pp_preinclude(c->pp, argument, driver->kept[i].id == OPT_IMACROS); break;
        default: break;
        }
    }
    if (!driver->no_std_include) {
        char *path = arena_alloc(&driver->arena, strlen(driver->sysroot) + sizeof "/include");
        strcpy(path, driver->sysroot);
        strcat(path, "/include");
        pp_include_path(c->pp, path, PP_PATH_SYSTEM);
    }
}

/* -v: where #include looks, in the words that other tools look for in this output. */
static bool show_include_paths(const struct driver *driver)
{
    fputs("#include \"...\" search starts here:\n", stderr);
    for (size_t i = 0; i < driver->kept_count; i++)
        if (driver->kept[i].id == OPT_IQUOTE)
            fprintf(stderr, " %s\n", driver->kept[i].argument);
    fputs("#include <...> search starts here:\n", stderr);
    static const int order[] = {OPT_I, OPT_ISYSTEM};
    for (size_t kind = 0; kind < sizeof order / sizeof *order; kind++)
        for (size_t i = 0; i < driver->kept_count; i++)
            if (driver->kept[i].id == order[kind])
                fprintf(stderr, " %s\n", driver->kept[i].argument);
    if (!driver->no_std_include)
        fprintf(stderr, " %s/include\n", driver->sysroot);
    fputs("End of search list.\n", stderr);
    return true;
}

/* The main file's name with another ending, in the current folder. */
static const char *with_ending(struct driver *driver, const char *path, const char *ending)
{
    const char *base = file_base_name(path), *dot = strrchr(base, '.');
    size_t length = dot && dot != base ? (size_t)(dot - base) : strlen(base);
    char *out = arena_alloc(&driver->arena, length + strlen(ending) + 1);
    memcpy(out, base, length);
    strcpy(out + length, ending);
    return out;
}

static bool write_rule(struct compilation *c, const char *output)
{
    struct driver *driver = c->driver;
    struct depend_options options = driver->depend_options;
    options.object = driver->depend == DEPEND_TOO && output ? output : with_ending(driver, c->input->path, ".o");
    const char *path = driver->depend_file             ? driver->depend_file
                       : driver->depend == DEPEND_ONLY ? (driver->output ? driver->output : "-")
                       : output                        ? with_ending(driver, output, ".d")
                                                       : with_ending(driver, c->input->path, ".d");
    struct output *file = output_open(path);
    if (!file)
        return false;
    pp_print_rule(c->pp, output_stream(file), &options);
    return output_commit(file);
}

static bool failed(const struct compilation *c)
{
    return c->report.stopped || c->report.printer->errors > 0;
}

static bool preprocess(struct compilation *c, const char *output)
{
    struct driver *driver = c->driver;
    if (driver->depend == DEPEND_ONLY) {
        for (struct token token; pp_next(c->pp, &token), token.kind != TOKEN_END;)
            continue;
        return !failed(c) && write_rule(c, NULL);
    }
    struct output *file = output_open(output ? output : "-");
    if (!file)
        return false;
    if (driver->dump_macros)
        pp_print_macros(c->pp, output_stream(file));
    else
        pp_print(c->pp, output_stream(file), !driver->no_line_markers, driver->keep_comments);
    if (failed(c)) {
        output_abandon(file);
        return false;
    }
    return output_commit(file) && (driver->depend == DEPEND_NONE || write_rule(c, output));
}

static struct target_options target_options(const struct driver *driver)
{
    return (struct target_options){
        .level = (unsigned)driver->language.optimize,
        .optimize_size = driver->language.optimize_size,
        .frame_pointer = driver->frame_pointer,
        .debug = driver->debug_level > 0,
        .function_sections = driver->function_sections,
        .data_sections = driver->data_sections,
        .dump_letters = driver->dump_passes,
        .verify = driver->dump_passes != NULL,
    };
}

static bool write_assembly(struct compilation *c, struct ir_module *module, const char *output)
{
    struct target_options options = target_options(c->driver);
    struct output *file = output_open(output);
    if (!file)
        return false;
    struct writer *writer = text_writer_new(output_stream(file), &c->driver->debug_paths);
    bool good = target_compile(module, &options, writer, c->report.printer);
    text_writer_free(writer);
    if (good)
        return output_commit(file);
    output_abandon(file);
    return false;
}

struct debug_output {
    struct ir_module *module;
    struct dwarf_unit unit;
};

static void write_debug(void *context, struct obj *obj)
{
    const struct debug_output *debug = context;
    dwarf_write(debug->module, obj, &debug->unit);
}

static bool write_object(struct compilation *c, struct ir_module *module, const char *output)
{
    struct target_options options = target_options(c->driver);
    struct obj *obj = obj_new();
    struct writer *writer = object_writer_new(obj, c->report.printer);
    struct buf bytes = {0};
    const struct path_map *paths = &c->driver->debug_paths;
    char *name = path_map_apply(paths, c->input->path), *folder = path_map_apply(paths, c->driver->debug_directory);
    struct debug_output debug = {module, {name, folder, "peach-cc"}};
    obj_map_paths(obj, paths);
    if (module->debug) {
        obj_want_lines(obj, c->input->path, c->driver->debug_directory, OBJ_UNIT_OWN);
        obj_before_finish(obj, write_debug, &debug);
    }
    bool good = target_compile(module, &options, writer, c->report.printer) && object_writer_finish(writer);
    if (good) {
        obj_write(obj, &bytes);
        good = output_write_file(output, bytes.data, bytes.length);
    }
    buf_free(&bytes);
    object_writer_free(writer);
    obj_free(obj);
    free(name);
    free(folder);
    return good;
}

static bool write_ir(const struct ir_module *module, const char *output)
{
    struct output *file = output_open(output ? output : "-");
    if (!file)
        return false;
    ir_dump_module(output_stream(file), module);
    return output_commit(file);
}

static bool translate(struct compilation *c, const char *output)
{
    const struct driver *driver = c->driver;
    struct front_options options = {
        .gnu = driver->language.gnu,
        .standard = driver->language.standard,
        .freestanding = driver->language.freestanding,
        .builtin_calls = !driver->language.freestanding && !driver->no_builtin,
        .keep_frame_pointer = driver->frame_pointer,
        .gnu_inline = driver->language.gnu_inline || driver->language.standard < 1999,
        .unsigned_char = driver->language.unsigned_char,
        .no_strict_aliasing = driver->no_strict_aliasing,
    };
    struct ir_module *module = ir_module_new();
    if (driver->debug_level && driver->stage > STAGE_ASSEMBLY)
        ir_debug_start(module, driver->debug_level > 1);
    front_compile(c->pp, &c->names, &c->sources, &c->report, &options, module);
    bool good = !failed(c);
    if (good && driver->depend == DEPEND_TOO)
        good = write_rule(c, output);
    if (good && driver->dump_ir)
        good = write_ir(module, output);
    else if (good && driver->stage == STAGE_ASSEMBLY)
        good = write_assembly(c, module, output);
    else if (good && driver->stage > STAGE_ASSEMBLY)
        good = write_object(c, module, output);
    ir_module_free(module);
    return good;
}

bool driver_compile(struct driver *driver, const struct input *input, const char *output)
{
    struct compilation c = {.driver = driver, .input = input};
    unsigned errors_before = tool_diag()->errors;
    tool_diag()->errors = 0;
    struct pp_language language = driver->language;
    language.assembler = input->language == LANGUAGE_ASM_CPP;
    report_init(&c.report, &c.sources, tool_diag());
    if (!driver->include_paths_shown && driver->verbose)
        driver->include_paths_shown = show_include_paths(driver);
    c.pp = pp_new(&c.names, &c.sources, &c.report, &language);
    pp_map_paths(c.pp, &driver->macro_paths);
    warn_options(&c);
    preprocessor_options(&c);
    bool opened = pp_open(c.pp, input->path);
    bool text_only = driver->stage == STAGE_PREPROCESS || language.assembler;
    if (text_only)
        front_enter_builtins(&c.names);
    bool good = opened && (text_only ? preprocess(&c, output) : translate(&c, output)) && !failed(&c);
    if (!opened)
        tool_note_status(TOOL_FAILED);
    if (!good)
        tool_note_status(TOOL_BAD_INPUT);
    pp_free(c.pp);
    report_fini(&c.report);
    source_free(&c.sources);
    intern_free(&c.names);
    tool_diag()->errors += errors_before;
    return good;
}
