/* Making and removing names.
 *
 * names_lock lets one change of the tree happen at a time, so that several directories need not be locked together. */
#include "fs/names.h"

#include "cpu/hart.h"
#include "fs/path.h"
#include "fs/shared.h"
#include "isa/orchard/fcntl.h"
#include "proc/process.h"

static struct sleeplock names_lock;
static const struct name dot = {".", 1}, dot_dot = {"..", 2};

void names_init(void)
{
    sleeplock_init(&names_lock, "names");
}

/* A place for a name: its directory, and what the name stands for now. */
struct place {
    struct inode *dir; /* with a reference */
    struct last_name last;
    uint32_t number; /* 0 when the name is free */
};

static int32_t lookup_in(struct inode *dir, const struct name *name)
{
    inode_lock(dir);
    int32_t result = dir_lookup(dir, name);
    inode_unlock(dir);
    return result;
}

/* Find the place of a path that is to change; -EXDEV when it is in the host's folder. */
static int32_t find_place(const char *path, struct place *place)
{
    int32_t result = path_parent(path, &place->dir, &place->last);
    if (result < 0)
        return result;
    if (place->dir->path) {
        inode_release(place->dir);
        return -EXDEV;
    }
    inode_lock(place->dir);
    result = place->dir->disk.links ? inode_permission(place->dir, W_OK | X_OK) : -ENOENT;
    if (result == 0)
        result = dir_lookup(place->dir, &place->last.name);
    inode_unlock(place->dir);
    place->number = result > 0 ? (uint32_t)result : 0;
    if (result > 0 || (result == -ENOENT && place->dir->disk.links))
        return 0;
    inode_release(place->dir);
    return result;
}

static int32_t add_name(struct place *place, struct inode *inode)
{
    inode_lock(place->dir);
    int32_t result = dir_add(place->dir, &place->last.name, inode->number, inode->disk.mode);
    inode_unlock(place->dir);
    return result;
}

static int32_t remove_name(struct place *place)
{
    inode_lock(place->dir);
    int32_t result = dir_remove(place->dir, &place->last.name);
    inode_unlock(place->dir);
    return result;
}

static void add_links(struct inode *inode, int count)
{
    inode_lock(inode);
    inode->disk.links = (uint16_t)(inode->disk.links + count);
    inode_update(inode);
    inode_unlock(inode);
}

static struct inode *new_inode(uint32_t mode, uint32_t device)
{
    struct process *self = process_self();
    return inode_create(mode, self->euid, self->egid, device);
}

static int32_t create_at(struct place *place, uint32_t mode, uint32_t device, struct inode **out)
{
    if (place->last.directory)
        return -EISDIR;
    struct inode *inode = new_inode(mode, device);
    if (!inode)
        return -ENOSPC;
    int32_t result = add_name(place, inode);
    if (result == 0) {
        add_links(inode, 1);
        *out = inode;
    } else {
        inode_release(inode);
    }
    return result;
}

/* The inode of an existing name, symbolic links followed. */
static int32_t existing(const char *path, bool exclusive, struct inode **out)
{
    return exclusive ? -EEXIST : path_lookup(path, true, out);
}

/* In the host's folder files can be made, nothing else. */
static int32_t create_shared(const char *path, uint32_t mode, bool exclusive, struct inode **out)
{
    struct inode *dir;
    struct last_name last;
    int32_t result = path_lookup(path, true, out);
    if (result == 0 && exclusive) {
        inode_release(*out);
        return -EEXIST;
    }
    if (result != -ENOENT)
        return result;
    result = shared_changeable();
    if (result == 0 && !S_ISREG(mode))
        result = -EPERM;
    if (result == 0)
        result = path_parent(path, &dir, &last);
    if (result < 0)
        return result;
    result = last.directory ? -EISDIR : shared_child(dir, &last.name, true, out);
    inode_release(dir);
    return result;
}

