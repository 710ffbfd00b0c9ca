/* The shared folder, through peach-emu: a guest that reads, lists and writes; ways out of the folder that are refused;
 * a run that is replayed when the folder is gone.  The program is the test's first argument. */
#include "rig.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "isa/machine/power.h"
#include "isa/machine/share.h"

static const char *program;
static char folder[] = "/tmp/peach-share-test-XXXXXX";

#define BUFFER  0x2000u
#define REQUEST 0x1000u

/* Does the request that lies at REQUEST of the file, twice, says the second result by the exit status, and what was
 * moved on the console. */
static const char guest[] = "        li      s0, PA_SHARE\n"
                            "        li      s1, 0x1000\n"
                            "        sw      s1, [s0 + 4]\n"
                            "        sw      s1, [s0 + 4]\n"
                            "        li      s1, 0x80001000\n"
                            "        lw      s2, [s1 + 32]\n"
                            "        li      s3, 0x80002000\n"
                            "        li      s4, PA_CONSOLE\n"
                            "        lw      a1, [s1]\n"
                            "        beqi    a1, 3, done\n"
                            "loop:   beqi    s2, 0, done\n"
                            "        lbu     a0, [s3]\n"
                            "        sw      a0, [s4 + CONSOLE_DATA]\n"
                            "        addi    s3, s3, 1\n"
                            "        addi    s2, s2, -1\n"
                            "        j       loop\n"
                            "done:   lw      a0, [s1 + 4]\n"
                            "        lw      a1, [s1 + 48]\n"
                            "        slli    a1, a1, 4\n"
                            "        or      a0, a0, a1\n"
                            "        li      a1, PA_POWER\n"
                            "        sw      a0, [a1 + POWER_EXIT]\n";

static void shell(const char *format, const char *argument)
{
    char command[1024];
    snprintf(command, sizeof command, format, folder, argument);
    assert_int_equal(system(command), 0);
}

/* Write the guest's file for one request. */
static void prepare(uint32_t op, const char *path, uint64_t offset, const char *text)
{
    static uint8_t bytes[0x4000];
    struct peach *machine = rig_new();
    uint32_t length = rig_assemble(machine, guest);
    memset(bytes, 0, sizeof bytes);
    assert_true(peach_read_memory(machine, RIG_CODE_PA, bytes, length));
    peach_free(machine);
    const uint32_t words[] = {op,
                              0xff,
                              0x1800,
                              (uint32_t)strlen(path),
                              (uint32_t)offset,
                              (uint32_t)(offset >> 32),
                              BUFFER,
                              text ? (uint32_t)strlen(text) : 64};
    for (unsigned i = 0; i < 8; i++)
        le32_write(bytes + REQUEST + 4 * i, words[i]);
    memcpy(bytes + 0x1800, path, strlen(path));
    if (text)
        memcpy(bytes + BUFFER, text, strlen(text));
    char name[256];
    snprintf(name, sizeof name, "%s/guest", folder);
    FILE *file = fopen(name, "wb");
    assert_true(file && fwrite(bytes, 1, sizeof bytes, file) == sizeof bytes && fclose(file) == 0);
}

static char said[4096];
static size_t said_bytes;

/* Run a machine; exit status. */
static int start(const char *options)
{
    char command[1024];
    snprintf(command, sizeof command, "cd %s && timeout 20 '%s' --display=none %s >said 2>err", folder, program,
             options);
    int status = system(command);
    snprintf(command, sizeof command, "%s/said", folder);
    FILE *file = fopen(command, "rb");
    assert_non_null(file);
    said_bytes = fread(said, 1, sizeof said - 1, file);
    said[said_bytes] = 0;
    fclose(file);
    return WEXITSTATUS(status);
}

/* Run the guest; exit status. */
static int run(const char *options)
{
    char all[256];
    snprintf(all, sizeof all, "--bin guest %s", options);
    return start(all);
}

