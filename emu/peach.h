/* libpeach: one Peach machine, for front ends, tests and tools.
 *
 * A machine is created from a configuration, loaded, and run for stretches of guest time.  It does nothing between two
 * calls, has no threads then and keeps no globals: several machines may live in one process.  All that reaches it from
 * outside (keys, bytes, clock) comes through the functions below and takes effect at the guest time of the call: the
 * same calls at the same guest times give the same run, bit for bit.
 *
 * Guest time is in nanoseconds since start; an instruction takes one.  Time that passes while every hart waits is
 * skipped. */
#ifndef PEACH_H
#define PEACH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct peach;

/* ---- Configuration -------------------------------------------------------------------------------------------- */

#define PEACH_DISKS_MAX 4
#define PEACH_HARTS_MAX 8

/* How long requests take: no time to speak of, as flash memory, as a disk that turns. */
enum peach_disk_model { PEACH_DISK_FLASH, PEACH_DISK_NONE, PEACH_DISK_HDD };

struct peach_disk_config {
    const char *path; /* raw image, a multiple of 512 bytes */
    bool snapshot;    /* keep writes in memory, leave the file alone */
    bool read_only;   /* guest writes fail */
    bool write_cache; /* what was written reaches the medium with the next flush */
    enum peach_disk_model model;
};

/* What shall go wrong. */
enum peach_fault_kind {
    PEACH_FAULT_READ,       /* a read of a disk fails */
    PEACH_FAULT_WRITE,      /* a write fails */
    PEACH_FAULT_TORN,       /* of a write only the first half happens, and it counts as done */
    PEACH_FAULT_LOST_FLUSH, /* a flush counts as done, and nothing happens */
    PEACH_FAULT_POWER_CUT,  /* the power goes instead of a write, and with it the write cache */
    PEACH_FAULT_RAM,        /* a bit of RAM turns over */
    PEACH_FAULT_IRQ,        /* a device's interrupt is not seen until it raises its line the next time */
    PEACH_FAULT_KINDS
};

#define PEACH_FAULTS_MAX 16
#define PEACH_FAULT_ANY  UINT32_MAX

struct peach_fault {
    enum peach_fault_kind kind;
    unsigned unit;        /* disk, or interrupt line (IRQ); PEACH_FAULT_ANY: each */
    uint64_t first, last; /* sectors that are concerned; the byte of RAM */
    uint64_t nth;         /* the first operation that goes wrong, counted from 1 among those concerned, */
    uint64_t count;       /* and how many in a row do; 0: all from there on */
    uint32_t rate;        /* not 0: so many in a million instead; POWER_CUT: cached sectors that reach the medium */
    uint64_t seed;        /* of what is random */
    unsigned bit;         /* RAM: 0..7 */
    uint64_t at_ns;       /* RAM: guest time */
    uint64_t flips;       /* RAM: not 0: so many at random places and moments before at_ns instead */
};

/* A request for the shared folder (machine/share.h): in are op, path, offset, buffer and length; out are the others,
 * and for SHARE_READ and SHARE_LIST what is in the buffer. */
struct peach_share {
    uint32_t op; /* SHARE_STAT ... */
    const char *path;
    uint64_t offset;
    uint8_t *buffer;
    uint32_t length;
    uint32_t done, mtime, kind; /* bytes moved; seconds since 1970; SHARE_FILE or SHARE_FOLDER */
    uint64_t size;
};

enum peach_share_mode { PEACH_SHARE_NONE, PEACH_SHARE_READ, PEACH_SHARE_WRITE };

/* Instead of a byte for the console: no more will come; none has come yet, and peach_run shall return (PEACH_TIME, in
 * the state of before) and ask again when it goes on. */
#define PEACH_PULL_END   (-1)
#define PEACH_PULL_LATER (-2)

/* What comes from the host; every function may be NULL. */
struct peach_host {
    void *context;
    /* The guest sends bytes to its console. */
    void (*console_output)(void *context, const uint8_t *bytes, size_t length);
    /* Next byte for the console, PEACH_PULL_END, or PEACH_PULL_LATER; may block.  When it is given, the machine asks
     * for a byte at moments that depend on the guest alone, and peach_console_input is not used. */
    int (*console_pull)(void *context);
    /* Do a request for the shared folder; the result (SHARE_OK ...).  It is not asked to write unless the configuration
     * allows it. */
    uint32_t (*share)(void *share_context, struct peach_share *request);
    void *share_context;
    /* The guest plays count frames: 16 bits left, 16 bits right, little-endian. */
    void (*sound)(void *sound_context, const uint8_t *frames, unsigned count, unsigned rate);
    void *sound_context;
};

