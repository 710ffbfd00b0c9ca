/* peach-emu: makes a machine from the command line, shows it, and ends with the guest's verdict. */
#include "front.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "isa/cause.h"
#include "isa/isa.h"
#include "picture.h"
#include "sandbox.h"
#include "tools/lib/output.h"
#include "tools/lib/platform.h"
#include "tools/lib/tool.h"

/* Places of the boot ROM, from the folder of the program: in the build tree, and installed. */
static const char *const rom_places[] = {"../roms/boot.rom", "../share/peach/boot.rom"};

static void on_bug(int number)
{
    static const char text[] = "peach-emu: internal error (this is a bug in the emulator, not in your program)\n";
    terminal_restore();
    ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
    (void)written, (void)number;
    _exit(EXIT_BUG);
}

/* The file whose name and ": " a line of error begins with; NULL when it is about none. */
static const char *file_of(const struct front_options *options, const char *text)
{
    const struct peach_disk_config *disks = options->config.disks;
    const char *files[] = {options->program, options->binary, options->kernel, options->rom,  options->restore,
                           options->replay,  disks[0].path,   disks[1].path,   disks[2].path, disks[3].path};
    for (unsigned i = 0; i < sizeof files / sizeof *files; i++) {
        size_t length = files[i] ? strlen(files[i]) : 0;
        if (length && strncmp(text, files[i], length) == 0 && text[length] == ':' && text[length + 1] == ' ')
            return files[i];
    }
    return NULL;
}

static int refuse(const struct front_options *options, const char *text)
{
    const char *file = file_of(options, text);
    if (*text) /* else it was reported where it was found */
        tool_error(TOOL_FAILED, file, "%s", file ? text + strlen(file) + 2 : text);
    return tool_end();
}

/* Load the ROM that lies beside the program. */
static bool load_default_rom(struct peach *machine, const char *argv0, char *error)
{
    char *program = platform_program_path(argv0);
    char *slash = program ? strrchr(program, '/') : NULL;
    if (slash)
        slash[1] = 0;
    bool loaded = false;
    for (unsigned i = 0; slash && !loaded && i < sizeof rom_places / sizeof *rom_places; i++) {
        char path[4096];
        if (snprintf(path, sizeof path, "%s%s", program, rom_places[i]) < (int)sizeof path && access(path, F_OK) == 0)
            loaded = peach_load_rom(machine, path, error);
    }
    if (!loaded)
        snprintf(error, PEACH_ERROR_BYTES, "no boot ROM at %s%s; build it with ./peach, or name one with --rom",
                 slash ? program : "", rom_places[0]);
    free(program);
    return loaded;
}

static bool load(struct peach *machine, const struct front_options *options, const char *argv0, char *error)
{
    if (options->program)
        return peach_load_program(machine, options->program, error);
    if (options->binary)
        return peach_load_binary(machine, options->binary, error);
    if (options->kernel && !peach_load_kernel(machine, options->kernel, error))
        return false;
    return options->rom ? peach_load_rom(machine, options->rom, error) : load_default_rom(machine, argv0, error);
}

static int front_verdict(const struct peach *machine, enum peach_stop stop)
{
    uint32_t code = peach_exit_code(machine);
    const char *cause = isa_cause_name(code);
    switch (stop) {
    case PEACH_EXIT: return (int)(code & 0xff);
    case PEACH_PANIC: tool_note(NULL, "guest panic (code 0x%x)", code); return EXIT_PANIC;
    case PEACH_POWER_CUT: tool_note(NULL, "the power was cut (--fault power-cut)"); return EXIT_POWER_CUT;
    case PEACH_STUCK:
        tool_note(NULL, "the guest is stuck: its trap handlers trap themselves (%s); it halted",
                  cause ? cause : "interrupt");
        return EXIT_STUCK;
    case PEACH_LIMIT: tool_note(NULL, "limit of instructions reached"); return EXIT_LIMIT;
    case PEACH_IDLE: tool_note(NULL, "every hart waits, and nothing can ever wake one; it halted"); return EXIT_IDLE;
    case PEACH_DIVERGED:
        tool_note(NULL, "the replay has come to another state than its recording (this is a bug in the emulator)");
        return EXIT_BUG;
    default: return EXIT_QUIT;
    }
}

