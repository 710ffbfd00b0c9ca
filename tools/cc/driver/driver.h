/* peach-cc: what the command line asks for, and the steps that do it. */
#ifndef CC_DRIVER_DRIVER_H
#define CC_DRIVER_DRIVER_H

#include <stdbool.h>
#include <stddef.h>

#include "asm/path_map.h"
#include "base/report.h"
#include "pp/pp.h"

enum language { LANGUAGE_AUTO, LANGUAGE_C, LANGUAGE_C_PREPROCESSED, LANGUAGE_ASM, LANGUAGE_ASM_CPP, LANGUAGE_OBJECT };

/* How far to go. */
enum stage { STAGE_PREPROCESS, STAGE_SYNTAX, STAGE_ASSEMBLY, STAGE_OBJECT, STAGE_LINK };

struct input {
    const char *path;
    enum language language;
    bool linker_argument; /* -lx or -Wl,x: kept in its place among the files */
};

/* An option of the preprocessor or a -W option, kept in order. */
struct kept_option {
    int id; /* enum option_id */
    const char *argument;
};

enum dependency_mode { DEPEND_NONE, DEPEND_ONLY, DEPEND_TOO }; /* -M, -MD */

struct driver {
    enum stage stage;
    const char *output;
    struct input *inputs;
    size_t input_count, input_room;
    struct kept_option *kept;
    size_t kept_count, kept_room;
    const char **depend_targets;
    size_t depend_target_count, depend_target_room;
    enum dependency_mode depend;
    struct depend_options depend_options;
    const char *depend_file;
    struct pp_language language;
    unsigned debug_level;        /* 0: none, 1: functions and lines, 2: all */
    const char *debug_directory; /* of the compilation, for debuggers */
    struct path_map macro_paths, debug_paths; /* how files are named in __FILE__, in debug information */
    bool syntax_only, verbose, no_std_include, no_line_markers, dump_macros, dry_run;
    bool no_std_lib, no_start_files, frame_pointer, function_sections, data_sections;
    bool no_strict_aliasing, no_builtin, keep_comments, save_temps, include_paths_shown;
    const char *dump_passes; /* letters of -fdump= */
    bool dump_ir;
    const char **linker; /* arguments for peach-ld */
    size_t linker_count, linker_room;
    const char *sysroot; /* holds include/ and lib/ */
    const char *tools;   /* folder of this executable, with a slash at the end, or "" */
    struct arena arena;
};

/* options.c: fill in from main's arguments.  Returns false when there is nothing to do: return tool_end(). */
bool driver_options(struct driver *driver, int argc, char **argv);

/* sysroot.c: where headers and libraries are, seen from the executable. */
void driver_find_sysroot(struct driver *driver, const char *argv0);

/* One of the sibling tools ("ld"), or a file of the sysroot's lib folder: path in the arena. */
const char *driver_tool(struct driver *driver, const char *name);
const char *driver_library(struct driver *driver, const char *name);

/* compile.c: one C source up to the driver's stage, or to an object; false after errors. */
bool driver_compile(struct driver *driver, const struct input *input, const char *output);

/* assemble.c: one assembler source to an object. */
bool driver_assemble(struct driver *driver, const struct input *input, const char *output);

/* link.c: objects (as inputs) to an executable. */
bool driver_link(struct driver *driver, const char *output);

/* Run a sibling tool; its own messages tell what is wrong. */
bool driver_run(struct driver *driver, const char *const *arguments, size_t count);

/* Kept options, by what they concern. */
enum option_id {
    OPT_NONE,
    OPT_E, OPT_S, OPT_C, OPT_O, OPT_SYNTAX_ONLY, OPT_X, OPT_STD, OPT_ANSI, OPT_V, OPT_DRY_RUN, OPT_PIPE,
    OPT_D, OPT_U, OPT_I, OPT_ISYSTEM, OPT_IQUOTE, OPT_IDIRAFTER, OPT_INCLUDE, OPT_IMACROS, OPT_NOSTDINC, OPT_UNDEF,
    OPT_P, OPT_COMMENTS, OPT_DUMP,
    OPT_M, OPT_MM, OPT_MD, OPT_MMD, OPT_MF, OPT_MP, OPT_MT, OPT_MQ, OPT_MG,
    OPT_W, OPT_NO_WARNINGS, OPT_PEDANTIC, OPT_PEDANTIC_ERRORS, OPT_WL, OPT_WA, OPT_WP, OPT_XPREPROCESSOR, OPT_XLINKER,
    OPT_OPTIMIZE, OPT_G, OPT_F, OPT_DEBUG_PREFIX_MAP, OPT_MACHINE, OPT_TARGET, OPT_SYSROOT,
    OPT_ERROR_LIMIT, OPT_COLOUR, OPT_SAVE_TEMPS, OPT_REFUSED,
    OPT_NOSTDLIB, OPT_NOSTARTFILES, OPT_NODEFAULTLIBS, OPT_STATIC, OPT_LIBRARY, OPT_LIBRARY_PATH, OPT_LINKER_VALUE,
    OPT_LINKER_FLAG, OPT_SHARED, OPT_IGNORED,
    OPT_PRINT_SEARCH_DIRS, OPT_PRINT_FILE_NAME, OPT_PRINT_PROG_NAME, OPT_PRINT_LIBGCC, OPT_PRINT_SYSROOT,
    OPT_PRINT_MULTI_LIB, OPT_PRINT_MULTI_DIRECTORY, OPT_PRINT_MULTIARCH, OPT_HELP_WARNINGS, OPT_DUMPMACHINE,
    OPT_DUMPVERSION, OPT_PARAM
};

#endif
