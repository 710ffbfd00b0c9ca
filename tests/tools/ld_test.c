/* peach-ld from outside: what it makes of objects, and what it says of bad ones. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isa/elf_file.h"

/* ---- Objects to link ---- */

/* _start calls main; line information says start.c. */
static void make_start(void) {
    struct obj *obj = obj_new();
    obj_want_lines(obj, "start.c", "", OBJ_UNIT_C);
    unsigned text = begin_function(obj, ".text", "_start");
    obj_line(obj, text, obj_file(obj, "start.c"), 7, 1, OBJ_LINE_STATEMENT);
    call(obj, text, "main");
    end_function(obj, text, "_start");
    save_object(obj, "start.o");
}

/* main in .text.main, unused in .text.unused, a string, a variable, zeros. */
static void make_main(void) {
    struct obj *obj = obj_new();
    unsigned text = begin_function(obj, ".text.main", "main");
    unsigned rodata = obj_section_named(obj, ".rodata"), data = obj_section_named(obj, ".data"),
             bss = obj_section_named(obj, ".bss");
    obj_reloc(obj, text, 0, R_PEACH_HI16, obj_symbol(obj, "message"), 0);
    emit(obj, text, (struct insn){.op = OP_ADDHI, .d = 1});
    obj_reloc(obj, text, 4, R_PEACH_LO16, obj_symbol(obj, "message"), 0);
    emit(obj, text, (struct insn){.op = OP_ADDI, .d = 1, .a = 1});
    obj_reloc(obj, text, 8, R_PEACH_OFF20, obj_symbol(obj, "variable"), 0);
    emit(obj, text, (struct insn){.op = OP_ADDPC, .d = 2});
    end_function(obj, text, "main");
    unsigned unused = begin_function(obj, ".text.unused", "unused");
    call(obj, unused, "nobody");
    end_function(obj, unused, "unused");
    obj_define(obj, obj_symbol(obj, "message"), rodata, 0);
    obj_put(obj, rodata, "peach", 6);
    obj_align(obj, data, 4, 0);
    obj_define(obj, obj_symbol(obj, "variable"), data, 0);
    obj_bind(obj, obj_symbol(obj, "variable"), STB_GLOBAL);
    obj_reloc(obj, data, 0, R_PEACH_ABS32, obj_symbol(obj, "zeros"), 8);
    obj_put32(obj, data, 0);
    obj_align(obj, bss, 8, 0);
    obj_define(obj, obj_symbol(obj, "zeros"), bss, 0);
    obj_reserve(obj, bss, 100);
    save_object(obj, "main.o");
}

/* An object with one function that does nothing. */
static void make_function(const char *path, const char *name) {
    struct obj *obj = obj_new();
    unsigned text = begin_function(obj, ".text", name);
    end_function(obj, text, name);
    save_object(obj, path);
}

/* main with one word of code that carries a relocation. */
static void make_reference(const char *path, unsigned type, struct insn insn, const char *target, int addend) {
    struct obj *obj = obj_new();
    unsigned text = begin_function(obj, ".text", "main");
    obj_reloc(obj, text, 0, type, obj_symbol(obj, target), addend);
    emit(obj, text, insn);
    end_function(obj, text, "main");
    save_object(obj, path);
}

/* The same with a branch, which the object builder would have stretched to any distance. */
static void make_branch(const char *path, unsigned type, struct insn insn, const char *target) {
    size_t size;
    uint32_t word;
    struct elf_file file;
    struct elf_section text, rela;
    make_reference(path, R_PEACH_OFF24, (struct insn){.op = OP_JAL}, target, 0);
    uint8_t *data = read_bytes(path, &size);
    assert_true(elf_file_open(&file, data, size));
    assert_int_equal(isa_encode(&insn, &word), ISA_OK);
    elf_file_section(&file, elf_file_find_section(&file, ".text"), &text);
    elf_file_section(&file, elf_file_find_section(&file, ".rela.text"), &rela);
    for (unsigned i = 0; i < 4; i++)
        data[text.offset + i] = (uint8_t)(word >> (8 * i));
    data[rela.offset + 4] = (uint8_t)type;
    write_bytes(path, data, size);
    free(data);
}

