/* State files and logs on the command line: --save, --restore, --replay. */
#include "front.h"

#include <stdlib.h>

#include "tools/lib/file.h"

/* Beyond this no machine's state is: RAM of 1 GiB and its disks' overlays. */
#define STATE_FILE_MAX ((size_t)4 << 30)

bool state_file_write(const struct peach *machine, FILE *out, char *error)
{
    size_t length;
    uint8_t *bytes = peach_save(machine, &length, error);
    if (!bytes)
        return false;
    fwrite(bytes, 1, length, out); /* whoever opened the file looks for errors */
    free(bytes);
    return true;
}

/* Put the file's name before what is wrong with it. */
static void blame(char *error, const char *path, const char *why)
{
    snprintf(error, PEACH_ERROR_BYTES, "%.*s: %.*s", 200, path, PEACH_ERROR_BYTES - 203, why);
}

struct peach *state_file_restore(const char *path, const struct peach_config *config, char *error)
{
    struct file_bytes file;
    char why[PEACH_ERROR_BYTES];
    if (!file_read(path, STATE_FILE_MAX, &file)) {
        error[0] = 0; /* reported already */
        return NULL;
    }
    struct peach *machine = peach_restore(file.data, file.size, config, why);
    file_free(&file);
    if (!machine)
        blame(error, path, why);
    return machine;
}

struct peach_log *log_file_open(const char *path, struct peach_config *config, char *error)
{
    struct file_bytes file;
    char why[PEACH_ERROR_BYTES];
    if (!file_read(path, STATE_FILE_MAX, &file)) {
        error[0] = 0; /* reported already */
        return NULL;
    }
    struct peach_log *log = peach_log_open(file.data, file.size, why);
    file_free(&file);
    if (log && peach_log_config(log, config, why))
        return log;
    blame(error, path, why);
    peach_log_free(log);
    return NULL;
}
