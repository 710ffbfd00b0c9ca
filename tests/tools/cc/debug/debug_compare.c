/* What debugging information says of variables, held against a run.
 *
 *     debug_compare REFERENCE PROGRAM           two builds of one program, the first with -O0
 *     debug_compare --loose REFERENCE PROGRAM   the same; variables that nothing uses need not be anywhere
 *     debug_compare --same A B                  two objects: everything that is loaded must be the same
 *
 * A program calls probe() wherever it likes.  At each call the variables of the function around it are looked up in
 * both builds.  The reference must know them all; what the other one says must be the same, and it is counted how much
 * it says.  Pointers lie elsewhere in each build: only whether they are null is compared. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emu/peach.h"
#include "isa/dwarf_frame.h"
#include "isa/dwarf_info.h"
#include "isa/dwarf_location.h"
#include "isa/isa.h"
#include "isa/symbolize.h"

enum { VALUE_MAX = 4096, VARIABLES_MAX = 200, NESTING_MAX = 8 };
static const uint64_t LIMIT_INSNS = 20000000;

struct build {
    const char *path;
    uint8_t *bytes;
    size_t size;
    struct elf_file elf;
    struct dwarf_info *info;
    struct symbolizer *symbols;
    struct peach *machine;
    uint32_t probe;
    struct dwarf_machine state;
};

struct seen {
    char name[64];
    uint32_t line, type, size;
    uint8_t bytes[VALUE_MAX];
    bool known[VALUE_MAX];
    size_t known_bytes;
};

/* The variables of one call of probe. */
struct visit {
    struct build *build;
    char function[64];
    struct seen variables[VARIABLES_MAX];
    size_t count;
    uint32_t line; /* of the call */
    bool is_call;  /* and no jump, which leaves no frame to look at */
};

static void fail(const char *format, const char *what)
{
    fprintf(stderr, "debug_compare: ");
    fprintf(stderr, format, what);
    fputc('\n', stderr);
    exit(1);
}

static uint8_t *read_all(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        fail("cannot read %s", path);
    *size = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(*size + 1);
    if (!bytes || fread(bytes, 1, *size, file) != *size)
        fail("cannot read %s", path);
    fclose(file);
    return bytes;
}

static bool read_memory(void *context, uint32_t va, void *bytes, size_t count)
{
    const struct build *build = context;
    uint32_t pa;
    return peach_translate(build->machine, 0, va, &pa) && peach_read_memory(build->machine, pa, bytes, count);
}

static void open_build(struct build *build, const char *path)
{
    char error[PEACH_ERROR_BYTES];
    struct peach_config config;
    build->path = path;
    build->bytes = read_all(path, &build->size);
    if (!elf_file_open(&build->elf, build->bytes, build->size))
        fail("not an ELF file: %s", path);
    build->info = dwarf_info_new(&build->elf);
    build->symbols = symbolizer_new(&build->elf);
    if (!build->info || !build->symbols || !symbolizer_address(build->symbols, "probe", &build->probe))
        fail("no function probe in %s", path);
    peach_config_default(&config);
    config.ram_bytes = 16u << 20;
    build->machine = peach_new(&config, error);
    if (!build->machine || !peach_load_program(build->machine, path, error))
        fail("%s", error);
    build->state.read = read_memory;
    build->state.context = build;
}

static void close_build(struct build *build)
{
    peach_free(build->machine);
    dwarf_info_free(build->info);
    symbolizer_free(build->symbols);
    free(build->bytes);
}

/* Run up to the next call of probe; false when the program has ended. */
static bool run_to_probe(struct build *build, struct peach_hart *hart)
{
    do {
        peach_set_limit(build->machine, peach_insns(build->machine) + 1);
        enum peach_stop stop = peach_run(build->machine, UINT64_MAX);
        if (stop == PEACH_EXIT)
            return false;
        if (stop != PEACH_LIMIT || peach_insns(build->machine) > LIMIT_INSNS)
            fail("%s does not end well", build->path);
        peach_inspect(build->machine, 0, hart);
    } while (hart->pc != build->probe);
    return true;
}

