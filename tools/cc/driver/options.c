/* The command line of peach-cc. */
#include "driver/driver.h"

#include "asm/mem.h"
#include "tools/lib/options.h"
#include "tools/lib/tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option_row rows[] = {
    {"-E", OPT_E, OPTION_FLAG, NULL, "preprocess only"},
    {"-S", OPT_S, OPTION_FLAG, NULL, "compile to assembler source"},
    {"-c", OPT_C, OPTION_FLAG, NULL, "compile or assemble to objects, do not link"},
    {"-o", OPT_O, OPTION_VALUE, "FILE", "write the result to FILE"},
    {"-fsyntax-only", OPT_SYNTAX_ONLY, OPTION_FLAG, NULL, "check only, write nothing"},
    {"-x", OPT_X, OPTION_VALUE, "LANGUAGE",
     "language of the files that follow: c, cpp-output, assembler,\n"
     "assembler-with-cpp, none"},
    {"-std=", OPT_STD, OPTION_JOINED, "STANDARD", "c89 c99 c11 c17 c23, or gnu..."},
    {"-ansi", OPT_ANSI, OPTION_FLAG, NULL, NULL},
    {"-D", OPT_D, OPTION_VALUE, "NAME[=TEXT]", "define a macro"},
    {"-U", OPT_U, OPTION_VALUE, "NAME", "undefine a macro"},
    {"-I", OPT_I, OPTION_VALUE, "FOLDER", "look for included files there"},
    {"-isystem", OPT_ISYSTEM, OPTION_EITHER, "FOLDER", "the same, for headers that give no warnings"},
    {"-iquote", OPT_IQUOTE, OPTION_EITHER, "FOLDER", "the same, for #include \"...\" only"},
    {"-idirafter", OPT_IDIRAFTER, OPTION_EITHER, "FOLDER", "the same, after all others"},
    {"-include", OPT_INCLUDE, OPTION_EITHER, "FILE", "include FILE first"},
    {"-imacros", OPT_IMACROS, OPTION_EITHER, "FILE", "the same, but only its macros count"},
    {"-nostdinc", OPT_NOSTDINC, OPTION_FLAG, NULL, "do not look in the standard include folder"},
    {"-undef", OPT_UNDEF, OPTION_FLAG, NULL, "no predefined macros of the machine"},
    {"-P", OPT_P, OPTION_FLAG, NULL, "with -E: no line markers"},
    {"-C", OPT_COMMENTS, OPTION_FLAG, NULL, "with -E: keep comments"},
    {"-CC", OPT_COMMENTS, OPTION_FLAG, NULL, NULL},
    {"-d", OPT_DUMP, OPTION_JOINED, "M", "with -E: -dM prints the macros instead"},
    {"-M", OPT_M, OPTION_FLAG, NULL, "print a rule for make instead of compiling"},
    {"-MM", OPT_MM, OPTION_FLAG, NULL, "the same, without system headers"},
    {"-MD", OPT_MD, OPTION_FLAG, NULL, "write the rule while compiling"},
    {"-MMD", OPT_MMD, OPTION_FLAG, NULL, "the same, without system headers"},
    {"-MF", OPT_MF, OPTION_EITHER, "FILE", "write the rule to FILE"},
    {"-MP", OPT_MP, OPTION_FLAG, NULL, "add an empty rule for each header"},
    {"-MT", OPT_MT, OPTION_EITHER, "TARGET", "the rule's target"},
    {"-MQ", OPT_MQ, OPTION_EITHER, "TARGET", "the same, quoted for make"},
    {"-MG", OPT_MG, OPTION_FLAG, NULL, "with -M or -MM: headers that are missing will be made"},
    {"-W", OPT_W, OPTION_JOINED, "WARNING",
     "-Wall -Wextra -Werror, -WNAME, -Wno-NAME, -Werror=NAME,\n"
     "-Wno-error=NAME; --help=warnings lists the names"},
    {"-w", OPT_NO_WARNINGS, OPTION_FLAG, NULL, "no warnings"},
    {"-pedantic", OPT_PEDANTIC, OPTION_FLAG, NULL, "warn where the code is not strict C"},
    {"-Wpedantic", OPT_PEDANTIC, OPTION_FLAG, NULL, NULL},
    {"-pedantic-errors", OPT_PEDANTIC_ERRORS, OPTION_FLAG, NULL, "make errors of these"},
    {"-Wl,", OPT_WL, OPTION_JOINED, "ARGUMENTS", "pass to the linker"},
    {"-Wa,", OPT_WA, OPTION_JOINED, "ARGUMENTS", "accepted, not used"},
    {"-Wp,", OPT_WP, OPTION_JOINED, "ARGUMENTS", "pass to the preprocessor (-D -U -I -MD,FILE -MMD,FILE)"},
    {"-Xpreprocessor", OPT_XPREPROCESSOR, OPTION_VALUE, "ARGUMENT", "the same, one argument"},
    {"-Xassembler", OPT_WA, OPTION_VALUE, "ARGUMENT", NULL},
    {"-Xlinker", OPT_XLINKER, OPTION_VALUE, "ARGUMENT", "pass to the linker"},
    {"-O", OPT_OPTIMIZE, OPTION_JOINED, "LEVEL", "0 1 2 3 s g fast"},
    {"-g", OPT_G, OPTION_JOINED, "LEVEL",
     "debug information: 0 none, 1 functions and lines, 2 3 dwarf-4 dwarf-5 all (DWARF 5)"},
    {"-ferror-limit=", OPT_ERROR_LIMIT, OPTION_JOINED, "N", "stop after N errors (20; 0: never)"},
    {"-fmax-errors=", OPT_ERROR_LIMIT, OPTION_JOINED, "N", NULL},
    {"-fdiagnostics-color=", OPT_COLOUR, OPTION_JOINED, "WHEN", "colour in messages: always, never, auto"},
    {"-f", OPT_F, OPTION_JOINED, "FEATURE",
     "-ffreestanding -funsigned-char -fno-builtin -fno-omit-frame-pointer -ffunction-sections\n"
     "-fdata-sections -fno-common -fno-strict-aliasing\n"
     "-fdebug-compilation-dir=FOLDER -ffile-prefix-map=OLD=NEW -fdebug-prefix-map=OLD=NEW\n"
     "-fmacro-prefix-map=OLD=NEW -fdump-ir -fdump=LETTERS; others are accepted"},
    {"-m", OPT_MACHINE, OPTION_JOINED, "FEATURE", "-march=peach32 -m32 -mtune=...: accepted, there is one machine"},
    {"-nostdlib", OPT_NOSTDLIB, OPTION_FLAG, NULL, "link without start files and C library"},
    {"-nostartfiles", OPT_NOSTARTFILES, OPTION_FLAG, NULL, "link without start files"},
    {"-nodefaultlibs", OPT_NODEFAULTLIBS, OPTION_FLAG, NULL, "link without C library"},
    {"-static", OPT_STATIC, OPTION_FLAG, NULL, "as always"},
    {"-shared", OPT_SHARED, OPTION_FLAG, NULL, NULL},
    {"-static-libgcc", OPT_STATIC, OPTION_FLAG, NULL, NULL},
    {"-static-pie", OPT_STATIC, OPTION_FLAG, NULL, NULL},
    {"-pie", OPT_STATIC, OPTION_FLAG, NULL, NULL},
    {"-l", OPT_LIBRARY, OPTION_VALUE, "NAME", "link with libNAME.a"},
    {"-L", OPT_LIBRARY_PATH, OPTION_VALUE, "FOLDER", "look for libraries there"},
    {"-T", OPT_LINKER_VALUE, OPTION_VALUE, "ADDRESS", NULL},
    {"-u", OPT_LINKER_VALUE, OPTION_VALUE, "SYMBOL", NULL},
    {"-e", OPT_LINKER_VALUE, OPTION_VALUE, "SYMBOL", "entry point"},
    {"-s", OPT_LINKER_FLAG, OPTION_FLAG, NULL, "leave symbols out of the executable"},
    {"-r", OPT_LINKER_FLAG, OPTION_FLAG, NULL, NULL},
    {"-rdynamic", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"-pthread", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"-pipe", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"-nostdinc++", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"-Q", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"-time", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"-B", OPT_IGNORED, OPTION_EITHER, "FOLDER", NULL},
    {"-save-temps", OPT_SAVE_TEMPS, OPTION_FLAG, NULL,
     "keep the preprocessed and the assembler source beside the result"},
    {"-traditional", OPT_REFUSED, OPTION_FLAG, NULL, NULL},
    {"-traditional-cpp", OPT_REFUSED, OPTION_FLAG, NULL, NULL},
    {"--coverage", OPT_REFUSED, OPTION_FLAG, NULL, NULL},
    {"-specs=", OPT_REFUSED, OPTION_JOINED, "FILE", NULL},
    {"-target", OPT_TARGET, OPTION_VALUE, "MACHINE", NULL},
    {"-no-pie", OPT_IGNORED, OPTION_FLAG, NULL, NULL},
    {"--param", OPT_PARAM, OPTION_VALUE, "X=N", NULL},
    {"--sysroot", OPT_SYSROOT, OPTION_VALUE, "FOLDER", "folder that holds include and lib (or PEACH_SYSROOT)"},
    {"-v", OPT_V, OPTION_FLAG, NULL, "show the commands that are run"},
    {"-###", OPT_DRY_RUN, OPTION_FLAG, NULL, "show them and run nothing"},
    {"-print-search-dirs", OPT_PRINT_SEARCH_DIRS, OPTION_FLAG, NULL, "print where headers and libraries are"},
    {"-print-file-name=", OPT_PRINT_FILE_NAME, OPTION_JOINED, "FILE", "print the path of a library file"},
    {"-print-prog-name=", OPT_PRINT_PROG_NAME, OPTION_JOINED, "TOOL", "print the path of a tool"},
    {"-print-libgcc-file-name", OPT_PRINT_LIBGCC, OPTION_FLAG, NULL, "print the path of the compiler's runtime"},
    {"-print-sysroot", OPT_PRINT_SYSROOT, OPTION_FLAG, NULL, NULL},
    {"-print-multi-lib", OPT_PRINT_MULTI_LIB, OPTION_FLAG, NULL, NULL},
    {"-print-multi-directory", OPT_PRINT_MULTI_DIRECTORY, OPTION_FLAG, NULL, NULL},
    {"-print-multi-os-directory", OPT_PRINT_MULTI_DIRECTORY, OPTION_FLAG, NULL, NULL},
    {"-print-multiarch", OPT_PRINT_MULTIARCH, OPTION_FLAG, NULL, NULL},
    {"-print-resource-dir", OPT_PRINT_SYSROOT, OPTION_FLAG, NULL, NULL},
    {"--help=warnings", OPT_HELP_WARNINGS, OPTION_FLAG, NULL, "list the warnings"},
    {"-dumpmachine", OPT_DUMPMACHINE, OPTION_FLAG, NULL, "print the target's name"},
    {"-dumpversion", OPT_DUMPVERSION, OPTION_FLAG, NULL, "print the compiler's version"},
    {"-dumpfullversion", OPT_DUMPVERSION, OPTION_FLAG, NULL, NULL},
};

