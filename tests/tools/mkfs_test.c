/* peach-mkfs: images from folders and back, and images that are damaged. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isa/orchard/fs.h"

enum { IMAGE_BYTES = 4 << 20 };

static int set_up(void **state) {
    if (support_enter(state) != 0)
        return -1;
    write_text("table", "# nodes of the device folder\n"
                        "/dev d 755 0 0\n"
                        "/dev/console c 620 0 5 5 1\n"
                        "/dev/fifo p 600 0 0\n"
                        "\n"
                        "/etc/secret f 600 7 8\n");
    return run("mkdir -p root/bin root/etc root/big root/empty && echo hello >root/etc/motd &&"
               "echo x >root/etc/secret && ln root/etc/motd root/etc/again && ln -s ../etc/motd root/bin/link &&"
               "chmod 755 root root/* && chmod 644 root/etc/* &&"
               "i=0; while [ $i -lt 200 ]; do echo $i >root/big/a_file_with_a_long_name_$i; i=$((i+1)); done;"
               "head -c 300000 /dev/zero | tr '\\0' z >root/big/double; head -c 1048576 /dev/zero >root/big/zeros") ||
           run("peach-mkfs -q -o disk.img --size 4M --swap 512K --journal 64K --devices table root");
}

static void lists_what_was_put_in(void **state) {
    (void)state;
    assert_int_equal(run("peach-mkfs --list disk.img"), 0);
    assert_non_null(strstr(run_output, "drwxr-xr-x   7    0    0      4096 /\n"));
    assert_non_null(strstr(run_output, "lrwxrwxrwx   1    0    0        11 /bin/link -> ../etc/motd\n"));
    assert_non_null(strstr(run_output, "crw--w----   1    0    5       5,1 /dev/console\n"));
    assert_non_null(strstr(run_output, "prw-------   1    0    0         0 /dev/fifo\n"));
    assert_non_null(strstr(run_output, "-rw-r--r--   2    0    0         6 /etc/again\n"));
    assert_non_null(strstr(run_output, "-rw-------   1    7    8         2 /etc/secret\n"));
    assert_non_null(strstr(run_output, "/big/a_file_with_a_long_name_199\n"));
    assert_non_null(strstr(run_output, "   1048576 /big/zeros\n"));
}

static void is_sound(void **state) {
    (void)state;
    assert_int_equal(run("peach-mkfs --check disk.img"), 0);
    assert_string_equal(run_errors, "");
    assert_non_null(strstr(run_output, "disk.img: 1024 blocks"));
}

static void gives_the_files_back(void **state) {
    (void)state;
    run("peach-mkfs --extract out disk.img");
    assert_run(0, "/dev/console is a device or pipe; left out");
    assert_int_equal(run("rm -r out/dev && diff -r --no-dereference root out"), 0);
    run("peach-mkfs --extract out disk.img");
    assert_run(2, "folder 'out' is not empty; name a new one");
}

static void is_deterministic(void **state) {
    (void)state;
    assert_int_equal(run("cp -r root copy && rm copy/etc/again && ln copy/etc/motd copy/etc/again"), 0);
    assert_int_equal(run("peach-mkfs -q -o again.img --size 4M --swap 512K --journal 64K --devices table copy"), 0);
    assert_true(same_bytes("disk.img", "again.img"));
}

static void kernel_without_debug_information(void **state) {
    (void)state;
    struct obj *obj = obj_new();
    obj_want_lines(obj, "kernel.c", "", OBJ_UNIT_C);
    unsigned text = begin_function(obj, ".text", "_start");
    obj_line(obj, text, obj_file(obj, "kernel.c"), 1, 1, OBJ_LINE_STATEMENT);
    end_function(obj, text, "_start");
    save_object(obj, "kernel.o");
    assert_int_equal(run("peach-ld -o kernel -Ttext 80010000 kernel.o"), 0);
    assert_int_equal(run("peach-mkfs -q -o boot.img --kernel kernel --cmdline 'init=/bin/sh' --size 4M --swap 0 root"),
                     0);
    size_t size;
    uint8_t *image = read_bytes("boot.img", &size);
    struct fs_super super;
    memcpy(&super, image, sizeof super);
    assert_string_equal(super.command_line, "init=/bin/sh");
    write_bytes("booted", image + (size_t)super.boot.start * FS_BLOCK_BYTES, super.boot_bytes);
    free(image);
    assert_int_equal(run("peach-objdump -h -t -d booted"), 0);
    assert_non_null(strstr(run_output, "80010000        4 global function .text            _start"));
    assert_null(strstr(run_output, ".debug_line"));
    run("peach-mkfs -o bad.img --kernel kernel.o root");
    assert_run(1, "kernel.o: error: not a kernel: an executable with segments is needed");
    run("peach-mkfs -o bad.img --kernel table root");
    assert_run(1, "table: error: not an ELF file");
}

static void what_does_not_fit(void **state) {
    (void)state;
    run("peach-mkfs -o bad.img --size 1M root");
    assert_run(1, "too few for kernel, tables, journal and swap: --size must be more than");
    run("peach-mkfs -o bad.img --size 1M --swap 0 --journal 0 --inodes 400 root");
    assert_run(1, "the files do not fit the");
    run("peach-mkfs -o bad.img --size 4M --swap 0 --inodes 64 root");
    assert_run(1, "more than 63 files; give more --inodes");
    run("peach-mkfs -o bad.img --label 0123456789012345678901234567890123456789 root");
    assert_run(2, "the label is longer than 31 bytes");
    assert_false(exists("bad.img"));
}

static void bad_tables(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"/dev/x c 600 0 0\n", "bad:1: error: expected PATH TYPE MODE UID GID"},
        {"\n/none/x p 600 0 0\n", "bad:2: error: the directory of this path does not exist"},
        {"/etc/none f 600 0 0\n", "bad:1: error: no such file to change"},
        {"/etc/motd p 600 0 0\n", "bad:1: error: this path exists already"},
        {"/dev d 755 0 0\n/dev/x c 600 0 0 1\n", "bad:2: error: a device needs major and minor numbers"},
        {"/dev/x q 600 0 0\n", "bad:1: error: expected PATH TYPE MODE UID GID"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_text("bad", cases[i][0]);
        run("peach-mkfs -o bad.img --devices bad root");
        assert_run(1, i == 0 ? "bad:1: error: " : cases[i][1]);
    }
}

static void bad_usage(void **state) {
    (void)state;
    run("peach-mkfs -o bad.img");
    assert_run(2, "no folder; see 'peach-mkfs --help'");
    run("peach-mkfs root");
    assert_run(2, "no image to write; name it with -o");
    run("peach-mkfs -o bad.img none");
    assert_run(2, "'none' is not a folder");
    run("peach-mkfs -o bad.img --size many root");
    assert_run(2, "'many' of option '--size' is not a number");
    run("peach-mkfs -o bad.img --size 5X root");
    assert_run(2, "'5X' of option '--size' is not a number");
    run("peach-mkfs -o bad.img --size 2G root");
    assert_run(2, "'2G' of option '--size' is too large; the maximum is 1073741824");
    run("mkfifo root/fifo; true");
    run("peach-mkfs -o bad.img root");
    assert_run(1, "root/fifo: error: neither file, folder nor link; describe devices in a table (--devices)");
    run("rm root/fifo");
    run("peach-mkfs -q -o /dev/full --size 4M --swap 0 root");
    assert_run(2, "cannot write '/dev/full': No space left on device");
    run("peach-mkfs --check none.img");
    assert_run(2, "cannot open 'none.img'");
}

/* ---- Damage ---- */

