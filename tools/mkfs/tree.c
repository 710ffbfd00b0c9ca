#include "tools/mkfs/tree.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "isa/orchard/limits.h"
#include "isa/orchard/mode.h"
#include "tools/lib/file.h"
#include "tools/lib/platform.h"
#include "tools/lib/tool.h"

static const size_t table_limit_bytes = (size_t)1 << 20;
static const uint32_t permissions = 07777;

static struct node *new_node(const char *name, uint32_t mode) {
    struct node *node = mem_new(sizeof *node);
    node->name = mem_string(name, strlen(name));
    node->mode = mode;
    return node;
}

void tree_free(struct node *node) {
    if (!node)
        return;
    for (size_t i = 0; i < node->child_count; i++)
        tree_free(node->children[i]);
    free(node->children);
    free(node->name);
    free(node->host_path);
    free(node->target);
    free(node);
}

/* Insert in order of names; there is none of this name yet. */
static void add_child(struct node *parent, struct node *child) {
    parent->children =
        mem_reserve(parent->children, &parent->child_capacity, parent->child_count + 1, sizeof *parent->children);
    size_t at = parent->child_count++;
    for (; at > 0 && strcmp(parent->children[at - 1]->name, child->name) > 0; at--)
        parent->children[at] = parent->children[at - 1];
    parent->children[at] = child;
}

static struct node *find_child(const struct node *parent, const char *name, size_t length) {
    for (size_t i = 0; i < parent->child_count; i++) {
        const char *candidate = parent->children[i]->name;
        if (strlen(candidate) == length && memcmp(candidate, name, length) == 0)
            return parent->children[i];
    }
    return NULL;
}

/* ---- The host's folder ---- */

static char *join(const char *folder, const char *name) {
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = mem_new(size);
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static struct node *read_node(const char *path, const char *name, size_t depth_bytes);

static bool read_children(struct node *node, const char *path, size_t depth_bytes) {
    char **names;
    size_t count;
    bool good = true;
    if (!platform_list(path, &names, &count)) {
        tool_error(TOOL_FAILED, NULL, "cannot read folder '%s': %s", path, strerror(errno));
        return false;
    }
    for (size_t i = 0; i < count && good; i++) {
        char *child_path = join(path, names[i]);
        struct node *child = read_node(child_path, names[i], depth_bytes);
        if (child)
            add_child(node, child);
        good = child != NULL;
        free(child_path);
    }
    platform_names_free(names, count);
    return good;
}

/* depth_bytes: the length of the path in the image, which the guest must be able to name. */
static struct node *read_node(const char *path, const char *name, size_t depth_bytes) {
    struct platform_stat stat;
    if (!platform_stat(path, &stat)) {
        tool_error(TOOL_FAILED, NULL, "cannot read '%s': %s", path, strerror(errno));
        return NULL;
    }
    depth_bytes += strlen(name) + 1;
    if (depth_bytes >= PATH_MAX || strlen(name) > NAME_MAX) {
        tool_error(TOOL_BAD_INPUT, path, "the path is too long for Orchard: at most %d bytes, and %d a name",
                   PATH_MAX - 1, NAME_MAX);
        return NULL;
    }
    struct node *node = new_node(name, stat.mode & permissions);
    bool good = true;
    switch (stat.kind) {
    case PLATFORM_REGULAR:
        node->mode |= S_IFREG;
        node->host_path = mem_string(path, strlen(path));
        if (stat.link_count > 1) {
            node->host_device = stat.device;
            node->host_inode = stat.inode;
        }
        break;
    case PLATFORM_DIRECTORY:
        node->mode |= S_IFDIR;
        good = read_children(node, path, depth_bytes);
        break;
    case PLATFORM_LINK:
        node->mode = S_IFLNK | 0777;
        node->target = platform_read_link(path);
        good = node->target != NULL;
        break;
    default:
        tool_error(TOOL_BAD_INPUT, path, "neither file, folder nor link; describe devices in a table (--devices)");
        good = false;
        break;
    }
    if (good)
        return node;
    tree_free(node);
    return NULL;
}

struct node *tree_read(const char *path) {
    struct platform_stat stat;
    if (platform_kind(path) != PLATFORM_DIRECTORY || !platform_stat(path, &stat)) {
        tool_error(TOOL_FAILED, NULL, "'%s' is not a folder", path);
        return NULL;
    }
    if (stat.kind == PLATFORM_DIRECTORY)
        return read_node(path, "", 0);
    char *inside = join(path, "."); /* through the link */
    struct node *root = read_node(inside, "", 0);
    free(inside);
    return root;
}

/* ---- The table ---- */

struct line {
    struct diag_place place;
    char path[PATH_MAX], type;
    unsigned mode, uid, gid, major, minor;
    int fields;
};

static bool bad_line(const struct line *line, const char *what) {
    tool_error_at(TOOL_BAD_INPUT, &line->place, "%s", what);
    return false;
}

/* The directory that holds the last name of the path, and that name. */
static struct node *find_parent(struct node *root, const char *path, const char **name) {
    struct node *node = root;
    for (const char *p = path;;) {
        while (*p == '/')
            p++;
        size_t length = strcspn(p, "/");
        if (!p[length]) {
            *name = p;
            return node;
        }
        node = find_child(node, p, length);
        if (!node || !S_ISDIR(node->mode))
            return NULL;
        p += length;
    }
}

static bool apply_line(struct node *root, const struct line *line) {
    static const char types[] = "dcbp";
    static const uint32_t modes[] = {S_IFDIR, S_IFCHR, S_IFBLK, S_IFIFO};
    const char *name, *type = strchr(types, line->type);
    bool device = line->type == 'c' || line->type == 'b';
    if (line->fields < 5 || line->path[0] != '/' || (!type && line->type != 'f') || line->mode > permissions)
        return bad_line(line, "expected PATH TYPE MODE UID GID [MAJOR MINOR], with TYPE one of d, c, b, p, f");
    if (device && (line->fields < 7 || line->major > 255 || line->minor > 255))
        return bad_line(line, "a device needs major and minor numbers of 0..255");
    struct node *parent = find_parent(root, line->path, &name);
    if (!parent)
        return bad_line(line, "the directory of this path does not exist; give it a line of type d before");
    struct node *node = *name ? find_child(parent, name, strlen(name)) : root;
    if (line->type == 'f' || (line->type == 'd' && node && S_ISDIR(node->mode))) {
        if (!node)
            return bad_line(line, "no such file to change");
    } else {
        if (node)
            return bad_line(line, "this path exists already");
        node = new_node(name, modes[type - types]);
        node->device = device ? DEVICE(line->major, line->minor) : 0;
        add_child(parent, node);
    }
    node->mode = (node->mode & S_IFMT) | line->mode;
    node->uid = line->uid;
    node->gid = line->gid;
    return true;
}

bool tree_apply_table(struct node *root, const char *path) {
    struct file_bytes bytes;
    bool good = file_read(path, table_limit_bytes, &bytes);
    unsigned number = 1;
    for (char *text = (char *)bytes.data; good && text && *text; number++) {
        struct line line = {.place = {.file = path, .line = number}};
        size_t length = strcspn(text, "\n");
        bool last = text[length] == '\0';
        text[length] = '\0';
        line.fields = sscanf(text, "%1023s %c %o %u %u %u %u", line.path, &line.type, &line.mode, &line.uid, &line.gid,
                             &line.major, &line.minor);
        if (line.fields > 0 && line.path[0] != '#')
            good = apply_line(root, &line);
        text += length + !last;
    }
    file_free(&bytes);
    return good;
}