static const struct option_spec spec = {
    .tool = "peach-cc",
    .synopsis = "[option...] file...",
    .summary = "Compile C (and assemble) for Peach32, and link.",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .second_dash = true,
    .version = "Takes the options and defines the macros of GCC 12, the compiler of the Free Software Foundation,\n"
               "so that build systems that look for that one find what they need.\n",
};

static const char *copy(struct driver *driver, const char *text)
{
    return arena_string(&driver->arena, text, strlen(text));
}

static void keep(struct driver *driver, int id, const char *argument)
{
    driver->kept = mem_reserve(driver->kept, &driver->kept_room, driver->kept_count + 1, sizeof *driver->kept);
    driver->kept[driver->kept_count++] = (struct kept_option){id, argument ? copy(driver, argument) : NULL};
}

static void add_input(struct driver *driver, const char *path, enum language language, bool linker_argument)
{
    driver->inputs = mem_reserve(driver->inputs, &driver->input_room, driver->input_count + 1, sizeof *driver->inputs);
    driver->inputs[driver->input_count++] = (struct input){copy(driver, path), language, linker_argument};
}

static void add_linker(struct driver *driver, const char *argument)
{
    driver->linker =
        mem_reserve(driver->linker, &driver->linker_room, driver->linker_count + 1, sizeof *driver->linker);
    driver->linker[driver->linker_count++] = copy(driver, argument);
}

