/* random_c SEED: a random C program, the same for the same seed, on standard output.
 *
 * It makes what Csmith does not: recursion, functions by pointer, variable arguments, structures by value, floating
 * point, variable-length arrays, non-local jumps, computed gotos, wide switches, loops that wrap, string functions. The
 * program is a function, int program_SEED(void), that prints a checksum.
 */
#include "generator.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

unsigned program_seed;
static unsigned long long state;
static int indent;

/* splitmix64 */
unsigned long long random_bits(void)
{
    unsigned long long z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

unsigned pick(unsigned count)
{
    return (unsigned)(random_bits() % count);
}

bool chance(unsigned percent)
{
    return pick(100) < percent;
}

unsigned between(unsigned low, unsigned high)
{
    return low + pick(high - low + 1);
}

void out(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vprintf(format, list);
    va_end(list);
}

void start_line(void)
{
    printf("%*s", indent * 4, "");
}

void line(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    start_line();
    vprintf(format, list);
    putchar('\n');
    va_end(list);
}

void open_block(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    start_line();
    vprintf(format, list);
    va_end(list);
    open_brace();
}

void open_brace(void)
{
    puts("{");
    indent++;
}

void close_block(void)
{
    indent--;
    line("}");
}

static void globals(void)
{
    for (unsigned i = between(4, 9); i > 0; i--) {
        unsigned name = new_name();
        enum type type = any_type();
        bool is_volatile = chance(15);
        out("static %s%s g%u = ", is_volatile ? "volatile " : "", types[type].name, name);
        constant(type, types[type].width - types[type].is_signed);
        out(";\n");
        struct place *place = push_place(type, "g%u", name);
        place->is_global = true;
        place->is_addressable = !is_volatile;
    }
    for (unsigned i = between(2, 5); i > 0; i--) {
        unsigned name = new_name(), count = chance(50) ? 1u << between(1, 5) : between(3, 40);
        enum type type = any_type();
        bool is_table = chance(40);
        out("static %s%s a%u[%u] = {", is_table ? "const " : "", types[type].name, name, count);
        for (unsigned k = 0; k < count && (is_table || k < 5); k++) {
            constant(type, types[type].width - types[type].is_signed);
            out(", ");
        }
        out("};\n");
        struct place *place = push_place(type, "a%u", name);
        place->count = count;
        place->is_global = true;
        place->writable = !is_table;
    }
    for (unsigned i = between(1, 3); i > 0; i--) {
        unsigned name = new_name(), aggregate = pick(aggregate_count());
        line("static %s s%u;", aggregate_name(aggregate), name);
        push_variable(aggregate, true, "s%u", name);
    }
}

/* The program itself: calls everything that has been made. */
static void make_main(void)
{
    struct function *program = new_function("program");
    snprintf(program->name, sizeof program->name, "program_%u", program_seed);
    program->result = TYPE_I32;
    program->linkage = "";
    program->is_pure = false;
    struct scope globals_only = {0, 0, 0};
    begin_function(program);
    line("checksum = %lluu;", random_bits() >> 1);
    locals();
    for (unsigned i = between(6, 12); i > 0; i--)
        statements(3, 2);
    mix_places(globals_only);
    line("print_text(\"checksum = \");");
    line("print_hex(checksum);");
    line("print_text(\"\\n\");");
    line("return 0;");
    finish_function(program);
}

int main(int argc, char **argv)
{
    static void (*const idioms[])(void) = {make_plain,    make_recursion, make_mutual_recursion, make_function_table,
                                           make_variadic, make_jumps,     make_dispatch,         make_variable_arrays,
                                           make_strings,  make_restrict,  make_tail_calls,       make_plain};
    char *end = NULL;
    if (argc == 2)
        program_seed = (unsigned)strtoul(argv[1], &end, 10);
    if (!end || *end || end == argv[1]) {
        fputs("usage: random_c SEED\n", stderr);
        return 2;
    }
    state = program_seed;
    line("#include \"program.h\"");
    line("int program_%u(void);", program_seed);
    make_aggregates();
    globals();
    for (unsigned i = 0; i < aggregate_count(); i++)
        make_folds(i);
    for (unsigned i = between(5, 9); i > 0; i--)
        idioms[pick(sizeof idioms / sizeof *idioms)]();
    make_main();
    return fflush(stdout) || ferror(stdout) ? 1 : 0;
}