static int set_up(void **state) {
    if (support_enter(state) != 0)
        return -1;
    make_start();
    make_main();
    return 0;
}

/* ---- Reading the result ---- */

static uint8_t *image;
static struct elf_file elf;

static void open_output(const char *path) {
    size_t size;
    free(image);
    image = read_bytes(path, &size);
    if (!elf_file_open(&elf, image, size))
        fail_msg("%s: %s", path, elf.error);
}

static bool find_symbol(const char *name, struct elf_symbol *symbol) {
    for (unsigned i = 1; i < elf.symbol_count; i++) {
        elf_file_symbol(&elf, i, symbol);
        if (strcmp(symbol->name, name) == 0)
            return true;
    }
    return false;
}

static uint32_t address_of(const char *name) {
    struct elf_symbol symbol;
    if (!find_symbol(name, &symbol))
        fail_msg("no symbol %s", name);
    return symbol.value;
}

static uint32_t word_at(uint32_t va) {
    for (unsigned i = 0; i < elf.segment_count; i++) {
        struct elf_segment segment;
        elf_file_segment(&elf, i, &segment);
        if (segment.type == PT_LOAD && va >= segment.va && va - segment.va + 4 <= segment.file_bytes) {
            const uint8_t *at = segment.data + (va - segment.va);
            return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
        }
    }
    fail_msg("nothing at %08x", (unsigned)va);
    return 0;
}

static struct insn insn_at(uint32_t va) {
    struct insn insn;
    assert_true(isa_decode(word_at(va), &insn));
    return insn;
}

/* ---- Good links ---- */

static void links_an_executable(void **state) {
    (void)state;
    make_function("nobody.o", "nobody");
    assert_int_equal(run("peach-ld -o program start.o main.o nobody.o"), 0);
    assert_string_equal(run_errors, "");
    open_output("program");
    assert_int_equal(elf.type, ET_EXEC);
    assert_int_equal(elf.entry, 0x10000);
    assert_int_equal(address_of("_start"), 0x10000);
    uint32_t main_va = address_of("main");
    assert_int_equal(insn_at(0x10000).off, main_va - 0x10000);
    uint32_t message = ((uint32_t)insn_at(main_va).imm << 16) + (uint32_t)insn_at(main_va + 4).imm;
    assert_int_equal(word_at(message), 0x63616570); /* "peac" */
    assert_int_equal(main_va + 8 + (uint32_t)insn_at(main_va + 8).off, address_of("variable"));
    assert_int_equal(word_at(address_of("variable")), address_of("zeros") + 8);
}

static void segments_are_pages_with_permissions(void **state) {
    (void)state;
    assert_int_equal(run("peach-ld -o program start.o main.o nobody.o"), 0);
    open_output("program");
    static const uint32_t flags[] = {PF_R | PF_X, PF_R, PF_R | PF_W};
    assert_int_equal(elf.segment_count, 3);
    for (unsigned i = 0; i < 3; i++) {
        struct elf_segment segment;
        elf_file_segment(&elf, i, &segment);
        assert_int_equal(segment.flags, flags[i]);
        assert_int_equal(segment.va % 4096, 0);
        assert_int_equal(segment.offset % 4096, segment.va % 4096);
        assert_int_equal(segment.align, 4096);
    }
}

static void kernel_addresses(void **state) {
    (void)state;
    assert_int_equal(run("peach-ld -o kernel -Ttext 80010000 --phys-offset=0x80000000 start.o main.o nobody.o"), 0);
    open_output("kernel");
    struct elf_segment segment;
    elf_file_segment(&elf, 1, &segment);
    assert_int_equal(elf.entry, 0x80010000);
    assert_int_equal(segment.va, 0x80011000);
    assert_int_equal(segment.pa, 0x11000);
}

