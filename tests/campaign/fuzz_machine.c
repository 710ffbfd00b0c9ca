/* Random registers, descriptors, states, logs and executables for the machine, to be run with sanitizers:
 *
 *     fuzz-machine FOLDER [ROUNDS [SEED]]
 *
 * FOLDER takes scratch files.  Each round is a machine of its own; the last lines say how much of what was tried.  The
 * machine may refuse, stop, or go on: it must not crash, hang, or come to another state than its restored twin. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "isa/elf.h"
#include "isa/machine.h"
#include "isa/machine/disk.h"
#include "isa/machine/info.h"
#include "machine.h"
#include "pack.h"

#define RAM_BYTES (1u << 20)
#define SECTORS   64

static uint64_t random_state;
static char image_path[512], file_path[512];
static struct {
    uint64_t accesses, runs, states, states_taken, logs, logs_taken, files, files_taken;
} done;

static uint32_t random32(void)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(random_state >> 33) ^ (uint32_t)(random_state >> 20);
}

static uint32_t below(uint32_t limit)
{
    return random32() % limit;
}

static void fail(const char *text)
{
    fprintf(stderr, "fuzz-machine: error: %s\n", text);
    exit(1);
}

static void write_whole(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        fail("cannot write the scratch files");
}

/* A value that is likely to matter: small, an address of RAM, of a device, at the end of RAM, or anything. */
static uint32_t value(void)
{
    switch (below(6)) {
    case 0: return below(16);
    case 1: return below(RAM_BYTES) & ~3u;
    case 2: return RAM_BYTES - below(64) * 4;
    case 3: return PA_DEVICES + below(0x20000);
    case 4: return 1u << below(32);
    default: return random32();
    }
}

static struct peach_config configuration(void)
{
    static const char *const specs[] = {"disk:read:rate=10%", "disk:torn:rate=10%",         "power-cut:write=9",
                                        "disk:lost-flush",    "ram:flips=9:before=9000000", "irq:drop=disk0:rate=20%"};
    struct peach_config config;
    char error[PEACH_ERROR_BYTES];
    peach_config_default(&config);
    config.ram_bytes = RAM_BYTES;
    config.harts = 1 + below(3);
    config.tlb_sets = 16;
    config.tlb_ways = 2;
    config.disk_count = 1 + below(2);
    for (unsigned i = 0; i < config.disk_count; i++) {
        config.disks[i] = (struct peach_disk_config){.path = image_path, .snapshot = true};
        config.disks[i].model = (enum peach_disk_model)below(3);
        config.disks[i].write_cache = below(2);
    }
    for (unsigned i = below(3); i > 0; i--)
        peach_fault_parse(specs[below(6)], &config.faults[config.fault_count++], error);
    return config;
}

/* A machine whose harts run random words, some of which are instructions that reach devices. */
static struct peach *new_machine(const struct peach_config *config)
{
    char error[PEACH_ERROR_BYTES];
    struct peach *machine = peach_new(config, error);
    if (!machine)
        fail(error);
    for (unsigned i = 0; i < 400; i++) {
        uint8_t bytes[4];
        le32_write(bytes, below(8) ? isa_table[1 + below(OP_COUNT - 1)].match | (random32() & ~isa_table[1].mask)
                                   : random32());
        peach_write_memory(machine, 0x10000 + 4 * i, bytes, 4);
    }
    for (unsigned i = 0; i < config->harts; i++) {
        struct hart *hart = &machine->cpu.harts[i];
        hart->pc = VA_LINEAR + 0x10000;
        hart->tvec = hart->rvec = VA_LINEAR + 0x10000 + 4 * below(300);
        for (unsigned r = 1; r < 16; r++)
            hart->r[r] = value();
    }
    return machine;
}

