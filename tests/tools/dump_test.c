/* peach-nm, peach-objdump, peach-size on a known object and on damaged ones. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

static int set_up(void **state) {
    if (support_enter(state) != 0)
        return -1;
    write_text("start.c", "int main(void);\nvoid _start(void) {\n    main();\n}\n");
    struct obj *obj = obj_new();
    obj_want_lines(obj, "start.c", "", OBJ_UNIT_C);
    unsigned text = begin_function(obj, ".text", "_start");
    obj_line(obj, text, obj_file(obj, "start.c"), 3, 1, OBJ_LINE_STATEMENT);
    call(obj, text, "main");
    obj_line(obj, text, obj_file(obj, "start.c"), 4, 1, OBJ_LINE_STATEMENT);
    end_function(obj, text, "_start");
    unsigned data = obj_section_named(obj, ".data"), bss = obj_section_named(obj, ".bss");
    obj_put32(obj, data, 0x64636261);
    obj_reserve(obj, bss, 256);
    unsigned counter = obj_symbol(obj, "counter");
    obj_define(obj, counter, bss, 0);
    obj_set_type(obj, counter, STT_OBJECT);
    obj_set_size(obj, counter, 256);
    save_object(obj, "start.o");
    obj = obj_new();
    text = begin_function(obj, ".text", "main");
    emit(obj, text, (struct insn){.op = OP_ADDI, .d = 1, .imm = 7});
    end_function(obj, text, "main");
    obj_put8(obj, text, 0xff);
    save_object(obj, "main.o");
    return run("peach-ld -o program start.o main.o") || run("peach-ar rc both.a start.o main.o");
}

static void symbols_by_name_and_address(void **state) {
    (void)state;
    assert_int_equal(run("peach-nm start.o"), 0);
    assert_string_equal(run_output, "00000000 T _start\n00000000 b counter\n         U main\n");
    assert_int_equal(run("peach-nm -gU start.o"), 0);
    assert_string_equal(run_output, "00000000 T _start\n");
    assert_int_equal(run("peach-nm -u start.o"), 0);
    assert_string_equal(run_output, "         U main\n");
    assert_int_equal(run("peach-nm -nS program"), 0);
    assert_string_equal(run_output, "00010000 00000008 T _start\n"
                                    "00010008 00000008 T main\n"
                                    "00011004 00000100 b counter\n");
    assert_int_equal(run("peach-nm -l --defined-only both.a"), 0);
    assert_string_equal(run_output, "\nboth.a(start.o):\n00000000 T _start\tstart.c:3\n00000000 b counter\n"
                                    "\nboth.a(main.o):\n00000000 T main\n");
}

static void sizes(void **state) {
    (void)state;
    assert_int_equal(run("peach-size -t start.o main.o"), 0);
    assert_string_equal(run_output, "   text    data     bss     dec     hex filename\n"
                                    "      8       4     256     268     10c start.o\n"
                                    "      9       0       0       9       9 main.o\n"
                                    "     17       4     256     277     115 (totals)\n");
    assert_int_equal(run("peach-size -A program"), 0);
    assert_non_null(strstr(run_output, ".data                         4    0x11000\n"));
}

static void disassembly(void **state) {
    (void)state;
    assert_int_equal(run("peach-objdump -d start.o"), 0);
    assert_string_equal(run_output, "start.o:\n"
                                    "\n"
                                    "Disassembly of .text:\n"
                                    "\n"
                                    "00000000 <_start>:\n"
                                    "       0:\t39000000\tjal 0x0\t; OFF24 main\n"
                                    "       4:\t3a0f0000\tjalr zero, lr, 0\n"
                                    "\n");
    assert_int_equal(run("peach-objdump -d --no-show-raw-insn -l program"), 0);
    assert_string_equal(run_output, "program:\n"
                                    "\n"
                                    "Disassembly of .text:\n"
                                    "\n"
                                    "00010000 <_start>:\n"
                                    "start.c:3\n"
                                    "   10000:\tjal 0x10008 <main>\n"
                                    "start.c:4\n"
                                    "   10004:\tjalr zero, lr, 0\n"
                                    "\n"
                                    "00010008 <main>:\n"
                                    "   10008:\taddi a0, zero, 7\n"
                                    "   1000c:\tjalr zero, lr, 0\n"
                                    "   10010:\tff      \t.byte 0xff\n"
                                    "\n");
    assert_int_equal(run("peach-objdump -S --start-address 0x10000 --stop-address 0x10004 program"), 0);
    assert_non_null(strstr(run_output, "    main();\n   10000:\t"));
    assert_null(strstr(run_output, "10004:"));
}

static void tables(void **state) {
    (void)state;
    assert_int_equal(run("peach-objdump -r -s -j .text -j .data start.o"), 0);
    assert_string_equal(run_output, "start.o:\n"
                                    "\n"
                                    "Relocations of .text:\n"
                                    "  offset type    value\n"
                                    "00000000 OFF24   main\n"
                                    "\n"
                                    "Contents of .text:\n"
                                    " 00000000 00000039 00000f3a                    ...9...:\n"
                                    "\n"
                                    "Contents of .data:\n"
                                    " 00000000 61626364                             abcd\n"
                                    "\n");
    assert_int_equal(run("peach-objdump -h -p -t program"), 0);
    assert_non_null(strstr(run_output, "bytes, loaded, writable\n"));
    assert_non_null(strstr(run_output, "00010008        8 global function .text            main\n"));
    assert_non_null(strstr(run_output, "load  00010000 00010000 00001000 00000011 00000011 r-x\n"));
}

/* Each tool ends with a message, whatever the file's bytes. */
static void damaged_objects(void **state) {
    (void)state;
    static const char *const commands[] = {"peach-nm -l bad.o", "peach-size bad.o", "peach-objdump -x -s -d -l bad.o"};
    size_t size;
    uint8_t *good = read_bytes("start.o", &size);
    uint8_t *bad = malloc(size);
    for (size_t at = 0; at < size; at += 7) {
        memcpy(bad, good, size);
        bad[at] ^= 0xff;
        write_bytes("bad.o", bad, size);
        int status = run("%s", commands[at % 3]);
        assert_true(status == 0 || (status == 1 && strncmp(run_errors, "bad.o: error: ", 14) == 0));
    }
    free(good);
    free(bad);
    for (int i = 0; i < 3; i++) {
        write_text("bad.o", "");
        run("%s", commands[i]);
        assert_run(1, "bad.o: error: the file is empty");
    }
}

static void bad_usage(void **state) {
    (void)state;
    run("peach-nm");
    assert_run(2, "peach-nm: error: no input files");
    run("peach-objdump start.o");
    assert_run(2, "peach-objdump: error: nothing to show; say what, as in -d");
    run("peach-size -Q start.o");
    assert_run(2, "unknown option '-Q'");
    run("peach-nm missing.o start.o");
    assert_run(2, "cannot open 'missing.o'");
    assert_non_null(strstr(run_output, "_start"));
}

int main(int argc, char **argv) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(symbols_by_name_and_address),
        cmocka_unit_test(sizes),
        cmocka_unit_test(disassembly),
        cmocka_unit_test(tables),
        cmocka_unit_test(damaged_objects),
        cmocka_unit_test(bad_usage),
    };
    static const char *const names[] = {"nm", "objdump", "size", "ld", "ar"};
    for (int i = 0; i < 5 && i + 1 < argc; i++)
        support_tool(names[i], argv[i + 1]);
    return cmocka_run_group_tests(tests, set_up, support_leave);
}