static void flat_binary(void **state) {
    (void)state;
    size_t size;
    assert_int_equal(run("peach-ld -o rom --oformat=binary -n -Ttext=0xfff00000 start.o main.o nobody.o"), 0);
    uint8_t *bytes = read_bytes("rom", &size);
    assert_true(size > 24 && size < 256);
    struct insn insn;
    assert_true(
        isa_decode(bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24, &insn));
    assert_int_equal(insn.op, OP_JAL);
    free(bytes);
}

static void drops_what_nothing_reaches(void **state) {
    (void)state;
    struct elf_symbol symbol;
    assert_int_equal(run("peach-ld -o program --gc-sections --print-gc-sections -Map program.map start.o main.o"), 0);
    assert_run(0, "main.o: note: dropped section .text.unused, 8 bytes");
    open_output("program");
    assert_false(find_symbol("unused", &symbol));
    assert_true(find_symbol("main", &symbol));
}

/* Where debug information points to what was dropped stands an address that no code has. */
static void tells_debuggers_what_was_dropped(void **state) {
    (void)state;
    struct elf_section section;
    struct elf_symbol kept;
    struct obj *obj = obj_new();
    unsigned debug = obj_section(obj, ".debug_places", SHT_PROGBITS, 0);
    obj_reloc(obj, debug, 0, R_PEACH_ABS32, obj_symbol(obj, "spare"), 4);
    obj_put32(obj, debug, 0);
    obj_reloc(obj, debug, 4, R_PEACH_ABS32, obj_symbol(obj, "main"), 4);
    obj_put32(obj, debug, 0);
    unsigned spare = begin_function(obj, ".text.spare", "spare");
    end_function(obj, spare, "spare");
    unsigned used = begin_function(obj, ".text.used", "used");
    end_function(obj, used, "used");
    save_object(obj, "debug.o");
    assert_int_equal(run("peach-ld -o program --gc-sections -u used start.o main.o debug.o"), 0);
    open_output("program");
    elf_file_section(&elf, elf_file_find_section(&elf, ".debug_places"), &section);
    const uint8_t *words = section.data;
    assert_true(find_symbol("main", &kept));
    assert_int_equal(words[0] | words[1] << 8 | words[2] << 16 | (uint32_t)words[3] << 24, 0xffffffff);
    assert_int_equal(words[4] | words[5] << 8 | words[6] << 16 | (uint32_t)words[7] << 24, kept.value + 4);
    assert_int_equal(run("peach-ld -o program start.o main.o debug.o nobody.o"), 0);
    open_output("program");
    elf_file_section(&elf, elf_file_find_section(&elf, ".debug_places"), &section);
    assert_true(find_symbol("spare", &kept));
    words = section.data;
    assert_int_equal(words[0] | words[1] << 8 | words[2] << 16 | (uint32_t)words[3] << 24, kept.value + 4);
}

static void golden_map(void **state) {
    (void)state;
    size_t size;
    assert_int_equal(run("peach-ld -o program --gc-sections -Map program.map -S start.o main.o"), 0);
    uint8_t *map = read_bytes("program.map", &size);
    map[size] = '\0';
    assert_string_equal((char *)map, "Dropped by --gc-sections\n"
                                     "\n"
                                     "       8 main.o:.text.unused\n"
                                     "\n"
                                     "Layout\n"
                                     "\n"
                                     " address     size align section / input / symbol\n"
                                     "\n"
                                     "00010000       18     4 .text\n"
                                     "00010000        8     4   start.o:.text\n"
                                     "00010000        8            _start\n"
                                     "00010008       10     4   main.o:.text.main\n"
                                     "00010008       10            main\n"
                                     "\n"
                                     "00011000        6     1 .rodata\n"
                                     "00011000        6     1   main.o:.rodata\n"
                                     "00011000        0            message\n"
                                     "\n"
                                     "00012000        4     4 .data\n"
                                     "00012000        4     4   main.o:.data\n"
                                     "00012000        0            variable\n"
                                     "\n"
                                     "00012008       64     8 .bss\n"
                                     "00012008       64     8   main.o:.bss\n"
                                     "00012008        0            zeros\n");
    free(map);
}

