/* What states cost the host: saving, restoring, hashing and cloning a machine of 64 MiB with Orchard's disk.
 *
 *     state-cost BOOT-ROM DISK-IMAGE [MIB-FILLED]
 *
 * Elapsed and processor time, the best of a few rounds.  The file goes to /tmp. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "peach.h"

#define ROUNDS     9
#define BOOT_INSNS 3000000
#define CLONES     100

/* Milliseconds since some moment: by the clock on the wall, and of all this process's threads together. */
struct moment {
    double elapsed, processor;
};

static double read_ms(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static struct moment now(void)
{
    return (struct moment){read_ms(CLOCK_MONOTONIC), read_ms(CLOCK_PROCESS_CPUTIME_ID)};
}

/* What something costs, at best. */
struct cost {
    const char *what;
    struct moment best;
};

static void count(struct cost *cost, struct moment start, double divisor)
{
    struct moment end = now();
    double elapsed = (end.elapsed - start.elapsed) / divisor, processor = (end.processor - start.processor) / divisor;
    if (cost->best.elapsed == 0 || elapsed < cost->best.elapsed)
        cost->best.elapsed = elapsed;
    if (cost->best.processor == 0 || processor < cost->best.processor)
        cost->best.processor = processor;
}

/* Bytes as programs leave them: small numbers and addresses, some text. */
static void fill(struct peach *machine, unsigned mebibytes)
{
    uint32_t page[1024], random = 1;
    for (uint32_t pa = 4 << 20; pa < mebibytes << 20; pa += sizeof page) {
        for (unsigned i = 0; i < 1024; i++) {
            random = random * 1664525 + 1013904223;
            page[i] = i % 4 == 0 ? 0x80000000 + (random >> 8) : i % 4 == 1 ? random >> 28 : i % 4 == 2 ? 0 : pa;
        }
        peach_write_memory(machine, pa, page, sizeof page);
    }
}

static void fail(const char *error)
{
    fprintf(stderr, "state-cost: error: %s\n", error);
    exit(2);
}

static void write_file(const char *path, const uint8_t *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        fail("cannot write the state file");
}

static uint8_t *read_file(const char *path, size_t length)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(length);
    if (!file || !bytes || fread(bytes, 1, length, file) != length)
        fail("cannot read the state file");
    fclose(file);
    return bytes;
}

enum { SAVE, WRITE, READ, RESTORE, HASH, FIRST_CLONE, MORE_CLONES, COSTS };

static void measure_clones(struct peach *machine, struct cost *costs)
{
    char error[PEACH_ERROR_BYTES];
    struct peach *clones[CLONES];
    struct moment start = now();
    clones[0] = peach_clone(machine, &(struct peach_host){0}, error);
    count(&costs[FIRST_CLONE], start, 1);
    start = now();
    for (unsigned i = 1; i < CLONES; i++)
        clones[i] = peach_clone(machine, &(struct peach_host){0}, error);
    count(&costs[MORE_CLONES], start, CLONES - 1);
    for (unsigned i = 0; i < CLONES; i++)
        peach_free(clones[i]);
}

static size_t measure(struct peach *machine, const struct peach_config *config, const char *path, struct cost *costs)
{
    char error[PEACH_ERROR_BYTES];
    size_t length;
    struct moment start = now();
    uint8_t *file = peach_save(machine, &length, error);
    count(&costs[SAVE], start, 1);
    if (!file)
        fail(error);
    write_file(path, file, length);
    count(&costs[WRITE], start, 1);
    free(file);
    start = now();
    file = read_file(path, length);
    struct moment middle = now();
    struct peach *copy = peach_restore(file, length, config, error);
    count(&costs[RESTORE], middle, 1);
    count(&costs[READ], start, 1);
    free(file);
    if (!copy || peach_hash(copy) != peach_hash(machine))
        fail(copy ? "the restored machine differs" : error);
    start = now();
    peach_hash(copy);
    count(&costs[HASH], start, 1);
    measure_clones(copy, costs);
    peach_free(copy);
    return length;
}

static void report(struct peach *machine, const struct peach_config *config)
{
    struct cost costs[COSTS] = {{.what = "save"},
                                {.what = "save and write the file"},
                                {.what = "read the file and restore"},
                                {.what = "restore"},
                                {.what = "hash"},
                                {.what = "first clone"},
                                {.what = "each further clone"}};
    char path[] = "/tmp/state-cost-XXXXXX";
    int fd = mkstemp(path);
    size_t length = 0;
    if (fd < 0)
        fail("cannot make a file in /tmp");
    close(fd);
    for (unsigned i = 0; i < ROUNDS; i++)
        length = measure(machine, config, path, costs);
    unlink(path);
    printf("file of %.1f MB; milliseconds, elapsed and of processor time:\n", (double)length / 1e6);
    for (unsigned i = 0; i < COSTS; i++)
        printf("%-26s %6.1f %6.1f\n", costs[i].what, costs[i].best.elapsed, costs[i].best.processor);
}

int main(int argc, char **argv)
{
    char error[PEACH_ERROR_BYTES];
    struct peach_config config;
    if (argc < 3)
        fail("usage: state-cost BOOT-ROM DISK-IMAGE [MIB-FILLED]");
    peach_config_default(&config);
    config.disk_count = 1;
    config.disks[0] = (struct peach_disk_config){.path = argv[2], .snapshot = true, .read_only = false};
    struct peach *machine = peach_new(&config, error);
    if (!machine || !peach_load_rom(machine, argv[1], error))
        fail(error);
    peach_set_limit(machine, BOOT_INSNS);
    peach_run(machine, UINT64_MAX);
    if (argc > 3)
        fill(machine, (unsigned)atoi(argv[3]));
    report(machine, &config);
    peach_free(machine);
    return 0;
}