static bool note_variable(void *context, const struct dwarf_variable *variable)
{
    struct visit *visit = context;
    struct dwarf_type type = dwarf_info_type(visit->build->info, variable->type);
    if (variable->level != 0 || variable->is_hidden || visit->count == VARIABLES_MAX)
        return true;
    struct seen *seen = &visit->variables[visit->count];
    if (type.size_bytes == 0 || type.size_bytes > VALUE_MAX)
        return true;
    visit->count++;
    snprintf(seen->name, sizeof seen->name, "%s", variable->name);
    seen->line = variable->line;
    seen->type = variable->type;
    seen->size = type.size_bytes;
    seen->known_bytes = dwarf_evaluate(variable->location, variable->location_bytes, &visit->build->state, seen->bytes,
                                       seen->known, type.size_bytes);
    return true;
}

static bool calls_probe(const struct build *build, uint32_t pc)
{
    uint8_t b[4];
    struct insn insn;
    if (!read_memory((void *)build, pc, b, sizeof b))
        return false;
    uint32_t word = b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
    return isa_decode(word, &insn) && insn.op == OP_JAL && pc + (uint32_t)insn.off == build->probe;
}

static bool next_visit(struct build *build, struct visit *visit)
{
    struct peach_hart hart;
    struct dwarf_frame frame;
    struct dwarf_function function;
    visit->build = build;
    visit->count = 0;
    if (!run_to_probe(build, &hart))
        return false;
    uint32_t pc = hart.r[15] - 4;
    visit->is_call = calls_probe(build, pc);
    if (!visit->is_call)
        return true;
    memcpy(build->state.r, hart.r, sizeof hart.r);
    memcpy(build->state.f, hart.f, sizeof hart.f);
    if (!dwarf_frame_at(&build->elf, pc, hart.r, &frame))
        fail("%s: no frame at a call of probe", build->path);
    build->state.cfa = frame.cfa;
    if (dwarf_info_functions(build->info, pc, &function, 1) == 0)
        fail("%s: no function at a call of probe", build->path);
    snprintf(visit->function, sizeof visit->function, "%s", function.name);
    struct symbolized place;
    visit->line = symbolizer_find(build->symbols, pc, &place) && place.file ? place.line : 0;
    dwarf_info_variables(build->info, pc, note_variable, visit);
    return true;
}

/* ---- Comparing ---- */

struct comparison {
    const struct dwarf_info *info;
    const struct seen *reference, *seen;
    uint32_t offset, depth;
    bool differs;
};

static void compare(struct comparison *c, uint32_t type, uint32_t offset);

static bool compare_member(void *context, const struct dwarf_member *member)
{
    struct comparison *c = context;
    if (!member->bit_width)
        compare(c, member->type, c->offset + member->offset_bytes);
    return !c->differs;
}

static void compare_bytes(struct comparison *c, uint32_t offset, uint32_t size, bool is_pointer)
{
    bool known = true, a = false, b = false;
    for (uint32_t i = offset; i < offset + size && i < c->seen->size; i++) {
        known &= c->seen->known[i] && c->reference->known[i];
        a |= c->reference->bytes[i] != 0;
        b |= c->seen->bytes[i] != 0;
    }
    if (known && offset + size <= c->seen->size)
        c->differs |= is_pointer ? a != b : memcmp(c->reference->bytes + offset, c->seen->bytes + offset, size) != 0;
}

static void compare(struct comparison *c, uint32_t type, uint32_t offset)
{
    struct dwarf_type what = dwarf_info_type(c->info, type);
    if (c->depth++ < NESTING_MAX) {
        uint32_t outer = c->offset;
        if (what.kind == DWARF_KIND_RECORD) {
            c->offset = offset;
            dwarf_info_members(c->info, type, compare_member, c);
            c->offset = outer;
        } else if (what.kind == DWARF_KIND_ARRAY) {
            struct dwarf_type element = dwarf_info_type(c->info, what.of);
            for (uint32_t at = 0; element.size_bytes && at < what.size_bytes; at += element.size_bytes)
                compare(c, what.of, offset + at);
        } else {
            compare_bytes(c, offset, what.size_bytes, what.kind == DWARF_KIND_POINTER);
        }
    }
    c->depth--;
}

struct totals {
    unsigned long visits, jumps, variables, known, wrong;
    bool loose;
};

static const struct seen *find(const struct visit *visit, const struct seen *like)
{
    for (size_t i = 0; i < visit->count; i++)
        if (visit->variables[i].line == like->line && strcmp(visit->variables[i].name, like->name) == 0)
            return &visit->variables[i];
    return NULL;
}

