/* What states cost the host: saving, restoring, hashing and cloning a machine of 64 MiB with Orchard's disk.
 *
 *     state-cost BOOT-ROM DISK-IMAGE [MIB-FILLED]
 *
 * Milliseconds of processor time, the best of a few rounds. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "peach.h"

#define ROUNDS     5
#define BOOT_INSNS 3000000
#define CLONES     100

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
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

static double best(double *times)
{
    double least = times[0];
    for (unsigned i = 1; i < ROUNDS; i++)
        least = times[i] < least ? times[i] : least;
    return least;
}

static void measure(struct peach *machine, const struct peach_config *config)
{
    char error[PEACH_ERROR_BYTES];
    double save[ROUNDS], restore[ROUNDS], hash[ROUNDS], first[ROUNDS], more[ROUNDS];
    size_t length = 0;
    for (unsigned i = 0; i < ROUNDS; i++) {
        double start = now_ms();
        uint8_t *file = peach_save(machine, &length, error);
        save[i] = now_ms() - start;
        if (!file)
            fail(error);
        start = now_ms();
        struct peach *copy = peach_restore(file, length, config, error);
        restore[i] = now_ms() - start;
        if (!copy || peach_hash(copy) != peach_hash(machine))
            fail(copy ? "the restored machine differs" : error);
        start = now_ms();
        peach_hash(copy);
        hash[i] = now_ms() - start;
        struct peach *clones[CLONES];
        start = now_ms();
        clones[0] = peach_clone(copy, &(struct peach_host){0}, error);
        first[i] = now_ms() - start;
        start = now_ms();
        for (unsigned n = 1; n < CLONES; n++)
            clones[n] = peach_clone(copy, &(struct peach_host){0}, error);
        more[i] = (now_ms() - start) / (CLONES - 1);
        for (unsigned n = 0; n < CLONES; n++)
            peach_free(clones[n]);
        peach_free(copy);
        free(file);
    }
    printf("save %.1f ms (%.1f MB), restore %.1f ms, hash %.1f ms, first clone %.1f ms, further clones %.2f ms each\n",
           best(save), (double)length / 1e6, best(restore), best(hash), best(first), best(more));
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
    measure(machine, &config);
    peach_free(machine);
    return 0;
}
