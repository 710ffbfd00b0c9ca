/* peach-ar, and peach-ld taking from archives what is asked for. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An object with a function `name` that calls `target`, if there is one. */
static void make_function(const char *path, const char *name, const char *target)
{
    struct obj *obj = obj_new();
    unsigned text = begin_function(obj, ".text", name);
    if (target)
        call(obj, text, target);
    end_function(obj, text, name);
    save_object(obj, path);
}

static int set_up(void **state)
{
    if (support_enter(state) != 0)
        return -1;
    make_function("start.o", "_start", "one");
    make_function("one.o", "one", "two");
    make_function("two.o", "two", NULL);
    make_function("three.o", "three", "nowhere");
    make_function("a_rather_long_object_name.o", "four", NULL);
    return 0;
}

static void keeps_names_and_bytes(void **state)
{
    (void)state;
    write_text("odd.txt", "odd");
    assert_int_equal(run("peach-ar rc all.a one.o odd.txt a_rather_long_object_name.o two.o"), 0);
    assert_int_equal(run("peach-ar t all.a"), 0);
    assert_string_equal(run_output, "one.o\nodd.txt\na_rather_long_object_name.o\ntwo.o\n");
    assert_int_equal(run("peach-ar p all.a odd.txt"), 0);
    assert_string_equal(run_output, "odd");
    assert_int_equal(run("mkdir x && cp all.a x"), 0);
    assert_int_equal(run("peach-ar xv all.a odd.txt"), 0);
    assert_string_equal(run_output, "x - odd.txt\n");
}

static void replaces_appends_deletes(void **state)
{
    (void)state;
    write_text("m", "1");
    write_text("n", "2");
    assert_int_equal(run("peach-ar -rc edit.a m n"), 0);
    write_text("m", "3");
    assert_int_equal(run("peach-ar r edit.a m"), 0);
    assert_int_equal(run("peach-ar p edit.a"), 0);
    assert_string_equal(run_output, "32");
    assert_int_equal(run("peach-ar q edit.a m"), 0);
    assert_int_equal(run("peach-ar d edit.a n"), 0);
    assert_int_equal(run("peach-ar -t -v edit.a"), 0);
    assert_string_equal(run_output, "         1 m\n         1 m\n");
}

static void is_deterministic(void **state)
{
    (void)state;
    assert_int_equal(run("peach-ar rc first.a one.o two.o"), 0);
    assert_int_equal(run("touch -d 2001-01-01 one.o; chmod 600 two.o"), 0);
    assert_int_equal(run("peach-ar rcs second.a one.o two.o"), 0);
    assert_true(same_bytes("first.a", "second.a"));
}

static void the_systems_tools_read_it(void **state)
{
    (void)state;
    assert_int_equal(run("peach-ar rc system.a one.o a_rather_long_object_name.o"), 0);
    if (run("command -v ar") != 0)
        skip();
    assert_int_equal(run("ar t system.a"), 0);
    assert_string_equal(run_output, "one.o\na_rather_long_object_name.o\n");
}

static void linker_takes_what_is_asked_for(void **state)
{
    (void)state;
    assert_int_equal(run("peach-ar rc libnumbers.a two.o three.o one.o"), 0);
    assert_int_equal(run("peach-ld -t -o program -L. -lnumbers start.o -Map map"), 0);
    assert_string_equal(run_output, "start.o\n./libnumbers.a(one.o)\n./libnumbers.a(two.o)\n");
    assert_int_equal(run("grep '^./libnumbers.a(two.o) for .two. of ./libnumbers.a(one.o)$' map"), 0);
    assert_int_equal(run("peach-ld -t -o program start.o --start-group -l:libnumbers.a --end-group -L."), 0);
}

static void linker_takes_whole_archives(void **state)
{
    (void)state;
    make_function("four.o", "four", NULL);
    assert_int_equal(run("peach-ar rc extra.a four.o two.o"), 0);
    assert_int_equal(run("peach-ar rc ones.a one.o"), 0);
    assert_int_equal(run("peach-ld -t -o program start.o --whole-archive extra.a --no-whole-archive ones.a"), 0);
    assert_string_equal(run_output, "start.o\nextra.a(four.o)\nextra.a(two.o)\nones.a(one.o)\n");
}