static uint8_t *image;
static struct fs_super super;

static void load_image(void) {
    size_t size;
    free(image);
    image = read_bytes("disk.img", &size);
    assert_int_equal(size, IMAGE_BYTES);
    memcpy(&super, image, sizeof super);
}

static void check_damaged(const char *message) {
    write_bytes("bad.img", image, IMAGE_BYTES);
    run("peach-mkfs --check bad.img");
    assert_run(1, message);
}

static void check_super(const char *message) {
    super.checksum = 0;
    super.checksum = fs_crc32(0, &super, sizeof super);
    memcpy(image, &super, sizeof super);
    check_damaged(message);
    load_image();
}

static void damaged_superblock(void **state) {
    (void)state;
    load_image();
    image[100] ^= 1;
    check_damaged("bad.img: error: corrupt: the superblock's checksum is wrong");
    load_image();
    super.magic = 1;
    check_super("bad.img: error: not an Orchard disk");
    super.version = 2;
    check_super("the file system has version 2; this tool knows version 1");
    super.block_count = 1025;
    check_super("truncated: the file system has 1025 blocks of 4096 bytes, the image 1024");
    super.data.blocks = 0xffffffff;
    check_super("corrupt: the data region (4294967295 blocks from");
    super.swap.start = super.data.start;
    check_super("corrupt: the regions data and swap overlap");
    super.inode_count = 1 << 20;
    check_super("corrupt: the inode table does not hold the inodes");
    super.boot_bytes = 1;
    check_super("corrupt: the kernel is larger than the boot region");
    write_bytes("bad.img", image, 1000);
    run("peach-mkfs --list bad.img");
    assert_run(1, "bad.img: error: truncated: 1000 bytes are less than a superblock");
}