#define DONE(kind) (SHARE_OK | (kind) << 4)

static void expect(uint32_t op, const char *path, const char *options, int status, const char *text)
{
    prepare(op, path, 0, NULL);
    int found = run(options);
    if (found != status || strcmp(said, text) != 0)
        fail_msg("operation %u of '%s': status %d, '%s'", op, path, found, said);
}

static void reads_and_lists(void **state)
{
    (void)state;
    expect(SHARE_READ, "hello", "--share shared", DONE(SHARE_FILE), "hello, guest\n");
    expect(SHARE_READ, "deep/er/file", "--share shared", DONE(SHARE_FILE), "below\n");
    expect(SHARE_STAT, "deep", "--share shared", DONE(SHARE_FOLDER), "");
    prepare(SHARE_LIST, "", 0, NULL);
    assert_int_equal(run("--share shared"), DONE(SHARE_FOLDER));
    assert_int_equal(said_bytes, 25);
    assert_memory_equal(said, "deep\0hello\0out\0pipe\0root", 25);
    prepare(SHARE_READ, "hello", 7, NULL);
    assert_int_equal(run("--share shared"), DONE(SHARE_FILE));
    assert_string_equal(said, "guest\n");
    prepare(SHARE_READ, "hello", UINT64_MAX, NULL);
    assert_int_equal(run("--share shared") & 15, SHARE_BAD);
}

static void nothing_outside_is_reached(void **state)
{
    (void)state;
    static const char *const ways[] = {"..",   "../secret",       "deep/../../secret", "/etc/passwd",
                                       "out",  "root/etc/passwd", "./hello",           "deep//er/file",
                                       "pipe", "deep/.."};
    for (unsigned i = 0; i < sizeof ways / sizeof *ways; i++) {
        prepare(SHARE_READ, ways[i], 0, NULL);
        int status = run("--share shared") & 15;
        if (status != SHARE_DENIED && status != SHARE_NOT_FOUND)
            fail_msg("%s: %d", ways[i], status);
        assert_string_equal(said, "");
    }
    prepare(SHARE_WRITE, "out", 0, "overwritten");
    assert_int_equal(run("--share-writable shared") & 15, SHARE_DENIED);
    shell("grep -q secret %s/secret", "");
}

static void errors_are_told(void **state)
{
    (void)state;
    expect(SHARE_READ, "missing", "--share shared", SHARE_NOT_FOUND, "");
    expect(SHARE_READ, "hello/file", "--share shared", SHARE_NOT_FOUND, "");
    expect(SHARE_READ, "deep", "--share shared", SHARE_WRONG_KIND | SHARE_FOLDER << 4, "");
    expect(SHARE_LIST, "hello", "--share shared", SHARE_WRONG_KIND | SHARE_FILE << 4, "");
    expect(SHARE_OPS, "hello", "--share shared", SHARE_BAD, "");
    expect(SHARE_READ, "hello", "", SHARE_IO_ERROR, ""); /* nothing is shared */
    prepare(SHARE_READ, "hello", 0, NULL);
    assert_int_equal(run("--share missing"), 2);
    shell("grep -q 'cannot share the folder .missing.: No such file' %s/err", "");
}

static void writes_only_when_allowed(void **state)
{
    (void)state;
    prepare(SHARE_WRITE, "deep/new", 0, "written by the guest");
    assert_int_equal(run("--share shared") & 15, SHARE_READONLY);
    assert_int_equal(run("--share-writable shared"), DONE(SHARE_FILE));
    shell("grep -q 'written by the guest' %s/shared/deep/new && rm %1$s/shared/deep/new", "");
}