/* The error of a change that the host's folder does not take. */
static int32_t refuse_shared(int32_t result)
{
    if (result != -EXDEV)
        return result;
    result = shared_changeable();
    return result < 0 ? result : -EPERM;
}

int32_t names_create(const char *path, uint32_t mode, uint32_t device, bool exclusive, bool *made, struct inode **out)
{
    struct place place;
    *made = false;
    sleeplock_lock(&names_lock);
    int32_t result = find_place(path, &place);
    if (result == 0) {
        result = place.number ? existing(path, exclusive, out) : create_at(&place, mode, device, out);
        *made = result == 0 && !place.number;
        inode_release(place.dir);
    } else if (result == -EXDEV) {
        result = create_shared(path, mode, exclusive, out);
    } else if (result == -EINVAL || result == -EEXIST || result == -EACCES || result == -EROFS) {
        int32_t found = existing(path, exclusive, out);
        result = found == -ENOENT ? result : found;
    }
    sleeplock_unlock(&names_lock);
    return result;
}

/* Fill a new directory and name it. */
static int32_t mkdir_at(struct place *place, uint32_t mode)
{
    if (place->dir->disk.links >= LINK_MAX)
        return -EMLINK;
    struct inode *inode = new_inode(S_IFDIR | mode, 0);
    if (!inode)
        return -ENOSPC;
    inode_lock(inode);
    int32_t result = dir_add(inode, &dot, inode->number, S_IFDIR);
    if (result == 0)
        result = dir_add(inode, &dot_dot, place->dir->number, S_IFDIR);
    inode_unlock(inode);
    if (result == 0)
        result = add_name(place, inode);
    if (result == 0) {
        add_links(inode, 2);
        add_links(place->dir, 1);
    }
    inode_release(inode);
    return result;
}

int32_t names_mkdir(const char *path, uint32_t mode)
{
    struct place place;
    sleeplock_lock(&names_lock);
    int32_t result = find_place(path, &place);
    if (result == 0) {
        result = place.number ? -EEXIST : mkdir_at(&place, mode);
        inode_release(place.dir);
    } else if (result == -EINVAL) {
        result = -EEXIST;
    }
    sleeplock_unlock(&names_lock);
    return refuse_shared(result);
}

static int32_t link_at(struct place *place, struct inode *inode)
{
    if (place->number)
        return -EEXIST;
    if (place->last.directory)
        return -ENOENT;
    if (inode->path)
        return -EXDEV;
    if (S_ISDIR(inode->disk.mode))
        return -EPERM;
    if (inode->disk.links >= LINK_MAX)
        return -EMLINK;
    if (inode->disk.links == 0)
        return -ENOENT;
    int32_t result = add_name(place, inode);
    if (result == 0)
        add_links(inode, 1);
    return result;
}

int32_t names_link(const char *from, const char *to)
{
    struct place place;
    struct inode *inode;
    sleeplock_lock(&names_lock);
    int32_t result = path_lookup(from, false, &inode);
    if (result == 0) {
        result = find_place(to, &place);
        if (result == 0) {
            result = link_at(&place, inode);
            inode_release(place.dir);
        }
        inode_release(inode);
    }
    sleeplock_unlock(&names_lock);
    return result == -EINVAL ? -EEXIST : result;
}

int32_t names_symlink(const char *target, const char *path)
{
    struct inode *inode;
    bool made;
    if (!*target)
        return -ENOENT;
    int32_t result = names_create(path, S_IFLNK | 0777, 0, true, &made, &inode);
    if (result < 0)
        return result;
    inode_lock(inode);
    result = inode_write(inode, target, 0, strlen(target));
    inode_unlock(inode);
    inode_release(inode);
    if (result == (int32_t)strlen(target))
        return 0;
    names_unlink(path);
    return result < 0 ? result : -ENOSPC;
}

