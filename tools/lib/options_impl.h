/* What options.c and options_help.c share. */
#ifndef TOOLS_LIB_OPTIONS_IMPL_H
#define TOOLS_LIB_OPTIONS_IMPL_H

#include "tools/lib/options.h"

/* Rows that every tool has. */
#define OPTIONS_BUILTIN                                                                                                \
    {"--help", OPTIONS_STOP, OPTION_FLAG, NULL, "print this text and exit"},                                           \
        {"--version", OPTIONS_STOP, OPTION_FLAG, NULL, "print the version and exit"}, {                                \
        "--man", OPTIONS_STOP, OPTION_FLAG, NULL, NULL                                                                 \
    }

/* Print the text of --help; print the manual page, for man(1), that --man asks for when the tool is built. */
void options_print_help(const struct option_spec *spec);
void options_print_man(const struct option_spec *spec);

#endif
