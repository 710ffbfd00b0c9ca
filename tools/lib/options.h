/* Command lines, described by a table that is also the text of --help.
 *
 * "--name value", "--name=value", "-x value", "-xvalue", several one-letter flags after one dash where the tool wants
 * it, "--" before operands that start with a dash, and @file for arguments kept in a file (separated by white space,
 * with quotes and backslashes as in sh).  --help and --version come by themselves. */
#ifndef TOOLS_LIB_OPTIONS_H
#define TOOLS_LIB_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum option_kind {
    OPTION_FLAG,     /* -s, --gc-sections */
    OPTION_VALUE,    /* -o FILE, -oFILE, --entry NAME, --entry=NAME */
    OPTION_EITHER,   /* -isystem FOLDER, -isystemFOLDER */
    OPTION_JOINED,   /* what follows is the value, perhaps empty: -O2, -Wall */
    OPTION_OPTIONAL, /* --stats or --stats=json */
};

/* Rows that follow each other with the same id are spellings of one option; the first has the help. */
struct option_row {
    const char *spelling; /* with its dashes */
    int id;               /* above 0 */
    enum option_kind kind;
    const char *argument; /* its name in the help, NULL for a flag */
    const char *help;     /* NULL: accepted, not shown; a '\n' starts another line */
};

struct option_spec {
    const char *tool;     /* "peach-ld" */
    const char *synopsis; /* "[option...] file..." */
    const char *summary;  /* what the tool does, a sentence or a few lines */
    const struct option_row *rows;
    size_t row_count;
    bool clusters;        /* -abc is -a -b -c */
    bool second_dash;     /* --name is -name */
    const char *version;  /* more lines of --version, or NULL */
    const char *epilogue; /* text after the options, or NULL */
};

/* The state of one walk over a command line. */
struct options {
    const struct option_spec *spec;
    char **argv; /* argv[0] is not part of it */
    size_t count, next;
    size_t kept;         /* operands kept by options_keep: argv[0 .. kept - 1] */
    const char *cluster; /* letters of a cluster that are left */
    bool operands_only;  /* "--" was seen */
    bool failed;
    const char *argument; /* the option's value, or the operand */
    const char *spelling; /* the option as its table row spells it */
};

enum {
    OPTIONS_END = 0,
    OPTIONS_OPERAND = -1,
    OPTIONS_STOP = -2, /* --help or --version has been printed, or an error reported: return tool_end() */
};

/* Begin with main's arguments, expanding @file. */
void options_init(struct options *options, const struct option_spec *spec, int argc, char **argv);

/* The next option's id, OPTIONS_OPERAND, OPTIONS_END or OPTIONS_STOP. */
int options_next(struct options *options);

/* Keep the operand that options_next has just given, for a tool that wants them all after the options. */
void options_keep(struct options *options);

/* Strings that options_next has given die here. */
void options_fini(struct options *options);

/* Report wrong usage and point to --help. */
void options_usage_error(const struct option_spec *spec, const char *format, ...);

/* Read a number: decimal, 0x hexadecimal, 0 octal, with K, M, G or T for powers of 1024.  False (reported, naming the
 * option) when it is none or exceeds maximum. */
bool options_number(const struct options *options, unsigned long long maximum, unsigned long long *value);

#endif
