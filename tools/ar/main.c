/* peach-ar: archives of objects. */
#include <stdio.h>
#include <string.h>

#include "tools/ar/members.h"
#include "tools/lib/options.h"
#include "tools/lib/output.h"
#include "tools/lib/tool.h"

/* Operations and modifiers are letters, with or without a dash before the first ones. */
static const struct option_row rows[] = {
    {"-r", 'r', OPTION_FLAG, NULL, "put files in, replacing members of the same name"},
    {"-q", 'q', OPTION_FLAG, NULL, "append files"},
    {"-d", 'd', OPTION_FLAG, NULL, "delete members"},
    {"-t", 't', OPTION_FLAG, NULL, "list members"},
    {"-x", 'x', OPTION_FLAG, NULL, "extract members into the current folder"},
    {"-p", 'p', OPTION_FLAG, NULL, "print members on standard output"},
    {"-s", 's', OPTION_FLAG, NULL, "write the symbol index (always done when something changes)"},
    {"-c", 'c', OPTION_FLAG, NULL, "say nothing when the archive is new"},
    {"-v", 'v', OPTION_FLAG, NULL, "say what is done; list with sizes"},
    {"-D", 'D', OPTION_FLAG, NULL, "accepted: times and owners are never recorded"},
    {"-u", 'D', OPTION_FLAG, NULL, NULL},
    {"-U", 'D', OPTION_FLAG, NULL, NULL},
    {"-S", 'D', OPTION_FLAG, NULL, NULL},
};

static const struct option_spec spec = {
    .tool = "peach-ar",
    .synopsis = "[-]{r|q|d|t|x|p|s}[c][v] archive [file...]",
    .summary = "Collects objects in an archive, with an index of the symbols they define.",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .clusters = true,
    .epilogue = "The same members give the same archive, byte for byte.",
};

struct command {
    int operation; /* 0: none yet */
    bool quiet_creation, verbose, index_only;
    const char *archive;
};

static bool take_letter(struct command *command, int letter) {
    switch (letter) {
    case 'c':
        command->quiet_creation = true;
        return true;
    case 'v':
        command->verbose = true;
        return true;
    case 's':
        command->index_only = true;
        return true;
    case 'D':
        return true;
    default:
        if (command->operation) {
            options_usage_error(&spec, "both '%c' and '%c' are given", command->operation, letter);
            return false;
        }
        command->operation = letter;
        return true;
    }
}

/* The first operand without a dash holds letters. */
static bool take_letters(struct command *command, const char *letters) {
    for (; *letters; letters++) {
        size_t i = 0;
        while (i < spec.row_count && rows[i].spelling[1] != *letters)
            i++;
        if (i == spec.row_count) {
            options_usage_error(&spec, "unknown letter '%c' in '%s'", *letters, letters);
            return false;
        }
        if (!take_letter(command, rows[i].id))
            return false;
    }
    return true;
}

/* ---- Operations on the members that are named, or on all ---- */

static void report_missing(const struct command *command, const char *name) {
    tool_error(TOOL_BAD_INPUT, command->archive, "no member '%s'", name);
}

static void show(const struct command *command, const struct member *member) {
    switch (command->operation) {
    case 't':
        if (command->verbose)
            printf("%10lu %s\n", (unsigned long)member->size, member->name);
        else
            puts(member->name);
        break;
    case 'p':
        fwrite(member->data, 1, member->size, stdout);
        break;
    default:
        if (strchr(member->name, '/') || strcmp(member->name, "..") == 0) {
            tool_error(TOOL_BAD_INPUT, command->archive, "member '%s' would be written elsewhere; left out",
                       member->name);
            break;
        }
        if (command->verbose)
            printf("x - %s\n", member->name);
        output_write_file(member->name, member->data, member->size);
        break;
    }
}

static void show_all(const struct command *command, struct members *members, char **names, size_t count) {
    for (size_t i = 0; count == 0 && i < members->count; i++)
        show(command, &members->list[i]);
    for (size_t i = 0; i < count; i++) {
        const struct member *member = members_find(members, file_base_name(names[i]));
        if (member)
            show(command, member);
        else
            report_missing(command, names[i]);
    }
}

static void change(const struct command *command, struct members *members, const char *name) {
    if (command->operation == 'd') {
        struct member *member = members_find(members, file_base_name(name));
        if (member)
            members_remove(members, member);
        else
            report_missing(command, name);
    } else {
        members_add(members, name, command->operation == 'r');
    }
    if (command->verbose && tool_status() == TOOL_OK)
        printf("%c - %s\n", command->operation == 'd' ? 'd' : 'a', name);
}

static void run(const struct command *command, char **names, size_t count) {
    struct members members;
    bool adds = command->operation == 'r' || command->operation == 'q';
    bool changes = adds || command->operation == 'd' || !command->operation;
    if (members_read(&members, command->archive, adds)) {
        if (adds && !members.archive.data && !command->quiet_creation)
            tool_note(NULL, "creating %s", command->archive);
        for (size_t i = 0; changes && i < count; i++)
            change(command, &members, names[i]);
        if (!changes)
            show_all(command, &members, names, count);
        else if (tool_status() == TOOL_OK)
            members_write(&members, command->archive);
    }
    members_free(&members);
}

int main(int argc, char **argv) {
    struct options options;
    struct command command = {0, false, false, false, NULL};
    int id;
    bool good = true;
    tool_begin(spec.tool);
    options_init(&options, &spec, argc, argv);
    while (good && (id = options_next(&options)) > OPTIONS_END)
        good = take_letter(&command, id);
    if (good && id == OPTIONS_OPERAND && !command.operation && !command.index_only) {
        good = take_letters(&command, options.argument);
        id = good ? options_next(&options) : OPTIONS_STOP;
    }
    if (good && id == OPTIONS_END) {
        options_usage_error(&spec, command.operation || command.index_only ? "no archive" : "no operation");
    } else if (good && id == OPTIONS_OPERAND) {
        command.archive = options.argument;
        run(&command, options.argv + options.next, options.count - options.next);
    }
    options_fini(&options);
    return tool_end();
}