struct peach_config {
    uint32_t ram_bytes;          /* multiple of 4096, 64 KiB to 1 GiB */
    unsigned harts;              /* 1..PEACH_HARTS_MAX */
    unsigned tlb_sets, tlb_ways; /* powers of two; 16 to 65536 entries, 2 to 64 ways */
    bool jit;                    /* translate code to the host's, where there is a translator for it */
    FILE *jit_dump;              /* translations are written there as assembler source; NULL: none */
    uint64_t seed;               /* of the random-number device */
    uint64_t rtc_seconds;        /* the real-time clock at start, since 1970 */
    const char *command_line;    /* for the kernel; copied */
    struct peach_disk_config disks[PEACH_DISKS_MAX];
    unsigned disk_count;
    enum peach_share_mode share; /* what the guest may do with the folder that host.share serves */
    struct peach_fault faults[PEACH_FAULTS_MAX];
    unsigned fault_count;
    struct peach_host host;
};

/* Longest error text, with its final zero.  One about what is in a file begins with the file's name and ": ". */
#define PEACH_ERROR_BYTES 512

/* Fill in the defaults: 64 MiB, one hart, a TLB of 256 sets of 4 ways, no disks. */
void peach_config_default(struct peach_config *config);

/* Read a fault from text such as "disk:read:sector=7" (docs/machine.md).  False with a line in error. */
bool peach_fault_parse(const char *spec, struct peach_fault *fault, char *error);

/* Create a machine.  NULL when the configuration is bad or a disk cannot be opened: error (PEACH_ERROR_BYTES) then says
 * what is wrong and what to do, in one line. */
struct peach *peach_new(const struct peach_config *config, char *error);

/* Free a machine and close its disks; NULL is allowed. */
void peach_free(struct peach *machine);

/* ---- Loading: before the first run; false and a one-line error when the file does not fit ---------------------- */

/* Contents of the boot ROM: a raw file of at most 64 KiB.  Harts then start at its first word. */
bool peach_load_rom(struct peach *machine, const char *path, char *error);

/* Put the segments of a kernel (ELF) into RAM; the ROM finds it by the info device and starts it. */
bool peach_load_kernel(struct peach *machine, const char *path, char *error);

/* Bare metal: put an ELF file's segments into RAM and start hart 0 at its entry, in kernel mode, interrupts off, sp at
 * the end of RAM; other harts wait for an inter-hart interrupt and start at the same entry. */
bool peach_load_program(struct peach *machine, const char *path, char *error);

/* Bare metal from a file without structure: the bytes go to the start of RAM, and run there. */
bool peach_load_binary(struct peach *machine, const char *path, char *error);

/* ---- Running -------------------------------------------------------------------------------------------------- */

enum peach_stop {
    PEACH_TIME,  /* guest time until_ns is reached, or the host wants to go on later (PEACH_PULL_LATER) */
    PEACH_LIMIT, /* the limit of instructions is reached */
    PEACH_EXIT,  /* the guest has switched the machine off: peach_exit_code */
    PEACH_PANIC, /* the same, as panicked */
    PEACH_STUCK, /* a hart's trap handlers trap themselves, for ever: peach_exit_code is the cause */
    PEACH_IDLE,  /* every hart waits and nothing but input from outside can wake one; guest time is until_ns if that is
                    finite */
    PEACH_POWER_CUT, /* an injected fault has cut the power */
    PEACH_REPLAYED,  /* a replay has reached the moment at which its recording was ended from outside */
    PEACH_DIVERGED,  /* a replay has come to another state than its recording */
};

/* Run until guest time until_ns (UINT64_MAX: for ever), or until something else of peach_stop happens. */
enum peach_stop peach_run(struct peach *machine, uint64_t until_ns);

