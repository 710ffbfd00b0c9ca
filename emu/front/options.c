/* The command line of peach-emu. */
#include "front.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tools/lib/options.h"
#include "tools/lib/tool.h"

enum option_id {
    OPT_MEMORY = 1,
    OPT_HARTS,
    OPT_TLB,
    OPT_DISK,
    OPT_SNAPSHOT,
    OPT_READ_ONLY,
    OPT_KERNEL,
    OPT_APPEND,
    OPT_ROM,
    OPT_BINARY,
    OPT_JIT,
    OPT_LIMIT,
    OPT_SEED,
    OPT_RTC,
    OPT_DISPLAY,
    OPT_PANELS,
    OPT_PICTURE,
    OPT_STATS,
    OPT_STATS_FILE,
    OPT_TRACE,
    OPT_TRACE_FILE,
    OPT_SAVE,
    OPT_RESTORE,
    OPT_HASH,
    OPT_DISK_MODEL,
    OPT_DISK_CACHE,
    OPT_FAULT,
    OPT_DUMP,
    OPT_SOUND,
    OPT_SHARE,
    OPT_SHARE_WRITABLE,
    OPT_SANDBOX,
    OPT_COUNT,
    OPT_RECORD,
    OPT_REPLAY,
};

static const struct option_row rows[] = {
    {"-m", OPT_MEMORY, OPTION_VALUE, "SIZE", "memory of the guest, 64K to 1G (default: 64M)"},
    {"--memory", OPT_MEMORY, OPTION_VALUE, "SIZE", NULL},
    {"--harts", OPT_HARTS, OPTION_VALUE, "N", "number of harts, 1 to 8 (default: 1)"},
    {"--tlb", OPT_TLB, OPTION_VALUE, "SETSxWAYS",
     "shape of the TLB: powers of two, at least 16 entries and 2 ways\n(default: 256x4)"},
    {"--disk", OPT_DISK, OPTION_VALUE, "IMAGE", "attach a raw disk image; up to four"},
    {"--snapshot", OPT_SNAPSHOT, OPTION_FLAG, NULL, "keep writes to disks in memory, leave the images alone"},
    {"--read-only", OPT_READ_ONLY, OPTION_FLAG, NULL, "let the guest's writes to disks fail"},
    {"--disk-model", OPT_DISK_MODEL, OPTION_VALUE, "KIND", "how long disks take: none, flash (default) or hdd"},
    {"--disk-cache", OPT_DISK_CACHE, OPTION_FLAG, NULL, "give disks a write cache: only a flush makes writes safe"},
    {"--fault", OPT_FAULT, OPTION_VALUE, "SPEC",
     "let something go wrong, such as disk:read:sector=7, disk:torn:nth=3,\n"
     "power-cut:write=9, ram:flips=5:before=1000000, irq:drop=disk0:rate=1%"},
    {"--sound", OPT_SOUND, OPTION_VALUE, "FILE", "write what the guest plays to a WAV file (a window plays it)"},
    {"--share", OPT_SHARE, OPTION_VALUE, "FOLDER", "let the guest read this folder; Orchard has it at /share"},
    {"--share-writable", OPT_SHARE_WRITABLE, OPTION_VALUE, "FOLDER", "let it read and write this folder"},
    {"--kernel", OPT_KERNEL, OPTION_VALUE, "ELF", "boot this kernel instead of the disk's"},
    {"--append", OPT_APPEND, OPTION_VALUE, "TEXT", "command line for the kernel"},
    {"--rom", OPT_ROM, OPTION_VALUE, "FILE", "boot ROM (default: the one that was built with peach-emu)"},
    {"--bin", OPT_BINARY, OPTION_VALUE, "FILE", "run a file without structure from the start of memory, without ROM"},
    {"--jit", OPT_JIT, OPTION_VALUE, "on|off|dump",
     "translate guest code to this computer's, or interpret it (default: on);\n"
     "dump: show the translations on standard error, as assembler source"},
    {"--limit", OPT_LIMIT, OPTION_VALUE, "N", "stop after N instructions (exit status 124)"},
    {"--seed", OPT_SEED, OPTION_VALUE, "N", "seed of the random-number device (default: 0)"},
    {"--rtc", OPT_RTC, OPTION_VALUE, "SECONDS", "start of the clock, since 1970, or 'host' (default: 2026-01-01)"},
    {"--display", OPT_DISPLAY, OPTION_VALUE, "KIND", "window, terminal, or none (console output only)"},
    {"--panels", OPT_PANELS, OPTION_FLAG, NULL, "show the TLB and fault panels (F2) from the start"},
    {"--picture", OPT_PICTURE, OPTION_VALUE, "FILE", "write a PNG of terminal and panels at the end"},
    {"--stats", OPT_STATS, OPTION_OPTIONAL, "FORMAT", "print statistics at the end, as text or json"},
    {"--stats-file", OPT_STATS_FILE, OPTION_VALUE, "FILE", "write them there instead of standard error"},
    {"--count", OPT_COUNT, OPTION_FLAG, NULL, "count instructions by class and TLB lookups for --stats too (slower)"},
    {"--trace", OPT_TRACE, OPTION_VALUE, "KINDS",
     "print events: all, or a list of trap,interrupt,eret,syscall,refill,\n"
     "tlb-write,tlb-evict,fault,switch,process,gone,state,frame,swap,\n"
     "ipc,note,mark,disk,ipi"},
    {"--trace-file", OPT_TRACE_FILE, OPTION_VALUE, "FILE", "write them there instead of standard error"},
    {"--save", OPT_SAVE, OPTION_VALUE, "FILE",
     "write the machine's state at the end: after --limit, when the user\nquits, on SIGUSR1, Ctrl-C or SIGTERM"},
    {"--restore", OPT_RESTORE, OPTION_VALUE, "FILE",
     "go on from a saved state; name the same disks with --disk, and\n--snapshot if it was given"},
    {"--record", OPT_RECORD, OPTION_VALUE, "FILE", "write all input to a log that --replay can repeat"},
    {"--replay", OPT_REPLAY, OPTION_VALUE, "FILE",
     "repeat a recorded run, to the same state; name the same disks,\nkernel, program, ROM or --restore; disks are not "
     "written"},
    {"--dump", OPT_DUMP, OPTION_FLAG, NULL, "print the state of harts and devices at the end"},
    {"--sandbox", OPT_SANDBOX, OPTION_VALUE, "on|off",
     "give up what the emulator does not need while the guest runs\n(default: on where the host can)"},
    {"--hash", OPT_HASH, OPTION_FLAG, NULL, "print a hash of the machine's state at the end"},
};

