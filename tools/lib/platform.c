#include "tools/lib/platform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "asm/mem.h"

enum { LINK_BYTES_MAX = 4096, EXEC_FAILED = 127, SIGNALLED = 128 };

static void (*on_sudden_end)(void);

static void end_suddenly(int number) {
    on_sudden_end();
    _exit(SIGNALLED + number);
}

void platform_begin(void (*cleanup)(void)) {
    on_sudden_end = cleanup;
    signal(SIGINT, end_suddenly);
    signal(SIGTERM, end_suddenly);
    signal(SIGHUP, end_suddenly);
    signal(SIGXFSZ, SIG_IGN);
}

static enum platform_kind kind_of_mode(mode_t mode) {
    if (S_ISREG(mode))
        return PLATFORM_REGULAR;
    if (S_ISDIR(mode))
        return PLATFORM_DIRECTORY;
    if (S_ISLNK(mode))
        return PLATFORM_LINK;
    return PLATFORM_SPECIAL;
}

enum platform_kind platform_kind(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 ? kind_of_mode(status.st_mode) : PLATFORM_MISSING;
}

bool platform_stat(const char *path, struct platform_stat *out) {
    struct stat status;
    if (lstat(path, &status) != 0)
        return false;
    *out = (struct platform_stat){
        .kind = kind_of_mode(status.st_mode),
        .size_bytes = (uint64_t)status.st_size,
        .mtime_s = status.st_mtime > 0 ? (uint64_t)status.st_mtime : 0,
        .mode = (uint32_t)status.st_mode & 07777,
        .device = (uint64_t)status.st_dev,
        .inode = (uint64_t)status.st_ino,
        .link_count = (uint32_t)status.st_nlink,
    };
    return true;
}

bool platform_make_executable(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        return false;
    return chmod(path, (status.st_mode | (status.st_mode & 0444) >> 2) & 07777) == 0;
}

bool platform_make_folder(const char *path) {
    return mkdir(path, 0777) == 0 || (errno == EEXIST && platform_kind(path) == PLATFORM_DIRECTORY);
}

bool platform_make_private_folder(const char *path) {
    return mkdir(path, 0700) == 0;
}

static int compare_names(const void *left, const void *right) {
    return strcmp(*(char *const *)left, *(char *const *)right);
}

bool platform_list(const char *path, char ***names, size_t *count) {
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    char **list = NULL;
    size_t used = 0, capacity = 0;
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        list = mem_reserve(list, &capacity, used + 1, sizeof *list);
        list[used++] = mem_string(entry->d_name, strlen(entry->d_name));
    }
    closedir(folder);
    if (used)
        qsort(list, used, sizeof *list, compare_names);
    *names = list;
    *count = used;
    return true;
}

void platform_names_free(char **names, size_t count) {
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

char *platform_read_link(const char *path) {
    char *text = mem_new(LINK_BYTES_MAX + 1);
    ssize_t length = readlink(path, text, LINK_BYTES_MAX);
    if (length >= 0)
        return text;
    free(text);
    return NULL;
}

bool platform_make_link(const char *target, const char *path) {
    return symlink(target, path) == 0;
}

bool platform_set_mode(const char *path, uint32_t mode) {
    return chmod(path, (mode_t)(mode & 07777)) == 0;
}

char *platform_program_path(const char *argv0) {
    char *path = platform_read_link("/proc/self/exe");
    return path ? path : mem_string(argv0, strlen(argv0));
}

/* Become the program; when that fails, send errno through the pipe, which a success closes. */
static void become(char *const argv[], int report) {
    execvp(argv[0], argv);
    int error = errno;
    _exit(write(report, &error, sizeof error) < 0 ? SIGNALLED : EXEC_FAILED);
}

int platform_run(char *const argv[]) {
    int status, error = 0, report[2];
    if (pipe(report) < 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        fcntl(report[1], F_SETFD, FD_CLOEXEC);
        become(argv, report[1]);
    }
    close(report[1]);
    if (child > 0 && read(report[0], &error, sizeof error) < 0)
        error = errno;
    close(report[0]);
    while (child > 0 && waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return -1;
    }
    errno = error ? error : errno;
    if (child < 0 || error)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : SIGNALLED + WTERMSIG(status);
}

static bool colours(int descriptor) {
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(descriptor) && !(no_color && *no_color) && terminal && strcmp(terminal, "dumb") != 0;
}

bool platform_colours_output(void) {
    return colours(STDOUT_FILENO);
}

bool platform_colours_errors(void) {
    return colours(STDERR_FILENO);
}
