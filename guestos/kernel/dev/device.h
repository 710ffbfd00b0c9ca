/* Character devices, by their numbers in device nodes. */
#ifndef KERNEL_DEVICE_H
#define KERNEL_DEVICE_H

#include "fs/file.h"

/* What opening a device node gives; NULL when there is no such device. */
const struct file_ops *device_find(uint32_t number);

/* Devices, one each in a file of its own. */
extern const struct file_ops null_ops, zero_ops, random_ops, cmdline_ops;
extern const struct file_ops tty_ops;

#endif