/* The parts of a comma-separated list, each to add. */
static void split(struct driver *driver, const char *list, void (*add)(struct driver *, const char *))
{
    while (*list) {
        size_t length = strcspn(list, ",");
        add(driver, arena_string(&driver->arena, list, length));
        list += length + (list[length] == ',');
    }
}

static void add_linker_input(struct driver *driver, const char *argument)
{
    add_input(driver, argument, LANGUAGE_OBJECT, true);
}

static enum language language_named(const char *name)
{
    static const struct {
        const char *name;
        enum language language;
    } names[] = {
        {"c", LANGUAGE_C},
        {"c-header", LANGUAGE_C},
        {"cpp-output", LANGUAGE_C_PREPROCESSED},
        {"assembler", LANGUAGE_ASM},
        {"assembler-with-cpp", LANGUAGE_ASM_CPP},
        {"none", LANGUAGE_AUTO},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i].name, name))
            return names[i].language;
    tool_error(TOOL_FAILED, NULL, "no language '%s'; c, cpp-output, assembler, assembler-with-cpp and none exist",
               name);
    return LANGUAGE_AUTO;
}

static void set_standard(struct driver *driver, const char *name)
{
    static const struct {
        const char *name;
        int standard;
    } names[] = {{"89", 1989}, {"90", 1989}, {"iso9899:1990", 1989}, {"99", 1999}, {"9x", 1999}, {"iso9899:1999", 1999},
                 {"11", 2011}, {"1x", 2011}, {"iso9899:2011", 2011}, {"17", 2017}, {"18", 2017}, {"iso9899:2017", 2017},
                 {"23", 2023}, {"2x", 2023}};
    const char *year = !strncmp(name, "gnu", 3) ? name + 3 : *name == 'c' ? name + 1 : name;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i].name, year)) {
            driver->language.standard = names[i].standard;
            driver->language.gnu = name[0] == 'g';
            return;
        }
    tool_error(TOOL_FAILED, NULL, "no standard '%s'; c89 c99 c11 c17 c23 and gnu... exist", name);
}

