/* peach-mkfs: disk images of Orchard. */
#include <stdio.h>
#include <stdlib.h>

#include "tools/lib/options.h"
#include "tools/lib/tool.h"
#include "tools/mkfs/build.h"
#include "tools/mkfs/kernel.h"
#include "tools/mkfs/show.h"

enum option_id {
    OPT_OUTPUT = 1,
    OPT_KERNEL,
    OPT_CMDLINE,
    OPT_SIZE,
    OPT_SWAP,
    OPT_JOURNAL,
    OPT_INODES,
    OPT_LABEL,
    OPT_TIME,
    OPT_DEVICES,
    OPT_QUIET,
    OPT_LIST,
    OPT_CHECK,
    OPT_EXTRACT,
};

#define SIZE_BYTES_MAX        (1ull << 30)
#define SIZE_BYTES_DEFAULT    (64ull << 20)
#define SWAP_BYTES_DEFAULT    (24ull << 20)
#define JOURNAL_BYTES_DEFAULT (1ull << 20)

static const struct option_row rows[] = {
    {"-o", OPT_OUTPUT, OPTION_VALUE, "IMAGE", "make this image from the folder"},
    {"--kernel", OPT_KERNEL, OPTION_VALUE, "ELF", "kernel for the boot region (its debug information is left out)"},
    {"--cmdline", OPT_CMDLINE, OPTION_VALUE, "TEXT", "default command line of the kernel"},
    {"--size", OPT_SIZE, OPTION_VALUE, "BYTES", "size of the image (default: 64M)"},
    {"--swap", OPT_SWAP, OPTION_VALUE, "BYTES", "size of the swap region (default: 24M)"},
    {"--journal", OPT_JOURNAL, OPTION_VALUE, "BYTES", "size of the journal region (default: 1M)"},
    {"--inodes", OPT_INODES, OPTION_VALUE, "NUMBER", "room for so many files (default: one for 16K)"},
    {"--label", OPT_LABEL, OPTION_VALUE, "TEXT", "name of the file system"},
    {"--time", OPT_TIME, OPTION_VALUE, "SECONDS", "time of everything in it, since 1970 (default: 0)"},
    {"--devices", OPT_DEVICES, OPTION_VALUE, "TABLE", "text file with nodes to add, see below"},
    {"-q", OPT_QUIET, OPTION_FLAG, NULL, "say nothing when all is well"},
    {"--quiet", OPT_QUIET, OPTION_FLAG, NULL, NULL},
    {"--list", OPT_LIST, OPTION_FLAG, NULL, "print what is in an image"},
    {"--check", OPT_CHECK, OPTION_FLAG, NULL, "check an image"},
    {"--extract", OPT_EXTRACT, OPTION_VALUE, "FOLDER", "write an image's files into a new folder"},
};

static const struct option_spec spec = {
    .tool = "peach-mkfs",
    .synopsis = "[option...] -o image folder | --list image | --check image | --extract folder image",
    .summary = "Makes a disk image with Orchard's file system from a folder, or looks into one.",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .epilogue =
        "Sizes take K, M, G. Files belong to root and keep the folder's permissions; the same folder gives the\n"
        "same image. A table has lines of PATH TYPE MODE UID GID [MAJOR MINOR]; TYPE is d (directory), c or b\n"
        "(device), p (pipe), or f (change an existing file); as in: /dev/console c 620 0 0 5 1",
};

struct command {
    struct build_options build;
    const char *output, *kernel, *devices, *extract, *operand;
    int mode; /* OPT_LIST, OPT_CHECK, OPT_EXTRACT; 0: make an image */
    bool quiet;
};

static bool take_number(const struct options *options, unsigned long long maximum, uint64_t *value) {
    unsigned long long number;
    if (!options_number(options, maximum, &number))
        return false;
    *value = number;
    return true;
}

