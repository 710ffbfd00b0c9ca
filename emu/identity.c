#include "identity.h"

#include <errno.h>
#include <string.h>

#include "machine.h"

static bool take_disks(struct identity_disk *disks, const struct peach *machine, char *error)
{
    for (unsigned i = 0; i < machine->config.disk_count; i++) {
        const struct image *image = disk_image(machine_disk(machine, i));
        disks[i].bytes = image->bytes;
        disks[i].has_overlay = image->used;
        if (!image_digest(image, &disks[i].digest)) {
            snprintf(error, PEACH_ERROR_BYTES, "cannot read disk image '%s': %s", machine->config.disks[i].path,
                     strerror(errno));
            return false;
        }
    }
    return true;
}

bool identity_take(struct identity *identity, const struct peach *machine, char *error)
{
    *identity = (struct identity){.config = machine->config};
    snprintf(identity->command_line, sizeof identity->command_line, "%s", machine->config.command_line);
    identity->config.command_line = identity->command_line;
    return take_disks(identity->disks, machine, error);
}

static void walk_fault(struct peach_fault *fault, struct state *state)
{
    unsigned kind = fault->kind;
    state_index(state, &kind, PEACH_FAULT_KINDS);
    fault->kind = (enum peach_fault_kind)kind;
    state_u32(state, &fault->unit);
    state_u64(state, &fault->first);
    state_u64(state, &fault->last);
    state_u64(state, &fault->nth);
    state_u64(state, &fault->count);
    state_u32(state, &fault->rate);
    state_u64(state, &fault->seed);
    state_index(state, &fault->bit, 8);
    state_u64(state, &fault->at_ns);
    state_u64(state, &fault->flips);
}

static void walk_disk(struct peach_disk_config *disk, struct state *state)
{
    unsigned model = disk->model;
    state_bool(state, &disk->read_only);
    state_bool(state, &disk->write_cache);
    state_index(state, &model, PEACH_DISK_HDD + 1);
    disk->model = (enum peach_disk_model)model;
}

void identity_walk(struct identity *identity, struct state *state)
{
    struct peach_config *config = &identity->config;
    unsigned length = (unsigned)strlen(identity->command_line);
    state_u32(state, &config->ram_bytes);
    state_index(state, &config->harts, PEACH_HARTS_MAX + 1);
    state_index(state, &config->tlb_sets, UINT16_MAX);
    state_index(state, &config->tlb_ways, UINT16_MAX);
    state_u64(state, &config->seed);
    state_u64(state, &config->rtc_seconds);
    state_index(state, &length, INFO_COMMAND_MAX + 1);
    state_bytes(state, (uint8_t *)identity->command_line, length);
    identity->command_line[length] = 0;
    config->command_line = identity->command_line;
    state_require(state, strlen(identity->command_line) == length);
    unsigned share = config->share;
    state_index(state, &share, PEACH_SHARE_WRITE + 1);
    config->share = (enum peach_share_mode)share;
    state_index(state, &config->disk_count, PEACH_DISKS_MAX + 1);
    for (unsigned i = 0; i < config->disk_count; i++) {
        walk_disk(&config->disks[i], state);
        state_bool(state, &identity->disks[i].has_overlay);
        state_u64(state, &identity->disks[i].bytes);
        state_u64(state, &identity->disks[i].digest);
    }
    state_index(state, &config->fault_count, PEACH_FAULTS_MAX + 1);
    for (unsigned i = 0; i < config->fault_count; i++)
        walk_fault(&config->faults[i], state);
}

bool identity_adopt(struct identity *identity, const struct peach_config *given, const char *what, char *error)
{
    struct peach_config *config = &identity->config;
    if (config->share == PEACH_SHARE_WRITE && given->share == PEACH_SHARE_READ) {
        snprintf(error, PEACH_ERROR_BYTES,
                 "the %s was made with a folder that the guest may write; use --share-writable", what);
        return false;
    }
    if (given->disk_count != config->disk_count) {
        snprintf(error, PEACH_ERROR_BYTES, "the %s was made with %u disks, not %u; name the same images with --disk",
                 what, config->disk_count, given->disk_count);
        return false;
    }
    for (unsigned i = 0; i < config->disk_count; i++) {
        config->disks[i].path = given->disks[i].path;
        config->disks[i].snapshot = given->disks[i].snapshot;
        if (identity->disks[i].has_overlay && !given->disks[i].snapshot) {
            snprintf(error, PEACH_ERROR_BYTES,
                     "%s: the %s holds writes to this disk that were kept in memory; add --snapshot",
                     config->disks[i].path, what);
            return false;
        }
    }
    config->host = given->host;
    config->jit = given->jit;
    return true;
}

bool identity_check(const struct identity *identity, const struct peach *machine, const char *what, char *error)
{
    struct identity_disk now[PEACH_DISKS_MAX] = {{0}};
    if (!take_disks(now, machine, error))
        return false;
    for (unsigned i = 0; i < machine->config.disk_count; i++) {
        if (now[i].bytes == identity->disks[i].bytes && now[i].digest == identity->disks[i].digest)
            continue;
        snprintf(error, PEACH_ERROR_BYTES,
                 "%s: not the disk image that the %s was made with, or it was written to since; use an unchanged copy",
                 machine->config.disks[i].path, what);
        return false;
    }
    return true;
}