static void output_is_the_same_each_time(void **state) {
    (void)state;
    assert_int_equal(run("peach-ld -o one start.o main.o nobody.o"), 0);
    assert_int_equal(run("peach-ld -o two start.o main.o nobody.o"), 0);
    assert_true(same_bytes("one", "two"));
}

static void own_symbols(void **state) {
    (void)state;
    struct obj *obj = obj_new();
    unsigned data = obj_section_named(obj, ".data"),
             set = obj_section(obj, "drivers", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE);
    static const char *const names[] = {"etext", "edata", "end", "__bss_start", "__start_drivers", "__stop_drivers"};
    for (unsigned i = 0; i < 6; i++) {
        obj_reloc(obj, data, obj_offset(obj, data), R_PEACH_ABS32, obj_symbol(obj, names[i]), 0);
        obj_put32(obj, data, 0);
    }
    obj_put(obj, set, "12345678", 8);
    save_object(obj, "own.o");
    assert_int_equal(run("peach-ld -o program start.o main.o nobody.o own.o"), 0);
    open_output("program");
    assert_int_equal(address_of("edata"), address_of("__stop_drivers"));
    assert_int_equal(address_of("__stop_drivers") - address_of("__start_drivers"), 8);
    assert_int_equal(address_of("__bss_start"), address_of("zeros"));
    assert_int_equal(address_of("end"), address_of("zeros") + 100);
    assert_int_equal(word_at(address_of("variable") + 4), address_of("etext"));
}

static void constructors_in_order_of_priority(void **state) {
    (void)state;
    struct obj *obj = obj_new();
    static const char *const sections[] = {".init_array", ".init_array.200", ".init_array.00101"};
    for (unsigned i = 0; i < 3; i++) {
        unsigned section = obj_section(obj, sections[i], SHT_INIT_ARRAY, SHF_ALLOC | SHF_WRITE);
        obj_align(obj, section, 4, 0);
        obj_put32(obj, section, i + 1);
    }
    unsigned data = obj_section_named(obj, ".data");
    obj_reloc(obj, data, 0, R_PEACH_ABS32, obj_symbol(obj, "__init_array_start"), 0);
    obj_put32(obj, data, 0);
    save_object(obj, "init.o");
    assert_int_equal(run("peach-ld -o program --gc-sections start.o main.o init.o -u __init_array_start"), 0);
    open_output("program");
    uint32_t start = address_of("__init_array_start");
    assert_int_equal(word_at(start), 3);
    assert_int_equal(word_at(start + 4), 2);
    assert_int_equal(word_at(start + 8), 1);
}

static void thread_local_offsets(void **state) {
    (void)state;
    struct obj *obj = obj_new();
    unsigned tdata = obj_section_named(obj, ".tdata"), tbss = obj_section_named(obj, ".tbss");
    unsigned text = begin_function(obj, ".text", "main");
    obj_put32(obj, tdata, 5);
    obj_align(obj, tbss, 16, 0);
    obj_define(obj, obj_symbol(obj, "counter"), tbss, 0);
    obj_reserve(obj, tbss, 4);
    obj_reloc(obj, text, 0, R_PEACH_TPLO16, obj_symbol(obj, "counter"), 0);
    emit(obj, text, (struct insn){.op = OP_LW, .d = 1});
    end_function(obj, text, "main");
    save_object(obj, "tls.o");
    assert_int_equal(run("peach-ld -o program start.o tls.o"), 0);
    open_output("program");
    assert_int_equal(insn_at(address_of("main")).imm, 16);
    struct elf_segment segment;
    elf_file_segment(&elf, elf.segment_count - 1, &segment);
    assert_int_equal(segment.type, PT_TLS);
    assert_int_equal(segment.memory_bytes, 20);
    assert_int_equal(segment.file_bytes, 4);
    assert_int_equal(segment.va % 16, 0);
}

