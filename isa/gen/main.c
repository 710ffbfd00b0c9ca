/* isa-gen: reads insns.isa, checks it, writes everything that is derived from it. */
#include "emit.h"

#include <string.h>

static const struct {
    const char *name;
    void (*emit)(FILE *out, struct table *table);
} outputs[] = {
    {"isa_ops.h", emit_ops},    {"isa_exec.h", emit_exec},         {"isa_decode.c", emit_decode},
    {"isa_table.c", emit_info}, {"isa_examples.c", emit_examples}, {"isa.md", emit_manual},
};

static bool write_output(const char *folder, const char *name, void (*emit)(FILE *, struct table *),
                         struct table *table) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    if (!out) {
        fprintf(stderr, "isa-gen: error: cannot write %s\n", path);
        return false;
    }
    emit(out, table);
    bool failed = ferror(out);
    if (fclose(out) || failed) {
        fprintf(stderr, "isa-gen: error: short write to %s\n", path);
        remove(path);
        return false;
    }
    return true;
}

int main(int argc, char **argv) {
    static struct table table;
    if (argc < 2 || argc > 3 || argv[1][0] == '-') {
        fprintf(stderr, "usage: isa-gen TABLE [FOLDER]\nChecks an instruction table; with a folder, writes what is "
                        "derived from it.\n");
        return argc == 2 && !strcmp(argv[1], "--help") ? 0 : 2;
    }
    if (!table_read(&table, argv[1])) {
        fprintf(stderr, "isa-gen: error: cannot read %s\n", argv[1]);
        return 2;
    }
    table_check(&table);
    if (table.errors)
        return 1;
    for (unsigned i = 0; argc == 3 && i < sizeof outputs / sizeof outputs[0]; i++) {
        if (!write_output(argv[2], outputs[i].name, outputs[i].emit, &table))
            return 2;
    }
    return table.errors ? 2 : 0;
}