static void set_optimization(struct driver *driver, const char *level)
{
    bool word = !strcmp(level, "s") || !strcmp(level, "z") || !strcmp(level, "g") || !strcmp(level, "fast");
    if (!word && level[strspn(level, "0123456789")]) {
        tool_error(TOOL_FAILED, NULL, "no level '-O%s'; -O0 to -O3, -Os, -Og and -Ofast exist", level);
        return;
    }
    unsigned long number = word ? 2 : *level ? strtoul(level, NULL, 10) : 1;
    driver->language.optimize_size = level[0] == 's' || level[0] == 'z';
    driver->language.optimize = level[0] == 'g' ? 1 : number > 3 ? 3 : (int)number;
}

/* -f options that other compilers have for tuning, and that a program works without. */
static bool is_tuning(const char *name)
{
    static const char *const beginnings[] = {
#define ACCEPTED(name) name,
#include "driver/accepted.def"
#undef ACCEPTED
    };
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        size_t length = strlen(beginnings[i]);
        bool family = beginnings[i][length - 1] == '-';
        if (!strncmp(name, beginnings[i], length) && (family || !name[length] || name[length] == '='))
            return true;
    }
    return false;
}

static bool *flag_of(struct driver *driver, const char *name, bool *inverted)
{
    const struct {
        const char *name;
        bool *flag;
        bool inverted;
    } flags[] = {
#define FEATURE(name, flag, inverted) {name, &flag, inverted},
#include "driver/features.def"
#undef FEATURE
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (!strcmp(name, flags[i].name)) {
            *inverted = flags[i].inverted;
            return flags[i].flag;
        }
    return NULL;
}

/* -ffile-prefix-map=, -fmacro-prefix-map= and -fdebug-prefix-map=; false when it is none of them. */
static bool map_prefix(struct driver *driver, const char *feature)
{
    static const char *const kinds[] = {"file", "macro", "debug"};
    static const char option[] = "-prefix-map=";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t length = strlen(kinds[i]);
        if (strncmp(feature, kinds[i], length) || strncmp(feature + length, option, strlen(option)))
            continue;
        const char *map = feature + length + strlen(option);
        bool good = (i == 2 || path_map_option(&driver->macro_paths, map)) &&
                    (i == 1 || path_map_option(&driver->debug_paths, map));
        if (good && i != 1)
            keep(driver, OPT_DEBUG_PREFIX_MAP, map);
        if (!good)
            tool_error(TOOL_FAILED, NULL, "'%s' has no second '='; give -f%s-prefix-map=OLD=NEW", map, kinds[i]);
        return true;
    }
    return false;
}