/* Seconds since 1970, until the year 9999. */
#define RTC_MAX 253402300799ull

static const struct option_spec spec = {
    .tool = "peach-emu",
    .synopsis = "[option...] [IMAGE | ELF]",
    .summary = "Runs a Peach machine: boots a disk image, or runs an ELF file bare.",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .epilogue = "In the terminal, Ctrl-A h lists the keys, Ctrl-A x quits.\n"
                "The exit status is what the guest wrote to the power device, or:\n"
                "  2 wrong usage or file   70 bug in the emulator   122 power cut by --fault\n"
                "  123 stuck in traps      124 --limit reached      125 guest panic\n"
                "  126 guest waits for ever\n",
};

/* "64x4" */
static bool parse_tlb(const char *text, struct peach_config *config)
{
    char *end;
    unsigned long sets = strtoul(text, &end, 10);
    if (text[0] < '1' || text[0] > '9' || *end != 'x' || end[1] < '1' || end[1] > '9')
        return false;
    unsigned long ways = strtoul(end + 1, &end, 10);
    config->tlb_sets = sets > UINT16_MAX ? 0 : (unsigned)sets;
    config->tlb_ways = ways > UINT16_MAX ? 0 : (unsigned)ways;
    return *end == 0;
}

static bool parse_rtc(const struct options *walk, struct peach_config *config)
{
    if (strcmp(walk->argument, "host") == 0) {
        config->rtc_seconds = (uint64_t)time(NULL);
        return true;
    }
    unsigned long long seconds;
    if (!options_number(walk, RTC_MAX, &seconds))
        return false;
    config->rtc_seconds = seconds;
    return true;
}

static bool add_disk(struct peach_config *config, const char *path)
{
    if (config->disk_count == PEACH_DISKS_MAX) {
        options_usage_error(&spec, "more than %d disks; leave some out", PEACH_DISKS_MAX);
        return false;
    }
    config->disks[config->disk_count++].path = path;
    return true;
}

static bool parse_model(struct peach_config *config, const char *name)
{
    static const char *const names[] = {
        [PEACH_DISK_FLASH] = "flash", [PEACH_DISK_NONE] = "none", [PEACH_DISK_HDD] = "hdd"};
    unsigned model = 0;
    while (model < sizeof names / sizeof *names && strcmp(name, names[model]) != 0)
        model++;
    if (model == sizeof names / sizeof *names) {
        options_usage_error(&spec, "no disk model '%s'; use none, flash or hdd", name);
        return false;
    }
    for (unsigned i = 0; i < PEACH_DISKS_MAX; i++)
        config->disks[i].model = (enum peach_disk_model)model;
    return true;
}

