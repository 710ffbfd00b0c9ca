/* From paths to inodes. */
#include "fs/path.h"

#include "cpu/hart.h"
#include "fs/shared.h"
#include "isa/orchard/fcntl.h"
#include "mm/heap.h"
#include "proc/process.h"

/* A walk along a path. */
struct walk {
    struct inode *at; /* with a reference */
    const char *rest;
    char *link_text; /* storage of the path while it goes through a symbolic link, or NULL */
    unsigned links;  /* symbolic links followed */
};

struct inode *path_root(void)
{
    return inode_get(FS_ROOT_INODE);
}

static const char *skip_slashes(const char *p)
{
    while (*p == '/')
        p++;
    return p;
}

/* Take the next component off the rest. */
static struct name next_name(struct walk *walk)
{
    walk->rest = skip_slashes(walk->rest);
    struct name name = {walk->rest, 0};
    while (name.text[name.bytes] && name.text[name.bytes] != '/')
        name.bytes++;
    walk->rest += name.bytes;
    return name;
}

static int32_t start(struct walk *walk, const char *path)
{
    struct process *self = process_self();
    walk->rest = path;
    walk->link_text = NULL;
    walk->links = 0;
    walk->at = NULL;
    if (!*path)
        return -ENOENT;
    if (*path == '/') {
        walk->at = path_root();
        return walk->at ? 0 : -EIO;
    }
    walk->at = self->cwd;
    inode_share(walk->at);
    return 0;
}

static void stop(struct walk *walk)
{
    if (walk->at)
        inode_release(walk->at);
    walk->at = NULL;
    heap_free(walk->link_text);
}

/* The child of this name, with a reference. */
static int32_t child_of(struct inode *dir, const struct name *name, struct inode **out)
{
    if (name->bytes > NAME_MAX)
        return -ENAMETOOLONG;
    inode_lock(dir);
    int32_t result = S_ISDIR(dir->disk.mode) ? inode_permission(dir, X_OK) : -ENOTDIR;
    if (result == 0 && !dir->path)
        result = dir_lookup(dir, name);
    inode_unlock(dir);
    if (result < 0)
        return result;
    if (dir->path)
        return shared_child(dir, name, false, out);
    *out = (uint32_t)result == shared_covered() ? shared_root() : inode_get((uint32_t)result);
    return *out ? 0 : -EIO;
}

/* Go on with the target of a symbolic link in front of the rest.  link's reference is given back. */
static int32_t enter_link(struct walk *walk, struct inode *link)
{
    char *text = heap_alloc(PATH_MAX);
    int32_t result = text ? 0 : -ENOMEM;
    if (walk->links++ == SYMLOOP_MAX)
        result = -ELOOP;
    if (result == 0)
        result = inode_read_whole(link, text, 0, PATH_MAX - 1);
    inode_release(link);
    if (result == 0)
        result = -ENOENT;
    if (result > 0 && (uint32_t)result + strlen(walk->rest) + 1 > PATH_MAX)
        result = -ENAMETOOLONG;
    if (result < 0) {
        heap_free(text);
        return result;
    }
    text_copy(text + result, walk->rest, (size_t)(PATH_MAX - result));
    heap_free(walk->link_text);
    walk->link_text = text;
    walk->rest = text;
    if (*text != '/')
        return 0;
    inode_release(walk->at);
    walk->at = path_root();
    return walk->at ? 0 : -EIO;
}

/* Go down one component. */
static int32_t step(struct walk *walk, const struct name *name, bool follow)
{
    struct inode *child;
    int32_t result = child_of(walk->at, name, &child);
    if (result < 0)
        return result;
    if (follow && S_ISLNK(child->disk.mode))
        return enter_link(walk, child);
    inode_release(walk->at);
    walk->at = child;
    return 0;
}

int32_t path_lookup(const char *path, bool follow, struct inode **out)
{
    struct walk walk;
    int32_t result = start(&walk, path);
    while (result == 0) {
        struct name name = next_name(&walk);
        if (!name.bytes)
            break;
        result = step(&walk, &name, follow || *walk.rest);
    }
    if (result == 0 && path[strlen(path) - 1] == '/' && !S_ISDIR(walk.at->disk.mode))
        result = -ENOTDIR;
    if (result == 0) {
        *out = walk.at;
        walk.at = NULL;
    }
    stop(&walk);
    return result;
}

static bool is_dots(const struct name *name)
{
    return name->text[0] == '.' && (name->bytes == 1 || (name->bytes == 2 && name->text[1] == '.'));
}

/* Walk to the parent.  A symbolic link on the way changes the text that is walked, but the last component is always the
 * path's own. */
int32_t path_parent(const char *path, struct inode **out, struct last_name *last)
{
    uint32_t end = strlen(path);
    last->directory = end && path[end - 1] == '/';
    while (end && path[end - 1] == '/')
        end--;
    uint32_t begin = end;
    while (begin && path[begin - 1] != '/')
        begin--;
    last->name.text = path + begin;
    last->name.bytes = end - begin;
    if (!*path)
        return -ENOENT;
    if (!last->name.bytes)
        return -EEXIST;
    if (last->name.bytes > NAME_MAX)
        return -ENAMETOOLONG;
    if (is_dots(&last->name))
        return -EINVAL;
    char *parent = heap_alloc(PATH_MAX);
    if (!parent)
        return -ENOMEM;
    if (begin)
        text_copy(parent, path, begin + 1);
    else
        text_copy(parent, ".", PATH_MAX);
    int32_t result = path_lookup(parent, true, out);
    heap_free(parent);
    if (result == 0 && !S_ISDIR((*out)->disk.mode)) {
        inode_release(*out);
        result = -ENOTDIR;
    }
    return result;
}