/* Those that would make another program of the source, and are not there. */
static bool is_refused(const char *name)
{
    static const char *const refused[] = {
        "sanitize",
        "profile-",
        "plugin",
        "test-coverage",
        "openacc",
        "instrument-functions",
        "trapv",
        "short-enums",
        "short-wchar",
        "pack-struct",
        "unsigned-bitfields",
        "single-precision-constant",
        "common",
    };
    static const char *const charsets[] = {"exec-charset=", "input-charset="};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (!strncmp(name, refused[i], strlen(refused[i])))
            return true;
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if (!strncmp(name, charsets[i], strlen(charsets[i]))) {
            const char *set = name + strlen(charsets[i]);
            return strcmp(set, "UTF-8") && strcmp(set, "utf-8");
        }
    return false;
}

static const char *next_feature(void *cursor)
{
    static const char *const names[] = {
#define FEATURE(name, flag, inverted) name,
#include "driver/features.def"
#undef FEATURE
        "debug-compilation-dir", "debug-prefix-map", "file-prefix-map", "macro-prefix-map"};
    size_t *next = cursor;
    return *next < sizeof names / sizeof *names ? names[(*next)++] : NULL;
}

static void refuse_feature(const char *feature)
{
    size_t cursor = 0, off = strncmp(feature, "no-", 3) ? 0 : 3;
    const char *near = diag_suggest(feature + off, strcspn(feature + off, "="), next_feature, &cursor);
    if (near)
        tool_error(TOOL_FAILED, NULL, "unknown option '-f%s'; did you mean '-f%s%s'?", feature, off ? "no-" : "", near);
    else
        tool_error(TOOL_FAILED, NULL, "unknown option '-f%s'; see 'peach-cc --help'", feature);
}

static void set_feature(struct driver *driver, const char *feature)
{
    bool on = strncmp(feature, "no-", 3) != 0, inverted;
    const char *name = on ? feature : feature + 3;
    bool *flag = flag_of(driver, name, &inverted);
    if (flag)
        *flag = on != inverted;
    else if (map_prefix(driver, feature))
        return;
    else if (!strncmp(name, "debug-compilation-dir=", 22))
        driver->debug_directory = copy(driver, name + 22);
    else if (!strncmp(name, "dump=", 5))
        driver->dump_passes = copy(driver, name + 5);
    else if (!strcmp(name, "diagnostics-color"))
        tool_diag()->colour = on;
    else if (on && is_refused(name))
        tool_error(TOOL_FAILED, NULL, "'-f%s' is not supported; leave it out", feature);
    else if (!is_tuning(name) && on)
        refuse_feature(feature);
}

/* There is one machine: what names it, or asks for nothing more, is accepted. */
static void set_machine(const char *feature)
{
    static const char *const accepted[] = {"32",    "arch=peach32",  "arch=native", "abi=ilp32", "cpu=native",  "no-",
                                           "tune=", "little-endian", "hard-float",  "cmodel=",   "strict-align"};
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++)
        if (!strncmp(feature, accepted[i], strlen(accepted[i])))
            return;
    tool_error(TOOL_FAILED, NULL, "the machine has no '-m%s'; leave it out", feature);
}

static void set_target(const char *name)
{
    if (strncmp(name, "peach32", 7))
        tool_error(TOOL_FAILED, NULL, "no target '%s'; this compiler makes programs for peach32-unknown-orchard", name);
}

static void set_error_limit(const char *text)
{
    char *end;
    unsigned long limit = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || limit > 1000000)
        tool_error(TOOL_FAILED, NULL, "'%s' is no number of errors", text);
    else
        tool_diag()->error_limit = (unsigned)limit;
}

static void set_colour(const char *when)
{
    if (!strcmp(when, "always") || !strcmp(when, "never"))
        tool_diag()->colour = *when == 'a';
    else if (strcmp(when, "auto"))
        tool_error(TOOL_FAILED, NULL, "colour is 'always', 'never' or 'auto', not '%s'", when);
}

static void set_dependencies(struct driver *driver, int id)
{
    driver->depend = id == OPT_M || id == OPT_MM ? DEPEND_ONLY : DEPEND_TOO;
    driver->depend_options.system_too = id == OPT_M || id == OPT_MD;
    if (driver->depend == DEPEND_ONLY)
        driver->stage = STAGE_PREPROCESS;
}