static bool add_fault(struct peach_config *config, const char *text)
{
    char error[PEACH_ERROR_BYTES] = "more than 16 faults; leave some out";
    if (config->fault_count < PEACH_FAULTS_MAX &&
        peach_fault_parse(text, &config->faults[config->fault_count], error)) {
        config->fault_count++;
        return true;
    }
    options_usage_error(&spec, "%s", error);
    return false;
}

static bool parse_display(struct front_options *options, const char *name)
{
    options->display = display_find(name);
    if (!options->display)
        options_usage_error(&spec, "no display '%s'; use window, terminal or none", name);
    return options->display;
}

static bool parse_jit(struct peach_config *config, const char *word)
{
    bool dumps = strcmp(word, "dump") == 0;
    config->jit = dumps || strcmp(word, "on") == 0;
    config->jit_dump = dumps ? stderr : NULL;
    if (config->jit || strcmp(word, "off") == 0)
        return true;
    options_usage_error(&spec, "--jit %s: say on, off or dump", word);
    return false;
}

static bool parse_stats(struct front_options *options, const char *format)
{
    bool json = format && strcmp(format, "json") == 0;
    options->stats = json ? STATS_JSON : STATS_TEXT;
    if (format && !json && strcmp(format, "text") != 0) {
        options_usage_error(&spec, "no statistics format '%s'; use text or json", format);
        return false;
    }
    return true;
}

static bool parse_trace(struct front_options *options, const char *list)
{
    const char *wrong;
    if (trace_parse(list, &options->trace_mask, &wrong))
        return true;
    options_usage_error(&spec, "no kind of event '%.*s'; use all, or names from --help", (int)strcspn(wrong, ","),
                        wrong);
    return false;
}

static bool parse_number(const struct options *walk, uint64_t *value)
{
    unsigned long long number;
    if (!options_number(walk, UINT64_MAX, &number))
        return false;
    *value = number;
    return true;
}

/* One that the machine takes from a few; of those that it cannot have, 0 stands for all: peach_new complains of it. */
static bool parse_small(const struct options *walk, uint32_t *value)
{
    uint64_t number;
    if (!parse_number(walk, &number))
        return false;
    *value = number > UINT32_MAX ? 0 : (uint32_t)number;
    return true;
}

/* Does the option say what a machine is, so that states and logs bring it? */
static bool is_config_option(int id)
{
    switch (id) {
    case OPT_MEMORY:
    case OPT_HARTS:
    case OPT_TLB:
    case OPT_READ_ONLY:
    case OPT_DISK_MODEL:
    case OPT_DISK_CACHE:
    case OPT_FAULT:
    case OPT_APPEND:
    case OPT_SEED:
    case OPT_RTC: return true;
    default: return false;
    }
}

/* Does it say what a machine starts from, so that a state brings it? */
static bool is_start_option(int id)
{
    return id == OPT_KERNEL || id == OPT_ROM || id == OPT_BINARY;
}

