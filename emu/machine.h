/* The machine from inside: all its parts.  Only the files that make up libpeach's public functions see this. */
#ifndef EMU_MACHINE_H
#define EMU_MACHINE_H

#include "bus.h"
#include "cpu/hart.h"
#include "devices/devices.h"
#include "journal.h"
#include "jit/jit.h"
#include "monitor.h"
#include "peach.h"
#include "timeline.h"

/* Several harts take turns of this length of guest time; turns begin at multiples of it. */
#define MACHINE_TURN_NS 1000u

struct peach {
    struct peach_config config; /* its host leads through the journal to: */
    struct peach_host host;
    char *command_line; /* that config points to */
    struct timeline timeline;
    struct monitor monitor;
    struct bus bus;
    struct cpu cpu;
    struct jit *jit; /* NULL: everything is interpreted */
    uint64_t now_ns; /* all harts have come this far */
    uint64_t limit_insns;
    uint64_t start_insns; /* that were retired before this process went on from a saved state */

    struct recorder *recorder; /* NULL: not recorded */
    struct replay *replay;     /* NULL: no replay */

    /* The ELF file that was loaded, to load it again at a reset; NULL when there is none. */
    uint8_t *file;
    size_t file_bytes;
    bool is_kernel;
    uint32_t program_entry; /* of a bare-metal program */
    bool has_program;
};

/* The device of a class (INFO_CLASS_); the machine always has it. */
struct device *machine_device(const struct peach *machine, uint32_t class_id);

/* Disk number. */
struct device *machine_disk(const struct peach *machine, unsigned number);

/* Run, whether a log is replayed or not. */
enum peach_stop machine_run(struct peach *machine, uint64_t until_ns);

/* Harts and devices start anew. */
void machine_reset(struct peach *machine);

/* Input reaches the devices, from outside or from a log. */
size_t input_bytes(struct peach *machine, const uint8_t *bytes, size_t length);
void input_hangup(struct peach *machine);
void input_resize(struct peach *machine, unsigned columns, unsigned rows);
void input_key(struct peach *machine, unsigned code, bool down, bool repeat);
void input_mouse(struct peach *machine, unsigned x, unsigned y, unsigned buttons, int wheel);

/* Load a file of this length (0: none) from the walk, and keep it for resets. */
void machine_take_file(struct peach *machine, uint32_t length, struct state *state);

/* Put the loaded file into RAM (again). */
void machine_place_file(struct peach *machine);

/* Start harts at a bare-metal program's entry. */
void machine_enter_program(struct peach *machine);

#endif
