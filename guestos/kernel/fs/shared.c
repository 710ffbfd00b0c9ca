/* The host's folder as a part of the tree. */
#include "fs/shared.h"

#include "dev/share.h"
#include "fs/names.h"
#include "fs/path.h"
#include "mm/heap.h"

static uint32_t covered; /* set before the first process runs */

/* Inode numbers are hashes of paths (FNV-1a), above those of the disk: for people and programs to compare. */
#define HASH_START 2166136261u

static uint32_t hash_more(uint32_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (uint8_t)*text) * 16777619u;
    return hash;
}

static uint32_t number_of(const char *path)
{
    return hash_more(HASH_START, path) | INODE_SHARED;
}

static uint32_t number_of_child(const struct inode *dir, const char *name)
{
    uint32_t hash = hash_more(HASH_START, dir->path);
    return hash_more(*dir->path ? hash_more(hash, "/") : hash, name) | INODE_SHARED;
}

static void take_answer(struct inode *inode, const struct share_answer *answer)
{
    uint32_t rights = share_writable() ? 0755 : 0555;
    inode->disk.mode = (uint16_t)((answer->kind == SHARE_FOLDER ? S_IFDIR : S_IFREG) | rights);
    inode->disk.links = 1;
    inode->disk.size = answer->size;
    inode->disk.blocks = (answer->size + FS_BLOCK_BYTES - 1) / FS_BLOCK_BYTES;
    inode->disk.atime = inode->disk.mtime = inode->disk.ctime = answer->mtime;
    inode->loaded = true;
}

int32_t shared_refresh(struct inode *inode)
{
    struct share_answer answer;
    int32_t result = share_request(SHARE_STAT, inode->path, 0, NULL, 0, &answer);
    if (result == 0)
        take_answer(inode, &answer);
    return result;
}

/* The inode of a path in the folder, with a reference; make: write nothing to it first, so that it is there. */
static int32_t get(char *path, bool make, struct inode **out)
{
    struct share_answer answer;
    int32_t result = share_request(make ? SHARE_WRITE : SHARE_STAT, path, 0, NULL, 0, &answer);
    if (result < 0) {
        heap_free(path);
        return result;
    }
    *out = inode_get_shared(number_of(path), path);
    if (!*out)
        return -ENOMEM;
    inode_lock(*out);
    take_answer(*out, &answer);
    inode_unlock(*out);
    return 0;
}

struct inode *shared_root(void)
{
    struct inode *root;
    char *path = heap_alloc(1);
    return path && get(path, false, &root) == 0 ? root : NULL;
}

/* The path of a name in a folder, in memory of its own. */
static int32_t join(const char *folder, const struct name *name, char **out)
{
    uint32_t bytes = strlen(folder);
    if (bytes + 1 + name->bytes > SHARE_PATH_MAX)
        return -ENAMETOOLONG;
    char *path = heap_alloc(bytes + name->bytes + 2);
    if (!path)
        return -ENOMEM;
    memcpy(path, folder, bytes);
    if (bytes)
        path[bytes++] = '/';
    memcpy(path + bytes, name->text, name->bytes);
    *out = path;
    return 0;
}

/* The folder of a folder. */
static int32_t get_parent(struct inode *dir, struct inode **out)
{
    uint32_t bytes = strlen(dir->path);
    if (!bytes) {
        *out = path_root();
        return *out ? 0 : -EIO;
    }
    while (bytes && dir->path[bytes - 1] != '/')
        bytes--;
    char *path = heap_alloc(bytes + 1);
    if (!path)
        return -ENOMEM;
    memcpy(path, dir->path, bytes ? bytes - 1 : 0);
    return get(path, false, out);
}

int32_t shared_child(struct inode *dir, const struct name *name, bool make, struct inode **out)
{
    char *path;
    if (name->bytes == 1 && name->text[0] == '.') {
        inode_share(dir);
        *out = dir;
        return 0;
    }
    if (name->bytes == 2 && name->text[0] == '.' && name->text[1] == '.')
        return get_parent(dir, out);
    int32_t result = join(dir->path, name, &path);
    return result < 0 ? result : get(path, make, out);
}

int32_t shared_changeable(void)
{
    return share_writable() ? 0 : -EROFS;
}