/* Registers of devices as a hostile guest would use them, and memory that they read. */
static void poke(struct peach *machine)
{
    struct bus *bus = &machine->bus;
    for (unsigned i = 0; i < 64; i++) {
        const struct device *device = bus->devices[below(bus->device_count)];
        uint32_t pa = device->base + 4 * (below(4) ? below(16) : below(1024)), read;
        uint8_t bytes[4];
        done.accesses++;
        switch (below(4)) {
        case 0: bus_read(bus, pa, &read); break;
        case 1:
            le32_write(bytes, value());
            peach_write_memory(machine, below(RAM_BYTES / 4) * 4, bytes, 4);
            break;
        default:
            if (device->class->id != INFO_CLASS_POWER ||
                below(50) == 0) /* the power device would end the round at once */
                bus_write(bus, pa, value());
            break;
        }
    }
}

/* A ring of descriptors that is nearly right. */
static void use_disk(struct peach *machine)
{
    struct bus *bus = &machine->bus;
    uint32_t ring = below(RAM_BYTES / 32) * 32, head = 0;
    for (unsigned i = 0; i < 8; i++) {
        const uint32_t words[] = {
            below(4), 0, below(SECTORS + 2), below(20) == 0, below(10), below(8) ? below(RAM_BYTES / 4) * 4 : value(),
            0,        0};
        for (unsigned w = 0; w < 8; w++) {
            uint8_t bytes[4];
            le32_write(bytes, words[w]);
            peach_write_memory(machine, ring + 32 * i + 4 * w, bytes, 4);
        }
    }
    bus_write(bus, PA_DISK0 + DISK_CONTROL, DISK_CONTROL_RESET | DISK_CONTROL_IE);
    bus_write(bus, PA_DISK0 + DISK_QUEUE, ring);
    bus_write(bus, PA_DISK0 + DISK_QUEUE_SIZE, 8);
    bus_read(bus, PA_DISK0 + DISK_HEAD, &head);
    bus_write(bus, PA_DISK0 + DISK_HEAD, head + 1 + below(8));
}

static void type(struct peach *machine)
{
    uint8_t bytes[300];
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)random32();
    peach_console_input(machine, bytes, below(sizeof bytes));
    peach_console_resize(machine, value(), value());
    peach_key(machine, value(), below(2), below(2));
    peach_mouse(machine, value(), value(), value(), (int)value());
    if (below(20) == 0)
        peach_reset(machine);
}

/* Look at everything that can be looked at. */
static void look(struct peach *machine, FILE *nowhere)
{
    struct peach_framebuffer fb;
    struct peach_stats stats;
    struct peach_process processes[4];
    struct peach_frame frames[8];
    peach_dump(machine, nowhere);
    peach_stats(machine, &stats);
    peach_processes(machine, processes, 4);
    peach_frames(machine, 0, frames, 8);
    if (peach_framebuffer(machine, &fb)) {
        volatile uint8_t last = fb.pixels[(size_t)fb.pitch_bytes * fb.height - 1];
        (void)last;
    }
}

static void run(struct peach *machine, uint64_t ns)
{
    done.runs++;
    peach_set_limit(machine, peach_insns(machine) + 20000);
    peach_run(machine, peach_time_ns(machine) + ns);
}

static void devices(FILE *nowhere)
{
    struct peach_config config = configuration();
    struct peach *machine = new_machine(&config);
    for (unsigned i = 0; i < 20; i++) {
        poke(machine);
        if (below(3) == 0)
            use_disk(machine);
        if (below(3) == 0)
            type(machine);
        run(machine, below(2) ? below(20000) : below(30000000));
        look(machine, nowhere);
    }
    peach_free(machine);
}

/* ---- States ----------------------------------------------------------------------------------------------------- */

static uint8_t *saved(struct peach *machine, size_t *length)
{
    char error[PEACH_ERROR_BYTES];
    uint8_t *file = peach_save(machine, length, error);
    if (!file)
        fail(error);
    return file;
}

/* What a state file holds, changed in a few places, with a good header around it. */
static uint8_t *forged(const uint8_t *file, size_t *length)
{
    const char *why;
    struct pack *in = pack_open(file, *length, &why), *out = pack_new();
    uint8_t *bytes = malloc(4u << 20);
    size_t got = 0;
    while (in && bytes && got < (4u << 20) && pack_take(in, bytes + got, 1))
        got++;
    for (unsigned i = 1 + below(4); i > 0; i--) {
        size_t at = below(2) ? below((uint32_t)got) : below(got < 3000 ? (uint32_t)got : 3000);
        if (below(2))
            bytes[at] = (uint8_t)(below(2) ? random32() : 0xff);
        else if (at + 4 <= got)
            le32_write(bytes + at, value());
    }
    if (below(8) == 0)
        got -= below((uint32_t)got);
    pack_put(out, bytes, got);
    uint8_t *forgery = pack_finish(out, length);
    pack_free(in);
    pack_free(out);
    free(bytes);
    return forgery;
}