static int32_t unlink_at(struct place *place)
{
    if (!place->number)
        return -ENOENT;
    struct inode *inode = inode_get(place->number);
    if (!inode)
        return -EIO;
    int32_t result = 0;
    if (S_ISDIR(inode->disk.mode))
        result = -EISDIR;
    else if (place->last.directory)
        result = -ENOTDIR;
    if (result == 0)
        result = remove_name(place);
    if (result == 0)
        add_links(inode, -1);
    inode_release(inode);
    return result;
}

int32_t names_unlink(const char *path)
{
    struct place place;
    sleeplock_lock(&names_lock);
    int32_t result = find_place(path, &place);
    if (result == 0) {
        result = unlink_at(&place);
        inode_release(place.dir);
    } else if (result == -EINVAL || result == -EEXIST) {
        result = -EISDIR;
    }
    sleeplock_unlock(&names_lock);
    return refuse_shared(result);
}

/* Whether a directory may go. */
static int32_t removable(struct inode *inode)
{
    inode_lock(inode);
    int32_t result = S_ISDIR(inode->disk.mode) ? dir_is_empty(inode) : -ENOTDIR;
    inode_unlock(inode);
    return result == 1 ? 0 : result == 0 ? -ENOTEMPTY : result;
}

static int32_t rmdir_at(struct place *place)
{
    if (!place->number)
        return -ENOENT;
    if (place->number == shared_covered())
        return -EBUSY;
    struct inode *inode = inode_get(place->number);
    if (!inode)
        return -EIO;
    int32_t result = removable(inode);
    if (result == 0)
        result = remove_name(place);
    if (result == 0) {
        add_links(inode, -2);
        add_links(place->dir, -1);
    }
    inode_release(inode);
    return result;
}

int32_t names_rmdir(const char *path)
{
    struct place place;
    sleeplock_lock(&names_lock);
    int32_t result = find_place(path, &place);
    if (result == 0) {
        result = rmdir_at(&place);
        inode_release(place.dir);
    } else if (result == -EEXIST) {
        result = -EBUSY; /* the root directory */
    }
    sleeplock_unlock(&names_lock);
    return refuse_shared(result);
}

/* Whether dir lies in the tree below the inode of this number. */
static int32_t lies_below(struct inode *dir, uint32_t number)
{
    inode_share(dir);
    while (dir->number != number && dir->number != FS_ROOT_INODE) {
        int32_t up = lookup_in(dir, &dot_dot);
        inode_release(dir);
        if (up < 0)
            return up;
        dir = inode_get((uint32_t)up);
        if (!dir)
            return -EIO;
    }
    int32_t result = dir->number == number;
    inode_release(dir);
    return result;
}

/* Whether the moved inode may take the place of what stands at the target. */
static int32_t may_replace(struct inode *moved, struct inode *target)
{
    if (S_ISDIR(target->disk.mode))
        return S_ISDIR(moved->disk.mode) ? removable(target) : -EISDIR;
    return S_ISDIR(moved->disk.mode) ? -ENOTDIR : 0;
}

/* Let the target's name stand for the moved inode. */
static int32_t take_place(struct place *to, struct inode *moved)
{
    if (!to->number)
        return add_name(to, moved);
    struct inode *target = inode_get(to->number);
    if (!target)
        return -EIO;
    int32_t result = may_replace(moved, target);
    if (result == 0) {
        inode_lock(to->dir);
        result = dir_change(to->dir, &to->last.name, moved->number, moved->disk.mode);
        inode_unlock(to->dir);
    }
    if (result == 0) {
        bool directory = S_ISDIR(target->disk.mode);
        add_links(target, directory ? -2 : -1);
        if (directory)
            add_links(to->dir, -1);
    }
    inode_release(target);
    return result;
}