/* A file to write, standard error for NULL; NULL (reported) when it cannot be opened. */
static FILE *open_output(const char *path)
{
    FILE *file = path ? fopen(path, "w") : stderr;
    if (!file)
        tool_error(TOOL_FAILED, NULL, "cannot write '%s': %s", path, strerror(errno));
    return file;
}

static void close_output(FILE *file, const char *path)
{
    bool failed = file && ferror(file);
    if (file && file != stderr && fclose(file) != 0)
        failed = true;
    if (failed)
        tool_error(TOOL_FAILED, NULL, "cannot write '%s': %s", path, strerror(errno));
}

static double cpu_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void print_stats(const struct peach *machine, enum stats_format format, FILE *out, double seconds)
{
    stats_print(machine, format, out);
    if (format == STATS_TEXT && seconds > 0)
        fprintf(stderr, "%.0f million guest instructions a second\n", (double)peach_insns(machine) / seconds / 1e6);
}

/* Console output to the display and the picture. */
struct tee {
    struct peach_host display;
    struct picture *picture;
};

static void tee_output(void *context, const uint8_t *bytes, size_t length)
{
    struct tee *tee = context;
    picture_console(tee->picture, bytes, length);
    if (tee->display.console_output)
        tee->display.console_output(tee->display.context, bytes, length);
}

static int tee_pull(void *context)
{
    struct tee *tee = context;
    return tee->display.console_pull(tee->display.context);
}

static bool start_picture(struct tee *tee, struct peach_config *config, char *error)
{
    tee->picture = picture_new(error);
    tee->display = config->host;
    config->host.context = tee;
    config->host.console_output = tee_output;
    config->host.console_pull = tee->display.console_pull ? tee_pull : NULL;
    return tee->picture;
}

/* What is written when the machine has stopped. */
static void report_state(const struct peach *machine, const struct front_options *options, struct output *save)
{
    char error[PEACH_ERROR_BYTES];
    if (options->dump)
        peach_dump(machine, stderr);
    if (options->hash)
        fprintf(stderr, "state hash %016" PRIx64 "\n", peach_hash(machine));
    if (!save)
        return;
    if (state_file_write(machine, output_stream(save), error)) {
        output_commit(save);
        return;
    }
    output_abandon(save);
    refuse(options, error);
}

/* Start writing the log of --record; NULL (reported) when it cannot be.  It is written in place: what it holds is worth
 * something even if the emulator is killed. */
static FILE *start_record(struct peach *machine, const struct front_options *options)
{
    char error[PEACH_ERROR_BYTES];
    FILE *record = open_output(options->record);
    if (record && !peach_record(machine, record, error))
        refuse(options, error);
    return record;
}

/* Everything that the command line names is open: give up the rest.  False (reported) when it was asked for and cannot
 * be. */
static bool enter_sandbox(const struct front_options *options)
{
    struct sandbox_needs needs = {
        .window = options->display == &window_display,
        .folder = options->share,
        .folder_is_writable = options->config.share == PEACH_SHARE_WRITE,
    };
    unsigned files = 0;
    if (options->save)
        needs.files[files++] = options->save;
    if (options->picture)
        needs.files[files++] = options->picture;
    if (options->sandbox == SANDBOX_OFF || sandbox_enter(&needs) || options->sandbox == SANDBOX_AUTO)
        return true;
    refuse(options, "this host has no sandbox; leave out --sandbox=on");
    return false;
}