static void states(FILE *nowhere)
{
    char error[PEACH_ERROR_BYTES];
    struct peach_config config = configuration();
    struct peach *machine = new_machine(&config);
    poke(machine);
    use_disk(machine);
    type(machine);
    run(machine, below(200000));
    size_t length;
    uint8_t *file = saved(machine, &length);
    struct peach *twin = peach_restore(file, length, &config, error);
    if (!twin || peach_hash(twin) != peach_hash(machine))
        fail(twin ? "a restored machine is another one" : error);
    run(machine, 100000);
    run(twin, 100000);
    if (peach_hash(twin) != peach_hash(machine))
        fail("a restored machine goes another way");
    peach_free(twin);
    peach_free(machine);
    for (unsigned i = 0; i < 20; i++) {
        size_t forged_length = length;
        uint8_t *forgery = forged(file, &forged_length);
        if (below(4) == 0)
            forgery[below((uint32_t)forged_length)] ^= 1;
        done.states++;
        machine = peach_restore(forgery, forged_length, &config, error);
        if (machine) {
            done.states_taken++;
            look(machine, nowhere);
            poke(machine);
            run(machine, below(2) ? below(20000) : 30000000);
            peach_reset(machine);
            run(machine, 20000);
            look(machine, nowhere);
        }
        peach_free(machine);
        free(forgery);
    }
    free(file);
}

/* ---- Logs ------------------------------------------------------------------------------------------------------- */

static bool put(void *context, uint8_t *bytes, size_t length)
{
    return fwrite(bytes, 1, length, context) == length;
}

static void walk_record(struct state *state, uint8_t head[2], uint32_t words[2], uint64_t numbers[3])
{
    state_u8(state, &head[0]);
    state_u8(state, &head[1]);
    state_u32(state, &words[0]);
    state_u32(state, &words[1]);
    for (unsigned i = 0; i < 3; i++)
        state_u64(state, &numbers[i]);
}

/* Append records of any content with good checks, as the format (emu/journal.c) has them. */
static void append_records(FILE *log, uint64_t check)
{
    uint64_t time_ns = 0;
    for (unsigned i = below(40); i > 0; i--) {
        uint8_t head[2] = {(uint8_t)(below(10) ? 1 + below(10) : random32()),
                           (uint8_t)(below(10) ? below(9) : random32())};
        uint32_t words[2] = {value(), value()};
        uint64_t numbers[3] = {time_ns, below(4) ? 0 : random32(), random32()};
        struct state hash, out;
        time_ns += below(3) ? below(30000) : 0;
        state_init(&hash);
        hash.hash ^= check;
        walk_record(&hash, head, words, numbers);
        check = hash.hash;
        state_init_transfer(&out, STATE_SAVE, put, log);
        walk_record(&out, head, words, numbers);
        state_u64(&out, &check);
    }
}

static void logs(void)
{
    char error[PEACH_ERROR_BYTES];
    struct peach_config config = configuration();
    uint64_t start = random_state;
    struct peach *machine = new_machine(&config);
    char *bytes;
    size_t length;
    FILE *out = open_memstream(&bytes, &length);
    if (!peach_record(machine, out, error))
        fail(error);
    fflush(out);
    if (below(2)) {
        append_records(out, le64_read((const uint8_t *)bytes + length - 8));
    } else {
        for (unsigned i = 0; i < 10; i++) {
            run(machine, below(50000));
            type(machine);
        }
        peach_record_end(machine, PEACH_TIME);
    }
    fclose(out);
    peach_free(machine);
    if (below(3) == 0)
        bytes[below((uint32_t)length)] ^= (char)(1 << below(8));
    if (below(6) == 0)
        length = below((uint32_t)length);
    done.logs++;
    struct peach_log *log = peach_log_open((const uint8_t *)bytes, length, error);
    struct peach_config given = {.disk_count = config.disk_count,
                                 .disks = {{.path = image_path}, {.path = image_path}}};
    if (log && peach_log_config(log, &given, error)) {
        random_state = start;
        machine = new_machine(&config);
        if (peach_replay(machine, log, error)) {
            done.logs_taken++;
            peach_set_limit(machine, 400000);
            peach_run(machine, 2000000);
        }
        peach_free(machine);
    }
    peach_log_free(log);
    free(bytes);
}