/* Stop (PEACH_LIMIT) before instruction number limit + 1 of all harts together; UINT64_MAX: no limit. */
void peach_set_limit(struct peach *machine, uint64_t limit_insns);

/* Has the machine been switched off (PEACH_EXIT, PEACH_PANIC, PEACH_STUCK, PEACH_POWER_CUT)?  It does nothing more. */
bool peach_has_ended(const struct peach *machine);

/* What the guest wrote to the power device; the cause of a hart that is stuck. */
uint32_t peach_exit_code(const struct peach *machine);

/* Guest time, and instructions retired by all harts together. */
uint64_t peach_time_ns(const struct peach *machine);
uint64_t peach_insns(const struct peach *machine);

/* When every hart waits: guest time of the next event, UINT64_MAX when none is due.  Else: now. */
uint64_t peach_next_event_ns(const struct peach *machine);

/* Reset: harts and devices start anew, RAM and disks keep their content. */
void peach_reset(struct peach *machine);

/* ---- Input: a machine that has ended takes none, but a reset ---------------------------------------------------- */

/* Bytes typed at the console.  Returns how many fitted into its fifo; the rest counts as lost there. */
size_t peach_console_input(struct peach *machine, const uint8_t *bytes, size_t length);

/* Room in the console's fifo. */
size_t peach_console_room(const struct peach *machine);

/* The other side of the console is gone. */
void peach_console_hangup(struct peach *machine);

/* The terminal behind the console has another size. */
void peach_console_resize(struct peach *machine, unsigned columns, unsigned rows);

/* A key (machine/keyboard.h) goes down or up; repeat: it is held. */
void peach_key(struct peach *machine, unsigned code, bool down, bool repeat);

/* The mouse is at x, y (framebuffer pixels); buttons: 1 left, 2 right, 4 middle; wheel: notches, up positive. */
void peach_mouse(struct peach *machine, unsigned x, unsigned y, unsigned buttons, int wheel);

/* ---- Record and replay: everything above that reaches the machine from outside ---------------------------------- */

/* Write all input to out from now on.  False with a line in error when a disk image cannot be read. */
bool peach_record(struct peach *machine, FILE *out, char *error);

/* Close the log: the run has ended with stop.  Errors of out are left to whoever closes it.  Without this call the log
 * counts as cut off. */
void peach_record_end(struct peach *machine, enum peach_stop stop);

/* A recorded log. */
struct peach_log;

/* Read one.  NULL with a line in error when the bytes are none, or damaged; one that was cut off is good as far as it
 * goes. */
struct peach_log *peach_log_open(const uint8_t *bytes, size_t length, char *error);
void peach_log_free(struct peach_log *log);

/* Does the log reach the end of its run? */
bool peach_log_is_whole(const struct peach_log *log);

/* Make config that of the recorded machine: of the given one only paths and host are used, and no disk image will be
 * written.  It refers to the log.  False with a line in error when the number of disks does not fit. */
bool peach_log_config(struct peach_log *log, struct peach_config *config, char *error);

/* Let a machine that has not run yet receive the log's input in place of all other, until PEACH_REPLAYED,
 * PEACH_DIVERGED or the end that the recorded run had; the log must live as long.  False with a line in error when the
 * machine is not the recorded one. */
bool peach_replay(struct peach *machine, struct peach_log *log, char *error);

/* ---- Looking inside -------------------------------------------------------------------------------------------- */

struct peach_hart {
    uint32_t pc;
    uint32_t r[16];
    uint64_t f[16];
    uint32_t status, asid, cause, epc, badva;
    bool waits;     /* in wfi */
    uint64_t insns; /* retired */
};

/* State of a hart; false when there is no such hart. */
bool peach_inspect(const struct peach *machine, unsigned hart, struct peach_hart *out);

/* Copy physical memory (RAM, ROM, video memory) out or, RAM only, in.  False, and nothing copied, when a byte lies
 * outside. */
bool peach_read_memory(const struct peach *machine, uint32_t pa, void *bytes, size_t length);
bool peach_write_memory(struct peach *machine, uint32_t pa, const void *bytes, size_t length);

/* Where a hart would find virtual address va now (TLB, windows), without side effects; false when it would fault. */
bool peach_translate(const struct peach *machine, unsigned hart, uint32_t va, uint32_t *pa);