/* Run a machine that is ready, and report; returns the exit status. */
static int run(struct peach *machine, const struct front_options *options, struct picture *picture)
{
    struct output *save = options->save ? output_open(options->save) : NULL;
    FILE *record = options->record ? start_record(machine, options) : NULL;
    FILE *trace = options->trace_mask ? open_output(options->trace_file) : NULL;
    FILE *stats = options->stats != STATS_NONE ? open_output(options->stats_file) : NULL;
    enum peach_stop stop = PEACH_TIME;
    double before = cpu_seconds();
    if (save || record)
        signals_end_in_order();
    if (trace)
        trace_text(machine, options->trace_mask, trace);
    if (picture)
        picture_attach(picture, machine);
    if (options->restore && peach_has_ended(machine))
        tool_note(options->restore, "the machine had ended when it was saved; it does nothing more");
    if (tool_status() == TOOL_OK && enter_sandbox(options))
        stop = options->display->run(machine);
    options->display->close();
    if (record)
        peach_record_end(machine, stop);
    close_output(record, options->record);
    report_state(machine, options, save);
    if (stats)
        print_stats(machine, options->stats, stats, cpu_seconds() - before);
    if (!wave_close())
        tool_error(TOOL_FAILED, NULL, "cannot write '%s': %s", options->sound, strerror(errno));
    close_output(trace, options->trace_file);
    close_output(stats, options->stats_file);
    char error[PEACH_ERROR_BYTES];
    if (picture && !picture_save(picture, options->picture, error))
        refuse(options, error);
    int verdict = stop == PEACH_TIME ? signals_verdict(EXIT_QUIT) : front_verdict(machine, stop);
    return tool_status() == TOOL_OK ? verdict : tool_end();
}

static bool start_replay(struct peach *machine, const struct front_options *options, struct peach_log *log, char *error)
{
    char why[PEACH_ERROR_BYTES];
    if (!log)
        return true;
    if (peach_replay(machine, log, why))
        return true;
    snprintf(error, PEACH_ERROR_BYTES, "%.*s: %.*s", 200, options->replay, PEACH_ERROR_BYTES - 203, why);
    return false;
}

/* A machine that is ready to run; NULL with a line in error. */
static struct peach *make(struct front_options *options, struct peach_log *log, const char *argv0, char *error)
{
    struct peach *machine = options->restore ? state_file_restore(options->restore, &options->config, error)
                                             : peach_new(&options->config, error);
    if (machine)
        peach_set_limit(machine, options->limit_insns);
    if (machine && options->count)
        peach_count(machine);
    if (machine && (options->restore || load(machine, options, argv0, error)) &&
        start_replay(machine, options, log, error))
        return machine;
    peach_free(machine);
    return NULL;
}

static int refuse_log(const struct front_options *options)
{
    tool_error(TOOL_FAILED, options->replay, "the log is cut off; it was replayed as far as it goes");
    return tool_end();
}

static int start(struct front_options *options, const char *argv0)
{
    char error[PEACH_ERROR_BYTES];
    struct tee tee = {.picture = NULL};
    const char *why = options->display->refusal ? options->display->refusal() : NULL;
    if (options->panels && options->display != &window_display)
        tool_warning(NULL, "--panels shows nothing without a window; use --display=window, or --picture FILE");
    if (why)
        return refuse(options, why);
    if (!options->display->open(options, error))
        return refuse(options, error);
    int status = EXIT_CONFIGURATION;
    struct peach *machine = NULL;
    struct peach_log *log = NULL;
    options->config.host.share = options->share ? share_perform : NULL;
    if (options->sound)
        options->config.host.sound = wave_sound;
    bool ready = (!options->sound || wave_open(options->sound, error)) &&
                 (!options->share || share_open(options->share, error)) &&
                 (!options->replay || (log = log_file_open(options->replay, &options->config, error))) &&
                 front_check_disks(&options->config, error) &&
                 (!options->picture || start_picture(&tee, &options->config, error)) &&
                 (machine = make(options, log, argv0, error));
    if (ready) {
        status = run(machine, options, tee.picture);
        if (log && !peach_log_is_whole(log))
            status = refuse_log(options);
    } else {
        options->display->close();
        refuse(options, error);
    }
    peach_free(machine);
    peach_log_free(log);
    if (tee.picture)
        picture_free(tee.picture);
    return status;
}

int main(int argc, char **argv)
{
    static const int bugs[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    struct front_options options;
    int status;
    tool_begin("peach-emu");
    for (unsigned i = 0; i < sizeof bugs / sizeof *bugs; i++)
        signal(bugs[i], on_bug);
    signals_init();
    if (!streams_init())
        return EXIT_CONFIGURATION;
    if (!front_parse(argc, argv, &options, &status))
        return status;
    if (!options.display)
        options.display = display_default();
    return start(&options, argv[0]);
}
