#include "tools/mkfs/show.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "isa/orchard/mode.h"
#include "tools/lib/output.h"
#include "tools/lib/platform.h"
#include "tools/lib/tool.h"
#include "tools/mkfs/walk.h"

/* ---- List ---- */

static void format_mode(uint32_t mode, char text[11]) {
    static const char letters[] = "?pc?d?b?-?l?????";
    static const char bits[] = "rwxrwxrwx";
    text[0] = letters[DT_OF_MODE(mode)];
    for (int i = 0; i < 9; i++)
        text[1 + i] = mode >> (8 - i) & 1 ? bits[i] : '-';
    if (mode & S_ISUID)
        text[3] = mode & S_IXUSR ? 's' : 'S';
    if (mode & S_ISGID)
        text[6] = mode & S_IXGRP ? 's' : 'S';
    if (mode & S_ISVTX)
        text[9] = mode & S_IXOTH ? 't' : 'T';
    text[10] = '\0';
}

static void list_place(void *context, const struct walk_place *place) {
    const struct disk *disk = context;
    const struct fs_inode *inode = place->inode;
    char mode[11], size[24];
    format_mode(inode->mode, mode);
    if (S_ISCHR(inode->mode) || S_ISBLK(inode->mode))
        snprintf(size, sizeof size, "%lu,%lu", (unsigned long)DEVICE_MAJOR(inode->device),
                 (unsigned long)DEVICE_MINOR(inode->device));
    else
        snprintf(size, sizeof size, "%lu", (unsigned long)inode->size);
    printf("%s %3u %4lu %4lu %9s %s", mode, inode->links, (unsigned long)inode->uid, (unsigned long)inode->gid, size,
           place->path);
    if (S_ISLNK(inode->mode)) {
        uint8_t *target = disk_read_file(disk, inode);
        printf(" -> %s", target ? (const char *)target : "(damaged)");
        free(target);
    }
    putchar('\n');
}

void show_list(const struct disk *disk) {
    walk_tree(disk, list_place, (void *)disk);
}

/* ---- Extract ---- */

struct extraction {
    const struct disk *disk;
    const char *folder;
};

static void extract_place(void *context, const struct walk_place *place) {
    const struct extraction *extraction = context;
    const struct fs_inode *inode = place->inode;
    size_t size = strlen(extraction->folder) + strlen(place->path) + 1;
    char *path = mem_new(size);
    snprintf(path, size, "%s%s", extraction->folder, strcmp(place->path, "/") == 0 ? "" : place->path);
    uint8_t *data = S_ISREG(inode->mode) || S_ISLNK(inode->mode) ? disk_read_file(extraction->disk, inode) : NULL;
    if (S_ISDIR(inode->mode)) {
        if (!platform_make_folder(path))
            tool_error(TOOL_FAILED, NULL, "cannot make folder '%s': %s", path, strerror(errno));
    } else if (!S_ISREG(inode->mode) && !S_ISLNK(inode->mode)) {
        tool_note(extraction->disk->name, "%s is a device or pipe; left out", place->path);
    } else if (!data) {
        tool_error(TOOL_BAD_INPUT, extraction->disk->name, "corrupt: %s has damaged block numbers", place->path);
    } else if (S_ISLNK(inode->mode)) {
        if (!platform_make_link((const char *)data, path))
            tool_error(TOOL_FAILED, NULL, "cannot make link '%s': %s", path, strerror(errno));
    } else if (output_write_file(path, data, inode->size)) {
        platform_set_mode(path, inode->mode & 0777);
    }
    free(data);
    free(path);
}

void show_extract(const struct disk *disk, const char *folder) {
    struct extraction extraction = {disk, folder};
    char **names = NULL;
    size_t count = 0;
    if (platform_kind(folder) == PLATFORM_DIRECTORY && platform_list(folder, &names, &count))
        platform_names_free(names, count);
    if (count) /* what stands there could redirect what is written */
        tool_error(TOOL_FAILED, NULL, "folder '%s' is not empty; name a new one", folder);
    else
        walk_tree(disk, extract_place, &extraction);
}