/* One TLB entry; see machine.h for hi and lo. */
struct peach_tlb_entry {
    uint32_t hi, lo; /* lo has TLB_V clear when the entry is empty */
};

/* Shape of the TLBs, and a copy of a hart's: entry [set * ways + way].  count entries are copied at most. */
void peach_tlb_shape(const struct peach *machine, unsigned *sets, unsigned *ways);
size_t peach_tlb(const struct peach *machine, unsigned hart, struct peach_tlb_entry *out, size_t count);

struct peach_framebuffer {
    unsigned width, height, pitch_bytes, format; /* FRAMEBUFFER_XRGB8888 ... */
    const uint8_t *pixels;                       /* valid until the next call that runs the machine */
    const uint32_t *palette;                     /* 256 entries 0x00rrggbb */
    uint64_t frames;                             /* shown so far */
};

/* What the framebuffer shows; false while it is off. */
bool peach_framebuffer(const struct peach *machine, struct peach_framebuffer *out);

/* ---- States ---------------------------------------------------------------------------------------------------- */

/* The whole state of a machine as the bytes of a file: compressed, versioned, with a digest.  The caller frees them.
 * Disk images are not in it, but what was written to them in memory (snapshot) is, and a digest of the rest.  NULL with
 * a line in error when the host fails. */
uint8_t *peach_save(const struct peach *machine, size_t *length, char *error);

/* A machine in a saved state.  Of config only the disks' paths and snapshot flags and the host are used: the images
 * must have the content that they had when the state was saved.  NULL with a line in error when the bytes are no state,
 * damaged, or do not fit. */
struct peach *peach_restore(const uint8_t *file, size_t length, const struct peach_config *config, char *error);

/* A second machine in the same state, with its own host.  Memory is shared until one of the two writes to it: clones
 * from one point cost the pages that they change.  Listeners are not cloned.  NULL with a line in error when the
 * machine writes to an image, or the host fails. */
struct peach *peach_clone(struct peach *machine, const struct peach_host *host, char *error);

/* Hash of the whole state: harts, RAM, devices, pending events, disk contents written.  Equal states, equal hashes. */
uint64_t peach_hash(const struct peach *machine);

/* Text that shows the state of every hart and device, for people. */
void peach_dump(const struct peach *machine, FILE *out);

/* ---- What the kernel reports (machine/trace.h): processes and frames ------------------------------------------- */

#define PEACH_NAME_BYTES  17
#define PEACH_FAULT_KINDS 16
#define PEACH_OWNERS      16

struct peach_process {
    uint32_t pid, parent, asid;
    char name[PEACH_NAME_BYTES];
    uint8_t state;  /* TRACE_RUNNABLE ... */
    uint8_t reason; /* TRACE_WAIT_ */
    bool gone;
    uint64_t faults[PEACH_FAULT_KINDS]; /* by kind */
    uint64_t refills, syscalls, switches;
    uint64_t run_ns; /* time on a hart */
};

/* Processes known so far, in order of appearance; at most count are copied, all are counted.  A limited number is
 * remembered: those that are gone make room. */
size_t peach_processes(const struct peach *machine, struct peach_process *out, size_t count);

/* Process that a hart runs, 0 when it idles. */
uint32_t peach_running(const struct peach *machine, unsigned hart);

struct peach_frame {
    uint8_t owner; /* FRAME_FREE ... of orchard/sysinfo.h */
    uint32_t pid;
    uint32_t va;
};

/* Frames of RAM: how many there are, and a copy from number first on. */
size_t peach_frame_count(const struct peach *machine);
size_t peach_frames(const struct peach *machine, size_t first, struct peach_frame *out, size_t count);

/* ---- Events and statistics ------------------------------------------------------------------------------------- */