static uint8_t *inode_at(uint32_t number) {
    return image + (size_t)super.inode_table.start * FS_BLOCK_BYTES + number * sizeof(struct fs_inode);
}

static void damaged_tree(void **state) {
    (void)state;
    struct fs_inode inode;
    load_image();
    uint8_t *root = inode_at(FS_ROOT_INODE);
    memcpy(&inode, root, sizeof inode);
    size_t at = (size_t)inode.direct[0] * FS_BLOCK_BYTES;
    inode.links++;
    memcpy(root, &inode, sizeof inode);
    check_damaged("corrupt: inode 1: its count of links is wrong");
    inode.links--;
    inode.direct[0] = 1;
    memcpy(root, &inode, sizeof inode);
    check_damaged("corrupt: /: the directory has a block outside the data region");
    load_image();
    image[at + offsetof(struct fs_dirent, record_bytes)] = 2;
    check_damaged("corrupt: /: a directory record has a bad length");
    load_image();
    memset(inode_at(FS_ROOT_INODE), 0, sizeof inode);
    check_damaged("corrupt: /: the root is not a directory");
    load_image();
    image[(size_t)super.block_bitmap.start * FS_BLOCK_BYTES + super.data.start / 8] ^=
        (uint8_t)(1 << super.data.start % 8);
    check_damaged("a block in use is marked free");
}

/* Whatever byte is wrong in the tables, the tool ends by itself and says so or finds nothing. */
static void any_damage_is_survived(void **state) {
    (void)state;
    load_image();
    size_t start = (size_t)super.inode_table.start * FS_BLOCK_BYTES,
           end = ((size_t)super.data.start + 8) * FS_BLOCK_BYTES;
    run("rm -rf out");
    for (size_t i = 0; i < 60; i++) {
        size_t at = start + i * 67 % (i % 2 ? 4096 : end - start);
        image[at] ^= (uint8_t)(1 << i % 8);
        write_bytes("bad.img", image, IMAGE_BYTES);
        int status = run(i % 3 ? "peach-mkfs --check bad.img" : "peach-mkfs --list bad.img");
        assert_true(status == 0 || status == 1);
    }
    free(image);
    image = NULL;
}

int main(int argc, char **argv) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_what_was_put_in),
        cmocka_unit_test(is_sound),
        cmocka_unit_test(gives_the_files_back),
        cmocka_unit_test(is_deterministic),
        cmocka_unit_test(kernel_without_debug_information),
        cmocka_unit_test(what_does_not_fit),
        cmocka_unit_test(bad_tables),
        cmocka_unit_test(bad_usage),
        cmocka_unit_test(damaged_superblock),
        cmocka_unit_test(damaged_tree),
        cmocka_unit_test(any_damage_is_survived),
    };
    static const char *const names[] = {"mkfs", "ld", "objdump"};
    for (int i = 0; i < 3 && i + 1 < argc; i++)
        support_tool(names[i], argv[i + 1]);
    int failed = cmocka_run_group_tests(tests, set_up, support_leave);
    free(image);
    return failed;
}