static const char *quoted_for_make(struct driver *driver, const char *name)
{
    char *out = arena_alloc(&driver->arena, strlen(name) * 2 + 1), *at = out;
    for (; *name; name++) {
        if (*name == '$')
            *at++ = '$';
        if (*name == ' ' || *name == '#' || *name == '\t')
            *at++ = '\\';
        *at++ = *name;
    }
    return out;
}

static void add_target(struct driver *driver, const char *target)
{
    driver->depend_targets = mem_reserve(driver->depend_targets, &driver->depend_target_room,
                                         driver->depend_target_count + 1, sizeof *driver->depend_targets);
    driver->depend_targets[driver->depend_target_count++] = target;
}

/* -Wp,-MD,file and the like. */
static void preprocessor_arguments(struct driver *driver, const char *list)
{
    const char *comma = strchr(list, ',');
    if (!strncmp(list, "-MD,", 4) || !strncmp(list, "-MMD,", 5)) {
        set_dependencies(driver, list[2] == 'D' ? OPT_MD : OPT_MMD);
        driver->depend_file = copy(driver, comma + 1);
    } else if (list[0] == '-' && (list[1] == 'D' || list[1] == 'U' || list[1] == 'I')) {
        keep(driver, list[1] == 'D' ? OPT_D : list[1] == 'U' ? OPT_U : OPT_I, list + 2);
    }
}

static void print_search_dirs(const struct driver *driver)
{
    printf("install: %s\nprograms: =%s\nlibraries: =%s/lib\nincludes: =%s/include\n", driver->tools, driver->tools,
           driver->sysroot, driver->sysroot);
}

/* Options that print something and end.  False when id is none of them. */
static bool answer(struct driver *driver, int id, const char *argument)
{
    switch (id) {
    case OPT_PRINT_SEARCH_DIRS: print_search_dirs(driver); break;
    case OPT_PRINT_FILE_NAME: puts(driver_library(driver, argument)); break;
    case OPT_PRINT_PROG_NAME: puts(driver_tool(driver, argument)); break;
    case OPT_PRINT_LIBGCC: puts(driver_library(driver, "libpeachrt.a")); break;
    case OPT_PRINT_SYSROOT: puts(driver->sysroot); break;
    case OPT_PRINT_MULTI_LIB: puts(".;"); break;
    case OPT_PRINT_MULTI_DIRECTORY: puts("."); break;
    case OPT_PRINT_MULTIARCH: puts("peach32-orchard"); break;
    case OPT_HELP_WARNINGS: report_print_warnings(stdout); break;
    case OPT_DUMPMACHINE: puts("peach32-unknown-orchard"); break;
    case OPT_DUMPVERSION: puts("0.1.0"); break;
    default: return false;
    }
    return true;
}

static void take_preprocessing(struct driver *driver, int id, const char *argument)
{
    switch (id) {
    case OPT_NOSTDINC: driver->no_std_include = true; break;
    case OPT_UNDEF: driver->language.undefined = true; break;
    case OPT_P: driver->no_line_markers = true; break;
    case OPT_COMMENTS: driver->keep_comments = true; break;
    case OPT_XPREPROCESSOR: preprocessor_arguments(driver, argument); break;
    case OPT_DUMP: driver->dump_macros |= strchr(argument, 'M') != NULL; break;
    case OPT_M:
    case OPT_MM:
    case OPT_MD:
    case OPT_MMD: set_dependencies(driver, id); break;
    case OPT_MF: driver->depend_file = copy(driver, argument); break;
    case OPT_MP: driver->depend_options.phony = true; break;
    case OPT_MG: driver->language.missing_allowed = true; break;
    case OPT_MT: add_target(driver, copy(driver, argument)); break;
    case OPT_MQ: add_target(driver, quoted_for_make(driver, argument)); break;
    case OPT_WP: preprocessor_arguments(driver, argument); break;
    default: keep(driver, id, argument); break;
    }
}