enum peach_event_kind {
    PEACH_EVENT_TRAP,      /* a: cause, b: epc, c: badva */
    PEACH_EVENT_INTERRUPT, /* a: line (IRQ_), b: epc */
    PEACH_EVENT_ERET,      /* a: pc, b: status */
    PEACH_EVENT_SYSCALL,   /* a: number, b, c, d: first arguments */
    PEACH_EVENT_REFILL,    /* a: badva, b: cause, c: epc */
    PEACH_EVENT_TLB_WRITE, /* a: TLBHI, b: TLBLO, c: index */
    PEACH_EVENT_TLB_EVICT, /* a: TLBHI, b: TLBLO of the victim, c: index */
    PEACH_EVENT_FAULT,     /* a: va, b: kind (FAULT_), c: pid, d: cause */
    PEACH_EVENT_SWITCH,    /* a: pid from, b: pid to */
    PEACH_EVENT_PROCESS,   /* a: pid, b: parent */
    PEACH_EVENT_GONE,      /* a: pid */
    PEACH_EVENT_STATE,     /* a: pid, b: state, c: reason */
    PEACH_EVENT_FRAME,     /* a: first frame, b: count, c: owner, d: pid */
    PEACH_EVENT_SWAP,      /* a: pid, b: va, c: slot, d: 1 out, 0 in */
    PEACH_EVENT_IPC,       /* a: kind, b: pid, c: peer, d: bytes */
    PEACH_EVENT_NOTE,      /* a: value; text */
    PEACH_EVENT_MARK,      /* a: number, b: a0; the mark instruction */
    PEACH_EVENT_DISK,      /* a: disk, b: DISK_READ ..., c: sector (low word), d: sectors; at completion */
    PEACH_EVENT_IPI,       /* a: mask of harts */
    PEACH_EVENT_KINDS
};

struct peach_event {
    uint64_t time_ns;
    uint8_t kind; /* enum peach_event_kind */
    uint8_t hart;
    uint32_t pid; /* process on that hart */
    uint32_t a, b, c, d;
    const char *text; /* of PEACH_EVENT_NOTE, else NULL; valid during the call */
};

#define PEACH_EVENT_ALL ((1u << PEACH_EVENT_KINDS) - 1)

/* Call listener for every event whose bit (1 << kind) is in mask.  Several may listen.  A listener must not call back
 * into the machine except to look.  Listening never changes what the guest does.  False when there are too many
 * listeners. */
bool peach_subscribe(struct peach *machine, uint32_t mask,
                     void (*listener)(void *context, const struct peach_event *event), void *context);

/* Name of a kind of event, as traces print it. */
const char *peach_event_name(unsigned kind);

#define PEACH_CAUSES   32
#define PEACH_SYSCALLS 256
#define PEACH_CLASSES  8

struct peach_stats {
    uint64_t insns, time_ns, idle_ns; /* idle: time in which every hart waited */
    uint64_t user_insns;              /* retired in user mode */
    uint64_t traps[PEACH_CAUSES];     /* by cause, without interrupts */
    uint64_t interrupts[3];           /* by line */
    uint64_t tlb_writes, tlb_evictions;
    uint64_t tlb_lookups;            /* of fetches and data; counted while PERFCTL_COUNT is set (peach_count) */
    uint64_t classes[PEACH_CLASSES]; /* instructions by class, likewise; PERF_INTEGER ... */
    uint64_t syscalls[PEACH_SYSCALLS], syscalls_other;
    uint64_t faults[PEACH_FAULT_KINDS]; /* as the kernel reports, by kind */
    uint64_t switches, swap_ins, swap_outs;
    uint64_t disk_reads, disk_writes, disk_flushes, disk_sectors_read, disk_sectors_written;
    uint64_t frames[PEACH_OWNERS];    /* now, by owner */
    uint64_t console_in, console_out; /* bytes */
};

/* How the host has run the guest.  The guest does not depend on it, nor do these numbers belong to the state. */
struct peach_host_stats {
    uint64_t translated_insns, interpreted_insns; /* retired since start or restore, by who has run them */
    uint64_t blocks;                              /* of code translated */
    uint64_t invalidated;                         /* of these, by writes into code */
    uint64_t cache_drops;                         /* times that the code cache was full and emptied */
    uint64_t cache_bytes;                         /* of it that are in use */
};

void peach_host_stats(const struct peach *machine, struct peach_host_stats *out);

/* Let every hart count classes of instructions and TLB lookups from now on, as if the guest had set PERFCTL_COUNT: it
 * costs about half the interpreter's speed, and is part of the state. */
void peach_count(struct peach *machine);

/* Everything counted since start (of harts: since reset). */
void peach_stats(const struct peach *machine, struct peach_stats *out);

#endif
