/* What the files of ipc/ share. */
#ifndef KERNEL_IPC_IMPL_H
#define KERNEL_IPC_IMPL_H

void mq_init(void);
void shm_init(void);

#endif