static void print_value(const char *who, const struct seen *seen)
{
    fprintf(stderr, "  %s:", who);
    for (uint32_t i = 0; i < seen->size && i < 16; i++)
        fprintf(stderr, seen->known[i] ? " %02x" : " ??", seen->bytes[i]);
    fputc('\n', stderr);
}

static void compare_visits(const struct visit *reference, const struct visit *visit, struct totals *totals)
{
    totals->visits++;
    totals->jumps += !visit->is_call;
    if (!reference->is_call || !visit->is_call)
        return;
    if (strcmp(reference->function, visit->function) != 0 || reference->line != visit->line) {
        fprintf(stderr, "visit %lu: in %s (line %u), not in %s (line %u)\n", totals->visits, visit->function,
                (unsigned)visit->line, reference->function, (unsigned)reference->line);
        totals->wrong++;
        return;
    }
    for (size_t i = 0; i < reference->count; i++) {
        const struct seen *expected = &reference->variables[i], *seen = find(visit, expected);
        if (expected->line > reference->line)
            continue; /* not declared yet */
        struct comparison c = {visit->build->info, expected, seen, 0, 0, false};
        if (expected->known_bytes != expected->size && !totals->loose) {
            fprintf(stderr, "visit %lu: %s of %s is not known at -O0\n", totals->visits, expected->name,
                    reference->function);
            totals->wrong++;
        }
        totals->variables++;
        totals->known += seen && seen->known_bytes == seen->size;
        if (seen)
            compare(&c, seen->type, 0);
        if (!c.differs)
            continue;
        totals->wrong++;
        fprintf(stderr, "visit %lu: %s (line %u) of %s is wrong at line %u\n", totals->visits, seen->name,
                (unsigned)seen->line, visit->function, (unsigned)visit->line);
        print_value("is  ", expected);
        print_value("said", seen);
    }
}

static int compare_runs(const char *reference, const char *program, bool loose)
{
    static struct visit a, b;
    struct build one = {0}, two = {0};
    struct totals totals = {.loose = loose};
    open_build(&one, reference);
    open_build(&two, program);
    for (;;) {
        bool more = next_visit(&one, &a);
        if (more != next_visit(&two, &b))
            fail("%s calls probe another number of times", program);
        if (!more)
            break;
        compare_visits(&a, &b, &totals);
    }
    close_build(&one);
    close_build(&two);
    printf("%lu visits, %lu of them jumps, %lu variables, %lu known, %lu wrong\n", totals.visits, totals.jumps,
           totals.variables, totals.known, totals.wrong);
    return totals.wrong || !totals.visits;
}

/* ---- The same with and without -g ---- */

static int compare_objects(const char *left, const char *right)
{
    struct elf_file file[2];
    uint8_t *bytes[2];
    const char *const paths[2] = {left, right};
    for (int i = 0; i < 2; i++) {
        size_t size;
        bytes[i] = read_all(paths[i], &size);
        if (!elf_file_open(&file[i], bytes[i], size))
            fail("not an ELF file: %s", paths[i]);
    }
    int differ = 0;
    for (unsigned i = 1; i < file[0].section_count; i++) {
        struct elf_section a, b;
        elf_file_section(&file[0], i, &a);
        unsigned other = elf_file_find_section(&file[1], a.name);
        if (!(a.flags & SHF_ALLOC))
            continue;
        elf_file_section(&file[1], other, &b);
        if (!other || a.size_bytes != b.size_bytes || (a.data && memcmp(a.data, b.data, a.size_bytes) != 0)) {
            fprintf(stderr, "debug_compare: %s of %s differs\n", a.name, right);
            differ = 1;
        }
    }
    free(bytes[0]);
    free(bytes[1]);
    return differ;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "--same") == 0)
        return compare_objects(argv[2], argv[3]);
    if (argc == 4 && strcmp(argv[1], "--loose") == 0)
        return compare_runs(argv[2], argv[3], true);
    if (argc == 3)
        return compare_runs(argv[1], argv[2], false);
    fputs("usage: debug_compare [--loose] REFERENCE PROGRAM | --same OBJECT OBJECT\n", stderr);
    return 2;
}