static int32_t move(struct place *from, struct place *to, struct inode *moved)
{
    bool directory = S_ISDIR(moved->disk.mode);
    if (to->number == moved->number)
        return 0;
    if (shared_covered() && (moved->number == shared_covered() || to->number == shared_covered()))
        return -EBUSY;
    if (!directory && (from->last.directory || to->last.directory))
        return -ENOTDIR;
    int32_t result = directory ? lies_below(to->dir, moved->number) : 0;
    if (result)
        return result < 0 ? result : -EINVAL;
    result = take_place(to, moved);
    if (result < 0)
        return result;
    result = remove_name(from);
    if (!directory || from->dir->number == to->dir->number)
        return result;
    inode_lock(moved);
    dir_change(moved, &dot_dot, to->dir->number, S_IFDIR);
    inode_unlock(moved);
    add_links(from->dir, -1);
    add_links(to->dir, 1);
    return result;
}

int32_t names_rename(const char *from_path, const char *to_path)
{
    struct place from, to;
    sleeplock_lock(&names_lock);
    int32_t result = find_place(from_path, &from);
    if (result == 0) {
        result = from.number ? find_place(to_path, &to) : -ENOENT;
        if (result == 0) {
            struct inode *moved = inode_get(from.number);
            result = moved ? move(&from, &to, moved) : -EIO;
            if (moved)
                inode_release(moved);
            inode_release(to.dir);
        }
        inode_release(from.dir);
    }
    sleeplock_unlock(&names_lock);
    return result;
}

/* The name by which dir knows the inode of this number. */
static int32_t name_of(struct inode *dir, uint32_t number, struct dirent *out)
{
    uint32_t offset = 0;
    int32_t result;
    inode_lock(dir);
    do {
        result = dir_next(dir, &offset, out);
    } while (result > 0 && out->d_ino != number);
    inode_unlock(dir);
    return result == 0 ? -ENOENT : result;
}

/* The directory that holds a directory, with a reference, and the name by which it knows it. */
static int32_t find_parent(struct inode *dir, struct inode **parent, struct dirent *entry)
{
    if (dir->path && *dir->path) {
        const char *name = dir->path;
        for (const char *p = name; *p; p++)
            if (*p == '/')
                name = p + 1;
        text_copy(entry->d_name, name, sizeof entry->d_name);
        entry->d_namlen = (uint8_t)strlen(entry->d_name);
        return shared_child(dir, &dot_dot, false, parent);
    }
    uint32_t number = dir->path ? shared_covered() : dir->number;
    int32_t up = dir->path ? FS_ROOT_INODE : lookup_in(dir, &dot_dot);
    if (up < 0)
        return up;
    *parent = inode_get((uint32_t)up);
    if (!*parent)
        return -EIO;
    int32_t result = name_of(*parent, number, entry);
    if (result < 0)
        inode_release(*parent);
    return result;
}

/* Put the path in front of what is in the buffer from at on: the new start, or -errno. */
static int32_t climb(struct inode **dir, char *buffer, uint32_t at)
{
    struct dirent entry;
    while ((*dir)->number != FS_ROOT_INODE) {
        struct inode *parent;
        int32_t result = find_parent(*dir, &parent, &entry);
        if (result < 0)
            return result;
        inode_release(*dir);
        *dir = parent;
        if (entry.d_namlen + 1u > at)
            return -ERANGE;
        at -= entry.d_namlen;
        memcpy(buffer + at, entry.d_name, entry.d_namlen);
        buffer[--at] = '/';
    }
    return (int32_t)at;
}

int32_t names_cwd(char *buffer, uint32_t size)
{
    struct inode *dir = process_self()->cwd;
    if (size < 2)
        return -ERANGE;
    buffer[size - 1] = 0;
    inode_share(dir);
    sleeplock_lock(&names_lock);
    int32_t at = climb(&dir, buffer, size - 1);
    sleeplock_unlock(&names_lock);
    inode_release(dir);
    if (at < 0)
        return at;
    if ((uint32_t)at == size - 1)
        buffer[--at] = '/';
    memmove(buffer, buffer + at, size - (uint32_t)at);
    return (int32_t)(size - (uint32_t)at);
}
