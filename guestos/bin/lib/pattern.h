/* Regular expressions for grep: . [set] * + ? ( ) | ^ $ and \ before a character that stands for itself. */
#ifndef PATTERN_H
#define PATTERN_H

#include <stdbool.h>

struct pattern;

/* NULL, and what is wrong in *error, for a bad expression.  A plain one is a text that is searched for. */
struct pattern *pattern_new(const char *text, bool plain, bool ignore_case, const char **error);

bool pattern_matches(const struct pattern *pattern, const char *line);

#endif
