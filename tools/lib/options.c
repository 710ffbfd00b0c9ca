#include "tools/lib/options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/lib/argfile.h"
#include "asm/mem.h"
#include "tools/lib/options_impl.h"
#include "tools/lib/tool.h"

static const struct option_row builtin_rows[] = {OPTIONS_BUILTIN};
enum { BUILTIN_COUNT = sizeof builtin_rows / sizeof *builtin_rows };

/* ---- Errors ---- */

void options_usage_error(const struct option_spec *spec, const char *format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    tool_error(TOOL_FAILED, NULL, "%s; see '%s --help'", text, spec->tool);
}

struct spelling_cursor {
    const struct option_spec *spec;
    size_t next;
};

static const char *next_spelling(void *context) {
    struct spelling_cursor *cursor = context;
    size_t i = cursor->next++;
    if (i < cursor->spec->row_count)
        return cursor->spec->rows[i].spelling;
    i -= cursor->spec->row_count;
    return i < BUILTIN_COUNT ? builtin_rows[i].spelling : NULL;
}

static int unknown_option(struct options *options, const char *text) {
    struct spelling_cursor cursor = {options->spec, 0};
    size_t length = strcspn(text, "=");
    const char *meant = length > 2 ? diag_suggest(text, length, next_spelling, &cursor) : NULL;
    if (meant)
        tool_error(TOOL_FAILED, NULL, "unknown option '%s'; did you mean '%s'?", text, meant);
    else
        options_usage_error(options->spec, "unknown option '%s'", text);
    return OPTIONS_STOP;
}

/* ---- Matching ---- */

/* How many characters of text the row's spelling takes when it fits there, 0 when it does not. */
static size_t row_fits(const struct option_row *row, const char *text) {
    size_t length = strlen(row->spelling);
    if (strncmp(row->spelling, text, length) != 0)
        return 0;
    char after = text[length];
    bool joins = row->kind == OPTION_JOINED || row->kind == OPTION_EITHER || (row->kind == OPTION_VALUE && length == 2);
    bool equals = after == '=' && (row->kind == OPTION_VALUE || row->kind == OPTION_OPTIONAL);
    return after == '\0' || joins || equals ? length : 0;
}

static const struct option_row *find_row(const struct option_spec *spec, const char *text, size_t *length) {
    const struct option_row *best = NULL;
    *length = 0;
    for (size_t i = 0; i < spec->row_count + BUILTIN_COUNT; i++) {
        const struct option_row *row = i < spec->row_count ? &spec->rows[i] : &builtin_rows[i - spec->row_count];
        size_t fits = row_fits(row, text);
        if (fits > *length) {
            *length = fits;
            best = row;
        }
    }
    return best;
}

/* Take the option's value from what follows its spelling, or from the next argument. */
static bool take_value(struct options *options, const struct option_row *row, const char *rest) {
    options->spelling = row->spelling;
    options->argument = NULL;
    if (row->kind == OPTION_JOINED) {
        options->argument = rest;
    } else if (*rest) {
        options->argument = *rest == '=' && strlen(row->spelling) > 2 ? rest + 1 : rest;
    } else if (row->kind == OPTION_VALUE || row->kind == OPTION_EITHER) {
        if (options->next == options->count) {
            options_usage_error(options->spec, "option '%s' needs a value: %s", row->spelling, row->argument);
            return false;
        }
        options->argument = options->argv[options->next++];
    }
    return true;
}

static int finish_row(struct options *options, const struct option_row *row, const char *rest) {
    if (row->id == OPTIONS_STOP) {
        if (strcmp(row->spelling, "--help") == 0)
            options_print_help(options->spec);
        else if (strcmp(row->spelling, "--man") == 0)
            options_print_man(options->spec);
        else
            printf("%s (Peach) %s\n%s", options->spec->tool, PEACH_VERSION,
                   options->spec->version ? options->spec->version : "");
        return OPTIONS_STOP;
    }
    return take_value(options, row, rest) ? row->id : OPTIONS_STOP;
}

/* One letter of "-abc": a flag, or a value option that takes the rest. */
static int next_in_cluster(struct options *options) {
    char text[3] = {'-', *options->cluster++, '\0'};
    size_t length;
    const struct option_row *row = find_row(options->spec, text, &length);
    if (!row)
        return unknown_option(options, text);
    const char *rest = "";
    if (row->kind != OPTION_FLAG || !*options->cluster) {
        rest = row->kind == OPTION_FLAG ? "" : options->cluster;
        options->cluster = NULL;
    }
    return finish_row(options, row, rest);
}

int options_next(struct options *options) {
    if (options->failed)
        return OPTIONS_STOP;
    if (options->cluster)
        return next_in_cluster(options);
    if (options->next == options->count)
        return OPTIONS_END;
    const char *text = options->argv[options->next++];
    if (options->operands_only || text[0] != '-' || text[1] == '\0') {
        options->argument = text;
        return OPTIONS_OPERAND;
    }
    if (strcmp(text, "--") == 0) {
        options->operands_only = true;
        return options_next(options);
    }
    size_t length;
    const struct option_row *row = find_row(options->spec, text, &length);
    if (!row && options->spec->second_dash && text[1] == '-' && text[2] && text[3]) {
        row = find_row(options->spec, ++text, &length);
        if (row && length == 2) /* --wrong is no -w */
            row = NULL;
        text -= !row;
    }
    if (row)
        return finish_row(options, row, text + length);
    if (options->spec->clusters && text[1] != '-') {
        options->cluster = text + 1;
        return next_in_cluster(options);
    }
    return unknown_option(options, text);
}

void options_keep(struct options *options) {
    char *operand = options->argv[options->next - 1];
    options->argv[options->next - 1] = options->argv[options->kept];
    options->argv[options->kept++] = operand;
}

/* ---- Life ---- */

void options_init(struct options *options, const struct option_spec *spec, int argc, char **argv) {
    *options = (struct options){.spec = spec};
    struct argfile_list list = {NULL, 0, 0};
    for (int i = 1; i < argc && !options->failed; i++)
        options->failed = !argfile_add(&list, argv[i]);
    options->argv = list.items;
    options->count = list.count;
}

void options_fini(struct options *options) {
    for (size_t i = 0; i < options->count; i++)
        free(options->argv[i]);
    free(options->argv);
    options->argv = NULL;
    options->count = 0;
}

bool options_number(const struct options *options, unsigned long long maximum, unsigned long long *value) {
    static const char units[] = "KMGT";
    const char *text = options->argument;
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 0);
    bool overflows = errno == ERANGE;
    const char *unit = *end ? strchr(units, *end) : NULL;
    unsigned shift = unit ? 10 * (unsigned)(unit - units + 1) : 0;
    if (unit)
        end++;
    if (*text < '0' || *text > '9' || *end) {
        options_usage_error(options->spec, "'%s' of option '%s' is not a number; give one from 0 to %llu", text,
                            options->spelling, maximum);
        return false;
    }
    if (overflows || number > maximum >> shift) {
        tool_error(TOOL_FAILED, NULL, "'%s' of option '%s' is too large; the maximum is %llu", text, options->spelling,
                   maximum);
        return false;
    }
    *value = number << shift;
    return true;
}
