/* Open files: what a descriptor stands for. */
#ifndef KERNEL_FILE_H
#define KERNEL_FILE_H

#include "isa/orchard/stat.h"
#include "lib/base.h"
#include "proc/wait.h"

struct file;
struct inode;
struct process;
struct vm_object;

/* What a kind of file can do.  A missing operation fails as the comment says.  Buffers are in user memory. */
struct file_ops {
    const char *name;
    int32_t (*read)(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset);  /* -EINVAL */
    int32_t (*write)(struct file *file, user_va buffer, uint32_t bytes, int32_t *offset); /* -EINVAL */
    int32_t (*ioctl)(struct file *file, uint32_t request, user_va argument);              /* -ENOTTY */
    int32_t (*stat)(struct file *file, struct stat *out); /* a nameless file of size 0 */
    int32_t (*resize)(struct file *file, uint32_t size);  /* -EINVAL */
    uint32_t (*ready)(struct file *file);                 /* POLL bits; always POLLIN and POLLOUT */
    struct vm_object *(*object)(struct file *file);       /* what mmap maps, no reference added; NULL: -ENODEV */
    void (*close)(struct file *file);                     /* the last reference is gone; nothing to do */
    bool seekable;                                        /* has an offset */
};

struct file {
    const struct file_ops *ops;   /* fixed, like inode and data */
    struct inode *inode;          /* a reference, or NULL */
    void *data;                   /* the kind's own */
    volatile uint32_t references; /* atomic */
    uint32_t flags;               /* O_; the access mode is fixed, the rest belongs to lock */
    struct sleeplock lock;
    int32_t offset; /* lock */
};

/* A new open file with one reference; takes over the reference to the inode.  NULL without memory. */
struct file *file_new(const struct file_ops *ops, uint32_t flags, struct inode *inode, void *data);

void file_share(struct file *file);
void file_release(struct file *file);

/* Open a path: 0 or -errno. */
int32_t file_open(const char *path, uint32_t flags, uint32_t mode, struct file **out);

/* Regular files and directories. */
extern const struct file_ops inode_file_ops;

/* Lowest free descriptor of the current process from a number on, made to stand for the file (its reference is taken
 * over, given back on failure): the descriptor or -EMFILE. */
int32_t descriptor_new(struct file *file, uint32_t from, bool close_on_exec);

/* The file of a descriptor of the current process, without a reference: NULL when it is not open. */
struct file *descriptor_file(int32_t fd);

/* Close a descriptor; all of them; those marked close-on-exec. */
int32_t descriptor_close(int32_t fd);
void descriptor_close_all(struct process *process, bool only_marked);

#endif
