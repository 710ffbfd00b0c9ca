/* Arguments kept in a file: @file on a command line. */
#ifndef TOOLS_LIB_ARGFILE_H
#define TOOLS_LIB_ARGFILE_H

#include <stdbool.h>
#include <stddef.h>

struct argfile_list {
    char **items; /* each allocated, and the array too */
    size_t count, capacity;
};

/* Append a copy of the argument, or, when it is @file and the file exists, the arguments in it, which may themselves be
 * @file.  False after a report: files include each other too deeply, or a quote is not closed. */
bool argfile_add(struct argfile_list *list, const char *argument);

#endif
