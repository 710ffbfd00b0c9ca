/* Disk: a block device with a queue of requests in RAM and direct memory access.
 *
 * The queue is a ring of 2^n descriptors.  Software fills descriptor HEAD % size, then writes HEAD + 1 to DISK_HEAD
 * (the indexes run freely, modulo 2^32).  The device takes descriptors in order, one at a time.  When one is done it
 * has moved the data, has written the descriptor's status word, has advanced DISK_TAIL, and sets DONE.  A descriptor
 * and its buffer belong to the device from the write of DISK_HEAD until DISK_TAIL passes it.
 *
 * A request takes guest time (docs/machine.md gives the model).  Data written is safe against power loss after a FLUSH
 * that came behind it. */
#ifndef ISA_MACHINE_DISK_H
#define ISA_MACHINE_DISK_H

#define DISK_SECTOR_BYTES 512

#define DISK_SECTORS      0x00 /* RO: capacity in sectors, low word */
#define DISK_SECTORS_HIGH 0x04 /* RO */
#define DISK_FEATURES     0x08 /* RO */
#define DISK_FEATURES_READONLY 0x01 /* writes fail with DISK_READONLY */

#define DISK_CONTROL       0x0c /* RW */
#define DISK_CONTROL_IE    0x01 /* the line is raised while DISK_STATUS_DONE is set */
#define DISK_CONTROL_RESET 0x02 /* writing 1 drops all requests and zeroes the queue registers and STATUS; reads as 0 */

#define DISK_STATUS       0x10
#define DISK_STATUS_DONE  0x01 /* a request was completed since this bit was cleared; writing 1 clears it */
#define DISK_STATUS_BUSY  0x02 /* RO: requests are in progress (TAIL is behind HEAD) */
#define DISK_STATUS_FAULT 0x04 /* RO: ring outside RAM or HEAD impossible; the queue stands still until RESET */

/* Ring.  May be written while the queue is empty; otherwise the write is a FAULT. */
#define DISK_QUEUE          0x14 /* RW: physical address of descriptor 0, a multiple of 32 */
#define DISK_QUEUE_SIZE     0x18 /* RW: number of descriptors, a power of two, 1..DISK_QUEUE_SIZE_MAX */
#define DISK_QUEUE_SIZE_MAX 256
#define DISK_HEAD           0x1c /* RW: requests submitted so far; at most QUEUE_SIZE beyond TAIL */
#define DISK_TAIL           0x20 /* RO: requests completed so far */

/* Descriptor: offsets of its words in RAM. */
#define DISK_DESC_BYTES       32
#define DISK_DESC_OP          0x00 /* DISK_READ, DISK_WRITE, DISK_FLUSH */
#define DISK_DESC_STATUS      0x04 /* written by the device: DISK_OK or an error */
#define DISK_DESC_SECTOR      0x08 /* first sector, low word */
#define DISK_DESC_SECTOR_HIGH 0x0c
#define DISK_DESC_COUNT       0x10 /* sectors, 1..DISK_COUNT_MAX; ignored by FLUSH */
#define DISK_DESC_BUFFER      0x14 /* physical address, a multiple of 4, all of it in RAM; ignored by FLUSH */
#define DISK_DESC_TOKEN       0x18 /* software's; the device does not touch it */
#define DISK_DESC_RESERVED    0x1c
#define DISK_COUNT_MAX        2048

#define DISK_READ  0
#define DISK_WRITE 1
#define DISK_FLUSH 2

#define DISK_OK        0
#define DISK_BAD_OP    1 /* no such operation */
#define DISK_BAD_RANGE 2 /* sectors outside the disk, count 0 or too large */
#define DISK_BAD_DMA   3 /* buffer outside RAM or misaligned */
#define DISK_READONLY  4
#define DISK_IO_ERROR  5 /* the medium failed (the host file, or an injected fault); a read's buffer is undefined */

#endif
