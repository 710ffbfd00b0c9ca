/* peach-as: assembler source to an object file. */
#include <stdlib.h>
#include <string.h>

#include "asm/asm.h"
#include "asm/mem.h"
#include "asm/path_map.h"
#include "tools/lib/file.h"
#include "tools/lib/options.h"
#include "tools/lib/output.h"
#include "tools/lib/tool.h"

#define SOURCE_LIMIT_BYTES ((size_t)64 << 20)

static const struct option_row rows[] = {
    {"-o", 'o', OPTION_VALUE, "FILE", "write the object here (default: the source's name with .o)"},
    {"-l", 'l', OPTION_FLAG, NULL, "write a listing on standard output"},
    {"--listing", 'L', OPTION_VALUE, "FILE", "write a listing into a file"},
    {"-I", 'I', OPTION_VALUE, "FOLDER", "search this folder for included files"},
    {"-D", 'D', OPTION_VALUE, "NAME[=TEXT]", "begin with #define NAME TEXT (default: 1)"},
    {"-g", 'g', OPTION_FLAG, NULL, "accepted: source lines are always recorded"},
    {"--no-debug", 'n', OPTION_FLAG, NULL, "record no source lines"},
    {"--debug-prefix-map", 'm', OPTION_VALUE, "OLD=NEW", "record file names that begin with OLD with NEW instead"},
    {"--no-warn", 'w', OPTION_FLAG, NULL, "print no warnings"},
    {"-W", 'w', OPTION_FLAG, NULL, NULL},
    {"--fatal-warnings", 'f', OPTION_FLAG, NULL, "take warnings as errors"},
};

static const struct option_spec spec = {
    .tool = "peach-as",
    .synopsis = "[option...] file.s",
    .summary = "Assembles Peach32 source into an ELF object.",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .epilogue = "The source '-' is standard input. The language is described in docs/assembler.md.",
};

struct command {
    char *source, *object, *listing;
    bool list, no_debug;
    char **defines, **folders; /* as given */
    size_t define_count, folder_count, define_capacity, folder_capacity;
    struct path_map paths; /* of file names in debug information */
};

static char *copy(const char *text)
{
    return text ? mem_string(text, strlen(text)) : NULL;
}

static void append(char ***list, size_t *count, size_t *capacity, const char *text)
{
    *list = mem_reserve(*list, capacity, *count + 1, sizeof **list);
    (*list)[(*count)++] = copy(text);
}

static bool read_command(struct options *options, struct command *command)
{
    int id;
    while ((id = options_next(options)) != OPTIONS_END) {
        switch (id) {
        case OPTIONS_STOP: return false;
        case OPTIONS_OPERAND:
            if (command->source) {
                options_usage_error(&spec, "'%s' and '%s': one source at a time", command->source, options->argument);
                return false;
            }
            command->source = copy(options->argument);
            break;
        case 'o':
            free(command->object);
            command->object = copy(options->argument);
            break;
        case 'l':
        case 'L':
            command->list = true;
            free(command->listing);
            command->listing = copy(options->argument);
            break;
        case 'I':
            append(&command->folders, &command->folder_count, &command->folder_capacity, options->argument);
            break;
        case 'D':
            append(&command->defines, &command->define_count, &command->define_capacity, options->argument);
            break;
        case 'm':
            if (!path_map_option(&command->paths, options->argument))
                tool_error(TOOL_FAILED, NULL, "'%s' has no '='; give --debug-prefix-map OLD=NEW", options->argument);
            break;
        case 'n': command->no_debug = true; break;
        case 'w': tool_diag()->no_warnings = true; break;
        case 'f': tool_diag()->warnings_are_errors = true; break;
        default: break;
        }
    }
    if (!command->source)
        options_usage_error(&spec, "no source is named");
    return command->source && tool_status() == TOOL_OK;
}

static void free_command(struct command *command)
{
    for (size_t i = 0; i < command->define_count; i++)
        free(command->defines[i]);
    for (size_t i = 0; i < command->folder_count; i++)
        free(command->folders[i]);
    free(command->defines);
    free(command->folders);
    path_map_free(&command->paths);
    free(command->source);
    free(command->object);
    free(command->listing);
}

/* The source's name with .o for its suffix, in the current folder. */
static char *default_object(const char *source)
{
    if (strcmp(source, "-") == 0)
        return copy("a.o");
    const char *base = file_base_name(source), *dot = strrchr(base, '.');
    size_t length = dot && dot != base ? (size_t)(dot - base) : strlen(base);
    char *name = mem_new(length + 3);
    memcpy(name, base, length);
    strcpy(name + length, ".o");
    return name;
}

static char *read_included(void *context, const char *path, size_t *length)
{
    struct file_bytes bytes;
    bool exists;
    (void)context;
    if (!file_read_if_exists(path, SOURCE_LIMIT_BYTES, &bytes, &exists))
        return NULL;
    char *text = mem_string((const char *)bytes.data, bytes.size);
    *length = bytes.size;
    file_free(&bytes);
    return text;
}

static void configure(struct assembler *as, const struct command *command, const char *unit)
{
    for (size_t i = 0; i < command->folder_count; i++)
        asm_include_path(as, command->folders[i]);
    for (size_t i = 0; i < command->define_count; i++) {
        char *equals = strchr(command->defines[i], '=');
        if (equals)
            *equals = 0;
        asm_define(as, command->defines[i], equals ? equals + 1 : "1");
    }
    if (command->list)
        asm_keep_listing(as);
    if (!command->no_debug)
        asm_want_lines(as, unit);
}

static void write_results(const struct command *command, const struct assembler *as, const struct obj *obj)
{
    struct buf bytes = {0};
    char *path = command->object ? copy(command->object) : default_object(command->source);
    if (command->list) {
        struct output *listing = output_open(command->listing ? command->listing : "-");
        if (listing) {
            asm_listing(as, output_stream(listing));
            output_commit(listing);
        }
    }
    obj_write(obj, &bytes);
    output_write_file(path, bytes.data, bytes.length);
    buf_free(&bytes);
    free(path);
}

static void assemble(const struct command *command)
{
    struct file_bytes source;
    struct asm_host host = {NULL, read_included};
    const char *name = strcmp(command->source, "-") == 0 ? "<stdin>" : command->source;
    if (!file_read(command->source, SOURCE_LIMIT_BYTES, &source))
        return;
    struct obj *obj = obj_new();
    obj_map_paths(obj, &command->paths);
    struct assembler *as = asm_new(obj, tool_diag(), &host);
    configure(as, command, name);
    asm_source(as, name, (const char *)source.data, source.size);
    if (asm_finish(as))
        write_results(command, as, obj);
    else
        tool_note_status(TOOL_BAD_INPUT);
    asm_free(as);
    obj_free(obj);
    file_free(&source);
}

int main(int argc, char **argv)
{
    struct options options;
    struct command command = {0};
    tool_begin("peach-as");
    options_init(&options, &spec, argc, argv);
    if (read_command(&options, &command))
        assemble(&command);
    free_command(&command);
    options_fini(&options);
    return tool_end();
}