static void resizes_only_when_allowed(void **state)
{
    (void)state;
    shell("echo 'seven and more' >%s/shared/deep/sized", "");
    prepare(SHARE_RESIZE, "deep/sized", 5, NULL);
    assert_int_equal(run("--share shared") & 15, SHARE_READONLY);
    assert_int_equal(run("--share-writable shared"), DONE(SHARE_FILE));
    prepare(SHARE_RESIZE, "deep/sized", 6, NULL);
    assert_int_equal(run("--share-writable shared"), DONE(SHARE_FILE));
    shell("printf 'seven\\0' | cmp - %s/shared/deep/sized && rm %1$s/shared/deep/sized", "");
    assert_int_equal(run("--share-writable shared") & 15, SHARE_NOT_FOUND);
    prepare(SHARE_RESIZE, "deep", 0, NULL);
    assert_int_equal(run("--share-writable shared") & 15, SHARE_WRONG_KIND);
    prepare(SHARE_RESIZE, "out", 0, NULL);
    assert_int_equal(run("--share-writable shared") & 15, SHARE_DENIED);
    prepare(SHARE_RESIZE, "hello", UINT64_MAX, NULL);
    assert_int_equal(run("--share-writable shared") & 15, SHARE_BAD);
    shell("grep -q secret %s/secret && grep -q guest %1$s/shared/hello", "");
}

/* A state that comes from a run with more rights does not widen what this run's options allow. */
static void a_state_gives_no_rights(void **state)
{
    (void)state;
    prepare(SHARE_READ, "hello", 0, NULL);
    run("--share-writable shared --limit 3 --save state");
    assert_int_equal(start("--share shared --restore state"), 2);
    assert_int_equal(start("--share-writable shared --restore state"), DONE(SHARE_FILE));
    assert_string_equal(said, "hello, guest\n");
}

static void is_replayed_without_the_folder(void **state)
{
    (void)state;
    prepare(SHARE_READ, "hello", 0, NULL);
    assert_int_equal(run("--share shared --record log"), DONE(SHARE_FILE));
    shell("mv %s/shared %1$s/moved", "");
    assert_int_equal(run("--replay log"), DONE(SHARE_FILE));
    assert_string_equal(said, "hello, guest\n");
    shell("mv %s/moved %1$s/shared", "");
}

static void requests_outside_ram_are_harmless(void **state)
{
    (void)state;
    struct peach_config config;
    peach_config_default(&config);
    config.ram_bytes = 1u << 20;
    config.share = PEACH_SHARE_WRITE;
    struct peach *machine = rig_new_with(&config);
    assert_int_equal(rig_read(machine, PA_SHARE), SHARE_STATUS_PRESENT | SHARE_STATUS_WRITABLE);
    static const uint32_t places[] = {0, 2, (1u << 20) - 48, 0xfffffffc, PA_VRAM, 0x1000};
    for (unsigned i = 0; i < 6; i++)
        rig_write(machine, PA_SHARE + SHARE_REQUEST, places[i]);
    rig_set_word(machine, 0x1000 + SHARE_PATH, 0xffffff00);
    rig_set_word(machine, 0x1000 + SHARE_PATH_BYTES, 4);
    rig_write(machine, PA_SHARE + SHARE_REQUEST, 0x1000);
    assert_int_equal(rig_word(machine, 0x1000 + SHARE_RESULT), SHARE_BAD);
    peach_free(machine);
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    shell(
        "cd %s && mkdir -p shared/deep/er && echo 'hello, guest' > shared/hello && echo below > shared/deep/er/file && "
        "echo secret > secret && ln -s ../secret shared/out && ln -s / shared/root && mkfifo shared/pipe",
        "");
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    shell("rm -r %s", "");
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_lists),
        cmocka_unit_test(nothing_outside_is_reached),
        cmocka_unit_test(errors_are_told),
        cmocka_unit_test(writes_only_when_allowed),
        cmocka_unit_test(resizes_only_when_allowed),
        cmocka_unit_test(a_state_gives_no_rights),
        cmocka_unit_test(is_replayed_without_the_folder),
        cmocka_unit_test(requests_outside_ram_are_harmless),
    };
    if (argc < 2)
        return 2;
    program = argv[1];
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
