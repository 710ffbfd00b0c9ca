/* The text of --help and the manual page, from the option table. */
#include <stdio.h>
#include <string.h>

#include "tools/lib/options_impl.h"

enum { HELP_COLUMN = 30 };

static const struct option_row builtin_rows[] = {OPTIONS_BUILTIN};
enum { BUILTIN_COUNT = sizeof builtin_rows / sizeof *builtin_rows };

/* ---- Help ---- */

/* "  -o, --output FILE" for the rows from `row` on that have the same id; returns how many rows that are. */
static size_t print_spellings(const struct option_row *row, size_t left, int *width) {
    size_t used = 0;
    *width = printf("  ");
    for (; used < left && row[used].id == row->id; used++) {
        if (used > 0 && row[used].id == OPTIONS_STOP)
            break;
        *width += printf("%s%s", used ? ", " : "", row[used].spelling);
    }
    if (row->argument) {
        const char *open = row->kind == OPTION_VALUE || row->kind == OPTION_EITHER ? " " : row->kind == OPTION_OPTIONAL ? "[=" : "";
        *width += printf("%s%s%s", open, row->argument, row->kind == OPTION_OPTIONAL ? "]" : "");
    }
    return used;
}

static void print_rows(const struct option_row *rows, size_t count) {
    for (size_t i = 0; i < count;) {
        if (!rows[i].help) {
            i++;
            continue;
        }
        const char *help = rows[i].help;
        int width;
        i += print_spellings(rows + i, count - i, &width);
        if (width > HELP_COLUMN - 2) {
            putchar('\n');
            width = 0;
        }
        for (;;) {
            int length = (int)strcspn(help, "\n");
            printf("%*s%.*s\n", HELP_COLUMN - width, "", length, help);
            if (!help[length])
                break;
            help += length + 1;
            width = 0;
        }
    }
}

void options_print_help(const struct option_spec *spec) {
    printf("usage: %s %s\n\n%s\n\noptions:\n", spec->tool, spec->synopsis, spec->summary);
    print_rows(spec->rows, spec->row_count);
    print_rows(builtin_rows, BUILTIN_COUNT);
    if (spec->epilogue)
        printf("\n%s\n", spec->epilogue);
}

/* ---- Manual page ---- */

/* Print text for roff: its own characters escaped, a line break after each line when `lines`. */
static void print_roff(const char *text, bool lines) {
    for (bool start = true; *text; text++) {
        if (start && (*text == '.' || *text == '\''))
            fputs("\\&", stdout);
        if (*text == '\\' || *text == '-')
            putchar('\\');
        putchar(*text == '\\' ? 'e' : *text);
        start = *text == '\n';
        if (start && lines)
            puts(".br");
    }
    putchar('\n');
}

/* One option with its other spellings; returns how many rows these are. */
static size_t print_man_option(const struct option_row *row, size_t left) {
    size_t used = 0;
    fputs(".TP\n\\fB", stdout);
    for (; used < left && row[used].id == row->id && (used == 0 || row->id != OPTIONS_STOP); used++) {
        for (const char *c = used ? row[used].spelling : row->spelling; *c; c++)
            printf(*c == '-' ? "\\-" : "%c", *c);
        if (used + 1 < left && row[used + 1].id == row->id && row->id != OPTIONS_STOP)
            fputs("\\fR, \\fB", stdout);
    }
    fputs("\\fR", stdout);
    if (row->argument)
        printf("%s\\fI%s\\fR%s",
               row->kind == OPTION_VALUE || row->kind == OPTION_EITHER ? " "
               : row->kind == OPTION_OPTIONAL ? "[="
                                              : "",
               row->argument, row->kind == OPTION_OPTIONAL ? "]" : "");
    putchar('\n');
    print_roff(row->help, false);
    return used;
}

static void print_man_options(const struct option_row *rows, size_t count) {
    for (size_t i = 0; i < count;)
        i += rows[i].help ? print_man_option(rows + i, count - i) : 1;
}

void options_print_man(const struct option_spec *spec) {
    printf(".TH %s 1 \"\" \"Peach %s\" \"Peach manual\"\n.SH NAME\n%s \\- ", spec->tool, PEACH_VERSION, spec->tool);
    print_roff(spec->summary, false);
    printf(".SH SYNOPSIS\n.B %s\n", spec->tool);
    print_roff(spec->synopsis, false);
    puts(".SH OPTIONS");
    print_man_options(spec->rows, spec->row_count);
    print_man_options(builtin_rows, BUILTIN_COUNT);
    if (spec->epilogue) {
        puts(".SH NOTES");
        print_roff(spec->epilogue, true);
    }
    puts(".SH EXIT STATUS\n0 when all is well, 1 when the input is wrong, 2 when the tool is used wrongly, a file is "
         "missing\n"
         "or cannot be written.\n.SH SEE ALSO\n.BR peach (1)");
}