static void weak_symbols(void **state) {
    (void)state;
    struct obj *obj = obj_new();
    unsigned text = begin_function(obj, ".text", "main");
    obj_bind(obj, obj_symbol(obj, "absent"), STB_WEAK);
    obj_reloc(obj, text, 0, R_PEACH_LO16, obj_symbol(obj, "absent"), 0);
    emit(obj, text, (struct insn){.op = OP_ADDI, .d = 1});
    call(obj, text, "absent");
    end_function(obj, text, "main");
    unsigned weak = begin_function(obj, ".text.weak", "nobody");
    obj_bind(obj, obj_symbol(obj, "nobody"), STB_WEAK);
    end_function(obj, weak, "nobody");
    save_object(obj, "weak.o");
    assert_int_equal(run("peach-ld -o program weak.o nobody.o start.o"), 0);
    open_output("program");
    assert_int_equal(insn_at(address_of("main")).imm, 0);
    assert_true(address_of("nobody") >= address_of("main") + 16);
}

static void defsym(void **state) {
    (void)state;
    assert_int_equal(run("peach-ld -o program start.o --defsym main=_start+4 --defsym=limit=0x1234"), 0);
    open_output("program");
    assert_int_equal(address_of("main"), 0x10004);
    assert_int_equal(insn_at(0x10000).off, 4);
    assert_int_equal(address_of("limit"), 0x1234);
    run("peach-ld -o program start.o --defsym main=absent");
    assert_run(1, "peach-ld: error: --defsym main: 'absent' is not defined");
    run("peach-ld -o program start.o --defsym =1");
    assert_run(2, "expected NAME=number, NAME=symbol or NAME=symbol+number");
}

static void stripped(void **state) {
    (void)state;
    assert_int_equal(run("peach-ld -s -o program start.o main.o nobody.o"), 0);
    open_output("program");
    assert_int_equal(elf.symbol_count, 0);
    assert_int_equal(elf_file_find_section(&elf, ".debug_line"), 0);
    assert_int_equal(run("peach-ld -S -o program start.o main.o nobody.o"), 0);
    open_output("program");
    assert_int_not_equal(elf.symbol_count, 0);
    assert_int_equal(elf_file_find_section(&elf, ".debug_line"), 0);
}

/* What other people's tools think of the result; those that are not installed are left out. */
static void other_tools_accept_it(void **state) {
    (void)state;
    assert_int_equal(run("peach-ld -o program start.o main.o nobody.o"), 0);
    if (run("command -v readelf") == 0) {
        assert_int_equal(run("readelf -a -wl program"), 0);
        assert_string_equal(run_errors, "");
    }
    if (run("command -v size") == 0) {
        assert_int_equal(run("size program"), 0);
        assert_non_null(strstr(run_output, "     42\t      4\t    100\t"));
    }
    if (run("command -v llvm-dwarfdump") == 0)
        assert_int_equal(run("llvm-dwarfdump --verify program"), 0);
    if (run("command -v llvm-strip") == 0) {
        assert_int_equal(run("llvm-strip program"), 0);
        open_output("program");
        assert_int_equal(elf.symbol_count, 0);
    }
}

static void arguments_from_a_file(void **state) {
    (void)state;
    write_text("arguments", "-o 'from file' start.o\n  \"main.o\" nobody.o\n");
    assert_int_equal(run("peach-ld @arguments"), 0);
    assert_true(exists("from file"));
    write_text("arguments", "-o 'from");
    run("peach-ld @arguments");
    assert_run(1, "arguments: error: a quote is not closed");
    write_text("loop", "@loop");
    run("peach-ld @loop");
    assert_run(1, "loop: error: argument files include each other more than 8 deep");
}

/* ---- Bad input ---- */

static void undefined_reference(void **state) {
    (void)state;
    remove("program");
    run("peach-ld -o program start.o");
    assert_run(1, "start.o: error: in function '_start' (start.c:7): undefined reference to 'main'");
    assert_false(exists("program"));
    make_function("mian.o", "mian");
    run("peach-ld -o program start.o mian.o");
    assert_run(1, "undefined reference to 'main'; did you mean 'mian'?");
}

static void duplicate_definition(void **state) {
    (void)state;
    make_function("again.o", "_start");
    run("peach-ld -o program start.o again.o main.o nobody.o");
    assert_run(1, "again.o: error: duplicate definition of '_start'; rename one, or make it static");
    assert_run(1, "start.o: note: start.c:7: the first definition is here");
}