/* Without an index the linker looks into the members. */
static void linker_needs_no_index(void **state)
{
    (void)state;
    size_t size;
    assert_int_equal(run("peach-ar rc indexed.a one.o two.o"), 0);
    uint8_t *data = read_bytes("indexed.a", &size);
    size_t index_bytes = 60 + (size_t)atoi((char *)data + 8 + 48);
    index_bytes += index_bytes & 1;
    memmove(data + 8, data + 8 + index_bytes, size - 8 - index_bytes);
    write_bytes("plain.a", data, size - index_bytes);
    free(data);
    assert_int_equal(run("peach-ld -o program start.o plain.a"), 0);
}

static void weak_references_take_nothing(void **state)
{
    (void)state;
    struct obj *obj = obj_new();
    unsigned text = begin_function(obj, ".text", "_start");
    obj_bind(obj, obj_symbol(obj, "two"), STB_WEAK);
    call(obj, text, "two");
    end_function(obj, text, "_start");
    save_object(obj, "weak.o");
    assert_int_equal(run("peach-ar rc two.a two.o"), 0);
    assert_int_equal(run("peach-ld -t -o program weak.o two.a"), 0);
    assert_string_equal(run_output, "weak.o\n");
}

static void undefined_in_a_member(void **state)
{
    (void)state;
    assert_int_equal(run("peach-ar rc libnumbers.a two.o three.o one.o"), 0);
    run("peach-ld -o program start.o libnumbers.a -u three");
    assert_run(1, "libnumbers.a(three.o): error: in function 'three': undefined reference to 'nowhere'");
    run("peach-ld -o program start.o libnumbers.a -u five");
    assert_run(1, "'five', asked for by -u, is not defined");
}

static void damaged_archives(void **state)
{
    (void)state;
    size_t size;
    assert_int_equal(run("peach-ar rc good.a one.o two.o a_rather_long_object_name.o"), 0);
    free(read_bytes("good.a", &size));
    for (size_t cut = 9; cut < size - 1; cut += 41) {
        run("cp good.a cut.a");
        truncate_file("cut.a", cut);
        run("peach-ar t cut.a");
        assert_run(1, "cut.a: error: ");
    }
    run("cp good.a bad.a");
    patch_byte("bad.a", 8 + 58, 'x');
    run("peach-ar t bad.a");
    assert_run(1, "bad.a: error: a member's header in the archive is damaged");
    run("cp good.a bad.a");
    patch_byte("bad.a", 8 + 60, 0x7f);
    run("peach-ld -o program start.o bad.a");
    assert_run(1, "bad.a: error: the archive's symbol index is damaged; run 'peach-ar s' on it");
    write_text("text", "text");
    run("peach-ar t text");
    assert_run(1, "text: error: not an archive");
    run("peach-ar t none.a");
    assert_run(2, "cannot open 'none.a'");
}

static void members_stay_in_the_folder(void **state)
{
    (void)state;
    char archive[200];
    snprintf(archive, sizeof archive, "!<arch>\n%-16s%-12d%-6d%-6d%-8s%-10d`\nboo\n", "../escape", 0, 0, 0, "644", 4);
    write_text("evil.a", archive);
    run("peach-ar x evil.a");
    assert_run(1, "member '../escape' would be written elsewhere; left out");
    assert_false(exists("../escape"));
}

static void bad_usage(void **state)
{
    (void)state;
    run("peach-ar");
    assert_run(2, "no operation; see 'peach-ar --help'");
    run("peach-ar t");
    assert_run(2, "no archive; see 'peach-ar --help'");
    run("peach-ar rt x.a");
    assert_run(2, "both 'r' and 't' are given");
    run("peach-ar rz x.a");
    assert_run(2, "unknown letter 'z' in 'z'");
    run("peach-ar d good.a nobody.o");
    assert_run(1, "good.a: error: no member 'nobody.o'");
    run("peach-ar rc new.a missing.o");
    assert_run(2, "cannot open 'missing.o'");
    assert_false(exists("new.a"));
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_names_and_bytes),
        cmocka_unit_test(replaces_appends_deletes),
        cmocka_unit_test(is_deterministic),
        cmocka_unit_test(the_systems_tools_read_it),
        cmocka_unit_test(linker_takes_what_is_asked_for),
        cmocka_unit_test(linker_takes_whole_archives),
        cmocka_unit_test(linker_needs_no_index),
        cmocka_unit_test(weak_references_take_nothing),
        cmocka_unit_test(undefined_in_a_member),
        cmocka_unit_test(damaged_archives),
        cmocka_unit_test(members_stay_in_the_folder),
        cmocka_unit_test(bad_usage),
    };
    support_tool("ar", argc > 1 ? argv[1] : "peach-ar");
    support_tool("ld", argc > 2 ? argv[2] : "peach-ld");
    return cmocka_run_group_tests(tests, set_up, support_leave);
}
