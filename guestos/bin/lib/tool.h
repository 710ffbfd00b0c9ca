/* What the programs of /bin do alike: --help, messages, exit status. */
#ifndef TOOL_H
#define TOOL_H

#include <stdbool.h>
#include <stdio.h>

/* Call first.  usage is the text of --help: a line "usage: NAME ...", then what it does and its options. */
void tool_begin(const char *name, const char *usage);

/* The next option letter as getopt does, -1 after the last.  --help and a wrong option end the program (0 and 2). */
int tool_option(int argc, char **argv, const char *letters);

/* Ends the program with the usage on standard error, status 2. */
_Noreturn void tool_usage(void);

/* "NAME: message"; the exit status becomes 1. */
void tool_complain(const char *format, ...);

/* "NAME: subject: text of errno" */
void tool_complain_errno(const char *subject);

/* The exit status, after standard output was written without error. */
int tool_end(void);

/* A number of an argument; ends the program with a message when it is none or below least. */
long tool_number(const char *text, long least);

/* Calls body for each file named (none: standard input, as "-"), with its name; one that cannot be opened is reported.
 */
void tool_each_file(int count, char **names, void (*body)(FILE *file, const char *name));

/* directory/name in a buffer of PATH_MAX bytes; false after a message when it is too long. */
bool tool_join(char *buffer, const char *directory, const char *name);

/* Copies a descriptor's bytes to another up to the end; false after a message. */
bool tool_copy(int from, int to, const char *from_name, const char *to_name);

#endif