static bool take_option(struct command *command, int id, const struct options *options) {
    uint64_t number;
    switch (id) {
    case OPTIONS_OPERAND:
        if (command->operand)
            options_usage_error(&spec, "both '%s' and '%s' are given", command->operand, options->argument);
        else
            command->operand = options->argument;
        return command->operand == options->argument;
    case OPT_OUTPUT:
        command->output = options->argument;
        return true;
    case OPT_KERNEL:
        command->kernel = options->argument;
        return true;
    case OPT_CMDLINE:
        command->build.command_line = options->argument;
        return true;
    case OPT_SIZE:
        return take_number(options, SIZE_BYTES_MAX, &command->build.size_bytes);
    case OPT_SWAP:
        return take_number(options, SIZE_BYTES_MAX, &command->build.swap_bytes);
    case OPT_JOURNAL:
        return take_number(options, SIZE_BYTES_MAX, &command->build.journal_bytes);
    case OPT_INODES:
        if (!take_number(options, SIZE_BYTES_MAX / sizeof(struct fs_inode), &number))
            return false;
        command->build.inodes = (uint32_t)number;
        return true;
    case OPT_LABEL:
        command->build.label = options->argument;
        return true;
    case OPT_TIME:
        return take_number(options, INT64_MAX, &command->build.time_s);
    case OPT_DEVICES:
        command->devices = options->argument;
        return true;
    case OPT_QUIET:
        command->quiet = true;
        return true;
    case OPT_EXTRACT:
        command->extract = options->argument;
        command->mode = id;
        return true;
    case OPT_LIST:
    case OPT_CHECK:
        command->mode = id;
        return true;
    default:
        return false;
    }
}

static void print_summary(const struct disk *disk, const char *path) {
    const struct fs_super *super = &disk->super;
    printf("%s: %lu blocks: kernel %lu bytes, data %lu blocks, %lu inodes, journal %lu, swap %lu\n", path,
           (unsigned long)super->block_count, (unsigned long)super->boot_bytes, (unsigned long)super->data.blocks,
           (unsigned long)super->inode_count, (unsigned long)super->journal.blocks, (unsigned long)super->swap.blocks);
}

static void make_image(struct command *command) {
    struct file_bytes kernel = {NULL, 0};
    struct disk disk = {.name = command->output};
    if (command->kernel && !kernel_read(command->kernel, &kernel))
        return;
    command->build.kernel = kernel.data;
    command->build.kernel_bytes = (uint32_t)kernel.size;
    struct node *root = tree_read(command->operand);
    if (root && (!command->devices || tree_apply_table(root, command->devices)) &&
        build_disk(&disk, &command->build, root) && disk_save(&disk, command->output) && !command->quiet)
        print_summary(&disk, command->output);
    tree_free(root);
    disk_free(&disk);
    file_free(&kernel);
}

static void show_image(const struct command *command) {
    struct disk disk;
    if (!disk_open(&disk, command->operand))
        return;
    if (command->mode == OPT_LIST)
        show_list(&disk);
    else if (command->mode == OPT_CHECK)
        show_check(&disk);
    else
        show_extract(&disk, command->extract);
    if (command->mode == OPT_CHECK && tool_status() == TOOL_OK && !command->quiet)
        print_summary(&disk, command->operand);
    disk_free(&disk);
}

int main(int argc, char **argv) {
    struct options options;
    struct command command = {.build = {.size_bytes = SIZE_BYTES_DEFAULT,
                                        .swap_bytes = SWAP_BYTES_DEFAULT,
                                        .journal_bytes = JOURNAL_BYTES_DEFAULT}};
    int id = OPTIONS_END;
    bool good = true;
    tool_begin(spec.tool);
    options_init(&options, &spec, argc, argv);
    while (good && (id = options_next(&options)) != OPTIONS_END)
        good = id != OPTIONS_STOP && take_option(&command, id, &options);
    if (good && !command.operand)
        options_usage_error(&spec, command.mode ? "no image" : "no folder");
    else if (good && !command.mode && !command.output)
        options_usage_error(&spec, "no image to write; name it with -o");
    else if (good && command.mode)
        show_image(&command);
    else if (good)
        make_image(&command);
    options_fini(&options);
    return tool_end();
}
