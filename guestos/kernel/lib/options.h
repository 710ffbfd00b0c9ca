/* The kernel's command line: words, some of the form name=value. */
#ifndef KERNEL_OPTIONS_H
#define KERNEL_OPTIONS_H

#include "lib/base.h"

/* Keep a copy of the command line. */
void options_init(const char *text);

/* All of it. */
const char *options_text(void);

/* Whether a word stands there; the last value of a name, copied (false: it does not occur). */
bool options_has(const char *word);
bool options_value(const char *name, char *value, size_t size);

#endif