/* ---- Files to load ---------------------------------------------------------------------------------------------- */

/* An executable of one segment, with some of its fields wrong. */
static void files(void)
{
    char error[PEACH_ERROR_BYTES];
    uint8_t elf[ELF_EHDR_BYTES + ELF_PHDR_BYTES + 64] = "\177ELF\1\1\1";
    const uint32_t header[] = {ET_EXEC | (uint32_t)EM_PEACH << 16,
                               1,
                               VA_LINEAR + 0x10000,
                               ELF_EHDR_BYTES,
                               0,
                               0,
                               ELF_EHDR_BYTES | ELF_PHDR_BYTES << 16,
                               1,
                               0};
    const uint32_t segment[] = {PT_LOAD, ELF_EHDR_BYTES + ELF_PHDR_BYTES, VA_LINEAR + 0x10000, 0x10000, 64, 256, 5,
                                4096};
    for (unsigned i = 0; i < sizeof header / sizeof *header; i++)
        le32_write(elf + 16 + 4 * i, header[i]);
    for (unsigned i = 0; i < sizeof segment / sizeof *segment; i++)
        le32_write(elf + ELF_EHDR_BYTES + 4 * i, segment[i]);
    for (unsigned i = below(4); i > 0; i--)
        le32_write(elf + below(sizeof elf - 4), value());
    write_whole(file_path, elf, below(8) ? sizeof elf : below(sizeof elf));
    struct peach_config config = configuration();
    struct peach *machine = new_machine(&config);
    bool kernel = below(2);
    done.files++;
    if (kernel ? peach_load_kernel(machine, file_path, error) : peach_load_program(machine, file_path, error)) {
        done.files_taken++;
        run(machine, 20000);
        peach_reset(machine);
        run(machine, 20000);
    }
    peach_free(machine);
}

int main(int argc, char **argv)
{
    unsigned rounds = argc > 2 ? (unsigned)atoi(argv[2]) : 1000;
    uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 0) : 1;
    FILE *nowhere = fopen("/dev/null", "w");
    static uint8_t image[SECTORS * DISK_SECTOR_BYTES];
    if (argc < 2 || !nowhere)
        fail("usage: fuzz-machine FOLDER [ROUNDS [SEED]]");
    snprintf(image_path, sizeof image_path, "%s/fuzz-machine.img", argv[1]);
    snprintf(file_path, sizeof file_path, "%s/fuzz-machine.elf", argv[1]);
    write_whole(image_path, image, sizeof image);
    for (unsigned round = 0; round < rounds; round++) {
        random_state = seed * 1000003 + round;
        switch (round % 4) {
        case 0: devices(nowhere); break;
        case 1: states(nowhere); break;
        case 2: logs(); break;
        default: files(); break;
        }
        if (isatty(2) || round % 1000 == 999)
            fprintf(stderr, "%u of %u rounds%c", round + 1, rounds, isatty(2) ? '\r' : '\n');
    }
    printf("%u rounds: %" PRIu64 " device accesses, %" PRIu64 " runs, %" PRIu64 " states (%" PRIu64 " taken), %" PRIu64
           " logs (%" PRIu64 " taken), %" PRIu64 " executables (%" PRIu64 " taken)\n",
           rounds, done.accesses, done.runs, done.states, done.states_taken, done.logs, done.logs_taken, done.files,
           done.files_taken);
    remove(image_path);
    remove(file_path);
    fclose(nowhere);
    return 0;
}
