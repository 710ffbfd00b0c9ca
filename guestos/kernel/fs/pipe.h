/* Pipes. */
#ifndef KERNEL_PIPE_H
#define KERNEL_PIPE_H

struct file;

/* A new pipe: its reading and its writing end; 0 or -errno. */
int pipe_new(struct file **reader, struct file **writer);

#endif
