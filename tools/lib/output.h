/* Output files that appear whole or not at all.
 *
 * Everything is written to a temporary neighbour, which takes the file's name on output_commit.  What is not a
 * regular file (/dev/null, a pipe, a symbolic link such as /dev/stdout) is written directly. */
#ifndef TOOLS_LIB_OUTPUT_H
#define TOOLS_LIB_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct output;

/* Start writing path ("-": standard output).  NULL after reporting why that cannot be. */
struct output *output_open(const char *path);

/* The stream to write to; errors on it need not be checked, output_commit sees them. */
FILE *output_stream(struct output *output);

/* Let the file be executable for those who may read it. */
void output_set_executable(struct output *output);

/* Finish: the file stands under its name, or false is returned after a report and nothing is left behind.
 * The output is freed in either case. */
bool output_commit(struct output *output);

/* Remove what was written so far and free the output.  NULL is permitted. */
void output_abandon(struct output *output);

/* Remove the temporary files of all open outputs: for a sudden end. */
void output_abandon_all(void);

/* Open, write size bytes, commit. */
bool output_write_file(const char *path, const void *data, size_t size);

#endif
