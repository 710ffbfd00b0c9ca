#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

/* A walk; folders above the present one are remembered, so that links in a circle end. */
struct walk {
    int (*visit)(const char *, const struct stat *, int, struct FTW *);
    int (*simple)(const char *, const struct stat *, int);
    int flags;
    dev_t device;
    char path[PATH_MAX];
};

struct folder {
    const struct folder *above;
    dev_t device;
    ino_t number;
};

static int step(struct walk *walk, const struct folder *above, size_t base, int level);

static int call(struct walk *walk, const struct stat *stat, int kind, size_t base, int level)
{
    struct FTW place = {(int)base, level};

    return walk->simple != NULL ? walk->simple(walk->path, stat, kind) : walk->visit(walk->path, stat, kind, &place);
}

/* What the path is, under the names of <ftw.h>; -1 for an error that ends the walk. */
static int look(const struct walk *walk, const char *name, struct stat *found)
{
    int physical = walk->flags & FTW_PHYS;

    if ((physical ? lstat : stat)(name, found) < 0) {
        if (errno != ENOENT && errno != EACCES && errno != ELOOP)
            return -1;
        return lstat(name, found) == 0 && S_ISLNK(found->st_mode) ? FTW_SLN : FTW_NS;
    }
    return S_ISDIR(found->st_mode) ? FTW_D : S_ISLNK(found->st_mode) ? FTW_SL : FTW_F;
}

static int entries(struct walk *walk, DIR *directory, const struct folder *here, int level)
{
    size_t length = strlen(walk->path), base = length + (walk->path[length - 1] != '/');
    struct dirent *entry;
    int result = 0;

    while (result == 0 && (errno = 0, entry = readdir(directory)) != NULL) {
        size_t bytes = strlen(entry->d_name) + 1;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (base + bytes > sizeof walk->path) {
            errno = ENAMETOOLONG;
            return -1;
        }
        walk->path[base - 1] = '/';
        memcpy(walk->path + base, entry->d_name, bytes);
        result = step(walk, here, base, level + 1);
        walk->path[length] = '\0';
    }
    return result == 0 && errno != 0 ? -1 : result;
}

static int is_above(const struct folder *folder, const struct stat *stat)
{
    for (; folder != NULL; folder = folder->above)
        if (folder->device == stat->st_dev && folder->number == stat->st_ino)
            return 1;
    return 0;
}

/* A folder that can be read, with all that is in it. */
static int folder(struct walk *walk, DIR *directory, const struct folder *above, const struct stat *found, size_t base,
                  int level)
{
    struct folder here = {above, found->st_dev, found->st_ino};
    int back = -1, result = walk->flags & FTW_DEPTH ? 0 : call(walk, found, FTW_D, base, level);

    if (result == 0 && (walk->flags & FTW_CHDIR)) {
        back = open(".", O_RDONLY);
        result = back < 0 || fchdir(dirfd(directory)) < 0 ? -1 : 0;
    }
    if (result == 0)
        result = entries(walk, directory, &here, level);
    if (back >= 0) {
        if (fchdir(back) < 0)
            result = -1;
        close(back);
    }
    closedir(directory);
    return result == 0 && (walk->flags & FTW_DEPTH) ? call(walk, found, FTW_DP, base, level) : result;
}

static int step(struct walk *walk, const struct folder *above, size_t base, int level)
{
    const char *name = (walk->flags & FTW_CHDIR) && level > 0 ? walk->path + base : walk->path;
    struct stat found = {0};
    int kind = look(walk, name, &found);

    if (kind < 0)
        return -1;
    if (level == 0 && kind == FTW_NS)
        return stat(name, &found);
    if ((walk->flags & FTW_MOUNT) && level > 0 && kind != FTW_NS && found.st_dev != walk->device)
        return 0;
    if (level == 0)
        walk->device = found.st_dev;
    if (kind != FTW_D)
        return call(walk, &found, kind, base, level);
    if (is_above(above, &found))
        return 0;
    DIR *directory = opendir(name);
    if (directory == NULL)
        return errno == EACCES ? call(walk, &found, FTW_DNR, base, level) : -1;
    return folder(walk, directory, above, &found, base, level);
}

static int start(struct walk *walk, const char *path)
{
    size_t length = strlen(path);

    if (length == 0 || length >= sizeof walk->path) {
        errno = length == 0 ? ENOENT : ENAMETOOLONG;
        return -1;
    }
    strcpy(walk->path, path);
    const char *slash = strrchr(path, '/');
    return step(walk, NULL, slash != NULL && slash[1] != '\0' ? (size_t)(slash + 1 - path) : 0, 0);
}

int ftw(const char *path, int (*visit)(const char *path, const struct stat *stat, int kind), int descriptors)
{
    struct walk walk = {.simple = visit};

    (void)descriptors;
    return start(&walk, path);
}

int nftw(const char *path, int (*visit)(const char *path, const struct stat *stat, int kind, struct FTW *place),
         int descriptors, int flags)
{
    struct walk walk = {.visit = visit, .flags = flags};

    (void)descriptors;
    return start(&walk, path);
}
