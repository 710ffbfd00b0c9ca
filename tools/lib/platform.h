/* The only part of the tools that asks more of its host than the C library: POSIX behind a few questions. */
#ifndef TOOLS_LIB_PLATFORM_H
#define TOOLS_LIB_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum platform_kind { PLATFORM_MISSING, PLATFORM_REGULAR, PLATFORM_DIRECTORY, PLATFORM_LINK, PLATFORM_SPECIAL };

/* What a tool wants to know of a file. */
struct platform_stat {
    enum platform_kind kind;
    uint64_t size_bytes;
    uint64_t mtime_s;       /* seconds since 1970 */
    uint32_t mode;          /* permission bits, 07777 */
    uint64_t device, inode; /* the same for two names of one file */
    uint32_t link_count;
};

/* Prepare for a sudden end: cleanup runs when the user interrupts the tool, and a write beyond the file size limit is
 * an error instead of a signal. */
void platform_begin(void (*cleanup)(void));

/* What stands under this name; links are followed. */
enum platform_kind platform_kind(const char *path);

/* Describe a name without following links; false with errno when there is none. */
bool platform_stat(const char *path, struct platform_stat *out);

/* Give execute permission to all who may read.  False with errno. */
bool platform_make_executable(const char *path);

/* Make a folder, unless it exists.  False with errno. */
bool platform_make_folder(const char *path);

/* Make a new folder that only the user may enter.  False with errno, EEXIST when the name is taken. */
bool platform_make_private_folder(const char *path);

/* Names in a folder, sorted by byte value, without "." and "..".  False with errno.  Free with platform_names_free. */
bool platform_list(const char *path, char ***names, size_t *count);
void platform_names_free(char **names, size_t count);

/* Where a symbolic link points; NULL with errno.  The caller frees it. */
char *platform_read_link(const char *path);

/* Make a symbolic link that points to target.  False with errno. */
bool platform_make_link(const char *target, const char *path);

/* Permission bits of a file.  False with errno. */
bool platform_set_mode(const char *path, uint32_t mode);

/* Path of the running program's file, from argv[0] where the system does not tell; the caller frees it. */
char *platform_program_path(const char *argv0);

/* May standard output be coloured: it is a terminal that can, and NO_COLOR is not set. */
bool platform_colours_output(void);

/* The same of standard error. */
bool platform_colours_errors(void);

/* Run a program (found along PATH when argv[0] has no slash) and wait for it.  Returns its exit status, 128 + signal
 * when a signal ended it, -1 with errno when it could not be started. */
int platform_run(char *const argv[]);

#endif