static void out_of_range(void **state) {
    (void)state;
    struct obj *obj = obj_new();
    unsigned far = obj_section(obj, ".far", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR);
    obj_define(obj, obj_symbol(obj, "far"), far, 0);
    obj_bind(obj, obj_symbol(obj, "far"), STB_GLOBAL);
    obj_put32(obj, far, 0);
    save_object(obj, "far.o");
    static const struct {
        unsigned type;
        struct insn insn;
        const char *message;
    } cases[] = {
        {R_PEACH_OFF24, {.op = OP_JAL}, "'far' is too far away for jal: +268435456 bytes, at most 33554432"},
        {R_PEACH_OFF20, {.op = OP_ADDPC}, "'far' is too far away for addpc: +268435456 bytes, at most 2097152"},
        {R_PEACH_OFF16, {.op = OP_BEQ}, "'far' is too far away for beq: +268435456 bytes, at most 131072"},
        {R_PEACH_OFF12, {.op = OP_BEQI}, "'far' is too far away for beqi: +268435456 bytes, at most 8192"},
    };
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
        make_branch("near.o", cases[i].type, cases[i].insn, "far");
        run("peach-ld -e main -o program near.o far.o --section-start .far=0x10010000");
        assert_run(1, cases[i].message);
        assert_run(1, "near.o: error: in function 'main': ");
    }
    make_reference("near.o", R_PEACH_OFF24, (struct insn){.op = OP_JAL}, "far", 2);
    run("peach-ld -e main -o program near.o far.o");
    assert_run(1, "is not a multiple of 4");
}

static void bad_relocations(void **state) {
    (void)state;
    make_reference("bad.o", R_PEACH_OFF24, (struct insn){.op = OP_ADDI}, "_start", 0);
    run("peach-ld -o program bad.o start.o");
    assert_run(1, "corrupt: relocation OFF24 at the instruction");
    make_reference("bad.o", R_PEACH_LO16, (struct insn){.op = OP_LWP}, "_start", 0);
    run("peach-ld -o program bad.o start.o");
    assert_run(1, "corrupt: relocation LO16 at the instruction");
    make_reference("bad.o", R_PEACH_ABS16, (struct insn){.op = OP_ADDI}, "_start", 0);
    run("peach-ld -o program bad.o start.o");
    assert_run(1, "the value of '_start', 0x10008, does not fit 2 bytes");
    make_reference("bad.o", R_PEACH_TPLO16, (struct insn){.op = OP_ADDI}, "_start", 0);
    run("peach-ld -o program bad.o start.o");
    assert_run(1, "'_start' is used as thread-local here but defined as an ordinary variable");
}

static void bad_files(void **state) {
    (void)state;
    size_t size;
    run("peach-ld -o program missing.o");
    assert_run(2, "peach-ld: error: cannot open 'missing.o': No such file or directory; check the name");
    write_text("empty.o", "");
    run("peach-ld -o program empty.o");
    assert_run(1, "empty.o: error: the file is empty");
    write_text("text.o", "int main(void) { return 0; }\n");
    run("peach-ld -o program text.o");
    assert_run(1, "text.o: error: not an ELF file");
    free(read_bytes("start.o", &size));
    for (size_t cut = 0; cut < size; cut += 13) {
        run("cp start.o cut.o");
        truncate_file("cut.o", cut);
        run("peach-ld -o program cut.o main.o");
        assert_run(1, "cut.o: error: ");
    }
    run("cp start.o machine.o");
    patch_byte("machine.o", 18, 243);
    patch_byte("machine.o", 19, 0);
    run("peach-ld -o program machine.o");
    assert_run(1, "machine.o: error: this is an ELF file for RISC-V, not for Peach");
    run("peach-ld -o program -e main main.o nobody.o");
    run("peach-ld -o twice program");
    assert_run(1, "program: error: this is an executable; give the linker the objects that it was made of");
    run("peach-ld -o program .");
    assert_run(2, "peach-ld: error: cannot read '.': Is a directory");
}

