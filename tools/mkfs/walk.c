#include "tools/mkfs/walk.h"

#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "isa/orchard/limits.h"
#include "isa/orchard/mode.h"
#include "tools/lib/tool.h"

struct walk {
    const struct disk *disk;
    void (*visit)(void *context, const struct walk_place *place);
    void *context;
    bool *entered; /* by inode: a directory that was visited */
    char path[PATH_MAX];
};

/* The entries of one directory. */
struct entries {
    struct disk_entry *list;
    size_t count, capacity;
};

static bool collect(void *context, const struct disk_entry *entry) {
    struct entries *entries = context;
    entries->list = mem_reserve(entries->list, &entries->capacity, entries->count + 1, sizeof *entries->list);
    entries->list[entries->count++] = *entry;
    return true;
}

static int compare(const void *left, const void *right) {
    return strcmp(((const struct disk_entry *)left)->name, ((const struct disk_entry *)right)->name);
}

static void complain(const struct walk *walk, const char *what) {
    tool_error(TOOL_BAD_INPUT, walk->disk->name, "corrupt: %s: %s", *walk->path ? walk->path : "/", what);
}

static void walk_entry(struct walk *walk, const struct disk_entry *entry, uint32_t parent);

static void check_dots(const struct walk *walk, const struct entries *entries, uint32_t number, uint32_t parent) {
    uint32_t dot = 0, dots = 0;
    for (size_t i = 0; i < entries->count; i++) {
        if (strcmp(entries->list[i].name, ".") == 0)
            dot = entries->list[i].inode;
        else if (strcmp(entries->list[i].name, "..") == 0)
            dots = entries->list[i].inode;
    }
    if (dot != number || dots != parent)
        complain(walk, "'.' or '..' does not lead where it should");
}

static void walk_directory(struct walk *walk, const struct fs_inode *inode, uint32_t number, uint32_t parent) {
    struct entries entries = {NULL, 0, 0};
    size_t length = strlen(walk->path);
    const char *error = disk_read_directory(walk->disk, inode, collect, &entries);
    if (error)
        complain(walk, error);
    check_dots(walk, &entries, number, parent);
    if (entries.count)
        qsort(entries.list, entries.count, sizeof *entries.list, compare);
    for (size_t i = 0; i < entries.count; i++) {
        const char *name = entries.list[i].name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        if (length + 1 + strlen(name) >= sizeof walk->path) {
            complain(walk, "a path is too long");
            continue;
        }
        walk->path[length] = '/';
        strcpy(walk->path + length + 1, name);
        if (i > 0 && strcmp(name, entries.list[i - 1].name) == 0)
            complain(walk, "two entries have this name");
        else
            walk_entry(walk, &entries.list[i], number);
        walk->path[length] = '\0';
    }
    free(entries.list);
}

static void walk_entry(struct walk *walk, const struct disk_entry *entry, uint32_t parent) {
    struct fs_inode inode;
    disk_get_inode(walk->disk, entry->inode, &inode);
    if (inode.mode == 0) {
        complain(walk, "the entry names a free inode");
        return;
    }
    if (entry->type != DT_OF_MODE(inode.mode))
        complain(walk, "the entry's type is not the inode's");
    struct walk_place place = {*walk->path ? walk->path : "/", entry->inode, parent, &inode};
    if (S_ISDIR(inode.mode) && walk->entered[entry->inode]) {
        complain(walk, "the directory has a second name");
        return;
    }
    walk->visit(walk->context, &place);
    if (S_ISDIR(inode.mode)) {
        walk->entered[entry->inode] = true;
        walk_directory(walk, &inode, entry->inode, parent);
    }
}

void walk_tree(const struct disk *disk, void (*visit)(void *context, const struct walk_place *place), void *context) {
    struct walk walk = {.disk = disk, .visit = visit, .context = context};
    struct disk_entry root = {FS_ROOT_INODE, DT_DIR, ""};
    struct fs_inode inode;
    disk_get_inode(disk, FS_ROOT_INODE, &inode);
    if (!S_ISDIR(inode.mode)) {
        complain(&walk, "the root is not a directory");
        return;
    }
    walk.entered = mem_new(disk->super.inode_count * sizeof *walk.entered);
    walk_entry(&walk, &root, FS_ROOT_INODE);
    free(walk.entered);
}
