/* What the front ends of peach-emu share: the command line's wishes, output, exit statuses. */
#ifndef EMU_FRONT_FRONT_H
#define EMU_FRONT_FRONT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "peach.h"

/* Exit statuses beside the guest's own (0 to 255, as it wrote to the power device). */
enum front_exit {
    EXIT_QUIT = 0,          /* the user has quit */
    EXIT_CONFIGURATION = 2, /* wrong usage, missing or bad file, output that cannot be written */
    EXIT_BUG = 70,          /* the emulator itself has failed */
    EXIT_POWER_CUT = 122,   /* --fault power-cut has happened */
    EXIT_STUCK = 123,       /* the guest's trap handlers trap themselves */
    EXIT_LIMIT = 124,       /* --limit reached */
    EXIT_PANIC = 125,       /* the guest has panicked */
    EXIT_IDLE = 126,        /* every hart waits, and nothing can ever come */
};

enum sandbox_choice { SANDBOX_AUTO, SANDBOX_ON, SANDBOX_OFF };

enum stats_format { STATS_NONE, STATS_TEXT, STATS_JSON };

struct front_end;

struct front_options {
    struct peach_config config;
    const char *kernel, *rom, *program, *binary; /* files, NULL when not given */
    const char *append;
    uint64_t limit_insns;
    enum stats_format stats;
    const char *stats_file;          /* NULL: standard error */
    uint32_t trace_mask;             /* kinds of events to print, a bit each */
    const char *trace_file;          /* NULL: standard error */
    const struct front_end *display; /* NULL: choose */
    bool panels;
    const char *picture;         /* PNG to write at the end, NULL for none */
    const char *save, *restore;  /* state files, NULL for none */
    const char *record, *replay; /* logs, NULL for none */
    enum sandbox_choice sandbox;
    const char *sound; /* WAV file to write, NULL for none */
    const char *share; /* folder, NULL for none */
    bool dump;         /* print the state of harts and devices at the end */
    bool count;        /* instructions by class, and TLB lookups */
    bool hash;         /* print the state's hash at the end */
    /* The last option given that says what the machine is, which a log brings itself, or, with these, what it starts
     * from, which a state brings; NULL for none. */
    const char *config_option, *machine_option;
};

/* A way to show a machine.  The table of front ends is in displays.c. */
struct front_end {
    const char *name;
    /* Why it cannot be used here; NULL when it can.  May itself be NULL: it always can. */
    const char *(*refusal)(void);
    /* Prepare, before the machine exists: fill in options->config.host.  False with a line in error. */
    bool (*open)(struct front_options *options, char *error);
    /* Run until the machine stops; PEACH_TIME: the user has quit. */
    enum peach_stop (*run)(struct peach *machine);
    void (*close)(void);
};

extern const struct front_end headless_display, terminal_display, window_display;

const struct front_end *display_find(const char *name);
const struct front_end *display_default(void);

/* Look whether the disk images are as long as their file systems say.  False with a line in error (PEACH_ERROR_BYTES).
 */
bool front_check_disks(const struct peach_config *config, char *error);

/* Read the command line.  False when the program shall end with *status. */
bool front_parse(int argc, char **argv, struct front_options *options, int *status);

/* A standard stream that is closed stays so: no file that the machine opens takes its number.  False when it cannot be.
 */
bool streams_init(void);

/* Guest output to standard output, collected until output_flush.  A failed write ends the program with
 * EXIT_CONFIGURATION. */
void output_console(void *context, const uint8_t *bytes, size_t length);
void output_flush(void);

/* Next byte of standard input or PEACH_PULL_END; blocks, but PEACH_PULL_LATER when a signal asks for an end. */
int input_pull(void *context);

/* SIGUSR1 asks for an orderly end, as if the user had quit; after signals_end_in_order SIGINT, SIGTERM and SIGHUP do
 * too, the first time: there is something to write at the end. */
void signals_init(void);
void signals_end_in_order(void);

/* Has one of them asked? */
bool front_quit_asked(void);

/* The exit status when one of the three has: as if it had killed the program; else the given one. */
int signals_verdict(int otherwise);

/* Wait until standard input can be read (if for_input), timeout_ms have passed (-1: no limit), an end is asked for, or
 * another signal comes.  True: read. */
bool front_wait(bool for_input, int timeout_ms);

/* Write a machine's state.  Errors of out itself are left to whoever closes it. */
bool state_file_write(const struct peach *machine, FILE *out, char *error);

/* A machine from a state file.  NULL with a line in error, which is empty when it was reported already. */
struct peach *state_file_restore(const char *path, const struct peach_config *config, char *error);

/* A log from a file, and config as that of its machine.  NULL with a line in error, as above. */
struct peach_log *log_file_open(const char *path, struct peach_config *config, char *error);

/* Open the folder that is shared; false with a line in error.  share_perform serves it (struct peach_host). */
bool share_open(const char *path, char *error);
uint32_t share_perform(void *context, struct peach_share *share);

/* Write what the guest plays to a WAV file.  wave_close: false when it could not be written. */
bool wave_open(const char *path, char *error);
void wave_sound(void *context, const uint8_t *frames, unsigned count, unsigned rate);
bool wave_close(void);

/* Give the terminal back as it was found; allowed in a signal handler. */
void terminal_restore(void);

/* Run without pacing, flushing output now and then. */
enum peach_stop run_freely(struct peach *machine);

/* Print events of the kinds in mask as text, a line each.  False when there are too many listeners. */
bool trace_text(struct peach *machine, uint32_t mask, FILE *out);

/* Bits of events named in a list such as "trap,disk" or "all".  False with the first wrong name's place in *wrong. */
bool trace_parse(const char *list, uint32_t *mask, const char **wrong);

/* Print the statistics. */
void stats_print(const struct peach *machine, enum stats_format format, FILE *out);

/* Orchard's names by number, NULL when it has none: identifiers (key), and texts for people. */
const char *syscall_name(unsigned number);
const char *owner_key(unsigned owner);
const char *owner_text(unsigned owner);
const char *fault_key(unsigned kind);
const char *fault_text(unsigned kind);

#endif