static void bad_addresses(void **state) {
    (void)state;
    struct obj *obj = obj_new();
    obj_put32(obj, obj_section_named(obj, ".data"), 1);
    save_object(obj, "numbers.o");
    run("peach-ld -o program start.o main.o nobody.o -Tdata 10000");
    assert_run(2, "section .data (0x00010000");
    assert_run(2, "overlaps section .text (0x00010000");
    run("peach-ld -o program start.o main.o nobody.o -Ttext 10002");
    assert_run(2, "address 0x00010002 of section .text is not a multiple of its alignment, 4");
    run("peach-ld -o program start.o main.o nobody.o -Ttext ffffffff0");
    assert_run(2, "'ffffffff0' of option '-Ttext' is not an address of 32 bits");
    run("peach-ld -o program start.o main.o nobody.o --image-base 0xfffffffc");
    assert_run(1, "does not fit the address space");
    run("peach-ld -o rom --oformat=binary -Tdata 80000000 start.o numbers.o --defsym main=_start");
    assert_run(2, "place the sections closer together");
}

static void bad_usage(void **state) {
    (void)state;
    run("peach-ld");
    assert_run(2, "peach-ld: error: no input files; see 'peach-ld --help'");
    run("peach-ld --gc-section start.o");
    assert_run(2, "unknown option '--gc-section'; did you mean '--gc-sections'?");
    run("peach-ld start.o -o");
    assert_run(2, "option '-o' needs a value: FILE");
    run("peach-ld --oformat=pdf start.o");
    assert_run(2, "unknown output format 'pdf'; there are elf and binary");
    run("peach-ld start.o -lnone");
    assert_run(2, "cannot find -lnone; name its folder with -L");
    run("peach-ld -o program start.o main.o nobody.o -e begin");
    assert_run(1, "the entry 'begin' is not defined");
    run("peach-ld --help");
    assert_int_equal(strncmp(run_output, "usage: peach-ld [option...] file...\n", 36), 0);
    run("peach-ld --help >/dev/full");
    assert_run(2, "cannot write standard output");
}

static void bad_output(void **state) {
    (void)state;
    run("peach-ld -o missing/program start.o main.o nobody.o");
    assert_run(2, "peach-ld: error: cannot write 'missing/program': No such file or directory");
    run("peach-ld -o . start.o main.o nobody.o");
    assert_run(2, "cannot write '.': Is a directory");
    run("peach-ld -o /dev/full start.o main.o nobody.o");
    assert_run(2, "cannot write '/dev/full': No space left on device");
    run("peach-ld -o /dev/null start.o main.o nobody.o");
    assert_run(0, "");
}

int main(int argc, char **argv) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_an_executable),
        cmocka_unit_test(segments_are_pages_with_permissions),
        cmocka_unit_test(kernel_addresses),
        cmocka_unit_test(flat_binary),
        cmocka_unit_test(drops_what_nothing_reaches),
        cmocka_unit_test(tells_debuggers_what_was_dropped),
        cmocka_unit_test(golden_map),
        cmocka_unit_test(output_is_the_same_each_time),
        cmocka_unit_test(own_symbols),
        cmocka_unit_test(constructors_in_order_of_priority),
        cmocka_unit_test(thread_local_offsets),
        cmocka_unit_test(weak_symbols),
        cmocka_unit_test(defsym),
        cmocka_unit_test(stripped),
        cmocka_unit_test(other_tools_accept_it),
        cmocka_unit_test(arguments_from_a_file),
        cmocka_unit_test(undefined_reference),
        cmocka_unit_test(duplicate_definition),
        cmocka_unit_test(out_of_range),
        cmocka_unit_test(bad_relocations),
        cmocka_unit_test(bad_files),
        cmocka_unit_test(bad_addresses),
        cmocka_unit_test(bad_usage),
        cmocka_unit_test(bad_output),
    };
    support_tool("ld", argc > 1 ? argv[1] : "peach-ld");
    int failed = cmocka_run_group_tests(tests, set_up, support_leave);
    free(image);
    return failed;
}