int32_t shared_read(struct inode *inode, void *to, uint32_t offset, uint32_t bytes)
{
    struct share_answer answer;
    int32_t result = share_request(SHARE_READ, inode->path, offset, to, bytes, &answer);
    if (result < 0)
        return result;
    take_answer(inode, &answer);
    return (int32_t)answer.done;
}

int32_t shared_write(struct inode *inode, const void *from, uint32_t offset, uint32_t bytes)
{
    struct share_answer answer;
    if (bytes > FS_FILE_BYTES_MAX - min_u32(offset, FS_FILE_BYTES_MAX))
        return -EFBIG;
    int32_t result = share_request(SHARE_WRITE, inode->path, offset, (void *)from, bytes, &answer);
    if (result < 0)
        return result;
    take_answer(inode, &answer);
    return (int32_t)answer.done;
}

int32_t shared_resize(struct inode *inode, uint32_t size)
{
    struct share_answer answer;
    int32_t result = share_request(SHARE_RESIZE, inode->path, size, NULL, 0, &answer);
    if (result == 0)
        take_answer(inode, &answer);
    return result;
}

/* ---- Listing ---------------------------------------------------------------------------------------------------- */

/* Names that the host has listed and nobody has fetched yet. */
static struct spinlock listing_lock = SPINLOCK("listing");
/* listing_lock */
static struct {
    uint32_t number;    /* of the folder's inode */
    uint32_t index;     /* of the name at: among all in the folder */
    uint32_t at, bytes; /* in names */
    char names[1024];   /* each ended by 0 */
} listing;

/* Copy the folder's name with this index: its length, 0 behind the last, or -errno. */
static int32_t name_at(struct inode *dir, uint32_t index, char *name)
{
    int32_t result = 0;
    spin_lock(&listing_lock);
    if (index == 0 || listing.number != dir->number || listing.index != index || listing.at >= listing.bytes) {
        struct share_answer answer;
        result = share_request(SHARE_LIST, dir->path, index, listing.names, sizeof listing.names, &answer);
        listing.number = dir->number;
        listing.index = index;
        listing.at = 0;
        listing.bytes = result < 0 ? 0 : answer.done;
    }
    if (listing.at < listing.bytes) {
        text_copy(name, listing.names + listing.at, NAME_MAX + 1);
        result = (int32_t)strlen(name);
        listing.at += strlen(listing.names + listing.at) + 1;
        listing.index++;
    }
    spin_unlock(&listing_lock);
    return result;
}

int32_t shared_next(struct inode *dir, uint32_t *offset, struct dirent *out)
{
    static const char dots[] = "..";
    int32_t length;
    if (*offset < 2) {
        length = (int32_t)*offset + 1;
        text_copy(out->d_name, dots + 1 - *offset, sizeof out->d_name);
    } else {
        length = name_at(dir, *offset - 2, out->d_name);
    }
    if (length <= 0)
        return length;
    out->d_ino = *offset < 2 ? dir->number : number_of_child(dir, out->d_name);
    out->d_type = DT_UNKNOWN;
    out->d_namlen = (uint8_t)length;
    out->d_reclen = (uint16_t)((DIRENT_HEADER_BYTES + length + 1 + 3) & ~3);
    memset(out->d_name + length, 0, (size_t)(out->d_reclen - DIRENT_HEADER_BYTES - length));
    out->d_off = (off_t)++ * offset;
    return 1;
}

/* ---- Mounting --------------------------------------------------------------------------------------------------- */

uint32_t shared_covered(void)
{
    return covered;
}

void shared_mount(void)
{
    struct inode *inode;
    if (!share_present())
        return;
    int32_t result = path_lookup(SHARED_MOUNT, true, &inode);
    if (result == -ENOENT) {
        result = names_mkdir(SHARED_MOUNT, 0755);
        if (result == 0)
            result = path_lookup(SHARED_MOUNT, true, &inode);
    }
    if (result == 0 && !S_ISDIR(inode->disk.mode)) {
        inode_release(inode);
        result = -ENOTDIR;
    }
    if (result < 0) {
        print("share: " SHARED_MOUNT ": %s\n", error_text(-result));
        return;
    }
    covered = inode->number;
    inode_release(inode);
    boot_log("share: the host's folder is " SHARED_MOUNT "%s\n", share_writable() ? "" : ", read-only");
}