static void take_linking(struct driver *driver, const struct options *options, int id, const char *argument)
{
    char *joined;
    switch (id) {
    case OPT_NOSTDLIB: driver->no_std_lib = driver->no_start_files = true; break;
    case OPT_NOSTARTFILES: driver->no_start_files = true; break;
    case OPT_NODEFAULTLIBS: driver->no_std_lib = true; break;
    case OPT_WL: split(driver, argument, add_linker_input); break;
    case OPT_XLINKER: add_linker_input(driver, argument); break;
    case OPT_LIBRARY:
        joined = arena_alloc(&driver->arena, strlen(argument) + 3);
        strcpy(joined, "-l");
        strcpy(joined + 2, argument);
        add_linker_input(driver, joined);
        break;
    case OPT_SHARED: tool_error(TOOL_FAILED, NULL, "there are no shared libraries; link without -shared"); break;
    default:
        joined = arena_alloc(&driver->arena, strlen(options->spelling) + (argument ? strlen(argument) : 0) + 1);
        strcpy(joined, options->spelling);
        if (argument)
            strcat(joined, argument);
        add_linker(driver, joined);
        break;
    }
}

static void take(struct driver *driver, const struct options *options, int id, enum language *language)
{
    const char *argument = options->argument;
    switch (id) {
    case OPTIONS_OPERAND: add_input(driver, argument, *language, false); break;
    case OPT_E: driver->stage = STAGE_PREPROCESS; break;
    case OPT_SYNTAX_ONLY: driver->syntax_only = true; break;
    case OPT_S: driver->stage = STAGE_ASSEMBLY; break;
    case OPT_C: driver->stage = STAGE_OBJECT; break;
    case OPT_O: driver->output = copy(driver, argument); break;
    case OPT_X: *language = language_named(argument); break;
    case OPT_STD: set_standard(driver, argument); break;
    case OPT_ANSI: set_standard(driver, "c89"); break;
    case OPT_DRY_RUN: driver->dry_run = driver->verbose = true; break;
    case OPT_V: driver->verbose = true; break;
    case OPT_OPTIMIZE: set_optimization(driver, argument); break;
    case OPT_G: driver->debug_level = !strcmp(argument, "0") ? 0 : !strcmp(argument, "1") ? 1 : 2; break;
    case OPT_F: set_feature(driver, argument); break;
    case OPT_MACHINE: set_machine(argument); break;
    case OPT_TARGET: set_target(argument); break;
    case OPT_ERROR_LIMIT: set_error_limit(argument); break;
    case OPT_COLOUR: set_colour(argument); break;
    case OPT_SAVE_TEMPS: driver->save_temps = true; break;
    case OPT_REFUSED: tool_error(TOOL_FAILED, NULL, "'%s' is not supported; leave it out", options->spelling); break;
    case OPT_SYSROOT: driver->sysroot = copy(driver, argument); break;
    case OPT_W:
    case OPT_NO_WARNINGS:
    case OPT_PEDANTIC:
    case OPT_PEDANTIC_ERRORS: keep(driver, id, argument); break;
    case OPT_STATIC:
    case OPT_IGNORED:
    case OPT_PARAM:
    case OPT_WA: break;
    default:
        if (id == OPT_WL || id == OPT_XLINKER || id >= OPT_NOSTDLIB)
            take_linking(driver, options, id, argument);
        else
            take_preprocessing(driver, id, argument);
        break;
    }
}

bool driver_options(struct driver *driver, int argc, char **argv)
{
    struct options options;
    enum language language = LANGUAGE_AUTO;
    bool answered = false, version_asked = argc == 2;
    options_init(&options, &spec, argc, argv);
    for (int id; (id = options_next(&options)) != OPTIONS_END;) {
        if (id == OPTIONS_STOP) {
            options_fini(&options);
            return false;
        }
        if (id != OPTIONS_OPERAND && answer(driver, id, options.argument))
            answered = true;
        else
            take(driver, &options, id, &language);
    }
    options_fini(&options);
    if (driver->syntax_only && driver->stage != STAGE_PREPROCESS)
        driver->stage = STAGE_SYNTAX;
    path_map_add(&driver->debug_paths, driver->sysroot, "/usr"); /* what Orchard calls it, wherever it lies here */
    driver->depend_options.targets = driver->depend_targets;
    driver->depend_options.target_count = driver->depend_target_count;
    if (answered || (driver->verbose && version_asked)) {
        if (!answered)
            print_search_dirs(driver);
        return false;
    }
    if (driver->language.missing_allowed && driver->depend != DEPEND_ONLY)
        options_usage_error(&spec, "-MG goes with -M or -MM only");
    if (!driver->input_count && tool_status() == TOOL_OK)
        options_usage_error(&spec, "no input file");
    return tool_status() == TOOL_OK;
}