static bool take_option(struct front_options *options, const struct options *walk, int id)
{
    struct peach_config *config = &options->config;
    if (is_config_option(id))
        options->config_option = walk->spelling;
    if (is_config_option(id) || is_start_option(id))
        options->machine_option = walk->spelling;
    switch (id) {
    case OPT_MEMORY: return parse_small(walk, &config->ram_bytes);
    case OPT_HARTS: return parse_small(walk, &config->harts);
    case OPT_TLB:
        if (parse_tlb(walk->argument, config))
            return true;
        options_usage_error(&spec,
                            "'%s' of option '--tlb' is not SETSxWAYS; give powers of two with 16 to 65536 entries, 2 "
                            "to 64 ways, such as 64x4",
                            walk->argument);
        return false;
    case OPT_DISK: return add_disk(config, walk->argument);
    case OPT_SNAPSHOT:
        for (unsigned i = 0; i < PEACH_DISKS_MAX; i++)
            config->disks[i].snapshot = true;
        return true;
    case OPT_READ_ONLY:
        for (unsigned i = 0; i < PEACH_DISKS_MAX; i++)
            config->disks[i].read_only = true;
        return true;
    case OPT_DISK_MODEL: return parse_model(config, walk->argument);
    case OPT_DISK_CACHE:
        for (unsigned i = 0; i < PEACH_DISKS_MAX; i++)
            config->disks[i].write_cache = true;
        return true;
    case OPT_FAULT: return add_fault(config, walk->argument);
    case OPT_KERNEL: options->kernel = walk->argument; return true;
    case OPT_APPEND: options->append = walk->argument; return true;
    case OPT_ROM: options->rom = walk->argument; return true;
    case OPT_BINARY: options->binary = walk->argument; return true;
    case OPT_JIT: return parse_jit(config, walk->argument);
    case OPT_LIMIT: return parse_number(walk, &options->limit_insns);
    case OPT_SEED: return parse_number(walk, &config->seed);
    case OPT_RTC: return parse_rtc(walk, config);
    case OPT_DISPLAY: return parse_display(options, walk->argument);
    case OPT_PANELS: options->panels = true; return true;
    case OPT_PICTURE: options->picture = walk->argument; return true;
    case OPT_STATS: return parse_stats(options, walk->argument);
    case OPT_STATS_FILE:
        options->stats_file = walk->argument;
        options->stats = options->stats == STATS_NONE ? STATS_TEXT : options->stats;
        return true;
    case OPT_TRACE: return parse_trace(options, walk->argument);
    case OPT_SAVE: options->save = walk->argument; return true;
    case OPT_RESTORE: options->restore = walk->argument; return true;
    case OPT_RECORD: options->record = walk->argument; return true;
    case OPT_REPLAY: options->replay = walk->argument; return true;
    case OPT_SHARE:
    case OPT_SHARE_WRITABLE:
        options->share = walk->argument;
        config->share = id == OPT_SHARE ? PEACH_SHARE_READ : PEACH_SHARE_WRITE;
        return true;
    case OPT_SOUND: options->sound = walk->argument; return true;
    case OPT_DUMP: options->dump = true; return true;
    case OPT_SANDBOX:
        options->sandbox = strcmp(walk->argument, "on") == 0 ? SANDBOX_ON : SANDBOX_OFF;
        if (options->sandbox == SANDBOX_ON || strcmp(walk->argument, "off") == 0)
            return true;
        options_usage_error(&spec, "--sandbox %s: say on or off", walk->argument);
        return false;
    case OPT_COUNT:
        options->count = true;
        options->stats = options->stats == STATS_NONE ? STATS_TEXT : options->stats;
        return true;
    case OPT_HASH: options->hash = true; return true;
    default: options->trace_file = walk->argument; return true;
    }
}

/* An operand is a program when it starts like an ELF file, else a disk image. */
static bool take_operand(struct front_options *options, const char *path)
{
    char magic[4] = "";
    FILE *file = fopen(path, "rb");
    size_t got = file ? fread(magic, 1, sizeof magic, file) : 0;
    if (file)
        fclose(file);
    if (got < sizeof magic || memcmp(magic, "\177ELF", sizeof magic) != 0)
        return add_disk(&options->config, path);
    if (options->program) {
        options_usage_error(&spec, "two programs, %s and %s; give one", options->program, path);
        return false;
    }
    options->program = path;
    return true;
}

static bool check_combination(const struct front_options *options)
{
    int ways = !!options->kernel + !!options->program + !!options->binary;
    if (options->replay && (options->record || options->config_option)) {
        options_usage_error(&spec, "the log of --replay says this itself; leave out %s",
                            options->record ? "--record" : options->config_option);
        return false;
    }
    if (options->restore && (options->machine_option || options->program)) {
        options_usage_error(&spec, "the state of --restore brings its own machine; leave out %s",
                            options->machine_option ? options->machine_option : options->program);
        return false;
    }
    if (options->restore)
        return true;
    if (ways > 1)
        options_usage_error(&spec, "--kernel, --bin and an ELF file exclude each other; give one");
    else if (ways == 0 && options->config.disk_count == 0 && !options->rom)
        options_usage_error(&spec, "nothing to run; give a disk image or an ELF file");
    else
        return true;
    return false;
}

bool front_parse(int argc, char **argv, struct front_options *options, int *status)
{
    /* Arguments are referred to until the program ends, and so is the walk that holds those of an @file. */
    static struct options walk;
    *options = (struct front_options){.limit_insns = UINT64_MAX};
    peach_config_default(&options->config);
    options_init(&walk, &spec, argc, argv);
    bool good = true;
    int id;
    while (good && (id = options_next(&walk)) != OPTIONS_END) {
        if (id == OPTIONS_STOP)
            good = false;
        else
            good = id == OPTIONS_OPERAND ? take_operand(options, walk.argument) : take_option(options, &walk, id);
    }
    good = good && check_combination(options);
    if (options->append)
        options->config.command_line = options->append;
    *status = good ? 0 : tool_end();
    return good;
}
